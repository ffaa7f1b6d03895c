// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "transport/httpsyntax_p.h"

#include <QtTest/qtest.h>

#include <limits>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

class tst_HttpSyntax : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void numbers_data();
    void numbers();
    void lengths_data();
    void lengths();
    void dates_data();
    void dates();
    void tokens();
    void headerValues();
};

void tst_HttpSyntax::numbers_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("number"); // negative: invalid
    QTest::newRow("0") << "0"_ba << qint64(0);
    QTest::newRow("leading zeros") << "0042"_ba << qint64(42);
    QTest::newRow("empty") << ""_ba << qint64(-1);
    QTest::newRow("sign") << "+1"_ba << qint64(-1);
    QTest::newRow("negative") << "-1"_ba << qint64(-1);
    QTest::newRow("space") << " 1"_ba << qint64(-1);
    QTest::newRow("fraction") << "1.5"_ba << qint64(-1);
    QTest::newRow("hexadecimal") << "0x1"_ba << qint64(-1);
}

void tst_HttpSyntax::numbers()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, number);
    const std::optional<quint64> found = httpNumber(text);
    QCOMPARE(found.has_value(), number >= 0);
    QCOMPARE(qint64(found.value_or(0)), std::max<qint64>(number, 0));
    // Numbers out of range become the maximum.
    QCOMPARE(httpNumber("18446744073709551615"), std::numeric_limits<quint64>::max());
    QCOMPARE(httpNumber("18446744073709551616"), std::numeric_limits<quint64>::max());
    QCOMPARE(httpNumber(QByteArray(100, '9')), std::numeric_limits<quint64>::max());
}

void tst_HttpSyntax::lengths_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("length"); // negative: invalid
    QTest::newRow("one") << "5"_ba << qint64(5);
    QTest::newRow("repeated") << "5, 5"_ba << qint64(5);
    QTest::newRow("repeated with leading zeros") << "5 ,05"_ba << qint64(5);
    QTest::newRow("different") << "5, 6"_ba << qint64(-1);
    QTest::newRow("empty after comma") << "5,"_ba << qint64(-1);
    QTest::newRow("empty") << ""_ba << qint64(-1);
    QTest::newRow("18 digits") << "999999999999999999"_ba << Q_INT64_C(999999999999999999);
    QTest::newRow("19 digits") << "1000000000000000000"_ba << qint64(-1);
    QTest::newRow("2^64 + 5") << "18446744073709551621"_ba << qint64(-1);
}

void tst_HttpSyntax::lengths()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, length);
    QCOMPARE(httpLength(text).value_or(-1), length);
}

void tst_HttpSyntax::dates_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isValid");
    QTest::newRow("valid") << "Sun, 06 Nov 1994 08:49:37 GMT"_ba << true;
    QTest::newRow("RFC 850") << "Sunday, 06-Nov-94 08:49:37 GMT"_ba << false;
    QTest::newRow("asctime") << "Sun Nov  6 08:49:37 1994"_ba << false;
    QTest::newRow("zone") << "Sun, 06 Nov 1994 08:49:37 UTC"_ba << false;
    QTest::newRow("month") << "Sun, 06 Nop 1994 08:49:37 GMT"_ba << false;
    QTest::newRow("day") << "Sun, 31 Nov 1994 08:49:37 GMT"_ba << false;
    QTest::newRow("sign") << "Sun, +6 Nov 1994 08:49:37 GMT"_ba << false;
    QTest::newRow("empty") << ""_ba << false;
}

void tst_HttpSyntax::dates()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, isValid);
    const QDateTime date = fromHttpDate(text);
    QCOMPARE(date.isValid(), isValid);
    if (isValid)
        QCOMPARE(date.toString(Qt::ISODate), u"1994-11-06T08:49:37Z"_s);
}

void tst_HttpSyntax::tokens()
{
    QVERIFY(isHttpToken("x-amz-target"));
    QVERIFY(isHttpToken("!#$%&'*+-.^_`|~09AZaz"));
    QVERIFY(!isHttpToken(""));
    const QByteArray separators = "()<>@,;:\\\"/[]?={} \t\r\n\x7f\xe4";
    for (const char c : separators) {
        const QByteArray text = "a"_ba + c;
        QVERIFY2(!isHttpToken(text), text.constData());
    }
}

void tst_HttpSyntax::headerValues()
{
    QVERIFY(isHttpHeaderValue("a\tb \xc3\xa4"));
    for (const QByteArray &value : { "a\rb"_ba, "a\nb"_ba, QByteArray("\0", 1), "\x7f"_ba })
        QVERIFY(!isHttpHeaderValue(value));
    QVERIFY(!hasLineBreak("a\tb\x7f"));
    for (const QByteArray &value : { "a\rb"_ba, "a\nb"_ba, QByteArray("\0", 1) })
        QVERIFY(hasLineBreak(value));
}

QTEST_APPLESS_MAIN(tst_HttpSyntax)
#include "tst_httpsyntax.moc"
