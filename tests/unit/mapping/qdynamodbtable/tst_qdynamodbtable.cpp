// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "localservertest/localservertest.h"
#include "waiting/longtimeouts.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbexceptions.h>
#include <QtDynamoDB/qdynamodbtable.h>
#include <QtDynamoDB/qdynamodbtransaction.h>

#include <QtCore/qdatetime.h>
#include <QtCore/quuid.h>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;

struct Thread
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.table", "Thread")
    Q_CLASSINFO("DynamoDB.partitionKey", "forum")
    Q_CLASSINFO("DynamoDB.sortKey", "subject")
    Q_CLASSINFO("DynamoDB.index.ByAuthor", "author, posted")
    Q_CLASSINFO("DynamoDB.localIndex.ByViews", "views")
    Q_CLASSINFO("DynamoDB.version", "version")
    Q_CLASSINFO("DynamoDB.created", "posted")
    Q_CLASSINFO("DynamoDB.updated", "changed")
    Q_CLASSINFO("DynamoDB.name.forum", "Forum Name")
    Q_PROPERTY(QString forum MEMBER forum)
    Q_PROPERTY(QString subject MEMBER subject)
    Q_PROPERTY(QString author MEMBER author)
    Q_PROPERTY(int views MEMBER views)
    Q_PROPERTY(QSet<QString> tags MEMBER tags)
    Q_PROPERTY(std::optional<QString> answer MEMBER answer)
    Q_PROPERTY(int version MEMBER version)
    Q_PROPERTY(QDateTime posted MEMBER posted)
    Q_PROPERTY(QDateTime changed MEMBER changed)

public:
    QString forum;
    QString subject;
    QString author;
    int views = 0;
    QSet<QString> tags;
    std::optional<QString> answer;
    int version = 0;
    QDateTime posted;
    QDateTime changed;
};

struct Plain // without version and timestamps
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "pk")
    Q_PROPERTY(QString pk MEMBER pk)
    Q_PROPERTY(int a MEMBER a)
    Q_PROPERTY(int b MEMBER b)

public:
    QString pk;
    int a = 0;
    int b = 0;
};

struct Stamped
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "pk")
    Q_CLASSINFO("DynamoDB.writeStamp", "stamp")
    Q_PROPERTY(QString pk MEMBER pk)
    Q_PROPERTY(int a MEMBER a)
    Q_PROPERTY(std::optional<QUuid> stamp MEMBER stamp)

public:
    QString pk;
    int a = 0;
    std::optional<QUuid> stamp;
};

class Person : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("DynamoDB.partitionKey", "pk")
    Q_CLASSINFO("DynamoDB.version", "version")
    Q_PROPERTY(QString pk MEMBER pk)
    Q_PROPERTY(int version MEMBER version)

public:
    QString pk;
    int version = 0;
};

class tst_QDynamoDBTable : public LocalServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void putAndGet();
    void versions();
    void insert();
    void writeStamps();
    void updateObject();
    void updateChanges();
    void updateWithoutChanges();
    void remove();
    void race();
    void query();
    void pages();
    void unreadableItems();
    void errors();
    void transactions();
    void qobjects();
    void batches();
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

static Thread makeThread(const QString &subject)
{
    Thread thread;
    thread.forum = u"Qt"_s;
    thread.subject = subject;
    thread.author = u"Ann"_s;
    return thread;
}

void tst_QDynamoDBTable::putAndGet()
{
    MADE_TABLE(Thread, threads);
    const QDateTime before = QDateTime::currentDateTimeUtc();
    Thread hello = makeThread(u"Hello"_s);
    hello.tags = { u"qt"_s, u"c++"_s };
    AWAIT(stored, threads.put(hello));
    QCOMPARE(stored.version, 1);
    QVERIFY(stored.posted >= before && stored.posted <= QDateTime::currentDateTimeUtc());
    QCOMPARE(stored.changed, stored.posted);

    AWAIT(read, threads.get(u"Qt"_s, u"Hello"_s));
    QVERIFY(read);
    QCOMPARE(read->author, u"Ann"_s);
    QCOMPARE(read->tags, hello.tags);
    QCOMPARE(read->version, 1);
    QCOMPARE(read->posted, stored.posted);
    QVERIFY(!read->answer);
    AWAIT(none, threads.get(u"Qt"_s, u"Nothing"_s));
    QVERIFY(!none);
}

void tst_QDynamoDBTable::versions()
{
    MADE_TABLE(Thread, threads);
    AWAIT(first, threads.put(makeThread(u"A"_s)));
    AWAIT_ERROR(taken, threads.put(makeThread(u"A"_s)), Code::ConditionalCheckFailed);
    AWAIT(second, threads.put(first));
    QCOMPARE(second.version, 2);
    QCOMPARE(second.posted, first.posted);
    AWAIT_ERROR(late, threads.update(first), Code::ConditionalCheckFailed);
    // The error contains the current item.
    const auto current = threads.fromItem(late.item());
    QVERIFY2(current, qPrintable(current.error().message()));
    QCOMPARE(current->version, 2);
    AWAIT(third, threads.update(*current));
    QCOMPARE(third.version, 3);
}

void tst_QDynamoDBTable::insert()
{
    MADE_TABLE(Plain, plains);
    Plain plain;
    plain.pk = u"a"_s;
    AWAIT_DONE(plains.insert(plain));
    AWAIT_ERROR(there, plains.insert(plain), Code::ConditionalCheckFailed);
    AWAIT_DONE(plains.put(plain)); // without a version the last write wins
}

// Each write has another stamp, in batches and transactions, too.
void tst_QDynamoDBTable::writeStamps()
{
    QCOMPARE(QDynamoDBMapper::of<Stamped>().writeStamp(), u"stamp"_s);
    QCOMPARE(QDynamoDBMapper::of<Plain>().writeStamp(), QString());
    MADE_TABLE(Stamped, table);
    Stamped object;
    object.pk = u"a"_s;
    QSet<QUuid> stamps;
    const auto check = [&stamps](const std::optional<QUuid> &stamp) {
        QVERIFY(stamp && !stamp->isNull());
        QVERIFY(!stamps.contains(*stamp));
        stamps.insert(*stamp);
    };
    const auto checkStored = [&] {
        AWAIT(read, table.get(u"a"_s));
        check(read->stamp);
    };
    AWAIT(inserted, table.insert(object));
    check(inserted.stamp);
    AWAIT(put, table.put(inserted));
    check(put.stamp);
    AWAIT(updated, table.update(put));
    check(updated.stamp);
    AWAIT(same, table.update(updated, updated)); // writes nothing
    QCOMPARE(same.stamp, updated.stamp);
    Stamped other = updated;
    other.a = 2;
    AWAIT(changed, table.update(other, updated));
    QCOMPARE(changed.a, 2);
    check(changed.stamp);
    AWAIT_DONE(table.batchPut({ changed }));
    checkStored();
    QDynamoDBWriteTransaction transaction;
    table.update(&transaction, changed);
    AWAIT_DONE(transaction.commit(&m_client));
    checkStored();
}

void tst_QDynamoDBTable::updateObject()
{
    MADE_TABLE(Thread, threads);
    Thread original = makeThread(u"A"_s);
    original.answer = u"yes"_s;
    AWAIT(stored, threads.put(original));
    // Attributes without a property are kept.
    UpdateItemRequest foreign;
    foreign.tableName = threads.tableName();
    foreign.key = { { u"Forum Name"_s, u"Qt"_s }, { u"subject"_s, u"A"_s } };
    QCOMPARE(apply(&foreign, set(u"foreign"_s, 1)), QDynamoDBError());
    AWAIT_DONE(m_client.updateItem(foreign));

    Thread changed = stored;
    changed.views = 7;
    changed.answer.reset();
    AWAIT(updated, threads.update(changed));
    QCOMPARE(updated.views, 7);
    QVERIFY(!updated.answer);
    QCOMPARE(updated.version, 2);
    QCOMPARE(updated.posted, stored.posted);
    QVERIFY(updated.changed >= stored.changed);
    AWAIT(raw, m_client.getItem(threads.tableName(), foreign.key));
    QVERIFY(!raw.item.contains(u"answer"));
    QCOMPARE(raw.item[u"foreign"].toInteger(), 1);

    // An update may create the item and sets its timestamp.
    AWAIT(created, threads.update(makeThread(u"New"_s)));
    QCOMPARE(created.version, 1);
    QVERIFY(created.posted.isValid());
}

// Updates of different attributes don't overwrite each other.
void tst_QDynamoDBTable::updateChanges()
{
    MADE_TABLE(Plain, plains);
    Plain plain;
    plain.pk = u"x"_s;
    AWAIT(stored, plains.put(plain));
    Plain a = stored;
    a.a = 1;
    Plain b = stored;
    b.b = 2;
    AWAIT_DONE(plains.update(a, stored));
    AWAIT(both, plains.update(b, stored));
    QCOMPARE(both.a, 1);
    QCOMPARE(both.b, 2);

    // Updating a deleted item does not create an incomplete item.
    plains.remove(stored).waitForFinished();
    AWAIT_ERROR(gone, plains.update(a, stored), Code::ConditionalCheckFailed);
    Plain moved = stored;
    moved.pk = u"y"_s;
    AWAIT_ERROR(key, plains.update(moved, stored), Code::InvalidParameterValue);
    QVERIFY(key.message().contains(u"part of the key"_s));
}

void tst_QDynamoDBTable::updateWithoutChanges()
{
    MADE_TABLE(Thread, threads);
    AWAIT(stored, threads.put(makeThread(u"A"_s)));
    int calls = 0;
    connect(&m_client, &QDynamoDBClient::finished, this, [&] { ++calls; });
    AWAIT(same, threads.update(stored, stored));
    QCOMPARE(same.version, stored.version);
    Thread viewed = stored;
    viewed.views = 1;
    AWAIT(changed, threads.update(viewed, stored));
    QCOMPARE(changed.version, 2);
    QTRY_COMPARE(calls, 1);
    m_client.disconnect(this);
}

void tst_QDynamoDBTable::remove()
{
    MADE_TABLE(Thread, threads);
    AWAIT(first, threads.put(makeThread(u"A"_s)));
    AWAIT(second, threads.put(first));
    QVERIFY_THROWS_EXCEPTION(ConditionalCheckFailedException,
                             threads.remove(first).waitForFinished());
    threads.remove(second).waitForFinished();
    AWAIT(none, threads.get(u"Qt"_s, u"A"_s));
    QVERIFY(!none);
}

// Of two concurrent writers of one version, exactly one succeeds.
void tst_QDynamoDBTable::race()
{
    MADE_TABLE(Thread, threads);
    QDynamoDBClient other;
    configure(&other);
    const QDynamoDBTable<Thread> otherThreads(&other, threads.tableName());
    AWAIT(initial, threads.put(makeThread(u"A"_s)));
    Thread current = initial;
    constexpr int rounds = 100;
    for (int i = 0; i < rounds; ++i) {
        Thread a = current;
        a.views = 2 * i + 1;
        Thread b = current;
        b.views = 2 * i + 2;
        const QFuture<Thread> first = threads.update(a, current);
        const QFuture<Thread> second = i % 2 == 0 ? otherThreads.update(b) : otherThreads.put(b);
        const auto one = await(first);
        const auto two = await(second);
        QVERIFY2(one.hasValue() != two.hasValue(), qPrintable(QString::number(i)));
        const auto &loser = one ? two : one;
        QCOMPARE(loser.error().code(), Code::ConditionalCheckFailed);
        current = one ? *one : *two;
        AWAIT(stored, threads.get(u"Qt"_s, u"A"_s));
        QCOMPARE(stored->version, i + 2);
        QCOMPARE(stored->views, current.views);
    }
}

void tst_QDynamoDBTable::query()
{
    MADE_TABLE(Thread, threads);
    for (int i = 0; i < 5; ++i) {
        Thread one = makeThread(u"S%1"_s.arg(i));
        one.views = 10 * i;
        one.author = i % 2 == 0 ? u"Ann"_s : u"Bob"_s;
        AWAIT_DONE(threads.put(one));
    }
    QVERIFY(waitUntilActive(threads.tableName()));
    const QDynamoDBKeyCondition forum = key(u"Forum Name"_s) == u"Qt"_s;
    AWAIT(all, threads.query(forum));
    QCOMPARE(all.size(), 5);
    AWAIT(some, threads.query(forum && key(u"subject"_s) > u"S1"_s, attribute(u"views"_s) < 40));
    QCOMPARE(some.size(), 2);
    QCOMPARE(some[0].subject, u"S2"_s);
    AWAIT(byViews, threads.query(forum && key(u"views"_s).between(10, 20)));
    QCOMPARE(byViews.size(), 2);
    AWAIT(bobs, threads.query(key(u"author"_s) == u"Bob"_s));
    QCOMPARE(bobs.size(), 2);
    AWAIT(scanned, threads.scan(attribute(u"author"_s) == u"Ann"_s));
    QCOMPARE(scanned.size(), 3);
    AWAIT_ERROR(noIndex, threads.query(key(u"views"_s) == 1), Code::InvalidParameterValue);
    QVERIFY(noIndex.message().contains(
            u"index ByViews of Thread: it must compare \"Forum Name\""_s));
    AWAIT_ERROR(noKey, threads.query(key(u"answer"_s) == 1), Code::InvalidParameterValue);
    QVERIFY(noKey.message().contains(u"nor one of its indexes has the key"_s));
}

void tst_QDynamoDBTable::pages()
{
    MADE_TABLE(Plain, plains);
    const QString filler(300000, u'x'); // four of these exceed a page
    for (int i = 0; i < 8; ++i) {
        AWAIT_DONE(m_client.putItem(plains.tableName(),
                                    { { u"pk"_s, QString::number(i) },
                                      { u"a"_s, i },
                                      { u"filler"_s, filler } }));
    }
    AWAIT(all, plains.scan());
    QCOMPARE(all.size(), 8);

    ScanRequest request;
    request.limit = 3;
    int count = 0;
    int pages = 0;
    do {
        AWAIT(page, plains.page(request));
        count += int(page.objects.size());
        request.exclusiveStartKey = page.lastEvaluatedKey;
        ++pages;
    } while (!request.exclusiveStartKey.isNull());
    QCOMPARE(count, 8);
    QVERIFY(pages >= 3);
}

void tst_QDynamoDBTable::unreadableItems()
{
    MADE_TABLE(Plain, plains);
    AWAIT_DONE(m_client.putItem(plains.tableName(), { { u"pk"_s, u"a"_s }, { u"a"_s, u"text"_s } }));
    AWAIT_ERROR(error, plains.get(u"a"_s), Code::InvalidParameterValue);
    QCOMPARE(error.message(), u"Plain.a: a String can't become a int (item with pk \"a\")"_s);
    QCOMPARE(error.item()[u"a"].toString(), u"text"_s);
    bool byType = false;
    try {
        (void)plains.get(u"a"_s).result();
    } catch (const InvalidParameterValueException &) {
        byType = true;
    }
    QVERIFY(byType);
}

void tst_QDynamoDBTable::errors()
{
    const QDynamoDBTable<Thread> threads(&m_client, u"nowhere"_s);
    QCOMPARE(threads.error(), QDynamoDBError());
    AWAIT_ERROR(noTable, threads.get(u"a"_s, u"b"_s), Code::ResourceNotFound);
    AWAIT_ERROR(noSort, threads.get(u"a"_s), Code::InvalidParameterValue);
    AWAIT_ERROR(noKey, threads.put(Thread(), attribute(u"a..b"_s).exists()),
                Code::InvalidParameterValue);
    AWAIT_ERROR(noValue, threads.update(Thread()), Code::InvalidParameterValue);
    QVERIFY(noValue.message().contains(u"Thread.Forum Name: the key has no value"_s));
}

void tst_QDynamoDBTable::transactions()
{
    MADE_TABLE(Thread, threads);
    AWAIT(a, threads.put(makeThread(u"A"_s)));
    AWAIT(b, threads.put(makeThread(u"B"_s)));
    Thread changed = a;
    changed.views = 5;
    {
        QDynamoDBWriteTransaction transaction;
        threads.update(&transaction, changed);
        threads.remove(&transaction, b);
        threads.put(&transaction, makeThread(u"C"_s));
        AWAIT_DONE(transaction.commit(&m_client));
    }
    AWAIT(left, threads.query(key(u"Forum Name"_s) == u"Qt"_s));
    QCOMPARE(left.size(), 2);
    QCOMPARE(left[0].views, 5);
    QCOMPARE(left[0].version, 2);
    QCOMPARE(left[1].version, 1);

    QDynamoDBWriteTransaction late;
    threads.put(&late, makeThread(u"D"_s));
    threads.update(&late, changed); // of version 1
    AWAIT_ERROR(error, late.commit(&m_client), Code::TransactionCanceled);
    QVERIFY2(error.message().contains(u"action 2, update in "_s), qPrintable(error.message()));
    const auto current = threads.fromItem(error.cancellationReasons().at(1).item);
    QVERIFY(current);
    QCOMPARE(current->version, 2);

    QDynamoDBWriteTransaction wrong;
    threads.put(&wrong, Thread());
    AWAIT_ERROR(invalid, wrong.commit(&m_client), Code::InvalidParameterValue);
    QVERIFY(invalid.message().contains(u"the key has no value"_s));
}

void tst_QDynamoDBTable::qobjects()
{
    MADE_TABLE(Person, persons);
    Person ann;
    ann.pk = u"Ann"_s;
    AWAIT(stored, persons.put(ann));
    QCOMPARE(stored->version, 1);
    QCOMPARE(stored->thread(), QThread::currentThread());
    AWAIT(read, persons.get(u"Ann"_s));
    QVERIFY(read);
    QCOMPARE(read->pk, u"Ann"_s);
    AWAIT(again, persons.put(*read));
    QCOMPARE(again->version, 2);
    AWAIT(all, persons.scan());
    QCOMPARE(all.size(), 1);
    AWAIT(none, persons.get(u"Bob"_s));
    QVERIFY(!none);
}

void tst_QDynamoDBTable::batches()
{
    MADE_TABLE(Thread, threads);
    QList<Thread> written;
    QList<QDynamoDBTable<Thread>::Key> keys;
    for (int i = 0; i < 130; ++i) {
        written.append(makeThread(QString::number(i)));
        keys.append({ written.last().forum, written.last().subject });
    }
    AWAIT(summary, threads.batchPut(written));
    QCOMPARE(summary.writtenCount, 130);
    QVERIFY(summary.isComplete());
    keys.prepend({ u"nowhere"_s, u"nothing"_s });
    AWAIT(read, threads.batchGet(keys));
    QCOMPARE(read.size(), 131);
    QVERIFY(!read[0]);
    QVERIFY(read[130]);
    QCOMPARE(read[130]->subject, u"129"_s);
    QCOMPARE(read[130]->version, 1);
    AWAIT(removed, threads.batchRemove(written.mid(10)));
    QCOMPARE(removed.writtenCount, 120);
    AWAIT(left, threads.scan());
    QCOMPARE(left.size(), 10);

    const Made<Person> madeOther(&m_client);
    QVERIFY(madeOther.outcome);
    const QDynamoDBTable<Person> &persons = madeOther.table;
    const auto ann = std::make_shared<Person>();
    ann->pk = u"Ann"_s;
    AWAIT(one, persons.batchPut({ ann }));
    QCOMPARE(one.writtenCount, 1);
    AWAIT(found, persons.batchGet({ { u"Ann"_s }, { u"Bob"_s } }));
    QCOMPARE(found[0]->pk, u"Ann"_s);
    QVERIFY(!found[1]);
}

QTEST_GUILESS_MAIN(tst_QDynamoDBTable)
#include "tst_qdynamodbtable.moc"
