// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef UPDATETASK_P_H
#define UPDATETASK_P_H

#include "client/clienttask_p.h"
#include "mapping/table/objectupdate_p.h"

#include <QtDynamoDB/qdynamodbapi_items.h>
#include <QtDynamoDB/qdynamodbexpected.h>

namespace QtDynamoDBPrivate {

// A task that updates an item whose nested maps may not exist. The first request assumes, as a
// condition, that they exist. If the condition fails, the error contains the stored item, and the
// next request is made for its maps.
class UpdateTask final : public ClientTask
{
public:
    // Returns the request for the stored item, or for an unknown item if that is null, and sets
    // `whole` to the paths of the maps that are written as a whole.
    using Make = std::function<QDynamoDBExpected<QDynamoDB::UpdateItemRequest>(
            const QDynamoDBItem *stored, QStringList *whole)>;

    [[nodiscard]] static QFuture<QDynamoDBItem> start(Client *client, const Make &make,
                                                      const QDynamoDBCallOptions &options);

private:
    UpdateTask(Client *client, std::unique_ptr<Promise> promise, const Make &make,
               const QDynamoDBCallOptions &options)
        : ClientTask(client, std::move(promise))
        , m_make(make)
        , m_options(options)
    {
    }

    void step() override { send(nullptr); }
    void send(const QDynamoDBItem *stored);
    void failed(const QDynamoDBError &error);
    void giveUp(QDynamoDBError error);
    void readItem(const QDynamoDBItem &key, const QString &tableName);

    const Make m_make;
    const QDynamoDBCallOptions m_options;
    QStringList m_whole;
    int m_requests = 0;
    bool m_isDoubtful = false; // the service may have executed an earlier request
};

} // namespace QtDynamoDBPrivate

#endif
