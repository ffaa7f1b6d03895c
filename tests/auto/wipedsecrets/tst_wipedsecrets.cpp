// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "fakeserver/fakeserver.h"

#include <QtCore/qfile.h>
#include <QtCore/qprocess.h>
#include <QtCore/qrandom.h>
#include <QtCore/qtemporarydir.h>
#include <QtTest/qtest.h>

#include <algorithm>

using namespace Qt::StringLiterals;

// No copy of the secret key or of the session token stays in the memory once the client is gone.
class tst_WipedSecrets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void search_data();
    void search();

private:
    QByteArray run(const QString &source, const QString &transport);

    QTemporaryDir m_folder;
    FakeServer m_server;
    QByteArray m_errors;
};

namespace {

QByteArray randomText(int length)
{
    QByteArray text;
    for (int i = 0; i < length; ++i) {
        constexpr QByteArrayView letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
        text += letters[QRandomGenerator::global()->bounded(int(letters.size()))];
    }
    return text;
}

QString hidden(QByteArray text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](char c) { return char(~c); });
    return QString::fromLatin1(text.toHex());
}

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

} // namespace

void tst_WipedSecrets::search_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("transport");
    for (const char *source : { "control", "explicit", "environment", "files", "process" }) {
        for (const char *transport : { "manager", "direct" }) {
            QTest::addRow("%s, %s", source, transport)
                    << QString::fromLatin1(source) << QString::fromLatin1(transport);
        }
    }
}

QByteArray tst_WipedSecrets::run(const QString &source, const QString &transport)
{
    const QByteArray key = randomText(40);
    const QByteArray token = randomText(300);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove(u"QT_LOGGING_RULES"_s);
    environment.insert(u"HOME"_s, m_folder.path());
    const QString config = m_folder.filePath(u"config"_s);
    const QString credentials = m_folder.filePath(u"credentials"_s);
    write(config, {});
    write(credentials, {});
    environment.insert(u"AWS_CONFIG_FILE"_s, config);
    environment.insert(u"AWS_SHARED_CREDENTIALS_FILE"_s, credentials);
    if (source == u"environment"_s || source == u"control"_s) {
        environment.insert(u"AWS_ACCESS_KEY_ID"_s, u"AKIDEXAMPLE"_s);
        environment.insert(u"AWS_SECRET_ACCESS_KEY"_s, QString::fromLatin1(key));
        environment.insert(u"AWS_SESSION_TOKEN"_s, QString::fromLatin1(token));
    } else if (source == u"files"_s) {
        write(credentials,
              "[default]\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = " + key
                      + "\naws_session_token = " + token + "\n");
    } else if (source == u"process"_s) {
        const QString output = m_folder.filePath(u"output.json"_s);
        write(output,
              R"({"Version":1,"AccessKeyId":"AKIDEXAMPLE","SecretAccessKey":")" + key
                      + R"(","SessionToken":")" + token
                      + R"(","Expiration":"2099-01-01T00:00:00Z"})");
        write(config, "[default]\ncredential_process = cat " + output.toUtf8() + "\n");
    }
    QProcess program;
    program.setProcessEnvironment(environment);
    program.start(QStringLiteral(PROGRAM),
                  { source, transport, m_server.url().toString(), hidden(key), hidden(token) });
    if (!program.waitForFinished(60000))
        program.kill();
    m_errors = program.readAllStandardError();
    return program.readAllStandardOutput();
}

void tst_WipedSecrets::search()
{
    QFETCH(const QString, source);
    QFETCH(const QString, transport);
    m_server.setDefault(Reaction::json(200, "{}"));
    const QByteArray found = run(source, transport);
    if (source == u"control"_s) {
        QVERIFY2(!found.isEmpty() && !found.startsWith('0'), m_errors.constData());
        return;
    }
    // Qt's manager keeps copies of the headers, and so of the token.
    const QByteArray expected = transport == u"direct"_s ? "0 0\n" : "0 ";
    QVERIFY2(found.startsWith(expected), QByteArray(found + m_errors).constData());
}

QTEST_GUILESS_MAIN(tst_WipedSecrets)

#include "tst_wipedsecrets.moc"
