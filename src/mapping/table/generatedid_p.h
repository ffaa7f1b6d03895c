// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef GENERATEDID_P_H
#define GENERATEDID_P_H

#include "mapping/mapping_p.h"

#include <QtCore/qmutex.h>
#include <QtCore/quuid.h>

namespace QtDynamoDBPrivate {

// A time in milliseconds since 1970, followed by 80 random bits.
struct TimeOrderedBits
{
    qint64 milliseconds = 0;
    quint16 high = 0;
    quint64 low = 0;
};

// Returns bits that are greater by a random amount, also in a UUID.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT TimeOrderedBits greaterThan(TimeOrderedBits bits,
                                                                     quint32 random);

// Generates bits of which each are greater than all before, also if the clock is set back. Thread-safe.
class Q_DYNAMODB_AUTOTEST_EXPORT TimeOrderedIds
{
public:
    [[nodiscard]] TimeOrderedBits next(qint64 now);

private:
    QMutex m_mutex;
    TimeOrderedBits m_last;
};

// Returns the version 7 of RFC 9562. It has 74 of the random bits.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QUuid uuidV7(const TimeOrderedBits &bits);
// Returns the 26 characters of a ULID.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QString ulid(const TimeOrderedBits &bits);

// Returns a new id as it is stored.
[[nodiscard]] QDynamoDBValue newId(MappedProperty::GeneratedId kind);

} // namespace QtDynamoDBPrivate

#endif
