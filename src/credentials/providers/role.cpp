// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "credentials/providers/providers_p.h"

#include "credentials/fetch_p.h"
#include "endpoint/serviceurl_p.h"
#include "signing/signer_p.h"
#include "credentials/providers/sts_p.h"

using namespace Qt::StringLiterals;

// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html

namespace QtDynamoDBPrivate {

namespace {

// A fetch of a role's credentials from STS, signed with the credentials of another provider.
class RoleFetch final : public Fetch
{
public:
    RoleFetch(const FetchContext &context, Callback callback, const Environment &environment,
              const QDynamoDBCredentialsProvider::RoleOptions &options)
        : Fetch(context, std::move(callback), environment)
        , m_options(options)
    {
    }

    void start(const ProviderPointer &source, Freshness freshness)
    {
        m_region = serviceRegion(m_options.region, context().region, configuration());
        const auto url = serviceUrl(CredentialService::Sts, m_region, configuration());
        if (!url) {
            finish(url.error());
            return;
        }
        m_url = *url;
        fetchFrom(*source, context(), freshness,
                  mailbox().slot<Result>([this, name = source->name()](const auto &result) {
                      handleSource(name, result);
                  }));
    }

private:
    void handleSource(const QString &name, const std::optional<Result> &result)
    {
        if (!result) {
            fail(Code::MissingAuthenticationToken, name + ": the provider gave no result"_L1);
            return;
        }
        if (!result->hasValue()) {
            const QDynamoDBError error = namedError(name, result->error());
            // Not NoCredentials: the role is configured, so no other source may be tried.
            if (error.code() == Code::NoCredentials)
                fail(Code::MissingAuthenticationToken, error.message());
            else
                finish(error);
            return;
        }
        m_source = **result;
        addSecret(m_source.secretAccessKey());
        addSecret(m_source.sessionToken());
        if (m_options.mfaSerial.isEmpty()) {
            assume({});
            return;
        }
        const auto callback = mailbox().slot<QString>([this](const std::optional<QString> &code) {
            const QString typed = code.value_or(QString()).trimmed();
            if (typed.isEmpty())
                fail(Code::AccessDenied,
                     u"no code was given for the MFA device %1"_s.arg(m_options.mfaSerial));
            else
                assume(typed);
        });
        if (m_options.mfaCode) {
            m_options.mfaCode(m_options.mfaSerial, callback);
        } else if (context().user && context().user->canAnswerMfa()) {
            context().user->askMfa(m_options.mfaSerial, callback);
        } else {
            fail(Code::AccessDenied,
                 u"a code of the MFA device %1 is required; connect to the client's signal "
                 "mfaRequired(), or set RoleOptions::mfaCode"_s.arg(m_options.mfaSerial));
        }
    }

    void assume(const QString &code)
    {
        addSecret(code);
        const StsParameters parameters {
            { u"RoleArn"_s, m_options.roleArn },
            { u"RoleSessionName"_s, sessionName(m_options.sessionName, now()) },
            { u"DurationSeconds"_s, QString::number(m_options.duration.count()) },
            { u"ExternalId"_s, m_options.externalId },
            { u"SerialNumber"_s, code.isEmpty() ? QString() : m_options.mfaSerial },
            { u"TokenCode"_s, code },
        };
        send(parameters);
    }

    void send(const StsParameters &parameters)
    {
        const auto makeRequest = [this, parameters] {
            TransportRequest request = stsRequest(m_url, u"AssumeRole"_s, parameters);
            Signer().sign(request, m_source, m_region.toLatin1(), "sts", now().addDuration(m_skew));
            return request;
        };
        HttpPolicy policy;
        policy.shouldRetry = &isTransientStsResponse;
        if (!m_options.mfaSerial.isEmpty())
            policy.retries = 0; // STS accepts a code only once
        Fetch::send(makeRequest, policy, [this, parameters](const HttpResponse &response) {
            const auto skew = clockSkew(response, now());
            // STS checks the signature first, so this request did not use up the code.
            if (skew.count() != 0 && m_skew.count() == 0) {
                m_skew = skew;
                send(parameters);
                return;
            }
            finish(readStsResponse(response));
        });
    }

    const QDynamoDBCredentialsProvider::RoleOptions m_options;
    QString m_region;
    QUrl m_url;
    QDynamoDBCredentials m_source;
    std::chrono::seconds m_skew { 0 }; // how far the server's clock is ahead
};

class RoleProvider final : public Source
{
public:
    RoleProvider(const Environment &environment, const RoleOptions &options, ProviderPointer source)
        : m_environment(environment)
        , m_options(options)
        , m_source(std::move(source))
    {
    }

    QString name() const override { return "role "_L1 + m_options.roleArn; }
    void startFetch(const FetchContext &context, Freshness freshness, Callback callback) override
    {
        (new RoleFetch(context, std::move(callback), m_environment, m_options))
                ->start(m_source, freshness);
    }

private:
    const Environment m_environment;
    const RoleOptions m_options;
    const ProviderPointer m_source;
};

} // namespace

ProviderPointer roleProvider(const Environment &environment,
                             const QDynamoDBCredentialsProvider::RoleOptions &options,
                             ProviderPointer source)
{
    return std::make_shared<RoleProvider>(environment, options, std::move(source));
}

} // namespace QtDynamoDBPrivate
