// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "store/memorydatabase_p.h"
#include "store/sqlite/sqlitedatabase_p.h"

#include <QtDynamoDB/qdynamodbconflict.h>
#include <QtDynamoDB/qdynamodbmirror.h>
#include <QtDynamoDB/qdynamodbstoredwrite.h>

#include <QtCore/qdir.h>
#include <QtCore/qfile.h>
#include <QtCore/qtemporarydir.h>
#include <QtSql/qsqlquery.h>
#include <QtTest/qtest.h>

using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;

// Values as tests/repository/publicheaders describes them.
template<typename T>
constexpr bool isStoreValue = std::is_copy_assignable_v<T> &&std::is_nothrow_move_constructible_v<T>
        &&std::is_nothrow_move_assignable_v<T> &&std::is_nothrow_swappable_v<T>;
static_assert(isStoreValue<QDynamoDBMirror>);
static_assert(isStoreValue<QDynamoDBStoredWrite>);
static_assert(isStoreValue<QDynamoDBConflict>);

namespace {

const QString driver = u"QSQLITE"_s;

StoredItem makeItem(qint64 table, const QByteArray &partition, const QByteArray &sort, int value)
{
    StoredItem item;
    item.place = { table, partition, sort };
    item.base = { { u"Value"_s, value } };
    item.local = item.base;
    return item;
}

StoredWrite makeWrite(qint64 sequence, const QString &identity, const QList<ItemPlace> &items)
{
    StoredWrite write;
    write.sequence = sequence;
    write.identity = identity;
    write.items = items;
    write.body = QByteArray::number(sequence);
    return write;
}

StoredTable makeTable(const QString &identity, const QString &name)
{
    StoredTable table;
    table.identity = identity;
    table.name = name;
    table.partitionKey = u"pk"_s;
    table.sortKey = u"sk"_s;
    table.sortType = QDynamoDBValue::Type::Number;
    return table;
}

QList<qint64> sequences(const QList<StoredWrite> &writes)
{
    QList<qint64> found;
    for (const StoredWrite &write : writes)
        found.append(write.sequence);
    return found;
}

QList<QByteArray> sorts(StoreReader &reader, const ItemRange &range, int limit = 100)
{
    QList<QByteArray> found;
    reader.visitRange(range, [&](StoredItem &&item) {
        found.append(item.place.sort);
        return found.size() < limit;
    });
    return found;
}

QDynamoDBError openError(const QString &fileName)
{
    try {
        static_cast<void>(openStoreFile(driver, fileName));
    } catch (const StoreFailure &failure) {
        return failure.error;
    }
    return {};
}

} // namespace

// Both implementations of the store's database, and the file of the SQLite one.
class tst_StoreDatabase : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup()
    {
        m_opened = {};
        m_database.reset();
    }

    void items_data() { kinds(); }
    void items();
    void ranges_data() { kinds(); }
    void ranges();
    void queue_data() { kinds(); }
    void queue();
    void tablesAndMirrors_data() { kinds(); }
    void tablesAndMirrors();
    void rollback_data() { kinds(); }
    void rollback();
    void clear_data() { kinds(); }
    void clear();

    void isPrivateToItsOwner();
    void isLocked();
    void refusesNewerSchemas();
    void refusesMissingDrivers();
    void setsDamagedFilesAside();
    void savesTheQueueOfDamagedFiles();
    void readersDoNotWait();

private:
    void kinds();
    void open();
    [[nodiscard]] StoreDatabase &database()
    {
        return m_opened.database ? *m_opened.database : *m_database;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_fileName;
    std::shared_ptr<MemoryContent> m_content;
    std::unique_ptr<StoreDatabase> m_database;
    OpenedFile m_opened;
};

void tst_StoreDatabase::kinds()
{
    QTest::addColumn<bool>("onDisk");
    QTest::newRow("memory") << false;
    QTest::newRow("sqlite") << true;
}

void tst_StoreDatabase::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_fileName = m_folder->filePath(u"store.db"_s);
    m_content = std::make_shared<MemoryContent>();
}

// Opens the database, or closes it and opens it again.
void tst_StoreDatabase::open()
{
    QFETCH(const bool, onDisk);
    m_opened = {};
    m_database.reset();
    if (onDisk)
        m_opened = openStoreFile(driver, m_fileName);
    else
        m_database = std::make_unique<MemoryDatabase>(m_content);
}

void tst_StoreDatabase::items()
{
    open();
    StoredItem item = makeItem(1, "a", "", 1);
    item.local = { { u"Value"_s, 2 }, { u"Bytes"_s, QByteArray("\0\xff", 2) } };
    item.state = SyncState::Sending;
    item.asOf = 1234567890123;
    item.event = 7;
    item.isStale = true;
    StoredItem removed = makeItem(1, "b", "", 1);
    removed.local = {};
    StoredItem created = makeItem(1, "c", "", 1);
    created.base = {};

    database().begin();
    database().putItem(makeItem(1, "a", "", 9)); // replaced below
    for (const StoredItem &each : { item, removed, created, makeItem(2, "a", "", 3) })
        database().putItem(each);
    database().commit();
    open();

    const std::optional<StoredItem> read = database().item({ 1, "a", "" });
    QVERIFY(read);
    QCOMPARE(read->base, item.base);
    QCOMPARE(read->local, item.local);
    QCOMPARE(read->state, SyncState::Sending);
    QCOMPARE(read->asOf, item.asOf);
    QCOMPARE(read->event, 7);
    QVERIFY(read->isStale);
    QVERIFY(database().item(removed.place)->local.isNull());
    QVERIFY(!database().item(removed.place)->base.isNull());
    QVERIFY(database().item(created.place)->base.isNull());
    QVERIFY(!database().item(created.place)->local.isNull());
    QCOMPARE(database().item({ 2, "a", "" })->local, makeItem(2, "a", "", 3).base);
    QVERIFY(!database().item({ 3, "a", "" }));

    database().begin();
    database().removeItem(item.place);
    database().commit();
    QVERIFY(!database().item(item.place));
    QVERIFY(database().item({ 2, "a", "" }));
}

void tst_StoreDatabase::ranges()
{
    open();
    database().begin();
    for (const char *sort : { "", "a", QByteArrayLiteral("a\0").constData(), "b", "\xc3\xa4", "c" })
        database().putItem(makeItem(1, "p", sort, 0));
    database().putItem(makeItem(1, "p", QByteArray("a\0", 2), 0));
    database().putItem(makeItem(1, "o", "z", 0));
    database().putItem(makeItem(1, "q", "0", 0));
    database().putItem(makeItem(2, "p", "b", 0));
    database().commit();

    const QList<QByteArray> all { "", "a", QByteArray("a\0", 2), "b", "c", "\xc3\xa4" };
    ItemRange range { .table = 1, .partition = "p", .lower = {}, .upper = {} };
    QCOMPARE(sorts(database(), range), all);
    QCOMPARE(sorts(database(), range, 2), all.first(2));
    range.isDescending = true;
    QCOMPARE(sorts(database(), range, 2), (QList<QByteArray> { "\xc3\xa4", "c" }));
    range.isDescending = false;
    range.lower = "a";
    range.upper = "c";
    QCOMPARE(sorts(database(), range), all.sliced(1, 4));
    range.includesLower = false;
    QCOMPARE(sorts(database(), range), all.sliced(2, 3));
    range.includesUpper = false;
    QCOMPARE(sorts(database(), range), all.sliced(2, 2));

    QList<ItemPlace> places;
    const auto visit = [&places](StoredItem &&item) {
        places.append(item.place);
        return true;
    };
    database().visitTable({ 1, {}, {} }, visit);
    QCOMPARE(places.size(), 8);
    QVERIFY(std::is_sorted(places.cbegin(), places.cend()));
    places.clear();
    database().visitTable({ 1, "p", "c" }, visit);
    QCOMPARE(places.size(), 2);
    QCOMPARE(places.first().sort, "\xc3\xa4");
    QCOMPARE(places.last().partition, "q");
}

void tst_StoreDatabase::queue()
{
    open();
    const ItemPlace a { 1, "a", "" };
    const ItemPlace b { 1, "b", "1" };
    database().begin();
    database().insertWrite(makeWrite(1, u"me"_s, { b, a }));
    StoredWrite blocked = makeWrite(2, u"me"_s, { a });
    blocked.blockers = 1;
    database().insertWrite(blocked);
    database().insertWrite(makeWrite(3, u"you"_s, { a }));
    StoredWrite conflict = makeWrite(4, u"me"_s, { b });
    conflict.state = SyncState::Conflict;
    database().insertWrite(conflict);
    database().insertWrite(makeWrite(5, u"me"_s, {}));
    database().commit();
    open();

    QCOMPARE(sequences(database().readyWrites(u"me"_s, 0, 10)), (QList<qint64> { 1, 5 }));
    QCOMPARE(sequences(database().readyWrites(u"me"_s, 0, 1)), (QList<qint64> { 1 }));
    QCOMPARE(sequences(database().readyWrites(u"me"_s, 1, 10)), (QList<qint64> { 5 }));
    QCOMPARE(sequences(database().writes(u"me"_s, 1, 2)), (QList<qint64> { 2, 4 }));
    QCOMPARE(database().writesOf(a, 0, 9), (QList<qint64> { 1, 2, 3 }));
    QCOMPARE(database().writesOf(b, 0, 9), (QList<qint64> { 1 }));
    QCOMPARE(database().writesOf(a, 1, 1), (QList<qint64> { 2 }));
    QVERIFY(database().hasConflict(b));
    QVERIFY(!database().hasConflict(a));
    QCOMPARE(database().countWrites(u"me"_s, SyncState::Pending), 3);
    QCOMPARE(database().countWrites(u"me"_s, SyncState::Conflict), 1);
    QCOMPARE(database().write(1)->items, (QList<ItemPlace> { b, a }));
    QCOMPARE(database().write(1)->body, "1");

    blocked.blockers = 0;
    blocked.state = SyncState::Sending;
    blocked.body = "changed";
    database().begin();
    database().updateWrite(blocked);
    database().removeWrite(1);
    database().commit();
    QCOMPARE(sequences(database().readyWrites(u"me"_s, 0, 10)), (QList<qint64> { 2, 5 }));
    QCOMPARE(database().write(2)->body, "changed");
    QCOMPARE(database().write(2)->items, (QList<ItemPlace> { a }));
    QCOMPARE(database().writesOf(b, 0, 9), QList<qint64>());
    QVERIFY(!database().write(1));
}

void tst_StoreDatabase::tablesAndMirrors()
{
    open();
    database().begin();
    StoredTable table = makeTable(u"me"_s, u"Note"_s);
    table.id = database().insertTable(table);
    StoredMirror mirror;
    mirror.table = table.id;
    mirror.partition = "p";
    mirror.lower = "";
    mirror.progress = "checkpoint";
    mirror.id = database().insertMirror(mirror);
    table.tableId = u"id"_s;
    database().updateTable(table);
    mirror.isComplete = true;
    mirror.lastSynced = 99;
    database().updateMirror(mirror);
    database().setSetting(u"device"_s, "d1");
    database().setSetting(u"device"_s, "d2");
    database().commit();
    open();

    QCOMPARE(database().setting(u"device"_s), "d2");
    QVERIFY(database().setting(u"other"_s).isNull());
    QCOMPARE(database().tables().size(), 1);
    const StoredTable read = database().tables().constFirst();
    QCOMPARE(read.id, table.id);
    QCOMPARE(read.name, u"Note"_s);
    QCOMPARE(read.sortKey, u"sk"_s);
    QCOMPARE(read.sortType, QDynamoDBValue::Type::Number);
    QCOMPARE(read.tableId, u"id"_s);
    QCOMPARE(database().mirrors().size(), 1);
    const StoredMirror readMirror = database().mirrors().constFirst();
    QCOMPARE(readMirror.partition.value_or("none"), "p");
    QVERIFY(readMirror.lower);
    QVERIFY(!readMirror.upper);
    QVERIFY(readMirror.isComplete);
    QCOMPARE(readMirror.lastSynced, 99);
    QCOMPARE(readMirror.progress, "checkpoint");
}

void tst_StoreDatabase::rollback()
{
    open();
    database().begin();
    database().putItem(makeItem(1, "a", "", 1));
    database().commit();
    database().begin();
    database().putItem(makeItem(1, "a", "", 2));
    database().insertWrite(makeWrite(1, u"me"_s, { { 1, "a", "" } }));
    QCOMPARE(database().item({ 1, "a", "" })->base.value(u"Value").toInteger(), 2);
    database().rollback();
    QCOMPARE(database().item({ 1, "a", "" })->base.value(u"Value").toInteger(), 1);
    QVERIFY(!database().write(1));
    open();
    QCOMPARE(database().item({ 1, "a", "" })->base.value(u"Value").toInteger(), 1);
}

void tst_StoreDatabase::clear()
{
    open();
    database().begin();
    const qint64 mine = database().insertTable(makeTable(u"me"_s, u"Note"_s));
    const qint64 yours = database().insertTable(makeTable(u"you"_s, u"Note"_s));
    QVERIFY(mine != yours);
    for (const qint64 table : { mine, yours }) {
        database().putItem(makeItem(table, "a", "", 1));
        StoredMirror mirror;
        mirror.table = table;
        database().insertMirror(mirror);
    }
    database().insertWrite(makeWrite(1, u"me"_s, { { mine, "a", "" } }));
    database().insertWrite(makeWrite(2, u"you"_s, { { yours, "a", "" } }));
    database().clear(u"me"_s);
    database().commit();
    QCOMPARE(database().tables().size(), 1);
    QCOMPARE(database().mirrors().size(), 1);
    QVERIFY(!database().item({ mine, "a", "" }));
    QVERIFY(database().item({ yours, "a", "" }));
    QVERIFY(!database().write(1));
    QVERIFY(database().write(2));
    QCOMPARE(database().writesOf({ mine, "a", "" }, 0, 9), QList<qint64>());
}

void tst_StoreDatabase::isPrivateToItsOwner()
{
#ifdef Q_OS_WIN
    QSKIP("Files have no POSIX permissions");
#endif
    const OpenedFile opened = openStoreFile(driver, m_fileName);
    opened.database->begin();
    opened.database->setSetting(u"a"_s, "b");
    opened.database->commit();
    const QFileDevice::Permissions others = QFileDevice::ReadGroup | QFileDevice::WriteGroup
            | QFileDevice::ReadOther | QFileDevice::WriteOther;
    const QFileInfoList files = QDir(m_folder->path()).entryInfoList(QDir::Files);
    QCOMPARE(files.size(), 4); // database, WAL, shared memory, lock
    for (const QFileInfo &file : files)
        QVERIFY2(!(file.permissions() & others), qPrintable(file.fileName()));
}

void tst_StoreDatabase::isLocked()
{
    {
        const OpenedFile opened = openStoreFile(driver, m_fileName);
        QCOMPARE(openError(m_fileName).code(), Code::StoreUnavailable);
        QVERIFY(openError(m_fileName).message().contains(m_fileName));
    }
    QVERIFY(!openError(m_fileName).isError());
}

void tst_StoreDatabase::refusesNewerSchemas()
{
    static_cast<void>(openStoreFile(driver, m_fileName));
    {
        QSqlDatabase file = QSqlDatabase::addDatabase(driver, u"newer"_s);
        file.setDatabaseName(m_fileName);
        QVERIFY(file.open());
        QSqlQuery query(file);
        QVERIFY(query.exec(u"PRAGMA user_version = 99"_s));
    }
    QSqlDatabase::removeDatabase(u"newer"_s);
    const QDynamoDBError error = openError(m_fileName);
    QCOMPARE(error.code(), Code::StoreUnavailable);
    QVERIFY2(error.message().contains("99"_L1), qPrintable(error.message()));
    QVERIFY(QFile::exists(m_fileName)); // not set aside
    QCOMPARE(QDir(m_folder->path()).entryList({ u"*damaged*"_s }).size(), 0);
}

void tst_StoreDatabase::refusesMissingDrivers()
{
    QTest::ignoreMessage(QtWarningMsg,
                         QRegularExpression(u"QSqlDatabase: NONE driver not loaded"_s));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"available drivers"_s));
    try {
        static_cast<void>(openStoreFile(u"NONE"_s, m_fileName));
        QFAIL("opened");
    } catch (const StoreFailure &failure) {
        QCOMPARE(failure.error.code(), Code::StoreUnavailable);
        QVERIFY(failure.error.message().contains("NONE"_L1));
    }
}

// The queue can be read, the mirrored items can't. The damage is found when an item is read.
void tst_StoreDatabase::savesTheQueueOfDamagedFiles()
{
    constexpr int count = 300;
    {
        const OpenedFile opened = openStoreFile(driver, m_fileName);
        opened.database->begin();
        const qint64 table = opened.database->insertTable(makeTable(u"me"_s, u"Note"_s));
        for (int i = 1; i <= 20; ++i)
            opened.database->insertWrite(makeWrite(i, u"me"_s, { { table, "a", "" } }));
        opened.database->commit();
        opened.database->begin();
        for (int i = 0; i < count; ++i) {
            StoredItem item = makeItem(table, QByteArray::number(i), "", i);
            item.base.insert(u"Text"_s, QString(900, u'x'));
            item.local = item.base;
            opened.database->putItem(item);
        }
        opened.database->commit();
    }
    QFile file(m_fileName);
    QVERIFY(file.open(QIODevice::ReadWrite));
    const qint64 size = file.size();
    QVERIFY(file.seek(size / 2 / 4096 * 4096));
    file.write(QByteArray(int(size / 4), '\xa5'));
    file.close();
    bool isDamaged = false;
    {
        const OpenedFile opened = openStoreFile(driver, m_fileName);
        QVERIFY(opened.setAside.isEmpty());
        try {
            opened.database->visitTable({ 1, {}, {} }, [](StoredItem &&) { return true; });
        } catch (const StoreFailure &failure) {
            isDamaged = SqliteConnection::isDamage(failure);
        }
    }
    QVERIFY(isDamaged);

    const OpenedFile opened = openStoreFile(driver, m_fileName);
    QVERIFY(QFile::exists(opened.setAside));
    QCOMPARE(opened.savedWrites, 20);
    QCOMPARE(opened.database->writes(u"me"_s, 0, 100).size(), 20);
    QCOMPARE(opened.database->write(20)->items.first().table,
             opened.database->tables().constFirst().id);
    QVERIFY(!opened.database->setting(u"counters"_s).isNull());
}

void tst_StoreDatabase::setsDamagedFilesAside()
{
    {
        const OpenedFile opened = openStoreFile(driver, m_fileName);
        opened.database->begin();
        const qint64 table = opened.database->insertTable(makeTable(u"me"_s, u"Note"_s));
        opened.database->insertWrite(makeWrite(7, u"me"_s, { { table, "a", "" } }));
        opened.database->commit();
    }
    QFile file(m_fileName);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.resize(2000)); // cuts a page
    QVERIFY(file.seek(0));
    file.write("This is no database.");
    file.close();

    const OpenedFile opened = openStoreFile(driver, m_fileName);
    QVERIFY(QFile::exists(opened.setAside));
    QCOMPARE(opened.savedWrites, 0);
    QVERIFY(opened.database->tables().isEmpty());
    opened.database->begin();
    opened.database->insertWrite(makeWrite(1, u"me"_s, {}));
    opened.database->commit();
}

void tst_StoreDatabase::readersDoNotWait()
{
    const OpenedFile opened = openStoreFile(driver, m_fileName);
    SqliteDatabase reader(driver, m_fileName, SqliteDatabase::Access::ReadOnly);
    opened.database->begin();
    opened.database->putItem(makeItem(1, "a", "", 1));
    opened.database->commit();
    opened.database->begin();
    opened.database->putItem(makeItem(1, "a", "", 2));
    QCOMPARE(reader.item({ 1, "a", "" })->base.value(u"Value").toInteger(), 1);
    opened.database->commit();
    QCOMPARE(reader.item({ 1, "a", "" })->base.value(u"Value").toInteger(), 2);
    bool hasFailed = false;
    try {
        reader.setSetting(u"a"_s, "b");
    } catch (const StoreFailure &) {
        hasFailed = true;
    }
    QVERIFY(hasFailed);
}

QTEST_GUILESS_MAIN(tst_StoreDatabase)

#include "tst_storedatabase.moc"
