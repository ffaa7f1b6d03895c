// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "mapping/mapping_p.h"

#include <algorithm>

using namespace Qt::StringLiterals;

// The mapping of several classes that share a table.
namespace QtDynamoDBPrivate {

Mapping::Mapping(const QList<std::shared_ptr<const Mapping>> &classes)
    : m_metaObject(nullptr)
{
    const Mapping &first = *classes.constFirst();
    QStringList names;
    for (const auto &each : classes)
        names.append(each->className);
    className = names.join(u", "_s);
    partitionKey = first.partitionKey;
    sortKey = first.sortKey;
    typeAttribute = first.typeAttribute;
    for (const auto &each : classes)
        merge(*each);
    for (qsizetype i = 0; i < classes.size(); ++i) {
        for (qsizetype j = 0; j < i; ++j) {
            if (classes[j]->hasKeysOf(*classes[i])) {
                fail(u"%1 and %2 have key templates of the same form, so that an object of one could replace an object of the other"_s
                             .arg(classes[j]->className, classes[i]->className));
            }
        }
    }
}

void Mapping::merge(const Mapping &other)
{
    const QString &name = other.className;
    if (problem.isNull() && !other.problem.isNull())
        problem = other.problem;
    if (other.typeName.isNull())
        fail(u"%1 has no type; name it with Q_CLASSINFO(\"DynamoDB.type\", ...)"_s.arg(name));
    if (typeNames.contains(other.typeName))
        fail(u"%1 has the type \"%2\" of another class"_s.arg(name, other.typeName));
    typeNames.append(other.typeName);
    const std::tuple<QString, QString, QString> shared[] = {
        { u"type attribute"_s, typeAttribute, other.typeAttribute },
        { u"partition key"_s, partitionKey, other.partitionKey },
        { u"sort key"_s, sortKey, other.sortKey },
    };
    for (const auto &[what, mine, others] : shared) {
        if (mine != others) {
            fail(u"the %1 of %2 is \"%3\", and that of the first class is \"%4\"; classes of one table have the same"_s
                         .arg(what, name, others, mine));
        }
    }
    if (tableName.isEmpty())
        tableName = other.tableName;
    else if (!other.tableName.isEmpty() && tableName != other.tableName)
        fail(u"%1 is of the table \"%2\", and another class of the table \"%3\""_s
                     .arg(name, other.tableName, tableName));
    mergeKeys(other, other.keySchema());
    for (const MappedIndex &index : other.indexes) {
        mergeKeys(other, other.keySchema(index));
        MappedIndex &mine = indexNamed(index.name);
        const bool isNew = mine.partition.isEmpty();
        const bool isSame = mine.partition == index.partition && mine.sort == index.sort
                && mine.isLocal == index.isLocal;
        if (isNew)
            mine = index;
        else if (!isSame)
            fail(u"the index %1 of %2 has other keys than that of another class"_s.arg(index.name,
                                                                                       name));
    }
    for (const MappedVectorIndex &index : other.vectorIndexes) {
        MappedVectorIndex &mine = vectorIndexNamed(index.name);
        const bool isNew = mine.vector.isEmpty();
        const bool isSame = mine.vector == index.vector && mine.schema() == index.schema()
                && mine.dimensions == index.dimensions && mine.distance == index.distance;
        if (isNew)
            mine = index;
        else if (!isSame)
            fail(u"the vector index %1 of %2 differs from that of another class"_s.arg(index.name,
                                                                                       name));
    }
    for (const KeyTemplate &pattern : other.templates) {
        if (!findTemplate(pattern.attribute))
            templates.append(pattern);
    }
    for (const MappedProperty &mapped : other.properties) {
        if (!findAttribute(mapped.attribute))
            properties.append(mapped);
    }
}

// A key attribute has one type in all classes.
void Mapping::mergeKeys(const Mapping &other, const KeySchema &keys)
{
    for (auto type = keys.types.begin(); type != keys.types.end(); ++type) {
        const auto known = m_keyTypes.constFind(type.key());
        if (known != m_keyTypes.constEnd() && *known != *type) {
            fail(u"the key attribute \"%1\" of %2 is stored in another type than that of another class"_s
                         .arg(type.key(), other.className));
        }
        m_keyTypes.insert(type.key(), *type);
    }
}

bool Mapping::hasKeysOf(const Mapping &other) const
{
    const auto isSame = [&](const QString &key) {
        const KeyTemplate *mine = findTemplate(key);
        const KeyTemplate *others = other.findTemplate(key);
        return key.isNull() || (mine && others && mine->hasShapeOf(*others));
    };
    return !partitionKey.isNull() && isSame(partitionKey) && isSame(sortKey);
}

} // namespace QtDynamoDBPrivate
