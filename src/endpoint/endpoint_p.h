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

// The endpoint of a call: its URL, and the region and service for its signature.
namespace QtDynamoDBPrivate {

class Configuration;

// Whether the id of the account is part of the host name.
enum class AccountIdMode { Preferred, Disabled, Required };

struct EndpointParameters
{
    // Parameters of the client
    Service service = Service::DynamoDB;
    QString region;
    QUrl customEndpoint; // empty: the endpoint that the service's rules define
    bool plainHttpAllowed = false; // http is always allowed to this host
    bool useFips = false;
    bool useDualStack = false;
    AccountIdMode accountIdMode = AccountIdMode::Preferred;

    // Parameters of the call
    bool vectorSearch = false; // the operation is SearchVectors, which has a separate host
    QString accountId; // of the credentials; may be empty
    QString resource; // the name or ARN in the request; only an ARN is used
};

struct Endpoint
{
    QUrl url;
    QByteArray signingRegion;
    QByteArray signingService;
    // Parts of the URL, for measurements, which are too frequent to parse it.
    QString host;
    int port = 0;
    QString region;
};

// Returns the endpoint by the rules of the service. Fails with MissingParameter if the region or a
// required account id is missing, with InvalidParameterValue if the region or account id can't be
// part of a host name, with InvalidEndpoint if the custom endpoint can't be used, and with
// InvalidParameterCombination if the parameters exclude each other.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBExpected<Endpoint> resolveEndpoint(
        const EndpointParameters &parameters);

// Returns the first error of the client's parameters that needs no call to be detected.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBError
checkEndpointParameters(const EndpointParameters &parameters);

// Returns the endpoint that the environment or the profile sets, or an empty URL.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBExpected<QUrl> configuredEndpoint(
        const Configuration &configuration, Service service);

} // namespace QtDynamoDBPrivate

#endif
