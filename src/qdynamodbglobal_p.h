// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBGLOBAL_P_H
#define QDYNAMODBGLOBAL_P_H

#include <QtDynamoDB/qdynamodbexports.h>

// Marks private classes and functions that tests use. They are exported only if tests are built.
#ifdef Q_DYNAMODB_EXPORT_PRIVATE
#define Q_DYNAMODB_AUTOTEST_EXPORT Q_DYNAMODB_EXPORT
#else
#define Q_DYNAMODB_AUTOTEST_EXPORT
#endif

#endif
