// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "localservertest/localservertest.h"
#include "waiting/longtimeouts.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbmeasurement.h>
#include <QtDynamoDB/qdynamodbtable.h>

#include <QtCore/qdatetime.h>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;

struct Thread
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "forum")
    Q_CLASSINFO("DynamoDB.sortKey", "number")
    Q_CLASSINFO("DynamoDB.index.ByAuthor", "author, views")
    Q_CLASSINFO("DynamoDB.localIndex.ByViews", "views")
    Q_CLASSINFO("DynamoDB.version", "version")
    Q_CLASSINFO("DynamoDB.name.forum", "Forum Name")
    Q_PROPERTY(QString forum MEMBER forum)
    Q_PROPERTY(int number MEMBER number)
    Q_PROPERTY(QString author MEMBER author)
    Q_PROPERTY(int views MEMBER views)
    Q_PROPERTY(QString text MEMBER text)
    Q_PROPERTY(int version MEMBER version)

public:
    QString forum;
    int number = 0;
    QString author;
    int views = 0;
    QString text = u"default"_s;
    int version = 0;
};

class Note : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("DynamoDB.partitionKey", "id")
    Q_PROPERTY(QString id MEMBER id)
    Q_PROPERTY(QString title MEMBER title)
    Q_PROPERTY(QString text MEMBER text)

public:
    QString id;
    QString title;
    QString text;
};

template<typename T>
static CreateTableRequest tableOf()
{
    CreateTableRequest request = QDynamoDBMapper::of<T>().createTableRequest();
    request.tableName = LocalServerTest::uniqueName();
    return request;
}

// Objects are written as a whole only if they were read as a whole.
template<typename T, typename Argument, typename = void>
constexpr bool canPut = false;
template<typename T, typename Argument>
constexpr bool canPut<T, Argument,
                      std::void_t<decltype(std::declval<const QDynamoDBTable<T> &>().put(
                              std::declval<Argument>()))>> = true;
static_assert(canPut<Thread, Thread>);
static_assert(!canPut<Thread, QDynamoDBPartial<Thread>>);
static_assert(!canPut<Note, QDynamoDBPartial<Note>>);

// The options of the read functions of QDynamoDBTable, on a table of 20 threads: number n has
// 100 - n views; Ann is the author of the even ones.
class tst_TableReads : public LocalServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void query_data();
    void query();
    void scan_data();
    void scan();
    void pages();
    void goOnAfterLimit_data();
    void goOnAfterLimit();
    void consistentReads();
    void invalidOptions_data();
    void invalidOptions();
    void indexWithoutAllAttributes();
    void partialObject();
    void partialObjects();
    void partialQObject();
    void unknownAttribute();
    void callOptions();

private:
    std::optional<TestTable> m_table;
    std::optional<QDynamoDBTable<Thread>> m_threads;
};

void tst_TableReads::initTestCase()
{
    LocalServerTest::initTestCase();
    m_table.emplace(&m_client, tableOf<Thread>());
    QVERIFY2(!m_table->error().isError(), qPrintable(QDebug::toString(m_table->error())));
    m_threads.emplace(&m_client, m_table->name());
    QList<Thread> threads;
    for (int i = 0; i < 20; ++i) {
        Thread thread;
        thread.forum = u"Qt"_s;
        thread.number = i;
        thread.author = i % 2 == 0 ? u"Ann"_s : u"Ben"_s;
        thread.views = 100 - i;
        thread.text = u"text %1"_s.arg(i);
        threads.append(thread);
    }
    AWAIT_DONE(m_threads->batchPut(threads));
}

void tst_TableReads::cleanupTestCase()
{
    m_table.reset();
    LocalServerTest::cleanupTestCase();
}

static QList<int> numbers(const QList<Thread> &threads)
{
    QList<int> list;
    for (const Thread &thread : threads)
        list.append(thread.number);
    return list;
}

static QDynamoDBKeyCondition forum()
{
    return key(u"Forum Name"_s) == u"Qt"_s;
}

void tst_TableReads::query_data()
{
    QTest::addColumn<QDynamoDBKeyCondition>("condition");
    QTest::addColumn<QDynamoDBQueryOptions>("options");
    QTest::addColumn<QList<int>>("expected");

    const QDynamoDBKeyCondition byAnn = key(u"author"_s) == u"Ann"_s;
    const auto row = [](const char *name, const QDynamoDBKeyCondition &condition,
                        const QList<int> &expected, auto set) {
        QDynamoDBQueryOptions options;
        set(options);
        QTest::newRow(name) << condition << options << expected;
    };
    row("limit", forum(), { 0, 1, 2 }, [](auto &o) { o.limit = 3; });
    row("descending", forum(), { 19, 18, 17 }, [](auto &o) {
        o.limit = 3;
        o.descending = true;
    });
    row("limit over pages", forum(), { 0, 1, 2, 3, 4, 5, 6 }, [](auto &o) {
        o.limit = 7;
        o.pageSize = 2;
    });
    row("limit counts after the filter", forum(), { 1, 3, 5 }, [](auto &o) {
        o.limit = 3;
        o.filter = attribute(u"author"_s) == u"Ben"_s;
    });
    row("limit and filter over pages", forum(), { 1, 3, 5 }, [](auto &o) {
        o.limit = 3;
        o.pageSize = 3;
        o.filter = attribute(u"author"_s) == u"Ben"_s;
    });
    row("limit beyond the end", forum() && key(u"number"_s) > 16, { 17, 18, 19 },
        [](auto &o) { o.limit = 100; });
    row("index of the condition", byAnn, { 18, 16 }, [](auto &o) { o.limit = 2; });
    row("named index", byAnn && key(u"views"_s) > 97, { 2, 0 },
        [](auto &o) { o.indexName = u"ByAuthor"_s; });
    row("local index instead of the table", forum(), { 19, 18 }, [](auto &o) {
        o.indexName = u"ByViews"_s;
        o.limit = 2;
    });
    row("start key", forum(), { 6, 7 }, [](auto &o) {
        o.startKey = { { u"Forum Name"_s, u"Qt"_s }, { u"number"_s, 5 } };
        o.limit = 2;
    });
}

void tst_TableReads::query()
{
    QFETCH(const QDynamoDBKeyCondition, condition);
    QFETCH(const QDynamoDBQueryOptions, options);
    QFETCH(const QList<int>, expected);
    AWAIT(threads, m_threads->query(condition, options));
    QCOMPARE(numbers(threads), expected);
    QCOMPARE(threads.constFirst().text, u"text %1"_s.arg(expected.constFirst()));
}

void tst_TableReads::scan_data()
{
    QTest::addColumn<QDynamoDBScanOptions>("options");
    QTest::addColumn<int>("expected");

    const auto row = [](const char *name, int expected, auto set) {
        QDynamoDBScanOptions options;
        set(options);
        QTest::newRow(name) << options << expected;
    };
    row("all", 20, [](auto &) {});
    row("limit", 4, [](auto &o) { o.limit = 4; });
    row("filter", 10, [](auto &o) { o.filter = attribute(u"author"_s) == u"Ben"_s; });
    row("filter and limit", 6, [](auto &o) {
        o.filter = attribute(u"author"_s) == u"Ben"_s;
        o.limit = 6;
        o.pageSize = 4;
    });
    row("index", 20, [](auto &o) { o.indexName = u"ByAuthor"_s; });
    row("consistent", 20, [](auto &o) { o.consistentRead = true; });
}

void tst_TableReads::scan()
{
    QFETCH(const QDynamoDBScanOptions, options);
    QFETCH(const int, expected);
    AWAIT(threads, m_threads->scan(options));
    QCOMPARE(threads.size(), expected);
    QCOMPARE(threads.lastEvaluatedKey.isNull(), !options.limit);
}

void tst_TableReads::pages()
{
    QDynamoDBQueryOptions options;
    options.pageSize = 8;
    QList<qsizetype> sizes;
    QList<int> all;
    do {
        AWAIT(page, m_threads->page(forum(), options));
        sizes.append(page.objects.size());
        all += numbers(page.objects);
        options.startKey = page.lastEvaluatedKey;
    } while (!options.startKey.isNull());
    QCOMPARE(sizes, (QList<qsizetype> { 8, 8, 4 }));
    QCOMPARE(all.size(), 20);

    QDynamoDBScanOptions scanned;
    scanned.limit = 5; // of the page
    scanned.pageSize = 6;
    AWAIT(page, m_threads->page(scanned));
    QCOMPARE(page.objects.size(), 5);
    QVERIFY(!page.lastEvaluatedKey.isNull());
}

// The key with which a limited result ends is the start key of the rest.
void tst_TableReads::goOnAfterLimit_data()
{
    QTest::addColumn<QString>("index");
    QTest::addColumn<bool>("isFiltered");
    QTest::addColumn<int>("pageSize");
    for (const auto &index : { u""_s, u"ByAuthor"_s, u"ByViews"_s }) {
        for (const bool isFiltered : { false, true }) {
            for (const int pageSize : { 2, 5, 1000 }) {
                QTest::addRow("%s, %s, %d", qPrintable(index), isFiltered ? "filter" : "no filter",
                              pageSize)
                        << index << isFiltered << pageSize;
            }
        }
    }
}

void tst_TableReads::goOnAfterLimit()
{
    QFETCH(const QString, index);
    QFETCH(const bool, isFiltered);
    QFETCH(const int, pageSize);
    const QDynamoDBKeyCondition condition = index == u"ByAuthor" ? key(u"author"_s) == u"Ann"_s
                                                                 : forum();
    QDynamoDBQueryOptions options;
    options.indexName = index;
    if (isFiltered)
        options.filter = attribute(u"text"_s) != u"text 4"_s;
    AWAIT(expected, m_threads->query(condition, options));
    QVERIFY(expected.lastEvaluatedKey.isNull());

    options.limit = 3;
    options.pageSize = pageSize;
    QList<int> all;
    int rounds = 0;
    do {
        AWAIT(some, m_threads->query(condition, options));
        QVERIFY(some.size() <= 3);
        all += numbers(some);
        options.startKey = some.lastEvaluatedKey;
    } while (!options.startKey.isNull() && ++rounds < 20);
    QCOMPARE(all, numbers(expected));
}

void tst_TableReads::consistentReads()
{
    QDynamoDBGetOptions get;
    get.consistentRead = true;
    get.callOptions.returnConsumedCapacity = ReturnConsumedCapacity::Total;
    AWAIT(thread, m_threads->get({ u"Qt"_s, 3 }, get));
    QVERIFY(thread);
    QCOMPARE(thread->number, 3);
    AWAIT(none, m_threads->get({ u"Qt"_s, 300 }, get));
    QVERIFY(!none);
    // The service refuses consistent reads of global indexes.
    QDynamoDBQueryOptions query;
    query.consistentRead = true;
    AWAIT_DONE(m_threads->query(forum(), query));
    query.indexName = u"ByAuthor"_s;
    AWAIT_ERROR(global, m_threads->query(key(u"author"_s) == u"Ann"_s, query), Code::Validation);
}

void tst_TableReads::invalidOptions_data()
{
    QTest::addColumn<QDynamoDBQueryOptions>("options");
    QTest::addColumn<QString>("text");

    const auto row = [](const char *name, const char *text, auto set) {
        QDynamoDBQueryOptions options;
        set(options);
        QTest::newRow(name) << options << QString::fromLatin1(text);
    };
    row("limit", "The limit is 0; it must be 1 or more.", [](auto &o) { o.limit = 0; });
    row("page size", "The page size is -1; it must be 1 or more.", [](auto &o) { o.pageSize = -1; });
    row("index", "Thread has no index \"ByText\"", [](auto &o) { o.indexName = u"ByText"_s; });
}

void tst_TableReads::invalidOptions()
{
    QFETCH(const QDynamoDBQueryOptions, options);
    QFETCH(const QString, text);
    AWAIT_ERROR(error, m_threads->query(forum(), options), Code::InvalidParameterValue);
    QVERIFY2(error.message().contains(text), qPrintable(error.message()));
    AWAIT_ERROR(paged, m_threads->page(forum(), options), Code::InvalidParameterValue);
}

// Objects from an index that lacks attributes would have defaults in their place.
void tst_TableReads::indexWithoutAllAttributes()
{
    CreateTableRequest request = tableOf<Thread>();
    request.globalSecondaryIndexes[0].projection->projectionType = ProjectionType::KeysOnly;
    TEST_TABLE(table, request);
    const QDynamoDBTable<Thread> threads(&m_client, table.name());
    Thread thread;
    thread.forum = u"Qt"_s;
    thread.author = u"Ann"_s;
    thread.text = u"stored"_s;
    AWAIT_DONE(threads.put(thread));
    const auto condition = key(u"author"_s) == u"Ann"_s;
    AWAIT_ERROR(error, threads.query(condition), Code::Validation);
    AWAIT(partial, threads.queryPartial(condition, { u"views"_s }));
    QCOMPARE(partial.size(), 1);
    QVERIFY(!partial[0].has(u"text"_s));
    // Nothing is known about the version, so the update would not detect other changes.
    Thread edited = partial[0].incompleteObject();
    edited.views = 5;
    AWAIT_ERROR(version, threads.update(edited, partial[0]), Code::InvalidParameterValue);
    QVERIFY2(version.message().contains(u"without its version"), qPrintable(version.message()));
}

void tst_TableReads::partialObject()
{
    Thread thread;
    thread.forum = u"Partial"_s;
    thread.author = u"Ann"_s;
    thread.text = u"kept"_s;
    AWAIT_DONE(m_threads->put(thread));
    AWAIT(partial, m_threads->getPartial({ u"Partial"_s, 0 }, { u"views"_s, u"views"_s }));
    QVERIFY(partial);
    QCOMPARE((*partial)->text, u"default"_s);
    QVERIFY(!partial->has(u"text"_s));
    QVERIFY(partial->has(u"views"_s));
    // The key and the version are always read.
    QStringList names = partial->attributes();
    names.sort();
    QCOMPARE(names, (QStringList { u"Forum Name"_s, u"number"_s, u"version"_s, u"views"_s }));

    Thread edited = partial->incompleteObject();
    edited.views = 77;
    AWAIT(updated, m_threads->update(edited, *partial));
    QCOMPARE(updated.views, 77);
    QCOMPARE(updated.text, u"kept"_s);
    QCOMPARE(updated.author, u"Ann"_s);
    QCOMPARE(updated.version, 2);
    // The version of the partial object is checked.
    edited.views = 78;
    AWAIT_ERROR(late, m_threads->update(edited, *partial), Code::ConditionalCheckFailed);
    AWAIT(none, m_threads->getPartial({ u"Partial"_s, 1 }, { u"views"_s }));
    QVERIFY(!none);
    AWAIT_DONE(m_threads->remove(updated));
}

void tst_TableReads::partialObjects()
{
    QDynamoDBQueryOptions options;
    options.filter = attribute(u"author"_s) == u"Ben"_s;
    options.limit = 3;
    AWAIT(partial, m_threads->queryPartial(forum(), { u"text"_s }, options));
    QCOMPARE(partial.size(), 3);
    QCOMPARE(partial[2]->text, u"text 5"_s);
    QCOMPARE(partial[2]->number, 5);
    QVERIFY(partial[2]->author.isNull());
    options.startKey = partial.lastEvaluatedKey;
    AWAIT(next, m_threads->queryPartial(forum(), { u"text"_s }, options));
    QCOMPARE(next[0]->number, 7);
    AWAIT(scanned, m_threads->scanPartial({}));
    QCOMPARE(scanned.size(), 20);
    QCOMPARE(scanned[0].attributes().size(), 3);
}

// A QObject is not copied: the original is the item as it was read.
void tst_TableReads::partialQObject()
{
    TEST_TABLE(table, tableOf<Note>());
    const QDynamoDBTable<Note> notes(&m_client, table.name());
    Note note;
    note.id = u"n"_s;
    note.title = u"Title"_s;
    note.text = u"Text"_s;
    AWAIT_DONE(notes.put(note));
    AWAIT(partial, notes.getPartial({ u"n"_s }, { u"title"_s }));
    QCOMPARE((*partial)->thread(), QThread::currentThread());
    const std::shared_ptr<Note> edited = partial->incompleteObject();
    edited->title = u"New"_s;
    AWAIT(updated, notes.update(*edited, *partial));
    QCOMPARE(updated->title, u"New"_s);
    QCOMPARE(updated->text, u"Text"_s);
}

void tst_TableReads::unknownAttribute()
{
    AWAIT_ERROR(error, m_threads->queryPartial(forum(), { u"forum"_s }),
                Code::InvalidParameterValue);
    QCOMPARE(error.message(), u"Thread has no attribute \"forum\"."_s);
    AWAIT_ERROR(get, m_threads->getPartial({ u"Qt"_s, 1 }, { u"x"_s }), Code::InvalidParameterValue);
}

void tst_TableReads::callOptions()
{
    QStringList ids;
    connect(&m_client, &QDynamoDBClient::measured, this,
            [&](const QDynamoDBMeasurement &measurement) { ids.append(measurement.correlationId); });
    QDynamoDBCallOptions options;
    options.correlationId = u"mine"_s;
    AWAIT_DONE(m_threads->get({ u"Qt"_s, 1 }, { true, options }));
    QDynamoDBQueryOptions query;
    query.pageSize = 10;
    query.callOptions = options;
    AWAIT_DONE(m_threads->query(forum(), query));
    QDynamoDBScanOptions scan;
    scan.callOptions = options;
    AWAIT_DONE(m_threads->scan(scan));
    Thread thread;
    thread.forum = u"Options"_s;
    AWAIT(inserted, m_threads->insert(thread, options));
    AWAIT(put, m_threads->put(inserted, {}, options));
    AWAIT(updated, m_threads->update(put, QDynamoDBCondition(), options));
    AWAIT_DONE(m_threads->remove(updated, {}, options));
    disconnect(&m_client, &QDynamoDBClient::measured, this, nullptr);
    // Two pages and an empty one, as the last page of DynamoDB Local is full.
    QCOMPARE(ids.size(), 9);
    QCOMPARE(ids.count(u"mine"_s), ids.size());
}

QTEST_GUILESS_MAIN(tst_TableReads)
#include "tst_tablereads.moc"
