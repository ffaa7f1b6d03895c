// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef REPORTSENDER_P_H
#define REPORTSENDER_P_H

#include <QtDynamoDB/qdynamodbmeasurement.h>

#include <QtCore/qmutex.h>
#include <QtCore/qtimer.h>
#include <QtCore/qwaitcondition.h>
#include <QtNetwork/qnetworkrequest.h>

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

class QNetworkAccessManager;
class QNetworkReply;
class QUdpSocket;

namespace QtDynamoDBPrivate {

using Measurements = std::vector<QDynamoDBMeasurement>;

// What is sent in one piece: a POST, or a datagram where the URL is a udp: one.
struct ReportMessage
{
    QNetworkRequest request;
    QByteArray body;
};

class ReportEncoder
{
public:
    virtual ~ReportEncoder() = default;
    [[nodiscard]] virtual QList<ReportMessage> encode(const Measurements &measurements) const = 0;
};

// Between the clients' threads, which only put measurements down here, and the reporter's, which
// sends them batch by batch.
class ReportSender : public QObject
{
    Q_OBJECT

public:
    using Dropped = std::function<void(qint64 count, const QString &reason)>;

    explicit ReportSender(Dropped dropped);
    ~ReportSender() override;

    // From any thread.
    void add(const QDynamoDBMeasurement &measurement);
    void setEncoder(std::shared_ptr<const ReportEncoder> encoder);
    void setLimits(int batchSize, int capacity, std::chrono::milliseconds interval);
    [[nodiscard]] qint64 sent() const;
    [[nodiscard]] qint64 droppedCount() const;
    // Until all that was added before is sent or dropped; the thread must run.
    [[nodiscard]] bool flush(std::chrono::milliseconds timeout);
    // In its thread, which it leaves.
    void shutDown();

protected:
    bool event(QEvent *event) override;

private:
    void work();
    void sendNext();
    void replied(QNetworkReply *reply);
    void failed(const QString &reason);
    void batchOver();
    void wake();

    const Dropped m_dropped;

    mutable QMutex m_mutex; // for these
    QWaitCondition m_idle;
    Measurements m_waiting;
    std::shared_ptr<const ReportEncoder> m_encoder;
    std::size_t m_batchSize = 1000;
    std::size_t m_capacity = 20000;
    std::chrono::milliseconds m_interval { 1000 };
    qint64 m_sentCount = 0;
    qint64 m_droppedCount = 0;
    qint64 m_overflow = 0; // not told yet
    qint64 m_batch = 0; // measurements that are being sent
    bool m_flushing = false;
    bool m_woken = false;

    // The rest belongs to the thread.
    QTimer m_timer;
    QNetworkAccessManager *m_network = nullptr;
    QUdpSocket *m_socket = nullptr;
    QList<ReportMessage> m_messages; // of the batch, still to be sent
    int m_tries = 0;
};

} // namespace QtDynamoDBPrivate

#endif
