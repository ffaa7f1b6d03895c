// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "store/models/storeitemsource_p.h"
#include "client/futures_p.h"
#include "expressions/evaluation/keyencoding_p.h"
#include "models/qdynamodbitemmodel_p.h"
#include "store/front/qdynamodbstore_p.h"

#include <QtDynamoDB/qdynamodbapi_schema.h>
#include <QtDynamoDB/qdynamodbitemmodel.h>

#include <QtCore/qdatetime.h>
#include <QtCore/qfuturewatcher.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

using namespace QDynamoDB;

namespace {

template<typename T>
[[nodiscard]] QFuture<T> noStore()
{
    return failedFuture<T>(QDynamoDBError(QDynamoDBError::Code::ClientDestroyed,
                                          u"The model's store was destroyed before the call "
                                          "began."_s));
}

[[nodiscard]] QDynamoDBError notMirrored(const QString &tableName)
{
    return QDynamoDBError(QDynamoDBError::Code::NotMirrored,
                          u"The store mirrors nothing of the table \"%1\"; add a mirror first."_s
                                  .arg(tableName));
}

[[nodiscard]] QByteArray stateKey(const QString &tableName, const QDynamoDBItem &key)
{
    QByteArrayList parts;
    for (const QDynamoDBItem::Attribute &attribute : key)
        parts.append(joinedKeys({ attribute.name.toUtf8(), encodedKey(attribute.value) }));
    std::sort(parts.begin(), parts.end());
    parts.prepend(tableName.toUtf8());
    return joinedKeys(parts);
}

// Reads the states of the items of a page, which may lack their keys.
void rememberStates(ItemStates &states, StoreReader &reader, const StoreCatalog &catalog,
                    const QString &tableName, const QList<QDynamoDBItem> &items)
{
    const StoredTable table = catalog.tables.value(tableName);
    for (const QDynamoDBItem &item : items) {
        const QDynamoDBExpected<ItemPlace> place = placeOf(table, item);
        const std::optional<StoredItem> row = place ? reader.item(*place) : std::nullopt;
        if (row)
            states.insert(tableName, keyAt(table, *place), { row->state, row->asOf });
    }
}

// An item as the store has it now.
struct Row
{
    bool isMirrored = false;
    QDynamoDBItem image;
};

class StoreItemFeed final : public ItemFeed
{
public:
    StoreItemFeed(StoreItemSource *source, const QString &tableName)
    {
        connect(source, &StoreItemSource::itemRead, this,
                [this, tableName](const QString &name, const ItemChange &change) {
                    if (m_status == Status::Following && name == tableName)
                        Q_EMIT changed(change);
                });
    }

    void start() override { setStatus(Status::Following); }
    void stop() override { setStatus(Status::Stopped); }
    [[nodiscard]] Status status() const override { return m_status; }

private:
    void setStatus(Status status)
    {
        if (m_status == status)
            return;
        m_status = status;
        Q_EMIT statusChanged();
    }

    Status m_status = Status::Stopped;
};

} // namespace

void ItemStates::insert(const QString &tableName, const QDynamoDBItem &key, const State &state)
{
    const QByteArray bytes = stateKey(tableName, key);
    const QMutexLocker locker(&m_mutex);
    m_states.insert(bytes, state);
}

ItemStates::State ItemStates::find(const QString &tableName, const QDynamoDBItem &key) const
{
    const QByteArray bytes = stateKey(tableName, key);
    const QMutexLocker locker(&m_mutex);
    return m_states.value(bytes);
}

StoreItemSource::StoreItemSource(QDynamoDBStore *store)
    : m_store(store)
    , m_created(QDateTime::currentMSecsSinceEpoch())
{
    connect(store, &QObject::destroyed, this, &ItemSource::gone);
    connect(store, &QDynamoDBStore::identityChanged, this, &ItemSource::moved);
    connect(store, &QDynamoDBStore::itemChanged, this, &StoreItemSource::readItem);
}

// Reads an item that has changed, for the feeds.
void StoreItemSource::readItem(const QString &tableName, const QDynamoDBItem &key)
{
    auto *const watcher = new QFutureWatcher<Row>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, tableName, key] {
        watcher->deleteLater();
        const QDynamoDBExpected<Row> row = waitForResult(watcher->future());
        if (!row || !row->isMirrored)
            return;
        Q_EMIT itemRead(tableName, { key, row->image });
        Q_EMIT stateChanged(tableName, key);
    });
    watcher->setFuture(QDynamoDBStorePrivate::get(m_store)->read<Row>(
            [tableName, key, states = m_states](StoreReader &reader, const StoreCatalog &catalog)
                    -> QDynamoDBExpected<Row> {
                const QDynamoDBExpected<ItemPlace> place = placeOf(catalog.tables.value(tableName),
                                                                   key);
                if (!place)
                    return notMirrored(tableName);
                const std::optional<StoredItem> item = reader.item(*place);
                if (!item)
                    return Row { true, {} };
                states->insert(tableName, key, { item->state, item->asOf });
                return Row { true, item->local };
            }));
}

QFuture<TableDescriptionPtr> StoreItemSource::describeTable(const QString &tableName)
{
    if (!m_store)
        return noStore<TableDescriptionPtr>();
    return QDynamoDBStorePrivate::get(m_store)->read<TableDescriptionPtr>(
            [tableName](StoreReader &,
                        const StoreCatalog &catalog) -> QDynamoDBExpected<TableDescriptionPtr> {
                const auto table = catalog.tables.constFind(tableName);
                if (table == catalog.tables.constEnd())
                    return notMirrored(tableName);
                TableDescription description;
                description.tableName = tableName;
                const auto add = [&](const QString &name, QDynamoDBValue::Type type, KeyType role) {
                    const auto scalar = type == QDynamoDBValue::Type::Number
                            ? ScalarAttributeType::N
                            : type == QDynamoDBValue::Type::Binary ? ScalarAttributeType::B
                                                                   : ScalarAttributeType::S;
                    description.keySchema.append({ name, role });
                    description.attributeDefinitions.append({ name, scalar });
                };
                add(table->partitionKey, table->partitionType, KeyType::Hash);
                if (!table->sortKey.isEmpty())
                    add(table->sortKey, table->sortType, KeyType::Range);
                return TableDescriptionPtr(
                        std::make_shared<const TableDescription>(std::move(description)));
            });
}

QFuture<QueryResult> StoreItemSource::query(const QueryRequest &request)
{
    if (!m_store)
        return noStore<QueryResult>();
    return QDynamoDBStorePrivate::get(m_store)->read<QueryResult>(
            [request, states = m_states](StoreReader &reader, const StoreCatalog &catalog) {
                auto page = mirroredQuery(reader, catalog, request);
                if (page)
                    rememberStates(*states, reader, catalog, request.tableName, page->items);
                return page;
            });
}

QFuture<ScanResult> StoreItemSource::scan(const ScanRequest &request)
{
    if (!m_store)
        return noStore<ScanResult>();
    return QDynamoDBStorePrivate::get(m_store)->read<ScanResult>(
            [request, states = m_states](StoreReader &reader, const StoreCatalog &catalog) {
                auto page = mirroredScan(reader, catalog, request);
                if (page)
                    rememberStates(*states, reader, catalog, request.tableName, page->items);
                return page;
            });
}

template<typename Result>
QFuture<Result> StoreItemSource::write(const WriteRequest &request)
{
    if (!m_store)
        return noStore<Result>();
    return QDynamoDBStorePrivate::get(m_store)->accept(request).accepted().then(
            [] { return Result(); });
}

QFuture<UpdateItemResult> StoreItemSource::updateItem(const UpdateItemRequest &request)
{
    StoredAction action;
    action.kind = StoredAction::Kind::Update;
    action.tableName = request.tableName;
    action.key = request.key;
    action.update = request.updateExpression;
    action.condition = request.conditionExpression;
    action.names = request.expressionAttributeNames;
    action.values = request.expressionAttributeValues;
    WriteRequest write;
    write.actions.append(action);
    return this->write<UpdateItemResult>(write);
}

QFuture<PutItemResult> StoreItemSource::putItem(const PutItemRequest &request)
{
    StoredAction action;
    action.tableName = request.tableName;
    action.item = request.item;
    WriteRequest write;
    write.isInsert = true; // models append new items only
    write.actions.append(action);
    return this->write<PutItemResult>(write);
}

QFuture<DeleteItemResult> StoreItemSource::deleteItem(const DeleteItemRequest &request)
{
    StoredAction action;
    action.kind = StoredAction::Kind::Delete;
    action.tableName = request.tableName;
    action.key = request.key;
    WriteRequest write;
    write.isRemoval = true;
    write.actions.append(action);
    return this->write<DeleteItemResult>(write);
}

std::unique_ptr<ItemFeed> StoreItemSource::feed(const QString &tableName)
{
    return std::make_unique<StoreItemFeed>(this, tableName);
}

QHash<int, QByteArray> StoreItemSource::stateRoles() const
{
    return { { SyncStateRole, "syncState" }, { FromCacheRole, "fromCache" }, { AsOfRole, "asOf" } };
}

QVariant StoreItemSource::state(const QString &tableName, const QDynamoDBItem &key, int role) const
{
    const ItemStates::State state = m_states->find(tableName, key);
    switch (role) {
    case SyncStateRole:
        return int(state.sync);
    case FromCacheRole:
        return state.asOf < m_created;
    case AsOfRole:
        return state.asOf == 0 ? QVariant(QDateTime())
                               : QDateTime::fromMSecsSinceEpoch(state.asOf, Qt::UTC);
    default:
        return {};
    }
}

} // namespace QtDynamoDBPrivate

/*!
    Makes \a model show items of the store instead of those of a client. Rows come from the disk at
    once, without network, and follow the store: its own writes and what a sync reads. Edits,
    appends and removals of an editable model are writes of the store; a row is written when the
    write is on the disk.

    The model has three more roles for all columns: \c syncState, a SyncState; \c fromCache, true
    until the item was read from the service in this session; and \c asOf, the time at which it was
    last read, as a QDateTime in UTC.

    What the model shows has to be mirrored; otherwise it fails with QDynamoDBError::NotMirrored.
    Call in the thread of the store and the model. Setting a client on the model ends it.

    \since 0.1
    \sa addMirror()
*/
void QDynamoDBStore::attach(QDynamoDBItemModel *model)
{
    if (!d->itemSource)
        d->itemSource = std::make_shared<QtDynamoDBPrivate::StoreItemSource>(this);
    QDynamoDBItemModelPrivate::setSource(model, d->itemSource);
}
