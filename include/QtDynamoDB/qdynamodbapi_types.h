// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBAPI_TYPES_H
#define QDYNAMODBAPI_TYPES_H

// The types of the members of requests and results.
#include <QtDynamoDB/qdynamodbenum.h>
#include <QtDynamoDB/qdynamodbitem.h>
#include <QtDynamoDB/qdynamodbvalue.h>

#include <QtCore/qdatetime.h>
#include <QtCore/qlist.h>
#include <QtCore/qmap.h>
#include <QtCore/qstring.h>
#include <QtCore/qstringlist.h>

#include <optional>

#endif
