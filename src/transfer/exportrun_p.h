// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef EXPORTRUN_P_H
#define EXPORTRUN_P_H

#include "transfer/gzip_p.h"
#include "transfer/itemencoder_p.h"

#include <QtDynamoDB/qdynamodbtransfer.h>

#include <QtCore/qfile.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qmutex.h>
#include <QtCore/qwaitcondition.h>

#include <deque>
#include <functional>
#include <memory>

namespace QtDynamoDBPrivate {

struct ExportSettings
{
    QString fileName;
    QString partFileName;
    QDynamoDBTransfer::Format format = QDynamoDBTransfer::Format::DynamoDBJson;
    bool isGzip = false;
    QDynamoDBCsvOptions csv; // without columns, the items are spooled and the columns collected
    QStringList keyNames; // of the table; their columns are the first ones

    [[nodiscard]] bool isSpooled() const
    {
        return format == QDynamoDBTransfer::Format::Csv && csv.columns.isEmpty();
    }
};

// What an export has done so far.
struct ExportProgress
{
    qint64 items = 0;
    qint64 converted = 0; // items with a value that plain JSON changes
    qint64 partSize = 0; // bytes of the part file that contain these items
    QJsonObject reader; // the reader's checkpoint behind these items
};

// One run of an export. Items are encoded and written in a thread that calls run(). The file gets its
// name when it is complete.
class ExportRun
{
public:
    enum class End { None, Complete, Stopped, Error };

    ExportRun(ExportSettings settings, const ExportProgress &progress,
              std::function<void()> changed);

    void run();

    // The functions below are thread-safe.

    // Adds items, and the reader's checkpoint behind them.
    void add(const QList<QDynamoDBItem> &items, const QJsonObject &reader);
    [[nodiscard]] bool hasRoom() const;
    void complete(); // no items follow
    void stop(); // after the items that were added
    void detach(); // changed() is not called afterwards
    [[nodiscard]] ExportProgress progress() const;
    [[nodiscard]] End end() const;
    [[nodiscard]] QDynamoDBError error() const;

private:
    struct Chunk
    {
        QList<QDynamoDBItem> items;
        QJsonObject reader;
    };

    // In the thread of run().
    [[nodiscard]] QDynamoDBError open();
    [[nodiscard]] QDynamoDBError writeAll();
    [[nodiscard]] QDynamoDBError write(const Chunk &chunk);
    [[nodiscard]] QDynamoDBError writeText(QByteArrayView text);
    [[nodiscard]] QDynamoDBError endMember();
    [[nodiscard]] QDynamoDBError finishFile();
    [[nodiscard]] QDynamoDBError spoolToCsv();
    void publish();
    void notify();

    const ExportSettings m_settings;
    const QDynamoDBTransfer::Format m_partFormat;
    const ItemEncoder m_encoder;
    QFile m_file;
    std::unique_ptr<GzipWriter> m_gzip;
    qint64 m_memberBytes = 0; // uncompressed
    ExportProgress m_written; // including items that are not in a complete gzip member

    mutable QMutex m_mutex; // for the members below
    QWaitCondition m_changed;
    std::function<void()> m_notify;
    std::deque<Chunk> m_chunks;
    ExportProgress m_progress;
    bool m_isComplete = false;
    bool m_isStopping = false;
    QDynamoDBError m_error;
    End m_end = End::None;
};

// Makes what was written to the file durable. Returns false if the disk is full or broken.
[[nodiscard]] bool syncFile(QFileDevice &file);

} // namespace QtDynamoDBPrivate

#endif
