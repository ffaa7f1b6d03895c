// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "placestable.h"

#include <QtDynamoDB/QDynamoDBException>
#include <QtDynamoDB/QDynamoDBOperations>
#include <QtDynamoDB/qdynamodbexceptions.h>

#include <QtCore/QTimer>

#include <memory>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// Returns a future that finishes after the delay.
static QFuture<void> after(std::chrono::milliseconds delay)
{
    const auto promise = std::make_shared<QPromise<void>>();
    promise->start();
    QTimer::singleShot(delay, [promise] { promise->finish(); });
    return promise->future();
}

// Qt's own function for a finished future was renamed in 6.6.
static QFuture<void> finishedFuture()
{
    QPromise<void> promise;
    promise.start();
    promise.finish();
    return promise.future();
}

static QString toText(const QDynamoDBItem &place)
{
    return u"%1 (%2), at %3, %4"_s.arg(place[u"name"].toString(), place[u"country"].toString(),
                                       place[u"latitude"].toNumber().toString(),
                                       place[u"longitude"].toNumber().toString());
}

PlacesTable::PlacesTable(QDynamoDBClient *client, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_name(u"QtDynamoDBPlaces"_s)
    , m_out(stdout)
{
}

QFuture<void> PlacesTable::createIfMissing()
{
    return m_client->describeTable(m_name)
            .then(this, [](const DescribeTableResult &) { return finishedFuture(); })
            .onFailed(this,
                      [this](const ResourceNotFoundException &) {
                          m_out << "Creating table " << m_name << Qt::endl;
                          return m_client
                                  ->createTable(m_name, { u"country"_s, ScalarAttributeType::S },
                                                { u"place"_s, ScalarAttributeType::S })
                                  .then(this, [](const CreateTableResult &) {});
                      })
            .unwrap()
            .then(this, [this] { return waitUntilActive(); })
            .unwrap();
}

// A new table is not active at once. QDynamoDB::waitUntilTableExists() would do the same.
QFuture<void> PlacesTable::waitUntilActive()
{
    return m_client->describeTable(m_name)
            .then(this,
                  [this](const DescribeTableResult &result) {
                      if (result.table && result.table->tableStatus == TableStatus::Active)
                          return finishedFuture();
                      return after(500ms).then(this, [this] { return waitUntilActive(); }).unwrap();
                  })
            .unwrap();
}

// Passes items to a writer while it has room, and continues after its signal ready().
QFuture<void> PlacesTable::import(const QList<QDynamoDBItem> &places)
{
    m_places = places;
    m_next = 0;
    m_import = {};
    m_import.start();
    m_timer.start();
    m_writer = std::make_unique<QDynamoDBBatchWriter>(m_client);
    connect(m_writer.get(), &QDynamoDBBatchWriter::ready, this, &PlacesTable::feed);
    feed();
    return m_import.future();
}

void PlacesTable::feed()
{
    while (m_next < m_places.size() && m_writer->room() == QDynamoDBBatchWriter::Room::Available)
        m_writer->put(m_name, m_places[m_next++]);
    m_out << "\rImported " << m_next - m_writer->pending() << " of " << m_places.size() << " places"
          << Qt::flush;
    if (m_next < m_places.size())
        return;
    m_writer->disconnect(this);
    m_writer->flush().then(this, [this](const QDynamoDBBatchWriteSummary &summary) {
        finishImport(summary);
    });
}

void PlacesTable::finishImport(const QDynamoDBBatchWriteSummary &summary)
{
    m_out << "\rImported " << summary.writtenCount << " of " << m_places.size() << " places in "
          << m_timer.elapsed() << " ms" << Qt::endl;
    for (const QDynamoDBUnwrittenItem &item : summary.unwritten)
        m_out << "    not written: " << toText(item.request.putRequest->item) << ": "
              << item.error.message() << Qt::endl;
    if (!summary.isComplete())
        m_import.setException(*makeException(summary.unwritten.first().error));
    m_import.finish();
}

QFuture<void> PlacesTable::readOne(const QDynamoDBItem &key)
{
    return m_client->getItem(m_name, key).then(this, [this](const GetItemResult &result) {
        m_out << "Read one: " << toText(result.item) << Qt::endl;
    });
}

QFuture<void> PlacesTable::queryCountry(const QString &country)
{
    QueryRequest request;
    request.tableName = m_name;
    request.keyConditionExpression = u"country = :country"_s;
    request.expressionAttributeValues = { { u":country"_s, country } };
    request.limit = 5;

    return m_client->query(request).then(this, [this, country](const QueryResult &result) {
        m_out << "The first places of " << country << ", by name:" << Qt::endl;
        for (const QDynamoDBItem &place : result.items)
            m_out << "    " << toText(place) << Qt::endl;
    });
}

QFuture<void> PlacesTable::scanNorthOf(const QDynamoDBNumber &latitude)
{
    ScanRequest request;
    request.tableName = m_name;
    request.filterExpression = u"latitude > :latitude"_s;
    request.expressionAttributeValues = { { u":latitude"_s, latitude } };
    return scanPages(request, 0, 0);
}

// A page covers up to 1 MB of the table. Its lastEvaluatedKey is the start of the next page.
QFuture<void> PlacesTable::scanPages(const ScanRequest &request, int found, int scanned)
{
    return m_client->scan(request)
            .then(this,
                  [=, this](const ScanResult &page) {
                      const int foundNow = found + page.count;
                      const int scannedNow = scanned + page.scannedCount;
                      if (!page.lastEvaluatedKey.isNull()) {
                          ScanRequest next = request;
                          next.exclusiveStartKey = page.lastEvaluatedKey;
                          return scanPages(next, foundNow, scannedNow);
                      }
                      m_out << foundNow << " of " << scannedNow << " places are north of "
                            << request.expressionAttributeValues[u":latitude"].toNumber().toString()
                            << " degrees" << Qt::endl;
                      return finishedFuture();
                  })
            .unwrap();
}

// Marks a place as visited, under the condition that it is not. The second attempt fails with
// ConditionalCheckFailedException, whose error contains the current item.
QFuture<void> PlacesTable::visitOnce(const QDynamoDBItem &key)
{
    UpdateItemRequest request;
    request.tableName = m_name;
    request.key = key;
    request.updateExpression = u"SET visited = :now"_s;
    request.conditionExpression = u"attribute_not_exists(visited)"_s;
    request.expressionAttributeValues = { { u":now"_s, QDateTime::currentDateTimeUtc() } };
    request.returnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure::AllOld;

    return m_client->updateItem(request)
            .then(this,
                  [this, request](const UpdateItemResult &) {
                      m_out << "Marked it as visited. The second attempt fails:" << Qt::endl;
                      return m_client->updateItem(request);
                  })
            .unwrap()
            .then(this, [](const UpdateItemResult &) {})
            .onFailed(this, [this](const ConditionalCheckFailedException &failure) {
                m_out << "    " << failure.error().type() << ": " << failure.error().message()
                      << Qt::endl
                      << "    It was visited at " << failure.error().item()[u"visited"].toString()
                      << Qt::endl;
            });
}

QFuture<void> PlacesTable::remove()
{
    return m_client->deleteTable(m_name).then(this, [this](const DeleteTableResult &) {
        m_out << "Deleted table " << m_name << Qt::endl;
    });
}
