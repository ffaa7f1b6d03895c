// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "telemetry/reportsender_p.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qcoreevent.h>
#include <QtCore/qdeadlinetimer.h>
#include <QtNetwork/qhostaddress.h>
#include <QtNetwork/qhostinfo.h>
#include <QtNetwork/qnetworkaccessmanager.h>
#include <QtNetwork/qnetworkreply.h>
#include <QtNetwork/qudpsocket.h>

#include <algorithm>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QEvent::Type workEvent = QEvent::Type(QEvent::registerEventType());

constexpr int triesAtMost = 3;
constexpr auto pauseBeforeRetry = 500ms; // doubled each time
constexpr auto replyTimeout = 10s;

} // namespace

ReportSender::ReportSender(Dropped dropped)
    : m_dropped(std::move(dropped))
    , m_timer(this)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (m_messages.isEmpty())
            work();
        else
            sendNext();
    });
}

ReportSender::~ReportSender() = default;

void ReportSender::add(const QDynamoDBMeasurement &measurement)
{
    const QMutexLocker locker(&m_mutex);
    if (m_waiting.size() >= m_capacity) {
        ++m_overflow;
        ++m_droppedCount;
        return;
    }
    m_waiting.push_back(measurement);
    // The first starts the timer, a full batch does not wait for it.
    if (m_waiting.size() == 1 || m_waiting.size() == m_batchSize)
        wake();
}

void ReportSender::setEncoder(std::shared_ptr<const ReportEncoder> encoder)
{
    const QMutexLocker locker(&m_mutex);
    m_encoder = std::move(encoder);
}

void ReportSender::setLimits(int batchSize, int capacity, std::chrono::milliseconds interval)
{
    const QMutexLocker locker(&m_mutex);
    m_batchSize = std::size_t(batchSize);
    m_capacity = std::size_t(capacity);
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
    while (!m_waiting.empty() || m_batch > 0) {
        if (!m_idle.wait(&m_mutex, deadline))
            break;
    }
    m_flushing = false;
    return m_waiting.empty() && m_batch == 0;
}

void ReportSender::shutDown()
{
    m_timer.stop();
    delete std::exchange(m_network, nullptr);
    delete std::exchange(m_socket, nullptr);
    moveToThread(nullptr);
}

// With the mutex locked.
void ReportSender::wake()
{
    if (!std::exchange(m_woken, true))
        QCoreApplication::postEvent(this, new QEvent(workEvent));
}

bool ReportSender::event(QEvent *event)
{
    if (event->type() != workEvent)
        return QObject::event(event);
    QMutexLocker locker(&m_mutex);
    m_woken = false;
    if (m_batch > 0)
        return true; // batchOver() goes on
    if (m_flushing || m_waiting.size() >= m_batchSize) {
        locker.unlock();
        m_timer.stop();
        work();
    } else if (!m_waiting.empty() && !m_timer.isActive()) {
        m_timer.start(m_interval);
    }
    return true;
}

void ReportSender::work()
{
    Measurements batch;
    std::shared_ptr<const ReportEncoder> encoder;
    qint64 overflow = 0;
    {
        const QMutexLocker locker(&m_mutex);
        encoder = m_encoder;
        overflow = std::exchange(m_overflow, 0);
        const std::size_t count = std::min(m_waiting.size(), m_batchSize);
        const auto end = m_waiting.begin() + std::ptrdiff_t(count);
        if (count == m_waiting.size()) {
            batch.reserve(m_waiting.capacity());
            batch.swap(m_waiting);
        } else {
            batch.assign(std::make_move_iterator(m_waiting.begin()), std::make_move_iterator(end));
            m_waiting.erase(m_waiting.begin(), end);
        }
        m_batch = qint64(count);
        if (count == 0)
            m_idle.wakeAll();
    }
    if (overflow > 0)
        m_dropped(overflow, u"More came than could be sent."_s);
    if (batch.empty())
        return;
    m_messages = encoder->encode(batch);
    m_tries = 0;
    sendNext();
}

void ReportSender::sendNext()
{
    while (!m_messages.isEmpty() && m_messages.constFirst().request.url().scheme() == "udp"_L1) {
        const ReportMessage message = m_messages.takeFirst();
        if (!m_socket)
            m_socket = new QUdpSocket(this);
        QHostAddress address(message.request.url().host());
        if (address.isNull())
            address = QHostInfo::fromName(message.request.url().host()).addresses().value(0);
        if (m_socket->writeDatagram(message.body, address, quint16(message.request.url().port(8089)))
            != message.body.size()) {
            failed(m_socket->errorString());
            return;
        }
    }
    if (m_messages.isEmpty()) {
        {
            const QMutexLocker locker(&m_mutex);
            m_sentCount += m_batch;
        }
        batchOver();
        return;
    }
    if (!m_network)
        m_network = new QNetworkAccessManager(this);
    QNetworkRequest request = m_messages.constFirst().request;
    request.setTransferTimeout(int(std::chrono::milliseconds(replyTimeout).count()));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    QNetworkReply *reply = m_network->post(request, m_messages.constFirst().body);
    connect(reply, &QNetworkReply::finished, this, [this, reply] { replied(reply); });
}

void ReportSender::replied(QNetworkReply *reply)
{
    reply->deleteLater();
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status / 100 == 2) {
        m_messages.removeFirst();
        m_tries = 0;
        sendNext();
        return;
    }
    const bool mayPass = status == 0 || status == 429 || status >= 500;
    if (mayPass && ++m_tries < triesAtMost) {
        m_timer.start(pauseBeforeRetry * (1 << (m_tries - 1)));
        return;
    }
    // What the server says helps; it does not repeat what it was sent with.
    failed(status == 0 ? reply->errorString()
                       : u"HTTP status %1: %2"_s.arg(status).arg(
                               QString::fromUtf8(reply->readAll().left(500)).trimmed()));
}

void ReportSender::failed(const QString &reason)
{
    m_messages.clear();
    qint64 count = 0;
    {
        const QMutexLocker locker(&m_mutex);
        count = m_batch;
        m_droppedCount += count;
    }
    m_dropped(count, reason);
    batchOver();
}

void ReportSender::batchOver()
{
    const QMutexLocker locker(&m_mutex);
    m_batch = 0;
    if (m_waiting.empty())
        m_idle.wakeAll();
    wake();
}

} // namespace QtDynamoDBPrivate
