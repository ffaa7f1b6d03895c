// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "faketable/faketable.h"
#include "waiting/await.h"
#include "waiting/longtimeouts.h"

#include <QtDynamoDB/qdynamodbimporter.h>
#include <QtDynamoDB/qdynamodbjson.h>

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qtemporarydir.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;
using QDynamoDBTransfer::CellType;
using QDynamoDBTransfer::Format;
using Status = QDynamoDBImporter::Status;

// Imports into a fake table.
class tst_QDynamoDBImporter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void imports_data();
    void imports();
    void emptyFile();
    void failures_data();
    void failures();
    void tooManyFailures();
    void stopsAndResumes();
    void errorOfTable();
    void errorOfWrites();
    void refusedItem();
    void wrongCheckpoints();
    void preview();
    void destroyedWhileImporting();
    void clientDestroyed();

private:
    QString write(const QString &name, const QByteArray &text);
    [[nodiscard]] QByteArray csv(int from, int to) const;
    // The "sk" of each item that was put, in order.
    [[nodiscard]] QList<int> written() const;
    void waitForEnd(QDynamoDBImporter &importer);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeTable> m_table;
    std::unique_ptr<QDynamoDBClient> m_client;
};

void tst_QDynamoDBImporter::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_table = std::make_unique<FakeTable>();
    m_client = std::make_unique<QDynamoDBClient>();
    m_table->configure(m_client.get());
}

void tst_QDynamoDBImporter::cleanup()
{
    m_client.reset();
    m_table.reset();
}

QString tst_QDynamoDBImporter::write(const QString &name, const QByteArray &text)
{
    const QString path = m_folder->filePath(name);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("%s", qPrintable(file.errorString()));
    return path;
}

QByteArray tst_QDynamoDBImporter::csv(int from, int to) const
{
    QByteArray text = "pk,sk,text\n";
    for (int i = from; i < to; ++i)
        text += "p," + QByteArray::number(i) + ",t" + QByteArray::number(i) + '\n';
    return text;
}

QList<int> tst_QDynamoDBImporter::written() const
{
    QList<int> numbers;
    for (const QJsonObject &body : m_table->bodies(u"BatchWriteItem"_s)) {
        for (const QJsonValueConstRef request : body["RequestItems"_L1]["Table"_L1].toArray()) {
            numbers.append(request.toObject()["PutRequest"_L1]["Item"_L1]["sk"_L1]["N"_L1]
                                   .toString()
                                   .toInt());
        }
    }
    std::sort(numbers.begin(), numbers.end());
    return numbers;
}

void tst_QDynamoDBImporter::waitForEnd(QDynamoDBImporter &importer)
{
    QTRY_VERIFY(importer.status() != Status::Importing);
}

void tst_QDynamoDBImporter::imports_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("csv") << u"x.csv"_s << csv(0, 3);
    QTest::newRow("array") << u"x.json"_s
                           << QByteArray(
                                      R"([{"pk":"p","sk":0},{"pk":"p","sk":1},{"pk":"p","sk":2}])");
    QTest::newRow("scan output")
            << u"x.json"_s
            << QByteArray(R"({"Items":[{"pk":{"S":"p"},"sk":{"N":"0"}},{"pk":{"S":"p"},)"
                          R"("sk":{"N":"1"}},{"pk":{"S":"p"},"sk":{"N":"2"}}],"Count":3})");
}

void tst_QDynamoDBImporter::imports()
{
    QFETCH(const QString, name);
    QFETCH(const QByteArray, text);
    QDynamoDBImporter importer(m_client.get(), u"Table"_s, write(name, text));
    const QSignalSpy finished(&importer, &QDynamoDBImporter::finished);
    const QSignalSpy statusChanged(&importer, &QDynamoDBImporter::statusChanged);
    importer.start();
    QCOMPARE(importer.status(), Status::Importing);
    waitForEnd(importer);
    QVERIFY2(!importer.error().isError(), qPrintable(importer.error().message()));
    QCOMPARE(importer.status(), Status::Finished);
    QCOMPARE(finished.count(), 1);
    QCOMPARE(statusChanged.count(), 2);
    QCOMPARE(importer.writtenCount(), 3);
    QCOMPARE(importer.failedCount(), 0);
    QCOMPARE(importer.bytesRead(), text.size());
    QCOMPARE(importer.bytesTotal(), text.size());
    QCOMPARE(importer.progress(), 1.0);
    QCOMPARE(written(), (QList<int> { 0, 1, 2 }));
}

void tst_QDynamoDBImporter::emptyFile()
{
    QDynamoDBImporter importer(m_client.get(), u"Table"_s, write(u"x.json"_s, "[]"));
    importer.start();
    waitForEnd(importer);
    QCOMPARE(importer.status(), Status::Finished);
    QCOMPARE(importer.writtenCount(), 0);
    QCOMPARE(m_table->count(u"BatchWriteItem"_s), 0);
}

void tst_QDynamoDBImporter::failures_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QList<qint64>>("lines");
    QTest::addColumn<QByteArray>("saved");
    using Lines = QList<qint64>;
    QTest::newRow("csv") << u"x.csv"_s << QByteArray("pk,sk\np,0\np,1,2\np,2\n\"x\ny\"z,3\np,4\n")
                         << Lines { 3, 5 } << QByteArray("pk,sk\np,1,2\n\"x\ny\"z,3\n");
    QTest::newRow("lines") << u"x.jsonl"_s
                           << QByteArray(
                                      "{\"pk\":\"p\",\"sk\":0}\nx\n{\"pk\":\"p\",\"sk\":2}\n{}\n")
                           << Lines { 2, 4 } << QByteArray("x\n{}\n");
    QTest::newRow("array") << u"x.json"_s
                           << QByteArray("[\n{\"pk\":\"p\",\"sk\":0},\n7,\n{\"pk\":\"p\",\"sk\":2},"
                                         "\n{\"a\":[1}\n]\n")
                           << Lines { 3, 5 } << QByteArray("[\n7,\n{\"a\":[1}\n]\n");
}

// Broken records are listed, and saved in the same format; the others are written. The last one of
// the second format lacks the key.
void tst_QDynamoDBImporter::failures()
{
    QFETCH(const QString, name);
    QFETCH(const QByteArray, text);
    QFETCH(const QList<qint64>, lines);
    QFETCH(const QByteArray, saved);
    QDynamoDBImporter importer(m_client.get(), u"Table"_s, write(name, text));
    importer.start();
    waitForEnd(importer);
    QVERIFY2(!importer.error().isError(), qPrintable(importer.error().message()));
    QCOMPARE(importer.status(), Status::Finished);
    QList<qint64> found;
    for (const QDynamoDBImportFailure &failure : importer.failures()) {
        found.append(failure.line);
        QVERIFY(failure.error.isError());
        QVERIFY(!failure.error.message().isEmpty());
    }
    QCOMPARE(found, lines);
    QCOMPARE(importer.failedCount(), lines.size());
    QCOMPARE(importer.writtenCount(), name.endsWith(u"csv"_s) ? 3 : 2);
    const QString file = m_folder->filePath(u"failed"_s);
    AWAIT_DONE(importer.saveFailures(file));
    QFile content(file);
    QVERIFY(content.open(QIODevice::ReadOnly));
    QCOMPARE(content.readAll(), saved);
}

void tst_QDynamoDBImporter::tooManyFailures()
{
    QDynamoDBImporter importer(m_client.get(), u"Table"_s,
                               write(u"x.jsonl"_s, QByteArray("x\n").repeated(1000)));
    importer.setMaxFailures(10);
    importer.start();
    waitForEnd(importer);
    QCOMPARE(importer.status(), Status::Error);
    QVERIFY(importer.error().message().contains(u"maxFailures"_s));
    QVERIFY(importer.failedCount() < 1000);
}

// Another importer goes on where the first one was stopped.
void tst_QDynamoDBImporter::stopsAndResumes()
{
    constexpr int count = 5000;
    const QString file = write(u"x.csv"_s, csv(0, count));
    QJsonObject checkpoint;
    qint64 writtenBefore = 0;
    {
        QDynamoDBImporter importer(m_client.get(), u"Table"_s, file);
        const QSignalSpy stopped(&importer, &QDynamoDBImporter::stopped);
        connect(&importer, &QDynamoDBImporter::progressChanged, &importer, [&importer] {
            if (importer.writtenCount() > 0)
                importer.stop();
        });
        importer.start();
        waitForEnd(importer);
        QCOMPARE(importer.status(), Status::Stopped);
        QCOMPARE(stopped.count(), 1);
        // As after a restart of the program.
        checkpoint = QJsonDocument::fromJson(QJsonDocument(importer.checkpoint()).toJson()).object();
        writtenBefore = importer.writtenCount();
        QVERIFY(writtenBefore > 0);
        QVERIFY(writtenBefore < count);
        QCOMPARE(written().size(), writtenBefore);
    }
    QDynamoDBImporter importer(m_client.get(), u"Table"_s, file);
    QVERIFY(!importer.setCheckpoint(checkpoint).isError());
    QCOMPARE(importer.writtenCount(), writtenBefore);
    importer.start();
    waitForEnd(importer);
    QCOMPARE(importer.status(), Status::Finished);
    QCOMPARE(importer.writtenCount(), count);
    QList<int> all;
    for (int i = 0; i < count; ++i)
        all.append(i);
    QCOMPARE(written(), all); // each item once
}

void tst_QDynamoDBImporter::errorOfTable()
{
    const QByteArray missing = R"({"__type":"x#ResourceNotFoundException","message":"no table"})";
    m_table->enqueue(u"DescribeTable"_s, Reaction::json(400, missing));
    QDynamoDBImporter importer(m_client.get(), u"Table"_s, write(u"x.csv"_s, csv(0, 3)));
    const QSignalSpy errors(&importer, &QDynamoDBImporter::errorOccurred);
    importer.start();
    waitForEnd(importer);
    QCOMPARE(importer.status(), Status::Error);
    QCOMPARE(importer.error().code(), Code::ResourceNotFound);
    QCOMPARE(errors.count(), 1);
    // The next start succeeds.
    importer.start();
    waitForEnd(importer);
    QCOMPARE(importer.status(), Status::Finished);
    QVERIFY(!importer.error().isError());
    QCOMPARE(written().size(), 3);
}

// An error that is not that of one item ends the import; no record counts as failed.
void tst_QDynamoDBImporter::errorOfWrites()
{
    const QByteArray denied = R"({"__type":"x#AccessDeniedException","message":"no"})";
    m_table->enqueue(u"BatchWriteItem"_s, Reaction::json(400, denied));
    QDynamoDBImporter importer(m_client.get(), u"Table"_s, write(u"x.csv"_s, csv(0, 2000)));
    importer.start();
    waitForEnd(importer);
    QCOMPARE(importer.status(), Status::Error);
    QCOMPARE(importer.error().code(), Code::AccessDenied);
    QCOMPARE(importer.failedCount(), 0);
    QVERIFY(importer.writtenCount() < 2000);
    importer.start();
    waitForEnd(importer);
    QCOMPARE(importer.status(), Status::Finished);
    QCOMPARE(importer.writtenCount(), 2000);
    const QList<int> numbers = written();
    QCOMPARE(QSet<int>(numbers.begin(), numbers.end()).size(), 2000);
}

// The item with the large text is refused by the writer; its record is listed.
void tst_QDynamoDBImporter::refusedItem()
{
    const QByteArray text = "[\n{\"pk\":\"p\",\"sk\":0},\n{\"pk\":\"p\",\"sk\":1,\"text\":\""
            + QByteArray(500000, 'x') + "\"},\n{\"pk\":\"p\",\"sk\":2}\n]";
    QDynamoDBImporter importer(m_client.get(), u"Table"_s, write(u"x.json"_s, text));
    importer.start();
    waitForEnd(importer);
    QCOMPARE(importer.status(), Status::Finished);
    QCOMPARE(importer.failures().size(), 1);
    QCOMPARE(importer.failures().first().line, 3);
    QVERIFY(importer.failures().first().error.message().contains(u"400 KB"_s));
    QCOMPARE(importer.writtenCount(), 2);
    QCOMPARE(written(), (QList<int> { 0, 2 }));
}

void tst_QDynamoDBImporter::wrongCheckpoints()
{
    const QString file = write(u"x.csv"_s, csv(0, 3));
    QDynamoDBImporter importer(m_client.get(), u"Table"_s, file);
    QJsonObject good = importer.checkpoint();
    QVERIFY(!importer.setCheckpoint(good).isError());
    QVERIFY(importer.setCheckpoint({}).isError());
    QJsonObject other = good;
    other["table"_L1] = u"Other"_s;
    QVERIFY(importer.setCheckpoint(other).isError());
    for (const QString &member : good.keys()) {
        if (member == "failed"_L1)
            continue;
        QJsonObject wrong = good;
        wrong[member] = u"wrong"_s;
        QVERIFY2(importer.setCheckpoint(wrong).isError(), qPrintable(member));
    }
    importer.start();
    waitForEnd(importer);
    const QJsonObject end = importer.checkpoint();
    // The file has changed since.
    write(u"x.csv"_s, csv(0, 4));
    QDynamoDBImporter later(m_client.get(), u"Table"_s, file);
    QVERIFY(!later.setCheckpoint(end).isError());
    later.start();
    waitForEnd(later);
    QCOMPARE(later.error().code(), Code::Validation);
}

void tst_QDynamoDBImporter::preview()
{
    QDynamoDBImporter importer(m_client.get(), u"Table"_s, write(u"x.csv"_s, csv(0, 50) + "p,x\n"));
    const QDynamoDBImportPreview some = importer.preview(10).result(); // without an event loop
    QCOMPARE(some.format, Format::Csv);
    QCOMPARE(some.separator, u',');
    QCOMPARE(some.items.size(), 10);
    QCOMPARE(some.items[3][u"sk"].toInteger(), 3);
    AWAIT(all, importer.preview(1000));
    QCOMPARE(all.items.size(), 50);
    QCOMPARE(all.columns[1], (QDynamoDBCsvColumn { u"sk"_s, CellType::Number }));
    QCOMPARE(all.failures.size(), 1);
    QCOMPARE(all.failures.first().line, 52);
    QCOMPARE(m_table->count(u"BatchWriteItem"_s), 0);
    QDynamoDBImporter missing(m_client.get(), u"Table"_s, m_folder->filePath(u"missing"_s));
    AWAIT_ERROR(error, missing.preview(), Code::Serialization);
    QVERIFY(error.message().contains(u"missing"_s));
}

void tst_QDynamoDBImporter::destroyedWhileImporting()
{
    auto importer = std::make_unique<QDynamoDBImporter>(m_client.get(), u"Table"_s,
                                                        write(u"x.csv"_s, csv(0, 20000)));
    importer->start();
    QTRY_VERIFY(importer->writtenCount() > 0);
    importer.reset();
    QVERIFY(written().size() < 20000);
}

void tst_QDynamoDBImporter::clientDestroyed()
{
    QDynamoDBImporter importer(m_client.get(), u"Table"_s, write(u"x.csv"_s, csv(0, 20000)));
    importer.start();
    QTRY_VERIFY(importer.writtenCount() > 0);
    m_client.reset();
    waitForEnd(importer);
    QCOMPARE(importer.status(), Status::Error);
    QCOMPARE(importer.error().code(), Code::ClientDestroyed);
    importer.start();
    QCOMPARE(importer.error().code(), Code::ClientDestroyed);
}

QTEST_GUILESS_MAIN(tst_QDynamoDBImporter)
#include "tst_qdynamodbimporter.moc"
