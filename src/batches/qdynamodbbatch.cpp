// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "batches/batchreading_p.h"
#include "batches/batchwriting_p.h"

#include <QtDynamoDB/qdynamodbbatch.h>

#include <limits>

using namespace QtDynamoDBPrivate;

using EntryKind = BatchEntry::Kind;

namespace QDynamoDB {

template<typename Result, typename Collect>
[[nodiscard]] static QFuture<Result> read(QDynamoDBClient *client,
                                          const BatchReading::Tables &tables,
                                          const QDynamoDBBatchOptions &options,
                                          const Collect &collect)
{
    auto promise = std::make_unique<PromiseOf<Result>>();
    QFuture<Result> future = promise->future();
    const auto deliver = [collect](const BatchReading &reading, Promise &target) {
        Result result = collect(reading);
        target.move(&result);
    };
    std::make_shared<BatchReading>(client, tables, options, std::move(promise), deliver)->run();
    return future;
}

/*!
    \class QDynamoDBBatchOptions
    \inmodule QtDynamoDB
    \brief The options of batches of any size.

    \list
    \li \c maxInFlight is the number of concurrent requests, from 1 to 1000; 8 by default. Values
        outside this range are clamped. QDynamoDBAbstractClient::maxConnections limits them as well.
    \li \c timeout limits the whole operation: from its start or, for a QDynamoDBBatchWriter, from
        flush(). The default is 0, no limit: unprocessed items are sent again until they are done.
    \li \c maxPending is the number of puts and deletes that a QDynamoDBBatchWriter accepts before
        it reports that it is full; 1000 by default.
    \li \c keyAttributes maps table names to the attributes of the primary key. Writing needs them
        to keep two writes of one item apart. For a table that is not listed, the client calls
        DescribeTable once, which requires the permission \c dynamodb:DescribeTable.
    \li \c callOptions are the options of each request.
    \endlist

    \since 0.1
*/

/*!
    \class QDynamoDBUnwrittenItem
    \inmodule QtDynamoDB
    \brief A put or delete that was not done, and the reason.

    The \c error is one of these:
    \list
    \li the error of the service for this item or for the request that contained it;
    \li \l {QDynamoDBError::Code}{InvalidParameterValue} for an item that cannot be sent, such as
        one of more than 400 KB or without its key attributes;
    \li \c Timeout if the deadline passed;
    \li \c Cancelled or \c ClientDestroyed.
    \endlist

    After \c Timeout, \c Cancelled, \c ClientDestroyed and network errors, an item that was in
    flight may have been written nevertheless. Writing it again is safe.

    \since 0.1
*/

/*!
    \class QDynamoDBBatchWriteSummary
    \inmodule QtDynamoDB
    \brief The result of writing a batch: the number of puts and deletes that are done, and the
    others with their errors.

    \since 0.1
*/

/*!
    Gets the items with \a keys from the table \a tableName with \a client. The number of keys is
    not limited.

    The result contains an item for each key, in the order of the keys; items that don't exist are
    null. A key that is repeated is requested once, and its item is returned at each position.
    Requests of up to 100 keys are sent concurrently, as \a options say. Keys that the service
    leaves unprocessed are requested again after a delay.

    The future reports progress in keys. Cancelling it aborts the requests in flight. It fails with
    the error of the first request that fails, with \c Timeout if the deadline passes, and with
    \c InvalidParameterValue if a key does not match the others.

    May be called from any thread.

    \since 0.1
    \sa {https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html}{BatchGetItem}
*/
QFuture<QList<QDynamoDBItem>> batchGet(QDynamoDBClient *client, const QString &tableName,
                                       const QList<QDynamoDBItem> &keys,
                                       const QDynamoDBBatchOptions &options)
{
    KeysAndAttributes wanted;
    wanted.keys = keys;
    return read<QList<QDynamoDBItem>>(client, { { tableName, wanted } }, options,
                                      [tableName](const BatchReading &reading) {
                                          return reading.itemsOf(tableName);
                                      });
}

/*!
    \overload

    Gets items from several tables. For each table, \a requestItems has the keys and, if wanted, a
    projection and consistent reads. The result has a list for each table, in the order of its keys.
    Key attributes that the projection omits are requested as well, and removed from the result.

    \since 0.1
*/
QFuture<QMap<QString, QList<QDynamoDBItem>>> batchGet(
        QDynamoDBClient *client, const QMap<QString, KeysAndAttributes> &requestItems,
        const QDynamoDBBatchOptions &options)
{
    using Items = QMap<QString, QList<QDynamoDBItem>>;
    return read<Items>(client, requestItems, options,
                       [names = requestItems.keys()](const BatchReading &reading) {
                           Items items;
                           for (const QString &name : names)
                               items.insert(name, reading.itemsOf(name));
                           return items;
                       });
}

/*!
    Puts \a itemsToPut into the table \a tableName and deletes the items with \a keysToDelete, with
    \a client. The number of items is not limited.

    Requests of up to 25 writes and 16 MB are sent concurrently, as \a options say. Writes that the
    service throttles or leaves unprocessed are sent again until they are done or the deadline
    passes. The delays have full jitter and grow as long as no write is processed. Writes of one
    item are sent one after another in their order, deletes after puts. If the service refuses a
    request because of one item, the other items of that request are written nevertheless.

    The future does not fail: its result lists the unwritten items, each with its error. The future
    reports progress in writes. Cancelling it stops the writing; since a cancelled future has no
    result, use a QDynamoDBBatchWriter and its \l {QDynamoDBBatchWriter::}{abort()} to learn which
    items are unwritten.

    May be called from any thread.

    \since 0.1
    \sa QDynamoDBBatchWriter,
        {https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html}{BatchWriteItem}
*/
QFuture<QDynamoDBBatchWriteSummary> batchWrite(QDynamoDBClient *client, const QString &tableName,
                                               const QList<QDynamoDBItem> &itemsToPut,
                                               const QList<QDynamoDBItem> &keysToDelete,
                                               const QDynamoDBBatchOptions &options)
{
    QDynamoDBBatchOptions own = options;
    own.maxPending = std::numeric_limits<qsizetype>::max();
    const auto writing = BatchWriting::make(client, own, BatchWriting::Begin::WithFinish);
    for (const QDynamoDBItem &item : itemsToPut)
        writing->feed(EntryKind::Put, tableName, item);
    for (const QDynamoDBItem &key : keysToDelete)
        writing->feed(EntryKind::Delete, tableName, key);
    return writing->finishWriting();
}

/*!
    \overload

    Writes to several tables. Each of \a requestItems has either a put or a delete; others are
    reported as unwritten with \c InvalidParameterValue.

    \since 0.1
*/
QFuture<QDynamoDBBatchWriteSummary> batchWrite(
        QDynamoDBClient *client, const QMap<QString, QList<WriteRequest>> &requestItems,
        const QDynamoDBBatchOptions &options)
{
    QDynamoDBBatchOptions own = options;
    own.maxPending = std::numeric_limits<qsizetype>::max();
    const auto writing = BatchWriting::make(client, own, BatchWriting::Begin::WithFinish);
    for (auto it = requestItems.begin(); it != requestItems.end(); ++it) {
        for (const WriteRequest &request : it.value())
            writing->feed(it.key(), request);
    }
    return writing->finishWriting();
}

} // namespace QDynamoDB
