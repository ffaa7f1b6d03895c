// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef PLACESTABLE_H
#define PLACESTABLE_H

#include <QtDynamoDB/QDynamoDBBatchWriter>
#include <QtDynamoDB/QDynamoDBClient>

#include <QtCore/QElapsedTimer>
#include <QtCore/QPromise>
#include <QtCore/QTextStream>

#include <memory>

// A table of places. Each function starts an operation and returns its future, for use in a chain.
// An error ends the chain with an exception.
class PlacesTable : public QObject
{
    Q_OBJECT

public:
    explicit PlacesTable(QDynamoDBClient *client, QObject *parent = nullptr);

    QFuture<void> createIfMissing();
    QFuture<void> import(const QList<QDynamoDBItem> &places);
    QFuture<void> readOne(const QDynamoDBItem &key);
    QFuture<void> queryCountry(const QString &country);
    QFuture<void> scanNorthOf(const QDynamoDBNumber &latitude);
    QFuture<void> visitOnce(const QDynamoDBItem &key);
    QFuture<void> remove();

private:
    QFuture<void> waitUntilActive();
    QFuture<void> scanPages(const QDynamoDB::ScanRequest &request, int found, int scanned);
    void feed();
    void finishImport(const QDynamoDBBatchWriteSummary &summary);

    QDynamoDBClient *const m_client;
    const QString m_name;
    QTextStream m_out;

    // State of the import:
    QList<QDynamoDBItem> m_places;
    qsizetype m_next = 0;
    std::unique_ptr<QDynamoDBBatchWriter> m_writer;
    QElapsedTimer m_timer;
    QPromise<void> m_import;
};

#endif
