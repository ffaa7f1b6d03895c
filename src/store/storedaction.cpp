// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "store/storedaction_p.h"

#include "expressions/conditionmatcher_p.h"
#include "expressions/evaluation/keyencoding_p.h"
#include "expressions/evaluation/requestexpressions_p.h"
#include "expressions/evaluation/updateevaluator_p.h"

#include <QtDynamoDB/qdynamodbjson.h>

#include <QtCore/qcborarray.h>
#include <QtCore/qcbormap.h>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

namespace {

using Code = QDynamoDBError::Code;

// The members of an action in CBOR. Values are never reused: files have them.
enum Member {
    KindMember,
    TableMember,
    KeyMember,
    ItemMember,
    UpdateMember,
    ConditionMember,
    NamesMember,
    ValuesMember,
    GuardMember,
    ExpectedMember,
    AbsentMember,
    EditMember,
    BeforeMember,
};

[[noreturn]] void failToRead()
{
    throw StoreFailure { QDynamoDBError(Code::StoreUnavailable,
                                        u"A stored write can't be read: its row is damaged."_s) };
}

QDynamoDBExpected<RequestExpressions> parsed(const StoredAction &action)
{
    ExpressionTexts texts;
    texts.filter = action.condition;
    texts.update = action.update;
    texts.names = action.names;
    texts.values = action.values;
    return RequestExpressions::parse(texts, action.key.names());
}

// Adds the guard to the condition of a request's action.
template<typename Action>
void setCondition(Action &action, const StoredAction &stored)
{
    QString guard;
    const auto add = [&guard](const QString &term) {
        guard += (guard.isEmpty() ? QString() : u" AND "_s) % term;
    };
    int count = 0;
    const auto name = [&](const QString &attribute) {
        const QString placeholder = u"#guard"_s % QString::number(++count);
        action.expressionAttributeNames.insert(placeholder, attribute);
        return placeholder;
    };
    if (stored.guard == StoredAction::Guard::Absent) {
        add(u"attribute_not_exists("_s % name(stored.key.begin()->name) % u')');
    } else if (stored.guard == StoredAction::Guard::Attributes) {
        for (const QDynamoDBItem::Attribute &attribute : stored.expected) {
            const QString placeholder = name(attribute.name);
            const QString value = u":guard"_s % QString::number(count);
            action.expressionAttributeValues.insert(value, attribute.value);
            add(placeholder % u" = "_s % value);
        }
        for (const QString &attribute : stored.expectedAbsent)
            add(u"attribute_not_exists("_s % name(attribute) % u')');
    }
    action.conditionExpression = stored.condition;
    if (!guard.isEmpty()) {
        action.conditionExpression = stored.condition.isEmpty()
                ? guard
                : QString(u'(' % stored.condition % u") AND "_s % guard);
    }
    action.returnValuesOnConditionCheckFailure =
            QDynamoDB::ReturnValuesOnConditionCheckFailure::AllOld;
}

template<typename Action>
Action actionRequest(const StoredAction &stored)
{
    Action action;
    action.tableName = stored.tableName;
    action.expressionAttributeNames = stored.names;
    action.expressionAttributeValues = stored.values;
    setCondition(action, stored);
    return action;
}

// Visits each clause of an update: its word, attribute, and right side, if any.
template<typename Visit>
void visitClauses(const ExpressionNodePtr &update, const Visit &visit)
{
    if (!update)
        return;
    for (const ExpressionNodePtr &clause : update->children) {
        visit(clause->token, clause->children.first()->path.first().name,
              clause->children.size() > 1 ? clause->children.at(1) : ExpressionNodePtr());
    }
}

} // namespace

QDynamoDBExpected<QDynamoDBItem> StoredAction::apply(const QDynamoDBItem &old) const
{
    switch (kind) {
    case Kind::Put:
        return item;
    case Kind::Delete:
        return QDynamoDBItem();
    case Kind::Check:
        return old;
    case Kind::Update:
        break;
    }
    const QDynamoDBExpected<RequestExpressions> expressions = parsed(*this);
    if (!expressions)
        return expressions.error();
    return updatedItem(expressions->update, old, key);
}

bool StoredAction::matches(const QDynamoDBItem &old) const
{
    const QDynamoDBExpected<RequestExpressions> expressions = parsed(*this);
    return expressions
            && (!expressions->filter || QtDynamoDBPrivate::matches(*expressions->filter, old));
}

QDynamoDBError StoredAction::problem() const
{
    if (kind == Kind::Put) {
        const QString text = itemProblem(item);
        if (!text.isNull())
            return QDynamoDBError(Code::Validation, text);
    }
    return parsed(*this).error();
}

void StoredAction::setGuard(const QDynamoDBItem &old, const QString &versionAttribute)
{
    expected = {};
    expectedAbsent.clear();
    const auto expect = [this, &old](const QString &name) {
        const QDynamoDBValue &value = old.value(name);
        if (value.isUndefined())
            expectedAbsent.append(name);
        else
            expected.insert(name, value);
    };
    guard = Guard::Attributes;
    if (old.isNull() && (kind != Kind::Update || isEdit)) {
        guard = kind == Kind::Put || isEdit ? Guard::Absent : Guard::None;
        return;
    }
    if (!old.isNull() && !versionAttribute.isEmpty()) {
        expect(versionAttribute);
        return;
    }
    if (kind == Kind::Put || kind == Kind::Delete) {
        for (const QDynamoDBItem::Attribute &attribute : old) {
            if (!key.contains(attribute.name))
                expect(attribute.name);
        }
        if (expected.isEmpty()) // the key alone: the item must exist
            expected = key;
        return;
    }
    const QDynamoDBExpected<RequestExpressions> expressions = parsed(*this);
    QSet<QString> seen;
    if (expressions) {
        visitClauses(expressions->update,
                     [&](QLatin1StringView word, const QString &name,
                         const ExpressionNodePtr &value) {
                         const bool isAbsoluteClause = word == "REMOVE"_L1
                                 || (word == "SET"_L1 && value && value->kind == NodeKind::Value);
                         if (isAbsoluteClause && !seen.contains(name)) {
                             seen.insert(name);
                             expect(name);
                         }
                     });
    }
    if (seen.isEmpty())
        guard = Guard::None;
}

std::optional<QSet<QString>> StoredAction::writtenAttributes() const
{
    if (kind == Kind::Put || kind == Kind::Delete)
        return std::nullopt;
    QSet<QString> written;
    const QDynamoDBExpected<RequestExpressions> expressions = parsed(*this);
    if (kind == Kind::Update && expressions) {
        visitClauses(expressions->update,
                     [&](QLatin1StringView, const QString &name, const ExpressionNodePtr &) {
                         written.insert(name);
                     });
    }
    return written;
}

bool StoredAction::isAbsolute() const
{
    bool isRelative = false;
    const QDynamoDBExpected<RequestExpressions> expressions = parsed(*this);
    if (kind == Kind::Update && expressions) {
        visitClauses(expressions->update,
                     [&](QLatin1StringView word, const QString &, const ExpressionNodePtr &value) {
                         isRelative = isRelative || word == "ADD"_L1 || word == "DELETE"_L1
                                 || (value && value->kind != NodeKind::Value);
                     });
    }
    return !isRelative;
}

QDynamoDB::TransactWriteItem StoredAction::request() const
{
    QDynamoDB::TransactWriteItem action;
    switch (kind) {
    case Kind::Put:
        action.put = actionRequest<QDynamoDB::TransactionPut>(*this);
        action.put->item = item;
        break;
    case Kind::Update:
        action.update = actionRequest<QDynamoDB::TransactionUpdate>(*this);
        action.update->key = key;
        action.update->updateExpression = update;
        break;
    case Kind::Delete:
        action.delete_ = actionRequest<QDynamoDB::TransactionDelete>(*this);
        action.delete_->key = key;
        break;
    case Kind::Check:
        action.conditionCheck = actionRequest<QDynamoDB::TransactionConditionCheck>(*this);
        action.conditionCheck->key = key;
        break;
    }
    return action;
}

QCborValue StoredAction::toCbor() const
{
    QCborMap map;
    const auto insert = [&map](Member member, const QCborValue &value, bool isDefault) {
        if (!isDefault)
            map.insert(qint64(member), value);
    };
    map.insert(qint64(KindMember), int(kind));
    map.insert(qint64(TableMember), tableName);
    map.insert(qint64(KeyMember), itemToCbor(key));
    insert(ItemMember, itemToCbor(item), item.isNull());
    insert(UpdateMember, update, update.isEmpty());
    insert(ConditionMember, condition, condition.isEmpty());
    QCborMap nameMap;
    for (auto i = names.cbegin(); i != names.cend(); ++i)
        nameMap.insert(i.key(), i.value());
    insert(NamesMember, nameMap, names.isEmpty());
    insert(ValuesMember, itemToCbor(values), values.isEmpty());
    insert(GuardMember, int(guard), guard == Guard::None);
    insert(ExpectedMember, itemToCbor(expected), expected.isEmpty());
    insert(AbsentMember, QCborArray::fromStringList(expectedAbsent), expectedAbsent.isEmpty());
    insert(EditMember, true, !isEdit);
    insert(BeforeMember, itemToCbor(before), !hasBefore);
    return map;
}

StoredAction StoredAction::fromCbor(const QCborValue &cbor)
{
    if (!cbor.isMap())
        failToRead();
    const QCborMap map = cbor.toMap();
    StoredAction action;
    action.kind = Kind(map.value(KindMember).toInteger());
    action.tableName = map.value(TableMember).toString();
    action.key = itemFromCbor(map.value(KeyMember));
    action.item = itemFromCbor(map.value(ItemMember));
    action.update = map.value(UpdateMember).toString();
    action.condition = map.value(ConditionMember).toString();
    const QCborMap names = map.value(NamesMember).toMap();
    for (auto i = names.cbegin(); i != names.cend(); ++i)
        action.names.insert(i.key().toString(), i.value().toString());
    action.values = itemFromCbor(map.value(ValuesMember));
    action.guard = Guard(map.value(GuardMember).toInteger());
    action.expected = itemFromCbor(map.value(ExpectedMember));
    const QCborArray absent = map.value(AbsentMember).toArray();
    for (const QCborValue &name : absent)
        action.expectedAbsent.append(name.toString());
    action.isEdit = map.value(EditMember).toBool();
    action.hasBefore = map.contains(qint64(BeforeMember));
    action.before = itemFromCbor(map.value(BeforeMember));
    return action;
}

std::optional<StoredAction> editAction(const StoredTable &table, const QDynamoDBItem &from,
                                       const QDynamoDBItem &to)
{
    StoredAction action;
    action.kind = StoredAction::Kind::Update;
    action.isEdit = true;
    action.tableName = table.name;
    action.key = keyOf(table, to);
    QStringList set;
    QStringList removed;
    int count = 0;
    const auto name = [&](const QString &attribute) {
        const QString placeholder = u"#a"_s % QString::number(++count);
        action.names.insert(placeholder, attribute);
        return placeholder;
    };
    for (const QDynamoDBItem::Attribute &attribute : to) {
        if (action.key.contains(attribute.name) || from.value(attribute.name) == attribute.value)
            continue;
        const QString placeholder = name(attribute.name);
        const QString value = u":a"_s % QString::number(count);
        action.values.insert(value, attribute.value);
        set.append(placeholder % u" = "_s % value);
    }
    for (const QDynamoDBItem::Attribute &attribute : from) {
        if (!to.contains(attribute.name) && !action.key.contains(attribute.name))
            removed.append(name(attribute.name));
    }
    if (count == 0)
        return std::nullopt;
    if (!set.isEmpty())
        action.update = u"SET "_s % set.join(u", "_s);
    if (!removed.isEmpty()) {
        action.update += (set.isEmpty() ? QString() : u" "_s) % u"REMOVE "_s
                % removed.join(u", "_s);
    }
    action.setGuard(from, table.versionAttribute);
    return action;
}

QCborValue itemToCbor(const QDynamoDBItem &item)
{
    if (item.isNull())
        return QCborValue(nullptr);
    const QDynamoDBExpected<QByteArray> json = QDynamoDBJson::fromItem(item);
    if (!json)
        throw StoreFailure { json.error() };
    return *json;
}

QDynamoDBItem itemFromCbor(const QCborValue &cbor)
{
    if (!cbor.isByteArray())
        return {};
    const QDynamoDBExpected<QDynamoDBItem> item = QDynamoDBJson::toItem(cbor.toByteArray());
    if (!item)
        throw StoreFailure { item.error() };
    return *item;
}

QDynamoDBItem keyOf(const StoredTable &table, const QDynamoDBItem &item)
{
    QDynamoDBItem key;
    key.insert(table.partitionKey, item.value(table.partitionKey));
    if (!table.sortKey.isEmpty())
        key.insert(table.sortKey, item.value(table.sortKey));
    return key;
}

QDynamoDBItem keyAt(const StoredTable &table, const ItemPlace &place)
{
    QDynamoDBItem key;
    key.insert(table.partitionKey, decodedKey(place.partition, table.partitionType));
    if (!table.sortKey.isEmpty())
        key.insert(table.sortKey, decodedKey(place.sort, table.sortType));
    return key;
}

QDynamoDBExpected<ItemPlace> placeOf(const StoredTable &table, const QDynamoDBItem &item)
{
    ItemPlace place;
    place.table = table.id;
    const auto encode = [&](const QString &name, QDynamoDBValue::Type type, QByteArray *bytes) {
        const QDynamoDBValue &value = item.value(name);
        if (value.type() == type)
            *bytes = encodedKey(value);
        if (!bytes->isEmpty())
            return QDynamoDBError();
        return QDynamoDBError(
                Code::Validation,
                u"The key attribute \"%1\" of an item of the table \"%2\" is missing, "
                u"empty or of another type than the table's key."_s.arg(name, table.name));
    };
    QDynamoDBError error = encode(table.partitionKey, table.partitionType, &place.partition);
    if (!error.isError() && !table.sortKey.isEmpty())
        error = encode(table.sortKey, table.sortType, &place.sort);
    if (error.isError())
        return error;
    return place;
}

} // namespace QtDynamoDBPrivate
