// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef EXPORTCOMMAND_H
#define EXPORTCOMMAND_H

#include "checkpointfile.h"
#include "command.h"

#include <QtDynamoDB/QDynamoDBClient>
#include <QtDynamoDB/QDynamoDBExporter>

// qtdynamodb export: writes items to a file.
class ExportCommand : public Command
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
    void ended();

    QDynamoDBClient m_client;
    std::unique_ptr<QDynamoDBExporter> m_exporter;
    std::unique_ptr<CheckpointFile> m_checkpoint;
};

#endif
