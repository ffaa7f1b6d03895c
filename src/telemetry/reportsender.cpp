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

constexpr int triesAtMost = 3;
constexpr auto pauseBeforeRetry = 500ms; // doubled each time
constexpr auto replyTimeout = 10s;
constexpr qint64 longestReply = qint64(1) << 20;

} // namespace

ReportSender::ReportSender(Dropped dropped)
    : m_dropped(std::move(dropped))
    , m_timer(this)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ReportSender::timedOut);
}

ReportSender::~ReportSender() = default;

void ReportSender::add(const QDynamoDBMeasurement &measurement)
{
    const QMutexLocker locker(&m_mutex);
    if (m_waiting >= m_capacity) {
        ++m_overflow;
        ++m_droppedCount;
        return;
    }
    m_open.add(measurement);
    ++m_waiting;
    // The first starts the timer, a full batch does not wait for it.
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
    closeBatch(); // which goes where it was meant to
    m_encoder = std::move(encoder);
}

void ReportSender::setLimits(int batchSize, int capacity, std::chrono::milliseconds interval)
{
    const QMutexLocker locker(&m_mutex);
    m_batchSize = batchSize;
    m_capacity = capacity;
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
    return m_waiting == 0 && m_sending == 0;
}

void ReportSender::setThread(EventThread *thread)
{
    const QMutexLocker locker(&m_mutex);
    m_thread = thread;
}

void ReportSender::suspend(Reason reason)
{
    if (reason == Reason::NoApplication)
        return; // what there is can wait
    QMutexLocker locker(&m_mutex);
    m_flushing = true;
    QCoreApplication::postEvent(this, new QEvent(workEvent)); // no poke(), which calls suspend()
    // The loop has ended, but events are still delivered.
    QTimer deadline;
    deadline.setSingleShot(true);
    deadline.start(shutdownTimeout);
    while (QCoreApplication::instance() && !isIdle() && deadline.isActive()) {
        locker.unlock();
        QAbstractEventDispatcher::instance()->processEvents(QEventLoop::WaitForMoreEvents);
        locker.relock();
    }
    m_flushing = false;
    const qint64 dropped = m_waiting + m_sending;
    m_batches.clear();
    m_open = {};
    m_waiting = 0;
    m_sending = 0;
    m_droppedCount += dropped;
    locker.unlock();
    m_timer.stop();
    m_requests.clear();
    m_transport.reset();
    m_onWire = false;
    m_socket.reset();
    if (dropped > 0)
        m_dropped(dropped, u"The application ended before they were sent."_s);
    m_idle.wakeAll();
}

void ReportSender::finish()
{
    m_timer.stop();
    m_requests.clear();
    m_onWire = false;
    m_transport.reset();
    m_socket.reset();
    if (thread() == QThread::currentThread())
        moveToThread(nullptr);
}

// With the mutex locked, as the next one.
void ReportSender::closeBatch()
{
    if (m_open.size() > 0)
        m_batches.push_back({ std::exchange(m_open, std::exchange(m_spare, {})), m_encoder });
}

void ReportSender::wake()
{
    if (!std::exchange(m_woken, true))
        QCoreApplication::postEvent(this, new QEvent(workEvent));
    if (!m_thread)
        return;
    (void)m_thread->ensure(); // where it fails, what comes later tries again
    m_thread->poke();
}

bool ReportSender::event(QEvent *event)
{
    if (event->type() != workEvent)
        return QObject::event(event);
    QMutexLocker locker(&m_mutex);
    m_woken = false;
    if (m_sending > 0)
        return true; // batchOver() goes on
    if (m_flushing || !m_batches.empty()) {
        locker.unlock();
        m_timer.stop();
        work();
    } else if (m_open.size() > 0 && !m_timer.isActive()) {
        m_timer.start(m_interval);
    }
    return true;
}

void ReportSender::timedOut()
{
    if (m_onWire) {
        m_transport->timeOut(this);
        m_onWire = false;
        tryAgain(u"No answer came in time."_s);
    } else if (!m_requests.isEmpty()) {
        sendNext();
    } else {
        work();
    }
}

void ReportSender::work()
{
    qint64 overflow = 0;
    bool isIdle = false;
    Batch batch;
    {
        const QMutexLocker locker(&m_mutex);
        overflow = std::exchange(m_overflow, 0);
        if (m_batches.empty())
            closeBatch();
        isIdle = m_batches.empty();
        if (isIdle) {
            m_idle.wakeAll();
        } else {
            batch = std::move(m_batches.front());
            m_batches.pop_front();
            m_sending = batch.log.size();
            m_waiting -= m_sending;
        }
    }
    if (overflow > 0)
        m_dropped(overflow, u"More came than could be sent."_s);
    m_tries = 0;
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
            failed(error);
            return;
        }
    }
    if (m_requests.isEmpty()) {
        {
            const QMutexLocker locker(&m_mutex);
            m_sentCount += m_sending;
        }
        batchOver();
        return;
    }
    if (!m_transport) {
        TransportOptions options;
        options.maxConnections = 1;
        options.maxBodySize = longestReply;
        m_transport = std::make_unique<DirectTransport>(options);
    }
    m_onWire = true;
    m_timer.start(replyTimeout);
    m_transport->send(this);
}

// Returns what is wrong, if anything is.
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
    m_onWire = false;
    if (reply.failure == TransportReply::Failure::ProxyAuthentication) {
        failed(reply.failureText); // each try would bring the account nearer to being locked
        return;
    }
    if (reply.failure != TransportReply::Failure::None) {
        tryAgain(reply.failureText);
        return;
    }
    if (reply.status / 100 == 2) {
        m_requests.removeFirst();
        m_tries = 0;
        sendNext();
        return;
    }
    // What the server says helps; it does not repeat what it was sent with.
    const QString reason = u"HTTP status %1: %2"_s.arg(reply.status)
                                   .arg(QString::fromUtf8(reply.body.left(500)).trimmed());
    if (reply.status == 429 || reply.status >= 500)
        tryAgain(reason);
    else
        failed(reason);
}

void ReportSender::tryAgain(const QString &reason)
{
    if (++m_tries < triesAtMost)
        m_timer.start(pauseBeforeRetry * (1 << (m_tries - 1)));
    else
        failed(reason);
}

void ReportSender::failed(const QString &reason)
{
    m_requests.clear();
    qint64 count = 0;
    {
        const QMutexLocker locker(&m_mutex);
        count = m_sending;
        m_droppedCount += count;
    }
    m_dropped(count, reason);
    batchOver();
}

void ReportSender::batchOver()
{
    const QMutexLocker locker(&m_mutex);
    m_sending = 0;
    if (m_waiting == 0)
        m_idle.wakeAll();
    wake();
}

} // namespace QtDynamoDBPrivate
