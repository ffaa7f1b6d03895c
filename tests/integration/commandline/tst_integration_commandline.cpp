// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "localservertest/localservertest.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbbatch.h>
#include <QtDynamoDB/qdynamodbjson.h>
#include <QtDynamoDB/qdynamodbpager.h>

#include <QtCore/qdir.h>
#include <QtCore/qfile.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qprocess.h>
#include <QtCore/qtemporarydir.h>

#include <memory>

#ifdef Q_OS_UNIX
#include <csignal>
#endif

using namespace QDynamoDB;
using namespace Qt::StringLiterals;

namespace {

struct Run
{
    int exitCode = -1;
    QByteArray output;
    QList<QJsonObject> errors; // the lines of the standard error

    [[nodiscard]] QJsonObject result() const // the last line of the output
    {
        return QJsonDocument::fromJson(output.trimmed().split('\n').last()).object();
    }
    [[nodiscard]] QString firstMessage() const
    {
        return errors.isEmpty() ? QString() : errors.first()["message"_L1].toString();
    }
};

} // namespace

// The program qtdynamodb, driven as a process.
class tst_Integration_CommandLine : public LocalServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void usage_data();
    void usage();
    void help();
    void importsAndExports_data();
    void importsAndExports();
    void failedRecords();
    void preview();
    void queries();
    void queryOutputIsClosed();
    void copies();
    void missingTable_data();
    void missingTable();
    void interrupted_data();
    void interrupted();
    void wrongCheckpoint();

private:
    [[nodiscard]] std::unique_ptr<QProcess> begin(const QStringList &arguments);
    [[nodiscard]] static Run end(QProcess &process);
    [[nodiscard]] Run run(const QStringList &arguments) { return end(*begin(arguments)); }
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    [[nodiscard]] QString write(const QString &name, const QByteArray &text) const;
    [[nodiscard]] qsizetype count(const QString &tableName);

    QTemporaryDir m_folder;
};

std::unique_ptr<QProcess> tst_Integration_CommandLine::begin(const QStringList &arguments)
{
    auto process = std::make_unique<QProcess>();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    // The tables of DynamoDB Local belong to a region and an access key.
    environment.insert(u"AWS_REGION"_s, m_client.region());
    environment.insert(u"AWS_ACCESS_KEY_ID"_s, m_client.credentials().accessKeyId());
    environment.insert(u"AWS_SECRET_ACCESS_KEY"_s, u"s3cr3t-key"_s);
    environment.insert(u"AWS_ENDPOINT_URL_DYNAMODB"_s, m_client.endpoint().toString());
    environment.insert(u"AWS_CONFIG_FILE"_s, path(u"no config"_s));
    environment.insert(u"AWS_SHARED_CREDENTIALS_FILE"_s, path(u"no credentials"_s));
    environment.remove(u"AWS_PROFILE"_s);
    environment.remove(u"QT_LOGGING_RULES"_s);
    process->setProcessEnvironment(environment);
    process->start(QStringLiteral(PROGRAM), arguments);
    return process;
}

Run tst_Integration_CommandLine::end(QProcess &process)
{
    constexpr int most = 300000; // milliseconds
    if (!process.waitForFinished(most))
        qFatal("%s", qPrintable(process.errorString()));
    Run run;
    run.exitCode = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    run.output = process.readAllStandardOutput();
    for (const QByteArray &line : process.readAllStandardError().split('\n')) {
        if (!line.isEmpty())
            run.errors.append(QJsonDocument::fromJson(line).object());
    }
    return run;
}

QString tst_Integration_CommandLine::write(const QString &name, const QByteArray &text) const
{
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("%s", qPrintable(file.errorString()));
    return file.fileName();
}

qsizetype tst_Integration_CommandLine::count(const QString &tableName)
{
    ScanRequest request;
    request.tableName = tableName;
    const auto items = waitForResults(scanAll(&m_client, request));
    return items ? items->size() : -1;
}

void tst_Integration_CommandLine::usage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const QString &arguments, const QString &message) {
        QTest::newRow(name) << arguments.split(u' ', Qt::SkipEmptyParts) << message;
    };
    row("nothing", {}, u"command is missing"_s);
    row("no such command", u"frob"_s, u"frob"_s);
    row("no such option", u"import x --table t --frob"_s, u"frob"_s);
    row("no file", u"import --table t"_s, u"file"_s);
    row("two files", u"import a b --table t"_s, u"one file"_s);
    row("no table", u"import x"_s, u"--table"_s);
    row("no format", u"import x --table t --format frob"_s, u"dynamodb-jsonl"_s);
    row("no type", u"import x --table t --column a=frob"_s, u"NumberSet"_s);
    row("no separator", u"import x --table t --separator ab"_s, u"--separator"_s);
    row("no number", u"import x --table t --max-failures many"_s, u"--max-failures"_s);
    row("export without a table", u"export x"_s, u"--table"_s);
    row("copy without a target", u"copy --table t"_s, u"--to"_s);
    row("values", u"query --table t --filter x --values {"_s, u"--values"_s);
    row("names", u"query --table t --names []"_s, u"--names"_s);
    row("descending scan", u"query --table t --descending"_s, u"--key-condition"_s);
    row("statement and table", u"query --table t --statement x"_s, u"--statement"_s);
}

void tst_Integration_CommandLine::usage()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QString, message);
    const Run failed = run(arguments);
    QCOMPARE(failed.exitCode, 2);
    QCOMPARE(failed.output, QByteArray());
    QCOMPARE(failed.errors.size(), 1);
    QVERIFY2(failed.firstMessage().contains(message), qPrintable(failed.firstMessage()));
}

void tst_Integration_CommandLine::help()
{
    const Run overview = run({ u"--help"_s });
    QCOMPARE(overview.exitCode, 0);
    for (const QString &command : { u"import"_s, u"export"_s, u"copy"_s, u"query"_s }) {
        QVERIFY(overview.output.contains(command.toUtf8()));
        const Run details = run({ command, u"--help"_s });
        QCOMPARE(details.exitCode, 0);
        const QByteArray usage = "qtdynamodb " + command.toUtf8() + " [options]";
        QVERIFY(details.output.contains(usage));
        QVERIFY(details.output.contains("--profile"));
    }
    QVERIFY(run({ u"--version"_s }).output.startsWith("qtdynamodb "));
}

void tst_Integration_CommandLine::importsAndExports_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("options");
    QTest::newRow("csv") << u"x.csv"_s << QStringList();
    QTest::newRow("tsv, gzip") << u"x.tsv.gz"_s << QStringList();
    QTest::newRow("json") << u"x.json"_s << QStringList();
    QTest::newRow("scan") << u"x"_s << QStringList { u"--format"_s, u"scan"_s };
    QTest::newRow("gzip") << u"x"_s << QStringList { u"--gzip"_s };
}

void tst_Integration_CommandLine::importsAndExports()
{
    QFETCH(const QString, name);
    QFETCH(const QStringList, options);
    constexpr int items = 300;
    TEST_TABLE(source, TestTable::Keys::PartitionAndSort);
    TEST_TABLE(target, TestTable::Keys::PartitionAndSort);
    QByteArray text = "pk,sk,text,set\n";
    for (int i = 0; i < items; ++i)
        text += "p," + QByteArray::number(i) + ",\"a,\"\"b\"\"\",\"[\"\"x\"\"]\"\n";
    const Run first = run({ u"import"_s, write(u"first.csv"_s, text), u"--table"_s, source.name(),
                            u"--column"_s, u"set=StringSet"_s });
    QCOMPARE(first.firstMessage(), QString());
    QCOMPARE(first.exitCode, 0);
    QCOMPARE(first.result()["written"_L1].toInt(), items);

    const Run exported = run(QStringList { u"export"_s, path(name), u"--table"_s, source.name() }
                             + options);
    QCOMPARE(exported.firstMessage(), QString());
    QCOMPARE(exported.exitCode, 0);
    QCOMPARE(exported.result()["items"_L1].toInt(), items);
    QCOMPARE(exported.result()["file"_L1].toString(), path(name));

    const Run imported = run(QStringList { u"import"_s, path(name), u"--table"_s, target.name() }
                             + options);
    QCOMPARE(imported.firstMessage(), QString());
    QCOMPARE(imported.exitCode, 0);
    QCOMPARE(imported.result()["written"_L1].toInt(), items);
    AWAIT(item, m_client.getItem(target.name(), { { u"pk"_s, u"p"_s }, { u"sk"_s, 7 } }));
    QCOMPARE(item.item,
             (QDynamoDBItem { { u"pk"_s, u"p"_s },
                              { u"sk"_s, 7 },
                              { u"text"_s, u"a,\"b\""_s },
                              { u"set"_s, QDynamoDBValue::stringSet({ u"x"_s }) } }));
}

void tst_Integration_CommandLine::failedRecords()
{
    TEST_TABLE(table, TestTable::Keys::PartitionAndSort);
    const QString file = write(u"x.csv"_s, "pk,sk\np,1\np,two\np,3\np\n");
    const Run failed = run({ u"import"_s, file, u"--table"_s, table.name(), u"--failed"_s,
                             path(u"failed.csv"_s) });
    QCOMPARE(failed.exitCode, 1);
    QCOMPARE(failed.result()["written"_L1].toInt(), 2);
    QCOMPARE(failed.result()["failed"_L1].toInt(), 2);
    QCOMPARE(failed.errors.size(), 2);
    QCOMPARE(failed.errors[0]["line"_L1].toInt(), 3);
    QCOMPARE(failed.errors[0]["error"_L1].toString(), u"Serialization"_s);
    QVERIFY(failed.firstMessage().contains(u"two"_s));
    QCOMPARE(failed.errors[1]["line"_L1].toInt(), 5);
    QFile saved(path(u"failed.csv"_s));
    QVERIFY(saved.open(QIODevice::ReadOnly));
    QCOMPARE(saved.readAll(), "pk,sk\np,two\np\n");
}

void tst_Integration_CommandLine::preview()
{
    TEST_TABLE(table, TestTable::Keys::PartitionAndSort);
    const Run shown = run({ u"import"_s, write(u"x.csv"_s, "pk,sk,n\n1,2,3\n"), u"--table"_s,
                            table.name(), u"--preview"_s });
    QCOMPARE(shown.exitCode, 0);
    const QByteArrayList lines = shown.output.trimmed().split('\n');
    QCOMPARE(lines.size(), 2);
    const QJsonObject head = QJsonDocument::fromJson(lines[0]).object();
    QCOMPARE(head["format"_L1].toString(), u"Csv"_s);
    QCOMPARE(head["columns"_L1][0]["type"_L1].toString(), u"String"_s); // that of the key
    QCOMPARE(lines[1], R"({"pk":{"S":"1"},"sk":{"N":"2"},"n":{"N":"3"}})");
    QCOMPARE(count(table.name()), 0);
}

void tst_Integration_CommandLine::queries()
{
    TEST_TABLE(table, TestTable::Keys::PartitionAndSort);
    QList<QDynamoDBItem> items;
    for (int i = 0; i < 30; ++i) {
        // Two pages of 1 MB and more.
        items.append({ { u"pk"_s, u"p"_s }, { u"sk"_s, i }, { u"text"_s, QString(90000, u'x') } });
    }
    AWAIT_DONE(batchWrite(&m_client, table.name(), items));
    const Run all = run({ u"query"_s, u"--table"_s, table.name(), u"--projection"_s, u"sk"_s });
    QCOMPARE(all.exitCode, 0);
    QCOMPARE(all.output.count('\n'), 30);
    const Run some = run({ u"query"_s, u"--table"_s, table.name(), u"--key-condition"_s,
                           u"pk = :p AND #s < :n"_s, u"--values"_s, u"{\":p\":\"p\",\":n\":3}"_s,
                           u"--names"_s, u"{\"#s\":\"sk\"}"_s, u"--projection"_s, u"#s"_s,
                           u"--descending"_s });
    QCOMPARE(some.firstMessage(), QString());
    QCOMPARE(some.output, "{\"sk\":2}\n{\"sk\":1}\n{\"sk\":0}\n");
    const Run typed = run({ u"query"_s, u"--table"_s, table.name(), u"--key-condition"_s,
                            u"pk = :p"_s, u"--values"_s, u"{\":p\":{\"S\":\"p\"}}"_s,
                            u"--projection"_s, u"sk"_s, u"--max-items"_s, u"2"_s,
                            u"--dynamodb-json"_s });
    QCOMPARE(typed.output, "{\"sk\":{\"N\":\"0\"}}\n{\"sk\":{\"N\":\"1\"}}\n");
    const Run statement = run(
            { u"query"_s, u"--statement"_s,
              u"SELECT sk FROM \"%1\" WHERE pk = 'p' AND sk = 5"_s.arg(table.name()) });
    QCOMPARE(statement.firstMessage(), QString());
    QCOMPARE(statement.output, "{\"sk\":5}\n");
}

// As with "| head": the program ends without an error.
void tst_Integration_CommandLine::queryOutputIsClosed()
{
    TEST_TABLE(table, TestTable::Keys::PartitionAndSort);
    QList<QDynamoDBItem> items;
    for (int i = 0; i < 30; ++i)
        items.append({ { u"pk"_s, u"p"_s }, { u"sk"_s, i }, { u"text"_s, QString(90000, u'x') } });
    AWAIT_DONE(batchWrite(&m_client, table.name(), items));
    const auto process = begin({ u"query"_s, u"--table"_s, table.name() });
    QVERIFY(process->waitForStarted());
    process->closeReadChannel(QProcess::StandardOutput);
    QCOMPARE(end(*process).exitCode, 0);
}

void tst_Integration_CommandLine::copies()
{
    constexpr int items = 1000;
    TEST_TABLE(source, TestTable::Keys::PartitionAndSort);
    TEST_TABLE(target, TestTable::Keys::PartitionAndSort);
    QList<QDynamoDBItem> list;
    for (int i = 0; i < items; ++i)
        list.append({ { u"pk"_s, u"p"_s }, { u"sk"_s, i }, { u"binary"_s, QByteArray("\xff") } });
    AWAIT_DONE(batchWrite(&m_client, source.name(), list));
    const Run copied = run({ u"copy"_s, u"--table"_s, source.name(), u"--to"_s, target.name(),
                             u"--filter"_s, u"sk >= :n"_s, u"--values"_s, u"{\":n\":100}"_s });
    QCOMPARE(copied.firstMessage(), QString());
    QCOMPARE(copied.exitCode, 0);
    QCOMPARE(copied.result()["written"_L1].toInt(), items - 100);
    QCOMPARE(count(target.name()), items - 100);
    AWAIT(item, m_client.getItem(target.name(), { { u"pk"_s, u"p"_s }, { u"sk"_s, 100 } }));
    QCOMPARE(item.item, list[100]);
}

void tst_Integration_CommandLine::missingTable_data()
{
    QTest::addColumn<QStringList>("arguments");
    const QString table = u"Missing"_s;
    QTest::newRow("import") << QStringList { u"import"_s, u"x.csv"_s, u"--table"_s, table };
    QTest::newRow("export") << QStringList { u"export"_s, u"y.csv"_s, u"--table"_s, table };
    QTest::newRow("copy") << QStringList { u"copy"_s, u"--table"_s, table, u"--to"_s, table };
    QTest::newRow("query") << QStringList { u"query"_s, u"--table"_s, table };
}

void tst_Integration_CommandLine::missingTable()
{
    QFETCH(QStringList, arguments);
    if (arguments[0] == u"import" || arguments[0] == u"export")
        arguments[1] = path(arguments[1]);
    static_cast<void>(write(u"x.csv"_s, "pk\n1\n"));
    const Run failed = run(arguments);
    QCOMPARE(failed.exitCode, 3);
    QCOMPARE(failed.errors.size(), 1);
    QCOMPARE(failed.errors.first()["error"_L1].toString(), u"ResourceNotFound"_s);
    QVERIFY(!QFile::exists(path(u"y.csv"_s)));
}

void tst_Integration_CommandLine::interrupted_data()
{
    QTest::addColumn<QString>("command");
    QTest::newRow("import") << u"import"_s;
    QTest::newRow("export") << u"export"_s;
    QTest::newRow("copy") << u"copy"_s;
}

// Ctrl-C ends the command with a checkpoint, from which the same command goes on.
void tst_Integration_CommandLine::interrupted()
{
#ifdef Q_OS_UNIX
    QFETCH(const QString, command);
    constexpr int items = 20000;
    TEST_TABLE(source, TestTable::Keys::PartitionAndSort);
    TEST_TABLE(target, TestTable::Keys::PartitionAndSort);
    QByteArray text = "pk,sk,text\n";
    for (int i = 0; i < items; ++i)
        text += "p," + QByteArray::number(i) + ',' + QByteArray(100, 'x') + '\n';
    const QString file = write(u"x.csv"_s, text);
    const QString checkpoint = path(u"checkpoint"_s);
    QStringList arguments { command };
    if (command == u"import") {
        arguments += { file, u"--table"_s, target.name() };
    } else {
        QCOMPARE(run({ u"import"_s, file, u"--table"_s, source.name() }).exitCode, 0);
        if (command == u"export")
            arguments += { path(u"out.csv"_s), u"--table"_s, source.name() };
        else
            arguments += { u"--table"_s, source.name(), u"--to"_s, target.name() };
    }
    arguments += { u"--checkpoint"_s, checkpoint };
    const auto process = begin(arguments);
    QVERIFY(process->waitForStarted());
    const auto hasBegun = [&] {
        if (command == u"export")
            return QFileInfo(path(u"out.csv.part"_s)).size() > 0;
        ScanRequest request;
        request.tableName = target.name();
        request.limit = 1;
        const auto page = await(m_client.scan(request));
        return page && !page->items.isEmpty();
    };
    QVERIFY(QTest::qWaitFor(hasBegun, 60000));
    ::kill(pid_t(process->processId()), SIGINT);
    const Run stopped = end(*process);
    QVERIFY2(stopped.exitCode == 130 || stopped.exitCode == 0,
             qPrintable(QString::number(stopped.exitCode)));
    if (stopped.exitCode == 130) { // otherwise the command was faster
        QVERIFY(QFile::exists(checkpoint));
        QCOMPARE(run(arguments).exitCode, 0);
    }
    QVERIFY(!QFile::exists(checkpoint));
    if (command != u"export") {
        QCOMPARE(count(target.name()), items);
        return;
    }
    QFile out(path(u"out.csv"_s));
    QVERIFY(out.open(QIODevice::ReadOnly));
    const QByteArrayList lines = out.readAll().split('\n');
    QCOMPARE(QSet<QByteArray>(lines.begin(), lines.end()).size(), items + 2);
    QCOMPARE(lines.size(), items + 2);
#endif
}

void tst_Integration_CommandLine::wrongCheckpoint()
{
    const QString file = write(u"x.csv"_s, "pk\n1\n");
    const QString checkpoint = write(u"checkpoint"_s, "{\"subject\":{\"table\":\"Other\"}}");
    const Run failed = run(
            { u"import"_s, file, u"--table"_s, u"T"_s, u"--checkpoint"_s, checkpoint });
    QCOMPARE(failed.exitCode, 2);
    QVERIFY(failed.firstMessage().contains(u"another command, table or file"_s));
}

QTEST_GUILESS_MAIN(tst_Integration_CommandLine)
#include "tst_integration_commandline.moc"
