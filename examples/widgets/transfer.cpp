// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "transfer.h"

#include <QtDynamoDB/QDynamoDBJson>

#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QPromise>
#include <QtCore/QThreadPool>
#include <QtCore/QTimer>

#include <algorithm>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;

namespace {

constexpr int batchSize = 25; // the limit of BatchWriteItem
constexpr int batchesAtOnce = 8;

constexpr qint64 maximumFileSize = Q_INT64_C(1) << 30; // bytes; the file is read into memory

// Whether the item was read from DynamoDB JSON, such as {"Views":{"N":"7"}}.
bool isTyped(const QDynamoDBItem &item)
{
    static const QStringList types = u"S N B BOOL NULL L M SS NS BS"_s.split(u' ');
    return std::all_of(item.begin(), item.end(), [](const QDynamoDBItem::Attribute &attribute) {
        const QDynamoDBItem typed = attribute.value.toMap();
        return typed.size() == 1 && types.contains(typed.begin()->name);
    });
}

QDynamoDBExpected<QDynamoDBItem> toItem(const QDynamoDBValue &value)
{
    QDynamoDBItem item = value.toMap();
    if (!isTyped(item))
        return item;
    const auto json = QDynamoDBJson::plainFromItem(item);
    return json ? QDynamoDBJson::toItem(*json) : json.error();
}

struct FileContent
{
    QList<QDynamoDBItem> items;
    QString problem; // empty: there is none
};

// Whether it is a folder, a FIFO, a socket or a device.
bool isNoRegularFile(const QString &fileName)
{
    const QFileInfo info(fileName);
    return info.exists() && !info.isFile();
}

FileContent readItems(const QString &fileName)
{
    FileContent content;
    // Checked first, because opening a FIFO blocks until there is a writer.
    if (isNoRegularFile(fileName)) {
        content.problem = Transfer::tr("%1 is not a regular file.").arg(fileName);
        return content;
    }
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly)) {
        content.problem = Transfer::tr("%1 cannot be read: %2").arg(fileName, file.errorString());
        return content;
    }
    if (file.size() > maximumFileSize) {
        content.problem = Transfer::tr("%1 is larger than 1 GiB. Split the file.").arg(fileName);
        return content;
    }
    const auto json = QDynamoDBJson::plainToValue(file.readAll());
    if (!json || !json->isList()) {
        content.problem = Transfer::tr("%1 does not contain an array of items: %2")
                                  .arg(fileName,
                                       json ? Transfer::tr("it contains another value")
                                            : json.error().message());
        return content;
    }
    content.items.reserve(json->size());
    for (qsizetype i = 0; i < json->size(); ++i) {
        const bool isObject = (*json)[i].isMap();
        const auto item = toItem((*json)[i]);
        if (!isObject || !item) {
            content.problem = Transfer::tr("Item %L1 of the file is invalid: %2")
                                      .arg(i + 1)
                                      .arg(isObject ? item.error().message()
                                                    : Transfer::tr("it is not an object"));
            return content;
        }
        content.items.append(*item);
    }
    return content;
}

} // namespace

Transfer::Transfer(QDynamoDBClient *client, const QString &table, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_table(table)
{
}

void Transfer::exportTo(const QString &fileName)
{
    if (isNoRegularFile(fileName)) {
        finish(tr("%1 is not a regular file.").arg(fileName));
        return;
    }
    m_file = std::make_unique<QSaveFile>(fileName);
    if (!m_file->open(QIODevice::WriteOnly) || m_file->write("[") != 1) {
        finish(tr("%1 cannot be written: %2").arg(fileName, m_file->errorString()));
        return;
    }
    ScanRequest request;
    request.tableName = m_table;
    m_reader = std::make_unique<QDynamoDBItemReader>(m_client, request);
    connect(m_reader.get(), &QDynamoDBItemReader::readyRead, this, [this] {
        if (!m_isFinished && writeItems(m_reader->readAll()))
            Q_EMIT progressed(tr("%L1 items").arg(m_done), m_reader->progress());
    });
    connect(m_reader.get(), &QDynamoDBItemReader::finished, this, [this] {
        if (m_isFinished)
            return;
        if (m_file->write("\n]\n") == 3 && m_file->flush() && m_file->commit())
            finish({});
        else
            finish(m_file->errorString());
    });
    connect(m_reader.get(), &QDynamoDBItemReader::errorOccurred, this,
            [this](const QDynamoDBError &error) { finish(error.message()); });
    m_reader->start();
}

bool Transfer::writeItems(const QList<QDynamoDBItem> &items)
{
    QByteArray text;
    for (const QDynamoDBItem &item : items) {
        const auto json = QDynamoDBJson::fromItem(item);
        if (!json) {
            finish(json.error().message());
            return false;
        }
        text += m_done++ == 0 ? "\n" : ",\n";
        text += *json;
    }
    if (m_file->write(text) == text.size())
        return true;
    finish(m_file->errorString());
    return false;
}

// Reads the file in another thread, so that the window stays responsive.
void Transfer::importFrom(const QString &fileName)
{
    Q_EMIT progressed(tr("Reading the file …"), 0);
    const auto promise = std::make_shared<QPromise<FileContent>>();
    promise->start();
    QDynamoDB::whenDone(
            promise->future(), this,
            [this](const FileContent &content) {
                if (content.problem.isEmpty())
                    importItems(content.items);
                else
                    finish(content.problem);
            },
            [this](const QDynamoDBError &error) { finish(error.message()); });
    QThreadPool::globalInstance()->start([promise, fileName] {
        promise->addResult(readItems(fileName));
        promise->finish();
    });
}

void Transfer::importItems(const QList<QDynamoDBItem> &items)
{
    m_items = items;
    importBatches();
}

void Transfer::importBatches()
{
    while (!m_isFinished && m_inFlight < batchesAtOnce && m_next < m_items.size()) {
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
    if (!m_isFinished && m_inFlight == 0)
        finish({});
}

// Sends a batch, and sends unprocessed items again after a pause.
void Transfer::importBatch(const BatchWriteItemRequest &request, qsizetype items)
{
    QDynamoDB::whenDone(
            m_client->batchWriteItem(request), this,
            [this, items](const BatchWriteItemResult &result) {
                if (m_isFinished)
                    return;
                const qsizetype left = result.unprocessedItems.value(m_table).size();
                m_done += items - left;
                Q_EMIT progressed(tr("%L1 of %L2 items").arg(m_done).arg(m_items.size()),
                                  double(m_done) / double(m_items.size()));
                if (left > 0) {
                    BatchWriteItemRequest rest;
                    rest.requestItems = result.unprocessedItems;
                    QTimer::singleShot(std::chrono::milliseconds(500), this,
                                       [this, rest, left] { importBatch(rest, left); });
                    return;
                }
                --m_inFlight;
                importBatches();
            },
            [this](const QDynamoDBError &error) { finish(error.message()); });
}

void Transfer::cancel()
{
    finish(tr("cancelled"));
}

void Transfer::finish(const QString &problem)
{
    if (std::exchange(m_isFinished, true))
        return;
    if (m_reader)
        m_reader->stop();
    if (m_file)
        m_file->cancelWriting(); // has no effect after commit()
    Q_EMIT finished(m_done, problem);
    deleteLater();
}
