// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "expressions/evaluation/keyencoding_p.h"
#include "expressions/evaluation/numbersum_p.h"
#include "expressions/evaluation/requestexpressions_p.h"
#include "expressions/evaluation/updateevaluator_p.h"
#include "expressions/expressionparser_p.h"
#include "expressions/valueorder_p.h"
#include "randomexpressions/randomexpressions.h"

#include <QtCore/qregularexpression.h>
#include <QtTest/qtest.h>

#include <algorithm>

using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;
using Type = QDynamoDBValue::Type;

// The evaluation of expressions without the service, and the bytes that sort as keys do. The test
// integration_evaluation compares the evaluation with DynamoDB Local.
class tst_Evaluation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sums_data();
    void sums();
    void randomSums();
    void numberKeys();
    void otherKeys();
    void joinedKeys();
    void wrongKeys();
    void prefixes();
    void updates_data();
    void updates();
    void refusals_data();
    void refusals();
    void placeholders();
    void reservedWords();
    void tooLarge();

private:
    static QDynamoDBExpected<QDynamoDBItem> update(const QString &text,
                                                   const QDynamoDBItem &values = {});
    static const QDynamoDBItem item;
};

const QDynamoDBItem tst_Evaluation::item {
    { u"pk"_s, u"a"_s },
    { u"n"_s, 5 },
    { u"s"_s, u"text"_s },
    { u"l"_s, QDynamoDBValueList { 1, u"x"_s, QDynamoDBValueList { 7 } } },
    { u"m"_s, QDynamoDBItem { { u"a"_s, 1 }, { u"b"_s, QDynamoDBItem { { u"c"_s, 2 } } } } },
    { u"ss"_s, QDynamoDBValue::stringSet({ u"a"_s, u"b"_s }) },
};

QDynamoDBExpected<QDynamoDBItem> tst_Evaluation::update(const QString &text,
                                                        const QDynamoDBItem &values)
{
    ExpressionTexts texts;
    texts.update = text;
    texts.values = values;
    const auto parsed = RequestExpressions::parse(texts, { u"pk"_s });
    if (!parsed)
        return parsed.error();
    return updatedItem(parsed->update, item, { { u"pk"_s, u"a"_s } });
}

void tst_Evaluation::sums_data()
{
    QTest::addColumn<QString>("a");
    QTest::addColumn<QString>("b");
    QTest::addColumn<QString>("expectedSum"); // empty: the service refuses it
    QTest::addColumn<QString>("expectedDifference");

    const QString nines = QString(38, u'9');
    const auto row = [](const char *name, const QString &a, const QString &b, const QString &sum,
                        const QString &difference) {
        QTest::newRow(name) << a << b << sum << difference;
    };
    row("integers", u"5"_s, u"7"_s, u"12"_s, u"-2"_s);
    row("zero", u"5"_s, u"0"_s, u"5"_s, u"5"_s);
    row("both zero", u"0"_s, u"0.00"_s, u"0"_s, u"0"_s);
    row("cancel", u"1.50"_s, u"-1.5"_s, u"0"_s, u"3"_s);
    row("fractions", u"0.1"_s, u"0.2"_s, u"0.3"_s, u"-0.1"_s);
    row("borrow", u"1000"_s, u"-0.001"_s, u"999.999"_s, u"1000.001"_s);
    row("both negative", u"-99"_s, u"-2"_s, u"-101"_s, u"-97"_s);
    row("carry to 39 digits, the last zero", nines, u"1"_s, u"1E+38"_s, nines.chopped(1) + u'8');
    row("39 digits", nines, u"0.1"_s, {}, {});
    row("far apart", u"1E+20"_s, u"1E-20"_s, {}, {});
    row("just close enough", u"1E+20"_s, u"1E-17"_s, u"100000000000000000000.00000000000000001"_s,
        u"99999999999999999999.99999999999999999"_s);
    row("overflow", u"9E+125"_s, u"9E+125"_s, {}, u"0"_s);
    row("negative overflow", u"-9E+125"_s, u"1E+125"_s, u"-8E+125"_s, {});
    row("smallest", u"1E-130"_s, u"2E-130"_s, u"3E-130"_s, u"-1E-130"_s);
    row("underflow", u"1.1E-130"_s, u"1E-130"_s, u"2.1E-130"_s, {});
}

void tst_Evaluation::sums()
{
    QFETCH(const QString, a);
    QFETCH(const QString, b);
    QFETCH(const QString, expectedSum);
    QFETCH(const QString, expectedDifference);
    const QDynamoDBNumber x(a);
    const QDynamoDBNumber y(b);
    const auto text = [](const QDynamoDBNumber &number) {
        return number.isValid() ? number.toString() : QString();
    };
    QCOMPARE(text(sum(x, y)), expectedSum);
    QCOMPARE(text(sum(y, x)), expectedSum);
    QCOMPARE(text(difference(x, y)), expectedDifference);
}

// Sums of integers of 64 bits are those of the processor, whatever their scale.
void tst_Evaluation::randomSums()
{
    QRandomGenerator random(3);
    for (int i = 0; i < 10000; ++i) {
        const qint64 a = qint64(random.generate64()) >> (2 + random.bounded(60));
        const qint64 b = qint64(random.generate64()) >> (2 + random.bounded(60));
        const QString scale = u"E%1"_s.arg(random.bounded(150) - 75);
        const auto scaled = [&](qint64 n) {
            return QDynamoDBNumber(QString(QString::number(n) + scale));
        };
        QCOMPARE(sum(scaled(a), scaled(b)), scaled(a + b));
        QCOMPARE(difference(scaled(a), scaled(b)), scaled(a - b));
    }
}

void tst_Evaluation::numberKeys()
{
    RandomExpressions random(4);
    QList<QDynamoDBNumber> numbers { 0,
                                     1,
                                     -1,
                                     QDynamoDBNumber(u"1.0"_s),
                                     QDynamoDBNumber(u"9.9E+125"_s),
                                     QDynamoDBNumber(u"-9.9E+125"_s),
                                     QDynamoDBNumber(u"1.2"_s),
                                     QDynamoDBNumber(u"1.25"_s),
                                     QDynamoDBNumber(u"-1.2"_s),
                                     QDynamoDBNumber(u"-1.25"_s) };
    for (int i = 0; i < 400; ++i)
        numbers.append(random.number());
    for (const QDynamoDBNumber &a : numbers) {
        const QByteArray bytes = encodedKey(a);
        QVERIFY(bytes.size() <= 22);
        QCOMPARE(decodedKey(bytes, Type::Number), QDynamoDBValue(a));
        for (const QDynamoDBNumber &b : numbers) {
            const int order = *compareValues(a, b);
            const int encoded = bytes.compare(encodedKey(b));
            QVERIFY2((order < 0) == (encoded < 0) && (order == 0) == (encoded == 0),
                     qPrintable(a.toString() + u' ' + b.toString()));
        }
    }
}

void tst_Evaluation::otherKeys()
{
    const QDynamoDBValueList values { u""_s,
                                      u"a"_s,
                                      u"ab"_s,
                                      u"b"_s,
                                      u"\u00e4"_s,
                                      u"\uff5e"_s,
                                      u"\U0001f600"_s,
                                      QByteArray("\0", 1),
                                      QByteArray("\0\xff", 2),
                                      QByteArray("a"),
                                      QByteArray("\xff\xff") };
    for (const QDynamoDBValue &a : values) {
        QCOMPARE(decodedKey(encodedKey(a), a.type()), a);
        for (const QDynamoDBValue &b : values) {
            if (const auto order = compareValues(a, b))
                QCOMPARE(encodedKey(a) < encodedKey(b), *order < 0);
        }
    }
}

void tst_Evaluation::joinedKeys()
{
    QRandomGenerator random(5);
    const auto part = [&random] {
        QByteArray bytes;
        for (int size = random.bounded(3); size > 0; --size)
            bytes += QByteArray("\0\1\xfe\xff", 4)[random.bounded(4)];
        return bytes;
    };
    QList<QByteArrayList> keys;
    for (int i = 0; i < 300; ++i) {
        QByteArrayList key;
        for (int size = random.bounded(4); size > 0; --size)
            key.append(part());
        keys.append(key);
    }
    for (const QByteArrayList &a : keys) {
        for (const QByteArrayList &b : keys) {
            const bool isLess = std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end());
            QCOMPARE(QtDynamoDBPrivate::joinedKeys(a) < QtDynamoDBPrivate::joinedKeys(b), isLess);
        }
    }
}

void tst_Evaluation::wrongKeys()
{
    QVERIFY(encodedKey(true).isNull());
    QVERIFY(encodedKey(QDynamoDBNumber(u"1E999"_s)).isNull());
    for (const QByteArray &bytes :
         { QByteArray(), QByteArray("\x80\0", 2), QByteArray("\xc0\x82\x01\0", 4),
           QByteArray("\xc0\x82\x70\0", 4), QByteArray("x"), QByteArray("\xc0\x82\x02\x02", 4) })
        QVERIFY2(decodedKey(bytes, Type::Number).isUndefined(), bytes.toHex().constData());
    QVERIFY(decodedKey("\xff", Type::String).isUndefined());
    QVERIFY(decodedKey("a", Type::Bool).isUndefined());
}

void tst_Evaluation::prefixes()
{
    QCOMPARE(afterPrefix("a"), std::optional(QByteArray("b")));
    QCOMPARE(afterPrefix("a\xff\xff"), std::optional(QByteArray("b")));
    QCOMPARE(afterPrefix("\xff"), std::optional<QByteArray>());
    QCOMPARE(afterPrefix(""), std::optional<QByteArray>());
}

void tst_Evaluation::updates_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("attribute");
    QTest::addColumn<QVariant>("expected");

    const auto row = [](const QString &text, const QString &attribute,
                        const QDynamoDBValue &expected) {
        QTest::addRow("%s", qPrintable(text)) << text << attribute << QVariant::fromValue(expected);
    };
    const QDynamoDBValue nested = QDynamoDBValueList { 7 };
    row(u"SET n = n + :1"_s, u"n"_s, 6);
    row(u"SET n = :1, q = n"_s, u"q"_s, 5); // the old value
    row(u"SET q = if_not_exists(q, :1) + n"_s, u"q"_s, 6);
    row(u"SET l = list_append(:l, l)"_s, u"l"_s, QDynamoDBValueList { 9, 1, u"x"_s, nested });
    row(u"SET l[9] = :1, l[5] = :x"_s, u"l"_s, QDynamoDBValueList { 1, u"x"_s, nested, u"x"_s, 1 });
    row(u"REMOVE l[0] SET l[1] = :1"_s, u"l"_s, QDynamoDBValueList { 1, nested });
    row(u"SET l[2][0] = :x"_s, u"l"_s,
        QDynamoDBValueList { 1, u"x"_s, QDynamoDBValueList { u"x"_s } });
    row(u"REMOVE m.b.c, m.absent"_s, u"m"_s,
        QDynamoDBItem { { u"a"_s, 1 }, { u"b"_s, QDynamoDBItem() } });
    row(u"ADD n :1, q :1"_s, u"q"_s, 1);
    row(u"ADD ss :ss"_s, u"ss"_s, QDynamoDBValue::stringSet({ u"a"_s, u"b"_s, u"c"_s }));
    row(u"DELETE ss :ss"_s, u"ss"_s, QDynamoDBValue::stringSet({ u"a"_s }));
    row(u"DELETE ss :all"_s, u"ss"_s, Type::Undefined); // there are no empty sets
}

static const QDynamoDBItem allValues {
    { u":1"_s, 1 },
    { u":x"_s, u"x"_s },
    { u":l"_s, QDynamoDBValueList { 9 } },
    { u":ss"_s, QDynamoDBValue::stringSet({ u"b"_s, u"c"_s }) },
    { u":all"_s, QDynamoDBValue::stringSet({ u"a"_s, u"b"_s }) },
    { u":big"_s, QDynamoDBNumber(u"1E+125"_s) },
};

// Returns those of the values that the text uses.
static QDynamoDBItem valuesFor(const QString &text)
{
    QDynamoDBItem values;
    for (const QDynamoDBItem::Attribute &value : allValues) {
        if (text.contains(QRegularExpression(value.name + u"\\b"_s)))
            values.insert(value.name, value.value);
    }
    return values;
}

void tst_Evaluation::updates()
{
    QFETCH(const QString, text);
    QFETCH(const QString, attribute);
    QFETCH(const QVariant, expected);
    const auto updated = update(text, valuesFor(text));
    QVERIFY2(updated, qPrintable(updated.error().message()));
    QCOMPARE(updated->value(attribute), expected.value<QDynamoDBValue>());
}

void tst_Evaluation::refusals_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("message"); // a part of it
    const auto row = [](const QString &text, const QString &message) {
        QTest::addRow("%s", qPrintable(text)) << text << message;
    };
    row(u"SET pk = :x"_s, u"a key attribute can't be updated"_s);
    row(u"SET q = absent"_s, u"reads absent, which the item does not have"_s);
    row(u"SET q = n + s"_s, u"only numbers can be added"_s);
    row(u"ADD n :big"_s, u"38 significant digits"_s);
    row(u"ADD s :1"_s, u"numbers can be added to numbers"_s);
    row(u"DELETE n :ss"_s, u"deleted from a set of the same type"_s);
    row(u"SET m.x.y = :1"_s, u"does not have"_s);
    row(u"SET m[0] = :1"_s, u"is not a map or a list"_s);
    row(u"SET m.a = :1 REMOVE m"_s, u"one is the other or is inside it"_s);
    row(u"SET n = :1 SET q = :1"_s, u"the section SET occurs twice"_s);
    row(u"SET q = size(s)"_s, u"size() is not allowed"_s);
    row(u"SET q = ((n))"_s, u"redundant parentheses"_s);
    row(u"SET name = :1"_s, u"name is a reserved word"_s);
    row(u"SET q = n + :1 + :1"_s, u"\"+\" is unexpected"_s);
    row(u"SET q = if_not_exists(q, q)"_s, u"itself"_s);
    row(u"SET q"_s, u"= is missing at the end"_s);
    row(u"UPDATE n"_s, u"SET, REMOVE, ADD or DELETE is missing"_s);
}

void tst_Evaluation::refusals()
{
    QFETCH(const QString, text);
    QFETCH(const QString, message);
    const auto updated = update(text, valuesFor(text));
    QVERIFY(!updated);
    QCOMPARE(updated.error().code(), QDynamoDBError::Code::Validation);
    QVERIFY2(updated.error().message().contains(message), qPrintable(updated.error().message()));
}

void tst_Evaluation::placeholders()
{
    const auto message = [](const QMap<QString, QString> &names, const QDynamoDBItem &values) {
        ExpressionTexts texts;
        texts.filter = u"#a = :a"_s;
        texts.names = names;
        texts.values = values;
        const auto parsed = RequestExpressions::parse(texts, {});
        return parsed ? QString() : parsed.error().message();
    };
    const QMap<QString, QString> names { { u"#a"_s, u"a"_s } };
    const QDynamoDBItem values { { u":a"_s, 1 } };
    QCOMPARE(message(names, values), QString());
    QVERIFY(message({}, values).contains(u"there is no name for #a"_s));
    QVERIFY(message(names, {}).contains(u"there is no value for :a"_s));
    QVERIFY(message({ { u"#a"_s, u"a"_s }, { u"#b"_s, u"b"_s } }, values)
                    .contains(u"uses the name #b"_s));
    QVERIFY(message(names, { { u":a"_s, 1 }, { u":b"_s, 2 } }).contains(u"uses the value :b"_s));
    QVERIFY(message(names, { { u":a"_s, 1 }, { u"b"_s, 2 } }).contains(u"can't represent"_s));
    QVERIFY(message(names, { { u":a"_s, Type::StringSet } }).contains(u"can't be sent"_s));
}

void tst_Evaluation::reservedWords()
{
    for (const QString &word : { u"ABORT"_s, u"zone"_s, u"Name"_s, u"size"_s, u"remove"_s })
        QVERIFY2(isReservedWord(word), qPrintable(word));
    for (const QString &word : { u""_s, u"title"_s, u"zz"_s, u"a"_s, u"contains"_s })
        QVERIFY2(!isReservedWord(word), qPrintable(word));
}

void tst_Evaluation::tooLarge()
{
    const auto with = [](const QDynamoDBValue &value) {
        return itemProblem({ { u"q"_s, value } });
    };
    QCOMPARE(with(QString(409599, u'x')), QString());
    QVERIFY(with(QString(409600, u'x')).contains(u"400 KB"_s));
    QDynamoDBValue deep = 1;
    for (int level = 1; level < 32; ++level)
        deep = QDynamoDBValueList { deep };
    QCOMPARE(with(deep), QString());
    QVERIFY(with(QDynamoDBValueList { deep }).contains(u"32 levels"_s));
}

QTEST_APPLESS_MAIN(tst_Evaluation)
#include "tst_evaluation.moc"
