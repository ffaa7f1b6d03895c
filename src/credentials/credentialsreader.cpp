// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "credentials/credentialsreader_p.h"

#include "credentials/httpfetcher_p.h"
#include "signing/qdynamodbcredentials_p.h"
#include "json/errorreader_p.h"
#include "values/utc_p.h"

#include <QtCore/qjsondocument.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

using Code = QDynamoDBError::Code;

namespace {

QDynamoDBError invalid(const QString &text)
{
    return { Code::InvalidResponse, text };
}

QDateTime timeOf(const QJsonValue &value)
{
    if (!value.isDouble())
        return parseTime(value.toString());
    // Some services send seconds, others milliseconds. In milliseconds, each time after March 1973
    // exceeds this value.
    constexpr double firstMilliseconds = 1e11;
    const double number = value.toDouble();
    if (number <= 0 || number > 1e15)
        return {};
    const double seconds = number < firstMilliseconds ? number : number / 1000;
    return QDateTime::fromMSecsSinceEpoch(qint64(seconds * 1000), utc);
}

} // namespace

QDateTime parseTime(QString text)
{
    text = text.trimmed();
    if (text.endsWith("UTC"_L1)) // written by older versions of the AWS CLI
        text.replace(text.size() - 3, 3, u"Z"_s);
    QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (time.timeSpec() == Qt::LocalTime)
        time = QDateTime(time.date(), time.time(), utc);
    return time.toUTC();
}

QString timeText(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODate);
}

QDynamoDBExpected<QJsonObject> parseObject(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        return invalid(u"the response is not valid JSON"_s);
    if (!document.isObject())
        return invalid(u"the response is not a JSON object"_s);
    return document.object();
}

QDynamoDBExpected<QJsonObject> readObject(const HttpResponse &response)
{
    if (response.error.isError())
        return response.error;
    if (response.status / 100 != 2)
        return readServiceError(response.status, response.errorType, response.body);
    return parseObject(response.body);
}

QDynamoDBExpected<QDynamoDBCredentials> readCredentials(const QJsonObject &root,
                                                        const CredentialNames &names,
                                                        Lifetime lifetime,
                                                        const HiddenSecrets &hidden)
{
    const QJsonObject object = names.parent.isEmpty() ? root : root.value(names.parent).toObject();
    const auto secretOf = [&](QLatin1StringView name) {
        std::string path(names.parent.data(), size_t(names.parent.size()));
        path += path.empty() ? "" : "/";
        path.append(name.data(), size_t(name.size()));
        const auto found = hidden.find(path);
        return found != hidden.end() && !object.value(name).toString().isEmpty()
                ? *found->second
                : SecretObject { object, {} }.secret({ name.data(), size_t(name.size()) });
    };
    const QByteArray id = object.value(names.accessKeyId).toString().toUtf8();
    const SecretBytes secret = secretOf(names.secretAccessKey);
    const SecretBytes token = secretOf(names.sessionToken);
    const QJsonValue end = object.value(names.expiration);
    const QDateTime expiration = timeOf(end);
    const auto missing = [](QLatin1StringView name) {
        return invalid(name + u" is missing or empty"_s);
    };
    if (id.isEmpty())
        return missing(names.accessKeyId);
    if (secret.isEmpty())
        return missing(names.secretAccessKey);
    if (token.isEmpty() && lifetime == Lifetime::Temporary)
        return missing(names.sessionToken);
    if (!expiration.isValid()
        && (lifetime == Lifetime::Temporary || !(end.isUndefined() || end.isNull())))
        return invalid(names.expiration + u" is missing or not a valid time"_s);

    QDynamoDBCredentials credentials = QDynamoDBCredentialsPrivate::create(id, secret.view(),
                                                                           token.view());
    credentials.setExpiration(expiration);
    credentials.setAccountId(object.value(names.accountId).toString());
    return credentials;
}

QString accountOfArn(const QString &arn)
{
    const QString account = arn.section(u':', 4, 4);
    const auto isDigit = [](QChar c) { return c >= u'0' && c <= u'9'; };
    const bool fits = account.size() == 12 && std::all_of(account.begin(), account.end(), isDigit);
    return fits ? account : QString();
}

} // namespace QtDynamoDBPrivate
