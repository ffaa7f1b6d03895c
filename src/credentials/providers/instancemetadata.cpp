// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "credentials/providers/providers_p.h"

#include "config/configuration_p.h"
#include "credentials/credentialsreader_p.h"
#include "credentials/fetch_p.h"

#include <QtCore/qmutex.h>
#include <QtCore/qrandom.h>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-metadata-security-credentials.html

namespace QtDynamoDBPrivate {

namespace {

enum class Version1 { Allowed, Disabled };

// The last credentials of the instance. They stay in use beyond their expiration while the metadata
// service has no newer ones. Thread-safe.
class LastCredentials
{
public:
    void set(const QDynamoDBCredentials &credentials)
    {
        const QMutexLocker locker(&m_mutex);
        m_credentials = credentials;
    }
    QDynamoDBCredentials get() const
    {
        const QMutexLocker locker(&m_mutex);
        return m_credentials;
    }

    // Returns the credentials with an expiration far enough ahead for a few more attempts to fetch
    // newer ones.
    static QDynamoDBCredentials extended(QDynamoDBCredentials credentials, const QDateTime &now)
    {
        // The cache refreshes five minutes before the expiration, hence in five to ten minutes.
        const int seconds = QRandomGenerator::global()->bounded(600, 900);
        if (credentials.expiration() < now.addSecs(seconds))
            credentials.setExpiration(now.addSecs(seconds));
        return credentials;
    }

private:
    mutable QMutex m_mutex;
    QDynamoDBCredentials m_credentials;
};

// A fetch from the instance metadata service, by version 2 (with a token) or version 1. Most
// machines have no such service, so the first requests wait for one second at most. Later requests,
// sent only if the service exists, wait longer.
class MetadataFetch final : public Fetch
{
public:
    MetadataFetch(const FetchContext &context, Callback callback, const Environment &environment,
                  const QUrl &base, Version1 version1, std::shared_ptr<LastCredentials> last)
        : Fetch(context, std::move(callback), environment)
        , m_base(base)
        , m_version1(version1)
        , m_last(std::move(last))
    {
    }

    void start(Freshness freshness)
    {
        m_freshness = freshness;
        // Version 1, if allowed, gets the other half of the second. Without any response, there is
        // no retry.
        HttpPolicy first = policy(m_version1 == Version1::Disabled ? 1000ms : 500ms, 3);
        first.shouldRetry = [](const HttpResponse &response) {
            return !response.error.isError() && isTransient(response);
        };
        getToken(first);
    }

private:
    static HttpPolicy policy(std::chrono::milliseconds timeout, int retries)
    {
        return { timeout, retries, 200ms, HttpPolicy::Route::Direct };
    }
    // The policy once the service is known to exist.
    static HttpPolicy usualPolicy() { return policy(1s, 3); }
    static HttpPolicy rolePolicy()
    {
        HttpPolicy result = usualPolicy();
        result.shouldRetry = [](const HttpResponse &response) {
            const bool isEmpty = response.status == 200
                    && QByteArrayView(response.body).trimmed().isEmpty();
            return isEmpty || isTransient(response);
        };
        return result;
    }
    static HttpPolicy credentialsPolicy()
    {
        HttpPolicy result = usualPolicy();
        result.shouldRetry = &isTransientOrNoObject;
        return result;
    }

    TransportRequest request(const QByteArray &method, const QString &path) const
    {
        TransportRequest request;
        request.method = method;
        request.url = m_base;
        request.url.setPath(path);
        if (m_token)
            request.headers = { { "x-aws-ec2-metadata-token"_ba, m_token->view().toByteArray() } };
        return request;
    }

    void getToken(const HttpPolicy &policy)
    {
        const auto makeRequest = [this] {
            TransportRequest put = request("PUT"_ba, u"/latest/api/token"_s);
            put.headers = { { "x-aws-ec2-metadata-token-ttl-seconds"_ba, "21600"_ba } };
            return put;
        };
        send(makeRequest, policy, [this](const HttpResponse &response) { handleToken(response); });
    }

    void handleToken(const HttpResponse &response)
    {
        const QByteArrayView token = QByteArrayView(response.body).trimmed();
        const bool isToken = response.status == 200 && !token.isEmpty() && token.size() <= 1024
                && std::all_of(token.begin(), token.end(),
                               [](char c) { return c > ' ' && c <= '~'; });
        if (isToken) {
            m_token.emplace(token);
            addSecret(QString::fromLatin1(token));
            getRole(rolePolicy());
            return;
        }
        const bool timedOut = response.error.code() == Code::Timeout;
        const bool refused = response.status == 403 || response.status == 404
                || response.status == 405;
        if ((timedOut || refused) && m_version1 == Version1::Allowed && !m_foundVersion2)
            getRole(timedOut ? policy(500ms, 0) : rolePolicy());
        else if (response.error.isError() && !m_foundVersion2)
            useLastOrFail(
                    { Code::NoCredentials,
                      u"no response from %1, this machine is probably not an EC2 instance: %2"_s
                              .arg(m_base.host(), response.error.message()) });
        else if (response.error.isError())
            useLastOrFail(response.error);
        else if (response.status == 403)
            useLastOrFail(forbidden());
        else
            useLastOrFail(
                    { Code::InvalidResponse,
                      u"the response to the token request has status %1 and no valid token"_s.arg(
                              response.status) });
    }

    static QDynamoDBError forbidden()
    {
        return { Code::NoCredentials,
                 u"access to the instance metadata is forbidden (status 403)"_s };
    }

    void getRole(const HttpPolicy &policy)
    {
        send([this] { return request("GET"_ba, folder); }, policy,
             [this](const HttpResponse &response) { handleRole(response); });
    }

    void handleRole(const HttpResponse &response)
    {
        if (response.status == 401 && !m_token && !m_foundVersion2) {
            m_foundVersion2 = true; // the token request timed out because the service was slow
            getToken(usualPolicy());
            return;
        }
        if (response.error.isError()) {
            const bool isAbsent = !m_token;
            useLastOrFail(
                    { isAbsent ? Code::NoCredentials : response.error.code(),
                      isAbsent ? u"no response, this machine is probably not an EC2 instance: %1"_s
                                         .arg(response.error.message())
                               : response.error.message() });
            return;
        }
        if (response.status == 403 || response.status == 404) {
            useLastOrFail(response.status == 403 ? forbidden()
                                                 : QDynamoDBError(Code::NoCredentials,
                                                                  u"the instance has no role"_s));
            return;
        }
        const QByteArray role = response.body.split('\n').value(0).trimmed();
        const auto allowed = [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
                    || QByteArrayView("+=,.@_-").contains(c);
        };
        if (response.status != 200 || role.isEmpty() || role.size() > 128
            || !std::all_of(role.begin(), role.end(), allowed)) {
            useLastOrFail({ Code::InvalidResponse,
                            u"the response to the role request has status %1 and no valid role "
                            "name"_s.arg(response.status) });
            return;
        }
        send([this,
              path = QString(folder
                             + QString::fromLatin1(role))] { return request("GET"_ba, path); },
             credentialsPolicy(),
             [this](const HttpResponse &credentials) { handleCredentials(credentials); });
    }

    void handleCredentials(const HttpResponse &response)
    {
        if (response.status == 403) {
            useLastOrFail(forbidden());
            return;
        }
        const auto object = readObject(response);
        if (!object) {
            useLastOrFail(object.error());
            return;
        }
        if (const QString code = object->value("Code"_L1).toString();
            !code.isEmpty() && code != "Success"_L1) {
            const QString text = object->value("Message"_L1).toString();
            useLastOrFail({ Code::InvalidResponse,
                            text.isEmpty() ? u"the service responded "_s + code.left(100)
                                           : u"the service responded %1: %2"_s.arg(code.left(100),
                                                                                   text) });
            return;
        }
        Result credentials = readCredentials(*object,
                                             { "AccessKeyId"_L1, "SecretAccessKey"_L1, "Token"_L1,
                                               "Expiration"_L1, "AccountId"_L1 },
                                             Lifetime::Temporary, response.secrets);
        if (!credentials) {
            useLastOrFail(credentials.error());
            return;
        }
        m_last->set(*credentials);
        // The service is late in renewing them. DynamoDB may still accept expired credentials.
        if (credentials->expiration() <= now())
            credentials = LastCredentials::extended(*credentials, now());
        finish(credentials);
    }

    void useLastOrFail(const QDynamoDBError &error)
    {
        const QDynamoDBCredentials last = m_last->get();
        if (last.isEmpty() || m_freshness == Freshness::Reload) {
            finish(error);
            return;
        }
        qCWarning(lcCredentials)
                << "instance metadata: the fetch failed, the last credentials stay in use:"
                << error.code();
        finish(LastCredentials::extended(last, now()));
    }

    static inline const QString folder = u"/latest/meta-data/iam/security-credentials/"_s;

    const QUrl m_base;
    const Version1 m_version1;
    const std::shared_ptr<LastCredentials> m_last;
    Freshness m_freshness = Freshness::Any;
    std::optional<SecretBytes> m_token;
    bool m_foundVersion2 = false;
};

class MetadataProvider final : public Source
{
public:
    MetadataProvider(const Environment &environment, const QString &profile)
        : m_environment(environment)
        , m_profile(profile)
        , m_last(std::make_shared<LastCredentials>())
    {
    }

    QString name() const override { return u"instance metadata"_s; }
    void startFetch(const FetchContext &context, Freshness freshness, Callback callback) override
    {
        const Configuration configuration(m_environment, m_profile);
        const auto isTrue = [](const QString &text) {
            return text.compare("true"_L1, Qt::CaseInsensitive) == 0;
        };
        const auto setting = [&](const char *variable, QStringView name) {
            return configuration.setting({ variable }, name).valueOr({});
        };
        if (isTrue(m_environment.value("AWS_EC2_METADATA_DISABLED"))) {
            callback(noCredentials(u"AWS_EC2_METADATA_DISABLED is set"_s));
            return;
        }
        QString address = setting("AWS_EC2_METADATA_SERVICE_ENDPOINT",
                                  u"ec2_metadata_service_endpoint");
        const auto ipv6 = usesIpv6(configuration);
        if (!ipv6) {
            callback(ipv6.error());
            return;
        }
        if (address.isEmpty())
            address = *ipv6 ? u"http://[fd00:ec2::254]"_s : u"http://169.254.169.254"_s;
        const QUrl base(address, QUrl::StrictMode);
        const bool isHttp = base.scheme() == "http"_L1 || base.scheme() == "https"_L1;
        if (!base.isValid() || base.host().isEmpty() || !isHttp || !base.userInfo().isEmpty()) {
            callback(QDynamoDBError(
                    QDynamoDBError::Code::InvalidEndpoint,
                    u"AWS_EC2_METADATA_SERVICE_ENDPOINT must be an http or https URL without "
                    "a user name"_s));
            return;
        }
        const bool version1Disabled = isTrue(
                setting("AWS_EC2_METADATA_V1_DISABLED", u"ec2_metadata_v1_disabled"));
        (new MetadataFetch(context, std::move(callback), m_environment, base,
                           version1Disabled ? Version1::Disabled : Version1::Allowed, m_last))
                ->start(freshness);
    }

private:
    static QDynamoDBExpected<bool> usesIpv6(const Configuration &configuration)
    {
        // Unreadable files are ignored here: the shared files provider reports them.
        const auto isInvalidSetting = [](const QDynamoDBError &error) {
            return error.code() == QDynamoDBError::Code::InvalidParameterValue;
        };
        const auto mode = configuration.choice({ "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE" },
                                               u"ec2_metadata_service_endpoint_mode",
                                               { "IPv4"_L1, "IPv6"_L1 });
        if (!mode && isInvalidSetting(mode.error()))
            return mode.error();
        if (mode && *mode)
            return **mode == 1;
        const auto older = configuration.flag({ "AWS_IMDS_USE_IPV6" }, u"imds_use_ipv6");
        if (!older && isInvalidSetting(older.error()))
            return older.error();
        return older && older->value_or(false);
    }

    const Environment m_environment;
    const QString m_profile;
    const std::shared_ptr<LastCredentials> m_last;
};

} // namespace

ProviderPointer instanceMetadataProvider(const Environment &environment, const QString &profile)
{
    return std::make_shared<MetadataProvider>(environment, profile);
}

} // namespace QtDynamoDBPrivate
