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

// Follows the stream of a table and reports the changes of each item in order.
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
        Latest, // changes after the start
        Oldest, // all changes in the stream, which keeps them for 24 hours
    };
    Q_ENUM(Start)

    enum class Status {
        Stopped,
        Starting, // looking for the position to read from
        Following,
        Waiting, // a call failed and is repeated
        Ended, // the stream was disabled and is read completely
        Error, // a call failed; start() resumes from the same position
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

    // The position in the stream, from which a reader resumes instead of startFrom.
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
