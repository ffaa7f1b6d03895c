// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "transfer.h"

#include <QtDynamoDB/QDynamoDBException>
#include <QtDynamoDB/QDynamoDBJson>

#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QTimer>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;

namespace {

constexpr int batchSize = 25; // the service's limit
constexpr int batchesAtOnce = 8;

QDynamoDBExpected<QDynamoDBItem> toItem(const QJsonValue &value)
{
    const QByteArray json = QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
    const auto item = QDynamoDBJson::toItem(json); // {"Views":{"N":"7"}}
    return item ? item : QDynamoDBJson::plainToItem(json); // {"Views":7}
}

} // namespace

Transfer::Transfer(QDynamoDBClient *client, const QString &table, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_table(table)
{
}

void Transfer::exportTo(const QString &fileName, qint64 expected)
{
    m_expected = expected;
    m_file = std::make_unique<QSaveFile>(fileName);
    if (!m_file->open(QIODevice::WriteOnly) || m_file->write("[") != 1) {
        end(tr("%1 can't be written: %2").arg(fileName, m_file->errorString()));
        return;
    }
    exportPage({});
}

void Transfer::exportPage(const QDynamoDBItem &after)
{
    ScanRequest request;
    request.tableName = m_table;
    request.exclusiveStartKey = after;
    m_client->scan(request)
            .then(this,
                  [this](const ScanResult &page) {
                      if (m_isOver || !writeItems(page.items))
                          return;
                      Q_EMIT progressed(m_done, std::max(m_expected, m_done));
                      if (!page.lastEvaluatedKey.isEmpty())
                          exportPage(page.lastEvaluatedKey);
                      else if (m_file->write("\n]\n") == 3 && m_file->commit())
                          end({});
                      else
                          end(m_file->errorString());
                  })
            .onFailed(this, [this](const QDynamoDBException &failure) {
                end(failure.error().message());
            });
}

bool Transfer::writeItems(const QList<QDynamoDBItem> &items)
{
    QByteArray text;
    for (const QDynamoDBItem &item : items) {
        const auto json = QDynamoDBJson::fromItem(item);
        if (!json) {
            end(json.error().message());
            return false;
        }
        text += m_done++ == 0 ? "\n" : ",\n";
        text += *json;
    }
    if (m_file->write(text) == text.size())
        return true;
    end(m_file->errorString());
    return false;
}

void Transfer::importFrom(const QString &fileName)
{
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly)) {
        end(tr("%1 can't be read: %2").arg(fileName, file.errorString()));
        return;
    }
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &error);
    if (!document.isArray()) {
        end(tr("%1 has no array of items: %2")
                    .arg(fileName,
                         document.isNull() ? error.errorString() : tr("it is one object")));
        return;
    }
    const QJsonArray array = document.array();
    for (qsizetype i = 0; i < array.size(); ++i) {
        const auto item = toItem(array[i]);
        if (!array[i].isObject() || !item) {
            end(tr("Item %1 of the file is none: %2").arg(i + 1).arg(item.error().message()));
            return;
        }
        m_items.append(*item);
    }
    m_expected = m_items.size();
    importBatches();
}

void Transfer::importBatches()
{
    while (!m_isOver && m_inFlight < batchesAtOnce && m_next < m_items.size()) {
        QList<WriteRequest> writes;
        for (const QDynamoDBItem &item : m_items.mid(m_next, batchSize)) {
            WriteRequest write;
            write.putRequest = PutRequest { item };
            writes.append(write);
        }
        m_next += writes.size();
        ++m_inFlight;
        BatchWriteItemRequest request;
        request.requestItems = { { m_table, writes } };
        importBatch(request, writes.size());
    }
    if (!m_isOver && m_inFlight == 0)
        end({});
}

// What the service left unprocessed is sent again.
void Transfer::importBatch(const BatchWriteItemRequest &request, qsizetype items)
{
    m_client->batchWriteItem(request)
            .then(this,
                  [this, items](const BatchWriteItemResult &result) {
                      if (m_isOver)
                          return;
                      const qsizetype left = result.unprocessedItems.value(m_table).size();
                      m_done += items - left;
                      Q_EMIT progressed(m_done, m_expected);
                      if (left > 0) {
                          BatchWriteItemRequest rest;
                          rest.requestItems = result.unprocessedItems;
                          QTimer::singleShot(std::chrono::milliseconds(500), this,
                                             [this, rest, left] { importBatch(rest, left); });
                          return;
                      }
                      --m_inFlight;
                      importBatches();
                  })
            .onFailed(this, [this](const QDynamoDBException &failure) {
                end(failure.error().message());
            });
}

void Transfer::cancel()
{
    end(tr("cancelled"));
}

void Transfer::end(const QString &problem)
{
    if (std::exchange(m_isOver, true))
        return;
    if (m_file)
        m_file->cancelWriting(); // nothing happens once it is committed
    Q_EMIT finished(m_done, problem);
    deleteLater();
}
