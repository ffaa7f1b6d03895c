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

// The content of the shared config and credentials files of AWS at the time of load(). Values are
// views into the buffers of the files, which are overwritten when the last copy is destroyed.
class Q_DYNAMODB_AUTOTEST_EXPORT SharedConfig
{
public:
    static constexpr qint64 maximumFileSize = 1 << 20;

    enum class File { Config, Credentials };

    // Reads both files. A missing file is read as an empty one. Fails with ConfigNotFound if a file
    // can't be read, and with ConfigParserError if it is malformed or too large.
    [[nodiscard]] static QDynamoDBExpected<SharedConfig> load(const Environment &environment);

    SharedConfig();
    ~SharedConfig();
    SharedConfig(const SharedConfig &) noexcept;
    SharedConfig(SharedConfig &&) noexcept;
    SharedConfig &operator=(const SharedConfig &) noexcept;
    SharedConfig &operator=(SharedConfig &&) noexcept;

    // Returns the names of the profiles in the order of the files, the config file first. Omits
    // names with characters that the file format does not allow; hasProfile() and setting() accept
    // them.
    [[nodiscard]] QStringList profiles() const;
    [[nodiscard]] bool hasProfile(QStringView profile) const;
    // Returns a setting of a profile, or an empty text. The credentials file has precedence. If a
    // setting has no value but indented lines of settings below it, such as "s3 =", their names are
    // prefixed, as in s3.max_bandwidth. Indented lines below a value belong to the value.
    [[nodiscard]] QString setting(QStringView profile, QStringView name) const;
    // Like setting(), but without a copy. The view is valid as long as this object or a copy of it.
    [[nodiscard]] QByteArrayView bytes(QStringView profile, QStringView name) const;
    // Returns whether the profile has the setting, even an empty one.
    [[nodiscard]] bool has(QStringView profile, QStringView name) const;
    // The same functions for one of the files.
    [[nodiscard]] QByteArrayView bytes(File file, QStringView profile, QStringView name) const;
    [[nodiscard]] bool has(File file, QStringView profile, QStringView name) const;
    // Returns the file that setting() comes from, or an empty text.
    [[nodiscard]] QString fileOf(QStringView profile, QStringView name) const;
    // Functions for other kinds of sections of the config file: "sso-session", "services".
    [[nodiscard]] bool hasSection(QStringView kind, QStringView name) const;
    [[nodiscard]] QString sectionSetting(QStringView kind, QStringView section,
                                         QStringView name) const;
    // Returns the names of the settings of a section.
    [[nodiscard]] QStringList sectionSettings(QStringView kind, QStringView section) const;

    // Returns whether the times and sizes of the files are still those of load().
    [[nodiscard]] bool isCurrent() const;

    // Return the paths of the files, which may not exist.
    [[nodiscard]] QString configFile() const;
    [[nodiscard]] QString credentialsFile() const;
    // Returns a sentence about the files that the environment names but that don't exist, or an
    // empty text.
    [[nodiscard]] QString missingFiles() const;

private:
    struct Data;
    std::shared_ptr<const Data> d;
};

// Returns the chosen profile if it is not empty, else the one that the environment names, else
// "default".
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QString profileName(const Environment &environment,
                                                             const QString &chosen);

} // namespace QtDynamoDBPrivate

#endif
