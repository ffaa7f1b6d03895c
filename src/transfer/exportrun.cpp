// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "transfer/exportrun_p.h"

#include "transfer/recordsource_p.h"

#include <QtCore/qfileinfo.h>
#include <QtCore/qsavefile.h>
#include <QtCore/qset.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;
using QDynamoDBTransfer::Format;

namespace QtDynamoDBPrivate {

namespace {

constexpr std::size_t maxChunks = 4;
constexpr qint64 memberSize = qint64(1024) * 1024; // uncompressed bytes of a gzip member
constexpr qsizetype writeSize = qsizetype(256) * 1024;

} // namespace

bool syncFile(QFileDevice &file)
{
    if (!file.flush())
        return false;
#ifdef Q_OS_UNIX
    return ::fsync(file.handle()) == 0;
#else
    return true;
#endif
}

ExportRun::ExportRun(ExportSettings settings, const ExportProgress &progress,
                     std::function<void()> changed)
    : m_settings(std::move(settings))
    , m_partFormat(m_settings.isSpooled() ? Format::DynamoDBJsonLines : m_settings.format)
    , m_encoder(m_partFormat, m_settings.csv)
    , m_written(progress)
    , m_notify(std::move(changed))
    , m_progress(progress)
{
}

void ExportRun::run()
{
    QDynamoDBError error = open();
    if (!error.isError())
        error = writeAll();
    const QMutexLocker locker(&m_mutex);
    m_error = error;
    m_chunks.clear();
    m_end = error.isError() ? End::Error : m_isComplete ? End::Complete : End::Stopped;
    if (m_notify)
        m_notify();
}

// Opens the part file, without what was written behind the checkpoint.
QDynamoDBError ExportRun::open()
{
    const QString name = m_settings.partFileName;
    const QFileInfo info(name);
    if ((info.exists() && !info.isFile())
        || (QFileInfo::exists(m_settings.fileName) && !QFileInfo(m_settings.fileName).isFile()))
        return fileError(m_settings.fileName, u"This is not a regular file."_s);
    if (m_settings.isGzip && !hasGzip())
        return fileError(m_settings.fileName, noGzip());
    if (m_written.partSize > 0 && info.size() < m_written.partSize) {
        return fileError(
                name,
                u"The file has %1 bytes; it had %2 at the time of the checkpoint. Start the "
                "export without the checkpoint."_s.arg(info.size())
                        .arg(m_written.partSize));
    }
    m_file.setFileName(name);
    if (!m_file.open(QIODevice::ReadWrite | QIODevice::Unbuffered)
        || !m_file.resize(m_written.partSize) || !m_file.seek(m_written.partSize))
        return fileError(name, u"The file can't be written: "_s + m_file.errorString());
    if (m_settings.isGzip && !m_settings.isSpooled())
        m_gzip = std::make_unique<GzipWriter>();
    if (m_written.partSize > 0)
        return {};
    QByteArray begin = frameOf(m_partFormat).before;
    if (const QDynamoDBError error = m_encoder.appendHeader(begin); error.isError())
        return error;
    return begin.isEmpty() ? QDynamoDBError() : writeText(begin);
}

QDynamoDBError ExportRun::writeAll()
{
    for (;;) {
        Chunk chunk;
        {
            QMutexLocker locker(&m_mutex);
            while (m_chunks.empty() && !m_isComplete && !m_isStopping)
                m_changed.wait(&m_mutex);
            if (m_chunks.empty() && m_isComplete) {
                locker.unlock();
                return finishFile();
            }
            if (m_chunks.empty()) {
                locker.unlock();
                if (const QDynamoDBError error = endMember(); error.isError())
                    return error;
                publish();
                return {};
            }
            chunk = std::move(m_chunks.front());
            m_chunks.pop_front();
        }
        if (const QDynamoDBError error = write(chunk); error.isError())
            return error;
        notify();
    }
}

QDynamoDBError ExportRun::write(const Chunk &chunk)
{
    const RecordFrame frame = frameOf(m_partFormat);
    const bool isCsv = m_partFormat == Format::Csv;
    const bool isPlain = m_partFormat == Format::JsonArray || m_partFormat == Format::JsonLines;
    const bool hasHeader = isCsv && m_settings.csv.header == QDynamoDBCsvOptions::Header::Present;
    QByteArray text;
    for (const QDynamoDBItem &item : chunk.items) {
        if (m_written.items > 0 || hasHeader)
            text += frame.between;
        if (const QDynamoDBError error = m_encoder.append(text, item); error.isError())
            return error;
        ++m_written.items;
        m_written.converted += isPlain && changesInPlainJson(item) ? 1 : 0;
        if (text.size() < writeSize)
            continue;
        if (const QDynamoDBError error = writeText(text); error.isError())
            return error;
        text.clear();
    }
    if (const QDynamoDBError error = writeText(text); error.isError())
        return error;
    m_written.reader = chunk.reader;
    if (m_gzip && m_memberBytes < memberSize)
        return {};
    if (const QDynamoDBError error = endMember(); error.isError())
        return error;
    publish();
    return {};
}

QDynamoDBError ExportRun::writeText(QByteArrayView text)
{
    const QByteArray data = m_gzip ? m_gzip->compress(text) : text.toByteArray();
    m_memberBytes += text.size();
    if (m_file.write(data) != data.size())
        return fileError(m_file.fileName(), m_file.errorString());
    return {};
}

// Completes the gzip member, so that the file can be cut and continued here.
QDynamoDBError ExportRun::endMember()
{
    m_memberBytes = 0;
    const QByteArray rest = m_gzip ? m_gzip->endMember() : QByteArray();
    if (m_file.write(rest) != rest.size())
        return fileError(m_file.fileName(), m_file.errorString());
    return {};
}

// The items that were written are in the file for good.
void ExportRun::publish()
{
    m_written.partSize = m_file.pos();
    const QMutexLocker locker(&m_mutex);
    m_progress = m_written;
}

QDynamoDBError ExportRun::finishFile()
{
    QByteArray end = frameOf(m_partFormat).after;
    // Without records, lines have no line break either.
    if (m_written.items == 0 && frameOf(m_partFormat).before.isEmpty()
        && (m_partFormat != Format::Csv
            || m_settings.csv.header == QDynamoDBCsvOptions::Header::Absent))
        end.clear();
    if (m_settings.format == Format::ScanOutput) {
        const QByteArray count = QByteArray::number(m_written.items);
        end = "\n],\"Count\":" + count + ",\"ScannedCount\":" + count + "}\n";
    }
    if (const QDynamoDBError error = writeText(end); error.isError())
        return error;
    if (const QDynamoDBError error = endMember(); error.isError())
        return error;
    if (!syncFile(m_file))
        return fileError(m_file.fileName(), m_file.errorString());
    publish();
    m_file.close();
    if (m_settings.isSpooled())
        return spoolToCsv();
    std::error_code failure;
    std::filesystem::rename(QFileInfo(m_settings.partFileName).filesystemFilePath(),
                            QFileInfo(m_settings.fileName).filesystemFilePath(), failure);
    if (failure)
        return fileError(m_settings.fileName, QString::fromStdString(failure.message()));
    return {};
}

// Reads the part file twice: for the names of the columns, and for the items.
QDynamoDBError ExportRun::spoolToCsv()
{
    RecordSource::Settings spool;
    spool.fileName = m_settings.partFileName;
    spool.format = m_partFormat;
    spool.compression = QDynamoDBTransfer::Compression::None;
    const auto forEach = [&spool](const std::function<QDynamoDBError(const QDynamoDBItem &)> &use) {
        RecordSource source(spool);
        if (const QDynamoDBError error = source.open(); error.isError())
            return error;
        for (Records records; source.read(records); records.clear()) {
            for (const Record &record : records) {
                const auto item = source.item(record);
                const QDynamoDBError error = item ? use(*item) : item.error();
                if (error.isError())
                    return error;
            }
        }
        return source.error();
    };

    QSet<QString> names;
    QDynamoDBError error = forEach([&names](const QDynamoDBItem &item) {
        for (const QDynamoDBItem::Attribute &attribute : item)
            names.insert(attribute.name);
        return QDynamoDBError();
    });
    if (error.isError())
        return error;
    QStringList ordered;
    for (const QString &key : m_settings.keyNames) {
        if (names.remove(key))
            ordered.append(key);
    }
    QStringList others(names.cbegin(), names.cend());
    others.sort();
    QDynamoDBCsvOptions csv = m_settings.csv;
    for (const QString &name : ordered + others)
        csv.columns.append({ name });

    const ItemEncoder encoder(Format::Csv, csv);
    QSaveFile out(m_settings.fileName);
    if (!out.open(QIODevice::WriteOnly))
        return fileError(m_settings.fileName, out.errorString());
    const auto gzip = m_settings.isGzip ? std::make_unique<GzipWriter>() : nullptr;
    QByteArray text;
    const auto writeOut = [&](bool isAtEnd) {
        QByteArray data = gzip ? gzip->compress(text) : text;
        if (gzip && isAtEnd)
            data += gzip->endMember();
        text.clear();
        return out.write(data) == data.size() ? QDynamoDBError()
                                              : fileError(m_settings.fileName, out.errorString());
    };
    error = csv.columns.isEmpty() ? QDynamoDBError() : encoder.appendHeader(text);
    if (!text.isEmpty())
        text += '\n';
    if (!error.isError()) {
        error = forEach([&](const QDynamoDBItem &item) {
            const QDynamoDBError problem = encoder.append(text, item);
            text += '\n';
            return problem.isError() || text.size() < writeSize ? problem : writeOut(false);
        });
    }
    if (!error.isError())
        error = writeOut(true);
    if (error.isError())
        return error;
    if (!syncFile(out) || !out.commit())
        return fileError(m_settings.fileName, out.errorString());
    QFile::remove(m_settings.partFileName);
    return {};
}

void ExportRun::notify()
{
    const QMutexLocker locker(&m_mutex);
    if (m_notify)
        m_notify();
}

void ExportRun::add(const QList<QDynamoDBItem> &items, const QJsonObject &reader)
{
    const QMutexLocker locker(&m_mutex);
    m_chunks.push_back({ items, reader });
    m_changed.wakeAll();
}

bool ExportRun::hasRoom() const
{
    const QMutexLocker locker(&m_mutex);
    return m_chunks.size() < maxChunks;
}

void ExportRun::complete()
{
    const QMutexLocker locker(&m_mutex);
    m_isComplete = true;
    m_changed.wakeAll();
}

void ExportRun::stop()
{
    const QMutexLocker locker(&m_mutex);
    m_isStopping = true;
    m_changed.wakeAll();
}

void ExportRun::detach()
{
    const QMutexLocker locker(&m_mutex);
    m_notify = nullptr;
}

ExportProgress ExportRun::progress() const
{
    const QMutexLocker locker(&m_mutex);
    return m_progress;
}

ExportRun::End ExportRun::end() const
{
    const QMutexLocker locker(&m_mutex);
    return m_end;
}

QDynamoDBError ExportRun::error() const
{
    const QMutexLocker locker(&m_mutex);
    return m_error;
}

} // namespace QtDynamoDBPrivate
