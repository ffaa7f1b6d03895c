// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "fakeserver/fakeserver.h"

#include <QtCore/qprocess.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;

// Client and application begin and end in any order: nothing hangs, spins or crashes, and no call
// stays without an end.
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
    QProcess program;
    program.start(QStringLiteral(PROGRAM), {});
    QVERIFY(program.waitForFinished());
    const QStringList names = QString::fromLatin1(program.readAllStandardOutput())
                                      .split(u'\n', Qt::SkipEmptyParts);
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
    QProcess program;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove(u"QT_LOGGING_RULES"_s);
    program.setProcessEnvironment(environment);
    program.start(QStringLiteral(PROGRAM),
                  { name, server.url().toString(), transport, silent.url().toString() });
    const bool ended = program.waitForFinished(60000);
    const QByteArray errors = program.readAllStandardError();
    if (!ended)
        program.kill();
    QVERIFY2(ended, "The program hangs.");
    QVERIFY2(program.exitStatus() == QProcess::NormalExit, errors.constData());
    QCOMPARE(QString::fromLocal8Bit(errors), QString());
    QCOMPARE(program.exitCode(), 0);
}

QTEST_GUILESS_MAIN(tst_Lifetimes)

#include "tst_lifetimes.moc"
