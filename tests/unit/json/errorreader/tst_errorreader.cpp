// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "json/errorreader_p.h"

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;
using Code = QDynamoDBError::Code;

// Error responses of the service and of proxies.
class tst_ErrorReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void codes_data();
    void codes();
    void messages_data();
    void messages();
    void item();
    void cancellationReasons();
    void throttlingReasons_data();
    void throttlingReasons();
    void otherMembers_data();
    void otherMembers();
    void itemsInMessages_data();
    void itemsInMessages();
    void longReasons();
    void unexpectedBodies_data();
    void unexpectedBodies();
};

void tst_ErrorReader::codes_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Code>("code");
    QTest::addColumn<QString>("type");
    const auto row = [](const char *name, int status, const char *header, const char *body,
                        Code code, const QString &type) {
        QTest::newRow(name) << status << QByteArray(header) << QByteArray(body) << code << type;
    };

    const QString notFound = u"ResourceNotFoundException"_s;
    row("DynamoDB", 400, "",
        R"({"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException"})",
        Code::ResourceNotFound, notFound);
    row("validation", 400, "", R"({"__type":"com.amazon.coral.validate#ValidationException"})",
        Code::Validation, u"ValidationException"_s);
    row("availability", 400, "",
        R"({"__type":"com.amazon.coral.availability#ThrottlingException"})", Code::Throttling,
        u"ThrottlingException"_s);
    row("service", 400, "", R"({"__type":"com.amazon.coral.service#UnknownOperationException"})",
        Code::UnknownOperation, u"UnknownOperationException"_s);
    row("bare", 400, "", R"({"__type":"ResourceNotFoundException"})", Code::ResourceNotFound,
        notFound);
    row("code", 400, "", R"({"code":"ResourceNotFoundException"})", Code::ResourceNotFound,
        notFound);
    row("header", 400, "ResourceNotFoundException", "", Code::ResourceNotFound, notFound);
    row("header with more", 400, "a.b#ResourceNotFoundException:http://x.example/,y", "{}",
        Code::ResourceNotFound, notFound);
    row("type before code and header", 400, "AccessDeniedException",
        R"({"code":"Throttling","__type":"x#ResourceNotFoundException"})", Code::ResourceNotFound,
        notFound);
    row("comma in the type", 400, "", R"({"__type":"ResourceNotFoundException,x#y:z"})",
        Code::ResourceNotFound, notFound);
    row("null type", 400, "AccessDeniedException", R"({"__type":null})", Code::AccessDenied,
        u"AccessDeniedException"_s);
    row("unknown type", 400, "", R"({"__type":"x#BrandNewException"})", Code::Unknown,
        u"BrandNewException"_s);
    row("none", 400, "", "{}", Code::Unknown, u""_s);
    row("none, 408", 408, "", "", Code::Timeout, {});
    row("none, 429", 429, "", "", Code::Throttling, {});
    row("none, 500", 500, "", "", Code::InternalServerError, {});
    row("none, 503", 503, "", "<html>", Code::ServiceUnavailable, {});
}

void tst_ErrorReader::codes()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, header);
    QFETCH(const QByteArray, body);
    QFETCH(const Code, code);
    QFETCH(const QString, type);
    const QDynamoDBError error = readServiceError(status, header, body);
    QCOMPARE(error.code(), code);
    QCOMPARE(error.httpStatus(), status);
    if (!type.isEmpty())
        QCOMPARE(error.type(), type);
}

void tst_ErrorReader::messages_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const QByteArray &body, const QString &message) {
        QTest::newRow(name) << body << message;
    };
    row("message", R"({"__type":"x","message":"told \"so\""})", u"told \"so\""_s);
    row("Message", R"({"__type":"x","Message":"told so"})", u"told so"_s);
    row("none", R"({"__type":"x"})", {});
    row("no string", R"({"__type":"x","message":{"a":[1]}})", {});
    row("null and text", R"({"__type":"x","Message":null,"message":"told so"})", u"told so"_s);
    row("half a surrogate pair", R"({"__type":"x","message":"a\ud83d"})",
        u"a"_s + QChar(char16_t(0xd83d)));
    row("invalid escape", R"({"__type":"x","message":"a\qb"})", u"a\\qb"_s);
    row("longest", "{\"__type\":\"x\",\"message\":\"" + QByteArray(1'000'000, 'm') + "\"}",
        QString(8192, u'm'));
    row("longest, of escapes",
        "{\"__type\":\"x\",\"message\":\"" + QByteArray("\\u00e9").repeated(20'000) + "\"}",
        QString(8192, u'\u00e9'));
    row("byte order mark", "\xef\xbb\xbf{\"__type\":\"x\",\"message\":\"told so\"}", u"told so"_s);
    row("html", "<html>\n <b>Service\tUnavailable</b></html>",
        u"HTTP status 503: <html> <b>Service Unavailable</b></html>"_s);
    row("nothing", "", u"HTTP status 503"_s);
    row("binary", "\x1f\x8b\x08\x00\xff", u"HTTP status 503: \ufffd"_s);
    row("long", QByteArray(100000, 'x'), u"HTTP status 503: "_s + QString(200, u'x') + u'\u2026');
}

void tst_ErrorReader::messages()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QString, message);
    const QString read = readServiceError(503, {}, body).message();
    if (message.contains(u'\ufffd')) // the number of replacement characters does not matter
        QVERIFY2(read.startsWith("HTTP status 503: "_L1) && read.size() < 30, qPrintable(read));
    else
        QCOMPARE(read, message);
}

void tst_ErrorReader::item()
{
    const QDynamoDBError error = readServiceError(
            400, {}, R"({"__type":"x#ConditionalCheckFailedException","Item":{"a":{"N":"1"}}})"_ba);
    QCOMPARE(error.code(), Code::ConditionalCheckFailed);
    QCOMPARE(error.item(), QDynamoDBItem({ { u"a"_s, 1 } }));
}

void tst_ErrorReader::cancellationReasons()
{
    const QDynamoDBError error = readServiceError(400, {}, R"({
        "__type":"x#TransactionCanceledException","Message":"cancelled",
        "CancellationReasons":[{"Code":"None"},
            {"Code":"ConditionalCheckFailed","Message":"not so","Item":{"a":{"S":"x"}}},
            {"Code":"Brandnew","Message":null},{}]})"_ba);
    QCOMPARE(error.code(), Code::TransactionCanceled);
    QCOMPARE(error.message(), u"cancelled"_s);
    const auto reasons = error.cancellationReasons();
    QCOMPARE(reasons.size(), 4);
    QCOMPARE(reasons[0].code, Code::NoError);
    QCOMPARE(reasons[1].code, Code::ConditionalCheckFailed);
    QCOMPARE(reasons[1].message, u"not so"_s);
    QCOMPARE(reasons[1].item, QDynamoDBItem({ { u"a"_s, u"x"_s } }));
    QCOMPARE(reasons[2].code, Code::Unknown);
    QCOMPARE(reasons[2].type, u"Brandnew"_s);
    QCOMPARE(reasons[3].code, Code::NoError);
}

void tst_ErrorReader::throttlingReasons_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("of throughput") << "ThrottlingReasons"_ba;
    QTest::newRow("of throttling") << "throttlingReasons"_ba;
}

void tst_ErrorReader::throttlingReasons()
{
    QFETCH(const QByteArray, name);
    const QDynamoDBError error = readServiceError(
            400, {},
            R"({"__type":"x#ThrottlingException",")" + name
                    + R"(":[{"reason":"TableWriteAccountLimitExceeded","resource":"arn:x"}]})");
    QCOMPARE(error.throttlingReasons().size(), 1);
    QCOMPARE(error.throttlingReasons()[0].reason, u"TableWriteAccountLimitExceeded"_s);
    QCOMPARE(error.throttlingReasons()[0].resource, u"arn:x"_s);
}

void tst_ErrorReader::otherMembers_data()
{
    QTest::addColumn<QByteArray>("rest");
    for (const char *rest :
         { R"("Item":{"a":{"F":[1,2]}})",
           R"("Item":{"a":{"N":"seven"}})",
           R"("Item":{"a":null})",
           R"("Item":null)",
           R"("Item":[1])",
           R"("Item":{"a":{"S":"x"},"a":{"S":"y"}})",
           R"("Item":{"":{"S":"x"}})",
           R"("Item":"x")",
           R"("CancellationReasons":null)",
           R"("CancellationReasons":[null])",
           R"("CancellationReasons":[7,"x",[],{}])",
           R"("CancellationReasons":{"Code":"x"})",
           R"("CancellationReasons":[{"Code":7,"Message":[],"Item":{"a":{"F":1}}}])",
           R"("ThrottlingReasons":[null,7,{"reason":7,"resource":null}])",
           R"("throttlingReasons":"x")",
           R"("message":7)",
           R"("Message":null)",
           R"("code":null)",
           R"("new":{"message":"other","__type":"Other"})",
           R"("Item":{"a":{"S":"\x"}})",
           R"("Item":{"a":{"S":"cut off)",
           R"("Item":{"a":)",
           R"("Item":)",
           R"("Item")",
           R"(,)",
           R"("Item":{"a":truth}})",
           "\"Item\":{\"a\":{\"S\":\"\xff\"}}",
           "\"Item\":{\"a\":{\"S\":\"\x01\"}}",
           "\"message\":\"other",
           R"("code":"Oth)" })
        QTest::newRow(rest) << QByteArray(rest);
    QTest::newRow("deep") << R"("Item":{"a":)" + QByteArray(100'000, '[');
    QTest::newRow("deep, closed") << R"("new":)" + QByteArray(100'000, '[')
                    + QByteArray(100'000, ']');
    QTest::newRow("deep value") << R"("Item":{"a":)" + QByteArray(R"({"L":[)").repeated(5000)
                    + QByteArray("]}").repeated(5000) + '}';
}

// Code and message are read despite other members.
void tst_ErrorReader::otherMembers()
{
    QFETCH(QByteArray, rest);
    const QByteArray start = R"({"__type":"a.b#ConditionalCheckFailedException","message":"told so")";
    const QByteArray bodies[] = { start + ',' + rest + '}', start + ',' + rest,
                                  "\xef\xbb\xbf \r\n" + start + ", \n" + rest + " }\n" };
    for (const QByteArray &body : bodies) {
        const QDynamoDBError error = readServiceError(400, {}, body);
        QCOMPARE(error.code(), Code::ConditionalCheckFailed);
        QCOMPARE(error.type(), u"ConditionalCheckFailedException"_s);
        QCOMPARE(error.message(), u"told so"_s);
    }
    // The same with the members in reverse order, if the rest can be parsed.
    const QByteArray behind = '{' + rest + R"(,"message":"told so","__type":"a.b#Throttling"})";
    if (rest.endsWith('}') && !rest.startsWith("\"message\"")) {
        const QDynamoDBError error = readServiceError(400, {}, behind);
        if (rest.count('{') == rest.count('}')) {
            QCOMPARE(error.code(), Code::Throttling);
            QCOMPARE(error.message(), u"told so"_s);
        }
    }
}

void tst_ErrorReader::itemsInMessages_data()
{
    QTest::addColumn<QByteArray>("body");
    for (const char *body :
         { R"({"Item":{"a":{"S":"SECRET"}}})", R"({"Item":{"a":{"F":"SECRET"}}})",
           R"({"Item":{"a":{"S":"SECRET)", R"([{"a":"SECRET"}])", R"("SECRET")",
           R"("a":{"S":"SECRET"}})", R"({"message":{"S":"SECRET"}})",
           R"({"Item":{"message":"SECRET","code":"SECRET","__type":"SECRET"}})",
           R"({"CancellationReasons":[{"Item":{"a":{"N":"SECRET"}}}]})", R"({"a" "SECRET"})",
           "\xef\xbb\xbf{\"a\":\"SECRET\"}", "  \n{\"a\":\"SECRET\"}", "SECRET\"}}" })
        QTest::newRow(body) << QByteArray(body);
}

void tst_ErrorReader::itemsInMessages()
{
    QFETCH(QByteArray, body);
    const QDynamoDBError error = readServiceError(500, {}, body);
    QCOMPARE(error.code(), Code::InternalServerError);
    QCOMPARE(error.message(), u"HTTP status 500"_s);
    QVERIFY(!QDebug::toString(error).contains("SECRET"_L1));
}

void tst_ErrorReader::longReasons()
{
    const QDynamoDBError error = readServiceError(
            400, {},
            R"({"__type":"x#TransactionCanceledException","CancellationReasons":[null,{"Code":7},)"
            R"({"Code":"ConditionalCheckFailed","Message":")"
                    + QByteArray(100'000, 'm') + R"(","Item":{"a":{"F":1}}})"
                    + QByteArray(",{}").repeated(5000) + "]}");
    QCOMPARE(error.code(), Code::TransactionCanceled);
    const auto reasons = error.cancellationReasons();
    QCOMPARE(reasons.size(), 1000); // ten times the maximum
    QCOMPARE(reasons[0].code, Code::NoError);
    QCOMPARE(reasons[1].code, Code::NoError);
    QCOMPARE(reasons[2].code, Code::ConditionalCheckFailed);
    QCOMPARE(reasons[2].message, QString(8192, u'm'));
    QVERIFY(reasons[2].message.capacity() < 10'000);
    QCOMPARE(reasons[2].item[u"a"].unknownJson(), uR"({"F":1})"_s);
}

void tst_ErrorReader::unexpectedBodies_data()
{
    QTest::addColumn<QByteArray>("body");
    for (const char *body :
         { "", "null", "[]", "7", "{", R"({"__type")", R"({"__type":)", R"({"__type":"x")",
           R"({"__type":["x"]})", "\xff\xfe", R"({"message":"\ud800"})",
           R"({"CancellationReasons":{"Code":"x"}})", R"({"CancellationReasons":[7]})" })
        QTest::newRow(body) << QByteArray(body);
    QTest::newRow("deep") << QByteArray(100000, '[');
    QTest::newRow("zero") << QByteArray(1, '\0');
}

// Such bodies are errors and cause no crash.
void tst_ErrorReader::unexpectedBodies()
{
    QFETCH(const QByteArray, body);
    const QDynamoDBError error = readServiceError(400, "AccessDeniedException", body);
    QVERIFY(error.isError());
    QVERIFY(error.code() == Code::AccessDenied || error.code() == Code::Unknown);
    QVERIFY(error.item().isNull());
}

QTEST_APPLESS_MAIN(tst_ErrorReader)

#include "tst_errorreader.moc"
