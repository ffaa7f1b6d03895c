// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef IMPORTCOMMAND_H
#define IMPORTCOMMAND_H

#include "checkpointfile.h"
#include "command.h"

#include <QtDynamoDB/QDynamoDBClient>
#include <QtDynamoDB/QDynamoDBImporter>

// qtdynamodb import: puts the items of a file into a table.
class ImportCommand : public Command
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
    void preview();
    void ended();
    void report(int exitCode);

    QDynamoDBClient m_client;
    std::unique_ptr<QDynamoDBImporter> m_importer;
    std::unique_ptr<CheckpointFile> m_checkpoint;
    QString m_failedFile;
    bool m_isPreview = false;
    int m_interrupts = 0;
};

#endif
