// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtCore/qdiriterator.h>
#include <QtCore/qfile.h>
#include <QtCore/qregularexpression.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;

// No test has printed a secret: neither in a log, nor in an error or other debug output. All logging
// categories are enabled while the tests run.
class tst_Secrets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void findsSecrets_data();
    void findsSecrets();
    void logs_data();
    void logs();
    void sources_data();
    void sources();

private:
    QRegularExpression m_secret; // matches any secret
};

namespace {

QStringList linesOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(file.readAll()).split(u'\n');
}

} // namespace

void tst_Secrets::initTestCase()
{
    QStringList patterns = linesOf(QStringLiteral(SECRETS_FILE));
    patterns.removeIf([](const QString &line) { return line.isEmpty() || line.startsWith(u'#'); });
    QVERIFY(patterns.size() > 5);
    m_secret.setPattern(patterns.join(u'|'));
    m_secret.setPatternOptions(QRegularExpression::CaseInsensitiveOption);
    QVERIFY2(m_secret.isValid(), qPrintable(m_secret.errorString()));
}

void tst_Secrets::findsSecrets_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<bool>("isSecret");
    QTest::newRow("key") << u"QDEBUG : x() qtdynamodb.client: S3cr3t-key"_s << true;
    QTest::newRow("token") << u"\"SessionToken\":\"my-t0ken-long\""_s << true;
    QTest::newRow("code") << u"code 739251."_s << true;
    QTest::newRow("signature") << u"Signature=0123456789abcdef"_s << true;
    QTest::newRow("number") << u"in 17392511 ns"_s << false;
    QTest::newRow("words") << u"secretAccessKey, the session token, Signature=***"_s << false;
}

void tst_Secrets::findsSecrets()
{
    QFETCH(QString, line);
    QFETCH(bool, isSecret);
    QCOMPARE(m_secret.match(line).hasMatch(), isSecret);
}

void tst_Secrets::logs_data()
{
    QTest::addColumn<QString>("path");
    for (const QString &test : linesOf(QStringLiteral(TESTS_FILE))) {
        if (!test.isEmpty())
            QTest::newRow(qPrintable(test)) << QStringLiteral(LOGS_FOLDER "/") + test + u".txt"_s;
    }
}

void tst_Secrets::logs()
{
    QFETCH(QString, path);
    QFile file(path);
    QVERIFY2(file.open(QIODevice::ReadOnly), "The log is missing; run all tests with ctest");
    int number = 0;
    for (QByteArray line = file.readLine(); !line.isEmpty(); line = file.readLine()) {
        ++number;
        if (m_secret.match(QString::fromUtf8(line)).hasMatch())
            QFAIL(qPrintable(u"%1:%2: %3"_s.arg(path).arg(number).arg(QString::fromUtf8(line))));
    }
    QVERIFY(number > 0);
}

void tst_Secrets::sources_data()
{
    QTest::addColumn<QString>("path");
    const QString folder = QStringLiteral(TESTS_FOLDER);
    for (const QString &part : { u"unit"_s, u"integration"_s, u"oracles"_s, u"examples"_s,
                                 u"repository"_s, u"hostile"_s, u"shared"_s }) {
        QDirIterator files(folder + u'/' + part, { u"*.cpp"_s, u"*.h"_s, u"*.qml"_s }, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next();
            QTest::newRow(qPrintable(path.mid(folder.size() + 1))) << path;
        }
    }
}

// Each secret in the sources of the tests matches a pattern of secrets.txt.
void tst_Secrets::sources()
{
    QFETCH(QString, path);
    // DynamoDB Local accepts any credentials; its tests use the same text as ID and as secret.
    static const QRegularExpression uses[] = {
        QRegularExpression(uR"x([cC]redentials\(\s*\{?\s*u"(?<id>[^"]+)"_s,\s*u"(?<one>[^"]+)"_s)x"
                           uR"x((?:,\s*u"(?<two>[^"]+)"_s)?)x"_s),
        QRegularExpression(uR"x(aws_(?:secret_access_key|session_token) *= *(?<one>[^\s"\\#]+))x"_s),
        QRegularExpression(uR"x("(?:SecretAccessKey|SecretKey|SessionToken|secretAccessKey)x"
                           uR"x(|sessionToken)\\?"(?:_s)?[:,] ?u?\\?"(?<one>[^"\\\s][^"\\]*))x"_s),
        QRegularExpression(uR"x(accessKeyId: "(?<id>[^"]+)"\s+secretAccessKey: "(?<one>[^"]+)")x"_s),
    };
    // Names of members, which some tests replace, and parts of secrets that are joined at run time.
    static const QRegularExpression
            names(uR"x(^(?:secret(?:access)?key|session_?token|token|\W*)$)x"_s,
                  QRegularExpression::CaseInsensitiveOption);
    const QString text = linesOf(path).join(u'\n');
    for (const QRegularExpression &use : uses) {
        for (auto i = use.globalMatch(text); i.hasNext();) {
            const QRegularExpressionMatch match = i.next();
            for (const QString &name : { u"one"_s, u"two"_s }) {
                const QString secret = match.captured(name);
                const bool isNone = secret == match.captured(u"id"_s)
                        || names.match(secret).hasMatch();
                QVERIFY2(isNone || m_secret.match(secret).hasMatch(),
                         qPrintable(
                                 u"%1 uses the secret \"%2\", which matches no line of tests/repository/secrets/secrets.txt"_s
                                         .arg(path, secret)));
            }
        }
    }
}

QTEST_GUILESS_MAIN(tst_Secrets)
#include "tst_secrets.moc"
