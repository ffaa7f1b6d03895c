// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "config/configuration_p.h"
#include "config/sharedconfig_p.h"

#include <QtCore/qdatetime.h>
#include <QtCore/qrandom.h>
#include <QtCore/qtemporarydir.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

using Code = QDynamoDBError::Code;
using Variables = QHash<QString, QString>;

class tst_SharedConfig : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void settings_data();
    void settings();
    void merged();
    void defaultProfile();
    void sections();
    void profilesByName_data();
    void profilesByName();
    void noFiles();
    void namedFiles();
    void malformed_data();
    void malformed();
    void tooLarge();
    void folderInPlaceOfFile();
    void independentOfLoader();
    void changedFiles();
    void home_data();
    void home();
    void fuzz();
    void profileNames_data();
    void profileNames();
    void configuration();

private:
    QString write(const QString &name, const QByteArray &content);
    QDynamoDBExpected<SharedConfig> load(const Variables &variables = {});

    std::unique_ptr<QTemporaryDir> m_home;
};

void tst_SharedConfig::init()
{
    m_home = std::make_unique<QTemporaryDir>();
    QVERIFY(QDir(m_home->path()).mkdir(u".aws"_s));
}

QString tst_SharedConfig::write(const QString &name, const QByteArray &content)
{
    QFile file(m_home->filePath(name));
    file.remove(); // removing the file first avoids waiting for the disk
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("The test can't write its files");
    return file.fileName();
}

QDynamoDBExpected<SharedConfig> tst_SharedConfig::load(const Variables &variables)
{
    return SharedConfig::load(Environment(variables, m_home->path()));
}

void tst_SharedConfig::settings_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("expected");

    const auto row = [](const char *tag, const QByteArray &config, const char16_t *expected,
                        const char16_t *name = u"region") {
        QTest::newRow(tag) << config << QString::fromUtf16(name) << QString::fromUtf16(expected);
    };
    row("plain", "[profile x]\nregion=r\n", u"r");
    row("spaces", "[profile x]\n region \t=\t r \t\n", u"r");
    row("no newline at the end", "[profile x]\nregion=r", u"r");
    row("Windows lines", "[profile x]\r\nregion=r\r\n", u"r");
    row("byte order mark", "\xef\xbb\xbf[profile x]\nregion=r\n", u"r");
    row("spaces in the header", "[  profile \t x  ]  \nregion=r\n", u"r");
    row("quoted name", "[profile \"x\"]\nregion=r\n", u"r");
    row("comment after the header", "[profile x] # note\nregion=r\n", u"r");
    row("comment lines", "# one\n; two\n[profile x]\n  # three\nregion=r\n# four\n", u"r");
    row("comment after the value", "[profile x]\nregion=r # note ; more\n", u"r");
    row("semicolon comment", "[profile x]\nregion=r\t; note\n", u"r");
    row("hash within the value", "[profile x]\nregion=r#1;2\n", u"r#1;2");
    row("equals within the value", "[profile x]\nregion=a=b==\n", u"a=b==");
    row("upper-case name", "[profile x]\nREGION=r\n", u"r");
    row("duplicate setting", "[profile x]\nregion=a\nregion=b\n", u"b");
    row("section in two parts", "[profile x]\nregion=r\n[profile y]\nregion=s\n[profile x]\na=b\n",
        u"r");
    row("empty", "[profile x]\nregion=\n", u"");
    row("missing", "[profile x]\noutput=json\n", u"");
    row("of another profile", "[profile y]\nregion=r\n[profile x]\n", u"");
    row("without the keyword profile", "[x]\nregion=r\n", u"");
    row("Unicode", "[profile x]\nregion=gr\xc3\xbc\xc3\x9f\n", u"grüß");
    row("all lines indented", "[profile x]\n  output = json\n  region = r\n", u"r");
    row("blank lines between", "[profile x]\n\noutput = json\n\n\nregion = r\n", u"r");
    row("nested", "[profile x]\ns3 =\n  region = r\n  other = s\n", u"r", u"s3.region");
    row("nested, then not", "[profile x]\ns3 =\n  a = b\nregion = r\n", u"r");
    row("nested setting is none of the profile", "[profile x]\ns3 =\n  region = r\n", u"");
    row("multi-line value", "[profile x]\nregion = a\n   b = c\n", u"a\nb = c");
    row("value of many lines",
        "[profile x]\nregion = a # one\r\n\n \t b  \r\n # two\n  c\noutput=json\n", u"a\nb\nc");
    row("multi-line value after empty lines", "[profile x]\nregion = a\n\n\n b", u"a\nb");
    row("nested setting of another section", "[profile x]\ns3 =\n[profile y]\n  region = r\n", u"",
        u"s3.region");
}

void tst_SharedConfig::settings()
{
    QFETCH(QByteArray, config);
    QFETCH(QString, name);
    QFETCH(QString, expected);
    write(u".aws/config"_s, config);
    const auto files = load();
    QVERIFY2(files.hasValue(), qPrintable(files.error().message()));
    QCOMPARE(files->setting(u"x", name), expected);
    QCOMPARE(files->setting(u"x", name.toUpper()), expected);
}

void tst_SharedConfig::merged()
{
    const QString config = write(u".aws/config"_s,
                                 "[profile x]\nregion=r\naws_access_key_id=config\n"
                                 "[profile y]\nregion=s\n");
    const QString credentials = write(u".aws/credentials"_s,
                                      "[x]\naws_access_key_id=credentials\n[z]\n[profile w]\n");
    const auto files = load();
    QVERIFY(files.hasValue());
    QCOMPARE(files->configFile(), config);
    QCOMPARE(files->credentialsFile(), credentials);
    QCOMPARE(files->setting(u"x", u"region"), u"r"_s);
    QCOMPARE(files->fileOf(u"x", u"region"), config);
    QCOMPARE(files->setting(u"x", u"aws_access_key_id"), u"credentials"_s);
    QCOMPARE(files->fileOf(u"x", u"aws_access_key_id"), credentials);
    QCOMPARE(files->fileOf(u"x", u"nothing"), QString());
    QVERIFY(files->hasProfile(u"x"));
    QVERIFY(files->hasProfile(u"y"));
    QVERIFY(files->hasProfile(u"z"));
    QVERIFY(!files->hasProfile(u"w"));
    QVERIFY(!files->hasProfile(u""));
    QVERIFY(!files->hasProfile(u"X"));
}

void tst_SharedConfig::defaultProfile()
{
    write(u".aws/config"_s, "[default]\nregion=bare\noutput=json\n");
    QCOMPARE(load()->setting(u"default", u"region"), u"bare"_s);
    QVERIFY(load()->hasProfile(u"default"));
    // [profile default] replaces [default], in any order.
    write(u".aws/config"_s, "[profile default]\nregion=full\n[default]\nregion=bare\noutput=json\n");
    QCOMPARE(load()->setting(u"default", u"region"), u"full"_s);
    QCOMPARE(load()->setting(u"default", u"output"), QString());
}

void tst_SharedConfig::sections()
{
    write(u".aws/config"_s,
          "[sso-session mine]\nsso_region=r\n[services local]\ndynamodb =\n"
          "  endpoint_url = http://localhost:8000\n[plugins]\na=b\n");
    const auto files = load();
    QVERIFY(files.hasValue());
    QCOMPARE(files->sectionSetting(u"sso-session", u"mine", u"sso_region"), u"r"_s);
    QCOMPARE(files->sectionSetting(u"services", u"local", u"dynamodb.endpoint_url"),
             u"http://localhost:8000"_s);
    QCOMPARE(files->sectionSetting(u"plugins", u"", u"a"), u"b"_s);
    QCOMPARE(files->sectionSetting(u"sso-session", u"other", u"sso_region"), QString());
    QVERIFY(!files->hasProfile(u"mine"));
    QVERIFY(files->hasSection(u"services", u"local"));
    QVERIFY(!files->hasSection(u"services", u"mine"));
}

void tst_SharedConfig::profilesByName_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QString>("inConfig"); // empty: the section is no profile
    QTest::addColumn<QString>("inCredentials");
    QTest::newRow("word") << "[profile x]"_ba << u"x"_s << u"profile x"_s;
    QTest::newRow("quotes") << "[profile \"a  b\"]"_ba << u"a  b"_s << u"profile \"a  b\""_s;
    QTest::newRow("apostrophes") << "[profile 'a b']"_ba << u"a b"_s << u"profile 'a b'"_s;
    QTest::newRow("two words") << "[profile a b]"_ba << QString() << u"profile a b"_s;
    QTest::newRow("no name") << "[profile]"_ba << QString() << u"profile"_s;
    QTest::newRow("no kind") << "[a b]"_ba << QString() << u"a b"_s;
    QTest::newRow("similar kind") << "[profiles x]"_ba << QString() << u"profiles x"_s;
    QTest::newRow("tab") << "[\tprofile\tx\t]"_ba << u"x"_s << u"profile\tx"_s;
}

void tst_SharedConfig::profilesByName()
{
    QFETCH(QByteArray, header);
    QFETCH(QString, inConfig);
    QFETCH(QString, inCredentials);
    for (const QString &name : { u"config"_s, u"credentials"_s }) {
        init();
        write(u".aws/"_s + name, header + "\nregion = r\n");
        const auto files = load();
        QVERIFY2(files.hasValue(), qPrintable(files.error().message()));
        const QString expected = name == "config"_L1 ? inConfig : inCredentials;
        QVERIFY(!files->hasProfile(u""));
        for (const QStringView candidate :
             { u"x", u"a b", u"a  b", u"profile", u"profile x", u"profile a b", u"profile 'a b'",
               u"profile \"a  b\"", u"profiles x", u"profile\tx", u"b", u"a" }) {
            const bool isIt = candidate == expected;
            QCOMPARE(files->hasProfile(candidate), isIt);
            QCOMPARE(files->setting(candidate, u"region"), isIt ? u"r"_s : QString());
        }
    }
}

void tst_SharedConfig::noFiles()
{
    const auto files = load();
    QVERIFY(files.hasValue());
    QVERIFY(!files->hasProfile(u"default"));
    QCOMPARE(files->setting(u"default", u"region"), QString());
    QVERIFY(!SharedConfig().hasProfile(u"default"));
}

void tst_SharedConfig::namedFiles()
{
    const QString elsewhere = write(u"elsewhere"_s, "[profile x]\nregion=r\n");
    QCOMPARE(load({ { u"AWS_CONFIG_FILE"_s, elsewhere } })->setting(u"x", u"region"), u"r"_s);
    QCOMPARE(load({ { u"AWS_CONFIG_FILE"_s, u"~/elsewhere"_s } })->setting(u"x", u"region"), u"r"_s);
    for (const QString &variable : { u"AWS_CONFIG_FILE"_s, u"AWS_SHARED_CREDENTIALS_FILE"_s }) {
        // A missing file is not an error; errors about missing profiles name the file.
        const auto files = load({ { variable, u"/nowhere/at/all"_s } });
        QVERIFY2(files.hasValue(), qPrintable(files.error().message()));
        QCOMPARE(files->missingFiles(),
                 u"/nowhere/at/all, which %1 names, does not exist"_s.arg(variable));
    }
}

void tst_SharedConfig::malformed_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("line");
    QTest::newRow("before the first section") << "\nS3CR3T = x\n"_ba << 2;
    QTest::newRow("missing bracket") << "[S3CR3T\na=b\n"_ba << 1;
    QTest::newRow("text after the bracket") << "[x] S3CR3T\n"_ba << 1;
    QTest::newRow("no name") << "[profile x]\na=b\n[ ]\n"_ba << 3;
    QTest::newRow("no equals sign") << "[profile x]\na=b\nS3CR3T\n"_ba << 3;
    QTest::newRow("empty name") << "[profile x]\n = S3CR3T\n"_ba << 2;
    QTest::newRow("nested without equals sign") << "[profile x]\ns3 =\n  S3CR3T\n"_ba << 3;
    QTest::newRow("invalid UTF-8") << "[profile x]\na = S3CR3T\xff\n"_ba << 2;
    QTest::newRow("zero") << QByteArray("[profile x]\na = S3CR3T\0\n", 25) << 2;
}

void tst_SharedConfig::malformed()
{
    QFETCH(QByteArray, content);
    QFETCH(int, line);
    for (const QString &name : { u".aws/config"_s, u".aws/credentials"_s }) {
        init();
        const QString path = write(name, content);
        const QDynamoDBError error = load().error();
        QCOMPARE(error.code(), Code::ConfigParserError);
        QVERIFY2(error.message().contains(path), qPrintable(error.message()));
        QVERIFY2(error.message().contains(u"line %1 "_s.arg(line)), qPrintable(error.message()));
        QVERIFY2(!error.message().contains("S3CR3T"_L1), qPrintable(error.message()));
    }
}

void tst_SharedConfig::tooLarge()
{
    const QByteArray start = "[profile x]\nregion=r\n#";
    QByteArray content = start;
    content.append(SharedConfig::maximumFileSize - content.size(), 'x');
    write(u".aws/config"_s, content);
    QCOMPARE(load()->setting(u"x", u"region"), u"r"_s);

    const QString path = write(u".aws/config"_s, content + 'x');
    const QDynamoDBError error = load().error();
    QCOMPARE(error.code(), Code::ConfigParserError);
    QVERIFY(error.message().contains(path));
}

void tst_SharedConfig::folderInPlaceOfFile()
{
    QVERIFY(QDir(m_home->path()).mkdir(u".aws/config"_s));
    QCOMPARE(load().error().code(), Code::ConfigNotFound);
#ifdef Q_OS_UNIX
    // Empty variables disable the files.
    init();
    const auto files = load({ { u"AWS_CONFIG_FILE"_s, u"/dev/null"_s },
                              { u"AWS_SHARED_CREDENTIALS_FILE"_s, u"/dev/null"_s } });
    QVERIFY2(files.hasValue(), qPrintable(files.error().message()));
    const QDynamoDBError device = load({ { u"AWS_CONFIG_FILE"_s, u"/dev/zero"_s } }).error();
    QCOMPARE(device.code(), Code::ConfigNotFound);
    QVERIFY2(device.message().contains("/dev/zero is a device"_L1), qPrintable(device.message()));
#endif
}

void tst_SharedConfig::independentOfLoader()
{
    write(u".aws/config"_s, "[profile x]\nregion=r\n");
    SharedConfig copy;
    {
        auto files = load();
        copy = files.value();
    }
    QFile::remove(m_home->filePath(u".aws/config"_s));
    QCOMPARE(copy.bytes(u"x", u"region"), "r"_ba);
}

void tst_SharedConfig::changedFiles()
{
    QVERIFY(SharedConfig().isCurrent());
    const auto none = load();
    QVERIFY(none->isCurrent());
    const QString path = write(u".aws/credentials"_s, "[x]\nregion=r\n");
    QVERIFY(!none->isCurrent());

    const auto old = load();
    QVERIFY(old->isCurrent());
    write(u".aws/credentials"_s, "[x]\nregion=other\n");
    QVERIFY(!old->isCurrent());

    // A changed file of the same size.
    const auto again = load();
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.setFileTime(QDateTime::currentDateTime().addSecs(-60),
                             QFileDevice::FileModificationTime));
    file.close();
    QVERIFY(!again->isCurrent());

    const auto last = load();
    QVERIFY(last->isCurrent());
    QVERIFY(QFile::remove(path));
    QVERIFY(!last->isCurrent());
}

void tst_SharedConfig::home_data()
{
    QTest::addColumn<Variables>("variables");
    QTest::addColumn<QString>("expected");
    Variables variables;
    QTest::newRow("account") << variables << u"/account"_s;
    variables[u"HOMEPATH"_s] = u"\\Users\\me"_s;
    QTest::newRow("HOMEPATH alone") << variables << QDir::fromNativeSeparators(u"C:\\Users\\me"_s);
    variables[u"HOMEDRIVE"_s] = u"D:"_s;
    QTest::newRow("HOMEDRIVE and HOMEPATH")
            << variables << QDir::fromNativeSeparators(u"D:\\Users\\me"_s);
    variables[u"USERPROFILE"_s] = u"/profile"_s;
    QTest::newRow("USERPROFILE") << variables << u"/profile"_s;
    variables[u"HOME"_s] = u"/people/me"_s;
    QTest::newRow("HOME") << variables << u"/people/me"_s;
}

void tst_SharedConfig::home()
{
    QFETCH(Variables, variables);
    QFETCH(QString, expected);
    const Environment environment(variables, u"/account"_s);
    QCOMPARE(environment.homeDirectory(), expected);
    const auto files = SharedConfig::load(environment);
    QVERIFY(files.hasValue());
    QCOMPARE(files->configFile(), expected + "/.aws/config"_L1);
    QCOMPARE(files->credentialsFile(), expected + "/.aws/credentials"_L1);
}

// Random files are either read or rejected, with equal results each time. Errors do not quote the files.
void tst_SharedConfig::fuzz()
{
    const QList<QByteArray> lines { "[profile x]",
                                    "[default]",
                                    "[x]",
                                    "# S3CR3T",
                                    " a",
                                    "name = S3CR3T",
                                    "region=r",
                                    "s3 =",
                                    "  region = s # S3CR3T",
                                    "",
                                    " name=\xc3\xa4" };
    const QList<QByteArray> noise { "[",
                                    "]",
                                    "=",
                                    "\n",
                                    "\r",
                                    "\t",
                                    "#",
                                    "\"",
                                    QByteArray("\0", 1),
                                    "\xff",
                                    "\xef\xbb\xbf",
                                    "S3CR3T",
                                    "\n    ",
                                    "\n[x]" };
    const auto variables = [this] {
        return Variables { { u"AWS_CONFIG_FILE"_s, m_home->filePath(u"config"_s) },
                           { u"AWS_SHARED_CREDENTIALS_FILE"_s,
                             m_home->filePath(u"credentials"_s) } };
    };
    QRandomGenerator random(20120810);
    int read = 0;
    constexpr int rounds = 1500;
    for (int i = 0; i < rounds; ++i) {
        QByteArray texts[2] { "[profile x]\n", "[x]\n" };
        for (QByteArray &text : texts) {
            for (int count = random.bounded(12); count > 0; --count)
                text += lines[random.bounded(int(lines.size()))] + '\n';
            for (int count = random.bounded(2); count > 0; --count) {
                text.insert(random.bounded(int(text.size())),
                            noise[random.bounded(int(noise.size()))]);
            }
            if (random.bounded(4) == 0)
                text[random.bounded(int(text.size()))] = char(random.bounded(256));
        }
        write(u"config"_s, texts[0]);
        write(u"credentials"_s, texts[1]);
        const auto files = load(variables());
        const auto again = load(variables());
        QCOMPARE(files.hasValue(), again.hasValue());
        QCOMPARE(files.error().message(), again.error().message());
        if (!files) {
            QCOMPARE(files.error().code(), Code::ConfigParserError);
            QVERIFY(files.error().message().contains("line "_L1));
            QVERIFY(!files.error().message().contains("S3CR3T"_L1));
            continue;
        }
        ++read;
        for (const QStringView profile : { u"x", u"default", u"profile x" }) {
            for (const QStringView name : { u"region", u"name", u"s3", u"s3.region", u"s3.name" }) {
                const QString value = files->setting(profile, name);
                QCOMPARE(value, again->setting(profile, name));
                QVERIFY(value.isEmpty() || files->hasProfile(profile));
                QVERIFY(files->bytes(profile, name).size() < texts[0].size() + texts[1].size() + 1);
            }
        }
    }
    QVERIFY2(read > rounds / 5 && read < rounds * 4 / 5, qPrintable(QString::number(read)));
}

void tst_SharedConfig::profileNames_data()
{
    QTest::addColumn<Variables>("variables");
    QTest::addColumn<QString>("chosen");
    QTest::addColumn<QString>("expected");
    Variables variables;
    QTest::newRow("default") << variables << QString() << u"default"_s;
    variables[u"AWS_DEFAULT_PROFILE"_s] = u"third"_s;
    QTest::newRow("AWS_DEFAULT_PROFILE") << variables << QString() << u"third"_s;
    variables[u"AWS_PROFILE"_s] = u"second"_s;
    QTest::newRow("AWS_PROFILE") << variables << QString() << u"second"_s;
    QTest::newRow("chosen") << variables << u"first"_s << u"first"_s;
}

void tst_SharedConfig::profileNames()
{
    QFETCH(Variables, variables);
    QFETCH(QString, chosen);
    QFETCH(QString, expected);
    QCOMPARE(profileName(Environment(variables, {}), chosen), expected);
}

void tst_SharedConfig::configuration()
{
    const QString path = write(u".aws/config"_s, "[profile x]\nretry_mode=adaptive\n");
    const Environment environment({ { u"AWS_MAX_ATTEMPTS"_s, u" 7 "_s } }, m_home->path());

    const Configuration x(environment, u"x"_s);
    QCOMPARE(x.profile(), u"x"_s);
    QCOMPARE(x.setting({ "AWS_RETRY_MODE" }, u"retry_mode").value(), u"adaptive"_s);
    QCOMPARE(x.setting({ "AWS_MAX_ATTEMPTS" }, u"max_attempts").value(), u"7"_s);
    QCOMPARE(x.setting({ "AWS_RETRY_MODE" }).value(), QString());
    // The files are read once.
    QVERIFY(QFile::remove(path));
    QCOMPARE(x.setting({}, u"retry_mode").value(), u"adaptive"_s);

    // A missing default profile is no error, unlike a missing profile that was chosen.
    QCOMPARE(Configuration(environment).setting({}, u"region").value(), QString());
    const QDynamoDBError error = Configuration(environment, u"y"_s).setting({}, u"region").error();
    QCOMPARE(error.code(), Code::NoProfile);
    for (const QString &part : { u"\"y\""_s, u"/.aws/config"_s, u"/.aws/credentials"_s })
        QVERIFY2(error.message().contains(part), qPrintable(error.message()));
}

QTEST_GUILESS_MAIN(tst_SharedConfig)
#include "tst_sharedconfig.moc"
