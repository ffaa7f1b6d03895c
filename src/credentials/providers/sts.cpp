// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "credentials/providers/sts_p.h"

#include "credentials/credentialsreader_p.h"
#include "signing/qdynamodbcredentials_p.h"
#include "values/generated/errorcodes_p.h"
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

// Nothing that is no such XML is taken in part.
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
            return {}; // no service sends one
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

QDynamoDBError readStsError(const HttpAnswer &answer)
{
    const auto elements = readElements(answer.body, "ErrorResponse"_L1);
    const QString type = elements ? elements->value(u"Error/Code"_s).left(100) : QString();
    if (type.isEmpty()) {
        return { answer.status >= 500 ? Code::ServiceUnavailable : Code::InvalidResponse,
                 u"STS answered with status %1"_s.arg(answer.status) };
    }
    const Code code = errorCodeFromWire(type.toUtf8());
    QDynamoDBError error(code,
                         u"STS answered %1: %2"_s.arg(type, elements->value(u"Error/Message"_s)));
    QDynamoDBErrorPrivate::get(error).type = type;
    QDynamoDBErrorPrivate::get(error).httpStatus = answer.status;
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
    request.body.reserve(size); // never grows: a token may be among the parameters
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

QDynamoDBExpected<QDynamoDBCredentials> readStsAnswer(const HttpAnswer &answer)
{
    if (answer.error.isError())
        return answer.error;
    if (answer.status / 100 != 2)
        return readStsError(answer);
    QDynamoDBError invalid(Code::InvalidResponse,
                           u"STS answered what are no temporary credentials"_s);
    // <AssumeRoleResponse><AssumeRoleResult>, and accordingly for other actions
    for (const auto root : { "AssumeRoleResponse"_L1, "AssumeRoleWithWebIdentityResponse"_L1 }) {
        const auto elements = readElements(answer.body, root);
        if (!elements)
            continue;
        const QString result = root.chopped(8) + "Result/"_L1; // less "Response"
        const auto value = [&](QLatin1StringView name) {
            return elements->value(result + "Credentials/"_L1 + name);
        };
        const auto secretOf = [&](QLatin1StringView name) {
            QString text = value(name);
            const auto hidden = answer.secrets.find(
                    std::string_view(name.data(), size_t(name.size())));
            if (!text.isEmpty() && hidden != answer.secrets.end())
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

bool isTransientOfSts(const HttpAnswer &answer)
{
    if (isTransient(answer))
        return true;
    if (answer.error.isError() || answer.status < 400)
        return false;
    const QDynamoDBError error = readStsError(answer);
    return errorCodeInfo(error.code()).retryClass == RetryClass::Throttling
            || error.type().startsWith("IDPCommunicationError"_L1);
}

std::chrono::seconds skewOfRefusal(const HttpAnswer &answer, const QDateTime &now)
{
    constexpr std::chrono::seconds tolerated { 240 };
    if (answer.error.isError() || answer.status < 400 || answer.status >= 500)
        return {};
    QDateTime date = QLocale::c().toDateTime(QString::fromLatin1(answer.date),
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
