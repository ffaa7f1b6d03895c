// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "store/front/storeworker_p.h"

#include "expressions/evaluation/keyencoding_p.h"

#include <QtDynamoDB/qdynamodbexception.h>

#include <QtCore/qcoreapplication.h>
#include <QtCore/qdatetime.h>
#include <QtCore/qrandom.h>
#include <QtCore/qthread.h>
#include <QtCore/quuid.h>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

namespace {

using Code = QDynamoDBError::Code;

const auto wakeEvent = QEvent::Type(QEvent::registerEventType());

void failPromise(QPromise<void> &promise, const QDynamoDBError &error)
{
    try {
        error.raise();
    } catch (...) {
        promise.setException(std::current_exception());
    }
    promise.finish();
}

} // namespace

StoredWriteState::StoredWriteState()
    : acceptedFuture(accepted.future())
    , sentFuture(sent.future())
{
    accepted.start();
    sent.start();
}

void StoredWriteState::accept(qint64 number)
{
    sequence = number;
    isAccepted = true;
    accepted.finish();
}

void StoredWriteState::fail(const QDynamoDBError &error)
{
    if (!isAccepted) {
        isAccepted = true;
        failPromise(accepted, error);
    }
    if (!isEnded) {
        isEnded = true;
        failPromise(sent, error);
    }
}

void StoredWriteState::finish()
{
    if (!isEnded) {
        isEnded = true;
        sent.finish();
    }
}

QDynamoDBStoredWrite StoredWriteState::make(const std::shared_ptr<StoredWriteState> &state)
{
    QDynamoDBStoredWrite write;
    write.d = state;
    return write;
}

StoreWorker::StoreWorker(QDynamoDBClient *client, WorkerEvents events)
    : m_events(std::move(events))
    , m_network(client, this)
{
    m_clock.start();
    m_timer.setSingleShot(true);
    m_timer.callOnTimeout(this, [this] { wake(); });
}

StoreWorker::~StoreWorker()
{
    close();
}

QDynamoDBError StoreWorker::open(const QString &driver, const QString &fileName,
                                 const QString &identity, const EngineOptions &options)
{
    if (m_engine)
        return {};
    try {
        m_file = openStoreFile(driver, fileName);
        EngineEvents events;
        events.writeChanged = [this](qint64 sequence, const QueuedWrite *write,
                                     const QDynamoDBError &error) {
            onWriteChanged(sequence, write, error);
        };
        events.writeMoved = [this](qint64 from, qint64 to) {
            if (m_writes.contains(from))
                m_writes.insert(to, m_writes.take(from));
        };
        events.conflictOccurred = m_events.conflictOccurred;
        events.itemChanged = [this](const ItemPlace &place) {
            const std::optional<StoredTable> table = m_engine->table(place.table);
            if (table)
                m_events.itemChanged(table->name, keyAt(*table, place));
        };
        events.statusChanged = [this] { m_events.statusChanged(*m_engine); };
        m_engine = std::make_unique<StoreEngine>(m_file.database.get(), &m_network, this, options,
                                                 events);
    } catch (const StoreFailure &failure) {
        close();
        return failure.error;
    }
    m_feedTarget = std::make_unique<EngineFeedTarget>(m_engine.get());
    m_engine->submit({ [this, identity] { m_engine->setIdentity(identity); },
                       {},
                       [this] {
                           publishCatalog();
                           sync();
                       } });
    m_engine->work();
    m_events.statusChanged(*m_engine);
    return {};
}

void StoreWorker::close()
{
    m_toSync.clear();
    m_feed.reset();
    m_feedTarget.reset();
    m_engine.reset();
    m_file = {};
    for (const std::shared_ptr<StoredWriteState> &write : std::exchange(m_writes, {}))
        write->fail(QDynamoDBError(Code::Cancelled,
                                   u"The store was closed. The write remains in its "
                                   u"queue."_s));
}

std::shared_ptr<const StoreCatalog> StoreWorker::catalog() const
{
    const QMutexLocker locker(&m_mutex);
    return m_catalog;
}

void StoreWorker::publishCatalog()
{
    auto catalog = std::make_shared<StoreCatalog>();
    catalog->identity = m_engine->identity();
    catalog->tables = m_engine->tables();
    catalog->mirrors = m_engine->mirrors();
    const QMutexLocker locker(&m_mutex);
    m_catalog = catalog;
}

QDynamoDBError StoreWorker::addMirror(const StoredTable &table, const QDynamoDBMirror &mirror)
{
    StoredMirror stored;
    QDynamoDBError problem;
    const auto encode = [&](const QDynamoDBValue &value, QDynamoDBValue::Type type,
                            const char *what) {
        std::optional<QByteArray> bytes;
        if (value.isUndefined())
            return bytes;
        if (value.type() == type)
            bytes = encodedKey(value);
        if (!bytes || bytes->isEmpty()) {
            problem =
                    QDynamoDBError(Code::Validation,
                                   u"The %1 of a mirror of the table \"%2\" is empty or not of the "
                                   u"type of the table's key."_s.arg(QLatin1StringView(what),
                                                                     table.name));
        }
        return bytes;
    };
    stored.partition = encode(mirror.partitionKey, table.partitionType, "partition key");
    stored.lower = encode(mirror.firstSortKey, table.sortType, "first sort key");
    stored.upper = encode(mirror.lastSortKey, table.sortType, "last sort key");
    if (m_engine->identity().isEmpty()) {
        problem =
                QDynamoDBError(Code::NoIdentity,
                               u"The store does not know whose items it keeps. Set its identity."_s);
    }
    if (problem.isError())
        return problem;
    stored.table = m_engine->addTable(table);
    m_engine->addMirror(stored);
    return {};
}

void StoreWorker::sync()
{
    m_toSync.clear();
    for (const StoredMirror &mirror : m_engine->mirrors())
        m_toSync.append(mirror.id);
    syncNext();
}

// Reads one mirror after the other.
void StoreWorker::syncNext()
{
    if (m_feed || m_toSync.isEmpty() || !m_engine)
        return;
    const qint64 id = m_toSync.takeFirst();
    for (const StoredMirror &mirror : m_engine->mirrors()) {
        if (mirror.id != id)
            continue;
        FeedEvents events;
        events.finished = [this](const QDynamoDBError &) {
            publishCatalog();
            // The feed may not be deleted before it returns.
            QTimer::singleShot(0, this, [this] {
                m_feed.reset();
                syncNext();
            });
        };
        m_feed = std::make_unique<PassFeed>(m_feedTarget.get(), mirror, events);
        m_feed->start();
        return;
    }
    syncNext();
}

void StoreWorker::accept(const WriteRequest &request, const std::shared_ptr<StoredWriteState> &state)
{
    acceptOnce(request, state, true);
}

void StoreWorker::acceptOnce(const WriteRequest &request,
                             const std::shared_ptr<StoredWriteState> &state, bool mayDescribe)
{
    struct Outcome
    {
        QDynamoDBError error;
        qint64 sequence = 0;
        QString unknownTable;
    };
    auto outcome = std::make_shared<Outcome>();
    m_engine->submit({ [this, request, state, outcome, mayDescribe] {
                          *outcome = {};
                          for (const StoredAction &action : request.actions) {
                              if (mayDescribe && !m_engine->table(action.tableName))
                                  outcome->unknownTable = action.tableName;
                          }
                          if (!outcome->unknownTable.isEmpty())
                              return;
                          const QDynamoDBExpected<qint64> sequence = m_engine->accept(request);
                          outcome->error = sequence.error();
                          if (!sequence)
                              return;
                          outcome->sequence = *sequence;
                          if (*sequence != 0)
                              m_writes.insert(*sequence, state);
                      },
                       [this, state, outcome](const QDynamoDBError &error) {
                           m_writes.remove(outcome->sequence);
                           state->fail(error);
                       },
                       [this, request, state, outcome, mayDescribe] {
                           if (!outcome->unknownTable.isEmpty()) {
                               withTable(outcome->unknownTable,
                                         [this, request,
                                          state](const QDynamoDBExpected<StoredTable> &table) {
                                             acceptOnce(request, state, bool(table));
                                         });
                           } else if (outcome->error.isError()) {
                               state->fail(outcome->error);
                           } else {
                               state->accept(outcome->sequence);
                               if (outcome->sequence == 0)
                                   state->finish();
                           }
                       } });
}

void StoreWorker::withTable(
        const QString &tableName,
        const std::function<void(const QDynamoDBExpected<StoredTable> &table)> &run)
{
    const std::optional<StoredTable> known = m_engine->table(tableName);
    if (known) {
        run(*known);
        return;
    }
    ++m_lookUps;
    const auto end = [this, run](const QDynamoDBExpected<StoredTable> &table) {
        --m_lookUps;
        run(table);
        for (std::function<void()> &waiting : std::exchange(m_waiting, {}))
            whenKnown(std::move(waiting));
    };
    m_network.describe(tableName, [this, end](const StoreReply<StoredTable> &reply) {
        if (reply.error.isError() || !m_engine) {
            end(reply.error.isError()
                        ? reply.error
                        : QDynamoDBError(Code::StoreUnavailable, u"The store is closed."_s));
            return;
        }
        m_engine->submit({ [this, table = reply.result] { m_engine->addTable(table); },
                           [end](const QDynamoDBError &error) { end(error); },
                           [this, end, name = reply.result.name] {
                               publishCatalog();
                               end(*m_engine->table(name));
                           } });
    });
}

void StoreWorker::whenKnown(std::function<void()> run)
{
    if (m_lookUps > 0)
        m_waiting.push_back(std::move(run));
    else
        run();
}

void StoreWorker::onWriteChanged(qint64 sequence, const QueuedWrite *write,
                                 const QDynamoDBError &error)
{
    m_events.queueChanged();
    const bool isParked = write
            && (write->state == SyncState::Conflict || write->state == SyncState::Rejected
                || write->state == SyncState::Unconfirmed);
    if (write && !isParked)
        return;
    const QDynamoDBError why = write ? write->error : error;
    m_events.writeEnded(sequence, why);
    const std::shared_ptr<StoredWriteState> state = m_writes.take(sequence);
    if (!state)
        return;
    if (why.isError())
        state->fail(why);
    else
        state->finish();
}

qint64 StoreWorker::now() const
{
    return QDateTime::currentMSecsSinceEpoch();
}

QString StoreWorker::uuid()
{
    return QUuid::createUuid().toString(QUuid::Id128);
}

double StoreWorker::random()
{
    return QRandomGenerator::global()->generateDouble();
}

void StoreWorker::wake()
{
    Q_ASSERT_X(QThread::currentThread() == thread(), "StoreWorker",
               "The engine was used outside of its thread");
    if (m_isAwake)
        return;
    m_isAwake = true;
    QCoreApplication::postEvent(this, new QEvent(wakeEvent));
}

void StoreWorker::wakeAfter(qint64 milliseconds)
{
    if (!m_timer.isActive() || m_timer.remainingTime() > milliseconds)
        m_timer.start(int(std::min<qint64>(milliseconds + 1, 3'600'000)));
}

qint64 StoreWorker::monotonic() const
{
    return m_clock.elapsed();
}

bool StoreWorker::event(QEvent *event)
{
    if (event->type() != wakeEvent)
        return QObject::event(event);
    m_isAwake = false;
    if (m_engine)
        m_engine->work();
    return true;
}

} // namespace QtDynamoDBPrivate
