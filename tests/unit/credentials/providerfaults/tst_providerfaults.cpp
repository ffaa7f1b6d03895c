// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "fakehome/fakehome.h"
#include "fetchcredentials/fetchcredentials.h"
#include "signing/redaction_p.h"
#include "credentials/providers/tokenfile_p.h"
#include "fakeserver/fakeserver.h"

#include <QtCore/qcryptographichash.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qlocale.h>
#include <QtCore/qurlquery.h>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

using Code = QDynamoDBError::Code;
using Provider = QDynamoDBCredentialsProvider;
using Result = QDynamoDBExpected<QDynamoDBCredentials>;

namespace {

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QString hashed(const QByteArray &text, QCryptographicHash::Algorithm algorithm)
{
    return QString::fromLatin1(QCryptographicHash::hash(text, algorithm).toHex()) + ".json"_L1;
}

const QByteArray localKeys = R"({"AccessKeyId":"ASIALOCAL","SecretAccessKey":"local-s3cret-key",)"
                             R"("Token":"local-t0ken-long","Expiration":"2100-01-01T00:00:00Z"})";
const QByteArray roleKeys =
        R"({"roleCredentials":{"accessKeyId":"ASIASSO","secretAccessKey":"sso-s3cret-key",)"
        R"("sessionToken":"sso-t0ken-long","expiration":4102444800000}})";
const QByteArray ssoConfig = "[profile x]\nsso_session=corp\nsso_account_id=1\nsso_role_name=r\n"
                             "[sso-session corp]\nsso_start_url=https://corp\n"
                             "sso_region=eu-central-1\n";

QByteArray stsXml(const QByteArray &action)
{
    return "<" + action + "Response><" + action
            + "Result><Credentials><AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>s3cret"
              "</SecretAccessKey><SessionToken>t0ken</SessionToken><Expiration>"
              "2100-01-01T00:00:00Z</Expiration></Credentials></"
            + action + "Result></" + action + "Response>";
}

QByteArray stsError(const QByteArray &code)
{
    return "<ErrorResponse><Error><Code>" + code
            + "</Code><Message>no</Message></Error>"
              "</ErrorResponse>";
}

} // namespace

// Services, programs and files that do not do as they should.
class tst_ProviderFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void registersAnew_data();
    void registersAnew();
    void registersAnewOnce();
    void fileBeingWritten_data();
    void fileBeingWritten();
    void fileNamesInErrors();

    void metadataRetried_data();
    void metadataRetried();
    void metadataForbidden_data();
    void metadataForbidden();
    void metadataMode_data();
    void metadataMode();

    void containerRequest();
    void containerRetried_data();
    void containerRetried();
    void containerMembers_data();
    void containerMembers();
    void containerErrors_data();
    void containerErrors();

    void process_data();
    void process();
    void stsRegion_data();
    void stsRegion();
    void stsRetried_data();
    void stsRetried();
    void stsClock();

private:
    Environment environment(const Variables &more = {}) const
    {
        const QString url = m_server->url().toString();
        Variables all { { u"AWS_ENDPOINT_URL_STS"_s, url },
                        { u"AWS_ENDPOINT_URL_SSO"_s, url },
                        { u"AWS_ENDPOINT_URL_SSO_OIDC"_s, url },
                        { u"AWS_EC2_METADATA_SERVICE_ENDPOINT"_s, url } };
        all.insert(more);
        return m_home->environment(all);
    }
    Result askContainer()
    {
        return fetchCredentials(containerProvider(
                                        environment({ { u"AWS_CONTAINER_CREDENTIALS_FULL_URI"_s,
                                                        m_server->url().toString() } })),
                                patient());
    }
    // Pauses are short, deadlines of requests are not.
    static FetchContext patient()
    {
        FetchContext context;
        context.after = [](std::chrono::milliseconds time, QObject *object,
                           const FetchContext::Callback &callback) {
            const bool isDeadline = time.count() == 500 || time.count() == 1000
                    || time.count() == 5000;
            QTimer::singleShot(isDeadline ? std::chrono::milliseconds(20000)
                                          : std::chrono::milliseconds(1),
                               object, callback);
        };
        return context;
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

static const QString tokenName = ".aws/sso/cache/"_L1 + hashed("corp", QCryptographicHash::Sha1);

void tst_ProviderFaults::init()
{
    m_home = std::make_unique<FakeHome>();
    m_server = std::make_unique<FakeServer>();
}

void tst_ProviderFaults::registersAnew_data()
{
    QTest::addColumn<QJsonObject>("more"); // in the file
    QTest::addColumn<QByteArray>("renewal"); // how the service answers the old registration
    QTest::addColumn<QByteArray>("device");
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QStringList>("requests");
    const QByteArray device =
            R"({"deviceCode":"d3vice-code","userCode":"ABCD","interval":2,"expiresIn":600,)"
            R"("verificationUri":"https://device.example.com/"})";
    const QByteArray token = R"({"accessToken":"acc3ss-new","expiresIn":28800})";
    const auto refusal = [](const QByteArray &type) -> QByteArray {
        return R"({"error":")" + type + R"(","error_description":"no"})";
    };
    const QString registering = u"POST /client/register"_s;
    const QString beginning = u"POST /device_authorization"_s;
    const QString polling = u"POST /token"_s;
    const QJsonObject renewable { { u"refreshToken"_s, u"r3fresh"_s } };
    QTest::newRow("for the browser alone")
            << QJsonObject { { u"grantTypes"_s,
                               QJsonArray { u"authorization_code"_s, u"refresh_token"_s } } }
            << QByteArray() << QByteArray() << QByteArray()
            << QStringList { registering, beginning, polling };
    QTest::newRow("for devices")
            << QJsonObject { { u"grantTypes"_s,
                               QJsonArray { u"urn:ietf:params:oauth:grant-type:device_code"_s } } }
            << QByteArray() << device << token << QStringList { beginning, polling };
    for (const char *type : { "invalid_client", "unauthorized_client", "expired_token" }) {
        QTest::addRow("refused at the start: %s", type)
                << QJsonObject() << QByteArray() << refusal(type) << QByteArray()
                << QStringList { beginning, registering, beginning, polling };
    }
    QTest::newRow("refused with a type")
            << QJsonObject() << QByteArray() << R"({"__type":"UnauthorizedClientException"})"_ba
            << QByteArray() << QStringList { beginning, registering, beginning, polling };
    QTest::newRow("refused at the end")
            << QJsonObject() << QByteArray() << device << refusal("unauthorized_client")
            << QStringList { beginning, polling, registering, beginning, polling };
    QTest::newRow("refused at the renewal")
            << renewable << refusal("invalid_client") << QByteArray() << QByteArray()
            << QStringList { polling, registering, beginning, polling };
    QTest::newRow("another Region")
            << QJsonObject { { u"region"_s, u"us-east-1"_s } } << QByteArray() << QByteArray()
            << QByteArray() << QStringList { registering, beginning, polling };
}

// The registration in the file may be another tool's, and of no use for a sign-in with a code.
void tst_ProviderFaults::registersAnew()
{
    QFETCH(QJsonObject, more);
    QFETCH(QByteArray, renewal);
    QFETCH(QByteArray, device);
    QFETCH(QByteArray, token);
    QFETCH(QStringList, requests);
    QJsonObject file { { u"startUrl"_s, u"https://corp"_s },
                       { u"region"_s, u"eu-central-1"_s },
                       { u"accessToken"_s, u"acc3ss-old"_s },
                       { u"expiresAt"_s, u"2020-01-01T00:00:00Z"_s },
                       { u"clientId"_s, u"old"_s },
                       { u"clientSecret"_s, u"old-s3cret"_s },
                       { u"registrationExpiresAt"_s, u"2100-01-01T00:00:00Z"_s } };
    for (auto i = more.begin(); i != more.end(); ++i)
        file.insert(i.key(), i.value());
    m_home->write(tokenName, compact(file));
    m_home->write(u".aws/config"_s, ssoConfig);
    m_server->setHandler([&](const FakeRequest &request) {
        const QJsonObject body = QJsonDocument::fromJson(request.body).object();
        const bool isOld = body.value("clientId"_L1) == "old"_L1;
        const auto answer = [](const QByteArray &text) {
            return Reaction::reply(text.contains("error") || text.contains("__type") ? 400 : 200,
                                   text);
        };
        if (request.method == "GET")
            return Reaction::reply(200, roleKeys);
        if (request.target == "/client/register")
            return Reaction::reply(200, R"({"clientId":"new","clientSecret":"new-s3cret"})");
        if (request.target == "/device_authorization") {
            return isOld
                    ? answer(device)
                    : Reaction::reply(200,
                                      R"({"deviceCode":"d3vice-new","userCode":"ABCD","interval":2,)"
                                      R"("verificationUri":"https://device.example.com/"})");
        }
        if (body.value("grantType"_L1) == "refresh_token"_L1)
            return answer(renewal);
        return isOld ? answer(token)
                     : Reaction::reply(200, R"({"accessToken":"acc3ss-new","expiresIn":28800})");
    });
    FakeUser user;
    FetchContext context = patient();
    context.user = &user;
    const Result result = fetchCredentials(sharedFilesProvider(environment(), u"x"_s), context);
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    QCOMPARE(result->accessKeyId(), u"ASIASSO"_s);
    QCOMPARE(targets().first(requests.size()), requests);
    QCOMPARE(targets().size(), requests.size() + 1);
    const QJsonObject kept = QJsonDocument::fromJson(m_home->read(tokenName)).object();
    QCOMPARE(kept.value("accessToken"_L1).toString(), u"acc3ss-new"_s);
    QCOMPARE(kept.value("clientId"_L1).toString(),
             requests.contains("POST /client/register"_L1) ? u"new"_s : u"old"_s);
}

// A new registration that is refused as well ends the sign-in.
void tst_ProviderFaults::registersAnewOnce()
{
    m_home->write(u".aws/config"_s, ssoConfig);
    m_server->setHandler([](const FakeRequest &request) {
        return request.target == "/client/register"
                ? Reaction::reply(200, R"({"clientId":"new","clientSecret":"new-s3cret"})")
                : Reaction::reply(400, R"({"error":"invalid_client"})");
    });
    FakeUser user;
    FetchContext context = patient();
    context.user = &user;
    const Result result = fetchCredentials(sharedFilesProvider(environment(), u"x"_s), context);
    QCOMPARE(result.error().code(), Code::AccessDenied);
    QCOMPARE(targets(),
             (QStringList { u"POST /client/register"_s, u"POST /device_authorization"_s }));
}

void tst_ProviderFaults::fileBeingWritten_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QByteArray>("before");
    for (const char *kind : { "sso", "login", "web identity", "container" }) {
        QTest::addRow("%s: empty", kind) << QString::fromLatin1(kind) << QByteArray();
        if (QByteArray(kind) == "sso" || QByteArray(kind) == "login") {
            QTest::addRow("%s: half", kind)
                    << QString::fromLatin1(kind) << R"({"accessToken":"acc3)"_ba;
        }
    }
}

// Other programs write such files in place.
void tst_ProviderFaults::fileBeingWritten()
{
    QFETCH(QString, kind);
    QFETCH(QByteArray, before);
    m_home->write(u".aws/config"_s, ssoConfig + "[profile login]\nlogin_session=me\n");
    QString name = u"token"_s;
    QByteArray content = "t0ken-of-file";
    QString profile;
    Variables variables;
    if (kind == "sso"_L1) {
        profile = u"x"_s;
        name = tokenName;
        content = R"({"accessToken":"t0ken-of-file","expiresAt":"2100-01-01T00:00:00Z"})";
    } else if (kind == "login"_L1) {
        profile = u"login"_s;
        name = ".aws/login/cache/"_L1 + hashed("me", QCryptographicHash::Sha256);
        content = R"({"accessToken":{"accessKeyId":"ASIALOGIN","secretAccessKey":"s3cret",)"
                  R"("sessionToken":"t0ken","expiresAt":"2100-01-01T00:00:00Z"}})";
    } else if (kind == "web identity"_L1) {
        variables = { { u"AWS_WEB_IDENTITY_TOKEN_FILE"_s, m_home->path(name) },
                      { u"AWS_ROLE_ARN"_s, u"arn:aws:iam::1:role/r"_s } };
    } else {
        variables = { { u"AWS_CONTAINER_CREDENTIALS_FULL_URI"_s, m_server->url().toString() },
                      { u"AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"_s, m_home->path(name) } };
    }
    m_home->write(name, before);
    m_server->setHandler([](const FakeRequest &request) {
        if (request.method == "POST")
            return Reaction::reply(200, stsXml("AssumeRoleWithWebIdentity"));
        return Reaction::reply(200, request.target.startsWith("/federation") ? roleKeys : localKeys);
    });
    FakeUser user;
    FetchContext context = patient();
    context.user = &user;
    // The other program is done after the file was read twice.
    int pauses = 0;
    context.after = [&, after = context.after](std::chrono::milliseconds time, QObject *object,
                                               const FetchContext::Callback &callback) {
        if (time.count() < 200 && ++pauses == 2)
            m_home->write(name, content);
        after(time, object, callback);
    };
    const auto provider = [&] { return defaultChainProvider(environment(variables), profile); };
    const Result result = fetchCredentials(provider(), context);
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    QCOMPARE(pauses, 2);
    QVERIFY(user.pages.isEmpty());

    // A file that stays empty is an error with its path, after a bounded time.
    m_home->write(name, before);
    m_server->setDefault(Reaction::reply(400, "{}"));
    m_server->setHandler({});
    pauses = 2;
    user.listens = false;
    const QDynamoDBError error = fetchCredentials(provider(), context).error();
    QVERIFY(error.isError());
    QVERIFY2(error.message().contains(m_home->path(name)), qPrintable(error.message()));
    QCOMPARE(pauses, 6); // and one of more than 200 ms: six readings
    QVERIFY(!error.message().contains("acc3"_L1));
}

void tst_ProviderFaults::fileNamesInErrors()
{
    const QString hash(64, u'a');
    const QString path = "/somewhere/.aws/login/cache/"_L1 + hash + ".json"_L1;
    const QString text = path + u" does not exist"_s;
    QCOMPARE(withoutSecrets(text, QStringList { u"an0ther-s3cret"_s }), text);
    QCOMPARE(withoutSecrets(u"C:\\cache\\"_s + hash, QStringList()), u"C:\\cache\\"_s + hash);
    QCOMPARE(withoutSecrets(u"not "_s + hash + u" but"_s, QStringList()), u"not *** but"_s);
    QCOMPARE(withoutSecrets(u"Signature="_s + hash, QStringList()), u"Signature=***"_s);
    QCOMPARE(withoutSecrets(path + u" holds s3cret-token"_s, QStringList { u"s3cret-token"_s }),
             path + u" holds ***"_s);

    m_home->write(u".aws/config"_s, "[profile login]\nlogin_session=me\n");
    const QString file = m_home->path(".aws/login/cache/"_L1
                                      + hashed("me", QCryptographicHash::Sha256));
    const auto error = fetchCredentials(sharedFilesProvider(environment(), u"login"_s)).error();
    QVERIFY2(error.message().contains(file), qPrintable(error.message()));
}

void tst_ProviderFaults::metadataRetried_data()
{
    QTest::addColumn<QString>("request"); // the one that does not succeed at first
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    for (const int status : { 429, 500, 503 }) {
        QTest::addRow("token: %d", status) << u"token"_s << status << "busy"_ba;
        QTest::addRow("role: %d", status) << u"role"_s << status << "busy"_ba;
        QTest::addRow("keys: %d", status) << u"keys"_s << status << "busy"_ba;
    }
    QTest::newRow("role: empty") << u"role"_s << 200 << QByteArray();
    QTest::newRow("keys: empty") << u"keys"_s << 200 << QByteArray();
    QTest::newRow("keys: no JSON") << u"keys"_s << 200 << "<html>"_ba;
    QTest::newRow("keys: half") << u"keys"_s << 200 << R"({"AccessKeyId":"A)"_ba;
}

void tst_ProviderFaults::metadataRetried()
{
    QFETCH(QString, request);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    int failures = 2;
    m_server->setHandler([&](const FakeRequest &received) {
        const QString kind = received.method == "PUT" ? u"token"_s
                : received.target.endsWith('/')       ? u"role"_s
                                                      : u"keys"_s;
        if (kind == request && failures-- > 0)
            return Reaction::reply(status, body);
        return Reaction::reply(200, kind == "keys"_L1 ? localKeys : kind.toLatin1());
    });
    const Result result = fetchCredentials(instanceMetadataProvider(environment(), {}), patient());
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    QCOMPARE(result->accessKeyId(), u"ASIALOCAL"_s);
    QCOMPARE(m_server->copies(), 5);
}

void tst_ProviderFaults::metadataForbidden_data()
{
    QTest::addColumn<QString>("request");
    for (const char *request : { "token", "role", "keys" })
        QTest::newRow(request) << QString::fromLatin1(request);
}

void tst_ProviderFaults::metadataForbidden()
{
    QFETCH(QString, request);
    m_server->setHandler([&](const FakeRequest &received) {
        const QString kind = received.method == "PUT" ? u"token"_s
                : received.target.endsWith('/')       ? u"role"_s
                                                      : u"keys"_s;
        return kind == request ? Reaction::reply(403, "no") : Reaction::reply(200, kind.toLatin1());
    });
    const Variables disabled { { u"AWS_EC2_METADATA_V1_DISABLED"_s, u"true"_s } };
    const QDynamoDBError error =
            fetchCredentials(instanceMetadataProvider(environment(disabled), {}), patient()).error();
    QCOMPARE(error.code(), Code::NoCredentials);
    QVERIFY2(error.message().contains("403"_L1), qPrintable(error.message()));
}

void tst_ProviderFaults::metadataMode_data()
{
    QTest::addColumn<Variables>("variables");
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<bool>("isRefused");
    const QString mode = u"AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"_s;
    QTest::newRow("variable") << Variables { { mode, u"IPv5"_s } } << QByteArray() << true;
    QTest::newRow("profile") << Variables()
                             << "[default]\nec2_metadata_service_endpoint_mode = dual\n"_ba << true;
    QTest::newRow("any case") << Variables { { mode, u"ipV4"_s } } << QByteArray() << false;
    QTest::newRow("older name") << Variables { { u"AWS_IMDS_USE_IPV6"_s, u"perhaps"_s } }
                                << QByteArray() << true;
}

void tst_ProviderFaults::metadataMode()
{
    QFETCH(Variables, variables);
    QFETCH(QByteArray, config);
    QFETCH(bool, isRefused);
    m_home->write(u".aws/config"_s, config);
    m_server->setHandler([](const FakeRequest &request) {
        const bool isKeys = request.method == "GET" && !request.target.endsWith('/');
        return Reaction::reply(200, isKeys ? localKeys : "text"_ba);
    });
    const Result result = fetchCredentials(instanceMetadataProvider(environment(variables), {}),
                                           patient());
    QCOMPARE(result.error().code(), isRefused ? Code::InvalidParameterValue : Code::NoError);
    QCOMPARE(m_server->copies() > 0, !isRefused);
}

void tst_ProviderFaults::containerRequest()
{
    m_server->setDefault(Reaction::reply(200, localKeys));
    QVERIFY(askContainer().hasValue());
    QCOMPARE(m_server->requests().first().header("accept"), "application/json"_ba);
}

void tst_ProviderFaults::containerRetried_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("empty") << 200 << QByteArray();
    QTest::newRow("no JSON") << 200 << "<html>"_ba;
    QTest::newRow("no object") << 200 << "[]"_ba;
    QTest::newRow("throttled") << 429 << "{}"_ba;
    QTest::newRow("broken") << 503 << QByteArray();
}

void tst_ProviderFaults::containerRetried()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    m_server->enqueue(Reaction::reply(status, body), 2);
    m_server->setDefault(Reaction::reply(200, localKeys));
    const Result result = askContainer();
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    QCOMPARE(m_server->copies(), 3);
}

void tst_ProviderFaults::containerMembers_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("small") << localKeys.toLower()
                                      .replace("asialocal", "ASIALOCAL")
                                      .replace("2100-01-01t00:00:00z", "2100-01-01T00:00:00Z");
    QTest::newRow("camel") << QByteArray(localKeys)
                                      .replace("AccessKeyId", "accessKeyId")
                                      .replace("SecretAccessKey", "secretAccessKey")
                                      .replace("Token", "token")
                                      .replace("Expiration", "expiration");
    QTest::newRow("large") << QByteArray(localKeys)
                                      .replace("AccessKeyId", "ACCESSKEYID")
                                      .replace("SecretAccessKey", "SECRETACCESSKEY")
                                      .replace("Token", "TOKEN")
                                      .replace("Expiration", "EXPIRATION");
}

void tst_ProviderFaults::containerMembers()
{
    QFETCH(QByteArray, body);
    m_server->setDefault(Reaction::reply(200, body));
    const Result result = askContainer();
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    QCOMPARE(result->accessKeyId(), u"ASIALOCAL"_s);
    QCOMPARE(result->secretAccessKey(), u"local-s3cret-key"_s);
    QCOMPARE(result->sessionToken(), u"local-t0ken-long"_s);
    QCOMPARE(result->expiration().date().year(), 2100);
}

void tst_ProviderFaults::containerErrors_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    for (const int status : { 200, 400, 403, 404 }) {
        QTest::addRow("%d", status)
                << status << R"({"Code":"AccessDenied","Message":"no role for the pod"})"_ba;
        QTest::addRow("%d small", status)
                << status << R"({"code":"AccessDenied","message":"no role for the pod"})"_ba;
    }
}

void tst_ProviderFaults::containerErrors()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    m_server->setDefault(Reaction::reply(status, body));
    const QDynamoDBError error = askContainer().error();
    QVERIFY(error.isError());
    QVERIFY2(error.message().contains("AccessDenied: no role for the pod"_L1),
             qPrintable(error.message()));
    QCOMPARE(m_server->copies(), 1);
}

void tst_ProviderFaults::process_data()
{
    QTest::addColumn<QByteArray>("command");
    QTest::addColumn<QString>("account");
    const QByteArray keys = R"("Version":1,"AccessKeyId":"AKIDPROCESS","SecretAccessKey":"s3cret")";
    QTest::newRow("single quotes") << "/bin/echo '{" + keys + "}'" << u"555555555555"_s;
    QTest::newRow("null") << "/bin/echo '{" + keys
                    + R"(,"Expiration":null,"SessionToken":null,"AccountId":null}')"
                          << u"555555555555"_s;
    QTest::newRow("its own account")
            << "/bin/echo '{" + keys + R"(,"AccountId":"666666666666"}')" << u"666666666666"_s;
    QByteArray escaped = keys;
    escaped.replace("\"", "\\\"");
    QTest::newRow("double quotes") << "/bin/echo \"{" + escaped + "}\"" << u"555555555555"_s;
    QTest::newRow("backslashes") << "/bin/echo {" + escaped + "}" << u"555555555555"_s;
    QTest::newRow("empty argument")
            << "/bin/sh -c 'test $# = 2 -a -z \"$1\" && echo \"$2\"' sh '' '{" + keys + "}'"
            << u"555555555555"_s;
    QTest::newRow("not closed") << "/bin/echo '{" + keys + "}" << QString();
    QTest::newRow("no program") << "'' x"_ba << QString();
    QTest::newRow("nothing") << QByteArray() << QString();
    QTest::newRow("another version")
            << R"(/bin/echo '{"Version":"1","AccessKeyId":"A","SecretAccessKey":"s3cret"}')"_ba
            << QString();
    QTest::newRow("endless errors")
            << "/bin/sh -c 'head -c 5000000 /dev/zero >&2; echo \"$1\"' sh '{" + keys + "}'"
            << u"555555555555"_s;
}

void tst_ProviderFaults::process()
{
    QFETCH(QByteArray, command);
    QFETCH(QString, account);
    m_home->write(u".aws/config"_s,
                  "[profile x]\naws_account_id = 555555555555\ncredential_process = " + command
                          + '\n');
    const Result result = fetchCredentials(sharedFilesProvider(environment(), u"x"_s));
    QVERIFY2(result.hasValue() == !account.isEmpty(), qPrintable(result.error().message()));
    if (!result) {
        QVERIFY(!result.error().message().contains("s3cret"_L1));
        QVERIFY(result.error().code() != Code::NoCredentials);
        return;
    }
    QCOMPARE(result->accessKeyId(), u"AKIDPROCESS"_s);
    QCOMPARE(result->accountId(), account);
    QVERIFY(!result->expiration().isValid());
}

void tst_ProviderFaults::stsRegion_data()
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
    QTest::newRow("both") << Variables { { name, u"eu-west-1"_s }, { older, u"eu-west-2"_s } }
                          << none << "eu-west-1"_ba;
    QTest::newRow("client") << Variables { { name, u"eu-west-1"_s } } << u"us-west-2"_s
                            << "us-west-2"_ba;
}

// The Region is the client's; the one of a source profile does not count.
void tst_ProviderFaults::stsRegion()
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
    m_server->setDefault(Reaction::reply(200, stsXml("AssumeRole")));
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

void tst_ProviderFaults::stsRetried_data()
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

void tst_ProviderFaults::stsRetried()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(int, copies);
    m_server->setDefault(Reaction::reply(status, body));
    Provider::WebIdentityOptions options;
    options.roleArn = u"arn:aws:iam::1:role/r"_s;
    options.token = [](const Provider::TextAnswer &answer) { answer(u"t0ken"_s); };
    QVERIFY(!fetchCredentials(webIdentityProvider(environment(), options), patient()).hasValue());
    QCOMPARE(m_server->copies(), copies);
}

// A clock that is wrong by an hour does not keep a role from being assumed.
void tst_ProviderFaults::stsClock()
{
    const QDateTime serverTime = QDateTime::currentDateTimeUtc().addSecs(3600);
    const QByteArray date =
            QLocale::c().toString(serverTime, u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s).toLatin1();
    const QByteArray refusal = stsError("SignatureDoesNotMatch");
    m_server->enqueue(Reaction::reply(403, refusal, { { "Date", date } }));
    m_server->setDefault(Reaction::reply(200, stsXml("AssumeRole"), { { "Date", date } }));
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

    // Once: the clock is not what is wrong.
    m_server->clearRecords();
    m_server->setDefault(Reaction::reply(403, refusal, { { "Date", date } }));
    QVERIFY(!fetchCredentials(provider).hasValue());
    QCOMPARE(m_server->copies(), 2);
}

QTEST_GUILESS_MAIN(tst_ProviderFaults)
#include "tst_providerfaults.moc"
