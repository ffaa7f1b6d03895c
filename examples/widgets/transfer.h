// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef TRANSFER_H
#define TRANSFER_H

#include <QtDynamoDB/QDynamoDBClient>
#include <QtDynamoDB/QDynamoDBExporter>
#include <QtDynamoDB/QDynamoDBImporter>

#include <memory>

// An export of all items of a table to a file, or an import of a file into a table, in any format of
// QDynamoDBTransfer. The object deletes itself after finished().
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
    void finish(const QString &problem);
    [[nodiscard]] qint64 items() const;

    QDynamoDBClient *const m_client;
    const QString m_table;
    std::unique_ptr<QDynamoDBExporter> m_exporter;
    std::unique_ptr<QDynamoDBImporter> m_importer;
    bool m_isFinished = false;
};

#endif
