// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "config/configuration_p.h"
#include "endpoint/endpoint_p.h"

#include <QtCore/qtemporarydir.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

using Code = QDynamoDBError::Code;
using Variables = QHash<QString, QString>;

class tst_Endpoint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hosts_data();
    void hosts();
    void regions_data();
    void regions();
    void missingRegion();
    void custom_data();
    void custom();
    void customWithoutRegion();
    void plainHttp_data();
    void plainHttp();
    void ruleErrors_data();
    void ruleErrors();
    void passwordsInErrors();
    void configuredRegion_data();
    void configuredRegion();
    void configuredEndpoint_data();
    void configuredEndpoint();
    void invalidConfiguration();

private:
    Configuration configuration(const Variables &variables, const QByteArray &config = {});

    QTemporaryDir m_home;
};

Configuration tst_Endpoint::configuration(const Variables &variables, const QByteArray &config)
{
    QDir(m_home.path()).mkdir(u".aws"_s);
    QFile file(m_home.filePath(u".aws/config"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(config) != config.size())
        qFatal("The test can't write its files");
    return Configuration(Environment(variables, m_home.path()));
}

void tst_Endpoint::hosts_data()
{
    QTest::addColumn<QString>("region");
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("search");
    QTest::addColumn<QString>("streams");
    QTest::addColumn<QByteArray>("signingRegion");

    const auto row = [](const char *region, const char *suffix) {
        const QString r = QString::fromLatin1(region);
        const QString tail = u".%1.%2/"_s.arg(r, QString::fromLatin1(suffix));
        QTest::newRow(region) << r << u"https://dynamodb"_s + tail
                              << u"https://search-dynamodb"_s + tail
                              << u"https://streams.dynamodb"_s + tail << QByteArray(region);
    };
    row("us-east-1", "amazonaws.com");
    row("eu-central-1", "amazonaws.com");
    row("us-gov-west-1", "amazonaws.com");
    row("unheard-of-7", "amazonaws.com");
    row("cn-north-1", "amazonaws.com.cn");
    row("us-iso-east-1", "c2s.ic.gov");
    row("us-isob-east-1", "sc2s.sgov.gov");
    row("eu-isoe-west-1", "cloud.adc-e.uk");
    row("us-isof-south-1", "csp.hci.ic.gov");
    row("eusc-de-east-1", "amazonaws.eu");
    const QString local = u"http://localhost:8000/"_s;
    QTest::newRow("local") << u"local"_s << local << local << local << "us-east-1"_ba;
}

void tst_Endpoint::hosts()
{
    QFETCH(QString, region);
    QFETCH(QString, url);
    QFETCH(QString, search);
    QFETCH(QString, streams);
    QFETCH(QByteArray, signingRegion);

    const auto check = [&](const EndpointParameters &parameters, const QString &expected) {
        const auto endpoint = resolveEndpoint(parameters);
        QVERIFY2(endpoint.hasValue(), qPrintable(endpoint.error().message()));
        QCOMPARE(endpoint->url.toString(), expected);
        QCOMPARE(endpoint->signingRegion, signingRegion);
        QCOMPARE(endpoint->signingService, "dynamodb"_ba);
    };
    EndpointParameters parameters;
    parameters.region = region;
    check(parameters, url);
    parameters.vectorSearch = true;
    check(parameters, search);
    parameters.vectorSearch = false;
    parameters.service = Service::Streams;
    check(parameters, streams);
}

void tst_Endpoint::regions_data()
{
    QTest::addColumn<QString>("region");
    QTest::addColumn<bool>("good");
    QTest::newRow("upper case") << u"US-EAST-1"_s << true;
    QTest::newRow("63 characters") << QString(63, u'a') << true;
    QTest::newRow("64 characters") << QString(64, u'a') << false;
    QTest::newRow("dot") << u"evil.example.org"_s << false;
    QTest::newRow("slash") << u"x/"_s << false;
    QTest::newRow("at") << u"x@y"_s << false;
    QTest::newRow("hash") << u"x#"_s << false;
    QTest::newRow("colon") << u"x:80"_s << false;
    QTest::newRow("space") << u"us east"_s << false;
    QTest::newRow("newline") << u"us-east-1\nx"_s << false;
    QTest::newRow("hyphen first") << u"-us"_s << false;
    QTest::newRow("hyphen last") << u"us-"_s << false;
    QTest::newRow("underscore") << u"us_east_1"_s << false;
    QTest::newRow("not ASCII") << u"üs-east-1"_s << false;
    QTest::newRow("long") << QString(100000, u'.') << false;
}

void tst_Endpoint::regions()
{
    QFETCH(QString, region);
    QFETCH(bool, good);
    // An invalid Region is also rejected if only the signature contains it.
    for (const QUrl &custom : { QUrl(), QUrl(u"https://example.org"_s) }) {
        EndpointParameters parameters;
        parameters.region = region;
        parameters.customEndpoint = custom;
        const auto endpoint = resolveEndpoint(parameters);
        QCOMPARE(endpoint.hasValue(), good);
        if (!good) {
            QCOMPARE(endpoint.error().code(), Code::InvalidParameterValue);
            QVERIFY(endpoint.error().message().size() < 200);
        }
    }
}

void tst_Endpoint::missingRegion()
{
    const QDynamoDBError error = resolveEndpoint({}).error();
    QCOMPARE(error.code(), Code::MissingParameter);
    QVERIFY(error.message().contains("AWS_REGION"_L1));
}

void tst_Endpoint::custom_data()
{
    QTest::addColumn<QString>("custom");
    QTest::addColumn<QString>("expected"); // empty: the URL is rejected
    QTest::newRow("https") << u"https://example.org"_s << u"https://example.org/"_s;
    QTest::newRow("slash") << u"https://example.org/"_s << u"https://example.org/"_s;
    QTest::newRow("port") << u"https://example.org:8443"_s << u"https://example.org:8443/"_s;
    QTest::newRow("usual port") << u"https://example.org:443"_s << u"https://example.org/"_s;
    QTest::newRow("usual plain port") << u"http://127.0.0.1:80"_s << u"http://127.0.0.1/"_s;
    QTest::newRow("port of the other scheme")
            << u"https://example.org:80"_s << u"https://example.org:80/"_s;
    QTest::newRow("no scheme") << u"example.org"_s << QString();
    QTest::newRow("host and port") << u"localhost:8000"_s << QString();
    QTest::newRow("other scheme") << u"ftp://example.org"_s << QString();
    QTest::newRow("no host") << u"https:///"_s << QString();
    QTest::newRow("invalid") << u"https://exa mple.org:x"_s << QString();
    QTest::newRow("path") << u"https://example.org/path"_s << QString();
    QTest::newRow("query") << u"https://example.org/?a=b"_s << QString();
    QTest::newRow("empty query") << u"https://example.org/?"_s << QString();
    QTest::newRow("fragment") << u"https://example.org/#x"_s << QString();
    QTest::newRow("user") << u"https://user@example.org/"_s << QString();
}

void tst_Endpoint::custom()
{
    QFETCH(QString, custom);
    QFETCH(QString, expected);
    for (const Service service : { Service::DynamoDB, Service::Streams }) {
        EndpointParameters parameters;
        parameters.service = service;
        parameters.region = u"eu-west-1"_s;
        parameters.customEndpoint = QUrl(custom);
        parameters.vectorSearch = true;
        const auto endpoint = resolveEndpoint(parameters);
        if (expected.isEmpty()) {
            // An invalid text is an empty URL; callers that convert text check for that.
            if (parameters.customEndpoint.isEmpty())
                continue;
            QCOMPARE(endpoint.error().code(), Code::InvalidEndpoint);
        } else {
            QVERIFY2(endpoint.hasValue(), qPrintable(endpoint.error().message()));
            QCOMPARE(endpoint->url.toString(), expected);
            QCOMPARE(endpoint->signingRegion, "eu-west-1"_ba);
        }
    }
}

void tst_Endpoint::customWithoutRegion()
{
    EndpointParameters parameters;
    parameters.customEndpoint = QUrl(u"http://127.0.0.1:8000"_s);
    const auto endpoint = resolveEndpoint(parameters);
    QVERIFY(endpoint.hasValue());
    QCOMPARE(endpoint->signingRegion, "us-east-1"_ba);

    parameters.customEndpoint = QUrl(u"https://example.org"_s);
    QCOMPARE(resolveEndpoint(parameters).error().code(), Code::MissingParameter);
}

void tst_Endpoint::plainHttp_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("thisHost");
    QTest::newRow("localhost") << u"http://localhost:8000"_s << true;
    QTest::newRow("upper case") << u"http://LOCALHOST"_s << true;
    QTest::newRow("subdomain") << u"http://db.localhost"_s << true;
    QTest::newRow("127.0.0.1") << u"http://127.0.0.1"_s << true;
    QTest::newRow("127.1.2.3") << u"http://127.1.2.3:1"_s << true;
    QTest::newRow("::1") << u"http://[::1]:8000"_s << true;
    QTest::newRow("private address") << u"http://192.168.0.1"_s << false;
    QTest::newRow("name") << u"http://example.org"_s << false;
    QTest::newRow("similar name") << u"http://localhost.example.org"_s << false;
    QTest::newRow("suffix") << u"http://notlocalhost"_s << false;
    QTest::newRow("prefix") << u"http://127.0.0.1.example.org"_s << false;
    QTest::newRow("any address") << u"http://0.0.0.0:8000"_s << false;
}

void tst_Endpoint::plainHttp()
{
    QFETCH(QString, url);
    QFETCH(bool, thisHost);
    EndpointParameters parameters;
    parameters.region = u"eu-west-1"_s;
    parameters.customEndpoint = QUrl(url);
    const auto endpoint = resolveEndpoint(parameters);
    QCOMPARE(endpoint.hasValue(), thisHost);
    if (!thisHost) {
        QCOMPARE(endpoint.error().code(), Code::InvalidEndpoint);
        QVERIFY(endpoint.error().message().contains("plainHttpAllowed"_L1));
    }
    parameters.plainHttpAllowed = true;
    QVERIFY(resolveEndpoint(parameters).hasValue());
}

// The error texts for users. tst_endpointoracle has the test cases of the official rules.
void tst_Endpoint::ruleErrors_data()
{
    QTest::addColumn<EndpointParameters>("parameters");
    QTest::addColumn<Code>("code");
    QTest::addColumn<QString>("part");
    EndpointParameters parameters;
    parameters.region = u"eu-west-1"_s;
    parameters.customEndpoint = QUrl(u"https://example.org"_s);
    parameters.useFips = true;
    QTest::newRow("custom and FIPS")
            << parameters << Code::InvalidParameterCombination << u"AWS_USE_FIPS_ENDPOINT"_s;
    parameters.useFips = false;
    parameters.useDualStack = true;
    QTest::newRow("custom and dual-stack")
            << parameters << Code::InvalidParameterCombination << u"AWS_USE_DUALSTACK_ENDPOINT"_s;
    parameters.useDualStack = false;
    parameters.customEndpoint = QUrl(u"https://dynamodb.eu-west-1.api.aws"_s);
    QTest::newRow("dual-stack host") << parameters << Code::InvalidEndpoint << u"useDualStack"_s;
    parameters.customEndpoint = {};
    parameters.accountIdMode = AccountIdMode::Required;
    QTest::newRow("missing account ID")
            << parameters << Code::MissingParameter << u"AWS_ACCOUNT_ID"_s;
    parameters.accountId = u"evil.example.org/"_s;
    QTest::newRow("invalid account ID")
            << parameters << Code::InvalidParameterValue << u"12 digits"_s;
    parameters.useFips = true;
    QTest::newRow("account ID and FIPS")
            << parameters << Code::InvalidParameterCombination << u"FIPS"_s;
}

void tst_Endpoint::ruleErrors()
{
    QFETCH(EndpointParameters, parameters);
    QFETCH(Code, code);
    QFETCH(QString, part);
    const QDynamoDBError error = resolveEndpoint(parameters).error();
    QCOMPARE(error.code(), code);
    QVERIFY2(error.message().contains(part), qPrintable(error.message()));
    QVERIFY(!error.message().contains("evil"_L1));
}

void tst_Endpoint::passwordsInErrors()
{
    EndpointParameters parameters;
    parameters.region = u"eu-west-1"_s;
    parameters.customEndpoint = QUrl(u"https://user:passw0rd@example.org/?key=passw0rd"_s);
    const QDynamoDBError error = resolveEndpoint(parameters).error();
    QCOMPARE(error.code(), Code::InvalidEndpoint);
    QVERIFY(error.message().contains("example.org"_L1));
    QVERIFY(!error.message().contains("passw0rd"_L1));

    const auto broken =
            QtDynamoDBPrivate::configuredEndpoint(configuration({ { u"AWS_ENDPOINT_URL"_s,
                                                                    u"https://u:passw0rd@[/"_s } }),
                                                  Service::DynamoDB);
    QCOMPARE(broken.error().code(), Code::InvalidEndpoint);
    QVERIFY(!broken.error().message().contains("passw0rd"_L1));
}

void tst_Endpoint::configuredRegion_data()
{
    QTest::addColumn<Variables>("variables");
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QString>("expected");
    const QByteArray config = "[default]\nregion = from-default\n[profile x]\nregion=from-x\n";
    QTest::newRow("not configured") << Variables() << QByteArray() << QString();
    QTest::newRow("profile") << Variables() << config << u"from-default"_s;
    QTest::newRow("chosen profile")
            << Variables { { u"AWS_PROFILE"_s, u"x"_s } } << config << u"from-x"_s;
    QTest::newRow("AWS_DEFAULT_REGION")
            << Variables { { u"AWS_DEFAULT_REGION"_s, u"second"_s } } << config << u"second"_s;
    QTest::newRow("AWS_REGION") << Variables { { u"AWS_DEFAULT_REGION"_s, u"second"_s },
                                               { u"AWS_REGION"_s, u"first"_s } }
                                << config << u"first"_s;
    QTest::newRow("empty variable")
            << Variables { { u"AWS_REGION"_s, u" "_s } } << config << u"from-default"_s;
}

void tst_Endpoint::configuredRegion()
{
    QFETCH(Variables, variables);
    QFETCH(QByteArray, config);
    QFETCH(QString, expected);
    const auto region = configuration(variables, config).region();
    QVERIFY(region.hasValue());
    QCOMPARE(region.value(), expected);
}

void tst_Endpoint::configuredEndpoint_data()
{
    QTest::addColumn<Variables>("variables");
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QString>("dynamodb");
    QTest::addColumn<QString>("streams");

    const QByteArray config = "[default]\nendpoint_url = https://profile\n";
    Variables variables;
    QTest::newRow("not configured") << variables << QByteArray() << QString() << QString();
    QTest::newRow("profile") << variables << config << u"https://profile"_s << u"https://profile"_s;
    variables[u"AWS_ENDPOINT_URL"_s] = u"https://all"_s;
    QTest::newRow("all services") << variables << config << u"https://all"_s << u"https://all"_s;
    variables[u"AWS_ENDPOINT_URL_DYNAMODB"_s] = u"https://one"_s;
    variables[u"AWS_ENDPOINT_URL_DYNAMODB_STREAMS"_s] = u"https://streams"_s;
    QTest::newRow("one service") << variables << config << u"https://one"_s << u"https://streams"_s;
    variables[u"DYNAMODB_ENDPOINT"_s] = u"http://older"_s;
    QTest::newRow("variable of sprockets-dynamodb")
            << variables << config << u"http://older"_s << u"https://streams"_s;
    variables[u"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"_s] = u"True"_s;
    QTest::newRow("ignored") << variables << config << QString() << QString();
    variables[u"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"_s] = u"false"_s;
    QTest::newRow("not ignored") << variables << config << u"http://older"_s
                                 << u"https://streams"_s;
    const QByteArray services = "services = mine\n[services mine]\ndynamodb =\n"
                                "  endpoint_url = https://mine\n";
    QTest::newRow("services section")
            << Variables() << config + services << u"https://mine"_s << u"https://profile"_s;
    QTest::newRow("services section of both")
            << Variables()
            << config + services + "dynamodb_streams =\n  endpoint_url = https://my-streams\n"
            << u"https://mine"_s << u"https://my-streams"_s;
    QTest::newRow("services section and variable")
            << Variables { { u"AWS_ENDPOINT_URL"_s, u"https://all"_s } } << config + services
            << u"https://all"_s << u"https://all"_s;
    QTest::newRow("services section ignored")
            << Variables { { u"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"_s, u"true"_s } }
            << config + services << QString() << QString();
    QTest::newRow("ignored by the profile")
            << Variables() << config + "ignore_configured_endpoint_urls = true\n"
            << QString() << QString();
}

void tst_Endpoint::configuredEndpoint()
{
    QFETCH(Variables, variables);
    QFETCH(QByteArray, config);
    QFETCH(QString, dynamodb);
    QFETCH(QString, streams);
    const Configuration values = configuration(variables, config);
    QCOMPARE(QtDynamoDBPrivate::configuredEndpoint(values, Service::DynamoDB)->toString(), dynamodb);
    QCOMPARE(QtDynamoDBPrivate::configuredEndpoint(values, Service::Streams)->toString(), streams);
}

void tst_Endpoint::invalidConfiguration()
{
    Configuration broken = configuration({}, "nonsense\n");
    QCOMPARE(broken.region().error().code(), Code::ConfigParserError);
    QCOMPARE(QtDynamoDBPrivate::configuredEndpoint(broken, Service::DynamoDB).error().code(),
             Code::ConfigParserError);

    // With a Region in the environment, the files are not needed.
    const Configuration set = configuration({ { u"AWS_REGION"_s, u"x"_s } }, "nonsense\n");
    QCOMPARE(set.region().valueOr({}), u"x"_s);

    const Configuration noSection = configuration({}, "[default]\nservices = mine\n");
    const QDynamoDBError error = QtDynamoDBPrivate::configuredEndpoint(noSection, Service::DynamoDB)
                                         .error();
    QCOMPARE(error.code(), Code::ConfigParserError);
    QVERIFY2(error.message().contains("[services mine]"_L1), qPrintable(error.message()));

    const Configuration missing = configuration({ { u"AWS_PROFILE"_s, u"gone"_s } });
    QCOMPARE(missing.region().error().code(), Code::NoProfile);
}

QTEST_GUILESS_MAIN(tst_Endpoint)
#include "tst_endpoint.moc"
