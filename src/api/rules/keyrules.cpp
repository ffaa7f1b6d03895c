// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "api/rules/keyrules_p.h"
#include "api/rules_p.h"

#include <QtCore/qstringlist.h>

using namespace Qt::StringLiterals;
using namespace QDynamoDB;

namespace QtDynamoDBPrivate {

namespace {

// How many attributes a key has at most.
struct KeyBounds
{
    qsizetype partition = 1;
    qsizetype sort = 1;
};
constexpr KeyBounds ofTable { 1, 1 };
constexpr KeyBounds ofGlobalIndex { 4, 4 };

[[nodiscard]] QDynamoDBError invalid(const QString &where, const QString &what)
{
    return { QDynamoDBError::Code::InvalidParameterValue, where % u": "_s % what };
}

[[nodiscard]] QDynamoDBError checkKeySchema(const QString &where,
                                            const QList<KeySchemaElement> &schema,
                                            const KeyBounds &bounds)
{
    QStringList partition;
    QStringList sort;
    for (const KeySchemaElement &element : schema) {
        const bool isHash = element.keyType == KeyType::Hash;
        if (!isHash && element.keyType != KeyType::Range)
            return {}; // a key type of a later version of the service
        if (partition.contains(element.attributeName) || sort.contains(element.attributeName))
            return invalid(where, u"\"%1\" occurs twice"_s.arg(element.attributeName));
        if (isHash && !sort.isEmpty())
            return invalid(where, u"the HASH elements must come before the RANGE elements"_s);
        (isHash ? partition : sort).append(element.attributeName);
    }
    if (partition.isEmpty() || partition.size() > bounds.partition) {
        return invalid(where,
                       u"it has %1 HASH elements; it must have %2"_s.arg(partition.size())
                               .arg(bounds.partition == 1 ? u"one"_s : u"1 to 4"_s));
    }
    if (sort.size() > bounds.sort) {
        return invalid(where,
                       u"it has %1 RANGE elements; at most %2 are allowed"_s.arg(sort.size())
                               .arg(bounds.sort));
    }
    return {};
}

} // namespace

QDynamoDBError checkKeySchemas(const CreateTableRequest &request)
{
    QDynamoDBError error = checkKeySchema(u"KeySchema"_s, request.keySchema, ofTable);
    for (qsizetype i = 0; i < request.globalSecondaryIndexes.size() && !error.isError(); ++i) {
        error = checkKeySchema(u"GlobalSecondaryIndexes[%1].KeySchema"_s.arg(i),
                               request.globalSecondaryIndexes[i].keySchema, ofGlobalIndex);
    }
    for (qsizetype i = 0; i < request.localSecondaryIndexes.size() && !error.isError(); ++i) {
        const QString where = u"LocalSecondaryIndexes[%1].KeySchema"_s.arg(i);
        const QList<KeySchemaElement> &schema = request.localSecondaryIndexes[i].keySchema;
        error = checkKeySchema(where, schema, ofTable);
        if (!error.isError() && !schema.isEmpty()
            && schema.constFirst().attributeName != request.keySchema.constFirst().attributeName) {
            error = invalid(where,
                            u"its HASH element must be that of the table, \"%1\""_s.arg(
                                    request.keySchema.constFirst().attributeName));
        }
    }
    return error;
}

QDynamoDBError checkRules(const UpdateTableRequest &request)
{
    for (qsizetype i = 0; i < request.globalSecondaryIndexUpdates.size(); ++i) {
        const auto &create = request.globalSecondaryIndexUpdates[i].create;
        if (!create)
            continue;
        QDynamoDBError error =
                checkKeySchema(u"GlobalSecondaryIndexUpdates[%1].Create.KeySchema"_s.arg(i),
                               create->keySchema, ofGlobalIndex);
        if (error.isError())
            return error;
    }
    return {};
}

} // namespace QtDynamoDBPrivate
