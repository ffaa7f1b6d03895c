// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "credentialstest/credentialstest.h"

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

using Code = QDynamoDBError::Code;

// The provider that runs the program of credential_process.
class tst_ProcessProvider : public CredentialsTest
{
    Q_OBJECT

private Q_SLOTS:
    void result();
    void profile();
    void commands_data();
    void commands();
    void failures_data();
    void failures();
    void timeout();
};

void tst_ProcessProvider::result()
{
    // The argument reaches the program as it is, because no shell is involved.
    const QString json = u"{\"Version\":1,\"AccessKeyId\":\"AKIDPROCESS\",\"SecretAccessKey\":"
                         "\"process-s3cret\",\"SessionToken\":\"t0ken $HOME; `id`\",\"AccountId\":"
                         "\"123456789012\",\"Expiration\":\"2099-01-01T00:00:00+01:00\"}"_s;
    const auto result = fetchCredentials(processProvider(u"/bin/echo"_s, { json }));
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    QCOMPARE(result->accessKeyId(), u"AKIDPROCESS"_s);
    QCOMPARE(result->secretAccessKey(), u"process-s3cret"_s);
    QCOMPARE(result->sessionToken(), u"t0ken $HOME; `id`"_s);
    QCOMPARE(result->accountId(), u"123456789012"_s);
    QCOMPARE(result->expiration().toUTC().toString(Qt::ISODate), u"2098-12-31T23:00:00Z"_s);
}

void tst_ProcessProvider::profile()
{
    m_home->write(u"my keys.json"_s,
                  R"({"Version":1,"AccessKeyId":"AKIDPROCESS","SecretAccessKey":"process-s3cret"})");
    m_home->write(u".aws/config"_s,
                  "[default]\ncredential_process = /bin/cat \""
                          + m_home->path(u"my keys.json"_s).toUtf8() + "\"\n");
    const auto result = fetchCredentials(defaultChainProvider(m_home->environment(), {}));
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    QCOMPARE(result->accessKeyId(), u"AKIDPROCESS"_s);
    QVERIFY(!result->expiration().isValid());
    QCOMPARE(result->source(), u"profile \"default\""_s);
}

void tst_ProcessProvider::commands_data()
{
    QTest::addColumn<QByteArray>("command");
    QTest::addColumn<QString>("account");
    const QByteArray keys = R"("Version":1,"AccessKeyId":"AKIDPROCESS","SecretAccessKey":"s3cret")";
    QTest::newRow("single quotes") << "/bin/echo '{" + keys + "}'" << u"555555555555"_s;
    QTest::newRow("null members") << "/bin/echo '{" + keys
                    + R"(,"Expiration":null,"SessionToken":null,"AccountId":null}')"
                                  << u"555555555555"_s;
    QTest::newRow("account of the program")
            << "/bin/echo '{" + keys + R"(,"AccountId":"666666666666"}')" << u"666666666666"_s;
    QByteArray escaped = keys;
    escaped.replace("\"", "\\\"");
    QTest::newRow("double quotes") << "/bin/echo \"{" + escaped + "}\"" << u"555555555555"_s;
    QTest::newRow("backslashes") << "/bin/echo {" + escaped + "}" << u"555555555555"_s;
    QTest::newRow("empty argument")
            << "/bin/sh -c 'test $# = 2 -a -z \"$1\" && echo \"$2\"' sh '' '{" + keys + "}'"
            << u"555555555555"_s;
    QTest::newRow("unclosed quote") << "/bin/echo '{" + keys + "}" << QString();
    QTest::newRow("empty program") << "'' x"_ba << QString();
    QTest::newRow("empty command") << QByteArray() << QString();
    QTest::newRow("version as a string")
            << R"(/bin/echo '{"Version":"1","AccessKeyId":"A","SecretAccessKey":"s3cret"}')"_ba
            << QString();
    QTest::newRow("5 MB of error output")
            << "/bin/sh -c 'head -c 5000000 /dev/zero >&2; echo \"$1\"' sh '{" + keys + "}'"
            << u"555555555555"_s;
}

void tst_ProcessProvider::commands()
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

void tst_ProcessProvider::failures_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<Code>("code");
    const QString echo = u"/bin/echo"_s;
    QTest::newRow("missing program")
            << u"/nowhere/S3CR3T/program"_s << QStringList() << Code::ConfigNotFound;
    QTest::newRow("exit code 1") << u"/bin/false"_s << QStringList { u"S3CR3T"_s }
                                 << Code::InvalidResponse;
    QTest::newRow("killed") << u"/bin/sh"_s << QStringList { u"-c"_s, u"kill -9 $$; S3CR3T"_s }
                            << Code::InvalidResponse;
    QTest::newRow("no output") << u"/bin/true"_s << QStringList() << Code::InvalidResponse;
    QTest::newRow("invalid JSON") << echo << QStringList { u"S3CR3T"_s } << Code::InvalidResponse;
    QTest::newRow("unsupported version")
            << echo
            << QStringList { u"{\"Version\":2,\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"S3CR3T\"}"_s }
            << Code::InvalidResponse;
    QTest::newRow("missing secret key")
            << echo << QStringList { u"{\"Version\":1,\"AccessKeyId\":\"S3CR3T\"}"_s }
            << Code::InvalidResponse;
    QTest::newRow("invalid expiration")
            << echo
            << QStringList { u"{\"Version\":1,\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"S3CR3T\","
                             "\"Expiration\":\"S3CR3T\"}"_s }
            << Code::InvalidResponse;
    QTest::newRow("endless output")
            << u"/usr/bin/yes"_s << QStringList { u"S3CR3T"_s } << Code::InvalidResponse;
}

void tst_ProcessProvider::failures()
{
    QFETCH(QString, program);
    QFETCH(QStringList, arguments);
    QFETCH(Code, code);
    const QDynamoDBError error = fetchCredentials(processProvider(program, arguments)).error();
    QCOMPARE(error.code(), code);
    QVERIFY2(!error.message().contains("S3CR3T"_L1), qPrintable(error.message()));
}

void tst_ProcessProvider::timeout()
{
    const auto provider = processProvider(u"/bin/sleep"_s, { u"100"_s }, {},
                                          std::chrono::milliseconds(50));
    QCOMPARE(fetchCredentials(provider).error().code(), Code::Timeout);
    QCOMPARE(provider->name(), u"process \"sleep\""_s);
}

QTEST_GUILESS_MAIN(tst_ProcessProvider)
#include "tst_processprovider.moc"
