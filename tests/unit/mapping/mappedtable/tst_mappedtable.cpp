// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "localservertest/localservertest.h"
#include "waiting/longtimeouts.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbexceptions.h>
#include <QtDynamoDB/qdynamodbtable.h>
#include <QtDynamoDB/qdynamodbtransaction.h>

#include <QtCore/qdatetime.h>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;
using Item = QDynamoDBItem;

struct Versioned
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "pk")
    Q_CLASSINFO("DynamoDB.version", "version")
    Q_PROPERTY(QString pk MEMBER pk)
    Q_PROPERTY(int a MEMBER a)
    Q_PROPERTY(quint8 version MEMBER version)

public:
    QString pk;
    int a = 0;
    quint8 version = 0;
};

struct MaybeVersioned
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "pk")
    Q_CLASSINFO("DynamoDB.version", "version")
    Q_PROPERTY(QString pk MEMBER pk)
    Q_PROPERTY(std::optional<int> version MEMBER version)

public:
    QString pk;
    std::optional<int> version;
};

struct Place
{
    Q_GADGET
    Q_PROPERTY(double latitude MEMBER latitude)
    Q_PROPERTY(QString name MEMBER name)

public:
    double latitude = 0;
    QString name;

    friend bool operator==(const Place &a, const Place &b)
    {
        return a.latitude == b.latitude && a.name == b.name;
    }
};

struct Address
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.name.street", "Street.Name")
    Q_PROPERTY(QString street MEMBER street)
    Q_PROPERTY(QString note MEMBER note)
    Q_PROPERTY(Place place MEMBER place)

public:
    QString street;
    QString note;
    Place place;

    friend bool operator==(const Address &a, const Address &b)
    {
        return a.street == b.street && a.note == b.note && a.place == b.place;
    }
};

struct Person
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "pk")
    Q_CLASSINFO("DynamoDB.version", "version")
    Q_PROPERTY(QString pk MEMBER pk)
    Q_PROPERTY(Address address MEMBER address)
    Q_PROPERTY(std::optional<Address> other MEMBER other)
    Q_PROPERTY(int version MEMBER version)

public:
    QString pk;
    Address address;
    std::optional<Address> other;
    int version = 0;
};

struct Event
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "topic")
    Q_CLASSINFO("DynamoDB.sortKey", "when")
    Q_PROPERTY(QString topic MEMBER topic)
    Q_PROPERTY(QDateTime when MEMBER when)
    Q_PROPERTY(int count MEMBER count)

public:
    QString topic;
    QDateTime when;
    int count = 0;
};

struct AnyKey
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "pk")
    Q_PROPERTY(QDynamoDBValue pk MEMBER pk)

public:
    QDynamoDBValue pk;
};

class tst_MappedTable : public LocalServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void notVersioned_data();
    void notVersioned();
    void versionedMeanwhile_data();
    void versionedMeanwhile();
    void deletedMeanwhile();
    void lastVersion();
    void optionalVersion();
    void nestedAttributes();
    void nestedMapsAreMissing_data();
    void nestedMapsAreMissing();
    void nestedConflict();
    void nestedTransaction();
    void unreadableItems();
    void unreadableItemsInBatch();
    void foreignKeys();
    void unknownKeyType();
};

// A table that is created from the mapping and deleted with this object.
template<typename T>
struct Made
{
    explicit Made(QDynamoDBClient *client)
        : table(client, LocalServerTest::uniqueName())
        , outcome(await(table.createTable()))
        , m_client(client)
    {
    }
    ~Made() { (void)await(m_client->deleteTable(table.tableName())); }

    const QDynamoDBTable<T> table;
    const QDynamoDBExpected<CreateTableResult> outcome;

private:
    QDynamoDBClient *m_client;
};

#define MADE_TABLE(T, name) \
    const Made<T> made(&m_client); \
    QVERIFY2(made.outcome, qPrintable(made.outcome.error().message())); \
    const QDynamoDBTable<T> &name = made.table

void tst_MappedTable::init()
{
    QDynamoDBMapper::registerOptional<Address>();
}

// Items without version, or with version 0, are not versioned yet.
void tst_MappedTable::notVersioned_data()
{
    QTest::addColumn<bool>("hasZero");
    QTest::addColumn<QString>("write");
    for (const bool hasZero : { false, true }) {
        for (const char *write : { "put", "update", "change", "remove", "put in transaction",
                                   "update in transaction", "remove in transaction" }) {
            QTest::addRow("%s, %s", write, hasZero ? "version 0" : "no version")
                    << hasZero << QString::fromLatin1(write);
        }
    }
}

void tst_MappedTable::notVersioned()
{
    QFETCH(bool, hasZero);
    QFETCH(QString, write);
    MADE_TABLE(Versioned, table);
    Item stored = { { u"pk"_s, u"x"_s }, { u"a"_s, 1 } };
    if (hasZero)
        stored.insert(u"version"_s, 0);
    AWAIT_DONE(m_client.putItem(table.tableName(), stored));
    AWAIT(read, table.get(u"x"_s));
    QVERIFY(read);
    Versioned changed = *read;
    changed.a = 2;
    QDynamoDBWriteTransaction transaction;
    if (write == u"put")
        AWAIT_DONE(table.put(changed));
    else if (write == u"update")
        AWAIT_DONE(table.update(changed));
    else if (write == u"change")
        AWAIT_DONE(table.update(changed, *read));
    else if (write == u"remove")
        table.remove(changed).waitForFinished();
    else if (write.startsWith(u"put"))
        table.put(&transaction, changed);
    else if (write.startsWith(u"update"))
        table.update(&transaction, changed);
    else
        table.remove(&transaction, changed);
    if (transaction.size() > 0)
        AWAIT_DONE(transaction.commit(&m_client));
    AWAIT(after, table.get(u"x"_s));
    QCOMPARE(after.has_value(), !write.startsWith(u"remove"));
    if (after) {
        QCOMPARE(after->a, 2);
        QCOMPARE(after->version, 1);
    }
}

// An object read before its item got a version can neither replace nor remove the item.
void tst_MappedTable::versionedMeanwhile_data()
{
    QTest::addColumn<QString>("write");
    for (const char *write : { "put", "update", "change", "remove", "put in transaction",
                               "update in transaction", "remove in transaction" }) {
        QTest::newRow(write) << QString::fromLatin1(write);
    }
}

void tst_MappedTable::versionedMeanwhile()
{
    QFETCH(QString, write);
    MADE_TABLE(Versioned, table);
    AWAIT_DONE(m_client.putItem(table.tableName(), { { u"pk"_s, u"x"_s } }));
    AWAIT(read, table.get(u"x"_s));
    Versioned changed = *read;
    changed.a = 2;
    AWAIT_DONE(table.update(*read)); // as another program would

    QDynamoDBWriteTransaction transaction;
    if (write == u"put") {
        AWAIT_ERROR(error, table.put(changed), Code::ConditionalCheckFailed);
    } else if (write == u"update") {
        AWAIT_ERROR(error, table.update(changed), Code::ConditionalCheckFailed);
    } else if (write == u"change") {
        AWAIT_ERROR(error, table.update(changed, *read), Code::ConditionalCheckFailed);
    } else if (write == u"remove") {
        QVERIFY_THROWS_EXCEPTION(ConditionalCheckFailedException,
                                 table.remove(changed).waitForFinished());
    } else {
        if (write.startsWith(u"put"))
            table.put(&transaction, changed);
        else if (write.startsWith(u"update"))
            table.update(&transaction, changed);
        else
            table.remove(&transaction, changed);
        AWAIT_ERROR(error, transaction.commit(&m_client), Code::TransactionCanceled);
    }
    AWAIT(after, table.get(u"x"_s));
    QVERIFY(after);
    QCOMPARE(after->a, 0);
    QCOMPARE(after->version, 1);
}

// Updating a deleted item does not create an incomplete item.
void tst_MappedTable::deletedMeanwhile()
{
    MADE_TABLE(Versioned, table);
    AWAIT_DONE(m_client.putItem(table.tableName(), { { u"pk"_s, u"x"_s } }));
    AWAIT(read, table.get(u"x"_s));
    table.remove(*read).waitForFinished();
    Versioned changed = *read;
    changed.a = 2;
    AWAIT_ERROR(error, table.update(changed, *read), Code::ConditionalCheckFailed);
    AWAIT(after, table.get(u"x"_s));
    QVERIFY(!after);
}

void tst_MappedTable::lastVersion()
{
    MADE_TABLE(Versioned, table);
    Versioned object { u"x"_s, 1, 255 };
    AWAIT_ERROR(error, table.put(object), Code::InvalidParameterValue);
    QCOMPARE(error.message(),
             u"Versioned.version: the type of the property has no version after 255."_s);
    QDynamoDBWriteTransaction transaction;
    table.update(&transaction, object);
    QCOMPARE(transaction.error().message(), error.message());
    AWAIT_ERROR(batch, table.batchPut({ object }), Code::InvalidParameterValue);
}

void tst_MappedTable::optionalVersion()
{
    MADE_TABLE(MaybeVersioned, table);
    AWAIT_DONE(m_client.putItem(table.tableName(),
                                { { u"pk"_s, u"x"_s }, { u"version"_s, nullptr } }));
    AWAIT(read, table.get(u"x"_s));
    QVERIFY(!read->version);
    AWAIT(first, table.put(*read));
    QCOMPARE(first.version.value_or(0), 1);
    AWAIT_ERROR(late, table.put(*read), Code::ConditionalCheckFailed);
    AWAIT(second, table.put(first));
    QCOMPARE(second.version.value_or(0), 2);
}

static Item foreignAddress()
{
    const Item place = { { u"latitude"_s, 1 }, { u"foreign"_s, 3 } };
    return { { u"Street.Name"_s, u"Main"_s },
             { u"note"_s, u"x"_s },
             { u"foreign"_s, 2 },
             { u"place"_s, place } };
}

static Item foreignPerson()
{
    return { { u"pk"_s, u"x"_s },
             { u"address"_s, foreignAddress() },
             { u"other"_s, foreignAddress() },
             { u"foreign"_s, 1 } };
}

void tst_MappedTable::nestedAttributes()
{
    MADE_TABLE(Person, table);
    AWAIT_DONE(m_client.putItem(table.tableName(), foreignPerson()));
    AWAIT(read, table.get(u"x"_s));
    Person person = *read;
    person.address.street = u"High"_s;
    person.address.note = QString();
    person.address.place.latitude = 5;
    person.other->place.name = u"y"_s;

    Item address = foreignAddress();
    address.insert(u"Street.Name"_s, u"High"_s);
    address.remove(u"note");
    Item place = { { u"latitude"_s, 5 }, { u"foreign"_s, 3 } };
    address.insert(u"place"_s, place);
    Item other = foreignAddress();
    place = { { u"latitude"_s, 1 }, { u"name"_s, u"y"_s }, { u"foreign"_s, 3 } };
    other.insert(u"place"_s, place);
    Item expected = foreignPerson();
    expected.insert(u"address"_s, address);
    expected.insert(u"other"_s, other);
    expected.insert(u"version"_s, 1);

    int calls = 0;
    connect(&m_client, &QDynamoDBClient::finished, this, [&] { ++calls; });
    AWAIT(whole, table.update(person));
    QCOMPARE(whole.address.street, u"High"_s);
    QTRY_COMPARE(calls, 1);
    m_client.disconnect(this);
    AWAIT(stored, m_client.getItem(table.tableName(), { { u"pk"_s, u"x"_s } }));
    QCOMPARE(stored.item, expected);

    Person changed = whole;
    changed.address.place.name = u"z"_s;
    AWAIT_DONE(table.update(changed, whole));
    place = { { u"latitude"_s, 5 }, { u"name"_s, u"z"_s }, { u"foreign"_s, 3 } };
    address.insert(u"place"_s, place);
    expected.insert(u"address"_s, address);
    expected.insert(u"version"_s, 2);
    AWAIT(again, m_client.getItem(table.tableName(), { { u"pk"_s, u"x"_s } }));
    QCOMPARE(again.item, expected);

    // Without a value, the map of the optional is removed, too.
    Person without = changed;
    without.version = 2;
    without.other.reset();
    AWAIT(last, table.update(without));
    QVERIFY(!last.other);
}

void tst_MappedTable::nestedMapsAreMissing_data()
{
    QTest::addColumn<QDynamoDBItem>("stored");
    QTest::newRow("missing item") << Item();
    QTest::newRow("missing maps") << Item { { u"pk"_s, u"x"_s } };
    QTest::newRow("null") << Item { { u"pk"_s, u"x"_s }, { u"other"_s, nullptr } };
    QTest::newRow("missing inner map")
            << Item { { u"pk"_s, u"x"_s }, { u"address"_s, Item { { u"foreign"_s, 2 } } } };
}

void tst_MappedTable::nestedMapsAreMissing()
{
    QFETCH(QDynamoDBItem, stored);
    MADE_TABLE(Person, table);
    Person person;
    person.pk = u"x"_s;
    if (!stored.isNull()) {
        AWAIT_DONE(m_client.putItem(table.tableName(), stored));
        AWAIT(read, table.get(u"x"_s));
        person = *read;
    }
    const Person original = person;
    person.address.street = u"High"_s;
    person.address.place.latitude = 5;
    person.other = Address { u"Low"_s, {}, {} };
    const auto check = [&](const QFuture<Person> &future) {
        AWAIT(written, future);
        QCOMPARE(written.address, person.address);
        QCOMPARE(written.other.value_or(Address()), *person.other);
        QCOMPARE(written.version, 1);
        AWAIT(after, m_client.getItem(table.tableName(), { { u"pk"_s, u"x"_s } }));
        QCOMPARE(after.item[u"address"][u"foreign"], stored[u"address"][u"foreign"]);
    };
    check(table.update(person));
    if (stored.isNull())
        return;
    AWAIT_DONE(m_client.putItem(table.tableName(), stored));
    check(table.update(person, original));
}

void tst_MappedTable::nestedConflict()
{
    MADE_TABLE(Person, table);
    AWAIT_DONE(m_client.putItem(table.tableName(), foreignPerson()));
    AWAIT(read, table.get(u"x"_s));
    AWAIT_DONE(table.update(*read));
    Person late = *read;
    late.address.street = u"Late"_s;
    AWAIT_ERROR(whole, table.update(late), Code::ConditionalCheckFailed);
    QCOMPARE(whole.item()[u"version"].toInteger(), 1);
    AWAIT_ERROR(change, table.update(late, *read), Code::ConditionalCheckFailed);
    AWAIT_ERROR(condition, table.update(late, attribute(u"pk"_s) == u"y"_s),
                Code::ConditionalCheckFailed);
    Person nowhere = late;
    nowhere.pk = u"y"_s;
    AWAIT_ERROR(none, table.update(nowhere, attribute(u"pk"_s).exists()),
                Code::ConditionalCheckFailed);
    AWAIT(after, table.get(u"y"_s));
    QVERIFY(!after);
}

void tst_MappedTable::nestedTransaction()
{
    MADE_TABLE(Person, table);
    AWAIT_DONE(m_client.putItem(table.tableName(), foreignPerson()));
    AWAIT(read, table.get(u"x"_s));
    Person person = *read;
    person.address.street = u"High"_s;
    Person other = person;
    other.pk = u"new"_s;
    QDynamoDBWriteTransaction transaction;
    table.update(&transaction, person);
    table.update(&transaction, other); // creates the item
    AWAIT_DONE(transaction.commit(&m_client));
    AWAIT(stored, m_client.getItem(table.tableName(), { { u"pk"_s, u"x"_s } }));
    QCOMPARE(stored.item[u"address"][u"Street.Name"].toString(), u"High"_s);
    QCOMPARE(stored.item[u"address"][u"foreign"].toInteger(), 2);
    QCOMPARE(stored.item[u"address"][u"place"][u"foreign"].toInteger(), 3);
    AWAIT(created, table.get(u"new"_s));
    QVERIFY(created);
    QCOMPARE(created->address, person.address);
}

// Objects are delivered; items that cannot be read are reported with their keys.
void tst_MappedTable::unreadableItems()
{
    MADE_TABLE(Versioned, table);
    const Item bad = { { u"pk"_s, u"bad"_s }, { u"a"_s, u"text"_s } };
    for (const Item &item : { Item { { u"pk"_s, u"x"_s }, { u"a"_s, 1 } }, bad,
                              Item { { u"pk"_s, u"y"_s }, { u"a"_s, 2 } } }) {
        AWAIT_DONE(m_client.putItem(table.tableName(), item));
    }
    const auto check = [&](const auto &objects, const QList<QDynamoDBUnfitItem> &unfit,
                           qsizetype fit) {
        QCOMPARE(objects.size(), fit);
        QCOMPARE(unfit.size(), 1);
        const Item key = { { u"pk"_s, u"bad"_s } };
        QCOMPARE(unfit[0].key, key);
        QCOMPARE(unfit[0].error.code(), Code::InvalidParameterValue);
        QCOMPARE(unfit[0].error.message(),
                 u"Versioned.a: a String can't become a int (item with pk \"bad\")"_s);
        QCOMPARE(unfit[0].error.item(), bad);
    };
    const QString name = table.tableName();
    const auto warn = [&](int all) {
        const QString text =
                u"1 of %1 items of \"%2\" don't fit \"Versioned\"; see the member unfit of the result"_s;
        QTest::ignoreMessage(QtWarningMsg, qPrintable(text.arg(QString::number(all), name)));
    };
    warn(3);
    AWAIT(all, table.scan());
    check(all, all.unfit, 2);
    warn(1);
    AWAIT(some, table.query(key(u"pk"_s) == u"bad"_s));
    check(some, some.unfit, 0);
    warn(3);
    AWAIT(page, table.page(ScanRequest()));
    check(page.objects, page.unfit, 2);
    warn(3);
    const QFuture<QList<Versioned>> list = table.scan(); // without a list of errors
    QCOMPARE(list.result().size(), 2);

    AWAIT_ERROR(one, table.get(u"bad"_s), Code::InvalidParameterValue);
    QCOMPARE(one.item(), bad);
}

void tst_MappedTable::unreadableItemsInBatch()
{
    MADE_TABLE(Versioned, table);
    AWAIT_DONE(m_client.putItem(table.tableName(), { { u"pk"_s, u"x"_s } }));
    AWAIT_DONE(m_client.putItem(table.tableName(), { { u"pk"_s, u"bad"_s }, { u"a"_s, 0.5 } }));
    QTest::ignoreMessage(
            QtWarningMsg,
            qPrintable(
                    u"1 of 3 items of \"%1\" don't fit \"Versioned\"; see the member unfit of the result"_s
                            .arg(table.tableName())));
    AWAIT(found, table.batchGet({ { u"bad"_s }, { u"x"_s }, { u"none"_s } }));
    QCOMPARE(found.size(), 3);
    QVERIFY(!found[0]);
    QVERIFY(found[1]);
    QVERIFY(!found[2]);
    QCOMPARE(found.unfit.size(), 1);
    QCOMPARE(found.unfit[0].key[u"pk"].toString(), u"bad"_s);
}

// Keys in another form than the one of the mapper are not read.
void tst_MappedTable::foreignKeys()
{
    MADE_TABLE(Event, table);
    const Item foreign = { { u"topic"_s, u"Qt"_s }, { u"when"_s, u"2024-01-01T00:00:00Z"_s } };
    AWAIT_DONE(m_client.putItem(table.tableName(), foreign));
    const Item own = { { u"topic"_s, u"Qt"_s }, { u"when"_s, u"2025-01-01T00:00:00.000Z"_s } };
    AWAIT_DONE(m_client.putItem(table.tableName(), own));
    QTest::ignoreMessage(
            QtWarningMsg,
            qPrintable(
                    u"1 of 2 items of \"%1\" don't fit \"Event\"; see the member unfit of the result"_s
                            .arg(table.tableName())));
    AWAIT(events, table.query(key(u"topic"_s) == u"Qt"_s));
    QCOMPARE(events.size(), 1);
    QCOMPARE(events.unfit.size(), 1);
    QCOMPARE(events.unfit[0].key, foreign);
    table.remove(events[0]).waitForFinished();
    AWAIT(gone, m_client.getItem(table.tableName(), own));
    QVERIFY(gone.item.isNull());
    AWAIT_ERROR(error, table.get(u"Qt"_s, u"2024-01-01T00:00:00Z"_s), Code::InvalidParameterValue);
    QVERIFY2(error.message().contains(
                     u"Event.when: the key is stored as \"2024-01-01T00:00:00Z\""_s),
             qPrintable(error.message()));
}

void tst_MappedTable::unknownKeyType()
{
    const QDynamoDBTable<AnyKey> table(&m_client, u"AnyKey"_s);
    AWAIT_ERROR(error, table.createTable(), Code::InvalidParameterValue);
    QVERIFY2(error.message().contains(u"Q_CLASSINFO(\"DynamoDB.keyType.pk\""_s),
             qPrintable(error.message()));
}

QTEST_GUILESS_MAIN(tst_MappedTable)
#include "tst_mappedtable.moc"
