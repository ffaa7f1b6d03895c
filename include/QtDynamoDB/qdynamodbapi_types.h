// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBAPI_TYPES_H
#define QDYNAMODBAPI_TYPES_H

// The types of the members of requests and results.
#include <QtDynamoDB/qdynamodbenum.h>
#include <QtDynamoDB/qdynamodbitem.h>
#include <QtDynamoDB/qdynamodbvalue.h>

#include <QtCore/qdatetime.h>
#include <QtCore/qfutureinterface.h>
#include <QtCore/qlist.h>
#include <QtCore/qmap.h>
#include <QtCore/qstring.h>
#include <QtCore/qstringlist.h>

#include <optional>

// The end of a future takes its results apart. That is compiled once, in the library, and not again
// in each file that makes calls: a fifth of the time such a file took to compile. Some clangs take
// it for an inline one, as Qt's is.
#define Q_DYNAMODB_DECLARE_FUTURE(Result) \
    QT_WARNING_PUSH \
    QT_WARNING_DISABLE_CLANG("-Wundefined-inline") \
    template<> \
    Q_DYNAMODB_EXPORT QFutureInterface<Result>::~QFutureInterface(); \
    QT_WARNING_POP

#endif
