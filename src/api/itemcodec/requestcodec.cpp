// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "api/itemcodec/requestcodec_p.h"

#include "api/itemcodec/codecexpressions_p.h"
#include "api/itemcodec/structfields_p.h"

#include <QtDynamoDB/qdynamodbapi_items.h>

#include <algorithm>
#include <vector>

// The way of a request through the item codec. That of results is in requestcodec_results.cpp.
namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;

namespace {

// The maps of the parameters that expressions have replaced, by attribute.
constexpr QLatin1StringView legacyMaps[] = { "AttributeUpdates"_L1, "Expected"_L1,
                                             "KeyConditions"_L1, "QueryFilter"_L1,
                                             "ScanFilter"_L1 };

bool hasAttributes(const TypeInfo &type, std::vector<const Shape *> &visited)
{
    switch (type.kind) {
    case Kind::Item:
    case Kind::Value:
        return true;
    case Kind::List:
    case Kind::Map:
        return hasAttributes(*type.element, visited);
    case Kind::Structure:
        if (std::find(visited.begin(), visited.end(), type.shape) != visited.end())
            return false;
        visited.push_back(type.shape);
        return std::any_of(type.shape->members.begin(), type.shape->members.end(),
                           [&](const Member &member) {
                               return hasAttributes(*member.type, visited);
                           });
    default:
        return false;
    }
}

bool hasStatements(const Operation &operation)
{
    return operation.input->find("Statement"_L1) || operation.input->find("Statements"_L1)
            || operation.input->find("TransactStatements"_L1);
}

} // namespace

bool RequestCodec::concerns(const Operation &operation)
{
    std::vector<const Shape *> visited;
    return hasAttributes({ .kind = Kind::Structure, .shape = operation.input }, visited)
            || hasAttributes({ .kind = Kind::Structure, .shape = operation.output }, visited);
}

CodecTable &RequestCodec::table(const QString &name)
{
    return m_tables.try_emplace(name, m_codec, name).first->second;
}

QDynamoDBError RequestCodec::encode(void *request)
{
    if (hasStatements(m_operation)) {
        return QDynamoDBError(Code::ItemCodec,
                              u"%1 can't be called while the client has an item codec, since the "
                              "codec can't know the attributes of a PartiQL statement. Use the "
                              "other operations, or a client without codec."_s.arg(
                                      QLatin1StringView(m_operation.name)));
    }
    return encodeStructure(*m_operation.input, request, {});
}

QDynamoDBError RequestCodec::encodeStructure(const Shape &shape, void *object,
                                             const QString &outerTable)
{
    const StructFields fields(shape, object);
    QString tableName = outerTable;
    for (const QLatin1StringView member : { "TableArn"_L1, "TableName"_L1 }) {
        if (const QString *own = fields.text(member); own && !own->isEmpty())
            tableName = *own;
    }
    if (!tableName.isEmpty()) {
        if (QDynamoDBError error = encodeAttributes(shape, object, tableName); error.isError())
            return error;
    }
    for (const Member &member : shape.members) {
        if (QDynamoDBError error = encodeMember(member, member.in(object), tableName);
            error.isError()) {
            return error;
        }
    }
    return {};
}

// Goes on to the structs in a member.
QDynamoDBError RequestCodec::encodeMember(const Member &member, void *field,
                                          const QString &tableName)
{
    const TypeInfo &type = *member.type;
    if (type.kind == Kind::Structure) {
        const void *value = present(type, field);
        return value ? encodeStructure(*type.shape, const_cast<void *>(value), tableName)
                     : QDynamoDBError();
    }
    if (type.kind == Kind::List && type.element->kind == Kind::Structure) {
        for (qsizetype i = 0; i < type.list->size(field); ++i) {
            QDynamoDBError error = encodeStructure(*type.element->shape,
                                                   type.list->mutableAt(field, i), tableName);
            if (error.isError())
                return error;
        }
        return {};
    }
    if (type.kind != Kind::Map || member.wireText() != "RequestItems"_L1)
        return {};
    // A map by table: of keys to get, or of lists of writes.
    if (type.element->kind == Kind::Structure) {
        auto &requests = *static_cast<QMap<QString, QDynamoDB::KeysAndAttributes> *>(field);
        for (auto it = requests.begin(); it != requests.end(); ++it) {
            QDynamoDBError error = encodeStructure(*type.element->shape, &it.value(), it.key());
            if (error.isError())
                return error;
        }
        return {};
    }
    auto &requests = *static_cast<QMap<QString, QList<QDynamoDB::WriteRequest>> *>(field);
    for (auto it = requests.begin(); it != requests.end(); ++it) {
        for (QDynamoDB::WriteRequest &write : *it) {
            QDynamoDBError error = encodeStructure(*type.element->element->shape, &write, it.key());
            if (error.isError())
                return error;
        }
    }
    return {};
}

// Encodes the members of one struct that is a request or an action on the table.
QDynamoDBError RequestCodec::encodeAttributes(const Shape &shape, void *object,
                                              const QString &tableName)
{
    CodecTable &codecTable = table(tableName);
    if (QDynamoDBError error = refuseLegacy(shape, object, codecTable); error.isError())
        return error;

    const StructFields fields(shape, object);
    const QMap<QString, QString> *givenNames = fields.textMap("ExpressionAttributeNames"_L1);
    QDynamoDBItem *values = fields.item("ExpressionAttributeValues"_L1);
    const QMap<QString, QString> names = givenNames ? *givenNames : QMap<QString, QString>();
    CodecExpressions expressions(codecTable, names, values ? *values : QDynamoDBItem());
    using Grammar = CodecExpressions::Grammar;
    constexpr std::pair<Grammar, QLatin1StringView> members[] = {
        { Grammar::Condition, "ConditionExpression"_L1 },
        { Grammar::Condition, "FilterExpression"_L1 },
        { Grammar::KeyCondition, "KeyConditionExpression"_L1 },
        { Grammar::Condition, "SearchConditionExpression"_L1 },
        { Grammar::Update, "UpdateExpression"_L1 },
        { Grammar::Projection, "ProjectionExpression"_L1 },
    };
    for (const auto &[grammar, member] : members) {
        const QString *text = fields.text(member);
        QDynamoDBError error = text ? expressions.check(grammar, member, *text) : QDynamoDBError();
        if (error.isError())
            return error;
    }

    QDynamoDBItem *key = fields.item("Key"_L1);
    if (key && values) {
        if (QDynamoDBError error = expressions.encodeValues(*key, values); error.isError())
            return error;
    }
    if (!key)
        addKeys(shape, object, tableName, expressions.projected());
    QDynamoDBItem *item = fields.item("Item"_L1);
    return item ? codecTable.encode(nullptr, item) : QDynamoDBError();
}

QDynamoDBError RequestCodec::refuseLegacy(const Shape &shape, const void *object,
                                          CodecTable &codecTable) const
{
    for (const QLatin1StringView name : legacyMaps) {
        const Member *member = shape.find(name);
        if (!member || member->type->kind != Kind::Map)
            continue;
        QString refused;
        forEachEntry(*member->type, member->in(object), [&](const QString &attribute, const void *) {
            if (codecTable.encodes(attribute))
                refused = attribute;
            return refused.isNull();
        });
        if (!refused.isNull()) {
            return QDynamoDBError(Code::ItemCodec,
                                  u"%1 names the attribute \"%2\" of the table %3, which the item "
                                  "codec of the client encodes; use expressions."_s
                                          .arg(name, refused, codecTable.name()));
        }
    }
    return {};
}

// Adds the key to a projection that contains encoded attributes, since the codec gets the key with
// each value. The projection of an export is left alone, because it returns no items.
void RequestCodec::addKeys(const Shape &shape, void *object, const QString &tableName,
                           const QStringList &projected)
{
    if (!shape.find("TableName"_L1) && !shape.find("Keys"_L1))
        return;
    const StructFields fields(shape, object);
    QString *expression = fields.text("ProjectionExpression"_L1);
    QMap<QString, QString> *names = fields.textMap("ExpressionAttributeNames"_L1);
    QStringList *attributes = fields.texts("AttributesToGet"_L1);
    const bool isLegacy = attributes && !attributes->isEmpty();
    const QStringList &wanted = isLegacy ? *attributes : projected;
    CodecTable &codecTable = table(tableName);
    const bool isNeeded = std::any_of(wanted.begin(), wanted.end(), [&](const QString &attribute) {
        return codecTable.encodes(attribute);
    });
    if (!isNeeded || !(isLegacy || (expression && names)))
        return;
    Projection original;
    if (expression)
        original.expression = *expression;
    if (names)
        original.names = *names;
    if (attributes)
        original.attributesToGet = *attributes;
    for (const QString &key : codecTable.keys()) {
        if (wanted.contains(key))
            continue;
        original.added.append(key);
    }
    for (const QString &key : std::as_const(original.added)) {
        if (isLegacy) {
            attributes->append(key);
            continue;
        }
        QString placeholder = u"#qtdynamodbKey%1"_s.arg(names->size());
        while (names->contains(placeholder))
            placeholder += u'x';
        names->insert(placeholder, key);
        *expression += ", "_L1 + placeholder;
    }
    if (!original.added.isEmpty())
        m_projections.insert(tableName, original);
}

} // namespace QtDynamoDBPrivate
