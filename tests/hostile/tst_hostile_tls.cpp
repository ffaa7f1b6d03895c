// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "hostileclient.h"
#include "transports/eachtransport.h"
#include "waiting/longtimeouts.h"

#include <QtCore/qfile.h>
#include <QtNetwork/qsslcertificate.h>

using namespace Qt::StringLiterals;
using Transport = HostileClient::Transport;
using Security = HostileServer::Security;
using Code = QDynamoDBError::Code;
using Kind = HostileStep::Kind;

// Servers with a wrong certificate, and servers that violate TLS.
class tst_hostile_tls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { addTransports(); }
    void certificates_data();
    void certificates();
    void handshake_data();
    void handshake();
    void afterHandshake_data();
    void afterHandshake();
};

namespace {

const QByteArray fatalAlert = QByteArray::fromHex("15030300020228"); // handshake_failure

QByteArray pem(const QString &name)
{
    QFile file(QFINDTESTDATA(name));
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

void tst_hostile_tls::certificates_data()
{
    QTest::addColumn<QString>("identity");
    QTest::addColumn<bool>("isTrusted");
    QTest::newRow("expired") << u"expired.pem"_s << true;
    QTest::newRow("other host name") << u"otherhost.pem"_s << true;
    QTest::newRow("self-signed") << QString() << false;
    QTest::newRow("expired and self-signed") << u"expired.pem"_s << false;
}

void tst_hostile_tls::certificates()
{
    QFETCH_GLOBAL(const Transport, transport);
    QFETCH(const QString, identity);
    QFETCH(const bool, isTrusted);
    const QByteArray bytes = identity.isEmpty() ? QByteArray() : pem(identity);
    QCOMPARE(bytes.isEmpty(), identity.isEmpty());
    HostileServer server(Security::Tls, bytes);
    HostileClient client(&server, transport);
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    if (isTrusted)
        configuration.setCaCertificates({ QSslCertificate(bytes) });
    client.client()->setSslConfiguration(configuration);
    for (int i = 0; i < 2; ++i) {
        const HostileClient::Result result = client.getItem("first");
        QVERIFY(result.isOver);
        const QString text = result.error.message();
        QVERIFY2(result.error.code() == Code::SecureConnection, qPrintable(text));
        QVERIFY(!text.isEmpty());
        QCOMPARE(result.attempts, 1);
    }
    QCOMPARE(server.requests(), 0);
}

void tst_hostile_tls::handshake_data()
{
    QTest::addColumn<HostileScript>("script");
    QTest::addColumn<Code>("code");
    QTest::addColumn<int>("attempts");
    const auto row = [](const char *name, const HostileStep &step, Code code, int attempts) {
        QTest::newRow(name) << HostileScript { step } << code << attempts;
    };
    row("garbage", { Kind::Send, "SSH-2.0-OpenSSH_9.2\r\n" }, Code::SecureConnection, 1);
    row("zeros", { Kind::Send, QByteArray(100, '\0') }, Code::SecureConnection, 1);
    row("http", { Kind::Send, "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n" },
        Code::SecureConnection, 1);
    row("alert", { Kind::Send, fatalAlert }, Code::SecureConnection, 1);
    row("close", { Kind::Close, {} }, Code::Request, 2);
    row("reset", { Kind::Reset, {} }, Code::Request, 2);
}

// The server responds to the first message of the TLS handshake.
void tst_hostile_tls::handshake()
{
    QFETCH_GLOBAL(const Transport, transport);
    QFETCH(const HostileScript, script);
    QFETCH(const Code, code);
    QFETCH(const int, attempts);
    HostileServer server(Security::Plain);
    server.setScript(script);
    server.setEarly(true);
    HostileClient client(&server, transport);
    QUrl url = server.url();
    url.setScheme(u"https"_s);
    client.client()->setEndpoint(url);
    for (int i = 0; i < 2; ++i) {
        const HostileClient::Result result = client.getItem("first");
        QVERIFY(result.isOver);
        QVERIFY2(result.error.code() == code, qPrintable(result.error.message()));
        QCOMPARE(result.attempts, attempts);
    }
}

void tst_hostile_tls::afterHandshake_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("garbage") << "no TLS at all\r\n\r\n"_ba;
    QTest::newRow("zeros") << QByteArray(100, '\0');
    QTest::newRow("http") << "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"_ba;
    QTest::newRow("alert") << fatalAlert;
    QTest::newRow("encrypted garbage") << QByteArray::fromHex("1703030020") + QByteArray(32, 'x');
}

// The server responds to the request with bytes that are not encrypted for the connection.
void tst_hostile_tls::afterHandshake()
{
    QFETCH_GLOBAL(const Transport, transport);
    QFETCH(const QByteArray, bytes);
    HostileServer server(Security::Tls);
    HostileClient client(&server, transport);
    server.setScript({ { Kind::SendUnencrypted, bytes } });
    const HostileClient::Result result = client.getItem("first");
    QVERIFY(result.isOver);
    QVERIFY2(result.error.code() == Code::Request, qPrintable(result.error.message()));
    QCOMPARE(result.attempts, 2);
    server.setScript({});
    for (const QByteArray id : { "second", "third", "fourth" }) {
        const HostileClient::Result next = client.getItem(id);
        QVERIFY2(!next.error.isError(), qPrintable(next.error.message()));
        QCOMPARE(next.value, id);
    }
}

QTEST_GUILESS_MAIN(tst_hostile_tls)

#include "tst_hostile_tls.moc"
