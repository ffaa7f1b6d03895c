// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef ITEMSOURCE_P_H
#define ITEMSOURCE_P_H

#include "client/tablecache_p.h"

#include <QtDynamoDB/qdynamodbapi_items.h>
#include <QtDynamoDB/qdynamodbapi_query.h>
#include <QtDynamoDB/qdynamodbcalloptions.h>
#include <QtDynamoDB/qdynamodberror.h>
#include <QtDynamoDB/qdynamodbitem.h>

#include <QtCore/qfuture.h>
#include <QtCore/qhash.h>
#include <QtCore/qobject.h>
#include <QtCore/qvariant.h>

#include <memory>

namespace QtDynamoDBPrivate {

// A change of an item.
struct ItemChange
{
    QDynamoDBItem key;
    QDynamoDBItem image; // the whole item as it is now; null: it was deleted
};

// The changes of the items of one table, from start() on. Changes of one item are reported in
// their order. Belongs to the thread of its model.
class Q_DYNAMODB_EXPORT ItemFeed : public QObject
{
    Q_OBJECT

public:
    enum class Status {
        Stopped, // reports nothing, also after an error that is permanent
        Starting, // a page that is requested now may miss a change that is not reported
        Following, // reports each change that a page requested from now on may miss
        Waiting, // an error that may pass; the feed retries by itself
    };

    using QObject::QObject;

    // Starts a feed that is stopped; otherwise does nothing.
    virtual void start() = 0;
    virtual void stop() = 0;
    [[nodiscard]] virtual Status status() const = 0;

Q_SIGNALS:
    void changed(const QtDynamoDBPrivate::ItemChange &change);
    void changesLost(); // the items have to be read again
    void statusChanged();
    void errorOccurred(const QDynamoDBError &error);
};

// A source of items: what the models read from, write to and follow, without knowing whether it is
// a client or a store. Belongs to the thread of its models; several models may share it.
//
// The calls return at once. Their futures are finished in any thread, fail with a
// QDynamoDBException, and abort the call when they are cancelled. The models process a result in
// the thread that finishes its future, and move the items out of it: each call has to return a
// future of its own.
class Q_DYNAMODB_EXPORT ItemSource : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    // Keys, indexes and item count of a table.
    [[nodiscard]] virtual QFuture<TableDescriptionPtr> describeTable(const QString &tableName) = 0;
    // A page of items. The expressions have the service's notation, with placeholders.
    [[nodiscard]] virtual QFuture<QDynamoDB::QueryResult> query(
            const QDynamoDB::QueryRequest &request) = 0;
    [[nodiscard]] virtual QFuture<QDynamoDB::ScanResult> scan(
            const QDynamoDB::ScanRequest &request) = 0;
    // Writes with a condition. They continue when the model is destroyed. A write that meets
    // another item fails with ConditionalCheckFailed and has the item in the error.
    [[nodiscard]] virtual QFuture<QDynamoDB::UpdateItemResult> updateItem(
            const QDynamoDB::UpdateItemRequest &request) = 0;
    [[nodiscard]] virtual QFuture<QDynamoDB::PutItemResult> putItem(
            const QDynamoDB::PutItemRequest &request) = 0;
    [[nodiscard]] virtual QFuture<QDynamoDB::DeleteItemResult> deleteItem(
            const QDynamoDB::DeleteItemRequest &request) = 0;
    // Sets the options of further writes. A source that several models share ignores them.
    virtual void setWriteOptions(const QDynamoDBCallOptions &options) { Q_UNUSED(options) }
    // Reads the item after a write of unknown outcome, with ConsistentRead. A source whose writes
    // always have a known outcome need not implement it.
    [[nodiscard]] virtual QFuture<QDynamoDB::GetItemResult> getItem(
            const QDynamoDB::GetItemRequest &request);
    // A feed of the table's changes, stopped. Null: the source has none.
    [[nodiscard]] virtual std::unique_ptr<ItemFeed> feed(const QString &tableName) = 0;

    // True if following costs no calls: models follow then whether they are live or not.
    [[nodiscard]] virtual bool isAlwaysFollowed() const { return false; }
    // How many pages in a row may contain no item, against pages that never end; 0: no limit.
    [[nodiscard]] virtual int maxEmptyPages() const { return 0; }

    // States of an item besides its attributes, such as whether it is synchronised. They are roles
    // of all columns, from firstStateRole to lastStateRole.
    static constexpr int firstStateRole = Qt::UserRole + 8;
    static constexpr int lastStateRole = Qt::UserRole + 15;
    [[nodiscard]] virtual QHash<int, QByteArray> stateRoles() const { return {}; }
    // Called for each cell that a view shows: has to be fast.
    [[nodiscard]] virtual QVariant state(const QString &tableName, const QDynamoDBItem &key,
                                         int role) const
    {
        Q_UNUSED(tableName)
        Q_UNUSED(key)
        Q_UNUSED(role)
        return {};
    }

Q_SIGNALS:
    // The same names stand for other tables now, because the endpoint is another one.
    void moved();
    // The source can't be used any more.
    void gone();
    void stateChanged(const QString &tableName, const QDynamoDBItem &key);
};

} // namespace QtDynamoDBPrivate

#endif
