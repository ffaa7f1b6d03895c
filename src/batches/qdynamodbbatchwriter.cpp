// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "batches/batchwriting_p.h"

#include <QtDynamoDB/qdynamodbbatchwriter.h>

using namespace QDynamoDB;
using namespace QtDynamoDBPrivate;

using EntryKind = BatchEntry::Kind;

/*!
    \class QDynamoDBBatchWriter
    \inmodule QtDynamoDB
    \brief Writes any number of items in batches, as the application produces them.

    Feed the writer with put() and remove(), for any tables in any order, until they return
    Room::Full; then wait for ready(). Call flush() from time to time and at the end to get the
    result.

    \code
    QDynamoDBBatchWriter writer(&client);
    for (const QDynamoDBItem &thread : threads)
        writer.put(u"Thread"_s, thread);
    writer.flush().then(this, [](const QDynamoDBBatchWriteSummary &summary) {
        for (const QDynamoDBUnwrittenItem &item : summary.unwritten)
            qWarning() << item.error;
    });
    \endcode

    A batch is sent as soon as it is full; flush() sends the rest. QDynamoDB::batchWrite() describes
    how batches are sent. Writes of one item are done in the order in which they were fed.

    Each write that was fed is either done or reported by a flush as \c unwritten, with its error:
    if the service refused it, the deadline passed, abort() was called, or the client was destroyed.
    If the future of a flush was cancelled, the next flush reports its unwritten items.

    All functions may be called from any thread. The writer must be destroyed in its own thread, in
    which ready() is emitted. The client may be destroyed before the writer. Writes that are pending
    when the writer is destroyed are still done as long as the client exists, but not reported.

    \since 0.1
*/

/*!
    \enum QDynamoDBBatchWriter::Room

    Whether a writer accepts more without exceeding QDynamoDBBatchOptions::maxPending.

    \value Available  There is room for more writes.
    \value Full       QDynamoDBBatchOptions::maxPending writes or more are pending. Further writes
                      are accepted but need memory; wait for ready().
*/

/*!
    Constructs a writer that writes with \a client, with the given \a parent.
*/
QDynamoDBBatchWriter::QDynamoDBBatchWriter(QDynamoDBClient *client, QObject *parent)
    : QDynamoDBBatchWriter(client, QDynamoDBBatchOptions(), parent)
{
}

/*!
    \overload

    Constructs a writer with \a options.
*/
QDynamoDBBatchWriter::QDynamoDBBatchWriter(QDynamoDBClient *client,
                                           const QDynamoDBBatchOptions &options, QObject *parent)
    : QObject(parent)
    , d(BatchWriting::make(client, options, BatchWriting::Begin::WithFullBatch))
{
    d->setReadyCallback([this] {
        QMetaObject::invokeMethod(this, &QDynamoDBBatchWriter::ready, Qt::QueuedConnection);
    });
}

QDynamoDBBatchWriter::~QDynamoDBBatchWriter()
{
    d->close();
}

/*!
    Returns the options.
*/
QDynamoDBBatchOptions QDynamoDBBatchWriter::options() const
{
    return d->batchOptions();
}

/*!
    Returns the number of writes that are neither done nor unwritten yet.
*/
qsizetype QDynamoDBBatchWriter::pending() const
{
    return d->pending();
}

/*!
    Returns whether there is room for more writes. A full writer remains full until ready().
*/
QDynamoDBBatchWriter::Room QDynamoDBBatchWriter::room() const
{
    return d->hasRoom() ? Room::Available : Room::Full;
}

/*!
    Puts \a item into the table \a tableName, replacing the item with the same key. Returns whether
    there is room for more writes.

    \sa ready()
*/
QDynamoDBBatchWriter::Room QDynamoDBBatchWriter::put(const QString &tableName,
                                                     const QDynamoDBItem &item)
{
    return d->feed(EntryKind::Put, tableName, item) ? Room::Available : Room::Full;
}

/*!
    Deletes the item with \a key from the table \a tableName. Returns whether there is room for more
    writes.

    \sa ready()
*/
QDynamoDBBatchWriter::Room QDynamoDBBatchWriter::remove(const QString &tableName,
                                                        const QDynamoDBItem &key)
{
    return d->feed(EntryKind::Delete, tableName, key) ? Room::Available : Room::Full;
}

/*!
    Sends all pending writes. The future's result is the summary of the writes that were fed since
    the last flush. The future does not fail. If QDynamoDBBatchOptions::timeout is set, it finishes
    by then, and all writes that were fed before are unwritten with \c Timeout unless they are done.

    Cancelling the future does not stop the writing.
*/
QFuture<QDynamoDBBatchWriteSummary> QDynamoDBBatchWriter::flush()
{
    return d->flush();
}

/*!
    Stops the pending writes; flush() reports them with \c Cancelled. Writes that are fed afterwards
    are done.
*/
void QDynamoDBBatchWriter::abort()
{
    d->abort();
}

/*!
    \fn void QDynamoDBBatchWriter::ready()

    Emitted when a full writer has room again: at most half of QDynamoDBBatchOptions::maxPending
    writes are pending.
*/
