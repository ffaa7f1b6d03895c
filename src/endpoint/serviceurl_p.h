// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SERVICEURL_P_H
#define SERVICEURL_P_H

#include "config/configuration_p.h"
#include "qdynamodbglobal_p.h"

namespace QtDynamoDBPrivate {

// The services that give credentials.
enum class CredentialService { Sts, Sso, SsoOidc, Signin, CognitoIdentity };

// Where the service is: at the URL that is configured for it, AWS_ENDPOINT_URL_STS and its like,
// else where its rules have it in the region, with FIPS and dual-stack as configured. The path is
// /. InvalidParameterValue for what is no region, InvalidEndpoint for a URL that is not https,
// unless it is this machine's, InvalidParameterCombination as the rules have it.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBExpected<QUrl> serviceUrl(
        CredentialService service, const QString &region, const Configuration &configuration);

// The first that is named of the chosen one, the asker's and the configured one, else us-east-1.
[[nodiscard]] QString serviceRegion(const QString &chosen, const QString &asker,
                                    const Configuration &configuration);

} // namespace QtDynamoDBPrivate

#endif
