// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "process.h"

using namespace Qt::StringLiterals;

ProcessResult runProcess(const QString &program, const QStringList &arguments,
                         const ProcessOptions &options)
{
    QProcess process;
    process.setProcessEnvironment(options.environment);
    if (!options.folder.isEmpty())
        process.setWorkingDirectory(options.folder);
    process.start(program, arguments);
    process.write(options.input);
    process.closeWriteChannel();
    ProcessResult result;
    const bool hasFinished = process.waitForFinished(options.timeout);
    if (!hasFinished) {
        result.errors = program.toLocal8Bit() + ": " + process.errorString().toLocal8Bit() + '\n';
        process.kill();
        process.waitForFinished();
    } else if (process.exitStatus() == QProcess::NormalExit) {
        result.exitCode = process.exitCode();
    }
    result.ok = result.exitCode == 0;
    result.output = process.readAllStandardOutput();
    result.errors += process.readAllStandardError();
    return result;
}
