// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SERVICEURL_P_H
#define SERVICEURL_P_H

#include "auth/environment_p.h"
#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbexpected.h>

#include <QtCore/qurl.h>

namespace QtDynamoDBPrivate {

// The services that give credentials.
enum class CredentialService { Sts, Sso, SsoOidc, Signin, CognitoIdentity };

// Where the service is: at the URL of AWS_ENDPOINT_URL_STS and its like, else in the region. The
// path is /. InvalidParameterValue for what is no region, InvalidEndpoint for a URL that is not
// https, unless it is this machine's.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBExpected<QUrl> serviceUrl(
        CredentialService service, const QString &region, const Environment &environment);

// The first that is named of the chosen one, the asker's and the environment's, else us-east-1.
[[nodiscard]] QString serviceRegion(const QString &chosen, const QString &asker,
                                    const Environment &environment);

// The hosts 127.0.0.0/8, ::1 and localhost.
[[nodiscard]] bool isLoopback(const QString &host);

} // namespace QtDynamoDBPrivate

#endif
