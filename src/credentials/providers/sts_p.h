// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef STS_P_H
#define STS_P_H

#include "credentials/httpfetcher_p.h"
#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbcredentials.h>
#include <QtDynamoDB/qdynamodbexpected.h>

#include <utility>

// The Security Token Service's protocol: forms out, XML in.
namespace QtDynamoDBPrivate {

using StsParameters = QList<std::pair<QString, QString>>;

// Not signed yet. Parameters that are empty are left out.
[[nodiscard]] TransportRequest stsRequest(const QUrl &url, const QString &action,
                                          const StsParameters &parameters);

// Of AssumeRole and its like, the account id too.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBExpected<QDynamoDBCredentials> readStsAnswer(
        const HttpAnswer &answer);

// Whether another attempt may help: STS throttles, and reports that it did not reach an identity
// provider, with the status 400.
[[nodiscard]] bool isTransientOfSts(const HttpAnswer &answer);

// How far the server's clock is ahead, where a refusal says so by its date: at least four minutes,
// or 0.
[[nodiscard]] std::chrono::seconds skewOfRefusal(const HttpAnswer &answer, const QDateTime &now);

// A name for a session that nobody gave one.
[[nodiscard]] QString sessionName(const QString &chosen, const QDateTime &now);

} // namespace QtDynamoDBPrivate

#endif
