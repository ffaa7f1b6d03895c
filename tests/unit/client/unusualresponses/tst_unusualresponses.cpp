// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "waiting/errorof.h"
#include "testclient/testclient.h"
#include "transports/eachtransport.h"
#include "fakeserver/fakeserver.h"
#include "models/rows/cellvalue_p.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbexceptions.h>
#include <QtDynamoDB/qdynamodbexpression.h>
#include <QtDynamoDB/qdynamodbjson.h>
#include <QtDynamoDB/qdynamodbmapper.h>

#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtTest/qtest.h>

#include <functional>

using namespace Qt::StringLiterals;
using namespace QDynamoDB;
using namespace QtDynamoDBPrivate;
using Code = QDynamoDBError::Code;
using Calling = std::function<QFuture<void>(QDynamoDBClient &)>;
Q_DECLARE_METATYPE(Calling)

// A gadget with a property of any type, and a property that is a string.
struct Thing
{
    Q_GADGET
    Q_PROPERTY(QDynamoDBValue any MEMBER any)
    Q_PROPERTY(QString text MEMBER text)

public:
    QDynamoDBValue any;
    QString text;
};

namespace {

const QDynamoDBItem itemKey { { u"id"_s, 1 } };
const QString arn = u"arn:aws:dynamodb:us-east-1:123456789012:table/Thread"_s;

Calling executing(const QString &action)
{
    return [action](QDynamoDBClient &client) {
        return QFuture<void>(client.execute(action, QJsonObject()));
    };
}

const Calling tagResource = [](QDynamoDBClient &client) {
    TagResourceRequest request;
    request.resourceArn = arn;
    request.tags = { { u"a"_s, u"b"_s } };
    return QFuture<void>(client.tagResource(request));
};
const Calling untagResource = [](QDynamoDBClient &client) {
    UntagResourceRequest request;
    request.resourceArn = arn;
    request.tagKeys = QStringList { u"a"_s };
    return QFuture<void>(client.untagResource(request));
};
const Calling getItem = [](QDynamoDBClient &client) {
    return QFuture<void>(client.getItem(u"Thread"_s, itemKey));
};
const Calling putItem = [](QDynamoDBClient &client) {
    return QFuture<void>(client.putItem(u"Thread"_s, itemKey));
};

} // namespace

// Unusual responses: which of them are successes, and which data of them is kept.
class tst_UnusualResponses : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { addTransports(); }
    void init();

    void statuses_data();
    void statuses();
    void checksums_data();
    void checksums();
    void unreadableErrors_data();
    void unreadableErrors();
    void unknownValues();
    void unknownValuesInOtherApis();
    void unpairedSurrogates();
    void statementErrors();
    void largeIntegers();

private:
    std::unique_ptr<FakeServer> m_server;
    std::unique_ptr<QDynamoDBClient> m_client;
};

void tst_UnusualResponses::init()
{
    m_server = std::make_unique<FakeServer>();
    m_client = std::make_unique<QDynamoDBClient>();
    configureTestClient(m_client.get(), m_server->url());
    m_client->setMaxRetries(0);
    m_client->setTransport(currentTransport());
}

void tst_UnusualResponses::statuses_data()
{
    QTest::addColumn<Calling>("call");
    QTest::addColumn<Reaction>("reaction");
    QTest::addColumn<Code>("code");
    const auto row = [](const char *name, const Calling &call, const Reaction &reaction,
                        Code code = Code::NoError) {
        QTest::newRow(name) << call << reaction << code;
    };
    const Reaction empty = Reaction::reply(200, "");
    const Reaction noContent = Reaction::raw("HTTP/1.1 204 No Content\r\n\r\n");
    const std::pair<const char *, Calling> without[] = {
        { "TagResource", tagResource },
        { "UntagResource", untagResource },
        { "execute TagResource", executing(u"TagResource"_s) },
        { "execute UntagResource", executing(u"UntagResource"_s) },
        { "execute one that is new", executing(u"DoSomethingNew"_s) },
    };
    for (const auto &[name, call] : without) {
        const auto add = [&, theName = name, theCall = call](const char *how,
                                                             const Reaction &reaction) {
            row(QByteArray(theName + QByteArray(": ") + how).constData(), theCall, reaction);
        };
        add("empty", empty);
        add("no content", noContent);
        add("braces", Reaction::json(200, "{}"));
        add("white space", Reaction::reply(200, " \r\n\t "));
        add("no chunk", Reaction::reply(200, "").withoutContentLength().chunked());
        add("closed",
            Reaction::raw("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n").closed(Stage::Reply));
        add("accepted", Reaction::reply(202, ""));
    }
    row("TagResource: page of a proxy", tagResource, Reaction::reply(200, "<html></html>"),
        Code::InvalidResponse);
    row("unknown operation: page of a proxy", executing(u"DoSomethingNew"_s),
        Reaction::reply(200, "<html></html>"), Code::InvalidResponse);

    // A missing result is not an empty result.
    row("GetItem: empty", getItem, empty, Code::InvalidResponse);
    row("GetItem: white space", getItem, Reaction::reply(200, "\n"), Code::InvalidResponse);
    row("PutItem: empty", putItem, empty, Code::InvalidResponse);
    row("execute GetItem: empty", executing(u"GetItem"_s), empty, Code::InvalidResponse);
    // The status 204 stands for an empty result.
    row("GetItem: no content", getItem, noContent);
    row("PutItem: no content", putItem, noContent);
    row("execute PutItem: no content", executing(u"PutItem"_s), noContent);

    for (const int status : { 201, 202, 203, 206, 226 }) {
        row(QByteArray("GetItem: " + QByteArray::number(status)).constData(), getItem,
            Reaction::json(status, "{}"));
        row(QByteArray("execute GetItem: " + QByteArray::number(status)).constData(),
            executing(u"GetItem"_s), Reaction::json(status, "{}"));
    }
    row("GetItem: byte order mark", getItem, Reaction::reply(200, "\xef\xbb\xbf{}"));
    row("GetItem: 301", getItem, Reaction::redirect(301, "http://127.0.0.1:9/"), Code::Unknown);
    row("GetItem: 404", getItem, Reaction::reply(404, ""), Code::Unknown);
}

void tst_UnusualResponses::statuses()
{
    QFETCH(const Calling, call);
    QFETCH(const Reaction, reaction);
    QFETCH(const Code, code);
    m_server->enqueue(reaction);
    const QDynamoDBError error = errorOf(call(*m_client));
    QVERIFY2(error.code() == code, qPrintable(QDebug::toString(error)));
}

void tst_UnusualResponses::checksums_data()
{
    QTest::addColumn<Reaction>("reaction");
    QTest::addColumn<Code>("code");
    const auto row = [](const char *name, const Reaction &reaction, Code code) {
        QTest::newRow(name) << reaction << code;
    };
    const Reaction good = Reaction::json(200, "{}");
    const auto with = [&good](const QByteArray &value) { return good.header("x-amz-crc32", value); };
    const QByteArray right = QByteArray::number(fakeServerCrc32("{}"));
    row("correct", with(right), Code::NoError);
    row("leading zeros", with("000" + right), Code::NoError);
    row("wrong", good.wrongCrc(), Code::ChecksumMismatch);
    row("empty", with(""), Code::NoError);
    row("text", with("none"), Code::NoError);
    row("hexadecimal", with("0x" + QByteArray::number(fakeServerCrc32("{}"), 16)), Code::NoError);
    row("negative", with("-" + right), Code::NoError);
    row("beyond 32 bits", with("4294967296"), Code::NoError);
    row("beyond 64 bits", with("99999999999999999999999"), Code::NoError);
    row("with a fraction", with(right + ".0"), Code::NoError);
    row("wrong, on an error", Reaction::error(400, "ResourceNotFoundException").wrongCrc(),
        Code::ResourceNotFound);
    row("wrong, on a server error", Reaction::error(500, "InternalServerError").wrongCrc(),
        Code::InternalServerError);
    row("wrong, on a page", Reaction::html(403).header("x-amz-crc32", "1"), Code::Unknown);
}

void tst_UnusualResponses::checksums()
{
    QFETCH(const Reaction, reaction);
    QFETCH(const Code, code);
    m_server->enqueue(reaction);
    const QDynamoDBError error = errorOf(m_client->getItem(u"Thread"_s, itemKey));
    QVERIFY2(error.code() == code, qPrintable(QDebug::toString(error)));
}

void tst_UnusualResponses::unreadableErrors_data()
{
    QTest::addColumn<QByteArray>("rest");
    QTest::newRow("unknown type") << R"("Item":{"a":{"F":"TOPSECRET"}})"_ba;
    QTest::newRow("invalid item") << R"("Item":["TOPSECRET"])"_ba;
    QTest::newRow("duplicate attribute") << R"("Item":{"a":{"S":"TOPSECRET"},"a":{"S":"x"}})"_ba;
    QTest::newRow("null reason") << R"("CancellationReasons":[null,{"Item":{"a":"TOPSECRET"}}])"_ba;
    QTest::newRow("truncated") << R"("Item":{"a":{"S":"TOPSECRET)"_ba;
    QTest::newRow("not JSON") << R"("Item":{"a":TOPSECRET}})"_ba;
}

// Data of items does not appear in messages or logs.
void tst_UnusualResponses::unreadableErrors()
{
    QFETCH(const QByteArray, rest);
    for (const bool named : { true, false }) {
        const QByteArray start = named
                ? R"({"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",)"
                  R"("message":"told so",)"_ba
                : "{"_ba;
        m_server->enqueue(Reaction::reply(400, start + rest + '}'));
        PutItemRequest request;
        request.tableName = u"Thread"_s;
        request.item = itemKey;
        const QDynamoDBError error = errorOf(m_client->putItem(request));
        QCOMPARE(error.code(), named ? Code::ConditionalCheckFailed : Code::Unknown);
        QCOMPARE(error.message(), named ? u"told so"_s : u"HTTP status 400"_s);
        QVERIFY(!QDebug::toString(error).contains("TOPSECRET"_L1));
    }
}

// Values of unknown types are kept and can be sent again; other values are not affected.
void tst_UnusualResponses::unknownValues()
{
    const QByteArray unknown[] = {
        R"({"F":[0.5,1e400,{"x":null}]})", // an unknown type
        R"({"N":"123456789012345678901234567890123456789"})",
        R"({"N":"1E+400"})",
        R"({"N":"seven"})",
        R"({"N":7})",
        R"({"B":"?"})",
        R"({"SS":[]})",
        R"({"SS":["a","a"]})",
        R"({"NS":["1","1.0"]})",
        R"({"BOOL":"true"})",
        R"({"NULL":false})",
        R"({"S":null})",
        R"({"S":"a","N":"1"})",
        R"({})",
        R"("text")",
        R"(null)",
        R"({"M":{"x":{"S":"a"},"x":{"S":"b"}}})",
        R"({ "X" : [ 1, "\u00e9\ud800" ] })",
    };
    QByteArray attributes;
    for (qsizetype i = 0; i < std::ssize(unknown); ++i)
        attributes += "\"u" + QByteArray::number(i) + "\":" + unknown[i] + ',';
    const QByteArray good = R"("good":{"S":"x"},"nested":{"M":{"l":{"L":[{"Q":1},{"N":"2"}]}}})";
    m_server->enqueue(Reaction::json(200,
                                     R"({"Count":2,"Items":[{)" + attributes + good
                                             + R"(},{"id":{"N":"2"}}],"ScannedCount":2})"));
    const ScanResult page = m_client->scan(u"Thread"_s).result();
    QCOMPARE(page.items.size(), 2);
    QCOMPARE(page.items[1][u"id"], QDynamoDBValue(2));
    const QDynamoDBItem item = page.items[0];
    QCOMPARE(item[u"good"], QDynamoDBValue(u"x"_s));
    for (qsizetype i = 0; i < std::ssize(unknown); ++i) {
        const QDynamoDBValue value = item[u"u%1"_s.arg(i)];
        QCOMPARE(value.type(), QDynamoDBValue::Type::Unknown);
        QCOMPARE(value.unknownJson().toUtf8(), unknown[i]);
    }
    const QDynamoDBValue list = item[u"nested"][u"l"];
    QCOMPARE(list[0].unknownJson(), uR"({"Q":1})"_s);
    QCOMPARE(list[1], QDynamoDBValue(2));

    m_client->putItem(u"Thread"_s, item).waitForFinished();
    const QByteArray sent = m_server->requests().constLast().body;
    for (const QByteArray &value : unknown)
        QVERIFY2(sent.contains(value), value.constData());

    // The writer does not check values of unknown types.
    const QDynamoDBError error = errorOf(
            m_client->putItem(u"Thread"_s,
                              { { u"id"_s, QDynamoDBValue(QDynamoDBValue::Type::Unknown) } }));
    QCOMPARE(error.code(), Code::InvalidParameterValue);

    // Invalid JSON is rejected.
    for (const QByteArray bad : { R"({"X":tru})", R"({"X":[1,]})", R"({"X":01})", R"({"X":"\x"})",
                                  R"({"X":{"a" 1}})", R"({"X":[1}})", R"({"N":7 8})" }) {
        m_server->enqueue(Reaction::json(200, R"({"Item":{"a":)" + bad + "}}"));
        QVERIFY2(errorOf(m_client->getItem(u"Thread"_s, itemKey)).code() == Code::InvalidResponse,
                 bad.constData());
    }
}

// Other parts of the library keep values of unknown types, or reject them with their name.
void tst_UnusualResponses::unknownValuesInOtherApis()
{
    const QDynamoDBValue value = QDynamoDBJson::toValue(R"({"F":[0.5]})").value();
    const QVariant variant = value.toVariant();
    QCOMPARE(variant.value<QDynamoDBValue>(), value);
    QCOMPARE(variant.toString(), uR"({"F":[0.5]})"_s);
    QCOMPARE(QDynamoDBValue::fromVariant(variant), value);
    QCOMPARE(QDynamoDBValue::staticMetaObject.property(2).readOnGadget(&value).toString(),
             value.unknownJson());
    QVERIFY(!QDebug::toString(value).isEmpty());

    const QDynamoDBItem item { { u"any"_s, value }, { u"list"_s, QDynamoDBValueList { 1, value } } };
    QCOMPARE(QDynamoDBItem::fromVariantMap(item.toVariantMap()), item);

    // The service decides what the unknown type allows.
    UpdateItemRequest update;
    QVERIFY(!apply(&update, add(u"a"_s, value), attribute(u"b"_s).between(value, 1)).isError());
    QCOMPARE(update.expressionAttributeValues.begin()->value, value);

    const auto mapper = QDynamoDBMapper::of<Thing>();
    Thing thing;
    QVERIFY(!mapper.fromItem({ { u"any"_s, value }, { u"text"_s, u"x"_s } }, &thing).isError());
    QCOMPARE(thing.any, value);
    const auto written = mapper.toItem(&thing);
    QVERIFY(written);
    QCOMPARE((*written)[u"any"], value);
    const QDynamoDBError refused = mapper.fromItem({ { u"text"_s, value } }, &thing);
    QVERIFY2(refused.message().contains("text"_L1) && refused.message().contains("Unknown"_L1),
             qPrintable(refused.message()));

    QCOMPARE(displayValue(value).toString(), value.unknownJson());
    QVERIFY(sortKey(value).toString() > sortKey("x"_ba).toString()); // sorted after known types
    QVERIFY(!fitsDefaultEditor(value));
    QVERIFY(!editedValue(value, u"text"_s));
    QCOMPARE(*editedValue(value, variant), value);
}

// DynamoDB stores strings with unpaired surrogates. The library reads them into QString and writes them
// as escapes.
void tst_UnusualResponses::unpairedSurrogates()
{
    const QString high(QChar(0xd83d));
    const QString low(QChar(0xde00));
    const QByteArray json = R"({"id":{"N":"1"},"a\ud83d":{"S":"x\ud83dz"},)"
                            R"("m":{"M":{"\ude00":{"SS":["\ud83d","\ude00\ud83d"]}}},)"
                            R"("pair":{"S":"\ud83d\ude00"}})";
    m_server->enqueue(Reaction::json(200, R"({"Item":)" + json + '}'));
    const QDynamoDBItem item = m_client->getItem(u"Thread"_s, itemKey).result().item;
    QCOMPARE(item[QString(u'a' + high)], QDynamoDBValue(QString(u'x' + high + u'z')));
    QCOMPARE(item[u"m"][low], QDynamoDBValue::stringSet({ high, QString(low + high) }));
    QCOMPARE(item[u"pair"], QDynamoDBValue(QString(high + low)));

    m_client->putItem(u"Thread"_s, item).waitForFinished();
    QByteArray expected = json;
    expected.replace(R"({"S":"\ud83d\ude00"})", "{\"S\":\"\xf0\x9f\x98\x80\"}");
    const QByteArray sent = m_server->requests().constLast().body;
    QVERIFY2(sent.contains(expected), sent.constData());

    // Strings outside of items are read in the same way.
    m_server->enqueue(Reaction::json(200, R"({"TableNames":["Thr\ud83dead"]})"));
    QCOMPARE(m_client->listTables().result().tableNames, QStringList { u"Thr"_s + high + u"ead"_s });
    m_server->enqueue(
            Reaction::json(400, R"({"__type":"x#ValidationException","message":"bad \ud83d"})"));
    const QDynamoDBError error = errorOf(m_client->getItem(u"Thread"_s, itemKey));
    QCOMPARE(error.code(), Code::Validation);
    QCOMPARE(error.message(), QString(u"bad "_s + high));

    // Invalid UTF-8 is an error, because replacement characters would change the data.
    m_server->enqueue(Reaction::json(200, "{\"Item\":{\"a\":{\"S\":\"x\xed\xa0\xbdz\"}}}"));
    const QDynamoDBError invalid = errorOf(m_client->getItem(u"Thread"_s, itemKey));
    QCOMPARE(invalid.code(), Code::InvalidResponse);
    QVERIFY(invalid.message().contains("UTF-8"_L1));
}

// A successful response can contain errors of single statements.
void tst_UnusualResponses::statementErrors()
{
    m_server->enqueue(Reaction::json(200, R"({"Responses":[
        {"Error":{"Code":"ConditionalCheckFailed","Message":"told so","Item":{"a":{"F":"x"}}}},
        {"Error":{"Message":7,"Item":{"a":{"S":"x"},"a":{"S":"y"}},
                  "Code":"ItemCollectionSizeLimitExceeded"}},
        {"Item":{"id":{"N":"1"}},"TableName":"Thread"}]})"));
    BatchExecuteStatementRequest request;
    request.statements = { { u"SELECT * FROM Thread"_s, {}, {}, {} } };
    const auto responses = m_client->batchExecuteStatement(request).result().responses;
    QCOMPARE(responses.size(), 3);
    QCOMPARE(responses[0].error->message, u"told so"_s);
    QCOMPARE(responses[0].error->item[u"a"].unknownJson(), uR"({"F":"x"})"_s);
    QCOMPARE(responses[1].error->code, BatchStatementErrorCode::ItemCollectionSizeLimitExceeded);
    QVERIFY(responses[1].error->item.isNull());
    QCOMPARE(responses[2].item[u"id"], QDynamoDBValue(1));
}

// Integers of the service have 64 bits.
void tst_UnusualResponses::largeIntegers()
{
    const qint64 units = Q_INT64_C(5'000'000'000);
    m_server->enqueue(Reaction::json(200, R"({"TableDescription":{"ItemCount":9007199254740993,
        "TableSizeBytes":5e9,"ProvisionedThroughput":{"ReadCapacityUnits":5000000000.0}}})"));
    UpdateTableRequest request;
    request.tableName = u"Thread"_s;
    request.provisionedThroughput = { units, units };
    const auto table = m_client->updateTable(request).result().tableDescription;
    QVERIFY(m_server->requests().constLast().body.contains(R"("ReadCapacityUnits":5000000000,)"));
    QCOMPARE(*table->itemCount, Q_INT64_C(9007199254740993));
    QCOMPARE(*table->tableSizeBytes, units);
    QCOMPARE(*table->provisionedThroughput->readCapacityUnits, units);

    request.provisionedThroughput = { 0, units };
    const QDynamoDBError error = errorOf(m_client->updateTable(request));
    QCOMPARE(error.message(),
             u"ProvisionedThroughput.ReadCapacityUnits is 0; it must be at least 1"_s);
}

QTEST_GUILESS_MAIN(tst_UnusualResponses)

#include "tst_unusualresponses.moc"
