// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OTLP_P_H
#define OTLP_P_H

#include "qdynamodbglobal_p.h"
#include "telemetry/reportsender_p.h"

#include <QtCore/qjsonobject.h>

namespace QtDynamoDBPrivate {

// What OTLP calls a resource: who it is that reports.
struct OtlpResource
{
    QString service;
    QString environment;
};

// The bodies of OTLP's requests. Attempts whose caller is not sampled have no span.
Q_DYNAMODB_AUTOTEST_EXPORT QJsonObject otlpTraces(const OtlpResource &resource,
                                                  const Measurements &measurements);
Q_DYNAMODB_AUTOTEST_EXPORT QJsonObject otlpMetrics(const OtlpResource &resource,
                                                   const Measurements &measurements);

} // namespace QtDynamoDBPrivate

#endif
