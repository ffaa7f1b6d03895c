// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "credentialstest/credentialstest.h"
#include "fakehome/fakehome.h"
#include "fakeserver/fakeserver.h"

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

using Code = QDynamoDBError::Code;
using Freshness = QDynamoDBCredentialsProvider::Freshness;
using Result = QDynamoDBExpected<QDynamoDBCredentials>;

namespace {

const Variables keys { { u"AWS_ACCESS_KEY_ID"_s, u"AKIDENVIRONMENT"_s },
                       { u"AWS_SECRET_ACCESS_KEY"_s, u"S3CR3T"_s } };

class FakeProvider final : public QDynamoDBCredentialsProvider
{
public:
    FakeProvider(const QString &name, const Result &result)
        : m_name(name)
        , m_result(result)
    {
    }
    QString name() const override { return m_name; }
    void fetch(Freshness freshness, Callback answer) override
    {
        fetches += freshness;
        if (isAsynchronous)
            pending = answer;
        else
            answer(m_result);
    }

    bool isAsynchronous = false;
    Callback pending;
    QList<Freshness> fetches;

private:
    QString m_name;
    Result m_result;
};

} // namespace

// The chain of providers, and the default chain.
class tst_ChainProvider : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void order();
    void environmentBeforeProfile();
    void namedProfile();
    void errorListsSources();
    void stopsAtError();
    void asynchronousSource();
    void destroyedChain();

private:
    [[nodiscard]] Environment environment(Variables variables = {}) const
    {
        variables[u"AWS_EC2_METADATA_DISABLED"_s] = u"true"_s; // whose timeout would delay the test
        return m_home->environment(variables);
    }

    std::unique_ptr<FakeHome> m_home;
};

void tst_ChainProvider::init()
{
    m_home = std::make_unique<FakeHome>();
}

// Each source is used only if all sources before it have no credentials.
void tst_ChainProvider::order()
{
    FakeServer metadata;
    metadata.setHandler([](const FakeRequest &request) {
        if (request.method == "PUT")
            return Reaction::reply(200, "imds-t0ken");
        return Reaction::reply(200, request.target.endsWith('/') ? "my-role" : localKeys());
    });
    FakeServer agent;
    agent.setDefault(Reaction::reply(200, localKeys()));
    Variables variables { { u"AWS_EC2_METADATA_SERVICE_ENDPOINT"_s, metadata.url().toString() },
                          { u"AWS_CONTAINER_CREDENTIALS_FULL_URI"_s, agent.url().toString() },
                          { u"AWS_ACCESS_KEY_ID"_s, u"AKIDENV"_s },
                          { u"AWS_SECRET_ACCESS_KEY"_s, u"env-s3cret-key"_s } };
    m_home->write(u".aws/credentials"_s,
                  "[default]\naws_access_key_id=AKIDFILE\naws_secret_access_key=file-s3cret\n");
    const auto source = [&] {
        const auto result = fetchCredentials(
                defaultChainProvider(m_home->environment(variables), {}));
        return result ? result->source() : result.error().message();
    };
    QCOMPARE(source(), u"environment"_s);
    variables.remove(u"AWS_ACCESS_KEY_ID"_s);
    variables.remove(u"AWS_SECRET_ACCESS_KEY"_s);
    QVERIFY(source().startsWith("profile \"default\""_L1));
    QVERIFY(QFile::remove(m_home->path(u".aws/credentials"_s)));
    QCOMPARE(source(), u"container"_s);
    QCOMPARE(metadata.connections(), 0);
    variables.remove(u"AWS_CONTAINER_CREDENTIALS_FULL_URI"_s);
    QCOMPARE(source(), u"instance metadata"_s);
}

void tst_ChainProvider::environmentBeforeProfile()
{
    m_home->write(u".aws/credentials"_s,
                  "[default]\naws_access_key_id=AKIDFILE\naws_secret_access_key=s3cr3t\n");
    QCOMPARE(fetchCredentials(defaultChainProvider(environment(keys), {}))->accessKeyId(),
             u"AKIDENVIRONMENT"_s);
    QCOMPARE(fetchCredentials(defaultChainProvider(environment(), {}))->accessKeyId(),
             u"AKIDFILE"_s);
}

void tst_ChainProvider::namedProfile()
{
    m_home->write(u".aws/credentials"_s,
                  "[x]\naws_access_key_id=AKIDFILE\naws_secret_access_key=s3cr3t\n");
    QCOMPARE(fetchCredentials(defaultChainProvider(environment(keys), u"x"_s))->accessKeyId(),
             u"AKIDFILE"_s);
    QCOMPARE(fetchCredentials(defaultChainProvider(environment(keys), u"y"_s)).error().code(),
             Code::NoProfile);
}

void tst_ChainProvider::errorListsSources()
{
    const QDynamoDBError error = fetchCredentials(defaultChainProvider(environment(), {})).error();
    QCOMPARE(error.code(), Code::NoCredentials);
    for (const QString &part :
         { u"environment: AWS_ACCESS_KEY_ID is not set"_s, u"profile \"default\": "_s,
           u"/.aws/credentials"_s, u"web identity: AWS_WEB_IDENTITY_TOKEN_FILE is not set"_s,
           u"container: "_s, u"AWS_CONTAINER_CREDENTIALS_FULL_URI"_s,
           u"instance metadata: AWS_EC2_METADATA_DISABLED is set"_s })
        QVERIFY2(error.message().contains(part), qPrintable(error.message()));
}

void tst_ChainProvider::stopsAtError()
{
    const auto broken = std::make_shared<FakeProvider>(u"broken"_s,
                                                       QDynamoDBError(Code::ConfigParserError,
                                                                      u"line 3"_s));
    const auto good = std::make_shared<FakeProvider>(u"good"_s,
                                                     QDynamoDBCredentials(u"AKIA"_s,
                                                                          u"s3cr3t-key"_s));
    const QDynamoDBError error = fetchCredentials(chainProvider(u"chain"_s, { broken, good }))
                                         .error();
    QCOMPARE(error.code(), Code::ConfigParserError);
    QCOMPARE(error.message(), u"broken: line 3"_s);
    QVERIFY(good->fetches.isEmpty());
}

void tst_ChainProvider::asynchronousSource()
{
    const auto slow = std::make_shared<FakeProvider>(u"slow"_s,
                                                     QDynamoDBError(Code::NoCredentials, u"none"_s));
    slow->isAsynchronous = true;
    const auto good = std::make_shared<FakeProvider>(u"good"_s,
                                                     QDynamoDBCredentials(u"AKIA"_s,
                                                                          u"s3cr3t-key"_s));
    int results = 0;
    chainProvider(u"chain"_s, { slow, good })->fetch(Freshness::Reload, [&](const Result &result) {
        ++results;
        QVERIFY(result.hasValue());
    });
    QCOMPARE(results, 0);
    QVERIFY(good->fetches.isEmpty());
    slow->pending(QDynamoDBError(Code::NoCredentials, u"none"_s));
    QCOMPARE(results, 1);
    QCOMPARE(good->fetches, QList<Freshness> { Freshness::Reload });
}

void tst_ChainProvider::destroyedChain()
{
    const auto slow = std::make_shared<FakeProvider>(u"slow"_s,
                                                     QDynamoDBError(Code::NoCredentials, u"none"_s));
    slow->isAsynchronous = true;
    QString message;
    {
        ProviderPointer chain = chainProvider(u"chain"_s, { slow });
        chain->fetch(Freshness::Any,
                     [&](const Result &result) { message = result.error().message(); });
    }
    slow->pending(QDynamoDBError(Code::NoCredentials, u"none"_s));
    QVERIFY(message.contains("slow: none"_L1));
}

QTEST_GUILESS_MAIN(tst_ChainProvider)
#include "tst_chainprovider.moc"
