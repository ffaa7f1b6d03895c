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

// The columns of an item model, one for each attribute, and the roles of the attributes.
class Q_DYNAMODB_AUTOTEST_EXPORT AttributeColumns
{
public:
    explicit AttributeColumns(int firstRole)
        : m_firstRole(firstRole)
    {
    }

    // With names, these attributes are the only columns; without, columns are found in the items.
    void reset(const QStringList &fixedNames);
    [[nodiscard]] bool areFixed() const { return m_fixed; }
    // The names that are not columns yet; none if the columns are fixed.
    [[nodiscard]] QStringList missing(const QStringList &names) const;
    void append(const QStringList &names);

    [[nodiscard]] int count() const { return int(m_names.size()); }
    [[nodiscard]] const QStringList &names() const { return m_names; }
    [[nodiscard]] int indexOf(const QString &name) const { return m_columns.value(name, -1); }

    // The role of an attribute stays the same while the model exists, because views may store it.
    // -1: the attribute has never been a column.
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

// Whether the name has another meaning in views, delegates or models than the role of an attribute.
[[nodiscard]] Q_DYNAMODB_EXPORT bool isReservedRole(QByteArrayView name) noexcept;
// Appends underscores to the name until it is neither reserved nor taken.
[[nodiscard]] Q_DYNAMODB_EXPORT QByteArray unreservedRole(QByteArray name,
                                                          const QSet<QByteArray> &taken);

// The top-level attributes of a projection expression, with placeholders such as #n replaced.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QStringList
projectedAttributes(const QString &projection, const QMap<QString, QString> &names);

} // namespace QtDynamoDBPrivate

#endif
