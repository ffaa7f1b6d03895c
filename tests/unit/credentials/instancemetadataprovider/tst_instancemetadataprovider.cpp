// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "credentialstest/credentialstest.h"

#include <numeric>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

using Code = QDynamoDBError::Code;
using Freshness = QDynamoDBCredentialsProvider::Freshness;

namespace {

const QString tokenRequest = u"PUT /latest/api/token"_s;
const QString roleRequest = u"GET /latest/meta-data/iam/security-credentials/"_s;

// The instance metadata service, which supports versions 1 and 2.
Reaction instance(const FakeRequest &request)
{
    if (request.method == "PUT")
        return Reaction::reply(200, "imds-t0ken");
    return Reaction::reply(200, request.target.endsWith('/') ? "my-role" : localKeys());
}

// How the computer reacts to a request for metadata, if it is no EC2 instance.
enum class Machine {
    RefusesConnections,
    DropsPackets,
    NeverAnswers,
    ClosesConnections,
    HasNoMetadata
};

// Returns the kind of a request of version 2.
QString kindOf(const FakeRequest &request)
{
    if (request.method == "PUT")
        return u"token"_s;
    return request.target.endsWith('/') ? u"role"_s : u"keys"_s;
}

} // namespace

// The provider that gets the credentials of an EC2 instance from its metadata service.
class tst_InstanceMetadataProvider : public CredentialsTest
{
    Q_OBJECT

private Q_SLOTS:
    void version2();
    void version1_data();
    void version1();
    void slowToken();
    void invalidResponses_data();
    void invalidResponses();
    void retries_data();
    void retries();
    void forbidden_data();
    void forbidden();
    void expiredCredentials();
    void cachedWhenUnavailable();
    void cachedForRole();
    void settings_data();
    void settings();
    void endpointMode_data();
    void endpointMode();
    void noInstance_data();
    void noInstance();

private:
    Result fetch(const FetchContext &context = {}, const Variables &variables = {})
    {
        return fetchCredentials(instanceMetadataProvider(environment(variables), {}), context);
    }
};

void tst_InstanceMetadataProvider::version2()
{
    m_server->setHandler(instance);
    const auto result = fetch();
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    QCOMPARE(result->accessKeyId(), u"ASIALOCAL"_s);
    QCOMPARE(result->accountId(), u"123456789012"_s);
    QCOMPARE(targets(), (QStringList { tokenRequest, roleRequest, roleRequest + u"my-role"_s }));
    const auto requests = m_server->requests();
    QCOMPARE(requests.at(0).header("x-aws-ec2-metadata-token-ttl-seconds"), "21600"_ba);
    QCOMPARE(requests.at(1).header("x-aws-ec2-metadata-token"), "imds-t0ken"_ba);
    QCOMPARE(requests.at(2).header("x-aws-ec2-metadata-token"), "imds-t0ken"_ba);
}

void tst_InstanceMetadataProvider::version1_data()
{
    QTest::addColumn<int>("status"); // 0: no response
    for (const int status : { 403, 404, 405, 0 })
        QTest::addRow("%d", status) << status;
}

void tst_InstanceMetadataProvider::version1()
{
    QFETCH(int, status);
    m_server->setHandler([status](const FakeRequest &request) {
        if (request.method == "PUT")
            return status ? Reaction::reply(status, "no") : Reaction::reply(200, "t").held();
        return instance(request);
    });
    const auto result = fetch();
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    QCOMPARE(targets(), (QStringList { tokenRequest, roleRequest, roleRequest + u"my-role"_s }));
    QCOMPARE(m_server->requests().last().header("x-aws-ec2-metadata-token"), QByteArray());

    // Version 1 can be disabled by a variable and by the profile.
    m_server->clearRecords();
    const QDynamoDBError error = fetch({}, { { u"AWS_EC2_METADATA_V1_DISABLED"_s, u"true"_s } })
                                         .error();
    QVERIFY(error.isError());
    QCOMPARE(targets(), QStringList { tokenRequest });
    m_home->write(u".aws/config"_s, "[default]\nec2_metadata_v1_disabled = true\n");
    m_server->clearRecords();
    QVERIFY(!fetch().hasValue());
    QCOMPARE(targets(), QStringList { tokenRequest });
}

void tst_InstanceMetadataProvider::slowToken()
{
    int puts = 0;
    m_server->setHandler([&puts](const FakeRequest &request) {
        if (request.method == "PUT" && ++puts == 1)
            return Reaction::reply(200, "imds-t0ken").held();
        if (request.method == "GET" && request.header("x-aws-ec2-metadata-token").isEmpty())
            return Reaction::reply(401, "a token is needed");
        return instance(request);
    });
    const auto result = fetch();
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    QCOMPARE(targets(),
             (QStringList { tokenRequest, roleRequest, tokenRequest, roleRequest,
                            roleRequest + u"my-role"_s }));
}

void tst_InstanceMetadataProvider::invalidResponses_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QByteArray>("role");
    QTest::addColumn<QByteArray>("keys");
    QTest::newRow("token of two lines") << "t\r\nx"_ba
                                        << "r"_ba
                                        << "{}"_ba;
    QTest::newRow("empty token") << ""_ba
                                 << "r"_ba
                                 << "{}"_ba;
    QTest::newRow("5000-byte token") << QByteArray(5000, 'x') << "r"_ba
                                     << "{}"_ba;
    QTest::newRow("empty role") << "t"_ba
                                << ""_ba
                                << "{}"_ba;
    QTest::newRow("role with a path") << "t"_ba
                                      << "../../user-data"_ba
                                      << "{}"_ba;
    QTest::newRow("HTML in place of a role") << "t"_ba
                                             << "<html>sign in</html>"_ba
                                             << "{}"_ba;
    QTest::newRow("unsuccessful code") << "t"_ba
                                       << "r"_ba
                                       << R"({"Code":"AssumeRoleUnauthorizedAccess"})"_ba;
    QTest::newRow("invalid JSON") << "t"_ba
                                  << "r"_ba
                                  << "S3CR3T"_ba;
    QTest::newRow("missing keys") << "t"_ba
                                  << "r"_ba
                                  << R"({"Code":"Success","Token":"S3CR3T"})"_ba;
    QTest::newRow("2 MB") << "t"_ba
                          << "r"_ba << QByteArray(2 << 20, 'x');
}

void tst_InstanceMetadataProvider::invalidResponses()
{
    QFETCH(QByteArray, token);
    QFETCH(QByteArray, role);
    QFETCH(QByteArray, keys);
    m_server->setHandler([&](const FakeRequest &request) {
        if (request.method == "PUT")
            return Reaction::reply(200, token);
        return Reaction::reply(200, request.target.endsWith('/') ? role : keys);
    });
    const QDynamoDBError error = fetch().error();
    QCOMPARE(error.code(), Code::InvalidResponse);
    QVERIFY(!error.message().contains("S3CR3T"_L1));
}

void tst_InstanceMetadataProvider::retries_data()
{
    QTest::addColumn<QString>("request"); // the one that fails twice
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    for (const int status : { 429, 500, 503 }) {
        QTest::addRow("token: %d", status) << u"token"_s << status << "busy"_ba;
        QTest::addRow("role: %d", status) << u"role"_s << status << "busy"_ba;
        QTest::addRow("keys: %d", status) << u"keys"_s << status << "busy"_ba;
    }
    QTest::newRow("role: empty") << u"role"_s << 200 << QByteArray();
    QTest::newRow("keys: empty") << u"keys"_s << 200 << QByteArray();
    QTest::newRow("keys: invalid JSON") << u"keys"_s << 200 << "<html>"_ba;
    QTest::newRow("keys: truncated") << u"keys"_s << 200 << R"({"AccessKeyId":"A)"_ba;
}

void tst_InstanceMetadataProvider::retries()
{
    QFETCH(QString, request);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    int failures = 2;
    m_server->setHandler([&](const FakeRequest &received) {
        const QString kind = kindOf(received);
        if (kind == request && failures-- > 0)
            return Reaction::reply(status, body);
        return Reaction::reply(200, kind == "keys"_L1 ? localKeys() : kind.toLatin1());
    });
    const Result result = fetchCredentials(instanceMetadataProvider(environment(), {}),
                                           contextWithoutPauses());
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    QCOMPARE(result->accessKeyId(), u"ASIALOCAL"_s);
    QCOMPARE(m_server->copies(), 5);
}

void tst_InstanceMetadataProvider::forbidden_data()
{
    QTest::addColumn<QString>("request");
    for (const char *request : { "token", "role", "keys" })
        QTest::newRow(request) << QString::fromLatin1(request);
}

void tst_InstanceMetadataProvider::forbidden()
{
    QFETCH(QString, request);
    m_server->setHandler([&](const FakeRequest &received) {
        const QString kind = kindOf(received);
        return kind == request ? Reaction::reply(403, "no") : Reaction::reply(200, kind.toLatin1());
    });
    const Variables disabled { { u"AWS_EC2_METADATA_V1_DISABLED"_s, u"true"_s } };
    const QDynamoDBError error = fetchCredentials(instanceMetadataProvider(environment(disabled),
                                                                           {}),
                                                  contextWithoutPauses())
                                         .error();
    QCOMPARE(error.code(), Code::NoCredentials);
    QVERIFY2(error.message().contains("403"_L1), qPrintable(error.message()));
}

// The service may lag behind: credentials that it returns after their expiration are used for some
// more minutes.
void tst_InstanceMetadataProvider::expiredCredentials()
{
    m_server->setHandler([](const FakeRequest &request) {
        if (request.method == "GET" && !request.target.endsWith('/'))
            return Reaction::reply(200, localKeys("2020-01-01T00:00:00Z"));
        return instance(request);
    });
    const auto result = fetch();
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    const auto left = QDateTime::currentDateTimeUtc().secsTo(result->expiration());
    QVERIFY2(left > 590 && left <= 900, qPrintable(QString::number(left)));
}

void tst_InstanceMetadataProvider::cachedWhenUnavailable()
{
    m_server->setHandler(instance);
    const auto provider = instanceMetadataProvider(environment(), {});
    QVERIFY(fetchCredentials(provider).hasValue());
    m_server->setHandler([](const FakeRequest &) { return Reaction::reply(400, "broken"); });
    FetchContext later;
    later.utcNow = [] { return QDateTime::currentDateTimeUtc().addSecs(7200); };
    const auto result = fetchCredentials(provider, later);
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    QCOMPARE(result->accessKeyId(), u"ASIALOCAL"_s);
    QVERIFY(result->expiration() > later.utcNow().addSecs(590));
    // Credentials that DynamoDB rejected are not used again.
    QVERIFY(!fetchCredentials(provider, later, Freshness::Reload).hasValue());
}

// The same holds for credentials with which the role of a profile is assumed.
void tst_InstanceMetadataProvider::cachedForRole()
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
    const auto provider = sharedFilesProvider(environment({ { u"AWS_ENDPOINT_URL_STS"_s,
                                                              sts.url().toString() } }),
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

void tst_InstanceMetadataProvider::settings_data()
{
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("value");
    QTest::addColumn<Code>("code");
    QTest::newRow("disabled") << u"AWS_EC2_METADATA_DISABLED"_s << u"TRUE"_s << Code::NoCredentials;
    QTest::newRow("invalid URL") << u"AWS_EC2_METADATA_SERVICE_ENDPOINT"_s << u"S3CR3T"_s
                                 << Code::InvalidEndpoint;
    QTest::newRow("URL with a password")
            << u"AWS_EC2_METADATA_SERVICE_ENDPOINT"_s << u"http://u:S3CR3T@127.0.0.1/"_s
            << Code::InvalidEndpoint;
}

void tst_InstanceMetadataProvider::settings()
{
    QFETCH(QString, variable);
    QFETCH(QString, value);
    QFETCH(Code, code);
    const QDynamoDBError error = fetch({}, { { variable, value } }).error();
    QCOMPARE(error.code(), code);
    QVERIFY(!error.message().contains("S3CR3T"_L1));
    QCOMPARE(m_server->connections(), 0);
}

void tst_InstanceMetadataProvider::endpointMode_data()
{
    QTest::addColumn<Variables>("variables");
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<bool>("isRefused");
    const QString mode = u"AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"_s;
    QTest::newRow("variable") << Variables { { mode, u"IPv5"_s } } << QByteArray() << true;
    QTest::newRow("profile") << Variables()
                             << "[default]\nec2_metadata_service_endpoint_mode = dual\n"_ba << true;
    QTest::newRow("mixed case") << Variables { { mode, u"ipV4"_s } } << QByteArray() << false;
    QTest::newRow("older variable")
            << Variables { { u"AWS_IMDS_USE_IPV6"_s, u"perhaps"_s } } << QByteArray() << true;
}

void tst_InstanceMetadataProvider::endpointMode()
{
    QFETCH(Variables, variables);
    QFETCH(QByteArray, config);
    QFETCH(bool, isRefused);
    m_home->write(u".aws/config"_s, config);
    m_server->setHandler([](const FakeRequest &request) {
        const bool isKeys = request.method == "GET" && !request.target.endsWith('/');
        return Reaction::reply(200, isKeys ? localKeys() : "text"_ba);
    });
    const Result result = fetchCredentials(instanceMetadataProvider(environment(variables), {}),
                                           contextWithoutPauses());
    QCOMPARE(result.error().code(), isRefused ? Code::InvalidParameterValue : Code::NoError);
    QCOMPARE(m_server->copies() > 0, !isRefused);
}

void tst_InstanceMetadataProvider::noInstance_data()
{
    QTest::addColumn<Machine>("machine");
    QTest::newRow("connection refused") << Machine::RefusesConnections;
    QTest::newRow("no connection") << Machine::DropsPackets;
    QTest::newRow("no response") << Machine::NeverAnswers;
    QTest::newRow("connection closed") << Machine::ClosesConnections;
    QTest::newRow("404") << Machine::HasNoMetadata;
}

// On a computer that is no EC2 instance, the deadlines of all requests add up to a second at most.
void tst_InstanceMetadataProvider::noInstance()
{
    QFETCH(const Machine, machine);
    quint16 port = m_server->port();
    switch (machine) {
    case Machine::RefusesConnections:
        port = m_server->deadPort();
        break;
    case Machine::DropsPackets:
        port = m_server->blackHole();
        break;
    case Machine::NeverAnswers:
        m_server->setMute(true);
        break;
    case Machine::ClosesConnections:
        m_server->setDefault(Reaction::reply(200, "t").closed(Stage::Request));
        break;
    case Machine::HasNoMetadata:
        m_server->setDefault(Reaction::reply(404, "no such page"));
        break;
    }
    QList<qint64> deadlines;
    FetchContext context;
    context.after = [&deadlines, after = context.after](std::chrono::milliseconds time,
                                                        QObject *object,
                                                        const FetchContext::Callback &callback) {
        deadlines += time.count();
        after(time, object, callback);
    };
    const QDynamoDBError error = fetch(context,
                                       { { u"AWS_EC2_METADATA_SERVICE_ENDPOINT"_s,
                                           u"http://127.0.0.1:%1"_s.arg(port) } })
                                         .error();
    QCOMPARE(error.code(), Code::NoCredentials);
    if (machine != Machine::HasNoMetadata)
        QVERIFY(std::accumulate(deadlines.cbegin(), deadlines.cend(), qint64(0)) <= 1000);
}

QTEST_GUILESS_MAIN(tst_InstanceMetadataProvider)
#include "tst_instancemetadataprovider.moc"
