// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "auth/configuration_p.h"

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

Configuration::Configuration(const Environment &environment, const QString &profile)
    : m_environment(environment)
    , m_profile(profileName(environment, profile))
{
}

QDynamoDBExpected<QString> Configuration::setting(std::initializer_list<const char *> variables,
                                                  QStringView profileSetting) const
{
    for (const char *variable : variables) {
        if (QString value = m_environment.value(variable); !value.isEmpty())
            return value;
    }
    if (profileSetting.isEmpty())
        return QString();
    if (!m_files)
        m_files = SharedConfig::load(m_environment);
    if (!m_files->hasValue())
        return m_files->error();
    const SharedConfig &files = m_files->value();
    // Nobody needs to have a default profile.
    if (!files.hasProfile(m_profile) && m_profile != "default"_L1)
        return noProfile(m_profile, files);
    return files.setting(m_profile, profileSetting);
}

QDynamoDBError noProfile(const QString &profile, const SharedConfig &files)
{
    return { QDynamoDBError::Code::NoProfile,
             u"There is no profile \"%1\" in %2 (as [profile %1]) or %3 (as [%1])"_s
                     .arg(profile, files.configFile(), files.credentialsFile()) };
}

} // namespace QtDynamoDBPrivate
