// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBSTREAMREADER_H
#define QDYNAMODBSTREAMREADER_H

#include <QtDynamoDB/qdynamodbapi_streams.h>
#include <QtDynamoDB/qdynamodberror.h>

#include <QtCore/qjsonobject.h>
#include <QtCore/qobject.h>

#include <chrono>
#include <memory>

class QDynamoDBClient;
class QDynamoDBStreamReaderPrivate;

// Follows the stream of a table: every change, in order for each item.
class Q_DYNAMODB_EXPORT QDynamoDBStreamReader : public QObject
{
    Q_OBJECT
    Q_PROPERTY(QString tableName READ tableName WRITE setTableName NOTIFY tableNameChanged FINAL)
    Q_PROPERTY(Start startFrom READ startFrom WRITE setStartFrom NOTIFY startFromChanged FINAL)
    Q_PROPERTY(std::chrono::milliseconds pollInterval READ pollInterval WRITE setPollInterval NOTIFY
                       pollIntervalChanged FINAL)
    Q_PROPERTY(Status status READ status NOTIFY statusChanged FINAL)
    Q_PROPERTY(QDynamoDBError error READ error NOTIFY errorChanged FINAL)

public:
    enum class Start {
        Latest, // changes from now on
        Oldest, // everything that the stream still has: the last 24 hours
    };
    Q_ENUM(Start)

    enum class Status {
        Stopped,
        Starting, // finding the place to read from
        Following,
        Waiting, // something failed that may pass; it is tried again
        Ended, // the table's stream was turned off, and is read to its end
        Error, // something failed for good; start() tries again from the same place
    };
    Q_ENUM(Status)

    explicit QDynamoDBStreamReader(QDynamoDBClient *client, QObject *parent = nullptr);
    ~QDynamoDBStreamReader() override;
    Q_DISABLE_COPY_MOVE(QDynamoDBStreamReader)

    [[nodiscard]] QDynamoDBClient *client() const;
    [[nodiscard]] QString tableName() const;
    void setTableName(const QString &tableName);
    [[nodiscard]] Start startFrom() const;
    void setStartFrom(Start start);
    [[nodiscard]] std::chrono::milliseconds pollInterval() const;
    void setPollInterval(std::chrono::milliseconds interval);

    // How far everything is read; and the place to go on from, instead of startFrom.
    [[nodiscard]] QJsonObject checkpoint() const;
    [[nodiscard]] QDynamoDBError setCheckpoint(const QJsonObject &checkpoint);

    [[nodiscard]] Status status() const;
    [[nodiscard]] QDynamoDBError error() const;

public Q_SLOTS:
    void start();
    void stop();

Q_SIGNALS:
    void inserted(const QDynamoDB::Record &record);
    void modified(const QDynamoDB::Record &record);
    void removed(const QDynamoDB::Record &record);
    void recordsLost(const QString &shardId);
    void errorOccurred(const QDynamoDBError &error);

    void tableNameChanged();
    void startFromChanged();
    void pollIntervalChanged();
    void statusChanged();
    void errorChanged();

private:
    friend class QDynamoDBStreamReaderPrivate;
    const std::unique_ptr<QDynamoDBStreamReaderPrivate> d;
};

#endif
