// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "valueclasses.h"

#include "values/utc_p.h"

#include <QtDynamoDB/qdynamodbmapper.h>

#include <QtTest/qtest.h>

#include <limits>

using namespace Qt::StringLiterals;
using QtDynamoDBPrivate::utc;
using Code = QDynamoDBError::Code;
using Type = QDynamoDBValue::Type;

class tst_MappedValues : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void roundTrip_data();
    void roundTrip();
    void unwritableValues_data();
    void unwritableValues();
    void read_data();
    void read();
    void unreadableValues_data();
    void unreadableValues();
    void writtenBack_data();
    void writtenBack();
    void defaults();
    void timeToLive();
    void invalidClasses_data();
    void invalidClasses();
    void recursive();
};

using Change = std::function<void(All &)>;
Q_DECLARE_METATYPE(Change)

static QDynamoDBMapper mapper()
{
    return QDynamoDBMapper::of<All>();
}

void tst_MappedValues::initTestCase()
{
    qputenv("TZ", "EST5EDT,M3.2.0,M11.1.0");
    registerConverters();
    const QDynamoDBError error = mapper().error();
    QVERIFY2(!error.isError(), qPrintable(error.message()));
}

void tst_MappedValues::roundTrip_data()
{
    QTest::addColumn<Change>("change");
    const auto row = [](const char *name, const Change &change) { QTest::newRow(name) << change; };

    row("empty object", [](All &) {});
    row("char", [](All &a) { a.aChar = 'x'; });
    row("smallest", [](All &a) {
        a.int8 = -128;
        a.int16 = -32768;
        a.int32 = std::numeric_limits<int>::min();
        a.int64 = std::numeric_limits<qint64>::min();
        a.real32 = std::numeric_limits<float>::lowest();
        a.real64 = -9.9e125;
    });
    row("largest", [](All &a) {
        a.uint8 = 255;
        a.uint16 = 65535;
        a.uint32 = std::numeric_limits<uint>::max();
        a.uint64 = std::numeric_limits<quint64>::max();
        a.real32 = std::numeric_limits<float>::max();
        a.real64 = 9.9e125;
    });
    row("tiny", [](All &a) {
        a.real32 = std::numeric_limits<float>::denorm_min();
        a.real64 = 1e-130;
    });
    row("shortest decimals", [](All &a) {
        a.real32 = 0.1F;
        a.real64 = 0.1 + 0.2;
    });
    row("characters", [](All &a) { a.character = u'\0'; });
    row("empty texts", [](All &a) {
        a.text = u""_s;
        a.bytes = ""_ba;
    });
    row("first year", [](All &a) {
        a.when = QDateTime(QDate(1, 1, 1), QTime(0, 0), utc);
        a.date = QDate(1, 1, 1);
    });
    row("last year", [](All &a) {
        a.when = QDateTime(QDate(9999, 12, 31), QTime(23, 59, 59, 999), utc);
        a.date = QDate(9999, 12, 31);
    });
    row("times", [](All &a) {
        a.when = QDateTime(QDate(2026, 11, 1), QTime(1, 30), Qt::OffsetFromUTC, -4 * 3600);
        a.time = QTime(0, 0);
    });
    row("local time", [](All &a) { a.when = QDateTime(QDate(2026, 7, 1), QTime(1, 30)); });
    row("URLs", [](All &a) {
        a.url = QUrl(u"http://ex.org/a b?q=\"c d\"&e=%26#f g"_s);
        a.urls = { QUrl(u"file:///tmp/a b"_s), QUrl(), QUrl(u"http://\u00c9x.org/\u00e9"_s),
                   QUrl(u"mailto:a@b"_s) };
        a.byName = { { u"a"_s, QUrl() }, { u"b"_s, QUrl(u"x:y z"_s) } };
        a.maybeUrl = QUrl();
    });
    row("UUIDs", [](All &a) {
        a.uuids = { QUuid(), QUuid(u"{12345678-abcd-4567-89ab-0123456789ab}"_s) };
        a.uuidSet = { QUuid() };
        a.maybeUuid = QUuid();
    });
    row("enums", [](All &a) {
        a.level = All::Level::High;
        a.small = All::Small::All;
        a.byLevel = { { All::Level::Low, 1 }, { All::Level::High, 2 } };
    });
    row("flags", [](All &a) {
        a.options = { All::Bold, All::Underlined };
        a.modes = { All::Mode::Read, All::Mode::Write };
    });
    row("one flag", [](All &a) { a.modes = All::Mode::Write; });
    row("variants", [](All &a) {
        a.variant = QVariantList { 1LL, 0.5, u"x"_s, ""_ba, true, QVariant::fromValue(nullptr) };
        a.variants = { { u""_s, QVariantMap { { u"a.b"_s, QVariantList() } } } };
        a.variantList = { std::numeric_limits<quint64>::max(), 1e100 };
    });
    row("null variant", [](All &a) { a.variant = QVariant::fromValue(nullptr); });
    row("JSON", [](All &a) {
        a.json = QJsonArray { QJsonValue::Null, 1, 0.1, 1e30, u"x"_s, false, QJsonObject() };
        a.jsonObject = { { u"a"_s, 9007199254740993LL }, { u""_s, QJsonArray() } };
        a.jsonArray = { std::numeric_limits<qint64>::min() };
    });
    row("values", [](All &a) {
        a.value = QDynamoDBValue::numberSet({ 1, QDynamoDBNumber(u"1e100") });
        a.item = { { u"a"_s, nullptr } };
        a.exact = QDynamoDBNumber(u"0.1234567890123456789012345678901234567");
    });
    row("null value", [](All &a) { a.value = nullptr; });
    row("null elements", [](All &a) {
        a.strings = { QString(), u""_s };
        a.binaries = { QByteArray(), ""_ba };
        a.times = { QDateTime(), QDateTime(QDate(2026, 1, 1), QTime(0, 0), utc) };
        a.optionals = { std::nullopt, 0 };
        a.sets = { {}, { u"a"_s } };
    });
    row("sets", [](All &a) {
        a.stringSet = { u""_s, u"a"_s };
        a.floatSet = { 0.1F, 0.3F };
    });
    row("null string in a set", [](All &a) { a.stringSet = { QString() }; });
    row("maps", [](All &a) { a.byNumber = { { -7, u"x"_s }, { 0, QString() } }; });
    row("nested", [](All &a) {
        a.inner = { u""_s, 0.5 };
        a.inners = { {}, { u"x"_s, 1e-5 } };
    });
    row("optionals", [](All &a) {
        a.maybeInt = 0;
        a.maybeText = QString();
        a.maybeBytes = QByteArray();
        a.maybeTime = QDateTime(QDate(2026, 1, 1), QTime(0, 0), utc);
        a.maybeItem = QDynamoDBItem();
    });
    row("converter", [](All &a) { a.money = { 1990 }; });
}

void tst_MappedValues::roundTrip()
{
    QFETCH(Change, change);
    All object;
    change(object);
    const auto item = mapper().toItem(&object);
    QVERIFY2(item, qPrintable(item.error().message()));
    All read;
    const QDynamoDBError error = mapper().fromItem(*item, &read);
    QVERIFY2(!error.isError(), qPrintable(error.message()));
    QCOMPARE(difference(read, object), QString());
    QCOMPARE(read.text.isNull(), object.text.isNull());
}

void tst_MappedValues::unwritableValues_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const char16_t *says, const Change &change) {
        QTest::newRow(name) << change << QString::fromUtf16(says);
    };
    using Limits = std::numeric_limits<double>;

    row("NaN", u"All.real64: the double nan", [](All &a) { a.real64 = Limits::quiet_NaN(); });
    row("infinity", u"All.real32: the float inf",
        [](All &a) { a.real32 = std::numeric_limits<float>::infinity(); });
    row("too large", u"All.real64: the double 1e+300", [](All &a) { a.real64 = 1e300; });
    row("too small", u"All.real64: the double 1e-300", [](All &a) { a.real64 = 1e-300; });
    row("NaN in a list", u"All.reals[1]:", [](All &a) { a.reals = { 1, Limits::quiet_NaN() }; });
    row("NaN in a gadget", u"All.inner.real:", [](All &a) { a.inner.real = -Limits::infinity(); });
    row("not a number", u"All.exact:", [](All &a) { a.exact = QDynamoDBNumber(u"x"); });
    row("year 10000", u"All.when: the QDateTime is not in the years 1 to 9999",
        [](All &a) { a.when = QDateTime(QDate(10000, 1, 1), QTime(0, 0), utc); });
    row("year -1", u"All.when:",
        [](All &a) { a.when = QDateTime(QDate(-1, 1, 1), QTime(0, 0), utc); });
    row("year 10000 in UTC", u"All.when:", [](All &a) {
        a.when = QDateTime(QDate(9999, 12, 31), QTime(23, 0), Qt::OffsetFromUTC, -7200);
    });
    row("date", u"All.date: the QDate is not in the years 1 to 9999",
        [](All &a) { a.date = QDate(12026, 1, 1); });
    row("invalid day", u"All.when: an invalid QDateTime",
        [](All &a) { a.when = QDateTime(QDate(), QTime(1, 0), utc); });
    row("no such hour", u"All.when: an invalid QDateTime", [](All &a) { // in the local time zone
        a.when = QDateTime(QDate(2026, 3, 8), QTime(2, 30));
        if (a.when.isValid()) // newer versions of Qt choose a valid time
            a.when = QDateTime(QDate(), QTime(1, 0), utc);
    });
    row("far expiry", u"All.expires:",
        [](All &a) { a.expires = QDateTime(QDate(12026, 1, 1), QTime(0, 0), utc); });
    row("invalid URL", u"All.url: an invalid QUrl", [](All &a) { a.url = QUrl(u"http://["_s); });
    row("invalid URL in a list", u"All.urls[1]: an invalid QUrl", [](All &a) {
        a.urls = { QUrl(), QUrl(u"http://a b/"_s) };
    });
    row("enum", u"All.level: 7 has no name in the enum Level",
        [](All &a) { a.level = All::Level(7); });
    row("bits", u"All.options: 5 has bits without a name in the flags Options",
        [](All &a) { a.options = All::Options(5); });
    row("unnamed bits", u"All.modes: 4 has bits without a name",
        [](All &a) { a.modes = All::Modes(4); });
    row("variant", u"All.variant: there is no way to store a QVariant of QLocale",
        [](All &a) { a.variant = QLocale::c(); });
    row("variant in a map", u"All.variants.a.b[0]:", [](All &a) {
        a.variants = { { u"a"_s,
                         QVariantMap { { u"b"_s, QVariantList { QVariant(QLocale::c()) } } } } };
    });
    row("invalid variant in a list", u"All.variantList[1]:", [](All &a) {
        a.variantList = { 1, QVariant() };
    });
    row("NaN in a variant", u"All.variant:", [](All &a) { a.variant = Limits::quiet_NaN(); });
    row("invalid date in a variant", u"All.variant",
        [](All &a) { a.variant = QDateTime(QDate(10000, 1, 1), QTime(0, 0), utc); });
    row("undefined value in a list", u"All.value[0]:",
        [](All &a) { a.value = QDynamoDBValueList { Type::Undefined }; });
    row("empty set in a value", u"All.value.a: a set must not be empty", [](All &a) {
        a.value = QDynamoDBItem { { u"a"_s, QDynamoDBValue::stringSet({}) } };
    });
    row("duplicate element", u"All.item.a:", [](All &a) {
        a.item = { { u"a"_s, QDynamoDBValue::stringSet({ u"x"_s, u"x"_s }) } };
    });
    row("invalid date in an optional", u"All.maybeTime: a QDateTime without value",
        [](All &a) { a.maybeTime = QDateTime(); });
    row("converter that reads nothing", u"All.money: the converter of Money does not read",
        [](All &a) { a.money = { -1 }; });
    row("converter that rounds", u"All.rounded: the converter of Rounded reads",
        [](All &a) { a.rounded = { 0.5 }; });
}

void tst_MappedValues::unwritableValues()
{
    QFETCH(Change, change);
    QFETCH(QString, says);
    All object;
    change(object);
    const QDynamoDBError error = mapper().toItem(&object).error();
    QCOMPARE(error.code(), Code::InvalidParameterValue);
    QVERIFY2(error.message().startsWith(says), qPrintable(error.message()));
}

// Texts that other programs write.
void tst_MappedValues::read_data()
{
    QTest::addColumn<QDynamoDBItem>("item");
    QTest::addColumn<Change>("change");
    const auto row = [](const char *name, const QDynamoDBItem &item, const Change &change) {
        QTest::newRow(name) << item << change;
    };
    const QDate day(2026, 3, 8);

    row("no zone", { { u"when"_s, u"2026-03-08T02:30:00"_s } },
        [=](All &a) { a.when = QDateTime(day, QTime(2, 30), utc); });
    row("microseconds", { { u"when"_s, u"2026-03-08T02:30:00.999999"_s } },
        [=](All &a) { a.when = QDateTime(day, QTime(2, 30, 0, 999), utc); });
    row("list of texts", { { u"times"_s, QDynamoDBValueList { u"2026-03-08"_s } } },
        [=](All &a) { a.times = { QDateTime(day, QTime(0, 0), utc) }; });
    row("time", { { u"time"_s, u"23:59:59.999999"_s } },
        [](All &a) { a.time = QTime(23, 59, 59, 999); });
    row("UUID", { { u"uuid"_s, u"{12345678-ABCD-4567-89AB-0123456789AB}"_s } },
        [](All &a) { a.uuid = QUuid(u"{12345678-abcd-4567-89ab-0123456789ab}"_s); });
    row("nil UUID", { { u"uuid"_s, u"00000000-0000-0000-0000-000000000000"_s } }, [](All &) {});
    row("URL", { { u"url"_s, u"http://ex.org/a b"_s } },
        [](All &a) { a.url = QUrl(u"http://ex.org/a b"_s); });
    row("empty URL", { { u"url"_s, u""_s } }, [](All &) {});
    row("flags", { { u"modes"_s, u"Write|Read"_s }, { u"options"_s, u""_s } }, [](All &a) {
        a.modes = { All::Mode::Read, All::Mode::Write };
    });
    row("integers with a point", { { u"int8"_s, QDynamoDBNumber(u"-5.00") } },
        [](All &a) { a.int8 = -5; });
    row("empty text", { { u"text"_s, QString() }, { u"bytes"_s, QByteArray() } }, [](All &a) {
        a.text = u""_s;
        a.bytes = ""_ba;
    });
    row("null elements", { { u"strings"_s, QDynamoDBValueList { nullptr, u"a"_s } } }, [](All &a) {
        a.strings = { QString(), u"a"_s };
    });
}

void tst_MappedValues::read()
{
    QFETCH(QDynamoDBItem, item);
    QFETCH(Change, change);
    All expected;
    change(expected);
    All read;
    const QDynamoDBError error = mapper().fromItem(item, &read);
    QVERIFY2(!error.isError(), qPrintable(error.message()));
    QCOMPARE(difference(read, expected), QString());
    QCOMPARE(read.text.isNull(), expected.text.isNull());
    QCOMPARE(read.bytes.isNull(), expected.bytes.isNull());
}

void tst_MappedValues::unreadableValues_data()
{
    QTest::addColumn<QString>("attribute");
    QTest::addColumn<QDynamoDBValue>("value");
    const auto row = [](const char16_t *attribute, const char *name, const QDynamoDBValue &value) {
        QTest::addRow("%s: %s", qPrintable(QString::fromUtf16(attribute)), name)
                << QString::fromUtf16(attribute) << value;
    };
    const auto number = [](const char16_t *text) { return QDynamoDBNumber(QStringView(text)); };
    using List = QDynamoDBValueList;
    using Item = QDynamoDBItem;

    row(u"yes", "number", 1);
    row(u"aChar", "too large", 128);
    row(u"aChar", "text", u"a"_s);
    row(u"int8", "too large", 128);
    row(u"int8", "fraction", 0.5);
    row(u"uint8", "negative", -1);
    row(u"int16", "too small", -32769);
    row(u"uint16", "too large", 65536);
    row(u"int32", "too large", 2147483648LL);
    row(u"uint32", "too large", 4294967296LL);
    row(u"int64", "too large", number(u"9223372036854775808"));
    row(u"int64", "huge", number(u"1e100"));
    row(u"uint64", "too large", number(u"18446744073709551616"));
    row(u"uint64", "fraction", number(u"1.00000000000000000001"));
    row(u"real32", "too large", 1e39);
    row(u"real32", "too small", 1e-60);
    row(u"real32", "too many digits", 0.123456789);
    row(u"real64", "too many digits", number(u"0.12345678901234567890"));
    row(u"real64", "large integer", number(u"1318796827993409899"));
    row(u"real64", "text", u"1"_s);
    row(u"character", "two", u"ab"_s);
    row(u"character", "none", u""_s);
    row(u"date", "with a time", u"2026-03-08T00:00:00Z"_s);
    row(u"time", "with a zone", u"10:00:00+02:00"_s);
    row(u"time", "end of the day", u"24:00:00"_s);
    row(u"when", "number", 1772937000);
    row(u"when", "no time", u"2026-03-08T"_s);
    row(u"when", "leap second", u"2026-12-31T23:59:60Z"_s);
    row(u"uuid", "more after it", u"12345678-abcd-4567-89ab-0123456789abc"_s);
    row(u"uuid", "none", u""_s);
    row(u"url", "invalid", u"http://["_s);
    row(u"expires", "fraction", 1767225600.5);
    row(u"expires", "huge", number(u"1e30"));
    row(u"expires", "milliseconds", number(u"1767225600000000"));
    row(u"expires", "text", u"2026-03-08T00:00:00Z"_s);
    row(u"level", "number", 0);
    row(u"level", "other name", u"Highest"_s);
    row(u"options", "other name", u"Bold|Huge"_s);
    row(u"byNumber", "name that is no number", Item { { u"x"_s, u"y"_s } });
    row(u"byNumber", "name in another form", Item { { u"07"_s, u"y"_s } });
    row(u"byLevel", "name", Item { { u"Highest"_s, 1 } });
    row(u"floatSet", "digits", QDynamoDBValue::numberSet({ 0.1, number(u"0.100000000001") }));
    row(u"uuidSet", "the same twice",
        QDynamoDBValue::stringSet({ u"12345678-abcd-4567-89ab-0123456789ab"_s,
                                    u"12345678-ABCD-4567-89ab-0123456789ab"_s }));
    const QDynamoDBValue set = QDynamoDBValue::stringSet({ u"a"_s, u"b"_s });
    const QDynamoDBValue big = number(u"1318796827993409899123");
    for (const char16_t *json : { u"json", u"jsonObject", u"jsonArray" }) {
        const auto wrapped = [&](const QDynamoDBValue &value) -> QDynamoDBValue {
            if (QStringView(json) == u"jsonArray")
                return List { value };
            if (QStringView(json) == u"jsonObject")
                return Item { { u"a"_s, value } };
            return value;
        };
        row(json, "set", wrapped(set));
        row(json, "number set", wrapped(QDynamoDBValue::numberSet({ 1 })));
        row(json, "binary", wrapped(QByteArray("x")));
        row(json, "big number", wrapped(big));
        row(json, "exact number", wrapped(number(u"0.12345678901234567890")));
    }
    row(u"jsonObject", "list", List());
    row(u"jsonArray", "map", Item { { u"a"_s, 1 } });
    row(u"jsonArray", "set itself", set);
    row(u"jsonObject", "null", nullptr);
    row(u"variantList", "set", set);
    row(u"variants", "list", List());
    row(u"strings", "set", set);
}

void tst_MappedValues::unreadableValues()
{
    QFETCH(QString, attribute);
    QFETCH(QDynamoDBValue, value);
    All object;
    const QDynamoDBError error = mapper().fromItem({ { attribute, value } }, &object);
    QCOMPARE(error.code(), Code::InvalidParameterValue);
    QVERIFY2(error.message().startsWith(u"All."_s + attribute), qPrintable(error.message()));
    QCOMPARE(difference(object, All()), QString());
}

// Properties that accept any value are written as they were read.
void tst_MappedValues::writtenBack_data()
{
    QTest::addColumn<QDynamoDBItem>("item");
    const QDynamoDBValueList values = {
        nullptr,
        true,
        1,
        QDynamoDBNumber(u"1318796827993409899123"),
        QDynamoDBNumber(u"0.12345678901234567890"),
        1e100,
        u""_s,
        QByteArray("\xff"),
        QDynamoDBValue::stringSet({ u"a"_s }),
        QDynamoDBValue::numberSet({ 1, QDynamoDBNumber(u"1e50") }),
        QDynamoDBValue::binarySet({ QByteArray() }),
        QDynamoDBValueList { nullptr, QDynamoDBValueList() },
        QDynamoDBItem { { u"a"_s, QDynamoDBValue::stringSet({ u"b"_s }) } },
    };
    for (const QDynamoDBValue &value : values) {
        for (const QString &attribute : { u"variant"_s, u"value"_s })
            QTest::addRow("%s, %s", qPrintable(attribute), qPrintable(QDebug::toString(value)))
                    << QDynamoDBItem { { attribute, value } };
    }
    QTest::newRow("list") << QDynamoDBItem { { u"variantList"_s, values } };
    QTest::newRow("map") << QDynamoDBItem { { u"variants"_s,
                                              QDynamoDBItem { { u"a"_s, values } } } };
    QTest::newRow("item") << QDynamoDBItem { { u"item"_s, QDynamoDBItem { { u"a"_s, values } } } };
    QTest::newRow("JSON") << QDynamoDBItem {
        { u"json"_s, QDynamoDBValueList { nullptr, 1, 0.1, 9007199254740993LL, 1e100, u"x"_s } }
    };
}

void tst_MappedValues::writtenBack()
{
    QFETCH(QDynamoDBItem, item);
    All object;
    const QDynamoDBError error = mapper().fromItem(item, &object);
    QVERIFY2(!error.isError(), qPrintable(error.message()));
    const auto written = mapper().toItem(&object);
    QVERIFY2(written, qPrintable(written.error().message()));
    for (const QDynamoDBItem::Attribute &attribute : item)
        QCOMPARE(written->value(attribute.name), attribute.value);
}

// A missing attribute keeps the default value, so "no value" is stored as an attribute.
void tst_MappedValues::defaults()
{
    const auto defaults = QDynamoDBMapper::of<Defaults>();
    Defaults object;
    object.theme = QString();
    object.id = QUuid();
    object.limit.reset();
    object.tags.clear();
    const auto item = defaults.toItem(&object);
    QVERIFY2(item, qPrintable(item.error().message()));
    QVERIFY((*item)[u"theme"].isNull());
    QVERIFY(!item->contains(u"note"));
    Defaults read;
    QCOMPARE(defaults.fromItem(*item, &read), QDynamoDBError());
    QVERIFY(read.theme.isNull());
    QVERIFY(read.id.isNull());
    QVERIFY(!read.limit);
    QVERIFY(read.tags.isEmpty());

    Defaults other;
    QCOMPARE(defaults.fromItem({ { u"note"_s, u"x"_s } }, &other), QDynamoDBError());
    QCOMPARE(other.theme, u"light"_s);
}

void tst_MappedValues::timeToLive()
{
    All object;
    object.expires = QDateTime::fromMSecsSinceEpoch(1767225600999, utc);
    QCOMPARE(mapper().toItem(&object)->value(u"expires"), QDynamoDBValue(1767225600));
    object.expires = QDateTime::fromMSecsSinceEpoch(-1, utc);
    QCOMPARE(mapper().toItem(&object)->value(u"expires"), QDynamoDBValue(-1));
    const QDynamoDBItem item = { { u"expires"_s, QDynamoDBNumber(u"1767225600.0") } };
    QCOMPARE(mapper().fromItem(item, &object), QDynamoDBError());
    QCOMPARE(object.expires, QDateTime::fromSecsSinceEpoch(1767225600, utc));
}

void tst_MappedValues::invalidClasses_data()
{
    QTest::addColumn<const QMetaObject *>("metaObject");
    QTest::newRow("locale") << &LocaleMember::staticMetaObject;
    QTest::newRow("element") << &UnknownElement::staticMetaObject;
    QTest::newRow("key") << &BadKey::staticMetaObject;
}

void tst_MappedValues::invalidClasses()
{
    QFETCH(const QMetaObject *, metaObject);
    const QDynamoDBError error = QDynamoDBMapper(*metaObject).error();
    QCOMPARE(error.code(), Code::InvalidParameterValue);
    QVERIFY2(error.message().contains(u"can't be mapped"_s), qPrintable(error.message()));
}

void tst_MappedValues::recursive()
{
    const auto nodes = QDynamoDBMapper::of<Node>();
    QCOMPARE(nodes.error(), QDynamoDBError());
    Node root { u"a"_s, { { u"b"_s, {} } } };
    const auto item = nodes.toItem(&root);
    QVERIFY2(item, qPrintable(item.error().message()));
    Node read;
    QCOMPARE(nodes.fromItem(*item, &read), QDynamoDBError());
    QCOMPARE(read.children.value(0).name, u"b"_s);
}

QTEST_GUILESS_MAIN(tst_MappedValues)
#include "tst_mappedvalues.moc"
