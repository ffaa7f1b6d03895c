// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "waiting/longtimeouts.h"

#include <QtDynamoDB/QDynamoDBClient>
#include <QtDynamoDB/QDynamoDBExporter>
#include <QtDynamoDB/QDynamoDBFakeServer>
#include <QtDynamoDB/QDynamoDBImporter>
#include <QtDynamoDB/qdynamodbapi_query.h>

#include <QtCore/QFile>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QRegularExpression>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;

// Contains the code of docs/transfer.md verbatim and runs it.
class tst_TransferDocs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void blocksAreHere();
    void importing();
    void csvOptions();
    void exporting();

private:
    void showProgress(double progress) { m_progress = progress; }
    void showProblem(qint64 line, const QString &problem)
    {
        m_problems.append(u"%1: %2"_s.arg(line).arg(problem));
    }
    void showError(const QDynamoDBError &error) { m_errors.append(error.message()); }

    double m_progress = 0;
    QStringList m_problems;
    QStringList m_errors;
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

static void expectWrites(QDynamoDBFakeServer &server)
{
    const QByteArray table = R"({"Table":{"TableName":"Thread","KeySchema":[)"
                             R"({"AttributeName":"Subject","KeyType":"HASH"}]}})";
    server.expect(u"DescribeTable"_s).replyJson(QJsonDocument::fromJson(table).object()).anyTimes();
    server.expect(u"BatchWriteItem"_s).reply().anyTimes();
}

void tst_TransferDocs::blocksAreHere()
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
    QCOMPARE(count, 6);
}

void tst_TransferDocs::importing()
{
    QDynamoDBFakeServer server;
    expectWrites(server);
    QDynamoDBClient client;
    server.configure(&client);
    const QTemporaryDir temporary;
    const QString folder = temporary.path();
    QFile file(folder + u"/threads.csv"_s);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("Subject,Tags\nHello,qt\nBye\n");
    file.close();

    QDynamoDBImporter importer(&client, u"Thread"_s, folder + u"/threads.csv"_s);
    connect(&importer, &QDynamoDBImporter::progressChanged, this,
            [&] { showProgress(importer.progress()); });
    connect(&importer, &QDynamoDBImporter::finished, this, [&] {
        for (const QDynamoDBImportFailure &failure : importer.failures())
            showProblem(failure.line, failure.error.message());
    });
    connect(&importer, &QDynamoDBImporter::errorOccurred, this, &tst_TransferDocs::showError);
    importer.start();
    QTRY_COMPARE(importer.status(), QDynamoDBImporter::Status::Finished);
    QCOMPARE(importer.writtenCount(), 1);
    QCOMPARE(m_problems.size(), 1);
    QVERIFY(m_progress > 0);

    if (importer.failedCount() > 0)
        importer.saveFailures(folder + u"/failed.csv"_s).waitForFinished();
    QVERIFY(QFile::exists(folder + u"/failed.csv"_s));

    const QJsonObject checkpoint = importer.checkpoint(); // saved by the application
    QDynamoDBImporter resumed(&client, u"Thread"_s, folder + u"/threads.csv"_s);
    if (const QDynamoDBError error = resumed.setCheckpoint(checkpoint); error.isError())
        showError(error); // the checkpoint belongs to another table
    resumed.start();
    QTRY_COMPARE(resumed.status(), QDynamoDBImporter::Status::Finished);
    QCOMPARE(resumed.writtenCount(), 1);

    const QDynamoDBImportPreview preview = importer.preview(10).result();
    for (const QDynamoDBCsvColumn &column : preview.columns)
        qDebug() << column.name << column.type;
    QCOMPARE(preview.columns.size(), 2);
    QCOMPARE(m_errors, QStringList());
}

void tst_TransferDocs::csvOptions()
{
    QDynamoDBFakeServer server;
    expectWrites(server);
    QDynamoDBClient client;
    server.configure(&client);
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"threads.csv"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("Subject;Tags\nHello;\"[\"\"qt\"\"]\"\nBye;none\n");
    file.close();
    QDynamoDBImporter importer(&client, u"Thread"_s, file.fileName());

    QDynamoDBCsvOptions options;
    options.separator = u';';
    options.columns = { { u"Subject"_s, QDynamoDBTransfer::CellType::String },
                        { u"Tags"_s, QDynamoDBTransfer::CellType::StringSet } };
    importer.setCsvOptions(options);

    importer.start();
    QTRY_COMPARE(importer.status(), QDynamoDBImporter::Status::Finished);
    QCOMPARE(importer.writtenCount(), 1);
    QCOMPARE(importer.failedCount(), 1);
}

void tst_TransferDocs::exporting()
{
    QDynamoDBFakeServer server;
    server.expect(u"Query"_s).replyItems({ { { u"Subject"_s, u"Hello"_s } } });
    QDynamoDBClient client;
    server.configure(&client);
    const QTemporaryDir temporary;
    const QString folder = temporary.path();

    QDynamoDB::QueryRequest query;
    query.tableName = u"Thread"_s;
    query.keyConditionExpression = u"ForumName = :forum"_s;
    query.expressionAttributeValues = { { u":forum"_s, u"Qt"_s } };
    QDynamoDBExporter exporter(&client, query, folder + u"/threads.json"_s);
    connect(&exporter, &QDynamoDBExporter::finished, this,
            [&] { qDebug() << exporter.itemCount() << "items"; });
    connect(&exporter, &QDynamoDBExporter::errorOccurred, this, &tst_TransferDocs::showError);
    exporter.start();
    QTRY_COMPARE(exporter.status(), QDynamoDBExporter::Status::Finished);
    QCOMPARE(exporter.itemCount(), 1);
    QCOMPARE(m_errors, QStringList());
    QVERIFY(QFile::exists(folder + u"/threads.json"_s));
}

QTEST_GUILESS_MAIN(tst_TransferDocs)
#include "tst_transferdocs.moc"
