// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "mapping/mapping_p.h"

#include <algorithm>

using namespace Qt::StringLiterals;

// The vector indexes that the class info defines.
namespace QtDynamoDBPrivate {

namespace {

using Distance = QDynamoDB::VectorDistanceFunction;

constexpr QLatin1StringView partitionSuffix(".partitionKey");
constexpr QLatin1StringView filtersSuffix(".filters");

[[nodiscard]] Distance distanceFromName(const QString &name)
{
    if (name == u"cosine")
        return Distance::Cosine;
    if (name == u"dotProduct")
        return Distance::DotProduct;
    if (name == u"euclidean")
        return Distance::Euclidean;
    return Distance::Unknown;
}

} // namespace

QStringList MappedVectorIndex::schema() const
{
    return partition.isNull() ? filters : QStringList { partition } + filters;
}

MappedVectorIndex &Mapping::vectorIndexNamed(const QString &name)
{
    const auto found = std::find_if(vectorIndexes.begin(), vectorIndexes.end(),
                                    [&](const auto &index) { return index.name == name; });
    if (found != vectorIndexes.end())
        return *found;
    vectorIndexes.append(MappedVectorIndex());
    vectorIndexes.last().name = name;
    return vectorIndexes.last();
}

void Mapping::readVectorIndex(const QString &name, const QString &value)
{
    const QString entry = u"vectorIndex."_s % name;
    if (name.endsWith(partitionSuffix)) {
        vectorIndexNamed(name.chopped(partitionSuffix.size())).partition = attributeOf(value, entry);
        return;
    }
    if (name.endsWith(filtersSuffix)) {
        vectorIndexNamed(name.chopped(filtersSuffix.size())).filters = attributesOf(value, entry);
        return;
    }
    const QStringList parts = value.split(u',');
    if (parts.size() != 3) {
        fail(u"DynamoDB.%1 is \"%2\"; it must be a property, the number of dimensions, and the distance function, as in \"embedding, 384, cosine\""_s
                     .arg(entry, value));
        return;
    }
    const QString attribute = attributeOf(parts[0], entry);
    MappedVectorIndex &index = vectorIndexNamed(name);
    index.vector = attribute;
    index.dimensions = parts[1].trimmed().toInt();
    index.distance = distanceFromName(parts[2].trimmed());
    if (index.dimensions < 1)
        fail(u"DynamoDB.%1: the number of dimensions is \"%2\"; it must be 1 or more"_s
                     .arg(entry, parts[1].trimmed()));
    if (index.distance == Distance::Unknown) {
        fail(u"DynamoDB.%1: the distance function is \"%2\"; it must be cosine, dotProduct or euclidean"_s
                     .arg(entry, parts[2].trimmed()));
    }
}

void Mapping::checkVectorIndex(const MappedVectorIndex &index)
{
    const QString entry = u"DynamoDB.vectorIndex."_s % index.name;
    const MappedProperty *vector = findAttribute(index.vector);
    if (!vector) {
        fail(u"%1 is missing: it names the property, the number of dimensions, and the distance function"_s
                     .arg(entry));
        return;
    }
    if (!isNumberList(withoutOptional(vector->type))) {
        fail(u"%1: the vector %2 must be a list of numbers, such as QList<float>"_s
                     .arg(entry, vector->name()));
    }
    if (vector->key != MappedProperty::Key::None || index.schema().contains(index.vector))
        fail(u"%1: the vector %2 can't be part of a key"_s.arg(entry, vector->name()));
    if (index.filters.contains(index.partition) && !index.partition.isNull())
        fail(u"%1: %2 is the partition key and a filter; it must be one of them"_s
                     .arg(entry, index.partition));
    for (const MappedVectorIndex &other : std::as_const(vectorIndexes)) {
        if (other.vector == index.vector && other.dimensions != index.dimensions) {
            fail(u"%1 has %2 dimensions and DynamoDB.vectorIndex.%3 has %4; the indexes of a vector must have the same number"_s
                         .arg(entry, QString::number(index.dimensions), other.name,
                              QString::number(other.dimensions)));
        }
    }
    if (std::any_of(indexes.begin(), indexes.end(),
                    [&](const MappedIndex &other) { return other.name == index.name; })) {
        fail(u"two indexes are called \"%1\""_s.arg(index.name));
    }
}

} // namespace QtDynamoDBPrivate
