// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "localservertest/localservertest.h"
#include "waiting/longtimeouts.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodboutcome.h>
#include <QtDynamoDB/qdynamodbtable.h>
#include <QtDynamoDB/qdynamodbtransaction.h>

#include <QtCore/qdatetime.h>
#include <QtCore/quuid.h>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;

struct Article
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "id")
    Q_CLASSINFO("DynamoDB.version", "version")
    Q_CLASSINFO("DynamoDB.created", "posted")
    Q_CLASSINFO("DynamoDB.updated", "changed")
    Q_CLASSINFO("DynamoDB.generated.id", "ulid")
    Q_CLASSINFO("DynamoDB.generated.trace", "uuid")
    Q_CLASSINFO("DynamoDB.writeIfAbsent", "origin")
    Q_CLASSINFO("DynamoDB.counter", "views")
    Q_CLASSINFO("DynamoDB.validator", "whatIsWrong")
    Q_PROPERTY(QString id MEMBER id)
    Q_PROPERTY(QUuid trace MEMBER trace)
    Q_PROPERTY(QString title MEMBER title)
    Q_PROPERTY(QString origin MEMBER origin)
    Q_PROPERTY(int views MEMBER views)
    Q_PROPERTY(double price MEMBER price)
    Q_PROPERTY(int version MEMBER version)
    Q_PROPERTY(QDateTime posted MEMBER posted)
    Q_PROPERTY(QDateTime changed MEMBER changed)

public:
    Q_INVOKABLE QString whatIsWrong() const
    {
        return title == u"wrong" ? u"the title is wrong"_s : QString();
    }

    QString id;
    QUuid trace;
    QString title;
    QString origin;
    int views = 0;
    double price = 0;
    int version = 0;
    QDateTime posted;
    QDateTime changed;
};

struct Place
{
    Q_GADGET
    Q_PROPERTY(QString city MEMBER city)
    Q_PROPERTY(QString street MEMBER street)

public:
    QString city;
    QString street;

    friend bool operator==(const Place &a, const Place &b)
    {
        return a.city == b.city && a.street == b.street;
    }
};

struct Person
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "name")
    Q_CLASSINFO("DynamoDB.index.ByCity", "home.city")
    Q_CLASSINFO("DynamoDB.flatten.home", "home_")
    Q_CLASSINFO("DynamoDB.default.state", "old")
    Q_PROPERTY(QString name MEMBER name)
    Q_PROPERTY(Place home MEMBER home)
    Q_PROPERTY(QString state MEMBER state)

public:
    QString name;
    Place home;
    QString state = u"new"_s;
};

// What QDynamoDBTable writes by itself, and updates of objects that were not read.
class tst_TableWrites : public LocalServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void generatedIds_data();
    void generatedIds();
    void generatedOnUpdate();
    void givenIdIsKept();
    void writtenOnce();
    void counterOfObject();
    void increment_data();
    void increment();
    void invalidIncrement_data();
    void invalidIncrement();
    void concurrentIncrements();
    void updateByKey();
    void updateByKeyCreates();
    void updateByKeyStamps_data();
    void updateByKeyStamps();
    void invalidUpdate_data();
    void invalidUpdate();
    void validators_data();
    void validators();
    void flattened();
    void defaults();

private:
    [[nodiscard]] Article stored(const Article &article = {}) const;

    std::optional<TestTable> m_table;
    std::optional<QDynamoDBTable<Article>> m_articles;
};

template<typename T>
static CreateTableRequest tableOf()
{
    CreateTableRequest request = QDynamoDBMapper::of<T>().createTableRequest();
    request.tableName = LocalServerTest::uniqueName();
    return request;
}

void tst_TableWrites::initTestCase()
{
    LocalServerTest::initTestCase();
    m_table.emplace(&m_client, tableOf<Article>());
    QVERIFY2(!m_table->error().isError(), qPrintable(QDebug::toString(m_table->error())));
    m_articles.emplace(&m_client, m_table->name());
}

void tst_TableWrites::cleanupTestCase()
{
    m_table.reset();
    LocalServerTest::cleanupTestCase();
}

Article tst_TableWrites::stored(const Article &article) const
{
    return await(m_articles->insert(article)).value();
}

void tst_TableWrites::generatedIds_data()
{
    QTest::addColumn<QString>("write");
    for (const char *write : { "put", "insert", "batch", "transaction" })
        QTest::newRow(write) << QString::fromLatin1(write);
}

void tst_TableWrites::generatedIds()
{
    QFETCH(const QString, write);
    Article article;
    article.title = write;
    if (write == u"put") {
        AWAIT(put, m_articles->put(article));
        QCOMPARE(put.id.size(), 26);
        QVERIFY(!put.trace.isNull());
    } else if (write == u"insert") {
        AWAIT(first, m_articles->insert(article));
        AWAIT(second, m_articles->insert(article));
        QVERIFY(second.id > first.id);
        QVERIFY(second.trace != first.trace);
    } else if (write == u"batch") {
        AWAIT_DONE(m_articles->batchPut({ article, article }));
    } else {
        QDynamoDBWriteTransaction transaction;
        m_articles->put(&transaction, article);
        AWAIT_DONE(transaction.commit(&m_client));
    }
    AWAIT(all, m_articles->scan(attribute(u"title"_s) == write));
    QCOMPARE(all.size(), write == u"put" || write == u"transaction" ? 1 : 2);
    QVERIFY(all.constFirst().id != all.constLast().id || all.size() == 1);
    for (const Article &each : all)
        QVERIFY(!each.trace.isNull());
}

// An update of an object without its id keeps the stored one.
void tst_TableWrites::generatedOnUpdate()
{
    const Article article = stored();
    Article changed = article;
    changed.trace = QUuid();
    AWAIT(updated, m_articles->update(changed));
    QCOMPARE(updated.trace, article.trace);
    changed.id.clear();
    AWAIT_ERROR(noKey, m_articles->update(changed), Code::InvalidParameterValue);
    QVERIFY2(noKey.message().contains(u"the key has no value"_s), qPrintable(noKey.message()));
}

void tst_TableWrites::givenIdIsKept()
{
    Article article;
    article.id = u"mine"_s;
    article.trace = QUuid::createUuid();
    AWAIT(put, m_articles->put(article));
    QCOMPARE(put.id, u"mine"_s);
    QCOMPARE(put.trace, article.trace);
}

void tst_TableWrites::writtenOnce()
{
    Article article = stored();
    QVERIFY(article.origin.isNull());
    Article changed = article;
    changed.origin = u"first"_s;
    AWAIT(first, m_articles->update(changed, article));
    QCOMPARE(first.origin, u"first"_s);

    // An update of the whole object keeps the stored value.
    Article other = first;
    other.origin = u"second"_s;
    AWAIT(second, m_articles->update(other));
    QCOMPARE(second.origin, u"first"_s);
    other = second;
    other.origin.clear();
    AWAIT(third, m_articles->update(other));
    QCOMPARE(third.origin, u"first"_s);

    // A change on purpose is an error.
    other = third;
    other.origin = u"fourth"_s;
    AWAIT_ERROR(error, m_articles->update(other, third), Code::InvalidParameterValue);
    QVERIFY2(error.message().startsWith(u"Article.origin is written once"_s),
             qPrintable(error.message()));
    // put() replaces the item.
    AWAIT(put, m_articles->put(other));
    QCOMPARE(put.origin, u"fourth"_s);
}

// Objects that were read before do not overwrite what was counted since.
void tst_TableWrites::counterOfObject()
{
    const Article article = stored();
    AWAIT_DONE(m_articles->increment({ article.id }, u"views"_s, 10));
    Article changed = article;
    changed.title = u"counted"_s;
    changed.views = 3;
    AWAIT(whole, m_articles->update(changed));
    QCOMPARE(whole.views, 10);
    QCOMPARE(whole.title, u"counted"_s);

    // The difference to the original is added.
    AWAIT_DONE(m_articles->increment({ article.id }, u"views"_s, 100));
    changed = whole;
    changed.views += 2;
    AWAIT(difference, m_articles->update(changed, whole));
    QCOMPARE(difference.views, 112);
    QCOMPARE(difference.version, 3);

    QDynamoDBWriteTransaction transaction;
    changed = difference;
    changed.views = 0;
    m_articles->update(&transaction, changed);
    AWAIT_DONE(transaction.commit(&m_client));
    AWAIT(read, m_articles->get(article.id));
    QCOMPARE(read->views, 112);
    QCOMPARE(read->version, 4);
}

void tst_TableWrites::increment_data()
{
    QTest::addColumn<QString>("attribute");
    QTest::addColumn<QDynamoDBNumber>("by");
    QTest::addColumn<QDynamoDBNumber>("expected");
    QTest::addColumn<int>("version"); // counters leave it alone
    QTest::newRow("counter") << u"views"_s << QDynamoDBNumber(1) << QDynamoDBNumber(1) << 1;
    QTest::newRow("down") << u"views"_s << QDynamoDBNumber(-5) << QDynamoDBNumber(-5) << 1;
    QTest::newRow("number") << u"price"_s << QDynamoDBNumber(0.1) << QDynamoDBNumber(0.1) << 2;
}

void tst_TableWrites::increment()
{
    QFETCH(const QString, attribute);
    QFETCH(const QDynamoDBNumber, by);
    QFETCH(const QDynamoDBNumber, expected);
    QFETCH(const int, version);
    const Article article = stored();
    AWAIT(value, m_articles->increment({ article.id }, attribute, by));
    QCOMPARE(value, expected);
    AWAIT(read, m_articles->get(article.id));
    QCOMPARE(read->version, version);
    QCOMPARE(read->changed == article.changed, version == 1);
}

void tst_TableWrites::invalidIncrement_data()
{
    QTest::addColumn<QString>("attribute");
    QTest::addColumn<QString>("text");
    QTest::newRow("unknown") << u"likes"_s << u"Article has no attribute \"likes\"."_s;
    QTest::newRow("text")
            << u"title"_s
            << u"Article.title is stored as type S; only numbers (N) can be incremented."_s;
    QTest::newRow("version") << u"version"_s
                             << u"Article.version is the version, which each write increments."_s;
}

void tst_TableWrites::invalidIncrement()
{
    QFETCH(const QString, attribute);
    QFETCH(const QString, text);
    AWAIT_ERROR(error, m_articles->increment({ u"x"_s }, attribute), Code::InvalidParameterValue);
    QCOMPARE(error.message(), text);
}

void tst_TableWrites::concurrentIncrements()
{
    const Article article = stored();
    QList<QFuture<QDynamoDBNumber>> futures;
    for (int i = 0; i < 50; ++i)
        futures.append(m_articles->increment({ article.id }, u"views"_s));
    QList<QDynamoDBNumber> values;
    for (const auto &future : std::as_const(futures)) {
        AWAIT(value, future);
        values.append(value);
    }
    std::sort(values.begin(), values.end());
    for (int i = 0; i < 50; ++i)
        QCOMPARE(values[i], QDynamoDBNumber(i + 1));
    // A condition may keep the counter from creating the item.
    AWAIT_ERROR(none,
                m_articles->increment({ u"nobody"_s }, u"views"_s, 1, attribute(u"id"_s).exists()),
                Code::ConditionalCheckFailed);
}

void tst_TableWrites::updateByKey()
{
    const Article article = stored();
    AWAIT(updated,
          m_articles->update({ article.id },
                             set(u"title"_s, u"New"_s).set(u"price"_s, attribute(u"price"_s) + 2),
                             attribute(u"version"_s) == 1));
    QCOMPARE(updated.title, u"New"_s);
    QCOMPARE(updated.price, 2.0);
    QCOMPARE(updated.version, 2);
    QCOMPARE(updated.posted, article.posted);
    QVERIFY(updated.changed >= article.changed);
    // Others notice the change.
    AWAIT_ERROR(late, m_articles->update(article), Code::ConditionalCheckFailed);
    AWAIT_ERROR(condition,
                m_articles->update({ article.id }, remove(u"title"_s), attribute(u"version"_s) == 1),
                Code::ConditionalCheckFailed);
    const auto current = m_articles->fromItem(condition.item());
    QVERIFY(current);
    QCOMPARE(current->title, u"New"_s);
}

void tst_TableWrites::updateByKeyCreates()
{
    AWAIT(created, m_articles->update({ u"created"_s }, set(u"title"_s, u"New"_s)));
    QCOMPARE(created.id, u"created"_s);
    QCOMPARE(created.version, 1);
    QVERIFY(created.posted.isValid());
    QVERIFY(!created.trace.isNull());
}

void tst_TableWrites::updateByKeyStamps_data()
{
    QTest::addColumn<QDynamoDBUpdate>("update");
    QTest::addColumn<int>("version");
    QTest::newRow("counter") << add(u"views"_s, 1) << 1;
    QTest::newRow("counter and others") << add(u"views"_s, 1).set(u"title"_s, u"x"_s) << 2;
    QTest::newRow("nothing") << QDynamoDBUpdate() << 2;
    QTest::newRow("version by hand") << set(u"version"_s, 7) << 7;
}

void tst_TableWrites::updateByKeyStamps()
{
    QFETCH(const QDynamoDBUpdate, update);
    QFETCH(const int, version);
    const Article article = stored();
    AWAIT(updated, m_articles->update({ article.id }, update));
    QCOMPARE(updated.version, version);
    QCOMPARE(updated.trace, article.trace);
}

void tst_TableWrites::invalidUpdate_data()
{
    QTest::addColumn<QDynamoDBUpdate>("update");
    QTest::addColumn<QString>("text");
    QTest::newRow("key") << set(u"id"_s, u"x"_s)
                         << u"Article.id is part of the key, which an update can't change."_s;
    QTest::newRow("type") << set(u"views"_s, u"many"_s)
                          << u"Article.views: a String can't become a int"_s;
    QTest::newRow("range") << set(u"title"_s, u"x"_s).set(u"views"_s, 3000000000)
                           << u"Article.views: the number 3000000000 does not fit into int"_s;
}

// Found before a request is sent.
void tst_TableWrites::invalidUpdate()
{
    QFETCH(const QDynamoDBUpdate, update);
    QFETCH(const QString, text);
    AWAIT_ERROR(error, m_articles->update({ u"x"_s }, update), Code::InvalidParameterValue);
    QCOMPARE(error.message(), text);
}

void tst_TableWrites::validators_data()
{
    QTest::addColumn<QString>("write");
    for (const char *write :
         { "put", "insert", "update", "change", "batch", "transaction put", "transaction update" })
        QTest::newRow(write) << QString::fromLatin1(write);
}

void tst_TableWrites::validators()
{
    QFETCH(const QString, write);
    const Article article = stored();
    QDynamoDBTable<Article> articles = *m_articles;
    articles.setValidator([](const Article &each) {
        return each.price < 0 ? u"the price is negative"_s : QString();
    });
    int calls = 0;
    const auto connection = connect(&m_client, &QDynamoDBClient::finished, this, [&] { ++calls; });
    const auto errorOf = [&](const Article &wrong) -> QDynamoDBError {
        if (write == u"put")
            return await(articles.put(wrong)).error();
        if (write == u"insert")
            return await(articles.insert(wrong)).error();
        if (write == u"update")
            return await(articles.update(wrong)).error();
        if (write == u"change")
            return await(articles.update(wrong, article)).error();
        if (write == u"batch")
            return await(articles.batchPut({ article, wrong })).error();
        QDynamoDBWriteTransaction transaction;
        if (write == u"transaction put")
            articles.put(&transaction, wrong);
        else
            articles.update(&transaction, wrong);
        return await(transaction.commit(&m_client)).error();
    };
    Article wrong = article;
    wrong.title = u"wrong"_s;
    QDynamoDBError error = errorOf(wrong);
    QCOMPARE(error.code(), Code::InvalidParameterValue);
    QVERIFY2(error.message().contains(u"Article: the title is wrong"_s),
             qPrintable(error.message()));
    wrong.title = u"right"_s;
    wrong.price = -1;
    error = errorOf(wrong);
    QCOMPARE(error.code(), Code::InvalidParameterValue);
    QVERIFY2(error.message().contains(u"Article: the price is negative"_s),
             qPrintable(error.message()));
    AWAIT(read, articles.get(article.id));
    disconnect(connection);
    QCOMPARE(calls, 1);
    QCOMPARE(read->version, 1);
}

void tst_TableWrites::flattened()
{
    TEST_TABLE(table, tableOf<Person>());
    const QDynamoDBTable<Person> persons(&m_client, table.name());
    Person ann;
    ann.name = u"Ann"_s;
    ann.home = { u"Oslo"_s, u"Main Street"_s };
    AWAIT(stored, persons.put(ann));
    QCOMPARE(stored.home, ann.home);
    Person moved = stored;
    moved.home.street = u"Side Street"_s;
    AWAIT_DONE(persons.update(moved, stored));
    AWAIT(byCity, persons.query(key(u"home_city"_s) == u"Oslo"_s));
    QCOMPARE(byCity.size(), 1);
    QCOMPARE(byCity[0].home, moved.home);
    AWAIT(raw, m_client.getItem(table.name(), { { u"name"_s, u"Ann"_s } }));
    QCOMPARE(raw.item.value(u"home_street").toString(), u"Side Street"_s);
    moved.home.street.clear();
    AWAIT(without, persons.update(moved));
    QVERIFY(without.home.street.isNull());
    QCOMPARE(without.home.city, u"Oslo"_s);
}

void tst_TableWrites::defaults()
{
    TEST_TABLE(table, tableOf<Person>());
    const QDynamoDBTable<Person> persons(&m_client, table.name());
    AWAIT_DONE(m_client.putItem(table.name(), { { u"name"_s, u"Ben"_s } }));
    AWAIT(old, persons.get(u"Ben"_s));
    QCOMPARE(old->state, u"old"_s);
    Person cid;
    cid.name = u"Cid"_s;
    AWAIT_DONE(persons.put(cid));
    AWAIT(young, persons.get(u"Cid"_s));
    QCOMPARE(young->state, u"new"_s);
}

QTEST_GUILESS_MAIN(tst_TableWrites)
#include "tst_tablewrites.moc"
