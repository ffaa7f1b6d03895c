// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/QDynamoDBCredentialsProvider>

#include "config/configuration_p.h"
#include "credentials/providers/providers_p.h"

#include <QtCore/qtemporarydir.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

using Code = QDynamoDBError::Code;
using Freshness = QDynamoDBCredentialsProvider::Freshness;
using Result = QDynamoDBExpected<QDynamoDBCredentials>;
using Variables = QHash<QString, QString>;

namespace {

// Of a provider that answers at once.
Result ask(const ProviderPointer &provider, Freshness freshness = Freshness::Any)
{
    Result result { QDynamoDBError(Code::Unknown, u"no answer"_s) };
    int answers = 0;
    provider->fetch(freshness, [&](const Result &answer) {
        result = answer;
        ++answers;
    });
    if (answers != 1)
        qFatal("%d answers", answers);
    return result;
}

class FakeProvider final : public QDynamoDBCredentialsProvider
{
public:
    FakeProvider(const QString &name, const Result &result)
        : m_name(name)
        , m_result(result)
    {
    }
    QString name() const override { return m_name; }
    void fetch(Freshness freshness, Answer answer) override
    {
        asked += freshness;
        if (later)
            pending = answer;
        else
            answer(m_result);
    }

    bool later = false;
    Answer pending;
    QList<Freshness> asked;

private:
    QString m_name;
    Result m_result;
};

} // namespace

class tst_QDynamoDBCredentialsProvider : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void explicitOnes();
    void environment();
    void environmentIncomplete_data();
    void environmentIncomplete();
    void environmentExpiration_data();
    void environmentExpiration();
    void publicFunctions();
    void profile();
    void profileIncomplete();
    void keysOfOneFile();
    void noProfile();
    void missingFiles();
    void filesReadAgain();
    void chainOrder();
    void chainProfileSkipsEnvironment();
    void chainListsWhatItTried();
    void chainStopsAtBroken();
    void chainWaits();
    void chainOutlived();

private:
    QString write(const QString &name, const QByteArray &content);
    Environment environmentWith(Variables variables = {})
    {
        variables[u"AWS_EC2_METADATA_DISABLED"_s] = u"true"_s; // it would have to be waited for
        return Environment(variables, m_home->path());
    }

    std::unique_ptr<QTemporaryDir> m_home;
};

static const Variables keys { { u"AWS_ACCESS_KEY_ID"_s, u"AKIDENVIRONMENT"_s },
                              { u"AWS_SECRET_ACCESS_KEY"_s, u"S3CR3T"_s } };

void tst_QDynamoDBCredentialsProvider::init()
{
    m_home = std::make_unique<QTemporaryDir>();
    QVERIFY(QDir(m_home->path()).mkdir(u".aws"_s));
}

QString tst_QDynamoDBCredentialsProvider::write(const QString &name, const QByteArray &content)
{
    QFile file(m_home->filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("The test can't write its files");
    return file.fileName();
}

void tst_QDynamoDBCredentialsProvider::explicitOnes()
{
    const QDynamoDBCredentials credentials(u"AKIA"_s, u"s3cr3t-key"_s);
    const auto provider = QDynamoDBCredentialsProvider::explicitCredentials(credentials);
    QCOMPARE(ask(provider).value(), credentials);
    QCOMPARE(ask(provider, Freshness::Reload).value(), credentials);
    QCOMPARE(provider->name(), u"explicit"_s);
}

void tst_QDynamoDBCredentialsProvider::environment()
{
    Variables variables = keys;
    variables[u"AWS_SECRET_ACCESS_KEY"_s] = u" S3CR3T\n"_s; // as it comes out of scripts
    const auto lasting = ask(environmentProvider(environmentWith(variables)));
    QVERIFY(lasting.hasValue());
    QCOMPARE(lasting->accessKeyId(), u"AKIDENVIRONMENT"_s);
    QCOMPARE(lasting->secretAccessKey(), u"S3CR3T"_s);
    QCOMPARE(lasting->sessionToken(), QString());
    QCOMPARE(lasting->accountId(), QString());
    QVERIFY(!lasting->expiration().isValid());
    QCOMPARE(lasting->source(), u"environment"_s);

    variables[u"AWS_SESSION_TOKEN"_s] = u"T0K3N"_s;
    variables[u"AWS_ACCOUNT_ID"_s] = u"123456789012"_s;
    const auto temporary = ask(environmentProvider(environmentWith(variables)));
    QVERIFY(temporary.hasValue());
    QCOMPARE(temporary->sessionToken(), u"T0K3N"_s);
    QCOMPARE(temporary->accountId(), u"123456789012"_s);

    // The older name goes first, as in the AWS CLI.
    variables[u"AWS_SECURITY_TOKEN"_s] = u"0LD-T0K3N"_s;
    QCOMPARE(ask(environmentProvider(environmentWith(variables)))->sessionToken(), u"0LD-T0K3N"_s);
    variables.remove(u"AWS_SESSION_TOKEN"_s);
    QCOMPARE(ask(environmentProvider(environmentWith(variables)))->sessionToken(), u"0LD-T0K3N"_s);
}

void tst_QDynamoDBCredentialsProvider::environmentIncomplete_data()
{
    QTest::addColumn<Variables>("variables");
    QTest::addColumn<QString>("named");
    QTest::addColumn<Code>("code");
    Variables variables;
    QTest::newRow("nothing") << variables << u"AWS_ACCESS_KEY_ID"_s << Code::NoCredentials;
    variables[u"AWS_ACCESS_KEY_ID"_s] = u"AKID"_s;
    QTest::newRow("no secret") << variables << u"AWS_SECRET_ACCESS_KEY"_s << Code::MissingParameter;
    variables = { { u"AWS_SECRET_ACCESS_KEY"_s, u"S3CR3T"_s } };
    QTest::newRow("no key") << variables << u"AWS_ACCESS_KEY_ID"_s << Code::MissingParameter;
    variables[u"AWS_ACCESS_KEY_ID"_s] = u" "_s;
    QTest::newRow("blank key") << variables << u"AWS_ACCESS_KEY_ID"_s << Code::MissingParameter;
    variables = { { u"AWS_SESSION_TOKEN"_s, u"S3CR3T"_s } };
    QTest::newRow("token alone") << variables << u"AWS_ACCESS_KEY_ID"_s << Code::NoCredentials;
}

void tst_QDynamoDBCredentialsProvider::environmentIncomplete()
{
    QFETCH(Variables, variables);
    QFETCH(QString, named);
    QFETCH(Code, code);
    const QDynamoDBError error = ask(environmentProvider(environmentWith(variables))).error();
    QCOMPARE(error.code(), code);
    QVERIFY(error.message().startsWith(named));
    QVERIFY(!error.message().contains("S3CR3T"_L1));

    // Half of the keys is not for the next source to mend.
    write(u".aws/credentials"_s,
          "[default]\naws_access_key_id=AKIDFILE\naws_secret_access_key=s3cr3t\n");
    const auto chain = ask(defaultChainProvider(environmentWith(variables), {}));
    QCOMPARE(chain.hasValue(), code == Code::NoCredentials);
    QVERIFY(chain || chain.error().message().startsWith("environment: "_L1 + named));
}

void tst_QDynamoDBCredentialsProvider::environmentExpiration_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("UTC") << u"2026-01-31T12:00:00Z"_s << u"2026-01-31T12:00:00Z"_s;
    QTest::newRow("offset") << u"2026-01-31T12:00:00+02:00"_s << u"2026-01-31T10:00:00Z"_s;
    QTest::newRow("no zone") << u"2026-01-31T12:00:00"_s << u"2026-01-31T12:00:00Z"_s;
    QTest::newRow("fraction") << u"2026-01-31T12:00:00.000Z"_s << u"2026-01-31T12:00:00Z"_s;
    QTest::newRow("nonsense") << u"tomorrow"_s << QString();
}

void tst_QDynamoDBCredentialsProvider::environmentExpiration()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    Variables variables = keys;
    variables[u"AWS_CREDENTIAL_EXPIRATION"_s] = text;
    const auto result = ask(environmentProvider(environmentWith(variables)));
    QCOMPARE(result.hasValue(), !expected.isEmpty());
    if (result)
        QCOMPARE(result->expiration().toUTC().toString(Qt::ISODate), expected);
    else
        QCOMPARE(result.error().code(), Code::InvalidParameterValue);
}

// Those that applications use look at the process's own environment.
void tst_QDynamoDBCredentialsProvider::publicFunctions()
{
    const QList<QByteArray> variables { "AWS_ACCESS_KEY_ID",           "AWS_SECRET_ACCESS_KEY",
                                        "AWS_SESSION_TOKEN",           "AWS_PROFILE",
                                        "AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE",
                                        "AWS_EC2_METADATA_DISABLED" };
    QHash<QByteArray, QByteArray> saved;
    for (const QByteArray &variable : variables) {
        if (qEnvironmentVariableIsSet(variable.constData()))
            saved[variable] = qgetenv(variable.constData());
        qunsetenv(variable.constData());
    }
    const auto restore = qScopeGuard([&] {
        for (const QByteArray &variable : variables)
            qunsetenv(variable.constData());
        for (auto i = saved.cbegin(); i != saved.cend(); ++i)
            qputenv(i.key().constData(), i.value());
    });

    qputenv("AWS_EC2_METADATA_DISABLED", "true");
    qputenv("AWS_CONFIG_FILE", write(u"config"_s, "[profile y]\n").toLocal8Bit());
    qputenv("AWS_SHARED_CREDENTIALS_FILE",
            write(u"credentials"_s, "[x]\naws_access_key_id=AKIDX\naws_secret_access_key=s3cr3t\n")
                    .toLocal8Bit());
    QCOMPARE(ask(QDynamoDBCredentialsProvider::sharedFiles(u"x"_s))->accessKeyId(), u"AKIDX"_s);
    QCOMPARE(ask(QDynamoDBCredentialsProvider::environment()).error().code(), Code::NoCredentials);
    QCOMPARE(ask(QDynamoDBCredentialsProvider::defaultChain()).error().code(), Code::NoCredentials);
    qputenv("AWS_PROFILE", "x");
    QCOMPARE(ask(QDynamoDBCredentialsProvider::defaultChain())->accessKeyId(), u"AKIDX"_s);
    qputenv("AWS_ACCESS_KEY_ID", "AKIDENVIRONMENT");
    qputenv("AWS_SECRET_ACCESS_KEY", "s3cr3t");
    QCOMPARE(ask(QDynamoDBCredentialsProvider::defaultChain())->accessKeyId(), u"AKIDENVIRONMENT"_s);
    QCOMPARE(ask(QDynamoDBCredentialsProvider::defaultChain(u"x"_s))->accessKeyId(), u"AKIDX"_s);
}

void tst_QDynamoDBCredentialsProvider::profile()
{
    const QString path = write(u".aws/credentials"_s,
                               "[x]\naws_access_key_id = AKIDX\naws_secret_access_key = s3cr3t/+=\n"
                               "aws_session_token = t0k3n==\naws_account_id = 123456789012\n"
                               "[default]\naws_access_key_id = AKIDDEFAULT\n"
                               "aws_secret_access_key = other-s3cr3t # a comment\n");
    const auto x = ask(sharedFilesProvider(environmentWith(), u"x"_s));
    QVERIFY2(x.hasValue(), qPrintable(x.error().message()));
    QCOMPARE(x->accessKeyId(), u"AKIDX"_s);
    QCOMPARE(x->secretAccessKey(), u"s3cr3t/+="_s);
    QCOMPARE(x->sessionToken(), u"t0k3n=="_s);
    QCOMPARE(x->accountId(), u"123456789012"_s);
    QVERIFY(x->source().contains(path));

    const auto standard = ask(sharedFilesProvider(environmentWith(), {}));
    QCOMPARE(standard->accessKeyId(), u"AKIDDEFAULT"_s);
    QCOMPARE(standard->secretAccessKey(), u"other-s3cr3t"_s);
    QCOMPARE(standard->sessionToken(), QString());
    const auto chosen = sharedFilesProvider(environmentWith({ { u"AWS_PROFILE"_s, u"x"_s } }), {});
    QCOMPARE(ask(chosen)->accessKeyId(), u"AKIDX"_s);
    QCOMPARE(chosen->name(), u"profile \"x\""_s);
}

void tst_QDynamoDBCredentialsProvider::profileIncomplete()
{
    write(u".aws/credentials"_s, "[x]\naws_access_key_id = AKIDX\n[default]\n");
    const QDynamoDBError error = ask(sharedFilesProvider(environmentWith(), u"x"_s)).error();
    QCOMPARE(error.code(), Code::ConfigParserError);
    QVERIFY(error.message().contains("aws_secret_access_key"_L1));
    QCOMPARE(ask(sharedFilesProvider(environmentWith(), {})).error().code(), Code::NoCredentials);
}

void tst_QDynamoDBCredentialsProvider::keysOfOneFile()
{
    write(u".aws/config"_s,
          "[profile x]\naws_access_key_id=AKIDCONFIG\naws_secret_access_key=config-s3cr3t\n"
          "aws_session_token=config-t0ken\n");
    QCOMPARE(ask(sharedFilesProvider(environmentWith(), u"x"_s))->accessKeyId(), u"AKIDCONFIG"_s);
    write(u".aws/credentials"_s,
          "[x]\naws_access_key_id=AKIDCREDENTIALS\naws_secret_access_key=keys-s3cr3t\n");
    const auto result = ask(sharedFilesProvider(environmentWith(), u"x"_s));
    QCOMPARE(result->accessKeyId(), u"AKIDCREDENTIALS"_s);
    QCOMPARE(result->secretAccessKey(), u"keys-s3cr3t"_s);
    QCOMPARE(result->sessionToken(), QString());
    write(u".aws/credentials"_s, "[x]\naws_access_key_id=AKIDCREDENTIALS\n");
    QCOMPARE(ask(sharedFilesProvider(environmentWith(), u"x"_s)).error().code(),
             Code::ConfigParserError);
}

void tst_QDynamoDBCredentialsProvider::noProfile()
{
    write(u".aws/config"_s, "[profile y]\n");
    const QDynamoDBError error = ask(sharedFilesProvider(environmentWith(), u"x"_s)).error();
    QCOMPARE(error.code(), Code::NoProfile);
    for (const QString &part : { u"\"x\""_s, u"/.aws/config"_s, u"/.aws/credentials"_s })
        QVERIFY2(error.message().contains(part), qPrintable(error.message()));

    QCOMPARE(ask(sharedFilesProvider(environmentWith(), {})).error().code(), Code::NoCredentials);
    const Environment missing = environmentWith(
            { { u"AWS_SHARED_CREDENTIALS_FILE"_s, u"/nowhere"_s } });
    const QDynamoDBError none = ask(sharedFilesProvider(missing, {})).error();
    QCOMPARE(none.code(), Code::NoCredentials);
    QVERIFY2(none.message().contains(
                     "/nowhere, which AWS_SHARED_CREDENTIALS_FILE names, does not exist"_L1),
             qPrintable(none.message()));
    // Chosen by name.
    for (const QString &chosen : { u"default"_s, QString() }) {
        const auto provider = sharedFilesProvider(environmentWith(
                                                          { { u"AWS_PROFILE"_s,
                                                              chosen.isEmpty() ? u"default"_s
                                                                               : QString() } }),
                                                  chosen);
        QCOMPARE(ask(provider).error().code(), Code::NoProfile);
    }
}

// A file that the environment names but that does not exist is as good as an empty one.
void tst_QDynamoDBCredentialsProvider::missingFiles()
{
    write(u"credentials"_s, "[x]\naws_access_key_id=AKIDX\naws_secret_access_key=s3cr3t\n");
    const Variables missing { { u"AWS_CONFIG_FILE"_s, u"/nowhere/config"_s },
                              { u"AWS_SHARED_CREDENTIALS_FILE"_s, u"/nowhere/credentials"_s } };
    Variables variables = keys;
    variables.insert(missing);
    QCOMPARE(ask(defaultChainProvider(environmentWith(variables), {}))->accessKeyId(),
             u"AKIDENVIRONMENT"_s);
    variables = missing;
    variables[u"AWS_REGION"_s] = u"eu-west-1"_s;
    const Configuration configuration(environmentWith(variables));
    QCOMPARE(configuration.region().valueOr({}), u"eu-west-1"_s);
    QVERIFY(configuration.useFips().hasValue());
    variables[u"AWS_SHARED_CREDENTIALS_FILE"_s] = m_home->filePath(u"credentials"_s);
    QCOMPARE(ask(defaultChainProvider(environmentWith(variables), u"x"_s))->accessKeyId(),
             u"AKIDX"_s);
    QCOMPARE(ask(defaultChainProvider(environmentWith(missing), {})).error().code(),
             Code::NoCredentials);
}

void tst_QDynamoDBCredentialsProvider::filesReadAgain()
{
    const auto provider = sharedFilesProvider(environmentWith(), u"x"_s);
    QCOMPARE(ask(provider).error().code(), Code::NoProfile);
    write(u".aws/credentials"_s, "[x]\naws_access_key_id=AKID1\naws_secret_access_key=s3cr3t\n");
    QCOMPARE(ask(provider)->accessKeyId(), u"AKID1"_s);
    write(u".aws/credentials"_s, "[x]\naws_access_key_id=AKID2\naws_secret_access_key=s3cr3t\n");
    QCOMPARE(ask(provider, Freshness::Reload)->accessKeyId(), u"AKID2"_s);
}

void tst_QDynamoDBCredentialsProvider::chainOrder()
{
    write(u".aws/credentials"_s,
          "[default]\naws_access_key_id=AKIDFILE\naws_secret_access_key=s3cr3t\n");
    QCOMPARE(ask(defaultChainProvider(environmentWith(keys), {}))->accessKeyId(),
             u"AKIDENVIRONMENT"_s);
    QCOMPARE(ask(defaultChainProvider(environmentWith(), {}))->accessKeyId(), u"AKIDFILE"_s);
}

void tst_QDynamoDBCredentialsProvider::chainProfileSkipsEnvironment()
{
    write(u".aws/credentials"_s, "[x]\naws_access_key_id=AKIDFILE\naws_secret_access_key=s3cr3t\n");
    QCOMPARE(ask(defaultChainProvider(environmentWith(keys), u"x"_s))->accessKeyId(), u"AKIDFILE"_s);
    QCOMPARE(ask(defaultChainProvider(environmentWith(keys), u"y"_s)).error().code(),
             Code::NoProfile);
}

void tst_QDynamoDBCredentialsProvider::chainListsWhatItTried()
{
    const QDynamoDBError error = ask(defaultChainProvider(environmentWith(), {})).error();
    QCOMPARE(error.code(), Code::NoCredentials);
    for (const QString &part :
         { u"environment: AWS_ACCESS_KEY_ID is not set"_s, u"profile \"default\": "_s,
           u"/.aws/credentials"_s, u"web identity: AWS_WEB_IDENTITY_TOKEN_FILE is not set"_s,
           u"container: "_s, u"AWS_CONTAINER_CREDENTIALS_FULL_URI"_s,
           u"instance metadata: AWS_EC2_METADATA_DISABLED is set"_s })
        QVERIFY2(error.message().contains(part), qPrintable(error.message()));
}

void tst_QDynamoDBCredentialsProvider::chainStopsAtBroken()
{
    const auto broken = std::make_shared<FakeProvider>(u"broken"_s,
                                                       QDynamoDBError(Code::ConfigParserError,
                                                                      u"line 3"_s));
    const auto good = std::make_shared<FakeProvider>(u"good"_s,
                                                     QDynamoDBCredentials(u"AKIA"_s,
                                                                          u"s3cr3t-key"_s));
    const QDynamoDBError error = ask(chainProvider(u"chain"_s, { broken, good })).error();
    QCOMPARE(error.code(), Code::ConfigParserError);
    QCOMPARE(error.message(), u"broken: line 3"_s);
    QVERIFY(good->asked.isEmpty());
}

void tst_QDynamoDBCredentialsProvider::chainWaits()
{
    const auto slow = std::make_shared<FakeProvider>(u"slow"_s,
                                                     QDynamoDBError(Code::NoCredentials, u"none"_s));
    slow->later = true;
    const auto good = std::make_shared<FakeProvider>(u"good"_s,
                                                     QDynamoDBCredentials(u"AKIA"_s,
                                                                          u"s3cr3t-key"_s));
    int answers = 0;
    chainProvider(u"chain"_s, { slow, good })->fetch(Freshness::Reload, [&](const Result &result) {
        ++answers;
        QVERIFY(result.hasValue());
    });
    QCOMPARE(answers, 0);
    QVERIFY(good->asked.isEmpty());
    slow->pending(QDynamoDBError(Code::NoCredentials, u"none"_s));
    QCOMPARE(answers, 1);
    QCOMPARE(good->asked, QList<Freshness> { Freshness::Reload });
}

void tst_QDynamoDBCredentialsProvider::chainOutlived()
{
    const auto slow = std::make_shared<FakeProvider>(u"slow"_s,
                                                     QDynamoDBError(Code::NoCredentials, u"none"_s));
    slow->later = true;
    QString message;
    {
        ProviderPointer chain = chainProvider(u"chain"_s, { slow });
        chain->fetch(Freshness::Any,
                     [&](const Result &result) { message = result.error().message(); });
    }
    slow->pending(QDynamoDBError(Code::NoCredentials, u"none"_s));
    QVERIFY(message.contains("slow: none"_L1));
}

QTEST_GUILESS_MAIN(tst_QDynamoDBCredentialsProvider)
#include "tst_qdynamodbcredentialsprovider.moc"
