// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBOTLPREPORTER_H
#define QDYNAMODBOTLPREPORTER_H

#include <QtDynamoDB/qdynamodbreporter.h>

#include <QtCore/qlist.h>
#include <QtCore/qurl.h>

#include <utility>

class QDynamoDBOtlpReporterPrivate;

// A reporter that exports spans and a histogram of durations to an OpenTelemetry collector, in OTLP
// over HTTP with JSON.
class Q_DYNAMODB_EXPORT QDynamoDBOtlpReporter : public QDynamoDBReporter
{
    Q_OBJECT
    Q_PROPERTY(QUrl url READ url WRITE setUrl NOTIFY changed FINAL)
    Q_PROPERTY(QString service READ service WRITE setService NOTIFY changed FINAL)
    Q_PROPERTY(QString environment READ environment WRITE setEnvironment NOTIFY changed FINAL)

public:
    using Headers = QList<std::pair<QByteArray, QByteArray>>;

    explicit QDynamoDBOtlpReporter(QObject *parent = nullptr);
    ~QDynamoDBOtlpReporter() override;

    [[nodiscard]] QUrl url() const;
    void setUrl(const QUrl &url);
    void setHeaders(const Headers &headers);
    [[nodiscard]] QString service() const;
    void setService(const QString &service);
    [[nodiscard]] QString environment() const;
    void setEnvironment(const QString &environment);

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] QDynamoDBOtlpReporterPrivate *d_func() const;
    void apply();
};

#endif
