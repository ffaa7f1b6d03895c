// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "mapping/keytemplate_p.h"
#include "typeclasses.h"

#include <QtDynamoDB/qdynamodbvarianttable.h>

#include <QtCore/qdatetime.h>
#include <QtCore/quuid.h>
#include <QtTest/qtest.h>

using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;

struct Order
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "pk")
    Q_CLASSINFO("DynamoDB.sortKey", "sk")
    Q_CLASSINFO("DynamoDB.keyTemplate.pk", "USER#{user}")
    Q_CLASSINFO("DynamoDB.keyTemplate.sk", "ORDER#{number:6}")
    Q_CLASSINFO("DynamoDB.index.ByState", "state key, sk")
    Q_CLASSINFO("DynamoDB.keyTemplate.state key", "{state}|{day}")
    Q_CLASSINFO("DynamoDB.index.ByType", "kind, number")
    Q_CLASSINFO("DynamoDB.type", "Order")
    Q_CLASSINFO("DynamoDB.typeAttribute", "kind")
    Q_PROPERTY(QString user MEMBER user STORED false)
    Q_PROPERTY(int number MEMBER number)
    Q_PROPERTY(QString state MEMBER state)
    Q_PROPERTY(QDate day MEMBER day)

public:
    QString user;
    int number = 0;
    QString state;
    QDate day;
};

struct Event // with values of several types in its key
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "pk")
    Q_CLASSINFO("DynamoDB.keyTemplate.pk", "{{{id}}}/{time}/{value}/{number}/{text}/end")
    Q_PROPERTY(QUuid id MEMBER id STORED false)
    Q_PROPERTY(QDateTime time MEMBER time STORED false)
    Q_PROPERTY(double value MEMBER value STORED false)
    Q_PROPERTY(std::optional<qint64> number MEMBER number STORED false)
    Q_PROPERTY(QString text MEMBER text STORED false)
    Q_PROPERTY(int other MEMBER other)

public:
    QUuid id;
    QDateTime time;
    double value = 0;
    std::optional<qint64> number;
    QString text;
    int other = 0;
};

// Classes that can't share a table with Order.
struct SameType : Order
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.keyTemplate.sk", "OTHER#{number}")
};
struct NoType
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "pk")
    Q_CLASSINFO("DynamoDB.sortKey", "sk")
    Q_CLASSINFO("DynamoDB.keyTemplate.pk", "A")
    Q_CLASSINFO("DynamoDB.keyTemplate.sk", "B")
    PROPERTIES
};
struct OtherAttribute : Order
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.type", "OtherAttribute")
    Q_CLASSINFO("DynamoDB.typeAttribute", "class")
    Q_CLASSINFO("DynamoDB.index.ByType", "class, number")
    Q_CLASSINFO("DynamoDB.keyTemplate.sk", "OTHER#{number}")
};
struct SameKeys : Order
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.type", "SameKeys")
    Q_CLASSINFO("DynamoDB.keyTemplate.sk", "ORDER#{state}")
};
struct OtherIndex : Order
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.type", "OtherIndex")
    Q_CLASSINFO("DynamoDB.keyTemplate.sk", "OTHER#{number}")
    Q_CLASSINFO("DynamoDB.index.ByType", "kind, sk")
};
struct OtherKey : Order
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.type", "OtherKey")
    Q_CLASSINFO("DynamoDB.sortKey", "state key")
};
struct OtherTable : Order
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.type", "OtherTable")
    Q_CLASSINFO("DynamoDB.table", "Elsewhere")
    Q_CLASSINFO("DynamoDB.keyTemplate.sk", "OTHER#{number}")
};
struct InTable : Order
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.type", "InTable")
    Q_CLASSINFO("DynamoDB.table", "Here")
    Q_CLASSINFO("DynamoDB.keyTemplate.sk", "IN#{number}")
};
struct OtherKeyType
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "pk")
    Q_CLASSINFO("DynamoDB.sortKey", "sk")
    Q_CLASSINFO("DynamoDB.keyTemplate.pk", "A")
    Q_CLASSINFO("DynamoDB.type", "OtherKeyType")
    Q_CLASSINFO("DynamoDB.typeAttribute", "kind")
    Q_PROPERTY(int sk MEMBER sk)

public:
    int sk = 0;
};

// Key templates, types, and tables of several classes. The integration test "varianttable" uses them on
// DynamoDB Local.
class tst_MappedTypes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void matches_data();
    void matches();
    void invalidClasses_data();
    void invalidClasses();
    void writtenAndRead();
    void manyTypes();
    void createTable();
    void invalidValues_data();
    void invalidValues();
    void invalidItems_data();
    void invalidItems();
    void invalidTables_data();
    void invalidTables();
};

void tst_MappedTypes::matches_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("expected"); // joined by "/"; null: no match
    const auto row = [](const char *name, const QString &text, const QString &key,
                        const QString &expected) { QTest::newRow(name) << text << key << expected; };
    row("one", u"USER#{id}"_s, u"USER#42"_s, u"42"_s);
    row("constant", u"PROFILE"_s, u"PROFILE"_s, u""_s);
    row("two", u"{a}#{b}"_s, u"x#y"_s, u"x/y"_s);
    row("separator in the last", u"{a}#{b}"_s, u"x#y#z"_s, u"x/y#z"_s);
    row("end", u"{a}#{b}#"_s, u"x#y#z#"_s, u"x/y#z"_s);
    row("long separator", u"{a}##{b}"_s, u"x##y"_s, u"x/y"_s);
    row("braces", u"{{{a}}}"_s, u"{x}"_s, u"x"_s);
    row("other start", u"USER#{id}"_s, u"ORDER#42"_s, {});
    row("other constant", u"PROFILE"_s, u"PROFILES"_s, {});
    row("empty text", u"USER#{id}"_s, u"USER#"_s, {});
    row("empty first text", u"{a}#{b}"_s, u"#y"_s, {});
    row("no separator", u"{a}#{b}"_s, u"xy"_s, {});
    row("no end", u"{a}!"_s, u"xy"_s, {});
    row("end in the start", u"a{b}a"_s, u"a"_s, {});
}

void tst_MappedTypes::matches()
{
    QFETCH(const QString, text);
    QFETCH(const QString, key);
    QFETCH(const QString, expected);
    KeyTemplate pattern;
    QCOMPARE(pattern.parse(text), QString());
    const auto texts = pattern.match(key);
    QCOMPARE(texts.has_value(), !expected.isNull());
    if (!texts)
        return;
    QCOMPARE(texts->join(u'/'), expected);
    QCOMPARE(pattern.filled(*texts), key);
}

void tst_MappedTypes::invalidClasses_data()
{
    QTest::addColumn<const QMetaObject *>("metaObject");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const QMetaObject &metaObject, const QString &says) {
        QTest::newRow(name) << &metaObject << says;
    };
    row("NotAKey", NotAKey::staticMetaObject,
        u"DynamoDB.keyTemplate.other: \"other\" is no key attribute of the table or of an index"_s);
    row("AlsoAProperty", AlsoAProperty::staticMetaObject,
        u"DynamoDB.keyTemplate.text: a property is stored as \"text\" as well"_s);
    row("UnknownProperty", UnknownProperty::staticMetaObject,
        u"DynamoDB.keyTemplate.pk: {name} is no property"_s);
    row("NoSeparator", NoSeparator::staticMetaObject,
        u"{user} and {number} have no text between them"_s);
    row("TwiceInOne", TwiceInOne::staticMetaObject, u"{user} occurs twice"_s);
    row("OpenBrace", OpenBrace::staticMetaObject, u"a brace has no counterpart"_s);
    row("ClosingBrace", ClosingBrace::staticMetaObject, u"a brace has no counterpart"_s);
    row("EmptyPlaceholder", EmptyPlaceholder::staticMetaObject,
        u"a placeholder names no property"_s);
    row("BadWidth", BadWidth::staticMetaObject,
        u"{number:x} has no valid width; it must be 1 to 38 digits"_s);
    row("WidthOfText", WidthOfText::staticMetaObject,
        u"{user} has a width, and only integers are padded"_s);
    row("EmptyTemplate", EmptyTemplate::staticMetaObject,
        u"it is empty; a key has at least one character"_s);
    row("BytesInTemplate", BytesInTemplate::staticMetaObject,
        u"{bytes} must be stored as a string or a number; its type is B"_s);
    row("UnknownType", UnknownType::staticMetaObject,
        u"{variant} must be stored as a string or a number; its type is not known"_s);
    row("VersionInTemplate", VersionInTemplate::staticMetaObject,
        u"{count} is set when the object is written"_s);
    row("NoKeyNamed", NoKeyNamed::staticMetaObject,
        u"DynamoDB.partitionKey names \"pk\", which is no stored property"_s);
    row("VersionIsTemplate", VersionIsTemplate::staticMetaObject,
        u"DynamoDB.version names \"pk\", which is no stored property"_s);
    row("OnlyInIndex", OnlyInIndex::staticMetaObject,
        u"hidden is STORED false, so it must be readable, writable, and in a key template of the table"_s);
    row("EmptyType", EmptyType::staticMetaObject, u"DynamoDB.type is empty"_s);
    row("TypeIsProperty", TypeIsProperty::staticMetaObject,
        u"the type is stored in the attribute \"text\", which is a property or a key template"_s);
    row("TypeIsTemplate", TypeIsTemplate::staticMetaObject,
        u"the type is stored in the attribute \"pk\""_s);
    row("TypeInKey", TypeInKey::staticMetaObject,
        u"the type attribute \"type\" can't be part of the table's key"_s);
    row("OnlyAttribute", OnlyAttribute::staticMetaObject,
        u"there is a DynamoDB.typeAttribute, but no DynamoDB.type"_s);
}

void tst_MappedTypes::invalidClasses()
{
    QFETCH(const QMetaObject *, metaObject);
    QFETCH(const QString, says);
    const QDynamoDBError error = QDynamoDBMapper(*metaObject).error();
    QCOMPARE(error.code(), Code::InvalidParameterValue);
    QVERIFY2(error.message().contains(says), qPrintable(error.message()));
}

void tst_MappedTypes::writtenAndRead()
{
    const auto mapper = QDynamoDBMapper::of<Order>();
    QCOMPARE(mapper.error(), QDynamoDBError());
    const Order order { u"ann"_s, 42, u"open"_s, QDate(2026, 12, 1) };
    const auto item = mapper.toItem(&order);
    QVERIFY2(item, qPrintable(item.error().message()));
    const QDynamoDBItem expected { { u"number"_s, 42 },
                                   { u"state"_s, u"open"_s },
                                   { u"day"_s, u"2026-12-01"_s },
                                   { u"pk"_s, u"USER#ann"_s },
                                   { u"sk"_s, u"ORDER#000042"_s },
                                   { u"state key"_s, u"open|2026-12-01"_s },
                                   { u"kind"_s, u"Order"_s } };
    QCOMPARE(*item, expected);
    QCOMPARE(*mapper.keyOf(*item),
             QDynamoDBItem({ { u"pk"_s, u"USER#ann"_s }, { u"sk"_s, u"ORDER#000042"_s } }));
    Order read;
    QCOMPARE(mapper.fromItem(*item, &read), QDynamoDBError());
    QCOMPARE(read.user, order.user);
    QCOMPARE(read.number, 42);

    // From an index that projects keys only: all properties are in keys.
    QDynamoDBItem keys = *item;
    for (const QString &name : { u"number"_s, u"state"_s, u"day"_s })
        keys.remove(name);
    Order fromKeys;
    QCOMPARE(mapper.fromItem(keys, &fromKeys), QDynamoDBError());
    QCOMPARE(fromKeys.user, order.user);
    QCOMPARE(fromKeys.number, 42);
    QCOMPARE(fromKeys.state, order.state);
    QCOMPARE(fromKeys.day, order.day);

    // Without a value of the index's key, the item is not in the index.
    const Order noDay { u"ann"_s, 1, u"open"_s, {} };
    const auto outside = mapper.toItem(&noDay);
    QVERIFY2(outside, qPrintable(outside.error().message()));
    QVERIFY(!outside->contains(u"state key"));
}

void tst_MappedTypes::manyTypes()
{
    const auto mapper = QDynamoDBMapper::of<Event>();
    QCOMPARE(mapper.error(), QDynamoDBError());
    Event event;
    event.id = QUuid(u"12345678-abcd-4567-89ab-0123456789ab"_s);
    event.time = QDateTime::fromSecsSinceEpoch(1'700'000'000);
    event.value = -0.25;
    event.number = Q_INT64_C(9007199254740993);
    event.text = u"a/b {c}"_s;
    const auto item = mapper.toItem(&event);
    QVERIFY2(item, qPrintable(item.error().message()));
    const QString key =
            u"{12345678-abcd-4567-89ab-0123456789ab}/2023-11-14T22:13:20.000Z/-0.25/9007199254740993/a/b {c}/end"_s;
    QCOMPARE(*item, QDynamoDBItem({ { u"other"_s, 0 }, { u"pk"_s, key } }));
    Event read;
    QCOMPARE(mapper.fromItem(*item, &read), QDynamoDBError());
    QCOMPARE(read.id, event.id);
    QCOMPARE(read.time, event.time);
    QCOMPARE(read.value, event.value);
    QCOMPARE(read.number, event.number);
    QCOMPARE(read.text, event.text);
}

void tst_MappedTypes::createTable()
{
    const auto request = QDynamoDBMapper::of<Order>().createTableRequest();
    QStringList types;
    for (const auto &definition : request.attributeDefinitions)
        types.append(definition.attributeName + u':' + definition.attributeType.toString());
    types.sort();
    QCOMPARE(types.join(u' '), u"kind:S number:N pk:S sk:S state key:S"_s);
}

void tst_MappedTypes::invalidValues_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<int>("number");
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("says");
    QTest::newRow("no value")
            << QString() << 1 << u"open"_s
            << u"Order.pk: {user} has no value for the key template \"USER#{user}\""_s;
    QTest::newRow("empty") << u""_s << 1 << u"open"_s << u"Order.pk: {user} is an empty text"_s;
    QTest::newRow("too long")
            << u"ann"_s << 1234567 << u"open"_s
            << u"Order.sk: {number} is 1234567; the key template has room for whole numbers from 0 with at most 6 digits"_s;
    QTest::newRow("negative") << u"ann"_s << -1 << u"open"_s << u"Order.sk: {number} is -1"_s;
    QTest::newRow("separator")
            << u"ann"_s << 1 << u"o|pen"_s
            << u"Order.state key: {state} is \"o|pen\", which contains or ends with a part of the separator \"|\" of the key template \"{state}|{day}\""_s;
}

void tst_MappedTypes::invalidValues()
{
    QFETCH(const QString, user);
    QFETCH(const int, number);
    QFETCH(const QString, state);
    QFETCH(const QString, says);
    const Order order { user, number, state, QDate(2026, 12, 1) };
    const auto item = QDynamoDBMapper::of<Order>().toItem(&order);
    QVERIFY(!item);
    QCOMPARE(item.error().code(), Code::InvalidParameterValue);
    QVERIFY2(item.error().message().contains(says), qPrintable(item.error().message()));
}

void tst_MappedTypes::invalidItems_data()
{
    QTest::addColumn<QString>("attribute");
    QTest::addColumn<QDynamoDBValue>("value");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const QString &attribute, const QDynamoDBValue &value,
                        const QString &says) { QTest::newRow(name) << attribute << value << says; };
    row("other form", u"pk"_s, u"CUSTOMER#ann"_s,
        u"Order.pk: the key is \"CUSTOMER#ann\", which is not of the form \"USER#{user}\""_s);
    row("number", u"pk"_s, 1, u"Order.pk: the key is 1, which is not of the form"_s);
    row("no number", u"sk"_s, u"ORDER#x"_s,
        u"where {number} of the form \"ORDER#{number:6}\" is no number"_s);
    row("other attribute", u"number"_s, 43,
        u"Order.sk: the key has 42 as {number}, but elsewhere in the item it is 43"_s);
    row("not padded", u"sk"_s, u"ORDER#42"_s,
        u"the key is stored as \"ORDER#42\" and would be written as \"ORDER#000042\""_s);
    row("other index key", u"state key"_s, u"sent|2026-12-01"_s,
        u"elsewhere in the item it is \"open\""_s);
    row("other type", u"kind"_s, u"User"_s,
        u"Order.kind: the item has the type \"User\"; the class is stored as \"Order\""_s);
    row("no type", u"kind"_s, QDynamoDBValue::Type::Undefined,
        u"Order.kind: the item has no type; it must be \"Order\""_s);
}

void tst_MappedTypes::invalidItems()
{
    QFETCH(const QString, attribute);
    QFETCH(const QDynamoDBValue, value);
    QFETCH(const QString, says);
    const auto mapper = QDynamoDBMapper::of<Order>();
    const Order order { u"ann"_s, 42, u"open"_s, QDate(2026, 12, 1) };
    QDynamoDBItem item = *mapper.toItem(&order);
    if (value.isUndefined())
        item.remove(attribute);
    else
        item.insert(attribute, value);
    Order read;
    const QDynamoDBError error = mapper.fromItem(item, &read);
    QCOMPARE(error.code(), Code::InvalidParameterValue);
    QVERIFY2(error.message().contains(says), qPrintable(error.message()));
    QCOMPARE(error.item(), item);
}

void tst_MappedTypes::invalidTables_data()
{
    QTest::addColumn<QDynamoDBError>("error");
    QTest::addColumn<QString>("says"); // empty: no error
    QTest::newRow("fine") << QDynamoDBVariantTable<InTable, SameType>(nullptr).error() << QString();
    QTest::newRow("same type") << QDynamoDBVariantTable<Order, SameType>(nullptr).error()
                               << u"SameType has the type \"Order\" of another class"_s;
    QTest::newRow("no type") << QDynamoDBVariantTable<NoType, Order>(nullptr).error()
                             << u"NoType has no type"_s;
    QTest::newRow("type attribute") << QDynamoDBVariantTable<Order, OtherAttribute>(nullptr).error()
                                    << u"the type attribute of OtherAttribute is \"class\""_s;
    QTest::newRow("keys") << QDynamoDBVariantTable<Order, SameKeys>(nullptr).error()
                          << u"Order and SameKeys have key templates of the same form"_s;
    QTest::newRow("index") << QDynamoDBVariantTable<Order, OtherIndex>(nullptr).error()
                           << u"the index ByType of OtherIndex has other keys"_s;
    QTest::newRow("sort key") << QDynamoDBVariantTable<Order, OtherKey>(nullptr).error()
                              << u"the sort key of OtherKey is \"state key\""_s;
    QTest::newRow("table") << QDynamoDBVariantTable<InTable, OtherTable>(nullptr).error()
                           << u"OtherTable is of the table \"Elsewhere\""_s;
    QTest::newRow("type of the key")
            << QDynamoDBVariantTable<Order, OtherKeyType>(nullptr).error()
            << u"the key attribute \"sk\" of OtherKeyType is stored in another type"_s;
    QTest::newRow("invalid class") << QDynamoDBVariantTable<Order, NoSeparator>(nullptr).error()
                                   << u"NoSeparator can't be mapped"_s;
}

void tst_MappedTypes::invalidTables()
{
    QFETCH(const QDynamoDBError, error);
    QFETCH(const QString, says);
    QCOMPARE(error.code(), says.isEmpty() ? Code::NoError : Code::InvalidParameterValue);
    QVERIFY2(error.message().contains(says), qPrintable(error.message()));
}

QTEST_APPLESS_MAIN(tst_MappedTypes)
#include "tst_mappedtypes.moc"
