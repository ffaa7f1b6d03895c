// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "batches/batchreading_p.h"

#include <QtDynamoDB/qdynamodbclient.h>

#include <algorithm>
#include <utility>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;

using Code = QDynamoDBError::Code;

namespace QtDynamoDBPrivate {

static constexpr std::size_t mostKeys = 100;

BatchReading::BatchReading(QDynamoDBClient *client, const Tables &tables,
                           const QDynamoDBBatchOptions &options)
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
    if (const QDynamoDBError error = engine()->post(begin); error.isError()) {
        m_error = error;
        giveUp(error);
    }
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
    follow<BatchGetItemResult>(lane, client()->batchGetItem(request, options().callOptions),
                               [this](const Batch &sent, const BatchGetItemResult &result) {
                                   return leftOver(sent, result);
                               });
}

BatchSending::LeftOver BatchReading::leftOver(const Batch &batch, const BatchGetItemResult &result)
{
    enum class Answer : quint8 { None, Found, Unprocessed };
    std::vector<Answer> answers(batch.size(), Answer::None);
    const auto indexOf = [&](const QString &tableName, const QDynamoDBItem &item) {
        const auto table = m_tables.constFind(tableName);
        if (table == m_tables.cend())
            return batch.size();
        const QDynamoDBExpected<ItemKey> key = ItemKey::of(item, table->keyNames);
        const auto place = key ? table->places.constFind(*key) : table->places.constEnd();
        if (place == table->places.constEnd())
            return batch.size();
        const auto found = std::find_if(batch.begin(), batch.end(), [&](const BatchEntry &entry) {
            return entry.number == quint64(*place);
        });
        return std::size_t(found - batch.begin());
    };
    // All of the response is checked before any of it counts.
    std::vector<std::pair<std::size_t, QDynamoDBItem>> found;
    for (auto it = result.responses.begin(); it != result.responses.end(); ++it) {
        for (const QDynamoDBItem &item : it.value()) {
            const std::size_t index = indexOf(it.key(), item);
            if (index == batch.size())
                return foreign(it.key(), u"an item that was not requested"_s);
            if (std::exchange(answers[index], Answer::Found) != Answer::None)
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
            if (std::exchange(answers[index], Answer::Unprocessed) != Answer::None)
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
