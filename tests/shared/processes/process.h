// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef PROCESS_H
#define PROCESS_H

#include <QtCore/qprocess.h>
#include <QtCore/qstringlist.h>

struct ProcessOptions
{
    QByteArray input; // of the program's standard input
    QString folder; // working directory; empty: that of the test
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    int timeout = 120000; // milliseconds, after which the program is killed
};

struct ProcessResult
{
    bool ok = false; // the program exited normally with code 0
    int exitCode = -1; // -1: the program did not start, crashed or was killed
    QByteArray output;
    QByteArray errors; // the program's standard error, or why it has none
};

// Runs a program and waits for its end.
[[nodiscard]] ProcessResult runProcess(const QString &program, const QStringList &arguments,
                                       const ProcessOptions &options = {});

#endif
