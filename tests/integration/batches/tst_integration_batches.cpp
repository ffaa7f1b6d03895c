// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "localservertest/localservertest.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbbatchwriter.h>

#include <QtCore/qbitarray.h>
#include <QtCore/qfile.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;
using Room = QDynamoDBBatchWriter::Room;

// Batches on DynamoDB Local, small and large.
class tst_Integration_Batches : public LocalServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void places();
    void limits();
    void invalidItems();

private:
    static QList<QDynamoDBItem> readPlaces();
};

QList<QDynamoDBItem> tst_Integration_Batches::readPlaces()
{
    QFile file(QStringLiteral(CITIES));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QList<QDynamoDBItem> places;
    const QJsonArray cities = QJsonDocument::fromJson(file.readAll()).array();
    for (qsizetype i = 0; i < cities.size(); ++i) {
        const QJsonObject city = cities[i].toObject();
        places.append({ { u"pk"_s, city["country"_L1].toString() },
                        { u"sk"_s, i },
                        { u"name"_s, city["name"_L1].toString() },
                        { u"latitude"_s, QDynamoDBNumber(city["lat"_L1].toString()) },
                        { u"longitude"_s, QDynamoDBNumber(city["lng"_L1].toString()) } });
    }
    return places;
}

void tst_Integration_Batches::places()
{
    m_client.setTransport(QDynamoDBClient::Transport::Direct);
    const QList<QDynamoDBItem> places = readPlaces();
    QCOMPARE(places.size(), 171075);
    TEST_TABLE(table, TestTable::Keys::PartitionAndSort);
    QDynamoDBBatchWriter writer(&m_client);
    QEventLoop loop;
    connect(&writer, &QDynamoDBBatchWriter::ready, &loop, &QEventLoop::quit);
    qsizetype most = 0;
    for (const QDynamoDBItem &place : places) {
        if (writer.put(table.name(), place) == Room::Full) {
            most = qMax(most, writer.pending());
            loop.exec();
        }
    }
    QVERIFY(most > 0 && most <= writer.options().maxPending);
    AWAIT(summary, writer.flush());
    QCOMPARE(summary.writtenCount, places.size());
    QVERIFY(summary.isComplete());

    // Each item is in the table once, unchanged.
    QBitArray seen(places.size());
    ScanRequest request;
    request.tableName = table.name();
    do {
        AWAIT(page, m_client.scan(request));
        for (const QDynamoDBItem &item : page.items) {
            const qsizetype i = item[u"sk"].toInteger(-1);
            QVERIFY(i >= 0 && i < places.size() && !seen.testBit(i));
            QCOMPARE(item, places[i]);
            seen.setBit(i);
        }
        request.exclusiveStartKey = page.lastEvaluatedKey;
    } while (!request.exclusiveStartKey.isNull());
    QCOMPARE(seen.count(true), places.size());

    QList<QDynamoDBItem> keys;
    QList<QDynamoDBItem> wanted;
    for (qsizetype i = places.size() - 1; i >= 0; i -= 17) {
        keys.append({ { u"pk"_s, places[i][u"pk"] }, { u"sk"_s, i } });
        wanted.append(places[i]);
    }
    keys.append({ { u"pk"_s, u"none"_s }, { u"sk"_s, 1 } });
    wanted.append(QDynamoDBItem());
    AWAIT(found, batchGet(&m_client, table.name(), keys));
    QCOMPARE(found, wanted);
}

// Items at a limit of the service are written; larger ones are not.
void tst_Integration_Batches::limits()
{
    TEST_TABLE(table, TestTable::Keys::Partition);
    const QString most(400 * 1024 - 2 - 2 - 1, u'a'); // minus the names and the other value
    QList<QDynamoDBItem> items;
    for (int i = 10; i < 60; ++i) {
        items.append({ { u"pk"_s, QString::number(i) }, { u"t"_s, most } });
        if (i == 33)
            items.last().insert(u"t"_s, QString(most + u'a'));
    }
    AWAIT(summary, batchWrite(&m_client, table.name(), items));
    QCOMPARE(summary.writtenCount, 49);
    QCOMPARE(summary.unwritten.size(), 1);
    QCOMPARE(summary.unwritten[0].request.putRequest->item[u"pk"].toString(), u"33"_s);
    QCOMPARE(summary.unwritten[0].error.code(), Code::InvalidParameterValue);
    AWAIT_ERROR(error, m_client.putItem(table.name(), items[23]), Code::Validation);

    // A response has 16 MB at most, so this takes several calls.
    QList<QDynamoDBItem> keys;
    for (const QDynamoDBItem &item : std::as_const(items))
        keys.append({ { u"pk"_s, item[u"pk"] } });
    items[23] = {};
    AWAIT(found, batchGet(&m_client, table.name(), keys));
    QCOMPARE(found, items);
}

void tst_Integration_Batches::invalidItems()
{
    TEST_TABLE(table, TestTable::Keys::PartitionAndSort);
    QList<QDynamoDBItem> items;
    for (int i = 0; i < 100; ++i)
        items.append({ { u"pk"_s, u"a"_s }, { u"sk"_s, i } });
    items[40].insert(u"sk"_s, u"no number"_s);
    items[80].insert(u"sk"_s, 7); // two writes of one item are made in order
    items[80].insert(u"last"_s, true);
    AWAIT(summary, batchWrite(&m_client, table.name(), items));
    QCOMPARE(summary.writtenCount, 99);
    QCOMPARE(summary.unwritten.size(), 1);
    QCOMPARE(summary.unwritten[0].error.code(), Code::Validation);
    QCOMPARE(summary.unwritten[0].request.putRequest->item, items[40]);
    AWAIT(found, batchGet(&m_client, table.name(), { { { u"pk"_s, u"a"_s }, { u"sk"_s, 7 } } }));
    QCOMPARE(found[0], items[80]);

    AWAIT(missing, batchWrite(&m_client, uniqueName(), items));
    QCOMPARE(missing.unwritten.size(), 100);
    for (const QDynamoDBUnwrittenItem &unwritten : missing.unwritten)
        QCOMPARE(unwritten.error.code(), Code::ResourceNotFound);
}

QTEST_GUILESS_MAIN(tst_Integration_Batches)
#include "tst_integration_batches.moc"
