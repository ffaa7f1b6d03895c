// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef EVALUATOR_P_H
#define EVALUATOR_P_H

#include "endpoint/endpointrules_p.h"

#include <QtDynamoDB/qdynamodbexpected.h>

#include <QtCore/qhash.h>
#include <QtCore/qvariant.h>

namespace QtDynamoDBPrivate {

// The parameters and variables of the rules by name: texts, booleans, lists of texts. An absent
// parameter is not in the hash.
using RuleVariables = QHash<QLatin1StringView, QVariant>;

struct RuleOutcome
{
    QString url;
    QString signingRegion; // empty: the region in the parameters
};

// Evaluates the rules from their root to a result.
[[nodiscard]] QDynamoDBExpected<RuleOutcome> evaluateRules(const RuleSet &rules,
                                                           RuleVariables variables);

// Returns whether the text can be a label of a host name, which is the part between two dots.
[[nodiscard]] bool isHostLabel(QStringView text);

} // namespace QtDynamoDBPrivate

#endif
