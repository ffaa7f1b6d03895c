// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "streams/qdynamodbstreamreader_p.h"

#include <QtDynamoDB/qdynamodbclient.h>

using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Code = QDynamoDBError::Code;
using Status = QDynamoDBStreamReader::Status;

/*!
    \class QDynamoDBStreamReader
    \inmodule QtDynamoDB
    \brief Follows the stream of a table and reports each change of an item.

    A table with a
    \l {https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html}{stream} keeps
    its changes for 24 hours. The reader follows all shards of the stream, the shards that replace
    them and, if the stream is disabled and enabled again, the new stream. It reports each change
    with the signal inserted(), modified() or removed(). The changes of an item are reported in the
    order in which they were made; the order of changes of different items is undefined.

    \code
    QDynamoDBStreamReader reader(&client);
    reader.setTableName(u"Thread"_s);
    connect(&reader, &QDynamoDBStreamReader::inserted, this, [](const QDynamoDB::Record &record) {
        qInfo() << record.dynamodb->newImage;
    });
    reader.start();
    \endcode

    Save checkpoint() regularly and pass it to setCheckpoint() after a restart: each change is then
    delivered at least once. A change whose signal was being handled when the application ended is
    delivered again. The service deletes changes after 24 hours; recordsLost() reports shards with
    deleted changes that were not read.

    After network errors, throttling and expired iterators, the reader tries again after delays of
    up to 30 s and loses no change. It uses the settings of its client, must live in the same
    thread, and stops if the client is destroyed. It requires the permissions
    \c dynamodb:DescribeTable, \c DescribeStream, \c GetShardIterator and \c GetRecords. The service
    allows at most two readers of a shard, including those of other processes and computers.

    \since 0.1
*/

/*!
    \enum QDynamoDBStreamReader::Start

    \value Latest  Reads the changes that are made after the status has become \c Following.
    \value Oldest  Reads all changes in the stream, which are up to 24 hours old.
*/

/*!
    \enum QDynamoDBStreamReader::Status

    \value Stopped    The reader is idle; start() begins or resumes.
    \value Starting   The reader looks for the position to read from.
    \value Following  Changes are delivered as they arrive.
    \value Waiting    A call failed with a retryable error. The reader tries again.
    \value Ended      The stream of the table was disabled, and all changes are read.
    \value Error      A call failed with an error that is not retryable, such as a missing permission.
*/

/*!
    Constructs a reader that makes calls with \a client, with the given \a parent.
*/
QDynamoDBStreamReader::QDynamoDBStreamReader(QDynamoDBClient *client, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<QDynamoDBStreamReaderPrivate>(this, client))
{
}

QDynamoDBStreamReader::~QDynamoDBStreamReader() = default;

/*!
    Returns the client, or null after it was destroyed.
*/
QDynamoDBClient *QDynamoDBStreamReader::client() const
{
    return d->client;
}

/*!
    \property QDynamoDBStreamReader::tableName
    \brief the name of the table whose stream is read.

    Setting another name stops the reader and discards its position.
*/
QString QDynamoDBStreamReader::tableName() const
{
    return d->tableName;
}

void QDynamoDBStreamReader::setTableName(const QString &tableName)
{
    if (tableName == d->tableName)
        return;
    d->tableName = tableName;
    d->setPosition({}, {});
    stop();
    Q_EMIT tableNameChanged();
}

/*!
    \property QDynamoDBStreamReader::startFrom
    \brief the position at which reading begins without a checkpoint; Latest by default.
*/
QDynamoDBStreamReader::Start QDynamoDBStreamReader::startFrom() const
{
    return d->startFrom;
}

void QDynamoDBStreamReader::setStartFrom(Start start)
{
    if (std::exchange(d->startFrom, start) != start)
        Q_EMIT startFromChanged();
}

/*!
    \property QDynamoDBStreamReader::pollInterval
    \brief the delay before the next request for a shard that had no new records.

    500 ms by default, at least 200 ms: the service allows five requests per second for each shard.
*/
std::chrono::milliseconds QDynamoDBStreamReader::pollInterval() const
{
    return d->pollInterval;
}

void QDynamoDBStreamReader::setPollInterval(std::chrono::milliseconds interval)
{
    const auto allowed = std::max<std::chrono::milliseconds>(interval, 200ms);
    if (std::exchange(d->pollInterval, allowed) != allowed)
        Q_EMIT pollIntervalChanged();
}

/*!
    Returns the position in the stream, to be saved as JSON. In a slot that is connected to one of
    the three signals, the record of that signal counts as unread.

    \sa setCheckpoint()
*/
QJsonObject QDynamoDBStreamReader::checkpoint() const
{
    QJsonObject checkpoint { { "table"_L1, d->tableName } };
    if (!d->streamArn.isEmpty()) {
        checkpoint.insert("stream"_L1, d->streamArn);
        checkpoint.insert("shards"_L1, d->progress.toJson());
    }
    return checkpoint;
}

/*!
    Lets the next start() resume from \a checkpoint, and sets tableName. If the value was not
    returned by checkpoint() or the reader is not stopped, returns an error of code \c Validation
    and changes nothing.
*/
QDynamoDBError QDynamoDBStreamReader::setCheckpoint(const QJsonObject &checkpoint)
{
    if (d->status == Status::Starting || d->status == Status::Following
        || d->status == Status::Waiting) {
        return QDynamoDBError(Code::Validation,
                              u"Stop the stream reader before you set a checkpoint."_s);
    }
    const QString table = checkpoint["table"_L1].toString();
    const QString stream = checkpoint["stream"_L1].toString();
    const QJsonValue shards = checkpoint["shards"_L1];
    if (table.isEmpty() || shards.isObject() == stream.isEmpty()) {
        return QDynamoDBError(
                Code::Validation,
                u"The checkpoint is not a value that checkpoint() of a stream reader has returned."_s);
    }
    QDynamoDBExpected<StreamProgress> progress = StreamProgress::fromJson(shards.toObject());
    if (!progress)
        return progress.error();
    const bool isOther = std::exchange(d->tableName, table) != table;
    d->setPosition(stream, *std::move(progress));
    if (isOther)
        Q_EMIT tableNameChanged();
    return {};
}

/*!
    \property QDynamoDBStreamReader::status
    \brief the current status.
*/
QDynamoDBStreamReader::Status QDynamoDBStreamReader::status() const
{
    return d->status;
}

/*!
    \property QDynamoDBStreamReader::error
    \brief the last error since start(); its code is NoError if there is none.
*/
QDynamoDBError QDynamoDBStreamReader::error() const
{
    return d->error;
}

/*!
    Begins or resumes reading. Does nothing if the status is Starting, Following or Waiting.
*/
void QDynamoDBStreamReader::start()
{
    d->start();
}

/*!
    Stops reading and keeps the position. No change is reported afterwards.
*/
void QDynamoDBStreamReader::stop()
{
    d->stop(Status::Stopped);
}

/*!
    \fn void QDynamoDBStreamReader::inserted(const QDynamoDB::Record &record)

    Emitted when a new item was put. The view type of the stream determines whether \a record
    contains the item.
*/

/*!
    \fn void QDynamoDBStreamReader::modified(const QDynamoDB::Record &record)

    Emitted when an item was changed, as \a record describes.
*/

/*!
    \fn void QDynamoDBStreamReader::removed(const QDynamoDB::Record &record)

    Emitted when an item was deleted. If it was deleted because its time to live has expired, the
    \c userIdentity of \a record is \c dynamodb.amazonaws.com.
*/

/*!
    \fn void QDynamoDBStreamReader::recordsLost(const QString &shardId)

    Emitted when the service has deleted records of the shard \a shardId before they were read,
    since the reader was stopped for more than 24 hours. Reading continues with the remaining
    records.
*/

/*!
    \fn void QDynamoDBStreamReader::errorOccurred(const QDynamoDBError &error)

    Emitted when a call has failed with \a error. If status() is Waiting, the reader tries again.
*/
