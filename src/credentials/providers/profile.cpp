// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "credentials/providers/providers_p.h"

#include "config/commandline_p.h"
#include "config/configuration_p.h"
#include "credentials/fetch_p.h"
#include "signing/qdynamodbcredentials_p.h"

#include <initializer_list>
#include <optional>
#include <utility>

using namespace Qt::StringLiterals;

// https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html

namespace QtDynamoDBPrivate {

using Code = QDynamoDBError::Code;
using Result = QDynamoDBExpected<QDynamoDBCredentials>;
using Plan = QDynamoDBExpected<ProviderPointer>;

namespace {

QString titleOf(const QString &profile)
{
    return u"profile \"%1\""_s.arg(profile);
}

// A function object that finds the source that a profile describes, in the order of the AWS CLI: a
// role, a web identity, SSO, keys in the credentials file, a login session, a program, keys in the
// config file. A setting in the credentials file precedes the one in the config file, but the keys
// of a profile come from one file.
class ProfileReader
{
public:
    using File = SharedConfig::File;

    ProfileReader(const Environment &environment, const SharedConfig &files,
                  WebIdentityVariables variables, ProviderPointer instanceMetadata)
        : m_environment(environment)
        , m_files(files)
        , m_variables(variables)
        , m_instanceMetadata(std::move(instanceMetadata))
    {
    }

    // Returns the source that the profile describes. Fails with NoCredentials if it describes none,
    // with ConfigParserError if it is invalid.
    Plan read(const QString &profile)
    {
        m_visited = { profile };
        return hasRole(profile) ? role(profile) : withoutRole(profile, m_variables);
    }

private:
    static QDynamoDBError invalidProfile(const QString &profile, const QString &problem)
    {
        return { Code::ConfigParserError, titleOf(profile) + ": "_L1 + problem };
    }
    // Returns an error if one of the settings is present but empty. Ignoring it might select
    // another source, which would sign as another identity.
    std::optional<QDynamoDBError> checkNotEmpty(
            const QString &profile, std::initializer_list<QLatin1StringView> settings) const
    {
        for (const QLatin1StringView setting : settings) {
            const QString name = setting;
            if (m_files.has(profile, name) && m_files.bytes(profile, name).isEmpty())
                return invalidProfile(profile, name + u" is empty"_s);
        }
        return {};
    }
    bool hasRole(const QString &profile) const
    {
        return m_files.has(profile, u"role_arn")
                && !m_files.has(profile, u"web_identity_token_file");
    }
    bool hasKeys(const QString &profile) const
    {
        return m_files.has(profile, u"aws_access_key_id")
                || m_files.has(profile, u"aws_secret_access_key");
    }
    QString text(const QString &profile, QStringView setting) const
    {
        return m_files.setting(profile, setting);
    }

    Plan withoutRole(const QString &profile, WebIdentityVariables variables) const
    {
        if (const QString file = webIdentityText(profile, variables, "AWS_WEB_IDENTITY_TOKEN_FILE",
                                                 u"web_identity_token_file");
            !file.isEmpty()) {
            return webIdentity(profile, variables, file);
        }
        if (m_files.has(profile, u"sso_account_id") || m_files.has(profile, u"sso_role_name"))
            return sso(profile);
        if (m_files.has(File::Credentials, profile, u"aws_access_key_id"))
            return keys(File::Credentials, profile);
        if (m_files.has(profile, u"login_session")) {
            if (const auto error = checkNotEmpty(profile, { "login_session"_L1 }))
                return *error;
            return loginProvider(m_environment, text(profile, u"login_session"), {});
        }
        if (m_files.has(profile, u"credential_process"))
            return process(profile);
        if (m_files.has(File::Config, profile, u"aws_access_key_id"))
            return keys(File::Config, profile);
        if (m_files.has(profile, u"aws_secret_access_key")) {
            return invalidProfile(profile,
                                  u"aws_secret_access_key is set, but aws_access_key_id is not"_s);
        }
        return noSource(profile, variables);
    }

    Plan noSource(const QString &profile, WebIdentityVariables variables) const
    {
        QString reason = m_files.hasProfile(profile)
                ? u"aws_access_key_id is not set in %1 or %2, and no other source is configured"_s
                          .arg(m_files.credentialsFile(), m_files.configFile())
                : noProfile(profile, m_files).message();
        if (const QString missing = m_files.missingFiles();
            !missing.isEmpty() && m_files.hasProfile(profile)) {
            reason += ". "_L1 + missing;
        }
        if (variables == WebIdentityVariables::Considered)
            reason += u"; web identity: AWS_WEB_IDENTITY_TOKEN_FILE is not set"_s;
        return noCredentials(reason);
    }

    Plan keys(File file, const QString &profile) const
    {
        const QString path = file == File::Config ? m_files.configFile()
                                                  : m_files.credentialsFile();
        const auto bytes = [&](QStringView setting) {
            return m_files.bytes(file, profile, setting);
        };
        for (const QStringView setting : { u"aws_access_key_id", u"aws_secret_access_key" }) {
            if (bytes(setting).isEmpty()) {
                return QDynamoDBError(
                        Code::ConfigParserError,
                        m_files.has(file, profile, setting)
                                ? u"%1: profile \"%2\" has an empty %3"_s.arg(path, profile, setting)
                                : u"%1: profile \"%2\" has an aws_access_key_id but no %3"_s
                                          .arg(path, profile, setting));
            }
        }
        const bool hasOlderToken = m_files.has(file, profile, u"aws_security_token");
        auto credentials =
                QDynamoDBCredentialsPrivate::create(bytes(u"aws_access_key_id"),
                                                    bytes(u"aws_secret_access_key"),
                                                    bytes(hasOlderToken ? u"aws_security_token"
                                                                        : u"aws_session_token"));
        credentials.setSource(u"%1 of %2"_s.arg(titleOf(profile), path));
        credentials.setAccountId(QString::fromUtf8(bytes(u"aws_account_id")));
        return QDynamoDBCredentialsProvider::explicitCredentials(credentials);
    }

    QDynamoDBExpected<std::chrono::seconds> duration(const QString &profile) const
    {
        if (!m_files.has(profile, u"duration_seconds"))
            return std::chrono::seconds(3600);
        bool isNumber = false;
        const int seconds = text(profile, u"duration_seconds").toInt(&isNumber);
        if (!isNumber || seconds < 900 || seconds > 43200)
            return invalidProfile(profile, u"duration_seconds must be a number from 900 to 43200"_s);
        return std::chrono::seconds(seconds);
    }

    Plan role(const QString &profile)
    {
        if (const auto error = checkNotEmpty(profile,
                                             { "role_arn"_L1, "source_profile"_L1,
                                               "credential_source"_L1 })) {
            return *error;
        }
        const bool hasProfile = m_files.has(profile, u"source_profile");
        const bool hasSource = m_files.has(profile, u"credential_source");
        if (hasProfile && hasSource)
            return invalidProfile(profile,
                                  u"source_profile and credential_source must not both be set"_s);
        if (!hasProfile && !hasSource) {
            return invalidProfile(profile,
                                  u"role_arn requires source_profile or credential_source"_s);
        }
        const auto length = duration(profile);
        if (!length)
            return length.error();
        QDynamoDBCredentialsProvider::RoleOptions options;
        options.roleArn = text(profile, u"role_arn");
        options.sessionName = text(profile, u"role_session_name");
        options.externalId = text(profile, u"external_id");
        options.duration = *length;
        options.mfaSerial = text(profile, u"mfa_serial");
        const Plan source = hasProfile
                ? sourceProfile(profile, text(profile, u"source_profile"))
                : credentialSource(profile, text(profile, u"credential_source"));
        if (!source) {
            // Not NoCredentials: the role is configured, so no other source may be tried.
            const QDynamoDBError error = source.error();
            return error.code() == Code::NoCredentials ? invalidProfile(profile, error.message())
                                                       : error;
        }
        return roleProvider(m_environment, options, *source);
    }

    Plan sourceProfile(const QString &profile, const QString &source)
    {
        if (!m_files.hasProfile(source))
            return noProfile(source, m_files);
        // A profile that contains its keys and its role may name itself.
        if (m_visited.contains(source) && (source != profile || !hasKeys(source))) {
            const QString others = m_visited.mid(m_visited.indexOf(source) + 1).join(", "_L1);
            return invalidProfile(source,
                                  u"source_profile refers back to this profile"_s
                                          + (others.isEmpty() ? QString()
                                                              : u" through "_s + others));
        }
        m_visited += source;
        if (hasRole(source) && !hasKeys(source))
            return role(source);
        // A source profile with keys and a role supplies its keys, not its role.
        const Plan plan = withoutRole(source, WebIdentityVariables::Ignored);
        return !plan && plan.error().code() == Code::NoCredentials
                ? invalidProfile(source, plan.error().message())
                : plan;
    }

    Plan credentialSource(const QString &profile, const QString &source) const
    {
        if (source == "Environment"_L1)
            return environmentProvider(m_environment);
        if (source == "EcsContainer"_L1)
            return containerProvider(m_environment);
        if (source == "Ec2InstanceMetadata"_L1)
            return m_instanceMetadata;
        return invalidProfile(profile,
                              u"credential_source must be Environment, EcsContainer or "
                              "Ec2InstanceMetadata"_s);
    }

    // Returns the variable, if it is considered and set, otherwise the profile's setting.
    QString webIdentityText(const QString &profile, WebIdentityVariables variables,
                            const char *variable, QStringView setting) const
    {
        QString value;
        if (variables == WebIdentityVariables::Considered)
            value = m_environment.value(variable);
        return value.isEmpty() ? text(profile, setting) : value;
    }

    Plan webIdentity(const QString &profile, WebIdentityVariables variables,
                     const QString &tokenFile) const
    {
        QDynamoDBCredentialsProvider::WebIdentityOptions options;
        options.tokenFile = tokenFile;
        options.roleArn = webIdentityText(profile, variables, "AWS_ROLE_ARN", u"role_arn");
        options.sessionName = webIdentityText(profile, variables, "AWS_ROLE_SESSION_NAME",
                                              u"role_session_name");
        if (options.roleArn.isEmpty()) {
            return m_files.has(profile, u"web_identity_token_file")
                    ? invalidProfile(profile, u"web_identity_token_file requires role_arn"_s)
                    : QDynamoDBError(Code::MissingParameter,
                                     u"AWS_WEB_IDENTITY_TOKEN_FILE is set, but AWS_ROLE_ARN is not"_s);
        }
        return webIdentityProvider(m_environment, options);
    }

    Plan process(const QString &profile) const
    {
        auto command = splitCommand(text(profile, u"credential_process"));
        if (!command) {
            return invalidProfile(
                    profile,
                    u"credential_process has an unclosed quote, or ends with a backslash"_s);
        }
        if (command->value(0).isEmpty())
            return invalidProfile(profile, u"credential_process contains no program"_s);
        const QString program = command->takeFirst();
        return processProvider(program, *command, text(profile, u"aws_account_id"));
    }

    Plan sso(const QString &profile) const
    {
        const QString session = text(profile, u"sso_session");
        const bool hasSession = m_files.has(profile, u"sso_session");
        if (hasSession && !m_files.hasSection(u"sso-session", session)) {
            return invalidProfile(profile,
                                  u"there is no [sso-session %1] in %2"_s.arg(session,
                                                                              m_files.configFile()));
        }
        if (hasSession) {
            const QStringList settings = m_files.sectionSettings(u"sso-session", session);
            for (const QString &name : settings) {
                if (m_files.has(profile, name)
                    && text(profile, name)
                            != m_files.sectionSetting(u"sso-session", session, name)) {
                    return invalidProfile(profile,
                                          u"%1 differs from the value in [sso-session %2]"_s
                                                  .arg(name, session));
                }
            }
        }
        const auto setting = [&](QStringView name) {
            return hasSession && !m_files.has(profile, name)
                    ? m_files.sectionSetting(u"sso-session", session, name)
                    : text(profile, name);
        };
        QDynamoDBCredentialsProvider::SsoOptions options;
        options.session = session;
        options.accountId = setting(u"sso_account_id");
        options.roleName = setting(u"sso_role_name");
        options.startUrl = setting(u"sso_start_url");
        options.region = setting(u"sso_region");
        for (QString scope : setting(u"sso_registration_scopes").split(u',')) {
            if (scope = scope.trimmed(); !scope.isEmpty())
                options.scopes += scope;
        }
        for (const auto &[name, value] : { std::pair { "sso_start_url"_L1, options.startUrl },
                                           std::pair { "sso_region"_L1, options.region },
                                           std::pair { "sso_account_id"_L1, options.accountId },
                                           std::pair { "sso_role_name"_L1, options.roleName } }) {
            if (value.isEmpty()) {
                return invalidProfile(
                        profile,
                        hasSession ? u"SSO requires %1, which is set neither in the profile "
                                     "nor in [sso-session %2]"_s.arg(name, session)
                                   : u"SSO requires %1"_s.arg(name));
            }
        }
        return ssoProvider(m_environment, options);
    }

    const Environment m_environment;
    const SharedConfig &m_files;
    const WebIdentityVariables m_variables;
    const ProviderPointer m_instanceMetadata;
    QStringList m_visited; // the chosen profile and the source profiles so far, to detect cycles
};

class SharedFilesProvider final : public Source
{
public:
    SharedFilesProvider(const Environment &environment, const QString &profile,
                        WebIdentityVariables variables)
        : m_environment(environment)
        , m_profile(profile)
        , m_variables(variables)
        , m_instanceMetadata(instanceMetadataProvider(environment, profile))
    {
    }

    QString name() const override { return titleOf(profileName(m_environment, m_profile)); }
    void startFetch(const FetchContext &context, Freshness freshness, Callback callback) override
    {
        FetchContext ownContext = context;
        const Configuration &configuration = ownContext.configuration.emplace(m_environment,
                                                                              m_profile);
        const auto files = configuration.files();
        if (!files.hasValue()) {
            callback(files.error());
            return;
        }
        const QString profile = configuration.profile();
        // A missing profile is an error if it was chosen by name; the profile "default" may be
        // missing.
        const bool isChosen = !m_profile.isEmpty() || !m_environment.value("AWS_PROFILE").isEmpty()
                || !m_environment.value("AWS_DEFAULT_PROFILE").isEmpty();
        if (isChosen && !files->hasProfile(profile)) {
            callback(noProfile(profile, *files));
            return;
        }
        const Plan source = ProfileReader(m_environment, *files, m_variables, m_instanceMetadata)
                                    .read(profile);
        if (!source) {
            callback(source.error());
            return;
        }
        const bool isFromVariables = m_variables == WebIdentityVariables::Considered
                && !m_environment.value("AWS_WEB_IDENTITY_TOKEN_FILE").isEmpty()
                && (*source)->name() == webIdentityName;
        fetchFrom(**source, ownContext, freshness,
                  [callback = std::move(callback), source = (*source)->name(),
                   isFromVariables](const Result &result) {
                      if (!result) {
                          callback(namedError(source, result.error()));
                          return;
                      }
                      QDynamoDBCredentials credentials = *result;
                      if (isFromVariables)
                          credentials.setSource(source);
                      callback(credentials);
                  });
    }

private:
    const Environment m_environment;
    const QString m_profile;
    const WebIdentityVariables m_variables;
    // One object for all fetches, because it remembers the last credentials.
    const ProviderPointer m_instanceMetadata;
};

} // namespace

ProviderPointer sharedFilesProvider(const Environment &environment, const QString &profile,
                                    WebIdentityVariables variables)
{
    return std::make_shared<SharedFilesProvider>(environment, profile, variables);
}

} // namespace QtDynamoDBPrivate
