// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "faketable/cellsamples.h"
#include "faketable/faketable.h"
#include "transfer/recordsource_p.h"
#include "waiting/longtimeouts.h"

#include <QtDynamoDB/qdynamodbapi_query.h>
#include <QtDynamoDB/qdynamodbexporter.h>

#include <QtCore/qjsondocument.h>
#include <QtCore/qtemporarydir.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

#include <algorithm>
#include <memory>

using namespace QDynamoDB;
using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;
using QDynamoDBTransfer::Compression;
using QDynamoDBTransfer::Format;
using Status = QDynamoDBExporter::Status;

// Exports of a fake table.
class tst_QDynamoDBExporter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void formats_data();
    void formats();
    void texts_data();
    void texts();
    void declaredColumns();
    void query();
    void stopsAndResumes_data();
    void stopsAndResumes();
    void errorOfScan();
    void oldFileIsKept();
    void fileCannotBeWritten();
    void wrongCheckpoints();
    void convertedValues();
    void destroyedWhileExporting();

private:
    [[nodiscard]] QString path(const QString &name) const { return m_folder->filePath(name); }
    [[nodiscard]] static QByteArray content(const QString &name);
    [[nodiscard]] static QList<QDynamoDBItem> items(const QString &name, Format format);
    void waitForEnd(QDynamoDBExporter &exporter);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeTable> m_table;
    std::unique_ptr<QDynamoDBClient> m_client;
};

void tst_QDynamoDBExporter::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_table = std::make_unique<FakeTable>();
    m_client = std::make_unique<QDynamoDBClient>();
    m_table->configure(m_client.get());
}

void tst_QDynamoDBExporter::cleanup()
{
    m_client.reset();
    m_table.reset();
}

QByteArray tst_QDynamoDBExporter::content(const QString &name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("missing");
}

// The items of the file, sorted by "sk".
QList<QDynamoDBItem> tst_QDynamoDBExporter::items(const QString &name, Format format)
{
    RecordSource source({ name, Format::Automatic, Compression::Automatic, {}, {} });
    if (source.open().isError() || source.format() != format)
        return {};
    QList<QDynamoDBItem> list;
    for (Records records; source.read(records); records.clear()) {
        for (const Record &record : records)
            list.append(source.item(record).valueOr({}));
    }
    std::sort(list.begin(), list.end(), [](const QDynamoDBItem &a, const QDynamoDBItem &b) {
        return a[u"sk"].toNumber() < b[u"sk"].toNumber();
    });
    return source.error().isError() ? QList<QDynamoDBItem>() : list;
}

void tst_QDynamoDBExporter::waitForEnd(QDynamoDBExporter &exporter)
{
    QTRY_VERIFY(exporter.status() != Status::Exporting);
}

void tst_QDynamoDBExporter::formats_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<Format>("format");
    QTest::addColumn<Format>("expected");
    const auto automatic = Format::Automatic;
    QTest::newRow("csv") << u"x.csv"_s << automatic << Format::Csv;
    QTest::newRow("csv, gzip") << u"x.csv.gz"_s << automatic << Format::Csv;
    QTest::newRow("tsv") << u"x.tsv"_s << automatic << Format::Csv;
    QTest::newRow("json") << u"x.json"_s << automatic << Format::DynamoDBJson;
    QTest::newRow("json, gzip") << u"x.json.gz"_s << automatic << Format::DynamoDBJson;
    QTest::newRow("jsonl") << u"x.jsonl"_s << automatic << Format::DynamoDBJsonLines;
    QTest::newRow("jsonl, gzip") << u"x.jsonl.gz"_s << automatic << Format::DynamoDBJsonLines;
    QTest::newRow("scan output") << u"x.json"_s << Format::ScanOutput << Format::ScanOutput;
}

// Values of all types, read back as they were.
void tst_QDynamoDBExporter::formats()
{
    QFETCH(const QString, name);
    QFETCH(const Format, format);
    QFETCH(const Format, expected);
    QList<QDynamoDBItem> table;
    for (const CellSample &sample : cellSamples()) {
        QDynamoDBItem item = FakeTable::item(int(table.size()));
        if (!sample.value.isUndefined())
            item.insert(sample.name, sample.value);
        table.append(item);
    }
    m_table->setItems(table);
    QDynamoDBExporter exporter(m_client.get(), u"Table"_s, path(name));
    exporter.setFormat(format);
    exporter.setSegments(3);
    const QSignalSpy finished(&exporter, &QDynamoDBExporter::finished);
    exporter.start();
    QCOMPARE(exporter.status(), Status::Exporting);
    waitForEnd(exporter);
    QVERIFY2(!exporter.error().isError(), qPrintable(exporter.error().message()));
    QCOMPARE(exporter.status(), Status::Finished);
    QCOMPARE(finished.count(), 1);
    QCOMPARE(exporter.itemCount(), table.size());
    QCOMPARE(exporter.convertedCount(), 0);
    QCOMPARE(exporter.progress(), 1.0);
    QVERIFY(!QFile::exists(exporter.partFileName()));
    QCOMPARE(items(path(name), expected), table);
    QCOMPARE(content(path(name)).startsWith("\x1f\x8b"), name.endsWith(u".gz"_s));
}

void tst_QDynamoDBExporter::texts_data()
{
    QTest::addColumn<Format>("format");
    QTest::addColumn<QByteArray>("none");
    QTest::addColumn<QByteArray>("two");
    QTest::newRow("array") << Format::JsonArray << QByteArray("[\n\n]\n")
                           << QByteArray("[\n{\"pk\":\"p\",\"sk\":0,\"text\":\"0\"},\n"
                                         "{\"pk\":\"p\",\"sk\":1,\"text\":\"1\"}\n]\n");
    QTest::newRow("lines") << Format::JsonLines << QByteArray()
                           << QByteArray("{\"pk\":\"p\",\"sk\":0,\"text\":\"0\"}\n"
                                         "{\"pk\":\"p\",\"sk\":1,\"text\":\"1\"}\n");
    QTest::newRow("typed lines")
            << Format::DynamoDBJsonLines << QByteArray()
            << QByteArray(R"({"Item":{"pk":{"S":"p"},"sk":{"N":"0"},"text":{"S":"0"}}})"
                          "\n"
                          R"({"Item":{"pk":{"S":"p"},"sk":{"N":"1"},"text":{"S":"1"}}})"
                          "\n");
    QTest::newRow("csv") << Format::Csv << QByteArray()
                         << QByteArray("\"pk\",\"sk\",\"text\"\n\"p\",0,\"0\"\n\"p\",1,\"1\"\n");
    QTest::newRow("scan output") << Format::ScanOutput
                                 << QByteArray(
                                            "{\"Items\":[\n\n],\"Count\":0,\"ScannedCount\":0}\n")
                                 << QByteArray("{\"Items\":[\n"
                                               R"({"pk":{"S":"p"},"sk":{"N":"0"},"text":{"S":"0"}},)"
                                               "\n"
                                               R"({"pk":{"S":"p"},"sk":{"N":"1"},"text":{"S":"1"}})"
                                               "\n],\"Count\":2,\"ScannedCount\":2}\n");
}

void tst_QDynamoDBExporter::texts()
{
    QFETCH(const Format, format);
    for (const int count : { 0, 2 }) {
        QFETCH(const QByteArray, none);
        QFETCH(const QByteArray, two);
        m_table->setItems(FakeTable::items(0, count));
        QDynamoDBExporter exporter(m_client.get(), u"Table"_s, path(u"x"_s));
        exporter.setFormat(format);
        exporter.setSegments(1);
        exporter.start();
        waitForEnd(exporter);
        QCOMPARE(exporter.status(), Status::Finished);
        QCOMPARE(content(path(u"x"_s)), count == 0 ? none : two);
    }
}

void tst_QDynamoDBExporter::declaredColumns()
{
    m_table->setItems(FakeTable::items(0, 2));
    QDynamoDBExporter exporter(m_client.get(), u"Table"_s, path(u"x.csv"_s));
    QDynamoDBCsvOptions csv;
    csv.columns = { { u"text"_s }, { u"none"_s }, { u"sk"_s } };
    csv.separator = u';';
    csv.header = QDynamoDBCsvOptions::Header::Absent;
    exporter.setCsvOptions(csv);
    exporter.start();
    waitForEnd(exporter);
    QCOMPARE(content(path(u"x.csv"_s)), "\"0\";;0\n\"1\";;1\n");
}

void tst_QDynamoDBExporter::query()
{
    m_table->setItems(FakeTable::items(0, 10));
    QueryRequest request;
    request.tableName = u"Table"_s;
    request.keyConditionExpression = u"pk = :p"_s;
    request.filterExpression = u"sk > :n"_s;
    request.limit = 4;
    QDynamoDBExporter exporter(m_client.get(), request, path(u"x.jsonl"_s));
    exporter.start();
    waitForEnd(exporter);
    QCOMPARE(exporter.status(), Status::Finished);
    QCOMPARE(items(path(u"x.jsonl"_s), Format::DynamoDBJsonLines), FakeTable::items(0, 10));
    const QList<QJsonObject> bodies = m_table->bodies(u"Query"_s);
    QCOMPARE(bodies.size(), 3);
    QCOMPARE(bodies.first()["FilterExpression"_L1].toString(), u"sk > :n"_s);
}

void tst_QDynamoDBExporter::stopsAndResumes_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("csv") << u"x.csv"_s;
    QTest::newRow("json") << u"x.json"_s;
    QTest::newRow("gzip") << u"x.jsonl.gz"_s;
}

void tst_QDynamoDBExporter::stopsAndResumes()
{
    QFETCH(const QString, name);
    constexpr int count = 9000; // pages have at most 1000 items
    m_table->setItems(FakeTable::items(0, count));
    QJsonObject checkpoint;
    {
        QDynamoDBExporter exporter(m_client.get(), u"Table"_s, path(name));
        const QSignalSpy stopped(&exporter, &QDynamoDBExporter::stopped);
        exporter.setSegments(2);
        connect(&exporter, &QDynamoDBExporter::progressChanged, &exporter, &QDynamoDBExporter::stop);
        exporter.start();
        waitForEnd(exporter);
        QCOMPARE(exporter.status(), Status::Stopped);
        QCOMPARE(stopped.count(), 1);
        QVERIFY(exporter.itemCount() > 0);
        QVERIFY(exporter.itemCount() < count);
        QVERIFY(!QFile::exists(path(name)));
        QCOMPARE(QFileInfo(exporter.partFileName()).size(), exporter.bytesWritten());
        checkpoint = QJsonDocument::fromJson(QJsonDocument(exporter.checkpoint()).toJson()).object();
        // As if the program had been killed after it had written more.
        QFile part(exporter.partFileName());
        QVERIFY(part.open(QIODevice::Append));
        part.write("garbage");
    }
    QDynamoDBExporter exporter(m_client.get(), u"Table"_s, path(name));
    QVERIFY(!exporter.setCheckpoint(checkpoint).isError());
    exporter.start();
    waitForEnd(exporter);
    QVERIFY2(!exporter.error().isError(), qPrintable(exporter.error().message()));
    QCOMPARE(exporter.itemCount(), count);
    const Format format = name == u"x.csv" ? Format::Csv
            : name == u"x.json"            ? Format::DynamoDBJson
                                           : Format::DynamoDBJsonLines;
    QCOMPARE(items(path(name), format), FakeTable::items(0, count));
}

void tst_QDynamoDBExporter::errorOfScan()
{
    m_table->setItems(FakeTable::items(0, 3000));
    QDynamoDBExporter exporter(m_client.get(), u"Table"_s, path(u"x.json"_s));
    exporter.setSegments(1);
    m_table->enqueue(u"Scan"_s, Reaction::error(400, "AccessDeniedException"));
    exporter.start();
    waitForEnd(exporter);
    QCOMPARE(exporter.status(), Status::Error);
    QCOMPARE(exporter.error().code(), Code::AccessDenied);
    QVERIFY(!QFile::exists(path(u"x.json"_s)));
    exporter.start();
    waitForEnd(exporter);
    QCOMPARE(exporter.status(), Status::Finished);
    QCOMPARE(items(path(u"x.json"_s), Format::DynamoDBJson), FakeTable::items(0, 3000));
}

// A file of this name stays until the new one is complete.
void tst_QDynamoDBExporter::oldFileIsKept()
{
    m_table->setItems(FakeTable::items(0, 3));
    QFile old(path(u"x.json"_s));
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.write("old");
    old.close();
    {
        QDynamoDBExporter exporter(m_client.get(), u"Table"_s, old.fileName());
        m_table->enqueue(u"Scan"_s, Reaction::error(400, "AccessDeniedException"));
        exporter.start();
        waitForEnd(exporter);
        QCOMPARE(exporter.status(), Status::Error);
        QCOMPARE(content(old.fileName()), "old");
    }
    QDynamoDBExporter exporter(m_client.get(), u"Table"_s, old.fileName());
    exporter.start();
    waitForEnd(exporter);
    QCOMPARE(items(old.fileName(), Format::DynamoDBJson), FakeTable::items(0, 3));
}

void tst_QDynamoDBExporter::fileCannotBeWritten()
{
    QDynamoDBExporter exporter(m_client.get(), u"Table"_s, path(u"missing/x.json"_s));
    exporter.start();
    waitForEnd(exporter);
    QCOMPARE(exporter.status(), Status::Error);
    QVERIFY(exporter.error().message().contains(u"missing"_s));
    QDynamoDBExporter folder(m_client.get(), u"Table"_s, m_folder->path());
    folder.start();
    waitForEnd(folder);
    QCOMPARE(folder.status(), Status::Error);
}

void tst_QDynamoDBExporter::wrongCheckpoints()
{
    m_table->setItems(FakeTable::items(0, 3));
    QDynamoDBExporter exporter(m_client.get(), u"Table"_s, path(u"x.json"_s));
    QVERIFY(!exporter.setCheckpoint(exporter.checkpoint()).isError());
    QVERIFY(exporter.setCheckpoint({}).isError());
    exporter.start();
    waitForEnd(exporter);
    QJsonObject end = exporter.checkpoint();
    QDynamoDBExporter other(m_client.get(), u"Other"_s, path(u"x.json"_s));
    QVERIFY(other.setCheckpoint(end).isError());
    // The part file is gone.
    QDynamoDBExporter later(m_client.get(), u"Table"_s, path(u"x.json"_s));
    QVERIFY(!later.setCheckpoint(end).isError());
    later.start();
    waitForEnd(later);
    QCOMPARE(later.status(), Status::Error);
}

void tst_QDynamoDBExporter::convertedValues()
{
    m_table->setItems({ { { u"sk"_s, 0 }, { u"v"_s, QByteArray("x") } },
                        { { u"sk"_s, 1 }, { u"v"_s, 1 } },
                        { { u"sk"_s, 2 },
                          { u"v"_s,
                            QDynamoDBValueList { QDynamoDBItem {
                                    { u"s"_s, QDynamoDBValue::stringSet({ u"x"_s }) } } } } } });
    QDynamoDBExporter exporter(m_client.get(), u"Table"_s, path(u"x"_s));
    exporter.setFormat(Format::JsonLines);
    exporter.start();
    waitForEnd(exporter);
    QCOMPARE(exporter.itemCount(), 3);
    QCOMPARE(exporter.convertedCount(), 2);
}

void tst_QDynamoDBExporter::destroyedWhileExporting()
{
    m_table->setItems(FakeTable::items(0, 9000));
    auto exporter = std::make_unique<QDynamoDBExporter>(m_client.get(), u"Table"_s, path(u"x"_s));
    exporter->start();
    QTRY_VERIFY(exporter->itemCount() > 0);
    exporter.reset();
    QVERIFY(!QFile::exists(path(u"x"_s)));
}

QTEST_GUILESS_MAIN(tst_QDynamoDBExporter)
#include "tst_qdynamodbexporter.moc"
