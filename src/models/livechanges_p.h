// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef LIVECHANGES_P_H
#define LIVECHANGES_P_H

#include "models/itemrows_p.h"

#include <QtCore/qhash.h>
#include <QtCore/qobject.h>

namespace QtDynamoDBPrivate {

// What became of an item, as the stream says.
struct LiveChange
{
    QDynamoDBItem key;
    QDynamoDBItem image; // null: it is gone
};

// The last change of each item.
class LiveChanges
{
public:
    void insert(ItemRows::Identity identity, const LiveChange &change)
    {
        for (auto it = m_changes.find(identity); it != m_changes.end() && it.key() == identity;
             ++it) {
            if (it->key == change.key) {
                *it = change;
                return;
            }
        }
        m_changes.insert(identity, change);
    }
    [[nodiscard]] const LiveChange *find(ItemRows::Identity identity, const QDynamoDBItem &key) const
    {
        for (auto it = m_changes.constFind(identity);
             it != m_changes.cend() && it.key() == identity; ++it) {
            if (it->key == key)
                return &*it;
        }
        return nullptr;
    }
    [[nodiscard]] QList<LiveChange> values() const { return m_changes.values(); }
    [[nodiscard]] bool isEmpty() const { return m_changes.isEmpty(); }
    void clear() { m_changes.clear(); }

private:
    QMultiHash<ItemRows::Identity, LiveChange> m_changes; // two keys may share a hash
};

// Silent at once, so that an object can be dropped from within its own signal.
struct DropLater
{
    void operator()(QObject *object) const
    {
        object->disconnect();
        object->deleteLater();
    }
};

} // namespace QtDynamoDBPrivate

#endif
