// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "localservertest/localservertest.h"

#include <QtDynamoDB/QDynamoDBFixture>
#include <QtDynamoDB/qdynamodbapi_tables.h>

#include <QtCore/qtemporarydir.h>

using namespace Qt::StringLiterals;

class tst_QDynamoDBFixture : public LocalServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void createFillDrop();
    void dropsOwnTablesOnly();
    void errors_data();
    void errors();

private:
    // Writes the text to a file and returns its name.
    [[nodiscard]] QString file(const QByteArray &text);

    QTemporaryDir m_folder;
};

namespace {

const QByteArray threads = R"({
    "TableName": "Thread",
    "AttributeDefinitions": [{ "AttributeName": "Id", "AttributeType": "N" }],
    "KeySchema": [{ "AttributeName": "Id", "KeyType": "HASH" }]
})";

} // namespace

QString tst_QDynamoDBFixture::file(const QByteArray &text)
{
    static int count = 0;
    QFile file(m_folder.filePath(QString::number(++count)));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("%s", qPrintable(file.errorString()));
    return file.fileName();
}

void tst_QDynamoDBFixture::createFillDrop()
{
    {
        QDynamoDBFixture fixture(&m_client);
        const QByteArray other = QByteArray(threads).replace("Thread", "Author");
        QVERIFY2(fixture.createTables(file('[' + threads + ',' + other + ']')),
                 qPrintable(fixture.errorString()));
        QCOMPARE(fixture.tableNames(), QStringList({ u"Thread"_s, u"Author"_s }));

        QVERIFY2(fixture.loadItems(u"Thread"_s, file(R"([
                     { "Id": 1, "Big": 0.12345678901234567890123, "Tags": ["a"] }, { "Id": 2 }])")),
                 qPrintable(fixture.errorString()));
        QVERIFY2(fixture.loadItems(u"Author"_s,
                                   file(R"({ "Id": { "N": "0.10" }, "Tags": { "SS": ["a"] } })"),
                                   QDynamoDBFixture::Format::Service),
                 qPrintable(fixture.errorString()));
        QList<QDynamoDBItem> more;
        for (int i = 3; i <= 300; ++i)
            more.append({ { u"Id"_s, i } });
        QVERIFY(fixture.putItems(u"Thread"_s, more));
        QCOMPARE(fixture.errorString(), QString());

        AWAIT(all, m_client.scan(u"Thread"_s));
        QCOMPARE(all.count, 300);
        AWAIT(one, m_client.getItem(u"Thread"_s, { { u"Id"_s, 1 } }));
        QCOMPARE(one.item[u"Big"].toNumber().toString(), u"0.12345678901234567890123"_s);
        AWAIT(author, m_client.scan(u"Author"_s));
        QCOMPARE(author.items[0][u"Tags"].type(), QDynamoDBValue::Type::StringSet);
    }
    AWAIT(tables, m_client.listTables());
    QCOMPARE(tables.tableNames, QStringList());
}

void tst_QDynamoDBFixture::dropsOwnTablesOnly()
{
    const QString description = file(threads);
    QDynamoDBFixture first(&m_client);
    QVERIFY(first.createTables(description));
    {
        QDynamoDBFixture second(&m_client);
        QVERIFY(!second.createTables(description)); // the table exists
        QVERIFY(second.errorString().contains(u"Thread"));
        QCOMPARE(second.tableNames(), QStringList());
    }
    AWAIT(tables, m_client.listTables());
    QCOMPARE(tables.tableNames, QStringList(u"Thread"_s));
    QVERIFY(first.dropTables());
    QCOMPARE(first.tableNames(), QStringList());
    QVERIFY(first.createTables(description)); // after it was deleted
}

void tst_QDynamoDBFixture::errors_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("problem");
    QTest::newRow("invalid JSON") << "[{"_ba << u"at offset "_s;
    QTest::newRow("not an object") << "[1]"_ba << u"item 1"_s;
    QTest::newRow("unknown parameter") << R"([{ "Id": 1 }])"_ba << u"item 1"_s;
    QTest::newRow("missing key") << R"([{ "Text": { "S": "x" } }])"_ba << u"Thread: "_s;
}

void tst_QDynamoDBFixture::errors()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, problem);
    QDynamoDBFixture fixture(&m_client);
    QVERIFY(fixture.createTables(file(threads)));
    QVERIFY(!fixture.loadItems(u"Thread"_s, file(text), QDynamoDBFixture::Format::Service));
    QVERIFY2(fixture.errorString().contains(problem), qPrintable(fixture.errorString()));
    QVERIFY(!fixture.createTables(u"/no/such/file"_s));
    QVERIFY(fixture.errorString().contains(u"/no/such/file"));

    QDynamoDBFixture without;
    QVERIFY(!without.createTables(file(threads)));
    QVERIFY(without.errorString().contains(u"client"));
}

QTEST_GUILESS_MAIN(tst_QDynamoDBFixture)
#include "tst_qdynamodbfixture.moc"
