// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "fakehome/fakehome.h"
#include "fakehome/specialfile.h"
#include "config/localfile_p.h"

#include <QtCore/qscopeguard.h>
#include <QtTest/qtest.h>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

using Status = FileRead::Status;

// The two functions through which the library reads and writes all files.
class tst_LocalFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_home = std::make_unique<FakeHome>(); }

    void read_data();
    void read();
    void replace();
    void permissions();
#ifdef Q_OS_UNIX
    void sizeUnknown();
    void specialFiles_data();
    void specialFiles();
    void readOnlyFolder();
#endif

private:
    QStringList entries(const QString &folder) const
    {
        return QDir(m_home->path(folder))
                .entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden | QDir::System);
    }

    std::unique_ptr<FakeHome> m_home;
};

void tst_LocalFile::read_data()
{
    QTest::addColumn<qint64>("size"); // -1: the file does not exist
    QTest::addColumn<Status>("status");
    QTest::newRow("missing") << qint64(-1) << Status::Missing;
    QTest::newRow("empty") << qint64(0) << Status::Read;
    QTest::newRow("small") << qint64(10) << Status::Read;
    QTest::newRow("size limit") << qint64(10000) << Status::Read;
    QTest::newRow("one byte more") << qint64(10001) << Status::TooLarge;
    QTest::newRow("much more") << qint64(1 << 20) << Status::TooLarge;
}

void tst_LocalFile::read()
{
    QFETCH(qint64, size);
    QFETCH(Status, status);
    const QString path = m_home->path(u"file"_s);
    const QByteArray content(std::max<qint64>(0, size), 'x');
    if (size >= 0)
        m_home->write(u"file"_s, content);
    const FileRead file = readLocalFile(path, 10000);
    QCOMPARE(file.status, status);
    QCOMPARE(file.isRead(), file.problem.isEmpty());
    QCOMPARE(file.content, file.isRead() ? content : QByteArray());
    QCOMPARE(readLocalFile({}, 10).status, Status::Missing);
    QCOMPARE(readLocalFile(path + "/below"_L1, 10).status, Status::Missing);
}

void tst_LocalFile::replace()
{
    const QString path = m_home->path(u"new/folders/file"_s);
    QCOMPARE(replaceSecretFile(path, "one"), QString());
    QCOMPARE(m_home->read(u"new/folders/file"_s), "one"_ba);
    QCOMPARE(replaceSecretFile(path, "another"), QString());
    QCOMPARE(m_home->read(u"new/folders/file"_s), "another"_ba);
    QCOMPARE(entries(u"new/folders"_s), QStringList { u"file"_s }); // no temporary file is left

    m_home->write(u"file"_s, {});
    QVERIFY(!replaceSecretFile(m_home->path(u"file/below"_s), "x").isEmpty());
}

void tst_LocalFile::permissions()
{
    const QString path = m_home->write(u"file"_s, "public");
    QVERIFY(QFile::setPermissions(path, QFile::Permissions(0x6666)));
    QCOMPARE(replaceSecretFile(path, "secret"), QString());
    constexpr auto ofOthers = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup
            | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    QCOMPARE(QFile::permissions(path) & ofOthers, QFile::Permissions());
}

#ifdef Q_OS_UNIX

// Files of procfs report the size 0.
void tst_LocalFile::sizeUnknown()
{
    const QString path = u"/proc/self/status"_s;
    if (QFile::exists(path))
        QVERIFY(readLocalFile(path, 100000).content.startsWith("Name:"));
    QVERIFY(readLocalFile(u"/dev/null"_s, 10).isRead());
}

void tst_LocalFile::specialFiles_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : { "folder", "FIFO", "socket", "device" })
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void tst_LocalFile::specialFiles()
{
    QFETCH(QString, kind);
    const QString path = m_home->path(u"x"_s);
    makeSpecialFile(kind, path);
    const FileRead file = readLocalFile(path, 10000);
    QCOMPARE(file.status, Status::Refused);
    QVERIFY2(file.problem.contains(kind), qPrintable(file.problem));
    const QString problem = replaceSecretFile(path, "secret");
    QVERIFY(!problem.isEmpty());
    QVERIFY(QFileInfo::exists(path));
    QVERIFY(!QFileInfo(path).isFile());
    QCOMPARE(entries({}), QStringList { u"x"_s });
}

void tst_LocalFile::readOnlyFolder()
{
    if (::geteuid() == 0)
        return; // root may write everywhere
    const QString path = m_home->write(u"folder/token"_s, "old");
    const QString folder = m_home->path(u"folder"_s);
    QVERIFY(QFile::setPermissions(folder, QFile::ReadOwner | QFile::ExeOwner));
    const auto restore = qScopeGuard([&] {
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    });
    QVERIFY(!replaceSecretFile(path, "new").isEmpty());
    QCOMPARE(m_home->read(u"folder/token"_s), "old"_ba);
}

#endif

QTEST_GUILESS_MAIN(tst_LocalFile)
#include "tst_localfile.moc"
