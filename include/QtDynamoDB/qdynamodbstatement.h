// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBSTATEMENT_H
#define QDYNAMODBSTATEMENT_H

#include <QtDynamoDB/qdynamodbcalloptions.h>
#include <QtDynamoDB/qdynamodbexpected.h>
#include <QtDynamoDB/qdynamodbvalue.h>

#include <QtCore/qfuture.h>

class QDynamoDBClient;

// A PartiQL statement, with a parameter for each "?".
struct Q_DYNAMODB_EXPORT QDynamoDBStatement
{
    QDynamoDBStatement() = default;
    QDynamoDBStatement(const QString &statementText,
                       const QDynamoDBValueList &statementParameters = {})
        : text(statementText)
        , parameters(statementParameters)
    {
    }
    [[nodiscard]] static QDynamoDBStatement fromVariants(const QString &text,
                                                         const QVariantList &parameters);

    QString text;
    QDynamoDBValueList parameters;
};

Q_DECLARE_TYPEINFO(QDynamoDBStatement, Q_RELOCATABLE_TYPE);

namespace QDynamoDB {

// The items of all pages, as they arrive.
[[nodiscard]] Q_DYNAMODB_EXPORT QFuture<QDynamoDBItem> executeStatementAll(
        QDynamoDBClient *client, const QDynamoDBStatement &statement,
        const QDynamoDBCallOptions &options = {});
// Each result has the index of its statement.
[[nodiscard]] Q_DYNAMODB_EXPORT QFuture<QDynamoDBExpected<QDynamoDBItem>> batchExecute(
        QDynamoDBClient *client, const QList<QDynamoDBStatement> &statements,
        const QDynamoDBCallOptions &options = {});
// Executes all statements or none.
[[nodiscard]] Q_DYNAMODB_EXPORT QFuture<QList<QDynamoDBItem>> transactExecute(
        QDynamoDBClient *client, const QList<QDynamoDBStatement> &statements,
        const QDynamoDBCallOptions &options = {});

} // namespace QDynamoDB

#endif
