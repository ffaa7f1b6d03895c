// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "fakehome/fakehome.h"
#include "fetchcredentials/fetchcredentials.h"
#include "fakeserver/fakeserver.h"

#include <numeric>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

using Code = QDynamoDBError::Code;
using Freshness = QDynamoDBCredentialsProvider::Freshness;
using Result = QDynamoDBExpected<QDynamoDBCredentials>;

namespace {

QByteArray isoIn(int seconds)
{
    return QDateTime::currentDateTimeUtc().addSecs(seconds).toString(Qt::ISODate).toLatin1();
}

QByteArray keysUntil(const QByteArray &expiration)
{
    return R"({"Code":"Success","AccessKeyId":"ASIALOCAL","SecretAccessKey":"local-s3cret-key",)"
           R"("Token":"local-t0ken-long","AccountId":"123456789012","Expiration":")"
            + expiration + "\"}";
}

// An instance with both versions of the service.
Reaction instance(const FakeRequest &request)
{
    if (request.method == "PUT")
        return Reaction::reply(200, "imds-t0ken");
    return Reaction::reply(200, request.target.endsWith('/') ? "my-role" : keysUntil(isoIn(3600)));
}

} // namespace

// Sources that are on the same machine: a program, the agent of a container, an instance's metadata.
class tst_LocalProviders : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void process();
    void processOfProfile();
    void processFails_data();
    void processFails();
    void processTooSlow();

    void containerUrls_data();
    void containerUrls();
    void container();
    void containerTokens_data();
    void containerTokens();
    void containerFails_data();
    void containerFails();

    void metadata();
    void metadataVersion1_data();
    void metadataVersion1();
    void metadataSlowVersion2();
    void metadataFails_data();
    void metadataFails();
    void metadataExpired();
    void metadataUsedOn();
    void metadataUsedOnForRole();
    void metadataSettings_data();
    void metadataSettings();
    void noInstance_data();
    void noInstance();

    void chainOrder();

private:
    Variables metadataVariables(const Variables &more = {}) const
    {
        Variables all { { u"AWS_EC2_METADATA_SERVICE_ENDPOINT"_s, m_server->url().toString() } };
        all.insert(more);
        return all;
    }
    Result askMetadata(const FetchContext &context = {}, const Variables &more = {})
    {
        return fetchCredentials(instanceMetadataProvider(m_home->environment(
                                                                 metadataVariables(more)),
                                                         {}),
                                context);
    }
    QStringList targets() const
    {
        QStringList result;
        const auto requests = m_server->requests();
        for (const FakeRequest &request : requests)
            result += QString::fromLatin1(request.method + ' ' + request.target);
        return result;
    }

    std::unique_ptr<FakeHome> m_home;
    std::unique_ptr<FakeServer> m_server;
};

static const QString tokenRequest = u"PUT /latest/api/token"_s;
static const QString roleRequest = u"GET /latest/meta-data/iam/security-credentials/"_s;

void tst_LocalProviders::init()
{
    m_home = std::make_unique<FakeHome>();
    m_server = std::make_unique<FakeServer>();
}

void tst_LocalProviders::process()
{
    // No shell: what is one argument stays one.
    const QString json = u"{\"Version\":1,\"AccessKeyId\":\"AKIDPROCESS\",\"SecretAccessKey\":"
                         "\"process-s3cret\",\"SessionToken\":\"t0ken $HOME; `id`\",\"AccountId\":"
                         "\"123456789012\",\"Expiration\":\"2099-01-01T00:00:00+01:00\"}"_s;
    const auto result = fetchCredentials(processProvider(u"/bin/echo"_s, { json }));
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    QCOMPARE(result->accessKeyId(), u"AKIDPROCESS"_s);
    QCOMPARE(result->secretAccessKey(), u"process-s3cret"_s);
    QCOMPARE(result->sessionToken(), u"t0ken $HOME; `id`"_s);
    QCOMPARE(result->accountId(), u"123456789012"_s);
    QCOMPARE(result->expiration().toUTC().toString(Qt::ISODate), u"2098-12-31T23:00:00Z"_s);
}

void tst_LocalProviders::processOfProfile()
{
    m_home->write(u"my keys.json"_s,
                  R"({"Version":1,"AccessKeyId":"AKIDPROCESS","SecretAccessKey":"process-s3cret"})");
    m_home->write(u".aws/config"_s,
                  "[default]\ncredential_process = /bin/cat \""
                          + m_home->path(u"my keys.json"_s).toUtf8() + "\"\n");
    const auto result = fetchCredentials(defaultChainProvider(m_home->environment(), {}));
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    QCOMPARE(result->accessKeyId(), u"AKIDPROCESS"_s);
    QVERIFY(!result->expiration().isValid()); // lasting ones
    QCOMPARE(result->source(), u"profile \"default\""_s);
}

void tst_LocalProviders::processFails_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<Code>("code");
    const QString echo = u"/bin/echo"_s;
    QTest::newRow("not there") << u"/nowhere/S3CR3T/program"_s << QStringList()
                               << Code::ConfigNotFound;
    QTest::newRow("fails") << u"/bin/false"_s << QStringList { u"S3CR3T"_s }
                           << Code::InvalidResponse;
    QTest::newRow("crashes") << u"/bin/sh"_s << QStringList { u"-c"_s, u"kill -9 $$; S3CR3T"_s }
                             << Code::InvalidResponse;
    QTest::newRow("says nothing") << u"/bin/true"_s << QStringList() << Code::InvalidResponse;
    QTest::newRow("no JSON") << echo << QStringList { u"S3CR3T"_s } << Code::InvalidResponse;
    QTest::newRow("version")
            << echo
            << QStringList { u"{\"Version\":2,\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"S3CR3T\"}"_s }
            << Code::InvalidResponse;
    QTest::newRow("no secret") << echo
                               << QStringList { u"{\"Version\":1,\"AccessKeyId\":\"S3CR3T\"}"_s }
                               << Code::InvalidResponse;
    QTest::newRow("no time")
            << echo
            << QStringList { u"{\"Version\":1,\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"S3CR3T\","
                             "\"Expiration\":\"S3CR3T\"}"_s }
            << Code::InvalidResponse;
    QTest::newRow("endless") << u"/usr/bin/yes"_s << QStringList { u"S3CR3T"_s }
                             << Code::InvalidResponse;
}

void tst_LocalProviders::processFails()
{
    QFETCH(QString, program);
    QFETCH(QStringList, arguments);
    QFETCH(Code, code);
    const QDynamoDBError error = fetchCredentials(processProvider(program, arguments)).error();
    QCOMPARE(error.code(), code);
    QVERIFY2(!error.message().contains("S3CR3T"_L1), qPrintable(error.message()));
}

void tst_LocalProviders::processTooSlow()
{
    const auto provider = processProvider(u"/bin/sleep"_s, { u"100"_s }, {},
                                          std::chrono::milliseconds(50));
    QCOMPARE(fetchCredentials(provider).error().code(), Code::Timeout);
    QCOMPARE(provider->name(), u"process \"sleep\""_s);
}

void tst_LocalProviders::containerUrls_data()
{
    QTest::addColumn<QString>("relative");
    QTest::addColumn<QString>("full");
    QTest::addColumn<QString>("expected");
    QTest::newRow("relative") << u"/v2/x?id=1"_s << QString()
                              << u"http://169.254.170.2/v2/x?id=1"_s;
    QTest::newRow("relative first")
            << u"/v2"_s << u"https://a.example.com/"_s << u"http://169.254.170.2/v2"_s;
    QTest::newRow("relative to elsewhere") << u"@evil.example.com/"_s << QString() << QString();
    QTest::newRow("port of elsewhere") << u":80@evil.example.com/"_s << QString() << QString();
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

void tst_LocalProviders::containerUrls()
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

void tst_LocalProviders::container()
{
    m_server->setDefault(Reaction::reply(200, keysUntil(isoIn(3600))));
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

void tst_LocalProviders::containerTokens_data()
{
    QTest::addColumn<QString>("token");
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("sent");
    QTest::newRow("token") << u"Basic t0k3n=="_s << QByteArray() << "Basic t0k3n=="_ba;
    QTest::newRow("file") << QString() << "f1le-t0k3n\n"_ba
                          << "f1le-t0k3n"_ba;
    QTest::newRow("both") << u"t0k3n"_s << "f1le-t0k3n"_ba
                          << "f1le-t0k3n"_ba;
    QTest::newRow("two lines") << u"t0k3n\r\nHost: evil"_s << QByteArray() << QByteArray();
    QTest::newRow("two lines of a file") << QString() << "t0k3n\r\nHost: evil"_ba << QByteArray();
    QTest::newRow("empty file") << u"t0k3n"_s << "\n"_ba << QByteArray();
}

void tst_LocalProviders::containerTokens()
{
    QFETCH(QString, token);
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, sent);
    m_server->setDefault(Reaction::reply(200, keysUntil(isoIn(3600))));
    Variables variables { { u"AWS_CONTAINER_CREDENTIALS_FULL_URI"_s, m_server->url().toString() },
                          { u"AWS_CONTAINER_AUTHORIZATION_TOKEN"_s, token } };
    if (!file.isNull())
        variables[u"AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"_s] = m_home->write(u"token"_s, file);
    const auto result = fetchCredentials(containerProvider(m_home->environment(variables)));
    QCOMPARE(result.hasValue(), !sent.isNull());
    QCOMPARE(m_server->requests().size(), sent.isNull() ? 0 : 1);
    if (!sent.isNull())
        QCOMPARE(m_server->requests().at(0).header("authorization"), sent);
    QVERIFY(!result.error().message().contains("t0k3n"_L1));
}

void tst_LocalProviders::containerFails_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("copies");
    QTest::addColumn<Code>("code");
    QTest::newRow("trouble") << 500 << "S3CR3T"_ba << 4 << Code::InternalServerError;
    QTest::newRow("refused") << 403 << R"({"Code":"AccessDenied","Message":"S3CR3T-t0ken"})"_ba << 1
                             << Code::Unknown;
    QTest::newRow("no JSON") << 200 << "S3CR3T"_ba << 4 << Code::InvalidResponse;
    QTest::newRow("empty") << 200 << QByteArray() << 4 << Code::InvalidResponse;
    QTest::newRow("throttled") << 429 << "{}"_ba << 4 << Code::Throttling;
    QTest::newRow("no token")
            << 200
            << R"({"AccessKeyId":"A","SecretAccessKey":"S3CR3T","Expiration":"2099-01-01T00:00:00Z"})"_ba
            << 1 << Code::InvalidResponse;
    QTest::newRow("no time") << 200 << keysUntil("S3CR3T") << 1 << Code::InvalidResponse;
    QTest::newRow("huge") << 200 << QByteArray(2 << 20, 'x') << 1 << Code::InvalidResponse;
    QTest::newRow("redirect") << 302 << QByteArray() << 1 << Code::InvalidResponse;
}

void tst_LocalProviders::containerFails()
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

void tst_LocalProviders::metadata()
{
    m_server->setHandler(instance);
    const auto result = askMetadata();
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    QCOMPARE(result->accessKeyId(), u"ASIALOCAL"_s);
    QCOMPARE(result->accountId(), u"123456789012"_s);
    QCOMPARE(targets(), (QStringList { tokenRequest, roleRequest, roleRequest + u"my-role"_s }));
    const auto requests = m_server->requests();
    QCOMPARE(requests.at(0).header("x-aws-ec2-metadata-token-ttl-seconds"), "21600"_ba);
    QCOMPARE(requests.at(1).header("x-aws-ec2-metadata-token"), "imds-t0ken"_ba);
    QCOMPARE(requests.at(2).header("x-aws-ec2-metadata-token"), "imds-t0ken"_ba);
}

void tst_LocalProviders::metadataVersion1_data()
{
    QTest::addColumn<int>("status"); // 0: no answer
    for (const int status : { 403, 404, 405, 0 })
        QTest::addRow("%d", status) << status;
}

void tst_LocalProviders::metadataVersion1()
{
    QFETCH(int, status);
    m_server->setHandler([status](const FakeRequest &request) {
        if (request.method == "PUT")
            return status ? Reaction::reply(status, "no") : Reaction::reply(200, "t").held();
        return instance(request);
    });
    const auto result = askMetadata();
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    QCOMPARE(targets(), (QStringList { tokenRequest, roleRequest, roleRequest + u"my-role"_s }));
    QCOMPARE(m_server->requests().last().header("x-aws-ec2-metadata-token"), QByteArray());

    // Without it nothing but an error is left.
    m_server->clearRecords();
    const QDynamoDBError error =
            askMetadata({}, { { u"AWS_EC2_METADATA_V1_DISABLED"_s, u"true"_s } }).error();
    QVERIFY(error.isError());
    QCOMPARE(targets(), QStringList { tokenRequest });
    m_home->write(u".aws/config"_s, "[default]\nec2_metadata_v1_disabled = true\n");
    m_server->clearRecords();
    QVERIFY(!askMetadata().hasValue());
    QCOMPARE(targets(), QStringList { tokenRequest });
}

void tst_LocalProviders::metadataSlowVersion2()
{
    int puts = 0;
    m_server->setHandler([&puts](const FakeRequest &request) {
        if (request.method == "PUT" && ++puts == 1)
            return Reaction::reply(200, "imds-t0ken").held();
        if (request.method == "GET" && request.header("x-aws-ec2-metadata-token").isEmpty())
            return Reaction::reply(401, "a token is needed");
        return instance(request);
    });
    const auto result = askMetadata();
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    QCOMPARE(targets(),
             (QStringList { tokenRequest, roleRequest, tokenRequest, roleRequest,
                            roleRequest + u"my-role"_s }));
}

void tst_LocalProviders::metadataFails_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QByteArray>("role");
    QTest::addColumn<QByteArray>("keys");
    QTest::newRow("token of two lines") << "t\r\nx"_ba
                                        << "r"_ba
                                        << "{}"_ba;
    QTest::newRow("no token") << ""_ba
                              << "r"_ba
                              << "{}"_ba;
    QTest::newRow("huge token") << QByteArray(5000, 'x') << "r"_ba
                                << "{}"_ba;
    QTest::newRow("no role") << "t"_ba
                             << ""_ba
                             << "{}"_ba;
    QTest::newRow("role with a path") << "t"_ba
                                      << "../../user-data"_ba
                                      << "{}"_ba;
    QTest::newRow("page") << "t"_ba
                          << "<html>sign in</html>"_ba
                          << "{}"_ba;
    QTest::newRow("failed") << "t"_ba
                            << "r"_ba
                            << R"({"Code":"AssumeRoleUnauthorizedAccess"})"_ba;
    QTest::newRow("no JSON") << "t"_ba
                             << "r"_ba
                             << "S3CR3T"_ba;
    QTest::newRow("no keys") << "t"_ba
                             << "r"_ba
                             << R"({"Code":"Success","Token":"S3CR3T"})"_ba;
    QTest::newRow("huge") << "t"_ba
                          << "r"_ba << QByteArray(2 << 20, 'x');
}

void tst_LocalProviders::metadataFails()
{
    QFETCH(QByteArray, token);
    QFETCH(QByteArray, role);
    QFETCH(QByteArray, keys);
    m_server->setHandler([&](const FakeRequest &request) {
        if (request.method == "PUT")
            return Reaction::reply(200, token);
        return Reaction::reply(200, request.target.endsWith('/') ? role : keys);
    });
    const QDynamoDBError error = askMetadata().error();
    QCOMPARE(error.code(), Code::InvalidResponse);
    QVERIFY(!error.message().contains("S3CR3T"_L1));
}

// The instance's service may be behind; what it has is used for some minutes more.
void tst_LocalProviders::metadataExpired()
{
    m_server->setHandler([](const FakeRequest &request) {
        if (request.method == "GET" && !request.target.endsWith('/'))
            return Reaction::reply(200, keysUntil("2020-01-01T00:00:00Z"));
        return instance(request);
    });
    const auto result = askMetadata();
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    const auto left = QDateTime::currentDateTimeUtc().secsTo(result->expiration());
    QVERIFY2(left > 590 && left <= 900, qPrintable(QString::number(left)));
}

void tst_LocalProviders::metadataUsedOn()
{
    m_server->setHandler(instance);
    const auto provider = instanceMetadataProvider(m_home->environment(metadataVariables()), {});
    QVERIFY(fetchCredentials(provider).hasValue());
    m_server->setHandler([](const FakeRequest &) { return Reaction::reply(400, "broken"); });
    FetchContext later;
    later.utcNow = [] { return QDateTime::currentDateTimeUtc().addSecs(7200); };
    const auto result = fetchCredentials(provider, later);
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    QCOMPARE(result->accessKeyId(), u"ASIALOCAL"_s);
    QVERIFY(result->expiration() > later.utcNow().addSecs(590));
    // Those that DynamoDB itself refused are of no use.
    QVERIFY(!fetchCredentials(provider, later, Freshness::Reload).hasValue());
}

// What a profile's role is assumed with stays, too, from one renewal to the next.
void tst_LocalProviders::metadataUsedOnForRole()
{
    FakeServer sts;
    sts.setDefault(Reaction::reply(
            200,
            "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIAROLE</AccessKeyId>"
            "<SecretAccessKey>role-s3cret-key</SecretAccessKey>"
            "<SessionToken>role-t0ken-long</SessionToken><Expiration>"
                    + isoIn(4 * 3600)
                    + "</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>"));
    m_home->write(u".aws/config"_s,
                  "[profile x]\nrole_arn=arn:aws:iam::1:role/r\n"
                  "credential_source=Ec2InstanceMetadata\n");
    const auto provider = sharedFilesProvider(m_home->environment(metadataVariables(
                                                      { { u"AWS_ENDPOINT_URL_STS"_s,
                                                          sts.url().toString() } })),
                                              u"x"_s);
    const auto broken = [](const FakeRequest &) { return Reaction::reply(400, "broken"); };
    m_server->setHandler(broken);
    QVERIFY(!fetchCredentials(provider).hasValue());
    m_server->setHandler(instance);
    QVERIFY(fetchCredentials(provider).hasValue());
    m_server->setHandler(broken);
    FetchContext later;
    later.utcNow = [] { return QDateTime::currentDateTimeUtc().addSecs(7200); };
    const auto result = fetchCredentials(provider, later);
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    QCOMPARE(sts.copies(), 2);
    QVERIFY(sts.requests().last().header("authorization").contains("ASIALOCAL/"));
}

void tst_LocalProviders::metadataSettings_data()
{
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("value");
    QTest::addColumn<Code>("code");
    QTest::newRow("disabled") << u"AWS_EC2_METADATA_DISABLED"_s << u"TRUE"_s << Code::NoCredentials;
    QTest::newRow("no URL") << u"AWS_EC2_METADATA_SERVICE_ENDPOINT"_s << u"S3CR3T"_s
                            << Code::InvalidEndpoint;
    QTest::newRow("password") << u"AWS_EC2_METADATA_SERVICE_ENDPOINT"_s
                              << u"http://u:S3CR3T@127.0.0.1/"_s << Code::InvalidEndpoint;
}

void tst_LocalProviders::metadataSettings()
{
    QFETCH(QString, variable);
    QFETCH(QString, value);
    QFETCH(Code, code);
    const QDynamoDBError error = askMetadata({}, { { variable, value } }).error();
    QCOMPARE(error.code(), code);
    QVERIFY(!error.message().contains("S3CR3T"_L1));
    QCOMPARE(m_server->connections(), 0);
}

void tst_LocalProviders::noInstance_data()
{
    QTest::addColumn<QString>("machine");
    QTest::newRow("refuses") << u"refuses"_s;
    QTest::newRow("never answers") << u"never answers"_s;
    QTest::newRow("accepts and is silent") << u"silent"_s;
    QTest::newRow("closes") << u"closes"_s;
    QTest::newRow("another cloud") << u"another cloud"_s;
}

// A desktop learns within a second that it is none; the bound leaves room for a busy machine.
void tst_LocalProviders::noInstance()
{
    QFETCH(QString, machine);
    quint16 port = m_server->port();
    if (machine == "refuses"_L1)
        port = m_server->deadPort();
    else if (machine == "never answers"_L1)
        port = m_server->blackHole();
    else if (machine == "silent"_L1)
        m_server->setMute(true);
    else if (machine == "closes"_L1)
        m_server->setDefault(Reaction::reply(200, "t").closed(Stage::Request));
    else
        m_server->setDefault(Reaction::reply(404, "no such page"));
    QList<qint64> deadlines;
    FetchContext context;
    context.after = [&deadlines, after = context.after](std::chrono::milliseconds time,
                                                        QObject *object,
                                                        const FetchContext::Callback &callback) {
        deadlines += time.count();
        after(time, object, callback);
    };
    const QDynamoDBError error = askMetadata(context,
                                             { { u"AWS_EC2_METADATA_SERVICE_ENDPOINT"_s,
                                                 u"http://127.0.0.1:%1"_s.arg(port) } })
                                         .error();
    QCOMPARE(error.code(), Code::NoCredentials);
    if (machine != "another cloud"_L1)
        QVERIFY(std::accumulate(deadlines.cbegin(), deadlines.cend(), qint64(0)) <= 1000);
}

// Each source answers only where all before it have nothing.
void tst_LocalProviders::chainOrder()
{
    m_server->setHandler(instance);
    FakeServer agent;
    agent.setDefault(Reaction::reply(200, keysUntil(isoIn(3600))));
    Variables variables = metadataVariables(
            { { u"AWS_CONTAINER_CREDENTIALS_FULL_URI"_s, agent.url().toString() },
              { u"AWS_ACCESS_KEY_ID"_s, u"AKIDENV"_s },
              { u"AWS_SECRET_ACCESS_KEY"_s, u"env-s3cret-key"_s } });
    m_home->write(u".aws/credentials"_s,
                  "[default]\naws_access_key_id=AKIDFILE\naws_secret_access_key=file-s3cret\n");
    const auto source = [&] {
        const auto result = fetchCredentials(
                defaultChainProvider(m_home->environment(variables), {}));
        return result ? result->source() : result.error().message();
    };
    QCOMPARE(source(), u"environment"_s);
    variables.remove(u"AWS_ACCESS_KEY_ID"_s);
    variables.remove(u"AWS_SECRET_ACCESS_KEY"_s);
    QVERIFY(source().startsWith("profile \"default\""_L1));
    QVERIFY(QFile::remove(m_home->path(u".aws/credentials"_s)));
    QCOMPARE(source(), u"container"_s);
    QCOMPARE(m_server->connections(), 0);
    variables.remove(u"AWS_CONTAINER_CREDENTIALS_FULL_URI"_s);
    QCOMPARE(source(), u"instance metadata"_s);
}

QTEST_GUILESS_MAIN(tst_LocalProviders)
#include "tst_localproviders.moc"
