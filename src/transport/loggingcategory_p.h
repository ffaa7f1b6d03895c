// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef LOGGINGCATEGORY_P_H
#define LOGGINGCATEGORY_P_H

#include <QtCore/qloggingcategory.h>

// Defines a category that is silent below warnings. Unlike one of Q_LOGGING_CATEGORY it is never
// destroyed: a client may be a static object, and logs in its destructor. The first client makes all
// categories.
#define Q_DYNAMODB_LOGGING_CATEGORY(function, name) \
    const QLoggingCategory &function() \
    { \
        static const auto *const category = new QLoggingCategory(name, QtWarningMsg); \
        return *category; \
    }

#endif
