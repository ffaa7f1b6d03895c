// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef REPORTSENDER_P_H
#define REPORTSENDER_P_H

#include "eventloop/eventthread_p.h"
#include "telemetry/measurementlog_p.h"
#include "transport/transport_p.h"

#include <QtCore/qmutex.h>
#include <QtCore/qtimer.h>
#include <QtCore/qwaitcondition.h>

#include <chrono>
#include <deque>
#include <functional>
#include <memory>

QT_BEGIN_NAMESPACE
class QUdpSocket;
QT_END_NAMESPACE

namespace QtDynamoDBPrivate {

// An encoder of measurements into the requests of one protocol. Used in the sender's thread only.
class ReportEncoder
{
public:
    virtual ~ReportEncoder() = default;
    virtual void add(const QDynamoDBMeasurement &measurement) = 0;
    // Returns requests with the measurements that were added, and removes these. A request is a
    // POST, or a datagram if the scheme of its URL is udp.
    [[nodiscard]] virtual QList<TransportRequest> take() = 0;
};

// A queue between the clients' threads and the reporter's thread. The clients' threads append
// measurements to a compact log. The reporter's thread encodes and sends them in batches.
class ReportSender : public QObject, public EventThreadWork, private TransportJob
{
    Q_OBJECT

public:
    using Dropped = std::function<void(qint64 count, const QString &reason)>;

    explicit ReportSender(Dropped dropped);
    ~ReportSender() override;

    // These functions are thread-safe.
    void add(const QDynamoDBMeasurement &measurement);
    void setEncoder(std::unique_ptr<ReportEncoder> encoder);
    void setLimits(int batchSize, int maxPending, std::chrono::milliseconds interval);
    [[nodiscard]] qint64 sent() const;
    [[nodiscard]] qint64 droppedCount() const;
    // Blocks until the queue is empty, and returns whether it is. Returns at once if the thread
    // processes no events.
    [[nodiscard]] bool flush(std::chrono::milliseconds timeout);
    // Call before the first measurement, and with null after the last one.
    void setThread(EventThread *thread);

    // Called in the thread before the application ends. Sends measurements for at most
    // shutdownTimeout, and drops the rest.
    void suspend(Reason reason) override;
    // Called in the thread before it ends. Detaches the object from it.
    void finish() override;

    static constexpr std::chrono::seconds shutdownTimeout { 2 };

protected:
    bool event(QEvent *event) override;

private:
    struct Batch
    {
        MeasurementLog log;
        std::shared_ptr<ReportEncoder> encoder;
    };

    TransportRequest takeRequest() override;
    void finished(TransportReply &&reply) override;

    // The mutex must be locked:
    void closeBatch();
    [[nodiscard]] bool isIdle() const;
    void wake();

    void handleTimer();
    void startBatch();
    void sendNext();
    [[nodiscard]] QString sendDatagram(const TransportRequest &request);
    void retry(const QString &reason);
    void dropBatch(const QString &reason);
    void finishBatch();

    const Dropped m_reportDropped;

    mutable QMutex m_mutex; // protects the members up to m_thread
    QWaitCondition m_idle;
    std::shared_ptr<ReportEncoder> m_encoder;
    MeasurementLog m_open; // measurements that are in no batch yet
    MeasurementLog m_spare; // empty; its memory is reused
    std::deque<Batch> m_batches; // complete batches
    qint64 m_pending = 0; // number of measurements in m_open and m_batches
    qint64 m_sending = 0; // number of measurements in the batch that is being sent
    qint64 m_batchSize = 1000;
    qint64 m_maxPending = 20000;
    std::chrono::milliseconds m_interval { 1000 };
    qint64 m_sentCount = 0;
    qint64 m_droppedCount = 0;
    qint64 m_overflowCount = 0; // dropped, but not reported yet
    bool m_flushing = false;
    bool m_isWorkPosted = false;
    EventThread *m_thread = nullptr;

    // Used in the thread only:
    QTimer m_timer;
    std::unique_ptr<Transport> m_transport;
    std::unique_ptr<QUdpSocket> m_socket;
    QList<TransportRequest> m_requests; // of the batch, not sent yet
    bool m_isInFlight = false; // whether the first of m_requests is being sent
    int m_attempts = 0;
};

} // namespace QtDynamoDBPrivate

#endif
