// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "keyclasses.h"

#include <QtDynamoDB/qdynamodbmapper.h>

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;

class tst_MappedKeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void declared_data();
    void declared();
    void invalidClasses_data();
    void invalidClasses();
    void read_data();
    void read();
    void rejectedKeys_data();
    void rejectedKeys();
    void message();
    void indexKeys();
    void setters();
    void noKey_data();
    void noKey();
};

void tst_MappedKeys::initTestCase()
{
    qputenv("TZ", "EST5EDT,M3.2.0,M11.1.0");
    QDynamoDBMapper::registerConverter<Text>([](const Text &text) { return text.text.toUpper(); },
                                             [](const QDynamoDBValue &value)
                                                     -> QDynamoDBExpected<Text> {
                                                 return Text { value.toString() };
                                             });
    QDynamoDBMapper::registerConverter<Either>(
            [](const Either &either) { return QDynamoDBValue(either.number); },
            [](const QDynamoDBValue &value) -> QDynamoDBExpected<Either> {
                return Either { int(value.toInteger()) };
            });
    QDynamoDBMapper::registerConverter<Nothing>(
            [](const Nothing &nothing) {
                return nothing.number == 0 ? QDynamoDBValue(QDynamoDBValue::Type::Undefined)
                                           : QDynamoDBValue(nothing.number);
            },
            [](const QDynamoDBValue &value) -> QDynamoDBExpected<Nothing> {
                return Nothing { int(value.toInteger()) };
            });
}

template<typename T>
static const QMetaObject *metaObjectOf()
{
    return &T::staticMetaObject;
}

void tst_MappedKeys::declared_data()
{
    QTest::addColumn<const QMetaObject *>("metaObject");
    QTest::addColumn<QString>("types"); // empty: unknown
    QTest::newRow("Int8") << metaObjectOf<Int8Key>() << u"key:N"_s;
    QTest::newRow("UInt8") << metaObjectOf<UInt8Key>() << u"key:N"_s;
    QTest::newRow("Short") << metaObjectOf<ShortKey>() << u"key:N"_s;
    QTest::newRow("UShort") << metaObjectOf<UShortKey>() << u"key:N"_s;
    QTest::newRow("Int") << metaObjectOf<IntKey>() << u"key:N"_s;
    QTest::newRow("UInt") << metaObjectOf<UIntKey>() << u"key:N"_s;
    QTest::newRow("Int64") << metaObjectOf<Int64Key>() << u"key:N"_s;
    QTest::newRow("UInt64") << metaObjectOf<UInt64Key>() << u"key:N"_s;
    QTest::newRow("Float") << metaObjectOf<FloatKey>() << u"key:N"_s;
    QTest::newRow("Double") << metaObjectOf<DoubleKey>() << u"key:N"_s;
    QTest::newRow("Char") << metaObjectOf<CharKey>() << u"key:N"_s;
    QTest::newRow("Number") << metaObjectOf<NumberKey>() << u"key:N"_s;
    QTest::newRow("Character") << metaObjectOf<CharacterKey>() << u"key:S"_s;
    QTest::newRow("String") << metaObjectOf<StringKey>() << u"key:S"_s;
    QTest::newRow("Bytes") << metaObjectOf<BytesKey>() << u"key:B"_s;
    QTest::newRow("DateTime") << metaObjectOf<DateTimeKey>() << u"key:S"_s;
    QTest::newRow("Date") << metaObjectOf<DateKey>() << u"key:S"_s;
    QTest::newRow("Time") << metaObjectOf<TimeKey>() << u"key:S"_s;
    QTest::newRow("Uuid") << metaObjectOf<UuidKey>() << u"key:S"_s;
    QTest::newRow("Url") << metaObjectOf<UrlKey>() << u"key:S"_s;
    QTest::newRow("Enum") << metaObjectOf<EnumKey>() << u"key:S"_s;
    QTest::newRow("Flags") << metaObjectOf<FlagsKey>() << u"key:S"_s;
    QTest::newRow("OptionalInt") << metaObjectOf<OptionalIntKey>() << u"key:N"_s;
    QTest::newRow("OptionalString") << metaObjectOf<OptionalStringKey>() << u"key:S"_s;
    QTest::newRow("OptionalBytes") << metaObjectOf<OptionalBytesKey>() << u"key:B"_s;
    QTest::newRow("OptionalTime") << metaObjectOf<OptionalTimeKey>() << u"key:S"_s;
    QTest::newRow("TextConverter") << metaObjectOf<TextConverterKey>() << u"key:S"_s;
    QTest::newRow("EitherConverter") << metaObjectOf<EitherConverterKey>() << u"key:N"_s;
    QTest::newRow("NothingConverter") << metaObjectOf<NothingConverterKey>() << QString();
    QTest::newRow("Value") << metaObjectOf<ValueKey>() << QString();
    QTest::newRow("Variant") << metaObjectOf<VariantKey>() << QString();
    QTest::newRow("time to live") << metaObjectOf<TimeToLiveKey>() << u"key:S expires:N"_s;
    QTest::newRow("named type") << metaObjectOf<NamedType>() << u"key:N"_s;
}

void tst_MappedKeys::declared()
{
    QFETCH(const QMetaObject *, metaObject);
    QFETCH(QString, types);
    const QDynamoDBMapper mapper(*metaObject);
    QCOMPARE(mapper.error(), QDynamoDBError());
    QStringList declared;
    for (const auto &definition : mapper.createTableRequest().attributeDefinitions)
        declared.append(definition.attributeName + u':' + definition.attributeType.toString());
    QCOMPARE(declared.join(u' '), types);
}

void tst_MappedKeys::invalidClasses_data()
{
    QTest::addColumn<const QMetaObject *>("metaObject");
    QTest::addColumn<QString>("says");
    const auto cantBe = u"key can't be a key: it is stored as type "_s;
    QTest::newRow("bool") << metaObjectOf<BoolKey>() << cantBe + u"BOOL"_s;
    QTest::newRow("optional bool") << metaObjectOf<OptionalBoolKey>() << cantBe + u"BOOL"_s;
    QTest::newRow("item") << metaObjectOf<ItemKey>() << cantBe + u"M"_s;
    QTest::newRow("list") << metaObjectOf<ListKey>() << cantBe + u"L"_s;
    QTest::newRow("set") << metaObjectOf<SetKey>() << cantBe + u"SS"_s;
    QTest::newRow("map") << metaObjectOf<MapKey>() << cantBe + u"M"_s;
    QTest::newRow("JSON") << metaObjectOf<JsonKey>() << cantBe + u"M"_s;
    QTest::newRow("index") << metaObjectOf<ListInIndex>() << u"tags can't be a key"_s;
    QTest::newRow("wrong type") << metaObjectOf<WrongType>() << u"is stored as type S"_s;
    QTest::newRow("unknown type") << metaObjectOf<NoSuchType>() << u"must be S, N or B"_s;
    QTest::newRow("only a sort key") << metaObjectOf<OnlySortKey>() << u"no partition key"_s;
    QTest::newRow("duplicate key") << metaObjectOf<KeyTwice>() << u"another attribute"_s;
    QTest::newRow("version") << metaObjectOf<VersionAsKey>() << u"the version can't be part"_s;
    QTest::newRow("updated") << metaObjectOf<UpdatedAsKey>() << u"changed can't be part"_s;
    QTest::newRow("stamp") << metaObjectOf<StampAsKey>() << u"the write stamp can't be part"_s;
    QTest::newRow("stamp, number") << metaObjectOf<StampOfNumbers>() << u"QString or QUuid"_s;
}

void tst_MappedKeys::invalidClasses()
{
    QFETCH(const QMetaObject *, metaObject);
    QFETCH(QString, says);
    const QDynamoDBError error = QDynamoDBMapper(*metaObject).error();
    QCOMPARE(error.code(), Code::InvalidParameterValue);
    QVERIFY2(error.message().contains(says), qPrintable(error.message()));
}

// Reads the key and writes it again.
template<typename T>
static QDynamoDBExpected<QDynamoDBItem> rewritten(const QDynamoDBItem &item)
{
    const auto mapper = QDynamoDBMapper::of<T>();
    T object;
    QDynamoDBError error = mapper.fromItem(item, &object);
    if (error.isError())
        return error;
    const auto written = mapper.toItem(&object);
    return written ? mapper.keyOf(*written) : written;
}

using Rewrite = QDynamoDBExpected<QDynamoDBItem> (*)(const QDynamoDBItem &item);
Q_DECLARE_METATYPE(Rewrite)

void tst_MappedKeys::read_data()
{
    QTest::addColumn<Rewrite>("rewrite");
    QTest::addColumn<QDynamoDBValue>("key");
    const auto row = [](const char *name, Rewrite rewrite, const QDynamoDBValue &key) {
        QTest::newRow(name) << rewrite << key;
    };
    const auto number = [](const char16_t *text) { return QDynamoDBNumber(QStringView(text)); };

    row("time", rewritten<DateTimeKey>, u"2024-01-01T00:00:00.000Z"_s);
    row("date", rewritten<DateKey>, u"2024-01-01"_s);
    row("time of day", rewritten<TimeKey>, u"10:00:00.000"_s);
    row("UUID", rewritten<UuidKey>, u"12345678-abcd-4567-89ab-0123456789ab"_s);
    row("URL", rewritten<UrlKey>, u"http://ex.org/a%20b"_s);
    row("integer", rewritten<IntKey>, number(u"1.0"));
    row("double", rewritten<DoubleKey>, number(u"0.10"));
    row("float", rewritten<FloatKey>, 0.1F);
    row("number", rewritten<NumberKey>, number(u"0.12345678901234567890"));
    row("enum", rewritten<EnumKey>, u"Closed"_s);
    row("flags", rewritten<FlagsKey>, u"Bold|Italic"_s);
    row("bytes", rewritten<BytesKey>, QByteArray("\xff\0", 2));
    row("text", rewritten<StringKey>, u"2024-01-01T00:00:00Z"_s);
    row("converter", rewritten<TextConverterKey>, u"ABC"_s);
    row("optional", rewritten<OptionalTimeKey>, u"2024-01-01T00:00:00.000Z"_s);
    row("value", rewritten<ValueKey>, u"2024-01-01T00:00:00Z"_s);
    row("value that is a number", rewritten<ValueKey>, number(u"1318796827993409899123"));
    row("variant", rewritten<VariantKey>, number(u"1318796827993409899123"));
}

void tst_MappedKeys::read()
{
    QFETCH(Rewrite, rewrite);
    QFETCH(QDynamoDBValue, key);
    const QDynamoDBItem item = { { u"key"_s, key } };
    const auto back = rewrite(item);
    QVERIFY2(back, qPrintable(back.error().message()));
    QCOMPARE(*back, item);
}

// Keys that the mapper would write differently are not read, because the object would be written to
// another item.
void tst_MappedKeys::rejectedKeys_data()
{
    QTest::addColumn<Rewrite>("rewrite");
    QTest::addColumn<QDynamoDBValue>("key");
    const auto row = [](const char *name, Rewrite rewrite, const QDynamoDBValue &key) {
        QTest::newRow(name) << rewrite << key;
    };
    const auto number = [](const char16_t *text) { return QDynamoDBNumber(QStringView(text)); };

    row("no milliseconds", rewritten<DateTimeKey>, u"2024-01-01T00:00:00Z"_s);
    row("microseconds", rewritten<DateTimeKey>, u"2024-01-01T00:00:00.000000Z"_s);
    row("offset", rewritten<DateTimeKey>, u"2024-01-01T00:00:00.000+00:00"_s);
    row("no time zone", rewritten<DateTimeKey>, u"2024-01-01T00:00:00.000"_s);
    row("optional time", rewritten<OptionalTimeKey>, u"2024-01-01T00:00:00Z"_s);
    row("time of day", rewritten<TimeKey>, u"10:00:00"_s);
    row("UUID in capitals", rewritten<UuidKey>, u"12345678-ABCD-4567-89AB-0123456789AB"_s);
    row("UUID in braces", rewritten<UuidKey>, u"{12345678-abcd-4567-89ab-0123456789ab}"_s);
    row("nil UUID", rewritten<UuidKey>, u"00000000-0000-0000-0000-000000000000"_s);
    row("encoded URL", rewritten<UrlKey>, u"http://ex.org/%61"_s);
    row("capital URL", rewritten<UrlKey>, u"HTTP://EX.org/"_s);
    row("raw URL", rewritten<UrlKey>, u"http://ex.org/a b"_s);
    row("double", rewritten<DoubleKey>, number(u"0.12345678901234567890"));
    row("float", rewritten<FloatKey>, number(u"0.123456789"));
    row("flags", rewritten<FlagsKey>, u"Italic|Bold"_s);
    row("enum with scope", rewritten<EnumKey>, u"State::Closed"_s);
    row("converter", rewritten<TextConverterKey>, u"abc"_s);
}

void tst_MappedKeys::rejectedKeys()
{
    QFETCH(Rewrite, rewrite);
    QFETCH(QDynamoDBValue, key);
    const QDynamoDBError error = rewrite({ { u"key"_s, key } }).error();
    QCOMPARE(error.code(), Code::InvalidParameterValue);
    QVERIFY2(error.message().contains(u"Key.key: "_s), qPrintable(error.message()));
    QCOMPARE(error.item().value(u"key"), key);
}

void tst_MappedKeys::message()
{
    const auto mapper = QDynamoDBMapper::of<SortedByTime>();
    SortedByTime object;
    const QDynamoDBItem item = { { u"Forum"_s, u"Qt"_s },
                                 { u"posted"_s, u"2024-01-01T00:00:00Z"_s } };
    const QDynamoDBError error = mapper.fromItem(item, &object);
    QCOMPARE(error.message(),
             u"SortedByTime.posted: the key is stored as \"2024-01-01T00:00:00Z\" and would be written as \"2024-01-01T00:00:00.000Z\", which is the key of another item; a property of type QString, QDynamoDBNumber or QDynamoDBValue keeps the stored form (item with Forum \"Qt\", posted \"2024-01-01T00:00:00Z\")"_s);
    QVERIFY(object.forum.isNull()); // unchanged
}

void tst_MappedKeys::indexKeys()
{
    const auto mapper = QDynamoDBMapper::of<SortedByTime>();
    SortedByTime object;
    QDynamoDBItem item = { { u"Forum"_s, u"Qt"_s },
                           { u"posted"_s, u"2024-01-01T00:00:00.000Z"_s },
                           { u"seen"_s, u"2024-01-01T00:00:00Z"_s } };
    const QDynamoDBError error = mapper.fromItem(item, &object);
    QVERIFY2(error.message().contains(u"SortedByTime.seen: the key of an index is stored as"_s),
             qPrintable(error.message()));
    item.remove(u"seen");
    item.insert(u"other"_s, u"2024-01-01T00:00:00Z"_s); // not a key attribute
    QCOMPARE(mapper.fromItem(item, &object), QDynamoDBError());
    QVERIFY(object.other.isValid());
}

void tst_MappedKeys::setters()
{
    const auto mapper = QDynamoDBMapper::of<Folded>();
    Folded object;
    QCOMPARE(mapper.fromItem({ { u"name"_s, u"ann"_s } }, &object), QDynamoDBError());
    const QDynamoDBError error = mapper.fromItem({ { u"name"_s, u"Ann"_s } }, &object);
    QVERIFY2(error.message().contains(u"would be written as \"ann\""_s),
             qPrintable(error.message()));
}

void tst_MappedKeys::noKey_data()
{
    QTest::addColumn<QDynamoDBValue>("key");
    QTest::newRow("null") << QDynamoDBValue();
    QTest::newRow("bool") << QDynamoDBValue(true);
    QTest::newRow("list") << QDynamoDBValue(QDynamoDBValueList());
    QTest::newRow("set") << QDynamoDBValue::stringSet({ u"a"_s });
}

void tst_MappedKeys::noKey()
{
    QFETCH(QDynamoDBValue, key);
    const auto mapper = QDynamoDBMapper::of<ValueKey>();
    const QDynamoDBError error = mapper.keyOf({ { u"key"_s, key } }).error();
    QVERIFY2(error.message().contains(u"it must be a String, a Number or a Binary"_s),
             qPrintable(error.message()));
}

QTEST_GUILESS_MAIN(tst_MappedKeys)
#include "tst_mappedkeys.moc"
