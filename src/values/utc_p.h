// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef UTC_P_H
#define UTC_P_H

#include <QtCore/qdatetime.h>
#include <QtCore/qtimezone.h>

namespace QtDynamoDBPrivate {

// UTC as an argument of QDateTime. Qt 6.5 introduced QTimeZone::UTC, and later versions deprecate
// Qt::UTC.
#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
inline constexpr Qt::TimeSpec utc = Qt::UTC;
#else
inline constexpr QTimeZone::Initialization utc = QTimeZone::UTC;
#endif

} // namespace QtDynamoDBPrivate

#endif
