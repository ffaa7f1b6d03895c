// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "client/futures_p.h"
#include "expressions/expressionnode_p.h"
#include "expressions/valuetypename_p.h"
#include "mapping/table/generatedid_p.h"
#include "mapping/table/itemstamps_p.h"
#include "mapping/table/updatetask_p.h"
#include "values/uuid_p.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbtable.h>

#include <QtCore/qdatetime.h>

#include <algorithm>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;

using Code = QDynamoDBError::Code;

namespace QtDynamoDBPrivate {

namespace {

[[nodiscard]] QDynamoDBError invalid(const QString &what)
{
    return QDynamoDBError(Code::InvalidParameterValue, what);
}

[[nodiscard]] QList<ExpressionNodePtr> clausesOf(const QDynamoDBUpdate &update)
{
    const ExpressionNodePtr &node = ExpressionAccess::node(update);
    return node ? node->children : QList<ExpressionNodePtr>();
}

// Returns the attribute that a clause changes; null if its path is invalid.
[[nodiscard]] QString targetOf(const ExpressionNode &clause)
{
    const DocumentPath &path = clause.children.constFirst()->path;
    return path.isEmpty() ? QString() : path.constFirst().name;
}

[[nodiscard]] QStringList targetsOf(const QDynamoDBUpdate &update)
{
    QStringList names;
    for (const ExpressionNodePtr &clause : clausesOf(update))
        names.append(targetOf(*clause));
    return names;
}

// Fails if the update changes the key, or sets an attribute to a value that its property can't hold.
[[nodiscard]] QDynamoDBError checkUpdate(const Mapping &mapping, const QDynamoDBUpdate &update)
{
    for (const ExpressionNodePtr &clause : clausesOf(update)) {
        const QString name = targetOf(*clause);
        if (const QString why = mapping.computedFrom(name); !why.isNull())
            return invalid(why % u'.');
        const MappedProperty *mapped = mapping.findAttribute(name);
        if (!mapped)
            continue;
        if (mapped->key == MappedProperty::Key::Primary) {
            return invalid(u"%1.%2 is part of the key, which an update can't change."_s
                                   .arg(mapping.className, mapped->name()));
        }
        const bool isSetToValue = clause->token == "SET"_L1 && clause->children.size() == 2
                && clause->children[0]->path.size() == 1
                && clause->children[1]->kind == NodeKind::Value;
        if (!isSetToValue)
            continue;
        const MetaProblem wrong = mapping.valueProblem(name, clause->children[1]->value);
        if (!wrong.isNull())
            return invalid(mapping.className % u'.' % wrong.text());
    }
    return {};
}

// Returns whether only counters change. They leave the version and the time of the last update
// alone, so that counting does not disturb those who edit the object.
[[nodiscard]] bool isCounting(const Mapping &mapping, const QStringList &targets)
{
    return !targets.isEmpty()
            && std::all_of(targets.begin(), targets.end(), [&](const QString &name) {
                   const MappedProperty *mapped = mapping.findAttribute(name);
                   return mapped && mapped->isCounter;
               });
}

// Adds the attributes that a table writes by itself, unless the update changes them.
void addStamps(const ItemTable &table, QDynamoDBUpdate *update)
{
    const Mapping &mapping = table.mapping();
    const QStringList targets = targetsOf(*update);
    const auto isFree = [&](const QString &name) {
        return !name.isNull() && !targets.contains(name);
    };
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const bool counts = isCounting(mapping, targets);
    if (isFree(mapping.version) && !counts)
        update->set(named(mapping.version), ifNotExists(named(mapping.version), 0) + 1);
    if (isFree(mapping.updated) && !counts)
        update->set(named(mapping.updated), table.timeValue(mapping.updated, now));
    const auto setIfAbsent = [&](const QString &name, const QDynamoDBValue &value) {
        if (isFree(name))
            update->set(named(name), ifNotExists(named(name), value));
    };
    if (!mapping.typeName.isNull())
        setIfAbsent(mapping.typeAttribute, mapping.typeName);
    if (!mapping.created.isNull())
        setIfAbsent(mapping.created, table.timeValue(mapping.created, now));
    for (const MappedProperty &mapped : mapping.properties) {
        if (mapped.generatedId != MappedProperty::GeneratedId::None
            && mapped.key != MappedProperty::Key::Primary) {
            setIfAbsent(mapped.attribute, newId(mapped.generatedId));
        }
    }
}

[[nodiscard]] QDynamoDBExpected<UpdateItemRequest> requestFor(const ItemTable &table,
                                                              const ItemTable::ItemOrError &key,
                                                              const QDynamoDBUpdate &update,
                                                              const QDynamoDBCondition &condition)
{
    if (!key)
        return key.error();
    QDynamoDBError error = checkUpdate(table.mapping(), update);
    if (error.isError())
        return error;
    QDynamoDBUpdate stamped = update;
    addStamps(table, &stamped);
    UpdateItemRequest request;
    request.tableName = table.tableName;
    request.key = *key;
    request.returnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure::AllOld;
    error = apply(&request, stamped, condition);
    if (error.isError())
        return error;
    return request;
}

// With exactlyOnce, the service does not return the item, so that it is read afterwards.
[[nodiscard]] QFuture<QDynamoDBItem> updateOnce(const ItemTable &table,
                                                const UpdateItemRequest &request,
                                                const QDynamoDBCallOptions &options)
{
    const auto make = [request](const QDynamoDBItem *, QStringList *) {
        return QDynamoDBExpected<UpdateItemRequest>(request);
    };
    return UpdateTask::start(table.client, make, options);
}

} // namespace

QFuture<QDynamoDBItem> ItemTable::update(const ItemOrError &key, const QDynamoDBUpdate &update,
                                         const QDynamoDBCondition &condition,
                                         const QDynamoDBCallOptions &options) const
{
    // Counting does not change the stamp, as it does not change the version.
    const QStringList targets = targetsOf(update);
    const QString stamp = mapper.writeStamp();
    const bool isStamped = !stamp.isNull() && !update.isEmpty() && !targets.contains(stamp)
            && !isCounting(*mapper.d, targets);
    QDynamoDBUpdate whole = update;
    if (isStamped)
        whole.set(named(stamp), QString::fromLatin1(makeUuid()));
    auto request = requestFor(*this, key, whole, condition);
    if (!request)
        return failedFuture<QDynamoDBItem>(request.error());
    const QDynamoDBCallOptions own = isStamped ? recognising(mapper, options) : options;
    if (options.exactlyOnce)
        return updateOnce(*this, *request, own);
    (*request).returnValues = ReturnValue::AllNew;
    return converted(client, client->updateItem(*request, own),
                     [](const UpdateItemResult &result) { return result.attributes; });
}

QFuture<QDynamoDBNumber> ItemTable::increment(const ItemOrError &key, const QString &attribute,
                                              const QDynamoDBNumber &by,
                                              const QDynamoDBCondition &condition,
                                              const QDynamoDBCallOptions &options) const
{
    if (!key)
        return failedFuture<QDynamoDBNumber>(key.error());
    const MappedProperty *mapped = mapper.d->findAttribute(attribute);
    if (!mapped) {
        return failedFuture<QDynamoDBNumber>(
                invalid(u"%1 has no attribute \"%2\"."_s.arg(mapper.d->className, attribute)));
    }
    const auto type = storedType(mapped->type).value_or(QDynamoDBValue::Type::Number);
    if (type != QDynamoDBValue::Type::Number || attribute == mapper.version()) {
        return failedFuture<QDynamoDBNumber>(invalid(
                type == QDynamoDBValue::Type::Number
                        ? u"%1.%2 is the version, which each write increments."_s
                                  .arg(mapper.d->className, mapped->name())
                        : u"%1.%2 is stored as type %3; only numbers (N) can be incremented."_s
                                  .arg(mapper.d->className, mapped->name(), valueTypeName(type))));
    }
    auto request = requestFor(*this, key, add(named(attribute), by), condition);
    if (!request)
        return failedFuture<QDynamoDBNumber>(request.error());
    if (options.exactlyOnce) {
        return converted(client, updateOnce(*this, *request, options),
                         [attribute](const QDynamoDBItem &item) {
                             return item.value(attribute).toNumber();
                         });
    }
    (*request).returnValues = ReturnValue::UpdatedNew;
    return converted(client, client->updateItem(*request, options),
                     [attribute](const UpdateItemResult &result) {
                         return result.attributes.value(attribute).toNumber();
                     });
}

} // namespace QtDynamoDBPrivate
