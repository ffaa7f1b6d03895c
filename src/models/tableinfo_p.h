// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef TABLEINFO_P_H
#define TABLEINFO_P_H

#include "client/tablecache_p.h"
#include "models/futurewatch_p.h"

#include <QtDynamoDB/qdynamodbclient.h>

#include <functional>
#include <optional>

namespace QtDynamoDBPrivate {

// What a model wants to know of its table beside the items: asked for once.
class TableInfo
{
public:
    // Asks, unless the answer is there or under way, and calls back when it is there.
    void request(QDynamoDBClient *client, const QString &tableName,
                 const std::function<void()> &callback);
    void forget();

    [[nodiscard]] bool isPending() const { return m_watch != nullptr; }
    [[nodiscard]] bool isKnown() const { return m_description != nullptr; }
    [[nodiscard]] QDynamoDBError error() const { return m_error; } // why it is not known

    // The partition key and the sort key, if there is one.
    [[nodiscard]] QStringList keyAttributes() const;
    [[nodiscard]] QFuture<QStringList> keyAttributesToCome() const { return m_keyAttributes; }
    [[nodiscard]] QStringList keyAttributes(const QString &indexName) const;
    // What an index has of its items; nothing: all.
    [[nodiscard]] std::optional<QStringList> projectedAttributes(const QString &indexName) const;
    [[nodiscard]] bool hasStream() const;
    // Whether the stream tells what became of an item.
    [[nodiscard]] bool streamHasImages() const;
    // Of the table, or of the index if there is a name.
    [[nodiscard]] std::optional<qint64> itemCount(const QString &indexName) const;

private:
    TableDescriptionPtr m_description;
    QDynamoDBError m_error;
    QFuture<QStringList> m_keyAttributes; // there a little before the description
    FutureWatch m_watch;
};

} // namespace QtDynamoDBPrivate

#endif
