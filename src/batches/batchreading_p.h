// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef BATCHREADING_P_H
#define BATCHREADING_P_H

#include "batches/batchsending_p.h"

#include <QtCore/qhash.h>

#include <functional>

namespace QtDynamoDBPrivate {

// A task that gets items by their keys. A key that is repeated is requested once.
class BatchReading final : public BatchSending
{
public:
    using Tables = QMap<QString, QDynamoDB::KeysAndAttributes>;
    // Moves the result into the promise once all items are known.
    using Deliver = std::function<void(const BatchReading &reading, Promise &promise)>;

    BatchReading(QDynamoDBClient *client, const Tables &tables,
                 const QDynamoDBBatchOptions &options, std::unique_ptr<Promise> promise,
                 Deliver deliver);

    // The items of the table in the order of its keys; null items where none was found.
    [[nodiscard]] QList<QDynamoDBItem> itemsOf(const QString &tableName) const;

private:
    struct Table
    {
        QDynamoDB::KeysAndAttributes request; // without the keys
        QStringList keyNames;
        QStringList extra; // key attributes that were added to the projection
        QHash<ItemKey, qsizetype> indexes; // in m_found
        QList<qsizetype> order; // for each key of the caller, the index in m_found
    };

    [[nodiscard]] QDynamoDBError add(const QString &tableName,
                                     const QDynamoDB::KeysAndAttributes &wanted);
    static void projectKeys(Table &table);

    void step() override;
    [[nodiscard]] bool sendsPartly() const override { return true; }
    void send(std::size_t lane, const Batch &batch) override;
    [[nodiscard]] LeftOver leftOver(const Batch &batch, const void *result) override;
    void settled(BatchEntry &&entry, const QDynamoDBError &error) override;
    void afterwards() override;

    const Deliver m_deliver;
    QMap<QString, Table> m_tables;
    QList<QDynamoDBItem> m_found;
    QList<int> m_timesWanted; // how often the caller's keys contain each key of m_found
    int m_total = 0; // keys of the caller
    int m_done = 0; // of m_total
    qsizetype m_open = 0; // of m_found
    QDynamoDBError m_error;
};

} // namespace QtDynamoDBPrivate

#endif
