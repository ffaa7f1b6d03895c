// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "fakeserver/fakeserver.h"
#include "waiting/longtimeouts.h"

#include <QtDynamoDB/QDynamoDBHttpExchange>

#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbexception.h>
#include <QtDynamoDB/qdynamodbfakeserver.h>

#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qmetaobject.h>
#include <QtCore/quuid.h>
#include <QtHttpServer/qhttpserver.h>
#include <QtNetwork/qtcpserver.h>
#include <QtNetwork/qtcpsocket.h>
#include <QtTest/qsignalspy.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Code = QDynamoDBError::Code;

// A value as tests/repository/publicheaders describes them: isValue<QDynamoDBHttpExchange>.
static_assert(std::is_copy_assignable_v<QDynamoDBHttpExchange>);
static_assert(std::is_nothrow_move_constructible_v<QDynamoDBHttpExchange>);
static_assert(std::is_nothrow_move_assignable_v<QDynamoDBHttpExchange>);
static_assert(std::is_nothrow_swappable_v<QDynamoDBHttpExchange>);
static_assert(QTypeInfo<QDynamoDBHttpExchange>::isRelocatable);

namespace {

// A client that sends a request verbatim and returns the response.
class HttpClient
{
public:
    explicit HttpClient(quint16 port) { socket.connectToHost(u"127.0.0.1"_s, port); }
    bool get(const QByteArray &path, const QByteArray &headers = {})
    {
        reply.clear();
        socket.write("GET " + path + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n");
        return QTest::qWaitFor([this] {
            reply += socket.readAll();
            const qsizetype end = reply.indexOf("\r\n\r\n");
            return end >= 0 && reply.size() >= end + 4 + header("content-length").toInt();
        });
    }
    [[nodiscard]] int status() const { return reply.mid(9, 3).toInt(); }
    [[nodiscard]] QByteArray header(const QByteArray &name) const
    {
        for (const QByteArray &line : reply.first(reply.indexOf("\r\n\r\n")).split('\n')) {
            if (line.toLower().startsWith(QByteArray(name + ':')))
                return line.sliced(name.size() + 1).trimmed();
        }
        return {};
    }
    [[nodiscard]] QByteArray body() const { return reply.sliced(reply.indexOf("\r\n\r\n") + 4); }

    QTcpSocket socket;
    QByteArray reply;
};

QByteArray retryAfterOf(const QHttpServerResponse &response)
{
#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
    return response.headers("Retry-After").value(0);
#else
    return response.headers().value("Retry-After").toByteArray();
#endif
}

} // namespace

class tst_QDynamoDBHttpExchange : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void noCodeIsForgotten();
    void noCredentials_data();
    void noCredentials();
    void cancelledTransactions_data();
    void cancelledTransactions();
    void retryAfter();
    void tellsNothing();
    void responds();
    void errors();
    void otherExceptions();
    void nobodyResponds();
    void correlationIds_data();
    void correlationIds();
    void traceContext();
    void aClientThatGoesAwayCancels();
    void anEarlierCallOfAChain();
    void twoRequestsOnOneConnection();
    void lastUserInAnotherThread();

private:
    using Responds = std::function<void(const QDynamoDBHttpExchange &)>;
    void route(const Responds &responds)
    {
        m_http->route(u"/"_s,
                      [this, responds](const QHttpServerRequest &request,
                                       QDynamoDBHttpExchange::Responder responder) {
                          responds(QDynamoDBHttpExchange(request, std::move(responder),
                                                         m_http.get()));
                      });
        auto *listener = new QTcpServer;
        QVERIFY(listener->listen(QHostAddress::LocalHost));
        m_port = listener->serverPort();
        m_http->bind(listener); // which it now owns
    }
    [[nodiscard]] QFuture<QDynamoDB::GetItemResult> getItem(
            const QDynamoDBHttpExchange &exchange) const
    {
        QDynamoDB::GetItemRequest request;
        request.tableName = u"SecretTable"_s;
        request.key = { { u"Id"_s, 1 } };
        return m_client->getItem(request, exchange.callOptions());
    }
    static QHttpServerResponse text(const QDynamoDB::GetItemResult &result)
    {
        return result.item[u"Text"].toString();
    }

    std::unique_ptr<QDynamoDBFakeServer> m_database;
    std::unique_ptr<QDynamoDBClient> m_client;
    std::unique_ptr<QHttpServer> m_http;
    quint16 m_port = 0;
};

void tst_QDynamoDBHttpExchange::init()
{
    m_database = std::make_unique<QDynamoDBFakeServer>();
    m_client = std::make_unique<QDynamoDBClient>();
    m_database->configure(m_client.get());
    m_client->setMaxRetries(0);
    m_http = std::make_unique<QHttpServer>();
}

void tst_QDynamoDBHttpExchange::noCodeIsForgotten()
{
    const QMap<int, QByteArrayList> expected = {
        { 400,
          { "InvalidExportTime", "InvalidParameterCombination", "InvalidParameterValue",
            "InvalidRestoreTime", "ItemCollectionSizeLimitExceeded", "MissingParameter",
            "Validation" } },
        { 404,
          { "BackupNotFound", "ExportNotFound", "GlobalTableNotFound", "ImportNotFound",
            "PolicyNotFound", "ReplicaNotFound" } },
        { 409,
          { "BackupInUse", "ConditionalCheckFailed", "ContinuousBackupsUnavailable",
            "DuplicateItem", "ExportConflict", "GlobalTableAlreadyExists",
            "IdempotentParameterMismatch", "ImportConflict", "PointInTimeRecoveryUnavailable",
            "ReplicaAlreadyExists", "ReplicatedWriteConflict", "ResourceInUse",
            "TableAlreadyExists", "TableInUse", "TransactionCanceled", "TransactionConflict",
            "TransactionInProgress", "WriteConflict" } },
        { 410, { "ExpiredIterator", "TrimmedDataAccess" } },
        { 429,
          { "LimitExceeded", "ProvisionedThroughputExceeded", "RequestLimitExceeded", "Throttling",
            "ThroughputExceeded" } },
        { 500,
          { "AccessDenied",
            "ConfigNotFound",
            "ConfigParserError",
            "ExpiredToken",
            "IncompleteSignature",
            "IndexNotFound",
            "InvalidAction",
            "InvalidEndpoint",
            "InvalidQueryParameter",
            "InvalidSignature",
            "ItemCodec",
            "MalformedQueryString",
            "MissingAuthenticationToken",
            "NoCredentials",
            "NoError",
            "NoIdentity",
            "NoProfile",
            "OptInRequired",
            "RequestExpired",
            "ResourceNotFound",
            "Serialization",
            "TableNotFound",
            "Unknown",
            "UnknownOperation",
            "UnrecognizedClient" } },
        { 502,
          { "ChecksumMismatch", "InternalFailure", "InternalServerError", "InvalidResponse",
            "ProxyAuthentication", "Request", "SecureConnection" } },
        { 503,
          { "Cancelled", "ClientDestroyed", "NotMirrored", "ServiceUnavailable", "StoreFull",
            "StoreUnavailable", "WriteUnconfirmed" } },
        { 504, { "Timeout" } },
    };
    QMap<int, QByteArrayList> actual;
    const auto codes = QMetaEnum::fromType<Code>();
    for (int i = 0; i < codes.keyCount(); ++i) {
        const QDynamoDBError error(Code(codes.value(i)), u"secret"_s);
        const auto response = QDynamoDBHttpExchange::problem(error);
        actual[int(response.statusCode())] += codes.key(i);
        // Retry-After is sent only if a retry may succeed.
        const bool mayPass = response.statusCode()
                == QHttpServerResponse::StatusCode::TooManyRequests;
        if (mayPass || error.isThrottling())
            QVERIFY2(!retryAfterOf(response).isEmpty(), codes.key(i));
        const QJsonObject body = QJsonDocument::fromJson(response.data()).object();
        QCOMPARE(response.mimeType(), "application/problem+json"_ba);
        QCOMPARE(body["status"_L1].toInt(), int(response.statusCode()));
        QVERIFY(!body["title"_L1].toString().isEmpty());
        QVERIFY(!response.data().contains("secret"));
    }
    for (QByteArrayList &names : actual)
        std::sort(names.begin(), names.end());
    QCOMPARE(actual.keys(), expected.keys());
    for (auto it = expected.begin(); it != expected.end(); ++it)
        QCOMPARE(actual[it.key()].join(' '), it.value().join(' '));
}

void tst_QDynamoDBHttpExchange::noCredentials_data()
{
    QTest::addColumn<QByteArray>("variable");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<int>("status");
    QTest::newRow("misspelt variable") << "DYANMODB_NO_CREDS_RATE_LIMIT"_ba
                                       << "true"_ba << 429;
    QTest::newRow("correctly spelt variable") << "DYNAMODB_NO_CREDS_RATE_LIMIT"_ba
                                              << "true"_ba << 429;
    QTest::newRow("upper case") << "DYNAMODB_NO_CREDS_RATE_LIMIT"_ba
                                << "TRUE"_ba << 429;
    QTest::newRow("false") << "DYANMODB_NO_CREDS_RATE_LIMIT"_ba
                           << "false"_ba << 500;
    QTest::newRow("empty") << "DYANMODB_NO_CREDS_RATE_LIMIT"_ba
                           << ""_ba << 500;
}

void tst_QDynamoDBHttpExchange::noCredentials()
{
    QFETCH(const QByteArray, variable);
    QFETCH(const QByteArray, value);
    QFETCH(const int, status);
    qputenv(variable.constData(), value);
    const auto response = QDynamoDBHttpExchange::problem(QDynamoDBError(Code::NoCredentials, {}));
    qunsetenv(variable.constData());
    QCOMPARE(int(response.statusCode()), status);
    QCOMPARE(!retryAfterOf(response).isEmpty(), status == 429);
}

void tst_QDynamoDBHttpExchange::cancelledTransactions_data()
{
    QTest::addColumn<QByteArrayList>("reasons");
    QTest::addColumn<int>("status");
    QTest::newRow("condition") << QByteArrayList { "None", "ConditionalCheckFailed" } << 409;
    QTest::newRow("conflict") << QByteArrayList { "TransactionConflict" } << 409;
    QTest::newRow("throttling") << QByteArrayList { "None", "ThrottlingError" } << 429;
    QTest::newRow("capacity") << QByteArrayList { "ProvisionedThroughputExceeded" } << 429;
    QTest::newRow("invalid") << QByteArrayList { "ValidationError" } << 400;
    QTest::newRow("condition first")
            << QByteArrayList { "ThrottlingError", "ConditionalCheckFailed" } << 409;
    QTest::newRow("of none") << QByteArrayList() << 409;
}

void tst_QDynamoDBHttpExchange::cancelledTransactions()
{
    QFETCH(const QByteArrayList, reasons);
    QFETCH(const int, status);
    QByteArrayList json;
    for (const QByteArray &reason : reasons)
        json += R"({"Code":")" + reason + R"("})";
    FakeServer server;
    server.setDefault(Reaction::json(400,
                                     R"({"__type":"TransactionCanceledException",)"
                                     R"("CancellationReasons":[)"
                                             + json.join(',') + "]}"));
    m_client->setEndpoint(server.url());
    try {
        m_client->execute(u"TransactWriteItems"_s, {}).waitForFinished();
        QFAIL("the call succeeded");
    } catch (const QDynamoDBException &exception) {
        QCOMPARE(exception.error().cancellationReasons().size(), reasons.size());
        QCOMPARE(int(QDynamoDBHttpExchange::problem(exception.error()).statusCode()), status);
    }
}

void tst_QDynamoDBHttpExchange::retryAfter()
{
    QDynamoDBError error(Code::Throttling, {});
    QCOMPARE(retryAfterOf(QDynamoDBHttpExchange::problem(error)), "1"_ba);

    m_database->expect(u"GetItem"_s).throttle(2);
    m_client->setMaxRetries(1);
    route([this](const auto &exchange) { exchange.respond(getItem(exchange), text); });
    HttpClient browser(m_port);
    QVERIFY(browser.get("/"));
    QCOMPARE(browser.status(), 429);
    QCOMPARE(browser.header("retry-after"), "2"_ba); // after two attempts
}

void tst_QDynamoDBHttpExchange::tellsNothing()
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"SecretTable"_s));
    m_database->expect(u"GetItem"_s).fail(Code::AccessDenied, u"arn:aws:iam::123 may not"_s);
    route([this](const auto &exchange) { exchange.respond(getItem(exchange), text); });
    HttpClient browser(m_port);
    QVERIFY(browser.get("/", "Correlation-Id: order66\r\n"));
    QCOMPARE(browser.status(), 500);
    for (const char *internal : { "arn", "SecretTable", "AccessDenied", "GetItem", "ynamo" })
        QVERIFY2(!browser.reply.contains(internal), browser.reply.constData());
    const QJsonObject expected { { u"status"_s, 500 },
                                 { u"title"_s, u"Internal error"_s },
                                 { u"correlationId"_s, u"order66"_s } };
    QCOMPARE(QJsonDocument::fromJson(browser.body()).object(), expected);
}

void tst_QDynamoDBHttpExchange::responds()
{
    m_database->expect(u"GetItem"_s).reply({ { u"Text"_s, u"Hello"_s } });
    route([this](const auto &exchange) { exchange.respond(getItem(exchange), text); });
    HttpClient browser(m_port);
    QVERIFY(browser.get("/"));
    QCOMPARE(browser.status(), 200);
    QCOMPARE(browser.body(), "Hello"_ba);
    QCOMPARE(m_database->problems(), QString());
}

void tst_QDynamoDBHttpExchange::errors()
{
    m_database->expect(u"GetItem"_s).fail(Code::ConditionalCheckFailed);
    route([this](const auto &exchange) { exchange.respond(getItem(exchange), text); });
    HttpClient browser(m_port);
    QVERIFY(browser.get("/"));
    QCOMPARE(browser.status(), 409);
    QCOMPARE(browser.header("content-type"), "application/problem+json"_ba);
}

void tst_QDynamoDBHttpExchange::otherExceptions()
{
    m_database->expect(u"GetItem"_s).times(2);
    int count = 0;
    route([this, &count](const auto &exchange) {
        if (++count == 1) {
            exchange.respond(getItem(exchange), [](const auto &) -> QHttpServerResponse {
                throw std::runtime_error("confidential");
            });
        } else {
            exchange.respond(getItem(exchange).then([](const auto &) -> int {
                throw std::runtime_error("confidential");
            }),
                             [](int) -> QHttpServerResponse { return u"no"_s; });
        }
    });
    HttpClient browser(m_port);
    for (int i = 0; i < 2; ++i) {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"confidential"_s));
        QVERIFY(browser.get("/"));
        QCOMPARE(browser.status(), 500);
        QVERIFY(!browser.reply.contains("confidential"));
    }
}

void tst_QDynamoDBHttpExchange::nobodyResponds()
{
    route([](const auto &) {});
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"no response was given.*an-id"_s));
    HttpClient browser(m_port);
    QVERIFY(browser.get("/", "x-request-id: an-id\r\n"));
    QCOMPARE(browser.status(), 500);
    QCOMPARE(browser.header("x-request-id"), "an-id"_ba);
}

void tst_QDynamoDBHttpExchange::correlationIds_data()
{
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QByteArray>("name"); // of the header of the response
    QTest::addColumn<QByteArray>("id"); // null: a new ID
    const auto add = [](const char *tag, const QByteArray &headers, const QByteArray &name,
                        const QByteArray &id) { QTest::newRow(tag) << headers << name << id; };
    add("none", "", "correlation-id", {});
    add("one", "Correlation-ID: order-66\r\n", "correlation-id", "order-66");
    add("X-", "x-correlation-id: order-66\r\n", "x-correlation-id", "order-66");
    add("request", "X-Request-ID: a/b+c=\r\n", "x-request-id", "a/b+c=");
    add("two", "X-Request-Id: b\r\nCorrelation-Id: a\r\n", "correlation-id", "a");
    add("longest", "Correlation-Id: " + QByteArray(128, 'a') + "\r\n", "correlation-id",
        QByteArray(128, 'a'));
    add("too long", "Correlation-Id: " + QByteArray(129, 'a') + "\r\n", "correlation-id", {});
    add("not ASCII", "Correlation-Id: \xc3\xa4\r\n", "correlation-id", {});
    add("control character",
        "Correlation-Id: a\x01"
        "b\r\n",
        "correlation-id", {});
    add("line within", "Correlation-Id: a\r\n Set-Cookie: b\r\n", "correlation-id", {});
    add("CR", "Correlation-Id: a\rSet-Cookie: b\r\n", "correlation-id", {});
}

void tst_QDynamoDBHttpExchange::correlationIds()
{
    QFETCH(const QByteArray, headers);
    QFETCH(const QByteArray, name);
    QFETCH(const QByteArray, id);
    QSignalSpy finished(m_client.get(), &QDynamoDBClient::finished);
    m_database->expect(u"GetItem"_s).anyTimes();
    route([this](const auto &exchange) { exchange.respond(getItem(exchange), text); });
    HttpClient browser(m_port);
    QVERIFY(browser.get("/", headers));
    QVERIFY(!browser.reply.toLower().contains("set-cookie"));
    const QByteArray given = browser.header(name);
    if (id.isNull())
        QVERIFY2(!QUuid(QString::fromLatin1(given)).isNull(), given.constData());
    else
        QCOMPARE(given, id);
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished[0][0].value<QDynamoDBOutcome>().correlationId, QString::fromLatin1(given));
}

void tst_QDynamoDBHttpExchange::traceContext()
{
    QList<QDynamoDBCallOptions> options;
    route([&options](const auto &exchange) {
        options += exchange.callOptions();
        exchange.respond(QHttpServerResponse(QHttpServerResponse::StatusCode::NoContent));
    });
    const QByteArray parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    HttpClient browser(m_port);
    QVERIFY(browser.get("/", "traceparent: " + parent + "\r\ntracestate: a=1\r\n"));
    QCOMPARE(browser.status(), 204);
    QCOMPARE(options[0].traceParent, QString::fromLatin1(parent));
    QCOMPARE(options[0].traceState, u"a=1"_s);
    const QByteArrayList wrongOnes = { QByteArray(parent).replace('4', 'X'),
                                       QByteArray(parent + 'a'),
                                       QByteArray("00-" + QByteArray(32, '0') + parent.sliced(35)),
                                       "ff"_ba };
    for (const QByteArray &wrong : wrongOnes) {
        QVERIFY(browser.get("/", "traceparent: " + wrong + "\r\ntracestate: a=1\r\n"));
        QCOMPARE(options.constLast().traceParent, QString());
        QCOMPARE(options.constLast().traceState, QString());
    }
}

void tst_QDynamoDBHttpExchange::aClientThatGoesAwayCancels()
{
    QSignalSpy finished(m_client.get(), &QDynamoDBClient::finished);
    m_database->expect(u"GetItem"_s).stall(1h);
    bool converted = false;
    route([&](const auto &exchange) {
        exchange.respond(getItem(exchange), [&converted](const auto &result) {
            converted = true;
            return text(result);
        });
    });
    {
        HttpClient browser(m_port);
        QTRY_COMPARE(browser.socket.state(), QAbstractSocket::ConnectedState);
        browser.socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        QTRY_COMPARE(m_database->requests().size(), 1);
    }
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished[0][0].value<QDynamoDBOutcome>().error.code(), Code::Cancelled);
    QVERIFY(!converted);
}

void tst_QDynamoDBHttpExchange::anEarlierCallOfAChain()
{
    QSignalSpy finished(m_client.get(), &QDynamoDBClient::finished);
    m_database->expect(u"GetItem"_s).stall(1h);
    route([&](const auto &exchange) {
        exchange.respond(exchange.watch(getItem(exchange)).then([](const auto &) { return 1; }),
                         [](int) -> QHttpServerResponse { return u"no"_s; });
    });
    {
        HttpClient browser(m_port);
        QTRY_COMPARE(browser.socket.state(), QAbstractSocket::ConnectedState);
        browser.socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        QTRY_COMPARE(m_database->requests().size(), 1);
    }
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished[0][0].value<QDynamoDBOutcome>().error.code(), Code::Cancelled);
}

void tst_QDynamoDBHttpExchange::twoRequestsOnOneConnection()
{
    m_database->expect(u"GetItem"_s)
            .reply({ { u"Text"_s, u"one"_s } })
            .reply({ { u"Text"_s, u"two"_s } });
    route([this](const auto &exchange) { exchange.respond(getItem(exchange), text); });
    HttpClient browser(m_port);
    QVERIFY(browser.get("/", "Correlation-Id: a\r\n"));
    QCOMPARE(browser.body(), "one"_ba);
    QVERIFY(browser.get("/", "Correlation-Id: b\r\n"));
    QCOMPARE(browser.body(), "two"_ba);
    QCOMPARE(browser.header("correlation-id"), "b"_ba);
}

void tst_QDynamoDBHttpExchange::lastUserInAnotherThread()
{
    m_database->expect(u"GetItem"_s);
    route([this](const QDynamoDBHttpExchange &exchange) {
        // Without a context, the continuation runs in the thread of the client, which then holds the last
        // reference to the exchange.
        (void)getItem(exchange).then([exchange](const auto &) {});
    });
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"no response was given"_s));
    HttpClient browser(m_port);
    QVERIFY(browser.get("/"));
    QCOMPARE(browser.status(), 500);
}

QTEST_GUILESS_MAIN(tst_QDynamoDBHttpExchange)
#include "tst_qdynamodbhttpexchange.moc"
