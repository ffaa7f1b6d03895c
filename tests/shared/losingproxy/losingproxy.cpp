// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "losingproxy/losingproxy.h"

#include <QtCore/qrandom.h>
#include <QtNetwork/qnetworkproxy.h>
#include <QtNetwork/qtcpserver.h>
#include <QtNetwork/qtcpsocket.h>

#include <optional>
#include <utility>

namespace {

// Returns the size of the first message of a buffer, or nothing if it is not complete.
std::optional<qsizetype> messageSize(const QByteArray &buffer)
{
    const qsizetype headEnd = buffer.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return std::nullopt;
    const QByteArray head = buffer.first(headEnd + 2).toLower();
    const qsizetype body = headEnd + 4;
    if (const qsizetype at = head.indexOf("content-length:"); at >= 0) {
        const qsizetype begin = at + 15;
        const qsizetype size =
                head.sliced(begin, head.indexOf("\r\n", begin) - begin).trimmed().toLongLong();
        return buffer.size() < body + size ? std::nullopt : std::optional(body + size);
    }
    if (!head.contains("transfer-encoding: chunked"))
        return body;
    const qsizetype end = buffer.indexOf("0\r\n\r\n", body - 2);
    return end < 0 ? std::nullopt : std::optional(end + 5);
}

// A connection of the client, with one to the server.
class Connection final : public QObject
{
public:
    Connection(QTcpSocket *client, LosingProxyState *state, QRandomGenerator *random,
               QObject *parent)
        : QObject(parent)
        , m_state(state)
        , m_random(random)
        , m_client(client)
    {
        client->setParent(this);
        client->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        m_server.setSocketOption(QAbstractSocket::LowDelayOption, 1);
        m_server.setProxy(QNetworkProxy::NoProxy);
        m_server.connectToHost(state->server.host(), quint16(state->server.port()));
        connect(client, &QTcpSocket::readyRead, this, [this] { onRequest(); });
        connect(client, &QTcpSocket::disconnected, this, [this] { deleteLater(); });
        connect(&m_server, &QTcpSocket::readyRead, this, [this] { onResponse(); });
        connect(&m_server, &QTcpSocket::disconnected, this, [this] { end(); });
    }

private:
    void onRequest()
    {
        m_request += m_client->readAll();
        const std::optional<qsizetype> size = messageSize(m_request);
        if (!size || m_isForwarding)
            return;
        const QByteArray request = m_request.first(*size);
        m_request.remove(0, *size);
        m_loss = Loss::None;
        if (m_random->generateDouble() < m_state->probability)
            m_loss = Loss(1 + m_random->bounded(lossKinds - 1));
        ++m_state->exchanges[std::size_t(m_loss)];
        if (m_loss == Loss::Request) {
            end();
        } else if (m_loss == Loss::Status503) {
            respond(503);
        } else {
            m_isForwarding = true;
            m_server.write(request);
        }
    }

    void onResponse()
    {
        m_response += m_server.readAll();
        const std::optional<qsizetype> size = messageSize(m_response);
        if (!size)
            return;
        const QByteArray response = m_response.first(*size);
        m_response.remove(0, *size);
        m_isForwarding = false;
        switch (m_loss) {
        case Loss::Response:
            end();
            return;
        case Loss::HalfResponse:
            m_client->write(response.first(response.size() / 2));
            m_client->flush();
            end();
            return;
        case Loss::Status500:
            respond(500);
            break;
        default:
            m_client->write(response);
            break;
        }
        onRequest();
    }

    void respond(int status)
    {
        m_client->write("HTTP/1.1 " + QByteArray::number(status)
                        + " Lost\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\nlost");
    }

    // Closes after what is written.
    void end()
    {
        m_client->disconnectFromHost();
        if (m_client->state() == QAbstractSocket::UnconnectedState)
            deleteLater();
    }

    LosingProxyState *const m_state;
    QRandomGenerator *const m_random;
    QTcpSocket *const m_client;
    QTcpSocket m_server;
    QByteArray m_request;
    QByteArray m_response;
    Loss m_loss = Loss::None;
    bool m_isForwarding = false;
};

class Listener final : public QTcpServer
{
public:
    explicit Listener(std::shared_ptr<LosingProxyState> state)
        : m_state(std::move(state))
        , m_random(m_state->seed)
    {
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *client = nextPendingConnection())
                new Connection(client, m_state.get(), &m_random, this);
        });
    }

private:
    const std::shared_ptr<LosingProxyState> m_state;
    QRandomGenerator m_random;
};

} // namespace

LosingProxy::LosingProxy(const QUrl &server, quint32 seed)
{
    m_state->server = server;
    m_state->seed = seed;
    auto *listener = new Listener(m_state);
    if (listener->listen(QHostAddress::LocalHost))
        m_port = listener->serverPort();
    m_listener = listener;
    listener->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, listener, &QObject::deleteLater);
    m_thread.start();
}

LosingProxy::~LosingProxy()
{
    m_thread.quit();
    m_thread.wait();
}

QUrl LosingProxy::url() const
{
    QUrl url;
    url.setScheme(QStringLiteral("http"));
    url.setHost(QStringLiteral("127.0.0.1"));
    url.setPort(m_port);
    return url;
}

qint64 LosingProxy::lostResponses() const
{
    return exchanges(Loss::Response) + exchanges(Loss::HalfResponse) + exchanges(Loss::Status500);
}
