// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "localservertest/localservertest.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbexpression.h>
#include <QtDynamoDB/qdynamodbtransaction.h>
#include <QtDynamoDB/qdynamodbvarianttable.h>

#include <QtCore/qdatetime.h>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;

struct User
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "pk")
    Q_CLASSINFO("DynamoDB.sortKey", "sk")
    Q_CLASSINFO("DynamoDB.keyTemplate.pk", "USER#{name}")
    Q_CLASSINFO("DynamoDB.keyTemplate.sk", "PROFILE")
    Q_CLASSINFO("DynamoDB.type", "User")
    Q_PROPERTY(QString name MEMBER name)
    Q_PROPERTY(QString city MEMBER city)

public:
    QString name;
    QString city;
};

struct Order
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "pk")
    Q_CLASSINFO("DynamoDB.sortKey", "sk")
    Q_CLASSINFO("DynamoDB.keyTemplate.pk", "USER#{user}")
    Q_CLASSINFO("DynamoDB.keyTemplate.sk", "ORDER#{number:6}")
    Q_CLASSINFO("DynamoDB.index.ByState.partitionKey", "type, stateKey")
    Q_CLASSINFO("DynamoDB.index.ByState.sortKey", "number")
    Q_CLASSINFO("DynamoDB.keyTemplate.stateKey", "STATE#{state}")
    Q_CLASSINFO("DynamoDB.type", "Order")
    Q_CLASSINFO("DynamoDB.version", "version")
    Q_PROPERTY(QString user MEMBER user STORED false)
    Q_PROPERTY(int number MEMBER number)
    Q_PROPERTY(QString state MEMBER state)
    Q_PROPERTY(int total MEMBER total)
    Q_PROPERTY(int version MEMBER version)

public:
    QString user;
    int number = 0;
    QString state;
    int total = 0;
    int version = 0;
};

class Note : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("DynamoDB.partitionKey", "pk")
    Q_CLASSINFO("DynamoDB.sortKey", "sk")
    Q_CLASSINFO("DynamoDB.keyTemplate.pk", "USER#{user}")
    Q_CLASSINFO("DynamoDB.keyTemplate.sk", "NOTE#{subject}")
    Q_CLASSINFO("DynamoDB.type", "Note")
    Q_PROPERTY(QString user MEMBER user)
    Q_PROPERTY(QString subject MEMBER subject)

public:
    QString user;
    QString subject;
};

struct Twin : User
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.keyTemplate.sk", "TWIN")
};

using Table = QDynamoDBVariantTable<User, Order, Note>;

// Several classes in one table, on DynamoDB Local.
class tst_Integration_VariantTable : public LocalServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void partition();
    void oneClass();
    void get();
    void limits();
    void scan();
    void unknownTypes();
    void updates();
    void partialObjects();
    void batchesAndTransactions();
    void invalidValues();
    void invalidTable();

private:
    [[nodiscard]] static QStringList texts(const Table::Objects &objects);

    std::unique_ptr<Table> m_table;
};

QStringList tst_Integration_VariantTable::texts(const Table::Objects &objects)
{
    QStringList texts;
    const QDynamoDBVisitor visitor {
        [&](const User &user) { texts.append(u"User "_s + user.name + u' ' + user.city); },
        [&](const Order &order) {
            texts.append(u"Order "_s + order.user + u' ' + QString::number(order.number));
        },
        [&](const std::shared_ptr<Note> &note) { texts.append(u"Note "_s + note->subject); },
    };
    for (const Table::Object &object : objects)
        std::visit(visitor, object);
    return texts;
}

void tst_Integration_VariantTable::init()
{
    m_table = std::make_unique<Table>(&m_client, uniqueName());
    QCOMPARE(m_table->error(), QDynamoDBError());
    AWAIT_DONE(m_table->createTable());
    QVERIFY(waitUntilActive(m_table->tableName()));
    AWAIT_DONE(m_table->table<User>().put({ u"ann"_s, u"Berlin"_s }));
    AWAIT_DONE(m_table->table<User>().put({ u"bob"_s, u"Oslo"_s }));
    for (const int number : { 10, 9, 100 })
        AWAIT_DONE(m_table->table<Order>().put({ u"ann"_s, number, u"open"_s, 5, 0 }));
    Note note;
    note.user = u"ann"_s;
    note.subject = u"hello"_s;
    AWAIT_DONE(m_table->table<Note>().put(note));
}

void tst_Integration_VariantTable::cleanup()
{
    AWAIT_DONE(m_client.deleteTable(m_table->tableName()));
}

// Each item of a partition is an object of its own class, in the order of the keys.
void tst_Integration_VariantTable::partition()
{
    AWAIT(all, m_table->query(key(u"pk"_s) == u"USER#ann"_s));
    QCOMPARE(texts(all),
             QStringList({ u"Note hello"_s, u"Order ann 9"_s, u"Order ann 10"_s, u"Order ann 100"_s,
                           u"User ann Berlin"_s }));
    QVERIFY(all.unfit.isEmpty());
    QCOMPARE(all.of<Order>().size(), 3);
    QCOMPARE(all.of<User>().constFirst().city, u"Berlin"_s);
    AWAIT(orders,
          m_table->query(key(u"pk"_s) == u"USER#ann"_s && key(u"sk"_s).beginsWith(u"ORDER#0000"_s)));
    QCOMPARE(texts(orders), QStringList({ u"Order ann 9"_s, u"Order ann 10"_s }));
    // An index that only one of the classes has.
    AWAIT(open,
          m_table->query(key(u"type"_s) == u"Order"_s && key(u"stateKey"_s) == u"STATE#open"_s
                         && key(u"number"_s) > 9));
    QCOMPARE(texts(open), QStringList({ u"Order ann 10"_s, u"Order ann 100"_s }));
}

// A QDynamoDBTable of one of the classes reads only its objects.
void tst_Integration_VariantTable::oneClass()
{
    const auto orders = m_table->table<Order>();
    AWAIT(all, orders.query(key(u"pk"_s) == u"USER#ann"_s));
    QCOMPARE(all.size(), 3);
    QVERIFY(all.unfit.isEmpty());
    AWAIT(scanned, orders.scan());
    QCOMPARE(scanned.size(), 3);
    QDynamoDBQueryOptions options;
    options.filter = attribute(u"total"_s) > 5;
    AWAIT(none, orders.query(key(u"pk"_s) == u"USER#ann"_s, options));
    QVERIFY(none.isEmpty());
    AWAIT(indexed,
          orders.query(key(u"type"_s) == u"Order"_s && key(u"stateKey"_s) == u"STATE#open"_s));
    QCOMPARE(indexed.size(), 3);
    AWAIT_ERROR(error, orders.get(u"USER#ann"_s, u"PROFILE"_s), Code::InvalidParameterValue);
    QVERIFY2(error.message().contains(u"the item has the type \"User\""_s),
             qPrintable(error.message()));
}

void tst_Integration_VariantTable::get()
{
    AWAIT(user, m_table->get({ u"USER#ann"_s, u"PROFILE"_s }));
    QVERIFY(user);
    QCOMPARE(std::get<User>(*user).city, u"Berlin"_s);
    AWAIT(order, m_table->table<Order>().get(u"USER#ann"_s, u"ORDER#000010"_s));
    QVERIFY(order);
    QCOMPARE(order->user, u"ann"_s); // only in the key
    AWAIT(nothing, m_table->get({ u"USER#zoe"_s, u"PROFILE"_s }));
    QVERIFY(!nothing);
    AWAIT_ERROR(error, m_table->get({ u"USER#ann"_s }), Code::InvalidParameterValue);
    QCOMPARE(error.message(), u"The sort key sk is missing."_s);
}

void tst_Integration_VariantTable::limits()
{
    QDynamoDBQueryOptions options;
    options.limit = 2;
    options.descending = true;
    QStringList seen;
    do {
        AWAIT(some, m_table->query(key(u"pk"_s) == u"USER#ann"_s, options));
        seen += texts(some);
        options.startKey = some.lastEvaluatedKey;
    } while (!options.startKey.isNull());
    QCOMPARE(seen,
             QStringList({ u"User ann Berlin"_s, u"Order ann 100"_s, u"Order ann 10"_s,
                           u"Order ann 9"_s, u"Note hello"_s }));
    AWAIT(page, m_table->page(key(u"pk"_s) == u"USER#ann"_s, options));
    QCOMPARE(page.size(), 2);
    QVERIFY(!page.lastEvaluatedKey.isNull());
}

void tst_Integration_VariantTable::scan()
{
    AWAIT(all, m_table->scan());
    QCOMPARE(all.size(), 6);
    QCOMPARE(all.of<User>().size(), 2);
    QDynamoDBScanOptions options;
    options.filter = attribute(u"city"_s) == u"Oslo"_s;
    AWAIT(filtered, m_table->scan(options));
    QCOMPARE(texts(filtered), QStringList({ u"User bob Oslo"_s }));
}

// Items of other types are reported with their key and the reason.
void tst_Integration_VariantTable::unknownTypes()
{
    const auto put = [&](const QString &sk, const QDynamoDBItem &more) {
        QDynamoDBItem item { { u"pk"_s, u"USER#ann"_s }, { u"sk"_s, sk } };
        for (const auto &each : more)
            item.insert(each.name, each.value);
        return m_client.putItem(m_table->tableName(), item);
    };
    AWAIT_DONE(put(u"1"_s, { { u"type"_s, u"Invoice"_s } }));
    AWAIT_DONE(put(u"2"_s, {}));
    AWAIT_DONE(put(u"3"_s, { { u"type"_s, u"Order"_s } }));
    AWAIT(all, m_table->query(key(u"pk"_s) == u"USER#ann"_s));
    QCOMPARE(all.size(), 5);
    QStringList reasons;
    for (const QDynamoDBUnfitItem &unfit : all.unfit)
        reasons.append(unfit.key[u"sk"].toString() + u' ' + unfit.error.message());
    QCOMPARE(reasons.size(), 3);
    QVERIFY2(reasons[0].startsWith(
                     u"1 type: the item has the type \"Invoice\"; it must be one of \"User\", \"Order\", \"Note\""_s),
             qPrintable(reasons[0]));
    QVERIFY2(reasons[1].startsWith(u"2 type: the item has no type"_s), qPrintable(reasons[1]));
    QVERIFY2(reasons[2].startsWith(u"3 Order.sk: the key is \"3\", which is not of the form"_s),
             qPrintable(reasons[2]));
    // To a table of one class, the other types are no part of the result.
    AWAIT(orders, m_table->table<Order>().query(key(u"pk"_s) == u"USER#ann"_s));
    QCOMPARE(orders.size(), 3);
    QCOMPARE(orders.unfit.size(), 1);
}

// Updates keep the keys of indexes in step with their properties.
void tst_Integration_VariantTable::updates()
{
    const auto orders = m_table->table<Order>();
    const auto inState = [](const QString &state) {
        return key(u"type"_s) == u"Order"_s && key(u"stateKey"_s) == QString(u"STATE#"_s + state);
    };
    AWAIT(found, orders.get(u"USER#ann"_s, u"ORDER#000010"_s));
    QVERIFY(found);
    Order sent = *found;
    sent.state = u"sent"_s;
    AWAIT(changed, orders.update(sent, *found)); // only what changed
    QCOMPARE(changed.version, 2);
    AWAIT(inSent, orders.query(inState(u"sent"_s)));
    QCOMPARE(inSent.size(), 1);
    Order done = changed;
    done.state = u"done"_s;
    AWAIT(whole, orders.update(done)); // everything
    AWAIT(inDone, orders.query(inState(u"done"_s)));
    QCOMPARE(inDone.size(), 1);
    Order stateless = whole;
    stateless.state = QString();
    AWAIT(outside, orders.update(stateless, whole));
    AWAIT(none, orders.query(inState(u"done"_s)));
    QVERIFY(none.isEmpty());
    AWAIT(item,
          m_client.getItem(m_table->tableName(),
                           { { u"pk"_s, u"USER#ann"_s }, { u"sk"_s, u"ORDER#000010"_s } }));
    QVERIFY(!item.item.contains(u"stateKey"));

    Order other = outside;
    other.number = 11;
    AWAIT_ERROR(error, orders.update(other, outside), Code::InvalidParameterValue);
    QVERIFY2(error.message().startsWith(u"sk is part of the key"_s), qPrintable(error.message()));
    // An update that creates the item writes its type.
    AWAIT(created, m_table->table<User>().update({ u"zoe"_s, u"Rome"_s }));
    AWAIT(zoe, m_table->get({ u"USER#zoe"_s, u"PROFILE"_s }));
    QVERIFY(zoe && std::holds_alternative<User>(*zoe));
    QCOMPARE(created.city, u"Rome"_s);
}

void tst_Integration_VariantTable::partialObjects()
{
    const auto orders = m_table->table<Order>();
    AWAIT(partial, orders.getPartial({ u"USER#ann"_s, u"ORDER#000009"_s }, { u"total"_s }));
    QVERIFY(partial);
    QCOMPARE((*partial)->total, 5);
    QCOMPARE((*partial)->user, u"ann"_s);
    QCOMPARE((*partial)->number, 9);
    Order edited = partial->incompleteObject();
    edited.total = 6;
    AWAIT(stored, orders.update(edited, *partial));
    QCOMPARE(stored.total, 6);
    QCOMPARE(stored.state, u"open"_s);
}

void tst_Integration_VariantTable::batchesAndTransactions()
{
    const auto orders = m_table->table<Order>();
    const auto users = m_table->table<User>();
    AWAIT(summary, orders.batchPut({ { u"bob"_s, 1, u"open"_s, 1, 0 }, { u"bob"_s, 2, {}, 1, 0 } }));
    Q_UNUSED(summary)
    AWAIT(got, orders.batchGet({ { u"USER#bob"_s, u"ORDER#000002"_s } }));
    QCOMPARE(got.size(), 1);
    QCOMPARE(got[0]->number, 2);
    QDynamoDBWriteTransaction transaction;
    users.put(&transaction, { u"bob"_s, u"Bergen"_s });
    orders.put(&transaction, { u"bob"_s, 3, u"open"_s, 1, 0 });
    orders.remove(&transaction, *got[0]);
    AWAIT_DONE(transaction.commit(&m_client));
    AWAIT(all, m_table->query(key(u"pk"_s) == u"USER#bob"_s));
    QCOMPARE(texts(all), QStringList({ u"Order bob 1"_s, u"Order bob 3"_s, u"User bob Bergen"_s }));
}

// Values of which no key can be made are refused before anything is sent.
void tst_Integration_VariantTable::invalidValues()
{
    AWAIT_ERROR(noName, m_table->table<User>().put({ {}, u"Berlin"_s }),
                Code::InvalidParameterValue);
    QVERIFY2(noName.message().contains(u"{name} has no value"_s), qPrintable(noName.message()));
    AWAIT_ERROR(tooLong, m_table->table<Order>().insert({ u"ann"_s, 12345678, {}, 0, 0 }),
                Code::InvalidParameterValue);
    QVERIFY2(tooLong.message().contains(u"at most 6 digits"_s), qPrintable(tooLong.message()));
}

void tst_Integration_VariantTable::invalidTable()
{
    const QDynamoDBVariantTable<User, Twin> twice(&m_client, m_table->tableName());
    AWAIT_ERROR(twin, twice.scan(), Code::InvalidParameterValue);
    QCOMPARE(twin, twice.error());
    QVERIFY2(twin.message().contains(u"Twin has the type \"User\" of another class"_s),
             qPrintable(twin.message()));
    AWAIT_ERROR(error, m_table->query(key(u"city"_s) == u"Berlin"_s), Code::InvalidParameterValue);
    QVERIFY2(error.message().contains(u"Neither the table of User, Order, Note nor one"_s),
             qPrintable(error.message()));
}

QTEST_GUILESS_MAIN(tst_Integration_VariantTable)
#include "tst_integration_varianttable.moc"
