// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "fakehome/fakehome.h"
#include "fetchcredentials/fetchcredentials.h"
#include "credentials/providers/dpop_p.h"
#include "values/utc_p.h"
#include "endpoint/serviceurl_p.h"
#include "fakeserver/fakeserver.h"
#include "waiting/longtimeouts.h"

#include <QtCore/qcryptographichash.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qprocess.h>
#include <QtCore/qurlquery.h>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

using Code = QDynamoDBError::Code;
using Freshness = QDynamoDBCredentialsProvider::Freshness;
using Provider = QDynamoDBCredentialsProvider;
using Result = QDynamoDBExpected<QDynamoDBCredentials>;

namespace {

const QString roleArn = u"arn:aws:iam::123456789012:role/reader"_s;

QByteArray isoIn(int seconds)
{
    return QDateTime::currentDateTimeUtc().addSecs(seconds).toString(Qt::ISODate).toLatin1();
}

QByteArray stsXml(const QByteArray &action = "AssumeRole", const QByteArray &expiration = {})
{
    return "<" + action + "Response xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><" + action
            + "Result><AssumedRoleUser><AssumedRoleId>AROA:me</AssumedRoleId><Arn>arn:aws:sts::"
              "123456789012:assumed-role/reader/me</Arn></AssumedRoleUser><Credentials>"
              "<AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>r0le+s3cret&amp;</"
              "SecretAccessKey>"
              "<SessionToken>r0le/t0ken==</SessionToken><Expiration>"
            + (expiration.isEmpty() ? isoIn(3600) : expiration) + "</Expiration></Credentials></"
            + action + "Result></" + action + "Response>";
}

QByteArray stsError(const QByteArray &code, const QByteArray &message)
{
    return "<ErrorResponse><Error><Type>Sender</Type><Code>" + code + "</Code><Message>" + message
            + "</Message></Error><RequestId>1</RequestId></ErrorResponse>";
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QJsonObject objectOf(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

} // namespace

// What the services of AWS that give credentials are asked, and what comes of their answers.
class tst_CredentialServices : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void serviceUrls_data();
    void serviceUrls();
    void customUrls_data();
    void customUrls();
    void configuredUrls_data();
    void configuredUrls();
    void profileOfTheAsker();
    void certificates_data();
    void certificates();

    void role();
    void roleProfile();
    void roleChain();
    void roleSources_data();
    void roleSources();
    void roleOfBrokenProfile_data();
    void roleOfBrokenProfile();
    void roleRefused();
    void mfa_data();
    void mfa();

    void webIdentity();
    void webIdentityOfEnvironment();
    void webIdentityProblems();

    void sso_data();
    void sso();
    void ssoRenewed();
    void ssoRenewalFails_data();
    void ssoRenewalFails();
    void ssoSignIn();
    void ssoSignInRefused_data();
    void ssoSignInRefused();
    void ssoNobodyThere();
    void ssoNotAcceptedAnyMore();

    void login();
    void loginRenewed();
    void loginRefused_data();
    void loginRefused();
    void renewedByAnother();
    void dpop();

    void cognito_data();
    void cognito();

    void broken_data();
    void broken();
    void slow();
    void retried();
    void redirected();
    void ownerGone();

private:
    Variables variables(const Variables &more = {}) const
    {
        const QString url = m_server->url().toString();
        Variables all { { u"AWS_ENDPOINT_URL_STS"_s, url },
                        { u"AWS_ENDPOINT_URL_SSO"_s, url },
                        { u"AWS_ENDPOINT_URL_SSO_OIDC"_s, url },
                        { u"AWS_ENDPOINT_URL_SIGNIN"_s, url },
                        { u"AWS_ENDPOINT_URL_COGNITO_IDENTITY"_s, url } };
        all.insert(m_more);
        all.insert(more);
        return all;
    }
    Environment environment(const Variables &more = {}) const
    {
        return m_home->environment(variables(more));
    }
    Result askProfile(const QByteArray &config, const QString &profile = u"x"_s,
                      const FetchContext &context = {}, const Variables &more = {})
    {
        m_home->write(u".aws/config"_s, config);
        return fetchCredentials(sharedFilesProvider(environment(more), profile), context);
    }
    QUrlQuery form(int request = 0) const
    {
        return QUrlQuery(QString::fromLatin1(m_server->requests().at(request).body));
    }
    static QString value(const QUrlQuery &form, const QString &name)
    {
        return form.queryItemValue(name, QUrl::FullyDecoded);
    }
    // One provider of each kind, ready to ask its service.
    ProviderPointer provider(const QString &kind);
    void writeToken(int seconds, const QJsonObject &more = {});
    void writeLogin(int seconds);

    std::unique_ptr<FakeHome> m_home;
    std::unique_ptr<FakeServer> m_server;
    Variables m_more; // of each environment
    QByteArray m_config; // of the default profile
};

void tst_CredentialServices::init()
{
    m_home = std::make_unique<FakeHome>();
    m_server = std::make_unique<FakeServer>();
    m_more.clear();
    m_config.clear();
}

static const QString tokenName = u".aws/sso/cache/"_s
        + QString::fromLatin1(QCryptographicHash::hash("corp", QCryptographicHash::Sha1).toHex())
        + u".json"_s;
static const QString loginArn = u"arn:aws:iam::123456789012:user/me"_s;
static const QString loginName = u".aws/login/cache/"_s
        + QString::fromLatin1(QCryptographicHash::hash(loginArn.toUtf8(), QCryptographicHash::Sha256)
                                      .toHex())
        + u".json"_s;

static const QByteArray ssoConfig = "[profile x]\nsso_session=corp\nsso_account_id=123456789012\n"
                                    "sso_role_name=my role\n[sso-session corp]\n"
                                    "sso_start_url=https://corp.awsapps.com/start\n"
                                    "sso_region=eu-central-1\n";
static const QByteArray roleCredentials =
        R"({"roleCredentials":{"accessKeyId":"ASIASSO","secretAccessKey":"sso-s3cret-key",)"
        R"("sessionToken":"sso-t0ken-long","expiration":)"
        + QByteArray::number(QDateTime::currentMSecsSinceEpoch() + 3600000) + "}}";

// A key for tests alone.
static const QByteArray dpopKey =
        "-----BEGIN EC PRIVATE "
        "KEY-----\nMHcCAQEEIE0Z41u0h27S+Izqo2eiRN6fxftIH+qpr3njlXHwZkQMoAoGCCqGSM49\n"
        "AwEHoUQDQgAEFZlyYnmSakWymOOfIYCQadnSdKcSiMVur3V92t2X494+T5KfNRkK\n"
        "C+DTO9ZLOeDNyHQvSSG5/c5wRwZrbVOOIA==\n-----END EC PRIVATE KEY-----\n";

void tst_CredentialServices::writeToken(int seconds, const QJsonObject &more)
{
    QJsonObject token { { u"startUrl"_s, u"https://corp.awsapps.com/start"_s },
                        { u"region"_s, u"eu-central-1"_s },
                        { u"accessToken"_s, u"acc3ss-t0ken"_s },
                        { u"expiresAt"_s, QString::fromLatin1(isoIn(seconds)) } };
    for (auto i = more.begin(); i != more.end(); ++i)
        token.insert(i.key(), i.value());
    m_home->write(tokenName, compact(token));
}

static const QJsonObject renewable { { u"clientId"_s, u"client"_s },
                                     { u"clientSecret"_s, u"cli3nt-s3cret"_s },
                                     { u"refreshToken"_s, u"r3fresh-t0ken"_s },
                                     { u"registrationExpiresAt"_s, u"2099-01-01T00:00:00Z"_s },
                                     { u"somethingElse"_s, 1 } };

void tst_CredentialServices::writeLogin(int seconds)
{
    const QJsonObject access { { u"accessKeyId"_s, u"ASIALOGIN"_s },
                               { u"secretAccessKey"_s, u"login-s3cret-key"_s },
                               { u"sessionToken"_s, u"login-t0ken-long"_s },
                               { u"accountId"_s, u"123456789012"_s },
                               { u"expiresAt"_s, QString::fromLatin1(isoIn(seconds)) } };
    m_home->write(loginName,
                  compact({ { u"accessToken"_s, access },
                            { u"clientId"_s, u"arn:aws:signin:::devtools/same-device"_s },
                            { u"refreshToken"_s, u"login-r3fresh"_s },
                            { u"idToken"_s, u"login-id-t0ken"_s },
                            { u"tokenType"_s, u"aws_sigv4"_s },
                            { u"dpopKey"_s, QString::fromLatin1(dpopKey) } }));
}

ProviderPointer tst_CredentialServices::provider(const QString &kind)
{
    m_home->write(u".aws/config"_s, "[default]\n" + m_config);
    if (kind == "role"_L1) {
        return roleProvider(environment(), { roleArn, {}, {}, std::chrono::hours(1), {}, {}, {} },
                            Provider::explicitCredentials({ u"AKID"_s, u"base-s3cret-key"_s }));
    }
    if (kind == "web identity"_L1) {
        Provider::WebIdentityOptions options;
        options.roleArn = roleArn;
        options.token = [](const Provider::TextAnswer &answer) { answer(u"w3b-t0ken"_s); };
        return webIdentityProvider(environment(), options);
    }
    if (kind == "sso"_L1) {
        writeToken(3600);
        m_home->write(u".aws/config"_s, ssoConfig + "[profile x]\n" + m_config);
        return sharedFilesProvider(environment(), u"x"_s);
    }
    if (kind == "login"_L1) {
        writeLogin(-1);
        return loginProvider(environment(), loginArn, u"eu-central-1"_s);
    }
    if (kind == "container"_L1) {
        m_more.insert(u"AWS_CONTAINER_CREDENTIALS_FULL_URI"_s, m_server->url().toString());
        return containerProvider(environment());
    }
    return cognitoProvider(environment(), { u"eu-central-1:pool"_s, {}, {}, {}, {}, {} });
}

void tst_CredentialServices::serviceUrls_data()
{
    QTest::addColumn<int>("service");
    QTest::addColumn<QString>("region");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, CredentialService service, const char *region,
                        const char *expected) {
        QTest::newRow(name) << int(service) << QString::fromLatin1(region)
                            << QString::fromLatin1(expected);
    };
    row("STS", CredentialService::Sts, "eu-central-1", "https://sts.eu-central-1.amazonaws.com/");
    row("STS China", CredentialService::Sts, "cn-north-1",
        "https://sts.cn-north-1.amazonaws.com.cn/");
    row("SSO", CredentialService::Sso, "us-east-1", "https://portal.sso.us-east-1.amazonaws.com/");
    row("OIDC", CredentialService::SsoOidc, "us-east-1", "https://oidc.us-east-1.amazonaws.com/");
    row("sign-in", CredentialService::Signin, "us-east-1",
        "https://us-east-1.signin.aws.amazon.com/");
    row("sign-in China", CredentialService::Signin, "cn-north-1",
        "https://cn-north-1.signin.amazonaws.cn/");
    row("sign-in GovCloud", CredentialService::Signin, "us-gov-west-1",
        "https://us-gov-west-1.signin.amazonaws-us-gov.com/");
    row("Cognito", CredentialService::CognitoIdentity, "eu-west-1",
        "https://cognito-identity.eu-west-1.amazonaws.com/");
    row("host", CredentialService::Sts, "evil.com/", "");
    row("user", CredentialService::Signin, "a@evil.com#", "");
    row("none", CredentialService::Sts, "", "");
}

void tst_CredentialServices::serviceUrls()
{
    QFETCH(int, service);
    QFETCH(QString, region);
    QFETCH(QString, expected);
    const auto url = serviceUrl(CredentialService(service), region,
                                Configuration(m_home->environment()));
    QCOMPARE(url.valueOr({}).toString(), expected);
    if (expected.isEmpty())
        QCOMPARE(url.error().code(), Code::InvalidParameterValue);
}

void tst_CredentialServices::customUrls_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("accepted");
    QTest::newRow("https") << u"https://sts.example.com"_s << true;
    QTest::newRow("loopback") << u"http://127.0.0.1:8000/"_s << true;
    QTest::newRow("plain") << u"http://sts.example.com"_s << false;
    QTest::newRow("looks like loopback") << u"http://127.0.0.1.example.com"_s << false;
    QTest::newRow("password") << u"https://me:passw0rd@sts.example.com"_s << false;
    QTest::newRow("path") << u"https://sts.example.com/path"_s << false;
    QTest::newRow("file") << u"file:///etc/passwd"_s << false;
    QTest::newRow("nonsense") << u"passw0rd"_s << false;
}

void tst_CredentialServices::customUrls()
{
    QFETCH(QString, text);
    QFETCH(bool, accepted);
    const auto url = serviceUrl(CredentialService::Sts, u"us-east-1"_s,
                                Configuration(m_home->environment(
                                        { { u"AWS_ENDPOINT_URL_STS"_s, text } })));
    QCOMPARE(url.hasValue(), accepted);
    if (accepted)
        return;
    QCOMPARE(url.error().code(), Code::InvalidEndpoint);
    QVERIFY(!url.error().message().contains("passw0rd"_L1));
}

void tst_CredentialServices::configuredUrls_data()
{
    QTest::addColumn<Variables>("more");
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QString>("sts");
    QTest::addColumn<QString>("oidc");
    const QString sts = u"https://sts.eu-west-1.amazonaws.com/"_s;
    const QString oidc = u"https://oidc.eu-west-1.amazonaws.com/"_s;
    const QByteArray profile = "[default]\nendpoint_url = https://profile\n";
    const QByteArray services = profile
            + "services = mine\n[services mine]\nsts =\n  endpoint_url = https://my-sts\n"
              "sso_oidc =\n  endpoint_url = https://my-oidc\n";
    const Variables all { { u"AWS_ENDPOINT_URL"_s, u"https://all"_s } };
    Variables one = all;
    one.insert(u"AWS_ENDPOINT_URL_STS"_s, u"https://one"_s);
    const auto with = [](Variables variables, const QString &name, const QString &value) {
        variables.insert(name, value);
        return variables;
    };
    const QString ignore = u"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"_s;
    QTest::newRow("nowhere") << Variables() << QByteArray() << sts << oidc;
    QTest::newRow("profile") << Variables() << profile << u"https://profile/"_s
                             << u"https://profile/"_s;
    QTest::newRow("services") << Variables() << services << u"https://my-sts/"_s
                              << u"https://my-oidc/"_s;
    QTest::newRow("variable") << all << services << u"https://all/"_s << u"https://all/"_s;
    QTest::newRow("its variable") << one << services << u"https://one/"_s << u"https://all/"_s;
    QTest::newRow("ignored") << with(one, ignore, u"true"_s) << services << sts << oidc;
    QTest::newRow("not ignored") << with(one, ignore, u"false"_s) << services << u"https://one/"_s
                                 << u"https://all/"_s;
    QTest::newRow("ignored by the profile")
            << one << "[default]\nignore_configured_endpoint_urls = true\n"_ba << sts << oidc;
    QTest::newRow("another profile")
            << with({}, u"AWS_PROFILE"_s, u"x"_s)
            << services + "[profile x]\nendpoint_url = http://127.0.0.1:8000\n"
            << u"http://127.0.0.1:8000/"_s << u"http://127.0.0.1:8000/"_s;
    QTest::newRow("FIPS") << with({}, u"AWS_USE_FIPS_ENDPOINT"_s, u"true"_s) << QByteArray()
                          << u"https://sts-fips.eu-west-1.amazonaws.com/"_s
                          << u"https://oidc-fips.eu-west-1.amazonaws.com/"_s;
    QTest::newRow("dual-stack") << Variables() << "[default]\nuse_dualstack_endpoint = true\n"_ba
                                << u"https://sts.eu-west-1.api.aws/"_s
                                << u"https://oidc.eu-west-1.api.aws/"_s;
    const QString none;
    QTest::newRow("FIPS at an endpoint of one's own")
            << with(all, u"AWS_USE_FIPS_ENDPOINT"_s, u"true"_s) << QByteArray() << none << none;
    QTest::newRow("no such section")
            << Variables() << "[default]\nservices = mine\n"_ba << none << none;
    QTest::newRow("broken") << Variables() << "[default\n"_ba << none << none;
    QTest::newRow("no URL") << with({}, u"AWS_ENDPOINT_URL"_s, u"https://["_s) << QByteArray()
                            << none << none;
}

void tst_CredentialServices::configuredUrls()
{
    QFETCH(Variables, more);
    QFETCH(QByteArray, config);
    QFETCH(QString, sts);
    QFETCH(QString, oidc);
    m_home->write(u".aws/config"_s, config);
    const Configuration configuration(m_home->environment(more));
    const QString region = u"eu-west-1"_s;
    QCOMPARE(serviceUrl(CredentialService::Sts, region, configuration).valueOr({}).toString(), sts);
    QCOMPARE(serviceUrl(CredentialService::SsoOidc, region, configuration).valueOr({}).toString(),
             oidc);
}

// The profile that is asked counts, not the one of its source, nor the environment's.
void tst_CredentialServices::profileOfTheAsker()
{
    m_server->setDefault(Reaction::reply(200, stsXml()));
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

    // Other sources go by the client's.
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

void tst_CredentialServices::certificates_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : { "role", "web identity", "sso", "login", "cognito", "container" })
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

// The authorities that the user trusts are those of credentials as well.
void tst_CredentialServices::certificates()
{
    QFETCH(QString, kind);
    m_server = std::make_unique<FakeServer>(FakeServer::Security::Tls);
    m_server->setDefault(Reaction::reply(200, "{}")); // reached, and of no use
    const QString bundle = m_home->write(u"bundle.pem"_s, FakeServer::certificate().toPem());
    const auto codeWith = [&](const Variables &more, const QByteArray &config = {}) {
        m_more = more;
        m_config = config;
        return fetchCredentials(provider(kind), acceleratedContext()).error();
    };
    QCOMPARE(codeWith({}).code(), Code::SecureConnection);
    QCOMPARE(m_server->copies(), 0);
    const QDynamoDBError byVariable = codeWith({ { u"AWS_CA_BUNDLE"_s, bundle } });
    QVERIFY2(byVariable.code() == Code::InvalidResponse, qPrintable(byVariable.message()));
    const QDynamoDBError byProfile = codeWith({}, "ca_bundle = " + bundle.toUtf8() + '\n');
    QVERIFY2(byProfile.code() == Code::InvalidResponse, qPrintable(byProfile.message()));
    QVERIFY(m_server->copies() >= 2);

    const QDynamoDBError missing = codeWith({ { u"AWS_CA_BUNDLE"_s, u"/nowhere/bundle"_s } });
    QCOMPARE(missing.code(), Code::SecureConnection);
    QVERIFY2(missing.message().contains("/nowhere/bundle"_L1), qPrintable(missing.message()));
    // What the application set itself goes before.
    FetchContext context;
    context.sslConfiguration = QSslConfiguration::defaultConfiguration();
    context.sslConfiguration->setCaCertificates({ FakeServer::certificate() });
    QCOMPARE(fetchCredentials(provider(kind), context).error().code(), Code::InvalidResponse);
}

void tst_CredentialServices::role()
{
    m_server->enqueue(Reaction::reply(200, stsXml()));
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
    QCOMPARE(value(form(), u"Action"_s), u"AssumeRole"_s);
    QCOMPARE(value(form(), u"Version"_s), u"2011-06-15"_s);
    QCOMPARE(value(form(), u"RoleArn"_s), roleArn);
    QCOMPARE(value(form(), u"RoleSessionName"_s), u"me"_s);
    QCOMPARE(value(form(), u"ExternalId"_s), u"a&b"_s);
    QCOMPARE(value(form(), u"DurationSeconds"_s), u"900"_s);
    QVERIFY(!form().hasQueryItem(u"SerialNumber"_s));
}

void tst_CredentialServices::roleProfile()
{
    m_server->enqueue(Reaction::reply(200, stsXml()));
    const auto result = askProfile(
            "[profile x]\nrole_arn=arn:aws:iam::123456789012:role/reader\nsource_profile=y\n"
            "role_session_name=me\nexternal_id=e\nduration_seconds=1800\nregion=eu-west-3\n"
            "[profile y]\naws_access_key_id=AKIDY\naws_secret_access_key=y-s3cret-key\n");
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    QCOMPARE(result->accessKeyId(), u"ASIAROLE"_s);
    QVERIFY(m_server->requests().at(0).header("authorization").contains("AKIDY/"));
    QVERIFY(m_server->requests().at(0).header("authorization").contains("/eu-west-3/sts/"));
    QCOMPARE(value(form(), u"RoleSessionName"_s), u"me"_s);
    QCOMPARE(value(form(), u"ExternalId"_s), u"e"_s);
    QCOMPARE(value(form(), u"DurationSeconds"_s), u"1800"_s);
}

void tst_CredentialServices::roleChain()
{
    m_server->enqueue(Reaction::reply(200, stsXml()), 2);
    const auto result = askProfile("[profile x]\nrole_arn=arn:aws:iam::1:role/x\nsource_profile=y\n"
                                   "[profile y]\nrole_arn=arn:aws:iam::1:role/y\nsource_profile=z\n"
                                   "[profile z]\nrole_arn=arn:aws:iam::1:role/z\nsource_profile=z\n"
                                   "aws_access_key_id=AKIDZ\naws_secret_access_key=z-s3cret-key\n");
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    QCOMPARE(m_server->requests().size(), 2);
    QVERIFY(m_server->requests().at(0).header("authorization").contains("AKIDZ/"));
    QCOMPARE(value(form(0), u"RoleArn"_s), u"arn:aws:iam::1:role/y"_s);
    QVERIFY(m_server->requests().at(1).header("authorization").contains("ASIAROLE/"));
    QCOMPARE(value(form(1), u"RoleArn"_s), u"arn:aws:iam::1:role/x"_s);
}

void tst_CredentialServices::roleSources_data()
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

void tst_CredentialServices::roleSources()
{
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, key);
    m_server->setHandler([](const FakeRequest &request) {
        if (request.method == "POST")
            return Reaction::reply(200, stsXml());
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
    const auto result = askProfile("[profile x]\nrole_arn=arn:aws:iam::1:role/x\ncredential_source="
                                           + source + '\n',
                                   u"x"_s, {},
                                   { { u"AWS_ACCESS_KEY_ID"_s, u"AKIDENV"_s },
                                     { u"AWS_SECRET_ACCESS_KEY"_s, u"env-s3cret-key"_s },
                                     { u"AWS_CONTAINER_CREDENTIALS_FULL_URI"_s,
                                       url + u"credentials"_s },
                                     { u"AWS_EC2_METADATA_SERVICE_ENDPOINT"_s, url } });
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    QCOMPARE(result->accessKeyId(), u"ASIAROLE"_s);
    QVERIFY(m_server->requests()
                    .last()
                    .header("authorization")
                    .contains(QByteArray("Credential=" + key)));
}

void tst_CredentialServices::roleOfBrokenProfile_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<Code>("code");
    QTest::addColumn<QString>("named");
    const QByteArray role = "[profile x]\nrole_arn=arn:aws:iam::1:role/x\n";
    QTest::newRow("itself") << role + "source_profile=x\n"_ba << Code::ConfigParserError
                            << u"profile \"x\": source_profile refers back to this profile"_s;
    QTest::newRow("loop") << role
                    + "source_profile=y\n[profile y]\nrole_arn=r\nsource_profile=z\n"
                      "[profile z]\nrole_arn=r\nsource_profile=y\n"_ba
                          << Code::ConfigParserError
                          << u"profile \"y\": source_profile refers back"_s;
    QTest::newRow("no such source")
            << role + "source_profile=y\n"_ba << Code::NoProfile << u"\"y\""_s;
    QTest::newRow("source without keys")
            << role + "source_profile=y\n[profile y]\nregion=r\n"_ba << Code::ConfigParserError
            << u"profile \"y\": aws_access_key_id"_s;
    QTest::newRow("both") << role + "source_profile=x\ncredential_source=Environment\n"_ba
                          << Code::ConfigParserError << u"must not both be set"_s;
    QTest::newRow("neither") << role << Code::ConfigParserError << u"source_profile"_s;
    QTest::newRow("unknown source") << role + "credential_source=S3CR3T\n"_ba
                                    << Code::ConfigParserError << u"Ec2InstanceMetadata"_s;
    QTest::newRow("source gives nothing")
            << role + "credential_source=Environment\n"_ba << Code::MissingAuthenticationToken
            << u"environment: AWS_ACCESS_KEY_ID"_s;
    QTest::newRow("duration") << role
                    + "credential_source=Environment\nduration_seconds=S3CR3T\n"_ba
                              << Code::ConfigParserError << u"duration_seconds"_s;
    QTest::newRow("session missing") << "[profile x]\nsso_session=corp\nsso_account_id=1\n"
                                        "sso_role_name=r\n"_ba
                                     << Code::ConfigParserError << u"[sso-session corp]"_s;
    QTest::newRow("SSO without role") << "[profile x]\nsso_start_url=https://a\n"
                                         "sso_region=r\nsso_account_id=1\n"_ba
                                      << Code::ConfigParserError << u"sso_role_name"_s;
    QTest::newRow("SSO contradicts itself") << ssoConfig + "[profile x]\nsso_region=us-east-1\n"_ba
                                            << Code::ConfigParserError << u"sso_region"_s;
    QTest::newRow("process") << "[profile x]\ncredential_process=\"\"\n"_ba
                             << Code::ConfigParserError << u"credential_process"_s;
    QTest::newRow("web identity") << "[profile x]\nweb_identity_token_file=f\n"_ba
                                  << Code::ConfigParserError << u"role_arn"_s;
}

void tst_CredentialServices::roleOfBrokenProfile()
{
    QFETCH(QByteArray, config);
    QFETCH(Code, code);
    QFETCH(QString, named);
    const QDynamoDBError error = askProfile(config).error();
    QVERIFY2(error.message().contains(named), qPrintable(error.message()));
    QCOMPARE(error.code(), code);
    QVERIFY(!error.message().contains("S3CR3T"_L1));
    QVERIFY(m_server->requests().isEmpty());
}

void tst_CredentialServices::roleRefused()
{
    m_server->enqueue(Reaction::reply(
            403,
            stsError("AccessDenied",
                     "not authorized to perform: sts:AssumeRole with base-s3cret-key\n")));
    const QDynamoDBError error = fetchCredentials(provider(u"role"_s)).error();
    QCOMPARE(error.code(), Code::AccessDenied);
    QCOMPARE(error.httpStatus(), 403);
    QVERIFY(error.message().contains("not authorized to perform: sts:AssumeRole with ***"_L1));
}

void tst_CredentialServices::mfa_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<bool>("byCallback");
    QTest::addColumn<bool>("listens");
    QTest::newRow("user") << u" 123456 "_s << false << true;
    QTest::newRow("callback") << u"123456"_s << true << false;
    QTest::newRow("user gives up") << QString() << false << true;
    QTest::newRow("callback gives up") << QString() << true << false;
    QTest::newRow("nobody") << u"123456"_s << false << false;
}

void tst_CredentialServices::mfa()
{
    QFETCH(QString, code);
    QFETCH(bool, byCallback);
    QFETCH(bool, listens);
    m_server->enqueue(Reaction::reply(200, stsXml()));
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
        options.mfaCode = [&](const QString &serial, const Provider::TextAnswer &answer) {
            asked += serial;
            if (!code.isEmpty()) // otherwise the answer is just dropped
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
        QCOMPARE(value(form(), u"SerialNumber"_s), options.mfaSerial);
        QCOMPARE(value(form(), u"TokenCode"_s), u"123456"_s);
    } else {
        QCOMPARE(result.error().code(), Code::AccessDenied);
        QVERIFY(result.error().message().contains(options.mfaSerial));
        QVERIFY(m_server->requests().isEmpty());
    }
}

void tst_CredentialServices::webIdentity()
{
    m_server->enqueue(Reaction::reply(200, stsXml("AssumeRoleWithWebIdentity")));
    const QString file = m_home->write(u"token"_s, "w3b-t0ken\n");
    const auto result = askProfile("[profile x]\nrole_arn=arn:aws:iam::1:role/x\n"
                                   "role_session_name=me\nweb_identity_token_file="
                                   + file.toUtf8() + '\n');
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    QCOMPARE(result->accessKeyId(), u"ASIAROLE"_s);
    QCOMPARE(result->accountId(), u"123456789012"_s);
    QCOMPARE(m_server->requests().at(0).header("authorization"), QByteArray());
    QCOMPARE(value(form(), u"Action"_s), u"AssumeRoleWithWebIdentity"_s);
    QCOMPARE(value(form(), u"WebIdentityToken"_s), u"w3b-t0ken"_s);
    QCOMPARE(value(form(), u"RoleSessionName"_s), u"me"_s);
}

void tst_CredentialServices::webIdentityOfEnvironment()
{
    m_server->enqueue(Reaction::reply(200, stsXml("AssumeRoleWithWebIdentity")));
    const QString file = m_home->write(u"token"_s, "w3b-t0ken");
    const Variables set { { u"AWS_WEB_IDENTITY_TOKEN_FILE"_s, file },
                          { u"AWS_ROLE_ARN"_s, roleArn },
                          { u"AWS_ROLE_SESSION_NAME"_s, u"pod"_s } };
    const auto result = fetchCredentials(defaultChainProvider(environment(set), {}));
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    QCOMPARE(result->source(), u"web identity"_s);
    QCOMPARE(value(form(), u"RoleSessionName"_s), u"pod"_s);
}

void tst_CredentialServices::webIdentityProblems()
{
    const auto ask = [this](const Variables &set) {
        return fetchCredentials(webIdentityProvider(environment(set))).error();
    };
    QCOMPARE(ask({}).code(), Code::NoCredentials);
    const QString name = u"AWS_WEB_IDENTITY_TOKEN_FILE"_s;
    QCOMPARE(ask({ { name, u"/nowhere"_s }, { u"AWS_ROLE_ARN"_s, roleArn } }).code(),
             Code::ConfigNotFound);
    QCOMPARE(ask({ { name, u"/nowhere"_s } }).code(), Code::MissingParameter);
    const QString big = m_home->write(u"token"_s, QByteArray(100000, 'x'));
    QCOMPARE(ask({ { name, big }, { u"AWS_ROLE_ARN"_s, roleArn } }).code(), Code::ConfigNotFound);
    Provider::WebIdentityOptions options;
    options.roleArn = roleArn;
    options.token = [](const Provider::TextAnswer &) {}; // dropped
    QCOMPARE(fetchCredentials(webIdentityProvider(environment(), options)).error().code(),
             Code::AccessDenied);
}

void tst_CredentialServices::sso_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QByteArray>("key");
    QTest::newRow("session") << ssoConfig << "corp"_ba;
    QTest::newRow("older") << "[profile x]\nsso_account_id=123456789012\nsso_role_name=my role\n"
                              "sso_start_url=https://corp.awsapps.com/start\n"
                              "sso_region=eu-central-1\n"_ba
                           << "https://corp.awsapps.com/start"_ba;
}

void tst_CredentialServices::sso()
{
    QFETCH(QByteArray, config);
    QFETCH(QByteArray, key);
    m_server->enqueue(Reaction::reply(200, roleCredentials));
    const QByteArray hash = QCryptographicHash::hash(key, QCryptographicHash::Sha1).toHex();
    m_home->write(u".aws/sso/cache/"_s + QString::fromLatin1(hash) + u".json"_s,
                  R"({"startUrl":"https://corp.awsapps.com/start","region":"eu-central-1",)"
                  R"("accessToken":"acc3ss-t0ken","expiresAt":"2099-06-17T10:02:08UTC"})");
    const auto result = askProfile(config);
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    QCOMPARE(result->accessKeyId(), u"ASIASSO"_s);
    QCOMPARE(result->sessionToken(), u"sso-t0ken-long"_s);
    QCOMPARE(result->accountId(), u"123456789012"_s);
    QVERIFY(result->expiration() > QDateTime::currentDateTimeUtc().addSecs(3000));
    const FakeRequest request = m_server->requests().at(0);
    QCOMPARE(request.method, "GET"_ba);
    QCOMPARE(request.target,
             "/federation/credentials?role_name=my%20role&account_id=123456789012"_ba);
    QCOMPARE(request.header("x-amz-sso_bearer_token"), "acc3ss-t0ken"_ba);
}

void tst_CredentialServices::ssoRenewed()
{
    m_server->enqueue(Reaction::reply(200,
                                      R"({"accessToken":"acc3ss-2","expiresIn":28800,)"
                                      R"("refreshToken":"r3fresh-2","tokenType":"Bearer"})"));
    m_server->enqueue(Reaction::reply(200, roleCredentials));
    writeToken(60, renewable);
    const auto result = askProfile(ssoConfig);
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    const auto requests = m_server->requests();
    QCOMPARE(requests.at(0).target, "/token"_ba);
    QCOMPARE(objectOf(requests.at(0).body),
             (QJsonObject { { u"clientId"_s, u"client"_s },
                            { u"clientSecret"_s, u"cli3nt-s3cret"_s },
                            { u"grantType"_s, u"refresh_token"_s },
                            { u"refreshToken"_s, u"r3fresh-t0ken"_s } }));
    QCOMPARE(requests.at(1).header("x-amz-sso_bearer_token"), "acc3ss-2"_ba);

    const QJsonObject kept = objectOf(m_home->read(tokenName));
    QCOMPARE(kept.value("accessToken"_L1).toString(), u"acc3ss-2"_s);
    QCOMPARE(kept.value("refreshToken"_L1).toString(), u"r3fresh-2"_s);
    QCOMPARE(kept.value("clientSecret"_L1).toString(), u"cli3nt-s3cret"_s);
    QCOMPARE(kept.value("somethingElse"_L1).toInt(), 1);
    const auto expiresAt = QDateTime::fromString(kept.value("expiresAt"_L1).toString(), Qt::ISODate);
    QVERIFY(expiresAt > QDateTime::currentDateTimeUtc().addSecs(28000));
    QCOMPARE(QFile::permissions(m_home->path(tokenName))
                     & ~(QFile::ReadUser | QFile::WriteUser | QFile::ReadOwner | QFile::WriteOwner),
             QFile::Permissions());
}

void tst_CredentialServices::ssoRenewalFails_data()
{
    QTest::addColumn<int>("secondsLeft");
    QTest::addColumn<bool>("works");
    QTest::newRow("still good") << 60 << true;
    QTest::newRow("expired") << -60 << false;
}

void tst_CredentialServices::ssoRenewalFails()
{
    QFETCH(int, secondsLeft);
    QFETCH(bool, works);
    m_server->setHandler([](const FakeRequest &request) {
        if (request.method == "GET")
            return Reaction::reply(200, roleCredentials);
        return Reaction::reply(400,
                               R"({"error":"invalid_grant","error_description":"no r3fresh-t0ken"})");
    });
    writeToken(secondsLeft, renewable);
    const auto result = askProfile(ssoConfig);
    QCOMPARE(result.hasValue(), works);
    if (works)
        return;
    QCOMPARE(result.error().code(), Code::ExpiredToken);
    const QString text = result.error().message();
    QVERIFY2(text.contains("SSO session \"corp\": "_L1), qPrintable(text));
    QVERIFY2(text.contains("invalid_grant: no ***"_L1), qPrintable(text));
    QVERIFY2(text.contains("aws sso login"_L1), qPrintable(text));
}

void tst_CredentialServices::ssoSignIn()
{
    m_server->enqueue(Reaction::reply(200,
                                      R"({"clientId":"client","clientSecret":"cli3nt-s3cret",)"
                                      R"("clientSecretExpiresAt":4102444800})"));
    m_server->enqueue(Reaction::reply(
            200,
            R"({"deviceCode":"d3vice-code","userCode":"ABCD-EFGH","verificationUri":)"
            R"("https://device.sso.eu-central-1.amazonaws.com/","verificationUriComplete":)"
            R"("https://device.sso.eu-central-1.amazonaws.com/?user_code=ABCD-EFGH",)"
            R"("expiresIn":600,"interval":1})"));
    m_server->enqueue(Reaction::reply(400, R"({"error":"authorization_pending"})"));
    m_server->enqueue(Reaction::reply(400, R"({"error":"slow_down"})"));
    m_server->enqueue(Reaction::reply(200,
                                      R"({"accessToken":"acc3ss-t0ken","expiresIn":28800,)"
                                      R"("refreshToken":"r3fresh-t0ken"})"));
    m_server->enqueue(Reaction::reply(200, roleCredentials));

    FakeUser user;
    FetchContext context = acceleratedContext();
    context.user = &user;
    QList<qint64> delays;
    context.after = [&delays, after = context.after](std::chrono::milliseconds time,
                                                     QObject *object,
                                                     const FetchContext::Callback &callback) {
        delays += time.count();
        after(time, object, callback);
    };
    const auto result = askProfile(ssoConfig, u"x"_s, context);
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    QCOMPARE(result->accessKeyId(), u"ASIASSO"_s);
    QCOMPARE(user.pages.size(), 1);
    QCOMPARE(user.pages.at(0).first.toString(),
             u"https://device.sso.eu-central-1.amazonaws.com/?user_code=ABCD-EFGH"_s);
    QCOMPARE(user.pages.at(0).second, u"ABCD-EFGH"_s);
    delays.removeAll(5000);
    QCOMPARE(delays, (QList<qint64> { 1000, 1000, 6000 }));

    const auto requests = m_server->requests();
    QCOMPARE(requests.size(), 6);
    QCOMPARE(requests.at(0).target, "/client/register"_ba);
    QCOMPARE(objectOf(requests.at(0).body).value("clientType"_L1).toString(), u"public"_s);
    QCOMPARE(objectOf(requests.at(0).body).value("scopes"_L1).toArray().first().toString(),
             u"sso:account:access"_s);
    QCOMPARE(requests.at(1).target, "/device_authorization"_ba);
    QCOMPARE(objectOf(requests.at(1).body).value("startUrl"_L1).toString(),
             u"https://corp.awsapps.com/start"_s);
    QCOMPARE(objectOf(requests.at(2).body),
             (QJsonObject { { u"clientId"_s, u"client"_s },
                            { u"clientSecret"_s, u"cli3nt-s3cret"_s },
                            { u"grantType"_s, u"urn:ietf:params:oauth:grant-type:device_code"_s },
                            { u"deviceCode"_s, u"d3vice-code"_s } }));

    // The next one needs nobody, and the next sign-in no registration.
    m_server->enqueue(Reaction::reply(200, roleCredentials));
    QVERIFY(askProfile(ssoConfig).hasValue());
    QJsonObject kept = objectOf(m_home->read(tokenName));
    QCOMPARE(kept.value("registrationExpiresAt"_L1).toString(), u"2100-01-01T00:00:00Z"_s);
    kept.remove("refreshToken"_L1);
    kept.insert("expiresAt"_L1, u"2020-01-01T00:00:00Z"_s);
    m_home->write(tokenName, compact(kept));
    m_server->clearRecords();
    m_server->enqueue(Reaction::reply(400, R"({"error":"access_denied"})"));
    QCOMPARE(askProfile(ssoConfig, u"x"_s, context).error().code(), Code::AccessDenied);
    QCOMPARE(m_server->requests().at(0).target, "/device_authorization"_ba);
}

void tst_CredentialServices::ssoSignInRefused_data()
{
    QTest::addColumn<QByteArray>("device");
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<Code>("code");
    const QByteArray good = R"({"deviceCode":"d3vice-code","userCode":"ABCD","interval":1,)"
                            R"("verificationUriComplete":"https://device.example.com/"})";
    const auto page = [&good](const QByteArray &url) {
        return QByteArray(good).replace("https://device.example.com/", url);
    };
    QTest::newRow("denied") << good << R"({"error":"access_denied"})"_ba << Code::AccessDenied;
    QTest::newRow("expired") << good << R"({"error":"expired_token"})"_ba << Code::AccessDenied;
    QTest::newRow("no JSON") << good << "<html>"_ba << Code::Validation;
    QTest::newRow("script") << page("javascript:alert(1)") << "{}"_ba << Code::InvalidResponse;
    QTest::newRow("file") << page("file:///etc/passwd") << "{}"_ba << Code::InvalidResponse;
    QTest::newRow("plain") << page("http://device.example.com/") << "{}"_ba
                           << Code::InvalidResponse;
    QTest::newRow("user") << page("https://aws.com@evil.com/") << "{}"_ba << Code::InvalidResponse;
    QTest::newRow("no code") << "{}"_ba
                             << "{}"_ba << Code::InvalidResponse;
}

void tst_CredentialServices::ssoSignInRefused()
{
    QFETCH(QByteArray, device);
    QFETCH(QByteArray, token);
    QFETCH(Code, code);
    writeToken(-60, renewable);
    m_server->enqueue(Reaction::reply(400, R"({"error":"invalid_grant"})")); // the renewal
    m_server->enqueue(Reaction::reply(200, device));
    m_server->enqueue(Reaction::reply(400, token));
    FakeUser user;
    FetchContext context = acceleratedContext();
    context.user = &user;
    const QDynamoDBError error = askProfile(ssoConfig, u"x"_s, context).error();
    QVERIFY(error.isError());
    if (code != Code::Validation) // whatever a 400 without words comes to
        QCOMPARE(error.code(), code);
    QCOMPARE(user.pages.size(), code == Code::InvalidResponse ? 0 : 1);
    QVERIFY(!error.message().contains("d3vice-code"_L1));
}

void tst_CredentialServices::ssoNobodyThere()
{
    FakeUser user;
    user.listens = false;
    FetchContext context;
    context.user = &user;
    const QDynamoDBError error = askProfile(ssoConfig, u"x"_s, context).error();
    QCOMPARE(error.code(), Code::ExpiredToken); // not NoCredentials: no other identity instead
    QVERIFY(error.message().contains("authorizationRequired()"_L1));
    QVERIFY(m_server->requests().isEmpty());
}

void tst_CredentialServices::ssoNotAcceptedAnyMore()
{
    writeToken(3600);
    m_server->enqueue(Reaction::reply(401, R"({"message":"Session token not found: acc3ss-t0ken"})",
                                      { { "x-amzn-ErrorType", "UnauthorizedException" } }));
    const QDynamoDBError error = askProfile(ssoConfig).error();
    QCOMPARE(error.code(), Code::ExpiredToken);
    QVERIFY(!error.message().contains("acc3ss"_L1));
}

void tst_CredentialServices::login()
{
    writeLogin(3600);
    const auto result = askProfile("[profile x]\nlogin_session=" + loginArn.toUtf8() + '\n');
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    QCOMPARE(result->accessKeyId(), u"ASIALOGIN"_s);
    QCOMPARE(result->accountId(), u"123456789012"_s);
    QVERIFY(m_server->requests().isEmpty());

    const auto none = askProfile("[profile x]\nlogin_session=another\n");
    QCOMPARE(none.error().code(), Code::ExpiredToken);
    QVERIFY(none.error().message().contains("aws login"_L1));

    const QString folder = m_home->path(u"elsewhere"_s);
    QVERIFY(QDir().rename(m_home->path(u".aws/login/cache"_s), folder));
    QVERIFY(askProfile("[profile x]\nlogin_session=" + loginArn.toUtf8() + '\n', u"x"_s, {},
                       { { u"AWS_LOGIN_CACHE_DIRECTORY"_s, folder } })
                    .hasValue());
}

static const QByteArray renewedLogin =
        R"({"accessToken":{"accessKeyId":"ASIALOGIN2","secretAccessKey":"login-s3cret-2",)"
        R"("sessionToken":"login-t0ken-2"},"expiresIn":900,"refreshToken":"login-r3fresh-2",)"
        R"("tokenType":"aws_sigv4"})";

void tst_CredentialServices::loginRenewed()
{
    writeLogin(60);
    m_server->enqueue(Reaction::reply(200, renewedLogin));
    const auto result = fetchCredentials(loginProvider(environment(), loginArn, u"eu-central-1"_s));
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    QCOMPARE(result->accessKeyId(), u"ASIALOGIN2"_s);
    QCOMPARE(result->accountId(), u"123456789012"_s);
    QVERIFY(result->expiration() > QDateTime::currentDateTimeUtc().addSecs(800));
    const FakeRequest request = m_server->requests().at(0);
    QCOMPARE(request.target, "/v1/token"_ba);
    QCOMPARE(objectOf(request.body),
             (QJsonObject { { u"clientId"_s, u"arn:aws:signin:::devtools/same-device"_s },
                            { u"grantType"_s, u"refresh_token"_s },
                            { u"refreshToken"_s, u"login-r3fresh"_s } }));
    QCOMPARE(request.header("dpop").count('.'), 2);

    const QJsonObject kept = objectOf(m_home->read(loginName));
    QCOMPARE(kept.value("refreshToken"_L1).toString(), u"login-r3fresh-2"_s);
    QCOMPARE(kept.value("dpopKey"_L1).toString().toLatin1(), dpopKey);
    QCOMPARE(kept.value("idToken"_L1).toString(), u"login-id-t0ken"_s);
    const QJsonObject access = kept.value("accessToken"_L1).toObject();
    QCOMPARE(access.value("sessionToken"_L1).toString(), u"login-t0ken-2"_s);
    QCOMPARE(access.value("accountId"_L1).toString(), u"123456789012"_s);
    QVERIFY(!(QFile::permissions(m_home->path(loginName))
              & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther)));
}

void tst_CredentialServices::loginRefused_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("secondsLeft");
    QTest::addColumn<Code>("code");
    QTest::newRow("expired") << 401 << R"({"error":"TOKEN_EXPIRED","message":"login-r3fresh"})"_ba
                             << -1 << Code::ExpiredToken;
    QTest::newRow("password") << 403 << R"({"error":"USER_CREDENTIALS_CHANGED"})"_ba << -1
                              << Code::ExpiredToken;
    QTest::newRow("permission") << 403 << R"({"error":"INSUFFICIENT_PERMISSIONS"})"_ba << -1
                                << Code::AccessDenied;
    QTest::newRow("still good") << 401 << R"({"error":"TOKEN_EXPIRED"})"_ba << 60 << Code::NoError;
    QTest::newRow("half an answer")
            << 200 << R"({"accessToken":{"accessKeyId":"A"}})"_ba << -1 << Code::InvalidResponse;
    QTest::newRow("half an answer, still good")
            << 200 << R"({"accessToken":{"accessKeyId":"A"}})"_ba << 60 << Code::NoError;
}

void tst_CredentialServices::loginRefused()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(int, secondsLeft);
    QFETCH(Code, code);
    writeLogin(secondsLeft);
    const QByteArray before = m_home->read(loginName);
    m_server->enqueue(Reaction::reply(status, body));
    const auto result = fetchCredentials(loginProvider(environment(), loginArn, u"eu-central-1"_s));
    QCOMPARE(result.error().code(), code);
    QVERIFY(!result.error().message().contains("r3fresh"_L1));
    QCOMPARE(m_home->read(loginName), before);
}

// A refresh token that another program has used is refused; what that program got is in the file.
void tst_CredentialServices::renewedByAnother()
{
    m_server->setHandler([this](const FakeRequest &request) {
        if (request.method == "GET")
            return Reaction::reply(200, roleCredentials);
        if (request.target == "/token")
            writeToken(3600, { { u"accessToken"_s, u"acc3ss-others"_s } });
        else
            writeLogin(3600);
        return Reaction::reply(400, R"({"error":"invalid_grant"})");
    });
    writeToken(-60, renewable);
    const auto sso = askProfile(ssoConfig);
    QVERIFY2(sso.hasValue(), qPrintable(sso.error().message()));
    QCOMPARE(m_server->requests().last().header("x-amz-sso_bearer_token"), "acc3ss-others"_ba);

    writeLogin(-60);
    const auto login = fetchCredentials(loginProvider(environment(), loginArn, u"eu-central-1"_s));
    QVERIFY2(login.hasValue(), qPrintable(login.error().message()));
    QVERIFY(login->expiration() > QDateTime::currentDateTimeUtc().addSecs(3000));
}

// Node's crypto says whether the proof is one.
void tst_CredentialServices::dpop()
{
    const auto proof = makeDpop(dpopKey,
                                QUrl(u"https://us-east-1.signin.aws.amazon.com/v1/token"_s),
                                QDateTime::fromSecsSinceEpoch(1790000000, utc));
    QVERIFY2(proof.hasValue(), qPrintable(proof.error().message()));
    const QByteArray script = R"(
        const crypto = require('crypto');
        const [header, payload, signature] = process.argv[1].split('.');
        const decoded = part => JSON.parse(Buffer.from(part, 'base64url'));
        const key = crypto.createPublicKey({ key: decoded(header).jwk, format: 'jwk' });
        const right = crypto.verify('sha256', Buffer.from(header + '.' + payload),
            { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
        const own = crypto.createPublicKey(process.argv[2]);
        console.log(JSON.stringify({ right, same: own.equals(key), typ: decoded(header).typ,
            alg: decoded(header).alg, ...decoded(payload) }));
    )";
    QProcess node;
    node.start(u"node"_s,
               { u"-e"_s, QString::fromLatin1(script), QString::fromLatin1(*proof),
                 QString::fromLatin1(dpopKey) });
    QVERIFY2(node.waitForFinished(), qPrintable(node.errorString()));
    QJsonObject verdict = objectOf(node.readAllStandardOutput());
    QVERIFY2(!verdict.isEmpty(), node.readAllStandardError().constData());
    QCOMPARE(verdict.take("jti"_L1).toString().size(), 36);
    QCOMPARE(verdict,
             (QJsonObject { { u"right"_s, true },
                            { u"same"_s, true },
                            { u"typ"_s, u"dpop+jwt"_s },
                            { u"alg"_s, u"ES256"_s },
                            { u"htm"_s, u"POST"_s },
                            { u"htu"_s, u"https://us-east-1.signin.aws.amazon.com/v1/token"_s },
                            { u"iat"_s, 1790000000 } }));
    for (const QByteArray &bad : { ""_ba, "S3CR3T"_ba, QByteArray(dpopKey).replace('A', 'B') }) {
        const auto none = makeDpop(bad, QUrl(), QDateTime());
        QCOMPARE(none.error().code(), Code::InvalidParameterValue);
        QVERIFY(!none.error().message().contains("S3CR3T"_L1));
    }
}

void tst_CredentialServices::cognito_data()
{
    QTest::addColumn<bool>("guest");
    QTest::newRow("guest") << true;
    QTest::newRow("with logins") << false;
}

void tst_CredentialServices::cognito()
{
    QFETCH(bool, guest);
    m_server->setHandler([](const FakeRequest &request) {
        if (request.header("x-amz-target").endsWith(".GetId"))
            return Reaction::json(200, R"({"IdentityId":"eu-central-1:me"})");
        return Reaction::json(
                200,
                R"({"IdentityId":"eu-central-1:me","Credentials":{"AccessKeyId":"ASIACOG",)"
                R"("SecretKey":"cog-s3cret-key","SessionToken":"cog-t0ken","Expiration":)"
                        + QByteArray::number(QDateTime::currentSecsSinceEpoch() + 3600) + ".5}}");
    });
    Provider::CognitoOptions options;
    options.identityPoolId = u"eu-central-1:pool"_s;
    options.accountId = u"123456789012"_s;
    QJsonObject logins;
    if (!guest) {
        logins = { { u"accounts.google.com"_s, u"g00gle-t0ken"_s } };
        options.freshLogins = [](const std::function<void(const Provider::Logins &)> &answer) {
            answer({ { u"accounts.google.com"_s, u"g00gle-t0ken"_s } });
        };
    }
    const auto provider = cognitoProvider(environment(), options);
    const auto result = fetchCredentials(provider);
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    QCOMPARE(result->accessKeyId(), u"ASIACOG"_s);
    QCOMPARE(result->secretAccessKey(), u"cog-s3cret-key"_s);
    QCOMPARE(result->accountId(), u"123456789012"_s);
    QVERIFY(result->expiration() > QDateTime::currentDateTimeUtc().addSecs(3500));
    const auto requests = m_server->requests();
    QCOMPARE(requests.at(0).header("x-amz-target"), "AWSCognitoIdentityService.GetId"_ba);
    QCOMPARE(requests.at(0).header("content-type"), "application/x-amz-json-1.1"_ba);
    QCOMPARE(requests.at(0).header("authorization"), QByteArray());
    QCOMPARE(objectOf(requests.at(0).body).value("IdentityPoolId"_L1).toString(),
             options.identityPoolId);
    QCOMPARE(objectOf(requests.at(0).body).value("Logins"_L1).toObject(), logins);
    QCOMPARE(requests.at(1).header("x-amz-target"),
             "AWSCognitoIdentityService.GetCredentialsForIdentity"_ba);
    QCOMPARE(objectOf(requests.at(1).body).value("IdentityId"_L1).toString(), u"eu-central-1:me"_s);
    QCOMPARE(objectOf(requests.at(1).body).value("Logins"_L1).toObject(), logins);
    QVERIFY(fetchCredentials(provider).hasValue());
    QCOMPARE(m_server->requests().size(), 3); // the identity stays

    options.identityPoolId = u"evil.com/:pool"_s;
    QCOMPARE(fetchCredentials(cognitoProvider(environment(), options)).error().code(),
             Code::InvalidParameterValue);
}

void tst_CredentialServices::broken_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QByteArray>("body");
    for (const char *kind : { "role", "web identity", "sso", "login", "cognito" }) {
        const auto row = [kind](const char *name, const QByteArray &body) {
            QTest::addRow("%s, %s", kind, name) << QString::fromLatin1(kind) << body;
        };
        row("nothing", "");
        row("bad JSON", R"({"accessToken":"S3CR3T-t0ken", )");
        row("bad XML", "<AssumeRoleResponse><AssumeRoleResult>S3CR3T-t0ken</AssumeRole>");
        row("other JSON", R"(["S3CR3T-t0ken"])");
        row("other types",
            R"({"roleCredentials":"S3CR3T-t0ken","IdentityId":{"a":[1]},)"
            R"("accessToken":[1],"Credentials":7})");
        row("other XML", "<html>S3CR3T-t0ken</html>");
        row("entities",
            R"(<!DOCTYPE x [<!ENTITY a "S3CR3T-t0ken"><!ENTITY b "&a;&a;&a;&a;">]>)"
            R"(<AssumeRoleResponse>&b;&b;</AssumeRoleResponse>)");
        row("deep XML",
            QByteArray("<AssumeRoleResponse>").append(QByteArray("<a>").repeated(200000)));
        row("deep JSON", QByteArray("[").repeated(200000));
        row("huge", QByteArray(2 << 20, 'x'));
        row("half", stsXml().left(400));
        row("no end", stsXml("AssumeRole", "S3CR3T-t0ken"));
    }
}

void tst_CredentialServices::broken()
{
    QFETCH(QString, kind);
    QFETCH(QByteArray, body);
    m_server->setDefault(Reaction::reply(200, body));
    const auto asked = provider(kind);
    const QDynamoDBError error = fetchCredentials(asked).error();
    QCOMPARE(error.code(), Code::InvalidResponse);
    QVERIFY(!error.message().contains("S3CR3T"_L1));
    QVERIFY(error.message().size() < 700);
}

void tst_CredentialServices::slow()
{
    m_server->setDefault(Reaction::reply(200, stsXml()).held());
    FetchContext context;
    context.after = [](std::chrono::milliseconds time, QObject *object,
                       const FetchContext::Callback &callback) {
        QTimer::singleShot(time / 50, object, callback);
    };
    const QDynamoDBError error = fetchCredentials(provider(u"role"_s), context).error();
    QCOMPARE(error.code(), Code::Timeout);
    QVERIFY(error.message().contains("127.0.0.1 did not respond within 5000 ms"_L1));
    QCOMPARE(m_server->copies(), 3);
}

void tst_CredentialServices::retried()
{
    m_server->enqueue(Reaction::html(503));
    m_server->enqueue(Reaction::reply(200, stsXml()).closed(Stage::Request));
    m_server->enqueue(Reaction::reply(200, stsXml()));
    const auto result = fetchCredentials(provider(u"role"_s), acceleratedContext());
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    QCOMPARE(m_server->copies(), 3);

    m_server->setDefault(Reaction::html(503));
    QCOMPARE(fetchCredentials(provider(u"role"_s), acceleratedContext()).error().code(),
             Code::ServiceUnavailable);
    QCOMPARE(m_server->copies(), 6);
}

void tst_CredentialServices::redirected()
{
    FakeServer elsewhere;
    m_server->setDefault(Reaction::redirect(307, elsewhere.url().toEncoded()));
    for (const char *kind : { "role", "web identity", "sso", "login", "cognito" }) {
        const QDynamoDBError error = fetchCredentials(provider(QString::fromLatin1(kind))).error();
        QCOMPARE(error.code(), Code::InvalidResponse);
        QVERIFY(error.message().contains("redirect"_L1));
    }
    QCOMPARE(elsewhere.connections(), 0);
}

// Whoever asked goes, and with it what is under way.
void tst_CredentialServices::ownerGone()
{
    m_server->setDefault(Reaction::reply(200, stsXml()).held());
    auto owner = std::make_unique<QObject>();
    FetchContext context;
    context.owner = owner.get();
    bool answered = false;
    fetchFrom(*provider(u"role"_s), context, Freshness::Any,
              [&answered](const Result &) { answered = true; });
    QTRY_COMPARE(m_server->held(), 1);
    QVERIFY(!owner->children().isEmpty());
    owner.reset();
    QTRY_COMPARE(m_server->openConnections(), 0);
    QVERIFY(!answered);
}

QTEST_GUILESS_MAIN(tst_CredentialServices)
#include "tst_credentialservices.moc"
