// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "models/itemrows_p.h"

#include <QtCore/qhash.h>
#include <QtCore/qthreadpool.h>

#include <algorithm>

namespace QtDynamoDBPrivate {

namespace {

size_t hashOf(const QDynamoDBValue &value, size_t seed)
{
    switch (value.type()) { // those that keys are made of
    case QDynamoDBValue::Type::String:
        return qHash(value.toString(), seed);
    case QDynamoDBValue::Type::Number:
        return qHash(value.toNumber(), seed);
    case QDynamoDBValue::Type::Binary:
        return qHash(value.toBinary(), seed);
    default:
        return 0;
    }
}

// Freeing a great many items takes longer than a frame: it is done elsewhere.
template<typename Rows>
void discard(Rows &&rows)
{
    constexpr qsizetype many = 1000;
    if (rows.size() > many)
        QThreadPool::globalInstance()->start([discarded = std::move(rows)] {});
}

} // namespace

void ItemRows::setKeyAttributes(const QStringList &names)
{
    m_keyAttributes = names;
    for (Row &row : m_rows)
        row.identity = identityOf(row.item);
}

ItemRows::Identity ItemRows::identityOf(const QDynamoDBItem &item) const
{
    Identity identity = 0;
    for (const QString &name : m_keyAttributes) {
        identity = hashOf(item[name], identity);
        if (identity == 0)
            return 0;
    }
    return identity;
}

QDynamoDBItem ItemRows::keyOf(const QDynamoDBItem &item) const
{
    QDynamoDBItem key;
    for (const QString &name : m_keyAttributes) {
        const QDynamoDBValue &value = item[name];
        if (value.isUndefined())
            return {};
        key.insert(name, value);
    }
    return key;
}

bool ItemRows::sameKey(const QDynamoDBItem &a, const QDynamoDBItem &b) const
{
    return std::all_of(m_keyAttributes.begin(), m_keyAttributes.end(),
                       [&](const QString &name) { return a[name] == b[name]; });
}

int ItemRows::find(const QDynamoDBItem &key) const
{
    const Identity identity = identityOf(key);
    if (identity == 0)
        return -1;
    for (int row = 0; row < size(); ++row) {
        if (m_rows[row].identity == identity && sameKey(m_rows[row].item, key))
            return row;
    }
    return -1;
}

void ItemRows::insert(int row, const QList<QDynamoDBItem> &items)
{
    if (row == size()) {
        for (const QDynamoDBItem &item : items)
            m_rows.append({ item, identityOf(item) });
        return;
    }
    m_rows.insert(row, items.size(), Row());
    for (const QDynamoDBItem &item : items)
        m_rows[row++] = { item, identityOf(item) };
}

void ItemRows::replace(int row, const QDynamoDBItem &item)
{
    m_rows[row] = { item, identityOf(item) };
}

void ItemRows::remove(int first, int count)
{
    discard(m_rows.mid(first, count));
    m_rows.remove(first, count);
}

void ItemRows::clear()
{
    discard(std::move(m_rows));
    m_rows.clear();
}

void ItemRows::setAllStale()
{
    for (Row &row : m_rows)
        row.stale = true;
}

} // namespace QtDynamoDBPrivate
