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

// What a setting is where the application leaves it open: a variable of the environment, else the
// profile's. Reads the files once, when the first setting needs them, so ask in the I/O thread.
class Q_DYNAMODB_AUTOTEST_EXPORT Configuration
{
public:
    // An empty profile is the one that the environment names.
    explicit Configuration(const Environment &environment = {}, const QString &profile = {});

    // The first of the variables that is set, else the profile's setting (unless its name is
    // empty); empty if it is nowhere. Fails as the files do, and with NoProfile if a profile was
    // chosen that is not there.
    [[nodiscard]] QDynamoDBExpected<QString> setting(std::initializer_list<const char *> variables,
                                                     QStringView profileSetting = {}) const;

    // The same, as what it should be: true or false; a number that is not below the least; one of
    // the words, by its index. Absent where it is nowhere, InvalidParameterValue where it is
    // something else.
    [[nodiscard]] QDynamoDBExpected<std::optional<bool>> flag(
            std::initializer_list<const char *> variables, QStringView profileSetting = {}) const;
    [[nodiscard]] QDynamoDBExpected<std::optional<int>> number(
            std::initializer_list<const char *> variables, QStringView profileSetting,
            int least) const;
    [[nodiscard]] QDynamoDBExpected<std::optional<int>> choice(
            std::initializer_list<const char *> variables, QStringView profileSetting,
            std::initializer_list<QLatin1StringView> words) const;
    // Of the section of the config file that the profile names for its settings of that kind, as in
    // services = mine with [services mine]. ConfigParserError if there is no such section.
    [[nodiscard]] QDynamoDBExpected<QString> sectionSetting(QStringView kind,
                                                            QStringView name) const;

    // What several services are told alike, as above.
    [[nodiscard]] QDynamoDBExpected<QString> region() const;
    [[nodiscard]] QDynamoDBExpected<std::optional<bool>> useFips() const;
    [[nodiscard]] QDynamoDBExpected<std::optional<bool>> useDualStack() const;
    // Where a service is: by the variables, which are its own, or by AWS_ENDPOINT_URL; by the part
    // of that name in the profile's services section, or by the profile itself. Empty if it is
    // nowhere, or not to be looked at.
    [[nodiscard]] QDynamoDBExpected<QUrl> endpointUrl(std::initializer_list<const char *> variables,
                                                      QLatin1StringView service) const;

    // The files themselves.
    [[nodiscard]] QDynamoDBExpected<SharedConfig> files() const;
    // Without the files, as if they were empty.
    [[nodiscard]] Configuration environmentAlone() const;
    // False once the files have changed since they were read.
    [[nodiscard]] bool isCurrent() const;

    [[nodiscard]] const Environment &environment() const noexcept { return m_environment; }
    [[nodiscard]] QString profile() const { return m_profile; }

private:
    struct Found
    {
        QString value;
        QString place; // for errors
    };
    QDynamoDBExpected<Found> find(std::initializer_list<const char *> variables,
                                  QStringView profileSetting) const;
    QDynamoDBError readProfile() const;

    Environment m_environment;
    QString m_profile;
    mutable std::optional<QDynamoDBExpected<SharedConfig>> m_files;
};

// NoProfile, with the files that were looked at.
[[nodiscard]] QDynamoDBError noProfile(const QString &profile, const SharedConfig &files);

} // namespace QtDynamoDBPrivate

#endif
