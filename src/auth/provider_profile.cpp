// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "auth/providers_p.h"

#include "auth/configuration_p.h"
#include "auth/fetch_p.h"
#include "auth/qdynamodbcredentials_p.h"

#include <QtCore/qprocess.h>

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

// Finds out which source a profile describes.
class ProfileReader
{
public:
    ProfileReader(const Environment &environment, const SharedConfig &files,
                  ProviderPointer instanceMetadata)
        : m_environment(environment)
        , m_files(files)
        , m_instanceMetadata(std::move(instanceMetadata))
    {
    }

    Plan read(const QString &profile)
    {
        if (!m_files.hasProfile(profile)) {
            const QDynamoDBError error = noProfile(profile, m_files);
            // Nobody asked for the profile "default" by name.
            const bool unasked = profile == "default"_L1 && m_way.isEmpty();
            return unasked ? noCredentials(error.message()) : error;
        }
        m_profile = profile;
        const bool isSource = !m_way.isEmpty();
        // Keys that stand beside a role are what it is assumed with, and what others' roles are.
        if (isSource && has(u"aws_access_key_id"))
            return keys();
        if (m_way.contains(profile)) {
            return broken(u"source_profile leads back to it, by way of "_s
                          + m_way.mid(m_way.indexOf(profile) + 1).join(", "_L1));
        }
        m_way += profile;
        if (has(u"role_arn") && (has(u"source_profile") || has(u"credential_source")))
            return role();
        if (has(u"aws_access_key_id"))
            return keys();
        if (has(u"web_identity_token_file"))
            return webIdentity();
        if (has(u"credential_process"))
            return process();
        if (has(u"sso_session") || has(u"sso_start_url"))
            return sso();
        if (has(u"login_session"))
            return loginProvider(m_environment, text(u"login_session"), text(u"region"));
        if (has(u"role_arn"))
            return broken(u"role_arn needs a source_profile or a credential_source beside it"_s);
        return noCredentials(u"aws_access_key_id is not set in %1 or %2, nor is another source"_s
                                     .arg(m_files.credentialsFile(), m_files.configFile()));
    }

private:
    bool has(QStringView setting) const { return !m_files.bytes(m_profile, setting).isEmpty(); }
    QString text(QStringView setting) const { return m_files.setting(m_profile, setting); }
    QDynamoDBError broken(const QString &problem) const
    {
        return { Code::ConfigParserError, titleOf(m_profile) + ": "_L1 + problem };
    }

    Plan keys() const
    {
        // All of one file: keys never go with another file's secret or token.
        const QString file = m_files.fileOf(m_profile, u"aws_access_key_id");
        const auto bytes = [&](QStringView setting) {
            return m_files.fileOf(m_profile, setting) == file ? m_files.bytes(m_profile, setting)
                                                              : QByteArrayView();
        };
        if (bytes(u"aws_secret_access_key").isEmpty()) {
            return QDynamoDBError(
                    Code::ConfigParserError,
                    u"%1: profile \"%2\" has an aws_access_key_id but no aws_secret_access_key"_s
                            .arg(file, m_profile));
        }
        auto credentials = QDynamoDBCredentialsPrivate::create(bytes(u"aws_access_key_id"),
                                                               bytes(u"aws_secret_access_key"),
                                                               bytes(u"aws_session_token"));
        credentials.setSource(u"%1 of %2"_s.arg(titleOf(m_profile), file));
        credentials.setAccountId(text(u"aws_account_id"));
        return QDynamoDBCredentialsProvider::explicitCredentials(credentials);
    }

    QDynamoDBExpected<std::chrono::seconds> duration() const
    {
        if (!has(u"duration_seconds"))
            return std::chrono::seconds(3600);
        bool isNumber = false;
        const int seconds = text(u"duration_seconds").toInt(&isNumber);
        if (!isNumber || seconds < 900 || seconds > 43200)
            return broken(u"duration_seconds is no number from 900 to 43200"_s);
        return std::chrono::seconds(seconds);
    }

    Plan role()
    {
        if (has(u"source_profile") && has(u"credential_source"))
            return broken(u"source_profile and credential_source exclude each other"_s);
        const auto length = duration();
        if (!length)
            return length.error();
        QDynamoDBCredentialsProvider::RoleOptions options;
        options.roleArn = text(u"role_arn");
        options.sessionName = text(u"role_session_name");
        options.externalId = text(u"external_id");
        options.duration = *length;
        options.mfaSerial = text(u"mfa_serial");
        options.region = text(u"region");
        const Plan source = has(u"source_profile") ? read(text(u"source_profile"))
                                                   : named(text(u"credential_source"));
        if (!source) {
            // The role is set up, so this is not for another source to mend.
            const QDynamoDBError error = source.error();
            return error.code() == Code::NoCredentials
                    ? QDynamoDBError(Code::ConfigParserError,
                                     titleOf(m_profile) + ": "_L1 + error.message())
                    : error;
        }
        return roleProvider(m_environment, options, *source);
    }

    Plan named(const QString &source) const
    {
        if (source == "Environment"_L1)
            return environmentProvider(m_environment);
        if (source == "EcsContainer"_L1)
            return containerProvider(m_environment);
        if (source == "Ec2InstanceMetadata"_L1)
            return m_instanceMetadata;
        return broken(u"credential_source is none of Environment, EcsContainer and "
                      "Ec2InstanceMetadata"_s);
    }

    Plan webIdentity() const
    {
        if (!has(u"role_arn"))
            return broken(u"web_identity_token_file needs a role_arn beside it"_s);
        const auto length = duration();
        if (!length)
            return length.error();
        QDynamoDBCredentialsProvider::WebIdentityOptions options;
        options.roleArn = text(u"role_arn");
        options.sessionName = text(u"role_session_name");
        options.duration = *length;
        options.tokenFile = text(u"web_identity_token_file");
        options.region = text(u"region");
        return webIdentityProvider(m_environment, options);
    }

    Plan process() const
    {
        QStringList command = QProcess::splitCommand(text(u"credential_process"));
        if (command.isEmpty())
            return broken(u"credential_process names no program"_s);
        const QString program = command.takeFirst();
        return processProvider(program, command);
    }

    Plan sso() const
    {
        QDynamoDBCredentialsProvider::SsoOptions options;
        options.session = text(u"sso_session");
        options.accountId = text(u"sso_account_id");
        options.roleName = text(u"sso_role_name");
        const auto setting = [&](QStringView name) {
            return options.session.isEmpty()
                    ? text(name)
                    : m_files.sectionSetting(u"sso-session", options.session, name);
        };
        options.startUrl = setting(u"sso_start_url");
        options.region = setting(u"sso_region");
        for (QString scope : setting(u"sso_registration_scopes").split(u',')) {
            if (scope = scope.trimmed(); !scope.isEmpty())
                options.scopes += scope;
        }
        if (!options.session.isEmpty() && (options.startUrl.isEmpty() || options.region.isEmpty())) {
            return broken(u"there is no [sso-session %1] with sso_start_url and sso_region in %2"_s
                                  .arg(options.session, m_files.configFile()));
        }
        for (const QStringView name : { u"sso_start_url", u"sso_region" }) {
            if (!options.session.isEmpty() && has(name) && text(name) != setting(name))
                return broken(name + u" is not that of its sso_session"_s);
        }
        if (options.region.isEmpty() || options.accountId.isEmpty() || options.roleName.isEmpty())
            return broken(u"SSO needs sso_region, sso_account_id and sso_role_name"_s);
        return ssoProvider(m_environment, options);
    }

    const Environment m_environment;
    const SharedConfig &m_files;
    const ProviderPointer m_instanceMetadata;
    QString m_profile;
    QStringList m_way; // the profiles whose sources are being looked for
};

class SharedFilesProvider final : public Source
{
public:
    SharedFilesProvider(const Environment &environment, const QString &profile)
        : m_environment(environment)
        , m_profile(profile)
        , m_instanceMetadata(instanceMetadataProvider(environment, profile))
    {
    }

    QString name() const override { return titleOf(profileName(m_environment, m_profile)); }
    void ask(const FetchContext &context, Freshness freshness, Answer answer) override
    {
        FetchContext ownContext = context;
        const Configuration &configuration = ownContext.configuration.emplace(m_environment,
                                                                              m_profile);
        const auto files = configuration.files();
        if (!files.hasValue()) {
            answer(files.error());
            return;
        }
        ProfileReader reader(m_environment, *files, m_instanceMetadata);
        const Plan source = reader.read(configuration.profile());
        if (!source) {
            answer(source.error());
            return;
        }
        askProvider(**source, ownContext, freshness,
                    [answer = std::move(answer), source = (*source)->name()](const Result &result) {
                        answer(result.hasValue() ? result : namedError(source, result.error()));
                    });
    }

private:
    const Environment m_environment;
    const QString m_profile;
    // Kept from one asking to the next: it knows what it gave before.
    const ProviderPointer m_instanceMetadata;
};

} // namespace

ProviderPointer sharedFilesProvider(const Environment &environment, const QString &profile)
{
    return std::make_shared<SharedFilesProvider>(environment, profile);
}

} // namespace QtDynamoDBPrivate
