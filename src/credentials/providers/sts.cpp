// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "credentials/providers/sts_p.h"

#include "credentials/credentialsreader_p.h"
#include "signing/qdynamodbcredentials_p.h"
#include "values/errorcodes_p.h"
#include "values/qdynamodberror_p.h"
#include "values/utc_p.h"

#include <QtCore/qhash.h>
#include <QtCore/qlocale.h>
#include <QtCore/qxmlstream.h>

#include <string_view>

using namespace Qt::StringLiterals;

// https://docs.aws.amazon.com/STS/latest/APIReference/welcome.html

namespace QtDynamoDBPrivate {

using Code = QDynamoDBError::Code;

namespace {

using Elements = QHash<QString, QString>; // text by path, without the root's name

// Returns the texts of all elements, or nothing if the XML is malformed or has another root.
std::optional<Elements> readElements(const QByteArray &xml, QLatin1StringView root)
{
    constexpr int deepest = 8;
    QXmlStreamReader reader(xml);
    Elements elements;
    QStringList path;
    QString text;
    while (!reader.atEnd()) {
        switch (reader.readNext()) {
        case QXmlStreamReader::DTD:
            return {}; // STS sends none
        case QXmlStreamReader::StartElement:
            path += reader.name().toString();
            text.clear();
            if (path.size() > deepest || path.first() != root)
                return {};
            break;
        case QXmlStreamReader::Characters:
            text += reader.text();
            break;
        case QXmlStreamReader::EndElement:
            elements.insert(path.mid(1).join(u'/'), text.trimmed());
            path.removeLast();
            text.clear();
            break;
        default:
            break;
        }
    }
    if (reader.hasError())
        return {};
    return elements;
}

QDynamoDBError readStsError(const HttpResponse &response)
{
    const auto elements = readElements(response.body, "ErrorResponse"_L1);
    const QString type = elements ? elements->value(u"Error/Code"_s).left(100) : QString();
    if (type.isEmpty()) {
        return { response.status >= 500 ? Code::ServiceUnavailable : Code::InvalidResponse,
                 u"STS responded with status %1"_s.arg(response.status) };
    }
    const Code code = errorCodeFromWire(type.toUtf8());
    QDynamoDBError error(code,
                         u"STS responded %1: %2"_s.arg(type, elements->value(u"Error/Message"_s)));
    QDynamoDBErrorPrivate::get(error).type = type;
    QDynamoDBErrorPrivate::get(error).httpStatus = response.status;
    return error;
}

} // namespace

TransportRequest stsRequest(const QUrl &url, const QString &action, const StsParameters &parameters)
{
    TransportRequest request;
    request.url = url;
    request.headers = { { "content-type"_ba, "application/x-www-form-urlencoded"_ba } };
    qsizetype size = action.size() + 64;
    for (const auto &[name, value] : parameters)
        size += name.size() + 9 * value.size() + 2; // up to 3 bytes a character, encoded
    request.body.reserve(size); // must not grow, which would leave copies of tokens in freed memory
    request.body += "Action=" + QUrl::toPercentEncoding(action) + "&Version=2011-06-15";
    for (const auto &[name, value] : parameters) {
        if (value.isEmpty())
            continue;
        QByteArray bytes = value.toUtf8();
        QByteArray encoded = bytes.toPercentEncoding();
        request.body += '&';
        request.body += QUrl::toPercentEncoding(name);
        request.body += '=';
        request.body += encoded;
        wipe(encoded);
        wipe(bytes);
    }
    return request;
}

QDynamoDBExpected<QDynamoDBCredentials> readStsResponse(const HttpResponse &response)
{
    if (response.error.isError())
        return response.error;
    if (response.status / 100 != 2)
        return readStsError(response);
    QDynamoDBError invalid(Code::InvalidResponse,
                           u"the response of STS contains no temporary credentials"_s);
    // The paths are <action>Response/<action>Result/…
    for (const auto root : { "AssumeRoleResponse"_L1, "AssumeRoleWithWebIdentityResponse"_L1 }) {
        const auto elements = readElements(response.body, root);
        if (!elements)
            continue;
        const QString result = root.chopped(8) + "Result/"_L1; // without "Response"
        const auto value = [&](QLatin1StringView name) {
            return elements->value(result + "Credentials/"_L1 + name);
        };
        const auto secretOf = [&](QLatin1StringView name) {
            QString text = value(name);
            const auto hidden = response.secrets.find(
                    std::string_view(name.data(), size_t(name.size())));
            if (!text.isEmpty() && hidden != response.secrets.end())
                return *hidden->second;
            QByteArray bytes = text.toUtf8();
            SecretBytes secret(bytes);
            wipe(bytes);
            return secret;
        };
        const SecretBytes secret = secretOf("SecretAccessKey"_L1);
        const SecretBytes token = secretOf("SessionToken"_L1);
        const QDateTime expiration = parseTime(value("Expiration"_L1));
        QDynamoDBCredentials credentials =
                QDynamoDBCredentialsPrivate::create(value("AccessKeyId"_L1).toUtf8(), secret.view(),
                                                    token.view());
        if (credentials.isEmpty() || token.isEmpty() || !expiration.isValid())
            return invalid;
        credentials.setExpiration(expiration);
        credentials.setAccountId(accountOfArn(elements->value(result + "AssumedRoleUser/Arn"_L1)));
        return credentials;
    }
    return invalid;
}

bool isTransientStsResponse(const HttpResponse &response)
{
    if (isTransient(response))
        return true;
    if (response.error.isError() || response.status < 400)
        return false;
    const QDynamoDBError error = readStsError(response);
    return errorCodeInfo(error.code()).retryClass == RetryClass::Throttling
            || error.type().startsWith("IDPCommunicationError"_L1);
}

std::chrono::seconds clockSkew(const HttpResponse &response, const QDateTime &now)
{
    constexpr std::chrono::seconds tolerated { 240 };
    if (response.error.isError() || response.status < 400 || response.status >= 500)
        return {};
    QDateTime date = QLocale::c().toDateTime(QString::fromLatin1(response.date),
                                             u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s);
    if (!date.isValid())
        return {};
    date = QDateTime(date.date(), date.time(), utc);
    const std::chrono::seconds skew { now.secsTo(date) };
    return std::chrono::abs(skew) < tolerated ? std::chrono::seconds() : skew;
}

QString sessionName(const QString &chosen, const QDateTime &now)
{
    return chosen.isEmpty() ? u"QtDynamoDB-%1"_s.arg(now.toMSecsSinceEpoch()) : chosen;
}

} // namespace QtDynamoDBPrivate
