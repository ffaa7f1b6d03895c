// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "transport/direct/directconnection_p.h"

#include "transport/direct/directorigin_p.h"
#include "transport/direct/socketstate_p.h"
#include "transport/tlserrors_p.h"

#include <QtNetwork/qsslerror.h>
#include <QtNetwork/qsslsocket.h>
#include <QtNetwork/qtcpsocket.h>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::steady_clock;
using Failure = TransportReply::Failure;

namespace {

Failure failureOf(QAbstractSocket::SocketError error)
{
    switch (error) {
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError:
        return Failure::Tls;
    case QAbstractSocket::HostNotFoundError:
        return Failure::HostNotFound;
    case QAbstractSocket::ConnectionRefusedError:
        return Failure::ConnectionRefused;
    case QAbstractSocket::ProxyAuthenticationRequiredError:
        return Failure::ProxyAuthentication;
    case QAbstractSocket::ProxyConnectionRefusedError:
    case QAbstractSocket::ProxyConnectionClosedError:
    case QAbstractSocket::ProxyConnectionTimeoutError:
    case QAbstractSocket::ProxyNotFoundError:
    case QAbstractSocket::ProxyProtocolError:
        return Failure::Proxy;
    case QAbstractSocket::UnsupportedSocketOperationError:
    case QAbstractSocket::SocketResourceError:
    case QAbstractSocket::SocketAccessError:
        return Failure::Other;
    default:
        return Failure::ConnectionLost;
    }
}

} // namespace

DirectConnection::DirectConnection(std::shared_ptr<DirectOrigin> origin,
                                   DirectConnectionOwner *owner, QObject *parent)
    : QObject(parent)
    , m_origin(std::move(origin))
    , m_owner(owner)
{
}

DirectConnection::~DirectConnection()
{
    if (m_socket)
        m_socket->disconnect(this);
}

void DirectConnection::open()
{
    m_state = State::Opening;
    m_opening = steady_clock::now();
    // Unbuffered sockets read and write directly. QSslSocket has buffers of its own.
    const QIODevice::OpenMode mode = m_origin->tls ? QIODevice::ReadWrite
                                                   : QIODevice::ReadWrite | QIODevice::Unbuffered;
    m_connector = std::make_unique<DirectConnector>([this] { return makeSocket(); }, mode,
                                                    [this](QTcpSocket *socket, bool proxied) {
                                                        m_proxied = proxied;
                                                        onConnected(socket);
                                                    },
                                                    [this](const DirectConnector::Failure &failure) {
                                                        m_proxied = failure.proxied;
                                                        failOpening(failure.error, failure.text);
                                                    });
    m_connector->start(m_origin->url, m_origin->proxy);
}

QTcpSocket *DirectConnection::makeSocket() const
{
    if (!m_origin->tls)
        return new QTcpSocket;
    auto *socket = new QSslSocket;
    QSslConfiguration configuration = *m_origin->tls;
    if (!m_origin->sessionTicket.isEmpty())
        configuration.setSessionTicket(m_origin->sessionTicket);
    socket->setSslConfiguration(configuration);
    return socket;
}

void DirectConnection::onConnected(QTcpSocket *socket)
{
    m_connector.release()->deleteLater(); // this is called by it
    m_socket = socket;
    m_socket->setParent(this);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket->setSocketOption(QAbstractSocket::KeepAliveOption, 1);
    connect(m_socket, &QTcpSocket::readyRead, this, &DirectConnection::onReadyRead);
    connect(m_socket, &QTcpSocket::errorOccurred, this, &DirectConnection::onError);
    if (!m_origin->tls) {
        becomeIdle();
        return;
    }
    m_tls = static_cast<QSslSocket *>(socket);
    connect(m_tls, &QSslSocket::encrypted, this, &DirectConnection::onEncrypted);
    connect(m_tls, &QSslSocket::newSessionTicketReceived, this, &DirectConnection::onTicket);
    connect(m_tls, &QSslSocket::sslErrors, this,
            [this](const QList<QSslError> &errors) { addTlsErrors(errors, &m_tlsText); });
    m_tls->setPeerVerifyName(m_origin->url.host(QUrl::FullyEncoded)); // for SNI as well
    m_tls->startClientEncryption();
}

void DirectConnection::onEncrypted()
{
    onTicket();
    becomeIdle();
}

// The session ticket arrives with the handshake of TLS 1.2, or some time after that of TLS 1.3.
void DirectConnection::onTicket()
{
    const QByteArray ticket = m_tls->sslConfiguration().sessionTicket();
    if (!ticket.isEmpty())
        m_origin->sessionTicket = ticket;
}

void DirectConnection::becomeIdle()
{
    m_opened = steady_clock::now();
    m_state = State::Idle;
    m_owner->opened(this);
}

void DirectConnection::setIdleTimeout(std::chrono::nanoseconds now,
                                      std::chrono::milliseconds timeout)
{
    // One second before the server closes: a request must not cross with the close.
    if (const auto limit = m_reader.keepAlive())
        timeout = std::min<std::chrono::milliseconds>(timeout, std::max(*limit - 1s, 0s));
    m_expiry = now + timeout;
    m_opening = {}; // the next request does not wait for the connection
}

bool DirectConnection::isUsable(std::chrono::nanoseconds now)
{
    if (m_state != State::Idle || m_expiry <= now)
        return false;
    // The descriptor of a proxied socket may not be one of the system.
    switch (m_proxied ? SocketState::Unknown : socketState(m_socket->socketDescriptor())) {
    case SocketState::Quiet:
        return true;
    case SocketState::Readable:
        // TLS has messages of its own, such as a new ticket. HTTP has none on an idle connection.
        if (!m_tls)
            return false;
        m_socket->waitForReadyRead(0);
        break;
    case SocketState::Closed:
        return false;
    case SocketState::Unknown:
        break;
    }
    return m_state == State::Idle && m_socket->state() == QAbstractSocket::ConnectedState;
}

DirectConnection::Sending DirectConnection::send(const QByteArray &request, const QByteArray &body,
                                                 QByteArrayView method, qint64 maxBodySize)
{
    m_state = State::Busy;
    m_firstByte = {};
    m_reader.begin(method, maxBodySize);
    m_isSending = true;
    const qint64 written = m_socket->write(request);
    if (written > 0 && !body.isEmpty())
        m_socket->write(body); // errors come as signals
    if (m_tls && written > 0)
        m_tls->flush();
    m_isSending = false;
    m_sent = steady_clock::now();
    if (written > 0)
        return Sending::Begun;
    return Sending::Unsent;
}

void DirectConnection::onReadyRead()
{
    if (m_state != State::Busy) {
        if (m_state == State::Idle)
            lost(); // without a request, this is the end of the connection or no response
        return;
    }
    for (;;) {
        const HttpResponseReader::Space space = m_reader.space();
        const qint64 size = m_socket->read(space.data, space.size);
        if (size < 0) {
            lost();
            return;
        }
        if (size == 0)
            return;
        if (m_firstByte == TimePoint())
            m_firstByte = steady_clock::now();
        if (m_reader.advance(size) != HttpResponseReader::State::Incomplete)
            break;
        if (size < space.size)
            return; // all available bytes are read
    }
    endExchange();
}

void DirectConnection::onError(QAbstractSocket::SocketError error)
{
    // QSslSocket::flush() reports errors at once, but the owner is called from the event loop alone.
    if (m_isSending) {
        QMetaObject::invokeMethod(
                this, [this, error] { onError(error); }, Qt::QueuedConnection);
        return;
    }
    switch (m_state) {
    case State::Opening:
        failOpening(error, m_tlsText.isEmpty() ? m_socket->errorString() : m_tlsText);
        return;
    case State::Busy:
        if (m_socket->bytesAvailable() > 0)
            onReadyRead();
        if (m_state == State::Busy)
            lost();
        return;
    case State::Idle:
        if (error != QAbstractSocket::SocketTimeoutError) // from waitForReadyRead() in isUsable()
            lost();
        return;
    default:
        return;
    }
}

void DirectConnection::failOpening(QAbstractSocket::SocketError error, const QString &text)
{
    TransportReply reply;
    reply.mayHaveBeenSent = false;
    reply.failureText = text;
    reply.failure = failureOf(error);
    // With a proxy, the connection that failed is the one to the proxy.
    if (m_proxied && reply.failure != Failure::Tls && reply.failure != Failure::ProxyAuthentication)
        reply.failure = Failure::Proxy;
    close();
    m_owner->closed(this, std::move(reply));
}

void DirectConnection::lost()
{
    if (m_state == State::Busy) {
        m_reader.close();
        endExchange();
        return;
    }
    close();
    m_owner->closed(this, {});
}

void DirectConnection::endExchange()
{
    const bool unsent = m_socket->bytesToWrite() > 0;
    const bool reusable = m_reader.isReusable() && !unsent && !m_origin->retired
            && m_socket->state() == QAbstractSocket::ConnectedState;
    TransportReply reply = m_reader.take();
    if (reply.failure == Failure::ConnectionLost && !m_reader.hasBegun())
        reply.mayHaveBeenSent = !unsent;
    const TimePoint now = steady_clock::now();
    reply.connecting = elapsed(m_opening, m_opened);
    reply.waiting = elapsed(m_sent, m_firstByte);
    reply.receiving = elapsed(m_firstByte, now);
    m_opening = {};
    if (reusable)
        m_state = State::Idle;
    else
        close();
    m_owner->exchanged(this, std::move(reply));
}

void DirectConnection::close()
{
    if (m_state == State::Closed)
        return;
    m_state = State::Closed;
    if (m_connector) {
        m_connector->cancel();
        m_connector.release()->deleteLater(); // it may be in a callback
    }
    if (m_socket) {
        m_socket->disconnect(this);
        m_socket->abort();
    }
    deleteLater();
}

} // namespace QtDynamoDBPrivate
