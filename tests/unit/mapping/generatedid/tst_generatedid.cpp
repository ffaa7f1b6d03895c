// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "mapping/table/generatedid_p.h"

#include <QtTest/qtest.h>

#include <limits>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

class tst_GeneratedId : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void texts_data();
    void texts();
    void order_data();
    void order();
    void smallestStep_data();
    void smallestStep();
    void newBits();
};

void tst_GeneratedId::texts_data()
{
    QTest::addColumn<qint64>("milliseconds");
    QTest::addColumn<quint16>("high");
    QTest::addColumn<quint64>("low");
    QTest::addColumn<QString>("uuid");
    QTest::addColumn<QString>("ulid");

    constexpr quint64 all = std::numeric_limits<quint64>::max();
    QTest::newRow("zero") << qint64(0) << quint16(0) << quint64(0)
                          << u"00000000-0000-7000-8000-000000000000"_s
                          << u"00000000000000000000000000"_s;
    QTest::newRow("ones") << Q_INT64_C(0xffffffffffff) << quint16(0xffff) << all
                          << u"ffffffff-ffff-7fff-bfff-ffffffffffff"_s
                          << u"7ZZZZZZZZZZZZZZZZZZZZZZZZZ"_s;
    // The time of the example in appendix A.6 of RFC 9562: 2022-02-22 19:22:22 UTC.
    QTest::newRow("time") << Q_INT64_C(0x017f22e279b0) << quint16(0xcc31) << quint64(0)
                          << u"017f22e2-79b0-7cc3-8400-000000000000"_s
                          << u"01FWHE4YDGSGRG000000000000"_s;
    QTest::newRow("lowest bits") << qint64(1) << quint16(0) << quint64(0x41)
                                 << u"00000000-0001-7000-8000-000000000001"_s
                                 << u"00000000010000000000000021"_s;
}

void tst_GeneratedId::texts()
{
    QFETCH(const qint64, milliseconds);
    QFETCH(const quint16, high);
    QFETCH(const quint64, low);
    const TimeOrderedBits bits { milliseconds, high, low };
    QTEST(uuidV7(bits).toString(QUuid::WithoutBraces), "uuid");
    QTEST(ulid(bits), "ulid");
    QCOMPARE(int(uuidV7(bits).variant()), int(QUuid::DCE));
}

void tst_GeneratedId::order_data()
{
    QTest::addColumn<qint64>("step"); // of the clock between two ids
    QTest::newRow("clock stands still") << qint64(0);
    QTest::newRow("clock goes on") << qint64(1);
    QTest::newRow("clock is set back") << qint64(-3);
}

// Each id is greater than the one before, as a text, too.
void tst_GeneratedId::order()
{
    QFETCH(const qint64, step);
    TimeOrderedIds ids;
    qint64 now = 1'700'000'000'000;
    QString lastUuid;
    QString lastUlid;
    for (int i = 0; i < 10000; ++i) {
        const TimeOrderedBits bits = ids.next(now);
        const QString uuid = uuidV7(bits).toString(QUuid::WithoutBraces);
        QVERIFY2(uuid > lastUuid, qPrintable(lastUuid + u' ' + uuid));
        QVERIFY2(ulid(bits) > lastUlid, qPrintable(lastUlid + u' ' + ulid(bits)));
        lastUuid = uuid;
        lastUlid = ulid(bits);
        now += step;
    }
}

void tst_GeneratedId::smallestStep_data()
{
    QTest::addColumn<quint16>("high");
    QTest::addColumn<quint64>("low");
    constexpr quint64 all = std::numeric_limits<quint64>::max();
    QTest::newRow("no carry") << quint16(1) << quint64(0);
    QTest::newRow("carry into the upper bits") << quint16(1) << all;
    QTest::newRow("carry into the time") << quint16(0xffff) << all;
}

void tst_GeneratedId::smallestStep()
{
    QFETCH(const quint16, high);
    QFETCH(const quint64, low);
    const TimeOrderedBits bits { 5, high, low };
    const TimeOrderedBits next = greaterThan(bits, 0);
    QVERIFY(uuidV7(next).toString() > uuidV7(bits).toString());
    QVERIFY(ulid(next) > ulid(bits));
}

// Two clients that start in the same millisecond have different ids.
void tst_GeneratedId::newBits()
{
    TimeOrderedIds a;
    TimeOrderedIds b;
    const auto first = a.next(1);
    const auto second = b.next(1);
    QCOMPARE(first.milliseconds, second.milliseconds);
    QVERIFY(ulid(first) != ulid(second));
}

QTEST_APPLESS_MAIN(tst_GeneratedId)
#include "tst_generatedid.moc"
