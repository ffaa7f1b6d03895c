// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef FAKEHOME_H
#define FAKEHOME_H

#include "config/environment_p.h"

#include <QtCore/qdir.h>
#include <QtCore/qfile.h>
#include <QtCore/qtemporarydir.h>

using Variables = QHash<QString, QString>;

// A temporary home directory for the AWS files, and environments that refer to it. The process's own
// environment variables are not visible in them.
class FakeHome
{
public:
    [[nodiscard]] QString path(const QString &name) const { return m_home.filePath(name); }
    // Returns the absolute path of the file.
    QString write(const QString &name, const QByteArray &content) const
    {
        QFile file(path(name));
        QDir().mkpath(QFileInfo(file).path());
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("The test can't write %s", qPrintable(file.fileName()));
        return file.fileName();
    }
    // Returns an empty array if the file does not exist.
    [[nodiscard]] QByteArray read(const QString &name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    [[nodiscard]] QtDynamoDBPrivate::Environment environment(const Variables &variables = {}) const
    {
        return { variables, m_home.path() };
    }

private:
    QTemporaryDir m_home;
};

#endif
