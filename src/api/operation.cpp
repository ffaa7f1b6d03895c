// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "api/generated/operations_p.h"
#include "values/uuid_p.h"

namespace QtDynamoDBPrivate {

const Operation *findOperation(Service service, QStringView name) noexcept
{
    for (const Operation *operation : allOperations()) {
        if (operation->service == service && name == QLatin1StringView(operation->name))
            return operation;
    }
    return nullptr;
}

void fillIdempotencyTokens(const Operation &operation, void *request,
                           const std::function<QString()> &makeToken)
{
    for (const Member &member : operation.input->members) {
        if (member.flags & Member::IdempotencyToken) {
            auto &token = *static_cast<QString *>(member.in(request));
            if (token.isNull())
                token = makeToken();
        }
    }
}

QDynamoDBExpected<QByteArray> prepareRequest(const Operation &operation, void *request)
{
    fillIdempotencyTokens(operation, request, [] { return QString::fromLatin1(makeUuid()); });
    if (QDynamoDBError error = validateRequest(operation, request); error.isError())
        return error;
    return writeRequest(operation, request);
}

static void addTable(QStringList &tables, const QString &table)
{
    if (!tables.contains(table))
        tables += table;
}

static void collectTables(const Shape &shape, const void *object, QStringList &tables);

static void collectTables(const TypeInfo &type, const void *value, QStringList &tables)
{
    if (type.kind == Kind::Structure) {
        collectTables(*type.shape, value, tables);
    } else if (type.kind == Kind::List && type.element->kind == Kind::Structure) {
        for (qsizetype i = 0; i < type.list->size(value); ++i)
            collectTables(*type.element->shape, type.list->at(value, i), tables);
    }
}

static void collectTables(const Shape &shape, const void *object, QStringList &tables)
{
    for (const Member &member : shape.members) {
        const void *value = present(*member.type, member.in(object));
        if (!value)
            continue;
        if (!(member.flags & Member::Table)) {
            collectTables(*member.type, value, tables);
        } else if (member.type->kind == Kind::Map) {
            forEachEntry(*member.type, value, [&tables](const QString &key, const void *) {
                addTable(tables, key);
                return true;
            });
        } else {
            addTable(tables, *static_cast<const QString *>(value));
        }
    }
}

QStringList requestTableNames(const Operation &operation, const void *request)
{
    QStringList tables;
    collectTables(*operation.input, request, tables);
    return tables;
}

QString requestTableName(const Operation &operation, const void *request)
{
    const QStringList tables = requestTableNames(operation, request);
    return tables.size() == 1 ? tables.constFirst() : QString();
}

} // namespace QtDynamoDBPrivate
