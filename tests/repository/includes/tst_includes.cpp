// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "api/operation_p.h"

#include <QtCore/qdir.h>
#include <QtCore/qfile.h>
#include <QtCore/qmap.h>
#include <QtCore/qprocess.h>
#include <QtCore/qregularexpression.h>
#include <QtCore/qstandardpaths.h>
#include <QtCore/qtemporarydir.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using QtDynamoDBPrivate::Operation;
using QtDynamoDBPrivate::Service;

// The include lines that the README describes, and the messages of the compiler if one is missing.
class tst_Includes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void readmeTable();
    void namedHeaderSuffices_data();
    void namedHeaderSuffices();

    void missingHeader_data();
    void missingHeader();
    void undefinedRequest_data();
    void undefinedRequest();
    void missingTableHeader_data();
    void missingTableHeader();

    void umbrellaHeader();
    void headerOfEachClass();

private:
    [[nodiscard]] struct Calls callsWithoutHeaders(const QString &call) const;

    QMap<QString, QString> m_headers; // by the operation's name, from the README
};

static const QString sourceDir = QStringLiteral(SOURCE_DIR);

static QString contents(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s: %s", qPrintable(path), qPrintable(file.errorString()));
    return QString::fromUtf8(file.readAll());
}

// The rows of the table "Header | Operations".
static QMap<QString, QString> readReadme()
{
    static const QRegularExpression row(uR"(^\| `<(\w+)>` \| ((?:\w+, )*\w+) \|$)"_s,
                                        QRegularExpression::MultilineOption);
    QMap<QString, QString> headers;
    const QString readme = contents(sourceDir + u"/README.md"_s);
    for (auto match = row.globalMatch(readme); match.hasNext();) {
        const QRegularExpressionMatch found = match.next();
        for (const QString &operation : found.captured(2).split(u", "_s)) {
            if (headers.contains(operation))
                qFatal("README.md has %s twice", qPrintable(operation));
            headers.insert(operation, found.captured(1));
        }
    }
    return headers;
}

struct Compiler
{
    QString program;
    bool isClang;
};

// The compiler of the build, and g++ and clang++ if they are installed.
static QList<Compiler> compilers()
{
    QStringList programs = { QStringLiteral(COMPILER) };
    for (const QString &name : { u"g++"_s, u"clang++"_s }) {
        const QString program = QStandardPaths::findExecutable(name);
        if (!program.isEmpty()
            && QFileInfo(program).canonicalFilePath()
                    != QFileInfo(programs.constFirst()).canonicalFilePath())
            programs += program;
    }
    QList<Compiler> found;
    for (const QString &program : programs) {
        QProcess process;
        process.start(program, { u"--version"_s });
        if (process.waitForFinished())
            found.append({ program, process.readAll().contains("clang") });
    }
    return found;
}

struct Error
{
    int line = 0; // of the user's file
    QString text; // with the compiler's notes
};

struct Compilation
{
    bool ok = false;
    QString output;
    QList<Error> errors;
};

static Compilation compile(const Compiler &compiler, const QString &standard, const QString &source,
                           const QStringList &moreFlags = { u"-fsyntax-only"_s, u"-w"_s })
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"user.cpp"_s);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        qFatal("%s: %s", qPrintable(path), qPrintable(file.errorString()));
    file.write(source.toUtf8());
    file.close();

    QStringList arguments = contents(QStringLiteral(FLAGS_FILE)).split(u'\n', Qt::SkipEmptyParts);
    arguments.append(u"-std="_s + standard);
    if (compiler.isClang)
        arguments += u"-ferror-limit=0"_s;
    arguments += moreFlags;
    arguments += path;
    QProcess process;
    process.setProcessEnvironment([] {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"LC_ALL"_s, u"C"_s);
        return environment;
    }());
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(compiler.program, arguments);
    if (!process.waitForFinished(-1))
        qFatal("%s: %s", qPrintable(compiler.program), qPrintable(process.errorString()));

    Compilation compilation;
    compilation.ok = process.exitCode() == 0;
    compilation.output = QString::fromLocal8Bit(process.readAll());
    // Without templates, an error begins with its place in the user's file.
    static const QRegularExpression error(u"^(?:.*user\\.cpp:(\\d+):\\d+|.*): (?:fatal )?error: "_s,
                                          QRegularExpression::MultilineOption);
    qsizetype begin = -1;
    for (auto match = error.globalMatch(compilation.output); match.hasNext();) {
        const QRegularExpressionMatch found = match.next();
        if (begin >= 0) {
            compilation.errors.last().text = compilation.output.mid(begin,
                                                                    found.capturedStart() - begin);
        }
        begin = found.capturedStart();
        compilation.errors.append(Error { found.captured(1).toInt(), {} });
    }
    if (begin >= 0)
        compilation.errors.last().text = compilation.output.mid(begin);
    return compilation;
}

static QString methodName(const QString &operation)
{
    return operation.at(0).toLower() + operation.mid(1);
}

// Empty braces are a request, or the name of the table in the short form.
static bool isAmbiguous(const QString &operation)
{
    return QStringList { u"DeleteTable"_s, u"DescribeTable"_s, u"Scan"_s }.contains(operation);
}

static QString clientOf(const Operation *operation)
{
    return operation->service == Service::Streams ? u"QDynamoDBStreamsClient"_s
                                                  : u"QDynamoDBClient"_s;
}

struct Calls
{
    QString source;
    QMap<int, QString> headers; // by line; those that the source lacks
};

// Each operation whose header does not come with the client is called in a line of its own. In the
// call, %1 is the name of the operation and %2 that of the method.
Calls tst_Includes::callsWithoutHeaders(const QString &call) const
{
    const QStringList included = { u"QDynamoDBItemOperations"_s, u"QDynamoDBQueryOperations"_s,
                                   u"QDynamoDBStreamOperations"_s };
    Calls calls = { u"#include <QDynamoDBClient>\n"_s, {} };
    int line = 1;
    for (const Operation *operation : QtDynamoDBPrivate::allOperations()) {
        const QString name = QString::fromLatin1(operation->name);
        if (included.contains(m_headers[name]))
            continue;
        if (call.contains(u"({})"_s) && isAmbiguous(name))
            continue;
        calls.source +=
                u"void f%1(QDynamoDBClient &client, const QDynamoDB::%1Request &request) { "_s.arg(
                        name)
                + QString(call).replace(u"%1"_s, name).replace(u"%2"_s, methodName(name))
                + u" }\n"_s;
        calls.headers.insert(++line, m_headers[name]);
    }
    return calls;
}

void tst_Includes::initTestCase()
{
    m_headers = readReadme();
    QVERIFY(m_headers.size() > 60);
    QVERIFY(!compilers().isEmpty());
}

void tst_Includes::readmeTable()
{
    QStringList operations;
    for (const Operation *operation : QtDynamoDBPrivate::allOperations())
        operations += QString::fromLatin1(operation->name);
    operations.sort();
    QCOMPARE(m_headers.keys(), operations);
}

void tst_Includes::namedHeaderSuffices_data()
{
    QTest::addColumn<QString>("header");
    QStringList headers = m_headers.values();
    headers.removeDuplicates();
    for (const QString &header : headers)
        QTest::newRow(qPrintable(header)) << header;
}

// A file that includes the clients and the header of a family calls each operation of the family.
void tst_Includes::namedHeaderSuffices()
{
    QFETCH(const QString, header);

    QString source =
            u"#include <QDynamoDBClient>\n#include <QDynamoDBStreamsClient>\n#include <%1>\n"_s.arg(
                    header);
    for (const Operation *operation : QtDynamoDBPrivate::allOperations()) {
        const QString name = QString::fromLatin1(operation->name);
        if (m_headers[name] != header)
            continue;
        source +=
                u"void f%1(%2 &client, const QDynamoDB::%1Request &request)\n"
                "{\n"
                "    QFuture<QDynamoDB::%1Result> future = client.%3(request);\n"
                "    client.%3(%4).waitForFinished();\n"
                "    future.then([](const QDynamoDB::%1Result &result) { qDebug() << result; });\n"
                "}\n"_s.arg(name, clientOf(operation), methodName(name),
                            isAmbiguous(name) ? u"request"_s : u"{}"_s);
    }
    for (const Compiler &compiler : compilers()) {
        const Compilation compilation = compile(compiler, u"c++17"_s, source,
                                                { u"-fsyntax-only"_s, u"-Wall"_s, u"-Wextra"_s,
                                                  u"-Wpedantic"_s, u"-Werror"_s });
        QVERIFY2(compilation.ok, qPrintable(compiler.program + u'\n' + compilation.output));
    }
}

void tst_Includes::missingHeader_data()
{
    QTest::addColumn<QString>("standard");
    QTest::addColumn<QString>("call");

    const QString c17 = u"c++17"_s;
    const QString c20 = u"c++20"_s;
    QTest::newRow("empty braces") << c17 << u"client.%2({});"_s;
    QTest::newRow("empty braces, C++20") << c20 << u"client.%2({});"_s;
    QTest::newRow("braces") << c17 << u"client.%2({ QString() });"_s;
    QTest::newRow("options") << c17 << u"client.%2({}, QDynamoDBCallOptions());"_s;
    QTest::newRow("twice") << c17 << u"client.%2({}); client.%2({});"_s;
    QTest::newRow("auto") << c17 << u"auto future = client.%2({}); future.waitForFinished();"_s;
    QTest::newRow("auto result") << c17 << u"const auto result = client.%2({}).result();"_s;
    QTest::newRow("then") << c17 << u"client.%2({}).then([](const QDynamoDB::%1Result &) {});"_s;
    QTest::newRow("reference") << c20 << u"client.%2(request);"_s;
}

// One error for each missing header, however many calls need it.
void tst_Includes::missingHeader()
{
    QFETCH(const QString, standard);
    QFETCH(const QString, call);

    const Calls calls = callsWithoutHeaders(call);
    for (const Compiler &compiler : compilers()) {
        const Compilation compilation = compile(compiler, standard, calls.source);
        QVERIFY(!compilation.ok);
        QStringList headers = calls.headers.values();
        headers.removeDuplicates();
        for (const Error &error : compilation.errors) {
            static const QRegularExpression message(
                    u"error: static.assert.*missing #include <(\\w+)>"_s);
            const QRegularExpressionMatch match = message.match(error.text);
            QVERIFY2(match.hasMatch(), qPrintable(compiler.program + u'\n' + error.text));
            QVERIFY2(headers.removeOne(match.captured(1)), qPrintable(error.text));
            QVERIFY2(error.text.count(u'\n') < 20, qPrintable(error.text));
        }
        QCOMPARE(headers, QStringList());
    }
}

void tst_Includes::undefinedRequest_data()
{
    QTest::addColumn<QString>("standard");
    QTest::addColumn<QString>("call");

    QTest::newRow("designated") << u"c++20"_s << u"client.%2({ .tableName = QString() });"_s;
    QTest::newRow("temporary") << u"c++17"_s << u"client.%2(QDynamoDB::%1Request());"_s;
    QTest::newRow("variable") << u"c++17"_s << u"QDynamoDB::%1Request local; client.%2(local);"_s;
}

// Where the request itself needs the header: one error of the compiler for each, which quotes a line
// that names the header. g++ quotes none for a variable of an undefined type.
void tst_Includes::undefinedRequest()
{
    QFETCH(const QString, standard);
    QFETCH(const QString, call);

    const Calls calls = callsWithoutHeaders(call);
    for (const Compiler &compiler : compilers()) {
        const Compilation compilation = compile(compiler, standard, calls.source);
        QVERIFY(!compilation.ok);
        QList<int> lines = calls.headers.keys();
        for (const Error &error : compilation.errors) {
            if (error.text.contains(u"missing #include"_s)) // clang reports it, too
                continue;
            QVERIFY2(lines.removeOne(error.line), qPrintable(error.text));
            const bool quotes = compiler.isClang || !call.contains(u" local;"_s);
            QVERIFY2(!quotes
                             || error.text.contains(
                                     u"#include <%1>\n"_s.arg(calls.headers[error.line])),
                     qPrintable(compiler.program + u'\n' + error.text));
            QVERIFY2(error.text.count(u'\n') < 30, qPrintable(error.text));
        }
        QCOMPARE(lines, QList<int>());
    }
}

void tst_Includes::missingTableHeader_data()
{
    QTest::addColumn<QString>("call");

    const QString key = u"const QDynamoDB::AttributeDefinition &key"_s;
    QTest::newRow("createTable") << u"client.createTable(u\"T\"_s, key);"_s;
    QTest::newRow("createTable, two keys") << u"client.createTable(u\"T\"_s, key, key);"_s;
    QTest::newRow("deleteTable") << u"client.deleteTable(u\"T\"_s);"_s;
    QTest::newRow("describeTable") << u"client.describeTable(u\"T\"_s);"_s;
    QTest::newRow("listTables") << u"client.listTables();"_s;
    QTest::newRow("updateTable") << u"client.updateTable(u\"T\"_s, throughput);"_s;
    QTest::newRow("auto") << u"auto future = client.listTables(); future.cancel();"_s;
    QTest::newRow("auto result") << u"const auto result = client.listTables().result();"_s;
    QTest::newRow("then") << u"client.listTables().then([](const QDynamoDB::ListTablesResult &) {});"_s;
    QTest::newRow("then and failed")
            << u"client.listTables().then(&client, [](const QDynamoDB::ListTablesResult &) {})"
               ".onFailed([](const QDynamoDBException &) {});"_s;
    QTest::newRow("whenDone")
            << u"QDynamoDB::whenDone(client.listTables(), &client,"
               "[](const QDynamoDB::ListTablesResult &) {}, [](const QDynamoDBError &) {});"_s;
    QTest::newRow("two calls") << u"client.listTables(); client.listTables();"_s;
}

// The everyday forms of the operations on tables.
void tst_Includes::missingTableHeader()
{
    QFETCH(const QString, call);

    const QString source =
            u"#include <QDynamoDBClient>\n"
            "#include <QDynamoDBException>\n"
            "using namespace Qt::StringLiterals;\n"
            "void f(QDynamoDBClient &client, const QDynamoDB::AttributeDefinition &key,\n"
            "       const QDynamoDB::ProvisionedThroughput &throughput)\n"
            "{\n"
            "    static_cast<void>(key), static_cast<void>(throughput);\n"
            "    %1\n"
            "}\n"_s.arg(call);
    const QList<Compiler> all = compilers();
    for (const Compiler &compiler : all) {
        const Compilation compilation = compile(compiler, u"c++17"_s, source);
        QVERIFY(!compilation.ok);
        const QString output = compiler.program + u":\n"_s + compilation.output;
        QVERIFY2(compilation.errors.size() == 1, qPrintable(output));
        static const QRegularExpression message(
                u"error: static.assert.*missing #include <QDynamoDBTableOperations>"_s);
        QVERIFY2(compilation.errors.first().text.contains(message), qPrintable(output));
        QVERIFY2(compilation.output.count(u'\n') < 30, qPrintable(output));
    }
    const Compilation withHeader = compile(all.constFirst(), u"c++17"_s,
                                           u"#include <QDynamoDBTableOperations>\n"_s + source);
    QVERIFY2(withHeader.ok, qPrintable(withHeader.output));
}

void tst_Includes::umbrellaHeader()
{
    const Compilation compilation = compile(compilers().constFirst(), u"c++17"_s,
                                            u"#include <QtDynamoDB>\n"_s, { u"-M"_s });
    QVERIFY2(compilation.ok, qPrintable(compilation.output));
    const QDir folder(sourceDir + u"/include/QtDynamoDB"_s);
    const QStringList headers = folder.entryList({ u"*.h"_s });
    QVERIFY(headers.size() > 50);
    for (const QString &header : headers)
        QVERIFY2(compilation.output.contains(u"/QtDynamoDB/"_s + header), qPrintable(header));
}

// Each public class has a header of its own name, beside the header that defines it.
void tst_Includes::headerOfEachClass()
{
    static const QRegularExpression definition(
            uR"(^(?:class|struct)(?: Q_\w+EXPORT)? (QDynamoDB\w+)(?: final)?(?: :[^;]*)?$)"_s,
            QRegularExpression::MultilineOption);
    int count = 0;
    for (const QString &component :
         { u""_s, u"HttpServer/"_s, u"Store/"_s, u"Test/"_s, u"Widgets/"_s }) {
        const QDir folder(sourceDir + u"/include/"_s + component + u"QtDynamoDB"_s);
        for (const QString &header : folder.entryList({ u"*.h"_s })) {
            const QString text = contents(folder.filePath(header));
            for (auto match = definition.globalMatch(text); match.hasNext(); ++count) {
                const QString name = match.next().captured(1);
                if (name.endsWith("Base"_L1)) // not for applications
                    continue;
                QVERIFY2(folder.exists(name), qPrintable(name));
                QCOMPARE(contents(folder.filePath(name)),
                         u"#include <QtDynamoDB/%1>\n"_s.arg(header));
            }
        }
    }
    QVERIFY(count > 50);
}

QTEST_GUILESS_MAIN(tst_Includes)
#include "tst_includes.moc"
