// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "json/valuereader_p.h"
#include "json/valuewriter_p.h"

#include <QtDynamoDB/QDynamoDBJson>

#include <QtCore/qjsondocument.h>
#include <QtCore/qrandom.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

using Json = JsonReader::Value;

class tst_JsonReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void primitives();
    void wrongTypes_data();
    void wrongTypes();
    void skipping();
    void readInPlace();
    void sharedText();
    void sharedNames();
    void duplicateNames_data();
    void duplicateNames();
    void similarNames();
    void page();
    void manyTexts();
    void mutations_data();
    void mutations();
};

void tst_JsonReader::primitives()
{
    QByteArray text = R"( {"s":"a\n\u20ac","i":-9223372036854775808,"d":1.5e3,"t":true,"n":null,
                           "b":"AAEC","m":{"x":1,"y":2},"l":[1,2,3],"ms":1.7E9} )";
    QString string;
    qint64 integer = 0;
    double real = 0;
    double seconds = 0;
    bool boolean = false;
    bool null = false;
    QByteArray binary;
    QStringList keys;
    QList<qint64> list;
    JsonReader reader;
    const bool read = reader.document(text, [&](Json &root) {
        return reader.object(root, [&](std::string_view key, Json &value) {
            if (key == "s")
                return !reader.isNull(value) && reader.string(value, string);
            if (key == "i")
                return reader.integer(value, integer);
            if (key == "d")
                return reader.real(value, real);
            if (key == "ms")
                return reader.real(value, seconds);
            if (key == "t")
                return reader.boolean(value, boolean);
            if (key == "b")
                return reader.base64(value, binary);
            if (key == "n") {
                null = reader.isNull(value);
                return true;
            }
            if (key == "m") {
                return reader.map(value, [&](const QString &name, Json &member) {
                    keys.append(name);
                    return reader.integer(member, integer) || true;
                });
            }
            if (key == "l") {
                return reader.array(value, [&](Json &element) {
                    return reader.integer(element, list.emplaceBack());
                });
            }
            return true;
        });
    });
    QVERIFY2(read, qPrintable(reader.problem().error().message()));
    QVERIFY(!reader.problem().error().isError());
    QCOMPARE(string, u"a\n\u20ac"_s);
    QCOMPARE(integer, 2);
    QCOMPARE(real, 1500.0);
    QCOMPARE(seconds, 1.7e9);
    QVERIFY(boolean);
    QVERIFY(null);
    QCOMPARE(binary, QByteArray("\0\1\2", 3));
    QCOMPARE(keys, QStringList({ u"x"_s, u"y"_s }));
    QCOMPARE(list, QList<qint64>({ 1, 2, 3 }));
}

void tst_JsonReader::wrongTypes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("message");

    QTest::newRow("string") << QByteArray(R"({"s":1})") << u"a string was expected"_s;
    QTest::newRow("integer") << QByteArray(R"({"i":"1"})") << u"an integer was expected"_s;
    QTest::newRow("fraction") << QByteArray(R"({"i":1.5})") << u"an integer was expected"_s;
    QTest::newRow("large integer")
            << QByteArray(R"({"i":9223372036854775808})") << u"an integer was expected"_s;
    QTest::newRow("real") << QByteArray(R"({"d":"1"})") << u"a number was expected"_s;
    QTest::newRow("bool") << QByteArray(R"({"t":1})") << u"true or false was expected"_s;
    QTest::newRow("base64") << QByteArray(R"({"b":"???"})") << u"not valid base64"_s;
    QTest::newRow("array") << QByteArray(R"({"l":{}})") << u"an array was expected"_s;
    QTest::newRow("object") << QByteArray("[]") << u"an object was expected"_s;
    QTest::newRow("malformed") << QByteArray(R"({"s":"x" "i":1})") << u"malformed (near byte"_s;
}

void tst_JsonReader::wrongTypes()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, message);

    QString string;
    qint64 integer = 0;
    double real = 0;
    bool boolean = false;
    QByteArray binary;
    JsonReader reader;
    QVERIFY(!reader.document(text, [&](Json &root) {
        return reader.object(root, [&](std::string_view key, Json &value) {
            switch (key.front()) {
            case 's':
                return reader.string(value, string);
            case 'i':
                return reader.integer(value, integer);
            case 'd':
                return reader.real(value, real);
            case 't':
                return reader.boolean(value, boolean);
            case 'b':
                return reader.base64(value, binary);
            default:
                return reader.array(value, [](Json &) { return true; });
            }
        });
    }));
    QCOMPARE(reader.problem().error().code(), QDynamoDBError::Code::InvalidResponse);
    QVERIFY2(reader.problem().error().message().contains(message),
             qPrintable(reader.problem().error().message()));
}

// Members that a newer version of the service may add.
void tst_JsonReader::skipping()
{
    QByteArray text =
            R"({"new":{"deep":[{"a":["}",{}]}]},"n":[],"known":"x","later":[1,[2]],"z":null})";
    QString known;
    JsonReader reader;
    QVERIFY(reader.document(text, [&](Json &root) {
        return reader.object(root, [&](std::string_view key, Json &value) {
            return key != "known" || reader.string(value, known);
        });
    }));
    QCOMPARE(known, u"x"_s);
}

static bool readOne(JsonReader &reader, QByteArray &text, QDynamoDBItem &item)
{
    return reader.document(text, [&](Json &root) { return readItem(reader, root, item); });
}

void tst_JsonReader::readInPlace()
{
    QByteArray text;
    text.reserve(4096);
    text = R"({"a":{"S":"x"}})";
    text.reserve(4096);
    const char *const before = text.constData();
    JsonReader reader;
    QDynamoDBItem item;
    QVERIFY(readOne(reader, text, item));
    QCOMPARE(text.constData(), before);
    QCOMPARE(item.size(), 1);
}

void tst_JsonReader::sharedText()
{
    const QByteArray text = R"({"a":{"S":"x"}})";
    QByteArray copy = text;
    QByteArray raw = QByteArray::fromRawData(text.constData(), text.size());
    JsonReader reader;
    QDynamoDBItem item;
    QVERIFY(readOne(reader, copy, item));
    QVERIFY(readOne(reader, raw, item));
    QCOMPARE(text, R"({"a":{"S":"x"}})");
}

static QList<QDynamoDBItem> readItems(JsonReader &reader, QByteArray &text)
{
    QList<QDynamoDBItem> items;
    if (!reader.document(text, [&](Json &root) {
            return reader.array(root, [&](Json &element) {
                return readItem(reader, element, items.emplaceBack());
            });
        }))
        items.clear();
    return items;
}

void tst_JsonReader::sharedNames()
{
    QByteArray text = R"([{"name":{"S":"a"},"\u0061ge":{"N":"1"},"m":{"M":{"name":{"N":"1"}}}},
                          {"\u0061ge":{"N":"2"},"m":{"M":{"name":{"N":"1"}}},"name":{"S":"b"}}])";
    JsonReader reader;
    const auto items = readItems(reader, text);
    QCOMPARE(items.size(), 2);
    const auto nameOf = [&items](int item, QStringView name) {
        return items[item].find(name)->name.constData();
    };
    QCOMPARE(nameOf(0, u"name"), nameOf(1, u"name"));
    QCOMPARE(nameOf(0, u"age"), nameOf(1, u"age"));
    const QDynamoDBItem inner = items[1][u"m"].toMap();
    QCOMPARE(inner.begin()->name.constData(), nameOf(0, u"name"));
}

void tst_JsonReader::duplicateNames_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("twice");
    QTest::newRow("adjacent") << R"({"a":{"S":""},"a":{"S":""}})"_ba << true;
    QTest::newRow("not adjacent") << R"({"a":{"S":""},"b":{"S":""},"a":{"S":""}})"_ba << true;
    QTest::newRow("spelled otherwise") << R"({"a":{"S":""},"\u0061":{"S":""}})"_ba << true;
    QTest::newRow("the other way round") << R"({"\u0061":{"S":""},"a":{"S":""}})"_ba << true;
    QTest::newRow("spelled alike") << R"({"\n":{"S":""},"\\n":{"S":""}})"_ba << false;
    QTest::newRow("around a map") << R"({"a":{"S":""},"m":{"M":{"a":{"S":""}}},"a":{"S":""}})"_ba
                                  << true;
    QTest::newRow("in a map") << R"({"m":{"M":{"a":{"S":""},"b":{"S":""},"a":{"S":""}}}})"_ba
                              << true;
    QTest::newRow("in two maps")
            << R"({"m":{"M":{"a":{"S":""}}},"n":{"M":{"a":{"S":""}}},"a":{"S":""}})"_ba << false;
    QByteArray many = "{";
    for (int i = 0; i < 200; ++i)
        many += "\"a" + QByteArray::number(i) + R"(":{"S":""},)";
    QTest::newRow("among many") << many + R"("a7":{"S":""}})" << true;
    QTest::newRow("beside many") << many + R"("a200":{"S":""}})" << false;
}

void tst_JsonReader::duplicateNames()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, twice);
    // A response keeps such a map as JSON text; the rest is read.
    JsonReader reader(QDynamoDBError::Code::Serialization, JsonReader::Tolerance::UnknownTypes);
    QDynamoDBItem item;
    QCOMPARE(readOne(reader, text, item), !twice);
    QCOMPARE(reader.problem().error().message().endsWith(u"there are two attributes of this name"_s),
             twice);
}

// Names with equal beginnings, in changing orders.
void tst_JsonReader::similarNames()
{
    QRandomGenerator random(5);
    const QStringList names { u"a"_s,   u"ab"_s,    u"abc"_s,    u"a\"b"_s,
                              u"a\\"_s, u"a\\\""_s, u"\u00e4"_s, u"b"_s };
    QList<QDynamoDBItem> items;
    JsonWriter writer;
    writer.beginArray();
    for (int i = 0; i < 500; ++i) {
        QDynamoDBItem item;
        for (int j = random.bounded(10); j > 0; --j)
            item.insert(names[random.bounded(names.size())], j);
        QVERIFY(writeItem(writer, item));
        items.append(item);
    }
    writer.endArray();
    QByteArray text = writer.take();
    JsonReader reader;
    QCOMPARE(readItems(reader, text), items);
}

static QDynamoDBItem randomItem(QRandomGenerator &random, int depth = 0);

static QDynamoDBValue randomValue(QRandomGenerator &random, int depth)
{
    switch (random.bounded(depth < 4 ? 10 : 8)) {
    case 0:
        return nullptr;
    case 1:
        return random.bounded(2) == 0;
    case 2:
        return random.bounded(-1000, 1000);
    case 3:
        return QDynamoDBNumber(random.generateDouble());
    case 4:
        return u"text \u20ac \"%1\""_s.arg(random.bounded(1000));
    case 5:
        return QByteArray::number(random.generate64()).left(random.bounded(20));
    case 6:
        return QDynamoDBValue::stringSet({ u"a"_s, QString::number(random.bounded(100)) });
    case 7:
        return QDynamoDBValue::numberSet({ -1, random.bounded(100) });
    case 8: {
        QDynamoDBValueList list;
        for (int i = random.bounded(4); i > 0; --i)
            list.append(randomValue(random, depth + 1));
        return list;
    }
    default:
        return randomItem(random, depth + 1);
    }
}

static QDynamoDBItem randomItem(QRandomGenerator &random, int depth)
{
    QDynamoDBItem item;
    for (int i = random.bounded(8); i > 0; --i)
        item.insert(u"name%1"_s.arg(random.bounded(12)), randomValue(random, depth));
    return item;
}

void tst_JsonReader::page()
{
    QRandomGenerator random(11);
    QList<QDynamoDBItem> items;
    JsonWriter writer;
    writer.beginArray();
    for (int i = 0; i < 2000; ++i) {
        items.append(randomItem(random));
        QVERIFY2(writeItem(writer, items.last()), qPrintable(writer.problem().error().message()));
    }
    writer.endArray();
    QByteArray text = writer.take();
    QVERIFY(!QJsonDocument::fromJson(text).isNull());
    JsonReader reader;
    QCOMPARE(readItems(reader, text), items);
}

// A reader parses valid and invalid texts of any size; no text affects the next one.
void tst_JsonReader::manyTexts()
{
    JsonReader reader;
    for (int i = 0; i < 50; ++i) {
        QDynamoDBItem item;
        QByteArray good = R"({"a":{"S":")" + QByteArray(i * 5000, 'x') + R"("},"b":{"N":"1"}})";
        QVERIFY(readOne(reader, good, item));
        QCOMPARE(item[u"a"].toString().size(), i * 5000);
        QByteArray bad = R"({"a":{"S":"x"},"b")";
        QVERIFY(!readOne(reader, bad, item));
    }
}

void tst_JsonReader::mutations_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 0; seed < 20; ++seed)
        QTest::addRow("%d", seed) << seed;
}

// Random input leads to an error, or to an item that can be written and read again.
void tst_JsonReader::mutations()
{
    QFETCH(int, seed);

    QRandomGenerator random { quint32(seed) };
    static constexpr char tokens[][12] = {
        "{",    "}",       "[",        "]",    ":",  ",",  "\"",      "\\",
        "\\u",  "\\ud83d", "null",     "true", "1e", "-",  "{\"S\":", "{\"M\":{",
        "[[[[", "\xff",    "\xe2\x82", "\"\"", " ",  "\n", "{}",      "0"
    };
    int good = 0;
    int bad = 0;
    for (int round = 0; round < 100; ++round) {
        JsonWriter writer;
        QVERIFY(writeItem(writer, randomItem(random)));
        const QByteArray original = writer.take();
        for (int i = 0; i < 50; ++i) {
            QByteArray text = original;
            for (int change = random.bounded(1, 4); change > 0; --change) {
                const qsizetype at = random.bounded(int(text.size()) + 1);
                const qsizetype length = qMin(qsizetype(random.bounded(1, 8)), text.size() - at);
                switch (random.bounded(5)) {
                case 0:
                    if (at < text.size())
                        text[at] = char(random.bounded(256));
                    break;
                case 1:
                    text.remove(at, length);
                    break;
                case 2:
                    text.insert(at, tokens[random.bounded(int(std::size(tokens)))]);
                    break;
                case 3:
                    text.insert(at, text.mid(random.bounded(int(text.size()) + 1), 20));
                    break;
                default:
                    text.truncate(at);
                    break;
                }
            }
            const auto read = QDynamoDBJson::toItem(text);
            const auto plain = QDynamoDBJson::plainToValue(text);
            if (read) {
                ++good;
                const auto written = QDynamoDBJson::fromItem(*read);
                QVERIFY2(written.hasValue(), text.constData());
                QCOMPARE(*QDynamoDBJson::toItem(*written), *read);
                QVERIFY2(!QJsonDocument::fromJson(text).isNull(), text.constData());
            } else {
                ++bad;
                QCOMPARE(read.error().code(), QDynamoDBError::Code::Serialization);
            }
            if (plain) {
                const auto written = QDynamoDBJson::plainFromValue(*plain);
                QVERIFY2(written.hasValue(), text.constData());
                QCOMPARE(*QDynamoDBJson::plainToValue(*written), *plain);
            }
        }
    }
    QVERIFY(good > 0);
    QVERIFY(bad > 0);
}

QTEST_APPLESS_MAIN(tst_JsonReader)
#include "tst_jsonreader.moc"
