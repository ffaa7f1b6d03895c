// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "credentialstest/credentialstest.h"
#include "credentials/providers/tokenfile_p.h"
#include "fakehome/specialfile.h"
#include "config/cabundle_p.h"
#include "config/localfile_p.h"

#include <QtCore/qscopeguard.h>

#ifdef Q_OS_UNIX
#include <sys/resource.h>

#include <csignal>
#endif

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

using Code = QDynamoDBError::Code;
using Status = FileRead::Status;

#ifdef Q_OS_UNIX

namespace {

// Limits the size of files, as a full disk does. Unlike it, the limit is in bytes of one file.
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

} // namespace

#endif

// The files in which the AWS tools and this library share tokens.
class tst_TokenFile : public CredentialsTest
{
    Q_OBJECT

private Q_SLOTS:
    void incompleteFile_data();
    void incompleteFile();
    void renewedByOtherProgram();
#ifdef Q_OS_UNIX
    void specialFiles_data();
    void specialFiles();
    void links_data();
    void links();
    void fullDisk_data();
    void fullDisk();
#endif

private:
    QStringList entries(const QString &folder) const
    {
        return QDir(m_home->path(folder))
                .entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden | QDir::System);
    }
};

void tst_TokenFile::incompleteFile_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QByteArray>("before");
    for (const char *kind : { "sso", "login", "web identity", "container" }) {
        QTest::addRow("%s: empty", kind) << QString::fromLatin1(kind) << QByteArray();
        if (QByteArray(kind) == "sso" || QByteArray(kind) == "login") {
            QTest::addRow("%s: truncated", kind)
                    << QString::fromLatin1(kind) << R"({"accessToken":"acc3)"_ba;
        }
    }
}

// Other programs write these files in place, so that a reader may see half of one.
void tst_TokenFile::incompleteFile()
{
    QFETCH(QString, kind);
    QFETCH(QByteArray, before);
    m_home->write(u".aws/config"_s, ssoConfig + "[profile login]\nlogin_session=me\n");
    QString name = u"token"_s;
    QByteArray content = "t0ken-of-file";
    QString profile;
    Variables variables;
    if (kind == "sso"_L1) {
        profile = u"x"_s;
        name = ssoTokenFile();
        content = R"({"accessToken":"t0ken-of-file","expiresAt":"2100-01-01T00:00:00Z"})";
    } else if (kind == "login"_L1) {
        profile = u"login"_s;
        name = loginTokenFile(u"me"_s);
        content = R"({"accessToken":{"accessKeyId":"ASIALOGIN","secretAccessKey":"s3cret",)"
                  R"("sessionToken":"t0ken","expiresAt":"2100-01-01T00:00:00Z"}})";
    } else if (kind == "web identity"_L1) {
        variables = { { u"AWS_WEB_IDENTITY_TOKEN_FILE"_s, m_home->path(name) },
                      { u"AWS_ROLE_ARN"_s, u"arn:aws:iam::1:role/r"_s } };
    } else {
        variables = { { u"AWS_CONTAINER_CREDENTIALS_FULL_URI"_s, m_server->url().toString() },
                      { u"AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"_s, m_home->path(name) } };
    }
    m_home->write(name, before);
    m_server->setHandler([](const FakeRequest &request) {
        if (request.method == "POST")
            return Reaction::reply(200, assumedRole("AssumeRoleWithWebIdentity"));
        return Reaction::reply(200,
                               request.target.startsWith("/federation") ? ssoRoleCredentials()
                                                                        : localKeys());
    });
    FakeUser user;
    FetchContext context = contextWithoutPauses();
    context.user = &user;
    // The other program completes the file after two attempts to read it.
    int pauses = 0;
    context.after = [&, after = context.after](std::chrono::milliseconds time, QObject *object,
                                               const FetchContext::Callback &callback) {
        if (time.count() < 200 && ++pauses == 2)
            m_home->write(name, content);
        after(time, object, callback);
    };
    const auto provider = [&] { return defaultChainProvider(environment(variables), profile); };
    const Result result = fetchCredentials(provider(), context);
    QVERIFY2(result.hasValue(), qPrintable(result.error().message()));
    QCOMPARE(pauses, 2);
    QVERIFY(user.pages.isEmpty());

    // A file that stays incomplete is an error with its path, after a bounded time.
    m_home->write(name, before);
    m_server->setDefault(Reaction::reply(400, "{}"));
    m_server->setHandler({});
    pauses = 2;
    user.listens = false;
    const QDynamoDBError error = fetchCredentials(provider(), context).error();
    QVERIFY(error.isError());
    QVERIFY2(error.message().contains(m_home->path(name)), qPrintable(error.message()));
    QCOMPARE(pauses, 6); // and one pause of more than 200 ms: the file is read six times
    QVERIFY(!error.message().contains("acc3"_L1));
}

// The service rejects a refresh token that another program has already used. The token that the other
// program received is in the file.
void tst_TokenFile::renewedByOtherProgram()
{
    m_server->setHandler([this](const FakeRequest &request) {
        if (request.method == "GET")
            return Reaction::reply(200, ssoRoleCredentials());
        if (request.target == "/token")
            writeSsoToken(*m_home, 3600, { { u"accessToken"_s, u"acc3ss-others"_s } });
        else
            writeLoginToken(*m_home, 3600);
        return Reaction::reply(400, R"({"error":"invalid_grant"})");
    });
    writeSsoToken(*m_home, -60, ssoRegistration);
    const auto sso = fetchFromConfig(ssoConfig);
    QVERIFY2(sso.hasValue(), qPrintable(sso.error().message()));
    QCOMPARE(m_server->requests().last().header("x-amz-sso_bearer_token"), "acc3ss-others"_ba);

    writeLoginToken(*m_home, -60);
    const auto login = fetchCredentials(
            loginProvider(environment(), loginSession, u"eu-central-1"_s));
    QVERIFY2(login.hasValue(), qPrintable(login.error().message()));
    QVERIFY(login->expiration() > QDateTime::currentDateTimeUtc().addSecs(3000));
}

#ifdef Q_OS_UNIX

void tst_TokenFile::specialFiles_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("kind");
    for (const char *source :
         { "config", "credentials", "bundle", "web identity", "container", "sso", "login" }) {
        for (const char *kind : { "folder", "FIFO", "socket", "device" })
            QTest::addRow("%s: %s", source, kind)
                    << QString::fromLatin1(source) << QString::fromLatin1(kind);
    }
}

// A folder, a device or a pipe in place of a file is an error with its path, and never blocks.
void tst_TokenFile::specialFiles()
{
    QFETCH(QString, source);
    QFETCH(QString, kind);
    QString path = m_home->path(u"x"_s);
    m_home->write(u".aws/config"_s,
                  "[profile sso]\nsso_account_id=1\nsso_role_name=r\nsso_start_url=https://a\n"
                  "sso_region=eu-west-1\n[profile login]\nlogin_session=me\nregion=eu-west-1\n");
    Variables variables { { u"AWS_EC2_METADATA_DISABLED"_s, u"true"_s } };
    QString profile;
    if (source == "config"_L1)
        variables[u"AWS_CONFIG_FILE"_s] = path;
    else if (source == "credentials"_L1)
        variables[u"AWS_SHARED_CREDENTIALS_FILE"_s] = path;
    else if (source == "bundle"_L1)
        variables[u"AWS_CA_BUNDLE"_s] = path;
    else if (source == "web identity"_L1)
        variables.insert({ { u"AWS_WEB_IDENTITY_TOKEN_FILE"_s, path },
                           { u"AWS_ROLE_ARN"_s, u"arn:aws:iam::1:role/r"_s } });
    else if (source == "container"_L1)
        variables.insert({ { u"AWS_CONTAINER_CREDENTIALS_FULL_URI"_s, u"http://127.0.0.1:1/"_s },
                           { u"AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"_s, path } });
    else if (source == "sso"_L1)
        path = m_home->path(ssoTokenFile("https://a"));
    else
        path = m_home->path(loginTokenFile(u"me"_s));
    if (source == "sso"_L1 || source == "login"_L1)
        profile = source;
    makeSpecialFile(kind, path);

    QDynamoDBError error;
    if (source == "bundle"_L1) {
        error = configuredTls(Configuration(m_home->environment(variables))).error();
        QCOMPARE(error.code(), Code::SecureConnection);
    } else {
        error = fetchCredentials(defaultChainProvider(m_home->environment(variables), profile))
                        .error();
        QCOMPARE(error.code(), source == "sso"_L1 ? Code::ExpiredToken : Code::ConfigNotFound);
    }
    QVERIFY2(error.message().contains(path), qPrintable(error.message()));
    QVERIFY2(error.message().contains(kind), qPrintable(error.message()));
}

void tst_TokenFile::links_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<bool>("exists");
    QTest::newRow("file") << u"elsewhere/file"_s << true;
    QTest::newRow("missing file") << u"elsewhere/file"_s << false;
    QTest::newRow("missing folder") << u"elsewhere/below/file"_s << false;
}

// Users may keep these files elsewhere and link to them.
void tst_TokenFile::links()
{
    QFETCH(QString, target);
    QFETCH(bool, exists);
    QVERIFY(QDir(m_home->path({})).mkpath(u"elsewhere"_s));
    if (exists)
        m_home->write(target, "{\"old\":1}");
    QVERIFY(QFile::link(target, m_home->path(u"second"_s))); // relative, as "ln -s" makes them
    QVERIFY(QFile::link(m_home->path(u"second"_s), m_home->path(u"first"_s)));
    const QString path = m_home->path(u"first"_s);
    QCOMPARE(readTokenFile(path).error().code(), exists ? Code::NoError : Code::NoCredentials);
    const QDynamoDBError error = writeTokenFile(path, { QJsonObject { { u"new"_s, 1 } }, {} });
    QVERIFY2(!error.isError(), qPrintable(error.message()));
    QVERIFY(QFileInfo(path).isSymLink());
    QVERIFY(QFileInfo(m_home->path(u"second"_s)).isSymLink());
    QVERIFY(!QFileInfo(m_home->path(target)).isSymLink());
    QVERIFY(m_home->read(target).contains("new"));
    QVERIFY(readTokenFile(path)->object.contains("new"_L1));

    // Links that refer to each other.
    QVERIFY(QFile::remove(m_home->path(u"second"_s)));
    QVERIFY(QFile::link(u"first"_s, m_home->path(u"second"_s)));
    QVERIFY(writeTokenFile(path, {}).isError());
    QCOMPARE(readLocalFile(path, 10).status, Status::Failed);
}

void tst_TokenFile::fullDisk_data()
{
    QTest::addColumn<int>("free");
    QTest::addColumn<qsizetype>("size");
    QTest::newRow("no space") << 0 << qsizetype(100);
    QTest::newRow("some space") << 40 << qsizetype(100);
    QTest::newRow("more than one buffer") << 40000 << qsizetype(60000);
}

void tst_TokenFile::fullDisk()
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

#endif

QTEST_GUILESS_MAIN(tst_TokenFile)
#include "tst_tokenfile.moc"
