// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/QDynamoDBClient>
#include <QtDynamoDB/QDynamoDBFakeServer>
#include <QtDynamoDB/QDynamoDBFixture>
#include <QtDynamoDB/QDynamoDBLocalServer>
#include <QtDynamoDB/qdynamodbexceptions.h>

#include <QtCore/QFile>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// docs/testing.md: its code is here, word for word, and does what it says.
class tst_Docs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void blocksAreHere();
    void fakeServer();
    void localServerAndFixture();
};

static QString contents(const QString &name)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s: %s", qPrintable(name), qPrintable(file.errorString()));
    QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n');
    for (QString &line : lines)
        line = line.trimmed();
    return lines.join(u'\n');
}

void tst_Docs::blocksAreHere()
{
    static const QRegularExpression fence(u"^```cpp\\n(.*?)\\n```$"_s,
                                          QRegularExpression::MultilineOption
                                                  | QRegularExpression::DotMatchesEverythingOption);
    const QString source = contents(QStringLiteral(SOURCE_FILE));
    const QString document = contents(QStringLiteral(DOCUMENT));
    int count = 0;
    for (auto match = fence.globalMatch(document); match.hasNext(); ++count) {
        const QString block = match.next().captured(1);
        QVERIFY2(source.contains(block), qPrintable("Not compiled:\n"_L1 + block));
    }
    QCOMPARE(count, 3);
    QVERIFY(document.contains(contents(u":/tables.json"_s).trimmed()));
}

void tst_Docs::fakeServer()
{
    QDynamoDBFakeServer server;
    server.expect(u"GetItem"_s)
            .onTable(u"Thread"_s)
            .withKey({ { u"Id"_s, 1 } })
            .throttle() // the client tries again by itself
            .reply({ { u"Id"_s, 1 }, { u"Subject"_s, u"Hello"_s } });
    server.expect(u"PutItem"_s).fail(QDynamoDBError::Code::ConditionalCheckFailed);

    QDynamoDBClient client;
    server.configure(&client);
    QCOMPARE(client.getItem(u"Thread"_s, { { u"Id"_s, 1 } }).result().item[u"Subject"].toString(),
             u"Hello"_s);
    QVERIFY_THROWS_EXCEPTION(QDynamoDB::ConditionalCheckFailedException,
                             client.putItem(u"Thread"_s, { { u"Id"_s, 1 } }).waitForFinished());
    QCOMPARE(server.problems(), QString());
}

void tst_Docs::localServerAndFixture()
{
    QDynamoDBLocalServer server;
    server.start();
    QVERIFY2(server.waitForStarted(), qPrintable(server.errorString()));
    QDynamoDBClient client;
    server.configure(&client);

    QDynamoDBFixture fixture(&client);
    QVERIFY2(fixture.createTables(u":/tables.json"_s), qPrintable(fixture.errorString()));
    QVERIFY2(fixture.loadItems(u"Thread"_s, u":/threads.json"_s), qPrintable(fixture.errorString()));

    QCOMPARE(client.scan(u"Thread"_s).result().count, 2);
}

QTEST_GUILESS_MAIN(tst_Docs)
#include "tst_docs.moc"
