// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "credentialstest/credentialstest.h"
#include "waiting/longtimeouts.h"

#include <QtNetwork/qsslconfiguration.h>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

using Code = QDynamoDBError::Code;
using Freshness = QDynamoDBCredentialsProvider::Freshness;
using Provider = QDynamoDBCredentialsProvider;

namespace {

const QString roleArn = u"arn:aws:iam::123456789012:role/reader"_s;

} // namespace

// The HTTP requests of all providers: certificates, invalid responses, retries, redirects.
class tst_HttpFetcher : public CredentialsTest
{
    Q_OBJECT

private Q_SLOTS:
    void caBundle_data();
    void caBundle();
    void invalidResponses_data();
    void invalidResponses();
    void timeout();
    void retries();
    void redirects();
    void ownerDestroyed();

private:
    // Returns a provider of this kind whose next fetch sends a request.
    ProviderPointer provider(const QString &kind);

    Variables m_variables; // of each environment
    QByteArray m_config; // of the default profile
};

void tst_HttpFetcher::caBundle_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : { "role", "web identity", "sso", "login", "cognito", "container" })
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

// The user's CA bundle is used for the credentials services too.
void tst_HttpFetcher::caBundle()
{
    QFETCH(QString, kind);
    m_server = std::make_unique<FakeServer>(FakeServer::Security::Tls);
    m_server->setDefault(Reaction::reply(200, "{}")); // which contains no credentials
    const QString bundle = m_home->write(u"bundle.pem"_s, FakeServer::certificate().toPem());
    const auto fetchWith = [&](const Variables &more, const QByteArray &config = {}) {
        m_variables = more;
        m_config = config;
        return fetchCredentials(provider(kind), contextWithoutPauses()).error();
    };
    QCOMPARE(fetchWith({}).code(), Code::SecureConnection);
    QCOMPARE(m_server->copies(), 0);
    const QDynamoDBError byVariable = fetchWith({ { u"AWS_CA_BUNDLE"_s, bundle } });
    QVERIFY2(byVariable.code() == Code::InvalidResponse, qPrintable(byVariable.message()));
    const QDynamoDBError byProfile = fetchWith({}, "ca_bundle = " + bundle.toUtf8() + '\n');
    QVERIFY2(byProfile.code() == Code::InvalidResponse, qPrintable(byProfile.message()));
    QVERIFY(m_server->copies() >= 2);

    const QDynamoDBError missing = fetchWith({ { u"AWS_CA_BUNDLE"_s, u"/nowhere/bundle"_s } });
    QCOMPARE(missing.code(), Code::SecureConnection);
    QVERIFY2(missing.message().contains("/nowhere/bundle"_L1), qPrintable(missing.message()));
    // The TLS configuration of the application takes precedence.
    FetchContext context = contextWithoutPauses();
    context.sslConfiguration = QSslConfiguration::defaultConfiguration();
    context.sslConfiguration->setCaCertificates({ FakeServer::certificate() });
    QCOMPARE(fetchCredentials(provider(kind), context).error().code(), Code::InvalidResponse);
}

void tst_HttpFetcher::invalidResponses_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QByteArray>("body");
    for (const char *kind : { "role", "web identity", "sso", "login", "cognito" }) {
        const auto row = [kind](const char *name, const QByteArray &body) {
            QTest::addRow("%s, %s", kind, name) << QString::fromLatin1(kind) << body;
        };
        row("empty", "");
        row("invalid JSON", R"({"accessToken":"S3CR3T-t0ken", )");
        row("invalid XML", "<AssumeRoleResponse><AssumeRoleResult>S3CR3T-t0ken</AssumeRole>");
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
        row("2 MB", QByteArray(2 << 20, 'x'));
        row("truncated XML", assumedRole().left(400));
        row("invalid expiration", assumedRole("AssumeRole", "S3CR3T-t0ken"));
    }
}

void tst_HttpFetcher::invalidResponses()
{
    QFETCH(QString, kind);
    QFETCH(QByteArray, body);
    m_server->setDefault(Reaction::reply(200, body));
    const QDynamoDBError error = fetchCredentials(provider(kind)).error();
    QCOMPARE(error.code(), Code::InvalidResponse);
    QVERIFY(!error.message().contains("S3CR3T"_L1));
    QVERIFY(error.message().size() < 700);
}

void tst_HttpFetcher::timeout()
{
    m_server->setDefault(Reaction::reply(200, assumedRole()).held());
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

void tst_HttpFetcher::retries()
{
    m_server->enqueue(Reaction::html(503));
    m_server->enqueue(Reaction::reply(200, assumedRole()).closed(Stage::Request));
    m_server->enqueue(Reaction::reply(200, assumedRole()));
    const auto result = fetchCredentials(provider(u"role"_s), contextWithoutPauses());
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    QCOMPARE(m_server->copies(), 3);

    m_server->setDefault(Reaction::html(503));
    QCOMPARE(fetchCredentials(provider(u"role"_s), contextWithoutPauses()).error().code(),
             Code::ServiceUnavailable);
    QCOMPARE(m_server->copies(), 6);
}

void tst_HttpFetcher::redirects()
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

// Destroying the owner of a fetch aborts its request, and the callback is not called.
void tst_HttpFetcher::ownerDestroyed()
{
    m_server->setDefault(Reaction::reply(200, assumedRole()).held());
    auto owner = std::make_unique<QObject>();
    FetchContext context;
    context.owner = owner.get();
    bool called = false;
    fetchFrom(*provider(u"role"_s), context, Freshness::Any,
              [&called](const Result &) { called = true; });
    QTRY_COMPARE(m_server->held(), 1);
    QVERIFY(!owner->children().isEmpty());
    owner.reset();
    QTRY_COMPARE(m_server->openConnections(), 0);
    QVERIFY(!called);
}

ProviderPointer tst_HttpFetcher::provider(const QString &kind)
{
    const QByteArray config = m_config;
    const Environment environment = this->environment(m_variables);
    m_home->write(u".aws/config"_s, "[default]\n" + config);
    if (kind == "role"_L1) {
        return roleProvider(environment, { roleArn, {}, {}, std::chrono::hours(1), {}, {}, {} },
                            Provider::explicitCredentials({ u"AKID"_s, u"base-s3cret-key"_s }));
    }
    if (kind == "web identity"_L1) {
        Provider::WebIdentityOptions options;
        options.roleArn = roleArn;
        options.token = [](const Provider::TextCallback &answer) { answer(u"w3b-t0ken"_s); };
        return webIdentityProvider(environment, options);
    }
    if (kind == "sso"_L1) {
        writeSsoToken(*m_home, 3600);
        m_home->write(u".aws/config"_s, ssoConfig + "[profile x]\n" + config);
        return sharedFilesProvider(environment, u"x"_s);
    }
    if (kind == "login"_L1) {
        writeLoginToken(*m_home, -1);
        return loginProvider(environment, loginSession, u"eu-central-1"_s);
    }
    if (kind == "container"_L1) {
        Variables variables = m_variables;
        variables.insert(u"AWS_CONTAINER_CREDENTIALS_FULL_URI"_s, m_server->url().toString());
        return containerProvider(this->environment(variables));
    }
    return cognitoProvider(environment, { u"eu-central-1:pool"_s, {}, {}, {}, {}, {} });
}

QTEST_GUILESS_MAIN(tst_HttpFetcher)
#include "tst_httpfetcher.moc"
