// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "testclient/testclient.h"
#include "fakeserver/fakeserver.h"
#include "waiting/longtimeouts.h"

#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbexception.h>
#include <QtDynamoDB/qdynamodbinfluxreporter.h>

#include <QtCore/qelapsedtimer.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qprocess.h>
#include <QtCore/qtemporarydir.h>
#include <QtCore/qurlquery.h>
#include <QtNetwork/qnetworkaccessmanager.h>
#include <QtNetwork/qnetworkreply.h>
#include <QtNetwork/qtcpserver.h>
#include <QtNetwork/qudpsocket.h>
#include <QtTest/qsignalspy.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

void setUp(QDynamoDBClient &client, const FakeServer &server)
{
    configureTestClient(&client, server.url());
    client.setMaxRetries(0);
}

// InfluxDB 1.x of Debian, on free ports and with a temporary folder.
class Influx
{
public:
    [[nodiscard]] bool start();
    ~Influx()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

    [[nodiscard]] QUrl http() const { return m_http; }
    [[nodiscard]] QUrl udp() const { return m_udp; }
    // Returns the rows of a query, by column.
    [[nodiscard]] QList<QVariantMap> query(const QString &database, const QString &text);
    [[nodiscard]] QString errorString() const { return m_error; }

private:
    [[nodiscard]] QByteArray get(const QString &path, const QUrlQuery &query);

    QTemporaryDir m_folder;
    QProcess m_process;
    QNetworkAccessManager m_network;
    QUrl m_http;
    QUrl m_udp;
    QString m_error;
};

bool Influx::start()
{
    // Keeps the ports reserved until both are known.
    QTcpServer http;
    QTcpServer rpc;
    QUdpSocket udp;
    if (!http.listen(QHostAddress::LocalHost) || !rpc.listen(QHostAddress::LocalHost)
        || !udp.bind(QHostAddress::LocalHost))
        return false;
    m_http = QUrl(u"http://127.0.0.1:%1"_s.arg(http.serverPort()));
    m_udp = QUrl(u"udp://127.0.0.1:%1"_s.arg(udp.localPort()));
    const QString configuration = uR"(reporting-disabled = true
bind-address = "127.0.0.1:%1"
[meta]
  dir = "%2/meta"
[data]
  dir = "%2/data"
  wal-dir = "%2/wal"
  query-log-enabled = false
[monitor]
  store-enabled = false
[http]
  bind-address = "127.0.0.1:%3"
  log-enabled = false
[[udp]]
  enabled = true
  bind-address = "127.0.0.1:%4"
  database = "datagrams"
  precision = "n"
  batch-timeout = "10ms"
)"_s.arg(rpc.serverPort())
                                          .arg(m_folder.path())
                                          .arg(http.serverPort())
                                          .arg(udp.localPort());
    QFile file(m_folder.filePath(u"influxdb.conf"_s));
    if (!file.open(QIODevice::WriteOnly))
        return false;
    file.write(configuration.toUtf8());
    file.close();
    http.close();
    rpc.close();
    udp.close();

    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setStandardOutputFile(m_folder.filePath(u"log"_s));
    m_process.start(u"influxd"_s, { u"run"_s, u"-config"_s, file.fileName() });
    const auto answers = [this] {
        return m_process.state() == QProcess::NotRunning || !get(u"/query"_s, {}).isEmpty();
    };
    if (!QTest::qWaitFor(answers, 60000) || m_process.state() == QProcess::NotRunning) {
        QFile log(m_folder.filePath(u"log"_s));
        m_error = log.open(QIODevice::ReadOnly) ? QString::fromUtf8(log.readAll())
                                                : m_process.errorString();
        return false;
    }
    return true;
}

QByteArray Influx::get(const QString &path, const QUrlQuery &query)
{
    QUrl url = m_http;
    url.setPath(path);
    QNetworkReply *reply = nullptr;
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, "application/x-www-form-urlencoded"_ba);
    reply = m_network.post(request, query.toString(QUrl::FullyEncoded).toUtf8());
    QSignalSpy finished(reply, &QNetworkReply::finished);
    if (!reply->isFinished())
        finished.wait(30000);
    reply->deleteLater();
    return reply->readAll();
}

QList<QVariantMap> Influx::query(const QString &database, const QString &text)
{
    QUrlQuery query;
    query.addQueryItem(u"db"_s, database);
    query.addQueryItem(u"epoch"_s, u"ns"_s);
    query.addQueryItem(u"q"_s, QString::fromLatin1(QUrl::toPercentEncoding(text)));
    const QJsonValue result = QJsonDocument::fromJson(get(u"/query"_s, query))["results"_L1][0];
    QList<QVariantMap> rows;
    for (const QJsonValue &series : result["series"_L1].toArray()) {
        const QJsonArray columns = series["columns"_L1].toArray();
        for (const QJsonValue &values : series["values"_L1].toArray()) {
            QVariantMap row;
            for (int i = 0; i < columns.size(); ++i)
                row.insert(columns[i].toString(), values[i].toVariant());
            rows.append(row);
        }
    }
    return rows;
}

} // namespace

class tst_QDynamoDBInfluxReporter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void roundTrip();
    void allCharacters_data();
    void allCharacters();
    void manyMeasurements();
    void datagrams();
    void versionTwo();
    void versionOneWithLogin();
    void pendingLimit();
    void retries();
    void serverErrors();
    void unresponsiveServer();
    void flushesOnDestruction();
    void detaches();
    void environment();

private:
    Influx m_influx;
};

void tst_QDynamoDBInfluxReporter::initTestCase()
{
    QVERIFY2(m_influx.start(), qPrintable(m_influx.errorString()));
    (void)m_influx.query({}, u"CREATE DATABASE dynamodb"_s);
    (void)m_influx.query({}, u"CREATE DATABASE datagrams"_s);
}

void tst_QDynamoDBInfluxReporter::roundTrip()
{
    FakeServer database;
    QDynamoDBClient client;
    setUp(client, database);
    client.setMaxRetries(1);
    QDynamoDBInfluxReporter reporter;
    reporter.setUrl(m_influx.http());
    reporter.setService(u"shop"_s);
    reporter.setEnvironment(u"test"_s);
    reporter.setMeasurementName(u"read back"_s);
    reporter.attach(&client);

    database.enqueue(Reaction::error(500, "InternalServerError"));
    database.enqueue(
            Reaction::json(200,
                           R"({"ConsumedCapacity":{"TableName":"Thread","CapacityUnits":2.5}})"));
    QDynamoDB::QueryRequest request;
    request.tableName = u"Thread"_s;
    request.indexName = u"ByDate"_s;
    request.keyConditionExpression = u"Forum = :f"_s;
    QDynamoDBCallOptions options;
    options.correlationId = u"order 66"_s;
    client.query(request, options).waitForFinished();
    QVERIFY(reporter.flush());
    QCOMPARE(reporter.sentCount(), 2);

    const QList<QVariantMap> rows = m_influx.query(u"dynamodb"_s, u"SELECT * FROM \"read back\""_s);
    QCOMPARE(rows.size(), 2);
    for (int i = 0; i < 2; ++i) {
        QCOMPARE(rows[i]["action"_L1], u"Query"_s);
        QCOMPARE(rows[i]["table"_L1], u"Thread"_s);
        QCOMPARE(rows[i]["index"_L1], u"ByDate"_s);
        QCOMPARE(rows[i]["attempt"_L1], QString::number(i + 1));
        QCOMPARE(rows[i]["error"_L1].toString(), i == 0 ? u"InternalServerError"_s : QString());
        QCOMPARE(rows[i]["service"_L1], u"shop"_s);
        QCOMPARE(rows[i]["environment"_L1], u"test"_s);
        QCOMPARE(rows[i]["correlation_id"_L1], u"order 66"_s);
        QCOMPARE(rows[i]["status"_L1].toInt(), i == 0 ? 500 : 200);
        QCOMPARE(rows[i]["request_id"_L1].toString(), i == 0 ? u"FAKEREQUESTID"_s : QString());
        QVERIFY(rows[i]["duration"_L1].toDouble() > 0);
        QVERIFY(rows[i]["duration"_L1].toDouble() < 10);
        QVERIFY(rows[i]["bytes_sent"_L1].toInt() > 50);
        QCOMPARE(rows[i]["retry_delay"_L1].isNull(), i == 1);
    }
    QCOMPARE(rows[1]["consumed_capacity"_L1].toDouble(), 2.5);
    QVERIFY(rows[0]["consumed_capacity"_L1].isNull());
}

void tst_QDynamoDBInfluxReporter::allCharacters_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");

    QString all;
    for (char16_t c = 1; c < 0x100; ++c) {
        if (c != u'\n' && c != u'\r')
            all += QChar(c);
    }
    const auto same = [](const char *name, const QString &text) {
        QTest::newRow(name) << text << text;
    };
    same("all of Latin-1", all);
    same("separators", u"a,b=c d"_s);
    same("quotes", u"\"a\" 'b'"_s);
    same("inner backslash", u"a\\b"_s);
    same("backslash and comma", u"a\\,b"_s);
    same("backslashes and space", u"a\\\\ b"_s);
    same("leading", u" =,a"_s);
    same("trailing", u"a =, "_s);
    same("beyond", u"\u4f60\u597d \U0001f600"_s);
    same("comment", u"#a"_s);
    QTest::newRow("end of line") << u"a\nb\r\n"_s << u"a\\nb\\r\\n"_s;
    QTest::newRow("trailing backslash") << u"a\\\\"_s << u"a"_s;
}

void tst_QDynamoDBInfluxReporter::allCharacters()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);

    static int count = 0;
    const QString name = u"characters %1"_s.arg(++count);
    FakeServer database;
    QDynamoDBClient client;
    setUp(client, database);
    QDynamoDBInfluxReporter reporter;
    reporter.setUrl(m_influx.http());
    reporter.setMeasurementName(name);
    reporter.setService(text);
    reporter.attach(&client);
    QSignalSpy drops(&reporter, &QDynamoDBInfluxReporter::dropped);
    QDynamoDBCallOptions options;
    options.correlationId = text;
    client.execute(u"ListTables"_s, {}, options).waitForFinished();
    QVERIFY(reporter.flush());
    QCoreApplication::processEvents();
    QVERIFY2(drops.isEmpty(), qPrintable(drops.value(0).value(1).toString()));

    const QList<QVariantMap> rows = m_influx.query(u"dynamodb"_s,
                                                   u"SELECT * FROM \"%1\""_s.arg(name));
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows[0]["correlation_id"_L1].toString(), expected);
    QCOMPARE(rows[0]["service"_L1].toString(), expected);
    QCOMPARE(rows[0]["action"_L1].toString(), u"ListTables"_s);
}

void tst_QDynamoDBInfluxReporter::manyMeasurements()
{
    FakeServer database;
    QDynamoDBClient client;
    setUp(client, database);
    QDynamoDBInfluxReporter reporter;
    reporter.setUrl(m_influx.http());
    reporter.setMeasurementName(u"many"_s);
    reporter.setBatchSize(64);
    reporter.attach(&client);
    QList<QFuture<QJsonObject>> futures;
    for (int i = 0; i < 500; ++i)
        futures += client.execute(u"ListTables"_s, {});
    for (QFuture<QJsonObject> &future : futures)
        future.waitForFinished();
    QVERIFY(reporter.flush(30s));
    QCOMPARE(reporter.sentCount(), 500);
    // Measurements of the same millisecond with equal tags remain separate points.
    const auto rows = m_influx.query(u"dynamodb"_s, u"SELECT COUNT(\"duration\") FROM many"_s);
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows[0]["count"_L1].toInt(), 500);
}

void tst_QDynamoDBInfluxReporter::datagrams()
{
    FakeServer database;
    QDynamoDBClient client;
    setUp(client, database);
    QDynamoDBInfluxReporter reporter;
    reporter.setUrl(m_influx.udp());
    reporter.setMeasurementName(u"sent"_s);
    reporter.attach(&client);
    for (int i = 0; i < 20; ++i)
        client.execute(u"ListTables"_s, {}).waitForFinished();
    QVERIFY(reporter.flush());
    QCOMPARE(reporter.sentCount(), 20);
    const auto count = [this] {
        const auto rows = m_influx.query(u"datagrams"_s, u"SELECT COUNT(\"duration\") FROM sent"_s);
        return rows.value(0)["count"_L1].toInt();
    };
    QTRY_COMPARE(count(), 20);
}

void tst_QDynamoDBInfluxReporter::versionTwo()
{
    FakeServer server;
    QDynamoDBClient client;
    setUp(client, server);
    FakeServer influx;
    influx.setDefault(Reaction::reply(204, {}));
    QDynamoDBInfluxReporter reporter;
    reporter.setUrl(influx.url());
    reporter.setOrganization(u"my org & co"_s);
    reporter.setBucket(u"metrics+more"_s);
    reporter.setToken(u"s3cret"_s);
    reporter.attach(&client);
    client.execute(u"ListTables"_s, {}).waitForFinished();
    QVERIFY(reporter.flush());
    QCOMPARE(reporter.sentCount(), 1);
    const FakeRequest request = influx.requests().value(0);
    QCOMPARE(request.target,
             "/api/v2/write?org=my%20org%20%26%20co&bucket=metrics%2Bmore&precision=ns"_ba);
    QCOMPARE(request.header("authorization"), "Token s3cret"_ba);
    QVERIFY(request.body.startsWith("DynamoDB,action=ListTables,attempt=1 duration="));
    QVERIFY(request.body.endsWith('\n'));
}

void tst_QDynamoDBInfluxReporter::versionOneWithLogin()
{
    FakeServer server;
    QDynamoDBClient client;
    setUp(client, server);
    FakeServer influx;
    influx.setDefault(Reaction::reply(204, {}));
    QDynamoDBInfluxReporter reporter;
    reporter.setUrl(QUrl(influx.url().toString() + "influx/"_L1));
    reporter.setDatabase(u"a b"_s);
    reporter.setUser(u"me"_s);
    reporter.setPassword(u"s3cret"_s);
    reporter.attach(&client);
    client.execute(u"ListTables"_s, {}).waitForFinished();
    QVERIFY(reporter.flush());
    const FakeRequest request = influx.requests().value(0);
    QCOMPARE(request.target, "/influx/write?db=a%20b&precision=ns"_ba);
    QCOMPARE(request.header("authorization"), "Basic " + "me:s3cret"_ba.toBase64());
}

void tst_QDynamoDBInfluxReporter::pendingLimit()
{
    FakeServer server;
    QDynamoDBClient client;
    setUp(client, server);
    FakeServer influx;
    influx.setDefault(Reaction::reply(204, {}).held());
    QDynamoDBInfluxReporter reporter;
    reporter.setUrl(influx.url());
    reporter.setBatchSize(2);
    reporter.setMaxPending(3);
    reporter.attach(&client);
    QSignalSpy drops(&reporter, &QDynamoDBInfluxReporter::dropped);
    // Two measurements are being sent, three are pending, five are dropped.
    client.execute(u"ListTables"_s, {}).waitForFinished();
    client.execute(u"ListTables"_s, {}).waitForFinished();
    QTRY_COMPARE(influx.held(), 1);
    for (int i = 0; i < 8; ++i)
        client.execute(u"ListTables"_s, {}).waitForFinished();
    QCOMPARE(reporter.droppedCount(), 5);
    influx.setDefault(Reaction::reply(204, {}));
    influx.release();
    QVERIFY(reporter.flush());
    QCOMPARE(reporter.sentCount(), 5);
    QTRY_VERIFY(!drops.isEmpty());
    QCOMPARE(drops[0][0].toInt(), 5);
}

void tst_QDynamoDBInfluxReporter::retries()
{
    FakeServer server;
    QDynamoDBClient client;
    setUp(client, server);
    FakeServer influx;
    influx.enqueue(Reaction::reply(503, {}));
    influx.enqueue(Reaction::reply(204, {}));
    QDynamoDBInfluxReporter reporter;
    reporter.setUrl(influx.url());
    reporter.attach(&client);
    client.execute(u"ListTables"_s, {}).waitForFinished();
    QVERIFY(reporter.flush());
    QCOMPARE(reporter.sentCount(), 1);
    QCOMPARE(reporter.droppedCount(), 0);
    const QList<FakeRequest> requests = influx.requests();
    QCOMPARE(requests.size(), 2);
    QCOMPARE(requests[0].body, requests[1].body);
}

void tst_QDynamoDBInfluxReporter::serverErrors()
{
    FakeServer server;
    QDynamoDBClient client;
    setUp(client, server);
    QDynamoDBInfluxReporter reporter;
    reporter.setUrl(m_influx.http());
    reporter.setDatabase(u"nowhere"_s);
    reporter.attach(&client);
    QSignalSpy drops(&reporter, &QDynamoDBInfluxReporter::dropped);
    client.execute(u"ListTables"_s, {}).waitForFinished();
    QVERIFY(reporter.flush());
    QTRY_COMPARE(drops.size(), 1);
    QCOMPARE(drops[0][0].toInt(), 1);
    QVERIFY2(drops[0][1].toString().contains(u"database not found"_s),
             qPrintable(drops[0][1].toString()));
    QCOMPARE(reporter.droppedCount(), 1);
}

void tst_QDynamoDBInfluxReporter::unresponsiveServer()
{
    // InfluxDB accepts connections and never responds; neither calls nor the destructor wait for it.
    FakeServer server;
    QDynamoDBClient client;
    setUp(client, server);
    FakeServer influx;
    influx.setMute(true);
    QElapsedTimer timer;
    {
        QDynamoDBInfluxReporter reporter;
        reporter.setUrl(influx.url());
        reporter.setBatchSize(1);
        reporter.attach(&client);
        for (int i = 0; i < 50; ++i)
            client.execute(u"ListTables"_s, {}).waitForFinished();
        QVERIFY(!reporter.flush(10ms));
        timer.start();
    }
    QVERIFY(timer.elapsed() < 8000);
}

void tst_QDynamoDBInfluxReporter::flushesOnDestruction()
{
    FakeServer server;
    FakeServer influx;
    influx.setDefault(Reaction::reply(204, {}));
    {
        QDynamoDBInfluxReporter reporter;
        reporter.setUrl(influx.url());
        reporter.setInterval(1h);
        QDynamoDBClient client; // destroyed first
        setUp(client, server);
        reporter.attach(&client);
        client.execute(u"ListTables"_s, {}).waitForFinished();
    }
    QCOMPARE(influx.requests().size(), 1);
    {
        QDynamoDBClient client; // destroyed last
        setUp(client, server);
        QDynamoDBInfluxReporter reporter;
        reporter.setUrl(influx.url());
        reporter.setInterval(1h);
        reporter.attach(&client);
        client.execute(u"ListTables"_s, {}).waitForFinished();
    }
    QCOMPARE(influx.requests().size(), 2);
}

void tst_QDynamoDBInfluxReporter::detaches()
{
    FakeServer server;
    FakeServer influx;
    influx.setDefault(Reaction::reply(204, {}));
    QDynamoDBClient client;
    setUp(client, server);
    QDynamoDBInfluxReporter reporter;
    reporter.setUrl(influx.url());
    reporter.attach(&client);
    reporter.attach(&client); // attached once
    client.execute(u"ListTables"_s, {}).waitForFinished();
    reporter.detach(&client);
    client.execute(u"ListTables"_s, {}).waitForFinished();
    QVERIFY(reporter.flush());
    QCOMPARE(reporter.sentCount(), 1);
}

void tst_QDynamoDBInfluxReporter::environment()
{
    const QDynamoDBInfluxReporter plain;
    QCOMPARE(plain.url(), QUrl(u"http://127.0.0.1:8086"_s));
    QCOMPARE(plain.database(), u"dynamodb"_s);
    QCOMPARE(plain.measurementName(), u"DynamoDB"_s);
    qputenv("SERVICE", "shop");
    qputenv("ENVIRONMENT", "test");
    qputenv("INFLUX_HOST", "db.example");
    qputenv("INFLUX_PORT", "9999");
    qputenv("INFLUX_SCHEME", "https");
    const QDynamoDBInfluxReporter reporter;
    for (const char *name :
         { "SERVICE", "ENVIRONMENT", "INFLUX_HOST", "INFLUX_PORT", "INFLUX_SCHEME" })
        qunsetenv(name);
    QCOMPARE(reporter.url(), QUrl(u"https://db.example:9999"_s));
    QCOMPARE(reporter.measurementName(), u"shop"_s);
    QCOMPARE(reporter.service(), u"shop"_s);
    QCOMPARE(reporter.environment(), u"test"_s);
}

QTEST_GUILESS_MAIN(tst_QDynamoDBInfluxReporter)
#include "tst_qdynamodbinfluxreporter.moc"
