// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "demoserver.h"
#include "demodata.h"

#include <QtDynamoDB/QDynamoDBException>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;

using Tables = QList<QFuture<CreateTableResult>>;
using Writes = QList<QFuture<BatchWriteItemResult>>;

DemoServer::DemoServer(QObject *parent)
    : QObject(parent)
{
    connect(&m_server, &QDynamoDBLocalServer::stateChanged, this,
            [this](QDynamoDBLocalServer::State state) {
                if (state == QDynamoDBLocalServer::State::Running)
                    fill();
                else if (state == QDynamoDBLocalServer::State::Failed)
                    Q_EMIT failed(m_server.errorString());
            });
}

void DemoServer::start()
{
    m_server.start();
}

void DemoServer::fill()
{
    m_client = std::make_unique<QDynamoDBClient>();
    m_client->setEndpoint(m_server.endpoint());
    m_client->setRegion(u"local"_s);
    m_client->setCredentials({ u"local"_s, u"local"_s });
    Tables tables;
    for (const CreateTableRequest &request : DemoData::tables())
        tables.append(m_client->createTable(request));
    QtFuture::whenAll(tables.begin(), tables.end())
            .then(this,
                  [this](const Tables &) {
                      Writes writes;
                      const DemoData data;
                      const QMap<QString, QList<QDynamoDBItem>> items = data.items();
                      for (auto it = items.cbegin(); it != items.cend(); ++it) {
                          for (qsizetype i = 0; i < it->size(); i += 25)
                              writes.append(m_client->batchWriteItem(it.key(), it->mid(i, 25)));
                      }
                      return QtFuture::whenAll(writes.begin(), writes.end());
                  })
            .unwrap()
            .then(this,
                  [this](const Writes &writes) {
                      for (const auto &done : writes)
                          done.result(); // throws what went wrong
                      Q_EMIT ready();
                  })
            .onFailed(this, [this](const QDynamoDBException &failure) {
                Q_EMIT failed(failure.error().message());
            });
}
