// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "hostileserver.h"

#include <fakeserver/fakeserver.h>

#include <QtCore/qdatetime.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qlocale.h>
#include <QtCore/qtimer.h>
#include <QtNetwork/qnetworkproxy.h>
#include <QtNetwork/qsslkey.h>
#include <QtNetwork/qsslsocket.h>
#include <QtNetwork/qtcpserver.h>

#include <algorithm>

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <sys/socket.h>
#endif

using namespace Qt::StringLiterals;
using Kind = HostileStep::Kind;

namespace {

constexpr auto goodResponse = "HTTP/1.1 200 OK\r\nx-amzn-RequestId: ${id}\r\nDate: ${date}\r\n"
                              "Content-Length: ${length}\r\nx-amz-crc32: ${crc}\r\n\r\n${item}";
constexpr qsizetype dripSize = 7;
constexpr qint64 floodAhead = qint64(1) << 20;

QByteArray httpDate()
{
    return QLocale::c()
                   .toString(QDateTime::currentDateTimeUtc(), u"ddd, dd MMM yyyy hh:mm:ss"_s)
                   .toLatin1()
            + " GMT";
}

QByteArray keyOf(const QByteArray &body)
{
    const QJsonObject request = QJsonDocument::fromJson(body).object();
    return request["Key"_L1]["id"_L1]["S"_L1].toString().toUtf8();
}

} // namespace

QByteArray hostileItem(const QByteArray &id)
{
    return R"({"Item":{"id":{"S":")" + id + R"("},"value":{"S":")" + id + R"("}}})";
}

class HostileConnection : public QObject
{
public:
    HostileConnection(qintptr descriptor, std::shared_ptr<HostileServer::State> state, bool tls,
                      QObject *parent)
        : QObject(parent)
        , m_state(std::move(state))
    {
        m_socket.setSocketDescriptor(descriptor);
        m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
        connect(&m_socket, &QSslSocket::disconnected, this, &QObject::deleteLater);
        connect(&m_socket, &QSslSocket::readyRead, this, &HostileConnection::read);
        connect(&m_socket, &QSslSocket::bytesWritten, this, &HostileConnection::flood);
        connect(&m_socket, &QSslSocket::encryptedBytesWritten, this, &HostileConnection::flood);
        if (tls) {
            QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
            const QByteArray &identity = m_state->identity;
            configuration.setLocalCertificate(identity.isEmpty() ? FakeServer::certificate()
                                                                 : QSslCertificate(identity));
            configuration.setPrivateKey(identity.isEmpty() ? FakeServer::privateKey()
                                                           : QSslKey(identity, QSsl::Ec));
            configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
            m_socket.setSslConfiguration(configuration);
            m_socket.startServerEncryption();
        }
        const QMutexLocker locker(&m_state->mutex);
        ++m_state->connections;
        ++m_state->openConnections;
    }

    ~HostileConnection() override
    {
        m_socket.disconnect(this);
        const QMutexLocker locker(&m_state->mutex);
        --m_state->openConnections;
    }

    void run(const HostileScript &script)
    {
        m_script = script;
        step();
    }

private:
    void read()
    {
        const bool fresh = m_in.isEmpty();
        m_in += m_socket.readAll();
        HostileScript script;
        bool early = false;
        {
            const QMutexLocker locker(&m_state->mutex);
            script = m_state->script;
            early = m_state->early && !script.isEmpty();
            if (fresh)
                ++m_state->requests;
        }
        if (early && fresh && !m_in.isEmpty()) {
            m_hasResponded = true;
            run(script);
        }
        const qsizetype head = m_in.indexOf("\r\n\r\n");
        if (head < 0)
            return;
        const QByteArray lower = m_in.first(head).toLower();
        const qsizetype at = lower.indexOf("\r\ncontent-length: ");
        qsizetype end = at < 0 ? -1 : lower.indexOf("\r\n", at + 2);
        if (end < 0)
            end = head;
        const qsizetype size = at < 0 ? 0 : lower.mid(at + 18, end - at - 18).toLongLong();
        if (m_in.size() < head + 4 + size)
            return;
        const QByteArray id = keyOf(m_in.sliced(head + 4, size));
        m_in.remove(0, head + 4 + size);
        m_item = hostileItem(id);
        if (!std::exchange(m_hasResponded, false))
            run(script.isEmpty() ? HostileScript { { Kind::Send, goodResponse } } : script);
    }

    void step()
    {
        while (!m_script.isEmpty() && m_socket.isOpen()) {
            HostileStep &next = m_script.first();
            switch (next.kind) {
            case Kind::Send:
                m_socket.write(filled(next.bytes));
                m_socket.flush();
                break;
            case Kind::SendUnencrypted:
                m_socket.flush();
#ifdef Q_OS_WIN
                ::send(SOCKET(m_socket.socketDescriptor()), next.bytes.constData(),
                       int(next.bytes.size()), 0);
#else
                ::send(int(m_socket.socketDescriptor()), next.bytes.constData(),
                       size_t(next.bytes.size()), 0);
#endif
                break;
            case Kind::Drip:
                next.bytes = filled(next.bytes);
                m_socket.write(next.bytes.first(std::min(dripSize, next.bytes.size())));
                next.bytes.remove(0, dripSize);
                if (next.bytes.isEmpty())
                    break;
                QTimer::singleShot(1, this, &HostileConnection::step);
                return;
            case Kind::Flood:
                m_flood = next.bytes;
                countHeld();
                flood();
                return;
            case Kind::Close:
                m_socket.disconnectFromHost();
                m_script.clear();
                return;
            case Kind::Reset:
                m_socket.flush();
                reset();
                return;
            case Kind::Hold:
                countHeld();
                break;
            }
            m_script.removeFirst();
        }
    }

    void flood()
    {
        if (m_flood.isEmpty() || m_flooding)
            return;
        m_flooding = true; // bytesWritten() is emitted while writing
        while (m_socket.state() == QAbstractSocket::ConnectedState
               && m_socket.bytesToWrite() + m_socket.encryptedBytesToWrite() < floodAhead)
            m_socket.write(m_flood);
        m_flooding = false;
    }

    void reset()
    {
        const linger now = { 1, 0 };
#ifdef Q_OS_WIN
        ::setsockopt(SOCKET(m_socket.socketDescriptor()), SOL_SOCKET, SO_LINGER,
                     reinterpret_cast<const char *>(&now), sizeof now);
#else
        ::setsockopt(int(m_socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
#endif
        m_socket.abort();
    }

    void countHeld()
    {
        const QMutexLocker locker(&m_state->mutex);
        ++m_state->held;
    }

    QByteArray filled(QByteArray bytes) const
    {
        if (!bytes.contains("${"))
            return bytes;
        int id = 0;
        {
            const QMutexLocker locker(&m_state->mutex);
            id = ++m_state->ids;
        }
        bytes.replace("${id}", QByteArray("HOSTILE" + QByteArray::number(id)));
        bytes.replace("${date}", httpDate());
        bytes.replace("${length}", QByteArray::number(m_item.size()));
        bytes.replace("${hex}", QByteArray::number(m_item.size(), 16));
        bytes.replace("${crc}", QByteArray::number(fakeServerCrc32(m_item)));
        bytes.replace("${item}", m_item);
        return bytes;
    }

    std::shared_ptr<HostileServer::State> m_state;
    QSslSocket m_socket;
    QByteArray m_in;
    QByteArray m_item;
    HostileScript m_script;
    QByteArray m_flood;
    bool m_flooding = false;
    bool m_hasResponded = false; // before the end of the request
};

class HostileListener : public QTcpServer
{
public:
    HostileListener(std::shared_ptr<HostileServer::State> state, bool tls)
        : m_state(std::move(state))
        , m_tls(tls)
    {
    }

    void runOnIdle(const HostileScript &script)
    {
        const QObjectList all = children();
        for (QObject *child : all) {
            if (auto *connection = dynamic_cast<HostileConnection *>(child))
                connection->run(script);
        }
    }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        new HostileConnection(descriptor, m_state, m_tls, this);
    }

private:
    std::shared_ptr<HostileServer::State> m_state;
    bool m_tls;
};

HostileServer::HostileServer(Security security, const QByteArray &identity)
    : m_security(security)
{
    m_state->identity = identity;
    m_listener = new HostileListener(m_state, security == Security::Tls);
    m_listener->setProxy(QNetworkProxy::NoProxy);
    if (!m_listener->listen(QHostAddress::LocalHost))
        qFatal("The hostile server cannot listen: %s", qPrintable(m_listener->errorString()));
    m_port = m_listener->serverPort();
    m_listener->moveToThread(&m_thread);
    m_thread.setObjectName(u"hostile server"_s);
    m_thread.start();
}

HostileServer::~HostileServer()
{
    m_listener->deleteLater();
    m_thread.quit();
    m_thread.wait();
}

QUrl HostileServer::url() const
{
    QUrl url;
    url.setScheme(m_security == Security::Tls ? u"https"_s : u"http"_s);
    url.setHost(u"127.0.0.1"_s);
    url.setPort(m_port);
    return url;
}

void HostileServer::setScript(const HostileScript &script)
{
    const QMutexLocker locker(&m_state->mutex);
    m_state->script = script;
}

void HostileServer::setEarly(bool early)
{
    const QMutexLocker locker(&m_state->mutex);
    m_state->early = early;
}

void HostileServer::runOnIdle(const HostileScript &script)
{
    QMetaObject::invokeMethod(
            m_listener, [this, script] { m_listener->runOnIdle(script); },
            Qt::BlockingQueuedConnection);
}

int HostileServer::requests() const
{
    const QMutexLocker locker(&m_state->mutex);
    return m_state->requests;
}

int HostileServer::connections() const
{
    const QMutexLocker locker(&m_state->mutex);
    return m_state->connections;
}

int HostileServer::openConnections() const
{
    const QMutexLocker locker(&m_state->mutex);
    return m_state->openConnections;
}

int HostileServer::held() const
{
    const QMutexLocker locker(&m_state->mutex);
    return m_state->held;
}
