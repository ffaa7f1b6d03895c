// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "data/batchreading_p.h"

#include <QtDynamoDB/qdynamodbclient.h>

#include <algorithm>
#include <utility>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;

using Code = QDynamoDBError::Code;

namespace QtDynamoDBPrivate {

static constexpr std::size_t mostKeys = 100;

BatchReading::BatchReading(QDynamoDBClient *client, const Tables &tables,
                           const BatchOptions &options)
    : BatchSending(client, mostKeys, options)
{
    for (auto it = tables.begin(); it != tables.end() && !m_error.isError(); ++it)
        m_error = add(it.key(), it.value());
    m_open = m_found.size();
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
                    u"Key %1 for %2 is no key like the others: it must have the table's key attributes and nothing else."_s
                            .arg(table.order.size() + 1)
                            .arg(tableName));
        }
        const qsizetype known = table.places.size();
        qsizetype &place = table.places[*key];
        if (table.places.size() > known) {
            place = m_found.size();
            m_found.append(QDynamoDBItem());
            m_timesWanted.append(0);
            BatchEntry entry;
            entry.tableName = tableName;
            entry.item = item;
            entry.key = *key;
            entry.number = quint64(place);
            queue(std::move(entry));
        }
        table.order.append(place);
        ++m_timesWanted[place];
        ++m_total;
    }
    askForKeys(table);
    return {};
}

// Which item is which only its key tells: where a projection leaves that out, it is added, and
// taken away again.
void BatchReading::askForKeys(Table &table)
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

void BatchReading::start()
{
    keepAlive();
    const auto begin = [self = std::static_pointer_cast<BatchReading>(shared_from_this())] {
        if (self->isOver())
            return;
        self->stopOnCancel(self->promised());
        self->startDeadline();
        if (self->m_error.isError())
            self->giveUp(self->m_error);
        else
            self->afterwards();
        self->pump();
    };
    QMetaObject::invokeMethod(engine(), begin, Qt::QueuedConnection);
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
    follow<BatchGetItemResult>(lane, client()->batchGetItem(request, options().call),
                               [this](const Batch &sent, const BatchGetItemResult &result) {
                                   return leftOver(sent, result);
                               });
}

std::vector<bool> BatchReading::leftOver(const Batch &batch, const BatchGetItemResult &result)
{
    for (auto it = result.responses.begin(); it != result.responses.end(); ++it) {
        const Table &table = m_tables[it.key()];
        for (QDynamoDBItem item : it.value()) {
            const QDynamoDBExpected<ItemKey> key = ItemKey::of(item, table.keyNames);
            const auto place = key ? table.places.find(*key) : table.places.end();
            if (place == table.places.end())
                continue;
            for (const QString &name : table.extra)
                item.remove(name);
            m_found[*place] = item;
        }
    }
    std::vector<bool> left(batch.size());
    for (auto it = result.unprocessedKeys.begin(); it != result.unprocessedKeys.end(); ++it) {
        const QStringList keyNames = m_tables[it.key()].keyNames;
        for (const QDynamoDBItem &item : it->keys) {
            const QDynamoDBExpected<ItemKey> key = ItemKey::of(item, keyNames);
            for (std::size_t i = 0; i < batch.size(); ++i) {
                if (batch[i].tableName == it.key() && (!key || batch[i].key == *key))
                    left[i] = true;
            }
        }
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
    setProgress(m_done);
    if (m_open > 0) {
        if (m_error.isError())
            giveUp(m_error);
        return;
    }
    const auto self = shared_from_this();
    finished();
    if (m_error.isError())
        fail(m_error);
    else
        succeed();
}

QList<QDynamoDBItem> BatchReading::itemsOf(const QString &tableName) const
{
    QList<QDynamoDBItem> items;
    const Table table = m_tables.value(tableName);
    items.reserve(table.order.size());
    for (const qsizetype place : table.order)
        items.append(m_found[place]);
    return items;
}

} // namespace QtDynamoDBPrivate
