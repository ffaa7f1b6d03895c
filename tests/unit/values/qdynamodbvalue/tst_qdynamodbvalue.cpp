// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "values/utc_p.h"

#include <QtDynamoDB/qdynamodbitem.h>
#include <QtDynamoDB/qdynamodbjson.h>
#include <QtDynamoDB/qdynamodbvalue.h>

#include <QtCore/qcborarray.h>
#include <QtCore/qcbormap.h>
#include <QtCore/qcborvalue.h>
#include <QtCore/qdatetime.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qset.h>
#include <QtCore/qurl.h>
#include <QtCore/quuid.h>
#include <QtCore/qvariant.h>
#include <QtTest/qtest.h>

#include <limits>
#include <list>

using namespace Qt::StringLiterals;
using Type = QDynamoDBValue::Type;

static_assert(sizeof(QDynamoDBValue) <= 32);
static_assert(std::is_nothrow_move_constructible_v<QDynamoDBValue>);
static_assert(!std::is_convertible_v<const char *, QDynamoDBValue>);
static_assert(!std::is_convertible_v<QObject *, QDynamoDBValue>);

class tst_QDynamoDBValue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    // The first test, because no type must have been converted before.
    void freshVariants_data();
    void freshVariants();
    void types_data();
    void types();
    void empty_data();
    void empty();
    void fallbacks_data();
    void fallbacks();
    void copies_data();
    void copies();
    void equality_data();
    void equality();
    void elements();
    void dates();
    void foreignDates_data();
    void foreignDates();
    void valuesWithoutText_data();
    void valuesWithoutText();
    void uuids();
    void variants_data();
    void variants();
    void variantsOfOtherTypes_data();
    void variantsOfOtherTypes();
    void convertedVariants_data();
    void convertedVariants();
    void toJson_data();
    void toJson();
    void scriptElements();
    void debugOutput_data();
    void debugOutput();
};

namespace {

const QDynamoDBItem map { { u"a"_s, 1 }, { u"b"_s, u"x"_s } };

// Returns a value of a type that the library does not know.
QDynamoDBValue unknown(const QByteArray &json)
{
    return QDynamoDBJson::toValue(json).value();
}

// Returns a value of each type, with the name of the type.
QList<std::pair<const char *, QDynamoDBValue>> allTypes()
{
    return {
        { "Undefined", Type::Undefined },
        { "Null", nullptr },
        { "Bool", true },
        { "Number", 7 },
        { "String", u"text"_s },
        { "Binary", "bytes"_ba },
        { "List", QDynamoDBValueList { 1, u"x"_s } },
        { "Map", map },
        { "StringSet", QDynamoDBValue::stringSet({ u"b"_s, u"a"_s }) },
        { "NumberSet", QDynamoDBValue::numberSet({ 2, 1 }) },
        { "BinarySet", QDynamoDBValue::binarySet({ "b"_ba, "a"_ba }) },
        { "Unknown", unknown(R"({"F":[0.5]})") },
    };
}

enum class Colour : quint8 { Red = 200 };

} // namespace

// The tests must not depend on the time zone of the computer.
void tst_QDynamoDBValue::initTestCase()
{
    qputenv("TZ", "EST5EDT,M3.2.0,M11.1.0");
}

void tst_QDynamoDBValue::types_data()
{
    QTest::addColumn<QDynamoDBValue>("value");
    QTest::addColumn<Type>("type");

    QTest::newRow("default") << QDynamoDBValue() << Type::Null;
    QTest::newRow("nullptr") << QDynamoDBValue(nullptr) << Type::Null;
    QTest::newRow("bool") << QDynamoDBValue(false) << Type::Bool;
    QTest::newRow("int") << QDynamoDBValue(0) << Type::Number;
    QTest::newRow("uint") << QDynamoDBValue(0U) << Type::Number;
    QTest::newRow("long") << QDynamoDBValue(0L) << Type::Number;
    QTest::newRow("quint64") << QDynamoDBValue(quint64(0)) << Type::Number;
    QTest::newRow("float") << QDynamoDBValue(0.5F) << Type::Number;
    QTest::newRow("double") << QDynamoDBValue(0.5) << Type::Number;
    QTest::newRow("QString") << QDynamoDBValue(QString()) << Type::String;
    QTest::newRow("QStringView") << QDynamoDBValue(QStringView(u"x")) << Type::String;
    QTest::newRow("QLatin1StringView") << QDynamoDBValue("x"_L1) << Type::String;
    QTest::newRow("UTF-16") << QDynamoDBValue(u"x") << Type::String;
    QTest::newRow("QByteArray") << QDynamoDBValue(QByteArray()) << Type::Binary;
    QTest::newRow("QDateTime") << QDynamoDBValue(QDateTime::currentDateTime()) << Type::String;
    QTest::newRow("no time") << QDynamoDBValue(QDateTime()) << Type::Undefined;
    QTest::newRow("QUuid") << QDynamoDBValue(QUuid()) << Type::String;
    for (const auto &[name, value] : allTypes()) {
        const Type type = Type(QMetaEnum::fromType<Type>().keyToValue(name));
        QTest::addRow("one of %s", name) << value << type;
    }
}

void tst_QDynamoDBValue::types()
{
    QFETCH(const QDynamoDBValue, value);
    QFETCH(const Type, type);
    QCOMPARE(value.type(), type);
    QCOMPARE(value.isUndefined(), type == Type::Undefined);
    QCOMPARE(value.isNull(), type == Type::Null);
    QCOMPARE(value.isBool(), type == Type::Bool);
    QCOMPARE(value.isNumber(), type == Type::Number);
    QCOMPARE(value.isString(), type == Type::String);
    QCOMPARE(value.isBinary(), type == Type::Binary);
    QCOMPARE(value.isList(), type == Type::List);
    QCOMPARE(value.isMap(), type == Type::Map);
    QCOMPARE(value.isStringSet(), type == Type::StringSet);
    QCOMPARE(value.isNumberSet(), type == Type::NumberSet);
    QCOMPARE(value.isBinarySet(), type == Type::BinarySet);
    QCOMPARE(value.isUnknown(), type == Type::Unknown);
}

void tst_QDynamoDBValue::empty_data()
{
    QTest::addColumn<Type>("type");
    for (const auto &[name, value] : allTypes())
        QTest::newRow(name) << value.type();
}

void tst_QDynamoDBValue::empty()
{
    QFETCH(const Type, type);
    const QDynamoDBValue value(type);
    QCOMPARE(value.type(), type);
    QCOMPARE(value.size(), 0);
    QCOMPARE(value.toBool(), false);
    QCOMPARE(value.toInteger(-1), type == Type::Number ? 0 : -1);
    QVERIFY(value.toString().isEmpty());
    QVERIFY(value.toBinary().isEmpty());
    QVERIFY(value.toMap().isEmpty());
    QVERIFY(value.elements().isEmpty());
    QVERIFY(value.unknownJson().isEmpty());
}

void tst_QDynamoDBValue::fallbacks_data()
{
    QTest::addColumn<QDynamoDBValue>("value");
    for (const auto &[name, value] : allTypes())
        QTest::newRow(name) << value;
}

// Each accessor returns its fallback for values of other types.
void tst_QDynamoDBValue::fallbacks()
{
    QFETCH(const QDynamoDBValue, value);
    QCOMPARE(value.toBool(), value.isBool());
    QCOMPARE(value.toBool(true), true);
    QCOMPARE(value.toNumber(-1), value.isNumber() ? 7 : -1);
    QCOMPARE(value.toInteger(-1), value.isNumber() ? 7 : -1);
    QCOMPARE(value.toDouble(0.5), value.isNumber() ? 7 : 0.5);
    QCOMPARE(value.toString(u"-"_s), value.isString() ? u"text"_s : u"-"_s);
    QCOMPARE(value.toBinary("-"), value.isBinary() ? "bytes"_ba : "-"_ba);
    QCOMPARE(value.toList().size(), value.isList() ? 2 : 0);
    QCOMPARE(value.toMap(), value.isMap() ? map : QDynamoDBItem());
    QCOMPARE(value.toStringSet().size(), value.isStringSet() ? 2 : 0);
    QCOMPARE(value.toNumberSet().size(), value.isNumberSet() ? 2 : 0);
    QCOMPARE(value.toBinarySet().size(), value.isBinarySet() ? 2 : 0);
    const bool hasElements = value.type() >= Type::List && value.type() <= Type::BinarySet;
    QCOMPARE(value.size(), hasElements ? 2 : 0);
    QCOMPARE(value.unknownJson(), value.isUnknown() ? uR"({"F":[0.5]})"_s : QString());
    QVERIFY(!value.toDateTime().isValid());
    QVERIFY(value.toUuid().isNull());

    // Accessors of numbers return the fallback if precision would be lost.
    QCOMPARE(QDynamoDBValue(0.5).toInteger(-1), -1);
    QCOMPARE(QDynamoDBValue(QDynamoDBNumber(u"9223372036854775808")).toInteger(-1), -1);
    QCOMPARE(QDynamoDBValue(QDynamoDBNumber(QString(38, u'7'))).toDouble(-1), -1.0);
}

void tst_QDynamoDBValue::copies_data()
{
    fallbacks_data();
}

void tst_QDynamoDBValue::copies()
{
    QFETCH(const QDynamoDBValue, value);
    QDynamoDBValue copy(value);
    QCOMPARE(copy, value);
    QDynamoDBValue moved(std::move(copy));
    QCOMPARE(moved, value);
    copy = u"something else"_s; // a moved-from value can be assigned to
    QCOMPARE(copy.toString(), u"something else"_s);
    copy = moved;
    QCOMPARE(copy, value);
    QDynamoDBValue &self = copy;
    copy = self;
    QCOMPARE(copy, value);
    copy = std::move(self);
    QCOMPARE(copy, value);
    QDynamoDBValue other(QDynamoDBValueList { u"other"_s });
    other.swap(copy);
    QCOMPARE(other, value);
    QCOMPARE(copy.size(), 1);
}

void tst_QDynamoDBValue::equality_data()
{
    QTest::addColumn<QDynamoDBValue>("a");
    QTest::addColumn<QDynamoDBValue>("b");
    QTest::addColumn<bool>("equal");
    using V = QDynamoDBValue;
    const auto row = [](const char *name, const V &a, const V &b, bool equal) {
        QTest::newRow(name) << a << b << equal;
    };

    row("numbers by value", QDynamoDBNumber(u"1.50"), 1.5, true);
    row("other number", 1, 2, false);
    row("null and undefined", nullptr, Type::Undefined, false);
    row("false and null", false, nullptr, false);
    row("string and binary", u"a"_s, "a"_ba, false);
    row("number and string", 1, u"1"_s, false);
    row("null string and empty", QString(), u""_s, true);
    row("lists in order", QDynamoDBValueList { 1, 2 }, QDynamoDBValueList { 2, 1 }, false);
    row("maps without order", QDynamoDBItem { { u"a"_s, 1 }, { u"b"_s, 2 } },
        QDynamoDBItem { { u"b"_s, 2 }, { u"a"_s, 1 } }, true);
    row("sets without order", V::stringSet({ u"a"_s, u"b"_s }), V::stringSet({ u"b"_s, u"a"_s }),
        true);
    row("sets of numbers", V::numberSet({ 1, QDynamoDBNumber(u"2.0") }), V::numberSet({ 2, 1 }),
        true);
    row("sets of binaries", V::binarySet({ "a"_ba, "b"_ba }), V::binarySet({ "b"_ba, "a"_ba }),
        true);
    row("a larger set", V::stringSet({ u"a"_s }), V::stringSet({ u"a"_s, u"b"_s }), false);
    row("sets of other types", Type::StringSet, Type::BinarySet, false);
    row("list and set", QDynamoDBValueList { u"a"_s }, V::stringSet({ u"a"_s }), false);
    row("unknown", unknown(R"({"F":1})"), unknown(R"({"F":1})"), true);
    row("unknown, other text", unknown(R"({"F":1})"), unknown(R"({"F":1.0})"), false);
    row("unknown and binary", unknown(R"({"F":1})"), R"({"F":1})"_ba, false);
}

void tst_QDynamoDBValue::equality()
{
    QFETCH(const QDynamoDBValue, a);
    QFETCH(const QDynamoDBValue, b);
    QFETCH(const bool, equal);
    QCOMPARE(a == b, equal);
    QCOMPARE(b == a, equal);
    QCOMPARE(a != b, !equal);
}

void tst_QDynamoDBValue::elements()
{
    const QDynamoDBValue list = QDynamoDBValueList { 1, map };
    QCOMPARE(list[0], QDynamoDBValue(1));
    QCOMPARE(list[1][u"b"], QDynamoDBValue(u"x"_s));
    QVERIFY(list[-1].isUndefined());
    QVERIFY(list[2].isUndefined());
    QVERIFY(list[u"a"].isUndefined());
    QVERIFY(list[1][u"c"][5][u"d"].isUndefined());
    QVERIFY(QDynamoDBValue(u"text"_s)[0].isUndefined());

    const QVariantList expected { qint64(1),
                                  QVariantMap { { u"a"_s, qint64(1) }, { u"b"_s, u"x"_s } } };
    QCOMPARE(list.elements(), expected);
    QCOMPARE(QDynamoDBValue::binarySet({ "a"_ba }).elements(), QVariantList { "a"_ba });
}

void tst_QDynamoDBValue::dates()
{
    const QDateTime time(QDate(2026, 11, 23), QTime(12, 7, 21, 5), Qt::OffsetFromUTC, 2 * 3600);
    const QDynamoDBValue value(time);
    QCOMPARE(value.toString(), u"2026-11-23T10:07:21.005Z"_s);
    QCOMPARE(value.toDateTime(), time);
    QCOMPARE(value.toDateTime().timeSpec(), Qt::UTC);
    QVERIFY(!QDynamoDBValue(u"yesterday"_s).toDateTime().isValid());
    QCOMPARE(QDynamoDBValue(u"2026-11-23T12:07:21+02:00"_s).toDateTime(), time.addMSecs(-5));
}

// Texts of dates that other programs write. In the local time zone, 02:30 does not exist on this day.
void tst_QDynamoDBValue::foreignDates_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QDateTime>("expected");

    const auto row = [](const char *name, const char16_t *text, const QTime &time) {
        const QDateTime expected(QDate(2026, 3, 8), time, QtDynamoDBPrivate::utc);
        QTest::newRow(name) << QString::fromUtf16(text)
                            << (time.isValid() ? expected : QDateTime());
    };
    row("isoformat()", u"2026-03-08T02:30:00", QTime(2, 30));
    row("isoformat() with microseconds", u"2026-03-08T02:30:00.123456", QTime(2, 30, 0, 123));
    row("not rounded up", u"2026-03-08T02:30:59.9999999Z", QTime(2, 30, 59, 999));
    row("str()", u"2026-03-08 02:30:00", QTime(2, 30));
    row("no seconds", u"2026-03-08T02:30", QTime(2, 30));
    row("date", u"2026-03-08", QTime(0, 0));
    row("Z", u"2026-03-08T02:30:00Z", QTime(2, 30));
    row("offset", u"2026-03-08T02:30:00-05:00", QTime(7, 30));
    row("microseconds and offset", u"2026-03-08T02:30:00.123999+00:00", QTime(2, 30, 0, 123));
    row("offset without colon", u"2026-03-08T02:30:00+0130", QTime(1, 0));
    row("fraction of a minute", u"2026-03-08T02:30.5Z", QTime(2, 30, 30));
    row("no date", u"2026-03-08T", QTime());
    row("invalid day", u"2026-03-32T02:30:00", QTime());
    row("trailing text", u"2026-03-08T02:30:00Z!", QTime());
    row("text after the date", u"2026-03-08!", QTime());
    row("year 0", u"0000-03-08T02:30:00Z", QTime());
    row("empty", u"", QTime());
}

void tst_QDynamoDBValue::foreignDates()
{
    QFETCH(QString, text);
    QFETCH(QDateTime, expected);

    const QDateTime read = QDynamoDBValue(text).toDateTime();
    QCOMPARE(read, expected);
    if (expected.isValid())
        QCOMPARE(read.timeSpec(), Qt::UTC);
}

// Dates and URLs that have no text become Undefined instead of an invalid text.
void tst_QDynamoDBValue::valuesWithoutText_data()
{
    QTest::addColumn<QVariant>("variant");
    QTest::addColumn<QString>("text"); // null: Undefined

    const auto utc = QtDynamoDBPrivate::utc;
    const QTime noon(12, 0);
    QTest::newRow("year 10000") << QVariant(QDateTime(QDate(10000, 1, 1), noon, utc)) << QString();
    QTest::newRow("year 10000 in UTC")
            << QVariant(QDateTime(QDate(9999, 12, 31), QTime(23, 0), Qt::OffsetFromUTC, -7200))
            << QString();
    QTest::newRow("year 9999") << QVariant(QDateTime(QDate(9999, 12, 31), noon, utc))
                               << u"9999-12-31T12:00:00.000Z"_s;
    QTest::newRow("year 1") << QVariant(QDateTime(QDate(1, 1, 1), noon, utc))
                            << u"0001-01-01T12:00:00.000Z"_s;
    QTest::newRow("year -1") << QVariant(QDateTime(QDate(-1, 1, 1), noon, utc)) << QString();
    QTest::newRow("invalid date") << QVariant(QDateTime(QDate(), noon, utc)) << QString();
    QTest::newRow("late date") << QVariant(QDate(12026, 1, 1)) << QString();
    QTest::newRow("early date") << QVariant(QDate(-1, 1, 1)) << QString();
    QTest::newRow("date") << QVariant(QDate(2026, 1, 1)) << u"2026-01-01"_s;
    QTest::newRow("no time") << QVariant(QTime()) << QString();
    QTest::newRow("URL") << QVariant(QUrl(u"http://ex.org/a b"_s)) << u"http://ex.org/a%20b"_s;
    QTest::newRow("empty URL") << QVariant(QUrl()) << u""_s;
    QTest::newRow("invalid URL") << QVariant(QUrl(u"http://["_s)) << QString();
    QTest::newRow("nil UUID") << QVariant(QUuid()) << u"00000000-0000-0000-0000-000000000000"_s;
}

void tst_QDynamoDBValue::valuesWithoutText()
{
    QFETCH(QVariant, variant);
    QFETCH(QString, text);

    const QDynamoDBValue value = QDynamoDBValue::fromVariant(variant);
    if (text.isNull())
        QVERIFY2(value.isUndefined(), qPrintable(value.toString()));
    else
        QCOMPARE(value, QDynamoDBValue(text));
}

void tst_QDynamoDBValue::uuids()
{
    const QUuid uuid(u"{12345678-ABCD-4567-89ab-0123456789ab}"_s);
    QCOMPARE(QDynamoDBValue(uuid).toString(), u"12345678-abcd-4567-89ab-0123456789ab"_s);
    QCOMPARE(QDynamoDBValue(uuid).toUuid(), uuid);
    QVERIFY(QDynamoDBValue(u"12345678"_s).toUuid().isNull());
}

void tst_QDynamoDBValue::variants_data()
{
    QTest::addColumn<QDynamoDBValue>("value");
    QTest::addColumn<QVariant>("variant");
    const auto row = [](const char *name, const QDynamoDBValue &value, const QVariant &variant) {
        QTest::newRow(name) << value << variant;
    };

    const QDynamoDBNumber precise(QString(38, u'7'));
    const auto strings = QDynamoDBValue::stringSet({ u"a"_s });
    row("unknown", unknown(R"({"F":[0.5]})"), QVariant::fromValue(unknown(R"({"F":[0.5]})")));
    row("undefined", Type::Undefined, {});
    row("null", nullptr, QVariant::fromValue(nullptr));
    row("bool", true, true);
    row("integer", -1, qint64(-1));
    row("large integer", std::numeric_limits<quint64>::max(), std::numeric_limits<quint64>::max());
    row("real", 0.1, 0.1);
    row("more than a double", precise, QVariant::fromValue(precise));
    row("string", u"x"_s, u"x"_s);
    row("binary", "x"_ba, "x"_ba);
    row("list", QDynamoDBValueList { 1, nullptr },
        QVariantList { qint64(1), QVariant::fromValue(nullptr) });
    row("map", map, QVariantMap { { u"a"_s, qint64(1) }, { u"b"_s, u"x"_s } });
    row("set", strings, QVariant::fromValue(strings));
}

void tst_QDynamoDBValue::variants()
{
    QFETCH(const QDynamoDBValue, value);
    QFETCH(const QVariant, variant);
    QCOMPARE(value.toVariant(), variant);
    QCOMPARE(value.toVariant().metaType(), variant.metaType());
    QCOMPARE(QDynamoDBValue::fromVariant(variant), value);
}

void tst_QDynamoDBValue::variantsOfOtherTypes_data()
{
    QTest::addColumn<QVariant>("variant");
    QTest::addColumn<QDynamoDBValue>("value");
    const auto row = [](const char *name, const QVariant &variant, const QDynamoDBValue &value) {
        QTest::newRow(name) << variant << value;
    };

    const QDynamoDBValueList oneAndTwo { 1, 2 };
    row("short", QVariant::fromValue(short(-3)), -3);
    row("uchar", QVariant::fromValue(uchar(255)), 255);
    row("char", QVariant::fromValue(char('a')), 97);
    row("float", 0.1F, 0.1F);
    row("QChar", QChar(u'x'), u"x"_s);
    row("enum", QVariant::fromValue(Colour::Red), 200);
    row("Qt's enum", QVariant::fromValue(Qt::AlignRight), int(Qt::AlignRight));
    row("date", QDate(2026, 1, 2), u"2026-01-02"_s);
    row("no date", QDate(), Type::Undefined);
    row("time of day", QTime(1, 2, 3, 4), u"01:02:03.004"_s);
    row("no time of day", QTime(), Type::Undefined);
    row("date and time", QDateTime(QDate(2026, 1, 2), QTime(3, 4), QtDynamoDBPrivate::utc),
        u"2026-01-02T03:04:00.000Z"_s);
    row("UUID", QUuid(), u"00000000-0000-0000-0000-000000000000"_s);
    row("URL", QUrl(u"https://\u00e9.example/a b"_s), u"https://xn--9ca.example/a%20b"_s);
    row("QStringList", QStringList { u"a"_s }, QDynamoDBValueList { u"a"_s });
    row("QList<int>", QVariant::fromValue(QList<int> { 1, 2 }), oneAndTwo);
    row("std::vector", QVariant::fromValue(std::vector<int> { 1, 2 }), oneAndTwo);
    const QDynamoDBValue numbers = QDynamoDBValue::numberSet({ 1, 2 });
    row("QSet of texts", QVariant::fromValue(QSet<QString> { u"a"_s, u"b"_s }),
        QDynamoDBValue::stringSet({ u"a"_s, u"b"_s }));
    row("QSet of int", QVariant::fromValue(QSet<int> { 1, 2 }), numbers);
    row("QSet of numbers", QVariant::fromValue(QSet<QDynamoDBNumber> { 1, 2 }), numbers);
    row("QSet of binaries", QVariant::fromValue(QSet<QByteArray> { "a"_ba }),
        QDynamoDBValue::binarySet({ "a"_ba }));
    row("QSet of URLs", QVariant::fromValue(QSet<QUrl> { QUrl(u"a:b"_s) }),
        QDynamoDBValue::stringSet({ u"a:b"_s }));
    row("empty QSet of texts", QVariant::fromValue(QSet<QString>()), Type::StringSet);
    row("empty QSet of dates", QVariant::fromValue(QSet<QDate>()), Type::StringSet);
    row("empty QSet of int", QVariant::fromValue(QSet<int>()), Type::NumberSet);
    row("empty QSet of binaries", QVariant::fromValue(QSet<QByteArray>()), Type::BinarySet);
    row("QSet of invalid dates", QVariant::fromValue(QSet<QDate> { QDate() }), Type::Undefined);
    row("std::list", QVariant::fromValue(std::list<int> { 1, 2 }), oneAndTwo);
    row("sets in a map", QVariantMap { { u"s"_s, QVariant::fromValue(QSet<int> { 2, 1 }) } },
        QDynamoDBItem { { u"s"_s, numbers } });
    row("QByteArrayList", QVariant::fromValue(QByteArrayList { "a"_ba }),
        QDynamoDBValueList { "a"_ba });
    row("QHash of lists", QVariant::fromValue(QHash<QString, QList<int>> { { u"a"_s, { 1, 2 } } }),
        QDynamoDBItem { { u"a"_s, oneAndTwo } });
    row("QJsonDocument", QJsonDocument(QJsonArray { 1, 2 }), oneAndTwo);
    row("QCborValue", QVariant::fromValue(QCborValue("a"_ba)), "a"_ba);
    row("QCborArray", QVariant::fromValue(QCborArray { 1, 2 }), oneAndTwo);
    row("QCborMap", QVariant::fromValue(QCborMap { { u"a"_s, 1 } }),
        QDynamoDBItem { { u"a"_s, 1 } });
    row("invalid URL", QUrl(u"http://["_s, QUrl::StrictMode), Type::Undefined);
    row("QVariantHash", QVariantHash { { u"a"_s, 1 } }, QDynamoDBItem { { u"a"_s, 1 } });
    row("QMap", QVariant::fromValue(QMap<QString, int> { { u"a"_s, 1 } }),
        QDynamoDBItem { { u"a"_s, 1 } });
    row("QJsonArray", QJsonArray { 1, 2 }, oneAndTwo);
    row("QJsonObject", QJsonObject { { u"a"_s, true } }, QDynamoDBItem { { u"a"_s, true } });
    row("QJsonValue", QJsonValue(QJsonValue::Null), nullptr);
    row("QDynamoDBItem", QVariant::fromValue(map), map);
    row("something else", QVariant::fromValue(QPoint(1, 2)), Type::Undefined);
    row("a pointer", QVariant::fromValue<QObject *>(nullptr), Type::Undefined);
}

void tst_QDynamoDBValue::variantsOfOtherTypes()
{
    QFETCH(const QVariant, variant);
    QFETCH(const QDynamoDBValue, value);
    QCOMPARE(QDynamoDBValue::fromVariant(variant), value);
}

// Conversions work at the first use of a type.
void tst_QDynamoDBValue::freshVariants_data()
{
    QTest::addColumn<QVariant>("variant");
    QTest::addColumn<QVariant>("converted");
    const QDynamoDBNumber number(u"1318796827993409899");
    const QString digits = u"1318796827993409899"_s;
    for (const QVariant &variant :
         { QVariant::fromValue(number), QVariant::fromValue(QDynamoDBValue(number)) }) {
        QTest::addRow("%s to text", variant.typeName()) << variant << QVariant(digits);
        QTest::addRow("%s to integer", variant.typeName())
                << variant << QVariant(qint64(1318796827993409899));
        QTest::addRow("%s to double", variant.typeName())
                << variant << QVariant(1318796827993409899.0);
    }
    QTest::newRow("text to number") << QVariant(digits) << QVariant::fromValue(number);
}

void tst_QDynamoDBValue::freshVariants()
{
    QFETCH(QVariant, variant);
    QFETCH(const QVariant, converted);
    QVERIFY(variant.canConvert(converted.metaType()));
    QVERIFY(variant.convert(converted.metaType()));
    QCOMPARE(variant, converted);
}

// Conversions of QVariants with types of the library. Invalid: no conversion.
void tst_QDynamoDBValue::convertedVariants_data()
{
    QTest::addColumn<QDynamoDBValue>("value");
    QTest::addColumn<QMetaType>("type");
    QTest::addColumn<QVariant>("converted");
    const auto row = [](const char *name, const QDynamoDBValue &value, const auto &converted) {
        QTest::newRow(name) << value << QVariant(converted).metaType() << QVariant(converted);
    };
    const auto none = [](const char *name, const QDynamoDBValue &value, QMetaType type) {
        QTest::newRow(name) << value << type << QVariant();
    };
    const auto strings = QDynamoDBValue::stringSet({ u"a"_s, u"b"_s });
    row("set to text", strings, u"a, b"_s);
    row("set to texts", strings, QStringList { u"a"_s, u"b"_s });
    row("set to list", strings, QVariantList { u"a"_s, u"b"_s });
    row("numbers to text", QDynamoDBValue::numberSet({ 1, QDynamoDBNumber(u"9007199254740993") }),
        u"1, 9007199254740993"_s);
    row("binaries to text", QDynamoDBValue::binarySet({ "x"_ba }), u"eA=="_s);
    row("digits", QDynamoDBNumber(QString(38, u'7')), QString(38, u'7'));
    row("digits to double", QDynamoDBNumber(QString(38, u'7')), 7.7777777777777777777e37);
    row("string", u"x"_s, u"x"_s);
    row("bool", true, true);
    row("bool to text", true, u"true"_s);
    row("int", 7, 7);
    row("map", map, QVariantMap { { u"a"_s, qint64(1) }, { u"b"_s, u"x"_s } });
    row("binary", "x"_ba, "x"_ba);
    none("fraction to integer", 1.5, QMetaType(QMetaType::Int));
    none("too large", 1e10, QMetaType(QMetaType::Int));
    none("string to integer", u"1"_s, QMetaType(QMetaType::LongLong));
    none("string to map", u"1"_s, QMetaType(QMetaType::QVariantMap));
    none("null to text", nullptr, QMetaType(QMetaType::QString));
}

void tst_QDynamoDBValue::convertedVariants()
{
    QFETCH(const QDynamoDBValue, value);
    QFETCH(const QMetaType, type);
    QFETCH(const QVariant, converted);
    QVariant variant = QVariant::fromValue(value);
    QCOMPARE(variant.convert(type), converted.isValid());
    if (converted.isValid())
        QCOMPARE(variant, converted);
}

void tst_QDynamoDBValue::toJson_data()
{
    QTest::addColumn<QDynamoDBValue>("value");
    QTest::addColumn<QVariant>("json");
    const QDynamoDBNumber number(u"9007199254740993");
    const auto row = [](const char *name, const QDynamoDBValue &value, const QVariant &json) {
        QTest::newRow(name) << value << json;
    };
    row("small number", 5, qint64(5));
    row("large number", number, u"9007199254740993"_s);
    row("binary", "x"_ba, u"eA=="_s);
    row("list", QDynamoDBValueList { number, "x"_ba },
        QVariantList { u"9007199254740993"_s, u"eA=="_s });
    row("map", QDynamoDBItem { { u"a"_s, number } },
        QVariantMap { { u"a"_s, u"9007199254740993"_s } });
    row("strings", QDynamoDBValue::stringSet({ u"a"_s }), QVariantList { u"a"_s });
    row("numbers", QDynamoDBValue::numberSet({ 1, number }),
        QVariantList { qint64(1), u"9007199254740993"_s });
    row("binaries", QDynamoDBValue::binarySet({ "x"_ba }), QVariantList { u"eA=="_s });
}

void tst_QDynamoDBValue::toJson()
{
    QFETCH(const QDynamoDBValue, value);
    QFETCH(const QVariant, json);
    QCOMPARE(value.toJSON(), json);
}

// The property for scripts keeps digits that a double cannot hold.
void tst_QDynamoDBValue::scriptElements()
{
    const QDynamoDBNumber number(u"1318796827993409899");
    const auto set = QDynamoDBValue::numberSet({ 1, number });
    const QMetaProperty property = QDynamoDBValue::staticMetaObject.property(
            QDynamoDBValue::staticMetaObject.indexOfProperty("elements"));
    QCOMPARE(property.readOnGadget(&set),
             QVariant(QVariantList { qint64(1), QVariant::fromValue(number) }));
    QCOMPARE(set.elements(), QVariantList({ qint64(1), qint64(1318796827993409899) }));
}

void tst_QDynamoDBValue::debugOutput_data()
{
    QTest::addColumn<QDynamoDBValue>("value");
    QTest::addColumn<QString>("contains");
    QTest::newRow("null") << QDynamoDBValue() << u"Null"_s;
    QTest::newRow("bool") << QDynamoDBValue(true) << u"true"_s;
    QTest::newRow("number") << QDynamoDBValue(1.5) << u"1.5"_s;
    QTest::newRow("string") << QDynamoDBValue(u"x y"_s) << u"\"x y\""_s;
    QTest::newRow("set") << QDynamoDBValue::stringSet({ u"a"_s, u"b"_s }) << u"\"a\", \"b\""_s;
    QTest::newRow("map") << QDynamoDBValue(map) << u"\"b\""_s;
    QTest::newRow("unknown") << unknown(R"({"F":1})") << u"Unknown"_s;
}

void tst_QDynamoDBValue::debugOutput()
{
    QFETCH(const QDynamoDBValue, value);
    QFETCH(const QString, contains);
    const QString text = QDebug::toString(value);
    QVERIFY2(text.startsWith("QDynamoDBValue("_L1) && text.contains(contains), qPrintable(text));
}

Q_DECLARE_METATYPE(Colour)

QTEST_APPLESS_MAIN(tst_QDynamoDBValue)

#include "tst_qdynamodbvalue.moc"
