// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "snippets.h"

#include <QtDynamoDB/QDynamoDBException>
#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbexceptions.h>

#include <QtCore/QDateTime>
#include <QtCore/QDebug>
#include <QtCore/QJsonObject>

using namespace Qt::StringLiterals;

void Snippets::requests(QDynamoDBClient &client)
{
    QDynamoDB::QueryRequest query;
    query.tableName = u"Thread"_s;
    query.keyConditionExpression = u"ForumName = :forum"_s;
    query.filterExpression = u"Replies > :replies"_s;
    query.expressionAttributeValues = { { u":forum"_s, u"Qt"_s }, { u":replies"_s, 10 } };
    query.scanIndexForward = false;

    const QDynamoDB::QueryResult page = client.query(query).result(); // waits, from any thread
    for (const QDynamoDBItem &thread : page.items)
        qInfo() << thread[u"Subject"].toString();
}

void Snippets::items()
{
    QDynamoDBItem item = {
        { u"Subject"_s, u"Hello"_s },
        { u"Replies"_s, 3 },
        { u"Price"_s, QDynamoDBNumber(u"0.1234567890123456789012345678901234567") }, // every digit
        { u"Tags"_s, QDynamoDBValue::stringSet({ u"qt"_s, u"aws"_s }) },
        { u"Posted"_s, QDateTime::currentDateTimeUtc() }, // a string in ISO 8601
        { u"Picture"_s, QByteArray("\x89PNG") },
        { u"Author"_s, QDynamoDBItem { { u"Name"_s, u"Ann"_s }, { u"Active"_s, true } } },
    };
    item[u"Replies"_s] = 4;

    const qint64 replies = item[u"Replies"].toInteger(); // a fallback where it is no such number
    const QString name = item[u"Author"][u"Name"].toString();
    const QVariantMap map = item.toVariantMap();

    qDebug() << replies << name << map;
}

void Snippets::byName(QDynamoDBClient &client)
{
    const QJsonObject limits = client.execute(u"DescribeLimits"_s, {}).result();
    qDebug() << limits;
}

void Snippets::futures(QDynamoDBClient &client)
{
    QFuture<QDynamoDB::ScanResult> scan = client.scan(u"Thread"_s);
    scan.then(this, [this](const QDynamoDB::ScanResult &page) {
            show(page.items);
        }).onCanceled(this, [this] {
              show({});
          }).onFailed(this, [](const QDynamoDBException &failure) {
        qWarning() << failure.error();
    });
    scan.cancel(); // aborts the request
}

void Snippets::errors(QDynamoDBClient &client)
{
    QDynamoDB::PutItemRequest request;
    request.tableName = u"Thread"_s;
    request.item = { { u"ForumName"_s, u"Qt"_s }, { u"Subject"_s, u"Hello"_s } };
    request.conditionExpression = u"attribute_not_exists(Subject)"_s;
    try {
        client.putItem(request).waitForFinished();
    } catch (const QDynamoDB::ConditionalCheckFailedException &failure) {
        qInfo() << "Somebody was faster:" << failure.error().message();
    } catch (const QDynamoDBException &failure) {
        qWarning() << failure.error();
    }
}

void Snippets::localServer()
{
    QDynamoDBClient client;
    client.setEndpoint(QUrl(u"http://127.0.0.1:8000"_s));
    client.setRegion(u"local"_s);
    client.setCredentials({ u"local"_s, u"local"_s });
}

void Snippets::show(const QList<QDynamoDBItem> &items)
{
    qDebug() << items;
}
