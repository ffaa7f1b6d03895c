// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "expressions/evaluation/keyencoding_p.h"
#include "localservertest/localservertest.h"
#include "store/local/localquery_p.h"
#include "store/memorydatabase_p.h"
#include "store/sqlite/sqlitedatabase_p.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbjson.h>

#include <QtCore/qrandom.h>
#include <QtCore/qtemporarydir.h>

#include <algorithm>
#include <functional>
#include <memory>

using namespace QDynamoDB;
using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;
using Type = QDynamoDBValue::Type;

namespace {

// What reading all pages of a query or scan gives.
struct Drained
{
    QList<QList<QDynamoDBItem>> pages;
    QList<int> counts; // and the numbers of items read, of each page
    Code code = Code::NoError;
    QString message;
};

[[nodiscard]] QByteArray sortable(const QDynamoDBItem &item)
{
    // The order of attributes and the notation of numbers differ.
    QByteArrayList attributes;
    for (const QDynamoDBItem::Attribute &attribute : item) {
        const QDynamoDBValue &value = attribute.value;
        attributes.append(
                attribute.name.toUtf8()
                + (value.isNumber() ? encodedKey(value) : QDynamoDBJson::fromValue(value).value()));
    }
    std::sort(attributes.begin(), attributes.end());
    return attributes.join(' ');
}

[[nodiscard]] QByteArrayList sorted(const Drained &drained)
{
    QByteArrayList all;
    for (const QList<QDynamoDBItem> &page : drained.pages) {
        for (const QDynamoDBItem &item : page)
            all.append(sortable(item));
    }
    std::sort(all.begin(), all.end());
    return all;
}

[[nodiscard]] int total(const Drained &drained)
{
    int sum = 0;
    for (const int count : drained.counts)
        sum += count;
    return sum;
}

// Reads all pages; page() returns the page for a request.
template<typename Request, typename Page>
[[nodiscard]] Drained drain(Request request, Page page)
{
    Drained drained;
    for (int i = 0; i < 1000; ++i) {
        const auto result = page(request);
        if (!result) {
            drained.code = result.error().code();
            drained.message = result.error().message();
            return drained;
        }
        drained.pages.append(result->items);
        drained.counts += { result->count, result->scannedCount };
        if (result->lastEvaluatedKey.isEmpty())
            return drained;
        request.exclusiveStartKey = result->lastEvaluatedKey;
    }
    drained.message = u"endless"_s;
    return drained;
}

[[nodiscard]] int caseCount()
{
    const int count = qEnvironmentVariableIntValue("QTDYNAMODB_EVALUATIONS");
    return count > 0 ? count : 150;
}

} // namespace

// Random queries and scans of a store have the results and pages that DynamoDB Local has.
class tst_Integration_LocalQuery : public LocalServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void queries_data() { addDatabases(); }
    void queries();
    void scans_data() { addDatabases(); }
    void scans();
    void segments();
    void pageSize();

private:
    static void addDatabases();
    [[nodiscard]] std::unique_ptr<StoreDatabase> open(const QTemporaryDir &folder);
    void fill(StoreDatabase &database);
    [[nodiscard]] QueryRequest randomQuery();
    template<typename Request>
    void addOptions(Request &request, bool isIndex);
    template<typename T>
    [[nodiscard]] const T &oneOf(const QList<T> &all)
    {
        return all[m_random.bounded(all.size())];
    }
    [[nodiscard]] bool chance(int percent) { return m_random.bounded(100) < percent; }

    QRandomGenerator m_random { 6 };
    std::unique_ptr<TestTable> m_created;
    StoredTable m_table;
    QList<StoredIndex> m_indexes;
    QList<QDynamoDBItem> m_items;
};

void tst_Integration_LocalQuery::initTestCase()
{
    LocalServerTest::initTestCase();
    CreateTableRequest create = TestTable::request(TestTable::Keys::PartitionAndSort);
    for (const auto &[name, type] : { std::pair { u"g"_s, ScalarAttributeType::S },
                                      { u"g2"_s, ScalarAttributeType::B },
                                      { u"h"_s, ScalarAttributeType::N },
                                      { u"h2"_s, ScalarAttributeType::S } })
        create.attributeDefinitions.append({ name, type });
    LocalSecondaryIndex &local = create.localSecondaryIndexes.emplaceBack();
    local.indexName = u"byH"_s;
    local.keySchema = { { u"pk"_s, KeyType::Hash }, { u"h"_s, KeyType::Range } };
    local.projection.emplace().projectionType = ProjectionType::KeysOnly;
    GlobalSecondaryIndex &global = create.globalSecondaryIndexes.emplaceBack();
    global.indexName = u"byG"_s;
    global.keySchema = { { u"g"_s, KeyType::Hash }, { u"sk"_s, KeyType::Range } };
    global.projection.emplace().projectionType = ProjectionType::All;
    GlobalSecondaryIndex &several = create.globalSecondaryIndexes.emplaceBack();
    several.indexName = u"bySeveral"_s;
    several.keySchema = { { u"g"_s, KeyType::Hash },
                          { u"g2"_s, KeyType::Hash },
                          { u"h"_s, KeyType::Range },
                          { u"h2"_s, KeyType::Range } };
    several.projection.emplace().projectionType = ProjectionType::Include;
    several.projection->nonKeyAttributes = { u"x"_s };
    m_created = std::make_unique<TestTable>(&m_client, create);
    QVERIFY2(!m_created->error().isError(), qPrintable(m_created->error().message()));
    QVERIFY(waitUntilActive(m_created->name()));

    m_table.name = m_created->name();
    m_table.partitionKey = u"pk"_s;
    m_table.sortKey = u"sk"_s;
    m_table.sortType = Type::Number;
    const StoredKey pk { u"pk"_s, Type::String };
    const StoredKey g { u"g"_s, Type::String };
    const StoredKey h { u"h"_s, Type::Number };
    m_indexes = {
        { u"byH"_s, { { pk }, { h } }, false, false, {} },
        { u"byG"_s, { { g }, { { u"sk"_s, Type::Number } } }, true, true, {} },
        { u"bySeveral"_s,
          { { g, { u"g2"_s, Type::Binary } }, { h, { u"h2"_s, Type::String } } },
          true,
          false,
          { u"x"_s } },
    };

    for (int i = 0; i < 150; ++i) {
        QDynamoDBItem item {
            { u"pk"_s, QString(QChar(u'a' + i % 3)) },
            { u"sk"_s,
              QDynamoDBNumber(
                      QString(QString::number(i - 75)
                              + oneOf(QStringList { u""_s, u".5"_s, u"E-9"_s, u"E+20"_s }))) },
            { u"x"_s, m_random.bounded(10) },
            { u"y"_s, QDynamoDBValue::stringSet({ QString::number(m_random.bounded(3)) }) },
        };
        if (chance(80))
            item.insert(u"g"_s, oneOf(QStringList { u"p"_s, u"q"_s }));
        if (chance(80))
            item.insert(u"g2"_s, oneOf(QByteArrayList { "\x01", "\xff" }));
        if (chance(80))
            item.insert(u"h"_s, m_random.bounded(6) - 3);
        if (chance(80))
            item.insert(u"h2"_s,
                        oneOf(QStringList { u"a"_s, u"ab"_s, u"\uff5e"_s, u"\U0001f600"_s }));
        m_items.append(item);
        AWAIT_DONE(m_client.putItem(m_table.name, item));
    }
}

void tst_Integration_LocalQuery::cleanupTestCase()
{
    m_created.reset();
    LocalServerTest::cleanupTestCase();
}

void tst_Integration_LocalQuery::addDatabases()
{
    QTest::addColumn<bool>("isFile");
    QTest::newRow("memory") << false;
    QTest::newRow("SQLite") << true;
}

std::unique_ptr<StoreDatabase> tst_Integration_LocalQuery::open(const QTemporaryDir &folder)
{
    QFETCH(const bool, isFile);
    std::unique_ptr<StoreDatabase> database;
    if (isFile) {
        database = std::make_unique<SqliteDatabase>(u"QSQLITE"_s, folder.filePath(u"store.db"_s),
                                                    SqliteDatabase::Access::ReadWrite);
    } else {
        database = std::make_unique<MemoryDatabase>(std::make_shared<MemoryContent>());
    }
    fill(*database);
    return database;
}

void tst_Integration_LocalQuery::fill(StoreDatabase &database)
{
    database.begin();
    m_table.id = database.insertTable(m_table);
    StoredTable other = m_table;
    other.name = u"Other"_s;
    other.id = database.insertTable(other);
    for (const QDynamoDBItem &item : std::as_const(m_items)) {
        for (const StoredTable &table : { m_table, other }) {
            StoredItem stored;
            stored.place = *placeOf(item, table);
            stored.base = stored.local = item;
            database.putItem(stored);
        }
    }
    StoredItem removed; // its removal is pending
    removed.place = { m_table.id, encodedKey(u"a"_s), encodedKey(1000) };
    removed.base = m_items.first();
    database.putItem(removed);
    database.commit();
}

template<typename Request>
void tst_Integration_LocalQuery::addOptions(Request &request, bool isIndex)
{
    if (chance(30))
        request.limit = m_random.bounded(20) + (chance(97) ? 1 : 0);
    if (chance(35)) {
        request.filterExpression = oneOf(
                QStringList { u"x < :five"_s, u"contains(y, :one)"_s, u"attribute_exists(h2)"_s,
                              u"NOT x = :five"_s, u"sk > :five"_s, u"g = :one"_s, u"x <"_s });
        for (const QString &name : { u":five"_s, u":one"_s }) {
            if (request.filterExpression.contains(name))
                request.expressionAttributeValues.insert(name,
                                                         name == u":five"_s
                                                                 ? QDynamoDBValue(5)
                                                                 : QDynamoDBValue(u"1"_s));
        }
    }
    const bool projects = chance(20);
    if (projects) {
        request.projectionExpression = oneOf(
                QStringList { u"pk, sk"_s, u"x"_s, u"y, h"_s, u"absent"_s, u"x, x"_s });
    }
    if (projects && chance(50))
        request.select = Select::SpecificAttributes;
    else if (!projects && chance(10))
        request.select = Select::Count;
    else if (chance(10)) {
        request.select = oneOf(QList<Select> { Select::Count, Select::AllAttributes,
                                               Select::SpecificAttributes,
                                               Select::AllProjectedAttributes });
    }
    if (chance(4)) { // mostly not valid for the request
        request.exclusiveStartKey = isIndex
                ? QDynamoDBItem { { u"pk"_s, u"a"_s }, { u"sk"_s, 1 } }
                : oneOf(QList<QDynamoDBItem> { { { u"pk"_s, u"a"_s }, { u"sk"_s, -20 } },
                                               { { u"pk"_s, u"a"_s }, { u"sk"_s, 0 } },
                                               { { u"pk"_s, u"b"_s } },
                                               { { u"pk"_s, u"b"_s }, { u"sk"_s, u"1"_s } } });
    }
}

QueryRequest tst_Integration_LocalQuery::randomQuery()
{
    QueryRequest request;
    request.tableName = m_table.name;
    int values = 0;
    const auto value = [&](const QString &key) {
        const QString name = u":v%1"_s.arg(values++);
        QDynamoDBValue operand;
        if (key == u"pk"_s || key == u"g"_s) {
            operand = oneOf(key == u"g"_s ? QStringList { u"p"_s, u"q"_s }
                                          : QStringList { u"a"_s, u"b"_s, u"none"_s });
        } else if (key == u"g2"_s) {
            operand = oneOf(QByteArrayList { "\x01", "\xff" });
        } else if (key == u"h2"_s) {
            operand = oneOf(QStringList { u"a"_s, u"ab"_s, u"\uff5e"_s, u"\U0001f600"_s });
        } else {
            operand = m_random.bounded(key == u"h"_s ? 6 : 150) - (key == u"h"_s ? 3 : 75);
        }
        if (chance(2))
            operand = oneOf(QDynamoDBValueList { 1, u""_s, true, u"x"_s });
        request.expressionAttributeValues.insert(name, operand);
        return name;
    };
    const StoredIndex *index = chance(60) ? &oneOf(m_indexes) : nullptr;
    if (index)
        request.indexName = index->name;
    const StoredKeys keys = index ? index->keys : StoredKeys::of(m_table);
    QStringList parts;
    for (const StoredKey &key : keys.partition) {
        if (!chance(2))
            parts.append(chance(90) ? key.name + u" = "_s + value(key.name)
                                    : value(key.name) + u" = "_s + key.name);
    }
    const qsizetype sorts = m_random.bounded(keys.sort.size() + 1);
    for (qsizetype i = 0; i < sorts; ++i) {
        const QString &name = keys.sort[i].name;
        if (i < sorts - 1 && chance(95)) {
            parts.append(name + u" = "_s + value(name));
            continue;
        }
        switch (m_random.bounded(8)) {
        case 0: {
            const QString lower = value(name);
            parts.append(name + u" BETWEEN "_s + lower + u" AND "_s + value(name));
            break;
        }
        case 1:
            if (keys.sort[i].type == Type::Number && chance(80)) {
                parts.append(name + u" > "_s + value(name));
                break;
            }
            parts.append(u"begins_with("_s + name + u", "_s + value(name) + u')');
            break;
        case 2:
            parts.append(value(name) + oneOf(QStringList { u" < "_s, u" >= "_s }) + name);
            break;
        default:
            parts.append(name + u' '
                         + oneOf(QStringList { u"="_s, u"<"_s, u"<="_s, u">"_s, u">="_s,
                                               chance(10) ? u"<>"_s : u">"_s })
                         + u' ' + value(name));
        }
    }
    std::shuffle(parts.begin(), parts.end(), m_random);
    request.keyConditionExpression = parts.join(chance(98) ? u" AND "_s : u" OR "_s);
    if (chance(30))
        request.scanIndexForward = chance(50);
    addOptions(request, index);
    return request;
}

void tst_Integration_LocalQuery::queries()
{
    const QTemporaryDir folder;
    const auto database = open(folder);
    int refused = 0;
    int found = 0;
    for (int i = 0; i < caseCount(); ++i) {
        const QueryRequest request = randomQuery();
        const Drained ours = drain(request, [&](const QueryRequest &page) {
            return localQuery(*database, m_table, m_indexes, page);
        });
        const Drained theirs = drain(request, [&](const QueryRequest &page) {
            return await(m_client.query(page));
        });
        const QByteArray text = QDebug::toString(request).toUtf8() + "\n  library: "
                + ours.message.toUtf8() + "\n  DynamoDB Local: " + theirs.message.toUtf8();
        refused += theirs.code == Code::NoError ? 0 : 1;
        found += total(theirs) > 0 ? 1 : 0;
        // The client itself refuses some requests, with other codes.
        QVERIFY2((ours.code == Code::NoError) == (theirs.code == Code::NoError), text.constData());
        if (ours.code != Code::NoError) {
            QCOMPARE(ours.code, Code::Validation);
        } else if (request.indexName.isEmpty()) {
            QVERIFY2(ours.pages == theirs.pages && ours.counts == theirs.counts, text.constData());
        } else {
            // Of items with equal index keys, DynamoDB Local has any order.
            QVERIFY2(sorted(ours) == sorted(theirs) && total(ours) == total(theirs)
                             && ours.pages.size() == theirs.pages.size(),
                     text.constData());
            for (qsizetype page = 0; page < ours.pages.size(); ++page) {
                QVERIFY2(ours.pages[page].size() == theirs.pages[page].size()
                                 || !request.filterExpression.isEmpty(),
                         text.constData());
                for (qsizetype k = 0; k + 1 < ours.pages[page].size(); ++k) {
                    const auto order = [&](const QDynamoDBItem &item) {
                        const auto &keys = std::find_if(m_indexes.begin(), m_indexes.end(),
                                                        [&](const StoredIndex &index) {
                                                            return index.name == request.indexName;
                                                        })
                                                   ->keys;
                        return encodedKeys(item, keys.sort).value_or(QByteArrayList());
                    };
                    if (order(ours.pages[page][k]) == order(ours.pages[page][k + 1]))
                        continue;
                    if (request.filterExpression.isEmpty()) {
                        QVERIFY2(order(ours.pages[page][k]) == order(theirs.pages[page][k]),
                                 text.constData());
                    }
                }
            }
        }
    }
    qInfo("%d queries, %d with items, %d refused", caseCount(), found, refused);
    QVERIFY(found > caseCount() / 3);
    QVERIFY(refused > caseCount() / 50);
}

void tst_Integration_LocalQuery::scans()
{
    const QTemporaryDir folder;
    const auto database = open(folder);
    int refused = 0;
    for (int i = 0; i < caseCount() / 5; ++i) {
        ScanRequest request;
        request.tableName = m_table.name;
        if (chance(50))
            request.indexName = oneOf(m_indexes).name;
        addOptions(request, !request.indexName.isEmpty());
        if (chance(50))
            request.exclusiveStartKey.clear();
        // A global index does not contain what it does not project; DynamoDB Local tests that too.
        if (request.indexName == u"bySeveral" && request.filterExpression.contains(u"(y"))
            continue;
        const bool startsAnywhere = !request.exclusiveStartKey.isNull();
        const Drained ours = drain(request, [&](const ScanRequest &page) {
            return localScan(*database, m_table, m_indexes, page);
        });
        const Drained theirs = drain(request, [&](const ScanRequest &page) {
            return await(m_client.scan(page));
        });
        const QByteArray text = QDebug::toString(request).toUtf8() + "\n  library: "
                + ours.message.toUtf8() + "\n  DynamoDB Local: " + theirs.message.toUtf8();
        refused += theirs.code == Code::NoError ? 0 : 1;
        QVERIFY2((ours.code == Code::NoError) == (theirs.code == Code::NoError), text.constData());
        // The order of partitions is not that of the service.
        if (ours.code == Code::NoError && !startsAnywhere) {
            QVERIFY2(sorted(ours) == sorted(theirs) && total(ours) == total(theirs)
                             && ours.pages.size() == theirs.pages.size(),
                     text.constData());
        }
    }
    qInfo("%d scans, %d refused", caseCount() / 5, refused);
}

// The segments of a scan contain each item once.
void tst_Integration_LocalQuery::segments()
{
    MemoryDatabase database(std::make_shared<MemoryContent>());
    fill(database);
    for (const QString &index : { QString(), u"byG"_s }) {
        QByteArrayList all;
        qsizetype largest = 0;
        ScanRequest request;
        request.tableName = m_table.name;
        request.indexName = index;
        const auto whole = localScan(database, m_table, m_indexes, request);
        for (int segment = 0; segment < 3; ++segment) {
            request.segment = segment;
            request.totalSegments = 3;
            const auto page = localScan(database, m_table, m_indexes, request);
            QVERIFY(page);
            largest = std::max(largest, page->items.size());
            for (const QDynamoDBItem &item : page->items)
                all.append(sortable(item));
        }
        QByteArrayList expected;
        for (const QDynamoDBItem &item : whole->items)
            expected.append(sortable(item));
        std::sort(all.begin(), all.end());
        std::sort(expected.begin(), expected.end());
        QCOMPARE(all, expected);
        QVERIFY(!index.isEmpty() || largest < all.size());
    }
}

// A page ends after items of 1 MB.
void tst_Integration_LocalQuery::pageSize()
{
    MemoryDatabase database(std::make_shared<MemoryContent>());
    StoredTable table = m_table;
    database.begin();
    table.id = database.insertTable(table);
    for (int i = 0; i < 25; ++i) {
        StoredItem stored;
        stored.base = { { u"pk"_s, u"a"_s }, { u"sk"_s, i }, { u"text"_s, QString(100'000, u'x') } };
        stored.local = stored.base;
        stored.place = *placeOf(stored.base, table);
        database.putItem(stored);
    }
    database.commit();
    QueryRequest request;
    request.tableName = table.name;
    request.keyConditionExpression = u"pk = :p"_s;
    request.expressionAttributeValues = { { u":p"_s, u"a"_s } };
    const Drained drained = drain(request, [&](const QueryRequest &page) {
        return localQuery(database, table, {}, page);
    });
    QCOMPARE(drained.counts, QList<int>({ 11, 11, 11, 11, 3, 3 }));
}

QTEST_MAIN(tst_Integration_LocalQuery)
#include "tst_integration_localquery.moc"
