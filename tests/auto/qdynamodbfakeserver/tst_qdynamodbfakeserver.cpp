// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/QDynamoDBFakeServer>

#include <QtDynamoDB/qdynamodbapi_tables.h>
#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbexception.h>
#include <QtDynamoDB/qdynamodbexpected.h>

#include <QtCore/qelapsedtimer.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Code = QDynamoDBError::Code;

class tst_QDynamoDBFakeServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void replies();
    void pages();
    void throttles();
    void stalls();
    void closesEarly();
    void stallsAndCloses();
    void fails_data();
    void fails();
    void timesAndAnyTimes();
    void choosesByWhatIsAsked();
    void saysWhatCameInstead();
    void saysWhatDidNotCome();
    void otherThingsThanRequests();
    void records();
    void many();

private:
    template<typename T>
    [[nodiscard]] static QDynamoDBExpected<T> outcome(QFuture<T> future)
    {
        try {
            return future.result();
        } catch (const QDynamoDBException &exception) {
            return exception.error();
        }
    }
    [[nodiscard]] auto get(int id)
    {
        return outcome(m_client->getItem(u"Thread"_s, { { u"Id"_s, id } }));
    }

    std::unique_ptr<QDynamoDBFakeServer> m_server;
    std::unique_ptr<QDynamoDBClient> m_client;
};

void tst_QDynamoDBFakeServer::init()
{
    m_server = std::make_unique<QDynamoDBFakeServer>();
    m_client = std::make_unique<QDynamoDBClient>();
    m_server->configure(m_client.get());
    m_client->setMaxRetries(0);
}

void tst_QDynamoDBFakeServer::replies()
{
    m_server->expect(u"GetItem"_s).reply({ { u"Text"_s, u"one"_s }, { u"Id"_s, 1 } });
    m_server->expect(u"GetItem"_s).reply(QDynamoDBItem());
    m_server->expect(u"DeleteItem"_s).reply({ { u"Text"_s, u"old"_s } });
    m_server->expect(u"PutItem"_s);
    QCOMPARE(get(1)->item[u"Text"].toString(), u"one"_s);
    QVERIFY(get(1)->item.isEmpty());
    QCOMPARE(outcome(m_client->deleteItem(u"Thread"_s, { { u"Id"_s, 1 } }))->attributes[u"Text"],
             QDynamoDBValue(u"old"_s));
    QVERIFY(outcome(m_client->putItem(u"Thread"_s, { { u"Id"_s, 1 } })));
    QCOMPARE(m_server->problems(), QString());
}

void tst_QDynamoDBFakeServer::pages()
{
    m_server->expect(u"Scan"_s)
            .replyItems({ { { u"Id"_s, 1 } }, { { u"Id"_s, 2 } } }, { { u"Id"_s, 2 } })
            .replyItems({});
    const auto first = outcome(m_client->scan(u"Thread"_s));
    QCOMPARE(first->items.size(), 2);
    QCOMPARE(first->count, 2);
    QCOMPARE(first->lastEvaluatedKey[u"Id"].toInteger(), 2);
    const auto last = outcome(m_client->scan(u"Thread"_s));
    QVERIFY(last->items.isEmpty());
    QVERIFY(last->lastEvaluatedKey.isEmpty());
}

void tst_QDynamoDBFakeServer::throttles()
{
    m_server->expect(u"GetItem"_s).throttle(3).reply({ { u"Id"_s, 1 } });
    for (int i = 0; i < 3; ++i)
        QCOMPARE(get(1).error().code(), Code::ProvisionedThroughputExceeded);
    QVERIFY(get(1));
    QCOMPARE(m_server->problems(), QString());
}

void tst_QDynamoDBFakeServer::stalls()
{
    m_server->expect(u"GetItem"_s).stall(50ms).reply({ { u"Id"_s, 1 } }).reply();
    QElapsedTimer timer;
    timer.start();
    QVERIFY(!get(1)->item.isEmpty());
    QVERIFY(timer.elapsed() >= 50);
    QVERIFY(get(1)->item.isEmpty());

    // Longer than its caller waits.
    m_server->expect(u"GetItem"_s).stall(1h);
    m_client->setAttemptTimeout(20ms);
    QCOMPARE(get(1).error().code(), Code::Timeout);
    QCOMPARE(m_server->problems(), QString());
}

void tst_QDynamoDBFakeServer::closesEarly()
{
    m_server->expect(u"GetItem"_s).closeEarly().reply();
    QCOMPARE(get(1).error().code(), Code::Request);
    QVERIFY(get(1));
    QCOMPARE(m_server->requests().size(), 2);
}

void tst_QDynamoDBFakeServer::stallsAndCloses()
{
    m_server->expect(u"GetItem"_s).stall(30ms).closeEarly();
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(get(1).error().code(), Code::Request);
    QVERIFY(timer.elapsed() >= 30);
}

void tst_QDynamoDBFakeServer::fails_data()
{
    QTest::addColumn<Code>("code");
    QTest::addColumn<int>("status");
    QTest::newRow("condition") << Code::ConditionalCheckFailed << 400;
    QTest::newRow("table") << Code::ResourceNotFound << 400;
    QTest::newRow("server") << Code::InternalServerError << 500;
    QTest::newRow("unavailable") << Code::ServiceUnavailable << 503;
    QTest::newRow("endpoint") << Code::InvalidEndpoint << 421;
    QTest::newRow("throttling") << Code::Throttling << 400;
}

void tst_QDynamoDBFakeServer::fails()
{
    QFETCH(const Code, code);
    QFETCH(const int, status);
    m_server->expect(u"GetItem"_s).fail(code, u"\"So\" it is"_s);
    const QDynamoDBError error = get(1).error();
    QCOMPARE(error.code(), code);
    QCOMPARE(error.httpStatus(), status);
    QCOMPARE(error.message(), u"\"So\" it is"_s);
    QCOMPARE(m_server->problems(), QString());
}

void tst_QDynamoDBFakeServer::timesAndAnyTimes()
{
    m_server->expect(u"ListTables"_s).anyTimes();
    m_server->expect(u"GetItem"_s).fail(Code::InternalServerError).times(2).reply().anyTimes();
    QCOMPARE(m_server->problems(),
             u"GetItem did not come: it came never, and was expected 2 times"_s);
    QVERIFY(!get(1));
    QVERIFY(!get(1));
    for (int i = 0; i < 5; ++i)
        QVERIFY(get(1));
    QCOMPARE(m_server->problems(), QString());
}

void tst_QDynamoDBFakeServer::choosesByWhatIsAsked()
{
    const auto isWrite = [](const QJsonObject &parameters) {
        return parameters["Item"_L1]["Views"_L1]["N"_L1].toString().toInt() > 10;
    };
    m_server->expect(u"GetItem"_s).onTable(u"Other"_s).anyTimes();
    m_server->expect(u"GetItem"_s).withKey({ { u"Id"_s, 2 } }).reply({ { u"Text"_s, u"two"_s } });
    m_server->expect(u"GetItem"_s).withKey({ { u"Id"_s, 1 } }).reply({ { u"Text"_s, u"one"_s } });
    m_server->expect(u"PutItem"_s).matching(u"many views"_s, isWrite);
    m_server->expect(u"PutItem"_s)
            .onTable(u"Thread"_s)
            .withItem({ { u"Tags"_s, QDynamoDBValue::stringSet({ u"b"_s, u"a"_s }) } });
    QCOMPARE(get(1)->item[u"Text"].toString(), u"one"_s);
    QCOMPARE(get(2)->item[u"Text"].toString(), u"two"_s);
    QVERIFY(outcome(
            m_client->putItem(u"Thread"_s,
                              { { u"Id"_s, 1 },
                                { u"Tags"_s, QDynamoDBValue::stringSet({ u"a"_s, u"b"_s }) } })));
    QVERIFY(outcome(m_client->putItem(u"Thread"_s, { { u"Id"_s, 1 }, { u"Views"_s, 11 } })));
    QCOMPARE(m_server->problems(), QString());
}

void tst_QDynamoDBFakeServer::saysWhatCameInstead()
{
    m_server->expect(u"GetItem"_s).withKey({ { u"Id"_s, 1 } });
    m_server->expect(u"PutItem"_s).onTable(u"Thread"_s);
    const QDynamoDBError error = get(2).error();
    QCOMPARE(error.attempts(), 1);
    const QString text =
            uR"(Nobody expected GetItem {"Key":{"Id":{"N":"2"}},"TableName":"Thread"}; expected was
  GetItem with {"Key":{"Id":{"N":"1"}}}: Key.Id.N is "2", not "1"
  PutItem with {"TableName":"Thread"})"_s;
    QCOMPARE(error.message(), text);
    QVERIFY(m_server->problems().startsWith(text));
    QVERIFY(get(1));
    QVERIFY(outcome(m_client->putItem(u"Thread"_s, { { u"Id"_s, 1 } })));
    QCOMPARE(m_server->problems(), text); // what did not come has come by now

    m_server->clear();
    m_server->expect(u"GetItem"_s);
    QVERIFY(get(1));
    QVERIFY(get(1).error().message().endsWith(u"expected was\n  GetItem: it came once before"));
    m_server->clear();
    QVERIFY(get(1).error().message().endsWith(u"; nothing was expected."));
    // Missing, longer, of another type.
    m_server->clear();
    m_server->expect(u"GetItem"_s).with({ { u"ConsistentRead"_s, true } });
    QVERIFY(get(1).error().message().endsWith(u": ConsistentRead is missing"));
    m_server->clear();
    m_server->expect(u"GetItem"_s).with({ { u"Key"_s, u"text"_s } });
    QVERIFY2(get(1).error().message().endsWith(u": Key is {\"Id\":{\"N\":\"1\"}}, not \"text\""),
             qPrintable(m_server->problems()));
}

void tst_QDynamoDBFakeServer::saysWhatDidNotCome()
{
    m_server->expect(u"GetItem"_s).onTable(u"Thread"_s);
    m_server->expect(u"ListTables"_s).throttle(2).reply();
    QVERIFY(!outcome(m_client->listTables()));
    QCOMPARE(m_server->problems(),
             u"GetItem with {\"TableName\":\"Thread\"} did not come\n"
             "ListTables did not come: it came once, and was expected 3 times"_s);
}

void tst_QDynamoDBFakeServer::otherThingsThanRequests()
{
    m_server->expect(u"ListTables"_s).anyTimes();
    // No name of an operation, and none that the expectations could be about.
    QVERIFY(!outcome(m_client->execute(u"NoSuchThing"_s, {})));
    QCOMPARE(m_server->problems(), u"Nobody expected NoSuchThing {}; nothing was expected."_s);
}

void tst_QDynamoDBFakeServer::records()
{
    QSignalSpy received(m_server.get(), &QDynamoDBFakeServer::received);
    m_server->expect(u"GetItem"_s);
    QVERIFY(get(7));
    QTRY_COMPARE(received.size(), 1);
    const auto request = received[0][0].value<QDynamoDBFakeRequest>();
    QCOMPARE(request.operation, u"GetItem"_s);
    QCOMPARE(request.parameters["TableName"_L1].toString(), u"Thread"_s);
    QCOMPARE(m_server->requests().size(), 1);
    QCOMPARE(m_server->requests().constFirst().parameters, request.parameters);
}

void tst_QDynamoDBFakeServer::many()
{
    m_server->expect(u"GetItem"_s).reply({ { u"Id"_s, 1 } }).times(200);
    m_client->setMaxConnections(20);
    QList<QFuture<QDynamoDB::GetItemResult>> futures;
    for (int i = 0; i < 200; ++i)
        futures.append(m_client->getItem(u"Thread"_s, { { u"Id"_s, i } }));
    for (const auto &future : futures)
        QVERIFY(outcome(future));
    QCOMPARE(m_server->problems(), QString());
    QVERIFY(!get(1));
}

QTEST_GUILESS_MAIN(tst_QDynamoDBFakeServer)
#include "tst_qdynamodbfakeserver.moc"
