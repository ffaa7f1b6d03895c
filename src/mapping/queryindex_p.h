// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QUERYINDEX_P_H
#define QUERYINDEX_P_H

#include "mapping/mapping_p.h"

#include <QtDynamoDB/qdynamodbexpected.h>

namespace QtDynamoDBPrivate {

// Returns the name of the first index, in the order of the class info, that a query with the key
// condition can read; null for the table itself, which comes before its indexes. The error says
// which rule of keys the condition breaks.
[[nodiscard]] QDynamoDBExpected<QString> indexFor(const Mapping &mapping,
                                                  const ExpressionNode &keyCondition);
// Returns why the key condition can't read the index, or the table if the name is empty.
[[nodiscard]] QDynamoDBError indexError(const Mapping &mapping, const ExpressionNode &keyCondition,
                                        const QString &indexName);

} // namespace QtDynamoDBPrivate

#endif
