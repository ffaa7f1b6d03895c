// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBSTATISTICS_H
#define QDYNAMODBSTATISTICS_H

#include <QtDynamoDB/qdynamodberror.h>

#include <QtCore/qmap.h>
#include <QtCore/qobject.h>
#include <QtCore/qvariant.h>

#include <chrono>
#include <memory>

class QDynamoDBStatisticsPrivate;
namespace QtDynamoDBPrivate {
class Engine;
}

// The statistics of a client's attempts, updated once a second.
class Q_DYNAMODB_EXPORT QDynamoDBStatistics final : public QObject
{
    Q_OBJECT
    Q_PROPERTY(int inFlight READ inFlight NOTIFY updated FINAL)
    Q_PROPERTY(int queued READ queued NOTIFY updated FINAL)
    Q_PROPERTY(qint64 requests READ requests NOTIFY updated FINAL)
    Q_PROPERTY(double requestsPerSecond READ requestsPerSecond NOTIFY updated FINAL)
    Q_PROPERTY(double p50Ms READ p50Milliseconds NOTIFY updated FINAL)
    Q_PROPERTY(double p99Ms READ p99Milliseconds NOTIFY updated FINAL)
    Q_PROPERTY(QVariantMap errors READ errorsByName NOTIFY updated FINAL)
    Q_PROPERTY(QVariantMap consumedCapacity READ consumedCapacityByName NOTIFY updated FINAL)

public:
    ~QDynamoDBStatistics() override;
    Q_DISABLE_COPY_MOVE(QDynamoDBStatistics)

    [[nodiscard]] int inFlight() const;
    [[nodiscard]] int queued() const;
    [[nodiscard]] qint64 requests() const;
    [[nodiscard]] double requestsPerSecond() const;
    [[nodiscard]] std::chrono::nanoseconds p50() const;
    [[nodiscard]] std::chrono::nanoseconds p99() const;
    [[nodiscard]] QMap<QDynamoDBError::Code, qint64> errors() const;
    [[nodiscard]] QMap<QString, double> consumedCapacity() const;

Q_SIGNALS:
    void updated();

private:
    friend class QDynamoDBAbstractClient;
    QDynamoDBStatistics(QtDynamoDBPrivate::Engine *engine, QObject *parent);

    [[nodiscard]] double p50Milliseconds() const;
    [[nodiscard]] double p99Milliseconds() const;
    [[nodiscard]] QVariantMap errorsByName() const;
    [[nodiscard]] QVariantMap consumedCapacityByName() const;

    const std::unique_ptr<QDynamoDBStatisticsPrivate> d;
};

#endif
