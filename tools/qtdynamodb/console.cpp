// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "console.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QMetaEnum>

#include <cstdio>

#ifdef Q_OS_WIN
#include <io.h>
#else
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace {

bool progressIsShown = false;

[[nodiscard]] bool isTerminal()
{
#ifdef Q_OS_WIN
    static const bool is = _isatty(_fileno(stderr)) != 0;
#else
    static const bool is = isatty(STDERR_FILENO) != 0;
#endif
    return is;
}

void clearProgress()
{
    if (std::exchange(progressIsShown, false))
        std::fputs("\r\x1b[K", stderr);
}

} // namespace

void Console::showError(const QDynamoDBError &error, const QJsonObject &more)
{
    clearProgress();
    QJsonObject json = more;
    json["error"_L1] = QLatin1StringView(
            QMetaEnum::fromType<QDynamoDBError::Code>().valueToKey(int(error.code())));
    json["message"_L1] = error.message();
    if (!error.operation().isEmpty())
        json["operation"_L1] = error.operation();
    if (!error.tableName().isEmpty())
        json["table"_L1] = error.tableName();
    if (!error.requestId().isEmpty())
        json["requestId"_L1] = error.requestId();
    const QByteArray line = QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n';
    std::fwrite(line.constData(), 1, std::size_t(line.size()), stderr);
    std::fflush(stderr);
}

void Console::showProgress(const QString &text)
{
    if (!isTerminal())
        return;
    progressIsShown = true;
    std::fprintf(stderr, "\r\x1b[K%s", qPrintable(text));
    std::fflush(stderr);
}

bool Console::write(const QByteArray &text)
{
    return std::fwrite(text.constData(), 1, std::size_t(text.size()), stdout)
            == std::size_t(text.size())
            && std::fflush(stdout) == 0;
}

bool Console::writeResult(const QJsonObject &result)
{
    clearProgress();
    return write(QJsonDocument(result).toJson(QJsonDocument::Compact) + '\n');
}
