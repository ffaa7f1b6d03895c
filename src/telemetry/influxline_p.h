// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef INFLUXLINE_P_H
#define INFLUXLINE_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbmeasurement.h>

namespace QtDynamoDBPrivate {

// What is the same on every line, escaped.
struct Q_DYNAMODB_AUTOTEST_EXPORT InfluxPrefix
{
    InfluxPrefix(const QString &measurement, const QString &service, const QString &environment);

    QByteArray measurement;
    QByteArray tags; // ",service=...,environment=..."
};

// Appends one line of InfluxDB's line protocol, with its end. Points are told apart by their tags
// and time alone, and the time is in milliseconds: the number, below a million, goes into what is
// left of it.
Q_DYNAMODB_AUTOTEST_EXPORT void appendInfluxLine(QByteArray &lines, const InfluxPrefix &prefix,
                                                 const QDynamoDBMeasurement &measurement,
                                                 int number);

} // namespace QtDynamoDBPrivate

#endif
