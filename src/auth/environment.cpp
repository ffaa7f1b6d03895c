// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "auth/environment_p.h"

#include <QtCore/qdir.h>

namespace QtDynamoDBPrivate {

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

QString Environment::homeDirectory() const
{
    return m_variables ? m_homeDirectory : QDir::homePath();
}

} // namespace QtDynamoDBPrivate
