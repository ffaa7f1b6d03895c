// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "codegen.h"

#include <QtCore/qdir.h>
#include <QtCore/qprocess.h>
#include <QtCore/qstandardpaths.h>

using namespace Qt::StringLiterals;

namespace Codegen {

QString sourcePath(const QString &relative)
{
    return QDir(QStringLiteral(SOURCE_FOLDER)).filePath(relative);
}

QString nodeModules()
{
    return qEnvironmentVariable("QTDYNAMODB_CODEGEN_NODE_MODULES",
                                QStringLiteral(CODEGEN_NODE_MODULES));
}

Outcome runNode(const QString &script, const QStringList &arguments)
{
    const QString node = QStandardPaths::findExecutable(u"node"_s);
    if (node.isEmpty())
        return { false, {}, "node is missing: install Node.js 20 or newer" };
    if (!QDir(nodeModules()).exists(u"@aws-sdk/client-dynamodb"_s)) {
        return { false,
                 {},
                 "No packages in " + nodeModules().toLocal8Bit()
                         + ": run 'npm ci --prefix tools/codegen'" };
    }
    QProcess process;
    process.start(node, QStringList { sourcePath(script) } + arguments);
    if (!process.waitForFinished(120000)) {
        process.kill();
        process.waitForFinished();
        return { false, {}, "node did not finish: " + process.errorString().toLocal8Bit() };
    }
    const bool ok = process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    return { ok, process.readAllStandardOutput(), process.readAllStandardError() };
}

} // namespace Codegen
