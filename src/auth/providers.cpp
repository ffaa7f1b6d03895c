// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "auth/providers_p.h"

#include "auth/configuration_p.h"
#include "auth/qdynamodbcredentials_p.h"

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

using Code = QDynamoDBError::Code;
using Result = QDynamoDBExpected<QDynamoDBCredentials>;

namespace {

QDynamoDBError notSetUp(const QString &reason)
{
    return { Code::NoCredentials, reason };
}

class EnvironmentProvider final : public QDynamoDBCredentialsProvider
{
public:
    explicit EnvironmentProvider(const Environment &environment)
        : m_environment(environment)
    {
    }

    QString name() const override { return u"environment"_s; }
    void fetch(Freshness, Answer answer) override { answer(read()); }

private:
    Result read() const
    {
        const QString id = m_environment.value("AWS_ACCESS_KEY_ID");
        if (id.isEmpty())
            return notSetUp(u"AWS_ACCESS_KEY_ID is not set"_s);
        const SecretBytes secret = secretValue("AWS_SECRET_ACCESS_KEY");
        if (secret.isEmpty())
            return notSetUp(u"AWS_SECRET_ACCESS_KEY is not set, though AWS_ACCESS_KEY_ID is"_s);
        auto credentials =
                QDynamoDBCredentialsPrivate::create(id.toUtf8(), secret.view(),
                                                    secretValue("AWS_SESSION_TOKEN").view());
        credentials.setSource(name());
        credentials.setAccountId(m_environment.value("AWS_ACCOUNT_ID"));
        if (const QString text = m_environment.value("AWS_CREDENTIAL_EXPIRATION"); !text.isEmpty()) {
            QDateTime expiration = QDateTime::fromString(text, Qt::ISODateWithMs);
            if (!expiration.isValid()) {
                return QDynamoDBError(
                        Code::InvalidParameterValue,
                        u"AWS_CREDENTIAL_EXPIRATION is no time in the form 2026-01-31T12:00:00Z"_s);
            }
            if (expiration.timeSpec() == Qt::LocalTime)
                expiration.setTimeSpec(Qt::UTC);
            credentials.setExpiration(expiration);
        }
        return credentials;
    }

    SecretBytes secretValue(const char *variable) const
    {
        QString text = m_environment.value(variable);
        QByteArray bytes = text.toUtf8();
        const SecretBytes secret(bytes);
        wipe(bytes);
        wipe(text);
        return secret;
    }

    const Environment m_environment;
};

// Static keys of a profile.
class SharedFilesProvider final : public QDynamoDBCredentialsProvider
{
public:
    SharedFilesProvider(const Environment &environment, const QString &profile)
        : m_environment(environment)
        , m_profile(profile)
    {
    }

    QString name() const override
    {
        return u"profile \"%1\""_s.arg(profileName(m_environment, m_profile));
    }
    void fetch(Freshness, Answer answer) override { answer(read()); }

private:
    Result read() const
    {
        const auto files = SharedConfig::load(m_environment);
        if (!files.hasValue())
            return files.error();
        const QString profile = profileName(m_environment, m_profile);
        if (!files->hasProfile(profile)) {
            const QDynamoDBError error = noProfile(profile, *files);
            // Nobody asked for the profile "default" by name.
            return profile == "default"_L1 ? notSetUp(error.message()) : error;
        }
        return keysOf(*files, profile);
    }

    Result keysOf(const SharedConfig &files, const QString &profile) const
    {
        const auto has = [&](QStringView setting) {
            return !files.bytes(profile, setting).isEmpty();
        };
        // A role comes before keys that stand beside it: they are what it is assumed with.
        if (has(u"role_arn") && (has(u"source_profile") || has(u"credential_source")))
            return notSetUp(u"role_arn is set, which is not supported"_s);
        if (!has(u"aws_access_key_id")) {
            for (const QStringView other :
                 { u"role_arn", u"web_identity_token_file", u"credential_process", u"sso_session",
                   u"sso_start_url", u"login_session" }) {
                if (has(other))
                    return notSetUp(other + u" is set, which is not supported"_s);
            }
            return notSetUp(
                    u"aws_access_key_id is not set in %1 or %2"_s.arg(files.credentialsFile(),
                                                                      files.configFile()));
        }
        // All of one file: keys never go with another file's secret or token.
        const QString file = files.fileOf(profile, u"aws_access_key_id");
        const auto bytes = [&](QStringView setting) {
            return files.fileOf(profile, setting) == file ? files.bytes(profile, setting)
                                                          : QByteArrayView();
        };
        if (bytes(u"aws_secret_access_key").isEmpty()) {
            return QDynamoDBError(
                    Code::ConfigParserError,
                    u"%1: profile \"%2\" has an aws_access_key_id but no aws_secret_access_key"_s
                            .arg(file, profile));
        }
        auto credentials = QDynamoDBCredentialsPrivate::create(bytes(u"aws_access_key_id"),
                                                               bytes(u"aws_secret_access_key"),
                                                               bytes(u"aws_session_token"));
        credentials.setSource(u"profile \"%1\" of %2"_s.arg(profile, file));
        credentials.setAccountId(files.setting(profile, u"aws_account_id"));
        return credentials;
    }

    const Environment m_environment;
    const QString m_profile;
};

class ChainProvider final : public QDynamoDBCredentialsProvider
{
public:
    ChainProvider(const QString &name, std::vector<ProviderPointer> sources)
        : m_name(name)
        , m_sources(std::move(sources))
    {
    }

    QString name() const override { return m_name; }
    void fetch(Freshness freshness, Answer answer) override
    {
        const auto run = std::make_shared<Run>();
        run->sources = m_sources;
        run->freshness = freshness;
        run->answer = std::move(answer);
        next(run);
    }

private:
    // One question on its way through the sources; it outlives the chain.
    struct Run
    {
        std::vector<ProviderPointer> sources;
        std::size_t asked = 0;
        Freshness freshness;
        Answer answer;
        QStringList reasons;
    };

    static void next(const std::shared_ptr<Run> &run)
    {
        if (run->asked == run->sources.size()) {
            run->answer(notSetUp(u"No credentials were found. Tried were "_s
                                 + run->reasons.join("; "_L1)));
            return;
        }
        // A source may keep the answer, so the run must not keep the source.
        const ProviderPointer source = std::move(run->sources[run->asked++]);
        source->fetch(run->freshness, [run, name = source->name()](const Result &result) {
            const QDynamoDBError error = result.error();
            if (!error.isError()) {
                run->answer(result);
            } else if (error.code() != Code::NoCredentials) {
                run->answer(QDynamoDBError(error.code(), name + ": "_L1 + error.message()));
            } else {
                run->reasons += name + ": "_L1 + error.message();
                next(run);
            }
        });
    }

    const QString m_name;
    const std::vector<ProviderPointer> m_sources;
};

} // namespace

ProviderPointer environmentProvider(const Environment &environment)
{
    return std::make_shared<EnvironmentProvider>(environment);
}

ProviderPointer sharedFilesProvider(const Environment &environment, const QString &profile)
{
    return std::make_shared<SharedFilesProvider>(environment, profile);
}

ProviderPointer chainProvider(const QString &name, std::vector<ProviderPointer> sources)
{
    return std::make_shared<ChainProvider>(name, std::move(sources));
}

ProviderPointer defaultChainProvider(const Environment &environment, const QString &profile)
{
    std::vector<ProviderPointer> sources;
    // Who chooses a profile means it, whatever the environment holds.
    if (profile.isEmpty())
        sources.push_back(environmentProvider(environment));
    sources.push_back(sharedFilesProvider(environment, profile));
    return chainProvider(u"default chain"_s, std::move(sources));
}

} // namespace QtDynamoDBPrivate
