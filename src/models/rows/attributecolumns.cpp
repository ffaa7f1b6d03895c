// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "models/rows/attributecolumns_p.h"

#include <QtCore/qmap.h>

#include <algorithm>
#include <iterator>

namespace QtDynamoDBPrivate {

void AttributeColumns::reset(const QStringList &fixedNames)
{
    m_fixed = !fixedNames.isEmpty();
    m_names.clear();
    m_columns.clear();
    append(fixedNames);
}

QStringList AttributeColumns::missing(const QStringList &names) const
{
    QStringList result;
    if (m_fixed)
        return result;
    std::copy_if(names.begin(), names.end(), std::back_inserter(result),
                 [this](const QString &name) { return !m_columns.contains(name); });
    return result;
}

void AttributeColumns::append(const QStringList &names)
{
    for (const QString &name : names) {
        if (m_columns.contains(name))
            continue;
        m_columns.insert(name, count());
        m_names.append(name);
        if (!m_roles.contains(name)) {
            m_roles.insert(name, m_firstRole + int(m_roleNames.size()));
            m_roleNames.append(name);
        }
    }
}

int AttributeColumns::roleOf(const QString &name) const
{
    return m_roles.value(name, -1);
}

const QString *AttributeColumns::nameOfRole(int role) const
{
    const int index = role - m_firstRole;
    return index >= 0 && index < m_roleNames.size() ? &m_roleNames[index] : nullptr;
}

QHash<int, QByteArray> AttributeColumns::roleNames(const QSet<QByteArray> &otherRoles) const
{
    QSet<QByteArray> taken = otherRoles;
    for (const QString &name : m_names)
        taken.insert(name.toUtf8());
    QHash<int, QByteArray> roles;
    for (const QString &name : m_names) {
        QByteArray role = name.toUtf8();
        if (isReservedRole(role) || otherRoles.contains(role)) {
            role = unreservedRole(role, taken);
            taken.insert(role);
        }
        roles.insert(roleOf(name), role);
    }
    return roles;
}

bool isReservedRole(QByteArrayView name) noexcept
{
    static constexpr const char *reserved[] = {
        "display",  "edit",       "item", // roles of the model
        "index",    "model",      "modelData", "hasModelChildren", "row",
        "column", // context properties of delegates
        "selected", "current",    "editing", // TableView
        "treeView", "isTreeNode", "expanded",  "hasChildren",      "depth", // TreeView
    };
    return std::find(std::begin(reserved), std::end(reserved), name) != std::end(reserved);
}

QByteArray unreservedRole(QByteArray name, const QSet<QByteArray> &taken)
{
    while (isReservedRole(name) || taken.contains(name))
        name += '_';
    return name;
}

QStringList projectedAttributes(const QString &projection, const QMap<QString, QString> &names)
{
    QStringList attributes;
    const QStringList paths = projection.split(u',', Qt::SkipEmptyParts);
    for (const QString &path : paths) {
        const auto ends = [](QChar c) { return c == u'.' || c == u'['; };
        const QString first(path.cbegin(),
                            std::find_if(path.cbegin(), path.cend(), ends) - path.cbegin());
        const QString name = names.value(first.trimmed(), first.trimmed());
        if (!name.isEmpty() && !attributes.contains(name))
            attributes.append(name);
    }
    return attributes;
}

} // namespace QtDynamoDBPrivate
