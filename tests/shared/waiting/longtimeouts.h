// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef LONGTIMEOUTS_H
#define LONGTIMEOUTS_H

#include <QtTest/qtest.h>

// Qt's five seconds are too short for a machine that is busy with other things. What comes is noticed
// at once, so a test that passes takes no longer.
inline constexpr int patience = 60000; // milliseconds

#undef QTRY_VERIFY
#define QTRY_VERIFY(expr) QTRY_VERIFY_WITH_TIMEOUT((expr), patience)
#undef QTRY_VERIFY2
#define QTRY_VERIFY2(expr, message) QTRY_VERIFY2_WITH_TIMEOUT((expr), message, patience)
#undef QTRY_COMPARE
#define QTRY_COMPARE(expr, expected) QTRY_COMPARE_WITH_TIMEOUT((expr), (expected), patience)

#endif
