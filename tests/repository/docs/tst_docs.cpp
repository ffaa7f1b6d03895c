// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/QDynamoDBClient>
#include <QtDynamoDB/QDynamoDBFakeServer>
#include <QtDynamoDB/QDynamoDBFixture>
#include <QtDynamoDB/QDynamoDBLocalServer>
#include <QtDynamoDB/qdynamodbexceptions.h>

#include <QtCore/QDirIterator>
#include <QtCore/QFile>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// Contains the code of docs/testing.md verbatim and runs it.
class tst_Docs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void blocksAreHere();
    void fakeServer();
    void localServerAndFixture();
    void placesExist_data();
    void placesExist();
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
            .throttle() // the client retries
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

void tst_Docs::placesExist_data()
{
    QTest::addColumn<QString>("document");
    QTest::newRow("architecture") << u"docs/architecture.md"_s;
    QTest::newRow("contributing") << u"CONTRIBUTING.md"_s;
}

// The files and functions that a document names are in the source tree.
void tst_Docs::placesExist()
{
    QFETCH(const QString, document);
    const QString root = QStringLiteral(SOURCE_FOLDER "/");
    QString sources;
    for (const QString &folder : { u"src"_s, u"include"_s }) {
        QDirIterator files(root + folder, { u"*.cpp"_s, u"*.h"_s }, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext())
            sources += contents(files.next());
    }
    static const QRegularExpression code(u"`([^`\\n]+)`"_s);
    static const QRegularExpression path(
            u"^(?:src|include|tests|scripts|tools|docs|cmake)/[\\w./-]+$"_s);
    static const QRegularExpression function(u"^(?:\\w+::)?(\\w+\\()\\)$"_s);
    int count = 0;
    const QString text = contents(root + document);
    for (auto match = code.globalMatch(text); match.hasNext();) {
        const QString name = match.next().captured(1);
        if (path.match(name).hasMatch()) {
            QVERIFY2(QFileInfo::exists(root + name), qPrintable(name));
            ++count;
        } else if (const auto called = function.match(name); called.hasMatch()) {
            const bool isMember = name.contains("::"_L1);
            QVERIFY2(sources.contains(isMember ? name.chopped(1) : called.captured(1)),
                     qPrintable(name));
            ++count;
        }
    }
    QVERIFY2(count > 10, qPrintable(QString::number(count)));
}

QTEST_GUILESS_MAIN(tst_Docs)
#include "tst_docs.moc"
