// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef HTTPNUMBER_P_H
#define HTTPNUMBER_P_H

#include <QtCore/qbytearrayview.h>

#include <optional>

namespace QtDynamoDBPrivate {

// A number without sign or spaces, and nothing for one that doesn't fit.
[[nodiscard]] inline std::optional<qint64> httpNumber(QByteArrayView text)
{
    if (text.isEmpty() || text.size() > 18)
        return std::nullopt;
    qint64 number = 0;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return std::nullopt;
        number = number * 10 + (c - '0');
    }
    return number;
}

// Whether responses with that status end with their head: RFC 9112, 6.3, and for 205 RFC 9110, 15.3.6.
[[nodiscard]] constexpr bool hasNoContent(int status)
{
    return status == 204 || status == 205 || status == 304;
}

// The value of Content-Length. One that is there several times, as headers of the same name or as a
// list, counts where all are the same.
[[nodiscard]] inline std::optional<qint64> httpLength(QByteArrayView value)
{
    std::optional<qint64> length;
    for (;;) {
        const qsizetype comma = value.indexOf(',');
        const auto one = httpNumber((comma < 0 ? value : value.first(comma)).trimmed());
        if (!one || (length && length != one))
            return std::nullopt;
        length = one;
        if (comma < 0)
            return length;
        value = value.sliced(comma + 1);
    }
}

} // namespace QtDynamoDBPrivate

#endif
