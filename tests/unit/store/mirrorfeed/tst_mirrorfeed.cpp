// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "feedsimulation.h"

#include "expressions/evaluation/keyencoding_p.h"
#include "store/feeds/mirrorfeed_p.h"

#include <QtTest/qtest.h>

#include <algorithm>
#include <memory>

using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;

namespace {

[[nodiscard]] QDynamoDBItem key(const QString &partition, int sort)
{
    return { { u"pk"_s, partition }, { u"sk"_s, sort } };
}

[[nodiscard]] QDynamoDBItem item(const QString &partition, int sort, int version)
{
    return { { u"pk"_s, partition },
             { u"sk"_s, sort },
             { u"bucket"_s, u"b%1"_s.arg(sort % 2) },
             { u"version"_s, version } };
}

// A feed, and what it reported.
struct Run
{
    std::unique_ptr<MirrorFeed> feed;
    bool isFinished = false;
    QDynamoDBError error;
    QList<qint64> progress;

    [[nodiscard]] FeedEvents events()
    {
        return { [this](const FeedProgress &reported) { progress.append(reported.items); },
                 [this](const QDynamoDBError &reported) {
                     isFinished = true;
                     error = reported;
                 } };
    }
};

const WindowIndex byVersion { u"byVersion"_s, u"bucket"_s, { u"b0"_s, u"b1"_s }, u"version"_s, 5 };

} // namespace

// The feeds of mirrors, over a simulated service and a simulated store.
class tst_MirrorFeed : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pass_data();
    void pass();
    void resumes();
    void removesWhatIsGone();
    void histories_data();
    void histories();
    void window();
    void stream();
    void unknownTable();

private:
    static void fill(FeedSimulation &simulation, int count = 20)
    {
        for (int i = 0; i < count; ++i)
            simulation.change(key(i % 2 ? u"a"_s : u"b"_s, i), item(i % 2 ? u"a"_s : u"b"_s, i, i));
    }
    static StoredMirror partition(const QString &value)
    {
        StoredMirror mirror;
        mirror.partition = encodedKey(value);
        return mirror;
    }
    static void runPass(FeedSimulation &simulation, const StoredMirror &mirror)
    {
        Run run;
        PassFeed feed(&simulation, mirror, run.events());
        feed.start();
        simulation.settle();
        QVERIFY(run.isFinished);
        QCOMPARE(run.error.message(), QString());
    }
};

void tst_MirrorFeed::pass_data()
{
    QTest::addColumn<bool>("isTable");
    QTest::addColumn<int>("lower"); // negative: none
    QTest::addColumn<int>("upper");
    QTest::addColumn<int>("expected");
    QTest::newRow("table") << true << -1 << -1 << 20;
    QTest::newRow("partition") << false << -1 << -1 << 10;
    QTest::newRow("range") << false << 5 << 9 << 3;
    QTest::newRow("from") << false << 5 << -1 << 8;
    QTest::newRow("to") << false << -1 << 9 << 5;
}

void tst_MirrorFeed::pass()
{
    QFETCH(const bool, isTable);
    QFETCH(const int, lower);
    QFETCH(const int, upper);
    QFETCH(const int, expected);
    FeedSimulation simulation(1);
    fill(simulation);
    StoredMirror mirror = isTable ? StoredMirror() : partition(u"a"_s);
    if (lower >= 0)
        mirror.lower = encodedKey(lower);
    if (upper >= 0)
        mirror.upper = encodedKey(upper);
    mirror = simulation.addMirror(mirror);

    Run run;
    run.feed = std::make_unique<PassFeed>(&simulation, mirror, run.events());
    run.feed->start();
    simulation.settle();
    QVERIFY(run.isFinished);
    QCOMPARE(run.error.message(), QString());
    const QMap<ItemPlace, QDynamoDBItem> mirrored = simulation.mirroredItems();
    QCOMPARE(mirrored.size(), expected);
    for (auto i = mirrored.cbegin(); i != mirrored.cend(); ++i)
        QCOMPARE(*i, simulation.service().value(i.key()));
    const StoredMirror saved = simulation.savedMirror();
    QVERIFY(saved.isComplete);
    QCOMPARE(saved.lastStarted, simulation.now());
    QCOMPARE(saved.lastSynced, simulation.now());
    QCOMPARE(run.progress.size(), expected / simulation.pageSize);
    // A second pass costs the same requests.
    const qsizetype requests = simulation.log.size();
    runPass(simulation, saved);
    QCOMPARE(simulation.log.size(), 2 * requests);
}

// A pass that failed goes on after its last page, also in another process.
void tst_MirrorFeed::resumes()
{
    FeedSimulation simulation(2);
    fill(simulation);
    const StoredMirror mirror = simulation.addMirror({});
    {
        Run run;
        PassFeed feed(&simulation, mirror, run.events());
        feed.start();
        while (run.progress.size() < 3)
            QVERIFY(simulation.advance());
        simulation.failures = 1;
        simulation.settle();
        QVERIFY(run.isFinished || !run.progress.isEmpty());
    }
    simulation.settle();
    StoredMirror saved = simulation.savedMirror();
    QVERIFY(!saved.isComplete);
    simulation.log.clear();
    runPass(simulation, saved);
    QCOMPARE(simulation.log.size(), 3); // of 7 pages
    QCOMPARE(simulation.mirroredItems(), simulation.service());
    QVERIFY(simulation.savedMirror().isComplete);
}

void tst_MirrorFeed::removesWhatIsGone()
{
    FeedSimulation simulation(3);
    fill(simulation, 900);
    const StoredMirror mirror = simulation.addMirror({});
    simulation.pageSize = 100;
    runPass(simulation, mirror);
    QCOMPARE(simulation.mirroredItems().size(), 900);
    for (int i = 0; i < 900; i += 3)
        simulation.change(key(i % 2 ? u"a"_s : u"b"_s, i), {});
    runPass(simulation, simulation.savedMirror());
    QCOMPARE(simulation.mirroredItems(), simulation.service());
    QCOMPARE(simulation.service().size(), 600);
}

void tst_MirrorFeed::histories_data()
{
    QTest::addColumn<bool>("isTable");
    QTest::newRow("table") << true;
    QTest::newRow("partition") << false;
}

// Passes during which others change items, the store writes, and the feed is interrupted: each
// mirrored item is a version that was current between the beginning and the end.
void tst_MirrorFeed::histories()
{
    QFETCH(const bool, isTable);
    const int wanted = qEnvironmentVariableIntValue("QTDYNAMODB_HISTORIES");
    const quint32 count = wanted > 0 ? quint32(wanted) : 400;
    for (quint32 seed = 0; seed < count; ++seed) {
        FeedSimulation simulation(seed);
        fill(simulation);
        StoredMirror mirror = simulation.addMirror(isTable ? StoredMirror() : partition(u"a"_s));
        int version = 100;
        for (int pass = 0; pass < 3; ++pass) {
            const bool isQuiet = simulation.generator.bounded(4) == 0;
            const qint64 begun = simulation.time();
            Run run;
            run.feed = std::make_unique<PassFeed>(&simulation, mirror, run.events());
            run.feed->start();
            while (!run.isFinished) {
                QVERIFY(simulation.advance());
                if (isQuiet)
                    continue;
                const int sort = simulation.generator.bounded(24);
                const QString partition = sort % 2 ? u"a"_s : u"b"_s;
                const QDynamoDBItem changed = simulation.generator.bounded(3) == 0
                        ? QDynamoDBItem()
                        : item(partition, sort, ++version);
                switch (simulation.generator.bounded(12)) {
                case 0:
                case 1:
                    simulation.change(key(partition, sort), changed);
                    break;
                case 2:
                    // The store does not send two writes of an item at once.
                    if (isTable || partition == u"a")
                        simulation.writeOnce(key(partition, sort), changed);
                    break;
                case 3:
                    if (simulation.generator.bounded(5) == 0) {
                        run.feed.reset();
                        run.feed = std::make_unique<PassFeed>(&simulation, simulation.savedMirror(),
                                                              run.events());
                        run.feed->start();
                    }
                    break;
                default:
                    break;
                }
            }
            QCOMPARE(run.error.message(), QString());
            simulation.settle(); // stale items are read again
            mirror = simulation.savedMirror();
            for (const ItemPlace &place : simulation.everUsed()) {
                if (!contains(mirror, place))
                    continue;
                const QDynamoDBItem mirrored = simulation.mirrored(place);
                // Nor is it older than what the store itself wrote.
                const qint64 since = std::max(begun, simulation.lastWrite(place));
                const QByteArray text = "seed " + QByteArray::number(seed) + ", pass "
                        + QByteArray::number(pass) + ": " + QDebug::toString(mirrored).toUtf8();
                QVERIFY2(simulation.wasCurrent(place, mirrored, since, simulation.time()),
                         text.constData());
                if (isQuiet)
                    QVERIFY2(mirrored == simulation.service().value(place), text.constData());
            }
        }
    }
}

void tst_MirrorFeed::window()
{
    FeedSimulation simulation(5);
    simulation.indexes = { { u"byVersion"_s,
                             { { { u"bucket"_s, QDynamoDBValue::Type::String } },
                               { { u"version"_s, QDynamoDBValue::Type::Number } } },
                             true,
                             false,
                             {} } };
    fill(simulation, 300);
    simulation.pageSize = 50;
    const StoredMirror mirror = simulation.addMirror({});
    runPass(simulation, mirror);
    const auto sync = [&] {
        Run run;
        WindowFeed feed(&simulation, simulation.savedMirror(), byVersion, run.events());
        feed.start();
        simulation.settle();
        QVERIFY(run.isFinished);
        QCOMPARE(run.error.message(), QString());
    };
    for (int i = 0; i < 120; ++i)
        simulation.change(key(i % 2 ? u"a"_s : u"b"_s, i),
                          item(i % 2 ? u"a"_s : u"b"_s, i, 298 + i));
    simulation.log.clear();
    sync();
    QCOMPARE(simulation.mirroredItems(), simulation.service());
    QVERIFY(simulation.log.count(u"query"_s) <= 4); // changes and the overlap only

    // A change whose time is somewhat older than the latest one.
    simulation.change(key(u"b"_s, 200), item(u"b"_s, 200, 415));
    sync();
    QCOMPARE(simulation.mirroredItems(), simulation.service());
    // An item that an index still contains was removed meanwhile.
    simulation.change(key(u"b"_s, 200), item(u"b"_s, 200, 420));
    sync();
    QCOMPARE(simulation.mirroredItems(), simulation.service());
    simulation.failures = 1;
    Run run;
    WindowFeed feed(&simulation, simulation.savedMirror(), byVersion, run.events());
    feed.start();
    simulation.settle();
    QCOMPARE(run.error.code(), Code::Request);
}

void tst_MirrorFeed::stream()
{
    FeedSimulation simulation(6);
    fill(simulation);
    const StoredMirror mirror = simulation.addMirror(partition(u"a"_s));
    runPass(simulation, mirror);
    simulation.change(key(u"a"_s, 1), {});
    simulation.change(key(u"a"_s, 3), item(u"a"_s, 3, 99));
    simulation.change(key(u"b"_s, 2), item(u"b"_s, 2, 99));
    for (const QDynamoDBItem &changed : { key(u"a"_s, 1), key(u"a"_s, 3), key(u"b"_s, 2) }) {
        simulation.submit(
                { [&simulation, mirror, changed] { applyStreamKeys(&simulation, mirror, changed); },
                  {} });
    }
    simulation.settle();
    QVERIFY(simulation.mirrored(simulation.placeOf(key(u"a"_s, 1))).isNull());
    QCOMPARE(simulation.mirrored(simulation.placeOf(key(u"a"_s, 3))), item(u"a"_s, 3, 99));
    QVERIFY(simulation.mirrored(simulation.placeOf(key(u"b"_s, 2))).isNull()); // not mirrored
}

void tst_MirrorFeed::unknownTable()
{
    FeedSimulation simulation(7);
    StoredMirror mirror = simulation.addMirror({});
    mirror.table = 99;
    Run run;
    PassFeed feed(&simulation, mirror, run.events());
    feed.start();
    simulation.settle();
    QVERIFY(run.isFinished);
    QCOMPARE(run.error.code(), Code::InvalidParameterValue);
}

QTEST_APPLESS_MAIN(tst_MirrorFeed)
#include "tst_mirrorfeed.moc"
