// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "extraclasses.h"

#include <QtDynamoDB/qdynamodbmapper.h>

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;
using Item = QDynamoDBItem;
using Type = QDynamoDBValue::Type;

Q_DECLARE_METATYPE(const QMetaObject *)

// The class info of flattened gadgets, defaults, validators, generated ids and counters.
class tst_MappedExtras : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void mistakes_data();
    void mistakes();
    void flattened();
    void flattenedKeys();
    void flattenedNullText_data();
    void flattenedNullText();
    void flattenedOfQObject();
    void defaults();
    void storedValues();
    void noValueIsStored();
    void validator();
};

void tst_MappedExtras::initTestCase()
{
    QDynamoDBMapper::registerOptional<Place>();
}

void tst_MappedExtras::mistakes_data()
{
    QTest::addColumn<const QMetaObject *>("metaObject");
    QTest::addColumn<QString>("text");

    const auto row = [](const QMetaObject *metaObject, const char *name, const char *text) {
        QTest::newRow(name) << metaObject
                            << u"%1 can't be mapped: %2"_s.arg(QLatin1StringView(name),
                                                               QLatin1StringView(text));
    };
    row(&FlattenNothing::staticMetaObject, "FlattenNothing",
        "DynamoDB.flatten.adress names no stored property");
    row(&FlattenNumber::staticMetaObject, "FlattenNumber",
        "DynamoDB.flatten.number: the type int is no Q_GADGET that is stored as a map");
    row(&FlattenOptional::staticMetaObject, "FlattenOptional",
        "DynamoDB.flatten.place: the type std::optional<Place> is no Q_GADGET");
    row(&FlattenCollision::staticMetaObject, "FlattenCollision",
        "two properties are called \"city\"");
    row(&FlattenMistaken::staticMetaObject, "FlattenMistaken",
        "DynamoDB.flatten.inner: Mistaken can't be mapped: there is no class info DynamoDB.tabel");
    row(&DefaultOfNothing::staticMetaObject, "DefaultOfNothing",
        "DynamoDB.default.state names \"state\", which is no stored property");
    row(&DefaultWord::staticMetaObject, "DefaultWord",
        "DynamoDB.default.number is \"one\"; it must be a text, a number, true or false, as the "
        "type of the property, which is stored as type N");
    row(&DefaultFraction::staticMetaObject, "DefaultFraction",
        "DynamoDB.default.number is \"1.5\": the number 1.5 does not fit into int");
    row(&DefaultTooLarge::staticMetaObject, "DefaultTooLarge",
        "DynamoDB.default.number is \"256\": the number 256 does not fit into uchar");
    row(&DefaultBool::staticMetaObject, "DefaultBool",
        "DynamoDB.default.open is \"yes\"; it must be");
    row(&DefaultDate::staticMetaObject, "DefaultDate",
        "DynamoDB.default.day is \"tomorrow\": \"tomorrow\" is no QDate");
    row(&DefaultList::staticMetaObject, "DefaultList", "DynamoDB.default.list is \"1\"; it must be");
    row(&DefaultKey::staticMetaObject, "DefaultKey",
        "DynamoDB.default.id: an attribute of the key is never absent");
    row(&ValidatorMissing::staticMetaObject, "ValidatorMissing",
        "DynamoDB.validator names \"check\", which is no Q_INVOKABLE function without arguments");
    row(&GeneratedKind::staticMetaObject, "GeneratedKind",
        "DynamoDB.generated.id is \"uuid7\"; it must be uuid, uuidV7 or ulid");
    row(&GeneratedNumber::staticMetaObject, "GeneratedNumber",
        "DynamoDB.generated.id: the property must be a QString or a QUuid");
    row(&GeneratedUlid::staticMetaObject, "GeneratedUlid",
        "DynamoDB.generated.id: the property must be a QString");
    row(&GeneratedNothing::staticMetaObject, "GeneratedNothing",
        "DynamoDB.generated.key names \"key\", which is no stored property");
    row(&CounterText::staticMetaObject, "CounterText",
        "the counter text must be an int, qint64 or the like");
    row(&CounterVersion::staticMetaObject, "CounterVersion", "number can't be a counter");
    row(&CounterKey::staticMetaObject, "CounterKey", "number can't be a counter");
    row(&CounterNothing::staticMetaObject, "CounterNothing",
        "DynamoDB.counter names \"views\", which is no stored property");
    row(&OnceVersion::staticMetaObject, "OnceVersion", "number can't be written once");
    row(&OnceNothing::staticMetaObject, "OnceNothing",
        "DynamoDB.writeIfAbsent names \"origin\", which is no stored property");
    const char *notConst = "the validator check() must be const and return a QString";
    row(&ValidatorNotInvokable::staticMetaObject, "ValidatorNotInvokable",
        "DynamoDB.validator names \"check\", which is no Q_INVOKABLE function without arguments");
    row(&ValidatorNotConst::staticMetaObject, "ValidatorNotConst", notConst);
    row(&ValidatorOfBool::staticMetaObject, "ValidatorOfBool", notConst);
}

// Each call of the table reports the error of the class.
void tst_MappedExtras::mistakes()
{
    QFETCH(const QMetaObject *, metaObject);
    QFETCH(const QString, text);
    const QDynamoDBError error = QDynamoDBMapper(*metaObject).error();
    QCOMPARE(error.code(), Code::InvalidParameterValue);
    QVERIFY2(error.message().startsWith(text), qPrintable(error.message()));
}

static Person ann()
{
    Person person;
    person.name = u"Ann"_s;
    person.address = { u"Main Street"_s, u"work"_s, { u"Oslo"_s, 59.5 } };
    person.other = { u"Side Street"_s, u"home"_s, { u"Bergen"_s, 60.5 } };
    return person;
}

void tst_MappedExtras::flattened()
{
    const auto mapper = QDynamoDBMapper::of<Person>();
    QVERIFY2(!mapper.error().isError(), qPrintable(mapper.error().message()));
    const Person person = ann();
    const auto item = mapper.toItem(&person);
    QVERIFY2(item, qPrintable(item.error().message()));
    const Item other = { { u"streetName"_s, u"Side Street"_s },
                         { u"kind"_s, u"home"_s },
                         { u"place_city"_s, u"Bergen"_s },
                         { u"place_latitude"_s, 60.5 } };
    QCOMPARE(*item,
             (Item { { u"name"_s, u"Ann"_s },
                     { u"home_streetName"_s, u"Main Street"_s },
                     { u"home_kind"_s, u"work"_s },
                     { u"home_place_city"_s, u"Oslo"_s },
                     { u"lat"_s, 59.5 },
                     { u"other"_s, other } }));
    QCOMPARE(mapper.attributeName(u"address.place.city"_s), u"home_place_city"_s);

    Person read;
    QCOMPARE(mapper.fromItem(*item, &read), QDynamoDBError());
    QCOMPARE(read.address, person.address);
    QCOMPARE(read.other, person.other);

    // The default of the gadget's class applies in both places.
    Item old = *item;
    old.remove(u"home_kind");
    QCOMPARE(mapper.fromItem(old, &read), QDynamoDBError());
    QCOMPARE(read.address.kind, u"home"_s);

    old.insert(u"lat"_s, u"north"_s);
    const QDynamoDBError error = mapper.fromItem(old, &read);
    QVERIFY2(error.message().startsWith(u"Person.lat: a String can't become a double"_s),
             qPrintable(error.message()));
}

void tst_MappedExtras::flattenedKeys()
{
    const auto mapper = QDynamoDBMapper::of<Person>();
    QCOMPARE(mapper.partitionKey(), u"home_place_city"_s);
    const auto request = mapper.createTableRequest();
    QCOMPARE(request.keySchema[0].attributeName, u"home_place_city"_s);
    const auto &index = request.globalSecondaryIndexes[0];
    QCOMPARE(index.keySchema[0].attributeName, u"home_streetName"_s);
    QCOMPARE(index.keySchema[1].attributeName, u"lat"_s);
    QCOMPARE(request.attributeDefinitions.size(), 4);
}

void tst_MappedExtras::flattenedNullText_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("street");
    QTest::newRow("empty over null") << QString() << u""_s;
    QTest::newRow("empty over text") << u"x"_s << u""_s;
    QTest::newRow("text over null") << QString() << u"x"_s;
}

// The setter of a MEMBER ignores values that are equal to the present one.
void tst_MappedExtras::flattenedNullText()
{
    QFETCH(const QString, before);
    QFETCH(const QString, street);
    const auto mapper = QDynamoDBMapper::of<Person>();
    Person person = ann();
    person.address.street = before;
    auto item = mapper.toItem(&person);
    QVERIFY(item);
    (*item).insert(u"home_streetName"_s, street);
    QCOMPARE(mapper.fromItem(*item, &person), QDynamoDBError());
    QCOMPARE(person.address.street, street);
    QVERIFY(!person.address.street.isNull());
}

void tst_MappedExtras::flattenedOfQObject()
{
    const auto mapper = QDynamoDBMapper::of<PersonObject>();
    PersonObject person;
    person.name = u"Ben"_s;
    person.place = { u"Rome"_s, 41.5 };
    const auto item = mapper.toItem(&person);
    QVERIFY2(item, qPrintable(item.error().message()));
    QCOMPARE(*item,
             (Item { { u"name"_s, u"Ben"_s }, { u"city"_s, u"Rome"_s }, { u"latitude"_s, 41.5 } }));
    PersonObject read;
    QCOMPARE(mapper.fromItem(*item, &read), QDynamoDBError());
    QCOMPARE(read.place, person.place);
}

void tst_MappedExtras::defaults()
{
    const auto mapper = QDynamoDBMapper::of<Defaults>();
    QVERIFY2(!mapper.error().isError(), qPrintable(mapper.error().message()));
    Defaults read;
    QCOMPARE(mapper.fromItem({ { u"id"_s, u"x"_s } }, &read), QDynamoDBError());
    QCOMPARE(read.schema, 1);
    QCOMPARE(read.state, u"old"_s);
    QCOMPARE(read.empty, u""_s);
    QVERIFY(read.isOpen);
    QCOMPARE(read.day, QDate(2026, 1, 31));
    QCOMPARE(read.maybe, 0.25);
    QCOMPARE(read.expires.toSecsSinceEpoch(), 60);
}

void tst_MappedExtras::storedValues()
{
    const auto mapper = QDynamoDBMapper::of<Defaults>();
    Defaults read;
    QCOMPARE(mapper.fromItem({ { u"id"_s, u"x"_s },
                               { u"schema"_s, 3 },
                               { u"state"_s, nullptr },
                               { u"maybe"_s, nullptr } },
                             &read),
             QDynamoDBError());
    QCOMPARE(read.schema, 3);
    QVERIFY(read.state.isNull());
    QVERIFY(!read.maybe);
}

// Otherwise the object would be read with the default.
void tst_MappedExtras::noValueIsStored()
{
    const auto mapper = QDynamoDBMapper::of<Defaults>();
    Defaults object;
    object.id = u"x"_s;
    const auto item = mapper.toItem(&object);
    QVERIFY(item);
    for (const auto &name : { u"state"_s, u"day"_s, u"maybe"_s, u"expires"_s })
        QCOMPARE(item->value(name).type(), Type::Null);
    Defaults read;
    QCOMPARE(mapper.fromItem(*item, &read), QDynamoDBError());
    QVERIFY(read.state.isNull());
    QVERIFY(read.day.isNull());
    QVERIFY(!read.maybe);
    QVERIFY(read.expires.isNull());
    QCOMPARE(read.schema, 2);
}

void tst_MappedExtras::validator()
{
    const auto mapper = QDynamoDBMapper::of<PersonObject>();
    PersonObject person;
    QVERIFY(!mapper.validate(&person).isError());
    person.place.latitude = 91;
    const QDynamoDBError error = mapper.validate(&person);
    QCOMPARE(error.code(), Code::InvalidParameterValue);
    QCOMPARE(error.message(), u"PersonObject: the latitude is above 90"_s);
    const Defaults without;
    QVERIFY(!QDynamoDBMapper::of<Defaults>().validate(&without).isError());
}

QTEST_APPLESS_MAIN(tst_MappedExtras)
#include "tst_mappedextras.moc"
