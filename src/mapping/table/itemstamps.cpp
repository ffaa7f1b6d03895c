// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "mapping/table/itemstamps_p.h"

#include "values/uuid_p.h"

#include <QtCore/qdatetime.h>

using namespace QDynamoDB;

namespace QtDynamoDBPrivate {

static bool isEmpty(const QDynamoDBValue &value)
{
    return value.isUndefined() || value.isNull();
}

QDynamoDBAttribute named(const QString &name)
{
    return QDynamoDBAttribute::named(name);
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
    return item;
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
        if (name == mapping.created && isEmpty(given.value(name)))
            update.update.set(named(name), ifNotExists(named(name), value));
        else
            update.set(mapped, value);
    }
    return update;
}

ObjectUpdate changes(const Mapping &mapping, const QDynamoDBItem &item,
                     const QDynamoDBItem &original, const QDynamoDBItem *stored)
{
    ObjectUpdate update(stored);
    for (const MappedProperty &mapped : mapping.properties) {
        const QString &name = mapped.attribute;
        if (name != mapping.version && name != mapping.updated && name != mapping.writeStamp)
            update.change(mapped, item.value(name), original.value(name));
    }
    return update;
}

} // namespace QtDynamoDBPrivate
