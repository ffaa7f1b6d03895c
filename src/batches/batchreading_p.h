// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef BATCHREADING_P_H
#define BATCHREADING_P_H

#include "batches/batchsending_p.h"

#include <QtDynamoDB/qdynamodbexceptions.h>

#include <QtCore/qhash.h>
#include <QtCore/qpromise.h>

#include <functional>

namespace QtDynamoDBPrivate {

// Gets items by their keys. A key that comes twice is asked for once.
class BatchReading : public BatchSending
{
public:
    using Tables = QMap<QString, QDynamoDB::KeysAndAttributes>;

    void start(); // from any thread

protected:
    BatchReading(QDynamoDBClient *client, const Tables &tables,
                 const QDynamoDBBatchOptions &options);

    // As many as there are keys, in their order.
    [[nodiscard]] QList<QDynamoDBItem> itemsOf(const QString &tableName) const;
    [[nodiscard]] qsizetype total() const { return m_total; }

    virtual QFuture<void> promised() = 0;
    virtual void setProgress(qsizetype done) = 0;
    virtual void succeed() = 0;
    virtual void fail(const QDynamoDBError &error) = 0;

private:
    struct Table
    {
        QDynamoDB::KeysAndAttributes request; // without the keys
        QStringList keyNames;
        QStringList extra; // of those, what is asked for only to tell the items apart
        QHash<ItemKey, qsizetype> places; // in m_found
        QList<qsizetype> order; // the place of each key
    };

    [[nodiscard]] QDynamoDBError add(const QString &tableName,
                                     const QDynamoDB::KeysAndAttributes &wanted);
    void askForKeys(Table &table);
    [[nodiscard]] LeftOver leftOver(const Batch &batch, const QDynamoDB::BatchGetItemResult &result);

    [[nodiscard]] bool sendsPartly() const override { return true; }
    void send(std::size_t lane, const Batch &batch) override;
    void settled(BatchEntry &&entry, const QDynamoDBError &error) override;
    void afterwards() override;

    QMap<QString, Table> m_tables;
    QList<QDynamoDBItem> m_found;
    QList<qsizetype> m_timesWanted; // of each in m_found
    qsizetype m_total = 0;
    qsizetype m_open = 0; // of m_found
    qsizetype m_done = 0; // of m_total
    QDynamoDBError m_error;
};

template<typename Result>
class PromisedReading final : public BatchReading
{
public:
    using Collect = Result (*)(const std::function<QList<QDynamoDBItem>(const QString &)> &itemsOf,
                               const QStringList &tableNames);

    PromisedReading(QDynamoDBClient *client, const Tables &tables,
                    const QDynamoDBBatchOptions &options, Collect collect)
        : BatchReading(client, tables, options)
        , m_tableNames(tables.keys())
        , m_collect(collect)
    {
        m_promise.start();
        m_promise.setProgressRange(0, int(total()));
    }

    [[nodiscard]] QFuture<Result> future() { return m_promise.future(); }

private:
    QFuture<void> promised() override { return QFuture<void>(m_promise.future()); }
    void setProgress(qsizetype done) override { m_promise.setProgressValue(int(done)); }
    void succeed() override
    {
        m_promise.addResult(
                m_collect([this](const QString &tableName) { return itemsOf(tableName); },
                          m_tableNames));
        m_promise.finish();
    }
    void fail(const QDynamoDBError &error) override
    {
        m_promise.setException(*QDynamoDB::makeException(error));
        m_promise.finish();
    }

    const QStringList m_tableNames;
    const Collect m_collect;
    QPromise<Result> m_promise;
};

} // namespace QtDynamoDBPrivate

#endif
