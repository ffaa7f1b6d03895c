// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "store/front/qdynamodbstore_p.h"

#include <QtDynamoDB/qdynamodbexpression.h>
#include <QtDynamoDB/qdynamodbtransaction.h>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

namespace {

using Code = QDynamoDBError::Code;

// Copies what the requests of all actions have.
template<typename Request>
StoredAction toAction(StoredAction::Kind kind, const Request &request)
{
    StoredAction action;
    action.kind = kind;
    action.tableName = request.tableName;
    action.condition = request.conditionExpression;
    action.names = request.expressionAttributeNames;
    action.values = request.expressionAttributeValues;
    return action;
}

} // namespace

QDynamoDBStoredWrite::QDynamoDBStoredWrite() noexcept = default;

qint64 QDynamoDBStoredWrite::sequence() const noexcept
{
    return d ? d->sequence.load() : 0;
}

QFuture<void> QDynamoDBStoredWrite::accepted() const
{
    return d ? d->acceptedFuture : QFuture<void>();
}

QFuture<void> QDynamoDBStoredWrite::sent() const
{
    return d ? d->sentFuture : QFuture<void>();
}

QDynamoDBStore::QDynamoDBStore(QDynamoDBClient *client, const QString &fileName, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<QDynamoDBStorePrivate>(this, client, fileName))
{
}

QDynamoDBStore::~QDynamoDBStore() = default;

QDynamoDBClient *QDynamoDBStore::client() const
{
    return d->client;
}

QString QDynamoDBStore::fileName() const
{
    return d->fileName;
}

QString QDynamoDBStore::identity() const
{
    return d->identity;
}

void QDynamoDBStore::setIdentity(const QString &identity)
{
    if (d->identity == identity)
        return;
    d->identity = identity;
    if (d->isOpened) {
        // From now on nothing is sent for the old identity, whose credentials the client may lose.
        d->worker->network().shut();
        d->post([identity](StoreWorker &worker, const QDynamoDBError &problem) {
            const auto reopen = [&worker] {
                worker.network().reopen();
                if (worker.isOpen())
                    worker.publishCatalog();
            };
            if (problem.isError()) {
                reopen();
                return;
            }
            worker.engine().submit({ [&worker, identity] { worker.engine().setIdentity(identity); },
                                     [reopen](const QDynamoDBError &) { reopen(); },
                                     [reopen, &worker] {
                                         reopen();
                                         worker.sync();
                                         worker.wake();
                                     } });
        });
    }
    Q_EMIT identityChanged();
}

QDynamoDBStore::ConflictPolicy QDynamoDBStore::conflictPolicy() const
{
    return ConflictPolicy(d->options.policy);
}

void QDynamoDBStore::setConflictPolicy(ConflictPolicy policy)
{
    if (conflictPolicy() == policy)
        return;
    d->options.policy = QtDynamoDBPrivate::ConflictPolicy(policy);
    if (d->worker) {
        static_cast<void>(d->task([options = d->options](StoreEngine &engine) {
            engine.setOptions(options);
            return QDynamoDBError();
        }));
    }
    Q_EMIT conflictPolicyChanged();
}

QString QDynamoDBStore::sqlDriver() const
{
    return d->driver;
}

void QDynamoDBStore::setSqlDriver(const QString &driver)
{
    d->driver = driver;
}

QDynamoDBStore::Exactness QDynamoDBStore::exactness() const
{
    return d->options.usesLedger ? Exactness::Ledger : Exactness::Token;
}

void QDynamoDBStore::setExactness(Exactness exactness)
{
    d->options.usesLedger = exactness == Exactness::Ledger;
}

QString QDynamoDBStore::ledgerTable() const
{
    return d->options.ledgerTable;
}

void QDynamoDBStore::setLedgerTable(const QString &tableName)
{
    d->options.ledgerTable = tableName;
}

std::chrono::milliseconds QDynamoDBStore::maxOffline() const
{
    return std::chrono::milliseconds(d->options.maxOffline);
}

void QDynamoDBStore::setMaxOffline(std::chrono::milliseconds duration)
{
    d->options.maxOffline = duration.count();
}

qint64 QDynamoDBStore::maxPendingWrites() const
{
    return d->options.maxPending;
}

void QDynamoDBStore::setMaxPendingWrites(qint64 count)
{
    d->options.maxPending = count;
}

QDynamoDBStore::Status QDynamoDBStore::status() const
{
    return d->status;
}

QDynamoDBError QDynamoDBStore::error() const
{
    return d->error;
}

bool QDynamoDBStore::isOnline() const
{
    return d->isOnline;
}

qint64 QDynamoDBStore::pendingWrites() const
{
    return d->pendingWrites;
}

qint64 QDynamoDBStore::conflicts() const
{
    return d->conflicts;
}

QFuture<void> QDynamoDBStore::open()
{
    return d->task([](StoreEngine &) { return QDynamoDBError(); });
}

QFuture<void> QDynamoDBStore::close()
{
    return d->close();
}

QFuture<void> QDynamoDBStore::addMirror(const QDynamoDBMirror &mirror)
{
    auto promise = std::make_shared<QPromise<void>>();
    promise->start();
    d->post([promise, mirror](StoreWorker &worker, const QDynamoDBError &problem) {
        if (problem.isError()) {
            finishPromise(*promise, problem);
            return;
        }
        const auto add = [&worker, promise, mirror](const QDynamoDBExpected<StoredTable> &known) {
            if (!known) {
                finishPromise(*promise, known.error());
                return;
            }
            StoredTable table = *known;
            table.versionAttribute = mirror.versionAttribute;
            auto error = std::make_shared<QDynamoDBError>();
            worker.engine().submit(
                    { [&worker, error, table, mirror] { *error = worker.addMirror(table, mirror); },
                      [promise](const QDynamoDBError &why) { finishPromise(*promise, why); },
                      [&worker, promise, error] {
                          worker.publishCatalog();
                          worker.sync();
                          finishPromise(*promise, *error);
                      } });
        };
        if (mirror.partitionKeyName.isEmpty()) {
            worker.withTable(mirror.tableName, add);
            return;
        }
        StoredTable table;
        table.name = mirror.tableName;
        table.partitionKey = mirror.partitionKeyName;
        table.partitionType = mirror.partitionKeyType;
        table.sortKey = mirror.sortKeyName;
        if (!mirror.sortKeyName.isEmpty())
            table.sortType = mirror.sortKeyType;
        add(table);
    });
    return promise->future();
}

QFuture<void> QDynamoDBStore::sync()
{
    return d->task([store = d.get()](StoreEngine &) {
        store->worker->sync();
        return QDynamoDBError();
    });
}

void QDynamoDBStore::pause()
{
    static_cast<void>(d->task([](StoreEngine &engine) {
        engine.pause();
        return QDynamoDBError();
    }));
}

void QDynamoDBStore::resume()
{
    static_cast<void>(d->task([](StoreEngine &engine) {
        engine.resume();
        return QDynamoDBError();
    }));
}

QFuture<void> QDynamoDBStore::clear(Pending pending)
{
    return d->task(
            [pending](StoreEngine &engine) { return engine.clear(pending == Pending::Discard); });
}

QFuture<QDynamoDBItem> QDynamoDBStore::get(const QString &tableName, const QDynamoDBItem &key)
{
    return d->read<QDynamoDBItem>(
            [tableName, key](StoreReader &reader, const StoreCatalog &catalog) {
                return mirroredItem(reader, catalog, tableName, key);
            });
}

QFuture<QDynamoDB::QueryResult> QDynamoDBStore::query(const QDynamoDB::QueryRequest &request)
{
    return d->read<QDynamoDB::QueryResult>(
            [request](StoreReader &reader, const StoreCatalog &catalog) {
                return mirroredQuery(reader, catalog, request);
            });
}

QFuture<QDynamoDB::ScanResult> QDynamoDBStore::scan(const QDynamoDB::ScanRequest &request)
{
    return d->read<QDynamoDB::ScanResult>(
            [request](StoreReader &reader, const StoreCatalog &catalog) {
                return mirroredScan(reader, catalog, request);
            });
}

QDynamoDBStoredWrite QDynamoDBStore::put(const QString &tableName, const QDynamoDBItem &item,
                                         Overwrite overwrite)
{
    WriteRequest request;
    request.isBlind = overwrite == Overwrite::Blindly;
    StoredAction action;
    action.tableName = tableName;
    action.item = item;
    request.actions.append(action);
    return d->accept(request);
}

QDynamoDBStoredWrite QDynamoDBStore::insert(const QString &tableName, const QDynamoDBItem &item)
{
    WriteRequest request;
    request.isInsert = true;
    StoredAction action;
    action.tableName = tableName;
    action.item = item;
    request.actions.append(action);
    return d->accept(request);
}

QDynamoDBStoredWrite QDynamoDBStore::update(const QString &tableName, const QDynamoDBItem &key,
                                            const QDynamoDBUpdate &update,
                                            const QDynamoDBCondition &condition,
                                            Overwrite overwrite)
{
    QDynamoDB::TransactionUpdate update_;
    update_.tableName = tableName;
    const QDynamoDBError problem = QDynamoDB::apply(&update_, update, condition);
    WriteRequest request;
    request.isBlind = overwrite == Overwrite::Blindly;
    StoredAction action = toAction(StoredAction::Kind::Update, update_);
    action.key = key;
    action.update = update_.updateExpression;
    request.actions.append(action);
    return d->accept(request, problem);
}

QDynamoDBStoredWrite QDynamoDBStore::remove(const QString &tableName, const QDynamoDBItem &key,
                                            const QDynamoDBCondition &condition,
                                            Overwrite overwrite)
{
    QDynamoDB::TransactionDelete removal;
    removal.tableName = tableName;
    const QDynamoDBError problem = QDynamoDB::apply(&removal, condition);
    WriteRequest request;
    request.isBlind = overwrite == Overwrite::Blindly;
    StoredAction action = toAction(StoredAction::Kind::Delete, removal);
    action.key = key;
    request.actions.append(action);
    return d->accept(request, problem);
}

QDynamoDBStoredWrite QDynamoDBStore::write(const QDynamoDBWriteTransaction &transaction,
                                           Overwrite overwrite)
{
    WriteRequest request;
    request.isBlind = overwrite == Overwrite::Blindly;
    const QDynamoDB::TransactWriteItemsRequest actions = transaction.request();
    for (const QDynamoDB::TransactWriteItem &item : actions.transactItems) {
        StoredAction action;
        if (item.put) {
            action = toAction(StoredAction::Kind::Put, *item.put);
            action.item = item.put->item;
        } else if (item.update) {
            action = toAction(StoredAction::Kind::Update, *item.update);
            action.key = item.update->key;
            action.update = item.update->updateExpression;
        } else if (item.delete_) {
            action = toAction(StoredAction::Kind::Delete, *item.delete_);
            action.key = item.delete_->key;
        } else if (item.conditionCheck) {
            action = toAction(StoredAction::Kind::Check, *item.conditionCheck);
            action.key = item.conditionCheck->key;
        }
        request.actions.append(action);
    }
    return d->accept(request, transaction.error());
}

QFuture<QList<QDynamoDBConflict>> QDynamoDBStore::listConflicts()
{
    return d->read<QList<QDynamoDBConflict>>([](StoreReader &reader, const StoreCatalog &catalog) {
        QList<QDynamoDBConflict> conflicts;
        constexpr int pageSize = 100;
        for (qint64 after = 0;;) {
            const QList<StoredWrite> page = reader.writes(catalog.identity, after, pageSize);
            for (const StoredWrite &stored : page) {
                after = stored.sequence;
                const QueuedWrite write = QueuedWrite::fromStored(stored);
                if (stored.state == QtDynamoDBPrivate::SyncState::Conflict
                    || (!write.theirs.isEmpty()))
                    conflicts.append(QDynamoDBStorePrivate::toConflict(write));
            }
            if (page.size() < pageSize)
                return QDynamoDBExpected<QList<QDynamoDBConflict>>(conflicts);
        }
    });
}

QFuture<void> QDynamoDBStore::resolve(qint64 sequence, Resolution resolution)
{
    return d->task([sequence, resolution](StoreEngine &engine) {
        return engine.resolve(sequence, QtDynamoDBPrivate::Resolution(resolution));
    });
}

QFuture<void> QDynamoDBStore::retry(qint64 sequence)
{
    return d->task([sequence](StoreEngine &engine) { return engine.retry(sequence); });
}

QFuture<void> QDynamoDBStore::drop(qint64 sequence)
{
    return d->task([sequence](StoreEngine &engine) { return engine.drop(sequence); });
}
