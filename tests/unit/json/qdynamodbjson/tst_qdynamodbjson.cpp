// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/QDynamoDBError>
#include <QtDynamoDB/QDynamoDBJson>

#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;

using Type = QDynamoDBValue::Type;

class tst_QDynamoDBJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void values_data();
    void values();
    void unknownTypes();
    void equivalents_data();
    void equivalents();
    void invalidJson_data();
    void invalidJson();
    void invalidPlainJson_data();
    void invalidPlainJson();
    void invalidValues_data();
    void invalidValues();
    void nesting();
    void unicode();
    void largeStrings();
    void largeItem();
    void duplicatesAmongMany();
    void nullAndEmpty();
};

static QDynamoDBItem everything()
{
    return {
        { u"null"_s, nullptr },
        { u"yes"_s, true },
        { u"no"_s, false },
        { u"number"_s, QDynamoDBNumber(u"-1.50") },
        { u"digits"_s, QDynamoDBNumber(u"12345678901234567890123456789012345678") },
        { u"tiny"_s, QDynamoDBNumber(u"1E-130") },
        { u"text"_s, u"a \"quoted\" \\ text\n\u00e9\u20ac\U0001f600"_s },
        { u"emptyText"_s, QString() },
        { u"bytes"_s, QByteArray("\0\xff\x10 bytes", 9) },
        { u"emptyBytes"_s, QByteArray() },
        { u"list"_s, QDynamoDBValueList { 1, u"two"_s, nullptr, QDynamoDBValueList() } },
        { u"map"_s, QDynamoDBItem { { u"inner"_s, QDynamoDBItem { { u"deep"_s, 1 } } } } },
        { u"strings"_s, QDynamoDBValue::stringSet({ u"a"_s, u""_s, u"\u00fc"_s }) },
        { u"numbers"_s, QDynamoDBValue::numberSet({ 1, 2.5, -3 }) },
        { u"binaries"_s, QDynamoDBValue::binarySet({ "x", QByteArray("\0", 1), "" }) },
        { u"a \"name\".with\\odd\tcharacters \u00e9"_s, 1 },
    };
}

void tst_QDynamoDBJson::values_data()
{
    QTest::addColumn<QDynamoDBValue>("value");
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("plain");

    const auto row = [](const char *name, const QDynamoDBValue &value, const char *json,
                        const char *plain) {
        QTest::newRow(name) << value << QByteArray(json) << QByteArray(plain);
    };
    row("null", nullptr, R"({"NULL":true})", "null");
    row("bool", true, R"({"BOOL":true})", "true");
    row("false", false, R"({"BOOL":false})", "false");
    row("integer", 7, R"({"N":"7"})", "7");
    row("decimal", QDynamoDBNumber(u"-1.50"), R"({"N":"-1.50"})", "-1.50");
    row("huge", QDynamoDBNumber(u"9.9E125"), R"({"N":"9.9E+125"})", "9.9E+125");
    row("38 digits", QDynamoDBNumber(u"0.12345678901234567890123456789012345678"),
        R"({"N":"0.12345678901234567890123456789012345678"})",
        "0.12345678901234567890123456789012345678");
    row("string", u"text"_s, R"({"S":"text"})", R"("text")");
    row("empty string", QString(), R"({"S":""})", R"("")");
    row("escapes", u"\"\\/\b\f\n\r\t\u0001\u007f"_s,
        "{\"S\":\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\x7f\"}",
        "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\x7f\"");
    row("unicode", u"\u00e9\u20ac\U0001f600"_s, "{\"S\":\"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\"}",
        "\"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\"");
    const QString high(QChar(0xd83d));
    const QString low(QChar(0xde00));
    row("high surrogate", QString(u'x' + high), R"({"S":"x\ud83d"})", R"("x\ud83d")");
    row("surrogates in the wrong order", QString(low + high + u'x'), R"({"S":"\ude00\ud83dx"})",
        R"("\ude00\ud83dx")");
    row("surrogate in a name", QDynamoDBItem { { high, low } },
        R"({"M":{"\ud83d":{"S":"\ude00"}}})", R"({"\ud83d":"\ude00"})");
    row("empty list", Type::List, R"({"L":[]})", "[]");
    row("list", QDynamoDBValueList { 1, u"b"_s, QDynamoDBValueList { nullptr } },
        R"({"L":[{"N":"1"},{"S":"b"},{"L":[{"NULL":true}]}]})", R"([1,"b",[null]])");
    row("empty map", Type::Map, R"({"M":{}})", "{}");
    row("map", QDynamoDBItem { { u"a"_s, 1 }, { u"b"_s, QDynamoDBItem() } },
        R"({"M":{"a":{"N":"1"},"b":{"M":{}}}})", R"({"a":1,"b":{}})");
}

void tst_QDynamoDBJson::values()
{
    QFETCH(QDynamoDBValue, value);
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, plain);

    const auto written = QDynamoDBJson::fromValue(value);
    QVERIFY2(written.hasValue(), qPrintable(written.error().message()));
    QCOMPARE(*written, json);
    const auto read = QDynamoDBJson::toValue(json);
    QVERIFY2(read.hasValue(), qPrintable(read.error().message()));
    QCOMPARE(*read, value);
    if (value.isNumber())
        QCOMPARE(read->toNumber().toString(), value.toNumber().toString());

    const auto plainWritten = QDynamoDBJson::plainFromValue(value);
    QVERIFY2(plainWritten.hasValue(), qPrintable(plainWritten.error().message()));
    QCOMPARE(*plainWritten, plain);
    const auto plainRead = QDynamoDBJson::plainToValue(plain);
    QVERIFY2(plainRead.hasValue(), qPrintable(plainRead.error().message()));
    QCOMPARE(*plainRead, value);
}

// Values of unknown types are written as they were read.
void tst_QDynamoDBJson::unknownTypes()
{
    const QByteArray json = R"({"a":{"X":"x"},"b":{"L":[{ "F16" : [0.5, {"x":null}]}]}})";
    const auto item = QDynamoDBJson::toItem(json);
    QVERIFY2(item, qPrintable(item.error().message()));
    QCOMPARE((*item)[u"a"].type(), Type::Unknown);
    QCOMPARE((*item)[u"a"].unknownJson(), uR"({"X":"x"})"_s);
    QCOMPARE((*item)[u"b"][0].unknownJson(), uR"({ "F16" : [0.5, {"x":null}]})"_s);
    QCOMPARE(*QDynamoDBJson::fromItem(*item), json);
    const auto plain = QDynamoDBJson::plainFromItem(*item);
    QVERIFY(plain);
    QCOMPARE(*plain, R"({"a":{"X":"x"},"b":[{ "F16" : [0.5, {"x":null}]}]})"_ba);
    const auto value = QDynamoDBJson::toValue(R"({"STRING":"x"})");
    QVERIFY(value);
    QCOMPARE(*QDynamoDBJson::fromValue(*value), R"({"STRING":"x"})"_ba);
}

void tst_QDynamoDBJson::equivalents_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QDynamoDBItem>("item");

    const auto row = [](const char *name, const char *json, const QDynamoDBItem &item) {
        QTest::newRow(name) << QByteArray(json) << item;
    };
    row("white space", " \n{ \"a\" : { \"S\"\t: \"x\" } , \"b\":{\"N\":\"1\" }}\r\n ",
        { { u"a"_s, u"x"_s }, { u"b"_s, 1 } });
    row("escaped names", R"({"\u0061\"b":{"S":"x"}})", { { u"a\"b"_s, u"x"_s } });
    row("escaped type", R"({"a":{"\u0053":"x"},"b":{"\u004eULL":true}})",
        { { u"a"_s, u"x"_s }, { u"b"_s, nullptr } });
    row("escaped values",
        R"({"a":{"S":"\u00e9\ud83d\ude00\/"},"b":{"N":"\u0031"},"c":{"B":"\/w=="}})",
        { { u"a"_s, u"\u00e9\U0001f600/"_s }, { u"b"_s, 1 }, { u"c"_s, QByteArray("\xff") } });
    row("byte order mark", "\xef\xbb\xbf{\"a\":{\"S\":\"x\"}}", { { u"a"_s, u"x"_s } });
    row("null character", R"({"a":{"S":"x\u0000y"}})", { { u"a"_s, QString(u"x\0y"_s) } });
    row("names of names", R"({"S":{"S":"N"},"M":{"M":{"M":{"M":{}}}}})",
        { { u"S"_s, u"N"_s }, { u"M"_s, QDynamoDBItem { { u"M"_s, QDynamoDBItem() } } } });
    row("sets",
        R"({"s":{"SS":["b","a"]},"n":{"NS":["1","2.0"]},"b":{"BS":["AA==","AAA=","AAAA"]}})",
        { { u"s"_s, QDynamoDBValue::stringSet({ u"a"_s, u"b"_s }) },
          { u"n"_s, QDynamoDBValue::numberSet({ 2, 1 }) },
          { u"b"_s,
            QDynamoDBValue::binarySet(
                    { QByteArray("\0", 1), QByteArray("\0\0", 2), QByteArray("\0\0\0", 3) }) } });
}

void tst_QDynamoDBJson::equivalents()
{
    QFETCH(QByteArray, json);
    QFETCH(QDynamoDBItem, item);

    const auto read = QDynamoDBJson::toItem(json);
    QVERIFY2(read.hasValue(), qPrintable(read.error().message()));
    QCOMPARE(*read, item);
    const auto again = QDynamoDBJson::toItem(*QDynamoDBJson::fromItem(*read));
    QVERIFY(again.hasValue());
    QCOMPARE(*again, item);
}

void tst_QDynamoDBJson::invalidJson_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("message"); // beginning of the text

    const auto row = [](const char *name, const QByteArray &json, const char *message) {
        QTest::newRow(name) << json << QString::fromUtf8(message);
    };
    row("empty", "", "there is no JSON text");
    row("blank", "  \n", "there is no JSON text");
    row("not an object", "[]", "an object was expected");
    row("scalar", "7", "an object or an array was expected");
    row("garbage", "hello", "");
    row("no type", R"({"a":{}})", "a: an attribute value must have a type");
    row("two types", R"({"a":{"S":"x","N":"1"}})", "a: an attribute value must have one type");
    row("same type twice", R"({"a":{"S":"x","S":"x"}})", "a: an attribute value must have one type");
    row("unknown type with invalid JSON", R"({"a":{"X":tru}})", "a: the JSON text is malformed");
    row("unknown type with another", R"({"a":{"S":"x","X":"x"}})",
        "a: an attribute value must have one type");
    row("lower case type", R"({"a":{"s":"x"}})", "a: an attribute value can't be of the type 's'");
    row("empty type", R"({"a":{"":"x"}})", "a: an attribute value can't be of the type ''");
    row("plain value", R"({"a":"x"})", "a: an object was expected");
    row("string is number", R"({"a":{"S":7}})", "a: a string was expected");
    row("string is null", R"({"a":{"S":null}})", "a: a string was expected");
    row("number is number", R"({"a":{"N":7}})", "a: a string was expected");
    row("bool is string", R"({"a":{"BOOL":"true"}})", "a: true or false was expected");
    row("null is false", R"({"a":{"NULL":false}})", "a: NULL must be true");
    row("list is object", R"({"a":{"L":{}}})", "a: an array was expected");
    row("map is array", R"({"a":{"M":[]}})", "a: an object was expected");
    row("not a number", R"({"a":{"N":"seven"}})", "a: this is not a decimal number");
    row("empty number", R"({"a":{"N":""}})", "a: this is not a decimal number");
    row("too many digits", R"({"a":{"N":"123456789012345678901234567890123456789"}})",
        "a: a number has at most 38");
    row("too large", R"({"a":{"N":"1E126"}})", "a: a number other than zero must lie between");
    row("too small", R"({"a":{"N":"1E-131"}})", "a: a number other than zero must lie between");
    row("empty string set", R"({"a":{"SS":[]}})", "a: a set must not be empty");
    row("empty number set", R"({"a":{"NS":[]}})", "a: a set must not be empty");
    row("empty binary set", R"({"a":{"BS":[]}})", "a: a set must not be empty");
    row("mixed set", R"({"a":{"SS":["x",1]}})", "a[1]: a string was expected");
    row("mixed number set", R"({"a":{"NS":["1","x"]}})", "a[1]: this is not a decimal number");
    row("typed set", R"({"a":{"SS":[{"S":"x"}]}})", "a[0]: a string was expected");
    row("duplicate strings", R"({"a":{"SS":["x","y","x"]}})", "a: a set must not hold");
    row("duplicate numbers", R"({"a":{"NS":["1","1.0"]}})", "a: a set must not hold");
    row("duplicate binaries", R"({"a":{"BS":["AA==","AA=="]}})", "a: a set must not hold");
    row("base64 length", R"({"a":{"B":"AAA"}})", "a: the binary is not valid base64");
    row("base64 alphabet", R"({"a":{"B":"AA-_"}})", "a: the binary is not valid base64");
    row("base64 padding within", R"({"a":{"B":"A=AA"}})", "a: the binary is not valid base64");
    row("base64 only padding", R"({"a":{"B":"===="}})", "a: the binary is not valid base64");
    row("base64 white space", R"({"a":{"B":"AA A"}})", "a: the binary is not valid base64");
    row("base64 in set", R"({"a":{"BS":["AA==","?"]}})", "a[1]: the binary is not valid base64");
    row("invalid UTF-8", "{\"a\":{\"S\":\"\xff\"}}", "the text is not valid UTF-8");
    row("truncated UTF-8", "{\"a\":{\"S\":\"\xe2\x82\"}}", "the text is not valid UTF-8");
    row("overlong UTF-8", "{\"a\":{\"S\":\"\xc0\xaf\"}}", "the text is not valid UTF-8");
    row("surrogates in UTF-8", "{\"a\":{\"S\":\"\xed\xa0\x80\"}}", "the text is not valid UTF-8");
    row("invalid UTF-8 in a name", "{\"\xff\":{\"S\":\"x\"}}", "the text is not valid UTF-8");
    row("incomplete escape", R"({"a":{"S":"\ud8"}})", "a: a string has an invalid escape");
    row("unknown escape", R"({"a":{"S":"\x"}})", "a: a string has an invalid escape");
    row("control character", "{\"a\":{\"S\":\"x\ny\"}}", "the JSON text has a control character");
    row("trailing text", R"({"a":{"S":"x"}} {})", "something follows");
    row("trailing bracket", R"({"a":{"S":"x"}}})", "something follows");
    row("trailing comma", R"({"a":{"S":"x"},})", "");
    row("comma within", R"({"a":{"S":"x",}})", "");
    row("no comma", R"({"a":{"S":"x"} "b":{"S":"x"}})", "");
    row("no colon", R"({"a" {"S":"x"}})", "");
    row("text after a string", R"({"a":{"S":"x"y}})", "");
    row("truth", R"({"a":{"BOOL":truth}})", "a: true or false");
    row("duplicate attribute", R"({"a":{"S":"x"},"b":{"S":"x"},"a":{"S":"y"}})",
        "a: there are two attributes of this name");
    row("duplicate in a map", R"({"m":{"M":{"a":{"S":"x"},"\u0061":{"S":"y"}}}})",
        "m.a: there are two attributes of this name");
    row("empty name", R"({"":{"S":"x"}})", "'': an attribute must have a name");
    row("path", R"({"m":{"M":{"l":{"L":[{"S":"x"},{"M":{"odd.name":{"N":"?"}}}]}}}})",
        "m.l[1].'odd.name': this is not a decimal number");

    const QByteArray whole = *QDynamoDBJson::fromItem(everything());
    for (qsizetype size = 0; size < whole.size(); ++size)
        QTest::addRow("cut at %d", int(size)) << whole.first(size) << QString();
}

void tst_QDynamoDBJson::invalidJson()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, message);

    const auto read = QDynamoDBJson::toItem(json);
    QVERIFY(!read.hasValue());
    QCOMPARE(read.error().code(), QDynamoDBError::Code::Serialization);
    QVERIFY(!read.error().message().isEmpty());
    QVERIFY2(read.error().message().startsWith(message), qPrintable(read.error().message()));
}

void tst_QDynamoDBJson::invalidPlainJson_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("message"); // beginning of the text

    const auto row = [](const char *name, const char *json, const char *message) {
        QTest::newRow(name) << QByteArray(json) << QString::fromUtf8(message);
    };
    row("empty", "", "there is no JSON text");
    row("blank", " ", "there is no JSON text");
    row("two values", "1 2", "");
    row("two values with comma", "1,2", "something follows");
    row("brackets", "1],[2", "something follows");
    row("truncated string", "\"abc", "");
    row("truncated array", "[1", "");
    row("trailing", "[1] 2", "");
    row("leading zero", "[07]", "[0]: the JSON text is malformed");
    row("plus", "[+7]", "[0]: the JSON text is malformed");
    row("no digit before point", "[.5]", "[0]: the JSON text is malformed");
    row("no digit after point", "[5.]", "[0]: the JSON text is malformed");
    row("truncated exponent", "[5e]", "[0]: the JSON text is malformed");
    row("NaN", "[NaN]", "");
    row("nul", "[nul]", "");
    row("nulll", "[nulll]", "");
    row("truee", "[truee]", "");
    row("digits", "{\"a\":123456789012345678901234567890123456789}", "a: a number has at most 38");
    row("range", "{\"a\":{\"b\":[1e300]}}", "a.b[0]: a number other than zero must lie between");
    row("UTF-8", "\"\xff\"", "the text is not valid UTF-8");
    row("duplicate", R"({"a":1,"a":2})", "a: there are two");
}

void tst_QDynamoDBJson::invalidPlainJson()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, message);

    const auto read = QDynamoDBJson::plainToValue(json);
    QVERIFY(!read.hasValue());
    QCOMPARE(read.error().code(), QDynamoDBError::Code::Serialization);
    QVERIFY(!read.error().message().isEmpty());
    QVERIFY2(read.error().message().startsWith(message), qPrintable(read.error().message()));
}

void tst_QDynamoDBJson::invalidValues_data()
{
    QTest::addColumn<QDynamoDBItem>("item");
    QTest::addColumn<QString>("message"); // beginning of the text

    const auto row = [](const char *name, const QDynamoDBItem &item, const char *message) {
        QTest::newRow(name) << item << QString::fromUtf8(message);
    };
    row("undefined", { { u"a"_s, Type::Undefined } }, "a: the value is Undefined");
    row("not a number", { { u"a"_s, std::numeric_limits<double>::quiet_NaN() } },
        "a: this is not a decimal number");
    row("out of range", { { u"a"_s, 1e200 } }, "a: a number other than zero must lie between");
    row("too many digits", { { u"a"_s, QDynamoDBNumber(QString(39, u'7')) } },
        "a: a number has at most 38");
    row("empty set", { { u"Tags"_s, Type::StringSet } }, "Tags: a set must not be empty");
    row("empty number set", { { u"a"_s, Type::NumberSet } }, "a: a set must not be empty");
    row("empty binary set", { { u"a"_s, Type::BinarySet } }, "a: a set must not be empty");
    row("duplicates", { { u"a"_s, QDynamoDBValue::stringSet({ u"x"_s, u"x"_s }) } },
        "a: a set must not hold");
    row("equal numbers", { { u"a"_s, QDynamoDBValue::numberSet({ 1, QDynamoDBNumber(u"1.0") }) } },
        "a: a set must not hold");
    row("duplicate binaries", { { u"a"_s, QDynamoDBValue::binarySet({ "x", "x" }) } },
        "a: a set must not hold");
    row("invalid number in a set",
        { { u"a"_s, QDynamoDBValue::numberSet({ 1, QDynamoDBNumber(u"x") }) } },
        "a: this is not a decimal number");
    row("empty unknown", { { u"a"_s, Type::Unknown } }, "a: a value of the type Unknown is empty");
    row("empty name", { { QString(), 1 } }, "'': an attribute must have a name");
    row("path",
        { { u"m"_s, QDynamoDBItem { { u"l"_s, QDynamoDBValueList { 1, Type::Undefined } } } } },
        "m.l[1]: the value is Undefined");
    QStringList many;
    for (int i = 0; i < 1000; ++i)
        many.append(QString::number(i));
    many.append(u"500"_s);
    row("a duplicate among many", { { u"a"_s, QDynamoDBValue::stringSet(many) } },
        "a: a set must not hold");
}

void tst_QDynamoDBJson::invalidValues()
{
    QFETCH(QDynamoDBItem, item);
    QFETCH(QString, message);

    for (const auto &written :
         { QDynamoDBJson::fromItem(item), QDynamoDBJson::plainFromItem(item) }) {
        QVERIFY(!written.hasValue());
        QCOMPARE(written.error().code(), QDynamoDBError::Code::InvalidParameterValue);
        QVERIFY2(written.error().message().startsWith(message),
                 qPrintable(written.error().message()));
    }
}

static QDynamoDBValue nested(int levels, bool maps)
{
    QDynamoDBValue value = 1;
    for (int i = 0; i < levels; ++i) {
        if (maps)
            value = QDynamoDBItem { { u"m"_s, value } };
        else
            value = QDynamoDBValueList { value };
    }
    return value;
}

void tst_QDynamoDBJson::nesting()
{
    for (const bool maps : { false, true }) {
        for (int levels : { 0, 1, 30, 31, 32, 1000 }) {
            const QDynamoDBItem item { { u"a"_s, nested(levels, maps) } };
            QByteArray json = "{\"a\":";
            QByteArray plain = "{\"a\":";
            for (int i = 0; i < levels; ++i) {
                json += maps ? R"({"M":{"m":)" : R"({"L":[)";
                plain += maps ? R"({"m":)" : "[";
            }
            json += R"({"N":"1"})";
            plain += '1';
            for (int i = 0; i < levels; ++i) {
                json += maps ? "}}" : "]}";
                plain += maps ? '}' : ']';
            }
            json += '}';
            plain += '}';
            const auto written = QDynamoDBJson::fromItem(item);
            const auto plainWritten = QDynamoDBJson::plainFromItem(item);
            const auto read = QDynamoDBJson::toItem(json);
            const auto plainRead = QDynamoDBJson::plainToItem(plain);
            if (levels <= 31) { // the item itself is one level
                QVERIFY2(written.hasValue(), qPrintable(written.error().message()));
                QCOMPARE(*written, json);
                QCOMPARE(*plainWritten, plain);
                QVERIFY2(read.hasValue(), qPrintable(read.error().message()));
                QCOMPARE(*read, item);
                QCOMPARE(*plainRead, item);
                continue;
            }
            for (const QDynamoDBError &error :
                 { written.error(), plainWritten.error(), read.error(), plainRead.error() })
                QVERIFY2(error.message().contains("32 levels"_L1), qPrintable(error.message()));
        }
    }
}

// All characters, in strings and in names.
void tst_QDynamoDBJson::unicode()
{
    for (char32_t plane = 0; plane <= 16; ++plane) {
        QString text;
        for (char32_t c = plane << 16; c < (plane + 1) << 16; ++c) {
            if (c < 0xd800 || c > 0xdfff)
                text += QChar::fromUcs4(c);
        }
        const QDynamoDBItem item { { text, text } };
        const auto json = QDynamoDBJson::fromItem(item);
        QVERIFY2(json.hasValue(), qPrintable(json.error().message()));
        const auto read = QDynamoDBJson::toItem(*json);
        QVERIFY2(read.hasValue(), qPrintable(read.error().message()));
        QVERIFY(*read == item);
        // Qt's reader returns the same.
        const QJsonObject object = QJsonDocument::fromJson(*json).object();
        QVERIFY(object.value(text).toObject().value("S"_L1).toString() == text);
    }
}

void tst_QDynamoDBJson::largeStrings()
{
    constexpr qsizetype size = 400 * 1024;
    const QDynamoDBItem item { { u"ascii"_s, QString(size, u'x') },
                               { u"quotes"_s, QString(size, u'"') },
                               { u"euros"_s, QString(size, u'\u20ac') },
                               { u"zeros"_s, QString(size, QChar(0)) },
                               { u"bytes"_s, QByteArray(size, '\xfe') } };
    const auto json = QDynamoDBJson::fromItem(item);
    QVERIFY(json.hasValue());
    const auto read = QDynamoDBJson::toItem(*json);
    QVERIFY(read.hasValue());
    QVERIFY(*read == item);
}

void tst_QDynamoDBJson::largeItem()
{
    const QDynamoDBItem item = everything();
    const auto json = QDynamoDBJson::fromItem(item);
    QVERIFY2(json.hasValue(), qPrintable(json.error().message()));
    const auto read = QDynamoDBJson::toItem(*json);
    QVERIFY2(read.hasValue(), qPrintable(read.error().message()));
    QCOMPARE(*read, item);
    QCOMPARE(read->names(), item.names());
    QCOMPARE(*QDynamoDBJson::fromItem(*read), *json);
}

void tst_QDynamoDBJson::duplicatesAmongMany()
{
    QByteArray json = "{";
    for (int i = 0; i < 5000; ++i)
        json += "\"name" + QByteArray::number(i) + "\":{\"BOOL\":true},";
    const auto unique = QDynamoDBJson::toItem(json + R"("last":{"BOOL":true}})");
    QVERIFY2(unique.hasValue(), qPrintable(unique.error().message()));
    QCOMPARE(unique->size(), 5001);
    const auto twice = QDynamoDBJson::toItem(json + R"("name2500":{"BOOL":true}})");
    QCOMPARE(twice.error().message(), u"name2500: there are two attributes of this name"_s);
}

void tst_QDynamoDBJson::nullAndEmpty()
{
    const auto empty = QDynamoDBJson::toItem("{}");
    QVERIFY(empty.hasValue());
    QVERIFY(empty->isEmpty());
    QVERIFY(!empty->isNull());
    QVERIFY(QDynamoDBItem().isNull());
    const auto string = QDynamoDBJson::toValue(R"({"S":""})");
    QVERIFY(string->isString());
    const auto binary = QDynamoDBJson::toValue(R"({"B":""})");
    QVERIFY(binary->isBinary());
}

QTEST_APPLESS_MAIN(tst_QDynamoDBJson)
#include "tst_qdynamodbjson.moc"
