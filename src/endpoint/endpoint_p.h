// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef ENDPOINT_P_H
#define ENDPOINT_P_H

#include "api/operation_p.h"
#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbexpected.h>

#include <QtCore/qbytearray.h>
#include <QtCore/qstring.h>
#include <QtCore/qurl.h>

// Which host serves a call, and what its signature names.
namespace QtDynamoDBPrivate {

class Configuration;

struct EndpointParameters
{
    Service service = Service::DynamoDB;
    QString region;
    QUrl customEndpoint; // empty: the service's own
    bool plainHttpAllowed = false; // to hosts other than this one
    bool vectorSearch = false; // the operation is SearchVectors, which has a host of its own
};

struct Endpoint
{
    QUrl url;
    QByteArray signingRegion;
    QByteArray signingService;
};

// MissingParameter without a region, InvalidParameterValue for one that is no region,
// InvalidEndpoint for a custom endpoint that can't be used.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBExpected<Endpoint> resolveEndpoint(
        const EndpointParameters &parameters);

// Where the application leaves them open; empty if they are nowhere.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBExpected<QString> configuredRegion(
        const Configuration &configuration);
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBExpected<QUrl> configuredEndpoint(
        const Configuration &configuration, Service service);

} // namespace QtDynamoDBPrivate

#endif
