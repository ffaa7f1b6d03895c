// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "credentials/providers/providers_p.h"

#include "credentials/credentialsreader_p.h"
#include "credentials/providers/dpop_p.h"
#include "credentials/fetch_p.h"
#include "endpoint/serviceurl_p.h"
#include "credentials/providers/tokenfile_p.h"

#include <QtCore/qcryptographichash.h>

using namespace Qt::StringLiterals;

// https://docs.aws.amazon.com/signin/latest/APIReference/API_CreateOAuth2Token.html

namespace QtDynamoDBPrivate {

namespace {

constexpr std::chrono::minutes renewAhead { 5 }; // before the expiration

// A fetch of the credentials that "aws login" wrote to a file. Renewed credentials are written to
// the same file.
class LoginFetch final : public Fetch
{
public:
    LoginFetch(const FetchContext &context, Callback callback, const Environment &environment,
               const QString &session, const QString &region)
        : Fetch(context, std::move(callback), environment)
        , m_file(fileOf(environment, session))
        , m_region(region)
    {
    }

    void start(Freshness freshness)
    {
        m_freshness = freshness;
        readToken(m_file,
                  [this](const QDynamoDBExpected<SecretObject> &token) { handleFile(token); });
    }

private:
    void handleFile(const QDynamoDBExpected<SecretObject> &token)
    {
        if (!token) {
            fail(token.error().code() == Code::NoCredentials ? Code::ExpiredToken
                                                             : token.error().code(),
                 u"%1; run \"aws login\""_s.arg(token.error().message()));
            return;
        }
        m_token = *token;
        const auto credentials = storedCredentials();
        const bool isFresh = credentials && m_freshness == Freshness::Any
                && now().addDuration(renewAhead) < credentials->expiration();
        if (isFresh)
            finish(credentials);
        else
            renew();
    }

    static QString fileOf(const Environment &environment, const QString &session)
    {
        QString folder = environment.value("AWS_LOGIN_CACHE_DIRECTORY");
        if (folder.isEmpty())
            folder = environment.homeDirectory() + "/.aws/login/cache"_L1;
        const QByteArray hash = QCryptographicHash::hash(session.toUtf8(),
                                                         QCryptographicHash::Sha256);
        return folder + u'/' + QString::fromLatin1(hash.toHex()) + ".json"_L1;
    }

    QString text(QLatin1StringView member) const { return m_token.text(member); }

    Result storedCredentials() const
    {
        return readCredentials(m_token.object,
                               { "accessKeyId"_L1, "secretAccessKey"_L1, "sessionToken"_L1,
                                 "expiresAt"_L1, "accountId"_L1, "accessToken"_L1 },
                               Lifetime::Temporary, m_token.secrets);
    }

    QDynamoDBExpected<QByteArray> makeProof() const
    {
        QByteArray key = m_token.secret("dpopKey").view().toByteArray();
        auto result = makeDpop(key, m_url, now());
        wipe(key);
        return result;
    }

    void renew()
    {
        const QString signedInAt = text("signInRegion"_L1);
        const QString region = serviceRegion(signedInAt.isEmpty() ? m_region : signedInAt,
                                             context().region, configuration());
        const auto base = serviceUrl(CredentialService::Signin, region, configuration());
        if (!base) {
            useStoredOrFail(base.error());
            return;
        }
        m_url = *base;
        m_url.setPath(u"/v1/token"_s);
        if (text("refreshToken"_L1).isEmpty() || text("clientId"_L1).isEmpty()) {
            useStoredOrFail(
                    { Code::ExpiredToken,
                      u"the login file has no refreshToken or no clientId; run \"aws login\""_s });
            return;
        }
        if (const auto proof = makeProof(); !proof) {
            useStoredOrFail(proof.error());
            return;
        }
        send([this] { return makeRequest(); }, {},
             [this](const HttpResponse &response) { handleResponse(response); });
    }

    // Called for each attempt, because the service accepts a proof only once.
    TransportRequest makeRequest() const
    {
        const QJsonObject body { { u"clientId"_s, text("clientId"_L1) },
                                 { u"grantType"_s, u"refresh_token"_s },
                                 { u"refreshToken"_s, text("refreshToken"_L1) } };
        TransportRequest request;
        request.url = m_url;
        request.headers = {
            { "content-type"_ba, "application/json"_ba },
            { "dpop"_ba, makeProof().valueOr({}) },
        };
        request.body = SecretObject { body, m_token.secrets }.toJson(QJsonDocument::Compact);
        return request;
    }

    void handleResponse(const HttpResponse &response)
    {
        const auto object = readObject(response);
        if (!object) {
            useStoredOrFail(response.status == 401 || response.status == 403 ? refusal(response)
                                                                             : object.error());
            return;
        }
        const SecretObject renewal { *object, response.secrets };
        QJsonObject credentials = object->value("accessToken"_L1).toObject();
        const int seconds = object->value("expiresIn"_L1).toInt(900);
        const QJsonObject before = m_token.object.value("accessToken"_L1).toObject();
        credentials.insert(u"accountId"_s, before.value("accountId"_L1));
        credentials.insert(u"expiresAt"_s, timeText(now().addSecs(seconds)));
        m_token.take("accessToken"_L1, renewal);
        m_token.object.insert(u"accessToken"_s, credentials);
        const Result renewed = storedCredentials();
        if (!renewed || !object->value("refreshToken"_L1).isString()) {
            useStoredOrFail(
                    renewed ? QDynamoDBError(Code::InvalidResponse, u"refreshToken is missing"_s)
                            : renewed.error());
            return;
        }
        m_token.take("refreshToken"_L1, renewal);
        if (const QDynamoDBError error = writeTokenFile(m_file, m_token); error.isError())
            qCWarning(lcCredentials) << "the renewed login could not be saved:" << error.message();
        finish(renewed);
    }

    static QDynamoDBError refusal(const HttpResponse &response)
    {
        const auto object = parseObject(response.body);
        const QString type = object ? object->value("error"_L1).toString() : QString();
        if (type == "USER_CREDENTIALS_CHANGED"_L1)
            return { Code::ExpiredToken, u"the password was changed; run \"aws login\""_s };
        if (type == "INSUFFICIENT_PERMISSIONS"_L1) {
            return { Code::AccessDenied,
                     u"the user lacks the permission signin:CreateOAuth2Token"_s };
        }
        return { Code::ExpiredToken, u"the login expired; run \"aws login\""_s };
    }

    void useStoredOrFail(const QDynamoDBError &error)
    {
        // Another program may have renewed the login meanwhile. Its refresh token is then used up.
        readToken(m_file, [this, error](const QDynamoDBExpected<SecretObject> &token) {
            if (token)
                m_token = *token;
            const Result credentials = storedCredentials();
            if (credentials && now() < credentials->expiration())
                finish(credentials);
            else
                finish(error);
        });
    }

    const QString m_file;
    const QString m_region;
    Freshness m_freshness = Freshness::Any;
    SecretObject m_token;
    QUrl m_url;
};

class LoginProvider final : public Source
{
public:
    LoginProvider(const Environment &environment, const QString &session, const QString &region)
        : m_environment(environment)
        , m_session(session)
        , m_region(region)
    {
    }

    QString name() const override { return "login session "_L1 + m_session; }
    void startFetch(const FetchContext &context, Freshness freshness, Callback callback) override
    {
        (new LoginFetch(context, std::move(callback), m_environment, m_session, m_region))
                ->start(freshness);
    }

private:
    const Environment m_environment;
    const QString m_session;
    const QString m_region;
};

} // namespace

ProviderPointer loginProvider(const Environment &environment, const QString &session,
                              const QString &region)
{
    return std::make_shared<LoginProvider>(environment, session, region);
}

} // namespace QtDynamoDBPrivate
