// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "expressions/valuetypename_p.h"
#include "mapping/mapping_p.h"

#include <algorithm>

using namespace Qt::StringLiterals;

// The keys of tables and indexes that the class info defines.
namespace QtDynamoDBPrivate {

namespace {

constexpr QLatin1StringView partitionSuffix(".partitionKey");
constexpr QLatin1StringView sortSuffix(".sortKey");

[[nodiscard]] QString entryOf(const MappedIndex &index)
{
    return (index.isLocal ? u"DynamoDB.localIndex."_s : u"DynamoDB.index."_s) % index.name;
}

} // namespace

// Returns the attributes of properties, whose names are separated by commas.
QStringList Mapping::attributesOf(const QString &names, const QString &entry)
{
    QStringList attributes;
    for (const QString &property : names.split(u','))
        attributes.append(keyAttributeOf(property, entry));
    return attributes;
}

MappedIndex &Mapping::indexNamed(const QString &name)
{
    const auto found = std::find_if(indexes.begin(), indexes.end(),
                                    [&](const MappedIndex &index) { return index.name == name; });
    if (found != indexes.end())
        return *found;
    indexes.append({ name, {}, {}, false });
    return indexes.last();
}

// An entry of a derived class replaces that of its base class.
void Mapping::readIndex(const QString &name, const QString &value)
{
    const QStringList attributes = attributesOf(value, u"index."_s % name);
    if (name.endsWith(partitionSuffix)) {
        indexNamed(name.chopped(partitionSuffix.size())).partition = attributes;
        return;
    }
    if (name.endsWith(sortSuffix)) {
        indexNamed(name.chopped(sortSuffix.size())).sort = attributes;
        return;
    }
    if (attributes.size() > 2) {
        fail(u"DynamoDB.index.%1 names %2 properties; it may name a partition key and a sort key. For an index with several attributes in a key, use DynamoDB.index.%1.partitionKey and DynamoDB.index.%1.sortKey"_s
                     .arg(name, QString::number(attributes.size())));
    }
    MappedIndex &index = indexNamed(name);
    index.partition = attributes.first(1);
    index.sort = attributes.sliced(1);
}

void Mapping::readLocalIndex(const QString &name, const QString &value)
{
    const QStringList attributes = attributesOf(value, u"localIndex."_s % name);
    if (attributes.size() > 1) {
        fail(u"DynamoDB.localIndex.%1 names %2 properties; a local index has one key, its sort key, beside the table's partition key"_s
                     .arg(name, QString::number(attributes.size())));
    }
    MappedIndex &index = indexNamed(name);
    index.isLocal = true;
    index.sort = attributes;
}

void Mapping::checkIndex(const MappedIndex &index)
{
    const QString entry = entryOf(index);
    if (index.partition.isEmpty() || index.partition.constFirst().isNull()) {
        fail(index.isLocal
                     ? u"%1 needs the partition key of the table, and there is none"_s.arg(entry)
                     : u"%1 has no partition key; name it with %1.partitionKey"_s.arg(entry));
        return;
    }
    const std::pair<QString, QStringList> keys[] = { { u"partition"_s, index.partition },
                                                     { u"sort"_s, index.sort } };
    for (const auto &[key, attributes] : keys) {
        if (attributes.size() > KeySchema::maxAttributes) {
            fail(u"%1 has %2 attributes in its %3 key; at most %4 are allowed"_s.arg(entry)
                         .arg(attributes.size())
                         .arg(key)
                         .arg(KeySchema::maxAttributes));
        }
    }
    QStringList seen;
    for (const QString &attribute : index.partition + index.sort) {
        if (seen.contains(attribute))
            fail(u"%1 has \"%2\" in its key twice"_s.arg(entry, attribute));
        seen.append(attribute);
    }
}

KeySchema Mapping::withTypes(KeySchema keys) const
{
    for (const QString &attribute : keys.all()) {
        const MappedProperty *mapped = findAttribute(attribute);
        if (isComputed(attribute))
            keys.types.insert(attribute, QDynamoDBValue::Type::String);
        else if (const auto type = mapped ? keyType(*mapped) : std::nullopt)
            keys.types.insert(attribute, *type);
    }
    return keys;
}

KeySchema Mapping::keySchema() const
{
    KeySchema keys;
    if (!partitionKey.isNull())
        keys.partition.append(partitionKey);
    if (!sortKey.isNull())
        keys.sort.append(sortKey);
    return withTypes(keys);
}

KeySchema Mapping::keySchema(const MappedIndex &index) const
{
    return withTypes({ index.partition, index.sort, {} });
}

void Mapping::checkKeys()
{
    if (!sortKey.isNull() && partitionKey.isNull())
        fail(u"there is a sort key, but no partition key"_s);
    if (!sortKey.isNull() && sortKey == partitionKey)
        fail(u"the sort key must be another attribute than the partition key"_s);
    for (const MappedIndex &index : indexes)
        checkIndex(index);
    for (const MappedProperty &mapped : properties) {
        if (mapped.key == MappedProperty::Key::None)
            continue;
        const auto stored = mapped.isTimeToLive ? QDynamoDBValue::Type::Number
                                                : storedType(mapped.type);
        const QString name = mapped.name();
        using Type = QDynamoDBValue::Type;
        if (stored && *stored != Type::String && *stored != Type::Number
            && *stored != Type::Binary) {
            fail(u"%1 can't be a key: it is stored as type %2, and keys are strings (S), numbers (N) or binary (B)"_s
                         .arg(name, valueTypeName(*stored)));
        }
        if (stored && mapped.keyType && *stored != *mapped.keyType) {
            fail(u"DynamoDB.keyType.%1 is %2, but the property is stored as type %3"_s
                         .arg(name, valueTypeName(*mapped.keyType), valueTypeName(*stored)));
        }
    }
}

QString Mapping::keyText(const QDynamoDBItem &item) const
{
    QStringList parts;
    for (const QString &name : { partitionKey, sortKey }) {
        if (!name.isNull() && item.contains(name))
            parts.append(name % u' ' % shortText(item.value(name)));
    }
    return parts.isEmpty() ? QString() : parts.join(u", "_s);
}

} // namespace QtDynamoDBPrivate
