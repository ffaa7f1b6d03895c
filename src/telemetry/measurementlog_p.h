// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef MEASUREMENTLOG_P_H
#define MEASUREMENTLOG_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbmeasurement.h>

#include <vector>

namespace QtDynamoDBPrivate {

// A compact list of measurements. Data that many of them share, such as the table, is stored once
// as their kind. Request IDs are kept for failed attempts only.
class Q_DYNAMODB_AUTOTEST_EXPORT MeasurementLog
{
public:
    void add(const QDynamoDBMeasurement &measurement);
    [[nodiscard]] qsizetype size() const { return qsizetype(m_records.size()); }
    // Calls the visitor with each measurement in order, and clears the list. Its memory is kept for
    // reuse.
    template<typename Visitor>
    void drain(Visitor visit)
    {
        for (const Record &record : m_records)
            visit(restored(record));
        clear();
    }

private:
    // The data that measurements of one kind do not share.
    struct Record
    {
        std::size_t kind;
        QDateTime timestamp;
        qint64 bytesSent;
        qint64 bytesReceived;
        std::chrono::nanoseconds duration;
        std::chrono::nanoseconds queued;
        std::chrono::nanoseconds connecting;
        std::chrono::nanoseconds waiting;
        std::chrono::nanoseconds receiving;
        std::chrono::nanoseconds decoding;
    };

    [[nodiscard]] std::size_t kindOf(const QDynamoDBMeasurement &measurement);
    [[nodiscard]] const QDynamoDBMeasurement &restored(const Record &record);
    void clear();

    std::vector<Record> m_records;
    std::vector<QDynamoDBMeasurement> m_kinds;
    std::vector<std::size_t> m_shared; // indexes of the kinds that several records may share
    std::size_t m_last = 0; // index in m_shared of the last kind used; the next is often the same
};

} // namespace QtDynamoDBPrivate

#endif
