// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "credentials/providers/ssofetch_p.h"

#include "credentials/credentialsreader_p.h"
#include "credentials/providers/tokenfile_p.h"
#include "endpoint/endpointurl_p.h"
#include "values/utc_p.h"

#include <QtCore/qjsonarray.h>

#include <algorithm>

using namespace Qt::StringLiterals;

// https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/Welcome.html

namespace QtDynamoDBPrivate {

namespace {

using Code = QDynamoDBError::Code;

// Returns the OAuth error code in an error response, or an empty text.
QString oauthError(const HttpResponse &response)
{
    if (response.error.isError() || response.status / 100 == 2)
        return {};
    const auto object = parseObject(response.body);
    return object ? object->value("error"_L1).toString() : QString();
}

constexpr auto deviceCodeGrant = "urn:ietf:params:oauth:grant-type:device_code"_L1;

// Returns whether the service refuses the client registration. A new registration may then succeed.
bool refusesClient(const HttpResponse &response)
{
    if (response.error.isError() || response.status < 400 || response.status >= 500)
        return false;
    const QString type = oauthError(response);
    if (!type.isEmpty()) {
        return type == "invalid_client"_L1 || type == "unauthorized_client"_L1
                || type == "unsupported_grant_type"_L1;
    }
    const QDynamoDBError error = readObject(response).error();
    return error.type().startsWith("InvalidClient"_L1)
            || error.type().startsWith("UnauthorizedClient"_L1)
            || error.type().startsWith("UnsupportedGrantType"_L1);
}

// The same for the request that starts a sign-in. It is also refused, with further error codes, if
// the registration has expired or does not allow device codes or the scopes.
bool refusesSignIn(const HttpResponse &response)
{
    const QString type = oauthError(response);
    return refusesClient(response) || type == "expired_token"_L1 || type == "invalid_request"_L1
            || type == "invalid_grant"_L1 || type == "invalid_scope"_L1
            || readObject(response).error().type().startsWith("ExpiredToken"_L1);
}

// The same as readObject(), but understands OAuth's error responses.
QDynamoDBExpected<QJsonObject> readOidc(const HttpResponse &response)
{
    const QString type = oauthError(response);
    if (type.isEmpty())
        return readObject(response);
    const auto object = parseObject(response.body);
    return QDynamoDBError(Code::AccessDenied,
                          u"the sign-in service responded %1: %2"_s
                                  .arg(type.left(100),
                                       object->value("error_description"_L1).toString()));
}

// Whether the application can safely open the URL in a browser.
bool isPage(const QUrl &url)
{
    return url.isValid() && !url.host().isEmpty() && url.userInfo().isEmpty()
            && (url.scheme() == "https"_L1 || (url.scheme() == "http"_L1 && isThisHost(url.host())));
}

} // namespace

void SsoFetch::callOidc(const QString &path, const QJsonObject &body,
                        const std::function<void(const HttpResponse &)> &then)
{
    // The secrets of the body have the same member names as in the file.
    const auto makeRequest = [this, path, body] {
        TransportRequest request;
        request.url = m_oidc;
        request.url.setPath(path);
        request.headers = { { "content-type"_ba, "application/json"_ba } };
        request.body = SecretObject { body, m_token.secrets }.toJson(QJsonDocument::Compact);
        return request;
    };
    send(makeRequest, {}, then);
}

bool SsoFetch::isRegistered() const
{
    const QDateTime end = time("registrationExpiresAt"_L1);
    return !text("clientId"_L1).isEmpty() && !text("clientSecret"_L1).isEmpty()
            && (!end.isValid() || now() < end);
}

bool SsoFetch::canReuseRegistration() const
{
    // Some tools register only for a sign-in in the browser (authorization_code). Most of them do
    // not write grantTypes; the service then refuses the registration.
    const QJsonValue grants = m_token.object.value("grantTypes"_L1);
    const bool allowsDevices = !grants.isArray() || grants.toArray().contains(deviceCodeGrant);
    const QString region = text("region"_L1);
    return isRegistered() && allowsDevices && text("clientId"_L1) != m_refusedClient
            && text("startUrl"_L1) == m_options.startUrl
            && (region.isEmpty() || region == m_options.region);
}

bool SsoFetch::canRenew() const
{
    return isRegistered() && !text("refreshToken"_L1).isEmpty();
}

void SsoFetch::renew()
{
    const QJsonObject body { { u"clientId"_s, text("clientId"_L1) },
                             { u"clientSecret"_s, text("clientSecret"_L1) },
                             { u"grantType"_s, u"refresh_token"_s },
                             { u"refreshToken"_s, text("refreshToken"_L1) } };
    callOidc(u"/token"_s, body, [this](const HttpResponse &response) {
        const auto token = readOidc(response);
        if (refusesClient(response))
            m_refusedClient = text("clientId"_L1);
        if (token && !token->value("accessToken"_L1).toString().isEmpty())
            handleToken({ *token, response.secrets });
        else
            renewalFailed(token ? u"accessToken is missing or empty"_s : token.error().message());
    });
}

void SsoFetch::renewalFailed(const QString &reason)
{
    // Another program may have renewed the token meanwhile. The refresh token is then used up.
    readToken(m_file, [this, reason](const QDynamoDBExpected<SecretObject> &token) {
        handleFileAfterFailure(token, reason);
    });
}

void SsoFetch::handleFileAfterFailure(const QDynamoDBExpected<SecretObject> &token,
                                      const QString &reason)
{
    if (token)
        m_token = *token;
    if (now() < time("expiresAt"_L1))
        useToken();
    else
        signIn(reason);
}

void SsoFetch::signIn(const QString &reason)
{
    if (!context().user || !context().user->canAuthorize()) {
        fail(Code::ExpiredToken,
             u"%1; run \"aws sso login\", or connect to the client's signal "
             "authorizationRequired()"_s.arg(reason));
        return;
    }
    m_isReused = canReuseRegistration();
    if (m_isReused)
        authorizeDevice();
    else
        registerClient();
}

void SsoFetch::registerClient()
{
    QJsonObject body { { u"clientName"_s, u"QtDynamoDB"_s }, { u"clientType"_s, u"public"_s } };
    // Tokens are renewable only if scopes are requested. Profiles without sso_session do not do so.
    if (!m_options.session.isEmpty()) {
        const QStringList scopes = m_options.scopes.isEmpty()
                ? QStringList { u"sso:account:access"_s }
                : m_options.scopes;
        body.insert(u"scopes"_s, QJsonArray::fromStringList(scopes));
    }
    callOidc(u"/client/register"_s, body, [this](const HttpResponse &response) {
        const auto client = readOidc(response);
        if (!client) {
            finish(client.error());
            return;
        }
        const qint64 end = client->value("clientSecretExpiresAt"_L1).toInteger();
        m_token = { QJsonObject { { u"startUrl"_s, m_options.startUrl },
                                  { u"region"_s, m_options.region },
                                  { u"clientId"_s, client->value("clientId"_L1) } },
                    {} };
        m_token.take("clientSecret"_L1, { *client, response.secrets });
        if (end > 0) {
            m_token.object.insert(u"registrationExpiresAt"_s,
                                  timeText(QDateTime::fromSecsSinceEpoch(end, utc)));
        }
        if (isRegistered())
            authorizeDevice();
        else
            fail(Code::InvalidResponse, u"the sign-in service did not register the application"_s);
    });
}

void SsoFetch::authorizeDevice()
{
    const QJsonObject body { { u"clientId"_s, text("clientId"_L1) },
                             { u"clientSecret"_s, text("clientSecret"_L1) },
                             { u"startUrl"_s, m_options.startUrl } };
    callOidc(u"/device_authorization"_s, body, [this](const HttpResponse &response) {
        if (m_isReused && refusesSignIn(response)) {
            m_isReused = false;
            registerClient();
            return;
        }
        const auto device = readOidc(response);
        if (device)
            handleDevice({ *device, response.secrets });
        else
            finish(device.error());
    });
}

void SsoFetch::handleDevice(const SecretObject &device)
{
    const QString code = device.text("userCode"_L1);
    QUrl page(device.text("verificationUriComplete"_L1), QUrl::StrictMode);
    if (page.isEmpty())
        page = QUrl(device.text("verificationUri"_L1), QUrl::StrictMode);
    if (device.text("deviceCode"_L1).isEmpty() || code.isEmpty() || code.size() > 64
        || !isPage(page)) {
        fail(Code::InvalidResponse,
             u"the response of the sign-in service has no valid code or URL"_s);
        return;
    }
    m_interval = std::chrono::seconds(
            std::clamp(device.object.value("interval"_L1).toInt(5), 1, 60));
    m_deadline = now().addSecs(std::clamp(device.object.value("expiresIn"_L1).toInt(600), 1, 3600));
    m_token.take("deviceCode"_L1, device);
    context().user->authorize(page, code);
    context().after(m_interval, this, [this] { poll(); });
}

void SsoFetch::poll()
{
    if (now() >= m_deadline) {
        fail(Code::ExpiredToken, u"the code expired before the user signed in"_s);
        return;
    }
    const QJsonObject body { { u"clientId"_s, text("clientId"_L1) },
                             { u"clientSecret"_s, text("clientSecret"_L1) },
                             { u"grantType"_s, deviceCodeGrant },
                             { u"deviceCode"_s, text("deviceCode"_L1) } };
    callOidc(u"/token"_s, body, [this](const HttpResponse &response) {
        const QString error = oauthError(response);
        const bool isUnreachable = response.error.code() == Code::Request
                || response.error.code() == Code::Timeout || response.status >= 500;
        if (error == "slow_down"_L1)
            m_interval += std::chrono::seconds(5);
        if (isUnreachable || error == "slow_down"_L1 || error == "authorization_pending"_L1) {
            context().after(m_interval, this, [this] { poll(); });
            return;
        }
        if (m_isReused && refusesClient(response)) {
            m_isReused = false;
            registerClient();
            return;
        }
        const auto token = readOidc(response);
        if (!token) {
            finish(token.error());
        } else if (token->value("accessToken"_L1).toString().isEmpty()) {
            fail(Code::InvalidResponse, u"accessToken is missing or empty"_s);
        } else {
            m_signedIn = true;
            handleToken({ *token, response.secrets });
        }
    });
}

void SsoFetch::handleToken(const SecretObject &token)
{
    constexpr qint64 year = 365 * 24 * 3600;
    const qint64 seconds = std::clamp<qint64>(token.object.value("expiresIn"_L1).toInteger(), 0,
                                              year);
    m_token.object.remove("deviceCode"_L1);
    m_token.take("accessToken"_L1, token);
    m_token.object.insert(u"expiresAt"_s, timeText(now().addSecs(seconds)));
    if (token.object.value("refreshToken"_L1).isString())
        m_token.take("refreshToken"_L1, token);
    // If the file cannot be written, the token is used for this fetch only.
    if (const QDynamoDBError error = writeTokenFile(m_file, m_token); error.isError())
        qCWarning(lcCredentials) << "the sign-in could not be saved:" << error.message();
    useToken();
}

} // namespace QtDynamoDBPrivate
