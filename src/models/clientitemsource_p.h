// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CLIENTITEMSOURCE_P_H
#define CLIENTITEMSOURCE_P_H

#include "models/itemsource_p.h"

#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbstreamreader.h>

#include <QtCore/qpointer.h>

namespace QtDynamoDBPrivate {

// The items of the service's tables, by a client that the source does not own. Once the client is
// destroyed, all calls fail with ClientDestroyed.
class ClientItemSource final : public ItemSource
{
    Q_OBJECT

public:
    explicit ClientItemSource(QDynamoDBClient *client);

    [[nodiscard]] QFuture<TableDescriptionPtr> describeTable(const QString &tableName) override;
    [[nodiscard]] QFuture<QDynamoDB::QueryResult> query(
            const QDynamoDB::QueryRequest &request) override;
    [[nodiscard]] QFuture<QDynamoDB::ScanResult> scan(const QDynamoDB::ScanRequest &request) override;
    [[nodiscard]] QFuture<QDynamoDB::UpdateItemResult> updateItem(
            const QDynamoDB::UpdateItemRequest &request) override;
    [[nodiscard]] QFuture<QDynamoDB::PutItemResult> putItem(
            const QDynamoDB::PutItemRequest &request) override;
    [[nodiscard]] QFuture<QDynamoDB::DeleteItemResult> deleteItem(
            const QDynamoDB::DeleteItemRequest &request) override;
    void setWriteOptions(const QDynamoDBCallOptions &options) override { m_writeOptions = options; }
    [[nodiscard]] QFuture<QDynamoDB::GetItemResult> getItem(
            const QDynamoDB::GetItemRequest &request) override;
    [[nodiscard]] std::unique_ptr<ItemFeed> feed(const QString &tableName) override;
    [[nodiscard]] int maxEmptyPages() const override;

private:
    const QPointer<QDynamoDBClient> m_client;
    QDynamoDBCallOptions m_writeOptions;
};

// The stream of a table, by a stream reader.
class StreamItemFeed final : public ItemFeed
{
    Q_OBJECT

public:
    StreamItemFeed(QDynamoDBClient *client, const QString &tableName);

    void start() override { m_reader.start(); }
    void stop() override { m_reader.stop(); }
    [[nodiscard]] Status status() const override;

private:
    void onStatusChanged();
    void onRecord(const QDynamoDB::Record &record);
    bool checkImages();

    QDynamoDBStreamReader m_reader;
};

} // namespace QtDynamoDBPrivate

#endif
