// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "store/front/qdynamodbstore_p.h"

#include <QtDynamoDB/qdynamodbexception.h>

#include <QtCore/qcoreapplication.h>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

namespace {

using Code = QDynamoDBError::Code;

} // namespace

QDynamoDBStorePrivate::QDynamoDBStorePrivate(QDynamoDBStore *store, QDynamoDBClient *storeClient,
                                             const QString &name)
    : q(store)
    , client(storeClient)
    , fileName(name)
{
    writerThread.setObjectName(u"QDynamoDBStore"_s);
    readerThread.setObjectName(u"QDynamoDBStore reader"_s);
}

QDynamoDBStorePrivate::~QDynamoDBStorePrivate()
{
    // What was asked for before is done first. Without an application there are no events.
    if (worker && QCoreApplication::instance()) {
        QMetaObject::invokeMethod(
                worker,
                [this] {
                    if (worker->isOpen())
                        worker->engine().work();
                    if (worker->isOpen())
                        worker->close();
                },
                Qt::BlockingQueuedConnection);
    }
    writerThread.quit();
    writerThread.wait();
    readerThread.quit();
    readerThread.wait();
}

WorkerEvents QDynamoDBStorePrivate::events()
{
    // The store outlives its threads; what is posted to it is lost with it.
    WorkerEvents events;
    events.conflictOccurred = [store = q](const QueuedWrite &write) {
        QDynamoDBConflict conflict = toConflict(write);
        QMetaObject::invokeMethod(
                store, [store, conflict] { Q_EMIT store->conflictOccurred(conflict); },
                Qt::QueuedConnection);
    };
    events.writeEnded = [store = q](qint64 sequence, const QDynamoDBError &why) {
        QMetaObject::invokeMethod(
                store, [store, sequence, why] { Q_EMIT store->writeEnded(sequence, why); },
                Qt::QueuedConnection);
    };
    events.queueChanged = [store = q] {
        QMetaObject::invokeMethod(store, &QDynamoDBStore::queueChanged, Qt::QueuedConnection);
    };
    events.itemChanged = [store = q](const QString &tableName, const QDynamoDBItem &key) {
        QMetaObject::invokeMethod(
                store, [store, tableName, key] { Q_EMIT store->itemChanged(tableName, key); },
                Qt::QueuedConnection);
    };
    events.statusChanged = [this](const StoreEngine &engine) {
        const auto newStatus = engine.isPaused() || engine.pauseError().isError()
                ? QDynamoDBStore::Status::Paused
                : QDynamoDBStore::Status::Ready;
        QMetaObject::invokeMethod(
                q,
                [this, newStatus, why = engine.pauseError(), online = engine.isOnline(),
                 pending = engine.pendingWrites(),
                 count = engine.conflicts()] { update(newStatus, why, online, pending, count); },
                Qt::QueuedConnection);
    };
    return events;
}

// In the store's thread. A slot may destroy the store.
void QDynamoDBStorePrivate::update(QDynamoDBStore::Status newStatus, const QDynamoDBError &why,
                                   bool online, qint64 pending, qint64 count)
{
    const bool statusChanges = status != newStatus || error != why;
    const bool onlineChanges = isOnline != online;
    const bool pendingChanges = pendingWrites != pending;
    const bool conflictsChange = conflicts != count;
    status = newStatus;
    error = why;
    isOnline = online;
    pendingWrites = pending;
    conflicts = count;
    const QPointer<QDynamoDBStore> store = q;
    if (statusChanges)
        Q_EMIT q->statusChanged();
    if (store && onlineChanges)
        Q_EMIT q->onlineChanged();
    if (store && pendingChanges)
        Q_EMIT q->pendingWritesChanged();
    if (store && conflictsChange)
        Q_EMIT q->conflictsChanged();
}

void QDynamoDBStorePrivate::start()
{
    if (!worker) {
        worker = new Worker(client, events());
        worker->moveToThread(&writerThread);
        QObject::connect(&writerThread, &QThread::finished, worker, &QObject::deleteLater);
        readerContext = new QObject;
        readerContext->moveToThread(&readerThread);
        QObject::connect(
                &readerThread, &QThread::finished, readerContext, [this] { reader.reset(); },
                Qt::DirectConnection);
        QObject::connect(&readerThread, &QThread::finished, readerContext, &QObject::deleteLater);
        writerThread.start();
        readerThread.start();
    }
    if (isOpened)
        return;
    isOpened = true;
    QMetaObject::invokeMethod(
            worker,
            [this, sqlDriver = driver, user = identity, settings = options] {
                openError = worker->open(sqlDriver, fileName, user, settings);
                if (openError.isError()) {
                    QMetaObject::invokeMethod(
                            q,
                            [this, why = openError] {
                                update(QDynamoDBStore::Status::Failed, why, isOnline, 0, 0);
                            },
                            Qt::QueuedConnection);
                }
            },
            Qt::QueuedConnection);
}

QFuture<void> QDynamoDBStorePrivate::close()
{
    auto promise = std::make_shared<QPromise<void>>();
    promise->start();
    const QFuture<void> future = promise->future();
    if (!isOpened) {
        promise->finish();
        return future;
    }
    isOpened = false;
    const auto end = [this, promise] {
        worker->close();
        QMetaObject::invokeMethod(
                readerContext,
                [this, promise] {
                    reader.reset();
                    QMetaObject::invokeMethod(
                            q,
                            [this] {
                                if (!isOpened)
                                    update(QDynamoDBStore::Status::Closed, {}, isOnline,
                                           pendingWrites, conflicts);
                            },
                            Qt::QueuedConnection);
                    promise->finish();
                },
                Qt::QueuedConnection);
    };
    QMetaObject::invokeMethod(
            worker,
            [this, end] {
                if (worker->isOpen())
                    worker->engine().submit(
                            { [] {}, [end](const QDynamoDBError &) { end(); }, end });
                else
                    end();
            },
            Qt::QueuedConnection);
    return future;
}

void QDynamoDBStorePrivate::post(std::function<void(Worker &worker, const QDynamoDBError &error)> run)
{
    start();
    QMetaObject::invokeMethod(
            worker,
            [this, opened = worker, run = std::move(run)] {
                opened->whenKnown([this, opened, run] {
                    const QDynamoDBError closed(Code::StoreUnavailable, u"The store is closed."_s);
                    run(*opened, opened->isOpen() || openError.isError() ? openError : closed);
                });
            },
            Qt::QueuedConnection);
}

QFuture<void> QDynamoDBStorePrivate::task(std::function<QDynamoDBError(StoreEngine &engine)> run)
{
    auto promise = std::make_shared<QPromise<void>>();
    promise->start();
    post([promise, run = std::move(run)](Worker &opened, const QDynamoDBError &problem) {
        if (problem.isError()) {
            finishPromise(*promise, problem);
            return;
        }
        auto result = std::make_shared<QDynamoDBError>();
        opened.engine().submit(
                { [&opened, result, run] { *result = run(opened.engine()); },
                  [promise](const QDynamoDBError &why) { finishPromise(*promise, why); },
                  [promise, result, &opened] {
                      opened.publishCatalog();
                      finishPromise(*promise, *result);
                  } });
    });
    return promise->future();
}

QDynamoDBStoredWrite QDynamoDBStorePrivate::accept(const WriteRequest &request,
                                                   const QDynamoDBError &problem)
{
    auto state = std::make_shared<StoredWriteState>();
    if (problem.isError()) {
        state->fail(problem);
    } else {
        post([request, state](Worker &opened, const QDynamoDBError &why) {
            if (why.isError())
                state->fail(why);
            else
                opened.accept(request, state);
        });
    }
    return StoredWriteState::make(state);
}

void QDynamoDBStorePrivate::readLater(
        std::function<void(StoreReader *reader, const Catalog &catalog, const QDynamoDBError &error)>
                run)
{
    // In a task of the engine, so that what was written before is on the disk.
    post([this, run = std::move(run)](Worker &opened, const QDynamoDBError &problem) {
        if (problem.isError()) {
            run(nullptr, {}, problem);
            return;
        }
        const auto readNow = [this, run](const std::shared_ptr<const Catalog> &catalog) {
            try {
                if (!reader) {
                    reader = std::make_unique<SqliteDatabase>(driver, fileName,
                                                              SqliteDatabase::Access::ReadOnly);
                }
                run(reader.get(), *catalog, {});
            } catch (const StoreFailure &failure) {
                run(nullptr, *catalog, failure.error);
            }
        };
        opened.engine().submit(
                { [] {}, [run](const QDynamoDBError &why) { run(nullptr, {}, why); },
                  [this, readNow, &opened] {
                      QMetaObject::invokeMethod(
                              readerContext,
                              [readNow, catalog = opened.catalog()] { readNow(catalog); },
                              Qt::QueuedConnection);
                  } });
    });
}

QDynamoDBConflict QDynamoDBStorePrivate::toConflict(const QueuedWrite &write)
{
    QDynamoDBConflict conflict;
    conflict.sequence = write.sequence;
    conflict.error = write.error;
    conflict.isWaiting = write.state == SyncState::Sending;
    qsizetype shown = 0; // the action that met the change, or the first one
    for (qsizetype i = 0; i < write.theirs.size(); ++i) {
        if (write.theirs.at(i)) {
            shown = i;
            conflict.theirs = *write.theirs.at(i);
            break;
        }
    }
    const StoredAction &action = write.actions.at(shown);
    conflict.tableName = action.tableName;
    conflict.key = action.key;
    conflict.base = action.before;
    conflict.mine = action.apply(action.before).valueOr(QDynamoDBItem());
    return conflict;
}
