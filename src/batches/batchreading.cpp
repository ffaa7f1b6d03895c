// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "batches/batchreading_p.h"

#include "api/generated/operations_p.h"

#include <QtDynamoDB/qdynamodbclient.h>

#include <algorithm>
#include <utility>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;

using Code = QDynamoDBError::Code;

namespace QtDynamoDBPrivate {

static constexpr std::size_t mostKeys = 100;

BatchReading::BatchReading(QDynamoDBClient *client, const Tables &tables,
                           const QDynamoDBBatchOptions &options,
                           std::unique_ptr<Promise> readingPromise, Deliver deliver)
    : BatchSending(client, mostKeys, options, std::move(readingPromise))
    , m_deliver(std::move(deliver))
{
    for (auto it = tables.begin(); it != tables.end() && !m_error.isError(); ++it)
        m_error = add(it.key(), it.value());
    m_open = m_found.size();
    promise().setProgressRange(0, m_total);
}

QDynamoDBError BatchReading::add(const QString &tableName, const KeysAndAttributes &wanted)
{
    if (wanted.keys.isEmpty())
        return {};
    Table &table = m_tables[tableName];
    table.request = wanted;
    table.request.keys.clear();
    table.keyNames = wanted.keys.constFirst().names();
    std::sort(table.keyNames.begin(), table.keyNames.end());
    for (const QDynamoDBItem &item : wanted.keys) {
        const QDynamoDBExpected<ItemKey> key = ItemKey::of(item, table.keyNames);
        if (!key || item.size() != table.keyNames.size() || item.size() > 2) {
            return QDynamoDBError(
                    Code::InvalidParameterValue,
                    u"Key %1 for the table %2 does not match the others: each key must have the table's key attributes, with values of type string, number or binary, and no other attribute."_s
                            .arg(table.order.size() + 1)
                            .arg(tableName));
        }
        const qsizetype known = table.indexes.size();
        qsizetype &index = table.indexes[*key];
        if (table.indexes.size() > known) {
            index = m_found.size();
            m_found.append(QDynamoDBItem());
            m_timesWanted.append(0);
            BatchEntry entry;
            entry.tableName = tableName;
            entry.item = item;
            entry.key = *key;
            entry.number = quint64(index);
            queue(std::move(entry));
        }
        table.order.append(index);
        ++m_timesWanted[index];
        ++m_total;
    }
    projectKeys(table);
    return {};
}

// Results are matched to keys by their key attributes. If the projection omits them, they are added
// to the request and removed from the result.
void BatchReading::projectKeys(Table &table)
{
    KeysAndAttributes &request = table.request;
    QStringList *const listed = &request.attributesToGet;
    if (request.projectionExpression.isEmpty() && listed->isEmpty())
        return;
    QStringList projected = request.projectionExpression.split(u',');
    for (QString &path : projected) {
        path = path.trimmed();
        path = request.expressionAttributeNames.value(path, path);
    }
    for (const QString &name : std::as_const(table.keyNames)) {
        if (projected.contains(name) || listed->contains(name))
            continue;
        table.extra.append(name);
        if (!listed->isEmpty()) {
            listed->append(name);
            continue;
        }
        const QString placeholder = "#qtdynamodb"_L1 + QString::number(table.extra.size());
        request.projectionExpression += ", "_L1 + placeholder;
        request.expressionAttributeNames.insert(placeholder, name);
    }
}

void BatchReading::step()
{
    startDeadline();
    if (m_error.isError())
        giveUp(m_error);
    else
        afterwards();
    pump();
}

void BatchReading::send(std::size_t lane, const Batch &batch)
{
    BatchGetItemRequest request;
    for (const BatchEntry &entry : batch) {
        auto table = request.requestItems.find(entry.tableName);
        if (table == request.requestItems.end()) {
            table = request.requestItems.insert(entry.tableName, m_tables[entry.tableName].request);
        }
        table->keys.append(entry.item);
    }
    callWith(lane, Operations::batchGetItem, &request);
}

BatchSending::LeftOver BatchReading::leftOver(const Batch &batch, const void *response)
{
    enum class Outcome : quint8 { None, Found, Unprocessed };
    const auto &result = *static_cast<const BatchGetItemResult *>(response);
    std::vector<Outcome> outcomes(batch.size(), Outcome::None);
    const auto indexOf = [&](const QString &tableName, const QDynamoDBItem &item) {
        const auto table = m_tables.constFind(tableName);
        if (table == m_tables.cend())
            return batch.size();
        const QDynamoDBExpected<ItemKey> key = ItemKey::of(item, table->keyNames);
        const auto wanted = key ? table->indexes.constFind(*key) : table->indexes.constEnd();
        if (wanted == table->indexes.constEnd())
            return batch.size();
        const auto found = std::find_if(batch.begin(), batch.end(), [&](const BatchEntry &entry) {
            return entry.number == quint64(*wanted);
        });
        return std::size_t(found - batch.begin());
    };
    // The whole response is checked before any of its items is stored.
    std::vector<std::pair<std::size_t, QDynamoDBItem>> found;
    for (auto it = result.responses.begin(); it != result.responses.end(); ++it) {
        for (const QDynamoDBItem &item : it.value()) {
            const std::size_t index = indexOf(it.key(), item);
            if (index == batch.size())
                return foreign(it.key(), u"an item that was not requested"_s);
            if (std::exchange(outcomes[index], Outcome::Found) != Outcome::None)
                return foreign(it.key(), u"the same item twice"_s);
            found.emplace_back(index, item);
        }
    }
    std::vector<bool> left(batch.size());
    for (auto it = result.unprocessedKeys.begin(); it != result.unprocessedKeys.end(); ++it) {
        for (const QDynamoDBItem &item : it->keys) {
            const std::size_t index = indexOf(it.key(), item);
            if (index == batch.size())
                return foreign(it.key(), u"an unprocessed key that was not requested"_s);
            if (std::exchange(outcomes[index], Outcome::Unprocessed) != Outcome::None)
                return foreign(it.key(), u"an unprocessed key twice, or the item as well"_s);
            left[index] = true;
        }
    }
    for (auto &[index, item] : found) {
        const Table &table = m_tables[batch[index].tableName];
        for (const QString &name : table.extra)
            item.remove(name);
        m_found[qsizetype(batch[index].number)] = item;
    }
    return left;
}

void BatchReading::settled(BatchEntry &&entry, const QDynamoDBError &error)
{
    --m_open;
    m_done += m_timesWanted[qsizetype(entry.number)];
    if (!m_error.isError())
        m_error = error;
}

void BatchReading::afterwards()
{
    if (isOver())
        return;
    promise().setProgressValue(m_done);
    if (m_open > 0) {
        if (m_error.isError())
            giveUp(m_error);
        return;
    }
    if (m_error.isError()) {
        fail(m_error);
        return;
    }
    m_deliver(*this, promise());
    finish();
}

QList<QDynamoDBItem> BatchReading::itemsOf(const QString &tableName) const
{
    QList<QDynamoDBItem> items;
    const Table table = m_tables.value(tableName);
    items.reserve(table.order.size());
    for (const qsizetype index : table.order)
        items.append(m_found[index]);
    return items;
}

} // namespace QtDynamoDBPrivate
