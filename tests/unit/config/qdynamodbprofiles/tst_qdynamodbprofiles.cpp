// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/QDynamoDBProfiles>

#include "fakehome/fakehome.h"
#include "waiting/longtimeouts.h"

#include <QtTest/qsignalspy.h>

using namespace Qt::StringLiterals;

using Code = QDynamoDBError::Code;

class tst_QDynamoDBProfiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void names_data();
    void names();
    void invalidFiles_data();
    void invalidFiles();
    void missingFile();
    void reload();
    void lastReloadWins();
    void destroyedDuringReload();

private:
    std::unique_ptr<FakeHome> m_home;
};

void tst_QDynamoDBProfiles::init()
{
    m_home = std::make_unique<FakeHome>();
    for (const auto &[variable, name] : { std::pair("AWS_CONFIG_FILE", u"config"_s),
                                          std::pair("AWS_SHARED_CREDENTIALS_FILE", u"keys"_s) }) {
        m_home->write(name, {});
        qputenv(variable, QFile::encodeName(m_home->path(name)));
    }
}

void tst_QDynamoDBProfiles::cleanup()
{
    qunsetenv("AWS_CONFIG_FILE");
    qunsetenv("AWS_SHARED_CREDENTIALS_FILE");
}

void tst_QDynamoDBProfiles::names_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QByteArray>("keys");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("no files") << QByteArray() << QByteArray() << QStringList();
    QTest::newRow("both files") << "[profile work]\nregion=x\n[default]\n[profile home]\n"_ba
                                << "[other]\n[work]\n[default]\n"_ba
                                << QStringList { u"work"_s, u"default"_s, u"home"_s, u"other"_s };
    QTest::newRow("other sections") << "[sso-session s]\n[services s]\n[work]\n[profile]\n"_ba
                                    << QByteArray() << QStringList();
    QTest::newRow("duplicate profile")
            << "[default]\n[profile default]\n[profile a]\n[profile a]\n"_ba << QByteArray()
            << QStringList { u"default"_s, u"a"_s };
    // The file format allows only letters, digits and -/.%@_:+ in names.
    QTest::newRow("invalid names")
            << "[profile 'two words']\n[profile \xc3\xa4]\n[profile 'x']\n[profile a-b_c]\n"_ba
            << "[three more words]\n[profile y]\n[sso-session s]\n[a/b.c%d@e:f+1]\n[x;y]\n"_ba
            << QStringList { u"x"_s, u"a-b_c"_s, u"a/b.c%d@e:f+1"_s };
}

void tst_QDynamoDBProfiles::names()
{
    QFETCH(QByteArray, config);
    QFETCH(QByteArray, keys);
    QFETCH(QStringList, expected);
    m_home->write(u"config"_s, config);
    m_home->write(u"keys"_s, keys);
    QCOMPARE(QDynamoDBProfiles::read().valueOr({ u"an error"_s }), expected);

    QDynamoDBProfiles profiles;
    QVERIFY(profiles.isLoading());
    QSignalSpy spy(&profiles, &QDynamoDBProfiles::namesChanged);
    QTRY_VERIFY(!profiles.isLoading());
    QCOMPARE(profiles.names(), expected);
    QCOMPARE(spy.size(), expected.isEmpty() ? 0 : 1);
    QVERIFY(!profiles.error().isError());
}

void tst_QDynamoDBProfiles::invalidFiles_data()
{
    QTest::addColumn<QByteArray>("keys");
    QTest::addColumn<Code>("code");
    QTest::addColumn<QString>("part");
    QTest::newRow("malformed") << "[work]\ns3cr3t\n"_ba << Code::ConfigParserError
                               << u"keys: line 2 "_s;
    QTest::newRow("too large") << "[work]\n"_ba + QByteArray(2 << 20, '#')
                               << Code::ConfigParserError << u"too large"_s;
    QTest::newRow("missing") << QByteArray() << Code::ConfigNotFound << u"does not exist"_s;
}

void tst_QDynamoDBProfiles::invalidFiles()
{
    QFETCH(QByteArray, keys);
    QFETCH(Code, code);
    QFETCH(QString, part);
    m_home->write(u"config"_s, keys.isEmpty() ? "" : "[default]\n");
    m_home->write(u"keys"_s, keys);
    if (keys.isEmpty())
        QVERIFY(QFile::remove(m_home->path(u"keys"_s)));
    QDynamoDBProfiles profiles;
    QSignalSpy spy(&profiles, &QDynamoDBProfiles::errorChanged);
    QTRY_COMPARE(spy.size(), 1);
    QCOMPARE(profiles.error().code(), code);
    QVERIFY2(profiles.error().message().contains(part), qPrintable(profiles.error().message()));
    QVERIFY(!profiles.error().message().contains("s3cr3t"_L1));
    QCOMPARE(profiles.names(), QStringList());
    QCOMPARE(QDynamoDBProfiles::read().error(), profiles.error());
}

// A missing file is an error only if the other one has no profiles either.
void tst_QDynamoDBProfiles::missingFile()
{
    m_home->write(u"keys"_s, "[work]\n");
    QFile::remove(m_home->path(u"config"_s));
    QCOMPARE(QDynamoDBProfiles::read().valueOr({ u"an error"_s }), QStringList { u"work"_s });
    m_home->write(u"keys"_s, "");
    const QDynamoDBError error = QDynamoDBProfiles::read().error();
    QCOMPARE(error.code(), Code::ConfigNotFound);
    QVERIFY(error.message().contains("AWS_CONFIG_FILE"_L1));
}

void tst_QDynamoDBProfiles::reload()
{
    m_home->write(u"config"_s, "[profile a]\n");
    QDynamoDBProfiles profiles;
    QSignalSpy names(&profiles, &QDynamoDBProfiles::namesChanged);
    QSignalSpy error(&profiles, &QDynamoDBProfiles::errorChanged);
    const auto reloaded = [&] {
        profiles.reload();
        return QTest::qWaitFor([&] { return !profiles.isLoading(); }, 30000);
    };
    QTRY_COMPARE(names.size(), 1);
    QVERIFY(reloaded());
    QCOMPARE(names.size(), 1);
    m_home->write(u"config"_s, "nonsense\n");
    QVERIFY(reloaded());
    QCOMPARE(error.size(), 1);
    QCOMPARE(names.size(), 2);
    m_home->write(u"config"_s, "[profile b]\n");
    QVERIFY(reloaded());
    QCOMPARE(profiles.names(), QStringList { u"b"_s });
    QCOMPARE(error.size(), 2);
    QVERIFY(!profiles.error().isError());
}

void tst_QDynamoDBProfiles::lastReloadWins()
{
    m_home->write(u"config"_s, "[profile a]\n");
    QDynamoDBProfiles profiles;
    QSignalSpy loading(&profiles, &QDynamoDBProfiles::loadingChanged);
    for (int i = 0; i < 20; ++i)
        profiles.reload();
    m_home->write(u"config"_s, "[profile b]\n");
    profiles.reload();
    QTRY_VERIFY(!profiles.isLoading());
    QCOMPARE(profiles.names(), QStringList { u"b"_s });
    QCOMPARE(loading.size(), 1);
}

void tst_QDynamoDBProfiles::destroyedDuringReload()
{
    for (int i = 0; i < 100; ++i)
        const QDynamoDBProfiles profiles;
    QCoreApplication::processEvents();
}

QTEST_GUILESS_MAIN(tst_QDynamoDBProfiles)
#include "tst_qdynamodbprofiles.moc"
