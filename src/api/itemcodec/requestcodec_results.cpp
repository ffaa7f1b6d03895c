// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "api/itemcodec/requestcodec_p.h"

#include "api/itemcodec/structfields_p.h"
#include "values/qdynamodberror_p.h"

#include <QtDynamoDB/qdynamodbapi_items.h>

#include <algorithm>

// The way of results and errors through the item codec.
namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;

namespace {

constexpr QLatin1StringView itemMembers[] = { "Attributes"_L1, "Item"_L1, "NewImage"_L1,
                                              "OldImage"_L1 };

// Returns the ARN of the table in a shard iterator, which begins with the ARN of the stream.
QString tableOfIterator(const QString &iterator)
{
    const qsizetype start = iterator.indexOf("arn:"_L1);
    const qsizetype end = start < 0 ? -1 : iterator.indexOf("/stream/"_L1, start);
    return end < 0 ? QString() : iterator.sliced(start, end - start);
}

} // namespace

RequestCodec::Source RequestCodec::sourceOf(const void *request) const
{
    const StructFields fields(*m_operation.input, const_cast<void *>(request));
    Source source;
    source.key = fields.item("Key"_L1);
    if (const QString *name = fields.text("TableName"_L1))
        source.table = *name;
    else if (const QString *iterator = fields.text("ShardIterator"_L1))
        source.table = tableOfIterator(*iterator);
    return source;
}

// Returns the table, and the key if there is one, of an action of a transaction.
RequestCodec::Source RequestCodec::sourceOfAction(const void *request, qsizetype index) const
{
    const Member *actions = m_operation.input->find("TransactItems"_L1);
    if (!actions || actions->type->kind != Kind::List
        || index >= actions->type->list->size(actions->in(request))) {
        return {};
    }
    const TypeInfo &type = *actions->type->element;
    const void *action = actions->type->list->at(actions->in(request), index);
    for (const Member &member : type.shape->members) {
        const void *value = present(*member.type, member.in(action));
        if (!value || member.type->kind != Kind::Structure)
            continue;
        const StructFields fields(*member.type->shape, const_cast<void *>(value));
        const QString *name = fields.text("TableName"_L1);
        return { name ? *name : QString(), fields.item("Key"_L1) };
    }
    return {};
}

QDynamoDBError RequestCodec::decode(const void *request, void *result)
{
    m_request = request;
    return decodeStructure(*m_operation.output, result, sourceOf(request));
}

QDynamoDBError RequestCodec::decodeStructure(const Shape &shape, void *object, const Source &source)
{
    Source own = source;
    // The key of a record in a stream.
    if (const QDynamoDBItem *keys = StructFields(shape, object).item("Keys"_L1))
        own.key = keys;
    for (const Member &member : shape.members) {
        if (QDynamoDBError error = decodeMember(member, member.in(object), own); error.isError())
            return error;
    }
    return {};
}

QDynamoDBError RequestCodec::decodeMember(const Member &member, void *field, const Source &source)
{
    const TypeInfo &type = *member.type;
    const QLatin1StringView name = member.wireText();
    if (type.kind == Kind::Item) {
        const bool isItem = std::find(std::begin(itemMembers), std::end(itemMembers), name)
                != std::end(itemMembers);
        return isItem ? decodeItem(source, static_cast<QDynamoDBItem *>(field)) : QDynamoDBError();
    }
    if (type.kind == Kind::Map)
        return decodeMap(member, field);
    if (type.kind == Kind::Structure) {
        const void *value = present(type, field);
        return value ? decodeStructure(*type.shape, const_cast<void *>(value), source)
                     : QDynamoDBError();
    }
    if (type.kind != Kind::List)
        return {};
    const bool areItems = type.element->kind == Kind::Item && name == "Items"_L1;
    const bool areResponses = name == "Responses"_L1; // in the order of the request's actions
    if (!areItems && type.element->kind != Kind::Structure)
        return {};
    for (qsizetype i = 0; i < type.list->size(field); ++i) {
        void *element = type.list->mutableAt(field, i);
        QDynamoDBError error = areItems
                ? decodeItem(source, static_cast<QDynamoDBItem *>(element))
                : decodeStructure(*type.element->shape, element,
                                  areResponses ? sourceOfAction(m_request, i) : source);
        if (error.isError())
            return error;
    }
    return {};
}

// Decodes a map by table.
QDynamoDBError RequestCodec::decodeMap(const Member &member, void *field)
{
    const QLatin1StringView name = member.wireText();
    const TypeInfo &type = *member.type;
    if (name == "Responses"_L1) {
        auto &tables = *static_cast<QMap<QString, QList<QDynamoDBItem>> *>(field);
        for (auto it = tables.begin(); it != tables.end(); ++it) {
            for (QDynamoDBItem &item : *it) {
                if (QDynamoDBError error = decodeItem({ it.key() }, &item); error.isError())
                    return error;
            }
        }
    } else if (name == "UnprocessedItems"_L1) {
        // The caller sends them again, which encodes them.
        auto &tables = *static_cast<QMap<QString, QList<QDynamoDB::WriteRequest>> *>(field);
        const Shape &shape = *type.element->element->shape;
        for (auto it = tables.begin(); it != tables.end(); ++it) {
            for (QDynamoDB::WriteRequest &write : *it) {
                QDynamoDBError error = decodeStructure(shape, &write, { it.key() });
                if (error.isError())
                    return error;
            }
        }
    } else if (name == "UnprocessedKeys"_L1) {
        auto &tables = *static_cast<QMap<QString, QDynamoDB::KeysAndAttributes> *>(field);
        for (auto it = tables.begin(); it != tables.end(); ++it) {
            const auto original = m_projections.constFind(it.key());
            if (original == m_projections.cend())
                continue;
            it->projectionExpression = original->expression;
            it->expressionAttributeNames = original->names;
            it->attributesToGet = original->attributesToGet;
        }
    }
    return {};
}

QDynamoDBError RequestCodec::decodeItem(const Source &source, QDynamoDBItem *item)
{
    if (item->isEmpty())
        return {};
    if (source.table.isEmpty()) {
        return QDynamoDBError(Code::ItemCodec,
                              u"The item codec can't decode an item, because its table is not "
                              "known."_s);
    }
    if (QDynamoDBError error = table(source.table).decode(source.key, item); error.isError())
        return error;
    const auto projection = m_projections.constFind(source.table);
    if (projection != m_projections.cend()) {
        for (const QString &added : projection->added)
            item->remove(added);
    }
    return {};
}

void RequestCodec::decode(const void *request, QDynamoDBError &error)
{
    if (error.item().isNull() && error.cancellationReasons().isEmpty())
        return;
    QDynamoDBErrorPrivate &d = QDynamoDBErrorPrivate::get(error);
    Source source = sourceOf(request);
    source.key = nullptr; // it is the whole item
    QString problem = decodeErrorItem(source, &d.item);
    for (qsizetype i = 0; i < d.cancellationReasons.size(); ++i) {
        Source action = sourceOfAction(request, i);
        action.key = nullptr;
        const QString reason = decodeErrorItem(action, &d.cancellationReasons[i].item);
        if (problem.isEmpty())
            problem = reason;
    }
    if (!problem.isEmpty())
        d.message += " ("_L1 + problem + u')';
}

// Returns why the item could not be decoded. It is null then.
QString RequestCodec::decodeErrorItem(const Source &source, QDynamoDBItem *item)
{
    const QDynamoDBError error = decodeItem(source, item);
    if (error.isError())
        item->clear();
    return error.message();
}

} // namespace QtDynamoDBPrivate
