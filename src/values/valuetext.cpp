// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "values/valuetext_p.h"
#include "values/utc_p.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

namespace {

constexpr qsizetype dateSize = 10; // "yyyy-MM-dd"

[[nodiscard]] bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

// Removes the digits after the milliseconds: Qt would round them, up to the next second.
[[nodiscard]] QString toMilliseconds(QStringView time)
{
    const auto isPoint = [](QChar c) { return c == u'.' || c == u','; };
    const auto *point = std::find_if(time.begin(), time.end(), isPoint);
    const qsizetype start = point - time.begin() + 1;
    qsizetype end = start;
    while (end < time.size() && isDigit(time[end]))
        ++end;
    constexpr qsizetype milliseconds = 3;
    if (end - start <= milliseconds)
        return time.toString();
    // A fraction of a minute keeps all digits: they contain the milliseconds.
    if (time.first(start).count(u':') < 2)
        return time.toString();
    return time.first(start + milliseconds).toString() + time.sliced(end);
}

} // namespace

std::optional<QString> textOf(const QDate &date)
{
    QString text = date.toString(Qt::ISODate); // empty outside the years 1 to 9999
    return text.size() == dateSize ? std::optional(text) : std::nullopt;
}

std::optional<QString> textOf(const QTime &time)
{
    if (!time.isValid())
        return std::nullopt;
    return time.toString(Qt::ISODateWithMs);
}

std::optional<QString> textOf(const QDateTime &dateTime)
{
    // toUTC() would turn a local time that daylight saving skips into a valid one.
    if (!dateTime.isValid())
        return std::nullopt;
    const QDateTime inUtc = dateTime.toUTC();
    if (!textOf(inUtc.date()))
        return std::nullopt;
    return inUtc.toString(Qt::ISODateWithMs);
}

std::optional<QString> textOf(const QUrl &url)
{
    if (!url.isValid()) // an empty URL is not valid either, but has no error text
        return url.isEmpty() && url.errorString().isEmpty() ? std::optional(u""_s) : std::nullopt;
    QString text = url.toString(QUrl::FullyEncoded);
    return QUrl(text, QUrl::StrictMode) == url ? std::optional(text) : std::nullopt;
}

QString textOf(const QUuid &uuid)
{
    return uuid.toString(QUuid::WithoutBraces);
}

std::optional<QDateTime> dateTimeFromText(QStringView text)
{
    if (text.size() <= dateSize) {
        const auto date = dateFromText(text);
        return date ? std::optional(QDateTime(*date, QTime(0, 0), utc)) : std::nullopt;
    }
    QString complete = text.first(dateSize).toString() + toMilliseconds(text.sliced(dateSize));
    // "Z" makes Qt read UTC. Reading a local time first would fail where daylight saving skips it.
    const QStringView time = QStringView(complete).sliced(dateSize);
    if (isDigit(time.back()) && !time.contains(u'+') && !time.contains(u'-'))
        complete += u'Z';
    const QDateTime dateTime = QDateTime::fromString(complete, Qt::ISODateWithMs);
    return dateTime.isValid() ? std::optional(dateTime.toUTC()) : std::nullopt;
}

std::optional<QDate> dateFromText(QStringView text)
{
    if (text.size() != dateSize)
        return std::nullopt;
    const QDate date = QDate::fromString(text, Qt::ISODate);
    return date.isValid() ? std::optional(date) : std::nullopt;
}

std::optional<QTime> timeFromText(QStringView text)
{
    const QTime time = QTime::fromString(toMilliseconds(text), Qt::ISODateWithMs);
    // QTime reads 24:00, the end of a day, as 00:00, its beginning.
    if (!time.isValid() || text.startsWith(u"24"))
        return std::nullopt;
    return time;
}

std::optional<QUrl> urlFromText(const QString &text)
{
    const QUrl url(text);
    return url.isValid() || text.isEmpty() ? std::optional(url) : std::nullopt;
}

std::optional<QUuid> uuidFromText(QStringView text)
{
    const QUuid uuid = QUuid::fromString(text);
    const bool hasBraces = text.startsWith(u'{') && text.endsWith(u'}') && text.size() > 1;
    const QStringView digits = hasBraces ? text.sliced(1).chopped(1) : text;
    if (digits.compare(textOf(uuid), Qt::CaseInsensitive) != 0)
        return std::nullopt;
    return uuid;
}

} // namespace QtDynamoDBPrivate
