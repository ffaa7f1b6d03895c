// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "credentialstest/credentialstest.h"

#include <QtCore/qcryptographichash.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

using Code = QDynamoDBError::Code;

// The provider that gets credentials with IAM Identity Center (SSO).
class tst_SsoProvider : public CredentialsTest
{
    Q_OBJECT

private Q_SLOTS:
    void cachedToken_data();
    void cachedToken();
    void renewal();
    void failedRenewal_data();
    void failedRenewal();
    void rejectedToken();
    void signIn();
    void refusedSignIn_data();
    void refusedSignIn();
    void signInNotHandled();
    void newRegistration_data();
    void newRegistration();
    void newRegistrationRejected();
};

void tst_SsoProvider::cachedToken_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QByteArray>("key");
    QTest::newRow("session") << ssoConfig << "corp"_ba;
    QTest::newRow("without session")
            << "[profile x]\nsso_account_id=123456789012\nsso_role_name=my role\n"
               "sso_start_url=https://corp.awsapps.com/start\n"
               "sso_region=eu-central-1\n"_ba
            << "https://corp.awsapps.com/start"_ba;
}

void tst_SsoProvider::cachedToken()
{
    QFETCH(QByteArray, config);
    QFETCH(QByteArray, key);
    m_server->enqueue(Reaction::reply(200, ssoRoleCredentials()));
    m_home->write(ssoTokenFile(key),
                  R"({"startUrl":"https://corp.awsapps.com/start","region":"eu-central-1",)"
                  R"("accessToken":"acc3ss-t0ken","expiresAt":"2099-06-17T10:02:08UTC"})");
    const auto result = fetchFromConfig(config);
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

void tst_SsoProvider::renewal()
{
    m_server->enqueue(Reaction::reply(200,
                                      R"({"accessToken":"acc3ss-2","expiresIn":28800,)"
                                      R"("refreshToken":"r3fresh-2","tokenType":"Bearer"})"));
    m_server->enqueue(Reaction::reply(200, ssoRoleCredentials()));
    writeSsoToken(*m_home, 60, ssoRegistration);
    const auto result = fetchFromConfig(ssoConfig);
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    const auto requests = m_server->requests();
    QCOMPARE(requests.at(0).target, "/token"_ba);
    QCOMPARE(objectOf(requests.at(0).body),
             (QJsonObject { { u"clientId"_s, u"client"_s },
                            { u"clientSecret"_s, u"cli3nt-s3cret"_s },
                            { u"grantType"_s, u"refresh_token"_s },
                            { u"refreshToken"_s, u"r3fresh-t0ken"_s } }));
    QCOMPARE(requests.at(1).header("x-amz-sso_bearer_token"), "acc3ss-2"_ba);

    const QJsonObject saved = objectOf(m_home->read(ssoTokenFile()));
    QCOMPARE(saved.value("accessToken"_L1).toString(), u"acc3ss-2"_s);
    QCOMPARE(saved.value("refreshToken"_L1).toString(), u"r3fresh-2"_s);
    QCOMPARE(saved.value("clientSecret"_L1).toString(), u"cli3nt-s3cret"_s);
    QCOMPARE(saved.value("somethingElse"_L1).toInt(), 1);
    const auto expiresAt = QDateTime::fromString(saved.value("expiresAt"_L1).toString(),
                                                 Qt::ISODate);
    QVERIFY(expiresAt > QDateTime::currentDateTimeUtc().addSecs(28000));
    QCOMPARE(QFile::permissions(m_home->path(ssoTokenFile()))
                     & ~(QFile::ReadUser | QFile::WriteUser | QFile::ReadOwner | QFile::WriteOwner),
             QFile::Permissions());
}

void tst_SsoProvider::failedRenewal_data()
{
    QTest::addColumn<int>("secondsLeft");
    QTest::addColumn<bool>("works");
    QTest::newRow("token still valid") << 60 << true;
    QTest::newRow("token expired") << -60 << false;
}

void tst_SsoProvider::failedRenewal()
{
    QFETCH(int, secondsLeft);
    QFETCH(bool, works);
    m_server->setHandler([](const FakeRequest &request) {
        if (request.method == "GET")
            return Reaction::reply(200, ssoRoleCredentials());
        return Reaction::reply(400,
                               R"({"error":"invalid_grant","error_description":"no r3fresh-t0ken"})");
    });
    writeSsoToken(*m_home, secondsLeft, ssoRegistration);
    const auto result = fetchFromConfig(ssoConfig);
    QCOMPARE(result.hasValue(), works);
    if (works)
        return;
    QCOMPARE(result.error().code(), Code::ExpiredToken);
    const QString text = result.error().message();
    QVERIFY2(text.contains("SSO session \"corp\": "_L1), qPrintable(text));
    QVERIFY2(text.contains("invalid_grant: no ***"_L1), qPrintable(text));
    QVERIFY2(text.contains("aws sso login"_L1), qPrintable(text));
}

void tst_SsoProvider::rejectedToken()
{
    writeSsoToken(*m_home, 3600);
    m_server->enqueue(Reaction::reply(401, R"({"message":"Session token not found: acc3ss-t0ken"})",
                                      { { "x-amzn-ErrorType", "UnauthorizedException" } }));
    const QDynamoDBError error = fetchFromConfig(ssoConfig).error();
    QCOMPARE(error.code(), Code::ExpiredToken);
    QVERIFY(!error.message().contains("acc3ss"_L1));
}

void tst_SsoProvider::signIn()
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
    m_server->enqueue(Reaction::reply(200, ssoRoleCredentials()));

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
    const auto result = fetchFromConfig(ssoConfig, u"x"_s, context);
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

    // The next fetch needs no sign-in, and the next sign-in no registration.
    m_server->enqueue(Reaction::reply(200, ssoRoleCredentials()));
    QVERIFY(fetchFromConfig(ssoConfig).hasValue());
    QJsonObject saved = objectOf(m_home->read(ssoTokenFile()));
    QCOMPARE(saved.value("registrationExpiresAt"_L1).toString(), u"2100-01-01T00:00:00Z"_s);
    saved.remove("refreshToken"_L1);
    saved.insert("expiresAt"_L1, u"2020-01-01T00:00:00Z"_s);
    m_home->write(ssoTokenFile(), compact(saved));
    m_server->clearRecords();
    m_server->enqueue(Reaction::reply(400, R"({"error":"access_denied"})"));
    QCOMPARE(fetchFromConfig(ssoConfig, u"x"_s, context).error().code(), Code::AccessDenied);
    QCOMPARE(m_server->requests().at(0).target, "/device_authorization"_ba);
}

void tst_SsoProvider::refusedSignIn_data()
{
    QTest::addColumn<QByteArray>("device");
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<Code>("code");
    const QByteArray good = R"({"deviceCode":"d3vice-code","userCode":"ABCD","interval":1,)"
                            R"("verificationUriComplete":"https://device.example.com/"})";
    const auto page = [&good](const QByteArray &url) {
        return QByteArray(good).replace("https://device.example.com/", url);
    };
    QTest::newRow("access denied")
            << good << R"({"error":"access_denied"})"_ba << Code::AccessDenied;
    QTest::newRow("expired code") << good << R"({"error":"expired_token"})"_ba
                                  << Code::AccessDenied;
    QTest::newRow("invalid JSON") << good << "<html>"_ba << Code::Validation;
    QTest::newRow("javascript: page")
            << page("javascript:alert(1)") << "{}"_ba << Code::InvalidResponse;
    QTest::newRow("file: page") << page("file:///etc/passwd") << "{}"_ba << Code::InvalidResponse;
    QTest::newRow("http: page") << page("http://device.example.com/") << "{}"_ba
                                << Code::InvalidResponse;
    QTest::newRow("page with a user name")
            << page("https://aws.com@evil.com/") << "{}"_ba << Code::InvalidResponse;
    QTest::newRow("missing code") << "{}"_ba
                                  << "{}"_ba << Code::InvalidResponse;
}

void tst_SsoProvider::refusedSignIn()
{
    QFETCH(QByteArray, device);
    QFETCH(QByteArray, token);
    QFETCH(Code, code);
    writeSsoToken(*m_home, -60, ssoRegistration);
    m_server->enqueue(Reaction::reply(400, R"({"error":"invalid_grant"})")); // the renewal
    m_server->enqueue(Reaction::reply(200, device));
    m_server->enqueue(Reaction::reply(400, token));
    FakeUser user;
    FetchContext context = acceleratedContext();
    context.user = &user;
    const QDynamoDBError error = fetchFromConfig(ssoConfig, u"x"_s, context).error();
    QVERIFY(error.isError());
    if (code != Code::Validation) // the code for a 400 without a type is not specified
        QCOMPARE(error.code(), code);
    QCOMPARE(user.pages.size(), code == Code::InvalidResponse ? 0 : 1);
    QVERIFY(!error.message().contains("d3vice-code"_L1));
}

void tst_SsoProvider::signInNotHandled()
{
    FakeUser user;
    user.listens = false;
    FetchContext context;
    context.user = &user;
    const QDynamoDBError error = fetchFromConfig(ssoConfig, u"x"_s, context).error();
    QCOMPARE(error.code(),
             Code::ExpiredToken); // not NoCredentials, after which the chain would continue
    QVERIFY(error.message().contains("authorizationRequired()"_L1));
    QVERIFY(m_server->requests().isEmpty());
}

void tst_SsoProvider::newRegistration_data()
{
    QTest::addColumn<QJsonObject>("more"); // in the cached token
    QTest::addColumn<QByteArray>("renewal"); // the response to a renewal with the old registration
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
    const QJsonObject refreshable { { u"refreshToken"_s, u"r3fresh"_s } };
    QTest::newRow("registered for browsers")
            << QJsonObject { { u"grantTypes"_s,
                               QJsonArray { u"authorization_code"_s, u"refresh_token"_s } } }
            << QByteArray() << QByteArray() << QByteArray()
            << QStringList { registering, beginning, polling };
    QTest::newRow("registered for devices") << QJsonObject {
        { u"grantTypes"_s, QJsonArray { u"urn:ietf:params:oauth:grant-type:device_code"_s } }
    } << QByteArray() << device << token << QStringList { beginning, polling };
    for (const char *type : { "invalid_client", "unauthorized_client", "expired_token" }) {
        QTest::addRow("rejected at the start: %s", type)
                << QJsonObject() << QByteArray() << refusal(type) << QByteArray()
                << QStringList { beginning, registering, beginning, polling };
    }
    QTest::newRow("rejected with a type")
            << QJsonObject() << QByteArray() << R"({"__type":"UnauthorizedClientException"})"_ba
            << QByteArray() << QStringList { beginning, registering, beginning, polling };
    QTest::newRow("rejected at the end")
            << QJsonObject() << QByteArray() << device << refusal("unauthorized_client")
            << QStringList { beginning, polling, registering, beginning, polling };
    QTest::newRow("rejected at the renewal")
            << refreshable << refusal("invalid_client") << QByteArray() << QByteArray()
            << QStringList { polling, registering, beginning, polling };
    QTest::newRow("another Region")
            << QJsonObject { { u"region"_s, u"us-east-1"_s } } << QByteArray() << QByteArray()
            << QByteArray() << QStringList { registering, beginning, polling };
}

// The cached registration may be from another tool, and unusable for the device flow.
void tst_SsoProvider::newRegistration()
{
    QFETCH(QJsonObject, more);
    QFETCH(QByteArray, renewal);
    QFETCH(QByteArray, device);
    QFETCH(QByteArray, token);
    QFETCH(QStringList, requests);
    QJsonObject file { { u"startUrl"_s, u"https://corp.awsapps.com/start"_s },
                       { u"region"_s, u"eu-central-1"_s },
                       { u"accessToken"_s, u"acc3ss-old"_s },
                       { u"expiresAt"_s, u"2020-01-01T00:00:00Z"_s },
                       { u"clientId"_s, u"old"_s },
                       { u"clientSecret"_s, u"old-s3cret"_s },
                       { u"registrationExpiresAt"_s, u"2100-01-01T00:00:00Z"_s } };
    for (auto i = more.begin(); i != more.end(); ++i)
        file.insert(i.key(), i.value());
    m_home->write(ssoTokenFile(), compact(file));
    m_home->write(u".aws/config"_s, ssoConfig);
    m_server->setHandler([&](const FakeRequest &request) {
        const QJsonObject body = QJsonDocument::fromJson(request.body).object();
        const bool isOld = body.value("clientId"_L1) == "old"_L1;
        const auto answer = [](const QByteArray &text) {
            return Reaction::reply(text.contains("error") || text.contains("__type") ? 400 : 200,
                                   text);
        };
        if (request.method == "GET")
            return Reaction::reply(200, ssoRoleCredentials());
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
    FetchContext context = contextWithoutPauses();
    context.user = &user;
    const Result result = fetchCredentials(sharedFilesProvider(environment(), u"x"_s), context);
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    QCOMPARE(result->accessKeyId(), u"ASIASSO"_s);
    QCOMPARE(targets().first(requests.size()), requests);
    QCOMPARE(targets().size(), requests.size() + 1);
    const QJsonObject saved = QJsonDocument::fromJson(m_home->read(ssoTokenFile())).object();
    QCOMPARE(saved.value("accessToken"_L1).toString(), u"acc3ss-new"_s);
    QCOMPARE(saved.value("clientId"_L1).toString(),
             requests.contains("POST /client/register"_L1) ? u"new"_s : u"old"_s);
}

// The sign-in fails if the service rejects the new registration too.
void tst_SsoProvider::newRegistrationRejected()
{
    m_home->write(u".aws/config"_s, ssoConfig);
    m_server->setHandler([](const FakeRequest &request) {
        return request.target == "/client/register"
                ? Reaction::reply(200, R"({"clientId":"new","clientSecret":"new-s3cret"})")
                : Reaction::reply(400, R"({"error":"invalid_client"})");
    });
    FakeUser user;
    FetchContext context = contextWithoutPauses();
    context.user = &user;
    const Result result = fetchCredentials(sharedFilesProvider(environment(), u"x"_s), context);
    QCOMPARE(result.error().code(), Code::AccessDenied);
    QCOMPARE(targets(),
             (QStringList { u"POST /client/register"_s, u"POST /device_authorization"_s }));
}

QTEST_GUILESS_MAIN(tst_SsoProvider)
#include "tst_ssoprovider.moc"
