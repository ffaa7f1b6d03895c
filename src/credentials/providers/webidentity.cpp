// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "credentials/providers/providers_p.h"

#include "credentials/fetch_p.h"
#include "endpoint/serviceurl_p.h"
#include "credentials/providers/sts_p.h"
#include "credentials/providers/tokenfile_p.h"

#include <QtCore/qdir.h>

using namespace Qt::StringLiterals;

// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html

namespace QtDynamoDBPrivate {

using Options = QDynamoDBCredentialsProvider::WebIdentityOptions;

namespace {

class WebIdentityFetch final : public Fetch
{
public:
    WebIdentityFetch(const FetchContext &context, Callback callback, const Environment &environment,
                     const Options &options)
        : Fetch(context, std::move(callback), environment)
        , m_options(options)
    {
    }

    void start()
    {
        if (m_options.roleArn.isEmpty()) {
            fail(Code::MissingParameter, u"roleArn is empty"_s);
            return;
        }
        if (!m_options.token) {
            readText(m_options.tokenFile,
                     [this](const QDynamoDBExpected<QByteArray> &token) { handleFile(token); });
            return;
        }
        m_options.token(mailbox().slot<QString>([this](const std::optional<QString> &token) {
            if (token.value_or(QString()).isEmpty())
                fail(Code::AccessDenied, u"the application's token callback gave no token"_s);
            else
                assume(*token);
        }));
    }

private:
    void handleFile(const QDynamoDBExpected<QByteArray> &token)
    {
        if (!token)
            finish(token.error());
        else if (token->isEmpty())
            fail(Code::ConfigNotFound,
                 QDir::toNativeSeparators(m_options.tokenFile) + u" contains no token"_s);
        else
            assume(QString::fromUtf8(*token));
    }

    void assume(const QString &token)
    {
        addSecret(token);
        const auto url = serviceUrl(CredentialService::Sts,
                                    serviceRegion(m_options.region, context().region,
                                                  configuration()),
                                    configuration());
        if (!url) {
            finish(url.error());
            return;
        }
        const StsParameters parameters {
            { u"RoleArn"_s, m_options.roleArn },
            { u"RoleSessionName"_s, sessionName(m_options.sessionName, now()) },
            { u"DurationSeconds"_s, QString::number(m_options.duration.count()) },
            { u"WebIdentityToken"_s, token },
        };
        const auto makeRequest = [url = *url, parameters] {
            return stsRequest(url, u"AssumeRoleWithWebIdentity"_s, parameters);
        };
        HttpPolicy policy;
        policy.shouldRetry = &isTransientStsResponse;
        send(makeRequest, policy,
             [this](const HttpResponse &response) { finish(readStsResponse(response)); });
    }

    const Options m_options;
};

class WebIdentityProvider final : public Source
{
public:
    // Without options, each fetch reads the variables of the environment.
    WebIdentityProvider(const Environment &environment, const std::optional<Options> &options)
        : m_environment(environment)
        , m_options(options)
    {
    }

    QString name() const override { return webIdentityName; }
    void startFetch(const FetchContext &context, Freshness, Callback callback) override
    {
        Options options = m_options.value_or(Options());
        if (!m_options) {
            options.tokenFile = m_environment.value("AWS_WEB_IDENTITY_TOKEN_FILE");
            options.roleArn = m_environment.value("AWS_ROLE_ARN");
            options.sessionName = m_environment.value("AWS_ROLE_SESSION_NAME");
            if (options.tokenFile.isEmpty()) {
                callback(noCredentials(u"AWS_WEB_IDENTITY_TOKEN_FILE is not set"_s));
                return;
            }
        }
        (new WebIdentityFetch(context, std::move(callback), m_environment, options))->start();
    }

private:
    const Environment m_environment;
    const std::optional<Options> m_options;
};

} // namespace

ProviderPointer webIdentityProvider(const Environment &environment, const Options &options)
{
    return std::make_shared<WebIdentityProvider>(environment, options);
}

ProviderPointer webIdentityProvider(const Environment &environment)
{
    return std::make_shared<WebIdentityProvider>(environment, std::nullopt);
}

} // namespace QtDynamoDBPrivate
