// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef ITEMWRITER_P_H
#define ITEMWRITER_P_H

#include "models/futurewatch_p.h"

#include <QtDynamoDB/qdynamodbclient.h>

#include <QtCore/qabstractitemmodel.h>
#include <QtCore/qpointer.h>

#include <memory>
#include <vector>

namespace QtDynamoDBPrivate {

// One write that a model's user asked for.
struct ItemWrite
{
    enum class Kind { Change, Put, Remove };

    Kind kind = Kind::Change;
    QPointer<QDynamoDBClient> client;
    QString tableName;
    QDynamoDBItem key;

    // Change: Undefined stands for no such attribute.
    QString attribute;
    QDynamoDBValue expected; // what the user saw; where the table has something else, it fails
    QDynamoDBValue value;
    QDynamoDBValue rollback; // what to show if it fails

    // Put: where the row is wanted, invalid at the end.
    QDynamoDBItem item;
    QPersistentModelIndex place;

    double capacity = 0; // that it consumed

    [[nodiscard]] bool isOfCell(const ItemWrite &other) const
    {
        return kind == Kind::Change && other.kind == Kind::Change && attribute == other.attribute
                && tableName == other.tableName && key == other.key;
    }
};

// Sends writes, the changes of one cell one after the other: each is made on the condition that the
// one before it stands.
class ItemWriter : public QObject
{
    Q_OBJECT

public:
    void write(const ItemWrite &write);
    [[nodiscard]] int pending() const { return int(m_writes.size()); }
    // Has an item that comes from the table show what is being written.
    void applyPending(const QString &tableName, const QDynamoDBItem &key, QDynamoDBItem &item);

Q_SIGNALS:
    void written(const QtDynamoDBPrivate::ItemWrite &write);
    void failed(const QtDynamoDBPrivate::ItemWrite &write, const QDynamoDBError &error);

private:
    struct Pending
    {
        ItemWrite write;
        FutureWatch watch; // null: waits for another one
    };

    void send(Pending &pending);
    template<typename Result>
    void send(Pending &pending, const QFuture<Result> &call);
    void finish(const Pending *pending, double capacity, const QDynamoDBError &error);

    std::vector<std::unique_ptr<Pending>> m_writes; // in the order they were asked for
};

// Undefined removes the attribute.
void setOrRemove(QDynamoDBItem &item, const QString &attribute, const QDynamoDBValue &value);

} // namespace QtDynamoDBPrivate

#endif
