// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "credentialstest/credentialstest.h"

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

using Code = QDynamoDBError::Code;
using Provider = QDynamoDBCredentialsProvider;

namespace {

const QString roleArn = u"arn:aws:iam::123456789012:role/reader"_s;

} // namespace

// The provider that assumes a role with the token of a web identity.
class tst_WebIdentityProvider : public CredentialsTest
{
    Q_OBJECT

private Q_SLOTS:
    void profile();
    void environmentVariables();
    void errors();
};

void tst_WebIdentityProvider::profile()
{
    m_server->enqueue(Reaction::reply(200, assumedRole("AssumeRoleWithWebIdentity")));
    const QString file = m_home->write(u"token"_s, "w3b-t0ken\n");
    const auto result = fetchFromConfig("[profile x]\nrole_arn=arn:aws:iam::1:role/x\n"
                                        "role_session_name=me\nweb_identity_token_file="
                                        + file.toUtf8() + '\n');
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    QCOMPARE(result->accessKeyId(), u"ASIAROLE"_s);
    QCOMPARE(result->accountId(), u"123456789012"_s);
    QCOMPARE(m_server->requests().at(0).header("authorization"), QByteArray());
    QCOMPARE(formValue(u"Action"_s), u"AssumeRoleWithWebIdentity"_s);
    QCOMPARE(formValue(u"WebIdentityToken"_s), u"w3b-t0ken"_s);
    QCOMPARE(formValue(u"RoleSessionName"_s), u"me"_s);
}

void tst_WebIdentityProvider::environmentVariables()
{
    m_server->enqueue(Reaction::reply(200, assumedRole("AssumeRoleWithWebIdentity")));
    const QString file = m_home->write(u"token"_s, "w3b-t0ken");
    const Variables set { { u"AWS_WEB_IDENTITY_TOKEN_FILE"_s, file },
                          { u"AWS_ROLE_ARN"_s, roleArn },
                          { u"AWS_ROLE_SESSION_NAME"_s, u"pod"_s } };
    const auto result = fetchCredentials(defaultChainProvider(environment(set), {}));
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    QCOMPARE(result->source(), u"web identity"_s);
    QCOMPARE(formValue(u"RoleSessionName"_s), u"pod"_s);
}

void tst_WebIdentityProvider::errors()
{
    const auto fetchError = [this](const Variables &set) {
        return fetchCredentials(webIdentityProvider(environment(set))).error();
    };
    QCOMPARE(fetchError({}).code(), Code::NoCredentials);
    const QString name = u"AWS_WEB_IDENTITY_TOKEN_FILE"_s;
    QCOMPARE(fetchError({ { name, u"/nowhere"_s }, { u"AWS_ROLE_ARN"_s, roleArn } }).code(),
             Code::ConfigNotFound);
    QCOMPARE(fetchError({ { name, u"/nowhere"_s } }).code(), Code::MissingParameter);
    const QString big = m_home->write(u"token"_s, QByteArray(100000, 'x'));
    QCOMPARE(fetchError({ { name, big }, { u"AWS_ROLE_ARN"_s, roleArn } }).code(),
             Code::ConfigNotFound);
    Provider::WebIdentityOptions options;
    options.roleArn = roleArn;
    options.token = [](const Provider::TextCallback &) {}; // the callback is dropped
    QCOMPARE(fetchCredentials(webIdentityProvider(environment(), options)).error().code(),
             Code::AccessDenied);
}

QTEST_GUILESS_MAIN(tst_WebIdentityProvider)
#include "tst_webidentityprovider.moc"
