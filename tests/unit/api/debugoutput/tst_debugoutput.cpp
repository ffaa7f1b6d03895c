// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbjson.h>

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;

namespace {

// The maximum length of a truncated text, including the rest of its last element.
constexpr qsizetype bound = 3000;

QDynamoDBItem threadItem(int id)
{
    return { { u"Id"_s, id },
             { u"Subject"_s, u"Hello"_s },
             { u"Tags"_s, QDynamoDBValue::stringSet({ u"qt"_s, u"aws"_s }) } };
}

QList<QDynamoDBItem> threadItems(int count)
{
    QList<QDynamoDBItem> list;
    for (int i = 0; i < count; ++i)
        list.append(threadItem(i));
    return list;
}

} // namespace

// The output of qDebug(): readable, on one line, and of bounded length.
class tst_DebugOutput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void values_data();
    void values();
    void items();
    void overhead();
    void bounded_data();
    void bounded();
    void results();
    void errors();
};

void tst_DebugOutput::values_data()
{
    QTest::addColumn<QDynamoDBValue>("value");
    QTest::addColumn<QString>("text");
    QTest::newRow("undefined") << QDynamoDBValue(QDynamoDBValue::Type::Undefined) << u"Undefined"_s;
    QTest::newRow("null") << QDynamoDBValue() << u"Null"_s;
    QTest::newRow("bool") << QDynamoDBValue(true) << u"true"_s;
    QTest::newRow("number") << QDynamoDBValue(QDynamoDBNumber(u"-1.50")) << u"-1.50"_s;
    QTest::newRow("string") << QDynamoDBValue(u"a \"b\" \\ \n\tä"_s)
                            << uR"("a \"b\" \\ \n\u0009ä")"_s;
    QTest::newRow("long string") << QDynamoDBValue(QString(500, u'x'))
                                 << u'"' + QString(200, u'x') + u"…\" (500 characters)"_s;
    QTest::newRow("cut before a pair") << QDynamoDBValue(QString(199, u'x') + u"😀😀"_s)
                                       << u'"' + QString(199, u'x') + u"…\" (203 characters)"_s;
    QTest::newRow("pair") << QDynamoDBValue(u"😀"_s) << u"\"😀\""_s;
    QTest::newRow("unpaired surrogate")
            << QDynamoDBValue(QString(QChar(0xd83d))) << uR"("\ud83d")"_s;
    QTest::newRow("direction") << QDynamoDBValue(QString(QChar(0x202e))) << uR"("\u202e")"_s;
    QTest::newRow("no bytes") << QDynamoDBValue(QByteArray("")) << u"<0 bytes>"_s;
    QTest::newRow("bytes") << QDynamoDBValue(QByteArray("\x01\xff", 2)) << u"<2 bytes 01ff>"_s;
    QTest::newRow("many bytes") << QDynamoDBValue(QByteArray(1000, 'a'))
                                << u"<1000 bytes 61616161616161616161616161616161…>"_s;
    QTest::newRow("list") << QDynamoDBValue(QDynamoDBValueList { 1, u"a"_s, QDynamoDBValue() })
                          << u"[1, \"a\", Null]"_s;
    QTest::newRow("map") << QDynamoDBValue(
            QDynamoDBItem { { u"a"_s, 1 }, { u"b"_s, QDynamoDBItem({}) } })
                         << u"{\"a\": 1, \"b\": {}}"_s;
    QTest::newRow("strings") << QDynamoDBValue::stringSet({ u"a"_s, u"b"_s })
                             << u"StringSet[\"a\", \"b\"]"_s;
    QTest::newRow("numbers") << QDynamoDBValue::numberSet({ 1, 2 }) << u"NumberSet[1, 2]"_s;
    QTest::newRow("binaries") << QDynamoDBValue::binarySet({ "a", "b" })
                              << u"BinarySet[<1 bytes 61>, <1 bytes 62>]"_s;
}

void tst_DebugOutput::values()
{
    QFETCH(const QDynamoDBValue, value);
    QFETCH(const QString, text);
    QCOMPARE(QDebug::toString(value), u"QDynamoDBValue("_s + text + u')');
}

void tst_DebugOutput::items()
{
    QCOMPARE(QDebug::toString(threadItem(1)),
             u"QDynamoDBItem(\"Id\": 1, \"Subject\": \"Hello\", "
             "\"Tags\": StringSet[\"qt\", \"aws\"])"_s);
    QCOMPARE(QDebug::toString(QDynamoDBItem()), u"QDynamoDBItem()"_s);
}

void tst_DebugOutput::overhead()
{
    const QDynamoDBItem item = { { u"Subject"_s, u"Hello"_s },
                                 { u"Views"_s, 12 },
                                 { u"Active"_s, true },
                                 { u"Scores"_s, QDynamoDBValueList { 1, 2, 3, 4, 5, 6, 7, 8 } },
                                 { u"Author"_s, QDynamoDBItem { { u"Name"_s, u"Ann"_s } } } };
    const qsizetype json = QDynamoDBJson::fromItem(item)->size();
    QVERIFY2(QDebug::toString(item).size() < json, qPrintable(QDebug::toString(item)));
}

void tst_DebugOutput::bounded_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("rest");
    const auto row = [](const char *name, const auto &value, const QString &rest) {
        QTest::newRow(name) << QDebug::toString(value) << rest;
    };
    QDynamoDBValueList list;
    QDynamoDBItem wide;
    QDynamoDBItem deep = { { u"a"_s, QString(100, u'x') } };
    QList<QDynamoDBNumber> numbers;
    for (int i = 0; i < 20000; ++i) {
        list.append(i);
        numbers.append(i);
    }
    for (int i = 0; i < 2000; ++i)
        wide.insert(u"attribute%1"_s.arg(i), i);
    for (int i = 0; i < 31; ++i)
        deep = { { u"a"_s, deep }, { u"b"_s, list } };
    row("list", QDynamoDBValue(list), u"more])"_s);
    row("set", QDynamoDBValue::numberSet(numbers), u"more])"_s);
    row("item", wide, u"more)"_s);
    row("deep item", deep, u")"_s);
    QDynamoDB::QueryResult page;
    page.items = threadItems(1000);
    page.count = 1000;
    row("result", page, u")"_s);
    QDynamoDB::BatchWriteItemRequest batch;
    for (int i = 0; i < 1000; ++i)
        batch.requestItems.insert(u"Table%1"_s.arg(i), {});
    row("map of a request", batch, u"more})"_s);
    row("message", QDynamoDBError(QDynamoDBError::Code::Validation, QString(100000, u'x')), u")"_s);
    row("string", QDynamoDBValue(QString(400000, u'x')), u"(400000 characters))"_s);
    row("binary", QDynamoDBValue(QByteArray(400000, 'x')), u"…>)"_s);
}

void tst_DebugOutput::bounded()
{
    QFETCH(const QString, text);
    QFETCH(const QString, rest);
    QVERIFY2(text.size() < bound, qPrintable(text));
    QVERIFY2(text.endsWith(rest), qPrintable(text));
    QVERIFY(!text.contains(u'\n'));
}

void tst_DebugOutput::results()
{
    QDynamoDB::GetItemResult result;
    result.item = { { u"Id"_s, 1 } };
    QCOMPARE(QDebug::toString(result), u"GetItemResult(item: {\"Id\": 1})"_s);
    QDynamoDB::QueryResult page;
    page.items = threadItems(500);
    QVERIFY2(QDebug::toString(page).contains(" more], "_L1), qPrintable(QDebug::toString(page)));
}

void tst_DebugOutput::errors()
{
    const QDynamoDBError error(QDynamoDBError::Code::Validation, u"no \"such\" thing"_s);
    const QString text = QDebug::toString(error);
    QVERIFY2(text.endsWith("\"no \\\"such\\\" thing\")"_L1), qPrintable(text));
}

QTEST_APPLESS_MAIN(tst_DebugOutput)

#include "tst_debugoutput.moc"
