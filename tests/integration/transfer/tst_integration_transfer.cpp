// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "faketable/cellsamples.h"
#include "localservertest/localservertest.h"
#include "waiting/longtimeouts.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbexporter.h>
#include <QtDynamoDB/qdynamodbimporter.h>
#include <QtDynamoDB/qdynamodbpager.h>

#include <QtCore/qfile.h>
#include <QtCore/qtemporarydir.h>
#include <QtTest/qsignalspy.h>

#include <algorithm>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;
using QDynamoDBTransfer::Format;
using ImporterStatus = QDynamoDBImporter::Status;
using ExporterStatus = QDynamoDBExporter::Status;

// Imports and exports on DynamoDB Local.
class tst_Integration_Transfer : public LocalServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void roundTrip_data();
    void roundTrip();
    void keyTypes();
    void refusedItems();
    void filteredExport();
    void parallelExport();
    void serverRestarted();

private:
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    [[nodiscard]] QString write(const QString &name, const QByteArray &text) const;
    [[nodiscard]] QList<QDynamoDBItem> itemsOf(const QString &tableName);

    QTemporaryDir m_folder;
};

QString tst_Integration_Transfer::write(const QString &name, const QByteArray &text) const
{
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("%s", qPrintable(file.errorString()));
    return file.fileName();
}

// All items of the table, sorted by "pk".
QList<QDynamoDBItem> tst_Integration_Transfer::itemsOf(const QString &tableName)
{
    ScanRequest request;
    request.tableName = tableName;
    QList<QDynamoDBItem> items = waitForResults(scanAll(&m_client, request)).valueOr({});
    std::sort(items.begin(), items.end(), [](const QDynamoDBItem &a, const QDynamoDBItem &b) {
        return a[u"pk"].toString() < b[u"pk"].toString();
    });
    return items;
}

void tst_Integration_Transfer::roundTrip_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<Format>("format");
    QTest::newRow("csv") << u"x.csv"_s << Format::Automatic;
    QTest::newRow("csv, gzip") << u"x.csv.gz"_s << Format::Automatic;
    QTest::newRow("json") << u"x.json"_s << Format::Automatic;
    QTest::newRow("lines, gzip") << u"x.jsonl.gz"_s << Format::Automatic;
    QTest::newRow("scan output") << u"x.json"_s << Format::ScanOutput;
}

// Exports a table with values of all types, and imports the file into another one.
void tst_Integration_Transfer::roundTrip()
{
    QFETCH(const QString, name);
    QFETCH(const Format, format);
    TEST_TABLE(source, TestTable::Keys::Partition);
    TEST_TABLE(target, TestTable::Keys::Partition);
    QList<QDynamoDBItem> items;
    for (const CellSample &sample : cellSamples()) {
        // The server stores neither values of unknown types nor unpaired surrogates.
        if (sample.value.isUnknown() || !sample.value.toString().isValidUtf16())
            continue;
        QDynamoDBItem item { { u"pk"_s, sample.name } };
        if (!sample.value.isUndefined())
            item.insert(u"value"_s, sample.value);
        items.append(item);
    }
    AWAIT(summary, batchWrite(&m_client, source.name(), items));
    QVERIFY2(summary.isComplete(),
             qPrintable(summary.isComplete() ? QString()
                                             : summary.unwritten.first().error.message()));

    QDynamoDBExporter exporter(&m_client, source.name(), path(name));
    exporter.setFormat(format);
    exporter.start();
    QTRY_VERIFY(exporter.status() != ExporterStatus::Exporting);
    QVERIFY2(!exporter.error().isError(), qPrintable(exporter.error().message()));
    QCOMPARE(exporter.itemCount(), items.size());

    QDynamoDBImporter importer(&m_client, target.name(), path(name));
    importer.start();
    QTRY_VERIFY(importer.status() != ImporterStatus::Importing);
    QVERIFY2(!importer.error().isError(), qPrintable(importer.error().message()));
    QCOMPARE(importer.failedCount(), 0);
    QCOMPARE(importer.writtenCount(), items.size());
    QCOMPARE(itemsOf(target.name()), itemsOf(source.name()));
}

// A column of a key has the type of the key, whatever it looks like.
void tst_Integration_Transfer::keyTypes()
{
    TEST_TABLE(table, TestTable::Keys::PartitionAndSort);
    QDynamoDBImporter importer(&m_client, table.name(), write(u"x.csv"_s, "pk,sk,n\n7,\"1\",7\n"));
    importer.start();
    QTRY_VERIFY(importer.status() != ImporterStatus::Importing);
    QVERIFY2(!importer.error().isError(), qPrintable(importer.error().message()));
    QCOMPARE(itemsOf(table.name()),
             (QList<QDynamoDBItem> { { { u"pk"_s, u"7"_s }, { u"sk"_s, 1 }, { u"n"_s, 7 } } }));
}

// Items that the service refuses are listed with their lines; the others are written.
void tst_Integration_Transfer::refusedItems()
{
    TEST_TABLE(table, TestTable::Keys::Partition);
    const QByteArray text = "{\"pk\":\"a\"}\n{\"pk\":1}\n{\"pk\":\"b\"}\n{\"pk\":\"\"}\n"
                            "{\"other\":1}\n{\"pk\":\"c\"}\n";
    QDynamoDBImporter importer(&m_client, table.name(), write(u"x.jsonl"_s, text));
    importer.start();
    QTRY_VERIFY(importer.status() != ImporterStatus::Importing);
    QVERIFY2(!importer.error().isError(), qPrintable(importer.error().message()));
    QList<qint64> lines;
    for (const QDynamoDBImportFailure &failure : importer.failures())
        lines.append(failure.line);
    QCOMPARE(lines, (QList<qint64> { 2, 4, 5 }));
    QCOMPARE(importer.writtenCount(), 3);
    QCOMPARE(itemsOf(table.name()).size(), 3);
    // They are saved, and fail again in another import.
    AWAIT_DONE(importer.saveFailures(path(u"failed.jsonl"_s)));
    QDynamoDBImporter again(&m_client, table.name(), path(u"failed.jsonl"_s));
    again.start();
    QTRY_VERIFY(again.status() != ImporterStatus::Importing);
    QCOMPARE(again.failedCount(), 3);
}

void tst_Integration_Transfer::filteredExport()
{
    TEST_TABLE(table, TestTable::Keys::PartitionAndSort);
    QList<QDynamoDBItem> items;
    for (int i = 0; i < 100; ++i) {
        items.append({ { u"pk"_s, u"p"_s },
                       { u"sk"_s, i },
                       { u"text"_s, QString(10, u'x') },
                       { u"even"_s, i % 2 == 0 } });
    }
    AWAIT_DONE(batchWrite(&m_client, table.name(), items));
    QueryRequest request;
    request.tableName = table.name();
    request.keyConditionExpression = u"pk = :p AND sk < :n"_s;
    request.filterExpression = u"even = :t"_s;
    request.projectionExpression = u"sk"_s;
    request.expressionAttributeValues = { { u":p"_s, u"p"_s }, { u":n"_s, 10 }, { u":t"_s, true } };
    QDynamoDBExporter exporter(&m_client, request, path(u"x.csv"_s));
    exporter.start();
    QTRY_VERIFY(exporter.status() != ExporterStatus::Exporting);
    QVERIFY2(!exporter.error().isError(), qPrintable(exporter.error().message()));
    QFile file(path(u"x.csv"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), "\"sk\"\n0\n2\n4\n6\n8\n");
}

void tst_Integration_Transfer::parallelExport()
{
    constexpr int count = 3000;
    TEST_TABLE(table, TestTable::Keys::Partition);
    QByteArray text = "pk,n\n";
    for (int i = 0; i < count; ++i)
        text += 'k' + QByteArray::number(i) + ',' + QByteArray::number(i) + '\n';
    QDynamoDBImporter importer(&m_client, table.name(), write(u"x.csv"_s, text));
    importer.start();
    QTRY_VERIFY(importer.status() != ImporterStatus::Importing);
    QCOMPARE(importer.writtenCount(), count);
    QDynamoDBExporter exporter(&m_client, table.name(), path(u"out.csv"_s));
    exporter.setSegments(4);
    exporter.start();
    QTRY_VERIFY(exporter.status() != ExporterStatus::Exporting);
    QCOMPARE(exporter.itemCount(), count);
    QFile file(path(u"out.csv"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QByteArrayList lines = file.readAll().split('\n');
    QCOMPARE(lines.takeFirst(), "\"pk\",\"n\"");
    QCOMPARE(QSet<QByteArray>(lines.begin(), lines.end()).size(), count + 1);
}

// The server is stopped in mid-import and started again with the same data.
void tst_Integration_Transfer::serverRestarted()
{
    constexpr int count = 600; // a server with files is slow
    QTemporaryDir data;
    QDynamoDBLocalServer server;
    server.setDataFolder(data.path());
    server.start();
    QVERIFY2(server.waitForStarted(), qPrintable(server.errorString()));
    QDynamoDBClient client;
    server.configure(&client);
    client.setMaxRetries(1);
    CreateTableRequest create = TestTable::request(TestTable::Keys::PartitionAndSort);
    create.tableName = u"Restarted"_s;
    AWAIT_DONE(client.createTable(create));
    QByteArray text = "pk,sk,text\n";
    for (int i = 0; i < count; ++i)
        text += "p," + QByteArray::number(i) + ",some text\n";

    QDynamoDBImporter importer(&client, create.tableName, write(u"x.csv"_s, text));
    const QSignalSpy errors(&importer, &QDynamoDBImporter::errorOccurred);
    importer.start();
    QTRY_VERIFY(importer.writtenCount() > 0);
    server.stop();
    QTRY_VERIFY(importer.status() != ImporterStatus::Importing);
    QCOMPARE(importer.status(), ImporterStatus::Error);
    QCOMPARE(errors.count(), 1);
    QCOMPARE(importer.failedCount(), 0); // no record is to blame
    QVERIFY(importer.writtenCount() > 0);
    QVERIFY(importer.writtenCount() < count);

    server.start();
    QVERIFY2(server.waitForStarted(), qPrintable(server.errorString()));
    server.configure(&client); // the port is another one
    importer.start();
    QTRY_VERIFY(importer.status() != ImporterStatus::Importing);
    QVERIFY2(!importer.error().isError(), qPrintable(importer.error().message()));
    QCOMPARE(importer.status(), ImporterStatus::Finished);
    QCOMPARE(importer.writtenCount(), count);
    ScanRequest scan;
    scan.tableName = create.tableName;
    const auto items = waitForResults(scanAll(&client, scan));
    QVERIFY2(items, qPrintable(items.error().message()));
    QCOMPARE(items->size(), count);
}

QTEST_GUILESS_MAIN(tst_Integration_Transfer)
#include "tst_integration_transfer.moc"
