// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef TABLECACHE_P_H
#define TABLECACHE_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbexpected.h>

#include <QtCore/qfuture.h>
#include <QtCore/qstring.h>

#include <chrono>
#include <functional>
#include <memory>

class QDynamoDBClient;
namespace QDynamoDB {
struct TableDescription;
} // namespace QDynamoDB

namespace QtDynamoDBPrivate {

using TableDescriptionPtr = std::shared_ptr<const QDynamoDB::TableDescription>;

// A cache of the table descriptions that a client has fetched with DescribeTable. Each client has
// one, shared by batches, item readers and models. Requests for the same table at the same time
// share one call. Errors are not cached. A change of the client's settings empties the cache, since
// another endpoint has other tables. Thread-safe; the client has to exist during each call.
class Q_DYNAMODB_AUTOTEST_EXPORT TableCache
{
public:
    using Age = std::chrono::milliseconds;
    using Handler = std::function<void(const QDynamoDBExpected<TableDescriptionPtr> &description)>;

    // The key of a table never changes: it is wrong only if the table was deleted and created
    // again.
    static constexpr Age anyAge = Age::max();
    // The item count, the indexes and the stream of a table do change.
    static constexpr Age recent { 10'000 };

    TableCache();
    ~TableCache();
    Q_DISABLE_COPY_MOVE(TableCache)

    [[nodiscard]] static TableCache &of(QDynamoDBClient *client);

    // Returns the cached description if it is younger than `maxAge`, otherwise null.
    [[nodiscard]] TableDescriptionPtr find(QDynamoDBClient *client, const QString &tableName,
                                           Age maxAge);
    // Calls the handler with the cached description, at once, or with that of a DescribeTable call,
    // in the client's I/O thread.
    void fetch(QDynamoDBClient *client, const QString &tableName, Age maxAge, Handler handler);
    // The same as a future. Cancelling it does not abort a call that others may wait for.
    [[nodiscard]] QFuture<TableDescriptionPtr> fetch(QDynamoDBClient *client,
                                                     const QString &tableName, Age maxAge);
    // Adds a description that the caller has fetched by itself.
    void insert(QDynamoDBClient *client, const QString &tableName,
                const QDynamoDB::TableDescription &description);
    // To be called when an error of the service suggests that the description is wrong.
    void forget(const QString &tableName);

private:
    struct Fetch;
    struct State;

    const std::shared_ptr<State> m_state; // the calls in flight own it, too
};

} // namespace QtDynamoDBPrivate

#endif
