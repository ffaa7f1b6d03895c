// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "config/sharedconfig_p.h"
#include "processes/botocore.h"
#include "processes/node.h"

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qrandom.h>
#include <QtCore/qtemporarydir.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

namespace {

constexpr int cases = 400;

const QList<QByteArray> names { "default", "x", "dev-1", "a.b@c/d:e+f%g", "two words" };
const QList<QByteArray> settings { "region", "output", "s3", "dynamodb", "endpoint_url" };
const QList<QByteArray> innerSettings { "region", "endpoint_url", "a_b" };
const QList<QByteArray> values { "eu-west-1",
                                 "a=b==",
                                 "a#b;c",
                                 "http://localhost:8000/x?y",
                                 "two words",
                                 "\"quoted\"",
                                 "gr\xc3\xbc\xc3\x9f",
                                 "{\"a\": [1]}",
                                 "[x]",
                                 "C:\\temp\\%x%" };

// Syntax on which the SDKs differ is used only in the test that compares with the right one.
enum class Oracle { Botocore, JavaScript };

// Random files, determined by the seed.
class Author
{
public:
    Author(Oracle oracle, quint32 seed)
        : m_random(seed)
        , m_oracle(oracle)
    {
    }

    QByteArray file(bool isConfig)
    {
        m_text.clear();
        QList<QByteArray> headers;
        for (const QByteArray &name : names) {
            if (m_oracle == Oracle::JavaScript && name.contains(' '))
                continue;
            if (isConfig) {
                headers += name == "default" ? name : "profile " + quoted(name);
            } else {
                headers += name;
            }
        }
        if (isConfig)
            headers += { "sso-session x", "services x", "plugins", "profile", "unknown x" };
        for (int i = 0; i < 5; ++i) {
            noise();
            // botocore rejects duplicate sections.
            const qsizetype index = pick(headers.size());
            header(m_oracle == Oracle::Botocore ? headers.takeAt(index) : headers[index]);
        }
        return m_text;
    }

    // Adds syntax that botocore rejects.
    void spoil(QByteArray &text)
    {
        const QList<QByteArray> lines { "nothing", "= value", "[x", "[]",
                                        "[spoilt]\ns3 =\n  nothing\n" };
        if (oneOf(4))
            text.prepend("before = section\n");
        else
            text.append(lines[pick(lines.size())] + '\n');
    }
    bool oneOf(int count) { return m_random.bounded(count) == 0; }

private:
    qsizetype pick(qsizetype count) { return m_random.bounded(quint32(count)); }
    const QByteArray &any(const QList<QByteArray> &list) { return list[pick(list.size())]; }
    QByteArray space(int most)
    {
        return QByteArray(m_random.bounded(most + 1), oneOf(3) ? '\t' : ' ');
    }
    QByteArray quoted(const QByteArray &name)
    {
        const char mark = oneOf(2) ? '"' : '\'';
        return name.contains(' ') || oneOf(4) ? mark + name + mark : name;
    }
    void line(const QByteArray &text) { m_text += text + space(2) + (oneOf(5) ? "\r\n" : "\n"); }
    void noise()
    {
        while (oneOf(4))
            line(oneOf(2) ? space(3) : space(3) + (oneOf(2) ? "# note" : "; note = [x]"));
    }
    // botocore treats such a comment as part of the value.
    QByteArray inlineComment()
    {
        return m_oracle == Oracle::JavaScript && oneOf(4) ? " # note = ;" : QByteArray();
    }

    void header(const QByteArray &title)
    {
        line('[' + title + ']' + inlineComment());
        // In indented files, the SDKs differ on which lines belong to an empty setting.
        const QByteArray indent = m_oracle == Oracle::Botocore ? space(2) : QByteArray();
        QList<QByteArray> left = settings;
        for (int i = 0; i < 3; ++i) {
            noise();
            const qsizetype index = pick(left.size());
            setting(indent, m_oracle == Oracle::Botocore ? left.takeAt(index) : left[index]);
        }
    }

    void setting(const QByteArray &indent, const QByteArray &name)
    {
        const bool upper = m_oracle == Oracle::Botocore && oneOf(6);
        const QByteArray start = indent + (upper ? name.toUpper() : name) + space(2) + '='
                + space(2);
        const QByteArray further = indent + ' ' + space(2);
        // An empty setting overrides the other file in one of the SDKs only.
        if (m_oracle == Oracle::JavaScript ? name == "s3" || name == "dynamodb" : oneOf(4)) {
            line(start);
            QList<QByteArray> left = innerSettings;
            while (!oneOf(3) && !left.isEmpty()) {
                noise();
                line(further + left.takeAt(pick(left.size())) + space(2) + '=' + space(2)
                     + any(values) + inlineComment());
            }
            return;
        }
        line(start + any(values) + inlineComment());
        while (m_oracle == Oracle::Botocore && oneOf(5))
            line(further + any(values));
    }

    QRandomGenerator m_random;
    const Oracle m_oracle;
    QByteArray m_text;
};

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("The test can't write %s", qPrintable(path));
}

QDynamoDBExpected<SharedConfig> load(const QString &folder)
{
    return SharedConfig::load(
            Environment({ { u"AWS_CONFIG_FILE"_s, folder + "/config"_L1 },
                          { u"AWS_SHARED_CREDENTIALS_FILE"_s, folder + "/credentials"_L1 } },
                        folder));
}

} // namespace

// The official SDKs read the same in shared files as the library does.
class tst_SharedConfigOracle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void botocore();
    void javaScript();

private:
    void compare(const QString &folder, const QByteArray &answer);
};

void tst_SharedConfigOracle::compare(const QString &folder, const QByteArray &answer)
{
    const QJsonArray expected = QJsonDocument::fromJson(answer).array();
    QCOMPARE(expected.size(), cases);
    int refused = 0;
    int found = 0;
    for (int i = 0; i < cases; ++i) {
        const QString files = folder + u'/' + QString::number(i);
        const auto actual = load(files);
        const auto where = [&](const QString &what) { return qPrintable(files + ": "_L1 + what); };
        if (expected[i].isNull()) {
            QVERIFY2(!actual, where(u"is not refused"_s));
            QCOMPARE(actual.error().code(), QDynamoDBError::Code::ConfigParserError);
            ++refused;
            continue;
        }
        QVERIFY2(actual.hasValue(), where(actual.error().message()));
        for (const QString &kind : { u"profile"_s, u"sso-session"_s, u"services"_s }) {
            const QJsonObject sections = expected[i][kind].toObject();
            for (const QByteArray &utf8Name : names) {
                const QString name = QString::fromUtf8(utf8Name);
                const QJsonObject section = sections[name].toObject();
                const auto check = [&](const QString &setting) {
                    const QString value = actual->sectionSetting(kind, name, setting);
                    const QString right = section[setting].toString();
                    found += !right.isEmpty();
                    QVERIFY2(value == right,
                             where(u"%1 %2 %3: \"%4\", not \"%5\""_s.arg(kind, name, setting, value,
                                                                         right)));
                };
                for (const QByteArray &outer : settings) {
                    check(QString::fromUtf8(outer));
                    for (const QByteArray &inner : innerSettings)
                        check(QString::fromUtf8(outer + '.' + inner));
                }
            }
        }
    }
    QVERIFY2(found > cases * 10, qPrintable(QString::number(found)));
    qInfo("%d settings were the same, %d times files were refused", found, refused);
}

void tst_SharedConfigOracle::botocore()
{
    const QTemporaryDir folder;
    for (int i = 0; i < cases; ++i) {
        const QString files = folder.filePath(QString::number(i));
        QVERIFY(QDir().mkpath(files));
        Author author(Oracle::Botocore, quint32(i));
        QByteArray config = author.file(true);
        QByteArray credentials = author.file(false);
        if (author.oneOf(8))
            author.spoil(author.oneOf(2) ? config : credentials);
        write(files + "/config"_L1, config);
        write(files + "/credentials"_L1, credentials);
    }
    const ProcessResult result = runBotocore(QFINDTESTDATA("read_files.py"),
                                             { folder.path(), QString::number(cases) });
    QVERIFY2(result.ok, result.errors.constData());
    compare(folder.path(), result.output);
}

void tst_SharedConfigOracle::javaScript()
{
    const QTemporaryDir folder;
    for (int i = 0; i < cases; ++i) {
        const QString files = folder.filePath(QString::number(i));
        QVERIFY(QDir().mkpath(files));
        Author author(Oracle::JavaScript, quint32(i));
        write(files + "/config"_L1, author.file(true));
        write(files + "/credentials"_L1, author.file(false));
    }
    const auto outcome = runNode(u"tests/oracles/sharedconfigoracle/read_files.mjs"_s,
                                 { nodeModules(), folder.path(), QString::number(cases) });
    QVERIFY2(outcome.ok, outcome.errors.constData());
    compare(folder.path(), outcome.output);
}

QTEST_GUILESS_MAIN(tst_SharedConfigOracle)
#include "tst_sharedconfigoracle.moc"
