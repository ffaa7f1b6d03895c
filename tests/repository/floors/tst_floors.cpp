// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "processes/process.h"

#include <QtCore/qdir.h>
#include <QtCore/qdiriterator.h>
#include <QtCore/qtemporarydir.h>
#include <QtTest/qtest.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

const QString project = QStringLiteral(SOURCE_FOLDER);

// Files of a made-up tree, by path.
using Tree = QMap<QString, QByteArray>;

// Two floors, each with a public class.
const Tree house { { u"src/floors.txt"_s, "# a comment\nlow\nhigh\n" },
                   { u"src/low/qdynamodblow.cpp"_s, "" },
                   { u"src/low/low_p.h"_s, "" },
                   { u"src/high/qdynamodbhigh.cpp"_s, "" },
                   { u"src/high/high_p.h"_s, "" },
                   { u"include/QtDynamoDB/qdynamodblow.h"_s, "" },
                   { u"include/QtDynamoDB/qdynamodbhigh.h"_s, "" } };

const QString belongsToHigh = u" belongs to the higher floor high, which low must not include"_s;

// What scripts/lib/floors.awk prints for the files of this folder, as scripts/check calls it.
struct Report
{
    int exitCode = -1;
    QStringList lines;
};

Report checkFloors(const QString &folder)
{
    QStringList files;
    for (const auto &[part, patterns] : std::initializer_list<std::pair<QString, QStringList>> {
                 { u"src"_s, { u"*.cpp"_s, u"*.h"_s, u"*.qdoc"_s } },
                 { u"include/QtDynamoDB"_s, { u"*.h"_s } } }) {
        QDirIterator found(folder + u'/' + part, patterns, QDir::Files,
                           QDirIterator::Subdirectories);
        while (found.hasNext())
            files.append(QDir(folder).relativeFilePath(found.next()));
    }
    files.sort();
    ProcessOptions options;
    options.folder = folder;
    const ProcessResult awk = runProcess(u"awk"_s,
                                         QStringList { u"-f"_s,
                                                       project + "/scripts/lib/floors.awk"_L1,
                                                       u"src/floors.txt"_s }
                                                 + files,
                                         options);
    if (!awk.errors.isEmpty())
        qWarning("%s", awk.errors.constData());
    return { awk.exitCode, QString::fromUtf8(awk.output).split(u'\n', Qt::SkipEmptyParts) };
}

bool isHandWritten(const QString &path)
{
    return !path.contains("/generated/"_L1);
}

} // namespace

// The folders of src/: each is a floor that includes lower floors alone, and neither folders nor files
// grow too large.
class tst_Floors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void includes_data();
    void includes();
    void severalErrors();
    void tree();
    void filesInFolders();
    void linesInFiles();

private:
    // Writes the tree to an empty folder and checks it.
    static Report check(const Tree &tree);
};

Report tst_Floors::check(const Tree &tree)
{
    const QTemporaryDir folder;
    for (auto i = tree.begin(); i != tree.end(); ++i) {
        const QString path = folder.filePath(i.key());
        QFile file(path);
        if (!QDir().mkpath(QFileInfo(path).path()) || !file.open(QIODevice::WriteOnly)
            || file.write(i.value()) != i.value().size())
            qFatal("The test can't write %s", qPrintable(path));
    }
    return checkFloors(folder.path());
}

void tst_Floors::includes_data()
{
    QTest::addColumn<QString>("path"); // a file that is added to the house
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("error"); // empty: the file is accepted

    const auto accepted = [](const char *name, const QString &path, const QByteArray &line) {
        QTest::newRow(name) << path << line << QString();
    };
    const QString low = u"src/low/x.cpp"_s;
    const QString high = u"src/high/x.cpp"_s;
    accepted("private header below", high, "#include \"low/low_p.h\"");
    accepted("private header of the same floor", high, "#include \"high/high_p.h\"");
    accepted("header of the same folder", low, "#include \"high_p.h\"");
    accepted("header of the same folder by a relative path", low, "#include \"./high_p.h\"");
    accepted("subfolder of the same floor", low, "#include \"low/high/x_p.h\"");
    accepted("subfolder by a relative path", u"src/low/sub/x.cpp"_s, "#include \"../low_p.h\"");
    accepted("below by a relative path", u"src/high/sub/x.cpp"_s, "#include \"../../low/low_p.h\"");
    accepted("public header below", high, "#include <QtDynamoDB/qdynamodblow.h>");
    accepted("camel-case header below", high, "#include <QtDynamoDB/QDynamoDBLow>");
    accepted("public header includes one below", u"include/QtDynamoDB/qdynamodbhigh.h"_s,
             "#include <QtDynamoDB/qdynamodblow.h>");
    accepted("header of Qt", low, "#include <QtCore/qstring.h>");
    accepted("header of another library", low, "#include <openssl/evp.h>");
    accepted("include in a comment", low, "// #include \"high/high_p.h\"");
    accepted("generated file", u"src/high/generated/x.cpp"_s, "#include \"low/low_p.h\"");
    accepted("documentation", u"src/low/qdynamodbother.qdoc"_s, "");

    const auto refused = [](const char *name, const QString &path, const QByteArray &line) {
        QByteArray target = line;
        target = target.mid(target.indexOf(target.contains('<') ? '<' : '"') + 1);
        target.truncate(std::max(target.indexOf('>'), target.indexOf('"')));
        QTest::newRow(name) << path << line
                            << path + ":1: "_L1 + QString::fromLatin1(target) + belongsToHigh;
    };
    refused("private header above", low, "#include \"high/high_p.h\"");
    refused("private header in angle brackets", low, "#include <high/high_p.h>");
    refused("private header of a subfolder", low, "#include \"high/sub/x_p.h\"");
    refused("generated header", low, "#include \"high/generated/x_p.h\"");
    refused("relative path", low, "#include \"../high/high_p.h\"");
    refused("relative path from a subfolder", u"src/low/sub/x.cpp"_s,
            "#include \"../../high/high_p.h\"");
    refused("public header above", low, "#include <QtDynamoDB/qdynamodbhigh.h>");
    refused("public header in quotes", low, "#include \"QtDynamoDB/qdynamodbhigh.h\"");
    refused("public header without its folder", low, "#include <qdynamodbhigh.h>");
    refused("public header by a relative path", low,
            "#include \"../../include/QtDynamoDB/qdynamodbhigh.h\"");
    refused("camel-case header", low, "#include <QtDynamoDB/QDynamoDBHigh>");
    refused("camel-case header without its folder", low, "#include <QDynamoDBHigh>");
    refused("spaces in the directive", low, "  #  include  \"high/high_p.h\" // why");
    refused("no space in the directive", low, "#include\"high/high_p.h\"");
    refused("subfolder", u"src/low/sub/x.cpp"_s, "#include \"high/high_p.h\"");
    refused("generated file below", u"src/low/generated/x.cpp"_s, "#include \"high/high_p.h\"");
    refused("private header includes one above", u"src/low/x_p.h"_s, "#include \"high/high_p.h\"");
    refused("public header includes one above", u"include/QtDynamoDB/qdynamodblow.h"_s,
            "#include <QtDynamoDB/qdynamodbhigh.h>");

    QTest::newRow("folder without a floor")
            << u"src/attic/x.cpp"_s << QByteArray()
            << u"src/attic/x.cpp: src/attic is not listed in src/floors.txt"_s;
    QTest::newRow("header without a floor")
            << u"include/QtDynamoDB/qdynamodbattic.h"_s << QByteArray()
            << u"include/QtDynamoDB/qdynamodbattic.h: no floor contains a .cpp or .qdoc file of this name"_s;
}

void tst_Floors::includes()
{
    QFETCH(const QString, path);
    QFETCH(const QByteArray, line);
    QFETCH(const QString, error);
    Tree tree = house;
    tree.insert(path, line + '\n');
    const Report report = check(tree);
    QCOMPARE(report.lines, error.isEmpty() ? QStringList() : QStringList { error });
    QCOMPARE(report.exitCode, error.isEmpty() ? 0 : 1);
}

// All errors are reported, each with its line. A header described in a .qdoc alone has a floor, too.
void tst_Floors::severalErrors()
{
    Tree tree = house;
    tree.insert(u"src/high/qdynamodbdescribed.qdoc"_s, "");
    tree.insert(u"include/QtDynamoDB/qdynamodbdescribed.h"_s, "");
    tree.insert(u"src/low/low.cpp"_s,
                "#include \"low_p.h\"\n\n#include \"high/high_p.h\"\n"
                "#include <QtDynamoDB/qdynamodbdescribed.h>\n");
    const Report report = check(tree);
    QCOMPARE(report.lines,
             (QStringList { "src/low/low.cpp:3: high/high_p.h"_L1 + belongsToHigh,
                            "src/low/low.cpp:4: QtDynamoDB/qdynamodbdescribed.h"_L1
                                    + belongsToHigh }));
    QCOMPARE(report.exitCode, 1);
}

void tst_Floors::tree()
{
    const Report report = checkFloors(project);
    QVERIFY2(report.lines.isEmpty(), qPrintable(report.lines.join(u'\n')));
    QCOMPARE(report.exitCode, 0);
}

// A folder holds one idea. With more files than this it probably holds two.
void tst_Floors::filesInFolders()
{
    constexpr int most = 26; // measured: src/models and src/client
    QMap<QString, int> counts;
    QDirIterator files(project + "/src"_L1, { u"*.cpp"_s, u"*.h"_s }, QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        if (isHandWritten(path))
            ++counts[QFileInfo(path).path().mid(project.size() + 1)];
    }
    QVERIFY(!counts.isEmpty());
    for (auto i = counts.cbegin(); i != counts.cend(); ++i)
        QVERIFY2(i.value() <= most,
                 qPrintable(u"%1 has %2 hand-written files; at most %3 are allowed"_s.arg(i.key())
                                    .arg(i.value())
                                    .arg(most)));
}

void tst_Floors::linesInFiles()
{
    constexpr int most = 660;
    // Each longer file, with the reason why it is not split.
    const QHash<QString, int> exceptions {
        // Each is one public class with its documentation.
        { u"src/models/qdynamodbitemmodel.cpp"_s, 720 },
        { u"src/values/qdynamodbnumber.cpp"_s, 700 },
    };
    QStringList tooLong;
    QStringList unnecessary = exceptions.keys();
    for (const QString &part : { u"src"_s, u"include"_s }) {
        QDirIterator files(project + u'/' + part, { u"*.cpp"_s, u"*.h"_s }, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            const QString path = file.fileName().mid(project.size() + 1);
            if (!isHandWritten(path))
                continue;
            QVERIFY(file.open(QIODevice::ReadOnly));
            const auto lines = file.readAll().count('\n');
            if (lines > exceptions.value(path, most))
                tooLong.append(u"%1 has %2 lines"_s.arg(path).arg(lines));
            if (lines > most)
                unnecessary.removeOne(path);
        }
    }
    QVERIFY2(tooLong.isEmpty(), qPrintable(tooLong.join(u'\n')));
    QVERIFY2(unnecessary.isEmpty(), qPrintable("no longer too long: "_L1 + unnecessary.join(u' ')));
}

QTEST_GUILESS_MAIN(tst_Floors)
#include "tst_floors.moc"
