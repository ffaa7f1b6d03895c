// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SERVICEURL_P_H
#define SERVICEURL_P_H

#include "config/configuration_p.h"
#include "qdynamodbglobal_p.h"

namespace QtDynamoDBPrivate {

// The services that issue credentials.
enum class CredentialService { Sts, Sso, SsoOidc, Signin, CognitoIdentity };

// Returns the URL of a service, with the path "/": the configured one (AWS_ENDPOINT_URL_STS and so
// on), else the one that its rules define for the region and the configured FIPS and dual-stack
// settings. Fails with InvalidParameterValue if the region is not valid, with InvalidEndpoint for
// http to another host, and with InvalidParameterCombination if the rules have no such endpoint.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBExpected<QUrl> serviceUrl(
        CredentialService service, const QString &region, const Configuration &configuration);

// Returns the first region that is set: the chosen one, that of the client, the configured one, or
// us-east-1.
[[nodiscard]] QString serviceRegion(const QString &chosen, const QString &clientRegion,
                                    const Configuration &configuration);

} // namespace QtDynamoDBPrivate

#endif
