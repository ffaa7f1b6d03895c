// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "mapping/mapping_p.h"
#include "expressions/valuetypename_p.h"
#include "values/utc_p.h"

#include <QtCore/qdatetime.h>
#include <QtCore/qhash.h>
#include <QtCore/qmutex.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

static constexpr QLatin1StringView prefix("DynamoDB.");

namespace {

// A class may contain a list of itself.
thread_local QList<const QMetaObject *> beingRead;

constexpr qint64 farthestSecond = 253402300799; // the end of year 9999

[[nodiscard]] bool isTime(QMetaType type)
{
    const auto optional = optionalOf(type);
    return (optional ? optional->inner : type).id() == QMetaType::QDateTime;
}

[[nodiscard]] MetaProblem timeToLiveToValue(const QDateTime &time, QDynamoDBValue *value)
{
    if (!time.isValid())
        return { {}, u"an invalid QDateTime can't be stored"_s };
    constexpr qint64 second = 1000;
    const qint64 milliseconds = time.toMSecsSinceEpoch();
    const qint64 seconds = milliseconds / second; // rounded down also before 1970
    const qint64 rounded = milliseconds < seconds * second ? seconds - 1 : seconds;
    if (rounded < -farthestSecond || rounded > farthestSecond)
        return { {}, u"the time to live lies after the year 9999"_s };
    *value = rounded;
    return {};
}

[[nodiscard]] MetaProblem timeToLiveFromValue(const QDynamoDBValue &value, QMetaType type,
                                              QDateTime *time)
{
    if (!value.isNumber())
        return wrongType(value, type);
    const std::optional<qint64> seconds = value.toNumber().toInt64();
    if (!seconds || *seconds < -farthestSecond || *seconds > farthestSecond) {
        return { {},
                 u"%1 is no time to live: it must be a whole number of seconds, up to the year 9999"_s
                         .arg(value.toNumber().toString()) };
    }
    *time = QDateTime::fromSecsSinceEpoch(*seconds, utc);
    return {};
}

[[nodiscard]] MetaProblem propertyToValue(const MappedProperty &mapped, const void *object,
                                          QDynamoDBValue *value,
                                          MetaPlace place = MetaPlace::Property)
{
    if (mapped.isTimeToLive) {
        const void *time = object;
        if (const auto optional = optionalOf(mapped.type))
            time = optional->get(object);
        if (time && !static_cast<const QDateTime *>(time)->isNull())
            return timeToLiveToValue(*static_cast<const QDateTime *>(time), value);
    }
    MetaProblem problem = valueFromMeta(mapped.type, object, value, place);
    // An empty vector has not the dimensions of its index, so the item has none.
    if (mapped.isVector && value->isList() && value->size() == 0)
        *value = QDynamoDBValue::Type::Undefined;
    return problem;
}

[[nodiscard]] MetaProblem propertyFromValue(const MappedProperty &mapped,
                                            const QDynamoDBValue &value, void *object)
{
    if (!mapped.isTimeToLive || value.isNull())
        return valueToMeta(value, mapped.type, object);
    const auto optional = optionalOf(mapped.type);
    QDateTime time;
    MetaProblem problem = timeToLiveFromValue(value, mapped.type, &time);
    if (!problem.isNull())
        return problem;
    if (optional)
        optional->set(object, &time);
    else
        *static_cast<QDateTime *>(object) = time;
    return {};
}

// Reading a property of type QVariant returns its content.
[[nodiscard]] const void *addressOf(const MappedProperty &mapped, const QVariant &variant)
{
    return mapped.type.id() == QMetaType::QVariant ? &variant : variant.constData();
}

[[nodiscard]] MetaProblem otherKey(const MappedProperty &mapped, const QDynamoDBValue &stored,
                                   const QDynamoDBValue &rewritten)
{
    const bool isPrimary = mapped.key == MappedProperty::Key::Primary;
    return {
        mapped.attribute,
        u"the %1 is stored as %2 and would be written as %3, which is %4; a property of type QString, QDynamoDBNumber or QDynamoDBValue keeps the stored form"_s
                .arg(isPrimary ? u"key"_s : u"key of an index"_s, shortText(stored),
                     shortText(rewritten),
                     isPrimary ? u"the key of another item"_s : u"another place in the index"_s)
    };
}

// An index has no entry for a Null.
[[nodiscard]] bool isKeyOf(const MappedProperty &mapped, const QDynamoDBValue &value)
{
    return mapped.key == MappedProperty::Key::Primary
            || (mapped.key == MappedProperty::Key::OfIndex && !value.isNull());
}

[[nodiscard]] bool isTextOrNested(QMetaType type)
{
    return type.id() == QMetaType::QString || type.id() == QMetaType::QByteArray
            || nestedGadget(type);
}

[[nodiscard]] bool changeValue(QMetaType type, void *object)
{
    if (type.id() == QMetaType::QString) {
        static_cast<QString *>(object)->append(u' ');
        return true;
    }
    if (type.id() == QMetaType::QByteArray) {
        static_cast<QByteArray *>(object)->append(' ');
        return true;
    }
    if (const QMetaObject *gadget = nestedGadget(type))
        return Mapping::of(*gadget)->makeDifferent(object);
    const MetaBox empty(type);
    if (!empty.data())
        return false;
    type.destruct(object);
    type.construct(object, empty.data());
    return true;
}

// The setter that moc generates for a MEMBER ignores equal values, and an empty text equals a null
// text. If equal values are stored differently, another value is assigned first.
void prepareWrite(const MappedProperty &mapped, const QVariant &value, const Mapping::Read &read,
                  const Mapping::Write &write)
{
    const bool isScalar = scalarType(mapped.type) && !isTextOrNested(mapped.type);
    if (isScalar || mapped.type.id() == QMetaType::QVariant)
        return;
    const QVariant before = mapped.read(read);
    if (before.metaType() != mapped.type
        || !mapped.type.equals(before.constData(), value.constData())) {
        return;
    }
    QDynamoDBValue storedBefore;
    QDynamoDBValue stored;
    const MetaProblem wrong = propertyToValue(mapped, before.constData(), &storedBefore);
    if (wrong.isNull() && propertyToValue(mapped, value.constData(), &stored).isNull()
        && storedBefore == stored) {
        return;
    }
    QVariant other = value;
    if (changeValue(mapped.type, other.data()))
        (void)mapped.write(read, write, other);
}

} // namespace

QString shortText(const QDynamoDBValue &value)
{
    constexpr qsizetype longest = 64;
    if (value.isNumber())
        return value.toNumber().toString();
    if (value.isBinary()) {
        const QByteArray binary = value.toBinary();
        return u"0x"_s % QString::fromLatin1(binary.first(qMin(binary.size(), longest)).toHex())
                % (binary.size() > longest ? u"..."_s : QString());
    }
    if (value.isString()) {
        const QString text = value.toString();
        return u'"' % text.first(qMin(text.size(), longest))
                % (text.size() > longest ? u"...\""_s : u"\""_s);
    }
    return u"a "_s
            % QLatin1StringView(
                    QMetaEnum::fromType<QDynamoDBValue::Type>().valueToKey(int(value.type())));
}

// Classes don't change, but after a plugin was unloaded, another class may have the same address.
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

bool Mapping::isBeingRead(const QMetaObject &metaObject)
{
    return beingRead.contains(&metaObject);
}

QString Mapping::problemOf(const QMetaObject &metaObject)
{
    return isBeingRead(metaObject) ? QString() : of(metaObject)->problem;
}

Mapping::Mapping(const QMetaObject &metaObject)
    : className(QString::fromLatin1(metaObject.className()))
    , m_metaObject(&metaObject)
{
    beingRead.append(&metaObject);
    const QHash<QString, QString> prefixes = flattenPrefixes(metaObject);
    // The properties of QObject itself are not stored.
    const int first = metaObject.inherits(&QObject::staticMetaObject)
            ? QObject::staticMetaObject.propertyCount()
            : 0;
    for (int i = first; i < metaObject.propertyCount(); ++i) {
        const QMetaProperty property = metaObject.property(i);
        if (property.isStored() && property.isReadable())
            addProperty(property, prefixes.value(QString::fromLatin1(property.name())));
    }
    readClassInfo(metaObject);
    markKeys();
    check();
    beingRead.removeLast();
}

void Mapping::fail(const QString &what)
{
    if (problem.isNull())
        problem = u"%1 can't be mapped: %2"_s.arg(className, what);
}

const MappedProperty *Mapping::find(const QString &property) const
{
    for (const MappedProperty &mapped : properties) {
        if (property == mapped.name())
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
            // An entry of a derived class replaces that of its base class.
            if (name.startsWith(prefix) && metaObject.indexOfClassInfo(info.name()) == i)
                handle(name.sliced(prefix.size()), QString::fromUtf8(info.value()));
        }
    };
    // Names come first, since the other entries refer to attributes.
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
    forEach([this](const QString &name, const QString &value) { readTypeEntry(name, value); });
    if (!typeName.isNull() && typeAttribute.isNull())
        typeAttribute = u"type"_s;
    addKeyOnlyProperties();
    forEach([&](const QString &name, const QString &value) {
        const bool isRead = name.startsWith(u"name."_s) || name.startsWith(u"keyTemplate."_s)
                || name == u"type" || name == u"typeAttribute";
        if (!isRead)
            readEntry(name, value);
    });
}

void Mapping::readEntry(const QString &name, const QString &value)
{
    const std::pair<QLatin1StringView, QString *> entries[] = {
        { "partitionKey"_L1, &partitionKey }, { "sortKey"_L1, &sortKey },
        { "version"_L1, &version },           { "created"_L1, &created },
        { "updated"_L1, &updated },           { "timeToLive"_L1, &timeToLive },
        { "writeStamp"_L1, &writeStamp },
    };
    for (const auto &[entry, attribute] : entries) {
        if (name == entry) {
            *attribute = name.endsWith("Key"_L1) ? keyAttributeOf(value, name)
                                                 : attributeOf(value, name);
            return;
        }
    }
    if (name.startsWith(u"keyType."_s)) {
        const QDynamoDBValue::Type type = valueTypeFromName(value);
        auto *mapped = const_cast<MappedProperty *>(find(name.sliced(8)));
        if (!mapped)
            fail(u"DynamoDB.%1 names no stored property"_s.arg(name));
        else if (value != u"S" && value != u"N" && value != u"B")
            fail(u"DynamoDB.%1 is \"%2\"; it must be S, N or B"_s.arg(name, value));
        else
            mapped->keyType = type;
        return;
    }
    if (name == u"table")
        tableName = value;
    else if (name.startsWith(u"index."_s))
        readIndex(name.sliced(6), value);
    else if (name.startsWith(u"localIndex."_s))
        readLocalIndex(name.sliced(11), value);
    else if (!readExtra(name, value))
        fail(u"there is no class info DynamoDB.%1"_s.arg(name));
}

QString Mapping::attributeOf(const QString &property, const QString &entry)
{
    const MappedProperty *mapped = find(property.trimmed());
    if (mapped)
        return mapped->attribute;
    fail(u"DynamoDB.%1 names \"%2\", which is no stored property"_s.arg(entry, property.trimmed()));
    return {};
}

void Mapping::check()
{
    if (properties.isEmpty())
        fail(u"it has no stored property"_s);
    QStringList seen;
    for (const MappedProperty &mapped : properties) {
        if (seen.contains(mapped.attribute))
            fail(u"two properties are called \"%1\""_s.arg(mapped.attribute));
        seen.append(mapped.attribute);
        if (const QString what = metaTypeProblem(mapped.type); !what.isNull())
            fail(mapped.name() % u": "_s % what);
        const bool isWritable = std::all_of(mapped.outer.begin(), mapped.outer.end(),
                                            [](const auto &outer) { return outer.isWritable(); });
        if (!mapped.property.isWritable() || !isWritable)
            fail(u"%1 can't be written; make it STORED false if it is not to be stored"_s.arg(
                    mapped.name()));
    }
    checkKeys();
    checkTypes();
    checkStamps();
    checkExtras();
}

void Mapping::markKeys()
{
    QStringList indexKeys;
    for (MappedIndex &index : indexes) {
        if (index.isLocal)
            index.partition = { partitionKey };
        indexKeys += index.partition + index.sort;
    }
    for (const MappedVectorIndex &index : vectorIndexes)
        indexKeys += index.schema();
    for (MappedProperty &mapped : properties) {
        if (mapped.attribute == partitionKey || mapped.attribute == sortKey)
            mapped.key = MappedProperty::Key::Primary;
        else if (indexKeys.contains(mapped.attribute))
            mapped.key = MappedProperty::Key::OfIndex;
        mapped.isTimeToLive = mapped.attribute == timeToLive && isTime(mapped.type);
        mapped.isVector = std::any_of(vectorIndexes.begin(), vectorIndexes.end(),
                                      [&](const auto &i) { return i.vector == mapped.attribute; });
    }
}

void Mapping::checkStamps()
{
    if (const auto *mapped = findAttribute(version)) {
        if (!isInteger(withoutOptional(mapped->type)))
            fail(u"the version must be an int, qint64 or the like"_s);
        if (mapped->key == MappedProperty::Key::Primary)
            fail(u"the version can't be part of the key, since it changes"_s);
    }
    for (const QString &attribute : { created, updated }) {
        const auto *mapped = findAttribute(attribute);
        if (mapped && !isTime(mapped->type))
            fail(u"%1 must be a QDateTime"_s.arg(attribute));
    }
    if (const auto *mapped = findAttribute(updated);
        mapped && mapped->key == MappedProperty::Key::Primary) {
        fail(u"%1 can't be part of the key, since it changes with each update"_s.arg(updated));
    }
    if (const auto *mapped = findAttribute(writeStamp)) {
        const int type = withoutOptional(mapped->type).id();
        if (type != QMetaType::QString && type != QMetaType::QUuid)
            fail(u"the write stamp must be a QString or QUuid"_s);
        if (mapped->key == MappedProperty::Key::Primary)
            fail(u"the write stamp can't be part of the key, since it changes with each write"_s);
        if (writeStamp == version || writeStamp == created || writeStamp == updated)
            fail(u"the write stamp must be an attribute of its own"_s);
    }
    if (const auto *mapped = findAttribute(timeToLive)) {
        const QMetaType type = withoutOptional(mapped->type);
        const bool isNumber = converterOf(type) && storedType(type) == QDynamoDBValue::Type::Number;
        if (!mapped->isTimeToLive && !isInteger(type) && !isNumber)
            fail(u"the time to live must be a QDateTime, or an integer of seconds"_s);
    }
}

// The property of a new object keeps its default if the attribute is not stored. So an object
// without a value is stored as Null unless the default has no value either.
bool Mapping::isAbsentByDefault(const MappedProperty &mapped) const
{
    std::call_once(m_readDefaults, [this] {
        const MetaBox object(m_metaObject->metaType());
        if (!object.data())
            return;
        const bool isQObject = m_metaObject->inherits(&QObject::staticMetaObject);
        for (const MappedProperty &each : properties) {
            const QVariant variant = each.read([&](const QMetaProperty &property) {
                return isQObject ? property.read(static_cast<QObject *>(object.data()))
                                 : property.readOnGadget(object.data());
            });
            QDynamoDBValue value;
            const MetaProblem wrong = propertyToValue(each, addressOf(each, variant), &value);
            if (!wrong.isNull() || !value.isUndefined() || !each.defaultValue.isUndefined())
                m_presentByDefault.append(each.attribute);
        }
    });
    return !m_presentByDefault.contains(mapped.attribute);
}

MetaProblem Mapping::toItem(const Read &read, QDynamoDBItem *item) const
{
    if (!problem.isNull())
        return { {}, problem };
    QDynamoDBItem result;
    result.reserve(properties.size());
    for (const MappedProperty &mapped : properties) {
        const QVariant variant = mapped.read(read);
        const void *object = addressOf(mapped, variant);
        QDynamoDBValue value;
        MetaProblem wrong = propertyToValue(mapped, object, &value);
        if (wrong.isNull() && value.isUndefined() && mapped.key != MappedProperty::Key::Primary
            && !isAbsentByDefault(mapped)) {
            wrong = mapped.key == MappedProperty::Key::OfIndex || mapped.isVector
                    ? MetaProblem { {}, u"the key of an index can't be stored without value"_s }
                    : propertyToValue(mapped, object, &value, MetaPlace::Element);
        }
        if (!wrong.isNull())
            return wrong.under(mapped.attribute);
        if (!value.isUndefined())
            result.insert(mapped.attribute, value);
    }
    MetaProblem wrong = addComputed(read, &result);
    if (wrong.isNull())
        *item = result;
    return wrong;
}

MetaProblem Mapping::valueOf(const MappedProperty &mapped, const ReadProperty &read,
                             QDynamoDBValue *value) const
{
    const QVariant variant = mapped.read(read);
    return propertyToValue(mapped, addressOf(mapped, variant), value);
}

bool Mapping::makeDifferent(void *gadget) const
{
    const Read read = [=](const QMetaProperty &property) { return property.readOnGadget(gadget); };
    const Write write = [=](const QMetaProperty &property, const QVariant &value) {
        return property.writeOnGadget(gadget, value);
    };
    for (const MappedProperty &mapped : properties) {
        QVariant variant = mapped.read(read);
        if (isTextOrNested(mapped.type) && variant.metaType() == mapped.type
            && changeValue(mapped.type, variant.data())) {
            return mapped.write(read, write, variant);
        }
    }
    return false;
}

MetaProblem Mapping::fromItem(const QDynamoDBItem &item, const Read &read, const Write &write,
                              KeyCheck check) const
{
    if (!problem.isNull())
        return { {}, problem };
    QHash<QString, QDynamoDBValue> inKeys;
    MetaProblem computed = readComputed(item, &inKeys);
    if (!computed.isNull())
        return computed;
    const QList<MappedProperty> all = keyOnly.isEmpty() ? properties : properties + keyOnly;
    QList<QVariant> values;
    values.reserve(all.size());
    const auto storedIn = [&](const MappedProperty &mapped) -> const QDynamoDBValue & {
        const bool isKeyOnly = &mapped >= all.constData() + properties.size();
        const QDynamoDBValue &value = item.value(mapped.attribute);
        if (!isKeyOnly && !value.isUndefined())
            return value;
        const auto inKey = inKeys.isEmpty() ? inKeys.constEnd() : inKeys.constFind(mapped.name());
        return inKey == inKeys.constEnd() ? mapped.defaultValue : *inKey;
    };
    for (const MappedProperty &mapped : all) {
        const QDynamoDBValue &value = storedIn(mapped);
        if (value.isUndefined()) {
            values.append(QVariant());
            continue;
        }
        QVariant variant(mapped.type);
        void *object = mapped.type.id() == QMetaType::QVariant ? &variant : variant.data();
        const MetaProblem wrong = propertyFromValue(mapped, value, object);
        if (!wrong.isNull())
            return wrong.under(mapped.attribute);
        if (check == KeyCheck::On && isKeyOf(mapped, value)) {
            QDynamoDBValue rewritten;
            const MetaProblem unwritable = propertyToValue(mapped, object, &rewritten);
            if (!unwritable.isNull())
                return unwritable.under(mapped.attribute);
            if (rewritten != value)
                return otherKey(mapped, value, rewritten);
        }
        values.append(variant);
    }
    // All values are valid, so the object may be changed.
    for (qsizetype i = 0; i < all.size(); ++i) {
        const MappedProperty &mapped = all[i];
        if (storedIn(mapped).isUndefined())
            continue;
        prepareWrite(mapped, values[i], read, write);
        if (!mapped.write(read, write, values[i]))
            return { mapped.attribute, u"the property does not take the value"_s };
    }
    return check == KeyCheck::On ? keyProblem(item, read) : MetaProblem();
}

// Setters of the object may have changed a key.

MetaProblem Mapping::keyProblem(const QDynamoDBItem &item, const Read &read) const
{
    for (const MappedProperty &mapped : properties) {
        const QDynamoDBValue &value = item.value(mapped.attribute);
        if (value.isUndefined() || !isKeyOf(mapped, value))
            continue;
        const QVariant variant = mapped.read(read);
        QDynamoDBValue rewritten;
        const MetaProblem wrong = propertyToValue(mapped, addressOf(mapped, variant), &rewritten);
        if (!wrong.isNull())
            return wrong.under(mapped.attribute);
        if (rewritten != value)
            return otherKey(mapped, value, rewritten);
    }
    return computedProblem(item, read);
}

MetaProblem Mapping::valueProblem(const QString &attribute, const QDynamoDBValue &value) const
{
    const MappedProperty *mapped = findAttribute(attribute);
    const MetaBox object(mapped->type);
    return propertyFromValue(*mapped, value, object.data()).under(attribute);
}

QDynamoDBValue Mapping::timeValue(const QString &attribute, const QDateTime &time) const
{
    const MappedProperty *mapped = findAttribute(attribute);
    const MetaBox object(mapped->type);
    if (const auto optional = optionalOf(mapped->type))
        optional->set(object.data(), &time);
    else
        *static_cast<QDateTime *>(object.data()) = time;
    QDynamoDBValue value;
    const MetaProblem wrong = propertyToValue(*mapped, object.data(), &value);
    return wrong.isNull() ? value : QDynamoDBValue(time);
}

std::optional<QDynamoDBValue::Type> Mapping::keyType(const MappedProperty &mapped) const
{
    if (mapped.isTimeToLive)
        return QDynamoDBValue::Type::Number;
    return mapped.keyType ? mapped.keyType : storedType(mapped.type);
}

} // namespace QtDynamoDBPrivate
