// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef IMPORTRUN_P_H
#define IMPORTRUN_P_H

#include "batches/batchwriting_p.h"
#include "transfer/importprogress_p.h"

#include <QtCore/qmutex.h>
#include <QtCore/qwaitcondition.h>

#include <deque>
#include <functional>
#include <memory>

namespace QtDynamoDBPrivate {

// One run of an import, from start() until it has ended. The file is read, and items are fed to a
// batch writer, in a thread that calls run(). Records are grouped into sections; a section is settled
// when each of its items is written or has failed. The progress advances by settled sections, in the
// order of the file.
class ImportRun : public std::enable_shared_from_this<ImportRun>
{
public:
    enum class End { None, AtEnd, Stopped, Error };

    ImportRun(RecordSource::Settings settings, const QString &tableName,
              std::shared_ptr<BatchWriting> writing, const ImportProgress &progress,
              qsizetype maxFailures, std::function<void()> changed);

    void run();

    // The functions below are thread-safe.

    void stop();
    void abort();
    // changed() is not called afterwards.
    void detach();
    [[nodiscard]] ImportProgress progress() const;
    [[nodiscard]] End end() const;
    [[nodiscard]] QDynamoDBError error() const;

private:
    struct Entry
    {
        int file;
        FilePosition begin;
        FilePosition end;
        QDynamoDBItem item;
        bool isUnwritten = false;
    };
    struct Section
    {
        std::vector<Entry> entries;
        QList<FailedRecord> failed;
        SourcePosition end;
        qint64 bytes = 0;
        bool isSettled = false;
        bool isBroken = false; // an item is neither written nor known to be invalid
    };

    // In the thread of run().
    void readAll(RecordSource &source);
    void add(int file, Record &&record, RecordSource &source);
    void closeSection();
    void waitForRoom(quint64 readyBefore, bool isFull);
    void waitUntilSettled();

    void settled(quint64 number, const QDynamoDBBatchWriteSummary &summary);
    void settle(Section &section, const QDynamoDBBatchWriteSummary &summary); // with the lock held
    void advance(); // with the lock held
    void setError(const QDynamoDBError &error); // with the lock held
    void notify();

    const RecordSource::Settings m_settings;
    const QString m_tableName;
    const std::shared_ptr<BatchWriting> m_writing;
    const qsizetype m_maxFailures;
    Section m_current; // belongs to the thread of run()

    mutable QMutex m_mutex; // for the members below
    QWaitCondition m_changed;
    std::function<void()> m_notify;
    ImportProgress m_progress;
    std::deque<Section> m_sections; // unsettled ones, and settled ones behind those
    quint64 m_firstSection = 0; // number of the first one
    qint64 m_pendingBytes = 0; // of unsettled sections
    quint64 m_ready = 0; // how often the writer had room again
    QDynamoDBError m_error;
    bool m_isAtEnd = false;
    bool m_isStopping = false;
    bool m_isAborted = false;
    End m_end = End::None;
};

} // namespace QtDynamoDBPrivate

#endif
