// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBTRANSACTION_H
#define QDYNAMODBTRANSACTION_H

#include <QtDynamoDB/qdynamodbapi_transactions.h>
#include <QtDynamoDB/qdynamodbexpected.h>
#include <QtDynamoDB/qdynamodbexpression.h>

#include <QtCore/qfuture.h>

#include <functional>
#include <memory>

class QDynamoDBClient;
class QDynamoDBReadTransactionPrivate;
class QDynamoDBWriteTransactionPrivate;
namespace QtDynamoDBPrivate {
class ItemTable;
}

// A group of writes that are done together or not at all.
class Q_DYNAMODB_EXPORT QDynamoDBWriteTransaction
{
public:
    QDynamoDBWriteTransaction();
    QDynamoDBWriteTransaction(QDynamoDBWriteTransaction &&other) noexcept;
    QDynamoDBWriteTransaction &operator=(QDynamoDBWriteTransaction &&other) noexcept;
    ~QDynamoDBWriteTransaction();
    void swap(QDynamoDBWriteTransaction &other) noexcept { d.swap(other.d); }

    QDynamoDBWriteTransaction &put(const QString &tableName, const QDynamoDBItem &item,
                                   const QDynamoDBCondition &condition = {});
    QDynamoDBWriteTransaction &update(const QString &tableName, const QDynamoDBItem &key,
                                      const QDynamoDBUpdate &update,
                                      const QDynamoDBCondition &condition = {});
    QDynamoDBWriteTransaction &remove(const QString &tableName, const QDynamoDBItem &key,
                                      const QDynamoDBCondition &condition = {});
    QDynamoDBWriteTransaction &check(const QString &tableName, const QDynamoDBItem &key,
                                     const QDynamoDBCondition &condition);
    // Makes commit() fail. The first error is used.
    QDynamoDBWriteTransaction &fail(const QDynamoDBError &error);

    // Transactions with the same token are executed once within ten minutes.
    void setClientRequestToken(const QString &token);

    [[nodiscard]] qsizetype size() const; // number of actions
    [[nodiscard]] QDynamoDBError error() const; // of commit(), before it sends the request
    [[nodiscard]] QDynamoDB::TransactWriteItemsRequest request() const;
    [[nodiscard]] QFuture<QDynamoDB::TransactWriteItemsResult> commit(QDynamoDBClient *client) const;

private:
    Q_DISABLE_COPY(QDynamoDBWriteTransaction)
    friend class QtDynamoDBPrivate::ItemTable;
    // Returns the update for the stored item; null if it is unknown. See UpdateTask.
    using MakeUpdate = std::function<QDynamoDBExpected<QDynamoDB::TransactionUpdate>(
            const QDynamoDBItem *stored, QStringList *whole)>;
    void remakeUpdate(const QString &tableName, const QDynamoDBItem &key, const MakeUpdate &make);

    std::unique_ptr<QDynamoDBWriteTransactionPrivate> d;
};

Q_DECLARE_SHARED(QDynamoDBWriteTransaction)

// Reads items in one consistent snapshot.
class Q_DYNAMODB_EXPORT QDynamoDBReadTransaction
{
public:
    QDynamoDBReadTransaction();
    QDynamoDBReadTransaction(QDynamoDBReadTransaction &&other) noexcept;
    QDynamoDBReadTransaction &operator=(QDynamoDBReadTransaction &&other) noexcept;
    ~QDynamoDBReadTransaction();
    void swap(QDynamoDBReadTransaction &other) noexcept { d.swap(other.d); }

    QDynamoDBReadTransaction &get(const QString &tableName, const QDynamoDBItem &key,
                                  const QDynamoDBProjection &projection = {});

    [[nodiscard]] qsizetype size() const;
    [[nodiscard]] QDynamoDBError error() const;
    [[nodiscard]] QDynamoDB::TransactGetItemsRequest request() const;
    // Items in the order of the get() calls; null for those that don't exist.
    [[nodiscard]] QFuture<QList<QDynamoDBItem>> commit(QDynamoDBClient *client) const;

private:
    Q_DISABLE_COPY(QDynamoDBReadTransaction)
    std::unique_ptr<QDynamoDBReadTransactionPrivate> d;
};

Q_DECLARE_SHARED(QDynamoDBReadTransaction)

#endif
