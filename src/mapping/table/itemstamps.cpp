// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "mapping/table/itemstamps_p.h"
#include "mapping/table/generatedid_p.h"
#include "values/uuid_p.h"

#include <QtCore/qdatetime.h>
#include <QtCore/qnumeric.h>

#include <optional>

using namespace QDynamoDB;

namespace QtDynamoDBPrivate {

using GeneratedId = MappedProperty::GeneratedId;

static bool isEmpty(const QDynamoDBValue &value)
{
    return value.isUndefined() || value.isNull();
}

static bool isEmptyId(const QDynamoDBValue &value)
{
    return isEmpty(value) || (value.isString() && value.toString().isEmpty());
}

QDynamoDBAttribute named(const QString &name)
{
    return QDynamoDBAttribute::named(name);
}

static void setComputed(const QDynamoDBItem::Attribute &computed, QDynamoDBUpdate *update)
{
    if (computed.value.isUndefined())
        update->remove(named(computed.name));
    else
        update->set(named(computed.name), computed.value);
}

QDynamoDBNumber versionOf(const QDynamoDBMapper &mapper, const QDynamoDBItem &item)
{
    return mapper.version().isNull() ? QDynamoDBNumber() : item.value(mapper.version()).toNumber();
}

QDynamoDBCondition unchanged(const QDynamoDBMapper &mapper, const QDynamoDBNumber &version)
{
    if (mapper.version().isNull())
        return {};
    const QDynamoDBAttribute attribute = named(mapper.version());
    if (version != 0)
        return attribute == version;
    return attribute.notExists() || attribute == 0
            || attribute.hasType(QDynamoDBValue::Type::Null); // of an empty std::optional
}

ItemTable::ItemOrError stamped(const ItemTable &table, QDynamoDBItem item,
                               const QDynamoDBNumber &version)
{
    const QDynamoDBMapper &mapper = table.mapper;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if (!mapper.version().isNull()) {
        const QDynamoDBExpected<QDynamoDBValue> next = table.nextVersion(version);
        if (!next)
            return next.error();
        item.insert(mapper.version(), *next);
    }
    if (!mapper.created().isNull() && isEmpty(item.value(mapper.created())))
        item.insert(mapper.created(), table.timeValue(mapper.created(), now));
    if (!mapper.updated().isNull())
        item.insert(mapper.updated(), table.timeValue(mapper.updated(), now));
    if (!mapper.writeStamp().isNull())
        item.insert(mapper.writeStamp(), QString::fromLatin1(makeUuid()));
    for (const MappedProperty &mapped : table.mapping().properties) {
        if (mapped.generatedId != GeneratedId::None && isEmptyId(item.value(mapped.attribute)))
            item.insert(mapped.attribute, newId(mapped.generatedId));
    }
    const QDynamoDBError error = table.mapping().addMissingKeys(&item);
    if (error.isError())
        return error;
    return item;
}

QString generatedIn(const Mapping &mapping, const QDynamoDBItem &given)
{
    for (const MappedProperty &mapped : mapping.properties) {
        if (mapped.generatedId != GeneratedId::None && isEmptyId(given.value(mapped.attribute)))
            return mapped.attribute;
    }
    return {};
}

QDynamoDBCallOptions recognising(const QDynamoDBMapper &mapper, QDynamoDBCallOptions options)
{
    if (options.writeStamp.isEmpty())
        options.writeStamp = mapper.writeStamp();
    return options;
}

ObjectUpdate wholeUpdate(const Mapping &mapping, const QDynamoDBItem &item,
                         const QDynamoDBItem &given, const QDynamoDBItem *stored)
{
    ObjectUpdate update(stored);
    for (const MappedProperty &mapped : mapping.properties) {
        const QString &name = mapped.attribute;
        if (mapped.key == MappedProperty::Key::Primary)
            continue;
        const QDynamoDBValue &value = item.value(name);
        const bool isFilledIn = (name == mapping.created && isEmpty(given.value(name)))
                || (mapped.generatedId != GeneratedId::None && isEmptyId(given.value(name)));
        if (!isFilledIn && !mapped.isCounter && !mapped.isWrittenOnce)
            update.set(mapped, value);
        else if (!value.isUndefined())
            update.update.set(named(name), ifNotExists(named(name), value));
    }
    for (const QDynamoDBItem::Attribute &computed : mapping.computedOfIndexes(item))
        setComputed(computed, &update.update);
    return update;
}

// Returns the difference of two integers, if it is one of 64 bits.
static std::optional<qint64> counted(const QDynamoDBValue &value, const QDynamoDBValue &original)
{
    if (!value.isNumber() || !original.isNumber())
        return std::nullopt;
    const std::optional<qint64> number = value.toNumber().toInt64();
    const std::optional<qint64> before = original.toNumber().toInt64();
    qint64 difference = 0;
    if (!number || !before || qSubOverflow(*number, *before, &difference))
        return std::nullopt;
    return difference;
}

ObjectUpdate changes(const Mapping &mapping, const QDynamoDBItem &item,
                     const QDynamoDBItem &original, const QDynamoDBItem *stored)
{
    ObjectUpdate update(stored);
    for (const MappedProperty &mapped : mapping.properties) {
        const QString &name = mapped.attribute;
        if (name == mapping.version || name == mapping.updated || name == mapping.writeStamp)
            continue;
        const QDynamoDBValue &value = item.value(name);
        const QDynamoDBValue &before = original.value(name);
        const auto difference = mapped.isCounter ? counted(value, before) : std::nullopt;
        if (difference && *difference != 0)
            update.update.add(named(name), *difference);
        else if (mapped.isWrittenOnce && isEmpty(before) && !isEmpty(value))
            update.update.set(named(name), ifNotExists(named(name), value));
        else
            update.change(mapped, value, before);
    }
    for (const QDynamoDBItem::Attribute &computed : mapping.computedOfIndexes(item)) {
        if (computed.value != original.value(computed.name))
            setComputed(computed, &update.update);
    }
    return update;
}

} // namespace QtDynamoDBPrivate
