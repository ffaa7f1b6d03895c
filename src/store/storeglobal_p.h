// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef STOREGLOBAL_P_H
#define STOREGLOBAL_P_H

#include <QtDynamoDB/qdynamodbstoreexports.h>

// Marks private classes and functions that tests use. They are exported only if tests are built.
#ifdef Q_DYNAMODB_EXPORT_PRIVATE
#define Q_DYNAMODB_STORE_AUTOTEST_EXPORT Q_DYNAMODB_STORE_EXPORT
#else
#define Q_DYNAMODB_STORE_AUTOTEST_EXPORT
#endif

#endif
