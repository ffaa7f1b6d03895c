// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "credentialstest/credentialstest.h"

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

using Code = QDynamoDBError::Code;
using Provider = QDynamoDBCredentialsProvider;

// The provider that gets credentials from a Cognito identity pool.
class tst_CognitoProvider : public CredentialsTest
{
    Q_OBJECT

private Q_SLOTS:
    void identities_data();
    void identities();
};

void tst_CognitoProvider::identities_data()
{
    QTest::addColumn<bool>("guest");
    QTest::newRow("guest") << true;
    QTest::newRow("with logins") << false;
}

void tst_CognitoProvider::identities()
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
    QCOMPARE(m_server->requests().size(), 3); // the identity is cached

    options.identityPoolId = u"evil.com/:pool"_s;
    QCOMPARE(fetchCredentials(cognitoProvider(environment(), options)).error().code(),
             Code::InvalidParameterValue);
}

QTEST_GUILESS_MAIN(tst_CognitoProvider)
#include "tst_cognitoprovider.moc"
