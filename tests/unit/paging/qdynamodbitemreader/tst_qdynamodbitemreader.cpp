// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "faketable/faketable.h"
#include "waiting/longtimeouts.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbitemreader.h>

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtTest/qsignalspy.h>

#include <algorithm>
#include <optional>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;
using Status = QDynamoDBItemReader::Status;

namespace {

QList<int> numbersOf(const QList<QDynamoDBItem> &items)
{
    QList<int> numbers;
    for (const QDynamoDBItem &item : items)
        numbers.append(int(item[u"sk"].toInteger(-1)));
    return numbers;
}

QList<int> numbers(int from, int to)
{
    QList<int> result;
    for (int n = from; n < to; ++n)
        result.append(n);
    return result;
}

QList<int> sorted(QList<int> list)
{
    std::sort(list.begin(), list.end());
    return list;
}

QueryRequest query(int limit)
{
    QueryRequest request;
    request.tableName = u"Table"_s;
    request.keyConditionExpression = u"pk = :p"_s;
    request.expressionAttributeValues = { { u":p"_s, u"p"_s } };
    request.limit = limit;
    return request;
}

ScanRequest scan(int limit)
{
    ScanRequest request;
    request.tableName = u"Table"_s;
    request.limit = limit;
    return request;
}

// Returns the checkpoint as JSON that was saved and read again.
QJsonObject saved(const QDynamoDBItemReader &stream)
{
    const QByteArray text = QJsonDocument(stream.checkpoint()).toJson();
    return QJsonDocument::fromJson(text).object();
}

} // namespace

// Reading items of a fake table.
class tst_QDynamoDBItemReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void properties();
    void queryInOrder();
    void scanSegments();
    void statement();
    void segmentsByTableSize_data();
    void segmentsByTableSize();
    void describeTableNotPermitted();
    void missingTable();
    void ownSegment();
    void progress_data();
    void progress();
    void progressWithoutItemCount();
    void backPressure_data();
    void backPressure();
    void noLimit();
    void failureAndRestart();
    void stopAndRestart();
    void repeatedKey();
    void resumed_data();
    void resumed();
    void tableChanges();
    void withoutKeys();
    void skippedPages();
    void emptyPages();
    void checkpointAtEnd();
    void invalidCheckpoint_data();
    void invalidCheckpoint();
    void destroyedInSlot();
    void stoppedInSlot();
    void clientDestroyed();
    void clientDestroyedWithFullBuffer();

private:
    std::optional<FakeTable> m_table;
    std::optional<QDynamoDBClient> m_client;
};

void tst_QDynamoDBItemReader::init()
{
    m_client.reset();
    m_table.emplace();
    m_table->setItems(FakeTable::items(0, 100));
    m_client.emplace();
    m_table->configure(&*m_client);
}

void tst_QDynamoDBItemReader::properties()
{
    QDynamoDBItemReader stream(&*m_client, scan(10));
    QSignalSpy bufferSpy(&stream, &QDynamoDBItemReader::readBufferSizeChanged);
    QSignalSpy segmentsSpy(&stream, &QDynamoDBItemReader::segmentsChanged);
    QSignalSpy statusSpy(&stream, &QDynamoDBItemReader::statusChanged);
    QCOMPARE(stream.readBufferSize(), 10000);
    QCOMPARE(stream.segments(), 0);
    QCOMPARE(stream.status(), Status::Stopped);
    QCOMPARE(stream.scannedCount(), 0);
    QCOMPARE(stream.expectedCount(), -1);
    QVERIFY(!stream.atEnd());
    stream.setReadBufferSize(50);
    stream.setReadBufferSize(50);
    stream.setReadBufferSize(-3);
    QCOMPARE(stream.readBufferSize(), 0);
    QCOMPARE(bufferSpy.size(), 2);
    stream.setSegments(3);
    stream.setSegments(3);
    QCOMPARE(segmentsSpy.size(), 1);
    stream.start();
    stream.start();
    QCOMPARE(stream.status(), Status::Reading);
    QTRY_COMPARE(stream.status(), Status::Finished);
    QCOMPARE(statusSpy.size(), 2);
    stream.setSegments(5); // ignored while reading
    QCOMPARE(stream.segments(), 3);
    QCOMPARE(stream.scannedCount(), 100);
    QCOMPARE(stream.expectedCount(), 100);
    QVERIFY(!stream.atEnd());
    QCOMPARE(stream.readAll().size(), 100);
    QVERIFY(stream.atEnd());
}

void tst_QDynamoDBItemReader::queryInOrder()
{
    QDynamoDBItemReader stream(&*m_client, query(7));
    QSignalSpy finishedSpy(&stream, &QDynamoDBItemReader::finished);
    QList<int> seen;
    connect(&stream, &QDynamoDBItemReader::readyRead, this,
            [&] { seen += numbersOf(stream.readAll()); });
    stream.start();
    QTRY_COMPARE(finishedSpy.size(), 1);
    QCOMPARE(seen, numbers(0, 100));
    QVERIFY(stream.atEnd());
    QCOMPARE(m_table->count(u"Query"_s), 15);
    QCOMPARE(m_table->count(u"DescribeTable"_s), 0);
}

void tst_QDynamoDBItemReader::scanSegments()
{
    QDynamoDBItemReader stream(&*m_client, scan(6));
    QSignalSpy finishedSpy(&stream, &QDynamoDBItemReader::finished);
    stream.setSegments(4);
    QList<int> seen;
    connect(&stream, &QDynamoDBItemReader::readyRead, this,
            [&] { seen += numbersOf(stream.readAll()); });
    stream.start();
    QTRY_COMPARE(finishedSpy.size(), 1);
    QCOMPARE(sorted(seen), numbers(0, 100));
    QList<int> segments;
    const QList<QJsonObject> bodies = m_table->bodies(u"Scan"_s);
    for (const QJsonObject &body : bodies) {
        QCOMPARE(body["TotalSegments"_L1].toInt(), 4);
        segments.append(body["Segment"_L1].toInt());
    }
    QCOMPARE(sorted(segments.first(4)), numbers(0, 4)); // concurrent requests
    QCOMPARE(segments.size(), 20);
}

void tst_QDynamoDBItemReader::statement()
{
    const auto page = [](int n, bool isLast) {
        QByteArray json = R"({"Items":[{"sk":{"N":"%1"}},{"sk":{"N":"%2"}}])";
        json.replace("%1", QByteArray::number(n)).replace("%2", QByteArray::number(n + 1));
        if (!isLast)
            json += R"(,"NextToken":"t)" + QByteArray::number(n) + '"';
        return Reaction::json(200, json + '}');
    };
    for (int n : { 0, 2, 4 })
        m_table->enqueue(u"ExecuteStatement"_s, page(n, n == 4));
    ExecuteStatementRequest request;
    request.statement = u"SELECT * FROM \"Table\""_s;
    QDynamoDBItemReader stream(&*m_client, request);
    stream.setReadBufferSize(2);
    stream.start();
    QTRY_COMPARE(stream.itemsAvailable(), 2);
    QCOMPARE(numbersOf(stream.read(1)), numbers(0, 1));
    const QJsonObject checkpoint = saved(stream);
    QCOMPARE(checkpoint["segments"_L1][0]["skip"_L1].toInt(), 1);
    QTRY_COMPARE(stream.itemsAvailable(), 3);
    QCOMPARE(numbersOf(stream.readAll()), numbers(1, 4));
    QTRY_COMPARE(stream.status(), Status::Finished);

    // One item of the first page has been read.
    for (int n : { 0, 2, 4 })
        m_table->enqueue(u"ExecuteStatement"_s, page(n, n == 4));
    QDynamoDBItemReader again(&*m_client, request);
    QVERIFY(!again.setCheckpoint(checkpoint).isError());
    again.start();
    QTRY_COMPARE(again.status(), Status::Finished);
    QCOMPARE(numbersOf(again.readAll()), numbers(1, 6));
}

void tst_QDynamoDBItemReader::segmentsByTableSize_data()
{
    QTest::addColumn<qint64>("bytes");
    QTest::addColumn<int>("connections");
    QTest::addColumn<int>("segments");

    QTest::newRow("empty") << qint64(0) << 100 << 1;
    QTest::newRow("small") << qint64(1000000) << 100 << 1;
    QTest::newRow("35 MB") << qint64(35) * 1024 * 1024 << 100 << 5;
    QTest::newRow("1 TB") << qint64(1) * 1024 * 1024 * 1024 * 1024 << 100 << 16;
    QTest::newRow("few connections") << qint64(1) * 1024 * 1024 * 1024 << 6 << 3;
    QTest::newRow("one connection") << qint64(1) * 1024 * 1024 * 1024 << 1 << 1;
}

void tst_QDynamoDBItemReader::segmentsByTableSize()
{
    QFETCH(const qint64, bytes);
    QFETCH(const int, connections);
    QFETCH(const int, segments);

    m_client->setMaxConnections(connections);
    m_table->enqueue(u"DescribeTable"_s,
                     Reaction::json(200,
                                    R"({"Table":{"ItemCount":5,"TableSizeBytes":)"
                                            + QByteArray::number(bytes) + "}}"));
    QDynamoDBItemReader stream(&*m_client, scan(10));
    QSignalSpy segmentsSpy(&stream, &QDynamoDBItemReader::segmentsChanged);
    stream.start();
    QTRY_COMPARE(stream.status(), Status::Finished);
    QCOMPARE(stream.segments(), segments);
    QCOMPARE(segmentsSpy.size(), 1);
    QCOMPARE(stream.expectedCount(), 5);
    QCOMPARE(sorted(numbersOf(stream.readAll())), numbers(0, 100));
}

void tst_QDynamoDBItemReader::describeTableNotPermitted()
{
    m_table->enqueue(u"DescribeTable"_s, Reaction::error(400, "AccessDeniedException"));
    QDynamoDBItemReader stream(&*m_client, scan(10));
    stream.start();
    QTRY_COMPARE(stream.status(), Status::Finished);
    QCOMPARE(stream.segments(), 1);
    QCOMPARE(stream.expectedCount(), -1);
    QCOMPARE(numbersOf(stream.readAll()), numbers(0, 100));
}

void tst_QDynamoDBItemReader::missingTable()
{
    m_table->enqueue(u"DescribeTable"_s, Reaction::error(400, "ResourceNotFoundException"));
    QDynamoDBItemReader stream(&*m_client, scan(10));
    QSignalSpy errorSpy(&stream, &QDynamoDBItemReader::errorOccurred);
    stream.start();
    QTRY_COMPARE(stream.status(), Status::Error);
    QCOMPARE(errorSpy.size(), 1);
    QCOMPARE(stream.error().code(), Code::ResourceNotFound);
    QCOMPARE(m_table->count(u"Scan"_s), 0);
    stream.start(); // the table exists now
    QTRY_COMPARE(stream.status(), Status::Finished);
    QVERIFY(!stream.error().isError());
    QCOMPARE(stream.readAll().size(), 100);
}

void tst_QDynamoDBItemReader::ownSegment()
{
    ScanRequest request = scan(10);
    request.totalSegments = 4;
    request.segment = 2;
    QDynamoDBItemReader stream(&*m_client, request);
    stream.setSegments(8);
    stream.start();
    QTRY_COMPARE(stream.status(), Status::Finished);
    const QList<int> seen = numbersOf(stream.readAll());
    QCOMPARE(seen.size(), 25);
    for (int number : seen)
        QCOMPARE(number % 4, 2);
}

void tst_QDynamoDBItemReader::progress_data()
{
    QTest::addColumn<qint64>("itemCount");
    QTest::addColumn<int>("segments");
    for (int segments : { 1, 3 }) {
        for (qint64 count : { 0, 1, 25, 90, 100, 101, 5000 })
            QTest::addRow("%lld of 100, %d segments", count, segments) << count << segments;
    }
}

// Progress is not complete before the end, even if the number of items is outdated.
void tst_QDynamoDBItemReader::progress()
{
    QFETCH(const qint64, itemCount);
    QFETCH(const int, segments);

    m_table->enqueue(u"DescribeTable"_s,
                     Reaction::json(200,
                                    R"({"Table":{"TableName":"Table","ItemCount":)"
                                            + QByteArray::number(itemCount) + "}}"));
    QDynamoDBItemReader stream(&*m_client, scan(10));
    stream.setSegments(segments);
    QCOMPARE(stream.progress(), 0.0);
    QList<double> seen;
    connect(&stream, &QDynamoDBItemReader::progressChanged, this,
            [&] { seen.append(stream.progress()); });
    stream.start();
    QTRY_COMPARE(stream.status(), Status::Finished);
    QCOMPARE(stream.progress(), 1.0);
    QVERIFY(std::is_sorted(seen.begin(), seen.end()));
    QCOMPARE(seen.takeLast(), 1.0);
    QVERIFY(seen.size() > 5);
    for (const double progress : seen)
        QVERIFY2(progress <= 0.99 && (itemCount > 0 || progress == 0),
                 qPrintable(QString::number(progress)));
    if (itemCount == 100 && segments == 1)
        QCOMPARE(seen.mid(1, 3), (QList<double> { 0.1, 0.2, 0.3 }));
}

void tst_QDynamoDBItemReader::progressWithoutItemCount()
{
    // One of four segments covers a quarter of the table.
    m_table->enqueue(u"DescribeTable"_s,
                     Reaction::json(200, R"({"Table":{"TableName":"Table","ItemCount":100}})"));
    ScanRequest request = scan(5);
    request.totalSegments = 4;
    request.segment = 2;
    QDynamoDBItemReader segment(&*m_client, request);
    segment.setReadBufferSize(1);
    segment.start();
    QTRY_COMPARE(segment.itemsAvailable(), 5);
    QCOMPARE(segment.progress(), 0.2);

    QDynamoDBItemReader rows(&*m_client, query(60)); // without an expected number of items
    rows.setReadBufferSize(1);
    rows.start();
    QTRY_COMPARE(rows.itemsAvailable(), 60);
    QCOMPARE(rows.progress(), 0.0);
    QCOMPARE(rows.readAll().size(), 60);
    QTRY_COMPARE(rows.status(), Status::Finished);
    QCOMPARE(rows.progress(), 1.0);
}

void tst_QDynamoDBItemReader::backPressure_data()
{
    QTest::addColumn<int>("buffer");
    QTest::addColumn<int>("pages");

    QTest::newRow("one item") << 1 << 1;
    QTest::newRow("just a page") << 10 << 1;
    QTest::newRow("more than a page") << 11 << 2;
    QTest::newRow("five pages") << 50 << 5;
}

// Pages of ten items are requested only if the buffer has room for them.
void tst_QDynamoDBItemReader::backPressure()
{
    QFETCH(const int, buffer);
    QFETCH(const int, pages);

    // After the response to a later call, no other request is in flight.
    const auto settle = [this] { m_client->listTables().waitForFinished(); };
    QDynamoDBItemReader stream(&*m_client, query(10));
    stream.setReadBufferSize(buffer);
    stream.start();
    QTRY_COMPARE(stream.itemsAvailable(), 10 * pages);
    settle();
    QCOMPARE(m_table->count(u"Query"_s), pages);
    // One item less than the next page needs ...
    const int room = 10 * pages - buffer;
    QCOMPARE(stream.read(room).size(), room);
    settle();
    QCOMPARE(m_table->count(u"Query"_s), pages);
    // ... and enough room.
    QCOMPARE(stream.read(1).size(), 1);
    QTRY_COMPARE(stream.itemsAvailable(), 10 * pages - room - 1 + 10);
    settle();
    QCOMPARE(m_table->count(u"Query"_s), pages + 1);
    stream.setReadBufferSize(0);
    QTRY_COMPARE(stream.status(), Status::Finished);
    QCOMPARE(numbersOf(stream.readAll()), numbers(room + 1, 100));
}

void tst_QDynamoDBItemReader::noLimit()
{
    QDynamoDBItemReader stream(&*m_client, query(1));
    stream.setReadBufferSize(0);
    stream.start();
    QTRY_COMPARE(stream.status(), Status::Finished);
    QCOMPARE(stream.itemsAvailable(), 100);
}

void tst_QDynamoDBItemReader::failureAndRestart()
{
    QDynamoDBItemReader stream(&*m_client, scan(10));
    QSignalSpy errorSpy(&stream, &QDynamoDBItemReader::errorOccurred);
    stream.setSegments(3);
    for (int i = 0; i < 5; ++i)
        m_table->enqueue(u"Scan"_s, Reaction::error(400, "ProvisionedThroughputExceededException"));
    QList<int> seen;
    int starts = 0;
    do {
        stream.start();
        QTRY_VERIFY(stream.status() != Status::Reading);
        seen += numbersOf(stream.readAll());
    } while (++starts < 20 && stream.status() == Status::Error);
    QCOMPARE(stream.status(), Status::Finished);
    QVERIFY(!errorSpy.isEmpty());
    QCOMPARE(errorSpy.size(), starts - 1);
    QCOMPARE(sorted(seen), numbers(0, 100));
    QCOMPARE(stream.scannedCount(), 100);

    // The reader does not notice retries of the client.
    m_client->setMaxRetries(3);
    m_table->enqueue(u"Query"_s, Reaction::error(400, "ThrottlingException"));
    QDynamoDBItemReader patient(&*m_client, query(50));
    QSignalSpy patientSpy(&patient, &QDynamoDBItemReader::errorOccurred);
    patient.start();
    QTRY_COMPARE(patient.status(), Status::Finished);
    QCOMPARE(patientSpy.size(), 0);
}

void tst_QDynamoDBItemReader::stopAndRestart()
{
    m_table->enqueue(u"Query"_s, Reaction::json(200, "{}").held());
    QDynamoDBItemReader stream(&*m_client, query(10));
    stream.start();
    QTRY_COMPARE(m_table->server().held(), 1);
    stream.stop();
    QCOMPARE(stream.status(), Status::Stopped);
    QTRY_COMPARE(m_table->server().held(), 0); // aborted on the wire
    stream.start();
    QTRY_COMPARE(stream.status(), Status::Finished);
    QCOMPARE(numbersOf(stream.readAll()), numbers(0, 100));
}

void tst_QDynamoDBItemReader::repeatedKey()
{
    const Reaction same = Reaction::json(200, R"({"Items":[],"LastEvaluatedKey":{"pk":{"S":"p"}}})");
    for (int i = 0; i < 5; ++i)
        m_table->enqueue(u"Query"_s, same);
    QDynamoDBItemReader stream(&*m_client, query(10));
    stream.start();
    QTRY_COMPARE(stream.status(), Status::Error);
    QCOMPARE(stream.error().code(), Code::InvalidResponse);
    QCOMPARE(m_table->count(u"Query"_s), 2);
}

void tst_QDynamoDBItemReader::resumed_data()
{
    QTest::addColumn<int>("segments");
    QTest::addColumn<int>("limit");
    QTest::addColumn<int>("readAtOnce");

    QTest::newRow("one segment, within pages") << 1 << 10 << 7;
    QTest::newRow("one page") << 1 << 1000 << 13;
    QTest::newRow("three segments, within pages") << 3 << 10 << 7;
    QTest::newRow("seven segments, item by item") << 7 << 4 << 1;
    QTest::newRow("more segments than items") << 120 << 4 << 9;
    QTest::newRow("whole pages") << 3 << 10 << 10;
}

// Each reader reads some items and is destroyed; the next one resumes from its checkpoint.
void tst_QDynamoDBItemReader::resumed()
{
    QFETCH(const int, segments);
    QFETCH(const int, limit);
    QFETCH(const int, readAtOnce);

    QList<int> seen;
    QJsonObject checkpoint;
    bool isOver = false;
    for (int round = 0; round < 300 && !isOver; ++round) {
        QDynamoDBItemReader stream(&*m_client, scan(limit));
        if (checkpoint.isEmpty())
            stream.setSegments(segments);
        else
            QVERIFY(!stream.setCheckpoint(checkpoint).isError());
        stream.start();
        QTRY_VERIFY(stream.itemsAvailable() >= 2 * readAtOnce || stream.status() != Status::Reading);
        QCOMPARE(stream.segments(), segments);
        seen += numbersOf(stream.read(readAtOnce));
        seen += numbersOf(stream.read(readAtOnce));
        checkpoint = saved(stream);
        isOver = stream.atEnd();
    }
    QVERIFY(isOver);
    QCOMPARE(sorted(seen), numbers(0, 100));
    QVERIFY(checkpoint["scanned"_L1].toInt()
            >= 95); // scanned items are counted in proportion to the items read of a page
    QVERIFY(checkpoint["scanned"_L1].toInt() <= 100);
}

// Deleting read items and writing items before the position neither loses nor repeats items.
void tst_QDynamoDBItemReader::tableChanges()
{
    QDynamoDBItemReader stream(&*m_client, scan(50));
    stream.start();
    QTRY_VERIFY(stream.itemsAvailable() > 0);
    QCOMPARE(numbersOf(stream.read(20)), numbers(0, 20));
    const QJsonObject checkpoint = saved(stream);
    m_table->setItems(FakeTable::items(200, 207) + FakeTable::items(10, 100));

    QDynamoDBItemReader next(&*m_client, scan(50));
    QVERIFY(!next.setCheckpoint(checkpoint).isError());
    next.start();
    QTRY_COMPARE(next.status(), Status::Finished);
    QCOMPARE(numbersOf(next.readAll()), numbers(20, 100));
}

// With a projection without the sort key, the checkpoint counts the items of a page.
void tst_QDynamoDBItemReader::withoutKeys()
{
    const auto page = [](int from, int to, bool isLast) {
        QByteArrayList items;
        for (int n = from; n < to; ++n)
            items.append(R"({"text":{"S":")" + QByteArray::number(n) + R"("}})");
        QByteArray json = R"({"Items":[)" + items.join(',') + ']';
        if (!isLast) {
            json += R"(,"LastEvaluatedKey":{"pk":{"S":"p"},"sk":{"N":")"
                    + QByteArray::number(to - 1) + R"("}})";
        }
        return Reaction::json(200, json + '}');
    };
    m_table->enqueue(u"Query"_s, page(0, 10, false));
    m_table->enqueue(u"Query"_s, page(10, 20, true));
    QDynamoDBItemReader stream(&*m_client, query(10));
    stream.start();
    QTRY_COMPARE(stream.status(), Status::Finished);
    QCOMPARE(stream.read(13).size(), 13);
    const QJsonObject checkpoint = saved(stream);
    QCOMPARE(checkpoint["segments"_L1][0]["skip"_L1].toInt(), 3);

    m_table->enqueue(u"Query"_s, page(10, 20, true));
    QDynamoDBItemReader next(&*m_client, query(10));
    QVERIFY(!next.setCheckpoint(checkpoint).isError());
    next.start();
    QTRY_COMPARE(next.status(), Status::Finished);
    const QList<QDynamoDBItem> rest = next.readAll();
    QCOMPARE(rest.size(), 7);
    QCOMPARE(rest.first()[u"text"].toString(), u"13"_s);
    QCOMPARE(m_table->bodies(u"Query"_s).last()["ExclusiveStartKey"_L1]["sk"_L1]["N"_L1].toString(),
             u"9"_s);
}

// The position in a page that was larger before covers several pages now.
void tst_QDynamoDBItemReader::skippedPages()
{
    const QJsonObject checkpoint {
        { "operation"_L1, u"Query"_s },
        { "table"_L1, u"Table"_s },
        { "index"_L1, QString() },
        { "segments"_L1, QJsonArray { QJsonObject { { "skip"_L1, 25 } } } },
    };
    QDynamoDBItemReader stream(&*m_client, query(10));
    QVERIFY(!stream.setCheckpoint(checkpoint).isError());
    stream.setReadBufferSize(1);
    stream.start();
    QTRY_COMPARE(stream.itemsAvailable(), 5);
    QCOMPARE(numbersOf(stream.read(2)), numbers(25, 27));
    stream.setReadBufferSize(0);
    QTRY_COMPARE(stream.status(), Status::Finished);
    QCOMPARE(numbersOf(stream.readAll()), numbers(27, 100));
}

void tst_QDynamoDBItemReader::emptyPages()
{
    m_table->setFilter([](const QDynamoDBItem &item) { return item[u"sk"].toInteger() == 77; });
    QDynamoDBItemReader stream(&*m_client, scan(10));
    QSignalSpy readySpy(&stream, &QDynamoDBItemReader::readyRead);
    stream.start();
    QTRY_COMPARE(stream.status(), Status::Finished);
    QCOMPARE(readySpy.size(), 1);
    QCOMPARE(stream.scannedCount(), 100);
    QCOMPARE(numbersOf(stream.readAll()), numbers(77, 78));
}

void tst_QDynamoDBItemReader::checkpointAtEnd()
{
    QDynamoDBItemReader stream(&*m_client, query(1000));
    stream.start();
    QTRY_COMPARE(stream.status(), Status::Finished);
    QCOMPARE(stream.readAll().size(), 100);
    QDynamoDBItemReader next(&*m_client, query(1000));
    QVERIFY(!next.setCheckpoint(saved(stream)).isError());
    QVERIFY(next.atEnd());
    QSignalSpy finishedSpy(&next, &QDynamoDBItemReader::finished);
    next.start();
    QCOMPARE(finishedSpy.size(), 1);
    QCOMPARE(m_table->count(u"Query"_s), 1);
}

void tst_QDynamoDBItemReader::invalidCheckpoint_data()
{
    QTest::addColumn<QByteArray>("segments");

    QTest::newRow("not an object") << QByteArray(R"([7])");
    QTest::newRow("too many segments") << QByteArray(R"([{},{}])");
    QTest::newRow("token") << QByteArray(R"([{"after":{"S":"t"}}])");
    QTest::newRow("missing value") << QByteArray(R"([{"after":{"Q":"t"}}])");
    QTest::newRow("contradictory end") << QByteArray(R"([{"after":{"M":{}},"finished":true}])");
}

void tst_QDynamoDBItemReader::invalidCheckpoint()
{
    QFETCH(const QByteArray, segments);
    QDynamoDBItemReader stream(&*m_client, query(50));
    QJsonObject checkpoint = saved(stream);
    QVERIFY(!stream.setCheckpoint(checkpoint).isError());
    checkpoint["segments"_L1] = QJsonDocument::fromJson(segments).array();
    QCOMPARE(stream.setCheckpoint(checkpoint).code(), Code::Validation);
    QDynamoDBItemReader other(&*m_client, scan(50));
    QCOMPARE(stream.setCheckpoint(saved(other)).code(), Code::Validation);
    stream.start();
    QCOMPARE(stream.setCheckpoint({}).code(), Code::Validation); // not allowed while reading
    QTRY_COMPARE(stream.status(), Status::Finished);
    QCOMPARE(numbersOf(stream.readAll()), numbers(0, 100));
}

void tst_QDynamoDBItemReader::destroyedInSlot()
{
    for (const bool atEnd : { false, true }) {
        auto *stream = new QDynamoDBItemReader(&*m_client, query(10));
        bool isGone = false;
        connect(stream, &QObject::destroyed, this, [&isGone] { isGone = true; });
        if (atEnd)
            connect(stream, &QDynamoDBItemReader::finished, this, [stream] { delete stream; });
        else
            connect(stream, &QDynamoDBItemReader::readyRead, this, [stream] { delete stream; });
        stream->start();
        QTRY_VERIFY(isGone);
    }
}

void tst_QDynamoDBItemReader::stoppedInSlot()
{
    QDynamoDBItemReader stream(&*m_client, query(10));
    QSignalSpy readySpy(&stream, &QDynamoDBItemReader::readyRead);
    connect(&stream, &QDynamoDBItemReader::readyRead, &stream, &QDynamoDBItemReader::stop);
    stream.start();
    QTRY_COMPARE(stream.status(), Status::Stopped);
    m_client->listTables().waitForFinished();
    QCoreApplication::processEvents();
    QCOMPARE(readySpy.size(), 1);
    QCOMPARE(numbersOf(stream.readAll()), numbers(0, 10));
}

void tst_QDynamoDBItemReader::clientDestroyed()
{
    m_table->enqueue(u"Query"_s, Reaction::json(200, "{}").held());
    QDynamoDBItemReader stream(&*m_client, query(10));
    stream.start();
    QTRY_COMPARE(m_table->server().held(), 1);
    m_client.reset();
    QTRY_COMPARE(stream.status(), Status::Error);
    QCOMPARE(stream.error().code(), Code::ClientDestroyed);
    stream.start();
    QCOMPARE(stream.status(), Status::Error);
}

void tst_QDynamoDBItemReader::clientDestroyedWithFullBuffer()
{
    QDynamoDBItemReader stream(&*m_client, query(10));
    stream.setReadBufferSize(1);
    stream.start();
    QTRY_COMPARE(stream.itemsAvailable(), 10);
    m_client.reset();
    QCOMPARE(numbersOf(stream.readAll()), numbers(0, 10));
    QCOMPARE(stream.status(), Status::Error);
    QCOMPARE(stream.error().code(), Code::ClientDestroyed);
}

QTEST_MAIN(tst_QDynamoDBItemReader)
#include "tst_qdynamodbitemreader.moc"
