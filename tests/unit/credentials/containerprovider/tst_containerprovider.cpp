// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "credentialstest/credentialstest.h"

#include <QtCore/qtimer.h>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

using Code = QDynamoDBError::Code;

// The provider that gets credentials from the agent of a container.
class tst_ContainerProvider : public CredentialsTest
{
    Q_OBJECT

private Q_SLOTS:
    void urls_data();
    void urls();
    void result();
    void acceptHeader();
    void authorizationTokens_data();
    void authorizationTokens();
    void memberNames_data();
    void memberNames();
    void retries_data();
    void retries();
    void serviceErrors_data();
    void serviceErrors();
    void failures_data();
    void failures();

private:
    Result fetch()
    {
        const Variables variables { { u"AWS_CONTAINER_CREDENTIALS_FULL_URI"_s,
                                      m_server->url().toString() } };
        return fetchCredentials(containerProvider(environment(variables)), contextWithoutPauses());
    }
};

void tst_ContainerProvider::urls_data()
{
    QTest::addColumn<QString>("relative");
    QTest::addColumn<QString>("full");
    QTest::addColumn<QString>("expected");
    QTest::newRow("relative") << u"/v2/x?id=1"_s << QString()
                              << u"http://169.254.170.2/v2/x?id=1"_s;
    QTest::newRow("relative before full")
            << u"/v2"_s << u"https://a.example.com/"_s << u"http://169.254.170.2/v2"_s;
    QTest::newRow("relative with another host")
            << u"@evil.example.com/"_s << QString() << QString();
    QTest::newRow("relative with another port")
            << u":80@evil.example.com/"_s << QString() << QString();
    for (const char *url : { "https://a.example.com/x", "http://127.0.0.1:90/x", "http://127.1.2.3/",
                             "http://localhost/", "http://[::1]/", "http://169.254.170.2/x",
                             "http://169.254.170.23/x", "http://[fd00:ec2::23]/x" })
        QTest::newRow(url) << QString() << QString::fromLatin1(url) << QString::fromLatin1(url);
    for (const char *url :
         { "http://a.example.com/", "http://169.254.170.3/", "http://169.254.169.254/",
           "http://127.0.0.1.example.com/", "http://localhost.example.com/", "http://me@127.0.0.1/",
           "ftp://127.0.0.1/", "file:///x", "127.0.0.1", "http://" })
        QTest::newRow(url) << QString() << QString::fromLatin1(url) << QString();
}

void tst_ContainerProvider::urls()
{
    QFETCH(QString, relative);
    QFETCH(QString, full);
    QFETCH(QString, expected);
    const auto url = containerUrl(
            m_home->environment({ { u"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"_s, relative },
                                  { u"AWS_CONTAINER_CREDENTIALS_FULL_URI"_s, full } }));
    QCOMPARE(url.valueOr({}).toString(), expected);
    if (expected.isEmpty())
        QCOMPARE(url.error().code(), Code::InvalidParameterValue);
}

void tst_ContainerProvider::result()
{
    m_server->setDefault(Reaction::reply(200, localKeys()));
    const QString url = m_server->url().toString() + u"v1/credentials?x=y"_s;
    const auto result = fetchCredentials(
            defaultChainProvider(m_home->environment(
                                         { { u"AWS_CONTAINER_CREDENTIALS_FULL_URI"_s, url } }),
                                 {}));
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    QCOMPARE(result->accessKeyId(), u"ASIALOCAL"_s);
    QCOMPARE(result->sessionToken(), u"local-t0ken-long"_s);
    QCOMPARE(result->accountId(), u"123456789012"_s);
    QCOMPARE(result->source(), u"container"_s);
    QCOMPARE(targets(), QStringList { u"GET /v1/credentials?x=y"_s });
    QCOMPARE(m_server->requests().at(0).header("authorization"), QByteArray());
}

void tst_ContainerProvider::acceptHeader()
{
    m_server->setDefault(Reaction::reply(200, localKeys()));
    QVERIFY(fetch().hasValue());
    QCOMPARE(m_server->requests().first().header("accept"), "application/json"_ba);
}

void tst_ContainerProvider::authorizationTokens_data()
{
    QTest::addColumn<QString>("token");
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("sent");
    QTest::newRow("variable") << u"Basic t0k3n=="_s << QByteArray() << "Basic t0k3n=="_ba;
    QTest::newRow("file") << QString() << "f1le-t0k3n\n"_ba
                          << "f1le-t0k3n"_ba;
    QTest::newRow("both") << u"t0k3n"_s << "f1le-t0k3n"_ba
                          << "f1le-t0k3n"_ba;
    QTest::newRow("variable of two lines")
            << u"t0k3n\r\nHost: evil"_s << QByteArray() << QByteArray();
    QTest::newRow("file of two lines") << QString() << "t0k3n\r\nHost: evil"_ba << QByteArray();
    QTest::newRow("empty file") << u"t0k3n"_s << "\n"_ba << QByteArray();
}

void tst_ContainerProvider::authorizationTokens()
{
    QFETCH(QString, token);
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, sent);
    m_server->setDefault(Reaction::reply(200, localKeys()));
    Variables variables { { u"AWS_CONTAINER_CREDENTIALS_FULL_URI"_s, m_server->url().toString() },
                          { u"AWS_CONTAINER_AUTHORIZATION_TOKEN"_s, token } };
    if (!file.isNull())
        variables[u"AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"_s] = m_home->write(u"variable"_s, file);
    const auto result = fetchCredentials(containerProvider(m_home->environment(variables)));
    QCOMPARE(result.hasValue(), !sent.isNull());
    QCOMPARE(m_server->requests().size(), sent.isNull() ? 0 : 1);
    if (!sent.isNull())
        QCOMPARE(m_server->requests().at(0).header("authorization"), sent);
    QVERIFY(!result.error().message().contains("t0k3n"_L1));
}

void tst_ContainerProvider::memberNames_data()
{
    QTest::addColumn<QByteArray>("body");
    const QByteArray keys = R"({"AccessKeyId":"ASIALOCAL","SecretAccessKey":"local-s3cret-key",)"
                            R"("Token":"local-t0ken-long","Expiration":"2100-01-01T00:00:00Z"})";
    QTest::newRow("lower case") << keys.toLower()
                                           .replace("asialocal", "ASIALOCAL")
                                           .replace("2100-01-01t00:00:00z", "2100-01-01T00:00:00Z");
    QTest::newRow("camel case") << QByteArray(keys)
                                           .replace("AccessKeyId", "accessKeyId")
                                           .replace("SecretAccessKey", "secretAccessKey")
                                           .replace("Token", "token")
                                           .replace("Expiration", "expiration");
    QTest::newRow("upper case") << QByteArray(keys)
                                           .replace("AccessKeyId", "ACCESSKEYID")
                                           .replace("SecretAccessKey", "SECRETACCESSKEY")
                                           .replace("Token", "TOKEN")
                                           .replace("Expiration", "EXPIRATION");
}

void tst_ContainerProvider::memberNames()
{
    QFETCH(QByteArray, body);
    m_server->setDefault(Reaction::reply(200, body));
    const Result result = fetch();
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    QCOMPARE(result->accessKeyId(), u"ASIALOCAL"_s);
    QCOMPARE(result->secretAccessKey(), u"local-s3cret-key"_s);
    QCOMPARE(result->sessionToken(), u"local-t0ken-long"_s);
    QCOMPARE(result->expiration().date().year(), 2100);
}

void tst_ContainerProvider::retries_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("empty") << 200 << QByteArray();
    QTest::newRow("invalid JSON") << 200 << "<html>"_ba;
    QTest::newRow("not an object") << 200 << "[]"_ba;
    QTest::newRow("throttled") << 429 << "{}"_ba;
    QTest::newRow("503") << 503 << QByteArray();
}

void tst_ContainerProvider::retries()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    m_server->enqueue(Reaction::reply(status, body), 2);
    m_server->setDefault(Reaction::reply(200, localKeys()));
    const Result result = fetch();
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    QCOMPARE(m_server->copies(), 3);
}

void tst_ContainerProvider::serviceErrors_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    for (const int status : { 200, 400, 403, 404 }) {
        QTest::addRow("%d", status)
                << status << R"({"Code":"AccessDenied","Message":"no role for the pod"})"_ba;
        QTest::addRow("%d, lower case", status)
                << status << R"({"code":"AccessDenied","message":"no role for the pod"})"_ba;
    }
}

void tst_ContainerProvider::serviceErrors()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    m_server->setDefault(Reaction::reply(status, body));
    const QDynamoDBError error = fetch().error();
    QVERIFY(error.isError());
    QVERIFY2(error.message().contains("AccessDenied: no role for the pod"_L1),
             qPrintable(error.message()));
    QCOMPARE(m_server->copies(), 1);
}

void tst_ContainerProvider::failures_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("copies");
    QTest::addColumn<Code>("code");
    QTest::newRow("500") << 500 << "S3CR3T"_ba << 4 << Code::InternalServerError;
    QTest::newRow("403") << 403 << R"({"Code":"AccessDenied","Message":"S3CR3T-t0ken"})"_ba << 1
                         << Code::Unknown;
    QTest::newRow("invalid JSON") << 200 << "S3CR3T"_ba << 4 << Code::InvalidResponse;
    QTest::newRow("empty") << 200 << QByteArray() << 4 << Code::InvalidResponse;
    QTest::newRow("throttled") << 429 << "{}"_ba << 4 << Code::Throttling;
    QTest::newRow("missing token")
            << 200
            << R"({"AccessKeyId":"A","SecretAccessKey":"S3CR3T","Expiration":"2099-01-01T00:00:00Z"})"_ba
            << 1 << Code::InvalidResponse;
    QTest::newRow("invalid expiration") << 200 << localKeys("S3CR3T") << 1 << Code::InvalidResponse;
    QTest::newRow("2 MB") << 200 << QByteArray(2 << 20, 'x') << 1 << Code::InvalidResponse;
    QTest::newRow("redirect") << 302 << QByteArray() << 1 << Code::InvalidResponse;
}

void tst_ContainerProvider::failures()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(int, copies);
    QFETCH(Code, code);
    m_server->setDefault(Reaction::reply(status, body, { { "Location", "http://127.0.0.1:1/" } }));
    FetchContext context;
    context.after = [](std::chrono::milliseconds time, QObject *object,
                       const FetchContext::Callback &callback) {
        QTimer::singleShot(time.count() == 1000 ? 10000 : 1, object, callback);
    };
    const QString url = m_server->url().toString();
    const QDynamoDBError error =
            fetchCredentials(defaultChainProvider(m_home->environment(
                                                          { { u"AWS_CONTAINER_CREDENTIALS_FULL_URI"_s,
                                                              url },
                                                            { u"AWS_CONTAINER_AUTHORIZATION_TOKEN"_s,
                                                              u"S3CR3T-t0ken"_s } }),
                                                  {}),
                             context)
                    .error();
    QVERIFY(error.isError());
    if (status == 200 || status == 302)
        QCOMPARE(error.code(), code);
    QVERIFY(error.code() != Code::NoCredentials);
    QCOMPARE(m_server->copies(), copies);
    QVERIFY2(error.message().startsWith("container: "_L1), qPrintable(error.message()));
    QVERIFY(!error.message().contains("S3CR3T-t0ken"_L1));
}

QTEST_GUILESS_MAIN(tst_ContainerProvider)
#include "tst_containerprovider.moc"
