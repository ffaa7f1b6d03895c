// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "credentialstest/credentialstest.h"

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

using Code = QDynamoDBError::Code;
using Freshness = QDynamoDBCredentialsProvider::Freshness;

namespace {

const Variables keys { { u"AWS_ACCESS_KEY_ID"_s, u"AKIDENVIRONMENT"_s },
                       { u"AWS_SECRET_ACCESS_KEY"_s, u"S3CR3T"_s } };

} // namespace

// The provider that reads a profile of the AWS files.
class tst_ProfileProvider : public CredentialsTest
{
    Q_OBJECT

private Q_SLOTS:
    void keysOfProfile();
    void incompleteKeys();
    void keysOfOneFile();
    void missingProfile();
    void missingFiles();
    void reload();
    void invalidProfiles_data();
    void invalidProfiles();

private:
    [[nodiscard]] Environment environmentWith(Variables variables = {}) const
    {
        variables[u"AWS_EC2_METADATA_DISABLED"_s] = u"true"_s; // whose timeout would delay the test
        return m_home->environment(variables);
    }
};

void tst_ProfileProvider::keysOfProfile()
{
    const QString path =
            m_home->write(u".aws/credentials"_s,
                          "[x]\naws_access_key_id = AKIDX\naws_secret_access_key = s3cr3t/+=\n"
                          "aws_session_token = t0k3n==\naws_account_id = 123456789012\n"
                          "[default]\naws_access_key_id = AKIDDEFAULT\n"
                          "aws_secret_access_key = other-s3cr3t # a comment\n");
    const auto x = fetchCredentials(sharedFilesProvider(environmentWith(), u"x"_s));
    QVERIFY2(x.hasValue(), qPrintable(x.error().message()));
    QCOMPARE(x->accessKeyId(), u"AKIDX"_s);
    QCOMPARE(x->secretAccessKey(), u"s3cr3t/+="_s);
    QCOMPARE(x->sessionToken(), u"t0k3n=="_s);
    QCOMPARE(x->accountId(), u"123456789012"_s);
    QVERIFY(x->source().contains(path));

    const auto standard = fetchCredentials(sharedFilesProvider(environmentWith(), {}));
    QCOMPARE(standard->accessKeyId(), u"AKIDDEFAULT"_s);
    QCOMPARE(standard->secretAccessKey(), u"other-s3cr3t"_s);
    QCOMPARE(standard->sessionToken(), QString());
    const auto chosen = sharedFilesProvider(environmentWith({ { u"AWS_PROFILE"_s, u"x"_s } }), {});
    QCOMPARE(fetchCredentials(chosen)->accessKeyId(), u"AKIDX"_s);
    QCOMPARE(chosen->name(), u"profile \"x\""_s);
}

void tst_ProfileProvider::incompleteKeys()
{
    m_home->write(u".aws/credentials"_s, "[x]\naws_access_key_id = AKIDX\n[default]\n");
    const QDynamoDBError error = fetchCredentials(sharedFilesProvider(environmentWith(), u"x"_s))
                                         .error();
    QCOMPARE(error.code(), Code::ConfigParserError);
    QVERIFY(error.message().contains("aws_secret_access_key"_L1));
    QCOMPARE(fetchCredentials(sharedFilesProvider(environmentWith(), {})).error().code(),
             Code::NoCredentials);
}

void tst_ProfileProvider::keysOfOneFile()
{
    m_home->write(u".aws/config"_s,
                  "[profile x]\naws_access_key_id=AKIDCONFIG\naws_secret_access_key=config-s3cr3t\n"
                  "aws_session_token=config-t0ken\n");
    QCOMPARE(fetchCredentials(sharedFilesProvider(environmentWith(), u"x"_s))->accessKeyId(),
             u"AKIDCONFIG"_s);
    m_home->write(u".aws/credentials"_s,
                  "[x]\naws_access_key_id=AKIDCREDENTIALS\naws_secret_access_key=keys-s3cr3t\n");
    const auto result = fetchCredentials(sharedFilesProvider(environmentWith(), u"x"_s));
    QCOMPARE(result->accessKeyId(), u"AKIDCREDENTIALS"_s);
    QCOMPARE(result->secretAccessKey(), u"keys-s3cr3t"_s);
    QCOMPARE(result->sessionToken(), QString());
    m_home->write(u".aws/credentials"_s, "[x]\naws_access_key_id=AKIDCREDENTIALS\n");
    QCOMPARE(fetchCredentials(sharedFilesProvider(environmentWith(), u"x"_s)).error().code(),
             Code::ConfigParserError);
}

void tst_ProfileProvider::missingProfile()
{
    m_home->write(u".aws/config"_s, "[profile y]\n");
    const QDynamoDBError error = fetchCredentials(sharedFilesProvider(environmentWith(), u"x"_s))
                                         .error();
    QCOMPARE(error.code(), Code::NoProfile);
    for (const QString &part : { u"\"x\""_s, u"/.aws/config"_s, u"/.aws/credentials"_s })
        QVERIFY2(error.message().contains(part), qPrintable(error.message()));

    QCOMPARE(fetchCredentials(sharedFilesProvider(environmentWith(), {})).error().code(),
             Code::NoCredentials);
    const Environment missing = environmentWith(
            { { u"AWS_SHARED_CREDENTIALS_FILE"_s, u"/nowhere"_s } });
    const QDynamoDBError none = fetchCredentials(sharedFilesProvider(missing, {})).error();
    QCOMPARE(none.code(), Code::NoCredentials);
    QVERIFY2(none.message().contains(
                     "/nowhere, which AWS_SHARED_CREDENTIALS_FILE names, does not exist"_L1),
             qPrintable(none.message()));
    // The default profile has to exist if it is chosen by name.
    for (const QString &chosen : { u"default"_s, QString() }) {
        const auto provider = sharedFilesProvider(environmentWith(
                                                          { { u"AWS_PROFILE"_s,
                                                              chosen.isEmpty() ? u"default"_s
                                                                               : QString() } }),
                                                  chosen);
        QCOMPARE(fetchCredentials(provider).error().code(), Code::NoProfile);
    }
}

// A missing file that the environment names is treated as an empty file.
void tst_ProfileProvider::missingFiles()
{
    m_home->write(u"credentials"_s, "[x]\naws_access_key_id=AKIDX\naws_secret_access_key=s3cr3t\n");
    const Variables missing { { u"AWS_CONFIG_FILE"_s, u"/nowhere/config"_s },
                              { u"AWS_SHARED_CREDENTIALS_FILE"_s, u"/nowhere/credentials"_s } };
    Variables variables = keys;
    variables.insert(missing);
    QCOMPARE(fetchCredentials(defaultChainProvider(environmentWith(variables), {}))->accessKeyId(),
             u"AKIDENVIRONMENT"_s);
    variables = missing;
    variables[u"AWS_REGION"_s] = u"eu-west-1"_s;
    const Configuration configuration(environmentWith(variables));
    QCOMPARE(configuration.region().valueOr({}), u"eu-west-1"_s);
    QVERIFY(configuration.useFips().hasValue());
    variables[u"AWS_SHARED_CREDENTIALS_FILE"_s] = m_home->path(u"credentials"_s);
    QCOMPARE(fetchCredentials(defaultChainProvider(environmentWith(variables), u"x"_s))
                     ->accessKeyId(),
             u"AKIDX"_s);
    QCOMPARE(fetchCredentials(defaultChainProvider(environmentWith(missing), {})).error().code(),
             Code::NoCredentials);
}

void tst_ProfileProvider::reload()
{
    const auto provider = sharedFilesProvider(environmentWith(), u"x"_s);
    QCOMPARE(fetchCredentials(provider).error().code(), Code::NoProfile);
    m_home->write(u".aws/credentials"_s,
                  "[x]\naws_access_key_id=AKID1\naws_secret_access_key=s3cr3t\n");
    QCOMPARE(fetchCredentials(provider)->accessKeyId(), u"AKID1"_s);
    m_home->write(u".aws/credentials"_s,
                  "[x]\naws_access_key_id=AKID2\naws_secret_access_key=s3cr3t\n");
    QCOMPARE(fetchCredentials(provider, {}, Freshness::Reload)->accessKeyId(), u"AKID2"_s);
}

void tst_ProfileProvider::invalidProfiles_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<Code>("code");
    QTest::addColumn<QString>("named");
    const QByteArray role = "[profile x]\nrole_arn=arn:aws:iam::1:role/x\n";
    QTest::newRow("role: source is the profile itself")
            << role + "source_profile=x\n"_ba << Code::ConfigParserError
            << u"profile \"x\": source_profile refers back to this profile"_s;
    QTest::newRow("role: cycle of sources")
            << role
                    + "source_profile=y\n[profile y]\nrole_arn=r\nsource_profile=z\n"
                      "[profile z]\nrole_arn=r\nsource_profile=y\n"_ba
            << Code::ConfigParserError << u"profile \"y\": source_profile refers back"_s;
    QTest::newRow("role: missing source")
            << role + "source_profile=y\n"_ba << Code::NoProfile << u"\"y\""_s;
    QTest::newRow("role: source without keys")
            << role + "source_profile=y\n[profile y]\nregion=r\n"_ba << Code::ConfigParserError
            << u"profile \"y\": aws_access_key_id"_s;
    QTest::newRow("role: two sources")
            << role + "source_profile=x\ncredential_source=Environment\n"_ba
            << Code::ConfigParserError << u"must not both be set"_s;
    QTest::newRow("role: no source") << role << Code::ConfigParserError << u"source_profile"_s;
    QTest::newRow("role: unknown source") << role + "credential_source=S3CR3T\n"_ba
                                          << Code::ConfigParserError << u"Ec2InstanceMetadata"_s;
    QTest::newRow("role: source without credentials")
            << role + "credential_source=Environment\n"_ba << Code::MissingAuthenticationToken
            << u"environment: AWS_ACCESS_KEY_ID"_s;
    QTest::newRow("role: invalid duration")
            << role + "credential_source=Environment\nduration_seconds=S3CR3T\n"_ba
            << Code::ConfigParserError << u"duration_seconds"_s;
    QTest::newRow("SSO: missing session") << "[profile x]\nsso_session=corp\nsso_account_id=1\n"
                                             "sso_role_name=r\n"_ba
                                          << Code::ConfigParserError << u"[sso-session corp]"_s;
    QTest::newRow("SSO: missing role") << "[profile x]\nsso_start_url=https://a\n"
                                          "sso_region=r\nsso_account_id=1\n"_ba
                                       << Code::ConfigParserError << u"sso_role_name"_s;
    QTest::newRow("SSO: contradictory Regions")
            << ssoConfig + "[profile x]\nsso_region=us-east-1\n"_ba << Code::ConfigParserError
            << u"sso_region"_s;
    QTest::newRow("process: empty command") << "[profile x]\ncredential_process=\"\"\n"_ba
                                            << Code::ConfigParserError << u"credential_process"_s;
    QTest::newRow("web identity: missing role") << "[profile x]\nweb_identity_token_file=f\n"_ba
                                                << Code::ConfigParserError << u"role_arn"_s;
}

void tst_ProfileProvider::invalidProfiles()
{
    QFETCH(QByteArray, config);
    QFETCH(Code, code);
    QFETCH(QString, named);
    const QDynamoDBError error = fetchFromConfig(config).error();
    QVERIFY2(error.message().contains(named), qPrintable(error.message()));
    QCOMPARE(error.code(), code);
    QVERIFY(!error.message().contains("S3CR3T"_L1));
    QVERIFY(m_server->requests().isEmpty());
}

QTEST_GUILESS_MAIN(tst_ProfileProvider)
#include "tst_profileprovider.moc"
