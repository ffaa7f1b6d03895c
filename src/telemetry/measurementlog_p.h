// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef MEASUREMENTLOG_P_H
#define MEASUREMENTLOG_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbmeasurement.h>

#include <vector>

namespace QtDynamoDBPrivate {

// Measurements one after the other. What many have in common, such as their table, is there once:
// to put one down costs a few numbers. The request's id is kept for those that failed alone.
class Q_DYNAMODB_AUTOTEST_EXPORT MeasurementLog
{
public:
    void add(const QDynamoDBMeasurement &measurement);
    [[nodiscard]] qsizetype size() const { return qsizetype(m_records.size()); }
    // Hands all of them out in their order, and is empty afterwards. Its memory stays for the next.
    template<typename Visitor>
    void drain(Visitor visit)
    {
        for (const Record &record : m_records)
            visit(restored(record));
        clear();
    }

private:
    // What those of one kind do not have in common.
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
    std::vector<std::size_t> m_common; // the kinds that more than one may be of
    std::size_t m_last = 0; // of those: the next is likely to be alike
};

} // namespace QtDynamoDBPrivate

#endif
