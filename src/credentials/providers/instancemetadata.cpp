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

// What serves while the service has nothing newer: used on beyond its end, for as long as it takes
// to ask again a few times.
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

    static QDynamoDBCredentials prolonged(QDynamoDBCredentials credentials, const QDateTime &now)
    {
        // The cache asks five minutes ahead: in five to ten minutes that is.
        const int seconds = QRandomGenerator::global()->bounded(600, 900);
        if (credentials.expiration() < now.addSecs(seconds))
            credentials.setExpiration(now.addSecs(seconds));
        return credentials;
    }

private:
    mutable QMutex m_mutex;
    QDynamoDBCredentials m_credentials;
};

// A desktop has no such service, and must not wait for it: whether there is one is known after a
// second. From then on it may be slow.
class MetadataFetch final : public Fetch
{
public:
    MetadataFetch(const FetchContext &context, Answer answer, const Environment &environment,
                  const QUrl &base, Version1 version1, std::shared_ptr<LastCredentials> last)
        : Fetch(context, std::move(answer), environment)
        , m_base(base)
        , m_version1(version1)
        , m_last(std::move(last))
    {
    }

    void start(Freshness freshness)
    {
        m_freshness = freshness;
        const bool alone = m_version1 == Version1::Disabled;
        // Silence ends the search; an answer shows that it pays to wait.
        HttpPolicy first = policy(alone ? 1000ms : 500ms, 3);
        first.isWorthRetry = [](const HttpAnswer &answer) {
            return !answer.error.isError() && isTransient(answer);
        };
        getToken(first);
    }

private:
    static HttpPolicy policy(std::chrono::milliseconds timeout, int retries)
    {
        return { timeout, retries, 200ms, HttpPolicy::Route::Direct };
    }
    static HttpPolicy patient() { return policy(1s, 3); }
    static HttpPolicy patientForRole()
    {
        HttpPolicy result = patient();
        result.isWorthRetry = [](const HttpAnswer &answer) {
            const bool isEmpty = answer.status == 200
                    && QByteArrayView(answer.body).trimmed().isEmpty();
            return isEmpty || isTransient(answer);
        };
        return result;
    }
    static HttpPolicy patientForCredentials()
    {
        HttpPolicy result = patient();
        result.isWorthRetry = &isTransientOrNoObject;
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
        send(makeRequest, policy, [this](const HttpAnswer &answer) { haveToken(answer); });
    }

    void haveToken(const HttpAnswer &answer)
    {
        const QByteArrayView token = QByteArrayView(answer.body).trimmed();
        const bool isToken = answer.status == 200 && !token.isEmpty() && token.size() <= 1024
                && std::all_of(token.begin(), token.end(),
                               [](char c) { return c > ' ' && c <= '~'; });
        if (isToken) {
            m_token.emplace(token);
            keepSecret(QString::fromLatin1(token));
            getRole(patientForRole());
            return;
        }
        const bool silent = answer.error.code() == Code::Timeout;
        const bool refused = answer.status == 403 || answer.status == 404 || answer.status == 405;
        if ((silent || refused) && m_version1 == Version1::Allowed && !m_foundVersion2)
            getRole(silent ? policy(500ms, 0) : patientForRole());
        else if (answer.error.isError() && !m_foundVersion2)
            failOrUseLast({ Code::NoCredentials,
                            u"nothing answers at %1, as on any machine that is no instance: %2"_s
                                    .arg(m_base.host(), answer.error.message()) });
        else if (answer.error.isError())
            failOrUseLast(answer.error);
        else if (answer.status == 403)
            failOrUseLast(forbidden());
        else
            failOrUseLast({ Code::InvalidResponse,
                            u"the request for a token was answered with the status %1"_s.arg(
                                    answer.status) });
    }

    static QDynamoDBError forbidden()
    {
        return { Code::NoCredentials,
                 u"access to the instance metadata is not allowed (status 403)"_s };
    }

    void getRole(const HttpPolicy &policy)
    {
        send([this] { return request("GET"_ba, folder); }, policy,
             [this](const HttpAnswer &answer) { haveRole(answer); });
    }

    void haveRole(const HttpAnswer &answer)
    {
        if (answer.status == 401 && !m_token && !m_foundVersion2) {
            m_foundVersion2 = true; // it was only slow
            getToken(patient());
            return;
        }
        if (answer.error.isError()) {
            const bool nothing = !m_token;
            failOrUseLast(
                    { nothing ? Code::NoCredentials : answer.error.code(),
                      nothing ? u"nothing answers, as on any machine that is no instance: %1"_s.arg(
                              answer.error.message())
                              : answer.error.message() });
            return;
        }
        if (answer.status == 403 || answer.status == 404) {
            failOrUseLast(answer.status == 403 ? forbidden()
                                               : QDynamoDBError(Code::NoCredentials,
                                                                u"the instance has no role"_s));
            return;
        }
        const QByteArray role = answer.body.split('\n').value(0).trimmed();
        const auto allowed = [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
                    || QByteArrayView("+=,.@_-").contains(c);
        };
        if (answer.status != 200 || role.isEmpty() || role.size() > 128
            || !std::all_of(role.begin(), role.end(), allowed)) {
            failOrUseLast({ Code::InvalidResponse,
                            u"the request for the role was answered with the status %1 and no "
                            "name of a role"_s.arg(answer.status) });
            return;
        }
        send([this,
              path = QString(folder
                             + QString::fromLatin1(role))] { return request("GET"_ba, path); },
             patientForCredentials(),
             [this](const HttpAnswer &credentials) { haveCredentials(credentials); });
    }

    void haveCredentials(const HttpAnswer &answer)
    {
        if (answer.status == 403) {
            failOrUseLast(forbidden());
            return;
        }
        const auto object = readObject(answer);
        if (!object) {
            failOrUseLast(object.error());
            return;
        }
        if (const QString code = object->value("Code"_L1).toString();
            !code.isEmpty() && code != "Success"_L1) {
            const QString text = object->value("Message"_L1).toString();
            failOrUseLast({ Code::InvalidResponse,
                            text.isEmpty() ? u"answered "_s + code.left(100)
                                           : u"answered %1: %2"_s.arg(code.left(100), text) });
            return;
        }
        Result credentials = readCredentials(*object,
                                             { "AccessKeyId"_L1, "SecretAccessKey"_L1, "Token"_L1,
                                               "Expiration"_L1, "AccountId"_L1 },
                                             Lifetime::Temporary, answer.secrets);
        if (!credentials) {
            failOrUseLast(credentials.error());
            return;
        }
        m_last->set(*credentials);
        // Expired ones are the service's trouble, and DynamoDB may take them still.
        if (credentials->expiration() <= now())
            credentials = LastCredentials::prolonged(*credentials, now());
        finish(credentials);
    }

    void failOrUseLast(const QDynamoDBError &error)
    {
        const QDynamoDBCredentials last = m_last->get();
        if (last.isEmpty() || m_freshness == Freshness::Reload) {
            finish(error);
            return;
        }
        qCWarning(lcCredentials) << "instance metadata fail, those of before are used on:"
                                 << error.code();
        finish(LastCredentials::prolonged(last, now()));
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
    void ask(const FetchContext &context, Freshness freshness, Answer answer) override
    {
        const Configuration configuration(m_environment, m_profile);
        const auto isTrue = [](const QString &text) {
            return text.compare("true"_L1, Qt::CaseInsensitive) == 0;
        };
        const auto setting = [&](const char *variable, QStringView name) {
            return configuration.setting({ variable }, name).valueOr({});
        };
        if (isTrue(m_environment.value("AWS_EC2_METADATA_DISABLED"))) {
            answer(noCredentials(u"AWS_EC2_METADATA_DISABLED is set"_s));
            return;
        }
        QString address = setting("AWS_EC2_METADATA_SERVICE_ENDPOINT",
                                  u"ec2_metadata_service_endpoint");
        const auto ipv6 = usesIpv6(configuration);
        if (!ipv6) {
            answer(ipv6.error());
            return;
        }
        if (address.isEmpty())
            address = *ipv6 ? u"http://[fd00:ec2::254]"_s : u"http://169.254.169.254"_s;
        const QUrl base(address, QUrl::StrictMode);
        const bool isHttp = base.scheme() == "http"_L1 || base.scheme() == "https"_L1;
        if (!base.isValid() || base.host().isEmpty() || !isHttp || !base.userInfo().isEmpty()) {
            answer(QDynamoDBError(QDynamoDBError::Code::InvalidEndpoint,
                                  u"AWS_EC2_METADATA_SERVICE_ENDPOINT is no URL of http"_s));
            return;
        }
        const bool version1Disabled = isTrue(
                setting("AWS_EC2_METADATA_V1_DISABLED", u"ec2_metadata_v1_disabled"));
        (new MetadataFetch(context, std::move(answer), m_environment, base,
                           version1Disabled ? Version1::Disabled : Version1::Allowed, m_last))
                ->start(freshness);
    }

private:
    static QDynamoDBExpected<bool> usesIpv6(const Configuration &configuration)
    {
        // Files that cannot be read are told by others.
        const auto isOfSetting = [](const QDynamoDBError &error) {
            return error.code() == QDynamoDBError::Code::InvalidParameterValue;
        };
        const auto mode = configuration.choice({ "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE" },
                                               u"ec2_metadata_service_endpoint_mode",
                                               { "IPv4"_L1, "IPv6"_L1 });
        if (!mode && isOfSetting(mode.error()))
            return mode.error();
        if (mode && *mode)
            return **mode == 1;
        const auto older = configuration.flag({ "AWS_IMDS_USE_IPV6" }, u"imds_use_ipv6");
        if (!older && isOfSetting(older.error()))
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
