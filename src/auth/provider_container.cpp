// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "auth/providers_p.h"

#include "auth/credentialsreader_p.h"
#include "auth/fetch_p.h"
#include "auth/tokenfile_p.h"
#include "endpointrules/endpointurl_p.h"

#include <QtNetwork/qhostaddress.h>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html

namespace QtDynamoDBPrivate {

using Code = QDynamoDBError::Code;

namespace {

// The agents of ECS and EKS, which speak plain http within the machine.
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

class ContainerProvider final : public Source
{
public:
    explicit ContainerProvider(const Environment &environment)
        : m_environment(environment)
    {
    }

    QString name() const override { return u"container"_s; }
    void ask(const FetchContext &context, Freshness, Answer answer) override;

private:
    const Environment m_environment;
};

class ContainerFetch final : public Fetch
{
public:
    ContainerFetch(const FetchContext &context, Answer answer, const Environment &environment)
        : Fetch(context, std::move(answer), environment)
    {
    }

    void start(const QUrl &url, const QByteArray &token)
    {
        keepSecret(QString::fromUtf8(token));
        const auto makeRequest = [url, token] {
            TransportRequest request;
            request.method = "GET"_ba;
            request.url = url;
            if (!token.isEmpty())
                request.headers = { { "authorization"_ba, token } };
            return request;
        };
        HttpPolicy policy;
        policy.timeout = 1s;
        policy.retries = 3;
        if (url.scheme() == "http"_L1)
            policy.route = HttpPolicy::Route::Direct;
        send(makeRequest, policy, [this](const HttpAnswer &answer) {
            const auto object = readObject(answer);
            if (!object) {
                finish(object.error());
                return;
            }
            finish(readCredentials(*object,
                                   { "AccessKeyId"_L1, "SecretAccessKey"_L1, "Token"_L1,
                                     "Expiration"_L1, "AccountId"_L1 },
                                   Lifetime::Temporary));
        });
    }
};

void ContainerProvider::ask(const FetchContext &context, Freshness, Answer answer)
{
    const auto url = containerUrl(m_environment);
    if (!url) {
        answer(url.error());
        return;
    }
    // Read each time: it changes.
    const QString file = m_environment.value("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
    const QByteArray token = file.isEmpty()
            ? m_environment.value("AWS_CONTAINER_AUTHORIZATION_TOKEN").toUtf8()
            : readSmallFile(file);
    if (!file.isEmpty() && token.isEmpty()) {
        answer(QDynamoDBError(Code::ConfigNotFound,
                              u"no token can be read from AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"_s));
        return;
    }
    if (!isHeaderText(token)) {
        answer(QDynamoDBError(Code::InvalidParameterValue,
                              u"the authorization token has characters that it can't have"_s));
        return;
    }
    (new ContainerFetch(context, std::move(answer), m_environment))->start(*url, token);
}

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
                              u"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI is no path"_s);
    }
    QUrl url(full, QUrl::StrictMode);
    const bool trusted = url.scheme() == "https"_L1
            || (url.scheme() == "http"_L1 && (isThisHost(url.host()) || isAgent(url.host())));
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty() || !trusted) {
        return QDynamoDBError(
                Code::InvalidParameterValue,
                u"AWS_CONTAINER_CREDENTIALS_FULL_URI must begin with https://, or be this "
                "machine's, 169.254.170.2, 169.254.170.23 or [fd00:ec2::23]"_s);
    }
    return url;
}

ProviderPointer containerProvider(const Environment &environment)
{
    return std::make_shared<ContainerProvider>(environment);
}

} // namespace QtDynamoDBPrivate
