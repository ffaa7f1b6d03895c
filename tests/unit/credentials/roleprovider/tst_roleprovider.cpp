// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "credentialstest/credentialstest.h"

#include <QtCore/qlocale.h>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

using Code = QDynamoDBError::Code;
using Provider = QDynamoDBCredentialsProvider;

namespace {

const QString roleArn = u"arn:aws:iam::123456789012:role/reader"_s;

} // namespace

// The provider that assumes a role with STS.
class tst_RoleProvider : public CredentialsTest
{
    Q_OBJECT

private Q_SLOTS:
    void request();
    void profile();
    void chainedRoles();
    void credentialSources_data();
    void credentialSources();
    void endpointOfProfile();
    void region_data();
    void region();
    void accessDenied();
    void retries_data();
    void retries();
    void clockSkew();
    void mfa_data();
    void mfa();

private:
    ProviderPointer provider() const
    {
        return roleProvider(environment(), { roleArn, {}, {}, std::chrono::hours(1), {}, {}, {} },
                            Provider::explicitCredentials({ u"AKID"_s, u"base-s3cret-key"_s }));
    }
};

void tst_RoleProvider::request()
{
    m_server->enqueue(Reaction::reply(200, assumedRole()));
    Provider::RoleOptions options;
    options.roleArn = roleArn;
    options.sessionName = u"me"_s;
    options.externalId = u"a&b"_s;
    options.duration = std::chrono::seconds(900);
    options.region = u"eu-west-1"_s;
    const QDynamoDBCredentials base(u"AKIDBASE"_s, u"base-s3cret-key"_s, u"base-t0ken"_s);
    const auto result = fetchCredentials(
            roleProvider(environment(), options, Provider::explicitCredentials(base)));
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    QCOMPARE(result->accessKeyId(), u"ASIAROLE"_s);
    QCOMPARE(result->secretAccessKey(), u"r0le+s3cret&"_s);
    QCOMPARE(result->sessionToken(), u"r0le/t0ken=="_s);
    QCOMPARE(result->accountId(), u"123456789012"_s);
    QVERIFY(result->expiration() > QDateTime::currentDateTimeUtc().addSecs(3000));

    const FakeRequest request = m_server->requests().at(0);
    QCOMPARE(request.method, "POST"_ba);
    QVERIFY(request.header("authorization").startsWith("AWS4-HMAC-SHA256 Credential=AKIDBASE/"_ba));
    QVERIFY(request.header("authorization").contains("/eu-west-1/sts/aws4_request"));
    QCOMPARE(request.header("x-amz-security-token"), "base-t0ken"_ba);
    QCOMPARE(request.header("content-type"), "application/x-www-form-urlencoded"_ba);
    QCOMPARE(formValue(u"Action"_s), u"AssumeRole"_s);
    QCOMPARE(formValue(u"Version"_s), u"2011-06-15"_s);
    QCOMPARE(formValue(u"RoleArn"_s), roleArn);
    QCOMPARE(formValue(u"RoleSessionName"_s), u"me"_s);
    QCOMPARE(formValue(u"ExternalId"_s), u"a&b"_s);
    QCOMPARE(formValue(u"DurationSeconds"_s), u"900"_s);
    QVERIFY(formValue(u"SerialNumber"_s).isEmpty());
}

void tst_RoleProvider::profile()
{
    m_server->enqueue(Reaction::reply(200, assumedRole()));
    const auto result = fetchFromConfig(
            "[profile x]\nrole_arn=arn:aws:iam::123456789012:role/reader\nsource_profile=y\n"
            "role_session_name=me\nexternal_id=e\nduration_seconds=1800\nregion=eu-west-3\n"
            "[profile y]\naws_access_key_id=AKIDY\naws_secret_access_key=y-s3cret-key\n");
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    QCOMPARE(result->accessKeyId(), u"ASIAROLE"_s);
    QVERIFY(m_server->requests().at(0).header("authorization").contains("AKIDY/"));
    QVERIFY(m_server->requests().at(0).header("authorization").contains("/eu-west-3/sts/"));
    QCOMPARE(formValue(u"RoleSessionName"_s), u"me"_s);
    QCOMPARE(formValue(u"ExternalId"_s), u"e"_s);
    QCOMPARE(formValue(u"DurationSeconds"_s), u"1800"_s);
}

void tst_RoleProvider::chainedRoles()
{
    m_server->enqueue(Reaction::reply(200, assumedRole()), 2);
    const auto result = fetchFromConfig(
            "[profile x]\nrole_arn=arn:aws:iam::1:role/x\nsource_profile=y\n"
            "[profile y]\nrole_arn=arn:aws:iam::1:role/y\nsource_profile=z\n"
            "[profile z]\nrole_arn=arn:aws:iam::1:role/z\nsource_profile=z\n"
            "aws_access_key_id=AKIDZ\naws_secret_access_key=z-s3cret-key\n");
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    QCOMPARE(m_server->requests().size(), 2);
    QVERIFY(m_server->requests().at(0).header("authorization").contains("AKIDZ/"));
    QCOMPARE(formValue(u"RoleArn"_s), u"arn:aws:iam::1:role/y"_s);
    QVERIFY(m_server->requests().at(1).header("authorization").contains("ASIAROLE/"));
    QCOMPARE(formValue(u"RoleArn"_s, 1), u"arn:aws:iam::1:role/x"_s);
}

void tst_RoleProvider::credentialSources_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("key");
    QTest::newRow("environment") << "Environment"_ba
                                 << "AKIDENV"_ba;
    QTest::newRow("container") << "EcsContainer"_ba
                               << "ASIACONTAINER"_ba;
    QTest::newRow("instance") << "Ec2InstanceMetadata"_ba
                              << "ASIACONTAINER"_ba;
}

void tst_RoleProvider::credentialSources()
{
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, key);
    m_server->setHandler([](const FakeRequest &request) {
        if (request.method == "POST")
            return Reaction::reply(200, assumedRole());
        if (request.method == "PUT")
            return Reaction::reply(200, "t0ken");
        if (request.target.endsWith('/'))
            return Reaction::reply(200, "role");
        return Reaction::reply(200,
                               R"({"Code":"Success","AccessKeyId":"ASIACONTAINER",)"
                               R"("SecretAccessKey":"c-s3cret-key","Token":"c-t0ken","Expiration":")"
                                       + isoIn(3600) + "\"}");
    });
    const QString url = m_server->url().toString();
    const auto result =
            fetchFromConfig("[profile x]\nrole_arn=arn:aws:iam::1:role/x\ncredential_source="
                                    + source + '\n',
                            u"x"_s, {},
                            { { u"AWS_ACCESS_KEY_ID"_s, u"AKIDENV"_s },
                              { u"AWS_SECRET_ACCESS_KEY"_s, u"env-s3cret-key"_s },
                              { u"AWS_CONTAINER_CREDENTIALS_FULL_URI"_s, url + u"credentials"_s },
                              { u"AWS_EC2_METADATA_SERVICE_ENDPOINT"_s, url } });
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    QCOMPARE(result->accessKeyId(), u"ASIAROLE"_s);
    QVERIFY(m_server->requests()
                    .last()
                    .header("authorization")
                    .contains(QByteArray("Credential=" + key)));
}

// The endpoint of the requested profile is used, not that of its source profile or of AWS_PROFILE.
void tst_RoleProvider::endpointOfProfile()
{
    m_server->setDefault(Reaction::reply(200, assumedRole()));
    FakeServer elsewhere;
    const QByteArray url = m_server->url().toEncoded();
    m_home->write(u".aws/config"_s,
                  "[default]\nendpoint_url = " + elsewhere.url().toEncoded()
                          + "\n[profile x]\nrole_arn=arn:aws:iam::1:role/r\nsource_profile=y\n"
                            "services=mine\n[services mine]\nsts =\n  endpoint_url = "
                          + url
                          + "\n[profile y]\naws_access_key_id=AKIDY\n"
                            "aws_secret_access_key=y-s3cret-key\nendpoint_url="
                          + elsewhere.url().toEncoded() + "\n");
    const auto profile = fetchCredentials(sharedFilesProvider(m_home->environment(), u"x"_s));
    QVERIFY2(profile.hasValue(), qPrintable(profile.error().message()));
    QCOMPARE(m_server->copies(), 1);

    // Other providers use the profile of the client.
    FetchContext context;
    context.configuration.emplace(m_home->environment(), u"x"_s);
    Provider::RoleOptions options;
    options.roleArn = roleArn;
    const auto role = roleProvider(m_home->environment(), options,
                                   Provider::explicitCredentials({ u"AKID"_s, u"s3cret"_s }));
    QVERIFY(fetchCredentials(role, context).hasValue());
    QCOMPARE(m_server->copies(), 2);
    QCOMPARE(elsewhere.connections(), 0);
}

void tst_RoleProvider::region_data()
{
    QTest::addColumn<Variables>("variables");
    QTest::addColumn<QString>("client");
    QTest::addColumn<QByteArray>("region");
    const QString name = u"AWS_REGION"_s;
    const QString older = u"AWS_DEFAULT_REGION"_s;
    const QString none;
    QTest::newRow("profile") << Variables() << none << "eu-west-3"_ba;
    QTest::newRow("variable") << Variables { { name, u"eu-west-1"_s } } << none << "eu-west-1"_ba;
    QTest::newRow("older variable")
            << Variables { { older, u"eu-west-2"_s } } << none << "eu-west-2"_ba;
    QTest::newRow("both variables")
            << Variables { { name, u"eu-west-1"_s }, { older, u"eu-west-2"_s } } << none
            << "eu-west-1"_ba;
    QTest::newRow("client") << Variables { { name, u"eu-west-1"_s } } << u"us-west-2"_s
                            << "us-west-2"_ba;
}

// The Region of the client takes precedence; the Region of a source profile is ignored.
void tst_RoleProvider::region()
{
    QFETCH(Variables, variables);
    QFETCH(QString, client);
    QFETCH(QByteArray, region);
    m_home->write(
            u".aws/config"_s,
            "[profile x]\nrole_arn=arn:aws:iam::1:role/x\nsource_profile=y\nregion=eu-west-3\n"
            "[profile y]\nrole_arn=arn:aws:iam::1:role/y\nsource_profile=z\nregion=ap-east-1\n"
            "[profile z]\naws_access_key_id=AKIDZ\naws_secret_access_key=z-s3cret\n"
            "region=ap-south-1\n");
    m_server->setDefault(Reaction::reply(200, assumedRole("AssumeRole")));
    FetchContext context;
    context.region = client;
    const Result result = fetchCredentials(sharedFilesProvider(environment(variables), u"x"_s),
                                           context);
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    const auto requests = m_server->requests();
    QCOMPARE(requests.size(), 2);
    const QByteArray scope = '/' + region + "/sts/";
    for (const FakeRequest &request : requests)
        QVERIFY2(request.header("authorization").contains(scope), scope.constData());
}

void tst_RoleProvider::accessDenied()
{
    m_server->enqueue(Reaction::reply(
            403,
            stsError("AccessDenied",
                     "not authorized to perform: sts:AssumeRole with base-s3cret-key\n")));
    const QDynamoDBError error = fetchCredentials(provider()).error();
    QCOMPARE(error.code(), Code::AccessDenied);
    QCOMPARE(error.httpStatus(), 403);
    QVERIFY(error.message().contains("not authorized to perform: sts:AssumeRole with ***"_L1));
}

void tst_RoleProvider::retries_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("copies");
    QTest::newRow("throttled") << 400 << stsError("Throttling") << 3;
    QTest::newRow("identity provider") << 400 << stsError("IDPCommunicationError") << 3;
    QTest::newRow("unavailable") << 503 << QByteArray() << 3;
    QTest::newRow("denied") << 403 << stsError("AccessDenied") << 1;
    QTest::newRow("expired") << 400 << stsError("ExpiredTokenException") << 1;
}

void tst_RoleProvider::retries()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(int, copies);
    m_server->setDefault(Reaction::reply(status, body));
    Provider::WebIdentityOptions options;
    options.roleArn = u"arn:aws:iam::1:role/r"_s;
    options.token = [](const Provider::TextCallback &answer) { answer(u"t0ken"_s); };
    QVERIFY(!fetchCredentials(webIdentityProvider(environment(), options), contextWithoutPauses())
                     .hasValue());
    QCOMPARE(m_server->copies(), copies);
}

// A role is assumed although the local clock is wrong by an hour.
void tst_RoleProvider::clockSkew()
{
    const QDateTime serverTime = QDateTime::currentDateTimeUtc().addSecs(3600);
    const QByteArray date =
            QLocale::c().toString(serverTime, u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s).toLatin1();
    const QByteArray refusal = stsError("SignatureDoesNotMatch");
    m_server->enqueue(Reaction::reply(403, refusal, { { "Date", date } }));
    m_server->setDefault(Reaction::reply(200, assumedRole("AssumeRole"), { { "Date", date } }));
    Provider::RoleOptions options;
    options.roleArn = u"arn:aws:iam::1:role/r"_s;
    const auto provider = roleProvider(environment(), options,
                                       Provider::explicitCredentials({ u"AKID"_s, u"s3cret"_s }));
    const Result result = fetchCredentials(provider);
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    const auto requests = m_server->requests();
    QCOMPARE(requests.size(), 2);
    const QString signedAt = QString::fromLatin1(requests.at(1).header("x-amz-date"));
    const QDateTime time = QDateTime::fromString(signedAt.chopped(1), u"yyyyMMdd'T'hhmmss"_s);
    QVERIFY(qAbs(QDateTime(time.date(), time.time(), Qt::UTC).secsTo(serverTime)) < 120);

    // The request is repeated once only, because then the clock is not the cause.
    m_server->clearRecords();
    m_server->setDefault(Reaction::reply(403, refusal, { { "Date", date } }));
    QVERIFY(!fetchCredentials(provider).hasValue());
    QCOMPARE(m_server->copies(), 2);
}

void tst_RoleProvider::mfa_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<bool>("byCallback");
    QTest::addColumn<bool>("listens");
    QTest::newRow("signal") << u" 123456 "_s << false << true;
    QTest::newRow("callback") << u"123456"_s << true << false;
    QTest::newRow("no code by signal") << QString() << false << true;
    QTest::newRow("no code by callback") << QString() << true << false;
    QTest::newRow("no handler") << u"123456"_s << false << false;
}

void tst_RoleProvider::mfa()
{
    QFETCH(QString, code);
    QFETCH(bool, byCallback);
    QFETCH(bool, listens);
    m_server->enqueue(Reaction::reply(200, assumedRole()));
    FakeUser user;
    user.listens = listens;
    user.code = code;
    FetchContext context;
    context.user = &user;
    Provider::RoleOptions options;
    options.roleArn = roleArn;
    options.mfaSerial = u"arn:aws:iam::1:mfa/me"_s;
    QStringList asked;
    if (byCallback) {
        options.mfaCode = [&](const QString &serial, const Provider::TextCallback &answer) {
            asked += serial;
            if (!code.isEmpty()) // otherwise the callback is dropped
                answer(code);
        };
    }
    const auto result = fetchCredentials(roleProvider(environment(), options,
                                                      Provider::explicitCredentials(
                                                              { u"AKID"_s, u"base-s3cret-key"_s })),
                                         context);
    QCOMPARE(byCallback ? asked : user.serialNumbers,
             byCallback || listens ? QStringList { options.mfaSerial } : QStringList());
    if (!code.isEmpty() && (byCallback || listens)) {
        QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
        QCOMPARE(formValue(u"SerialNumber"_s), options.mfaSerial);
        QCOMPARE(formValue(u"TokenCode"_s), u"123456"_s);
    } else {
        QCOMPARE(result.error().code(), Code::AccessDenied);
        QVERIFY(result.error().message().contains(options.mfaSerial));
        QVERIFY(m_server->requests().isEmpty());
    }
}

QTEST_GUILESS_MAIN(tst_RoleProvider)
#include "tst_roleprovider.moc"
