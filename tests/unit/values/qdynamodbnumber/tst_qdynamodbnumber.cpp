// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/QDynamoDBError>
#include <QtDynamoDB/QDynamoDBExpected>
#include <QtDynamoDB/QDynamoDBNumber>

#include <QtCore/qrandom.h>
#include <QtTest/qtest.h>

#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

static const QString nines = QString(38, u'9');

class tst_QDynamoDBNumber : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void text_data();
    void text();
    void invalidText_data();
    void invalidText();
    void integers();
    void toInteger_data();
    void toInteger();
    void doubles_data();
    void doubles();
    void floats();
    void invalidDoubles();
    void randomDoubles();
    void lossy();
    void compare_data();
    void compare();
    void randomText();
    void invalidNumbers();
    void debug();
};

void tst_QDynamoDBNumber::text_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("printed");

    const auto same = [](const QString &text) {
        QTest::addRow("%s", qPrintable(text)) << text << text;
    };
    const auto row = [](const QString &text, const QString &printed) {
        QTest::addRow("%s", qPrintable(text)) << text << printed;
    };
    same(u"0"_s);
    same(u"7"_s);
    same(u"-7"_s);
    same(u"1.50"_s);
    same(u"100"_s);
    same(u"0.00"_s);
    same(u"-0.001"_s);
    same(u"0.0000001"_s);
    same(u"18446744073709551615"_s);
    same(u"18446744073709551616"_s);
    same(u"1000000000000000000000000000000000001"_s);
    same(nines);
    same(u"-"_s + nines);
    same(u"0."_s + nines);
    same(u"1."_s + QString(37, u'0'));
    same(u"0.000000"_s + nines);
    same(u"9."_s + QString(37, u'9') + u"E+125"_s);
    same(u"1E-130"_s);
    same(u"-1E-130"_s);
    same(u"9."_s + QString(37, u'9') + u"E-130"_s);
    same(u"1.50E-8"_s);
    row(u"+5"_s, u"5"_s);
    row(u"-0"_s, u"0"_s);
    row(u"007"_s, u"7"_s);
    row(u"00.10"_s, u"0.10"_s);
    row(u".5"_s, u"0.5"_s);
    row(u"5."_s, u"5"_s);
    row(u"1e3"_s, u"1000"_s);
    row(u"1.5E+3"_s, u"1500"_s);
    row(u"15e-1"_s, u"1.5"_s);
    row(u"1e37"_s, u"1"_s + QString(37, u'0'));
    row(u"1e38"_s, u"1E+38"_s);
    row(u"12e+124"_s, u"1.2E+125"_s);
    row(u"0e999999999999999999"_s, u"0"_s);
    row(u"0e-999999999999999999"_s, u"0."_s + QString(37, u'0'));
    // Zeros beyond 38 digits are removed first.
    row(u"1"_s + QString(60, u'0'), u"1."_s + QString(37, u'0') + u"E+60"_s);
    row(u"1."_s + QString(60, u'0'), u"1."_s + QString(37, u'0'));
    row(QString(500, u'0') + u"1.5"_s, u"1.5"_s);
    row(u"0."_s + QString(129, u'0') + u"1"_s, u"1E-130"_s);
    row(nines + QString(88, u'0'), u"9."_s + QString(37, u'9') + u"E+125"_s);
}

void tst_QDynamoDBNumber::text()
{
    QFETCH(QString, text);
    QFETCH(QString, printed);

    const QDynamoDBNumber number(text);
    QVERIFY(number.isValid());
    QVERIFY(!number.error().isError());
    QCOMPARE(number.toString(), printed);
    QCOMPARE(number.toUtf8(), printed.toUtf8());
    QCOMPARE(QDynamoDBNumber(printed), number);
    QCOMPARE(QDynamoDBNumber(printed).toString(), printed);
    const auto read = QDynamoDBNumber::fromUtf8(text.toUtf8());
    QVERIFY(read.hasValue());
    QCOMPARE(*read, number);
}

void tst_QDynamoDBNumber::invalidText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("says");

    for (const char *text :
         { "",   "-",    "+",   ".",     "-.",  "e5",    "1e",  "1e+", "1e-",      "1.2.3", "1 ",
           " 1", "0x10", "1,5", "1e5.0", "--1", "1e--5", "NaN", "inf", "Infinity", "1_000", "1f" })
        QTest::addRow("'%s'", text) << QString::fromLatin1(text) << u"decimal number"_s;
    QTest::newRow("arabic digits") << u"\u0661\u0662"_s << u"decimal number"_s;
    QTest::newRow("null character") << QString(u'1') + QChar(0) << u"decimal number"_s;
    QTest::newRow("39 digits") << nines + u'9' << u"38"_s;
    QTest::newRow("39 digits with fraction") << u"1."_s + QString(37, u'0') + u"1"_s << u"38"_s;
    QTest::newRow("39 digits, most zeros") << u"1"_s + QString(37, u'0') + u"1"_s << u"38"_s;
    QTest::newRow("a thousand digits") << QString(1000, u'3') << u"38"_s;
    QTest::newRow("too large") << u"1E126"_s << u"1E-130"_s;
    QTest::newRow("too large, negative") << u"-1E126"_s << u"1E-130"_s;
    QTest::newRow("too small") << u"9.9E-131"_s << u"1E-130"_s;
    QTest::newRow("huge exponent") << u"1E99999999999999999999"_s << u"1E-130"_s;
    QTest::newRow("tiny exponent") << u"1E-99999999999999999999"_s << u"1E-130"_s;
}

void tst_QDynamoDBNumber::invalidText()
{
    QFETCH(QString, text);
    QFETCH(QString, says);

    const QDynamoDBNumber number(text);
    QVERIFY(!number.isValid());
    QVERIFY(number.toString().isEmpty());
    QVERIFY(!number.toInt64());
    QVERIFY(!number.toUInt64());
    QVERIFY(!number.toDouble());
    QVERIFY(std::isnan(number.toNearestDouble()));
    QVERIFY(!number.isInteger());
    const auto read = QDynamoDBNumber::fromString(text);
    QVERIFY(!read.hasValue());
    QCOMPARE(read.error().code(), QDynamoDBError::Code::InvalidParameterValue);
    QVERIFY2(read.error().message().contains(says), qPrintable(read.error().message()));
}

void tst_QDynamoDBNumber::integers()
{
    QCOMPARE(QDynamoDBNumber().toString(), u"0"_s);
    QCOMPARE(QDynamoDBNumber(-1).toString(), u"-1"_s);
    QCOMPARE(QDynamoDBNumber(4294967295u).toString(), u"4294967295"_s);
    QCOMPARE(QDynamoDBNumber(-5L).toString(), u"-5"_s);
    constexpr qint64 lowest = std::numeric_limits<qint64>::min();
    constexpr qint64 highest = std::numeric_limits<qint64>::max();
    constexpr quint64 top = std::numeric_limits<quint64>::max();
    QCOMPARE(QDynamoDBNumber(lowest).toString(), u"-9223372036854775808"_s);
    QCOMPARE(QDynamoDBNumber(highest).toString(), u"9223372036854775807"_s);
    QCOMPARE(QDynamoDBNumber(top).toString(), u"18446744073709551615"_s);
    QCOMPARE(QDynamoDBNumber(lowest).toInt64(), lowest);
    QCOMPARE(QDynamoDBNumber(highest).toInt64(), highest);
    QCOMPARE(QDynamoDBNumber(top).toUInt64(), top);
}

void tst_QDynamoDBNumber::toInteger_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<std::optional<qint64>>("integer");
    QTest::addColumn<std::optional<quint64>>("unsignedInteger");
    QTest::addColumn<bool>("isInteger");

    const auto row = [](const char *text, std::optional<qint64> a, std::optional<quint64> b,
                        bool is) {
        QTest::newRow(text) << QString::fromLatin1(text) << a << b << is;
    };
    row("0", 0, 0u, true);
    row("0.0", 0, 0u, true);
    row("2.00", 2, 2u, true);
    row("-2.00", -2, std::nullopt, true);
    row("2.5", std::nullopt, std::nullopt, false);
    row("1e18", 1'000'000'000'000'000'000, 1'000'000'000'000'000'000u, true);
    row("1e19", std::nullopt, 10'000'000'000'000'000'000u, true);
    row("1e20", std::nullopt, std::nullopt, true);
    row("1e125", std::nullopt, std::nullopt, true);
    row("9223372036854775807.000", std::numeric_limits<qint64>::max(), 9223372036854775807u, true);
    row("9223372036854775808", std::nullopt, 9223372036854775808u, true);
    row("-9223372036854775808", std::numeric_limits<qint64>::min(), std::nullopt, true);
    row("-9223372036854775809", std::nullopt, std::nullopt, true);
    row("18446744073709551615", std::nullopt, 18446744073709551615u, true);
    row("18446744073709551616", std::nullopt, std::nullopt, true);
    row("184467440737095516150000e-4", std::nullopt, 18446744073709551615u, true);
    row("0.0000000000000000000000000000000000001", std::nullopt, std::nullopt, false);
}

void tst_QDynamoDBNumber::toInteger()
{
    QFETCH(QString, text);
    QFETCH(std::optional<qint64>, integer);
    QFETCH(std::optional<quint64>, unsignedInteger);
    QFETCH(bool, isInteger);

    const QDynamoDBNumber number(text);
    QVERIFY(number.isValid());
    QVERIFY(number.toInt64() == integer);
    QVERIFY(number.toUInt64() == unsignedInteger);
    QCOMPARE(number.isInteger(), isInteger);
}

void tst_QDynamoDBNumber::doubles_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("text");

    QTest::newRow("zero") << 0.0 << u"0"_s;
    QTest::newRow("negative zero") << -0.0 << u"0"_s;
    QTest::newRow("0.1") << 0.1 << u"0.1"_s;
    QTest::newRow("-2.5") << -2.5 << u"-2.5"_s;
    QTest::newRow("1/3") << 1.0 / 3 << u"0.3333333333333333"_s;
    QTest::newRow("2^53") << 9007199254740992.0 << u"9007199254740992"_s;
    QTest::newRow("1e22") << 1e22 << u"10000000000000000000000"_s;
    QTest::newRow("1e100") << 1e100 << u"1E+100"_s;
    QTest::newRow("1e-130") << 1e-130 << u"1E-130"_s;
    QTest::newRow("pi") << 3.141592653589793 << u"3.141592653589793"_s;
}

void tst_QDynamoDBNumber::doubles()
{
    QFETCH(double, value);
    QFETCH(QString, text);

    const QDynamoDBNumber number(value);
    QCOMPARE(number.toString(), text);
    QVERIFY(number.toDouble().has_value());
    QCOMPARE(*number.toDouble(), value);
}

void tst_QDynamoDBNumber::floats()
{
    QCOMPARE(QDynamoDBNumber(0.1f).toString(), u"0.1"_s);
    QCOMPARE(QDynamoDBNumber(-1.5f).toString(), u"-1.5"_s);
    QCOMPARE(QDynamoDBNumber(16777216.0f).toString(), u"16777216"_s);
    QVERIFY(!QDynamoDBNumber(std::numeric_limits<float>::infinity()).isValid());
    QRandomGenerator random(20261123);
    for (int i = 0; i < 20'000; ++i) {
        const quint32 bits = random.generate();
        float value;
        memcpy(&value, &bits, sizeof value);
        const QDynamoDBNumber number(value);
        QCOMPARE(number.isValid(), bool(std::isfinite(value)));
        if (number.isValid() && float(number.toNearestDouble()) != value)
            QFAIL(qPrintable(number.toString()));
    }
}

void tst_QDynamoDBNumber::invalidDoubles()
{
    for (const double value : { std::nan(""), std::numeric_limits<double>::infinity(),
                                -std::numeric_limits<double>::infinity(), 1e126, -1e200, 1e-131,
                                5e-324, std::numeric_limits<double>::max() })
        QVERIFY2(!QDynamoDBNumber(value).isValid(), QByteArray::number(value).constData());
}

void tst_QDynamoDBNumber::randomDoubles()
{
    QRandomGenerator random(1);
    for (int i = 0; i < 20'000; ++i) {
        const int exponent = random.bounded(-125, 125);
        const double value = (random.generateDouble() - 0.5) * std::pow(10.0, exponent);
        const QDynamoDBNumber number(value);
        if (number.toDouble() != value || QDynamoDBNumber(number.toString()) != number)
            QFAIL(QByteArray::number(value, 'g', 17).constData());
    }
}

void tst_QDynamoDBNumber::lossy()
{
    QVERIFY(!QDynamoDBNumber(u"0.1000000000000000055511151231257827").toDouble());
    QCOMPARE(QDynamoDBNumber(u"0.1000000000000000055511151231257827").toNearestDouble(), 0.1);
    QVERIFY(!QDynamoDBNumber(u"9007199254740993").toDouble());
    QCOMPARE(QDynamoDBNumber(u"1.50").toDouble(), 1.5);
    QCOMPARE(QDynamoDBNumber(nines).toNearestDouble(), 1e38);
    QCOMPARE(QDynamoDBNumber(u"-1E-130").toNearestDouble(), -1e-130);
}

void tst_QDynamoDBNumber::compare_data()
{
    QTest::addColumn<QString>("a");
    QTest::addColumn<QString>("b");
    QTest::addColumn<int>("order"); // of a to b

    QTest::newRow("scale") << u"1.50"_s << u"1.5"_s << 0;
    QTest::newRow("exponent") << u"1e3"_s << u"1000.000"_s << 0;
    QTest::newRow("38 digits of scale") << u"1."_s + QString(37, u'0') << u"1"_s << 0;
    QTest::newRow("zeros") << u"0.00"_s << u"-0"_s << 0;
    QTest::newRow("signs") << u"-1"_s << u"1"_s << -1;
    QTest::newRow("zero and negative") << u"0.0"_s << u"-1E-130"_s << 1;
    QTest::newRow("negative magnitudes") << u"-10"_s << u"-9"_s << -1;
    QTest::newRow("magnitudes") << u"9.9"_s << u"10"_s << -1;
    QTest::newRow("last digit") << nines << QString(37, u'9') + u'8' << 1;
    QTest::newRow("last digit, other scale") << u"0."_s + nines << u"0."_s + QString(37, u'9') << 1;
    QTest::newRow("far apart") << u"1E125"_s << u"1E-130"_s << 1;
    QTest::newRow("invalid first") << u"x"_s << u"-1E125"_s << -1;
    QTest::newRow("both invalid") << u"x"_s << u"1E300"_s << 0;
}

void tst_QDynamoDBNumber::compare()
{
    QFETCH(QString, a);
    QFETCH(QString, b);
    QFETCH(int, order);

    const QDynamoDBNumber x(a);
    const QDynamoDBNumber y(b);
    QCOMPARE(x == y, order == 0);
    QCOMPARE(x != y, order != 0);
    QCOMPARE(x < y, order < 0);
    QCOMPARE(x <= y, order <= 0);
    QCOMPARE(x > y, order > 0);
    QCOMPARE(x >= y, order >= 0);
    QCOMPARE(y<x, order> 0);
    if (order == 0)
        QCOMPARE(qHash(x, 1), qHash(y, 1));
    else
        QVERIFY(qHash(x, 1) != qHash(y, 1));
}

void tst_QDynamoDBNumber::randomText()
{
    QRandomGenerator random(7);
    for (int i = 0; i < 20'000; ++i) {
        const int digits = random.bounded(1, 39);
        QString text;
        for (int j = 0; j < digits; ++j)
            text += QChar(u'0' + random.bounded(j == 0 ? 1 : 0, 10));
        const int point = random.bounded(0, digits + 1);
        const QDynamoDBNumber whole(QString(text + u"e-"_s + QString::number(digits - point)));
        text.insert(point, u'.');
        const QDynamoDBNumber number(text);
        if (!number.isValid() || number != whole || number != QDynamoDBNumber(number.toString()))
            QFAIL(qPrintable(text));
        const QString printed = text.endsWith(u'.') ? text.chopped(1) : text;
        if (point > 0)
            QCOMPARE(number.toString(), printed);
    }
}

void tst_QDynamoDBNumber::invalidNumbers()
{
    const QDynamoDBNumber invalid(u"seven");
    QCOMPARE(invalid, QDynamoDBNumber(std::nan("")));
    QVERIFY(invalid != QDynamoDBNumber(0));
    QCOMPARE(invalid.error().code(), QDynamoDBError::Code::InvalidParameterValue);
}

void tst_QDynamoDBNumber::debug()
{
    QString text;
    QDebug(&text) << QDynamoDBNumber(u"1.50") << QDynamoDBNumber(u"x");
    QCOMPARE(text.trimmed(), u"QDynamoDBNumber(1.50) QDynamoDBNumber(invalid)"_s);
}

QTEST_APPLESS_MAIN(tst_QDynamoDBNumber)
#include "tst_qdynamodbnumber.moc"
