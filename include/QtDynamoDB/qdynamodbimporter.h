// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBIMPORTER_H
#define QDYNAMODBIMPORTER_H

#include <QtDynamoDB/qdynamodbbatch.h>
#include <QtDynamoDB/qdynamodberror.h>
#include <QtDynamoDB/qdynamodbtransfer.h>

#include <QtCore/qfuture.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qobject.h>

#include <memory>

class QDynamoDBClient;
class QDynamoDBImporterPrivate;

// Imports the items of a file into a table.
class Q_DYNAMODB_EXPORT QDynamoDBImporter : public QObject
{
    Q_OBJECT
    Q_PROPERTY(Status status READ status NOTIFY statusChanged FINAL)
    Q_PROPERTY(QDynamoDBError error READ error NOTIFY errorChanged FINAL)
    Q_PROPERTY(qint64 writtenCount READ writtenCount NOTIFY progressChanged FINAL)
    Q_PROPERTY(qint64 failedCount READ failedCount NOTIFY progressChanged FINAL)
    Q_PROPERTY(qint64 bytesRead READ bytesRead NOTIFY progressChanged FINAL)
    Q_PROPERTY(qint64 bytesTotal READ bytesTotal NOTIFY progressChanged FINAL)
    Q_PROPERTY(double progress READ progress NOTIFY progressChanged FINAL)

public:
    enum class Status {
        Stopped,
        Importing,
        Finished, // the file was read to its end; some records may have failed
        Error, // start() resumes from the same position
    };
    Q_ENUM(Status)

    QDynamoDBImporter(QDynamoDBClient *client, const QString &tableName, const QString &fileName,
                      QObject *parent = nullptr);
    ~QDynamoDBImporter() override;
    Q_DISABLE_COPY_MOVE(QDynamoDBImporter)

    [[nodiscard]] QString tableName() const;
    [[nodiscard]] QString fileName() const;

    // The next start() uses these.
    [[nodiscard]] QDynamoDBTransfer::Format format() const;
    void setFormat(QDynamoDBTransfer::Format format);
    [[nodiscard]] QDynamoDBTransfer::Compression compression() const;
    void setCompression(QDynamoDBTransfer::Compression compression);
    [[nodiscard]] QDynamoDBCsvOptions csvOptions() const;
    void setCsvOptions(const QDynamoDBCsvOptions &options);
    [[nodiscard]] QDynamoDBBatchOptions batchOptions() const;
    void setBatchOptions(const QDynamoDBBatchOptions &options);
    [[nodiscard]] qsizetype maxFailures() const;
    void setMaxFailures(qsizetype records);

    // The beginning of the file, read without writing anything.
    [[nodiscard]] QFuture<QDynamoDBImportPreview> preview(qsizetype maxRecords = 100);

    [[nodiscard]] Status status() const;
    [[nodiscard]] QDynamoDBError error() const;
    [[nodiscard]] qint64 writtenCount() const;
    [[nodiscard]] qint64 failedCount() const;
    [[nodiscard]] qint64 bytesRead() const;
    [[nodiscard]] qint64 bytesTotal() const;
    [[nodiscard]] double progress() const; // from 0 to 1; 1 only at the end

    [[nodiscard]] QList<QDynamoDBImportFailure> failures() const;
    // Writes the records that failed to a file, to be corrected and imported again.
    [[nodiscard]] QFuture<void> saveFailures(const QString &fileName) const;

    // The position up to which all records are written or have failed.
    [[nodiscard]] QJsonObject checkpoint() const;
    [[nodiscard]] QDynamoDBError setCheckpoint(const QJsonObject &checkpoint);

public Q_SLOTS:
    void start();
    void stop(); // after the writes that are pending
    void abort(); // without them

Q_SIGNALS:
    void finished();
    void stopped();
    void errorOccurred(const QDynamoDBError &error);

    void statusChanged();
    void errorChanged();
    void progressChanged();

private:
    friend class QDynamoDBImporterPrivate;
    const std::unique_ptr<QDynamoDBImporterPrivate> d;
};

#endif
