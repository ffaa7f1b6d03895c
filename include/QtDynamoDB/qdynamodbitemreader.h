// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBITEMREADER_H
#define QDYNAMODBITEMREADER_H

#include <QtDynamoDB/qdynamodbapi_fwd.h>
#include <QtDynamoDB/qdynamodbcalloptions.h>
#include <QtDynamoDB/qdynamodberror.h>
#include <QtDynamoDB/qdynamodbitem.h>

#include <QtCore/qjsonobject.h>
#include <QtCore/qobject.h>

#include <memory>

class QDynamoDBClient;
class QDynamoDBItemReaderPrivate;

// All items of a query, a scan or a PartiQL statement, read at the pace of whoever takes them.
class Q_DYNAMODB_EXPORT QDynamoDBItemReader : public QObject
{
    Q_OBJECT
    Q_PROPERTY(qsizetype readBufferSize READ readBufferSize WRITE setReadBufferSize NOTIFY
                       readBufferSizeChanged FINAL)
    Q_PROPERTY(int segments READ segments WRITE setSegments NOTIFY segmentsChanged FINAL)
    Q_PROPERTY(Status status READ status NOTIFY statusChanged FINAL)
    Q_PROPERTY(QDynamoDBError error READ error NOTIFY errorChanged FINAL)
    Q_PROPERTY(qint64 scannedCount READ scannedCount NOTIFY progressChanged FINAL)
    Q_PROPERTY(qint64 expectedCount READ expectedCount NOTIFY progressChanged FINAL)
    Q_PROPERTY(double progress READ progress NOTIFY progressChanged FINAL)

public:
    enum class Status {
        Stopped,
        Reading, // or waiting for what has arrived to be taken
        Finished, // everything has arrived
        Error, // start() tries again from the same place
    };
    Q_ENUM(Status)

    QDynamoDBItemReader(QDynamoDBClient *client, const QDynamoDB::QueryRequest &request,
                        QObject *parent = nullptr);
    QDynamoDBItemReader(QDynamoDBClient *client, const QDynamoDB::ScanRequest &request,
                        QObject *parent = nullptr);
    QDynamoDBItemReader(QDynamoDBClient *client, const QDynamoDB::ExecuteStatementRequest &request,
                        QObject *parent = nullptr);
    ~QDynamoDBItemReader() override;
    Q_DISABLE_COPY_MOVE(QDynamoDBItemReader)

    [[nodiscard]] qsizetype readBufferSize() const;
    void setReadBufferSize(qsizetype items); // 0: no limit
    [[nodiscard]] int segments() const;
    void setSegments(int segments); // 0: by the size of the table
    void setCallOptions(const QDynamoDBCallOptions &options);

    [[nodiscard]] Status status() const;
    [[nodiscard]] QDynamoDBError error() const;
    [[nodiscard]] qint64 scannedCount() const;
    [[nodiscard]] qint64 expectedCount() const; // -1: not known
    [[nodiscard]] double progress() const; // from 0 to 1, which only the end is

    [[nodiscard]] qsizetype itemsAvailable() const;
    [[nodiscard]] QList<QDynamoDBItem> read(qsizetype atMost);
    [[nodiscard]] QList<QDynamoDBItem> readAll();
    [[nodiscard]] bool atEnd() const; // everything was read

    // What was read; and the place to go on from.
    [[nodiscard]] QJsonObject checkpoint() const;
    [[nodiscard]] QDynamoDBError setCheckpoint(const QJsonObject &checkpoint);

public Q_SLOTS:
    void start();
    void stop();

Q_SIGNALS:
    void readyRead();
    void finished();
    void errorOccurred(const QDynamoDBError &error);

    void readBufferSizeChanged();
    void segmentsChanged();
    void statusChanged();
    void errorChanged();
    void progressChanged();

private:
    friend class QDynamoDBItemReaderPrivate;
    const std::unique_ptr<QDynamoDBItemReaderPrivate> d;
};

#endif
