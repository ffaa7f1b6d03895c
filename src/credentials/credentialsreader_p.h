// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CREDENTIALSREADER_P_H
#define CREDENTIALSREADER_P_H

#include "signing/secretobject_p.h"
#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbcredentials.h>
#include <QtDynamoDB/qdynamodbexpected.h>

#include <QtCore/qjsonobject.h>

namespace QtDynamoDBPrivate {

struct HttpResponse;

// Reads a time in ISO 8601. A time without an offset is UTC. Returns an invalid time for other
// texts.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDateTime parseTime(QString text);
// Returns the time in the form 2026-01-31T12:00:00Z.
[[nodiscard]] QString timeText(const QDateTime &time);

// Returns the JSON object in the body of a successful response. Fails with the transport's or the
// service's error, or with InvalidResponse.
[[nodiscard]] QDynamoDBExpected<QJsonObject> readObject(const HttpResponse &response);
// Fails with InvalidResponse. The error contains nothing of the text.
[[nodiscard]] QDynamoDBExpected<QJsonObject> parseObject(const QByteArray &json);

// The names of the members that hold credentials. They differ from source to source.
struct CredentialNames
{
    QLatin1StringView accessKeyId;
    QLatin1StringView secretAccessKey;
    QLatin1StringView sessionToken;
    QLatin1StringView expiration; // ISO 8601, or a number of seconds or milliseconds since 1970
    QLatin1StringView accountId;
    QLatin1StringView parent = {}; // the member that contains these; empty: the object itself
};

// Temporary credentials must have a session token and an expiration.
enum class Lifetime { Temporary, Any };

// Reads credentials out of an object. Fails with InvalidResponse, which names the member that is
// missing.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBExpected<QDynamoDBCredentials> readCredentials(
        const QJsonObject &object, const CredentialNames &names, Lifetime lifetime,
        const HiddenSecrets &hidden = {});

// Returns the account ID (12 digits) in an ARN, or an empty text.
[[nodiscard]] QString accountOfArn(const QString &arn);

} // namespace QtDynamoDBPrivate

#endif
