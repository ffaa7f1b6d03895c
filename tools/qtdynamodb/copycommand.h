// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef COPYCOMMAND_H
#define COPYCOMMAND_H

#include "checkpointfile.h"
#include "command.h"

#include <QtDynamoDB/QDynamoDBBatchWriter>
#include <QtDynamoDB/QDynamoDBClient>
#include <QtDynamoDB/QDynamoDBItemReader>

// qtdynamodb copy: copies items into another table, region, account or endpoint.
class CopyCommand : public Command
{
    Q_OBJECT

public:
    [[nodiscard]] QString description() const override;
    void addOptions(QCommandLineParser &parser) const override;
    [[nodiscard]] QDynamoDBError prepare(const QCommandLineParser &parser) override;
    void start() override;
    void interrupt() override;

private:
    void tick() override;
    void pump();
    void settled(const QDynamoDBBatchWriteSummary &summary, const QJsonObject &position);
    void fail(const QDynamoDBError &error);
    void endIfIdle();
    [[nodiscard]] QJsonObject checkpoint() const;

    QDynamoDBClient m_source;
    QDynamoDBClient m_target;
    QString m_targetTable;
    std::unique_ptr<QDynamoDBItemReader> m_reader;
    std::unique_ptr<QDynamoDBBatchWriter> m_writer;
    std::unique_ptr<CheckpointFile> m_checkpoint;
    QJsonObject m_position; // of the reader, behind the items that are written
    qint64 m_written = 0;
    int m_open = 0; // flushes that are not done
    bool m_isStopping = false;
    bool m_hasEnded = false;
    QDynamoDBError m_error;
};

#endif
