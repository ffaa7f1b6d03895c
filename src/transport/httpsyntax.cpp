// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "transport/httpsyntax_p.h"

#include "values/utc_p.h"

#include <algorithm>
#include <limits>

namespace QtDynamoDBPrivate {

bool isHttpToken(QByteArrayView text) noexcept
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) {
        return httpTokenCharacters[uchar(c)];
    });
}

bool isHttpHeaderValue(QByteArrayView value) noexcept
{
    return std::all_of(value.begin(), value.end(),
                       [](char c) { return c == '\t' || (uchar(c) >= 0x20 && uchar(c) != 0x7f); });
}

bool hasLineBreak(QByteArrayView text) noexcept
{
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

std::optional<quint64> httpNumber(QByteArrayView text) noexcept
{
    constexpr quint64 largest = std::numeric_limits<quint64>::max();
    if (text.isEmpty())
        return std::nullopt;
    quint64 number = 0;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return std::nullopt;
        const auto digit = quint64(c - '0');
        number = number > (largest - digit) / 10 ? largest : number * 10 + digit;
    }
    return number;
}

std::optional<qint64> httpLength(QByteArrayView value) noexcept
{
    constexpr quint64 largest = 999'999'999'999'999'999;
    std::optional<qint64> length;
    for (;;) {
        const qsizetype comma = value.indexOf(',');
        const auto number = httpNumber((comma < 0 ? value : value.first(comma)).trimmed());
        if (!number || *number > largest || (length && *length != qint64(*number)))
            return std::nullopt;
        length = qint64(*number);
        if (comma < 0)
            return length;
        value = value.sliced(comma + 1);
    }
}

QDateTime fromHttpDate(QByteArrayView text)
{
    static constexpr std::array<QByteArrayView, 12> months { "Jan", "Feb", "Mar", "Apr",
                                                             "May", "Jun", "Jul", "Aug",
                                                             "Sep", "Oct", "Nov", "Dec" };
    if (text.size() != 29 || text[19] != ':' || text[22] != ':' || !text.endsWith(" GMT"))
        return {};
    bool good = true;
    const auto number = [&](qsizetype position, qsizetype length) {
        const auto found = httpNumber(text.sliced(position, length));
        good = good && found;
        return int(found.value_or(0));
    };
    const auto month = std::find(months.begin(), months.end(), text.sliced(8, 3));
    const QDate date(number(12, 4), int(month - months.begin()) + 1, number(5, 2));
    const QTime time(number(17, 2), number(20, 2), number(23, 2));
    return good && date.isValid() && time.isValid() ? QDateTime(date, time, utc) : QDateTime();
}

QString bracketed(const QString &host)
{
    return host.contains(u':') ? QString(u'[' + host + u']') : host;
}

QByteArray hostHeader(const QUrl &url)
{
    QByteArray host = bracketed(url.host(QUrl::FullyEncoded)).toLatin1();
    if (url.port() != -1)
        host += ':' + QByteArray::number(url.port());
    return host;
}

} // namespace QtDynamoDBPrivate
