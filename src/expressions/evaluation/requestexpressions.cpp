// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "expressions/evaluation/requestexpressions_p.h"
#include "expressions/evaluation/updateevaluator_p.h"
#include "expressions/expressioncheck_p.h"
#include "expressions/expressionparser_p.h"
#include "expressions/expressiontext_p.h"

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

// Returns why paths of the expression don't fit the key attributes, which contain nothing.
static QString keyPathProblem(const ExpressionNode &node, const QStringList &keyAttributes)
{
    if (node.kind == NodeKind::Path && node.path.size() > 1
        && keyAttributes.contains(node.path[0].name)) {
        return u"%1: a key attribute is a string, number or binary and has no attributes or "
               "elements"_s.arg(readableText(node));
    }
    for (const ExpressionNodePtr &child : node.children) {
        if (QString problem = keyPathProblem(*child, keyAttributes); !problem.isNull())
            return problem;
    }
    return {};
}

QDynamoDBExpected<RequestExpressions> RequestExpressions::parse(const ExpressionTexts &texts,
                                                                const QStringList &keyAttributes)
{
    const auto refusal = [](const QString &text) {
        return QDynamoDBError(QDynamoDBError::Code::Validation, text);
    };
    if (const QString problem = itemProblem(texts.values); !problem.isNull())
        return refusal(u"A value of the expressions can't be sent: %1."_s.arg(problem));

    ExpressionParser parser(texts.names, texts.values);
    RequestExpressions all;
    QDynamoDBError error;
    using Parse = ExpressionParser::NodeOrError (ExpressionParser::*)(const QString &);
    const auto read = [&](ExpressionNodePtr &node, const QString &text, Parse parse,
                          QLatin1StringView what, QString (*problemOf)(const ExpressionNode &)) {
        if (text.isEmpty() || error.isError())
            return;
        const auto parsed = (parser.*parse)(text);
        if (!parsed) {
            error = parsed.error();
            return;
        }
        QString problem = problemOf(**parsed);
        if (problem.isNull() && (*parsed)->kind != NodeKind::Update)
            problem = keyPathProblem(**parsed, keyAttributes);
        if (problem.isNull())
            node = *parsed;
        else
            error = refusal(u"The %1 is not valid: %2."_s.arg(what, problem));
    };
    read(all.keyCondition, texts.keyCondition, &ExpressionParser::keyCondition, "key condition"_L1,
         conditionProblem);
    read(all.filter, texts.filter, &ExpressionParser::condition, "condition"_L1, conditionProblem);
    read(all.update, texts.update, &ExpressionParser::update, "update"_L1, updateProblem);
    read(all.projection, texts.projection, &ExpressionParser::projection, "projection"_L1,
         projectionProblem);
    if (!error.isError())
        error = parser.placeholderError();
    if (error.isError())
        return error;
    return all;
}

} // namespace QtDynamoDBPrivate
