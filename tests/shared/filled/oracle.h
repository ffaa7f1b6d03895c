// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef ORACLE_H
#define ORACLE_H

#include <QtDynamoDB/qdynamodbexpected.h>

#include <QtCore/qhash.h>
#include <QtCore/qjsonobject.h>

// What the official JavaScript SDK makes of an operation's filled request, and an answer with every
// member set.
struct OracleOperation
{
    QString target;
    QJsonObject request;
    QJsonObject result;
};

using Oracle = QHash<QString, OracleOperation>; // by the operation's name

[[nodiscard]] QDynamoDBExpected<Oracle> askOracle();

// The first difference, to be read by people; empty if there is none.
[[nodiscard]] QString difference(const QJsonValue &actual, const QJsonValue &expected,
                                 const QString &path = {});

#endif
