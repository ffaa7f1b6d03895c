// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef MEMORYSOURCE_H
#define MEMORYSOURCE_H

#include "models/itemsource_p.h"

#include <QtCore/qmap.h>
#include <QtCore/qpointer.h>
#include <QtCore/qpromise.h>

#include <functional>
#include <optional>
#include <vector>

class MemoryFeed : public QtDynamoDBPrivate::ItemFeed
{
    Q_OBJECT

public:
    void start() override;
    void stop() override { setStatus(Status::Stopped); }
    [[nodiscard]] Status status() const override { return m_status; }
    void setStatus(Status status);

    Status statusAfterStart = Status::Following;

private:
    Status m_status = Status::Stopped;
};

// An item source without client and network: one table in memory, "Table", with the partition key
// "pk" and the sort key "sk", a number. Conditions and filters are ignored.
class MemorySource : public QtDynamoDBPrivate::ItemSource
{
    Q_OBJECT

public:
    enum class Finish {
        AtOnce, // each future is finished when it is returned
        InThread, // in another thread
        OnRelease,
    };

    void setItems(const QList<QDynamoDBItem> &items);
    void put(const QDynamoDBItem &item); // also reports the change to the feed
    void remove(int sk);
    // {pk: "p", sk: n, text: "n"}
    [[nodiscard]] static QDynamoDBItem item(int n);
    [[nodiscard]] static QDynamoDBItem key(int n);
    [[nodiscard]] static QList<QDynamoDBItem> items(int from, int to); // without the last

    // The next call fails with the error, if there is one.
    void failNext(const std::optional<QDynamoDBError> &error) { m_nextError = error; }
    // Changes the item without a report to the feed, as a write whose response is lost.
    void change(int sk, const QDynamoDBItem &item) { m_items[sk] = item; }
    void release(); // finishes all futures that wait
    [[nodiscard]] int held() const { return int(m_held.size()); }
    void setSyncState(int sk, int state);

    [[nodiscard]] QFuture<QtDynamoDBPrivate::TableDescriptionPtr> describeTable(
            const QString &tableName) override;
    [[nodiscard]] QFuture<QDynamoDB::QueryResult> query(
            const QDynamoDB::QueryRequest &request) override;
    [[nodiscard]] QFuture<QDynamoDB::ScanResult> scan(const QDynamoDB::ScanRequest &request) override;
    [[nodiscard]] QFuture<QDynamoDB::UpdateItemResult> updateItem(
            const QDynamoDB::UpdateItemRequest &request) override;
    [[nodiscard]] QFuture<QDynamoDB::PutItemResult> putItem(
            const QDynamoDB::PutItemRequest &request) override;
    [[nodiscard]] QFuture<QDynamoDB::DeleteItemResult> deleteItem(
            const QDynamoDB::DeleteItemRequest &request) override;
    [[nodiscard]] QFuture<QDynamoDB::GetItemResult> getItem(
            const QDynamoDB::GetItemRequest &request) override;
    [[nodiscard]] std::unique_ptr<QtDynamoDBPrivate::ItemFeed> feed(
            const QString &tableName) override;
    [[nodiscard]] bool isAlwaysFollowed() const override { return alwaysFollowed; }
    [[nodiscard]] QHash<int, QByteArray> stateRoles() const override;
    [[nodiscard]] QVariant state(const QString &tableName, const QDynamoDBItem &key,
                                 int role) const override;

    static constexpr int syncStateRole = firstStateRole;

    Finish finish = Finish::AtOnce;
    MemoryFeed::Status statusAfterStart = MemoryFeed::Status::Following;
    bool alwaysFollowed = false;
    QStringList calls; // operations in their order
    int cancelled = 0; // futures that were cancelled before they were finished
    QList<QDynamoDB::QueryRequest> queries;
    QList<QDynamoDB::UpdateItemRequest> updates;
    QList<QDynamoDB::GetItemRequest> reads;
    QPointer<MemoryFeed> lastFeed;

private:
    template<typename Result>
    QFuture<Result> finished(const QString &operation, const Result &result);
    template<typename Result, typename Request>
    [[nodiscard]] Result page(const Request &request) const;

    QMap<int, QDynamoDBItem> m_items;
    QMap<int, int> m_states;
    std::optional<QDynamoDBError> m_nextError;
    std::vector<std::function<void()>> m_held;
};

#endif
