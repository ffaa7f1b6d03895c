// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "fakehome/fakehome.h"
#include "credentialstest/fetchcredentials.h"
#include "client/qdynamodbabstractclient_p.h"
#include "fakeserver/fakeserver.h"
#include "waiting/longtimeouts.h"

#include <QtDynamoDB/qdynamodbapi_tables.h>
#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbexception.h>

#include <QtCore/qcryptographichash.h>
#include <QtCore/qelapsedtimer.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qloggingcategory.h>
#include <QtCore/qmutex.h>
#include <QtCore/qprocess.h>
#include <QtTest/qsignalspy.h>

using namespace Qt::StringLiterals;

using Code = QDynamoDBError::Code;
using Provider = QDynamoDBCredentialsProvider;

namespace {

QDynamoDBError errorOf(const QFuture<QDynamoDB::ListTablesResult> &future)
{
    return QDynamoDB::waitForResult(future).error();
}

bool waitFor(const QFuture<QDynamoDB::ListTablesResult> &future)
{
    return QTest::qWaitFor([&] { return future.isFinished(); }, 30000);
}

// Each secret contains this text.
const QString mark = u"s3cr3t"_s;
const QString mfaCode = u"739251"_s;
const QStringList dpopLines { u"MHcCAQEEIE0Z41u0h27S+Izqo2eiRN6fxftIH+qpr3njlXHwZkQMoAoGCCqGSM49"_s,
                              u"AwEHoUQDQgAEFZlyYnmSakWymOOfIYCQadnSdKcSiMVur3V92t2X494+T5KfNRkK"_s,
                              u"C+DTO9ZLOeDNyHQvSSG5/c5wRwZrbVOOIA=="_s };

QByteArray isoIn(int seconds)
{
    return QDateTime::currentDateTimeUtc().addSecs(seconds).toString(Qt::ISODate).toLatin1();
}

// How the services respond.
enum class Mode { Correct, Refusing, Failing, Quoting, Empty };

// The response of any service. Except in the modes Correct and Empty, it quotes the request.
Reaction answerOf(const FakeRequest &request, Mode mode)
{
    if (request.header("x-amz-target").startsWith("DynamoDB_"))
        return Reaction::json(200, R"({"TableNames":[]})");
    if (mode == Mode::Empty)
        return Reaction::reply(200, "{}");
    if (mode != Mode::Correct) {
        QString quote = QString::fromLatin1(request.method + ' ' + request.target + ' ');
        for (const auto &[name, value] : request.headers)
            quote += QString::fromLatin1(name + ": " + value + ' ');
        quote += QString::fromLatin1(request.body);
        if (mode == Mode::Quoting)
            return Reaction::reply(200, quote.toUtf8());
        const int status = mode == Mode::Refusing ? 403 : 500;
        if (request.body.startsWith("Action=")) {
            return Reaction::reply(status,
                                   ("<ErrorResponse><Error><Code>AccessDenied</Code><Message>"_L1
                                    + quote.toHtmlEscaped()
                                    + "</Message></Error></ErrorResponse>"_L1)
                                           .toUtf8());
        }
        const QJsonObject body { { u"__type"_s, u"AccessDeniedException"_s },
                                 { u"message"_s, quote },
                                 { u"error"_s, u"invalid_grant"_s },
                                 { u"error_description"_s, quote } };
        return Reaction::reply(status, QJsonDocument(body).toJson());
    }
    const QByteArray keys = R"("AccessKeyId":"ASIAGIVEN","SecretAccessKey":"s3cr3t-given-key",)"
                            R"("SecretKey":"s3cr3t-given-key","SessionToken":"s3cr3t-given-token",)"
                            R"("Token":"s3cr3t-given-token")";
    if (request.body.startsWith("Action=")) {
        const QByteArray action = request.body.contains("WebIdentity") ? "AssumeRoleWithWebIdentity"
                                                                       : "AssumeRole";
        return Reaction::reply(
                200,
                "<" + action + "Response><" + action
                        + "Result><Credentials><AccessKeyId>ASIAGIVEN</AccessKeyId>"
                          "<SecretAccessKey>s3cr3t-given-key</SecretAccessKey>"
                          "<SessionToken>s3cr3t-given-token</SessionToken><Expiration>"
                        + isoIn(3600) + "</Expiration></Credentials></" + action + "Result></"
                        + action + "Response>");
    }
    if (request.target == "/client/register")
        return Reaction::reply(200,
                               R"({"clientId":"c","clientSecret":"s3cr3t-client",)"
                               R"("clientSecretExpiresAt":4102444800})");
    if (request.target == "/device_authorization")
        return Reaction::reply(200,
                               R"({"deviceCode":"s3cr3t-device","userCode":"ABCD-EFGH",)"
                               R"("verificationUriComplete":"https://device.example.com/",)"
                               R"("interval":1})");
    if (request.target == "/token")
        return Reaction::reply(200,
                               R"({"accessToken":"s3cr3t-access","expiresIn":28800,)"
                               R"("refreshToken":"s3cr3t-refresh"})");
    if (request.target.startsWith("/federation"))
        return Reaction::reply(200,
                               R"({"roleCredentials":{"accessKeyId":"ASIAGIVEN","secretAccessKey":)"
                               R"("s3cr3t-given-key","sessionToken":"s3cr3t-given-token","expiration":)"
                                       + QByteArray::number(QDateTime::currentMSecsSinceEpoch()
                                                            + 3600000)
                                       + "}}");
    if (request.target == "/v1/token")
        return Reaction::reply(200,
                               R"({"accessToken":{"accessKeyId":"ASIAGIVEN","secretAccessKey":)"
                               R"("s3cr3t-given-key","sessionToken":"s3cr3t-given-token"},)"
                               R"("expiresIn":900,"refreshToken":"s3cr3t-login-refresh-2"})");
    if (request.method == "PUT")
        return Reaction::reply(200, "s3cr3t-metadata");
    if (request.target.endsWith("security-credentials/"))
        return Reaction::reply(200, "my-role");
    if (request.header("x-amz-target").contains("Cognito")) {
        return Reaction::json(200,
                              R"({"IdentityId":"eu-central-1:me","Credentials":{)" + keys
                                      + R"(,"Expiration":)"
                                      + QByteArray::number(QDateTime::currentSecsSinceEpoch() + 3600)
                                      + "}}");
    }
    return Reaction::reply(200, "{" + keys + R"(,"Expiration":")" + isoIn(3600) + "\"}");
}

// A provider of the application, which returns credentials when the test sets them.
class HeldProvider final : public Provider
{
public:
    QString name() const override { return u"held"_s; }
    void fetch(Freshness, Callback given) override
    {
        ++asked;
        answer = std::move(given);
    }

    std::atomic<int> asked = 0;
    Callback answer;
};

QMutex logMutex;
QString logged;

void collect(QtMsgType, const QMessageLogContext &, const QString &text)
{
    const QMutexLocker locker(&logMutex);
    logged += text + u'\n';
}

} // namespace

// Credentials as the application sees them: found in settings, requested by signals, never printed.
class tst_ClientCredentials : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void nothingConfigured_data();
    void nothingConfigured();
    void noRegion();
    void oneRequestForManyCalls();
    void signIn();
    void mfa_data();
    void mfa();
    void mfaOneByOne();
    void authorizationRequiredOnce();
    void certificates();
    void clientDestroyed_data();
    void clientDestroyed();
    void secrets_data();
    void secrets();

private:
    void set(const char *variable, const QString &value)
    {
        qputenv(variable, value.toLocal8Bit());
        m_variables += variable;
    }
    void setUp(QDynamoDBClient &client, const QString &profile = {})
    {
        client.setRegion(u"eu-central-1"_s);
        client.setEndpoint(m_server->url());
        client.setMaxRetries(0);
        if (!profile.isEmpty())
            client.setProfile(profile);
    }
    void setMode(Mode mode)
    {
        m_server->setHandler([mode](const FakeRequest &request) { return answerOf(request, mode); });
    }
    int asked(const QByteArray &part) const
    {
        const auto requests = m_server->requests();
        return int(std::count_if(requests.begin(), requests.end(), [&part](const auto &request) {
            return request.target.contains(part) || request.body.contains(part);
        }));
    }

    QList<QByteArray> m_variables;
    std::unique_ptr<FakeHome> m_home;
    std::unique_ptr<FakeServer> m_server;
};

void tst_ClientCredentials::initTestCase()
{
    // Removes the settings of the computer.
    for (const QString &name : QProcessEnvironment::systemEnvironment().keys()) {
        if (name.startsWith("AWS_"_L1) || name.startsWith("DYNAMODB_"_L1))
            qunsetenv(name.toLocal8Bit().constData());
    }
}

void tst_ClientCredentials::init()
{
    m_home = std::make_unique<FakeHome>();
    m_server = std::make_unique<FakeServer>();
    const QString url = m_server->url().toString();
    set("HOME", m_home->path({}));
    for (const char *variable :
         { "AWS_ENDPOINT_URL_STS", "AWS_ENDPOINT_URL_SSO", "AWS_ENDPOINT_URL_SSO_OIDC",
           "AWS_ENDPOINT_URL_SIGNIN", "AWS_ENDPOINT_URL_COGNITO_IDENTITY",
           "AWS_EC2_METADATA_SERVICE_ENDPOINT" })
        set(variable, url);
    set("AWS_CONTAINER_AUTHORIZATION_TOKEN", u"s3cr3t-container"_s);

    m_home->write(u"token"_s, "s3cr3t-web-identity");
    m_home->write(u"keys"_s,
                  R"({"Version":1,"AccessKeyId":"AKIDPROCESS","SecretAccessKey":)"
                  R"("s3cr3t-process"})");
    m_home->write(
            u".aws/config"_s,
            "[profile base]\naws_access_key_id=AKIDBASE\naws_secret_access_key=s3cr3t-base-key\n"
            "aws_session_token=s3cr3t-base-token\n"
            "[profile role]\nrole_arn=arn:aws:iam::1:role/r\nsource_profile=base\n"
            "[profile mfa]\nrole_arn=arn:aws:iam::1:role/r\nsource_profile=base\n"
            "mfa_serial=arn:aws:iam::1:mfa/me\n"
            "[profile web]\nrole_arn=arn:aws:iam::1:role/r\nweb_identity_token_file="
                    + m_home->path(u"token"_s).toUtf8()
                    + "\n[profile sso]\nsso_session=corp\nsso_account_id=123456789012\n"
                      "sso_role_name=r\n[sso-session corp]\nsso_region=eu-central-1\n"
                      "sso_start_url=https://corp.awsapps.com/start\n"
                      "[profile login]\nlogin_session=me\nregion=eu-central-1\n"
                      "[profile process]\ncredential_process=/bin/cat "
                    + m_home->path(u"keys"_s).toUtf8()
                    + "\n[profile babbling-process]\n"
                      "credential_process=/bin/echo s3cr3t-argument s3cr3t-argument\n");
    const QByteArray login = QCryptographicHash::hash("me", QCryptographicHash::Sha256).toHex();
    const QJsonObject access { { u"accessKeyId"_s, u"ASIALOGIN"_s },
                               { u"secretAccessKey"_s, u"s3cr3t-login-key"_s },
                               { u"sessionToken"_s, u"s3cr3t-login-token"_s },
                               { u"accountId"_s, u"123456789012"_s },
                               { u"expiresAt"_s, u"2020-01-01T00:00:00Z"_s } };
    const QString key = u"-----BEGIN EC PRIVATE KEY-----\n"_s + dpopLines.join(u'\n')
            + u"\n-----END EC PRIVATE KEY-----\n"_s;
    m_home->write(u".aws/login/cache/"_s + QString::fromLatin1(login) + u".json"_s,
                  QJsonDocument(QJsonObject { { u"accessToken"_s, access },
                                              { u"clientId"_s, u"c"_s },
                                              { u"refreshToken"_s, u"s3cr3t-login-refresh"_s },
                                              { u"dpopKey"_s, key } })
                          .toJson());
}

void tst_ClientCredentials::cleanup()
{
    for (const QByteArray &variable : std::as_const(m_variables))
        qunsetenv(variable.constData());
    m_variables.clear();
}

void tst_ClientCredentials::nothingConfigured_data()
{
    QTest::addColumn<QString>("machine");
    QTest::newRow("connection refused") << u"refuses"_s;
    QTest::newRow("no response") << u"never answers"_s;
    QTest::newRow("this computer") << u"real"_s;
}

void tst_ClientCredentials::nothingConfigured()
{
    QFETCH(QString, machine);
    if (machine == "real"_L1) {
        qunsetenv("AWS_EC2_METADATA_SERVICE_ENDPOINT");
    } else {
        set("AWS_EC2_METADATA_SERVICE_ENDPOINT",
            u"http://127.0.0.1:%1"_s.arg(machine == "refuses"_L1 ? m_server->deadPort()
                                                                 : m_server->blackHole()));
    }
    QVERIFY(QFile::remove(m_home->path(u".aws/config"_s)));
    QElapsedTimer timer;
    timer.start();
    QDynamoDBClient client;
    const auto constructing = timer.nsecsElapsed();
    timer.start();
    const QDynamoDBError error = errorOf(client.listTables());
    const auto failing = timer.elapsed();
    qInfo("constructed in %lld us, failed in %lld ms", constructing / 1000, failing);
    if (machine == "real"_L1 && error.code() != Code::NoCredentials)
        return; // the computer is an EC2 instance
    QCOMPARE(error.code(), Code::NoCredentials);
    for (const QString &part :
         { u"environment: AWS_ACCESS_KEY_ID is not set"_s, u"profile \"default\": "_s,
           u"web identity: "_s, u"container: "_s,
           machine == "real"_L1 ? u"instance metadata: "_s : u"instance metadata: no response"_s })
        QVERIFY2(error.message().contains(part), qPrintable(error.message()));
}

// A missing Region is reported only if there are credentials.
void tst_ClientCredentials::noRegion()
{
    QDynamoDBClient client;
    client.setProfile(u"base"_s);
    QCOMPARE(errorOf(client.listTables()).code(), Code::MissingParameter);
}

void tst_ClientCredentials::oneRequestForManyCalls()
{
    setMode(Mode::Correct);
    QDynamoDBClient client;
    setUp(client, u"role"_s);
    QList<QFuture<QDynamoDB::ListTablesResult>> futures;
    for (int i = 0; i < 200; ++i)
        futures += client.listTables();
    for (const auto &future : std::as_const(futures))
        QVERIFY(!errorOf(future).isError());
    QCOMPARE(asked("AssumeRole"), 1);
    QCOMPARE(m_server->requests().size(), 201);
    QVERIFY(m_server->requests().last().header("authorization").contains("ASIAGIVEN/"));
}

void tst_ClientCredentials::signIn()
{
    setMode(Mode::Correct);
    QDynamoDBClient client;
    setUp(client, u"sso"_s);
    QSignalSpy required(&client, &QDynamoDBClient::credentialsRequired);
    const QDynamoDBError error = errorOf(client.listTables());
    QCOMPARE(error.code(), Code::ExpiredToken);
    QTRY_COMPARE(required.size(), 1);
    QCOMPARE(required.first().first().value<QDynamoDBError>().message(), error.message());
    QVERIFY(m_server->requests().isEmpty());

    QSignalSpy authorization(&client, &QDynamoDBClient::authorizationRequired);
    const auto future = client.listTables();
    QTRY_COMPARE(authorization.size(), 1);
    QCOMPARE(authorization.first().at(0).toUrl(), QUrl(u"https://device.example.com/"_s));
    QCOMPARE(authorization.first().at(1).toString(), u"ABCD-EFGH"_s);
    QVERIFY(waitFor(future));
    QVERIFY(!errorOf(future).isError());
    QVERIFY(!errorOf(client.listTables()).isError());
    QCOMPARE(authorization.size(), 1);
    QCOMPARE(required.size(), 1);
}

void tst_ClientCredentials::mfa_data()
{
    QTest::addColumn<QString>("code");
    QTest::newRow("code") << mfaCode;
    QTest::newRow("no code") << QString();
}

void tst_ClientCredentials::mfa()
{
    QFETCH(QString, code);
    setMode(Mode::Correct);
    QDynamoDBClient client;
    setUp(client, u"mfa"_s);
    client.provideMfaCode(u"000000"_s); // without a request
    QCOMPARE(errorOf(client.listTables()).code(), Code::AccessDenied);

    QSignalSpy spy(&client, &QDynamoDBClient::mfaRequired);
    const auto future = client.listTables();
    QTRY_COMPARE(spy.size(), 1);
    QCOMPARE(spy.first().first().toString(), u"arn:aws:iam::1:mfa/me"_s);
    QVERIFY(m_server->requests().isEmpty());
    client.provideMfaCode(code);
    QVERIFY(waitFor(future));
    QCOMPARE(errorOf(future).code(), code.isEmpty() ? Code::AccessDenied : Code::NoError);
    QCOMPARE(asked("TokenCode=" + mfaCode.toLatin1()), code.isEmpty() ? 0 : 1);
}

// A chain of two roles, each with an MFA device.
void tst_ClientCredentials::mfaOneByOne()
{
    setMode(Mode::Correct);
    m_home->write(
            u".aws/credentials"_s,
            "[two]\nrole_arn=arn:aws:iam::1:role/two\nsource_profile=mfa\nmfa_serial=second\n");
    QDynamoDBClient client;
    setUp(client, u"two"_s);
    QSignalSpy spy(&client, &QDynamoDBClient::mfaRequired);
    const auto future = client.listTables();
    QTRY_COMPARE(spy.size(), 1);
    client.provideMfaCode(u"111111"_s);
    QTRY_COMPARE(spy.size(), 2);
    QCOMPARE(spy.last().first().toString(), u"second"_s);
    client.provideMfaCode(u"222222"_s);
    QVERIFY(waitFor(future));
    QVERIFY(!errorOf(future).isError());
    QCOMPARE(asked("TokenCode=111111"), 1);
    QCOMPARE(asked("TokenCode=222222"), 1);
}

void tst_ClientCredentials::authorizationRequiredOnce()
{
    const auto provider = std::make_shared<HeldProvider>();
    QDynamoDBClient client;
    setUp(client);
    client.setCredentialsProvider(provider);
    QSignalSpy required(&client, &QDynamoDBClient::credentialsRequired);
    QList<QFuture<QDynamoDB::ListTablesResult>> futures;
    for (int i = 0; i < 50; ++i)
        futures += client.listTables();
    auto *engine = QDynamoDBAbstractClientPrivate::get(&client)->engine;
    qsizetype underWay = 0;
    const auto count = [&] { underWay = engine->callsUnderWay(); };
    QTRY_VERIFY(QMetaObject::invokeMethod(engine, count, Qt::BlockingQueuedConnection)
                && underWay == 50);
    QCOMPARE(provider->asked.load(), 1);
    provider->answer(QDynamoDBError(Code::NoCredentials, u"nobody signed in"_s));
    for (const auto &future : std::as_const(futures)) {
        QVERIFY(waitFor(future));
        QCOMPARE(errorOf(future).message(), u"held: nobody signed in"_s);
    }
    QTRY_COMPARE(required.size(), 1);
}

// The CA certificates of the client apply to its providers, even if its own calls are unencrypted.
void tst_ClientCredentials::certificates()
{
    setMode(Mode::Correct);
    FakeServer sts(FakeServer::Security::Tls);
    sts.setHandler([](const FakeRequest &request) { return answerOf(request, Mode::Correct); });
    set("AWS_ENDPOINT_URL_STS", sts.url().toString());
    const auto call = [this](const std::optional<QSslConfiguration> &own = {}) {
        QDynamoDBClient client;
        setUp(client, u"role"_s);
        if (own)
            client.setSslConfiguration(*own);
        return errorOf(client.listTables());
    };
    QCOMPARE(call().code(), Code::SecureConnection);
    QVERIFY(m_server->requests().isEmpty());
    QSslConfiguration own = QSslConfiguration::defaultConfiguration();
    own.setCaCertificates({ FakeServer::certificate() });
    QVERIFY(!call(own).isError());
    set("AWS_CA_BUNDLE", m_home->write(u"bundle.pem"_s, FakeServer::certificate().toPem()));
    QVERIFY(!call().isError());
    QCOMPARE(sts.copies(), 2);
    QCOMPARE(m_server->copies(), 2);
}

void tst_ClientCredentials::clientDestroyed_data()
{
    QTest::addColumn<QString>("profile");
    QTest::newRow("request") << u"role"_s;
    QTest::newRow("question") << u"mfa"_s;
    QTest::newRow("sign-in") << u"sso"_s;
    QTest::newRow("process") << u"slow process"_s;
}

void tst_ClientCredentials::clientDestroyed()
{
    QFETCH(QString, profile);
    m_home->write(u".aws/credentials"_s, "[slow process]\ncredential_process=/bin/sleep 100\n");
    m_server->setHandler([](const FakeRequest &request) {
        if (request.target == "/token")
            return Reaction::reply(400, R"({"error":"authorization_pending"})");
        const Reaction reaction = answerOf(request, Mode::Correct);
        return request.body.startsWith("Action=") ? reaction.held() : reaction;
    });
    auto client = std::make_unique<QDynamoDBClient>();
    setUp(*client, profile);
    QSignalSpy mfaSpy(client.get(), &QDynamoDBClient::mfaRequired);
    QSignalSpy pageSpy(client.get(), &QDynamoDBClient::authorizationRequired);
    const auto future = client->listTables();
    if (profile == "role"_L1)
        QTRY_COMPARE(m_server->held(), 1);
    else if (profile == "mfa"_L1)
        QTRY_COMPARE(mfaSpy.size(), 1);
    else if (profile == "sso"_L1)
        QTRY_COMPARE(pageSpy.size(), 1);
    client.reset();
    QCOMPARE(errorOf(future).code(), Code::ClientDestroyed);
    QTRY_COMPARE(m_server->openConnections(), 0);
}

void tst_ClientCredentials::secrets_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<Mode>("mode");
    const std::pair<const char *, Mode> moods[] = { { "good", Mode::Correct },
                                                    { "refusing", Mode::Refusing },
                                                    { "failing", Mode::Failing },
                                                    { "babbling", Mode::Quoting },
                                                    { "empty", Mode::Empty } };
    for (const char *kind : { "base", "role", "mfa", "web", "sso", "login", "process",
                              "babbling-process", "container", "metadata", "cognito", "own" }) {
        for (const auto &[name, mode] : moods)
            QTest::addRow("%s, %s", kind, name) << QString::fromLatin1(kind) << mode;
    }
}

// No secret is printed, with all logging categories enabled.
void tst_ClientCredentials::secrets()
{
    QFETCH(QString, kind);
    QFETCH(Mode, mode);
    setMode(mode);
    set("AWS_CONTAINER_CREDENTIALS_FULL_URI", m_server->url().toString());
    logged.clear();
    QLoggingCategory::setFilterRules(u"*=true"_s);
    const QtMessageHandler before = qInstallMessageHandler(collect);
    QString shown;
    {
        QDynamoDBClient client;
        setUp(client);
        if (kind == "container"_L1) {
            client.setCredentialsProvider(Provider::container());
        } else if (kind == "metadata"_L1) {
            client.setCredentialsProvider(Provider::instanceMetadata());
        } else if (kind == "cognito"_L1) {
            Provider::CognitoOptions options;
            options.identityPoolId = u"eu-central-1:pool"_s;
            options.logins = { { u"accounts.google.com"_s, u"s3cr3t-google"_s } };
            client.setCredentialsProvider(Provider::cognitoIdentity(options));
        } else if (kind == "own"_L1) {
            client.setCredentialsProvider(Provider::explicitCredentials(
                    { u"AKIDOWN"_s, u"s3cr3t-own-key"_s, u"s3cr3t-own-token"_s }));
        } else {
            client.setProfile(kind);
        }
        connect(&client, &QDynamoDBClient::mfaRequired, &client,
                [&client] { client.provideMfaCode(mfaCode); });
        connect(&client, &QDynamoDBClient::authorizationRequired, &client,
                [&shown](const QUrl &url, const QString &code) { shown += url.toString() + code; });
        connect(&client, &QDynamoDBClient::credentialsRequired, &client,
                [&shown](const QDynamoDBError &error) { shown += QDebug::toString(error); });
        connect(&client, &QDynamoDBClient::errorOccurred, &client,
                [&shown](const QDynamoDBError &error) { shown += error.message() + error.type(); });
        connect(&client, &QDynamoDBClient::measured, &client,
                [&shown](const QDynamoDBMeasurement &one) {
                    shown += one.operation + one.serverAddress;
                });
        const auto future = client.listTables();
        QVERIFY(waitFor(future));
        const QDynamoDBError error = errorOf(future);
        shown += QDebug::toString(error) + error.message();
        const bool asksNobody = kind == "base"_L1 || kind == "own"_L1 || kind == "process"_L1;
        const bool works = kind != "babbling-process"_L1 && (mode == Mode::Correct || asksNobody);
        QVERIFY2(error.isError() != works, qPrintable(error.message()));
        if (!works)
            QVERIFY2(error.message().contains(u": "_s), qPrintable(error.message()));
        QCoreApplication::processEvents();
    }
    qInstallMessageHandler(before);
    QLoggingCategory::setFilterRules({});
    QVERIFY(!logged.isEmpty());
    shown += logged;
    QVERIFY2(!shown.contains(mark), qPrintable(shown));
    QVERIFY2(!shown.contains(mfaCode), qPrintable(shown));
    for (const QString &line : dpopLines)
        QVERIFY2(!shown.contains(line), qPrintable(shown));
    const auto requests = m_server->requests();
    for (const FakeRequest &request : requests) {
        const QByteArray authorization = request.header("authorization");
        if (authorization.contains("Signature="))
            QVERIFY2(!shown.contains(QString::fromLatin1(authorization.right(64))),
                     qPrintable(shown));
    }
}

QTEST_GUILESS_MAIN(tst_ClientCredentials)
#include "tst_clientcredentials.moc"
