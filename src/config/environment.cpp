// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "config/environment_p.h"

#include <QtCore/qdir.h>
#include <QtCore/qfile.h>

#ifdef Q_OS_UNIX
#include <pwd.h>
#include <unistd.h>

#include <array>
#endif

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

namespace {

// Returns the home directory in the user database. QDir::homePath() would read HOME only.
QString accountHome()
{
#ifdef Q_OS_UNIX
    std::array<char, 16384> buffer;
    passwd entry;
    passwd *found = nullptr;
    if (getpwuid_r(geteuid(), &entry, buffer.data(), buffer.size(), &found) == 0 && found)
        return QFile::decodeName(found->pw_dir);
#endif
    return QDir::homePath();
}

} // namespace

Environment::Environment(const QHash<QString, QString> &variables, const QString &homeDirectory)
    : m_variables(variables)
    , m_homeDirectory(homeDirectory)
{
}

QString Environment::value(const char *name) const
{
    if (m_variables)
        return m_variables->value(QLatin1StringView(name)).trimmed();
    return qEnvironmentVariable(name).trimmed();
}

QByteArray Environment::bytes(const char *name) const
{
    if (m_variables)
        return m_variables->value(QLatin1StringView(name)).toUtf8();
    return qgetenv(name);
}

QString Environment::homeDirectory() const
{
    // This order is that of the official SDKs on all systems.
    for (const char *variable : { "HOME", "USERPROFILE" }) {
        if (const QString path = value(variable); !path.isEmpty())
            return QDir::fromNativeSeparators(path);
    }
    if (const QString path = value("HOMEPATH"); !path.isEmpty()) {
        const QString drive = value("HOMEDRIVE");
        return QDir::fromNativeSeparators((drive.isEmpty() ? u"C:"_s : drive) + path);
    }
    return m_variables ? m_homeDirectory : accountHome();
}

} // namespace QtDynamoDBPrivate
