// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "config/configuration_p.h"

#include <QtCore/qfile.h>
#include <QtCore/qregularexpression.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

// The code of README.md occurs, except for indentation, in files that are compiled.
class tst_Readme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void blocksAreCompiled_data();
    void blocksAreCompiled();
    void configurationIsRead();
};

static QString contents(const QString &file)
{
    QFile device(QStringLiteral(SOURCE_FOLDER "/") + file);
    return device.open(QIODevice::ReadOnly) ? QString::fromUtf8(device.readAll()) : QString();
}

static QStringList lines(const QString &text)
{
    QStringList lines = text.split(u'\n');
    for (QString &line : lines)
        line = line.trimmed();
    return lines;
}

void tst_Readme::blocksAreCompiled_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("block");

    static const QRegularExpression fence(u"^```(\\w+)\\n(.*?)\\n```$"_s,
                                          QRegularExpression::MultilineOption
                                                  | QRegularExpression::DotMatchesEverythingOption);
    const QString readme = contents(u"README.md"_s);
    int count = 0;
    for (auto it = fence.globalMatch(readme); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        QTest::addRow("block %d", ++count) << match.captured(1) << match.captured(2);
    }
    QVERIFY(count > 0);
}

void tst_Readme::blocksAreCompiled()
{
    QFETCH(QString, language);
    QFETCH(QString, block);

    const QString folder = u"tests/repository/readme/"_s;
    QString sources;
    if (language == u"cmake")
        sources = contents(u"tests/repository/consumer/project/CMakeLists.txt"_s);
    else if (language == u"ini") // which configurationIsRead() reads
        sources = contents(folder + u"config.ini"_s);
    else if (language == u"qml") // which tst_snippet.qml loads
        sources = contents(u"tests/unit/qml/qmlmodule/Snippet.qml"_s)
                + contents(u"tests/unit/qml/qmlmodule/ListSnippet.qml"_s);
    else
        sources = contents(folder + u"program.cpp"_s) + contents(folder + u"snippets.cpp"_s)
                + contents(folder + u"snippets.h"_s) + contents(folder + u"widgets.cpp"_s);
    QVERIFY(!sources.isEmpty());

    const QString all = lines(sources).join(u'\n');
    QVERIFY2(all.contains(lines(block).join(u'\n')), qPrintable(u"Not compiled:\n"_s + block));
}

void tst_Readme::configurationIsRead()
{
    const QString file = QStringLiteral(SOURCE_FOLDER "/tests/repository/readme/config.ini");
    const Environment environment({ { u"AWS_CONFIG_FILE"_s, file } }, u"/nowhere"_s);
    const Configuration configuration(environment, u"work"_s);
    QCOMPARE(configuration.setting({}, u"region").valueOr({}), u"eu-central-1"_s);
    QCOMPARE(configuration.number({}, u"max_attempts", 1).valueOr({}), std::optional(6));
    QCOMPARE(configuration.sectionSetting(u"services", u"dynamodb.endpoint_url").valueOr({}),
             u"https://dynamodb.example.org"_s);
}

QTEST_GUILESS_MAIN(tst_Readme)
#include "tst_readme.moc"
