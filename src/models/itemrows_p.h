// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef ITEMROWS_P_H
#define ITEMROWS_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbitem.h>

namespace QtDynamoDBPrivate {

// The items of a model in their order, found by their keys.
class Q_DYNAMODB_AUTOTEST_EXPORT ItemRows
{
public:
    // A hash of the item's key, and 0 where the item does not have all of it.
    using Identity = size_t;

    void setKeyAttributes(const QStringList &names);
    [[nodiscard]] const QStringList &keyAttributes() const { return m_keyAttributes; }

    [[nodiscard]] int size() const { return int(m_rows.size()); }
    [[nodiscard]] bool isEmpty() const { return m_rows.isEmpty(); }
    [[nodiscard]] const QDynamoDBItem &operator[](int row) const { return m_rows[row].item; }
    [[nodiscard]] Identity identity(int row) const { return m_rows[row].identity; }
    [[nodiscard]] Identity identityOf(const QDynamoDBItem &item) const;
    [[nodiscard]] QDynamoDBItem keyOf(const QDynamoDBItem &item) const; // null if it has not all
    [[nodiscard]] bool sameKey(const QDynamoDBItem &a, const QDynamoDBItem &b) const;
    [[nodiscard]] int find(const QDynamoDBItem &key) const; // -1: there is no such row

    void insert(int row, const QList<QDynamoDBItem> &items);
    void replace(int row, const QDynamoDBItem &item);
    void remove(int first, int count);
    void clear();

    // Rows that a reload has not met yet.
    [[nodiscard]] bool isStale(int row) const { return m_rows[row].stale; }
    void setAllStale();

private:
    struct Row
    {
        QDynamoDBItem item;
        Identity identity = 0;
        bool stale = false;
    };

    QStringList m_keyAttributes;
    QList<Row> m_rows;
};

} // namespace QtDynamoDBPrivate

#endif
