// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef LONGTIMEOUTS_H
#define LONGTIMEOUTS_H

#include <QtTest/qtest.h>

// QTRY_VERIFY and QTRY_COMPARE wait for a minute instead of Qt's five seconds, which are too short on a
// busy machine. They return as soon as the condition holds, so tests that pass take no longer.
inline constexpr int longTimeout = 60000; // milliseconds

#undef QTRY_VERIFY
#define QTRY_VERIFY(expr) QTRY_VERIFY_WITH_TIMEOUT((expr), longTimeout)
#undef QTRY_VERIFY2
#define QTRY_VERIFY2(expr, message) QTRY_VERIFY2_WITH_TIMEOUT((expr), message, longTimeout)
#undef QTRY_COMPARE
#define QTRY_COMPARE(expr, expected) QTRY_COMPARE_WITH_TIMEOUT((expr), (expected), longTimeout)

#endif
