// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef LIVEFEED_P_H
#define LIVEFEED_P_H

#include "models/itemediting_p.h"
#include "models/itemreading_p.h"

#include <QtCore/qhash.h>

namespace QtDynamoDBPrivate {

// The last change of each item.
class ItemChanges
{
public:
    void insert(ItemRows::Identity identity, const ItemChange &change);
    [[nodiscard]] bool contains(ItemRows::Identity identity, const QDynamoDBItem &key) const;
    [[nodiscard]] QList<ItemChange> values() const { return m_changes.values(); }
    [[nodiscard]] bool isEmpty() const { return m_changes.isEmpty(); }
    void clear() { m_changes.clear(); }

private:
    QMultiHash<ItemRows::Identity, ItemChange> m_changes; // two keys may share a hash
};

// Deletes an object later, because it may be emitting a signal, and disconnects it at once.
struct DropLater
{
    void operator()(QObject *object) const
    {
        object->disconnect();
        object->deleteLater();
    }
};

// Applies the changes that an item feed reports to the rows of a model. A change may meet a page
// that was requested before the change: each change is applied when it is reported, and once more
// after each page that was requested earlier.
class LiveFeed : public QObject
{
    Q_OBJECT

public:
    LiveFeed(const QueryParameters &parameters, ModelRows &rows, ItemReading &reading,
             ItemEditing &editing);

    void setLive(bool live);
    [[nodiscard]] bool isLive() const { return m_isLive; }
    [[nodiscard]] bool isFollowing() const;

    // Starts the feed for the query that is about to be read, unless the model is not live.
    void follow();
    void drop();
    // Stops the feed if the projection lacks key attributes: rows could not be found.
    void checkProjection();
    void forgetChanges();
    void applyReported();
    void removeOutdated(QList<ItemRow> &newRows) const;
    void applyAgain();

Q_SIGNALS:
    void failed(const QDynamoDBError &error);
    void changed(); // something that the model's properties return

private:
    void setFeed(std::unique_ptr<ItemFeed> feed);
    void onStatusChanged();
    void onChange(const ItemChange &change);
    void apply(const ItemChange &change);
    void moveToPlace(int row);
    [[nodiscard]] bool isStarting() const;
    [[nodiscard]] QDynamoDBItem shownItem(const QDynamoDBItem &image) const;
    [[nodiscard]] int compare(const QDynamoDBItem &a, const QDynamoDBItem &b) const;
    [[nodiscard]] QStringList sortAttributes() const;
    [[nodiscard]] int placeAmong(int first, int last, const QDynamoDBItem &item) const;
    [[nodiscard]] bool isBeyondPages(const QDynamoDBItem &item) const;

    const QueryParameters &m_parameters;
    ModelRows &m_rows;
    ItemReading &m_reading;
    ItemEditing &m_editing;

    bool m_isLive = false;
    std::unique_ptr<ItemFeed, DropLater> m_feed;
    std::weak_ptr<ItemSource> m_source; // of the feed
    QString m_tableName; // of the feed
    QList<ExpressionNodePtr> m_conditions; // that the items of the query meet
    QStringList m_sortAttributes; // of the table or index while changes are applied
    bool m_mayMissChanges = false; // pages were read before the feed followed
    QList<ItemChange> m_reported; // not applied yet
    ItemChanges m_applied; // since a page was requested that has not arrived yet
};

} // namespace QtDynamoDBPrivate

#endif
