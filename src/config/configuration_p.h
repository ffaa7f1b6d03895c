// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CONFIGURATION_P_H
#define CONFIGURATION_P_H

#include "config/environment_p.h"
#include "config/sharedconfig_p.h"

#include <QtCore/qurl.h>

#include <initializer_list>
#include <optional>

namespace QtDynamoDBPrivate {

// The settings that the application does not set itself: from environment variables, or else from
// the profile in the shared files. The files are read once, when the first setting needs them,
// which blocks; call from the I/O thread.
class Q_DYNAMODB_AUTOTEST_EXPORT Configuration
{
public:
    // If the profile is empty, the environment determines it.
    explicit Configuration(const Environment &environment = {}, const QString &profile = {});

    // Returns the value of the first variable that is set, else the profile's setting (unless its
    // name is empty), else an empty text. Fails with the errors of SharedConfig::load(), and with
    // NoProfile if the profile does not exist, unless it is "default".
    [[nodiscard]] QDynamoDBExpected<QString> setting(std::initializer_list<const char *> variables,
                                                     QStringView profileSetting = {}) const;

    // Return a setting as a boolean, as a number of at least `least`, or as the index of one of the
    // words; nothing if it is not set. Fail like setting(), and with InvalidParameterValue for any
    // other text.
    [[nodiscard]] QDynamoDBExpected<std::optional<bool>> flag(
            std::initializer_list<const char *> variables, QStringView profileSetting = {}) const;
    [[nodiscard]] QDynamoDBExpected<std::optional<int>> number(
            std::initializer_list<const char *> variables, QStringView profileSetting,
            int least) const;
    [[nodiscard]] QDynamoDBExpected<std::optional<int>> choice(
            std::initializer_list<const char *> variables, QStringView profileSetting,
            std::initializer_list<QLatin1StringView> words) const;
    // Returns a setting of a section of the config file that the profile refers to. For the kind
    // "services", `services = mine` in the profile refers to the section [services mine]. Fails
    // with ConfigParserError if there is no such section.
    [[nodiscard]] QDynamoDBExpected<QString> sectionSetting(QStringView kind,
                                                            QStringView name) const;

    // Settings that all services share.
    [[nodiscard]] QDynamoDBExpected<QString> region() const;
    [[nodiscard]] QDynamoDBExpected<std::optional<bool>> useFips() const;
    [[nodiscard]] QDynamoDBExpected<std::optional<bool>> useDualStack() const;
    // Returns the configured URL of a service: from the variables, which are specific to the
    // service, else from AWS_ENDPOINT_URL, else from the profile's services section, else from the
    // profile. Empty if none of them is set, or if they are to be ignored.
    [[nodiscard]] QDynamoDBExpected<QUrl> endpointUrl(std::initializer_list<const char *> variables,
                                                      QLatin1StringView service) const;

    [[nodiscard]] QDynamoDBExpected<SharedConfig> files() const;
    // Returns a configuration with the same environment and without files.
    [[nodiscard]] Configuration environmentAlone() const;
    // Returns false if the files have changed since they were read.
    [[nodiscard]] bool isCurrent() const;

    [[nodiscard]] const Environment &environment() const noexcept { return m_environment; }
    [[nodiscard]] QString profile() const { return m_profile; }

private:
    struct Found
    {
        QString value;
        QString place; // the variable or the setting with profile and file, for errors
    };
    QDynamoDBExpected<Found> find(std::initializer_list<const char *> variables,
                                  QStringView profileSetting) const;
    QDynamoDBError readProfile() const;

    Environment m_environment;
    QString m_profile;
    mutable std::optional<QDynamoDBExpected<SharedConfig>> m_files;
};

// Returns an error of code NoProfile that names the files.
[[nodiscard]] QDynamoDBError noProfile(const QString &profile, const SharedConfig &files);

} // namespace QtDynamoDBPrivate

#endif
