// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef ATTRIBUTECOLUMNS_P_H
#define ATTRIBUTECOLUMNS_P_H

#include "qdynamodbglobal_p.h"

#include <QtCore/qhash.h>
#include <QtCore/qlist.h>
#include <QtCore/qset.h>
#include <QtCore/qstringlist.h>

namespace QtDynamoDBPrivate {

// Which attributes are columns, and which role each attribute has.
class Q_DYNAMODB_AUTOTEST_EXPORT AttributeColumns
{
public:
    explicit AttributeColumns(int firstRole)
        : m_firstRole(firstRole)
    {
    }

    // With names, those and no others; without, what is found in the items.
    void reset(const QStringList &fixedNames);
    [[nodiscard]] bool areFixed() const { return m_fixed; }
    // Those of the names that would have to be added; none where the columns are fixed.
    [[nodiscard]] QStringList missing(const QStringList &names) const;
    void append(const QStringList &names);

    [[nodiscard]] int count() const { return int(m_names.size()); }
    [[nodiscard]] const QStringList &names() const { return m_names; }
    [[nodiscard]] int indexOf(const QString &name) const { return m_columns.value(name, -1); }

    // An attribute's role stays the same as long as the model lives, whatever the columns are:
    // views may remember it. -1: it never was a column.
    [[nodiscard]] int roleOf(const QString &name) const;
    [[nodiscard]] const QString *nameOfRole(int role) const;
    // The name of each column's role: the attribute's name, with underscores at the end if that is
    // reserved for views and delegates or one of `otherRoles`.
    [[nodiscard]] QHash<int, QByteArray> roleNames(const QSet<QByteArray> &otherRoles = {}) const;

private:
    const int m_firstRole;
    bool m_fixed = false;
    QStringList m_names;
    QHash<QString, int> m_columns;
    QStringList m_roleNames;
    QHash<QString, int> m_roles;
};

// Whether views, delegates or the models themselves give the name another meaning than that of an
// attribute's role.
[[nodiscard]] Q_DYNAMODB_EXPORT bool isReservedRole(QByteArrayView name) noexcept;
// The name with as many underscores at the end as make it neither reserved nor one of those taken.
[[nodiscard]] Q_DYNAMODB_EXPORT QByteArray unreservedRole(QByteArray name,
                                                          const QSet<QByteArray> &taken);

// The attributes at the top of a projection expression, names such as #n replaced.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QStringList
projectedAttributes(const QString &projection, const QMap<QString, QString> &names);

} // namespace QtDynamoDBPrivate

#endif
