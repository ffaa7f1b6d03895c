// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/qdynamodbapi_items.h>
#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbfakeserver.h>

#include <QtCore/qabstracteventdispatcher.h>
#include <QtCore/qscopeguard.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;

class tst_EventDispatcher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void chosen_data();
    void chosen();
};

void tst_EventDispatcher::chosen_data()
{
#ifdef Q_DYNAMODB_WITH_EPOLL_DISPATCHER
    const bool isBuilt = true;
#else
    const bool isBuilt = false;
#endif
    QTest::addColumn<QByteArray>("variable");
    QTest::addColumn<QDynamoDBClient::Transport>("transport");
    QTest::addColumn<bool>("isOwn");
    for (const auto transport :
         { QDynamoDBClient::Transport::NetworkAccessManager, QDynamoDBClient::Transport::Direct }) {
        const char *name = transport == QDynamoDBClient::Transport::Direct ? "direct" : "default";
        QTest::addRow("%s, not set", name) << QByteArray() << transport << isBuilt;
        QTest::addRow("%s, 0", name) << "0"_ba << transport << isBuilt;
        QTest::addRow("%s, 1", name) << "1"_ba << transport << false;
    }
}

// QTDYNAMODB_NO_EPOLL selects the event dispatcher of the I/O thread, and calls work with each.
void tst_EventDispatcher::chosen()
{
    QFETCH(const QByteArray, variable);
    QFETCH(const QDynamoDBClient::Transport, transport);
    QFETCH(const bool, isOwn);
    const auto restore = qScopeGuard([] { qunsetenv("QTDYNAMODB_NO_EPOLL"); });
    if (!variable.isEmpty())
        qputenv("QTDYNAMODB_NO_EPOLL", variable);

    QDynamoDBFakeServer server;
    server.expect(u"GetItem"_s).reply(QDynamoDBItem { { u"Id"_s, 1 } }).times(3);
    QDynamoDBClient client;
    server.configure(&client);
    client.setTransport(transport);
    QByteArray dispatcher;
    client.addMeasurementHandler([&dispatcher](const QDynamoDBMeasurement &) {
        dispatcher = QAbstractEventDispatcher::instance()->metaObject()->className();
    });
    for (int call = 0; call < 3; ++call) {
        const auto result = client.getItem(u"Thread"_s, { { u"Id"_s, 1 } }).result();
        QCOMPARE(result.item[u"Id"], QDynamoDBValue(1));
    }
    QCOMPARE(dispatcher == "QtDynamoDBPrivate::EpollDispatcher", isOwn);
    QVERIFY(dispatcher != "");
}

QTEST_GUILESS_MAIN(tst_EventDispatcher)

#include "tst_eventdispatcher.moc"
