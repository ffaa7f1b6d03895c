// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "places.h"

#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbexception.h>

#include <QtCore/qfile.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qqueue.h>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;

static QDynamoDBItem toItem(const QJsonObject &city, qsizetype number)
{
    const QString name = city["name"_L1].toString();
    return {
        { u"country"_s, city["country"_L1].toString() },
        { u"place"_s, QString(name + u'#' + QString::number(number)) },
        { u"name"_s, name },
        { u"region"_s, city["admin1"_L1].toString() },
        { u"latitude"_s, QDynamoDBNumber(city["lat"_L1].toString()) },
        { u"longitude"_s, QDynamoDBNumber(city["lng"_L1].toString()) },
    };
}

QList<QDynamoDBItem> Places::read()
{
    QFile file(QStringLiteral(PLACES_FILE));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QJsonArray cities = QJsonDocument::fromJson(file.readAll()).array();
    QList<QDynamoDBItem> places;
    places.reserve(cities.size());
    for (const QJsonValue &city : cities)
        places.append(toItem(city.toObject(), places.size()));
    return places;
}

CreateTableRequest Places::table(const QString &name)
{
    CreateTableRequest request;
    request.tableName = name;
    request.billingMode = BillingMode::PayPerRequest;
    request.attributeDefinitions = { { u"country"_s, ScalarAttributeType::S },
                                     { u"place"_s, ScalarAttributeType::S } };
    request.keySchema = { { u"country"_s, KeyType::Hash }, { u"place"_s, KeyType::Range } };
    return request;
}

QDynamoDBError Places::load(QDynamoDBClient *client, const QString &tableName,
                            const QList<QDynamoDBItem> &places)
{
    constexpr qsizetype batchSize = 25;
    constexpr qsizetype underWayAtOnce = 64;

    QList<QDynamoDBItem> waiting = places;
    QQueue<QFuture<BatchWriteItemResult>> underWay;
    try {
        while (!waiting.isEmpty() || !underWay.isEmpty()) {
            while (!waiting.isEmpty() && underWay.size() < underWayAtOnce) {
                const qsizetype count = std::min(batchSize, waiting.size());
                underWay.enqueue(client->batchWriteItem(tableName, waiting.first(count)));
                waiting.remove(0, count);
            }
            const BatchWriteItemResult result = underWay.dequeue().result();
            for (const WriteRequest &rest : result.unprocessedItems.value(tableName))
                waiting.append(rest.putRequest->item);
        }
    } catch (const QDynamoDBException &failure) {
        return failure.error();
    }
    return {};
}

QString Places::nameOf(const QDynamoDBItem &place)
{
    return place[u"country"].toString() + u'/' + place[u"place"].toString();
}
