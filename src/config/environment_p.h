// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef ENVIRONMENT_P_H
#define ENVIRONMENT_P_H

#include "qdynamodbglobal_p.h"

#include <QtCore/qhash.h>
#include <QtCore/qstring.h>

#include <optional>

namespace QtDynamoDBPrivate {

// The one place that environment variables are read through.
class Q_DYNAMODB_AUTOTEST_EXPORT Environment
{
public:
    Environment() = default; // the process's own, as it is when asked
    // Tests'; the home directory is the account's, which the variables may replace.
    Environment(const QHash<QString, QString> &variables, const QString &homeDirectory);

    // Without the whitespace around it; empty where it is not set.
    [[nodiscard]] QString value(const char *name) const;
    // The untrimmed bytes of a variable that holds a secret; wipe() them.
    [[nodiscard]] QByteArray bytes(const char *name) const;
    // HOME, else USERPROFILE, else HOMEDRIVE with HOMEPATH (Windows has these), else the account's.
    [[nodiscard]] QString homeDirectory() const;

private:
    std::optional<QHash<QString, QString>> m_variables;
    QString m_homeDirectory;
};

} // namespace QtDynamoDBPrivate

#endif
