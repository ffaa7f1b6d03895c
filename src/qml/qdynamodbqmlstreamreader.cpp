// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "qml/qdynamodbqmlstreamreader_p.h"
#include "client/variants/variantcall_p.h"
#include "qml/js/qmltext_p.h"

#include <QtQml/qjsengine.h>

using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;

/*!
    \qmltype DynamoDBStreamReader
    \inqmlmodule QtDynamoDB
    \brief Follows the changes of a table through its stream.

    \qml
    DynamoDBStreamReader {
        client: db
        tableName: "Thread"
        onInserted: record => list.add(record.dynamodb.newImage)
        onRemoved: record => list.remove(record.dynamodb.keys)
        onErrorOccurred: error => console.warn(error)
    }
    \endqml

    A record is an object with the members of QDynamoDB::Record, such as \c eventID and \c dynamodb with \c keys,
    \c newImage, \c oldImage and \c sequenceNumber. The reader makes the calls of
    QDynamoDBStreamReader.

    \since 0.1
    \sa QDynamoDBItemModel::live
*/

/*!
    \qmlproperty DynamoDBClient DynamoDBStreamReader::client

    The client that makes the calls. Another client ends the reading and forgets the position.
*/

/*!
    \qmlproperty string DynamoDBStreamReader::tableName

    The name of the table whose stream is read.
*/

/*!
    \qmlproperty enumeration DynamoDBStreamReader::startFrom

    The position at which reading begins without a checkpoint.

    \value DynamoDBStreamReader.Latest  changes after the start; the default
    \value DynamoDBStreamReader.Oldest  all changes in the stream, which keeps them for 24 hours
*/

/*!
    \qmlproperty int DynamoDBStreamReader::pollIntervalMs

    The delay before the next request for a shard that had no new records, in milliseconds: 500 by
    default, at least 200.
*/

/*!
    \qmlproperty bool DynamoDBStreamReader::running

    Whether the reader follows the stream once it has a client and a table; \c true by default. It becomes
    \c false when the reader ends or fails; set it to \c true to resume from the same position.
*/

/*!
    \qmlproperty enumeration DynamoDBStreamReader::status
    \readonly

    \value DynamoDBStreamReader.Stopped    not running, or without a client or table
    \value DynamoDBStreamReader.Starting   looking for the position to read from
    \value DynamoDBStreamReader.Following  reading
    \value DynamoDBStreamReader.Waiting    a call failed and is repeated
    \value DynamoDBStreamReader.Ended      the stream was disabled and is read completely
    \value DynamoDBStreamReader.Error      a call failed
*/

/*!
    \qmlproperty error DynamoDBStreamReader::error
    \readonly

    The error that ended the reading.
*/

/*!
    \qmlmethod object DynamoDBStreamReader::checkpoint()

    Returns the position in the stream for setCheckpoint(); an empty object without a client.
*/

/*!
    \qmlmethod void DynamoDBStreamReader::setCheckpoint(object checkpoint)

    Resumes from \a checkpoint. Throws a \c TypeError while the reader is running, without a client, or
    for an object that checkpoint() did not return.
*/

/*!
    \qmlmethod void DynamoDBStreamReader::start()

    Sets running to \c true.
*/

/*!
    \qmlmethod void DynamoDBStreamReader::stop()

    Sets running to \c false.
*/

/*!
    \qmlsignal DynamoDBStreamReader::inserted(object record)
    \qmlsignal DynamoDBStreamReader::modified(object record)
    \qmlsignal DynamoDBStreamReader::removed(object record)

    Emitted for the \a record of a new, changed or deleted item.
*/

/*!
    \qmlsignal DynamoDBStreamReader::recordsLost(string shardId)

    Emitted if records of the shard \a shardId were deleted before they were read.
*/

/*!
    \qmlsignal DynamoDBStreamReader::errorOccurred(error error)

    Emitted for each \a error, also if the call is repeated.
*/

namespace {

QVariantMap scriptRecord(const QDynamoDB::Record &record)
{
    QDynamoDB::GetRecordsResult result;
    result.records.append(record);
    return scriptResult(u"GetRecords", &result)[u"records"_s].toList().constFirst().toMap();
}

} // namespace

QDynamoDBQmlStreamReader::QDynamoDBQmlStreamReader(QObject *parent)
    : QObject(parent)
{
}

QDynamoDBQmlStreamReader::~QDynamoDBQmlStreamReader() = default;

void QDynamoDBQmlStreamReader::setClient(QDynamoDBClient *client)
{
    if (m_client == client)
        return;
    const Status before = status();
    m_client = client;
    m_reader.reset();
    if (client)
        make();
    Q_EMIT clientChanged();
    if (before != status())
        Q_EMIT statusChanged();
    apply();
}

void QDynamoDBQmlStreamReader::make()
{
    using Reader = QDynamoDBStreamReader;
    m_reader = std::make_unique<Reader>(m_client);
    const auto pass = [this](auto from, auto to) {
        connect(m_reader.get(), from, this, [this, to](const QDynamoDB::Record &record) {
            Q_EMIT(this->*to)(scriptRecord(record));
        });
    };
    pass(&Reader::inserted, &QDynamoDBQmlStreamReader::inserted);
    pass(&Reader::modified, &QDynamoDBQmlStreamReader::modified);
    pass(&Reader::removed, &QDynamoDBQmlStreamReader::removed);
    connect(m_reader.get(), &Reader::recordsLost, this, &QDynamoDBQmlStreamReader::recordsLost);
    connect(m_reader.get(), &Reader::errorOccurred, this, &QDynamoDBQmlStreamReader::errorOccurred);
    connect(m_reader.get(), &Reader::errorChanged, this, &QDynamoDBQmlStreamReader::errorChanged);
    connect(m_reader.get(), &Reader::statusChanged, this, [this] {
        const bool over = status() == Status::Ended || status() == Status::Error;
        if (over && std::exchange(m_running, false))
            Q_EMIT runningChanged();
        Q_EMIT statusChanged();
    });
    m_reader->setTableName(m_tableName);
}

// Starts or stops the reader as the properties require.
void QDynamoDBQmlStreamReader::apply()
{
    if (!m_reader || !m_complete)
        return;
    m_reader->setStartFrom(QDynamoDBStreamReader::Start(m_startFrom));
    m_reader->setPollInterval(std::chrono::milliseconds(m_pollIntervalMs));
    m_reader->setTableName(m_tableName); // stops it if the table is another one
    if (m_running && !m_tableName.isEmpty())
        m_reader->start();
    else
        m_reader->stop();
}

void QDynamoDBQmlStreamReader::componentComplete()
{
    m_complete = true;
    apply();
}

void QDynamoDBQmlStreamReader::setTableName(const QString &tableName)
{
    if (m_tableName == tableName)
        return;
    m_tableName = tableName;
    Q_EMIT tableNameChanged();
    apply();
}

void QDynamoDBQmlStreamReader::setStartFrom(Start start)
{
    if (std::exchange(m_startFrom, start) == start)
        return;
    Q_EMIT startFromChanged();
    apply();
}

void QDynamoDBQmlStreamReader::setPollIntervalMs(int milliseconds)
{
    constexpr int least = 200; // the service allows five requests per second
    const int allowed = std::max(milliseconds, least);
    if (std::exchange(m_pollIntervalMs, allowed) == allowed)
        return;
    Q_EMIT pollIntervalMsChanged();
    apply();
}

void QDynamoDBQmlStreamReader::setRunning(bool running)
{
    if (std::exchange(m_running, running) == running)
        return;
    Q_EMIT runningChanged();
    apply();
}

QDynamoDBQmlStreamReader::Status QDynamoDBQmlStreamReader::status() const
{
    return m_reader ? Status(m_reader->status()) : Status::Stopped;
}

QDynamoDBError QDynamoDBQmlStreamReader::error() const
{
    return m_reader ? m_reader->error() : QDynamoDBError();
}

QJsonObject QDynamoDBQmlStreamReader::checkpoint() const
{
    return m_reader ? m_reader->checkpoint() : QJsonObject();
}

void QDynamoDBQmlStreamReader::setCheckpoint(const QJsonObject &checkpoint)
{
    const QDynamoDBError problem = m_reader
            ? m_reader->setCheckpoint(checkpoint)
            : QDynamoDBError(QDynamoDBError::Code::Validation,
                             u"The stream reader has no client: set client."_s);
    if (problem.isError())
        qjsEngine(this)->throwError(QJSValue::TypeError, qmlText(problem));
}
