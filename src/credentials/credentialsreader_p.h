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

struct HttpAnswer;

// A time in ISO 8601, UTC where it doesn't say; null if it is none.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDateTime parseTime(QString text);
[[nodiscard]] QString timeText(const QDateTime &time); // 2026-01-31T12:00:00Z

// The object that a successful answer holds, else what is wrong with it or what the service says
// is wrong.
[[nodiscard]] QDynamoDBExpected<QJsonObject> readObject(const HttpAnswer &answer);
// Nothing of the text is in the error.
[[nodiscard]] QDynamoDBExpected<QJsonObject> parseObject(const QByteArray &json);

// Every source has its own names for the same things.
struct CredentialNames
{
    QLatin1StringView accessKeyId;
    QLatin1StringView secretAccessKey;
    QLatin1StringView sessionToken;
    QLatin1StringView expiration; // ISO 8601, or a number of seconds or milliseconds since 1970
    QLatin1StringView accountId;
    QLatin1StringView parent = {}; // the member that holds them; empty: they stand in the object
};

enum class Lifetime { Temporary, Any }; // temporary ones have a token and an end

[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBExpected<QDynamoDBCredentials> readCredentials(
        const QJsonObject &object, const CredentialNames &names, Lifetime lifetime,
        const HiddenSecrets &hidden = {});

// The account that an ARN names, empty if it is none.
[[nodiscard]] QString accountOfArn(const QString &arn);

} // namespace QtDynamoDBPrivate

#endif
