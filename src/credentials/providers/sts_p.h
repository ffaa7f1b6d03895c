// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef STS_P_H
#define STS_P_H

#include "credentials/httpfetcher_p.h"
#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbcredentials.h>
#include <QtDynamoDB/qdynamodbexpected.h>

#include <utility>

// The protocol of the Security Token Service (STS): requests are forms, responses are XML.
namespace QtDynamoDBPrivate {

using StsParameters = QList<std::pair<QString, QString>>;

// Returns an unsigned request. Empty parameters are omitted.
[[nodiscard]] TransportRequest stsRequest(const QUrl &url, const QString &action,
                                          const StsParameters &parameters);

// Reads the credentials, with their account ID, in a response to AssumeRole or
// AssumeRoleWithWebIdentity.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBExpected<QDynamoDBCredentials> readStsResponse(
        const HttpResponse &response);

// Returns whether a retry may succeed. STS reports throttling, and that it did not reach an
// identity provider, with status 400.
[[nodiscard]] bool isTransientStsResponse(const HttpResponse &response);

// Returns how far the server's clock is ahead (negative: behind), by the date of an error response.
// Returns 0 for less than four minutes, for other responses and without a date.
[[nodiscard]] std::chrono::seconds clockSkew(const HttpResponse &response, const QDateTime &now);

// Returns the chosen name of a session, or a generated one if it is empty.
[[nodiscard]] QString sessionName(const QString &chosen, const QDateTime &now);

} // namespace QtDynamoDBPrivate

#endif
