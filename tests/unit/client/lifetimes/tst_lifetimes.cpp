// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "fakeserver/fakeserver.h"
#include "processes/process.h"

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;

// Clients and the application are created and destroyed in any order: nothing hangs, spins or crashes,
// and each call finishes.
class tst_Lifetimes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void order_data();
    void order();
};

void tst_Lifetimes::order_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("transport");
    const ProcessResult program = runProcess(QStringLiteral(PROGRAM), {});
    QVERIFY2(program.ok, program.errors.constData());
    const QStringList names = QString::fromLatin1(program.output).split(u'\n', Qt::SkipEmptyParts);
    QVERIFY(names.size() > 10);
    for (const QString &name : names) {
        for (const QString &transport : { u"manager"_s, u"direct"_s })
            QTest::addRow("%s, %s", qPrintable(name), qPrintable(transport)) << name << transport;
    }
}

void tst_Lifetimes::order()
{
    QFETCH(const QString, name);
    QFETCH(const QString, transport);
    FakeServer server;
    server.setDefault(Reaction::json(200, R"({"TableNames":["Thread"]})"));
    FakeServer silent;
    silent.setDefault(Reaction::json(200, "{}").held());
    ProcessOptions options;
    options.environment.remove(u"QT_LOGGING_RULES"_s);
    options.timeout = 60000;
    const ProcessResult program = runProcess(QStringLiteral(PROGRAM),
                                             { name, server.url().toString(), transport,
                                               silent.url().toString() },
                                             options);
    QCOMPARE(QString::fromLocal8Bit(program.errors), QString());
    QCOMPARE(program.exitCode, 0);
}

QTEST_GUILESS_MAIN(tst_Lifetimes)

#include "tst_lifetimes.moc"
