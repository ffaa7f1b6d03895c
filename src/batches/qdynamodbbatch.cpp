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
    \brief How batches of any size are sent.

    \list
    \li \c maxInFlight: how many requests are under way at once, 8 unless set, from 1 to 1000. The
        client's QDynamoDBAbstractClient::maxConnections holds as well.
    \li \c timeout: how long it may all take, from the beginning, or of a QDynamoDBBatchWriter from
        flush(). 0, the default, is no limit: what the service leaves over is tried until it is
        done.
    \li \c maxPending: how many puts and deletes a QDynamoDBBatchWriter takes before it says that it
        is full; 1000 unless set.
    \li \c keyAttributes: by table, the attributes of its primary key. Writing must know them, to
        keep two writes of one item apart. Where they are not given, the client asks DescribeTable,
        once for each table, which needs the permission \c dynamodb:DescribeTable.
    \li \c callOptions: the options of each request.
    \endlist
*/

/*!
    \class QDynamoDBUnwrittenItem
    \inmodule QtDynamoDB
    \brief A put or delete that was not done, and why.

    The \c error is that of the service for this item or for the request it was in; \c
   InvalidParameterValue for an item that can't be sent, such as one of more than 400 KB or without
   its key; \c Timeout where the deadline passed; \c Cancelled or \c ClientDestroyed. After these
   last three, and after network errors, an item that was on its way may have been written
   nevertheless; writing it again is safe.
*/

/*!
    \class QDynamoDBBatchWriteSummary
    \inmodule QtDynamoDB
    \brief What became of puts and deletes: \c writtenCount of them are done, and
    those in \c unwritten are not.
*/

/*!
    Gets the items with \a keys from the table \a tableName by way of \a client, any number of them.

    The items come in the order of the keys; null ones stand where there is none. A key that is in
   the list twice is asked for once, and its item given to each place. Requests of 100 keys are
   sent, several at a time as \a options say, and what the service leaves unprocessed is asked for
   again after pauses. The future tells progress in keys, and cancelling it aborts what is under
   way. If a request fails, or the deadline passes, so does the future, with that error.

    May be called from any thread; the work is done in the client's own.

    \sa
   {https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html}{BatchGetItem}
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

    Gets from several tables, with a projection and with consistent reads where \a requestItems say
   so. The result has a list for each table, in the order of its keys.
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
    Puts \a itemsToPut into the table \a tableName, and deletes those with \a keysToDelete, any
   number of them, by way of \a client.

    Requests of up to 25 writes and 16 MB are sent, several at a time as \a options say. What the
   service leaves unprocessed, or throttles, is sent again after pauses with full jitter, which grow
   as long as nothing gets through, until it is done or the deadline has passed. Writes of one item
   are done one after the other, in their order, the deletes after the puts. Where the service
   refuses a request because of one item, the others of that request are written nevertheless.

    The future does not fail: its result tells which items are not written, each with the error. It
   tells progress in writes. Cancelling it stops writing; a cancelled future has no result, so use a
    QDynamoDBBatchWriter and its \l {QDynamoDBBatchWriter::}{abort()} where you want to know how far
   it got.

    May be called from any thread; the work is done in the client's own.

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

    Writes to several tables. Each of \a requestItems has a put or a delete.
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
