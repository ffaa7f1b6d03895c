// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef UUID_P_H
#define UUID_P_H

#include <QtDynamoDB/qdynamodbexports.h>

#include <QtCore/qbytearray.h>

namespace QtDynamoDBPrivate {

// Returns a random UUID (version 4) in lower case and without braces. It is unique, but not
// unpredictable: don't use it as a secret. Thread-safe, and ten times faster than
// QUuid::createUuid(), which asks the system for random numbers each time.
[[nodiscard]] Q_DYNAMODB_EXPORT QByteArray makeUuid();

} // namespace QtDynamoDBPrivate

#endif
