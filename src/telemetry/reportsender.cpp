// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "telemetry/reportsender_p.h"

#include "transport/descriptors_p.h"
#include "transport/direct/directtransport_p.h"

#include <QtCore/qabstracteventdispatcher.h>
#include <QtCore/qcoreapplication.h>
#include <QtCore/qcoreevent.h>
#include <QtCore/qdeadlinetimer.h>
#include <QtNetwork/qhostaddress.h>
#include <QtNetwork/qhostinfo.h>
#include <QtNetwork/qudpsocket.h>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QEvent::Type workEvent = QEvent::Type(QEvent::registerEventType());

constexpr int maximumAttempts = 3;
constexpr auto pauseBeforeRetry = 500ms; // doubles with each retry
constexpr auto replyTimeout = 10s;
constexpr qint64 maximumReplySize = qint64(1) << 20; // bytes

} // namespace

ReportSender::ReportSender(Dropped dropped)
    : m_reportDropped(std::move(dropped))
    , m_timer(this)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ReportSender::handleTimer);
}

ReportSender::~ReportSender() = default;

void ReportSender::add(const QDynamoDBMeasurement &measurement)
{
    const QMutexLocker locker(&m_mutex);
    if (m_pending >= m_maxPending) {
        ++m_overflowCount;
        ++m_droppedCount;
        return;
    }
    m_open.add(measurement);
    ++m_pending;
    // The first measurement starts the timer. A full batch is sent without waiting for it.
    if (m_open.size() >= m_batchSize) {
        closeBatch();
        wake();
    } else if (m_open.size() == 1) {
        wake();
    }
}

void ReportSender::setEncoder(std::unique_ptr<ReportEncoder> encoder)
{
    const QMutexLocker locker(&m_mutex);
    closeBatch(); // uses the previous encoder
    m_encoder = std::move(encoder);
}

void ReportSender::setLimits(int batchSize, int maxPending, std::chrono::milliseconds interval)
{
    const QMutexLocker locker(&m_mutex);
    m_batchSize = batchSize;
    m_maxPending = maxPending;
    m_interval = interval;
}

qint64 ReportSender::sent() const
{
    const QMutexLocker locker(&m_mutex);
    return m_sentCount;
}

qint64 ReportSender::droppedCount() const
{
    const QMutexLocker locker(&m_mutex);
    return m_droppedCount;
}

bool ReportSender::flush(std::chrono::milliseconds timeout)
{
    const QDeadlineTimer deadline(timeout);
    QMutexLocker locker(&m_mutex);
    m_flushing = true;
    wake();
    while (!isIdle() && m_thread && m_thread->deliversEvents()) {
        if (!m_idle.wait(&m_mutex, deadline))
            break;
    }
    m_flushing = false;
    return isIdle();
}

bool ReportSender::isIdle() const
{
    return m_pending == 0 && m_sending == 0;
}

void ReportSender::setThread(EventThread *thread)
{
    const QMutexLocker locker(&m_mutex);
    m_thread = thread;
}

void ReportSender::suspend(Reason reason)
{
    if (reason == Reason::NoApplication)
        return; // measurements stay until there is an application
    QMutexLocker locker(&m_mutex);
    m_flushing = true;
    QCoreApplication::postEvent(this, new QEvent(workEvent)); // not poke(), which calls suspend()
    // The event loop of the application has ended, but events can still be processed here.
    QTimer deadline;
    deadline.setSingleShot(true);
    deadline.start(shutdownTimeout);
    while (QCoreApplication::instance() && !isIdle() && deadline.isActive()) {
        locker.unlock();
        QAbstractEventDispatcher::instance()->processEvents(QEventLoop::WaitForMoreEvents);
        locker.relock();
    }
    m_flushing = false;
    const qint64 dropped = m_pending + m_sending;
    m_batches.clear();
    m_open = {};
    m_pending = 0;
    m_sending = 0;
    m_droppedCount += dropped;
    locker.unlock();
    m_timer.stop();
    m_requests.clear();
    m_transport.reset();
    m_isInFlight = false;
    m_socket.reset();
    if (dropped > 0)
        m_reportDropped(dropped, u"The application ended before the measurements were sent."_s);
    m_idle.wakeAll();
}

void ReportSender::finish()
{
    m_timer.stop();
    m_requests.clear();
    m_isInFlight = false;
    m_transport.reset();
    m_socket.reset();
    if (thread() == QThread::currentThread())
        moveToThread(nullptr);
}

void ReportSender::closeBatch()
{
    if (m_open.size() > 0)
        m_batches.push_back({ std::exchange(m_open, std::exchange(m_spare, {})), m_encoder });
}

void ReportSender::wake()
{
    if (!std::exchange(m_isWorkPosted, true))
        QCoreApplication::postEvent(this, new QEvent(workEvent));
    if (!m_thread)
        return;
    (void)m_thread->ensure(); // a failure is retried with the next measurement
    m_thread->poke();
}

bool ReportSender::event(QEvent *event)
{
    if (event->type() != workEvent)
        return QObject::event(event);
    QMutexLocker locker(&m_mutex);
    m_isWorkPosted = false;
    if (m_sending > 0)
        return true; // finishBatch() continues
    if (m_flushing || !m_batches.empty()) {
        locker.unlock();
        m_timer.stop();
        startBatch();
    } else if (m_open.size() > 0 && !m_timer.isActive()) {
        m_timer.start(m_interval);
    }
    return true;
}

void ReportSender::handleTimer()
{
    if (m_isInFlight) {
        m_transport->timeOut(this);
        m_isInFlight = false;
        retry(u"The server did not respond within 10 s."_s);
    } else if (!m_requests.isEmpty()) {
        sendNext();
    } else {
        startBatch();
    }
}

void ReportSender::startBatch()
{
    qint64 overflow = 0;
    bool isIdle = false;
    Batch batch;
    {
        const QMutexLocker locker(&m_mutex);
        overflow = std::exchange(m_overflowCount, 0);
        if (m_batches.empty())
            closeBatch();
        isIdle = m_batches.empty();
        if (isIdle) {
            m_idle.wakeAll();
        } else {
            batch = std::move(m_batches.front());
            m_batches.pop_front();
            m_sending = batch.log.size();
            m_pending -= m_sending;
        }
    }
    if (overflow > 0)
        m_reportDropped(overflow,
                        u"The number of measurements that wait to be sent exceeded maxPending."_s);
    m_attempts = 0;
    if (isIdle)
        return;
    batch.log.drain(
            [&batch](const QDynamoDBMeasurement &measurement) { batch.encoder->add(measurement); });
    m_requests = batch.encoder->take();
    {
        const QMutexLocker locker(&m_mutex);
        m_spare = std::move(batch.log);
    }
    sendNext();
}

void ReportSender::sendNext()
{
    while (!m_requests.isEmpty() && m_requests.constFirst().url.scheme() == "udp"_L1) {
        if (const QString error = sendDatagram(m_requests.takeFirst()); !error.isEmpty()) {
            dropBatch(error);
            return;
        }
    }
    if (m_requests.isEmpty()) {
        {
            const QMutexLocker locker(&m_mutex);
            m_sentCount += m_sending;
        }
        finishBatch();
        return;
    }
    if (!m_transport) {
        TransportOptions options;
        options.maxConnections = 1;
        options.maxBodySize = maximumReplySize;
        m_transport = std::make_unique<DirectTransport>(options);
    }
    m_isInFlight = true;
    m_timer.start(replyTimeout);
    m_transport->send(this);
}

// Returns an error text, empty after success.
QString ReportSender::sendDatagram(const TransportRequest &request)
{
    if (!m_socket) {
        if (QString missing = missingDescriptors(); !missing.isEmpty())
            return missing;
        m_socket = std::make_unique<QUdpSocket>();
    }
    QHostAddress address(request.url.host());
    if (address.isNull())
        address = QHostInfo::fromName(request.url.host()).addresses().value(0);
    const qint64 written = m_socket->writeDatagram(request.body, address,
                                                   quint16(request.url.port(8089)));
    return written == request.body.size() ? QString() : m_socket->errorString();
}

TransportRequest ReportSender::takeRequest()
{
    return m_requests.constFirst();
}

void ReportSender::finished(TransportReply &&reply)
{
    m_timer.stop();
    m_isInFlight = false;
    if (reply.failure == TransportReply::Failure::ProxyAuthentication) {
        dropBatch(reply.failureText); // repeated wrong passwords might lock the account
        return;
    }
    if (reply.failure != TransportReply::Failure::None) {
        retry(reply.failureText);
        return;
    }
    if (reply.status / 100 == 2) {
        m_requests.removeFirst();
        m_attempts = 0;
        sendNext();
        return;
    }
    // The server's text explains the error. It does not contain the credentials.
    const QString reason = u"HTTP status %1: %2"_s.arg(reply.status)
                                   .arg(QString::fromUtf8(reply.body.left(500)).trimmed());
    if (reply.status == 429 || reply.status >= 500)
        retry(reason);
    else
        dropBatch(reason);
}

void ReportSender::retry(const QString &reason)
{
    if (++m_attempts < maximumAttempts)
        m_timer.start(pauseBeforeRetry * (1 << (m_attempts - 1)));
    else
        dropBatch(reason);
}

void ReportSender::dropBatch(const QString &reason)
{
    m_requests.clear();
    qint64 count = 0;
    {
        const QMutexLocker locker(&m_mutex);
        count = m_sending;
        m_droppedCount += count;
    }
    m_reportDropped(count, reason);
    finishBatch();
}

void ReportSender::finishBatch()
{
    const QMutexLocker locker(&m_mutex);
    m_sending = 0;
    if (m_pending == 0)
        m_idle.wakeAll();
    wake();
}

} // namespace QtDynamoDBPrivate
