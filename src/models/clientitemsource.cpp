// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "models/clientitemsource_p.h"

#include "client/futures_p.h"
#include "streams/qdynamodbstreamreader_p.h"

namespace QtDynamoDBPrivate {

using namespace QDynamoDB;
using namespace Qt::StringLiterals;
using Reader = QDynamoDBStreamReader;

namespace {

template<typename T>
QFuture<T> noClient()
{
    return failedFuture<T>(QDynamoDBError(QDynamoDBError::Code::ClientDestroyed,
                                          u"The model's client was destroyed before the call "
                                          "began."_s));
}

} // namespace

QFuture<GetItemResult> ItemSource::getItem(const GetItemRequest &)
{
    return failedFuture<GetItemResult>(
            QDynamoDBError(QDynamoDBError::Code::Unknown, u"The source can't read an item."_s));
}

ClientItemSource::ClientItemSource(QDynamoDBClient *client)
    : m_client(client)
{
    connect(client, &QObject::destroyed, this, &ItemSource::gone);
    connect(client, &QDynamoDBClient::endpointChanged, this, &ItemSource::moved);
    connect(client, &QDynamoDBClient::regionChanged, this, &ItemSource::moved);
    connect(client, &QDynamoDBClient::profileChanged, this, &ItemSource::moved);
}

QFuture<TableDescriptionPtr> ClientItemSource::describeTable(const QString &tableName)
{
    if (!m_client)
        return noClient<TableDescriptionPtr>();
    return TableCache::of(m_client).fetch(m_client, tableName, TableCache::recent);
}

QFuture<QueryResult> ClientItemSource::query(const QueryRequest &request)
{
    return m_client ? m_client->query(request) : noClient<QueryResult>();
}

QFuture<ScanResult> ClientItemSource::scan(const ScanRequest &request)
{
    return m_client ? m_client->scan(request) : noClient<ScanResult>();
}

QFuture<UpdateItemResult> ClientItemSource::updateItem(const UpdateItemRequest &request)
{
    return m_client ? m_client->updateItem(request, m_writeOptions) : noClient<UpdateItemResult>();
}

QFuture<PutItemResult> ClientItemSource::putItem(const PutItemRequest &request)
{
    return m_client ? m_client->putItem(request, m_writeOptions) : noClient<PutItemResult>();
}

QFuture<DeleteItemResult> ClientItemSource::deleteItem(const DeleteItemRequest &request)
{
    return m_client ? m_client->deleteItem(request, m_writeOptions) : noClient<DeleteItemResult>();
}

QFuture<GetItemResult> ClientItemSource::getItem(const GetItemRequest &request)
{
    return m_client ? m_client->getItem(request) : noClient<GetItemResult>();
}

std::unique_ptr<ItemFeed> ClientItemSource::feed(const QString &tableName)
{
    return m_client ? std::make_unique<StreamItemFeed>(m_client, tableName) : nullptr;
}

int ClientItemSource::maxEmptyPages() const
{
    return m_client ? m_client->maxEmptyPages() : 0;
}

StreamItemFeed::StreamItemFeed(QDynamoDBClient *client, const QString &tableName)
    : m_reader(client)
{
    m_reader.setTableName(tableName);
    connect(&m_reader, &Reader::inserted, this, &StreamItemFeed::onRecord);
    connect(&m_reader, &Reader::modified, this, &StreamItemFeed::onRecord);
    connect(&m_reader, &Reader::removed, this, &StreamItemFeed::onRecord);
    connect(&m_reader, &Reader::recordsLost, this, &ItemFeed::changesLost);
    connect(&m_reader, &Reader::errorOccurred, this, &ItemFeed::errorOccurred);
    connect(&m_reader, &Reader::statusChanged, this, &StreamItemFeed::onStatusChanged);
}

ItemFeed::Status StreamItemFeed::status() const
{
    switch (m_reader.status()) {
    case Reader::Status::Starting:
        return Status::Starting;
    case Reader::Status::Following:
        return Status::Following;
    case Reader::Status::Waiting:
        return Status::Waiting;
    case Reader::Status::Stopped:
    case Reader::Status::Ended:
    case Reader::Status::Error:
        break;
    }
    return Status::Stopped;
}

void StreamItemFeed::onStatusChanged()
{
    if (m_reader.status() != Reader::Status::Following || checkImages())
        Q_EMIT statusChanged();
}

void StreamItemFeed::onRecord(const Record &record)
{
    if (record.dynamodb && checkImages())
        Q_EMIT changed({ record.dynamodb->keys, record.dynamodb->newImage });
}

// Stops, with an error, if the records of the stream don't contain the changed items.
bool StreamItemFeed::checkImages()
{
    const auto type = QDynamoDBStreamReaderPrivate::get(&m_reader)->viewType;
    if (type.isNull() || type == StreamViewType::NewImage || type == StreamViewType::NewAndOldImages)
        return true;
    m_reader.stop();
    Q_EMIT errorOccurred(QDynamoDBError(
            QDynamoDBError::Code::Validation,
            u"The stream of the table \"%1\" has the view type %2, so it does not contain changed "
            "items. A live model needs a stream with the view type NEW_IMAGE or "
            "NEW_AND_OLD_IMAGES: turn this one off and another one on with UpdateTable."_s
                    .arg(m_reader.tableName(), type.toString())));
    return false;
}

} // namespace QtDynamoDBPrivate
