// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "transfer/importrun_p.h"

#include <algorithm>
#include <iterator>
#include <utility>

using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;

namespace QtDynamoDBPrivate {

namespace {

constexpr std::size_t sectionRecords = 100; // four batches
constexpr qint64 sectionBytes = qint64(1024) * 1024;
constexpr qint64 maxPendingBytes = qint64(8) * 1024 * 1024;

// Whether the error is that of one item. Other errors affect all items: the table, the network, the
// credentials, the capacity.
[[nodiscard]] bool isOfItem(const QDynamoDBError &error)
{
    switch (error.code()) {
    case Code::Validation:
    case Code::InvalidParameterValue:
    case Code::Serialization:
    case Code::ItemCollectionSizeLimitExceeded:
        return true;
    default:
        return false;
    }
}

} // namespace

ImportRun::ImportRun(RecordSource::Settings settings, const QString &tableName,
                     std::shared_ptr<BatchWriting> writing, const ImportProgress &progress,
                     qsizetype maxFailures, std::function<void()> changed)
    : m_settings(std::move(settings))
    , m_tableName(tableName)
    , m_writing(std::move(writing))
    , m_maxFailures(maxFailures)
    , m_notify(std::move(changed))
    , m_progress(progress)
{
}

void ImportRun::run()
{
    m_writing->setReadyCallback([this] {
        const QMutexLocker locker(&m_mutex);
        ++m_ready;
        m_changed.wakeAll();
    });
    RecordSource source(m_settings);
    const QDynamoDBError error = source.open(progress().position);
    {
        const QMutexLocker locker(&m_mutex);
        if (error.isError()) {
            setError(error);
        } else if (m_progress.position.position.offset > 0
                   && m_progress.bytesTotal != source.bytesTotal()) {
            setError(QDynamoDBError(Code::Validation,
                                    u"The file has %1 bytes; it had %2 at the time of the "
                                    "checkpoint."_s.arg(source.bytesTotal())
                                            .arg(m_progress.bytesTotal)));
        } else {
            m_progress.format = source.format();
            m_progress.files = source.files();
            m_progress.hasManifest = source.hasManifest();
            m_progress.header = source.headerText();
            m_progress.bytesTotal = source.bytesTotal();
        }
    }
    readAll(source);
    closeSection();
    waitUntilSettled();
    m_writing->setReadyCallback(nullptr);
    m_writing->close();
    {
        const QMutexLocker locker(&m_mutex);
        m_end = m_error.isError()                 ? End::Error
                : m_isAtEnd && m_sections.empty() ? End::AtEnd
                                                  : End::Stopped;
    }
    notify();
}

void ImportRun::readAll(RecordSource &source)
{
    const auto isStopping = [this] {
        const QMutexLocker locker(&m_mutex);
        return m_isStopping;
    };
    Records records;
    while (!isStopping()) {
        records.clear();
        const int file = source.file();
        const bool isMore = source.read(records);
        {
            const QMutexLocker locker(&m_mutex);
            m_progress.bytesRead = source.bytesRead();
        }
        if (!isMore) {
            const QMutexLocker locker(&m_mutex);
            if (source.error().isError())
                setError(source.error());
            else
                m_isAtEnd = true;
            return;
        }
        for (Record &record : records) {
            if (isStopping())
                return;
            add(file, std::move(record), source);
        }
    }
}

void ImportRun::add(int file, Record &&record, RecordSource &source)
{
    quint64 readyBefore = 0;
    {
        const QMutexLocker locker(&m_mutex);
        readyBefore = m_ready;
    }
    bool isFull = false;
    auto item = source.item(record);
    if (item) {
        isFull = !m_writing->feed(BatchEntry::Kind::Put, m_tableName, *item);
        m_current.entries.push_back({ file, record.begin, record.end, *item });
    } else {
        m_current.failed.append({ file, record.begin, record.end, item.error() });
    }
    m_current.end = { file, record.end };
    m_current.bytes += record.text.size();
    const std::size_t count = m_current.entries.size() + std::size_t(m_current.failed.size());
    if (count >= sectionRecords || m_current.bytes >= sectionBytes)
        closeSection();
    waitForRoom(readyBefore, isFull);
}

// A full writer accepts more; pausing here bounds the memory.
void ImportRun::waitForRoom(quint64 readyBefore, bool isFull)
{
    QMutexLocker locker(&m_mutex);
    while (!m_isStopping && ((isFull && m_ready == readyBefore) || m_pendingBytes > maxPendingBytes))
        m_changed.wait(&m_mutex);
}

void ImportRun::closeSection()
{
    if (m_current.entries.empty() && m_current.failed.isEmpty())
        return;
    quint64 number = 0;
    {
        const QMutexLocker locker(&m_mutex);
        m_pendingBytes += m_current.bytes;
        m_sections.push_back(std::exchange(m_current, {}));
        number = m_firstSection + m_sections.size() - 1;
    }
    m_writing->flush().then(
            [self = shared_from_this(), number](const QDynamoDBBatchWriteSummary &summary) {
                self->settled(number, summary);
            });
}

void ImportRun::waitUntilSettled()
{
    const auto hasOpen = [this] {
        return std::any_of(m_sections.begin(), m_sections.end(),
                           [](const Section &section) { return !section.isSettled; });
    };
    QMutexLocker locker(&m_mutex);
    bool hasGivenUp = false;
    while (hasOpen()) {
        if ((m_isAborted || m_error.isError()) && !std::exchange(hasGivenUp, true)) {
            locker.unlock();
            m_writing->abort();
            locker.relock();
            continue;
        }
        m_changed.wait(&m_mutex);
    }
}

void ImportRun::settled(quint64 number, const QDynamoDBBatchWriteSummary &summary)
{
    {
        const QMutexLocker locker(&m_mutex);
        Section &section = m_sections[std::size_t(number - m_firstSection)];
        settle(section, summary);
        section.isSettled = true;
        m_pendingBytes -= section.bytes;
        advance();
        m_changed.wakeAll();
    }
    notify();
}

void ImportRun::settle(Section &section, const QDynamoDBBatchWriteSummary &summary)
{
    for (const QDynamoDBUnwrittenItem &unwritten : summary.unwritten) {
        const QDynamoDBItem item = unwritten.request.putRequest ? unwritten.request.putRequest->item
                                                                : QDynamoDBItem();
        const auto entry = std::find_if(section.entries.begin(), section.entries.end(),
                                        [&item](const Entry &candidate) {
                                            return !candidate.isUnwritten && candidate.item == item;
                                        });
        if (entry == section.entries.end())
            continue;
        entry->isUnwritten = true;
        if (isOfItem(unwritten.error)) {
            section.failed.append({ entry->file, entry->begin, entry->end, unwritten.error });
            continue;
        }
        section.isBroken = true;
        if (!m_isAborted)
            setError(unwritten.error);
    }
}

// Adds the settled sections at the front to the progress.
void ImportRun::advance()
{
    while (!m_sections.empty() && m_sections.front().isSettled && !m_sections.front().isBroken) {
        Section &section = m_sections.front();
        m_progress.position = section.end;
        m_progress.written += std::count_if(section.entries.begin(), section.entries.end(),
                                            [](const Entry &entry) { return !entry.isUnwritten; });
        std::sort(section.failed.begin(), section.failed.end(),
                  [](const FailedRecord &a, const FailedRecord &b) {
                      return std::pair(a.file, a.begin.offset) < std::pair(b.file, b.begin.offset);
                  });
        m_progress.failed += section.failed;
        m_sections.pop_front();
        ++m_firstSection;
    }
    if (m_progress.failed.size() > m_maxFailures) {
        setError(QDynamoDBError(Code::Validation,
                                u"%1 records failed, more than maxFailures allows. The last one: "
                                "line %2: %3"_s.arg(m_progress.failed.size())
                                        .arg(m_progress.failed.last().begin.line)
                                        .arg(m_progress.failed.last().error.message())));
    }
}

void ImportRun::setError(const QDynamoDBError &error)
{
    if (!m_error.isError())
        m_error = error;
    m_isStopping = true;
    m_changed.wakeAll();
}

void ImportRun::notify()
{
    const QMutexLocker locker(&m_mutex);
    if (m_notify)
        m_notify();
}

void ImportRun::stop()
{
    const QMutexLocker locker(&m_mutex);
    m_isStopping = true;
    m_changed.wakeAll();
}

void ImportRun::abort()
{
    {
        const QMutexLocker locker(&m_mutex);
        m_isStopping = true;
        m_isAborted = true;
        m_changed.wakeAll();
    }
    m_writing->abort();
}

void ImportRun::detach()
{
    const QMutexLocker locker(&m_mutex);
    m_notify = nullptr;
}

ImportProgress ImportRun::progress() const
{
    const QMutexLocker locker(&m_mutex);
    return m_progress;
}

ImportRun::End ImportRun::end() const
{
    const QMutexLocker locker(&m_mutex);
    return m_end;
}

QDynamoDBError ImportRun::error() const
{
    const QMutexLocker locker(&m_mutex);
    return m_error;
}

} // namespace QtDynamoDBPrivate
