// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "localservertest/localservertest.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbstreamsclient.h>

#include <QtCore/qdatetime.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsonobject.h>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;

// The four operations of QDynamoDBStreamsClient.
class tst_Integration_Streams : public LocalServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void listStreams();
    void describeStream();
    void getRecords_data();
    void getRecords();
    void iteratorTypes();
    void pagesOfRecords();
    void execute();
    void errors();

private:
    static CreateTableRequest streaming(StreamViewType view);
    // Describes the table's stream, which has one shard.
    [[nodiscard]] QDynamoDBExpected<StreamDescription> describe(const QString &tableName);
    [[nodiscard]] QFuture<GetShardIteratorResult> iterator(const StreamDescription &stream,
                                                           ShardIteratorType type,
                                                           const QString &sequenceNumber = {});

    QDynamoDBStreamsClient m_streams;
};

void tst_Integration_Streams::initTestCase()
{
    LocalServerTest::initTestCase();
    configure(&m_streams);
}

CreateTableRequest tst_Integration_Streams::streaming(StreamViewType view)
{
    CreateTableRequest request = TestTable::request(TestTable::Keys::Partition);
    request.streamSpecification = StreamSpecification { true, view };
    return request;
}

QDynamoDBExpected<StreamDescription> tst_Integration_Streams::describe(const QString &tableName)
{
    ListStreamsRequest list;
    list.tableName = tableName;
    const auto listed = await(m_streams.listStreams(list));
    if (!listed)
        return listed.error();
    DescribeStreamRequest request;
    request.streamArn = listed->streams.value(0).streamArn;
    const auto described = await(m_streams.describeStream(request));
    if (!described)
        return described.error();
    return described->streamDescription.value_or(StreamDescription());
}

QFuture<GetShardIteratorResult> tst_Integration_Streams::iterator(const StreamDescription &stream,
                                                                  ShardIteratorType type,
                                                                  const QString &sequenceNumber)
{
    GetShardIteratorRequest request;
    request.streamArn = stream.streamArn;
    request.shardId = stream.shards.value(0).shardId;
    request.shardIteratorType = type;
    request.sequenceNumber = sequenceNumber;
    return m_streams.getShardIterator(request);
}

void tst_Integration_Streams::listStreams()
{
    TEST_TABLE(first, streaming(StreamViewType::KeysOnly));
    TEST_TABLE(second, streaming(StreamViewType::KeysOnly));

    ListStreamsRequest request;
    request.tableName = second.name();
    AWAIT(ofTable, m_streams.listStreams(request));
    QCOMPARE(ofTable.streams.size(), 1);
    QCOMPARE(ofTable.streams[0].tableName, second.name());
    QVERIFY(!ofTable.streams[0].streamLabel.isEmpty());

    request.tableName.clear();
    request.limit = 1;
    QStringList names;
    for (int page = 0; page < 10; ++page) {
        AWAIT(result, m_streams.listStreams(request));
        QVERIFY(result.streams.size() <= 1);
        for (const Stream &stream : result.streams)
            names.append(stream.tableName);
        request.exclusiveStartStreamArn = result.lastEvaluatedStreamArn;
        if (request.exclusiveStartStreamArn.isNull())
            break;
    }
    QVERIFY(names.contains(first.name()));
    QVERIFY(names.contains(second.name()));
}

void tst_Integration_Streams::describeStream()
{
    TEST_TABLE(table, streaming(StreamViewType::NewImage));
    const auto outcome = describe(table.name());
    QVERIFY2(outcome, qPrintable(QDebug::toString(outcome.error())));
    const StreamDescription &stream = *outcome;
    QCOMPARE(stream.tableName, table.name());
    QCOMPARE(stream.streamStatus, StreamStatus::Enabled);
    QCOMPARE(stream.streamViewType, StreamViewType::NewImage);
    QVERIFY(stream.creationRequestDateTime.isValid());
    QCOMPARE(stream.keySchema.size(), 1);
    QCOMPARE(stream.keySchema[0].attributeName, u"pk"_s);
    QCOMPARE(stream.shards.size(), 1);
    QVERIFY(stream.shards[0].sequenceNumberRange);
    QVERIFY(!stream.shards[0].sequenceNumberRange->startingSequenceNumber.isEmpty());
    QVERIFY(stream.shards[0].sequenceNumberRange->endingSequenceNumber.isNull());

    DescribeStreamRequest request;
    request.streamArn = stream.streamArn;
    request.limit = 1;
    AWAIT(limited, m_streams.describeStream(request));
    QVERIFY(limited.streamDescription);
    QCOMPARE(limited.streamDescription->shards.size(), 1);

    request.exclusiveStartShardId = stream.shards[0].shardId;
    AWAIT(rest, m_streams.describeStream(request));
    QVERIFY(rest.streamDescription);
    QVERIFY(rest.streamDescription->shards.isEmpty());

    request.exclusiveStartShardId.clear();
    request.shardFilter = ShardFilter { ShardFilterType::ChildShards, stream.shards[0].shardId };
    AWAIT(children, m_streams.describeStream(request));
    QVERIFY(children.streamDescription);
    QVERIFY(children.streamDescription->shards.isEmpty());
}

void tst_Integration_Streams::getRecords_data()
{
    QTest::addColumn<StreamViewType>("view");
    QTest::addColumn<bool>("hasOld");
    QTest::addColumn<bool>("hasNew");

    QTest::newRow("keys only") << StreamViewType::KeysOnly << false << false;
    QTest::newRow("new image") << StreamViewType::NewImage << false << true;
    QTest::newRow("old image") << StreamViewType::OldImage << true << false;
    QTest::newRow("both images") << StreamViewType::NewAndOldImages << true << true;
}

void tst_Integration_Streams::getRecords()
{
    QFETCH(const StreamViewType, view);
    QFETCH(const bool, hasOld);
    QFETCH(const bool, hasNew);

    TEST_TABLE(table, streaming(view));
    const QDynamoDBItem key { { u"pk"_s, u"a"_s } };
    const QDynamoDBItem before { { u"pk"_s, u"a"_s }, { u"n"_s, 1 } };
    const QDynamoDBItem after { { u"pk"_s, u"a"_s }, { u"n"_s, 2 } };
    AWAIT_DONE(m_client.putItem(table.name(), before));
    AWAIT_DONE(m_client.updateItem(table.name(), key, u"SET n = :n"_s, { { u":n"_s, 2 } }));
    AWAIT_DONE(m_client.deleteItem(table.name(), key));

    const auto stream = describe(table.name());
    QVERIFY2(stream, qPrintable(QDebug::toString(stream.error())));
    AWAIT(start, iterator(*stream, ShardIteratorType::TrimHorizon));
    GetRecordsRequest request;
    request.shardIterator = start.shardIterator;
    AWAIT(result, m_streams.getRecords(request));
    QVERIFY(!result.nextShardIterator.isEmpty());

    const OperationType events[] = { OperationType::Insert, OperationType::Modify,
                                     OperationType::Remove };
    const QDynamoDBItem none;
    const QDynamoDBItem oldImages[] = { none, before, after };
    const QDynamoDBItem newImages[] = { before, after, none };
    QCOMPARE(result.records.size(), 3);
    for (int i = 0; i < 3; ++i) {
        const Record &record = result.records[i];
        QCOMPARE(record.eventName, events[i]);
        QVERIFY(!record.eventID.isEmpty());
        QCOMPARE(record.eventSource, u"aws:dynamodb"_s);
        QVERIFY(record.dynamodb);
        QCOMPARE(record.dynamodb->keys, key);
        QCOMPARE(record.dynamodb->oldImage, hasOld ? oldImages[i] : none);
        QCOMPARE(record.dynamodb->newImage, hasNew ? newImages[i] : none);
        QCOMPARE(record.dynamodb->streamViewType, view);
        QVERIFY(!record.dynamodb->sequenceNumber.isEmpty());
        QVERIFY(record.dynamodb->sizeBytes.value_or(0) > 0);
        QVERIFY(record.dynamodb->approximateCreationDateTime.isValid());
    }
}

void tst_Integration_Streams::iteratorTypes()
{
    TEST_TABLE(table, streaming(StreamViewType::NewImage));
    for (int i = 0; i < 3; ++i)
        AWAIT_DONE(m_client.putItem(table.name(), { { u"pk"_s, QString::number(i) } }));
    const auto stream = describe(table.name());
    QVERIFY2(stream, qPrintable(QDebug::toString(stream.error())));

    GetRecordsRequest request;
    AWAIT(latest, iterator(*stream, ShardIteratorType::Latest));
    AWAIT(start, iterator(*stream, ShardIteratorType::TrimHorizon));
    request.shardIterator = start.shardIterator;
    AWAIT(all, m_streams.getRecords(request));
    QCOMPARE(all.records.size(), 3);
    QVERIFY(all.records[1].dynamodb);
    const QString second = all.records[1].dynamodb->sequenceNumber;

    AWAIT(at, iterator(*stream, ShardIteratorType::AtSequenceNumber, second));
    request.shardIterator = at.shardIterator;
    AWAIT(fromSecond, m_streams.getRecords(request));
    QCOMPARE(fromSecond.records.size(), 2);

    AWAIT(behind, iterator(*stream, ShardIteratorType::AfterSequenceNumber, second));
    request.shardIterator = behind.shardIterator;
    AWAIT(fromThird, m_streams.getRecords(request));
    QCOMPARE(fromThird.records.size(), 1);

    AWAIT_DONE(m_client.putItem(table.name(), { { u"pk"_s, u"new"_s } }));
    request.shardIterator = latest.shardIterator;
    AWAIT(onlyNew, m_streams.getRecords(request));
    QCOMPARE(onlyNew.records.size(), 1);
    QVERIFY(onlyNew.records[0].dynamodb);
    QCOMPARE(onlyNew.records[0].dynamodb->keys, QDynamoDBItem({ { u"pk"_s, u"new"_s } }));
}

void tst_Integration_Streams::pagesOfRecords()
{
    TEST_TABLE(table, streaming(StreamViewType::KeysOnly));
    QStringList expected;
    for (int i = 0; i < 7; ++i) {
        expected.append(QString::number(i));
        AWAIT_DONE(m_client.putItem(table.name(), { { u"pk"_s, expected.last() } }));
    }
    const auto stream = describe(table.name());
    QVERIFY2(stream, qPrintable(QDebug::toString(stream.error())));
    AWAIT(start, iterator(*stream, ShardIteratorType::TrimHorizon));
    GetRecordsRequest request;
    request.shardIterator = start.shardIterator;
    request.limit = 3;
    QStringList found;
    for (int page = 0; page < 20 && found.size() < 7; ++page) {
        AWAIT(result, m_streams.getRecords(request));
        QVERIFY(result.records.size() <= 3);
        for (const Record &record : result.records)
            found.append(record.dynamodb.value_or(StreamRecord()).keys[u"pk"].toString());
        request.shardIterator = result.nextShardIterator;
    }
    QCOMPARE(found, expected);
}

void tst_Integration_Streams::execute()
{
    TEST_TABLE(table, streaming(StreamViewType::KeysOnly));
    AWAIT(result, m_streams.execute(u"ListStreams"_s, { { u"TableName"_s, table.name() } }));
    QCOMPARE(result[u"Streams"_s].toArray().size(), 1);
}

void tst_Integration_Streams::errors()
{
    DescribeStreamRequest describe;
    describe.streamArn = u"arn:aws:dynamodb:ddblocal:000000000000:table/none/stream/"
                         "2026-01-01T00:00:00.000"_s;
    AWAIT_ERROR(noStream, m_streams.describeStream(describe), Code::ResourceNotFound);
    QCOMPARE(noStream.operation(), u"DescribeStream"_s);

    GetRecordsRequest records;
    records.shardIterator = u"this is no iterator"_s;
    AWAIT_ERROR(noIterator, m_streams.getRecords(records), Code::Validation);
    QCOMPARE(noIterator.operation(), u"GetRecords"_s);
}

QTEST_GUILESS_MAIN(tst_Integration_Streams)
#include "tst_integration_streams.moc"
