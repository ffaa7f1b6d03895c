// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "simworld.h"

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;

// Random histories of stores over a network that loses, delays and repeats, with processes that
// are killed between any two statements, and with copied databases. QTDYNAMODB_HISTORIES sets how
// many histories run, QTDYNAMODB_SEED the first seed.
class tst_StoreSimulation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void histories_data();
    void histories();
};

void tst_StoreSimulation::histories_data()
{
    QTest::addColumn<bool>("usesLedger");
    QTest::newRow("ledger") << true;
    QTest::newRow("token") << false;
}

void tst_StoreSimulation::histories()
{
    QFETCH(const bool, usesLedger);
    bool isSet = false;
    int count = qEnvironmentVariableIntValue("QTDYNAMODB_HISTORIES", &isSet);
    if (!isSet)
        count = usesLedger ? 1000 : 500;
    const auto first = quint32(qEnvironmentVariableIntValue("QTDYNAMODB_SEED"));
    int applied = 0;
    int conflicts = 0;
    int kills = 0;
    int copies = 0;
    int unconfirmed = 0;
    for (quint32 seed = first; seed < first + quint32(count); ++seed) {
        QString problem;
        QStringList history;
        // The shortest history of the seed that fails.
        for (const int steps : { 200, 150, 100, 70, 50, 35, 25, 15 }) {
            SimWorld world(seed, usesLedger);
            const QString found = world.run(steps);
            applied += world.applied;
            conflicts += world.conflicts;
            kills += world.kills;
            copies += world.copies;
            unconfirmed += world.unconfirmed;
            if (found.isNull())
                break;
            problem = u"seed %1, %2 steps: %3"_s.arg(seed).arg(steps).arg(found);
            history = world.history();
        }
        for (const QString &line : std::as_const(history))
            qInfo("%s", qPrintable(line));
        QVERIFY2(problem.isNull(), qPrintable(problem));
    }
    qInfo("%d writes applied, %d conflicts, %d kills, %d copies, %d unconfirmed", applied,
          conflicts, kills, copies, unconfirmed);
    if (count >= 500) { // the histories reach what they are for
        QVERIFY(applied > count && conflicts > count / 10 && kills > count / 10);
        QVERIFY(unconfirmed > 0);
        QVERIFY(!usesLedger || copies > 0);
    }
}

QTEST_GUILESS_MAIN(tst_StoreSimulation)

#include "tst_storesimulation.moc"
