// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "localservertest/localservertest.h"
#include "waiting/longtimeouts.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbstore.h>
#include <QtDynamoDB/qdynamodbtransaction.h>

#include <QtCore/qfile.h>
#include <QtCore/qprocess.h>
#include <QtCore/qregularexpression.h>
#include <QtCore/qtemporarydir.h>
#include <QtTest/qsignalspy.h>

using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;
using QDynamoDB::attribute;
using Store = QDynamoDBStore;

namespace {

// A client whose network can be cut.
class SwitchedClient : public QDynamoDBClient
{
public:
    explicit SwitchedClient(QUrl endpoint)
        : m_endpoint(std::move(endpoint))
    {
    }
    void cut() { setEndpoint(QUrl(u"http://127.0.0.1:1"_s)); } // no server listens there
    void connectAgain() { setEndpoint(m_endpoint); }

private:
    const QUrl m_endpoint;
};

QDynamoDBItem note(const QString &id, const QString &text)
{
    return { { u"pk"_s, id }, { u"text"_s, text } };
}

} // namespace

// A store over DynamoDB Local.
class tst_Integration_Store : public LocalServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void init();
    void cleanup();

    void worksOffline();
    void keepsWritesOverRestarts();
    void readsMirrors();
    void countsOnce();
    void conflicts_data();
    void conflicts();
    void writesTransactions();
    void waitsForTheIdentity();
    void clears();
    void survivesSigkill();
    void guide();
    void guideIsCompiled();

private:
    [[nodiscard]] std::unique_ptr<Store> open();
    [[nodiscard]] QDynamoDBItem stored(const QString &id);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SwitchedClient> m_switched;
    std::unique_ptr<TestTable> m_table;
    QString m_ledger;
};

void tst_Integration_Store::initTestCase()
{
    LocalServerTest::initTestCase();
    m_ledger = uniqueName();
}

void tst_Integration_Store::cleanupTestCase()
{
    AWAIT_DONE(m_client.deleteTable(m_ledger));
    LocalServerTest::cleanupTestCase();
}

void tst_Integration_Store::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_switched = std::make_unique<SwitchedClient>(m_client.endpoint());
    configure(m_switched.get());
    m_table = std::make_unique<TestTable>(&m_client);
    QVERIFY(!m_table->error().isError());
}

void tst_Integration_Store::cleanup()
{
    m_table.reset();
    m_switched.reset();
}

// A store with a mirror of the whole table, whose keys it need not look up.
std::unique_ptr<Store> tst_Integration_Store::open()
{
    auto store = std::make_unique<Store>(m_switched.get(), m_folder->filePath(u"notes.db"_s));
    store->setIdentity(u"me"_s);
    store->setLedgerTable(m_ledger);
    QDynamoDBMirror mirror;
    mirror.tableName = m_table->name();
    mirror.partitionKeyName = u"pk"_s;
    static_cast<void>(store->addMirror(mirror));
    return store;
}

QDynamoDBItem tst_Integration_Store::stored(const QString &id)
{
    QDynamoDB::GetItemRequest request;
    request.tableName = m_table->name();
    request.key = { { u"pk"_s, id } };
    request.consistentRead = true;
    const auto result = await(m_client.getItem(request));
    return result ? result->item : QDynamoDBItem();
}

void tst_Integration_Store::worksOffline()
{
    m_switched->cut();
    const std::unique_ptr<Store> store = open();
    const QString name = m_table->name();
    const QDynamoDBStoredWrite write = store->put(name, note(u"a"_s, u"offline"_s));
    AWAIT_DONE(write.accepted());
    QVERIFY(write.sequence() > 0);
    AWAIT(item, store->get(name, { { u"pk"_s, u"a"_s } }));
    QCOMPARE(item, note(u"a"_s, u"offline"_s));
    QDynamoDB::ScanRequest scan;
    scan.tableName = name;
    AWAIT(page, store->scan(scan));
    QCOMPARE(page.items, QList<QDynamoDBItem> { note(u"a"_s, u"offline"_s) });
    QTRY_VERIFY(!store->isOnline());
    QCOMPARE(store->pendingWrites(), 1);
    QVERIFY(!write.sent().isFinished());
    QVERIFY(stored(u"a"_s).isNull());

    m_switched->connectAgain();
    store->resume();
    AWAIT_DONE(write.sent());
    QCOMPARE(stored(u"a"_s), note(u"a"_s, u"offline"_s));
    QTRY_VERIFY(store->isOnline());
    QTRY_COMPARE(store->pendingWrites(), 0);
    AWAIT_ERROR(error, store->get(u"Other"_s, { { u"pk"_s, u"a"_s } }), Code::NotMirrored);
    Q_UNUSED(error)
}

void tst_Integration_Store::keepsWritesOverRestarts()
{
    const QString name = m_table->name();
    m_switched->cut();
    {
        const std::unique_ptr<Store> store = open();
        AWAIT_DONE(store->put(name, note(u"a"_s, u"kept"_s)).accepted());
        AWAIT_DONE(store->close());
        QCOMPARE(store->status(), Store::Status::Closed);
    }
    {
        const std::unique_ptr<Store> store = open();
        static_cast<void>(store->put(name, note(u"b"_s, u"not awaited"_s)));
    }
    m_switched->connectAgain();
    const std::unique_ptr<Store> store = open();
    AWAIT_DONE(store->open());
    QTRY_COMPARE(stored(u"a"_s), note(u"a"_s, u"kept"_s));
    QTRY_COMPARE(stored(u"b"_s), note(u"b"_s, u"not awaited"_s));
    QTRY_COMPARE(store->pendingWrites(), 0);
}

void tst_Integration_Store::readsMirrors()
{
    const QString name = m_table->name();
    AWAIT_DONE(m_client.putItem(name, note(u"a"_s, u"was there"_s)));
    const std::unique_ptr<Store> store = open();
    QTRY_COMPARE(await(store->get(name, { { u"pk"_s, u"a"_s } })).valueOr({}),
                 note(u"a"_s, u"was there"_s));
    AWAIT_DONE(m_client.putItem(name, note(u"a"_s, u"changed by others"_s)));
    AWAIT_DONE(m_client.deleteItem(name, { { u"pk"_s, u"b"_s } }));
    static_cast<void>(store->sync());
    QTRY_COMPARE(await(store->get(name, { { u"pk"_s, u"a"_s } })).valueOr({}),
                 note(u"a"_s, u"changed by others"_s));
    m_switched->cut();
    QDynamoDB::QueryRequest query;
    query.tableName = name;
    query.keyConditionExpression = u"pk = :pk"_s;
    query.expressionAttributeValues = { { u":pk"_s, u"a"_s } };
    AWAIT(page, store->query(query));
    QCOMPARE(page.items.size(), 1);
}

void tst_Integration_Store::countsOnce()
{
    const QString name = m_table->name();
    const std::unique_ptr<Store> store = open();
    QList<QDynamoDBStoredWrite> writes;
    for (int i = 0; i < 20; ++i) {
        writes.append(store->update(name, { { u"pk"_s, u"counter"_s } },
                                    QDynamoDB::add(attribute(u"n"_s), 1)));
    }
    AWAIT(item, store->get(name, { { u"pk"_s, u"counter"_s } }));
    QCOMPARE(item.value(u"n").toInteger(), 20);
    for (const QDynamoDBStoredWrite &write : std::as_const(writes))
        AWAIT_DONE(write.sent());
    QCOMPARE(stored(u"counter"_s).value(u"n").toInteger(), 20);
}

void tst_Integration_Store::conflicts_data()
{
    QTest::addColumn<Store::ConflictPolicy>("policy");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("title");
    QTest::newRow("theirs") << Store::ConflictPolicy::KeepTheirs << u"theirs"_s << u"new"_s;
    QTest::newRow("mine") << Store::ConflictPolicy::KeepMine << u"mine"_s << u"new"_s;
    QTest::newRow("merge") << Store::ConflictPolicy::MergeAttributes << u"theirs"_s << u"new"_s;
    QTest::newRow("ask") << Store::ConflictPolicy::Ask << u"mine"_s << u"new"_s;
}

// Both sides change the text; others change the title as well.
void tst_Integration_Store::conflicts()
{
    QFETCH(const Store::ConflictPolicy, policy);
    QFETCH(const QString, text);
    QFETCH(const QString, title);
    const QString name = m_table->name();
    const QDynamoDBItem key { { u"pk"_s, u"a"_s } };
    AWAIT_DONE(m_client.putItem(name, note(u"a"_s, u"base"_s)));
    const std::unique_ptr<Store> store = open();
    store->setConflictPolicy(policy);
    QTRY_COMPARE(await(store->get(name, key)).valueOr({}), note(u"a"_s, u"base"_s));
    QSignalSpy spy(store.get(), &Store::conflictOccurred);
    QDynamoDBConflict seen;
    connect(store.get(), &Store::conflictOccurred, this, [&](const QDynamoDBConflict &conflict) {
        seen = conflict;
        if (conflict.isWaiting)
            static_cast<void>(store->resolve(conflict.sequence, Store::Resolution::KeepMine));
    });

    m_switched->cut();
    const QDynamoDBStoredWrite write = store->put(name, note(u"a"_s, u"mine"_s));
    AWAIT_DONE(write.accepted());
    QDynamoDBItem theirs = note(u"a"_s, u"theirs"_s);
    theirs.insert(u"title"_s, u"new"_s);
    AWAIT_DONE(m_client.putItem(name, theirs));
    m_switched->connectAgain();
    store->resume();

    const bool losesMine = text == u"theirs"_s;
    const QDynamoDBError error = await(write.sent()).error();
    QCOMPARE(error.code(), losesMine ? Code::WriteConflict : Code::NoError);
    QCOMPARE(stored(u"a"_s).value(u"text").toString(), text);
    QCOMPARE(stored(u"a"_s).value(u"title").toString(), title);
    AWAIT(local, store->get(name, key));
    QCOMPARE(local, stored(u"a"_s));
    if (policy == Store::ConflictPolicy::KeepMine) {
        QCOMPARE(spy.size(), 0);
        return;
    }
    QTRY_COMPARE(spy.size(), 1);
    QCOMPARE(seen.base, note(u"a"_s, u"base"_s));
    QCOMPARE(seen.mine, note(u"a"_s, u"mine"_s));
    QCOMPARE(seen.theirs, theirs);
    if (!losesMine)
        return;

    // The user changes their mind.
    AWAIT(conflicts, store->listConflicts());
    QCOMPARE(conflicts.size(), 1);
    QTRY_COMPARE(store->conflicts(), 1);
    AWAIT_DONE(store->resolve(conflicts.first().sequence, Store::Resolution::KeepMine));
    QTRY_COMPARE(stored(u"a"_s).value(u"text").toString(), u"mine"_s);
    QCOMPARE(stored(u"a"_s).value(u"title").toString(), u"new"_s);
    QTRY_COMPARE(store->conflicts(), 0);
}

void tst_Integration_Store::writesTransactions()
{
    const QString name = m_table->name();
    const std::unique_ptr<Store> store = open();
    QDynamoDBWriteTransaction transaction;
    transaction.put(name, note(u"a"_s, u"both"_s));
    transaction.update(name, { { u"pk"_s, u"b"_s } },
                       QDynamoDB::set(attribute(u"text"_s), u"both"_s));
    const QDynamoDBStoredWrite write = store->write(transaction);
    AWAIT_DONE(write.sent());
    QCOMPARE(stored(u"a"_s), note(u"a"_s, u"both"_s));
    QCOMPARE(stored(u"b"_s), note(u"b"_s, u"both"_s));

    // A condition that is false for the local item fails at once.
    QDynamoDBWriteTransaction refused;
    refused.put(name, note(u"c"_s, u"no"_s));
    refused.check(name, { { u"pk"_s, u"a"_s } }, attribute(u"text"_s) == u"other"_s);
    AWAIT_ERROR(error, store->write(refused).accepted(), Code::ConditionalCheckFailed);
    Q_UNUSED(error)
    AWAIT_ERROR(exists, store->insert(name, note(u"a"_s, u"again"_s)).accepted(),
                Code::ConditionalCheckFailed);
    Q_UNUSED(exists)
}

void tst_Integration_Store::waitsForTheIdentity()
{
    Store store(m_switched.get(), m_folder->filePath(u"notes.db"_s));
    store.setLedgerTable(m_ledger);
    AWAIT_ERROR(error, store.put(m_table->name(), note(u"a"_s, u"x"_s)).accepted(),
                Code::NoIdentity);
    Q_UNUSED(error)
    store.setIdentity(u"me"_s);
    const QDynamoDBStoredWrite write = store.put(m_table->name(), note(u"a"_s, u"x"_s));
    AWAIT_DONE(write.sent()); // the keys of the table are looked up
    QCOMPARE(stored(u"a"_s), note(u"a"_s, u"x"_s));

    // Another user sees nothing of it, and sends nothing of it.
    m_switched->cut();
    AWAIT_DONE(store.put(m_table->name(), note(u"b"_s, u"mine"_s)).accepted());
    store.setIdentity(u"you"_s);
    m_switched->connectAgain();
    store.resume();
    AWAIT_DONE(store.put(m_table->name(), note(u"c"_s, u"yours"_s)).sent());
    QVERIFY(stored(u"b"_s).isNull());
    QTRY_COMPARE(store.pendingWrites(), 0);
    store.setIdentity(u"me"_s);
    QTRY_COMPARE(stored(u"b"_s), note(u"b"_s, u"mine"_s));
}

void tst_Integration_Store::clears()
{
    m_switched->cut();
    const std::unique_ptr<Store> store = open();
    AWAIT_DONE(store->put(m_table->name(), note(u"a"_s, u"x"_s)).accepted());
    AWAIT_ERROR(error, store->clear(), Code::ResourceInUse);
    Q_UNUSED(error)
    AWAIT_DONE(store->clear(Store::Pending::Discard));
    QTRY_COMPARE(store->pendingWrites(), 0);
    AWAIT_ERROR(gone, store->get(m_table->name(), { { u"pk"_s, u"a"_s } }), Code::NotMirrored);
    Q_UNUSED(gone)
}

// A child process counts, and is killed again and again.
void tst_Integration_Store::survivesSigkill()
{
#ifdef Q_OS_WIN
    QSKIP("There is no SIGKILL");
#endif
    const QString fileName = m_folder->filePath(u"notes.db"_s);
    int accepted = 0;
    for (int round = 0; round < 4; ++round) {
        QProcess child;
        child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        child.start(QCoreApplication::applicationFilePath(),
                    { u"--count"_s, m_client.endpoint().toString(), fileName, m_table->name(),
                      m_ledger });
        QVERIFY(child.waitForStarted(longTimeout));
        int lines = 0;
        while (lines < 5 + 7 * round) {
            QVERIFY(child.waitForReadyRead(longTimeout));
            lines += int(child.readAll().count('\n'));
        }
        child.kill(); // SIGKILL
        QVERIFY(child.waitForFinished(longTimeout));
        accepted += lines + int(child.readAll().count('\n'));
    }
    const std::unique_ptr<Store> store = open();
    AWAIT_DONE(store->open());
    QTRY_VERIFY(store->status() == Store::Status::Ready);
    QTRY_COMPARE(store->pendingWrites(), 0);
    // Writes that were accepted, but not reported yet when the process died, count too.
    const QDynamoDBItem item = stored(u"counter"_s);
    AWAIT(local, store->get(m_table->name(), { { u"pk"_s, u"counter"_s } }));
    QCOMPARE(local.value(u"n").toInteger(), item.value(u"n").toInteger());
    QCOMPARE(item.value(u"n").toInteger(), item.value(u"ids").size()); // each of them once
    QVERIFY(item.value(u"n").toInteger() >= accepted);
}

// The child: each write counts, and adds an id of its own to a set.
static int count(const QStringList &arguments)
{
    QDynamoDBClient client;
    client.setRegion(u"eu-central-1"_s);
    client.setCredentials({ u"AKIDEXAMPLE"_s, u"s3cr3t"_s });
    client.setEndpoint(QUrl(arguments.at(2)));
    Store store(&client, arguments.at(3));
    store.setIdentity(u"me"_s);
    store.setLedgerTable(arguments.at(5));
    QDynamoDBMirror mirror;
    mirror.tableName = arguments.at(4);
    mirror.partitionKeyName = u"pk"_s;
    static_cast<void>(store.addMirror(mirror));
    QTextStream out(stdout);
    for (int i = 0; i < 1000; ++i) {
        const QString id = QUuid::createUuid().toString(QUuid::WithoutBraces);
        const auto result = await(
                store.update(mirror.tableName, { { u"pk"_s, u"counter"_s } },
                             QDynamoDB::add(attribute(u"n"_s), 1)
                                     .add(attribute(u"ids"_s), QDynamoDBValue::stringSet({ id })))
                        .accepted());
        if (!result)
            return 1;
        out << i << Qt::endl;
    }
    return 0;
}

void tst_Integration_Store::guide()
{
    QDynamoDBClient &client = *m_switched;
    const QString fileName = m_folder->filePath(u"guide.db"_s);
    const TestTable notes(&m_client);
    const QString table = notes.name();
    // The blocks of docs/store.md.
    QDynamoDBStore store(&client, fileName);
    store.setLedgerTable(m_ledger);
    store.setIdentity(u"alice"_s); // whose writes these are
    store.setConflictPolicy(QDynamoDBStore::ConflictPolicy::MergeAttributes);
    auto mirrored = store.addMirror({ .tableName = table });

    const QDynamoDBItem key { { u"pk"_s, u"note-1"_s } };
    QDynamoDBStoredWrite write = store.put(table,
                                           { { u"pk"_s, u"note-1"_s }, { u"text"_s, u"Hi"_s } });
    QDynamoDB::whenDone(write.accepted(), &store, [] { qInfo("on the disk, online or not"); });
    QDynamoDB::whenDone(write.sent(), &store, [] { qInfo("the service has it"); });
    store.update(table, key, QDynamoDB::add(attribute(u"views"_s), 1));
    auto item = store.get(table, key); // with both writes

    AWAIT_DONE(mirrored);
    AWAIT(found, item);
    QCOMPARE(found.value(u"views").toInteger(), 1);
    AWAIT_DONE(write.sent());
}

void tst_Integration_Store::guideIsCompiled()
{
    const auto contents = [](const QString &name) {
        QFile file(name);
        if (!file.open(QIODevice::ReadOnly))
            qFatal("%s: %s", qPrintable(name), qPrintable(file.errorString()));
        return QString::fromUtf8(file.readAll()).simplified();
    };
    static const QRegularExpression fence(u"```cpp (.*?) ```"_s);
    const QString source = contents(QStringLiteral(SOURCE));
    const QString document = contents(QStringLiteral(DOCUMENT));
    int blocks = 0;
    for (auto match = fence.globalMatch(document); match.hasNext(); ++blocks) {
        const QString block = match.next().captured(1);
        QVERIFY2(source.contains(block), qPrintable(block));
    }
    QVERIFY(blocks >= 2);
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (application.arguments().value(1) == "--count"_L1)
        return count(application.arguments());
    tst_Integration_Store test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_integration_store.moc"
