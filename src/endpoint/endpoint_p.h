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

// Whether the account's id is part of the host's name.
enum class AccountIdMode { Preferred, Disabled, Required };

struct EndpointParameters
{
    // Of a client.
    Service service = Service::DynamoDB;
    QString region;
    QUrl customEndpoint; // empty: the service's own
    bool plainHttpAllowed = false; // to hosts other than this one
    bool useFips = false;
    bool useDualStack = false;
    AccountIdMode accountIdMode = AccountIdMode::Preferred;

    // Of a call.
    bool vectorSearch = false; // the operation is SearchVectors, which has a host of its own
    QString accountId; // the credentials'; may be empty
    QString resource; // what the request is about; matters if it is an ARN
};

struct Endpoint
{
    QUrl url;
    QByteArray signingRegion;
    QByteArray signingService;
    // What measurements tell of it; here, because taking an URL apart costs them too much.
    QString host;
    int port = 0;
    QString region;
};

// By the services' rules. Fails with MissingParameter without a region or an account's id that is
// required, InvalidParameterValue for what can't be part of a host name, InvalidEndpoint for a
// custom endpoint that can't be used, InvalidParameterCombination for what does not go together.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBExpected<Endpoint> resolveEndpoint(
        const EndpointParameters &parameters);

// What of that does not depend on the call.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBError
checkEndpointParameters(const EndpointParameters &parameters);

// Where the application leaves it open; empty if it is nowhere.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBExpected<QUrl> configuredEndpoint(
        const Configuration &configuration, Service service);

} // namespace QtDynamoDBPrivate

#endif
