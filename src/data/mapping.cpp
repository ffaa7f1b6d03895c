// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "data/mapping_p.h"
#include "values/utc_p.h"

#include <QtCore/qdatetime.h>
#include <QtCore/qhash.h>
#include <QtCore/qmutex.h>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

static constexpr QLatin1StringView prefix("DynamoDB.");

// Classes don't change, but plugins can be unloaded, and another class come to their address.
std::shared_ptr<const Mapping> Mapping::of(const QMetaObject &metaObject)
{
    static QMutex mutex;
    static QHash<const QMetaObject *, std::shared_ptr<const Mapping>> mappings;
    const QString className = QString::fromLatin1(metaObject.className());
    {
        const QMutexLocker locker(&mutex);
        auto known = mappings.value(&metaObject);
        if (known && known->className == className)
            return known;
    }
    auto mapping = std::make_shared<const Mapping>(metaObject);
    const QMutexLocker locker(&mutex);
    mappings.insert(&metaObject, mapping);
    return mapping;
}

Mapping::Mapping(const QMetaObject &metaObject)
    : className(QString::fromLatin1(metaObject.className()))
{
    // What QObject itself has is not of the user's making.
    const int first = metaObject.inherits(&QObject::staticMetaObject)
            ? QObject::staticMetaObject.propertyCount()
            : 0;
    for (int i = first; i < metaObject.propertyCount(); ++i) {
        const QMetaProperty property = metaObject.property(i);
        if (property.isStored() && property.isReadable()) {
            properties.append(
                    { property, property.metaType(), QString::fromLatin1(property.name()) });
        }
    }
    readClassInfo(metaObject);
    check();
}

void Mapping::fail(const QString &what)
{
    if (problem.isNull())
        problem = u"%1 can't be mapped: %2"_s.arg(className, what);
}

const MappedProperty *Mapping::find(const QString &property) const
{
    for (const MappedProperty &mapped : properties) {
        if (property == QLatin1StringView(mapped.property.name()))
            return &mapped;
    }
    return nullptr;
}

const MappedProperty *Mapping::findAttribute(const QString &attribute) const
{
    for (const MappedProperty &mapped : properties) {
        if (mapped.attribute == attribute)
            return &mapped;
    }
    return nullptr;
}

void Mapping::readClassInfo(const QMetaObject &metaObject)
{
    const auto forEach = [&](auto &&handle) {
        for (int i = 0; i < metaObject.classInfoCount(); ++i) {
            const QMetaClassInfo info = metaObject.classInfo(i);
            const QString name = QString::fromUtf8(info.name());
            if (name.startsWith(prefix))
                handle(name.sliced(prefix.size()), QString::fromUtf8(info.value()));
        }
    };
    // The names first: the other entries end up as names of attributes.
    forEach([&](const QString &name, const QString &value) {
        if (!name.startsWith(u"name."_s))
            return;
        const QString property = name.sliced(5);
        const auto *mapped = find(property);
        if (!mapped)
            fail(u"DynamoDB.%1 names no stored property"_s.arg(name));
        else
            properties[mapped - properties.constData()].attribute = value;
    });
    forEach([&](const QString &name, const QString &value) {
        if (!name.startsWith(u"name."_s))
            readEntry(name, value);
    });
}

void Mapping::readEntry(const QString &name, const QString &value)
{
    const std::pair<QLatin1StringView, QString *> entries[] = {
        { "partitionKey"_L1, &partitionKey }, { "sortKey"_L1, &sortKey },
        { "version"_L1, &version },           { "created"_L1, &created },
        { "updated"_L1, &updated },           { "timeToLive"_L1, &timeToLive },
    };
    for (const auto &[entry, attribute] : entries) {
        if (name == entry) {
            *attribute = attributeOf(value, name);
            return;
        }
    }
    if (name == u"table")
        tableName = value;
    else if (name.startsWith(u"index."_s))
        readIndex(name.sliced(6), value, false);
    else if (name.startsWith(u"localIndex."_s))
        readIndex(name.sliced(11), value, true);
    else
        fail(u"there is no class info DynamoDB.%1"_s.arg(name));
}

QString Mapping::attributeOf(const QString &property, const QString &entry)
{
    const MappedProperty *mapped = find(property.trimmed());
    if (mapped)
        return mapped->attribute;
    fail(u"DynamoDB.%1 names \"%2\", which is no stored property"_s.arg(entry, property));
    return {};
}

void Mapping::readIndex(const QString &name, const QString &value, bool isLocal)
{
    MappedIndex index;
    index.name = name;
    index.isLocal = isLocal;
    for (const QString &property : value.split(u','))
        index.keys.append(attributeOf(property, (isLocal ? u"localIndex."_s : u"index."_s) % name));
    const qsizetype most = isLocal ? 1 : 2;
    if (index.keys.size() > most) {
        fail(isLocal ? u"a local index has one key, its sort key, beside the table's partition key"_s
                     : u"an index has a partition key and a sort key, and no more"_s);
    }
    indexes.append(index);
}

void Mapping::check()
{
    QStringList seen;
    for (const MappedProperty &mapped : properties) {
        if (seen.contains(mapped.attribute))
            fail(u"two properties are called \"%1\""_s.arg(mapped.attribute));
        seen.append(mapped.attribute);
        if (const QString what = metaTypeProblem(mapped.type); !what.isNull())
            fail(QLatin1StringView(mapped.property.name()) % u": "_s % what);
        if (!mapped.property.isWritable())
            fail(u"%1 can't be written; make it STORED false if it is not to be stored"_s.arg(
                    QLatin1StringView(mapped.property.name())));
    }
    const auto isInteger = [](QMetaType type) {
        const QMetaType::Type id = QMetaType::Type(type.id());
        return id == QMetaType::Int || id == QMetaType::UInt || id == QMetaType::LongLong
                || id == QMetaType::ULongLong || id == QMetaType::Long || id == QMetaType::ULong;
    };
    if (const auto *mapped = findAttribute(version); mapped && !isInteger(mapped->type))
        fail(u"the version must be an int, qint64 or the like"_s);
    for (const QString &attribute : { created, updated }) {
        const auto *mapped = findAttribute(attribute);
        if (mapped && mapped->type.id() != QMetaType::QDateTime)
            fail(u"%1 must be a QDateTime"_s.arg(attribute));
    }
    if (const auto *mapped = findAttribute(timeToLive);
        mapped && mapped->type.id() != QMetaType::QDateTime && !isInteger(mapped->type)) {
        fail(u"the time to live must be a QDateTime, or an integer of seconds"_s);
    }
}

MetaProblem Mapping::toItem(const Read &read, QDynamoDBItem *item) const
{
    if (!problem.isNull())
        return { {}, problem };
    QDynamoDBItem result;
    result.reserve(properties.size());
    for (const MappedProperty &mapped : properties) {
        const QVariant variant = read(mapped.property);
        QDynamoDBValue value;
        // A property of type QVariant is read as what it holds.
        const bool isVariant = mapped.type.id() == QMetaType::QVariant;
        const MetaProblem wrong = isVariant
                ? valueFromMeta(mapped.type, &variant, &value)
                : valueFromMeta(mapped.type, variant.constData(), &value);
        if (!wrong.isNull())
            return wrong.under(mapped.attribute);
        if (value.isUndefined())
            continue;
        if (mapped.attribute == timeToLive && mapped.type.id() == QMetaType::QDateTime)
            value = variant.toDateTime().toSecsSinceEpoch(); // as the service wants it
        result.insert(mapped.attribute, value);
    }
    *item = result;
    return {};
}

MetaProblem Mapping::fromItem(const QDynamoDBItem &item, const Write &write) const
{
    if (!problem.isNull())
        return { {}, problem };
    QList<QVariant> values;
    values.reserve(properties.size());
    for (const MappedProperty &mapped : properties) {
        const QDynamoDBValue &value = item.value(mapped.attribute);
        if (value.isUndefined()) {
            values.append(QVariant());
            continue;
        }
        if (mapped.attribute == timeToLive && mapped.type.id() == QMetaType::QDateTime
            && value.isNumber()) {
            values.append(QDateTime::fromSecsSinceEpoch(value.toInteger(), utc));
            continue;
        }
        QVariant variant(mapped.type);
        const bool isVariant = mapped.type.id() == QMetaType::QVariant;
        const MetaProblem wrong = isVariant ? valueToMeta(value, mapped.type, &variant)
                                            : valueToMeta(value, mapped.type, variant.data());
        if (!wrong.isNull())
            return wrong.under(mapped.attribute);
        values.append(variant);
    }
    // All of it fits: only now is the object changed.
    for (qsizetype i = 0; i < properties.size(); ++i) {
        const MappedProperty &mapped = properties[i];
        if (item.value(mapped.attribute).isUndefined())
            continue;
        if (!write(mapped.property, values[i]))
            return { mapped.attribute, u"the property does not take the value"_s };
    }
    return {};
}

} // namespace QtDynamoDBPrivate
