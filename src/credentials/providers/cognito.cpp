// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "credentials/providers/providers_p.h"

#include "credentials/credentialsreader_p.h"
#include "credentials/fetch_p.h"
#include "endpoint/serviceurl_p.h"

#include <QtCore/qmutex.h>

using namespace Qt::StringLiterals;

// https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/Welcome.html

namespace QtDynamoDBPrivate {

using Options = QDynamoDBCredentialsProvider::CognitoOptions;
using Logins = QDynamoDBCredentialsProvider::Logins;

namespace {

// The identity ID of a provider, reused for all of its fetches. Shared by threads.
struct Identity
{
    QMutex mutex;
    QString id;
};

class CognitoFetch final : public Fetch
{
public:
    CognitoFetch(const FetchContext &context, Callback callback, const Environment &environment,
                 const Options &options, std::shared_ptr<Identity> identity)
        : Fetch(context, std::move(callback), environment)
        , m_options(options)
        , m_identity(std::move(identity))
    {
    }

    void start()
    {
        const QString region = m_options.identityPoolId.section(u':', 0, 0);
        const auto url = serviceUrl(CredentialService::CognitoIdentity, region, configuration());
        if (!url) {
            fail(url.error().code(), u"identity pool: "_s + url.error().message());
            return;
        }
        m_url = *url;
        if (!m_options.freshLogins) {
            useLogins(m_options.logins);
            return;
        }
        m_options.freshLogins(mailbox().slot<Logins>([this](const std::optional<Logins> &logins) {
            if (logins)
                useLogins(*logins);
            else
                fail(Code::AccessDenied, u"the application's freshLogins callback gave no logins"_s);
        }));
    }

private:
    void useLogins(const Logins &logins)
    {
        for (auto i = logins.cbegin(); i != logins.cend(); ++i) {
            addSecret(i.value());
            m_logins.object.insert(i.key(), u"x"_s);
            QByteArray token = i.value().toUtf8();
            m_logins.secrets.insert_or_assign("Logins/" + i.key().toStdString(),
                                              std::make_shared<const SecretBytes>(token));
            wipe(token);
        }
        QString id;
        {
            const QMutexLocker locker(&m_identity->mutex);
            id = m_identity->id;
        }
        if (id.isEmpty())
            getId();
        else
            getCredentials(id);
    }

    void getId()
    {
        QJsonObject body { { u"IdentityPoolId"_s, m_options.identityPoolId } };
        if (!m_options.accountId.isEmpty())
            body.insert(u"AccountId"_s, m_options.accountId);
        callService("GetId"_ba, body, [this](const HttpResponse &response) {
            const auto object = readObject(response);
            if (!object) {
                finish(object.error());
                return;
            }
            const QString id = object->value("IdentityId"_L1).toString();
            if (id.isEmpty()) {
                fail(Code::InvalidResponse, u"IdentityId is missing or empty"_s);
                return;
            }
            setId(id);
            getCredentials(id);
        });
    }

    void setId(const QString &id)
    {
        const QMutexLocker locker(&m_identity->mutex);
        m_identity->id = id;
    }

    void getCredentials(const QString &id)
    {
        QJsonObject body { { u"IdentityId"_s, id } };
        if (!m_options.customRoleArn.isEmpty())
            body.insert(u"CustomRoleArn"_s, m_options.customRoleArn);
        callService("GetCredentialsForIdentity"_ba, body, [this](const HttpResponse &response) {
            const auto object = readObject(response);
            if (!object) {
                // The identity may have been deleted or merged into another: forget it.
                setId(m_options.identityId);
                finish(object.error());
                return;
            }
            auto credentials = readCredentials(*object,
                                               { "AccessKeyId"_L1, "SecretKey"_L1, "SessionToken"_L1,
                                                 "Expiration"_L1, ""_L1, "Credentials"_L1 },
                                               Lifetime::Temporary, response.secrets);
            if (credentials)
                credentials.value().setAccountId(m_options.accountId);
            finish(credentials);
        });
    }

    void callService(const QByteArray &operation, QJsonObject body,
                     const std::function<void(const HttpResponse &)> &then)
    {
        if (!m_logins.object.isEmpty())
            body.insert(u"Logins"_s, m_logins.object);
        const auto makeRequest = [this, operation, body] {
            TransportRequest request;
            request.url = m_url;
            request.headers = { { "content-type"_ba, "application/x-amz-json-1.1"_ba },
                                { "x-amz-target"_ba, "AWSCognitoIdentityService." + operation } };
            request.body = SecretObject { body, m_logins.secrets }.toJson(QJsonDocument::Compact);
            return request;
        };
        send(makeRequest, {}, then);
    }

    const Options m_options;
    const std::shared_ptr<Identity> m_identity;
    QUrl m_url;
    SecretObject m_logins;
};

class CognitoProvider final : public Source
{
public:
    CognitoProvider(const Environment &environment, const Options &options)
        : m_environment(environment)
        , m_options(options)
        , m_identity(std::make_shared<Identity>())
    {
        m_identity->id = options.identityId;
    }

    ~CognitoProvider() override
    {
        for (QString &token : m_options.logins)
            wipe(token);
    }

    QString name() const override { return "Cognito identity pool "_L1 + m_options.identityPoolId; }
    void startFetch(const FetchContext &context, Freshness, Callback callback) override
    {
        (new CognitoFetch(context, std::move(callback), m_environment, m_options, m_identity))
                ->start();
    }

private:
    const Environment m_environment;
    Options m_options;
    const std::shared_ptr<Identity> m_identity;
};

} // namespace

ProviderPointer cognitoProvider(const Environment &environment, const Options &options)
{
    return std::make_shared<CognitoProvider>(environment, options);
}

} // namespace QtDynamoDBPrivate
