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

// A table of places, and what one does with a table. Each function starts something and returns its
// future, so that they chain; an error ends the chain as an exception.
class PlacesTable : public QObject
{
    Q_OBJECT

public:
    explicit PlacesTable(QDynamoDBClient *client, QObject *parent = nullptr);

    QFuture<void> createUnlessThere();
    QFuture<void> import(const QList<QDynamoDBItem> &places);
    QFuture<void> readOne(const QDynamoDBItem &key);
    QFuture<void> queryCountry(const QString &country);
    QFuture<void> scanNorthOf(const QDynamoDBNumber &latitude);
    QFuture<void> visitOnce(const QDynamoDBItem &key);
    QFuture<void> remove();

private:
    QFuture<void> untilActive();
    QFuture<void> scanPages(const QDynamoDB::ScanRequest &request, int found, int scanned);
    void feed();
    void imported(const QDynamoDBBatchWriteSummary &summary);

    QDynamoDBClient *const m_client;
    const QString m_name;
    QTextStream m_out;

    // The import under way.
    QList<QDynamoDBItem> m_waiting;
    qsizetype m_fed = 0;
    std::unique_ptr<QDynamoDBBatchWriter> m_writer;
    QElapsedTimer m_started;
    QPromise<void> m_imported;
};

#endif
