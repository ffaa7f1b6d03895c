// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "config/configuration_p.h"

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

namespace {

QDynamoDBError invalid(const QString &place, const QString &value, const QString &wanted)
{
    return { QDynamoDBError::Code::InvalidParameterValue,
             u"%1 is \"%2\"; it must be %3"_s.arg(place, value.left(80), wanted) };
}

} // namespace

Configuration::Configuration(const Environment &environment, const QString &profile)
    : m_environment(environment)
    , m_profile(profileName(environment, profile))
{
}

QDynamoDBExpected<SharedConfig> Configuration::files() const
{
    if (!m_files)
        m_files = SharedConfig::load(m_environment);
    return *m_files;
}

QDynamoDBError Configuration::readProfile() const
{
    const auto read = files();
    if (!read)
        return read.error();
    // The profile "default" is optional.
    if (!read->hasProfile(m_profile) && m_profile != "default"_L1)
        return noProfile(m_profile, *read);
    return {};
}

QDynamoDBExpected<Configuration::Found> Configuration::find(
        std::initializer_list<const char *> variables, QStringView profileSetting) const
{
    for (const char *variable : variables) {
        if (QString value = m_environment.value(variable); !value.isEmpty())
            return Found { value, QString::fromLatin1(variable) };
    }
    if (profileSetting.isEmpty())
        return Found();
    if (QDynamoDBError error = readProfile(); error.isError())
        return error;
    const SharedConfig &files = m_files->value();
    return Found { files.setting(m_profile, profileSetting),
                   u"%1 of profile \"%2\" in %3"_s.arg(profileSetting, m_profile,
                                                       files.fileOf(m_profile, profileSetting)) };
}

QDynamoDBExpected<QString> Configuration::setting(std::initializer_list<const char *> variables,
                                                  QStringView profileSetting) const
{
    const auto found = find(variables, profileSetting);
    if (!found)
        return found.error();
    return found->value;
}

QDynamoDBExpected<std::optional<int>> Configuration::choice(
        std::initializer_list<const char *> variables, QStringView profileSetting,
        std::initializer_list<QLatin1StringView> words) const
{
    const auto found = find(variables, profileSetting);
    if (!found)
        return found.error();
    if (found->value.isEmpty())
        return std::optional<int>();
    QStringList allowed;
    for (const QLatin1StringView word : words) {
        if (found->value.compare(word, Qt::CaseInsensitive) == 0)
            return std::optional<int>(int(allowed.size()));
        allowed += word;
    }
    return invalid(found->place, found->value, "one of "_L1 + allowed.join(", "_L1));
}

QDynamoDBExpected<std::optional<bool>> Configuration::flag(
        std::initializer_list<const char *> variables, QStringView profileSetting) const
{
    const auto index = choice(variables, profileSetting, { "false"_L1, "true"_L1 });
    if (!index)
        return index.error();
    return *index ? std::optional<bool>(**index == 1) : std::nullopt;
}

QDynamoDBExpected<std::optional<int>> Configuration::number(
        std::initializer_list<const char *> variables, QStringView profileSetting, int least) const
{
    const auto found = find(variables, profileSetting);
    if (!found)
        return found.error();
    if (found->value.isEmpty())
        return std::optional<int>();
    bool isNumber = false;
    const qint64 value = found->value.toLongLong(&isNumber);
    if (!isNumber || value < least) {
        return invalid(found->place, found->value,
                       "a number of at least "_L1 + QString::number(least));
    }
    return std::optional<int>(int(std::min<qint64>(value, std::numeric_limits<int>::max())));
}

QDynamoDBExpected<QString> Configuration::sectionSetting(QStringView kind, QStringView name) const
{
    if (QDynamoDBError error = readProfile(); error.isError())
        return error;
    const SharedConfig &files = m_files->value();
    const QString section = files.setting(m_profile, kind);
    if (section.isEmpty())
        return QString();
    if (!files.hasSection(kind, section)) {
        return QDynamoDBError(QDynamoDBError::Code::ConfigParserError,
                              u"Profile \"%1\" refers to the section [%2 %3], which does not exist "
                              "in %4"_s.arg(m_profile, kind, section, files.configFile()));
    }
    return files.sectionSetting(kind, section, name);
}

QDynamoDBExpected<QString> Configuration::region() const
{
    return setting({ "AWS_REGION", "AWS_DEFAULT_REGION" }, u"region");
}

QDynamoDBExpected<std::optional<bool>> Configuration::useFips() const
{
    return flag({ "AWS_USE_FIPS_ENDPOINT" }, u"use_fips_endpoint");
}

QDynamoDBExpected<std::optional<bool>> Configuration::useDualStack() const
{
    return flag({ "AWS_USE_DUALSTACK_ENDPOINT" }, u"use_dualstack_endpoint");
}

QDynamoDBExpected<QUrl> Configuration::endpointUrl(std::initializer_list<const char *> variables,
                                                   QLatin1StringView service) const
{
    const auto ignored = flag({ "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS" },
                              u"ignore_configured_endpoint_urls");
    if (!ignored)
        return ignored.error();
    if (ignored->value_or(false))
        return QUrl();

    auto text = setting(variables);
    if (text && text->isEmpty())
        text = setting({ "AWS_ENDPOINT_URL" });
    if (text && text->isEmpty())
        text = sectionSetting(u"services", QString(service + ".endpoint_url"_L1));
    if (text && text->isEmpty())
        text = setting({}, u"endpoint_url");
    if (!text)
        return text.error();
    if (text->isEmpty())
        return QUrl();
    QUrl url(*text, QUrl::StrictMode);
    // QUrl::errorString() would quote the text, which may contain a password.
    if (!url.isValid()) {
        return QDynamoDBError(QDynamoDBError::Code::InvalidEndpoint,
                              u"The configured endpoint is not a valid URL"_s);
    }
    return url;
}

Configuration Configuration::environmentAlone() const
{
    Configuration result(m_environment, u"default"_s);
    result.m_files = SharedConfig();
    return result;
}

bool Configuration::isCurrent() const
{
    return !m_files || !m_files->hasValue() || m_files->value().isCurrent();
}

QDynamoDBError noProfile(const QString &profile, const SharedConfig &files)
{
    QString text = u"There is no profile \"%1\" in %2 (as [profile %1]) or %3 (as [%1])"_s
                           .arg(profile, files.configFile(), files.credentialsFile());
    if (const QString missing = files.missingFiles(); !missing.isEmpty())
        text += ". "_L1 + missing;
    return { QDynamoDBError::Code::NoProfile, text };
}

} // namespace QtDynamoDBPrivate
