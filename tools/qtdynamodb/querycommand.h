// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QUERYCOMMAND_H
#define QUERYCOMMAND_H

#include "command.h"

#include <QtDynamoDB/QDynamoDBClient>
#include <QtDynamoDB/QDynamoDBItemReader>

// qtdynamodb query: prints all items of a query, scan or statement, one a line.
class QueryCommand : public Command
{
    Q_OBJECT

public:
    [[nodiscard]] QString description() const override;
    void addOptions(QCommandLineParser &parser) const override;
    [[nodiscard]] QDynamoDBError prepare(const QCommandLineParser &parser) override;
    void start() override;
    void interrupt() override;

private:
    void print();

    QDynamoDBClient m_client;
    std::unique_ptr<QDynamoDBItemReader> m_reader;
    qint64 m_maxItems = -1; // -1: all
    bool m_isTyped = false;
    qint64 m_count = 0;
};

#endif
