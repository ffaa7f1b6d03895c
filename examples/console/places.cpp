// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "places.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

using namespace Qt::StringLiterals;

static QDynamoDBItem toItem(const QJsonObject &city)
{
    const QString name = city["name"_L1].toString();
    const QString latitude = city["lat"_L1].toString();
    const QString longitude = city["lng"_L1].toString();

    // The sort key contains the position, because several places in a country may have the same
    // name. It begins with the name, so that a query returns the places of a country sorted by
    // name.
    QDynamoDBItem item = {
        { u"country"_s, city["country"_L1].toString() },
        { u"place"_s, QString(name + u'@' + latitude + u',' + longitude) },
        { u"name"_s, name },
        { u"latitude"_s, QDynamoDBNumber(latitude) }, // made from text, so it keeps all digits
        { u"longitude"_s, QDynamoDBNumber(longitude) },
    };
    if (const QString region = city["admin1"_L1].toString(); !region.isEmpty())
        item.insert(u"region"_s, region);
    return item;
}

QList<QDynamoDBItem> readPlaces(const QString &fileName, qsizetype maximum)
{
    QFile file(fileName);
    if (!QFileInfo(file).isFile() || !file.open(QIODevice::ReadOnly))
        return {};
    const QJsonArray cities = QJsonDocument::fromJson(file.readAll()).array();

    const qsizetype count = qMin(maximum, cities.size());
    QList<QDynamoDBItem> places;
    places.reserve(count);
    for (qsizetype i = 0; i < count; ++i)
        places.append(toItem(cities[i * cities.size() / count].toObject()));
    return places;
}

QDynamoDBItem keyOf(const QDynamoDBItem &place)
{
    return { { u"country"_s, place[u"country"] }, { u"place"_s, place[u"place"] } };
}
