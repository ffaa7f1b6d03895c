// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "endpoint/serviceurl_p.h"
#include "fakehome/fakehome.h"

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

using Code = QDynamoDBError::Code;

// The endpoints of the services that credentials come from.
class tst_ServiceUrl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void regions_data();
    void regions();
    void urls_data();
    void urls();
    void sources_data();
    void sources();

private:
    FakeHome m_home;
};

void tst_ServiceUrl::regions_data()
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
    row("host in place of a Region", CredentialService::Sts, "evil.com/", "");
    row("user name in place of a Region", CredentialService::Signin, "a@evil.com#", "");
    row("no Region", CredentialService::Sts, "", "");
}

void tst_ServiceUrl::regions()
{
    QFETCH(int, service);
    QFETCH(QString, region);
    QFETCH(QString, expected);
    const auto url = serviceUrl(CredentialService(service), region,
                                Configuration(m_home.environment()));
    QCOMPARE(url.valueOr({}).toString(), expected);
    if (expected.isEmpty())
        QCOMPARE(url.error().code(), Code::InvalidParameterValue);
}

void tst_ServiceUrl::urls_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("accepted");
    QTest::newRow("https") << u"https://sts.example.com"_s << true;
    QTest::newRow("loopback") << u"http://127.0.0.1:8000/"_s << true;
    QTest::newRow("http") << u"http://sts.example.com"_s << false;
    QTest::newRow("host that begins like loopback") << u"http://127.0.0.1.example.com"_s << false;
    QTest::newRow("password") << u"https://me:passw0rd@sts.example.com"_s << false;
    QTest::newRow("path") << u"https://sts.example.com/path"_s << false;
    QTest::newRow("file") << u"file:///etc/passwd"_s << false;
    QTest::newRow("no scheme") << u"passw0rd"_s << false;
}

void tst_ServiceUrl::urls()
{
    QFETCH(QString, text);
    QFETCH(bool, accepted);
    const auto url = serviceUrl(CredentialService::Sts, u"us-east-1"_s,
                                Configuration(m_home.environment(
                                        { { u"AWS_ENDPOINT_URL_STS"_s, text } })));
    QCOMPARE(url.hasValue(), accepted);
    if (accepted)
        return;
    QCOMPARE(url.error().code(), Code::InvalidEndpoint);
    QVERIFY(!url.error().message().contains("passw0rd"_L1));
}

void tst_ServiceUrl::sources_data()
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
    QTest::newRow("not configured") << Variables() << QByteArray() << sts << oidc;
    QTest::newRow("profile") << Variables() << profile << u"https://profile/"_s
                             << u"https://profile/"_s;
    QTest::newRow("services") << Variables() << services << u"https://my-sts/"_s
                              << u"https://my-oidc/"_s;
    QTest::newRow("variable") << all << services << u"https://all/"_s << u"https://all/"_s;
    QTest::newRow("variable of the service")
            << one << services << u"https://one/"_s << u"https://all/"_s;
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
    QTest::newRow("FIPS with a custom endpoint")
            << with(all, u"AWS_USE_FIPS_ENDPOINT"_s, u"true"_s) << QByteArray() << none << none;
    QTest::newRow("missing services section")
            << Variables() << "[default]\nservices = mine\n"_ba << none << none;
    QTest::newRow("invalid file") << Variables() << "[default\n"_ba << none << none;
    QTest::newRow("invalid URL") << with({}, u"AWS_ENDPOINT_URL"_s, u"https://["_s) << QByteArray()
                                 << none << none;
}

void tst_ServiceUrl::sources()
{
    QFETCH(Variables, more);
    QFETCH(QByteArray, config);
    QFETCH(QString, sts);
    QFETCH(QString, oidc);
    m_home.write(u".aws/config"_s, config);
    const Configuration configuration(m_home.environment(more));
    const QString region = u"eu-west-1"_s;
    QCOMPARE(serviceUrl(CredentialService::Sts, region, configuration).valueOr({}).toString(), sts);
    QCOMPARE(serviceUrl(CredentialService::SsoOidc, region, configuration).valueOr({}).toString(),
             oidc);
}

QTEST_GUILESS_MAIN(tst_ServiceUrl)
#include "tst_serviceurl.moc"
