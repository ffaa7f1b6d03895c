// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "fakeserver/fakeproxy.h"

#include <QtCore/qcryptographichash.h>
#include <QtCore/qregularexpression.h>
#include <QtCore/qurl.h>
#include <QtNetwork/qtcpserver.h>
#include <QtNetwork/qtcpsocket.h>

class FakeProxyListener : public QTcpServer
{
public:
    explicit FakeProxyListener(std::shared_ptr<FakeProxyState> state)
        : m_state(std::move(state))
    {
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *client = nextPendingConnection()) {
                connect(client, &QTcpSocket::readyRead, this, [this, client] { readHead(client); });
                connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
            }
        });
    }

private:
    void readHead(QTcpSocket *client)
    {
        const QByteArray peeked = client->peek(64 * 1024);
        const qsizetype end = peeked.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        const QByteArray head = peeked.first(end);
        // Closing the connection before all bytes are read would send a RST.
        static const QRegularExpression length(QStringLiteral("content-length: *(\\d+)"),
                                               QRegularExpression::CaseInsensitiveOption);
        if (peeked.size() < end + 4 + length.match(QString::fromLatin1(head)).captured(1).toInt())
            return;
        if (const QByteArray challenge = challengeTo(head); !challenge.isEmpty()) {
            client->readAll();
            client->write("HTTP/1.1 407 Who are you?\r\nProxy-Authenticate: " + challenge
                          + "\r\nContent-Length: 0\r\n\r\n");
            if (!head.startsWith("CONNECT"))
                client->disconnectFromHost();
            return;
        }
        client->disconnect(this);
        if (const int status = m_state->refuseWith) {
            client->readAll();
            client->write("HTTP/1.1 " + QByteArray::number(status)
                          + " No\r\nContent-Length: 2\r\n\r\nno");
            client->disconnectFromHost();
            return;
        }
        const QList<QByteArray> start = peeked.first(peeked.indexOf('\r')).split(' ');
        const bool tunnel = start.value(0) == "CONNECT";
        const QString target = QString::fromLatin1(start.value(1));
        QUrl url(tunnel ? u"tunnel://" + target : target);
        if (const quint16 port = m_state->leadTo) {
            url.setHost(QStringLiteral("127.0.0.1"));
            url.setPort(port);
        }
        if (tunnel) {
            client->skip(end + 4);
            ++m_state->tunnels;
        } else {
            ++m_state->forwarded;
        }
        relay(client, url, tunnel);
    }

    // Returns the challenge for the client; empty if the request is authenticated.
    QByteArray challengeTo(const QByteArray &head)
    {
        const QMutexLocker locker(&m_state->mutex);
        if (m_state->scheme.isEmpty())
            return {};
        const QByteArray digest = R"(Digest realm="fake", nonce="abc", qop="auth")";
        const QByteArray challenge = m_state->scheme == "Digest" ? digest : "Basic realm=\"fake\"";
        QByteArray given;
        for (const QByteArray &line : head.split('\n')) {
            if (line.toLower().startsWith("proxy-authorization:"))
                given = line.sliced(20).trimmed();
        }
        if (given.isEmpty())
            return challenge;
        ++m_state->credentials;
        const QByteArray method = head.first(head.indexOf(' '));
        const bool isRight = m_state->scheme == "Digest"
                ? isDigest(given, method)
                : given == "Basic " + QByteArray(m_state->user + ':' + m_state->password).toBase64();
        return isRight ? QByteArray() : challenge;
    }

    [[nodiscard]] bool isDigest(const QByteArray &given, const QByteArray &method) const
    {
        const auto field = [&given](const QByteArray &name) {
            const QRegularExpression expression(
                    QStringLiteral("\\b%1=\"?([^\",]*)").arg(QString::fromLatin1(name)));
            return expression.match(QString::fromLatin1(given)).captured(1).toLatin1();
        };
        const auto md5 = [](const QByteArray &text) {
            return QCryptographicHash::hash(text, QCryptographicHash::Md5).toHex();
        };
        const QByteArray who = md5(m_state->user + ":fake:" + m_state->password);
        const QByteArray what = md5(method + ':' + field("uri"));
        return field("response")
                == md5(who + ":abc:" + field("nc") + ':' + field("cnonce") + ":auth:" + what);
    }

    static void relay(QTcpSocket *client, const QUrl &url, bool tunnel)
    {
        auto *server = new QTcpSocket(client);
        server->setProxy(QNetworkProxy::NoProxy);
        connect(server, &QTcpSocket::connected, client, [client, server, tunnel] {
            if (tunnel)
                client->write("HTTP/1.1 200 Connection established\r\n\r\n");
            const auto up = [client, server] { server->write(client->readAll()); };
            connect(client, &QTcpSocket::readyRead, server, up);
            up();
        });
        connect(server, &QTcpSocket::readyRead, client,
                [client, server] { client->write(server->readAll()); });
        connect(server, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
        connect(server, &QTcpSocket::errorOccurred, client, &QTcpSocket::disconnectFromHost);
        server->connectToHost(url.host(), quint16(url.port(80)));
    }

    std::shared_ptr<FakeProxyState> m_state;
};

FakeProxy::FakeProxy()
{
    m_listener = new FakeProxyListener(m_state);
    if (!m_listener->listen(QHostAddress::LocalHost))
        qFatal("The fake proxy cannot listen: %s", qPrintable(m_listener->errorString()));
    m_port = m_listener->serverPort();
    m_listener->moveToThread(&m_thread);
    m_thread.setObjectName(QStringLiteral("fake proxy"));
    m_thread.start();
}

FakeProxy::~FakeProxy()
{
    m_listener->deleteLater();
    m_thread.quit();
    m_thread.wait();
}

void FakeProxy::require(const QByteArray &scheme, const QByteArray &user, const QByteArray &password)
{
    const QMutexLocker locker(&m_state->mutex);
    m_state->scheme = scheme;
    m_state->user = user;
    m_state->password = password;
}

QNetworkProxy FakeProxy::proxy() const
{
    return QNetworkProxy(QNetworkProxy::HttpProxy, QStringLiteral("127.0.0.1"), m_port);
}
