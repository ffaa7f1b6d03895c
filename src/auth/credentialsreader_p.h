// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CREDENTIALSREADER_P_H
#define CREDENTIALSREADER_P_H

#include "auth/secret_p.h"
#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbcredentials.h>
#include <QtDynamoDB/qdynamodbexpected.h>

#include <QtCore/qjsonobject.h>

#include <functional>
#include <initializer_list>
#include <map>
#include <string>

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

// Secrets of a JSON object by the names of its members.
using HiddenSecrets = std::map<std::string, SecretBytes, std::less<>>;
// Takes these strings out of the text before Qt parses it: QJsonObject does not overwrite its memory.
// Afterwards the text has as many x in their place.
[[nodiscard]] HiddenSecrets hideSecrets(QByteArray &json,
                                        std::initializer_list<QLatin1StringView> names);

// Every source has its own names for the same things.
struct CredentialNames
{
    QLatin1StringView accessKeyId;
    QLatin1StringView secretAccessKey;
    QLatin1StringView sessionToken;
    QLatin1StringView expiration; // ISO 8601, or a number of seconds or milliseconds since 1970
    QLatin1StringView accountId;
};

enum class Lifetime { Temporary, Any }; // temporary ones have a token and an end

[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBExpected<QDynamoDBCredentials> readCredentials(
        const QJsonObject &object, const CredentialNames &names, Lifetime lifetime,
        const HiddenSecrets &hidden = {});

// The account that an ARN names, empty if it is none.
[[nodiscard]] QString accountOfArn(const QString &arn);

} // namespace QtDynamoDBPrivate

#endif
