// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SHAREDCONFIG_P_H
#define SHAREDCONFIG_P_H

#include "auth/environment_p.h"
#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbexpected.h>

#include <QtCore/qbytearray.h>
#include <QtCore/qlist.h>
#include <QtCore/qstringlist.h>

#include <memory>

namespace QtDynamoDBPrivate {

// The AWS tools' config and credentials files, as they stand at the moment of loading. Values stay
// where they are in the files' bytes, which are cleared with the last copy.
class Q_DYNAMODB_AUTOTEST_EXPORT SharedConfig
{
public:
    static constexpr qint64 maximumFileSize = 1 << 20;

    // Fails with ConfigNotFound if the environment names a file that is not there (one that is
    // merely missing at its usual place counts as empty), and with ConfigParserError.
    [[nodiscard]] static QDynamoDBExpected<SharedConfig> load(const Environment &environment);

    SharedConfig();
    ~SharedConfig();
    SharedConfig(const SharedConfig &) noexcept;
    SharedConfig(SharedConfig &&) noexcept;
    SharedConfig &operator=(const SharedConfig &) noexcept;
    SharedConfig &operator=(SharedConfig &&) noexcept;

    // By the order of the files, the config file first.
    [[nodiscard]] QStringList profiles() const;
    [[nodiscard]] bool hasProfile(QStringView profile) const;
    // A setting of a profile, empty if it is not there. One within another, as in "s3 =" followed
    // by indented lines, is called s3.max_bandwidth; such lines after a value are more lines of it.
    // The credentials file goes first.
    [[nodiscard]] QString setting(QStringView profile, QStringView name) const;
    // The same without a copy, valid as long as this or a copy of it is.
    [[nodiscard]] QByteArrayView bytes(QStringView profile, QStringView name) const;
    // The file that setting() comes from, empty if nowhere.
    [[nodiscard]] QString fileOf(QStringView profile, QStringView name) const;
    // Of the other kinds of sections of the config file: "sso-session", "services".
    [[nodiscard]] bool hasSection(QStringView kind, QStringView name) const;
    [[nodiscard]] QString sectionSetting(QStringView kind, QStringView section,
                                         QStringView name) const;

    // Whether the files are still as they were when they were loaded, by their times and sizes.
    [[nodiscard]] bool isCurrent() const;

    // The two files that were looked at, whether or not they are there.
    [[nodiscard]] QString configFile() const;
    [[nodiscard]] QString credentialsFile() const;

private:
    struct Data;
    std::shared_ptr<const Data> d;
};

// The profile that a name means: itself, or the one that the environment names, or "default".
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QString profileName(const Environment &environment,
                                                             const QString &chosen);

} // namespace QtDynamoDBPrivate

#endif
