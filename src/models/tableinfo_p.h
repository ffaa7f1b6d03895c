// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef TABLEINFO_P_H
#define TABLEINFO_P_H

#include "expressions/keyschema_p.h"
#include "models/futurewatch_p.h"
#include "models/itemsource_p.h"

#include <functional>
#include <optional>

namespace QtDynamoDBPrivate {

// The description of a model's table, fetched once from the model's source.
class TableInfo
{
public:
    // Fetches the description and calls back, unless it is known or being fetched.
    void fetch(ItemSource *source, const QString &tableName, const std::function<void()> &callback);
    void forget();

    [[nodiscard]] bool isPending() const { return m_watch != nullptr; }
    [[nodiscard]] bool isKnown() const { return m_description != nullptr; }
    // Why the last attempt failed. A model can show items without the description.
    [[nodiscard]] QDynamoDBError error() const { return m_error; }

    // The key attributes of the table or index, the partition key first; empty: unknown.
    [[nodiscard]] QStringList keyAttributes() const;
    [[nodiscard]] QStringList keyAttributes(const QString &indexName) const;
    // The same with the types, also between the arrival of the description and the callback.
    [[nodiscard]] KeySchema keySchema(const QString &indexName) const;
    // Finished in the thread that receives the description, before the callback.
    [[nodiscard]] QFuture<QStringList> futureKeyAttributes() const { return m_keyAttributes; }
    // The attributes that the index has of its items; std::nullopt: all.
    [[nodiscard]] std::optional<QStringList> projectedAttributes(const QString &indexName) const;
    // The number of items of the table or index; std::nullopt: unknown.
    [[nodiscard]] std::optional<qint64> itemCount(const QString &indexName) const;

private:
    TableDescriptionPtr m_description;
    QFuture<TableDescriptionPtr> m_call; // while it is pending
    QDynamoDBError m_error;
    QFuture<QStringList> m_keyAttributes;
    FutureWatch m_watch;
};

} // namespace QtDynamoDBPrivate

#endif
