// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "models/itemwriter_p.h"

#include "models/page_p.h"

#include <algorithm>

namespace QtDynamoDBPrivate {

using namespace QDynamoDB;
using namespace Qt::StringLiterals;

namespace {

template<typename Request>
[[nodiscard]] Request requestFor(const ItemWrite &write)
{
    Request request;
    request.tableName = write.tableName;
    request.returnConsumedCapacity = ReturnConsumedCapacity::Total;
    request.returnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure::AllOld;
    return request;
}

[[nodiscard]] UpdateItemRequest changeRequest(const ItemWrite &write)
{
    auto request = requestFor<UpdateItemRequest>(write);
    request.key = write.key;
    request.expressionAttributeNames = { { u"#a"_s, write.attribute },
                                         { u"#k"_s, write.key.begin()->name } };
    if (write.value.isUndefined()) {
        request.updateExpression = u"REMOVE #a"_s;
    } else {
        request.updateExpression = u"SET #a = :new"_s;
        request.expressionAttributeValues.insert(u":new"_s, write.value);
    }
    // An update of an item that was deleted would create it again.
    if (write.expected.isUndefined()) {
        request.conditionExpression = u"attribute_exists(#k) AND attribute_not_exists(#a)"_s;
    } else {
        request.conditionExpression = u"attribute_exists(#k) AND #a = :old"_s;
        request.expressionAttributeValues.insert(u":old"_s, write.expected);
    }
    return request;
}

[[nodiscard]] PutItemRequest putRequest(const ItemWrite &write)
{
    auto request = requestFor<PutItemRequest>(write);
    request.item = write.item;
    request.conditionExpression = u"attribute_not_exists(#k)"_s;
    request.expressionAttributeNames = { { u"#k"_s, write.key.begin()->name } };
    return request;
}

[[nodiscard]] DeleteItemRequest removeRequest(const ItemWrite &write)
{
    auto request = requestFor<DeleteItemRequest>(write);
    request.key = write.key;
    return request;
}

// Whether the item that was read has the written content.
[[nodiscard]] bool wasDone(const ItemWrite &write)
{
    switch (write.kind) {
    case ItemWrite::Kind::Change:
        return !write.stored->isNull() && write.stored->value(write.attribute) == write.value;
    case ItemWrite::Kind::Put:
        return *write.stored == write.item;
    case ItemWrite::Kind::Remove:
        return write.stored->isNull();
    }
    return false;
}

} // namespace

void setOrRemove(QDynamoDBItem &item, const QString &attribute, const QDynamoDBValue &value)
{
    if (value.isUndefined())
        item.remove(attribute);
    else
        item.insert(attribute, value);
}

void ItemWriter::write(const ItemWrite &write)
{
    const bool waits = std::any_of(m_writes.begin(), m_writes.end(), [&](const auto &pending) {
        return pending->write.isOfSameCell(write);
    });
    m_writes.push_back(std::make_unique<Pending>(Pending { write, nullptr }));
    if (!waits)
        send(*m_writes.back());
}

void ItemWriter::applyPending(const QString &tableName, const QDynamoDBItem &key,
                              QDynamoDBItem &item)
{
    for (const auto &pending : m_writes) {
        ItemWrite &write = pending->write;
        if (write.kind != ItemWrite::Kind::Change || write.tableName != tableName
            || write.key != key)
            continue;
        write.rollback = item.value(write.attribute);
        setOrRemove(item, write.attribute, write.value);
    }
}

void ItemWriter::send(Pending &pending)
{
    const ItemWrite &write = pending.write;
    switch (write.kind) {
    case ItemWrite::Kind::Change:
        follow(pending, write.source->updateItem(changeRequest(write)));
        break;
    case ItemWrite::Kind::Put:
        follow(pending, write.source->putItem(putRequest(write)));
        break;
    case ItemWrite::Kind::Remove:
        follow(pending, write.source->deleteItem(removeRequest(write)));
        break;
    }
}

template<typename Result>
void ItemWriter::follow(Pending &pending, const QFuture<Result> &call)
{
    pending.watch = watch(call, [this, &pending](const QDynamoDBExpected<Result> &outcome) {
        if (outcome.error().mayHaveSucceeded())
            verify(pending, outcome.error());
        else
            finish(&pending, outcome ? capacityOf(outcome->consumedCapacity) : 0, outcome.error());
    });
}

void ItemWriter::verify(Pending &pending, const QDynamoDBError &error)
{
    GetItemRequest request;
    request.tableName = pending.write.tableName;
    request.key = pending.write.key;
    request.consistentRead = true;
    request.returnConsumedCapacity = ReturnConsumedCapacity::Total;
    const auto read = [this, &pending, error](const QDynamoDBExpected<GetItemResult> &outcome) {
        if (!outcome) {
            finish(&pending, 0, error);
            return;
        }
        pending.write.stored = outcome->item;
        finish(&pending, capacityOf(outcome->consumedCapacity),
               wasDone(pending.write) ? QDynamoDBError() : error);
    };
    pending.watch = watch(pending.write.source->getItem(request), read);
}

void ItemWriter::finish(Pending *pending, double capacity, const QDynamoDBError &error)
{
    const auto found = std::find_if(m_writes.begin(), m_writes.end(),
                                    [&](const auto &other) { return other.get() == pending; });
    ItemWrite write = std::move((*found)->write);
    m_writes.erase(found);
    const auto next = std::find_if(m_writes.begin(), m_writes.end(), [&](const auto &other) {
        return other->write.isOfSameCell(write);
    });
    if (next != m_writes.end())
        send(**next);

    write.capacity = capacity;
    if (error.isError())
        Q_EMIT failed(write, error);
    else
        Q_EMIT written(write);
}

} // namespace QtDynamoDBPrivate
