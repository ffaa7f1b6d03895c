// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "node.h"

#include <QtCore/qdir.h>
#include <QtCore/qstandardpaths.h>

using namespace Qt::StringLiterals;

QString sourcePath(const QString &relative)
{
    return QDir(QStringLiteral(SOURCE_FOLDER)).filePath(relative);
}

QString nodeModules()
{
    return qEnvironmentVariable("QTDYNAMODB_CODEGEN_NODE_MODULES",
                                QStringLiteral(CODEGEN_NODE_MODULES));
}

ProcessResult runNode(const QString &script, const QStringList &arguments,
                      const ProcessOptions &options)
{
    ProcessResult result;
    const QString node = QStandardPaths::findExecutable(u"node"_s);
    if (node.isEmpty()) {
        result.errors = "node is missing: install Node.js 20 or newer";
        return result;
    }
    if (!QDir(nodeModules()).exists(u"@aws-sdk/client-dynamodb"_s)) {
        result.errors = nodeModules().toLocal8Bit()
                + " has no @aws-sdk/client-dynamodb: run 'npm ci --prefix tools/codegen'";
        return result;
    }
    return runProcess(node, QStringList { sourcePath(script) } + arguments, options);
}
