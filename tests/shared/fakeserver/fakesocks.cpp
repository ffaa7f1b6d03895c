// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "fakeserver/fakesocks.h"

#include <QtCore/qendian.h>
#include <QtNetwork/qtcpserver.h>
#include <QtNetwork/qtcpsocket.h>

// The connection of one client, according to RFC 1928 and RFC 1929.
class FakeSocksClient : public QObject
{
public:
    FakeSocksClient(QTcpSocket *client, std::shared_ptr<FakeSocksState> state)
        : QObject(client)
        , m_client(client)
        , m_state(std::move(state))
    {
        connect(client, &QTcpSocket::readyRead, this, &FakeSocksClient::read);
        connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
    }

private:
    enum class Step { Methods, Credentials, Request, Relay };

    void read()
    {
        if (m_step == Step::Relay) {
            m_server->write(m_client->readAll());
            return;
        }
        const QByteArray in = m_client->peek(1024);
        qsizetype used = 0;
        switch (m_step) {
        case Step::Methods:
            used = readMethods(in);
            break;
        case Step::Credentials:
            used = readCredentials(in);
            break;
        case Step::Request:
            used = readRequest(in);
            break;
        case Step::Relay:
            break;
        }
        m_client->skip(used);
        if (used > 0 && m_client->bytesAvailable() > 0)
            read();
    }

    qsizetype readMethods(const QByteArray &in)
    {
        if (in.size() < 2 || in.size() < 2 + uchar(in[1]))
            return 0;
        const qsizetype size = 2 + uchar(in[1]);
        const bool offered = in.first(size).sliced(2).contains('\x02');
        m_client->write(offered ? QByteArray("\x05\x02", 2) : QByteArray("\x05\xff", 2));
        m_step = Step::Credentials;
        if (!offered)
            m_client->disconnectFromHost();
        return size;
    }

    qsizetype readCredentials(const QByteArray &in)
    {
        if (in.size() < 2 || in.size() < 3 + uchar(in[1]))
            return 0;
        const qsizetype name = uchar(in[1]);
        const qsizetype password = uchar(in[2 + name]);
        if (in.size() < 3 + name + password)
            return 0;
        ++m_state->credentials;
        const bool isRight = in.sliced(2, name) == m_state->user
                && in.sliced(3 + name, password) == m_state->password;
        m_client->write(isRight ? QByteArray("\x01\x00", 2) : QByteArray("\x01\x01", 2));
        m_step = Step::Request;
        if (!isRight)
            m_client->disconnectFromHost();
        return 3 + name + password;
    }

    qsizetype readRequest(const QByteArray &in)
    {
        if (in.size() < 5)
            return 0;
        const bool isName = in[3] == '\x03';
        const qsizetype length = isName ? uchar(in[4]) : 4;
        const qsizetype begin = isName ? 5 : 4;
        if (in.size() < begin + length + 2)
            return 0;
        const QByteArray address = in.sliced(begin, length);
        const QString host = isName
                ? QString::fromLatin1(address)
                : QHostAddress(qFromBigEndian<quint32>(address.constData())).toString();
        m_server = new QTcpSocket(this);
        m_server->setProxy(QNetworkProxy::NoProxy);
        connect(m_server, &QTcpSocket::connected, this, [this] {
            ++m_state->connections;
            m_step = Step::Relay;
            m_client->write(QByteArray("\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x01", 10));
        });
        connect(m_server, &QTcpSocket::readyRead, this,
                [this] { m_client->write(m_server->readAll()); });
        connect(m_server, &QTcpSocket::disconnected, m_client, &QTcpSocket::disconnectFromHost);
        connect(m_server, &QTcpSocket::errorOccurred, m_client, &QTcpSocket::disconnectFromHost);
        m_server->connectToHost(host, qFromBigEndian<quint16>(in.constData() + begin + length));
        return begin + length + 2;
    }

    QTcpSocket *const m_client;
    QTcpSocket *m_server = nullptr;
    const std::shared_ptr<FakeSocksState> m_state;
    Step m_step = Step::Methods;
};

class FakeSocksListener : public QTcpServer
{
public:
    explicit FakeSocksListener(const std::shared_ptr<FakeSocksState> &state)
    {
        connect(this, &QTcpServer::newConnection, this, [this, state] {
            while (QTcpSocket *client = nextPendingConnection())
                new FakeSocksClient(client, state);
        });
    }
};

FakeSocks::FakeSocks(const QByteArray &user, const QByteArray &password)
{
    m_state->user = user;
    m_state->password = password;
    m_listener = new FakeSocksListener(m_state);
    if (!m_listener->listen(QHostAddress::LocalHost))
        qFatal("The fake SOCKS proxy cannot listen: %s", qPrintable(m_listener->errorString()));
    m_port = m_listener->serverPort();
    m_listener->moveToThread(&m_thread);
    m_thread.setObjectName(QStringLiteral("fake SOCKS proxy"));
    m_thread.start();
}

FakeSocks::~FakeSocks()
{
    m_listener->deleteLater();
    m_thread.quit();
    m_thread.wait();
}

QNetworkProxy FakeSocks::proxy() const
{
    return QNetworkProxy(QNetworkProxy::Socks5Proxy, QStringLiteral("127.0.0.1"), m_port);
}
