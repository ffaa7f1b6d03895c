// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "credentials/providers/providers_p.h"

#include "credentials/credentialsreader_p.h"
#include "endpoint/serviceurl_p.h"
#include "credentials/providers/ssofetch_p.h"

#include <QtCore/qcryptographichash.h>
#include <QtCore/qurlquery.h>

using namespace Qt::StringLiterals;

// https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_GetRoleCredentials.html

namespace QtDynamoDBPrivate {

namespace {

constexpr std::chrono::minutes renewAhead { 5 }; // before the expiration

// Returns the path that the AWS CLI uses for the sign-in.
QString tokenFile(const Environment &environment, const QString &key)
{
    const QByteArray hash = QCryptographicHash::hash(key.toUtf8(), QCryptographicHash::Sha1);
    return environment.homeDirectory() + "/.aws/sso/cache/"_L1 + QString::fromLatin1(hash.toHex())
            + ".json"_L1;
}

} // namespace

SsoFetch::SsoFetch(const FetchContext &context, Callback callback, const Environment &environment,
                   const Options &options)
    : Fetch(context, std::move(callback), environment)
    , m_options(options)
    , m_file(tokenFile(environment, options.session.isEmpty() ? options.startUrl : options.session))
{
}

void SsoFetch::start()
{
    if (m_options.startUrl.isEmpty() || m_options.accountId.isEmpty()
        || m_options.roleName.isEmpty()) {
        fail(Code::MissingParameter, u"startUrl, accountId and roleName must be set"_s);
        return;
    }
    const auto oidc = serviceUrl(CredentialService::SsoOidc, m_options.region, configuration());
    if (!oidc) {
        finish(oidc.error());
        return;
    }
    m_oidc = *oidc;
    readToken(m_file, [this](const QDynamoDBExpected<SecretObject> &token) { handleFile(token); });
}

void SsoFetch::handleFile(const QDynamoDBExpected<SecretObject> &token)
{
    if (!token) {
        signIn(token.error().message());
        return;
    }
    m_token = *token;
    const QDateTime expiresAt = time("expiresAt"_L1);
    if (text("accessToken"_L1).isEmpty() || !expiresAt.isValid())
        signIn(m_file + u" contains no access token"_s);
    else if (now().addDuration(canRenew() ? renewAhead : std::chrono::minutes(0)) < expiresAt)
        useToken();
    else if (canRenew())
        renew();
    else
        signIn(u"the sign-in expired at "_s + timeText(expiresAt));
}

void SsoFetch::useToken()
{
    const auto portal = serviceUrl(CredentialService::Sso, m_options.region, configuration());
    if (!portal) {
        finish(portal.error());
        return;
    }
    QUrl url = *portal;
    url.setPath(u"/federation/credentials"_s);
    const auto encoded = [](const QString &value) {
        return QString::fromLatin1(QUrl::toPercentEncoding(value));
    };
    url.setQuery("role_name="_L1 + encoded(m_options.roleName) + "&account_id="_L1
                 + encoded(m_options.accountId));
    const auto makeRequest = [this, url] {
        TransportRequest request;
        request.method = "GET"_ba;
        request.url = url;
        request.headers = { { "x-amz-sso_bearer_token"_ba,
                              m_token.secret("accessToken").view().toByteArray() } };
        return request;
    };
    send(makeRequest, {}, [this](const HttpResponse &response) { handleRoleCredentials(response); });
}

void SsoFetch::handleRoleCredentials(const HttpResponse &response)
{
    if (response.status == 401 && !m_signedIn) {
        signIn(u"the service no longer accepts the sign-in"_s);
        return;
    }
    const auto object = readObject(response);
    if (!object) {
        finish(object.error());
        return;
    }
    auto credentials = readCredentials(*object,
                                       { "accessKeyId"_L1, "secretAccessKey"_L1, "sessionToken"_L1,
                                         "expiration"_L1, "accountId"_L1, "roleCredentials"_L1 },
                                       Lifetime::Temporary, response.secrets);
    if (credentials)
        credentials.value().setAccountId(m_options.accountId);
    finish(credentials);
}

QDateTime SsoFetch::time(QLatin1StringView member) const
{
    return parseTime(text(member));
}

namespace {

class SsoProvider final : public Source
{
public:
    SsoProvider(const Environment &environment, const SsoOptions &options)
        : m_environment(environment)
        , m_options(options)
    {
    }

    QString name() const override
    {
        return m_options.session.isEmpty() ? "SSO of "_L1 + m_options.startUrl
                                           : u"SSO session \"%1\""_s.arg(m_options.session);
    }
    void startFetch(const FetchContext &context, Freshness, Callback callback) override
    {
        (new SsoFetch(context, std::move(callback), m_environment, m_options))->start();
    }

private:
    const Environment m_environment;
    const SsoOptions m_options;
};

} // namespace

ProviderPointer ssoProvider(const Environment &environment,
                            const QDynamoDBCredentialsProvider::SsoOptions &options)
{
    return std::make_shared<SsoProvider>(environment, options);
}

} // namespace QtDynamoDBPrivate
