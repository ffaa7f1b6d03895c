// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "command.h"

#include "copycommand.h"
#include "exportcommand.h"
#include "importcommand.h"
#include "querycommand.h"

#include <algorithm>
#include <chrono>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Command::Command()
{
    m_timer.setInterval(1s);
    connect(&m_timer, &QTimer::timeout, this, [this] { tick(); });
    m_time.start();
}

std::unique_ptr<Command> Command::make(const QString &name)
{
    if (name == "import"_L1)
        return std::make_unique<ImportCommand>();
    if (name == "export"_L1)
        return std::make_unique<ExportCommand>();
    if (name == "copy"_L1)
        return std::make_unique<CopyCommand>();
    if (name == "query"_L1)
        return std::make_unique<QueryCommand>();
    return nullptr;
}

QString Command::overview()
{
    return u"Usage: qtdynamodb <command> [options]\n\n"
           "Commands:\n"
           "  import <file>  Put the items of a file into a table.\n"
           "  export <file>  Write the items of a table, scan, query or statement to a file.\n"
           "  copy           Copy items from a table into another one.\n"
           "  query          Print the items of a query, scan or PartiQL statement.\n\n"
           "qtdynamodb <command> --help lists the options of a command.\n\n"
           "Results are JSON lines on the standard output, errors are JSON lines on the standard\n"
           "error. Exit codes: 0 success, 1 some records failed, 2 wrong options, 3 error,\n"
           "130 interrupted.\n"_s;
}

void Command::startTicking()
{
    m_timer.start();
}

void Command::finish(int exitCode)
{
    m_timer.stop();
    if (!std::exchange(m_isFinished, true))
        Q_EMIT finished(exitCode);
}

QString Command::rate(qint64 items) const
{
    return QString::number(double(items) / std::max(seconds(), 0.001), 'f', 0) + u" items/s"_s;
}
