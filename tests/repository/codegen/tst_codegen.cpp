// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "processes/node.h"

#include <QtCore/qdiriterator.h>
#include <QtCore/qtemporarydir.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;

// The generated files in the source tree are those that the generator emits.
class tst_Codegen : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingLeftOver();
    void sameBytes();
};

// Also finds generated files that the generator no longer emits.
void tst_Codegen::nothingLeftOver()
{
    const auto outcome = runNode(u"tools/codegen/generate.mjs"_s,
                                 { u"--check"_s, u"--node-modules"_s, nodeModules() });
    QVERIFY2(outcome.ok, outcome.errors.constData());
}

static QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void tst_Codegen::sameBytes()
{
    const QTemporaryDir folder;
    QVERIFY(folder.isValid());
    const auto outcome = runNode(u"tools/codegen/generate.mjs"_s,
                                 { u"--out"_s, folder.path(), u"--node-modules"_s, nodeModules() });
    QVERIFY2(outcome.ok, outcome.errors.constData());

    int files = 0;
    QDirIterator it(folder.path(), QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString path = it.next();
        const QString relative = QDir(folder.path()).relativeFilePath(path);
        const QByteArray text = contents(path);
        QVERIFY2(!text.isEmpty(), qPrintable(relative));
        QVERIFY2(text == contents(sourcePath(relative)), qPrintable(relative));
        ++files;
    }
    QVERIFY(files > 50);
}

QTEST_GUILESS_MAIN(tst_Codegen)
#include "tst_codegen.moc"
