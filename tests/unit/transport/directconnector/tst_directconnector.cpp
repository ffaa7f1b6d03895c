// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "transport/direct/directconnector_p.h"
#include "waiting/longtimeouts.h"

#include <fakeserver/fakeproxy.h>
#include <fakeserver/fakeserver.h>

#include <QtCore/qelapsedtimer.h>
#include <QtCore/qscopeguard.h>
#include <QtNetwork/qtcpserver.h>
#include <QtNetwork/qtcpsocket.h>

#include <memory>

using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_DirectConnector : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void interleaved_data();
    void interleaved();
    void byName();
    void secondAddressAfterRefusal();
    void secondAddressAfterSilence();
    void allRefuse();
    void unknownName();
    void systemProxy();
    void cancelled();
};

namespace {

// The outcome of a connector.
struct Outcome
{
    Outcome()
        : connector([] { return new QTcpSocket; }, QIODevice::ReadWrite,
                    [this](QTcpSocket *found, bool viaProxy) {
                        ++ends;
                        socket.reset(found);
                        proxied = viaProxy;
                    },
                    [this](const DirectConnector::Failure &reason) {
                        ++ends;
                        failure = reason;
                    })
    {
    }

    int ends = 0;
    std::unique_ptr<QTcpSocket> socket;
    bool proxied = false;
    DirectConnector::Failure failure;
    DirectConnector connector;
};

const QHostAddress one(u"127.0.0.1"_s);
const QHostAddress two(u"127.0.0.2"_s);

} // namespace

void tst_DirectConnector::interleaved_data()
{
    QTest::addColumn<QStringList>("addresses");
    QTest::addColumn<QStringList>("order");
    QTest::newRow("one") << QStringList { u"1.1.1.1"_s } << QStringList { u"1.1.1.1"_s };
    QTest::newRow("one family") << QStringList { u"1.1.1.1"_s, u"1.1.1.2"_s }
                                << QStringList { u"1.1.1.1"_s, u"1.1.1.2"_s };
    QTest::newRow("IPv6 first") << QStringList {
        u"::1"_s, u"::2"_s, u"::3"_s, u"1.1.1.1"_s, u"1.1.1.2"_s
    } << QStringList { u"::1"_s, u"1.1.1.1"_s, u"::2"_s, u"1.1.1.2"_s, u"::3"_s };
    QTest::newRow("IPv4 first") << QStringList { u"1.1.1.1"_s, u"::1"_s, u"::2"_s }
                                << QStringList { u"1.1.1.1"_s, u"::1"_s, u"::2"_s };
}

void tst_DirectConnector::interleaved()
{
    QFETCH(const QStringList, addresses);
    QFETCH(const QStringList, order);
    QList<QHostAddress> in;
    for (const QString &address : addresses)
        in.append(QHostAddress(address));
    QStringList out;
    const auto result = DirectConnector::interleaved(in);
    for (const QHostAddress &address : result)
        out.append(address.toString());
    QCOMPARE(out, order);
}

void tst_DirectConnector::byName()
{
    FakeServer server; // listens on IPv4 only
    QUrl url = server.url();
    url.setHost(u"localhost"_s);
    Outcome outcome;
    outcome.connector.start(url, {});
    QCOMPARE(outcome.ends, 0);
    QTRY_COMPARE(outcome.ends, 1);
    QVERIFY(outcome.socket);
    QVERIFY(!outcome.proxied);
    QCOMPARE(outcome.socket->peerPort(), server.port());
}

void tst_DirectConnector::secondAddressAfterRefusal()
{
    FakeServer server;
    Outcome outcome;
    outcome.connector.start({ two, one }, server.port());
    QTRY_COMPARE(outcome.ends, 1);
    QVERIFY(outcome.socket);
    QCOMPARE(outcome.socket->peerAddress(), one);
}

void tst_DirectConnector::secondAddressAfterSilence()
{
    FakeServer server;
    const quint16 port = server.blackHole(); // at the first address
    QTcpServer listener;
    listener.setProxy(QNetworkProxy::NoProxy);
    QVERIFY(listener.listen(two, port));
    Outcome outcome;
    QElapsedTimer timer;
    timer.start();
    outcome.connector.start({ one, two }, port);
    QTRY_COMPARE(outcome.ends, 1);
    QVERIFY(outcome.socket);
    QCOMPARE(outcome.socket->peerAddress(), two);
    QVERIFY(timer.elapsed() >= DirectConnector::attemptDelay.count());
}

void tst_DirectConnector::allRefuse()
{
    FakeServer server;
    Outcome outcome;
    outcome.connector.start({ one, two }, server.deadPort());
    QTRY_COMPARE(outcome.ends, 1);
    QVERIFY(!outcome.socket);
    QCOMPARE(outcome.failure.error, QAbstractSocket::ConnectionRefusedError);
    QVERIFY(!outcome.failure.text.isEmpty());
    QVERIFY(!outcome.failure.proxied);
}

void tst_DirectConnector::unknownName()
{
    Outcome outcome;
    outcome.connector.start(QUrl(u"http://no-such-host.invalid/"_s), {});
    QTRY_COMPARE_WITH_TIMEOUT(outcome.ends, 1, 60'000);
    QCOMPARE(outcome.failure.error, QAbstractSocket::HostNotFoundError);
}

void tst_DirectConnector::systemProxy()
{
    FakeServer server;
    FakeProxy proxy;
    proxy.leadTo(server.port());
    qputenv("http_proxy", "http://127.0.0.1:" + QByteArray::number(proxy.proxy().port()));
    QNetworkProxyFactory::setUseSystemConfiguration(true);
    const auto restore = qScopeGuard([] {
        QNetworkProxyFactory::setUseSystemConfiguration(false);
        qunsetenv("http_proxy");
    });
    Outcome outcome;
    outcome.connector.start(QUrl(u"http://no-such-host.invalid/"_s), {});
    QTRY_COMPARE(outcome.ends, 1);
    QVERIFY2(outcome.socket, qPrintable(outcome.failure.text));
    QVERIFY(outcome.proxied);
    QCOMPARE(proxy.tunnels(), 1);

    Outcome cancelled; // during the lookup of the proxy
    cancelled.connector.start(QUrl(u"http://no-such-host.invalid/"_s), {});
    cancelled.connector.cancel();
    Outcome after;
    after.connector.start(QUrl(u"http://no-such-host.invalid/"_s), {});
    QTRY_COMPARE(after.ends, 1);
    QCOMPARE(cancelled.ends, 0);
    QCOMPARE(proxy.tunnels(), 2);
}

void tst_DirectConnector::cancelled()
{
    FakeServer server;
    Outcome connecting;
    connecting.connector.start({ one }, server.blackHole());
    Outcome lookingUp;
    lookingUp.connector.start(QUrl(u"http://no-such-host.invalid/"_s), {});
    connecting.connector.cancel();
    lookingUp.connector.cancel();
    Outcome after;
    after.connector.start({ one }, server.port());
    QTRY_COMPARE(after.ends, 1);
    QCOMPARE(connecting.ends + lookingUp.ends, 0);
}

QTEST_GUILESS_MAIN(tst_DirectConnector)
#include "tst_directconnector.moc"
