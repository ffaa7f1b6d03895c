// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "mapping/queryindex_p.h"

#include <algorithm>

using namespace Qt::StringLiterals;

using Code = QDynamoDBError::Code;

namespace QtDynamoDBPrivate {

namespace {

struct Candidate
{
    QString indexName; // null: the table
    KeySchema keys;
};

[[nodiscard]] QList<Candidate> candidates(const Mapping &mapping)
{
    QList<Candidate> result { { QString(), mapping.keySchema() } };
    for (const MappedIndex &index : mapping.indexes)
        result.append({ index.name, mapping.keySchema(index) });
    return result;
}

[[nodiscard]] QDynamoDBError unfit(const Mapping &mapping, const QString &indexName,
                                   const QString &problem)
{
    const QString where = indexName.isEmpty() ? u"the table"_s : u"the index "_s % indexName;
    return { Code::InvalidParameterValue,
             u"The key condition can't be used with %1 of %2: %3."_s.arg(where, mapping.className,
                                                                         problem) };
}

} // namespace

QDynamoDBExpected<QString> indexFor(const Mapping &mapping, const ExpressionNode &keyCondition)
{
    const QStringList names = testedNames(keyCondition);
    QDynamoDBError error;
    for (const Candidate &candidate : candidates(mapping)) {
        const QString problem = keyConditionProblem(keyCondition, candidate.keys);
        if (problem.isNull())
            return candidate.indexName;
        const QStringList keys = candidate.keys.all();
        const bool hasAll = std::all_of(names.begin(), names.end(),
                                        [&](const QString &name) { return keys.contains(name); });
        if (hasAll && !error.isError())
            error = unfit(mapping, candidate.indexName, problem);
    }
    if (error.isError())
        return error;
    return QDynamoDBError(Code::InvalidParameterValue,
                          u"Neither the table of %1 nor one of its indexes has the key attributes %2."_s
                                  .arg(mapping.className, names.join(u", "_s)));
}

QDynamoDBError indexError(const Mapping &mapping, const ExpressionNode &keyCondition,
                          const QString &indexName)
{
    for (const Candidate &candidate : candidates(mapping)) {
        if (candidate.indexName != indexName)
            continue;
        const QString problem = keyConditionProblem(keyCondition, candidate.keys);
        return problem.isNull() ? QDynamoDBError() : unfit(mapping, indexName, problem);
    }
    return {}; // an index that the class does not know
}

} // namespace QtDynamoDBPrivate
