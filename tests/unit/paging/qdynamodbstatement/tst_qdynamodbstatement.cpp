// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "testclient/testclient.h"
#include "fakeserver/fakeserver.h"
#include "localservertest/localservertest.h"
#include "waiting/longtimeouts.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbexceptions.h>
#include <QtDynamoDB/qdynamodbstatement.h>

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;
using Keys = TestTable::Keys;
using Outcome = QDynamoDBExpected<QDynamoDBItem>;

// PartiQL statements on DynamoDB Local, and on a fake server for errors.
class tst_QDynamoDBStatement : public LocalServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void parameters();
    void pages();
    void undefinedParameter();
    void batch();
    void batchErrors();
    void batchesMixed();
    void batchFails();
    void noStatements();
    void cancelBatch();
    void transaction();
    void transactionCancelled();

private:
    [[nodiscard]] static QList<QDynamoDBStatement> inserts(const QString &table, int count);
};

QList<QDynamoDBStatement> tst_QDynamoDBStatement::inserts(const QString &table, int count)
{
    QList<QDynamoDBStatement> statements;
    for (int n = 0; n < count; ++n) {
        statements << QDynamoDBStatement(u"INSERT INTO \"%1\" VALUE {'pk': ?, 'n': ?}"_s.arg(table),
                                         { QString::number(n), n });
    }
    return statements;
}

void tst_QDynamoDBStatement::parameters()
{
    TEST_TABLE(table, Keys::Partition);
    const QDynamoDBItem item { { u"pk"_s, u"it's \"quoted\""_s },
                               { u"n"_s,
                                 QDynamoDBNumber(u"0.1234567890123456789012345678901234567") },
                               { u"list"_s, QDynamoDBValueList { 1, u"two"_s, true, nullptr } },
                               { u"tags"_s, QDynamoDBValue::stringSet({ u"a"_s, u"b"_s }) },
                               { u"bytes"_s, QByteArray("\0\1", 2) } };
    const QString insert =
            u"INSERT INTO \"%1\" VALUE {'pk': ?, 'n': ?, 'list': ?, 'tags': ?, 'bytes': ?}"_s.arg(
                    table.name());
    QDynamoDBValueList values;
    for (const QDynamoDBItem::Attribute &attribute : item)
        values.append(attribute.value);
    QVERIFY(executeStatementAll(&m_client, { insert, values }).results().isEmpty());

    const QString select = u"SELECT * FROM \"%1\" WHERE pk = ?"_s.arg(table.name());
    const QList<QDynamoDBItem> found = executeStatementAll(&m_client, { select, { item[u"pk"] } })
                                               .results();
    QCOMPARE(found, QList { item });
    const QVariantList variants { item[u"pk"].toString() };
    QCOMPARE(executeStatementAll(&m_client, QDynamoDBStatement::fromVariants(select, variants))
                     .results(),
             QList { item });
}

// A result of more than 1 MB, which the service returns in pages.
void tst_QDynamoDBStatement::pages()
{
    TEST_TABLE(table, Keys::PartitionAndSort);
    for (int n = 0; n < 12; ++n) {
        AWAIT_DONE(m_client.putItem(table.name(),
                                    { { u"pk"_s, u"p"_s },
                                      { u"sk"_s, n },
                                      { u"text"_s, QString(200000, u'x') } }));
    }
    int calls = 0;
    const int handler = m_client.addMeasurementHandler([&calls](const QDynamoDBMeasurement &one) {
        calls += one.operation == u"ExecuteStatement" ? 1 : 0;
    });
    const QString select = u"SELECT sk FROM \"%1\" WHERE pk = ?"_s.arg(table.name());
    const QList<QDynamoDBItem> found = executeStatementAll(&m_client, { select, { u"p"_s } })
                                               .results();
    m_client.removeMeasurementHandler(handler);
    QCOMPARE(found.size(), 12);
    for (int n = 0; n < 12; ++n)
        QCOMPARE(found[n][u"sk"].toInteger(-1), n);
    QVERIFY(calls > 1);
}

void tst_QDynamoDBStatement::undefinedParameter()
{
    const QVariantList unknown { QVariant::fromValue(QMargins()) };
    const QDynamoDBStatement statement = QDynamoDBStatement::fromVariants(u"SELECT ?"_s, unknown);
    QVERIFY(statement.parameters.first().isUndefined());
    QVERIFY_THROWS_EXCEPTION(QDynamoDBException,
                             executeStatementAll(&m_client, statement).waitForFinished());
}

void tst_QDynamoDBStatement::batch()
{
    TEST_TABLE(table, Keys::Partition);
    const QList<Outcome> written = batchExecute(&m_client, inserts(table.name(), 60)).results();
    QCOMPARE(written.size(), 60);
    for (const Outcome &outcome : written)
        QVERIFY2(outcome, qPrintable(QDebug::toString(outcome.error())));

    QList<QDynamoDBStatement> reads;
    for (int n = 79; n >= 0; --n) {
        reads << QDynamoDBStatement(u"select * from \"%1\" where pk = ?"_s.arg(table.name()),
                                    { QString::number(n) });
    }
    const QList<Outcome> read = batchExecute(&m_client, reads).results();
    QCOMPARE(read.size(), 80);
    for (int i = 0; i < 80; ++i) {
        const int n = 79 - i;
        QVERIFY2(read[i], qPrintable(QDebug::toString(read[i].error())));
        QCOMPARE(read[i]->isNull(), n >= 60);
        if (n < 60)
            QCOMPARE(read[i].value()[u"n"].toInteger(-1), n);
    }
}

void tst_QDynamoDBStatement::batchErrors()
{
    TEST_TABLE(table, Keys::Partition);
    AWAIT_DONE(m_client.putItem(table.name(), { { u"pk"_s, u"3"_s }, { u"old"_s, true } }));
    QList<QDynamoDBStatement> statements = inserts(table.name(), 30);
    statements[28].text = u"INSERT INTO \"no-such-table\" VALUE {'pk': ?, 'n': ?}"_s;
    const QList<Outcome> outcomes = batchExecute(&m_client, statements).results();
    QCOMPARE(outcomes.size(), 30);
    for (int i = 0; i < 30; ++i) {
        if (i != 3 && i != 28)
            QVERIFY2(outcomes[i], qPrintable(QDebug::toString(outcomes[i].error())));
    }
    QCOMPARE(outcomes[3].error().code(), Code::DuplicateItem);
    QVERIFY(!outcomes[3].error().message().isEmpty());
    QCOMPARE(outcomes[28].error().code(), Code::ResourceNotFound);
}

// Reads and writes are sent in different calls; the results keep the order of the statements.
void tst_QDynamoDBStatement::batchesMixed()
{
    TEST_TABLE(table, Keys::Partition);
    QList<QDynamoDBStatement> statements;
    int count = 0;
    for (const QDynamoDBStatement &insert : inserts(table.name(), 4)) {
        statements.append(insert);
        const QString name = u"here-%1"_s.arg(++count);
        AWAIT_DONE(m_client.putItem(table.name(), { { u"pk"_s, name } }));
        statements << QDynamoDBStatement(u"  SELECT * FROM \"%1\" WHERE pk = ?"_s.arg(table.name()),
                                         { name });
    }
    const QList<Outcome> outcomes = batchExecute(&m_client, statements).results();
    QCOMPARE(outcomes.size(), 8);
    for (int i = 0; i < 8; ++i) {
        QVERIFY2(outcomes[i], qPrintable(QDebug::toString(outcomes[i].error())));
        QCOMPARE(outcomes[i].value()[u"pk"].toString(),
                 i % 2 == 0 ? QString() : u"here-%1"_s.arg(i / 2 + 1));
    }
}

// The second of three calls is throttled; the response to the third is incomplete.
void tst_QDynamoDBStatement::batchFails()
{
    FakeServer server;
    server.setHandler([](const FakeRequest &request) {
        const QJsonArray statements =
                QJsonDocument::fromJson(request.body).object()["Statements"_L1].toArray();
        const int first = statements[0]["Parameters"_L1][0]["S"_L1].toString().toInt();
        if (first == 25)
            return Reaction::error(400, "ThrottlingException");
        QByteArrayList responses;
        for (qsizetype i = 0; i < statements.size() - (first == 50 ? 1 : 0); ++i) {
            responses.append(first == 0 && i == 7
                                     ? R"({"Error":{"Code":"ThrottlingError","Message":"slowly"}})"
                                     : "{}");
        }
        return Reaction::json(200, "{\"Responses\":[" + responses.join(',') + "]}");
    });
    QDynamoDBClient client;
    configureTestClient(&client, server.url());
    client.setMaxRetries(0);
    const QFuture<Outcome> future = batchExecute(&client, inserts(u"Table"_s, 60));
    const QList<Outcome> outcomes = future.results();
    QCOMPARE(outcomes.size(), 60);
    QCOMPARE(future.progressMaximum(), 60);
    for (int i = 0; i < 60; ++i) {
        const Code expected = i == 7 || (i >= 25 && i < 50) ? Code::Throttling
                : i == 59                                   ? Code::InvalidResponse
                                                            : Code::NoError;
        QCOMPARE(outcomes[i].error().code(), expected);
    }
    QVERIFY(outcomes[7].error().isRetryable());
    QCOMPARE(outcomes[7].error().type(), u"ThrottlingError"_s);
    QCOMPARE(server.requests().size(), 3);
    QVERIFY(server.requests().first().header("x-amz-target").endsWith("BatchExecuteStatement"));
}

void tst_QDynamoDBStatement::noStatements()
{
    QVERIFY(batchExecute(&m_client, {}).results().isEmpty());
    QVERIFY_THROWS_EXCEPTION(QDynamoDBException, transactExecute(&m_client, {}).waitForFinished());
}

void tst_QDynamoDBStatement::cancelBatch()
{
    FakeServer server;
    server.setDefault(Reaction::json(200, "{}").held());
    QDynamoDBClient client;
    configureTestClient(&client, server.url());
    QFuture<Outcome> future = batchExecute(&client, inserts(u"Table"_s, 250));
    QTRY_COMPARE(server.held(), 4); // of ten calls
    future.cancel();
    QTRY_VERIFY(future.isFinished());
    QTRY_COMPARE(server.held(), 0);
    QCOMPARE(server.requests().size(), 4);
}

void tst_QDynamoDBStatement::transaction()
{
    TEST_TABLE(table, Keys::Partition);
    AWAIT_DONE(transactExecute(&m_client, inserts(table.name(), 3)));
    const QString select = u"SELECT * FROM \"%1\" WHERE pk = ?"_s.arg(table.name());
    AWAIT(items,
          transactExecute(&m_client,
                          { { select, { u"2"_s } },
                            { select, { u"9"_s } },
                            { select, { u"0"_s } } }));
    QCOMPARE(items.size(), 3);
    QCOMPARE(items[0][u"n"].toInteger(-1), 2);
    QVERIFY(items[1].isNull());
    QCOMPARE(items[2][u"n"].toInteger(-1), 0);
}

void tst_QDynamoDBStatement::transactionCancelled()
{
    TEST_TABLE(table, Keys::Partition);
    AWAIT_DONE(m_client.putItem(table.name(), { { u"pk"_s, u"1"_s } }));
    AWAIT_ERROR(error, transactExecute(&m_client, inserts(table.name(), 3)),
                Code::TransactionCanceled);
    // DynamoDB Local reports Validation, the service DuplicateItem.
    QVERIFY2(error.message().contains(u"statement 2: "), qPrintable(error.message()));
    QVERIFY2(error.message().contains(u"Duplicate"), qPrintable(error.message()));
    QVERIFY(!error.message().contains(u"statement 1"));
    AWAIT(scan, m_client.scan(table.name()));
    QCOMPARE(scan.items.size(), 1);
}

QTEST_MAIN(tst_QDynamoDBStatement)
#include "tst_qdynamodbstatement.moc"
