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

// Writes what it is fed with, in batches; flush() tells what became of it.
class Q_DYNAMODB_EXPORT QDynamoDBBatchWriter : public QObject
{
    Q_OBJECT

public:
    // Full: everything is taken nevertheless; ready() tells when there is room again.
    enum class Room { Available, Full };
    Q_ENUM(Room)

    explicit QDynamoDBBatchWriter(QDynamoDBClient *client, QObject *parent = nullptr);
    QDynamoDBBatchWriter(QDynamoDBClient *client, const QDynamoDBBatchOptions &options,
                         QObject *parent = nullptr);
    ~QDynamoDBBatchWriter() override;
    Q_DISABLE_COPY_MOVE(QDynamoDBBatchWriter)

    [[nodiscard]] QDynamoDBBatchOptions options() const;
    [[nodiscard]] qsizetype pending() const; // what is neither written nor given up
    [[nodiscard]] Room room() const;

    Room put(const QString &tableName, const QDynamoDBItem &item);
    Room remove(const QString &tableName, const QDynamoDBItem &key);

    // What became of all that was fed since the flush before.
    [[nodiscard]] QFuture<QDynamoDBBatchWriteSummary> flush();

public Q_SLOTS:
    void abort(); // what is not written by now is unwritten

Q_SIGNALS:
    void ready(); // there is room again

private:
    const std::shared_ptr<QtDynamoDBPrivate::BatchWriting> d;
};

#endif
