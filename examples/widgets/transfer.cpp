// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "transfer.h"

#include <utility>

Transfer::Transfer(QDynamoDBClient *client, const QString &table, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_table(table)
{
}

void Transfer::exportTo(const QString &fileName)
{
    m_exporter = std::make_unique<QDynamoDBExporter>(m_client, m_table, fileName);
    connect(m_exporter.get(), &QDynamoDBExporter::progressChanged, this,
            [this] { Q_EMIT progressed(tr("%L1 items").arg(items()), m_exporter->progress()); });
    connect(m_exporter.get(), &QDynamoDBExporter::finished, this, [this] { finish({}); });
    connect(m_exporter.get(), &QDynamoDBExporter::errorOccurred, this,
            [this](const QDynamoDBError &error) { finish(error.message()); });
    m_exporter->start();
}

void Transfer::importFrom(const QString &fileName)
{
    Q_EMIT progressed(tr("Reading the file …"), 0);
    m_importer = std::make_unique<QDynamoDBImporter>(m_client, m_table, fileName);
    connect(m_importer.get(), &QDynamoDBImporter::progressChanged, this,
            [this] { Q_EMIT progressed(tr("%L1 items").arg(items()), m_importer->progress()); });
    connect(m_importer.get(), &QDynamoDBImporter::finished, this, [this] {
        const QList<QDynamoDBImportFailure> failures = m_importer->failures();
        finish(failures.isEmpty() ? QString()
                                  : tr("%L1 records could not be imported. Line %L2: %3")
                                            .arg(failures.size())
                                            .arg(failures.first().line)
                                            .arg(failures.first().error.message()));
    });
    connect(m_importer.get(), &QDynamoDBImporter::errorOccurred, this,
            [this](const QDynamoDBError &error) { finish(error.message()); });
    m_importer->start();
}

void Transfer::cancel()
{
    finish(tr("cancelled"));
}

qint64 Transfer::items() const
{
    return m_exporter ? m_exporter->itemCount() : m_importer ? m_importer->writtenCount() : 0;
}

void Transfer::finish(const QString &problem)
{
    if (std::exchange(m_isFinished, true))
        return;
    if (m_exporter)
        m_exporter->stop();
    if (m_importer)
        m_importer->abort();
    Q_EMIT finished(items(), problem);
    deleteLater();
}
