// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "credentialstest/fetchcredentials.h"
#include "fakehome/fakehome.h"

#include <QtDynamoDB/QDynamoDBCredentialsProvider>

#include <QtCore/qscopeguard.h>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

using Code = QDynamoDBError::Code;
using Freshness = QDynamoDBCredentialsProvider::Freshness;

// The public functions that make providers.
class tst_QDynamoDBCredentialsProvider : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void explicitCredentials();
    void providersOfEnvironment();

private:
    std::unique_ptr<FakeHome> m_home;
};

void tst_QDynamoDBCredentialsProvider::init()
{
    m_home = std::make_unique<FakeHome>();
}

void tst_QDynamoDBCredentialsProvider::explicitCredentials()
{
    const QDynamoDBCredentials credentials(u"AKIA"_s, u"s3cr3t-key"_s);
    const auto provider = QDynamoDBCredentialsProvider::explicitCredentials(credentials);
    QCOMPARE(fetchCredentials(provider).value(), credentials);
    QCOMPARE(fetchCredentials(provider, {}, Freshness::Reload).value(), credentials);
    QCOMPARE(provider->name(), u"explicit"_s);
}

// The public functions read the environment of the process.
void tst_QDynamoDBCredentialsProvider::providersOfEnvironment()
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
    qputenv("AWS_CONFIG_FILE", m_home->write(u"config"_s, "[profile y]\n").toLocal8Bit());
    qputenv("AWS_SHARED_CREDENTIALS_FILE",
            m_home->write(u"credentials"_s,
                          "[x]\naws_access_key_id=AKIDX\naws_secret_access_key=s3cr3t\n")
                    .toLocal8Bit());
    QCOMPARE(fetchCredentials(QDynamoDBCredentialsProvider::sharedFiles(u"x"_s))->accessKeyId(),
             u"AKIDX"_s);
    QCOMPARE(fetchCredentials(QDynamoDBCredentialsProvider::environment()).error().code(),
             Code::NoCredentials);
    QCOMPARE(fetchCredentials(QDynamoDBCredentialsProvider::defaultChain()).error().code(),
             Code::NoCredentials);
    qputenv("AWS_PROFILE", "x");
    QCOMPARE(fetchCredentials(QDynamoDBCredentialsProvider::defaultChain())->accessKeyId(),
             u"AKIDX"_s);
    qputenv("AWS_ACCESS_KEY_ID", "AKIDENVIRONMENT");
    qputenv("AWS_SECRET_ACCESS_KEY", "s3cr3t");
    QCOMPARE(fetchCredentials(QDynamoDBCredentialsProvider::defaultChain())->accessKeyId(),
             u"AKIDENVIRONMENT"_s);
    QCOMPARE(fetchCredentials(QDynamoDBCredentialsProvider::defaultChain(u"x"_s))->accessKeyId(),
             u"AKIDX"_s);
}

QTEST_GUILESS_MAIN(tst_QDynamoDBCredentialsProvider)
#include "tst_qdynamodbcredentialsprovider.moc"
