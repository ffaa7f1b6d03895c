// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "botocore.h"

#include <QtCore/qdir.h>
#include <QtCore/qversionnumber.h>

using namespace Qt::StringLiterals;

// Returns the Python with the newest botocore; empty if there is none.
static QString pythonWithBotocore()
{
    QStringList candidates { u"/usr/bin/python3"_s };
    const QStringList folders = qEnvironmentVariable("PATH").split(QDir::listSeparator());
    for (const QString &folder : folders)
        candidates += folder + "/python3"_L1;
    QString newest;
    QVersionNumber newestVersion;
    for (const QString &candidate : std::as_const(candidates)) {
        const auto result = runProcess(candidate,
                                       { u"-c"_s,
                                         u"import botocore.auth; print(botocore.__version__)"_s });
        const auto version = QVersionNumber::fromString(
                QString::fromLatin1(result.output).trimmed());
        if (result.ok && (newest.isEmpty() || version > newestVersion)) {
            newest = candidate;
            newestVersion = version;
        }
    }
    return newest;
}

ProcessResult runBotocore(const QString &script, const QStringList &arguments,
                          const ProcessOptions &options)
{
    static const QString python = pythonWithBotocore();
    if (python.isEmpty()) {
        ProcessResult result;
        result.errors = "no python3 has botocore: install the package python3-botocore";
        return result;
    }
    return runProcess(python, QStringList { script } + arguments, options);
}
