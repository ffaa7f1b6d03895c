// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "measurements/traceparent_p.h"

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using QtDynamoDBPrivate::TraceParent;

class tst_TraceParent : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parts();
    void sampled_data();
    void sampled();
    void refused_data();
    void refused();
};

static const QString valid = u"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"_s;

void tst_TraceParent::parts()
{
    for (const QString &text : { valid, QString("01"_L1 + valid.sliced(2)),
                                 QString("fe"_L1 + valid.sliced(2) + "-more"_L1) }) {
        const auto parent = TraceParent::parse(text);
        QVERIFY2(parent, qPrintable(text));
        QCOMPARE(parent->traceId, u"4bf92f3577b34da6a3ce929d0e0e4736");
        QCOMPARE(parent->parentId, u"00f067aa0ba902b7");
        QVERIFY(parent->isSampled);
    }
}

void tst_TraceParent::sampled_data()
{
    QTest::addColumn<QString>("flags");
    QTest::addColumn<bool>("isSampled");
    QTest::newRow("none") << u"00"_s << false;
    QTest::newRow("sampled") << u"01"_s << true;
    QTest::newRow("random") << u"02"_s << false;
    QTest::newRow("both") << u"03"_s << true;
    QTest::newRow("all") << u"ff"_s << true;
}

void tst_TraceParent::sampled()
{
    QFETCH(QString, flags);
    QFETCH(bool, isSampled);
    const QString text = valid.chopped(2) + flags;
    const auto parent = TraceParent::parse(text);
    QVERIFY(parent);
    QCOMPARE(parent->isSampled, isSampled);
}

void tst_TraceParent::refused_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << QString();
    QTest::newRow("too short") << valid.chopped(1);
    QTest::newRow("too long") << valid + u'0';
    QTest::newRow("more parts in version 00") << valid + "-more"_L1;
    QTest::newRow("no hyphen before more") << "01"_L1 + valid.sliced(2) + "more"_L1;
    QTest::newRow("version ff") << "ff"_L1 + valid.sliced(2);
    QTest::newRow("upper case") << valid.toUpper();
    QTest::newRow("zero trace") << "00-"_L1 + QString(32, u'0') + valid.sliced(35);
    QTest::newRow("zero parent") << valid.first(36) + QString(16, u'0') + "-01"_L1;
    QTest::newRow("no digits") << QString(valid).replace(u'4', u'x');
    QTest::newRow("flags") << valid.chopped(1) + u'g';
}

void tst_TraceParent::refused()
{
    QFETCH(QString, text);
    QVERIFY(!TraceParent::parse(text));
}

QTEST_APPLESS_MAIN(tst_TraceParent)
#include "tst_traceparent.moc"
