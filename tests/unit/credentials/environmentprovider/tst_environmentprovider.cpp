// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "credentialstest/fetchcredentials.h"
#include "fakehome/fakehome.h"

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

using Code = QDynamoDBError::Code;

namespace {

const Variables keys { { u"AWS_ACCESS_KEY_ID"_s, u"AKIDENVIRONMENT"_s },
                       { u"AWS_SECRET_ACCESS_KEY"_s, u"S3CR3T"_s } };

} // namespace

// The provider that reads AWS_ACCESS_KEY_ID and its companions.
class tst_EnvironmentProvider : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void variables();
    void incompleteVariables_data();
    void incompleteVariables();
    void expiration_data();
    void expiration();

private:
    [[nodiscard]] Environment environment(Variables variables = {}) const
    {
        variables[u"AWS_EC2_METADATA_DISABLED"_s] = u"true"_s; // whose timeout would delay the test
        return m_home->environment(variables);
    }

    std::unique_ptr<FakeHome> m_home;
};

void tst_EnvironmentProvider::init()
{
    m_home = std::make_unique<FakeHome>();
}

void tst_EnvironmentProvider::variables()
{
    Variables variables = keys;
    variables[u"AWS_SECRET_ACCESS_KEY"_s] = u" S3CR3T\n"_s; // as scripts may set it
    const auto longTerm = fetchCredentials(environmentProvider(environment(variables)));
    QVERIFY(longTerm.hasValue());
    QCOMPARE(longTerm->accessKeyId(), u"AKIDENVIRONMENT"_s);
    QCOMPARE(longTerm->secretAccessKey(), u"S3CR3T"_s);
    QCOMPARE(longTerm->sessionToken(), QString());
    QCOMPARE(longTerm->accountId(), QString());
    QVERIFY(!longTerm->expiration().isValid());
    QCOMPARE(longTerm->source(), u"environment"_s);

    variables[u"AWS_SESSION_TOKEN"_s] = u"T0K3N"_s;
    variables[u"AWS_ACCOUNT_ID"_s] = u"123456789012"_s;
    const auto temporary = fetchCredentials(environmentProvider(environment(variables)));
    QVERIFY(temporary.hasValue());
    QCOMPARE(temporary->sessionToken(), u"T0K3N"_s);
    QCOMPARE(temporary->accountId(), u"123456789012"_s);

    // The older variable takes precedence, as in the AWS CLI.
    variables[u"AWS_SECURITY_TOKEN"_s] = u"0LD-T0K3N"_s;
    QCOMPARE(fetchCredentials(environmentProvider(environment(variables)))->sessionToken(),
             u"0LD-T0K3N"_s);
    variables.remove(u"AWS_SESSION_TOKEN"_s);
    QCOMPARE(fetchCredentials(environmentProvider(environment(variables)))->sessionToken(),
             u"0LD-T0K3N"_s);
}

void tst_EnvironmentProvider::incompleteVariables_data()
{
    QTest::addColumn<Variables>("variables");
    QTest::addColumn<QString>("named");
    QTest::addColumn<Code>("code");
    Variables variables;
    QTest::newRow("none") << variables << u"AWS_ACCESS_KEY_ID"_s << Code::NoCredentials;
    variables[u"AWS_ACCESS_KEY_ID"_s] = u"AKID"_s;
    QTest::newRow("no secret key")
            << variables << u"AWS_SECRET_ACCESS_KEY"_s << Code::MissingParameter;
    variables = { { u"AWS_SECRET_ACCESS_KEY"_s, u"S3CR3T"_s } };
    QTest::newRow("no access key ID")
            << variables << u"AWS_ACCESS_KEY_ID"_s << Code::MissingParameter;
    variables[u"AWS_ACCESS_KEY_ID"_s] = u" "_s;
    QTest::newRow("blank access key ID")
            << variables << u"AWS_ACCESS_KEY_ID"_s << Code::MissingParameter;
    variables = { { u"AWS_SESSION_TOKEN"_s, u"S3CR3T"_s } };
    QTest::newRow("session token alone")
            << variables << u"AWS_ACCESS_KEY_ID"_s << Code::NoCredentials;
}

void tst_EnvironmentProvider::incompleteVariables()
{
    QFETCH(Variables, variables);
    QFETCH(QString, named);
    QFETCH(Code, code);
    const QDynamoDBError error = fetchCredentials(environmentProvider(environment(variables)))
                                         .error();
    QCOMPARE(error.code(), code);
    QVERIFY(error.message().startsWith(named));
    QVERIFY(!error.message().contains("S3CR3T"_L1));

    // The chain does not continue with the next source if the keys are incomplete.
    m_home->write(u".aws/credentials"_s,
                  "[default]\naws_access_key_id=AKIDFILE\naws_secret_access_key=s3cr3t\n");
    const auto chain = fetchCredentials(defaultChainProvider(environment(variables), {}));
    QCOMPARE(chain.hasValue(), code == Code::NoCredentials);
    QVERIFY(chain || chain.error().message().startsWith("environment: "_L1 + named));
}

void tst_EnvironmentProvider::expiration_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("UTC") << u"2026-01-31T12:00:00Z"_s << u"2026-01-31T12:00:00Z"_s;
    QTest::newRow("offset") << u"2026-01-31T12:00:00+02:00"_s << u"2026-01-31T10:00:00Z"_s;
    QTest::newRow("no zone") << u"2026-01-31T12:00:00"_s << u"2026-01-31T12:00:00Z"_s;
    QTest::newRow("fraction") << u"2026-01-31T12:00:00.000Z"_s << u"2026-01-31T12:00:00Z"_s;
    QTest::newRow("invalid") << u"tomorrow"_s << QString();
}

void tst_EnvironmentProvider::expiration()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    Variables variables = keys;
    variables[u"AWS_CREDENTIAL_EXPIRATION"_s] = text;
    const auto result = fetchCredentials(environmentProvider(environment(variables)));
    QCOMPARE(result.hasValue(), !expected.isEmpty());
    if (result)
        QCOMPARE(result->expiration().toUTC().toString(Qt::ISODate), expected);
    else
        QCOMPARE(result.error().code(), Code::InvalidParameterValue);
}

QTEST_GUILESS_MAIN(tst_EnvironmentProvider)
#include "tst_environmentprovider.moc"
