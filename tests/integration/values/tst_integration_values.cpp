// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "localservertest/localservertest.h"

#include "values/utc_p.h"

#include <QtDynamoDB/qdynamodbapi.h>

#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>

#include <algorithm>
#include <limits>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;
using Keys = TestTable::Keys;
using Type = QDynamoDBValue::Type;

// Values of every type on DynamoDB Local: values up to the limits return unchanged, and both the library
// and the server reject values beyond the limits.
class tst_Integration_Values : public LocalServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void roundTrip_data();
    void roundTrip();
    void numbersKeepTheirDigits_data();
    void numbersKeepTheirDigits();
    void attributeNames_data();
    void attributeNames();
    void unpairedSurrogates();
    void allCodePoints();
    void itemOf400Kilobytes();
    void pageOfOneMegabyte();
    void keyLengths();
    void rejectedValues_data();
    void rejectedValues();
};

static const QDynamoDBItem key { { u"pk"_s, u"a"_s } };

static QDynamoDBValue nested(int lists)
{
    QDynamoDBValue value = u"deep"_s;
    for (int i = 0; i < lists; ++i)
        value = i % 2 ? QDynamoDBValue(QDynamoDBItem { { u"m"_s, value } })
                      : QDynamoDBValue(QDynamoDBValueList { value });
    return value;
}

static QByteArray allBytes()
{
    QByteArray bytes(256, Qt::Uninitialized);
    for (int i = 0; i < 256; ++i)
        bytes[i] = char(i);
    return bytes;
}

void tst_Integration_Values::roundTrip_data()
{
    QTest::addColumn<QDynamoDBValue>("value");
    const auto row = [](const char *name, const QDynamoDBValue &value) {
        QTest::newRow(name) << value;
    };

    row("null", nullptr);
    row("true", true);
    row("false", false);
    row("zero", 0);
    row("least qint64", std::numeric_limits<qint64>::min());
    row("greatest quint64", std::numeric_limits<quint64>::max());
    row("fraction", 0.1);
    row("greatest float", std::numeric_limits<float>::max());
    row("empty string", u""_s);
    row("embedded NUL", u"a\0b"_s);
    row("escapes", u"\"\\/\b\f\n\r\t\x7f\u2028"_s);
    row("surrounding spaces", u"  x \n"_s);
    row("not normalised", u"e\u0301 \u00e9"_s);
    row("empty binary", QByteArray(""));
    row("one byte", QByteArray(1, '\0'));
    row("two bytes", QByteArray("\xff\xfe"));
    row("all bytes", allBytes());
    row("date", QDateTime::fromMSecsSinceEpoch(1700000000123, QtDynamoDBPrivate::utc));
    row("uuid", QUuid(0x12345678, 0x1234, 0x5678, 1, 2, 3, 4, 5, 6, 7, 8));
    row("set of strings", QDynamoDBValue::stringSet({ u"b"_s, u"a"_s, u"\U0001f600"_s }));
    row("empty string in a set", QDynamoDBValue::stringSet({ u""_s, u"a"_s }));
    row("set of numbers", QDynamoDBValue::numberSet({ 3, -1, 0.5, QDynamoDBNumber(u"1E+125") }));
    row("set of binaries", QDynamoDBValue::binarySet({ allBytes(), "x"_ba }));
    row("empty binary in a set", QDynamoDBValue::binarySet({ ""_ba, "x"_ba }));
    row("empty list", Type::List);
    row("empty map", Type::Map);
    row("list of all types",
        QDynamoDBValueList { nullptr, true, 1, u"x"_s, "x"_ba, QDynamoDBValueList { 1 },
                             QDynamoDBItem { { u"a"_s, 1 } },
                             QDynamoDBValue::stringSet({ u"x"_s }) });
    row("32 levels", nested(31));
}

void tst_Integration_Values::roundTrip()
{
    QFETCH(const QDynamoDBValue, value);

    TEST_TABLE(table, Keys::Partition);
    QDynamoDBItem item = key;
    item.insert(u"value"_s, value);
    AWAIT_DONE(m_client.putItem(table.name(), item));
    AWAIT(got, m_client.getItem(table.name(), key));
    QCOMPARE(got.item, item);
    QCOMPARE(got.item[u"value"].type(), value.type());

    // The value as a parameter of an expression.
    ScanRequest scan;
    scan.tableName = table.name();
    scan.filterExpression = u"#value = :value"_s;
    scan.expressionAttributeNames = { { u"#value"_s, u"value"_s } };
    scan.expressionAttributeValues = { { u":value"_s, value } };
    AWAIT(page, m_client.scan(scan));
    QCOMPARE(page.items, QList<QDynamoDBItem> { item });
}

void tst_Integration_Values::numbersKeepTheirDigits_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("kept");

    const QString nines(38, u'9');
    const auto row = [](const char *name, const QString &text, const QString &kept = {}) {
        QTest::newRow(name) << text << (kept.isNull() ? text : kept);
    };
    row("38 digits", nines);
    row("38 digits, negative", u"-"_s + nines);
    row("38 digits of a fraction", u"0."_s + nines);
    row("38 digits around the point", nines.left(19) + u'.' + nines.left(19));
    row("largest", u"9."_s + nines.left(37) + u"E+125"_s);
    row("smallest", u"-9."_s + nines.left(37) + u"E+125"_s);
    row("closest to zero", u"1E-130"_s);
    row("closest to zero, negative", u"-1E-130"_s);
    row("trailing zeros", u"1.500"_s, u"1.5"_s);
    row("leading zeros", u"-000.5"_s, u"-0.5"_s);
    row("many zeros", u"1"_s + QString(60, u'0'));
    row("negative zero", u"-0"_s, u"0"_s);
}

void tst_Integration_Values::numbersKeepTheirDigits()
{
    QFETCH(const QString, text);
    QFETCH(const QString, kept);

    CreateTableRequest create = TestTable::request(Keys::Partition);
    create.attributeDefinitions.first().attributeType = ScalarAttributeType::N;
    TEST_TABLE(table, create);
    const QDynamoDBNumber number(text);
    QVERIFY(number.isValid());
    // The number as a key, which the server has to compare.
    const QDynamoDBItem item { { u"pk"_s, number } };
    AWAIT_DONE(m_client.putItem(table.name(), item));
    AWAIT(got, m_client.getItem(table.name(), item));
    QCOMPARE(got.item[u"pk"].toNumber(), number);
    QCOMPARE(got.item[u"pk"].toNumber(), QDynamoDBNumber(kept));
    QCOMPARE(got.item[u"pk"].toNumber().toString(), QDynamoDBNumber(kept).toString());
}

void tst_Integration_Values::attributeNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("space") << u" "_s;
    QTest::newRow("dot") << u"a.b"_s;
    QTest::newRow("like a type") << u"S"_s;
    QTest::newRow("escapes") << u"\"\\\n\0"_s;
    QTest::newRow("beyond the BMP") << u"\U0001f600"_s;
    QTest::newRow("long") << QString(255, u'n');
}

void tst_Integration_Values::attributeNames()
{
    QFETCH(const QString, name);
    TEST_TABLE(table, Keys::Partition);
    QDynamoDBItem item = key;
    item.insert(name, QDynamoDBItem { { name, 1 } });
    AWAIT_DONE(m_client.putItem(table.name(), item));
    AWAIT(got, m_client.getItem(table.name(), key));
    QCOMPARE(got.item, item);
}

// DynamoDB Local stores unpaired surrogates in strings and in names of attributes.
void tst_Integration_Values::unpairedSurrogates()
{
    TEST_TABLE(table, Keys::Partition);
    const QString high(QChar(0xd83d));
    const QString low(QChar(0xde00));
    QDynamoDBItem item = key;
    item.insert(u"text"_s, QString(u"a"_s + high + u'z'));
    item.insert(high, u"x"_s);
    item.insert(u"set"_s, QDynamoDBValue::stringSet({ low, QString(low + high) }));
    item.insert(u"map"_s, QDynamoDBItem { { low, QDynamoDBValueList { high, u"\U0001f600"_s } } });
    AWAIT_DONE(m_client.putItem(table.name(), item));
    AWAIT(got, m_client.getItem(table.name(), key));
    QVERIFY2(got.item == item, qPrintable(QDebug::toString(got.item)));
    AWAIT_DONE(m_client.putItem(table.name(), got.item));
    AWAIT(page, m_client.scan(table.name()));
    QCOMPARE(page.items, QList<QDynamoDBItem> { item });
}

// All code points except surrogates, in pieces that fit into an item.
void tst_Integration_Values::allCodePoints()
{
    TEST_TABLE(table, Keys::PartitionAndSort);
    constexpr char32_t end = 0x110000;
    constexpr char32_t step = 0x17000; // at most 368 KB of UTF-8
    int pieces = 0;
    for (char32_t first = 0; first < end; first += step) {
        QString text;
        text.reserve(2 * step);
        for (char32_t c = first; c < std::min<char32_t>(first + step, end); ++c) {
            if (!QChar::isSurrogate(c))
                text += QChar::fromUcs4(c);
        }
        const QDynamoDBItem itemKey { { u"pk"_s, u"a"_s }, { u"sk"_s, ++pieces } };
        QDynamoDBItem item = itemKey;
        item.insert(u"text"_s, text);
        AWAIT_DONE(m_client.putItem(table.name(), item));
        AWAIT(got, m_client.getItem(table.name(), itemKey));
        QVERIFY2(got.item == item, qPrintable(u"from U+%1"_s.arg(uint(first), 4, 16)));
    }
    QCOMPARE(pieces, 12);
}

void tst_Integration_Values::itemOf400Kilobytes()
{
    TEST_TABLE(table, Keys::Partition);
    // The names and the key count toward the size of an item.
    const auto item = [](qsizetype size) {
        QDynamoDBItem sized = key;
        sized.insert(u"x"_s, QString(size - 3 - 1, u'y'));
        return sized;
    };
    const QDynamoDBItem largest = item(400 * 1024);
    AWAIT_DONE(m_client.putItem(table.name(), largest));
    AWAIT(got, m_client.getItem(table.name(), key));
    QVERIFY(got.item == largest);
    AWAIT_ERROR(error, m_client.putItem(table.name(), item(400 * 1024 + 1)), Code::Validation);
    QCOMPARE(error.attempts(), 1);
}

// A page of the maximum size contains every type of value; further pages contain the rest.
void tst_Integration_Values::pageOfOneMegabyte()
{
    TEST_TABLE(table, Keys::PartitionAndSort);
    QList<QDynamoDBItem> items;
    for (int i = 0; i < 12; ++i) {
        items.append({ { u"pk"_s, u"a"_s },
                       { u"sk"_s, i },
                       { u"text"_s, QString(50000, QChar(u'a' + i)) },
                       { u"bytes"_s, QByteArray(50000, char(i)) },
                       { u"some"_s, QDynamoDBValueList { nullptr, i, true, u""_s } } });
    }
    AWAIT(written, m_client.batchWriteItem(table.name(), items));
    QVERIFY(written.unprocessedItems.isEmpty());

    QueryRequest query;
    query.tableName = table.name();
    query.keyConditionExpression = u"pk = :pk"_s;
    query.expressionAttributeValues = { { u":pk"_s, u"a"_s } };
    AWAIT(first, m_client.query(query));
    QCOMPARE(first.count, 11); // the item that exceeds 1 MB is the last one
    QCOMPARE(first.items, items.mid(0, 11));
    query.exclusiveStartKey = first.lastEvaluatedKey;
    AWAIT(second, m_client.query(query));
    QCOMPARE(second.items, items.mid(11));
    QVERIFY(second.lastEvaluatedKey.isNull());
}

void tst_Integration_Values::keyLengths()
{
    CreateTableRequest create = TestTable::request(Keys::PartitionAndSort);
    create.attributeDefinitions = { { u"pk"_s, ScalarAttributeType::S },
                                    { u"sk"_s, ScalarAttributeType::B } };
    TEST_TABLE(table, create);
    const QDynamoDBItem longest { { u"pk"_s, QString(1024, u'\u00e9') },
                                  { u"sk"_s, QByteArray(1024, '\0') } };
    AWAIT_DONE(m_client.putItem(table.name(), longest));
    AWAIT(got, m_client.getItem(table.name(), longest));
    QCOMPARE(got.item, longest);

    QDynamoDBItem tooLong = longest;
    tooLong.insert(u"pk"_s, QString(1025, u'\u00e9'));
    AWAIT_ERROR(partition, m_client.putItem(table.name(), tooLong), Code::Validation);
    tooLong = longest;
    tooLong.insert(u"sk"_s, QByteArray(1025, '\0'));
    AWAIT_ERROR(sort, m_client.putItem(table.name(), tooLong), Code::Validation);
}

void tst_Integration_Values::rejectedValues_data()
{
    QTest::addColumn<QDynamoDBValue>("value");
    QTest::addColumn<QByteArray>("json"); // in the request to the server

    const auto row = [](const char *name, const QDynamoDBValue &value, const QByteArray &json) {
        QTest::newRow(name) << value << json;
    };
    const QByteArray digits(39, '9');
    row("39 digits", QDynamoDBNumber(QString::fromLatin1(digits)), R"({"N":")" + digits + "\"}");
    row("too large", QDynamoDBNumber(u"1E126"), R"({"N":"1E126"})");
    row("too small", QDynamoDBNumber(u"1E-131"), R"({"N":"1E-131"})");
    row("not a number", QDynamoDBNumber(u"ten"), R"({"N":"ten"})");
    row("infinite", std::numeric_limits<double>::infinity(), R"({"N":"Infinity"})");
    row("undefined", Type::Undefined, "{}");
    row("empty set of strings", Type::StringSet, R"({"SS":[]})");
    row("empty set of numbers", Type::NumberSet, R"({"NS":[]})");
    row("empty set of binaries", Type::BinarySet, R"({"BS":[]})");
    row("duplicate string", QDynamoDBValue::stringSet({ u"a"_s, u"a"_s }), R"({"SS":["a","a"]})");
    row("duplicate number", QDynamoDBValue::numberSet({ 1, QDynamoDBNumber(u"1.0") }),
        R"({"NS":["1","1.0"]})");
    row("duplicate binary", QDynamoDBValue::binarySet({ "a"_ba, "a"_ba }),
        R"({"BS":["YQ==","YQ=="]})");
    QByteArray deep = R"({"S":"deep"})";
    for (int i = 0; i < 32; ++i)
        deep = i % 2 ? QByteArray(R"({"M":{"m":)" + deep + "}}") : R"({"L":[)" + deep + "]}";
    row("33 levels", nested(32), deep);
}

// The server rejects each value that the library does not send.
void tst_Integration_Values::rejectedValues()
{
    QFETCH(const QDynamoDBValue, value);
    QFETCH(const QByteArray, json);

    TEST_TABLE(table, Keys::Partition);
    QDynamoDBItem item = key;
    item.insert(u"value"_s, value);
    AWAIT_ERROR(ours, m_client.putItem(table.name(), item), Code::InvalidParameterValue);
    QCOMPARE(ours.attempts(), 0);
    QVERIFY2(ours.message().startsWith(u"Item.value"), qPrintable(ours.message()));

    const QJsonObject parameters {
        { u"TableName"_s, table.name() },
        { u"Item"_s,
          QJsonObject { { u"pk"_s, QJsonObject { { u"S"_s, u"a"_s } } },
                        { u"value"_s, QJsonDocument::fromJson(json).object() } } },
    };
    const QDynamoDBError theirs = await(m_client.execute(u"PutItem"_s, parameters)).error();
    QVERIFY2(theirs.code() == Code::Validation || theirs.code() == Code::Serialization,
             qPrintable(QDebug::toString(theirs)));
}

QTEST_GUILESS_MAIN(tst_Integration_Values)
#include "tst_integration_values.moc"
