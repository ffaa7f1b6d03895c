// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "demoserver.h"
#include "demodata.h"

using namespace QDynamoDB;
using namespace Qt::StringLiterals;

using Tables = QList<QFuture<CreateTableResult>>;
using Writes = QList<QFuture<BatchWriteItemResult>>;

DemoServer::DemoServer(QObject *parent)
    : QObject(parent)
{
    connect(&m_server, &QDynamoDBLocalServer::statusChanged, this,
            [this](QDynamoDBLocalServer::Status status) {
                if (status == QDynamoDBLocalServer::Status::Running)
                    createTables();
                else if (status == QDynamoDBLocalServer::Status::Error)
                    Q_EMIT failed(m_server.errorString());
            });
}

void DemoServer::start()
{
    m_server.start();
}

void DemoServer::createTables()
{
    m_client = std::make_unique<QDynamoDBClient>();
    m_client->setEndpoint(m_server.endpoint());
    m_client->setRegion(u"local"_s);
    m_client->setCredentials({ u"local"_s, u"local"_s });
    Tables tables;
    for (const CreateTableRequest &request : DemoData::tables())
        tables.append(m_client->createTable(request));
    QDynamoDB::whenDone(QtFuture::whenAll(tables.begin(), tables.end()), this,
                        [this](const Tables &) { fill(); });
}

void DemoServer::fill()
{
    Writes writes;
    const DemoData data;
    const QMap<QString, QList<QDynamoDBItem>> items = data.items();
    for (auto it = items.cbegin(); it != items.cend(); ++it) {
        for (qsizetype i = 0; i < it->size(); i += 25)
            writes.append(m_client->batchWriteItem(it.key(), it->mid(i, 25)));
    }
    QDynamoDB::whenDone(QtFuture::whenAll(writes.begin(), writes.end()), this,
                        [this](const Writes &finished) {
                            for (const auto &write : finished) {
                                if (const auto outcome = QDynamoDB::waitForResult(write); !outcome) {
                                    Q_EMIT failed(outcome.error().message());
                                    return;
                                }
                            }
                            Q_EMIT ready();
                        });
}
