// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef PATH_P_H
#define PATH_P_H

#include "api/shape_p.h"

namespace QtDynamoDBPrivate {

// The path of a member in a request or result, such as "TransactItems[2].Put.TableName". It is a
// chain of objects on the stack, which is converted to text only for errors.
class Path
{
public:
    Path() noexcept = default;
    Path(const Path &parent, QLatin1StringView name) noexcept
        : m_parent(&parent)
        , m_name(name)
    {
    }
    Path(const Path &parent, qsizetype index) noexcept
        : m_parent(&parent)
        , m_index(index)
    {
    }
    Path(const Path &parent, const QString &key) noexcept
        : m_parent(&parent)
        , m_key(&key)
    {
    }
    Q_DISABLE_COPY_MOVE(Path)

    [[nodiscard]] QString toString() const;

private:
    const Path *m_parent = nullptr; // null: the request or result itself
    QLatin1StringView m_name;
    const QString *m_key = nullptr;
    qsizetype m_index = -1;
};

} // namespace QtDynamoDBPrivate

#endif
