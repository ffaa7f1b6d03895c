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

// Declares that the library instantiates the destructor of the result's futures, which destroys the
// results. Without optimisation, a call is then an eighth of the code in the user's file.
#define Q_DYNAMODB_DECLARE_FUTURE(Result) \
    extern template Q_DYNAMODB_EXPORT QFutureInterface<Result>::~QFutureInterface();

#endif
