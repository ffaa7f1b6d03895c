// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "pipeline/clientlogging_p.h"
#include "fakeserver/fakeserver.h"

#include <QtDynamoDB/qdynamodbapi_tables.h>
#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbexception.h>

#include <QtCore/qmutex.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

// What is logged, and what must not be logged.
class tst_ClientLogging : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shapes_data();
    void shapes();
    void levels_data();
    void levels();
    void quotedSecrets();
};

namespace {

QMutex mutex;
QStringList lines;

void collect(QtMsgType, const QMessageLogContext &context, const QString &text)
{
    const QMutexLocker locker(&mutex);
    lines += QString::fromLatin1(context.category) + u' ' + text;
}

} // namespace

void tst_ClientLogging::shapes_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("shape");

    QTest::newRow("item") << R"({"TableName": "T1", "Key":{"Id":{"N":"12"},"Ok":{"BOOL":true}}})"_ba
                          << "{TableName:<2>,Key:{Id:{N:<2>},Ok:{BOOL:?}}}"_ba;
    QTest::newRow("list") << R"([1,-2.5e3,"a\"b",null,[]])"_ba
                          << "[?,?,<4>,?,[]]"_ba;
    QTest::newRow("empty") << ""_ba
                           << ""_ba;
    QTest::newRow("invalid JSON") << "<html>secret</html>"_ba
                                  << "?"_ba;
    QTest::newRow("truncated") << R"({"a":"secr)"_ba
                               << "{a:<4>"_ba;
    QTest::newRow("escape at the end") << R"({"a":"x\)"_ba
                                       << "{a:<2>"_ba;
}

void tst_ClientLogging::shapes()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, shape);
    QCOMPARE(jsonShape(json), shape);

    const QByteArray big = '[' + QByteArray("1,").repeated(100000) + "1]";
    QVERIFY(jsonShape(big).size() < 3000);
    QVERIFY(jsonShape(big).endsWith("..."));
}

void tst_ClientLogging::levels_data()
{
    QTest::addColumn<QString>("rules");
    QTest::addColumn<QStringList>("present");
    QTest::addColumn<QStringList>("absent");

    const QStringList everything = { u"qtdynamodb"_s };
    const QStringList data = { u"confidential"_s, u"qtdynamodb_bodies"_s };
    QTest::newRow("silent") << QString() << QStringList() << everything;
    QTest::newRow("network") << u"qtdynamodb.network.debug=true"_s
                             << QStringList { u"qtdynamodb.network GetItem attempt 1 request"_s,
                                              u"{TableName:<6>,Key:{Id:{S:<12>}}}"_s,
                                              u"GetItem attempt 2 response"_s }
                             << data;
    QTest::newRow("all") << u"qtdynamodb.*=true"_s
                         << QStringList { u"qtdynamodb.client GetItem"_s,
                                          u"qtdynamodb.retry retrying in "_s,
                                          u"qtdynamodb.signing GetItem signed for"_s }
                         << data;
    QTest::newRow("bodies") << u"qtdynamodb_bodies=true"_s
                            << QStringList { u"{\"S\":\"confidential\"}"_s }
                            << QStringList { u"qtdynamodb."_s };
}

void tst_ClientLogging::levels()
{
    QFETCH(QString, rules);
    QFETCH(QStringList, present);
    QFETCH(QStringList, absent);

    FakeServer server;
    server.enqueue(Reaction::error(500, "InternalServerError"));
    server.enqueue(Reaction::json(200, R"({"Item":{"Text":{"S":"confidential"}}})"));
    lines.clear();
    QLoggingCategory::setFilterRules(rules);
    const QtMessageHandler before = qInstallMessageHandler(collect);
    {
        QDynamoDBClient client;
        client.setRegion(u"us-east-1"_s);
        client.setCredentials({ u"AKIDEXAMPLE"_s, u"s3cretkey"_s, u"s3ssion-t0ken"_s });
        client.setEndpoint(server.url());
        client.getItem(u"Thread"_s, { { u"Id"_s, u"confidential"_s } }).waitForFinished();
    }
    qInstallMessageHandler(before);
    QLoggingCategory::setFilterRules({});

    const QString all = lines.join(u'\n');
    for (const QString &text : present)
        QVERIFY2(all.contains(text), qPrintable(text + " is missing in:\n"_L1 + all));
    for (const QString &text : absent)
        QVERIFY2(!all.contains(text), qPrintable(text + " is in:\n"_L1 + all));
    for (const QString &secret : { u"s3cretkey"_s, u"s3ssion-t0ken"_s, u"Signature="_s })
        QVERIFY2(!all.contains(secret), qPrintable(all));
}

// In an error of the signature, the service quotes the request, which contains secrets.
void tst_ClientLogging::quotedSecrets()
{
    FakeServer server;
    server.setHandler([](const FakeRequest &request) {
        QByteArray text;
        for (const auto &[name, value] : request.headers)
            text += name + ':' + value + ' ';
        return Reaction::json(403,
                              R"({"__type":"x#InvalidSignatureException","message":")" + text
                                      + R"("})");
    });
    lines.clear();
    QLoggingCategory::setFilterRules(u"qtdynamodb*=true"_s);
    const QtMessageHandler before = qInstallMessageHandler(collect);
    {
        QDynamoDBClient client;
        client.setRegion(u"us-east-1"_s);
        client.setCredentials(
                { u"AKIDEXAMPLE"_s, u"s3cr3t-of-some-length"_s, u"t0ken-of-some-length"_s });
        client.setEndpoint(server.url());
        QVERIFY_THROWS_EXCEPTION(QDynamoDBException, client.listTables().waitForFinished());
    }
    qInstallMessageHandler(before);
    QLoggingCategory::setFilterRules({});
    const QString all = lines.join(u'\n');
    QVERIFY2(all.contains(u"x-amz-security-token:"_s), qPrintable(all));
    QVERIFY2(!all.contains(u"t0ken"_s), qPrintable(all));
    const QByteArray authorization = server.requests().at(0).header("authorization");
    QVERIFY(!all.contains(QString::fromLatin1(authorization.right(64))));
}

QTEST_GUILESS_MAIN(tst_ClientLogging)
#include "tst_clientlogging.moc"
