// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "credentials/providers/providers_p.h"

#include "credentials/credentialsreader_p.h"
#include "credentials/fetch_p.h"
#include "endpoint/endpointurl_p.h"
#include "json/errorreader_p.h"

#include <QtCore/qdir.h>
#include <QtNetwork/qhostaddress.h>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html

namespace QtDynamoDBPrivate {

using Code = QDynamoDBError::Code;

namespace {

// Whether the host is an agent of ECS or EKS. They use plain http within the machine.
bool isAgent(const QString &host)
{
    const QHostAddress address(host);
    return address == QHostAddress(u"169.254.170.2"_s)
            || address == QHostAddress(u"169.254.170.23"_s)
            || address == QHostAddress(u"fd00:ec2::23"_s);
}

bool isHeaderText(const QByteArray &text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

// Both functions add members in the documented case where an agent wrote the name in another case,
// as some vendors' agents do.
QJsonObject withDocumentedNames(const QJsonObject &object)
{
    QJsonObject result = object;
    for (auto i = object.begin(); i != object.end(); ++i) {
        for (const QLatin1StringView name :
             { "AccessKeyId"_L1, "SecretAccessKey"_L1, "Token"_L1, "Expiration"_L1, "AccountId"_L1,
               "Code"_L1, "Message"_L1 }) {
            if (i.key() != name && i.key().compare(name, Qt::CaseInsensitive) == 0
                && !object.contains(name)) {
                result.insert(name, i.value());
            }
        }
    }
    return result;
}

HiddenSecrets withDocumentedNames(const HiddenSecrets &secrets, const QJsonObject &object)
{
    HiddenSecrets result = secrets;
    for (const auto &[key, secret] : secrets) {
        const QLatin1StringView given(key.data(), qsizetype(key.size()));
        for (const char *name : { "SecretAccessKey", "Token" }) {
            const QLatin1StringView documented(name);
            if (given.compare(documented, Qt::CaseInsensitive) == 0 && !object.contains(documented))
                result.insert_or_assign(std::string(name), secret);
        }
    }
    return result;
}

class ContainerFetch final : public Fetch
{
public:
    ContainerFetch(const FetchContext &context, Callback callback, const Environment &environment)
        : Fetch(context, std::move(callback), environment)
    {
    }

    void start(const QUrl &url, const Environment &environment)
    {
        m_url = url;
        // The file is read again for each request, because its token changes.
        m_tokenFile = environment.value("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
        if (m_tokenFile.isEmpty()) {
            QString text = environment.value("AWS_CONTAINER_AUTHORIZATION_TOKEN");
            QByteArray token = text.toUtf8();
            request(token);
            wipe(token);
            wipe(text);
            return;
        }
        readText(m_tokenFile, [this](const QDynamoDBExpected<QByteArray> &token) {
            if (token && !token->isEmpty()) {
                request(*token);
                return;
            }
            const QString problem = token
                    ? QDir::toNativeSeparators(m_tokenFile) + u" contains no token"_s
                    : token.error().message();
            fail(Code::ConfigNotFound, u"AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: %1"_s.arg(problem));
        });
    }

private:
    void request(const QByteArray &token)
    {
        if (!isHeaderText(token)) {
            fail(Code::InvalidParameterValue,
                 u"the authorization token contains characters other than printable ASCII"_s);
            return;
        }
        addSecret(QString::fromUtf8(token));
        const auto makeRequest = [url = m_url, token = SecretBytes(token)] {
            TransportRequest request;
            request.method = "GET"_ba;
            request.url = url;
            request.headers = { { "accept"_ba, "application/json"_ba } };
            if (!token.isEmpty())
                request.headers.append({ "authorization"_ba, token.view().toByteArray() });
            return request;
        };
        HttpPolicy policy;
        policy.timeout = 1s;
        policy.retries = 3;
        policy.shouldRetry = &isTransientOrNoObject;
        if (m_url.scheme() == "http"_L1)
            policy.route = HttpPolicy::Route::Direct;
        send(makeRequest, policy,
             [this](const HttpResponse &response) { handleResponse(response); });
    }

    void handleResponse(const HttpResponse &response)
    {
        if (response.error.isError()) {
            finish(response.error);
            return;
        }
        const auto parsed = parseObject(response.body);
        const QJsonObject object = parsed ? withDocumentedNames(*parsed) : QJsonObject();
        const QString code = object.value("Code"_L1).toString();
        if (response.status != 200) {
            // The members of an agent's error are named unlike those of a service's error.
            QDynamoDBError error = readServiceError(response.status,
                                                    code.isEmpty() ? response.errorType
                                                                   : code.toUtf8(),
                                                    response.body);
            fail(error.code(), problem(response.status, object, error.message()));
            return;
        }
        if (!parsed) {
            finish(parsed.error());
            return;
        }
        if (!code.isEmpty() && code != "Success"_L1) {
            fail(Code::InvalidResponse, problem(response.status, object, {}));
            return;
        }
        finish(readCredentials(object,
                               { "AccessKeyId"_L1, "SecretAccessKey"_L1, "Token"_L1,
                                 "Expiration"_L1, "AccountId"_L1 },
                               Lifetime::Temporary, withDocumentedNames(response.secrets, *parsed)));
    }

    static QString problem(int status, const QJsonObject &object, const QString &otherwise)
    {
        const QString code = object.value("Code"_L1).toString().left(100);
        const QString text = object.value("Message"_L1).toString();
        if (code.isEmpty() && text.isEmpty())
            return otherwise;
        const QString separator = code.isEmpty() || text.isEmpty() ? QString() : u": "_s;
        return u"the agent responded with status %1, %2"_s.arg(status).arg(code + separator + text);
    }

    QUrl m_url;
    QString m_tokenFile;
};

class ContainerProvider final : public Source
{
public:
    explicit ContainerProvider(const Environment &environment)
        : m_environment(environment)
    {
    }

    QString name() const override { return u"container"_s; }
    void startFetch(const FetchContext &context, Freshness, Callback callback) override
    {
        const auto url = containerUrl(m_environment);
        if (url)
            (new ContainerFetch(context, std::move(callback), m_environment))
                    ->start(*url, m_environment);
        else
            callback(url.error());
    }

private:
    const Environment m_environment;
};

} // namespace

QDynamoDBExpected<QUrl> containerUrl(const Environment &environment)
{
    const QString relative = environment.value("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
    const QString full = environment.value("AWS_CONTAINER_CREDENTIALS_FULL_URI");
    if (relative.isEmpty() && full.isEmpty()) {
        return noCredentials(u"neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor "
                             "AWS_CONTAINER_CREDENTIALS_FULL_URI is set"_s);
    }
    if (!relative.isEmpty()) {
        QUrl url("http://169.254.170.2"_L1 + relative, QUrl::StrictMode);
        if (relative.startsWith(u'/') && url.isValid())
            return url;
        return QDynamoDBError(Code::InvalidParameterValue,
                              u"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI must be a path that begins "
                              "with /"_s);
    }
    QUrl url(full, QUrl::StrictMode);
    const bool trusted = url.scheme() == "https"_L1
            || (url.scheme() == "http"_L1 && (isThisHost(url.host()) || isAgent(url.host())));
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty() || !trusted) {
        return QDynamoDBError(
                Code::InvalidParameterValue,
                u"AWS_CONTAINER_CREDENTIALS_FULL_URI must be an https URL, or an http URL with a "
                "loopback address, 169.254.170.2, 169.254.170.23 or [fd00:ec2::23]"_s);
    }
    return url;
}

ProviderPointer containerProvider(const Environment &environment)
{
    return std::make_shared<ContainerProvider>(environment);
}

} // namespace QtDynamoDBPrivate
