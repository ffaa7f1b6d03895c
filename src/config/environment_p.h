// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef ENVIRONMENT_P_H
#define ENVIRONMENT_P_H

#include "qdynamodbglobal_p.h"

#include <QtCore/qhash.h>
#include <QtCore/qstring.h>

#include <optional>

namespace QtDynamoDBPrivate {

// The environment variables. All variables are read by this class, so that tests can replace them.
class Q_DYNAMODB_AUTOTEST_EXPORT Environment
{
public:
    // The environment of the process at the time of each call.
    Environment() = default;
    // The given variables, for tests. The home directory is that of the user's account, which the
    // variables may override.
    Environment(const QHash<QString, QString> &variables, const QString &homeDirectory);

    // Returns the trimmed value of a variable, or an empty text if it is not set.
    [[nodiscard]] QString value(const char *name) const;
    // Returns the untrimmed bytes of a variable that contains a secret. The caller must wipe()
    // them.
    [[nodiscard]] QByteArray bytes(const char *name) const;
    // Returns HOME, else USERPROFILE, else HOMEDRIVE with HOMEPATH (which Windows sets), else the
    // home directory of the user's account.
    [[nodiscard]] QString homeDirectory() const;

private:
    std::optional<QHash<QString, QString>> m_variables;
    QString m_homeDirectory;
};

} // namespace QtDynamoDBPrivate

#endif
