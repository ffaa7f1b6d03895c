// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef EXPRESSIONPARSER_P_H
#define EXPRESSIONPARSER_P_H

#include "expressions/expressionnode_p.h"

#include <QtDynamoDB/qdynamodbexpected.h>
#include <QtDynamoDB/qdynamodbitem.h>

#include <QtCore/qmap.h>
#include <QtCore/qset.h>

namespace QtDynamoDBPrivate {

// Parses a condition, filter or key condition in the syntax of the service, such as
// "size(Tags) > :n AND NOT begins_with(#s, :start)". The names and values are those of its
// placeholders. Accepts reserved words as names. Errors have the code InvalidParameterValue.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBExpected<ExpressionNodePtr> parseCondition(
        const QString &text, const QMap<QString, QString> &names, const QDynamoDBItem &values);

// A parser for all the expressions of one request, which share their placeholders. Refuses what the
// service refuses by its syntax, reserved words included. Errors have the code Validation.
class ExpressionParser
{
public:
    // The names and values must outlive the parser.
    ExpressionParser(const QMap<QString, QString> &names, const QDynamoDBItem &values)
        : m_names(names)
        , m_values(values)
    {
    }

    using NodeOrError = QDynamoDBExpected<ExpressionNodePtr>;
    [[nodiscard]] NodeOrError condition(const QString &text);
    [[nodiscard]] NodeOrError keyCondition(const QString &text);
    [[nodiscard]] NodeOrError update(const QString &text);
    [[nodiscard]] NodeOrError projection(const QString &text);

    // Returns an error if a placeholder is not written correctly or no expression used it.
    [[nodiscard]] QDynamoDBError placeholderError() const;

private:
    const QMap<QString, QString> &m_names;
    const QDynamoDBItem &m_values;
    QSet<QString> m_used;
};

// Returns whether the word can't be the name of an attribute in the text of an expression.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT bool isReservedWord(QStringView word);

} // namespace QtDynamoDBPrivate

#endif
