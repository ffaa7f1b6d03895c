// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBREPORTER_H
#define QDYNAMODBREPORTER_H

#include <QtDynamoDB/qdynamodbexports.h>

#include <QtCore/qobject.h>

#include <chrono>
#include <memory>

class QDynamoDBAbstractClient;
class QDynamoDBReporterPrivate;

// The base class of reporters, which send the measurements of clients to a server.
class Q_DYNAMODB_EXPORT QDynamoDBReporter : public QObject
{
    Q_OBJECT
    Q_PROPERTY(int batchSize READ batchSize WRITE setBatchSize NOTIFY batchSizeChanged FINAL)
    Q_PROPERTY(int maxPending READ maxPending WRITE setMaxPending NOTIFY maxPendingChanged FINAL)
    Q_PROPERTY(std::chrono::milliseconds interval READ interval WRITE setInterval NOTIFY
                       intervalChanged FINAL)

public:
    ~QDynamoDBReporter() override;
    Q_DISABLE_COPY_MOVE(QDynamoDBReporter)

    [[nodiscard]] int batchSize() const;
    void setBatchSize(int measurements);
    [[nodiscard]] int maxPending() const;
    void setMaxPending(int measurements);
    [[nodiscard]] std::chrono::milliseconds interval() const;
    void setInterval(std::chrono::milliseconds interval);

    // Not properties, because they change in other threads, without a signal.
    [[nodiscard]] Q_INVOKABLE qint64 sentCount() const;
    [[nodiscard]] Q_INVOKABLE qint64 droppedCount() const;

    Q_INVOKABLE void attach(QDynamoDBAbstractClient *client);
    Q_INVOKABLE void detach(QDynamoDBAbstractClient *client);
    bool flush(std::chrono::milliseconds timeout = std::chrono::seconds(5));

Q_SIGNALS:
    void batchSizeChanged();
    void maxPendingChanged();
    void intervalChanged();
    void dropped(qint64 count, const QString &reason);

protected:
    QDynamoDBReporter(std::unique_ptr<QDynamoDBReporterPrivate> dd, QObject *parent);

    const std::unique_ptr<QDynamoDBReporterPrivate> d;
};

#endif
