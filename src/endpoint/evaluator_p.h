// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef EVALUATOR_P_H
#define EVALUATOR_P_H

#include "endpoint/endpointrules_p.h"

#include <QtDynamoDB/qdynamodbexpected.h>

#include <QtCore/qhash.h>
#include <QtCore/qvariant.h>

namespace QtDynamoDBPrivate {

// The rules' parameters by name: texts, booleans, lists of texts. Absent ones are not set.
using RuleVariables = QHash<QLatin1StringView, QVariant>;

struct RuleOutcome
{
    QString url;
    QString signingRegion; // empty: the one that was asked for
};

// Follows the rules from their root to a result.
[[nodiscard]] QDynamoDBExpected<RuleOutcome> evaluateRules(const RuleSet &rules,
                                                           RuleVariables variables);

// What may stand between two dots of a host name.
[[nodiscard]] bool isHostLabel(QStringView text);

} // namespace QtDynamoDBPrivate

#endif
