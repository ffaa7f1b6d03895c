// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBBATCHWRITER_H
#define QDYNAMODBBATCHWRITER_H

#include <QtDynamoDB/qdynamodbbatch.h>

#include <QtCore/qobject.h>

#include <memory>

namespace QtDynamoDBPrivate {
class BatchWriting;
}

// Writes items in batches as they are fed; flush() returns the result.
class Q_DYNAMODB_EXPORT QDynamoDBBatchWriter : public QObject
{
    Q_OBJECT

public:
    // A full writer still accepts writes; ready() is emitted once there is room again.
    enum class Room { Available, Full };
    Q_ENUM(Room)

    explicit QDynamoDBBatchWriter(QDynamoDBClient *client, QObject *parent = nullptr);
    QDynamoDBBatchWriter(QDynamoDBClient *client, const QDynamoDBBatchOptions &options,
                         QObject *parent = nullptr);
    ~QDynamoDBBatchWriter() override;
    Q_DISABLE_COPY_MOVE(QDynamoDBBatchWriter)

    [[nodiscard]] QDynamoDBBatchOptions options() const;
    [[nodiscard]] qsizetype pending() const; // writes that are neither done nor unwritten
    [[nodiscard]] Room room() const;

    Room put(const QString &tableName, const QDynamoDBItem &item);
    Room remove(const QString &tableName, const QDynamoDBItem &key);

    // The summary of all writes that were fed since the last flush.
    [[nodiscard]] QFuture<QDynamoDBBatchWriteSummary> flush();

public Q_SLOTS:
    void abort(); // pending writes become unwritten

Q_SIGNALS:
    void ready(); // there is room again

private:
    const std::shared_ptr<QtDynamoDBPrivate::BatchWriting> d;
};

#endif
