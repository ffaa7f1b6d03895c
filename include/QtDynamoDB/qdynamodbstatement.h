// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBSTATEMENT_H
#define QDYNAMODBSTATEMENT_H

#include <QtDynamoDB/qdynamodbcalloptions.h>
#include <QtDynamoDB/qdynamodbexpected.h>
#include <QtDynamoDB/qdynamodbvalue.h>

#include <QtCore/qfuture.h>

class QDynamoDBClient;

// A statement in PartiQL, with a value for each "?".
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

namespace QDynamoDB {

// The items of all pages, as they arrive.
QFuture<QDynamoDBItem> Q_DYNAMODB_EXPORT executeStatement(QDynamoDBClient *client,
                                                          const QDynamoDBStatement &statement,
                                                          const QDynamoDBCallOptions &options = {});
// Each result at the index of its statement.
QFuture<QDynamoDBExpected<QDynamoDBItem>> Q_DYNAMODB_EXPORT
executeBatch(QDynamoDBClient *client, const QList<QDynamoDBStatement> &statements,
             const QDynamoDBCallOptions &options = {});
// All or none.
QFuture<QList<QDynamoDBItem>> Q_DYNAMODB_EXPORT
executeTransaction(QDynamoDBClient *client, const QList<QDynamoDBStatement> &statements,
                   const QDynamoDBCallOptions &options = {});

} // namespace QDynamoDB

#endif
