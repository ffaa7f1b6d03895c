// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "waiting/errorof.h"
#include "testclient/testclient.h"
#include "config/configuration_p.h"
#include "pipeline/resolvedsettings_p.h"
#include "fakeclock/installfakeclock.h"
#include "fakeserver/fakeproxy.h"
#include "fakeserver/fakeserver.h"
#include "waiting/longtimeouts.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbcredentialsprovider.h>
#include <QtDynamoDB/qdynamodbexceptions.h>

#include <QtCore/qjsonobject.h>
#include <QtCore/qlocale.h>
#include <QtCore/qmetaobject.h>
#include <QtCore/qregularexpression.h>
#include <QtCore/qtemporarydir.h>
#include <QtTest/qsignalspy.h>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;
using namespace std::chrono_literals;

using Client = QDynamoDBAbstractClient;
using Code = QDynamoDBError::Code;
using Variables = QHash<QString, QString>;

namespace {

// Sets environment variables of the process until it is destroyed.
class ProcessEnvironment
{
public:
    explicit ProcessEnvironment(const QHash<QByteArray, QByteArray> &variables)
        : m_names(variables.keys())
    {
        for (auto it = variables.begin(); it != variables.end(); ++it)
            qputenv(it.key().constData(), it.value());
    }
    ~ProcessEnvironment()
    {
        for (const QByteArray &name : m_names)
            qunsetenv(name.constData());
    }
    Q_DISABLE_COPY_MOVE(ProcessEnvironment)

private:
    const QList<QByteArray> m_names;
};

} // namespace

// How properties, environment and files determine the settings of a client.
class tst_ClientSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void sources_data();
    void sources();
    void invalid_data();
    void invalid();
    void maxRetriesOfSprockets();
    void withoutFiles();
    void caBundle_data();
    void caBundle();
    void caBundleInUse();
    void properties();
    void nothingIsReadBeforeTheFirstCall();
    void changedFiles();
    void hosts_data();
    void hosts();
    void accountIdRequired();
    void clockSkewCorrection();

private:
    QString write(const QString &name, const QByteArray &content);
    QDynamoDBExpected<ResolvedSettings> resolve(const Settings &settings,
                                                const Variables &variables,
                                                const QByteArray &config = {});

    std::unique_ptr<QTemporaryDir> m_home;
};

void tst_ClientSettings::init()
{
    m_home = std::make_unique<QTemporaryDir>();
    QVERIFY(QDir(m_home->path()).mkdir(u".aws"_s));
}

QString tst_ClientSettings::write(const QString &name, const QByteArray &content)
{
    QFile file(m_home->filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("The test can't write %s", qPrintable(file.fileName()));
    return file.fileName();
}

QDynamoDBExpected<ResolvedSettings> tst_ClientSettings::resolve(const Settings &settings,
                                                                const Variables &variables,
                                                                const QByteArray &config)
{
    write(u".aws/config"_s, config);
    Variables all = variables;
    all.insert(u"AWS_REGION"_s, variables.value(u"AWS_REGION"_s, u"eu-west-1"_s));
    return resolveSettings(Service::DynamoDB, settings,
                           Configuration(Environment(all, m_home->path())));
}

void tst_ClientSettings::sources_data()
{
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("variableValue");
    QTest::addColumn<QByteArray>("profileLine");
    QTest::addColumn<Settings>("own");
    QTest::addColumn<int>("byDefault");
    QTest::addColumn<int>("byVariable");
    QTest::addColumn<int>("byProfile");
    QTest::addColumn<int>("byOwn");

    Settings own;
    own.useFips = true;
    QTest::newRow("useFips") << u"AWS_USE_FIPS_ENDPOINT"_s << u"True"_s
                             << "use_fips_endpoint = true"_ba << own << 0 << 1 << 1 << 1;
    own.useFips = false;
    QTest::newRow("useFips off") << u"AWS_USE_FIPS_ENDPOINT"_s << u"true"_s
                                 << "use_fips_endpoint = true"_ba << own << 0 << 1 << 1 << 0;
    own = {};
    own.useDualStack = false;
    QTest::newRow("useDualStack") << u"AWS_USE_DUALSTACK_ENDPOINT"_s << u"true"_s
                                  << "use_dualstack_endpoint = TRUE"_ba << own << 0 << 1 << 1 << 0;
    own = {};
    own.accountIdEndpointMode = AccountIdMode::Preferred;
    QTest::newRow("accountIdEndpointMode")
            << u"AWS_ACCOUNT_ID_ENDPOINT_MODE"_s << u"disabled"_s
            << "account_id_endpoint_mode = required"_ba << own << 0 << 1 << 2 << 0;
    own = {};
    own.maxRetries = 0;
    QTest::newRow("maxRetries") << u"AWS_MAX_ATTEMPTS"_s << u"8"_s << "max_attempts = 2"_ba << own
                                << 3 << 7 << 1 << 0;
    own = {};
    own.retryMode = RetryMode::Standard;
    QTest::newRow("retryMode") << u"AWS_RETRY_MODE"_s << u"adaptive"_s << "retry_mode = adaptive"_ba
                               << own << 0 << 1 << 1 << 0;
    QTest::newRow("retryMode legacy") << u"AWS_RETRY_MODE"_s << u"legacy"_s
                                      << "retry_mode = legacy"_ba << own << 0 << 0 << 0 << 0;
}

void tst_ClientSettings::sources()
{
    QFETCH(QString, variable);
    QFETCH(QString, variableValue);
    QFETCH(QByteArray, profileLine);
    QFETCH(Settings, own);
    const auto value = [&](const QDynamoDBExpected<ResolvedSettings> &resolved) {
        if (!resolved)
            qWarning("%s", qPrintable(resolved.error().message()));
        const QString property = QString::fromLatin1(QTest::currentDataTag()).section(u' ', 0, 0);
        if (property == "useFips"_L1)
            return int(resolved->endpoint.useFips);
        if (property == "useDualStack"_L1)
            return int(resolved->endpoint.useDualStack);
        if (property == "accountIdEndpointMode"_L1)
            return int(resolved->endpoint.accountIdMode);
        if (property == "maxRetries"_L1)
            return resolved->maxRetries;
        return int(resolved->retryMode);
    };
    const QByteArray config = "[default]\n" + profileLine + '\n';
    const Variables variables { { variable, variableValue } };
    QTEST(value(resolve({}, {})), "byDefault");
    QTEST(value(resolve({}, {}, config)), "byProfile");
    QTEST(value(resolve({}, variables)), "byVariable");
    QTEST(value(resolve({}, variables, config)), "byVariable");
    QTEST(value(resolve(own, variables, config)), "byOwn");
    // Settings come from the chosen profile only.
    QTEST(value(resolve({}, { { u"AWS_PROFILE"_s, u"x"_s } }, config + "[profile x]\n")),
          "byDefault");
}

void tst_ClientSettings::invalid_data()
{
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("setting");
    QTest::newRow("FIPS") << u"AWS_USE_FIPS_ENDPOINT"_s << u"use_fips_endpoint"_s;
    QTest::newRow("dual-stack") << u"AWS_USE_DUALSTACK_ENDPOINT"_s << u"use_dualstack_endpoint"_s;
    QTest::newRow("account id") << u"AWS_ACCOUNT_ID_ENDPOINT_MODE"_s
                                << u"account_id_endpoint_mode"_s;
    QTest::newRow("attempts") << u"AWS_MAX_ATTEMPTS"_s << u"max_attempts"_s;
    QTest::newRow("retry mode") << u"AWS_RETRY_MODE"_s << u"retry_mode"_s;
    QTest::newRow("endpoints") << u"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"_s
                               << u"ignore_configured_endpoint_urls"_s;
    QTest::newRow("clock") << u"AWS_DISABLE_CLOCK_SKEW_CORRECTION"_s << QString();
}

void tst_ClientSettings::invalid()
{
    QFETCH(QString, variable);
    QFETCH(QString, setting);
    for (const QString &value : { u"0"_s, u"yes"_s, u"-1"_s }) {
        const QDynamoDBError error = resolve({}, { { variable, value } }).error();
        QCOMPARE(error.code(), Code::InvalidParameterValue);
        QVERIFY2(error.message().contains(variable), qPrintable(error.message()));
        QVERIFY2(error.message().contains(value), qPrintable(error.message()));
        if (setting.isEmpty())
            continue;
        const QByteArray config = "[default]\n" + setting.toUtf8() + '=' + value.toUtf8() + '\n';
        const QDynamoDBError ofProfile = resolve({}, {}, config).error();
        QCOMPARE(ofProfile.code(), Code::InvalidParameterValue);
        for (const QString &part : { setting, u"\"default\""_s, m_home->filePath(u".aws/config"_s) })
            QVERIFY2(ofProfile.message().contains(part), qPrintable(ofProfile.message()));
    }
}

void tst_ClientSettings::maxRetriesOfSprockets()
{
    const ProcessEnvironment environment(
            { { "DYNAMODB_MAX_RETRIES", "5" }, { "AWS_MAX_ATTEMPTS", "9" } });
    QCOMPARE(QDynamoDBClient().maxRetries(), 5);
}

// With Region and credentials set, the files are not read.
void tst_ClientSettings::withoutFiles()
{
    Settings settings;
    const QByteArray broken = "nonsense\n";
    QCOMPARE(resolve(settings, {}, broken).error().code(), Code::ConfigParserError);
    settings.region = u"eu-central-1"_s;
    QCOMPARE(resolve(settings, {}, broken).error().code(), Code::ConfigParserError);
    settings.credentials = QDynamoDBCredentials(u"AKIDEXAMPLE"_s, u"s3cr3t-key"_s);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"are ignored:.*config: line 1 is"_s));
    const auto resolved = resolve(settings, { { u"AWS_USE_FIPS_ENDPOINT"_s, u"true"_s } }, broken);
    QVERIFY2(resolved.hasValue(), qPrintable(resolved.error().message()));
    QCOMPARE(resolved->endpoint.region, u"eu-central-1"_s);
    QVERIFY(resolved->endpoint.useFips);

    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"are ignored:.*no profile \"gone\""_s));
    QVERIFY(resolve(settings, { { u"AWS_PROFILE"_s, u"gone"_s } }).hasValue());
    settings.credentials = {};
    QCOMPARE(resolve(settings, { { u"AWS_PROFILE"_s, u"gone"_s } }).error().code(), Code::NoProfile);
}

void tst_ClientSettings::caBundle_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("certificates"); // 0: the bundle is rejected
    QTest::addColumn<QString>("problem");
    const QByteArray pem = FakeServer::certificate().toPem();
    QTest::newRow("one certificate") << pem << 1 << QString();
    QTest::newRow("several certificates and comments")
            << "# note\n" + pem + "\n# more\n" + pem << 2 << QString();
    QTest::newRow("empty") << QByteArray() << 0 << u"contains no certificate"_s;
    QTest::newRow("no certificate") << "S3CR3T"_ba << 0 << u"contains no certificate"_s;
    QTest::newRow("missing") << "missing"_ba << 0 << u"does not exist"_s;
}

void tst_ClientSettings::caBundle()
{
    QFETCH(QByteArray, content);
    QFETCH(int, certificates);
    QFETCH(QString, problem);
    const QString path = write(u"bundle.pem"_s, content);
    if (content == "missing")
        QVERIFY(QFile::remove(path));
    const Variables variable { { u"AWS_CA_BUNDLE"_s, path } };
    for (const auto &resolved :
         { resolve({}, variable), resolve({}, {}, "[default]\nca_bundle=" + path.toUtf8()) }) {
        if (certificates > 0) {
            QVERIFY2(resolved.hasValue(), qPrintable(resolved.error().message()));
            QCOMPARE(resolved->sslConfiguration->caCertificates().size(), certificates);
            continue;
        }
        QCOMPARE(resolved.error().code(), Code::SecureConnection);
        QVERIFY2(resolved.error().message().contains(problem),
                 qPrintable(resolved.error().message()));
        QVERIFY(resolved.error().message().contains(path));
        QVERIFY(!resolved.error().message().contains("S3CR3T"_L1));
    }

    // A TLS configuration of the application takes precedence; without TLS no bundle is read.
    Settings own;
    own.sslConfiguration = QSslConfiguration::defaultConfiguration();
    QVERIFY(resolve(own, variable).hasValue());
    Settings plain;
    plain.endpoint = QUrl(u"http://127.0.0.1:8000"_s);
    QVERIFY(resolve(plain, variable).hasValue());
    QVERIFY(!resolve({}, {})->sslConfiguration);
}

void tst_ClientSettings::caBundleInUse()
{
    const QString path = write(u"bundle.pem"_s, FakeServer::certificate().toPem());
    FakeServer server(FakeServer::Security::Tls);
    const auto call = [&server] {
        QDynamoDBClient client;
        configureTestClient(&client, server.url());
        client.setMaxRetries(0);
        return errorOf(client.listTables());
    };
    QCOMPARE(call().code(), Code::SecureConnection);
    const ProcessEnvironment environment({ { "AWS_CA_BUNDLE", QFile::encodeName(path) } });
    const QDynamoDBError error = call();
    QVERIFY2(!error.isError(), qPrintable(error.message()));
}

void tst_ClientSettings::properties()
{
    QDynamoDBClient client;
    const auto check = [&client](const char *name, const QVariant &own, const QVariant &byDefault) {
        const QMetaProperty property = client.metaObject()->property(
                client.metaObject()->indexOfProperty(name));
        QVERIFY(property.isResettable() && property.hasNotifySignal() && property.isFinal());
        QSignalSpy spy(&client, property.notifySignal());
        QCOMPARE(property.read(&client), byDefault);
        QVERIFY(property.write(&client, byDefault)); // the default
        QCOMPARE(spy.size(), 0);
        QVERIFY(property.write(&client, own));
        QCOMPARE(property.read(&client), own);
        QCOMPARE(spy.size(), 1);
        QVERIFY(property.reset(&client));
        QCOMPARE(property.read(&client), byDefault);
        QCOMPARE(spy.size(), 2);
    };
    using Mode = Client::AccountIdEndpointMode;
    check("useFips", true, false);
    check("useDualStack", true, false);
    check("accountIdEndpointMode", QVariant::fromValue(Mode::Required),
          QVariant::fromValue(Mode::Preferred));

    const ProcessEnvironment environment({ { "AWS_USE_FIPS_ENDPOINT", "true" },
                                           { "AWS_USE_DUALSTACK_ENDPOINT", "true" },
                                           { "AWS_ACCOUNT_ID_ENDPOINT_MODE", "disabled" },
                                           { "AWS_MAX_ATTEMPTS", "7" },
                                           { "AWS_RETRY_MODE", "adaptive" } });
    check("useFips", false, true);
    check("useDualStack", false, true);
    check("accountIdEndpointMode", QVariant::fromValue(Mode::Required),
          QVariant::fromValue(Mode::Disabled));
    QCOMPARE(client.maxRetries(), 6);
    QCOMPARE(client.retryMode(), Client::RetryMode::Adaptive);
}

void tst_ClientSettings::nothingIsReadBeforeTheFirstCall()
{
    const ProcessEnvironment environment({ { "AWS_CONFIG_FILE", "/nowhere/config" } });
    QDynamoDBClient client;
    QCOMPARE(client.maxRetries(), 3);
    QVERIFY(!client.useFips());
    QCOMPARE(client.region(), QString());
    const QDynamoDBError error = errorOf(client.listTables());
    QCOMPARE(error.code(), Code::NoCredentials);
    QVERIFY2(error.message().contains(
                     "/nowhere/config, which AWS_CONFIG_FILE names, does not exist"_L1),
             qPrintable(error.message()));
}

void tst_ClientSettings::changedFiles()
{
    FakeServer server;
    const auto config = [&server](const QByteArray &region) -> QByteArray {
        return "[default]\nregion = " + region + "\nendpoint_url = " + server.url().toEncoded()
                + '\n';
    };
    const auto keys = [](const QByteArray &id) -> QByteArray {
        return "[default]\naws_access_key_id = " + id + "\naws_secret_access_key = s3cr3t\n";
    };
    const QString configPath = write(u".aws/config"_s, config("eu-west-1"));
    const QString keysPath = write(u".aws/credentials"_s, keys("AKIDFIRST"));
    const ProcessEnvironment environment(
            { { "AWS_CONFIG_FILE", QFile::encodeName(configPath) },
              { "AWS_SHARED_CREDENTIALS_FILE", QFile::encodeName(keysPath) } });
    QDynamoDBClient client;
    FakeClock *clock = installFakeClock(&client);
    // Returns the access key ID and the Region of the latest signature.
    const auto signedFor = [&]() -> QByteArray {
        const QDynamoDBError error = errorOf(client.listTables());
        if (error.isError())
            return error.message().toUtf8();
        const QList<QByteArray> scope =
                server.requests().constLast().header("authorization").split('/');
        return scope.constFirst().split('=').constLast() + ' ' + scope.value(2);
    };
    QCOMPARE(signedFor(), "AKIDFIRST eu-west-1"_ba);

    write(u".aws/config"_s, config("ap-southeast-2"));
    write(u".aws/credentials"_s, keys("AKIDSECOND"));
    QCOMPARE(signedFor(), "AKIDFIRST eu-west-1"_ba); // files are not read for each call
    clock->advance(1s);
    QCOMPARE(signedFor(), "AKIDSECOND ap-southeast-2"_ba);

    write(u".aws/config"_s, "nonsense\n");
    clock->advance(1s);
    QCOMPARE(signedFor(), QByteArray(configPath.toUtf8() + ": line 1 is before the first section"));
    write(u".aws/config"_s, config("sa-east-1"));
    write(u".aws/credentials"_s, keys("AKIDTHIRD"));
    QCOMPARE(signedFor(), "AKIDTHIRD sa-east-1"_ba); // after an error the files are read again

    // A changed property makes the client read the files again.
    write(u".aws/credentials"_s, keys("AKIDFOURTH"));
    client.setRegion(u"eu-north-1"_s);
    QCOMPARE(signedFor(), "AKIDFOURTH eu-north-1"_ba);
}

void tst_ClientSettings::hosts_data()
{
    QTest::addColumn<Settings>("settings");
    QTest::addColumn<QString>("plain");
    QTest::addColumn<QString>("byArn");
    QTest::addColumn<QString>("search");
    const QString arnHost = u"444455556666.ddb.eu-west-1.amazonaws.com"_s;
    Settings settings;
    QTest::newRow("account") << settings << u"111122223333.ddb.eu-west-1.amazonaws.com"_s << arnHost
                             << u"111122223333.search-ddb.eu-west-1.amazonaws.com"_s;
    settings.accountIdEndpointMode = AccountIdMode::Disabled;
    const QString plain = u"dynamodb.eu-west-1.amazonaws.com"_s;
    QTest::newRow("disabled") << settings << plain << plain
                              << u"search-dynamodb.eu-west-1.amazonaws.com"_s;
    settings = {};
    settings.useFips = true;
    settings.useDualStack = true;
    const QString fips = u"dynamodb-fips.eu-west-1.api.aws"_s;
    QTest::newRow("FIPS and dual-stack")
            << settings << fips << fips << u"search-dynamodb-fips.eu-west-1.api.aws"_s;
}

// The account ID of credentials or ARNs becomes part of the host.
void tst_ClientSettings::hosts()
{
    QFETCH(Settings, settings);
    FakeProxy proxy;
    proxy.refuseWith(503);
    QDynamoDBClient client;
    client.setProxy(proxy.proxy());
    client.setMaxRetries(0);
    client.setRegion(u"eu-west-1"_s);
    QDynamoDBCredentials credentials(u"AKIDEXAMPLE"_s, u"s3cr3t-key"_s);
    credentials.setAccountId(u"111122223333"_s);
    client.setCredentials(credentials);
    if (settings.useFips)
        client.setUseFips(*settings.useFips);
    if (settings.useDualStack)
        client.setUseDualStack(*settings.useDualStack);
    if (settings.accountIdEndpointMode)
        client.setAccountIdEndpointMode(
                Client::AccountIdEndpointMode(*settings.accountIdEndpointMode));
    QStringList hosts;
    QObject::connect(&client, &Client::measured, this,
                     [&hosts](const auto &measurement) { hosts += measurement.serverAddress; });
    const QString arn = u"arn:aws:dynamodb:eu-west-1:444455556666:table/Thread"_s;
    const auto plain = client.getItem(u"Thread"_s, { { u"Id"_s, 1 } });
    QTRY_COMPARE(hosts.size(), 1);
    const auto byArn = client.getItem(arn, { { u"Id"_s, 1 } });
    QTRY_COMPARE(hosts.size(), 2);
    const auto byName = client.execute(u"GetItem"_s, { { u"TableName"_s, u"Thread"_s } });
    QTRY_COMPARE(hosts.size(), 3);
    const auto search = client.execute(u"SearchVectors"_s, { { u"TableName"_s, u"Thread"_s } });
    QTRY_COMPARE(hosts.size(), 4);
    QTEST(hosts[0], "plain");
    QTEST(hosts[1], "byArn");
    QTEST(hosts[2], "plain");
    QTEST(hosts[3], "search");
}

void tst_ClientSettings::accountIdRequired()
{
    QDynamoDBClient client;
    client.setRegion(u"eu-west-1"_s);
    client.setCredentials({ u"AKIDEXAMPLE"_s, u"s3cr3t-key"_s });
    client.setAccountIdEndpointMode(Client::AccountIdEndpointMode::Required);
    const QDynamoDBError error = errorOf(client.listTables());
    QCOMPARE(error.code(), Code::MissingParameter);
    QVERIFY2(error.message().contains("AWS_ACCOUNT_ID"_L1), qPrintable(error.message()));
    QCOMPARE(error.attempts(), 0);
    client.setUseFips(true);
    QCOMPARE(errorOf(client.listTables()).code(), Code::InvalidParameterCombination);
}

void tst_ClientSettings::clockSkewCorrection()
{
    const ProcessEnvironment environment({ { "AWS_DISABLE_CLOCK_SKEW_CORRECTION", "true" } });
    FakeServer server;
    QDynamoDBClient client;
    configureTestClient(&client, server.url());
    FakeClock *clock = installFakeClock(&client);
    const QDateTime ahead = clock->utcNow().addSecs(3600);
    const QByteArray date =
            QLocale::c().toString(ahead, u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s).toLatin1();
    server.setDefault(Reaction::error(400, "InvalidSignatureException").header("Date", date));
    for (int i = 1; i < 3; ++i) {
        QCOMPARE(errorOf(client.listTables()).attempts(), 1);
        QCOMPARE(server.copies(), i);
        const QByteArray signedAt = server.requests().constLast().header("x-amz-date");
        QCOMPARE(signedAt, clock->utcNow().toString(u"yyyyMMdd'T'HHmmss'Z'"_s).toLatin1());
    }
}

QTEST_GUILESS_MAIN(tst_ClientSettings)
#include "tst_clientsettings.moc"
