// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef TRANSFER_H
#define TRANSFER_H

#include <QtDynamoDB/QDynamoDBClient>
#include <QtDynamoDB/QDynamoDBItemReader>

#include <QtCore/QSaveFile>

#include <memory>

// An export of all items of a table to a file, or an import of a file into a table. The file
// contains an array of items in DynamoDB JSON; the import also accepts plain JSON. Numbers keep all
// digits. The object deletes itself after finished().
class Transfer : public QObject
{
    Q_OBJECT

public:
    Transfer(QDynamoDBClient *client, const QString &table, QObject *parent = nullptr);

    void exportTo(const QString &fileName);
    void importFrom(const QString &fileName);
    void cancel();

Q_SIGNALS:
    void progressed(const QString &what, double progress); // from 0 (or unknown) to 1
    // An empty problem means success.
    void finished(qint64 items, const QString &problem);

private:
    bool writeItems(const QList<QDynamoDBItem> &items);
    void importItems(const QList<QDynamoDBItem> &items);
    void importBatches();
    void importBatch(const QDynamoDB::BatchWriteItemRequest &request, qsizetype items);
    void finish(const QString &problem);

    QDynamoDBClient *const m_client;
    const QString m_table;
    std::unique_ptr<QSaveFile> m_file;
    std::unique_ptr<QDynamoDBItemReader> m_reader; // of items to export
    QList<QDynamoDBItem> m_items; // to import
    qsizetype m_next = 0;
    int m_inFlight = 0;
    qint64 m_done = 0;
    bool m_isFinished = false;
};

#endif
