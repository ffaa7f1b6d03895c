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

// Reads all items of a query, a scan or a PartiQL statement, with back-pressure.
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
        Reading, // or waiting until buffered items are read
        Finished, // all items have arrived
        Error, // start() resumes from the same position
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
    [[nodiscard]] qint64 expectedCount() const; // -1: unknown
    [[nodiscard]] double progress() const; // from 0 to 1; 1 only at the end

    [[nodiscard]] qsizetype itemsAvailable() const;
    [[nodiscard]] QList<QDynamoDBItem> read(qsizetype atMost);
    [[nodiscard]] QList<QDynamoDBItem> readAll();
    [[nodiscard]] bool atEnd() const; // all items were read

    // The position after the last item that was read.
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
