// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "api/itemcodec/requestcodec_p.h"
#include "api/operation_p.h"

#include <QtDynamoDB/qdynamodbapi.h>

#include <QtTest/qtest.h>

using namespace QDynamoDB;
using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;

namespace {

// Adds the place to a string, and removes it. Encodes the attributes that begin with "secret".
class LabellingCodec final : public QDynamoDBItemCodec
{
public:
    [[nodiscard]] bool encodes(const QString &, const QString &attribute) const override
    {
        return attribute.startsWith("secret"_L1);
    }
    [[nodiscard]] QStringList keyAttributes(const QString &) const override { return { u"id"_s }; }
    [[nodiscard]] QDynamoDBExpected<QDynamoDBValue> encode(
            const Place &place, const QDynamoDBValue &value) const override
    {
        return QDynamoDBValue(label(place) + value.toString());
    }
    [[nodiscard]] QDynamoDBExpected<QDynamoDBValue> decode(
            const Place &place, const QDynamoDBValue &value) const override
    {
        if (!value.toString().startsWith(label(place)))
            return QDynamoDBError(Code::ItemCodec, u"no label."_s);
        return QDynamoDBValue(value.toString().sliced(label(place).size()));
    }

private:
    static QString label(const Place &place)
    {
        return place.tableName + u'/' + place.key[u"id"].toString() + u'/' + place.attributeName
                + u':';
    }
};

const Operation &operationOf(QStringView name, Service service = Service::DynamoDB)
{
    return *findOperation(service, name);
}

QDynamoDBItem item(const QString &id, const QString &secret)
{
    return { { u"id"_s, id }, { u"secret"_s, secret } };
}

} // namespace

// The refusals of RequestCodec, and what DynamoDB Local doesn't show.
class tst_RequestCodec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refused_data();
    void refused();
    void arns();
    void unprocessedItems();
    void unprocessedKeys();
    void callersRequestIsKept();
    void streamRecords();
    void unknownIterator();
    void searchResults();
    void exportFilter();
    void concerns();

private:
    const LabellingCodec m_codec;
};

void tst_RequestCodec::refused_data()
{
    QTest::addColumn<QString>("condition");
    QTest::addColumn<QString>("update");
    QTest::addColumn<QString>("projection");
    QTest::newRow("comparison") << u"#s = :v"_s << QString() << QString();
    QTest::newRow("value first") << u":v = #s"_s << QString() << QString();
    QTest::newRow("begins_with") << u"begins_with(#s, :v)"_s << QString() << QString();
    QTest::newRow("size") << u"size(#s) > :v"_s << QString() << QString();
    QTest::newRow("type") << u"attribute_type(#s, :v)"_s << QString() << QString();
    QTest::newRow("inside NOT") << u"attribute_exists(pk) OR NOT (#s IN (:v, :v))"_s << QString()
                                << QString();
    QTest::newRow("part exists") << u"attribute_exists(#s.a)"_s << QString() << QString();
    QTest::newRow("ADD") << QString() << u"ADD #s :v"_s << QString();
    QTest::newRow("DELETE") << QString() << u"DELETE #s :v"_s << QString();
    QTest::newRow("SET part") << QString() << u"SET #s.a = :v"_s << QString();
    QTest::newRow("REMOVE part") << QString() << u"REMOVE #s[0]"_s << QString();
    QTest::newRow("SET to path") << QString() << u"SET #s = Plain"_s << QString();
    QTest::newRow("SET from path") << QString() << u"SET Plain = #s"_s << QString();
    QTest::newRow("sum") << QString() << u"SET #s = #s + :v"_s << QString();
    QTest::newRow("list_append") << QString() << u"SET #s = list_append(:v, :v)"_s << QString();
    QTest::newRow("if other exists")
            << QString() << u"SET #s = if_not_exists(Plain, :v)"_s << QString();
    QTest::newRow("shared value") << QString() << u"SET #s = :v, Plain = :v"_s << QString();
    QTest::newRow("value in condition") << u"Plain <> :v"_s << u"SET #s = :v"_s << QString();
    QTest::newRow("projection") << QString() << QString() << u"pk, #s.a"_s;
}

// The service would compare or change the encoded value.
void tst_RequestCodec::refused()
{
    QFETCH(const QString, condition);
    QFETCH(const QString, update);
    QFETCH(const QString, projection);
    const QMap<QString, QString> names { { u"#s"_s, u"secret"_s } };
    const QDynamoDBItem values { { u":v"_s, u"v"_s } };
    const auto check = [&](QStringView operation, auto request) {
        request.tableName = u"Thread"_s;
        request.expressionAttributeNames = names;
        RequestCodec codec(m_codec, operationOf(operation));
        const QDynamoDBError error = codec.encode(&request);
        QVERIFY2(error.code() == Code::ItemCodec, qPrintable(QDebug::toString(error)));
        QVERIFY2(error.message().contains("\"secret\" of the table Thread"_L1),
                 qPrintable(error.message()));
    };
    if (!projection.isNull()) {
        ScanRequest scan;
        scan.projectionExpression = projection;
        check(u"Scan", scan);
    } else if (!update.isNull()) {
        UpdateItemRequest request;
        request.key = { { u"id"_s, u"1"_s } };
        request.updateExpression = update;
        request.conditionExpression = condition;
        request.expressionAttributeValues = values;
        check(u"UpdateItem", request);
    } else {
        ScanRequest scan;
        scan.filterExpression = condition;
        scan.expressionAttributeValues = values;
        check(u"Scan", scan);
    }
}

void tst_RequestCodec::arns()
{
    RequestCodec codec(m_codec, operationOf(u"PutItem"));
    PutItemRequest put;
    put.tableName = u"arn:aws:dynamodb:eu-central-1:123456789012:table/Thread"_s;
    put.item = item(u"1"_s, u"x"_s);
    QCOMPARE(codec.encode(&put), QDynamoDBError());
    QCOMPARE(put.item[u"secret"].toString(), u"Thread/1/secret:x");
}

// The caller sends unprocessed items again, so it must not get encoded ones.
void tst_RequestCodec::unprocessedItems()
{
    RequestCodec codec(m_codec, operationOf(u"BatchWriteItem"));
    BatchWriteItemRequest request;
    WriteRequest put;
    put.putRequest = PutRequest { item(u"1"_s, u"x"_s) };
    WriteRequest remove;
    remove.deleteRequest = DeleteRequest { { { u"id"_s, u"2"_s } } };
    request.requestItems[u"Thread"_s] = { put, remove };
    const BatchWriteItemRequest original = request;
    QCOMPARE(codec.encode(&request), QDynamoDBError());
    QCOMPARE(request.requestItems[u"Thread"_s][0].putRequest->item[u"secret"].toString(),
             u"Thread/1/secret:x");
    BatchWriteItemResult result;
    result.unprocessedItems = request.requestItems;
    QCOMPARE(codec.decode(&request, &result), QDynamoDBError());
    QCOMPARE(result.unprocessedItems[u"Thread"_s][0].putRequest->item,
             original.requestItems[u"Thread"_s][0].putRequest->item);
    QCOMPARE(result.unprocessedItems[u"Thread"_s][1].deleteRequest->key, remove.deleteRequest->key);
}

void tst_RequestCodec::unprocessedKeys()
{
    RequestCodec codec(m_codec, operationOf(u"BatchGetItem"));
    BatchGetItemRequest request;
    KeysAndAttributes &keys = request.requestItems[u"Thread"_s];
    keys.keys = { QDynamoDBItem { { u"id"_s, u"1"_s } } };
    keys.projectionExpression = u"#s"_s;
    keys.expressionAttributeNames = { { u"#s"_s, u"secret"_s } };
    QCOMPARE(codec.encode(&request), QDynamoDBError());
    QVERIFY(request.requestItems[u"Thread"_s].projectionExpression != u"#s");
    QVERIFY(request.requestItems[u"Thread"_s].expressionAttributeNames.values().contains(u"id"_s));

    BatchGetItemResult result;
    result.responses[u"Thread"_s] = { item(u"1"_s, u"Thread/1/secret:x"_s) };
    result.unprocessedKeys = request.requestItems;
    QCOMPARE(codec.decode(&request, &result), QDynamoDBError());
    QCOMPARE(result.responses[u"Thread"_s], { QDynamoDBItem({ { u"secret"_s, u"x"_s } }) });
    const KeysAndAttributes &left = result.unprocessedKeys[u"Thread"_s];
    QCOMPARE(left.projectionExpression, u"#s");
    QCOMPARE(left.expressionAttributeNames.size(), 1);
    QCOMPARE(left.keys, { QDynamoDBItem({ { u"id"_s, u"1"_s } }) });
}

// A request shares its memory with the copy that a call encodes.
void tst_RequestCodec::callersRequestIsKept()
{
    RequestCodec codec(m_codec, operationOf(u"TransactWriteItems"));
    TransactWriteItemsRequest request;
    request.transactItems.resize(1);
    request.transactItems[0].put.emplace();
    request.transactItems[0].put->tableName = u"Thread"_s;
    request.transactItems[0].put->item = item(u"1"_s, u"x"_s);
    TransactWriteItemsRequest copy = request;
    QCOMPARE(codec.encode(&copy), QDynamoDBError());
    QCOMPARE(copy.transactItems[0].put->item[u"secret"].toString(), u"Thread/1/secret:x");
    QCOMPARE(request.transactItems[0].put->item, item(u"1"_s, u"x"_s));

    RequestCodec batch(m_codec, operationOf(u"BatchWriteItem"));
    BatchWriteItemRequest writes;
    WriteRequest put;
    put.putRequest = PutRequest { item(u"1"_s, u"x"_s) };
    writes.requestItems[u"Thread"_s] = { put };
    BatchWriteItemRequest copied = writes;
    QCOMPARE(batch.encode(&copied), QDynamoDBError());
    QCOMPARE(writes.requestItems[u"Thread"_s][0].putRequest->item, item(u"1"_s, u"x"_s));
}

void tst_RequestCodec::streamRecords()
{
    RequestCodec codec(m_codec, operationOf(u"GetRecords", Service::Streams));
    GetRecordsRequest request;
    request.shardIterator = u"arn:aws:dynamodb:us-west-2:111122223333:table/Thread/stream/"
                            "2015-05-20T20:51:10.252|1|AAAAAAAAAAG"_s;
    QCOMPARE(codec.encode(&request), QDynamoDBError());
    GetRecordsResult result;
    result.records.resize(1);
    StreamRecord &record = result.records[0].dynamodb.emplace();
    record.keys = { { u"id"_s, u"1"_s } };
    record.oldImage = { { u"secret"_s, u"Thread/1/secret:old"_s } };
    record.newImage = item(u"1"_s, u"Thread/1/secret:new"_s);
    QCOMPARE(codec.decode(&request, &result), QDynamoDBError());
    QCOMPARE(result.records[0].dynamodb->oldImage[u"secret"].toString(), u"old");
    QCOMPARE(result.records[0].dynamodb->newImage, item(u"1"_s, u"new"_s));
}

void tst_RequestCodec::unknownIterator()
{
    RequestCodec codec(m_codec, operationOf(u"GetRecords", Service::Streams));
    GetRecordsRequest request;
    request.shardIterator = u"opaque"_s;
    GetRecordsResult result;
    QCOMPARE(codec.decode(&request, &result), QDynamoDBError());
    result.records.resize(1);
    result.records[0].dynamodb.emplace().newImage = item(u"1"_s, u"x"_s);
    QCOMPARE(codec.decode(&request, &result).code(), Code::ItemCodec);
}

void tst_RequestCodec::searchResults()
{
    RequestCodec codec(m_codec, operationOf(u"SearchVectors"));
    SearchVectorsRequest request;
    request.tableName = u"Thread"_s;
    request.searchConditionExpression = u"attribute_exists(secret)"_s;
    QCOMPARE(codec.encode(&request), QDynamoDBError());
    SearchVectorsResult result;
    result.searchResults.resize(1);
    result.searchResults[0].item = item(u"1"_s, u"Thread/1/secret:x"_s);
    QCOMPARE(codec.decode(&request, &result), QDynamoDBError());
    QCOMPARE(result.searchResults[0].item, item(u"1"_s, u"x"_s));
    request.searchConditionExpression = u"secret = :v"_s;
    request.expressionAttributeValues = { { u":v"_s, 1 } };
    QCOMPARE(codec.encode(&request).code(), Code::ItemCodec);
}

void tst_RequestCodec::exportFilter()
{
    RequestCodec codec(m_codec, operationOf(u"ExportTableToPointInTime"));
    ExportTableToPointInTimeRequest request;
    request.tableArn = u"arn:aws:dynamodb:eu-central-1:123456789012:table/Thread"_s;
    request.filterSpecification.emplace().projectionExpression = u"secret"_s;
    QCOMPARE(codec.encode(&request), QDynamoDBError());
    QCOMPARE(request.filterSpecification->projectionExpression, u"secret");
    request.filterSpecification->filterExpression = u"secret = :v"_s;
    request.filterSpecification->expressionAttributeValues = { { u":v"_s, 1 } };
    const QDynamoDBError error = codec.encode(&request);
    QCOMPARE(error.code(), Code::ItemCodec);
    QVERIFY2(error.message().contains("the table Thread"_L1), qPrintable(error.message()));
}

// Each operation with attributes is one that this test, or the one on DynamoDB Local, knows.
void tst_RequestCodec::concerns()
{
    const QStringList known = u"BatchExecuteStatement BatchGetItem BatchWriteItem DeleteItem "
                              "DescribeExport ExecuteStatement ExecuteTransaction "
                              "ExportTableToPointInTime GetItem GetRecords PutItem Query Scan "
                              "SearchVectors TransactGetItems TransactWriteItems UpdateItem"_s.split(
                                      u' ');
    QStringList found;
    for (const Operation *operation : allOperations()) {
        if (RequestCodec::concerns(*operation))
            found.append(QString::fromLatin1(operation->name));
    }
    found.sort();
    QCOMPARE(found.join(u' '), known.join(u' '));
}

QTEST_APPLESS_MAIN(tst_RequestCodec)
#include "tst_requestcodec.moc"
