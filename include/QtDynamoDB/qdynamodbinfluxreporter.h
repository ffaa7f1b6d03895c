// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBINFLUXREPORTER_H
#define QDYNAMODBINFLUXREPORTER_H

#include <QtDynamoDB/qdynamodbreporter.h>

#include <QtCore/qurl.h>

class QDynamoDBInfluxReporterPrivate;

// A reporter that writes measurements to InfluxDB 1.x or 2.x over HTTP, or over UDP.
class Q_DYNAMODB_EXPORT QDynamoDBInfluxReporter : public QDynamoDBReporter
{
    Q_OBJECT
    Q_PROPERTY(QUrl url READ url WRITE setUrl NOTIFY changed FINAL)
    Q_PROPERTY(QString database READ database WRITE setDatabase NOTIFY changed FINAL)
    Q_PROPERTY(QString user READ user WRITE setUser NOTIFY changed FINAL)
    Q_PROPERTY(QString organization READ organization WRITE setOrganization NOTIFY changed FINAL)
    Q_PROPERTY(QString bucket READ bucket WRITE setBucket NOTIFY changed FINAL)
    Q_PROPERTY(QString measurementName READ measurementName WRITE setMeasurementName NOTIFY changed
                       FINAL)
    Q_PROPERTY(QString service READ service WRITE setService NOTIFY changed FINAL)
    Q_PROPERTY(QString environment READ environment WRITE setEnvironment NOTIFY changed FINAL)

public:
    explicit QDynamoDBInfluxReporter(QObject *parent = nullptr);
    ~QDynamoDBInfluxReporter() override;

    [[nodiscard]] QUrl url() const;
    void setUrl(const QUrl &url);
    [[nodiscard]] QString database() const;
    void setDatabase(const QString &database);
    [[nodiscard]] QString user() const;
    void setUser(const QString &user);
    Q_INVOKABLE void setPassword(const QString &password);
    [[nodiscard]] QString organization() const;
    void setOrganization(const QString &organization);
    [[nodiscard]] QString bucket() const;
    void setBucket(const QString &bucket);
    Q_INVOKABLE void setToken(const QString &token);
    [[nodiscard]] QString measurementName() const;
    void setMeasurementName(const QString &name);
    [[nodiscard]] QString service() const;
    void setService(const QString &service);
    [[nodiscard]] QString environment() const;
    void setEnvironment(const QString &environment);

Q_SIGNALS:
    void changed();

private:
    void set(QString &member, const QString &value);
    [[nodiscard]] QDynamoDBInfluxReporterPrivate *d_func() const;
    void apply();
};

#endif
