// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SIMSERVICE_H
#define SIMSERVICE_H

#include <QtDynamoDB/qdynamodbapi_items.h>
#include <QtDynamoDB/qdynamodbapi_transactions.h>
#include <QtDynamoDB/qdynamodberror.h>

#include <QtCore/qmap.h>
#include <QtCore/qrandom.h>

#include <functional>

// A DynamoDB in memory that executes transactions, puts and gets as the service does: tokens are
// recognised for ten minutes, conditions see the items before the transaction, failed conditions
// need not be reported all, and expired items of the ledger vanish at some time.
class SimService
{
public:
    explicit SimService(QRandomGenerator *random)
        : m_random(random)
    {
    }

    [[nodiscard]] QDynamoDBError transact(const QDynamoDB::TransactWriteItemsRequest &request);
    [[nodiscard]] QDynamoDBError put(const QDynamoDB::PutItemRequest &request);
    [[nodiscard]] QDynamoDBItem get(const QString &tableName, const QDynamoDBItem &key) const;
    void set(const QString &tableName, const QDynamoDBItem &key, const QDynamoDBItem &item);
    [[nodiscard]] QList<QDynamoDBItem> items(const QString &tableName) const;
    void expire(const QString &ledgerTable);

    qint64 time = 1'700'000'000'000; // ms since 1970
    bool recognisesTokens = true;
    // Called for each transaction that is applied.
    std::function<void(const QString &token)> onApplied;

private:
    struct Change
    {
        QString place;
        QDynamoDBItem item;
    };

    QRandomGenerator *const m_random;
    QMap<QString, QDynamoDBItem> m_items; // by table and key
    QMap<QString, qint64> m_tokens; // when they were used
};

#endif
