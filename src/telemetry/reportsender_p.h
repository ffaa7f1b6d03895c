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

// Writes measurements in the words of whoever they are sent to.
// Used in the sender's thread alone.
class ReportEncoder
{
public:
    virtual ~ReportEncoder() = default;
    virtual void add(const QDynamoDBMeasurement &measurement) = 0;
    // What was added: POSTs, or datagrams where the URL is a udp: one. It is as new afterwards.
    [[nodiscard]] virtual QList<TransportRequest> take() = 0;
};

// Between the clients' threads and the reporter's. Measurements are encoded where they arise, as to
// keep them or to pass them to another thread would take longer. Whole batches are handed over and
// sent by the reporter's thread.
class ReportSender : public QObject, public EventThreadWork, private TransportJob
{
    Q_OBJECT

public:
    using Dropped = std::function<void(qint64 count, const QString &reason)>;

    explicit ReportSender(Dropped dropped);
    ~ReportSender() override;

    // From any thread.
    void add(const QDynamoDBMeasurement &measurement);
    void setEncoder(std::unique_ptr<ReportEncoder> encoder);
    void setLimits(int batchSize, int capacity, std::chrono::milliseconds interval);
    [[nodiscard]] qint64 sent() const;
    [[nodiscard]] qint64 droppedCount() const;
    // Waits until all that was added before is sent or dropped. Returns at once if the thread's event
    // loop does not run.
    [[nodiscard]] bool flush(std::chrono::milliseconds timeout);
    // Before the first measurement, and after the last one (null).
    void setThread(EventThread *thread);

    // In the thread. Sends what it can before the application ends, and drops the rest.
    void suspend(Reason reason) override;
    // Leaves the thread.
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

    void closeBatch();
    [[nodiscard]] bool isIdle() const; // with the mutex locked
    void wake();
    void timedOut();
    void work();
    void sendNext();
    [[nodiscard]] QString sendDatagram(const TransportRequest &request);
    void tryAgain(const QString &reason);
    void failed(const QString &reason);
    void batchOver();

    const Dropped m_dropped;

    mutable QMutex m_mutex; // for these
    QWaitCondition m_idle;
    std::shared_ptr<ReportEncoder> m_encoder;
    MeasurementLog m_open; // not in a batch yet
    MeasurementLog m_spare; // an empty one with its memory
    std::deque<Batch> m_batches; // that wait to be sent
    qint64 m_waiting = 0; // measurements in all of these
    qint64 m_sending = 0;
    qint64 m_batchSize = 1000;
    qint64 m_capacity = 20000;
    std::chrono::milliseconds m_interval { 1000 };
    qint64 m_sentCount = 0;
    qint64 m_droppedCount = 0;
    qint64 m_overflow = 0; // not told yet
    bool m_flushing = false;
    bool m_woken = false;
    EventThread *m_thread = nullptr;

    // The rest belongs to the thread.
    QTimer m_timer;
    std::unique_ptr<Transport> m_transport;
    std::unique_ptr<QUdpSocket> m_socket;
    QList<TransportRequest> m_requests; // of the batch, still to be sent
    bool m_onWire = false; // the first of them
    int m_tries = 0;
};

} // namespace QtDynamoDBPrivate

#endif
