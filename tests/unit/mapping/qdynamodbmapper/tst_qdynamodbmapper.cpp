// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "values/utc_p.h"

#include <QtDynamoDB/qdynamodbmapper.h>

#include <QtCore/qdatetime.h>
#include <QtCore/qrandom.h>
#include <QtCore/qset.h>
#include <QtCore/qtimezone.h>
#include <QtCore/qurl.h>
#include <QtCore/quuid.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;
using Type = QDynamoDBValue::Type;

struct Address
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.name.street", "Street")
    Q_PROPERTY(QString street MEMBER street)
    Q_PROPERTY(int number MEMBER number)

public:
    QString street;
    int number = 0;

    friend bool operator==(const Address &a, const Address &b)
    {
        return a.street == b.street && a.number == b.number;
    }
};

struct Point // without meta-object
{
    double x = 0;
    double y = 0;

    friend bool operator==(const Point &a, const Point &b) { return a.x == b.x && a.y == b.y; }
};

struct Everything
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.table", "Everything")
    Q_CLASSINFO("DynamoDB.partitionKey", "id")
    Q_CLASSINFO("DynamoDB.sortKey", "number")
    Q_CLASSINFO("DynamoDB.index.ByText", "text, when")
    Q_CLASSINFO("DynamoDB.index.ByBytes", "bytes")
    Q_CLASSINFO("DynamoDB.localIndex.ByReal", "real")
    Q_CLASSINFO("DynamoDB.version", "version")
    Q_CLASSINFO("DynamoDB.created", "when")
    Q_CLASSINFO("DynamoDB.timeToLive", "expires")
    Q_CLASSINFO("DynamoDB.name.id", "Id")
    Q_PROPERTY(QUuid id MEMBER id)
    Q_PROPERTY(qint64 number MEMBER number)
    Q_PROPERTY(QString text MEMBER text)
    Q_PROPERTY(QByteArray bytes MEMBER bytes)
    Q_PROPERTY(double real MEMBER real)
    Q_PROPERTY(bool yes MEMBER yes)
    Q_PROPERTY(uchar small MEMBER small)
    Q_PROPERTY(quint64 big MEMBER big)
    Q_PROPERTY(QDateTime when MEMBER when)
    Q_PROPERTY(QDate date MEMBER date)
    Q_PROPERTY(QTime time MEMBER time)
    Q_PROPERTY(QUrl url MEMBER url)
    Q_PROPERTY(QDateTime expires MEMBER expires)
    Q_PROPERTY(int version MEMBER version)
    Q_PROPERTY(State state MEMBER state)
    Q_PROPERTY(Options options READ getOptions WRITE setOptions)
    Q_PROPERTY(QList<State> states MEMBER states)
    Q_PROPERTY(Address address MEMBER address)
    Q_PROPERTY(QList<Address> addresses MEMBER addresses)
    Q_PROPERTY(QMap<QString, Address> byName MEMBER byName)
    Q_PROPERTY(QMap<int, QString> byNumber MEMBER byNumber)
    Q_PROPERTY(QStringList strings MEMBER strings)
    Q_PROPERTY(QList<QList<int>> nested MEMBER nested)
    Q_PROPERTY(QSet<QString> stringSet MEMBER stringSet)
    Q_PROPERTY(QSet<int> numberSet MEMBER numberSet)
    Q_PROPERTY(QSet<QByteArray> binarySet MEMBER binarySet)
    Q_PROPERTY(std::optional<QString> maybeText MEMBER maybeText)
    Q_PROPERTY(std::optional<int> maybeNumber MEMBER maybeNumber)
    Q_PROPERTY(std::optional<Address> maybeAddress MEMBER maybeAddress)
    Q_PROPERTY(QDynamoDBNumber exact MEMBER exact)
    Q_PROPERTY(QDynamoDBValue value MEMBER value)
    Q_PROPERTY(QDynamoDBItem item MEMBER item)
    Q_PROPERTY(QVariant variant MEMBER variant)
    Q_PROPERTY(Point point MEMBER point)
    Q_PROPERTY(qint64 half READ half STORED false)

public:
    enum class State { Open, Closed, Lost };
    Q_ENUM(State)
    enum Option { Bold = 1, Italic = 2, Plain = 4 };
    Q_DECLARE_FLAGS(Options, Option)
    Q_FLAG(Options)

    qint64 half() const { return qint64(number) / 2; }
    Options getOptions() const { return options; } // moc does not support MEMBER for flags
    void setOptions(Options newOptions) { options = newOptions; }

    QUuid id;
    qint64 number = 0;
    QString text;
    QByteArray bytes;
    double real = 0;
    bool yes = false;
    uchar small = 0;
    quint64 big = 0;
    QDateTime when;
    QDate date;
    QTime time;
    QUrl url;
    QDateTime expires;
    int version = 0;
    State state = State::Open;
    Options options;
    QList<State> states;
    Address address;
    QList<Address> addresses;
    QMap<QString, Address> byName;
    QMap<int, QString> byNumber;
    QStringList strings;
    QList<QList<int>> nested;
    QSet<QString> stringSet;
    QSet<int> numberSet;
    QSet<QByteArray> binarySet;
    std::optional<QString> maybeText;
    std::optional<int> maybeNumber;
    std::optional<Address> maybeAddress;
    QDynamoDBNumber exact;
    QDynamoDBValue value = Type::Undefined;
    QDynamoDBItem item;
    QVariant variant;
    Point point;
};

class Person : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("DynamoDB.partitionKey", "name")
    Q_PROPERTY(QString name MEMBER m_name)
    Q_PROPERTY(int age MEMBER m_age NOTIFY ageChanged)

public:
    QString m_name;
    int m_age = 0;

Q_SIGNALS:
    void ageChanged();
};

struct BadInfo
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "nothing")
};

struct UnknownInfo
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.hashKey", "a")
    Q_PROPERTY(int a MEMBER a)

public:
    int a = 0;
};

struct Unknown
{
    int x = 0;

    friend bool operator==(const Unknown &a, const Unknown &b) { return a.x == b.x; }
};

struct UnknownType
{
    Q_GADGET
    Q_PROPERTY(Unknown a MEMBER a)

public:
    Unknown a;
};

struct BadVersion
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.version", "a")
    Q_PROPERTY(QString a MEMBER a)

public:
    QString a;
};

struct ReadOnly
{
    Q_GADGET
    Q_PROPERTY(int a READ a)

public:
    int a() const { return 1; }
};

class tst_QDynamoDBMapper : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void names();
    void invalidClasses_data();
    void invalidClasses();
    void storedForms();
    void absent();
    void roundTrip();
    void unreadableValues_data();
    void unreadableValues();
    void unchangedAfterError();
    void unnamedEnumerator();
    void qobject();
    void table();
    void keys();
};

static QDynamoDBMapper everything()
{
    return QDynamoDBMapper::of<Everything>();
}

void tst_QDynamoDBMapper::initTestCase()
{
    QDynamoDBMapper::registerOptional<Address>();
    QDynamoDBMapper::registerConverter<Point>(
            [](const Point &point) {
                return QDynamoDBValueList { point.x, point.y };
            },
            [](const QDynamoDBValue &value) -> QDynamoDBExpected<Point> {
                if (!value.isList() || value.size() != 2)
                    return QDynamoDBError(Code::InvalidParameterValue, u"no point"_s);
                return Point { value[0].toDouble(), value[1].toDouble() };
            });
    const QDynamoDBError error = everything().error();
    QVERIFY2(!error.isError(), qPrintable(error.message()));
}

void tst_QDynamoDBMapper::names()
{
    const QDynamoDBMapper mapper = everything();
    QCOMPARE(mapper.tableName(), u"Everything"_s);
    QCOMPARE(mapper.partitionKey(), u"Id"_s);
    QCOMPARE(mapper.sortKey(), u"number"_s);
    QCOMPARE(mapper.version(), u"version"_s);
    QCOMPARE(mapper.created(), u"when"_s);
    QCOMPARE(mapper.updated(), QString());
    QCOMPARE(mapper.timeToLive(), u"expires"_s);
    QCOMPARE(mapper.attributeName(u"id"_s), u"Id"_s);
    QCOMPARE(mapper.attributeName(u"none"_s), QString());
    QVERIFY(mapper.attributeNames().contains(u"text"_s));
    QVERIFY(!mapper.attributeNames().contains(u"half"_s));
}

void tst_QDynamoDBMapper::invalidClasses_data()
{
    QTest::addColumn<const QMetaObject *>("metaObject");
    QTest::addColumn<QString>("says");

    QTest::newRow("no property") << &BadInfo::staticMetaObject << u"no stored property"_s;
    QTest::newRow("unknown info") << &UnknownInfo::staticMetaObject
                                  << u"no class info DynamoDB.hashKey"_s;
    QTest::newRow("no conversion") << &UnknownType::staticMetaObject << u"registerConverter"_s;
    QTest::newRow("version") << &BadVersion::staticMetaObject << u"must be an int"_s;
    QTest::newRow("read only") << &ReadOnly::staticMetaObject << u"STORED false"_s;
}

void tst_QDynamoDBMapper::invalidClasses()
{
    QFETCH(const QMetaObject *, metaObject);
    QFETCH(QString, says);

    const QDynamoDBError error = QDynamoDBMapper(*metaObject).error();
    QCOMPARE(error.code(), Code::InvalidParameterValue);
    QVERIFY2(error.message().contains(says), qPrintable(error.message()));
}

static Everything sample()
{
    Everything e;
    e.id = QUuid(u"{6a5d1e9a-3c3f-4a55-8d60-0d6f3c1d2b10}"_s);
    e.number = -5;
    e.text = u""_s;
    e.bytes = QByteArray("\x00\xff", 2);
    e.real = 0.1;
    e.yes = true;
    e.small = 255;
    e.big = std::numeric_limits<quint64>::max();
    e.when = QDateTime(QDate(2026, 11, 25), QTime(1, 2, 3, 4), QtDynamoDBPrivate::utc);
    e.date = QDate(2026, 2, 28);
    e.time = QTime(23, 59, 59, 999);
    e.url = QUrl(u"https://example.org/a?b=c"_s);
    e.expires = QDateTime::fromSecsSinceEpoch(1800000000, QtDynamoDBPrivate::utc);
    e.version = 3;
    e.state = Everything::State::Lost;
    e.options = { Everything::Bold, Everything::Plain };
    e.states = { Everything::State::Closed, Everything::State::Open };
    e.address = { u"Main"_s, 1 };
    e.addresses = { { u"A"_s, 2 }, { QString(), 3 } };
    e.byName = { { u"x"_s, { u"B"_s, 4 } } };
    e.byNumber = { { 7, u"seven"_s } };
    e.strings = { u"a"_s, u""_s };
    e.nested = { { 1, 2 }, {}, { 3 } };
    e.stringSet = { u"p"_s, u"q"_s };
    e.numberSet = { 1, -2 };
    e.binarySet = { QByteArray("b") };
    e.maybeText = u"there"_s;
    e.maybeNumber = 0;
    e.maybeAddress = Address { u"C"_s, 5 };
    e.exact = QDynamoDBNumber(u"0.1234567890123456789012345678901234567");
    e.value = QDynamoDBValueList { 1, u"x"_s };
    e.item = { { u"deep"_s, true } };
    e.variant = QVariantMap { { u"k"_s, 1LL } };
    e.point = { 1.5, -2 };
    return e;
}

void tst_QDynamoDBMapper::storedForms()
{
    const Everything object = sample();
    const auto item = everything().toItem(&object);
    QVERIFY2(item, qPrintable(item.error().message()));
    using Item = QDynamoDBItem;
    using List = QDynamoDBValueList;
    const auto address = [](const QDynamoDBValue &street, int number) {
        Item map { { u"number"_s, number } };
        if (!street.isNull())
            map.insert(u"Street"_s, street);
        return map;
    };
    const Item expected = {
        { u"Id"_s, u"6a5d1e9a-3c3f-4a55-8d60-0d6f3c1d2b10"_s },
        { u"number"_s, -5 },
        { u"text"_s, u""_s },
        { u"bytes"_s, QByteArray("\x00\xff", 2) },
        { u"real"_s, 0.1 },
        { u"yes"_s, true },
        { u"small"_s, 255 },
        { u"big"_s, std::numeric_limits<quint64>::max() },
        { u"when"_s, u"2026-11-25T01:02:03.004Z"_s },
        { u"date"_s, u"2026-02-28"_s },
        { u"time"_s, u"23:59:59.999"_s },
        { u"url"_s, u"https://example.org/a?b=c"_s },
        { u"expires"_s, 1800000000 },
        { u"version"_s, 3 },
        { u"state"_s, u"Lost"_s },
        { u"options"_s, u"Bold|Plain"_s },
        { u"states"_s, List { u"Closed"_s, u"Open"_s } },
        { u"address"_s, address(u"Main"_s, 1) },
        { u"addresses"_s, List { address(u"A"_s, 2), address({}, 3) } },
        { u"byName"_s, Item { { u"x"_s, address(u"B"_s, 4) } } },
        { u"byNumber"_s, Item { { u"7"_s, u"seven"_s } } },
        { u"strings"_s, List { u"a"_s, u""_s } },
        { u"nested"_s, List { List { 1, 2 }, List(), List { 3 } } },
        { u"stringSet"_s, QDynamoDBValue::stringSet({ u"p"_s, u"q"_s }) },
        { u"numberSet"_s, QDynamoDBValue::numberSet({ 1, -2 }) },
        { u"binarySet"_s, QDynamoDBValue::binarySet({ QByteArray("b") }) },
        { u"maybeText"_s, u"there"_s },
        { u"maybeNumber"_s, 0 },
        { u"maybeAddress"_s, address(u"C"_s, 5) },
        { u"exact"_s, QDynamoDBNumber(u"0.1234567890123456789012345678901234567") },
        { u"value"_s, List { 1, u"x"_s } },
        { u"item"_s, Item { { u"deep"_s, true } } },
        { u"variant"_s, Item { { u"k"_s, 1 } } },
        { u"point"_s, List { 1.5, -2 } },
    };
    for (const Item::Attribute &attribute : expected) {
        QVERIFY2(item->value(attribute.name) == attribute.value,
                 qPrintable(attribute.name + u": "_s
                            + QDebug::toString(item->value(attribute.name))));
    }
    QCOMPARE(item->names().size(), expected.names().size());
}

// Properties without a value are not stored, and keep their state when the object is read.
void tst_QDynamoDBMapper::absent()
{
    const Everything object;
    const auto item = everything().toItem(&object);
    QVERIFY2(item, qPrintable(item.error().message()));
    for (const char16_t *name :
         { u"Id", u"text", u"bytes", u"when", u"date", u"time", u"url", u"expires", u"stringSet",
           u"maybeText", u"maybeNumber", u"maybeAddress", u"value", u"item", u"variant" }) {
        QVERIFY2(!item->contains(QStringView(name)), qPrintable(QString::fromUtf16(name)));
    }
    Everything read;
    QCOMPARE(everything().fromItem(*item, &read), QDynamoDBError());
    QVERIFY(read.text.isNull());
    QVERIFY(!read.maybeNumber);

    // NULL is read into properties that have a state for "no value".
    const QDynamoDBItem nulls = { { u"text"_s, nullptr },
                                  { u"maybeNumber"_s, nullptr },
                                  { u"when"_s, nullptr } };
    read = sample();
    read.text = u"before"_s;
    QCOMPARE(everything().fromItem(nulls, &read), QDynamoDBError());
    QVERIFY(read.text.isNull());
    QVERIFY(!read.maybeNumber);
    QVERIFY(!read.when.isValid());
}

static QString randomText(QRandomGenerator &random)
{
    QString text = u""_s;
    for (int i = random.bounded(8); i > 0; --i)
        text.append(QChar(random.bounded(0x20, 0xd000)));
    return text;
}

static Everything randomObject(QRandomGenerator &random)
{
    const auto flip = [&] { return random.bounded(2) == 1; };
    Everything e;
    e.id = QUuid::fromRfc4122(QByteArray::fromRawData("0123456789abcdef", 16));
    e.number = qint64(random.generate64());
    if (flip())
        e.text = randomText(random);
    if (flip())
        e.bytes = randomText(random).toUtf8();
    e.real = (random.generateDouble() - 0.5) * std::pow(10, random.bounded(-30, 30));
    e.yes = flip();
    e.small = uchar(random.bounded(256));
    e.big = random.generate64();
    if (flip())
        e.when = QDateTime::fromMSecsSinceEpoch(random.bounded(2000000000) * 1000LL,
                                                QtDynamoDBPrivate::utc);
    if (flip())
        e.date = QDate(1970, 1, 1).addDays(random.bounded(50000));
    if (flip())
        e.time = QTime::fromMSecsSinceStartOfDay(random.bounded(86400000));
    if (flip())
        e.expires = QDateTime::fromSecsSinceEpoch(random.bounded(2000000000),
                                                  QtDynamoDBPrivate::utc);
    e.state = Everything::State(random.bounded(3));
    e.options = Everything::Options(random.bounded(8));
    for (int i = random.bounded(4); i > 0; --i) {
        e.states.append(Everything::State(random.bounded(3)));
        e.addresses.append({ randomText(random), random.bounded(100) });
        e.byName.insert(randomText(random) + QString::number(i), { randomText(random), i });
        e.byNumber.insert(i, randomText(random));
        e.strings.append(randomText(random));
        e.nested.append(QList<int>(random.bounded(3), i));
        e.stringSet.insert(randomText(random));
        e.numberSet.insert(random.bounded(-1000, 1000));
        e.binarySet.insert(randomText(random).toUtf8());
    }
    if (flip())
        e.maybeText = randomText(random);
    if (flip())
        e.maybeNumber = random.bounded(-100, 100);
    if (flip())
        e.maybeAddress = Address { randomText(random), 1 };
    e.exact = QDynamoDBNumber(qint64(random.generate64()));
    if (flip())
        e.variant = QVariantList { 1LL, randomText(random) };
    e.point = { random.generateDouble(), random.generateDouble() };
    return e;
}

void tst_QDynamoDBMapper::roundTrip()
{
    QRandomGenerator random(20261125);
    for (int i = 0; i < 2000; ++i) {
        const Everything object = i == 0 ? sample() : randomObject(random);
        const auto item = everything().toItem(&object);
        QVERIFY2(item, qPrintable(item.error().message()));
        Everything read;
        const QDynamoDBError error = everything().fromItem(*item, &read);
        QVERIFY2(!error.isError(), qPrintable(error.message()));
        for (int p = 0; p < Everything::staticMetaObject.propertyCount(); ++p) {
            const QMetaProperty property = Everything::staticMetaObject.property(p);
            const auto same = [&](auto member) { return read.*member == object.*member; };
            // QVariant can't compare these types.
            const QByteArray name = property.name();
            if (name == "maybeText")
                QVERIFY(same(&Everything::maybeText));
            else if (name == "maybeNumber")
                QVERIFY(same(&Everything::maybeNumber));
            else if (name == "maybeAddress")
                QVERIFY(same(&Everything::maybeAddress));
            else
                QVERIFY2(property.readOnGadget(&read) == property.readOnGadget(&object),
                         property.name());
        }
    }
}

void tst_QDynamoDBMapper::unreadableValues_data()
{
    QTest::addColumn<QDynamoDBItem>("item");
    QTest::addColumn<QString>("says");

    using Item = QDynamoDBItem;
    using List = QDynamoDBValueList;
    const auto row = [](const char *name, const Item &item, const char16_t *says) {
        QTest::newRow(name) << item << QString::fromUtf16(says);
    };
    row("type", { { u"number"_s, u"5"_s } },
        u"Everything.number: a String can't become a qlonglong");
    row("bool", { { u"yes"_s, 1 } }, u"Everything.yes: a Number can't become a bool");
    row("range", { { u"small"_s, 256 } },
        u"Everything.small: the number 256 does not fit into uchar");
    row("negative", { { u"big"_s, -1 } }, u"the number -1 does not fit");
    row("fraction", { { u"version"_s, 1.5 } }, u"the number 1.5 does not fit into int");
    row("huge", { { u"number"_s, QDynamoDBNumber(u"1e100") } }, u"does not fit");
    row("null", { { u"number"_s, nullptr } }, u"a Null can't become a qlonglong");
    row("date", { { u"when"_s, u"yesterday"_s } }, u"\"yesterday\" is no QDateTime");
    row("uuid", { { u"Id"_s, u"x"_s } }, u"Everything.Id: \"x\" is no QUuid");
    row("enum", { { u"state"_s, u"Gone"_s } }, u"\"Gone\" is no name of the enum State");
    row("enum type", { { u"state"_s, 1 } }, u"Number is no name of the enum State");
    row("flags", { { u"options"_s, u"Bold|Big"_s } }, u"no name of the enum Option");
    row("nested", { { u"address"_s, Item { { u"number"_s, u"x"_s } } } },
        u"Everything.address.number: a String");
    row("element", { { u"addresses"_s, List { Item { { u"number"_s, true } } } } },
        u"Everything.addresses[0].number: a Bool");
    row("mapped", { { u"byName"_s, Item { { u"x"_s, 1 } } } }, u"Everything.byName.x: a Number");
    row("map key", { { u"byNumber"_s, Item { { u"x"_s, u"y"_s } } } },
        u"Everything.byNumber.x: the name");
    row("list for set", { { u"stringSet"_s, List { u"x"_s } } }, u"a List can't become a QSet");
    row("set for list", { { u"strings"_s, QDynamoDBValue::stringSet({ u"x"_s }) } },
        u"a StringSet can't become");
    row("set element", { { u"numberSet"_s, QDynamoDBValue::stringSet({ u"x"_s }) } },
        u"Everything.numberSet[0]: a String");
    row("optional", { { u"maybeNumber"_s, u"x"_s } }, u"Everything.maybeNumber: a String");
    row("converter", { { u"point"_s, 1 } }, u"Everything.point: no point");
}

void tst_QDynamoDBMapper::unreadableValues()
{
    QFETCH(QDynamoDBItem, item);
    QFETCH(QString, says);

    Everything object;
    const QDynamoDBError error = everything().fromItem(item, &object);
    QCOMPARE(error.code(), Code::InvalidParameterValue);
    QVERIFY2(error.message().contains(says), qPrintable(error.message()));
}

void tst_QDynamoDBMapper::unchangedAfterError()
{
    Everything object;
    object.text = u"before"_s;
    QVERIFY(everything()
                    .fromItem({ { u"text"_s, u"after"_s }, { u"point"_s, 1 } }, &object)
                    .isError());
    QCOMPARE(object.text, u"before"_s);
}

void tst_QDynamoDBMapper::unnamedEnumerator()
{
    Everything object = sample();
    object.states.append(Everything::State(77));
    const QDynamoDBError error = everything().toItem(&object).error();
    QCOMPARE(error.message(), u"Everything.states[2]: 77 has no name in the enum State"_s);
}

void tst_QDynamoDBMapper::qobject()
{
    const auto mapper = QDynamoDBMapper::of<Person>();
    QCOMPARE(mapper.error(), QDynamoDBError());
    QCOMPARE(mapper.attributeNames(), QStringList({ u"name"_s, u"age"_s }));
    Person ann;
    ann.setObjectName(u"not stored"_s);
    ann.m_name = u"Ann"_s;
    ann.m_age = 40;
    const QDynamoDBItem expected = { { u"name"_s, u"Ann"_s }, { u"age"_s, 40 } };
    const auto item = mapper.toItem(&ann);
    QVERIFY(item);
    QCOMPARE(*item, expected);

    Person other;
    int changes = 0;
    connect(&other, &Person::ageChanged, &other, [&] { ++changes; });
    QCOMPARE(mapper.fromItem(*item, &other), QDynamoDBError());
    QCOMPARE(other.m_name, u"Ann"_s);
    QCOMPARE(other.m_age, 40);
    QCOMPARE(changes, 1);
}

void tst_QDynamoDBMapper::table()
{
    using namespace QDynamoDB;
    const CreateTableRequest request = everything().createTableRequest();
    QCOMPARE(request.tableName, u"Everything"_s);
    const auto names = [](const QList<KeySchemaElement> &schema) {
        QStringList texts;
        for (const KeySchemaElement &element : schema)
            texts.append(element.attributeName + u':' + element.keyType.toString());
        return texts.join(u' ');
    };
    QCOMPARE(names(request.keySchema), u"Id:HASH number:RANGE"_s);
    QCOMPARE(request.globalSecondaryIndexes.size(), 2);
    QCOMPARE(request.globalSecondaryIndexes[0].indexName, u"ByText"_s);
    QCOMPARE(names(request.globalSecondaryIndexes[0].keySchema), u"text:HASH when:RANGE"_s);
    QCOMPARE(names(request.globalSecondaryIndexes[1].keySchema), u"bytes:HASH"_s);
    QCOMPARE(request.localSecondaryIndexes.size(), 1);
    QCOMPARE(names(request.localSecondaryIndexes[0].keySchema), u"Id:HASH real:RANGE"_s);
    QStringList types;
    for (const AttributeDefinition &definition : request.attributeDefinitions)
        types.append(definition.attributeName + u':' + definition.attributeType.toString());
    QCOMPARE(types.join(u' '), u"Id:S number:N text:S bytes:B real:N when:S"_s);
}

void tst_QDynamoDBMapper::keys()
{
    const Everything object = sample();
    const auto item = everything().toItem(&object);
    const auto key = everything().keyOf(*item);
    QVERIFY(key);
    QCOMPARE(key->names(), QStringList({ u"Id"_s, u"number"_s }));
    QVERIFY(everything()
                    .keyOf({ { u"number"_s, 1 } })
                    .error()
                    .message()
                    .contains(u"Everything.Id: the key has no value"_s));
    QVERIFY(QDynamoDBMapper::of<Address>().keyOf({}).error().message().contains(u"has no key"_s));
}

QTEST_GUILESS_MAIN(tst_QDynamoDBMapper)
#include "tst_qdynamodbmapper.moc"
