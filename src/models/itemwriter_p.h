// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef ITEMWRITER_P_H
#define ITEMWRITER_P_H

#include "models/futurewatch_p.h"
#include "models/itemsource_p.h"

#include <QtCore/qabstractitemmodel.h>

#include <memory>
#include <optional>
#include <vector>

namespace QtDynamoDBPrivate {

// A write of one item.
struct ItemWrite
{
    enum class Kind { Change, Put, Remove };

    Kind kind = Kind::Change;
    std::shared_ptr<ItemSource> source;
    QString tableName;
    QDynamoDBItem key;

    // Change: undefined values stand for an absent attribute.
    QString attribute;
    QDynamoDBValue expected; // the value that was shown; the write fails if the item has another one
    QDynamoDBValue value;
    QDynamoDBValue rollback; // the value to show if the write fails

    // Put
    QDynamoDBItem item;
    QPersistentModelIndex place; // where to insert the row; invalid: at the end

    double capacity = 0; // consumed capacity units, once the write is over
    // The item that was read because the outcome of the write was unknown. It is null if there was
    // none, and absent if nothing was read.
    std::optional<QDynamoDBItem> stored;

    [[nodiscard]] bool isOfSameCell(const ItemWrite &other) const
    {
        return kind == Kind::Change && other.kind == Kind::Change && attribute == other.attribute
                && tableName == other.tableName && key == other.key;
    }
};

// Sends writes to their sources. Changes of one cell are sent one after the other, because each is
// conditioned on the value that the one before it has written.
//
// If the outcome of a write is unknown, the item is read, and the write has succeeded if the item
// has the written content: then it makes no difference for the rows who wrote it.
class ItemWriter : public QObject
{
    Q_OBJECT

public:
    void write(const ItemWrite &write);
    [[nodiscard]] int pending() const { return int(m_writes.size()); }
    // Puts the pending changes into an item that was read from the table.
    void applyPending(const QString &tableName, const QDynamoDBItem &key, QDynamoDBItem &item);

Q_SIGNALS:
    void written(const QtDynamoDBPrivate::ItemWrite &write);
    void failed(const QtDynamoDBPrivate::ItemWrite &write, const QDynamoDBError &error);

private:
    struct Pending
    {
        ItemWrite write;
        FutureWatch watch; // null: waits for an earlier write
    };

    void send(Pending &pending);
    template<typename Result>
    void follow(Pending &pending, const QFuture<Result> &call);
    void verify(Pending &pending, const QDynamoDBError &error);
    void finish(Pending *pending, double capacity, const QDynamoDBError &error);

    std::vector<std::unique_ptr<Pending>> m_writes; // in the order of write()
};

// An undefined value removes the attribute.
void setOrRemove(QDynamoDBItem &item, const QString &attribute, const QDynamoDBValue &value);

} // namespace QtDynamoDBPrivate

#endif
