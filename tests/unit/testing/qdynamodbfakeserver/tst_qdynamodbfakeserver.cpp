// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "api/generated/operations_p.h"
#include "waiting/longtimeouts.h"

#include <QtDynamoDB/QDynamoDBFakeServer>

#include <QtDynamoDB/qdynamodbapi_statements.h>
#include <QtDynamoDB/qdynamodbapi_tables.h>
#include <QtDynamoDB/qdynamodbapi_transactions.h>
#include <QtDynamoDB/qdynamodbclient.h>

#include <QtCore/qelapsedtimer.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtTest/qsignalspy.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Code = QDynamoDBError::Code;
using QDynamoDB::waitForResult;

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
    void failsOnlyAsTheServiceDoes_data();
    void failsOnlyAsTheServiceDoes();
    void helpersOfOperations_data();
    void helpersOfOperations();
    void itemsOfOperations();
    void itemsOfBatch_data();
    void itemsOfBatch();
    void unknownOperation();
    void timesAndAnyTimes();
    void choosesByWhatIsAsked();
    void saysWhatCameInstead();
    void saysWhatDidNotCome();
    void otherThingsThanRequests();
    void records();
    void many();

private:
    [[nodiscard]] auto get(int id)
    {
        return waitForResult(m_client->getItem(u"Thread"_s, { { u"Id"_s, id } }));
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
    QCOMPARE(waitForResult(m_client->deleteItem(u"Thread"_s, { { u"Id"_s, 1 } }))
                     ->attributes[u"Text"],
             QDynamoDBValue(u"old"_s));
    QVERIFY(waitForResult(m_client->putItem(u"Thread"_s, { { u"Id"_s, 1 } })));
    QCOMPARE(m_server->problems(), QString());
}

void tst_QDynamoDBFakeServer::pages()
{
    m_server->expect(u"Scan"_s)
            .replyItems({ { { u"Id"_s, 1 } }, { { u"Id"_s, 2 } } }, { { u"Id"_s, 2 } })
            .replyItems({});
    const auto first = waitForResult(m_client->scan(u"Thread"_s));
    QCOMPARE(first->items.size(), 2);
    QCOMPARE(first->count, 2);
    QCOMPARE(first->lastEvaluatedKey[u"Id"].toInteger(), 2);
    const auto last = waitForResult(m_client->scan(u"Thread"_s));
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

    // Longer than the timeout of the client.
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

void tst_QDynamoDBFakeServer::failsOnlyAsTheServiceDoes_data()
{
    QTest::addColumn<Code>("code");
    for (const Code code : { Code::NoError, Code::Timeout, Code::Cancelled, Code::NoCredentials,
                             Code::SecureConnection, Code::ProxyAuthentication, Code::Request })
        QTest::addRow("%d", int(code)) << code;
}

void tst_QDynamoDBFakeServer::failsOnlyAsTheServiceDoes()
{
    QFETCH(const Code, code);
    m_server->expect(u"GetItem"_s).fail(code);
    QVERIFY2(m_server->problems().contains("fail() has the code "_L1),
             qPrintable(m_server->problems()));
    QVERIFY(get(1).error().message().contains("fail() has the code "_L1));
}

void tst_QDynamoDBFakeServer::helpersOfOperations_data()
{
    QTest::addColumn<QString>("operation");
    for (const QtDynamoDBPrivate::Operation *operation : QtDynamoDBPrivate::allOperations()) {
        if (operation->service == QtDynamoDBPrivate::Service::DynamoDB)
            QTest::newRow(operation->name) << QString::fromLatin1(operation->name);
    }
}

// For each operation, the result contains the items, or a problem says that the operation returns none.
void tst_QDynamoDBFakeServer::helpersOfOperations()
{
    QFETCH(const QString, operation);
    const QDynamoDBItem item = { { u"Id"_s, u"the one and only"_s } };
    const QJsonObject parameters = { { u"RequestItems"_s,
                                       QJsonObject { { u"Thread"_s, QJsonObject() } } } };
    const auto check = [&](const QString &helper, bool hasItem) {
        const auto outcome = QDynamoDB::waitForResult(m_client->execute(operation, parameters));
        if (hasItem) {
            QCOMPARE(outcome.error(), QDynamoDBError());
            const QByteArray json = QJsonDocument(*outcome).toJson();
            QVERIFY2(json.contains("the one and only"), json.constData());
            QCOMPARE(m_server->problems(), QString());
        } else {
            QVERIFY2(m_server->problems().startsWith(helper), qPrintable(m_server->problems()));
            QVERIFY(m_server->problems().contains(operation));
            QVERIFY2(outcome.error().message().startsWith(helper),
                     qPrintable(outcome.error().message()));
        }
        m_server->clear();
    };
    static const QStringList ofItem = { u"GetItem"_s, u"PutItem"_s, u"UpdateItem"_s,
                                        u"DeleteItem"_s };
    static const QStringList ofItems = { u"Query"_s,
                                         u"Scan"_s,
                                         u"BatchGetItem"_s,
                                         u"TransactGetItems"_s,
                                         u"ExecuteStatement"_s,
                                         u"ExecuteTransaction"_s,
                                         u"BatchExecuteStatement"_s,
                                         u"SearchVectors"_s };
    m_server->expect(operation).reply(item);
    check(u"reply(item)"_s, ofItem.contains(operation) || ofItems.contains(operation));
    m_server->expect(operation).replyItems({ item });
    check(u"replyItems()"_s, ofItems.contains(operation));
    m_server->expect(operation).replyJson({ { u"NoSuchMember"_s, 1 } });
    check(u"replyJson()"_s, false);

    m_server->expect(operation);
    m_server->expect(operation).reply();
    m_server->expect(operation).replyJson({});
    m_server->expect(operation).fail(Code::AccessDenied);
    for (int i = 0; i < 3; ++i)
        QVERIFY(QDynamoDB::waitForResult(m_client->execute(operation, parameters)));
    QCOMPARE(QDynamoDB::waitForResult(m_client->execute(operation, parameters)).error().code(),
             Code::AccessDenied);
    QCOMPARE(m_server->problems(), QString());
}

void tst_QDynamoDBFakeServer::itemsOfOperations()
{
    const QDynamoDBItem one = { { u"Id"_s, 1 } };
    const QDynamoDBItem two = { { u"Id"_s, 2 } };
    m_server->expect(u"TransactGetItems"_s).replyItems({ one, {}, two });
    QDynamoDB::TransactGetItemsRequest reads;
    for (const int id : { 1, 3, 2 }) {
        QDynamoDB::TransactionGet get;
        get.tableName = u"Thread"_s;
        get.key = { { u"Id"_s, id } };
        reads.transactItems.append({ get });
    }
    const auto read = waitForResult(m_client->transactGetItems(reads));
    QCOMPARE(read.error(), QDynamoDBError());
    QCOMPARE(read->responses.size(), 3);
    QCOMPARE(read->responses[0].item, one);
    QVERIFY(read->responses[1].item.isEmpty());
    QCOMPARE(read->responses[2].item, two);

    m_server->expect(u"ExecuteStatement"_s).replyItems({ one, two }, two);
    QDynamoDB::ExecuteStatementRequest statement;
    statement.statement = u"SELECT * FROM Thread"_s;
    const auto selected = waitForResult(m_client->executeStatement(statement));
    QCOMPARE(selected->items, QList<QDynamoDBItem>({ one, two }));
    QCOMPARE(selected->lastEvaluatedKey, two);
    QCOMPARE(m_server->problems(), QString());

    m_server->expect(u"BatchGetItem"_s).replyItems({ one }, one);
    QVERIFY(m_server->problems().startsWith("replyItems() has a lastEvaluatedKey"_L1));
}

void tst_QDynamoDBFakeServer::itemsOfBatch_data()
{
    using Keys = QMap<QString, QList<QDynamoDBItem>>;
    using Items = QList<QDynamoDBItem>;
    QTest::addColumn<Keys>("keys");
    QTest::addColumn<Items>("items");
    QTest::addColumn<Keys>("found"); // empty: reported as a problem
    const auto item = [](const QString &name, int id) {
        return QDynamoDBItem { { name, id }, { u"Text"_s, u"something"_s } };
    };
    const auto key = [](const QString &name, int id) { return QDynamoDBItem { { name, id } }; };
    QTest::newRow("one table") << Keys { { u"Thread"_s, { key(u"Id"_s, 1), key(u"Id"_s, 2) } } }
                               << Items { item(u"Id"_s, 1), {}, item(u"Id"_s, 2) }
                               << Keys { { u"Thread"_s, { item(u"Id"_s, 1), item(u"Id"_s, 2) } } };
    QTest::newRow("two tables") << Keys { { u"Thread"_s, { key(u"Id"_s, 1) } },
                                          { u"Reply"_s, { key(u"Nr"_s, 2) } } }
                                << Items { item(u"Nr"_s, 2), item(u"Id"_s, 1) }
                                << Keys { { u"Thread"_s, { item(u"Id"_s, 1) } },
                                          { u"Reply"_s, { item(u"Nr"_s, 2) } } };
    QTest::newRow("same key in two tables")
            << Keys { { u"Thread"_s, { key(u"Id"_s, 1) } }, { u"Reply"_s, { key(u"Id"_s, 1) } } }
            << Items { item(u"Id"_s, 1) } << Keys();
    QTest::newRow("key of neither table")
            << Keys { { u"Thread"_s, { key(u"Id"_s, 1) } }, { u"Reply"_s, { key(u"Id"_s, 2) } } }
            << Items { item(u"Id"_s, 3) } << Keys();
}

void tst_QDynamoDBFakeServer::itemsOfBatch()
{
    using Keys = QMap<QString, QList<QDynamoDBItem>>;
    QFETCH(const Keys, keys);
    QFETCH(const QList<QDynamoDBItem>, items);
    QFETCH(const Keys, found);
    m_server->expect(u"BatchGetItem"_s).replyItems(items);
    QDynamoDB::BatchGetItemRequest request;
    for (auto table = keys.begin(); table != keys.end(); ++table)
        request.requestItems[table.key()].keys = *table;
    const auto result = waitForResult(m_client->batchGetItem(request));
    if (found.isEmpty()) {
        QVERIFY(result.error().message().startsWith(
                "replyItems() cannot determine the table of"_L1));
        QVERIFY2(m_server->problems().startsWith("replyItems() cannot determine the table of"_L1),
                 qPrintable(m_server->problems()));
        return;
    }
    QCOMPARE(result.error(), QDynamoDBError());
    QCOMPARE(result->responses, found);
    QCOMPARE(m_server->problems(), QString());
}

// Operations that this version does not know are not checked.
void tst_QDynamoDBFakeServer::unknownOperation()
{
    m_server->expect(u"DoSomethingNew"_s).replyJson({ { u"Anything"_s, 1 } });
    const auto result = waitForResult(m_client->execute(u"DoSomethingNew"_s, {}));
    QCOMPARE((*result)["Anything"_L1].toInt(), 1);
    QCOMPARE(m_server->problems(), QString());
}

void tst_QDynamoDBFakeServer::timesAndAnyTimes()
{
    m_server->expect(u"ListTables"_s).anyTimes();
    m_server->expect(u"GetItem"_s).fail(Code::InternalServerError).times(2).reply().anyTimes();
    QCOMPARE(m_server->problems(), u"Missing request: GetItem (received never, expected 2 times)"_s);
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
    QVERIFY(waitForResult(
            m_client->putItem(u"Thread"_s,
                              { { u"Id"_s, 1 },
                                { u"Tags"_s, QDynamoDBValue::stringSet({ u"a"_s, u"b"_s }) } })));
    QVERIFY(waitForResult(m_client->putItem(u"Thread"_s, { { u"Id"_s, 1 }, { u"Views"_s, 11 } })));
    QCOMPARE(m_server->problems(), QString());
}

void tst_QDynamoDBFakeServer::saysWhatCameInstead()
{
    m_server->expect(u"GetItem"_s).withKey({ { u"Id"_s, 1 } });
    m_server->expect(u"PutItem"_s).onTable(u"Thread"_s);
    const QDynamoDBError error = get(2).error();
    QCOMPARE(error.attempts(), 1);
    const QString text =
            uR"(Unexpected request: GetItem {"Key":{"Id":{"N":"2"}},"TableName":"Thread"}; expected:
  GetItem with {"Key":{"Id":{"N":"1"}}}: Key.Id.N is "2", not "1"
  PutItem with {"TableName":"Thread"})"_s;
    QCOMPARE(error.message(), text);
    QVERIFY(m_server->problems().startsWith(text));
    QVERIFY(get(1));
    QVERIFY(waitForResult(m_client->putItem(u"Thread"_s, { { u"Id"_s, 1 } })));
    QCOMPARE(m_server->problems(), text); // all expected requests have arrived

    m_server->clear();
    m_server->expect(u"GetItem"_s);
    QVERIFY(get(1));
    QVERIFY(get(1).error().message().endsWith(u"; expected:\n  GetItem: already received once"));
    m_server->clear();
    QVERIFY(get(1).error().message().endsWith(u"; no requests are expected"));
    // A missing value, a longer one, one of another type.
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
    QVERIFY(!waitForResult(m_client->listTables()));
    QCOMPARE(m_server->problems(),
             u"Missing request: GetItem with {\"TableName\":\"Thread\"}\n"
             "Missing request: ListTables (received once, expected 3 times)"_s);
}

void tst_QDynamoDBFakeServer::otherThingsThanRequests()
{
    m_server->expect(u"ListTables"_s).anyTimes();
    // An invalid name of an operation, and a request without an operation.
    QVERIFY(!waitForResult(m_client->execute(u"NoSuchThing"_s, {})));
    QCOMPARE(m_server->problems(),
             u"Unexpected request: NoSuchThing {}; no requests are expected"_s);
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
        QVERIFY(waitForResult(future));
    QCOMPARE(m_server->problems(), QString());
    QVERIFY(!get(1));
}

QTEST_GUILESS_MAIN(tst_QDynamoDBFakeServer)
#include "tst_qdynamodbfakeserver.moc"
