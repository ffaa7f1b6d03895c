// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "fakehome/fakehome.h"
#include "fetchcredentials/fetchcredentials.h"
#include "config/cabundle_p.h"
#include "config/localfile_p.h"
#include "credentials/providers/tokenfile_p.h"

#include <QtCore/qcryptographichash.h>
#include <QtCore/qscopeguard.h>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <csignal>
#include <cstring>
#endif

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

using Code = QDynamoDBError::Code;
using Status = FileRead::Status;

namespace {

#ifdef Q_OS_UNIX

// Something that is no file. Opening the FIFO would wait for a writer.
void makeSpecial(const QString &kind, const QString &path)
{
    QDir().mkpath(QFileInfo(path).path());
    const QByteArray name = QFile::encodeName(path);
    if (kind == "folder"_L1) {
        QVERIFY(QDir().mkdir(path));
    } else if (kind == "FIFO"_L1) {
        QCOMPARE(::mkfifo(name.constData(), 0600), 0);
    } else if (kind == "socket"_L1) {
        // By a relative name: an absolute one may be longer than an address can be.
        const QString before = QDir::currentPath();
        QVERIFY(QDir::setCurrent(QFileInfo(path).path()));
        const auto restore = qScopeGuard([&before] { QDir::setCurrent(before); });
        sockaddr_un address = {};
        address.sun_family = AF_UNIX;
        const QByteArray fileName = QFile::encodeName(QFileInfo(path).fileName());
        QVERIFY(std::size_t(fileName.size()) < sizeof address.sun_path);
        std::memcpy(address.sun_path, fileName.constData(), std::size_t(fileName.size()));
        const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
        QCOMPARE(::bind(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
        ::close(socket);
    } else {
        QVERIFY(QFile::link(u"/dev/zero"_s, path)); // a device, by a link
    }
}

// Files can't grow beyond that many bytes, as on a full disk.
class FullDisk
{
public:
    explicit FullDisk(rlim_t bytes)
        : m_handler(std::signal(SIGXFSZ, SIG_IGN))
    {
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit { bytes, m_before.rlim_max };
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FullDisk()
    {
        ::setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }
    Q_DISABLE_COPY_MOVE(FullDisk)

private:
    rlimit m_before = {};
    void (*const m_handler)(int);
};

#endif

} // namespace

// What the library does with files: all of it goes through two functions.
class tst_LocalFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_home = std::make_unique<FakeHome>(); }

    void reads_data();
    void reads();
    void writes();
    void writesPrivately();
#ifdef Q_OS_UNIX
    void readsWithoutSize();
    void refused_data();
    void refused();
    void refusedByProviders_data();
    void refusedByProviders();
    void links_data();
    void links();
    void fullDisk_data();
    void fullDisk();
    void readOnly();
#endif

private:
    QStringList entries(const QString &folder) const
    {
        return QDir(m_home->path(folder))
                .entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden | QDir::System);
    }

    std::unique_ptr<FakeHome> m_home;
};

void tst_LocalFile::reads_data()
{
    QTest::addColumn<qint64>("size"); // -1: no file
    QTest::addColumn<Status>("status");
    QTest::newRow("missing") << qint64(-1) << Status::Missing;
    QTest::newRow("empty") << qint64(0) << Status::Read;
    QTest::newRow("small") << qint64(10) << Status::Read;
    QTest::newRow("as large as allowed") << qint64(10000) << Status::Read;
    QTest::newRow("too large") << qint64(10001) << Status::TooLarge;
    QTest::newRow("far too large") << qint64(1 << 20) << Status::TooLarge;
}

void tst_LocalFile::reads()
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

void tst_LocalFile::writes()
{
    const QString path = m_home->path(u"new/folders/file"_s);
    QCOMPARE(replaceSecretFile(path, "one"), QString());
    QCOMPARE(m_home->read(u"new/folders/file"_s), "one"_ba);
    QCOMPARE(replaceSecretFile(path, "another"), QString());
    QCOMPARE(m_home->read(u"new/folders/file"_s), "another"_ba);
    QCOMPARE(entries(u"new/folders"_s), QStringList { u"file"_s }); // nothing else is left

    m_home->write(u"file"_s, {});
    QVERIFY(!replaceSecretFile(m_home->path(u"file/below"_s), "x").isEmpty());
}

void tst_LocalFile::writesPrivately()
{
    const QString path = m_home->write(u"file"_s, "public");
    QVERIFY(QFile::setPermissions(path, QFile::Permissions(0x6666)));
    QCOMPARE(replaceSecretFile(path, "secret"), QString());
    constexpr auto ofOthers = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup
            | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    QCOMPARE(QFile::permissions(path) & ofOthers, QFile::Permissions());
}

#ifdef Q_OS_UNIX

// Files of procfs have the size 0, whatever they hold.
void tst_LocalFile::readsWithoutSize()
{
    const QString path = u"/proc/self/status"_s;
    if (QFile::exists(path))
        QVERIFY(readLocalFile(path, 100000).content.startsWith("Name:"));
    QVERIFY(readLocalFile(u"/dev/null"_s, 10).isRead());
}

void tst_LocalFile::refused_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : { "folder", "FIFO", "socket", "device" })
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void tst_LocalFile::refused()
{
    QFETCH(QString, kind);
    const QString path = m_home->path(u"x"_s);
    makeSpecial(kind, path);
    const FileRead file = readLocalFile(path, 10000);
    QCOMPARE(file.status, Status::Refused);
    QVERIFY2(file.problem.contains(kind), qPrintable(file.problem));
    const QString problem = replaceSecretFile(path, "secret");
    QVERIFY(!problem.isEmpty());
    QVERIFY(QFileInfo::exists(path));
    QVERIFY(!QFileInfo(path).isFile());
    QCOMPARE(entries({}), QStringList { u"x"_s });
}

void tst_LocalFile::refusedByProviders_data()
{
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("kind");
    for (const char *place :
         { "config", "credentials", "bundle", "web identity", "container", "sso", "login" }) {
        for (const char *kind : { "folder", "FIFO", "socket", "device" })
            QTest::addRow("%s: %s", place, kind)
                    << QString::fromLatin1(place) << QString::fromLatin1(kind);
    }
}

// Whatever stands in a file's place, the answer comes at once, is an error and names the path.
void tst_LocalFile::refusedByProviders()
{
    QFETCH(QString, place);
    QFETCH(QString, kind);
    QString path = m_home->path(u"x"_s);
    m_home->write(u".aws/config"_s,
                  "[profile sso]\nsso_account_id=1\nsso_role_name=r\nsso_start_url=https://a\n"
                  "sso_region=eu-west-1\n[profile login]\nlogin_session=me\nregion=eu-west-1\n");
    const auto hashed = [](QCryptographicHash::Algorithm algorithm,
                           const QByteArray &text) -> QString {
        return QString::fromLatin1(QCryptographicHash::hash(text, algorithm).toHex()) + ".json"_L1;
    };
    Variables variables { { u"AWS_EC2_METADATA_DISABLED"_s, u"true"_s } };
    QString profile;
    if (place == "config"_L1)
        variables[u"AWS_CONFIG_FILE"_s] = path;
    else if (place == "credentials"_L1)
        variables[u"AWS_SHARED_CREDENTIALS_FILE"_s] = path;
    else if (place == "bundle"_L1)
        variables[u"AWS_CA_BUNDLE"_s] = path;
    else if (place == "web identity"_L1)
        variables.insert({ { u"AWS_WEB_IDENTITY_TOKEN_FILE"_s, path },
                           { u"AWS_ROLE_ARN"_s, u"arn:aws:iam::1:role/r"_s } });
    else if (place == "container"_L1)
        variables.insert({ { u"AWS_CONTAINER_CREDENTIALS_FULL_URI"_s, u"http://127.0.0.1:1/"_s },
                           { u"AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"_s, path } });
    else if (place == "sso"_L1)
        path = m_home->path(".aws/sso/cache/"_L1 + hashed(QCryptographicHash::Sha1, "https://a"));
    else
        path = m_home->path(".aws/login/cache/"_L1 + hashed(QCryptographicHash::Sha256, "me"));
    if (place == "sso"_L1 || place == "login"_L1)
        profile = place;
    makeSpecial(kind, path);

    QDynamoDBError error;
    if (place == "bundle"_L1) {
        error = configuredTls(Configuration(m_home->environment(variables))).error();
        QCOMPARE(error.code(), Code::SecureConnection);
    } else {
        error = fetchCredentials(defaultChainProvider(m_home->environment(variables), profile))
                        .error();
        QCOMPARE(error.code(), place == "sso"_L1 ? Code::ExpiredToken : Code::ConfigNotFound);
    }
    QVERIFY2(error.message().contains(path), qPrintable(error.message()));
    QVERIFY2(error.message().contains(kind), qPrintable(error.message()));
}

void tst_LocalFile::links_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<bool>("isThere");
    QTest::newRow("file") << u"elsewhere/file"_s << true;
    QTest::newRow("missing file") << u"elsewhere/file"_s << false;
    QTest::newRow("missing folder") << u"elsewhere/below/file"_s << false;
}

// People keep such files in a repository, and have links to them.
void tst_LocalFile::links()
{
    QFETCH(QString, target);
    QFETCH(bool, isThere);
    QVERIFY(QDir(m_home->path({})).mkpath(u"elsewhere"_s));
    if (isThere)
        m_home->write(target, "{\"old\":1}");
    QVERIFY(QFile::link(target, m_home->path(u"second"_s))); // relative, as people make them
    QVERIFY(QFile::link(m_home->path(u"second"_s), m_home->path(u"first"_s)));
    const QString path = m_home->path(u"first"_s);
    QCOMPARE(readTokenFile(path).error().code(), isThere ? Code::NoError : Code::NoCredentials);
    const QDynamoDBError error = writeTokenFile(path, { QJsonObject { { u"new"_s, 1 } }, {} });
    QVERIFY2(!error.isError(), qPrintable(error.message()));
    QVERIFY(QFileInfo(path).isSymLink());
    QVERIFY(QFileInfo(m_home->path(u"second"_s)).isSymLink());
    QVERIFY(!QFileInfo(m_home->path(target)).isSymLink());
    QVERIFY(m_home->read(target).contains("new"));
    QVERIFY(readTokenFile(path)->object.contains("new"_L1));

    // Links that lead to each other lead nowhere.
    QVERIFY(QFile::remove(m_home->path(u"second"_s)));
    QVERIFY(QFile::link(u"first"_s, m_home->path(u"second"_s)));
    QVERIFY(writeTokenFile(path, {}).isError());
    QCOMPARE(readLocalFile(path, 10).status, Status::Failed);
}

void tst_LocalFile::fullDisk_data()
{
    QTest::addColumn<int>("free");
    QTest::addColumn<qsizetype>("size");
    QTest::newRow("nothing fits") << 0 << qsizetype(100);
    QTest::newRow("a part fits") << 40 << qsizetype(100);
    QTest::newRow("more than a buffer") << 40000 << qsizetype(60000);
}

void tst_LocalFile::fullDisk()
{
    QFETCH(int, free);
    QFETCH(qsizetype, size);
    const QByteArray old = R"({"refreshToken":"old"})";
    const QString path = m_home->write(u"folder/token"_s, old);
    QDynamoDBError error;
    {
        const FullDisk disk { rlim_t(free) };
        error = writeTokenFile(path,
                               { QJsonObject { { u"refreshToken"_s, QString(size, u'x') } }, {} });
    }
    QCOMPARE(error.code(), Code::ConfigNotFound);
    QVERIFY2(error.message().startsWith(path + " cannot be written: "_L1),
             qPrintable(error.message()));
    QVERIFY(!error.message().contains("xxx"_L1));
    QCOMPARE(m_home->read(u"folder/token"_s), old);
    QCOMPARE(entries(u"folder"_s), QStringList { u"token"_s });
}

void tst_LocalFile::readOnly()
{
    if (::geteuid() == 0)
        return; // who may write everywhere
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
