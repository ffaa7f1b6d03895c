// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "client/futures_p.h"
#include "mapping/mapping_p.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbexpression.h>
#include <QtDynamoDB/qdynamodbtable.h>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;

using Code = QDynamoDBError::Code;

namespace QtDynamoDBPrivate {

namespace {

[[nodiscard]] QDynamoDBError invalid(const QString &what)
{
    return QDynamoDBError(Code::InvalidParameterValue, what);
}

// Returns the index of the name, or the only one if the name is null.
[[nodiscard]] QDynamoDBExpected<MappedVectorIndex> vectorIndex(const Mapping &mapping,
                                                               const QString &name)
{
    QStringList names;
    for (const MappedVectorIndex &index : mapping.vectorIndexes) {
        if (index.name == name || (name.isEmpty() && mapping.vectorIndexes.size() == 1))
            return index;
        names.append(index.name);
    }
    if (names.isEmpty()) {
        return invalid(
                u"%1 has no vector index; declare it with Q_CLASSINFO(\"DynamoDB.vectorIndex.<name>\", ...)."_s
                        .arg(mapping.className));
    }
    return invalid(
            name.isEmpty()
                    ? u"%1 has several vector indexes; name one of them: %2."_s
                              .arg(mapping.className, names.join(u", "_s))
                    : u"%1 has no vector index \"%2\"; it has %3."_s.arg(mapping.className, name,
                                                                         names.join(u", "_s)));
}

} // namespace

QFuture<QList<SearchResultItem>> ItemTable::search(const QDynamoDBValueList &vector, int topK,
                                                   const QDynamoDBSearchOptions &options) const
{
    using Found = QList<SearchResultItem>;
    if (const QDynamoDBError error = mapper.error(); error.isError())
        return failedFuture<Found>(error);
    const auto index = vectorIndex(*mapper.d, options.indexName);
    if (!index)
        return failedFuture<Found>(index.error());
    if (vector.size() != index->dimensions) {
        return failedFuture<Found>(
                invalid(u"The vector has %1 numbers; those of the index %2 of %3 have %4."_s
                                .arg(QString::number(vector.size()), index->name,
                                     mapper.d->className, QString::number(index->dimensions))));
    }
    SearchVectorsRequest request;
    if (const auto error = apply(&request, options.condition); error.isError())
        return failedFuture<Found>(error);
    request.tableName = tableName;
    request.indexName = index->name;
    request.searchVector = vector;
    request.topK = topK;
    return converted(client, client->searchVectors(request, options.callOptions),
                     [](const SearchVectorsResult &result) { return result.searchResults; });
}

ItemTable::ItemOrError ItemTable::withCheckedVectors(const ItemOrError &item) const
{
    if (!item)
        return item;
    for (const MappedVectorIndex &index : mapper.d->vectorIndexes) {
        const QDynamoDBValue &vector = item->value(index.vector);
        if (vector.isList() && vector.size() != index.dimensions) {
            return invalid(u"%1.%2 has %3 numbers; the vectors of the index %4 have %5."_s
                                   .arg(mapper.d->className, index.vector,
                                        QString::number(vector.size()), index.name,
                                        QString::number(index.dimensions)));
        }
    }
    return item;
}

} // namespace QtDynamoDBPrivate
