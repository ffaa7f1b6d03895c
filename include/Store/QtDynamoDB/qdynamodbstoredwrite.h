// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBSTOREDWRITE_H
#define QDYNAMODBSTOREDWRITE_H

#include <QtDynamoDB/qdynamodbstoreexports.h>

#include <QtCore/qfuture.h>

#include <memory>

namespace QtDynamoDBPrivate {
struct StoredWriteState;
}

// A write that a store was asked for. Copies are the same write.
class Q_DYNAMODB_STORE_EXPORT QDynamoDBStoredWrite
{
public:
    QDynamoDBStoredWrite() noexcept; // null
    void swap(QDynamoDBStoredWrite &other) noexcept { d.swap(other.d); }

    [[nodiscard]] bool isNull() const noexcept { return !d; }
    // The write's number in the queue; 0 before it is accepted, or if it changes nothing.
    [[nodiscard]] qint64 sequence() const noexcept;
    // Finishes when the write is on the disk; fails if the store refuses it.
    [[nodiscard]] QFuture<void> accepted() const;
    // Finishes when the service has the write; fails if it is refused, in conflict or unconfirmed.
    [[nodiscard]] QFuture<void> sent() const;

private:
    friend struct QtDynamoDBPrivate::StoredWriteState;
    std::shared_ptr<QtDynamoDBPrivate::StoredWriteState> d;
};

Q_DECLARE_SHARED(QDynamoDBStoredWrite)

#endif
