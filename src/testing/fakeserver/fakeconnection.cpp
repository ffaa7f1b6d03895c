// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "fakeserver/fakeconnection.h"

#include <QtCore/qtimer.h>
#include <QtNetwork/qsslsocket.h>

#include <algorithm>

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <sys/socket.h>
#endif

namespace {

// Sizes in bytes. Small buffers ensure that the rest of a held request stays with its sender.
constexpr qint64 readAhead = qint64(16) * 1024;
constexpr int heldReceiveBuffer = 4 * 1024;
constexpr int usualReceiveBuffer = 4 * 1024 * 1024;

void resetOnClose(qintptr descriptor)
{
    const linger now = { 1, 0 };
#ifdef Q_OS_WIN
    ::setsockopt(SOCKET(descriptor), SOL_SOCKET, SO_LINGER, reinterpret_cast<const char *>(&now),
                 sizeof now);
#else
    ::setsockopt(int(descriptor), SOL_SOCKET, SO_LINGER, &now, sizeof now);
#endif
}

QSslConfiguration serverConfiguration()
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(FakeServer::certificate());
    configuration.setPrivateKey(FakeServer::privateKey());
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    return configuration;
}

} // namespace

FakeConnection::FakeConnection(qintptr descriptor, std::shared_ptr<FakeServerState> state, bool tls,
                               QObject *parent)
    : QObject(parent)
    , m_state(std::move(state))
    , m_socket(new QSslSocket(this))
{
    m_socket->setReadBufferSize(readAhead);
    m_socket->setSocketDescriptor(descriptor);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(m_socket, &QSslSocket::disconnected, this, &FakeConnection::onDisconnected);

    const QMutexLocker locker(&m_state->mutex);
    m_number = ++m_state->connections;
    ++m_state->openConnections;
    if (m_state->mute) {
        m_ended = true;
        return;
    }
    connect(m_socket, &QSslSocket::readyRead, this, &FakeConnection::run);
    if (tls) {
        static const QSslConfiguration configuration = serverConfiguration();
        m_socket->setSslConfiguration(configuration);
        m_socket->startServerEncryption();
    }
}

FakeConnection::~FakeConnection()
{
    m_socket->disconnect(this);
    finishExchange();
    const QMutexLocker locker(&m_state->mutex);
    --m_state->openConnections;
    m_state->held.removeOne(this);
}

void FakeConnection::release()
{
    m_held = false;
    if (m_heldAt == Stage::RequestHead || m_heldAt == Stage::RequestBody) {
        m_socket->setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption,
                                  usualReceiveBuffer);
    }
    if (m_reaction->m_endAt == m_heldAt)
        end();
    run();
}

void FakeConnection::run()
{
    while (!m_held && !m_ended && step()) {}
}

bool FakeConnection::step()
{
    const qsizetype half = m_parts.body.size() / 2;
    switch (m_step) {
    case Step::Head:
        if (!readHead())
            return false;
        m_step = Step::HalfRequest;
        return reach(Stage::RequestHead);
    case Step::HalfRequest:
        if (!readBody(m_bodySize / 2))
            return false;
        m_step = Step::WholeRequest;
        return reach(Stage::RequestBody);
    case Step::WholeRequest:
        if (!readBody(m_bodySize))
            return false;
        m_step = Step::StatusLine;
        react();
        return reach(Stage::Request);
    case Step::StatusLine:
        send(m_parts.statusLine);
        m_step = Step::ReplyHead;
        return reach(Stage::StatusLine);
    case Step::ReplyHead:
        send(m_parts.head);
        m_step = Step::HalfReply;
        return reach(Stage::ReplyHead);
    case Step::HalfReply:
        send(m_parts.body.first(half));
        m_step = Step::WholeReply;
        return reach(Stage::ReplyBody);
    case Step::WholeReply:
        finishExchange(); // before send(), because the client may react at once
        send(m_parts.body.sliced(half));
        m_step = Step::Head;
        return reach(Stage::Reply);
    }
    return false;
}

bool FakeConnection::readHead()
{
    qsizetype end = m_in.indexOf("\r\n\r\n");
    while (end < 0) {
        const QByteArray more = m_socket->read(readAhead);
        if (more.isEmpty())
            return false;
        m_in += more;
        end = m_in.indexOf("\r\n\r\n");
    }
    QList<QByteArray> lines = m_in.first(end).replace("\r\n", "\n").split('\n');
    m_in.remove(0, end + 4);

    const QList<QByteArray> start = lines.takeFirst().split(' ');
    m_request = {};
    m_request.method = start.value(0);
    m_request.target = start.value(1);
    m_request.connection = m_number;
    for (const QByteArray &line : std::as_const(lines)) {
        const qsizetype colon = line.indexOf(':');
        m_request.headers.append(
                { line.first(std::max<qsizetype>(0, colon)), line.sliced(colon + 1).trimmed() });
    }
    m_bodySize = m_request.header("content-length").toLongLong();

    const QMutexLocker locker(&m_state->mutex);
    m_state->bytesReceived += end + 4;
    m_request.time = m_state->clock.nsecsElapsed();
    m_inExchange = true;
    ++m_state->copies;
    m_state->peakConcurrency = std::max(m_state->peakConcurrency, ++m_state->concurrency);
    if (!m_state->queue.isEmpty())
        m_reaction = m_state->queue.dequeue();
    else if (!m_state->handler)
        m_reaction = m_state->fallback;
    else
        m_reaction.reset(); // the handler needs the body, see react()
    return true;
}

bool FakeConnection::readBody(qint64 size)
{
    while (m_in.size() < size) {
        const QByteArray more = m_socket->read(size - m_in.size());
        if (more.isEmpty())
            return false;
        m_in += more;
    }
    return true;
}

// Records the complete request and determines the reaction.
void FakeConnection::react()
{
    m_request.body = m_in.first(m_bodySize);
    m_in.remove(0, m_bodySize);
    FakeServer::Handler handler;
    int number = 0;
    {
        const QMutexLocker locker(&m_state->mutex);
        number = ++m_state->reactions;
        m_state->bytesReceived += m_bodySize;
        m_state->requests.append(m_request);
        handler = m_state->handler;
    }
    if (!m_reaction)
        m_reaction = handler ? handler(m_request) : Reaction::json(200, "{}");
    m_parts = m_reaction->parts(number);
}

// Returns whether the exchange continues after that stage.
bool FakeConnection::reach(Stage stage)
{
    if (!m_reaction)
        return true;
    if (m_reaction->m_delay.count() > 0 && stage == Stage::Request) {
        m_held = true;
        m_heldAt = stage;
        QTimer::singleShot(m_reaction->m_delay, this, &FakeConnection::release);
        return false;
    }
    if (m_reaction->m_holdAt == stage) {
        m_held = true;
        m_heldAt = stage;
        if (stage == Stage::RequestHead || stage == Stage::RequestBody) {
            m_socket->setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption,
                                      heldReceiveBuffer);
        }
        m_socket->flush();
        const QMutexLocker locker(&m_state->mutex);
        m_state->held.append(this);
        return false;
    }
    if (m_reaction->m_endAt == stage) {
        end();
        return false;
    }
    return true;
}

void FakeConnection::send(const QByteArray &data)
{
    m_socket->write(data);
    const QMutexLocker locker(&m_state->mutex);
    m_state->bytesSent += data.size();
}

void FakeConnection::end()
{
    m_ended = true;
    if (m_reaction->m_endByReset) {
        m_socket->flush();
        resetOnClose(m_socket->socketDescriptor());
        m_socket->abort();
    } else {
        m_socket->disconnectFromHost();
    }
}

void FakeConnection::finishExchange()
{
    if (!std::exchange(m_inExchange, false))
        return;
    const QMutexLocker locker(&m_state->mutex);
    --m_state->concurrency;
}

void FakeConnection::onDisconnected()
{
    m_ended = true;
    deleteLater();
}
