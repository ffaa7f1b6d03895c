// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SHAREDCONFIG_P_H
#define SHAREDCONFIG_P_H

#include "config/environment_p.h"
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

    enum class File { Config, Credentials };

    // A missing file counts as empty. Fails with ConfigNotFound for a file that cannot be read, and
    // with ConfigParserError.
    [[nodiscard]] static QDynamoDBExpected<SharedConfig> load(const Environment &environment);

    SharedConfig();
    ~SharedConfig();
    SharedConfig(const SharedConfig &) noexcept;
    SharedConfig(SharedConfig &&) noexcept;
    SharedConfig &operator=(const SharedConfig &) noexcept;
    SharedConfig &operator=(SharedConfig &&) noexcept;

    // In the order of the files, the config file first. Only names of the characters that the file
    // format allows; other profiles are read but not listed.
    [[nodiscard]] QStringList profiles() const;
    [[nodiscard]] bool hasProfile(QStringView profile) const;
    // A setting of a profile, empty if it is not there. One within another, as in "s3 =" followed
    // by indented lines, is called s3.max_bandwidth; such lines after a value are more lines of it.
    // The credentials file goes first.
    [[nodiscard]] QString setting(QStringView profile, QStringView name) const;
    // The same without a copy, valid as long as this or a copy of it is.
    [[nodiscard]] QByteArrayView bytes(QStringView profile, QStringView name) const;
    // Whether the profile has the setting, even an empty one.
    [[nodiscard]] bool has(QStringView profile, QStringView name) const;
    // The same for one of the files alone.
    [[nodiscard]] QByteArrayView bytes(File file, QStringView profile, QStringView name) const;
    [[nodiscard]] bool has(File file, QStringView profile, QStringView name) const;
    // The file that setting() comes from, empty if nowhere.
    [[nodiscard]] QString fileOf(QStringView profile, QStringView name) const;
    // Of the other kinds of sections of the config file: "sso-session", "services".
    [[nodiscard]] bool hasSection(QStringView kind, QStringView name) const;
    [[nodiscard]] QString sectionSetting(QStringView kind, QStringView section,
                                         QStringView name) const;
    // The names of the settings of such a section.
    [[nodiscard]] QStringList sectionSettings(QStringView kind, QStringView section) const;

    // Whether the files are still as they were when they were loaded, by their times and sizes.
    [[nodiscard]] bool isCurrent() const;

    // The two files that were looked at, whether or not they are there.
    [[nodiscard]] QString configFile() const;
    [[nodiscard]] QString credentialsFile() const;
    // A sentence about the files that the environment names but that do not exist, empty if there
    // are none.
    [[nodiscard]] QString missingFiles() const;

private:
    struct Data;
    std::shared_ptr<const Data> d;
};

// The profile that a name means: itself, or the one that the environment names, or "default".
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QString profileName(const Environment &environment,
                                                             const QString &chosen);

} // namespace QtDynamoDBPrivate

#endif
