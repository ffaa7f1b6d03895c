// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef STORENETWORK_P_H
#define STORENETWORK_P_H

#include "store/storedatabase_p.h"

#include <QtDynamoDB/qdynamodbapi_items.h>
#include <QtDynamoDB/qdynamodbapi_query.h>
#include <QtDynamoDB/qdynamodbapi_transactions.h>
#include <QtDynamoDB/qdynamodberror.h>

#include <functional>

namespace QtDynamoDBPrivate {

// The end of one attempt of a call.
template<typename Result>
struct StoreReply
{
    QDynamoDBError error;
    // The service may have received the request although the call failed.
    bool mayHaveSucceeded = false;
    Result result = {};
};

// The service as a store sees it: each call is one attempt. Belongs to the engine's thread. Replies
// are never delivered before the call returns.
class Q_DYNAMODB_STORE_AUTOTEST_EXPORT StoreNetwork
{
public:
    template<typename Result>
    using Handler = std::function<void(const StoreReply<Result> &reply)>;
    struct Nothing
    {
    };

    virtual ~StoreNetwork();

    virtual void transact(const QDynamoDB::TransactWriteItemsRequest &request,
                          const Handler<Nothing> &handler) = 0;
    virtual void putItem(const QDynamoDB::PutItemRequest &request,
                         const Handler<Nothing> &handler) = 0;
    virtual void getItem(const QDynamoDB::GetItemRequest &request,
                         const Handler<QDynamoDBItem> &handler) = 0;
    virtual void query(const QDynamoDB::QueryRequest &request,
                       const Handler<QDynamoDB::QueryResult> &handler) = 0;
    virtual void scan(const QDynamoDB::ScanRequest &request,
                      const Handler<QDynamoDB::ScanResult> &handler) = 0;
    virtual void batchGet(const QDynamoDB::BatchGetItemRequest &request,
                          const Handler<QDynamoDB::BatchGetItemResult> &handler) = 0;
    // Name, keys and id of a table.
    virtual void describe(const QString &tableName, const Handler<StoredTable> &handler) = 0;
    // Creates the ledger table if it does not exist, and waits until it is active.
    virtual void prepareLedger(const QString &tableName, const Handler<Nothing> &handler) = 0;

    // The service's time by the Date of its responses, in ms since 1970; 0: none was received.
    [[nodiscard]] virtual qint64 serverTime() const = 0;
};

// Time, chance and the event loop of an engine. Belongs to the engine's thread.
class Q_DYNAMODB_STORE_AUTOTEST_EXPORT StoreEnvironment
{
public:
    virtual ~StoreEnvironment();

    [[nodiscard]] virtual qint64 now() const = 0; // ms since 1970, by the local clock
    [[nodiscard]] virtual QString uuid() = 0;
    [[nodiscard]] virtual double random() = 0; // in [0, 1)
    // Calls StoreEngine::work() from the event loop.
    virtual void wake() = 0;
    // Calls StoreEngine::work() after the time at the latest; the earliest of several times counts.
    virtual void wakeAfter(qint64 milliseconds) = 0;
    [[nodiscard]] virtual qint64 monotonic() const = 0; // ms, for delays
};

} // namespace QtDynamoDBPrivate

#endif
