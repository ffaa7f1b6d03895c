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

size_t identityOf(const QDynamoDBItem &item, const QStringList &keyAttributes)
{
    size_t identity = 0;
    for (const QString &name : keyAttributes) {
        identity = hashOf(item[name], identity);
        if (identity == 0)
            return 0;
    }
    return identity;
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

QList<ItemRow> makeRows(QList<QDynamoDBItem> items, const QStringList &keyAttributes)
{
    QList<ItemRow> rows;
    rows.reserve(items.size());
    for (QDynamoDBItem &item : items) {
        const size_t identity = identityOf(item, keyAttributes);
        rows.append({ std::move(item), identity });
    }
    return rows;
}

void ItemRows::setKeyAttributes(const QStringList &names)
{
    m_keyAttributes = names;
    for (ItemRow &row : m_rows)
        row.identity = identityOf(row.item);
}

ItemRows::Identity ItemRows::identityOf(const QDynamoDBItem &item) const
{
    return QtDynamoDBPrivate::identityOf(item, m_keyAttributes);
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

void ItemRows::insert(int row, QList<ItemRow> &&rows)
{
    if (row == size()) {
        m_rows.append(std::move(rows));
        return;
    }
    m_rows.insert(row, rows.size(), ItemRow());
    std::move(rows.begin(), rows.end(), m_rows.begin() + row);
}

ItemRows::Replaced ItemRows::replace(int row, const ItemRow &newRow)
{
    const bool same = m_rows[row].item == newRow.item;
    m_rows[row] = newRow;
    return same ? Replaced::ByTheSame : Replaced::ByAnother;
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
    for (ItemRow &row : m_rows)
        row.stale = true;
}

} // namespace QtDynamoDBPrivate
