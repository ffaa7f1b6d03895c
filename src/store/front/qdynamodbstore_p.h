// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBSTORE_P_H
#define QDYNAMODBSTORE_P_H

#include "store/front/storeworker_p.h"

#include <QtDynamoDB/qdynamodbstore.h>

#include <QtCore/qpointer.h>
#include <QtCore/qthread.h>

#include <exception>
#include <memory>

namespace QtDynamoDBPrivate {

class ItemSource;

// Finishes the promise, with the error's exception if there is one.
template<typename T>
void finishPromise(QPromise<T> &promise, const QDynamoDBError &error)
{
    if (error.isError()) {
        try {
            error.raise();
        } catch (...) {
            promise.setException(std::current_exception());
        }
    }
    promise.finish();
}

} // namespace QtDynamoDBPrivate

class QDynamoDBStorePrivate
{
public:
    using Worker = QtDynamoDBPrivate::StoreWorker;
    using Catalog = QtDynamoDBPrivate::StoreCatalog;

    QDynamoDBStorePrivate(QDynamoDBStore *store, QDynamoDBClient *storeClient, const QString &name);
    ~QDynamoDBStorePrivate();
    Q_DISABLE_COPY_MOVE(QDynamoDBStorePrivate)

    static QDynamoDBStorePrivate *get(QDynamoDBStore *store) { return store->d.get(); }
    void start(); // opens the file, unless it was opened before
    [[nodiscard]] QFuture<void> close();
    // Runs the function in the worker's thread, after the file was opened and the keys of mirrors
    // that were added before are known; an error says why the file can't be used.
    void post(std::function<void(Worker &worker, const QDynamoDBError &error)> run);
    // Runs the function in a task of the engine, in one transaction. Finishes when it is on the
    // disk.
    [[nodiscard]] QFuture<void> task(
            std::function<QDynamoDBError(QtDynamoDBPrivate::StoreEngine &engine)> run);
    [[nodiscard]] QDynamoDBStoredWrite accept(const QtDynamoDBPrivate::WriteRequest &request,
                                              const QDynamoDBError &problem = {});
    // Runs the function in the reader's thread, after all writes that were made before are on the
    // disk. It is called with an error and without a reader if that fails, in any thread.
    void readLater(std::function<void(QtDynamoDBPrivate::StoreReader *reader,
                                      const Catalog &catalog, const QDynamoDBError &error)>
                           run);
    template<typename Result, typename Function>
    [[nodiscard]] QFuture<Result> read(Function function)
    {
        auto promise = std::make_shared<QPromise<Result>>();
        promise->start();
        readLater([promise, function](QtDynamoDBPrivate::StoreReader *storeReader,
                                      const Catalog &catalog, const QDynamoDBError &why) {
            QDynamoDBError problem = why;
            if (storeReader) {
                QDynamoDBExpected<Result> result = function(*storeReader, catalog);
                problem = result.error();
                if (result)
                    promise->addResult(std::move(result).value());
            }
            QtDynamoDBPrivate::finishPromise(*promise, problem);
        });
        return promise->future();
    }
    [[nodiscard]] static QDynamoDBConflict toConflict(const QtDynamoDBPrivate::QueuedWrite &write);
    void update(QDynamoDBStore::Status newStatus, const QDynamoDBError &why, bool online,
                qint64 pending, qint64 count);
    [[nodiscard]] QtDynamoDBPrivate::WorkerEvents events();

    std::shared_ptr<QtDynamoDBPrivate::ItemSource> itemSource; // of attached models; may be null
    QDynamoDBStore *const q;
    QDynamoDBClient *const client;
    const QString fileName;
    QString driver = QStringLiteral("QSQLITE");
    QString identity;
    QtDynamoDBPrivate::EngineOptions options;
    QDynamoDBStore::Status status = QDynamoDBStore::Status::Closed;
    QDynamoDBError error;
    bool isOpened = false; // or being opened
    bool isOnline = true;
    qint64 pendingWrites = 0;
    qint64 conflicts = 0;

    QThread writerThread;
    QThread readerThread;
    Worker *worker = nullptr; // lives in the writer's thread
    QObject *readerContext = nullptr; // lives in the reader's thread
    // Belong to the threads.
    QDynamoDBError openError;
    std::unique_ptr<QtDynamoDBPrivate::SqliteDatabase> reader;
};

#endif
