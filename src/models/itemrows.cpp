// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "models/itemrows_p.h"

#include <QtCore/qhash.h>
#include <QtCore/qthreadpool.h>

#include <algorithm>
#include <iterator>
#include <utility>

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

} // namespace

void discard(QList<ItemRow> &&rows)
{
    constexpr qsizetype many = 1000;
    if (rows.size() > many)
        QThreadPool::globalInstance()->start([discarded = std::move(rows)] {});
}

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
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const ItemRow &row) {
        return row.identity == identity && sameKey(row.item, key);
    });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

void ItemRows::insert(int row, QList<ItemRow> &&rows)
{
    m_rows.insert(m_rows.begin() + row, std::make_move_iterator(rows.begin()),
                  std::make_move_iterator(rows.end()));
}

ItemRows::Replaced ItemRows::replace(int row, ItemRow &newRow)
{
    ItemRow &there = m_rows[size_t(row)];
    there.stale = false;
    if (there.item == newRow.item)
        return Replaced::ByTheSame;
    std::swap(there, newRow);
    return Replaced::ByAnother;
}

void ItemRows::move(int row, int before)
{
    const auto from = m_rows.begin() + row;
    const auto to = m_rows.begin() + before;
    if (before > row)
        std::rotate(from, from + 1, to);
    else
        std::rotate(to, from, from + 1);
}

void ItemRows::remove(int first, int count)
{
    const auto begin = m_rows.begin() + first;
    discard(QList<ItemRow>(std::make_move_iterator(begin), std::make_move_iterator(begin + count)));
    m_rows.erase(begin, begin + count);
}

void ItemRows::clear()
{
    remove(0, size());
}

void ItemRows::setAllStale()
{
    for (ItemRow &row : m_rows)
        row.stale = true;
}

} // namespace QtDynamoDBPrivate
