// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

// What most tests include, which each does all the same.

#include <QtDynamoDB/QDynamoDBClient>
#include <QtDynamoDB/QDynamoDBItem>
#include <QtDynamoDB/qdynamodbexceptions.h>

#include <QtCore/QFutureWatcher>
#include <QtCore/QJsonObject>
