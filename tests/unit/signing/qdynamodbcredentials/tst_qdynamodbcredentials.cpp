// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/QDynamoDBCredentials>

#include "signing/qdynamodbcredentials_p.h"

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

class tst_QDynamoDBCredentials : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void empty();
    void values();
    void copiesAreIndependent();
    void comparison();
    void debug_data();
    void debug();
    void wipedMemory();
    void wipedStrings();
};

void tst_QDynamoDBCredentials::empty()
{
    QVERIFY(QDynamoDBCredentials().isEmpty());
    QVERIFY(QDynamoDBCredentials(u"AKIA"_s, {}).isEmpty());
    QVERIFY(QDynamoDBCredentials({}, u"s3cr3t-key"_s).isEmpty());
    QVERIFY(!QDynamoDBCredentials(u"AKIA"_s, u"s3cr3t-key"_s).isEmpty());

    const QDynamoDBCredentials none;
    QVERIFY(none.accessKeyId().isEmpty());
    QVERIFY(none.secretAccessKey().isEmpty());
    QVERIFY(none.sessionToken().isEmpty());
    QVERIFY(none.accountId().isEmpty());
    QVERIFY(none.source().isEmpty());
    QVERIFY(!none.expiration().isValid());
}

void tst_QDynamoDBCredentials::values()
{
    const QDateTime expiration = QDateTime::currentDateTimeUtc();
    QDynamoDBCredentials credentials(u"AKIDEXAMPLE"_s, u"s3cr3té"_s, u"t0kenø"_s);
    credentials.setExpiration(expiration);
    credentials.setAccountId(u"123456789012"_s);
    credentials.setSource(u"test"_s);
    QCOMPARE(credentials.accessKeyId(), u"AKIDEXAMPLE"_s);
    QCOMPARE(credentials.secretAccessKey(), u"s3cr3té"_s);
    QCOMPARE(credentials.sessionToken(), u"t0kenø"_s);
    QCOMPARE(credentials.expiration(), expiration);
    QCOMPARE(credentials.accountId(), u"123456789012"_s);
    QCOMPARE(credentials.source(), u"test"_s);
}

void tst_QDynamoDBCredentials::copiesAreIndependent()
{
    const QDynamoDBCredentials original(u"AKIA"_s, u"s3cr3t-key"_s);
    QDynamoDBCredentials copy = original;
    copy.setSource(u"copy"_s);
    QVERIFY(original.source().isEmpty());
    QCOMPARE(copy.secretAccessKey(), u"s3cr3t-key"_s);

    const QDynamoDBCredentials moved = std::move(copy);
    QCOMPARE(moved.source(), u"copy"_s);
    QVERIFY(copy.isEmpty()); // NOLINT(bugprone-use-after-move): it is empty by design
    copy = moved;
    QCOMPARE(copy, moved);

    QDynamoDBCredentials filled;
    filled.setAccountId(u"123456789012"_s);
    QVERIFY(filled.isEmpty());
    QCOMPARE(filled.accountId(), u"123456789012"_s);
}

void tst_QDynamoDBCredentials::comparison()
{
    const QDynamoDBCredentials a(u"AKIA"_s, u"s3cr3t-key"_s, u"t0ken"_s);
    QCOMPARE(a, QDynamoDBCredentials(u"AKIA"_s, u"s3cr3t-key"_s, u"t0ken"_s));
    QVERIFY(a != QDynamoDBCredentials(u"AKIB"_s, u"s3cr3t-key"_s, u"t0ken"_s));
    QVERIFY(a != QDynamoDBCredentials(u"AKIA"_s, u"S3cr3t-key"_s, u"t0ken"_s));
    QVERIFY(a != QDynamoDBCredentials(u"AKIA"_s, u"s3cr3t-key"_s));
    QVERIFY(a != QDynamoDBCredentials());
    QCOMPARE(QDynamoDBCredentials(), QDynamoDBCredentials({}, {}));
    QDynamoDBCredentials b = a;
    b.setExpiration(QDateTime::currentDateTimeUtc());
    QVERIFY(a != b);
}

void tst_QDynamoDBCredentials::debug_data()
{
    QTest::addColumn<QDynamoDBCredentials>("credentials");
    QTest::addColumn<QString>("expected");

    QDynamoDBCredentials full(u"AKIDEXAMPLEWXYZ"_s, u"s3cr3t"_s, u"t0k3n"_s);
    full.setSource(u"profile \"x\""_s);
    full.setExpiration(QDateTime::fromString(u"2026-01-31T12:00:00Z"_s, Qt::ISODate));
    QTest::newRow("full") << full
                          << u"QDynamoDBCredentials(****WXYZ, source \"profile \"x\"\", "
                             "expires 2026-01-31T12:00:00Z)"_s;
    QTest::newRow("short") << QDynamoDBCredentials(u"WXYZ"_s, u"s3cr3t"_s)
                           << u"QDynamoDBCredentials(****)"_s;
    QTest::newRow("none") << QDynamoDBCredentials() << u"QDynamoDBCredentials(none)"_s;
}

void tst_QDynamoDBCredentials::debug()
{
    QFETCH(QDynamoDBCredentials, credentials);
    QFETCH(QString, expected);
    QString text;
    QDebug(&text) << credentials << 1;
    QCOMPARE(text, expected + " 1 "_L1);
}

void tst_QDynamoDBCredentials::wipedMemory()
{
    // The memory that the destructor of SecretBytes clears is still valid here.
    char memory[] = "secret";
    wipe(memory, sizeof memory);
    QCOMPARE(QByteArray(memory, sizeof memory), QByteArray(sizeof memory, '\0'));

    SecretBytes bytes("secret");
    const SecretBytes copy = bytes;
    QCOMPARE(copy.view(), "secret"_ba);
    QVERIFY(copy.view().data() != bytes.view().data());
    QVERIFY(SecretBytes().isEmpty());
}

void tst_QDynamoDBCredentials::wipedStrings()
{
    QByteArray bytes("secret");
    const QByteArray shared = bytes;
    wipe(bytes);
    QVERIFY(bytes.isEmpty());
    QCOMPARE(shared, "secret"_ba); // shared memory is not cleared

    QString text = QString::fromLatin1("secret");
    wipe(text);
    QVERIFY(text.isEmpty());
}

QTEST_GUILESS_MAIN(tst_QDynamoDBCredentials)
#include "tst_qdynamodbcredentials.moc"
