// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBEXPORTER_H
#define QDYNAMODBEXPORTER_H

#include <QtDynamoDB/qdynamodbapi_fwd.h>
#include <QtDynamoDB/qdynamodbcalloptions.h>
#include <QtDynamoDB/qdynamodberror.h>
#include <QtDynamoDB/qdynamodbtransfer.h>

#include <QtCore/qjsonobject.h>
#include <QtCore/qobject.h>

#include <memory>

class QDynamoDBClient;
class QDynamoDBExporterPrivate;

// Exports the items of a table, scan, query or PartiQL statement to a file.
class Q_DYNAMODB_EXPORT QDynamoDBExporter : public QObject
{
    Q_OBJECT
    Q_PROPERTY(Status status READ status NOTIFY statusChanged FINAL)
    Q_PROPERTY(QDynamoDBError error READ error NOTIFY errorChanged FINAL)
    Q_PROPERTY(qint64 itemCount READ itemCount NOTIFY progressChanged FINAL)
    Q_PROPERTY(qint64 convertedCount READ convertedCount NOTIFY progressChanged FINAL)
    Q_PROPERTY(qint64 bytesWritten READ bytesWritten NOTIFY progressChanged FINAL)
    Q_PROPERTY(double progress READ progress NOTIFY progressChanged FINAL)

public:
    enum class Status {
        Stopped,
        Exporting,
        Finished, // the file is complete, under its name
        Error, // start() resumes from the same position
    };
    Q_ENUM(Status)

    QDynamoDBExporter(QDynamoDBClient *client, const QString &tableName, const QString &fileName,
                      QObject *parent = nullptr);
    QDynamoDBExporter(QDynamoDBClient *client, const QDynamoDB::ScanRequest &request,
                      const QString &fileName, QObject *parent = nullptr);
    QDynamoDBExporter(QDynamoDBClient *client, const QDynamoDB::QueryRequest &request,
                      const QString &fileName, QObject *parent = nullptr);
    QDynamoDBExporter(QDynamoDBClient *client, const QDynamoDB::ExecuteStatementRequest &request,
                      const QString &fileName, QObject *parent = nullptr);
    ~QDynamoDBExporter() override;
    Q_DISABLE_COPY_MOVE(QDynamoDBExporter)

    [[nodiscard]] QString fileName() const;
    [[nodiscard]] QString partFileName() const; // the file that is written until it is complete

    // To be set before the first start().
    [[nodiscard]] QDynamoDBTransfer::Format format() const;
    void setFormat(QDynamoDBTransfer::Format format);
    [[nodiscard]] QDynamoDBTransfer::Compression compression() const;
    void setCompression(QDynamoDBTransfer::Compression compression);
    [[nodiscard]] QDynamoDBCsvOptions csvOptions() const;
    void setCsvOptions(const QDynamoDBCsvOptions &options);
    [[nodiscard]] int segments() const;
    void setSegments(int segments); // 0: by the size of the table
    void setCallOptions(const QDynamoDBCallOptions &options);

    [[nodiscard]] Status status() const;
    [[nodiscard]] QDynamoDBError error() const;
    [[nodiscard]] qint64 itemCount() const; // items in the file so far
    [[nodiscard]] qint64 convertedCount() const; // items with a value that the format can't keep
    [[nodiscard]] qint64 bytesWritten() const;
    [[nodiscard]] double progress() const; // from 0 to 1; 1 only at the end

    // The position up to which all items are in the part file.
    [[nodiscard]] QJsonObject checkpoint() const;
    [[nodiscard]] QDynamoDBError setCheckpoint(const QJsonObject &checkpoint);

public Q_SLOTS:
    void start();
    void stop(); // keeps the part file

Q_SIGNALS:
    void finished();
    void stopped();
    void errorOccurred(const QDynamoDBError &error);

    void statusChanged();
    void errorChanged();
    void progressChanged();

private:
    friend class QDynamoDBExporterPrivate;
    const std::unique_ptr<QDynamoDBExporterPrivate> d;
};

#endif
