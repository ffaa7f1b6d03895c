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

// Writes that go through all or none.
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
    // An error that was met while an action was made; commit() fails with the first one.
    QDynamoDBWriteTransaction &fail(const QDynamoDBError &error);

    // The same token sent twice within ten minutes is done once. Without it, each commit() has its own.
    void setClientRequestToken(const QString &token);

    [[nodiscard]] qsizetype size() const; // how many actions
    [[nodiscard]] QDynamoDBError error() const; // why it can't be committed
    [[nodiscard]] QDynamoDB::TransactWriteItemsRequest request() const;
    [[nodiscard]] QFuture<QDynamoDB::TransactWriteItemsResult> commit(QDynamoDBClient *client) const;

private:
    Q_DISABLE_COPY(QDynamoDBWriteTransaction)
    friend class QtDynamoDBPrivate::ItemTable;
    // The update for the stored item, or for an unknown one if that is null; see UpdateTask.
    using MakeUpdate = std::function<QDynamoDBExpected<QDynamoDB::TransactionUpdate>(
            const QDynamoDBItem *stored, QStringList *whole)>;
    void remakeUpdate(const QString &tableName, const QDynamoDBItem &key, const MakeUpdate &make);

    std::unique_ptr<QDynamoDBWriteTransactionPrivate> d;
};

Q_DECLARE_SHARED(QDynamoDBWriteTransaction)

// Items as they are all at one moment.
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
    // In the order they were asked for; null where there is none.
    [[nodiscard]] QFuture<QList<QDynamoDBItem>> commit(QDynamoDBClient *client) const;

private:
    Q_DISABLE_COPY(QDynamoDBReadTransaction)
    std::unique_ptr<QDynamoDBReadTransactionPrivate> d;
};

Q_DECLARE_SHARED(QDynamoDBReadTransaction)

#endif
