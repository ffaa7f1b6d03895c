// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef BOTOCORE_H
#define BOTOCORE_H

#include <QtCore/qdir.h>
#include <QtCore/qmap.h>
#include <QtCore/qprocess.h>
#include <QtCore/qstringlist.h>
#include <QtCore/qversionnumber.h>

// The versions of botocore that are there: the pythons that have it, the newest botocore first.
inline QStringList pythonsWithBotocore()
{
    using namespace Qt::StringLiterals;
    QStringList candidates { u"/usr/bin/python3"_s };
    const QStringList folders = qEnvironmentVariable("PATH").split(QDir::listSeparator());
    for (const QString &folder : folders)
        candidates += folder + "/python3"_L1;
    QMultiMap<QVersionNumber, QString> found;
    for (const QString &candidate : std::as_const(candidates)) {
        QProcess process;
        process.setStandardErrorFile(QProcess::nullDevice());
        process.start(candidate,
                      { u"-c"_s, u"import botocore.auth; print(botocore.__version__)"_s });
        if (process.waitForFinished() && process.exitStatus() == QProcess::NormalExit
            && process.exitCode() == 0) {
            found.insert(QVersionNumber::fromString(
                                 QString::fromLatin1(process.readAllStandardOutput()).trimmed()),
                         candidate);
        }
    }
    QStringList pythons;
    for (const QString &python : std::as_const(found))
        pythons.prepend(python);
    return pythons;
}

// The Python that has botocore, the official Python SDK; empty if there is none. The first one in
// the path need not be Debian's, the one that botocore was installed for.
inline QString pythonWithBotocore()
{
    using namespace Qt::StringLiterals;
    QStringList candidates { u"/usr/bin/python3"_s };
    const QStringList folders = qEnvironmentVariable("PATH").split(QDir::listSeparator());
    for (const QString &folder : folders)
        candidates += folder + "/python3"_L1;
    for (const QString &candidate : std::as_const(candidates)) {
        QProcess process;
        process.setStandardOutputFile(QProcess::nullDevice());
        process.setStandardErrorFile(QProcess::nullDevice());
        process.start(candidate, { u"-c"_s, u"import botocore.auth"_s });
        if (process.waitForFinished() && process.exitStatus() == QProcess::NormalExit
            && process.exitCode() == 0) {
            return candidate;
        }
    }
    return {};
}

#endif
