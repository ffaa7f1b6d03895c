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
    \brief Writes what it is fed with, in batches.

    Feed it with put() and remove(), for any tables in any order, as long as put() says that there
   is room; after that, wait for ready(). At the end, and now and then, flush() tells what became of
   it all.

    \code
    QDynamoDBBatchWriter writer(&client);
    for (const QDynamoDBItem &thread : threads)
        writer.put(u"Thread"_s, thread);
    writer.flush().then(this, [](const QDynamoDBBatchWriteSummary &summary) {
        for (const QDynamoDBUnwrittenItem &item : summary.unwritten)
            qWarning() << item.error;
    });
    \endcode

    Batches are sent as soon as they are full, and the rest on flush(); how they are sent is told at
    QDynamoDB::batchWrite(). Writes of one item are done in the order in which they were fed.

    Nothing vanishes: everything that was fed is either written or among the \c unwritten of a
   flush, with its error, whether the service refused it, the deadline passed, abort() was called,
   or the client was destroyed. A flush whose future was cancelled tells nothing; then the next one
   does.

    All functions may be called from any thread; the writer itself is destroyed in the thread it
   lives in, where ready() comes. The client may go first. The work is done in the client's own
   thread. What is left when the writer is destroyed is written in the background, as long as there
   is the client.
*/

/*!
    \enum QDynamoDBBatchWriter::Room

    \value Available  More can be fed at once.
    \value Full       As much waits as QDynamoDBBatchOptions::maxPending says. What is fed now is taken as
   well, but all of it takes memory: better wait for ready().
*/

/*!
    Makes a writer that writes by way of \a client, with the given \a parent.
*/
QDynamoDBBatchWriter::QDynamoDBBatchWriter(QDynamoDBClient *client, QObject *parent)
    : QDynamoDBBatchWriter(client, QDynamoDBBatchOptions(), parent)
{
}

/*!
    \overload

    The writer does as \a options say.
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
    Returns how batches are sent.
*/
QDynamoDBBatchOptions QDynamoDBBatchWriter::options() const
{
    return d->batchOptions();
}

/*!
    Returns how many writes wait or are under way.
*/
qsizetype QDynamoDBBatchWriter::pending() const
{
    return d->pending();
}

/*!
    Returns whether there is room for more. Once there is none, that stays so until ready().
*/
QDynamoDBBatchWriter::Room QDynamoDBBatchWriter::room() const
{
    return d->hasRoom() ? Room::Available : Room::Full;
}

/*!
    Has \a item put into the table \a tableName, in place of the one with its key. Returns whether
   there is room for more.
*/
QDynamoDBBatchWriter::Room QDynamoDBBatchWriter::put(const QString &tableName,
                                                     const QDynamoDBItem &item)
{
    return d->feed(EntryKind::Put, tableName, item) ? Room::Available : Room::Full;
}

/*!
    Has the item with \a key deleted from the table \a tableName. Returns whether there is room for
   more.
*/
QDynamoDBBatchWriter::Room QDynamoDBBatchWriter::remove(const QString &tableName,
                                                        const QDynamoDBItem &key)
{
    return d->feed(EntryKind::Delete, tableName, key) ? Room::Available : Room::Full;
}

/*!
    Has everything written that was fed by now. The future's result tells what became of what was
   fed since the flush before; it does not fail. It finishes at \c QDynamoDBBatchOptions::timeout at the
   latest, if that is set; then nothing that was fed by that time is tried any longer.
*/
QFuture<QDynamoDBBatchWriteSummary> QDynamoDBBatchWriter::flush()
{
    return d->flush();
}

/*!
    Gives up what is not written yet; flush() tells what that is. What is fed afterwards is written.
*/
void QDynamoDBBatchWriter::abort()
{
    d->abort();
}

/*!
    \fn void QDynamoDBBatchWriter::ready()

    There is room again, after there was none: half of what may wait is done.
*/
