// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "dynamodblocal/dynamodblocal.h"

#include <QtCore/qstandardpaths.h>
#include <QtCore/qtemporarydir.h>
#include <QtNetwork/qtcpsocket.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;

// The server that the integration tests stand on: it comes when called, and leaves nothing behind.
class tst_DynamoDBLocal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersUntilStopped();
    void saysWhatIsMissing();
};

static bool canConnect(const QUrl &endpoint)
{
    QTcpSocket socket;
    socket.connectToHost(endpoint.host(), quint16(endpoint.port()));
    return socket.waitForConnected();
}

void tst_DynamoDBLocal::answersUntilStopped()
{
    QUrl endpoint;
    {
        DynamoDBLocal server;
        QVERIFY2(server.start(), qPrintable(server.errorString()));
        endpoint = server.endpoint();
        QCOMPARE(endpoint.host(), u"127.0.0.1"_s);

        QTcpSocket socket;
        socket.connectToHost(endpoint.host(), quint16(endpoint.port()));
        QVERIFY(socket.waitForConnected());
        socket.write("GET / HTTP/1.0\r\n\r\n");
        QTRY_VERIFY(socket.canReadLine());
        QVERIFY(socket.readLine().startsWith("HTTP/1."));
    }
    QVERIFY(!canConnect(endpoint));
}

void tst_DynamoDBLocal::saysWhatIsMissing()
{
    // The script finds its own tools, but no Java.
    QTemporaryDir folder;
    QVERIFY(folder.isValid());
    for (const QString &tool : { u"bash"_s, u"dirname"_s }) {
        const QString path = QStandardPaths::findExecutable(tool);
        QVERIFY(!path.isEmpty());
        QVERIFY(QFile::link(path, folder.filePath(tool)));
    }
    const QByteArray before = qgetenv("PATH");
    qputenv("PATH", folder.path().toLocal8Bit());
    DynamoDBLocal server;
    const bool started = server.start();
    qputenv("PATH", before);

    QVERIFY(!started);
    QVERIFY(server.endpoint().isEmpty());
    QVERIFY2(server.errorString().contains(u"default-jre-headless"_s),
             qPrintable(server.errorString()));
}

QTEST_GUILESS_MAIN(tst_DynamoDBLocal)
#include "tst_dynamodblocal.moc"
