// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef VALUETEXT_P_H
#define VALUETEXT_P_H

#include "qdynamodbglobal_p.h"

#include <QtCore/qdatetime.h>
#include <QtCore/qstring.h>
#include <QtCore/qurl.h>
#include <QtCore/quuid.h>

#include <optional>

namespace QtDynamoDBPrivate {

// Returns the text that a value of a Qt type is stored as, or nothing if no text reads back as the
// same value: for an invalid value, and for a date before year 1 or after year 9999 in UTC.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT std::optional<QString> textOf(const QDateTime &dateTime);
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT std::optional<QString> textOf(const QDate &date);
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT std::optional<QString> textOf(const QTime &time);
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT std::optional<QString> textOf(const QUrl &url);
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QString textOf(const QUuid &uuid);

// Reads the text of a stored value, also in the ISO 8601 forms of other programs. A date and time
// without a time zone is UTC; digits after the milliseconds are ignored.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT std::optional<QDateTime> dateTimeFromText(QStringView text);
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT std::optional<QDate> dateFromText(QStringView text);
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT std::optional<QTime> timeFromText(QStringView text);
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT std::optional<QUrl> urlFromText(const QString &text);
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT std::optional<QUuid> uuidFromText(QStringView text);

} // namespace QtDynamoDBPrivate

#endif
