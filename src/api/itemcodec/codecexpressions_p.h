// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CODECEXPRESSIONS_P_H
#define CODECEXPRESSIONS_P_H

#include "api/itemcodec/codectable_p.h"
#include "expressions/expressionnode_p.h"
#include "expressions/expressionparser_p.h"

#include <QtCore/qmap.h>

namespace QtDynamoDBPrivate {

// A check of the expressions of one request, or of one action of it, for encoded attributes. The
// service sees their encoded values only, so that it can't compare or change them.
//
// Allowed are, for a whole encoded attribute: SET to a value, also through if_not_exists() of the
// attribute itself; REMOVE; attribute_exists() and attribute_not_exists(); a projection.
class CodecExpressions
{
public:
    // All references must outlive this object. The values are not read.
    CodecExpressions(CodecTable &table, const QMap<QString, QString> &names,
                     const QDynamoDBItem &values);

    enum class Grammar { Condition, KeyCondition, Update, Projection };
    // Checks one expression of the request. An empty text stands for no expression. The member's
    // name is for the error.
    QDynamoDBError check(Grammar grammar, QLatin1StringView member, const QString &text);
    // Encodes the values that the update assigns to encoded attributes. Call it after all checks.
    QDynamoDBError encodeValues(const QDynamoDBItem &key, QDynamoDBItem *values);

    // The attributes that the projection names as a whole.
    [[nodiscard]] const QStringList &projected() const { return m_projected; }

private:
    QDynamoDBError refuse(const QString &attribute, const QString &reason) const;
    QDynamoDBError checkNode(const ExpressionNode &node);
    QDynamoDBError checkClause(const ExpressionNode &clause);
    QDynamoDBError checkPath(const ExpressionNode &path) const;
    [[nodiscard]] QString wholeAttribute(const ExpressionNode &node) const;

    CodecTable &m_table;
    QDynamoDBItem m_markers; // the value of a placeholder is its name
    ExpressionParser m_parser;
    QLatin1StringView m_member;
    QMap<QString, int> m_uses; // of placeholders
    QMap<QString, QString> m_assigned; // encoded attributes by placeholder
    QStringList m_projected;
};

} // namespace QtDynamoDBPrivate

#endif
