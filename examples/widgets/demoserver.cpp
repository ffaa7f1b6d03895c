// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "demoserver.h"

#include <QtDynamoDB/QDynamoDBClient>
#include <QtDynamoDB/QDynamoDBTableOperations>

#include <QtCore/QDateTime>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;

namespace {

CreateTableRequest threadTable()
{
    CreateTableRequest request;
    request.tableName = u"Thread"_s;
    request.billingMode = BillingMode::PayPerRequest;
    request.attributeDefinitions = { { u"ForumName"_s, ScalarAttributeType::S },
                                     { u"Subject"_s, ScalarAttributeType::S },
                                     { u"Replies"_s, ScalarAttributeType::N } };
    request.keySchema = { { u"ForumName"_s, KeyType::Hash }, { u"Subject"_s, KeyType::Range } };
    LocalSecondaryIndex index;
    index.indexName = u"by-replies"_s;
    index.keySchema = { { u"ForumName"_s, KeyType::Hash }, { u"Replies"_s, KeyType::Range } };
    index.projection = IndexProjection { ProjectionType::All, {} };
    request.localSecondaryIndexes = { index };
    return request;
}

QList<QDynamoDBItem> threads()
{
    const struct
    {
        const char16_t *forum;
        const char16_t *subject;
        const char16_t *author;
        int replies;
        QStringList tags;
    } rows[] = {
        { u"DynamoDB", u"How large may an item be?", u"Ann", 3, { u"limits"_s } },
        { u"DynamoDB", u"Query or Scan?", u"Ben", 12, { u"query"_s, u"scan"_s } },
        { u"DynamoDB", u"Sort keys in descending order", u"Cleo", 4, { u"query"_s } },
        { u"Qt", u"A model for a million rows", u"Ann", 9, { u"model"_s, u"performance"_s } },
        { u"Qt", u"Futures that chain", u"Dan", 21, { u"concurrency"_s } },
        { u"Qt", u"Proxy models and fetchMore()", u"Cleo", 6, { u"model"_s } },
        { u"Qt", u"Which style on which desktop?", u"Eve", 2, { u"widgets"_s } },
    };
    QList<QDynamoDBItem> items;
    const QDateTime firstPost = QDateTime::fromString(u"2026-11-01T09:30:00Z"_s, Qt::ISODate);
    int day = 0;
    for (const auto &row : rows) {
        const QDateTime posted = firstPost.addDays(day++);
        items.append({ { u"ForumName"_s, row.forum },
                       { u"Subject"_s, row.subject },
                       { u"Replies"_s, row.replies },
                       { u"Answered"_s, row.replies > 3 },
                       { u"Tags"_s, QDynamoDBValue::stringSet(row.tags) },
                       { u"LastPost"_s,
                         QDynamoDBItem { { u"By"_s, row.author }, { u"At"_s, posted } } } });
    }
    return items;
}

QList<QDynamoDBItem> readings()
{
    QList<QDynamoDBItem> items;
    for (int sensor = 0; sensor < 5; ++sensor) {
        for (int hour = 0; hour < 200; ++hour) {
            const double celsius = 12 + sensor + (hour * 7 + sensor * 3) % 90 / 10.0;
            items.append({ { u"Sensor"_s, u"S%1"_s.arg(sensor + 1) },
                           { u"Hour"_s, hour },
                           { u"Celsius"_s, QDynamoDBNumber(QString::number(celsius, 'f', 1)) },
                           { u"Battery"_s, 100 - hour / 4 } });
        }
    }
    return items;
}

} // namespace

DemoServer::DemoServer(QObject *parent)
    : QObject(parent)
{
    connect(&m_server, &QDynamoDBLocalServer::statusChanged, this,
            [this](QDynamoDBLocalServer::Status status) {
                if (status == QDynamoDBLocalServer::Status::Running)
                    createTables();
                else if (status == QDynamoDBLocalServer::Status::Error)
                    Q_EMIT failed(m_server.errorString());
            });
}

void DemoServer::start()
{
    m_server.start();
}

void DemoServer::createTables()
{
    m_client = std::make_unique<QDynamoDBClient>();
    m_client->setEndpoint(m_server.endpoint());
    m_client->setRegion(u"local"_s);
    m_client->setCredentials({ u"local"_s, u"local"_s });
    const auto failed = [this](const QDynamoDBError &error) { fail(error); };
    QDynamoDB::whenDone(
            m_client->createTable(threadTable()), this,
            [this, failed](const CreateTableResult &) {
                QDynamoDB::whenDone(
                        m_client->createTable(u"Reading"_s, { u"Sensor"_s, ScalarAttributeType::S },
                                              { u"Hour"_s, ScalarAttributeType::N }),
                        this, [this](const CreateTableResult &) { fill(); }, failed);
            },
            failed);
}

void DemoServer::fill()
{
    const auto write = [this](const QString &table, const QList<QDynamoDBItem> &items) {
        constexpr int batch = 25;
        for (qsizetype i = 0; i < items.size(); i += batch) {
            ++m_batchesLeft;
            QDynamoDB::whenDone(
                    m_client->batchWriteItem(table, items.mid(i, batch)), this,
                    [this](const BatchWriteItemResult &) {
                        if (--m_batchesLeft == 0)
                            Q_EMIT ready();
                    },
                    [this](const QDynamoDBError &error) { fail(error); });
        }
    };
    write(u"Thread"_s, threads());
    write(u"Reading"_s, readings());
}

void DemoServer::fail(const QDynamoDBError &error)
{
    Q_EMIT failed(error.message());
}
