// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CLIENTNETWORK_P_H
#define CLIENTNETWORK_P_H

#include "store/storenetwork_p.h"

#include <QtCore/qmutex.h>
#include <QtCore/qobject.h>

class QDynamoDBClient;

namespace QtDynamoDBPrivate {

// The service through a client. Lives in the engine's thread; the client must outlive it.
class ClientNetwork final : public QObject, public StoreNetwork
{
public:
    // The parent belongs to the engine's thread, or will be moved there.
    ClientNetwork(QDynamoDBClient *client, QObject *parent)
        : QObject(parent)
        , m_client(client)
    {
    }

    // Sends nothing between shut() and as many calls of reopen(). shut() is thread-safe: when it has
    // returned, each call that was begun has its snapshot of the client's settings.
    void shut();
    void reopen();

    void transact(const QDynamoDB::TransactWriteItemsRequest &request,
                  const Handler<Nothing> &handler) override;
    void putItem(const QDynamoDB::PutItemRequest &request, const Handler<Nothing> &handler) override;
    void getItem(const QDynamoDB::GetItemRequest &request,
                 const Handler<QDynamoDBItem> &handler) override;
    void query(const QDynamoDB::QueryRequest &request,
               const Handler<QDynamoDB::QueryResult> &handler) override;
    void scan(const QDynamoDB::ScanRequest &request,
              const Handler<QDynamoDB::ScanResult> &handler) override;
    void batchGet(const QDynamoDB::BatchGetItemRequest &request,
                  const Handler<QDynamoDB::BatchGetItemResult> &handler) override;
    void describe(const QString &tableName, const Handler<StoredTable> &handler) override;
    void prepareLedger(const QString &tableName, const Handler<Nothing> &handler) override;
    [[nodiscard]] qint64 serverTime() const override;

private:
    template<typename Result, typename Call, typename Convert>
    void send(const Handler<Result> &handler, const Call &call, const Convert &convert);
    void createLedger(const QString &tableName, const Handler<Nothing> &handler);
    void awaitLedger(const QString &tableName, const Handler<Nothing> &handler);
    void expireMarkers(const QString &tableName, const Handler<Nothing> &handler);

    QDynamoDBClient *const m_client;
    QMutex m_mutex; // guards m_shut; held while a call begins
    int m_shut = 0;
};

} // namespace QtDynamoDBPrivate

#endif
