// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "fakeserver/fakeserver.h"
#include "testclient/testclient.h"
#include "waiting/await.h"

#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbstatement.h>
#include <QtDynamoDB/qdynamodbtable.h>
#include <QtDynamoDB/qdynamodbtransaction.h>

#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;

struct Inner
{
    Q_GADGET
    Q_PROPERTY(int a MEMBER a)

public:
    int a = 0;

    friend bool operator!=(const Inner &one, const Inner &other) { return one.a != other.a; }
};

struct Outer
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.table", "Outer")
    Q_CLASSINFO("DynamoDB.partitionKey", "pk")
    Q_PROPERTY(QString pk MEMBER pk)
    Q_PROPERTY(Inner inner MEMBER inner)

public:
    QString pk;
    Inner inner;
};

struct Numbered
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.table", "Numbered")
    Q_CLASSINFO("DynamoDB.partitionKey", "id")
    Q_CLASSINFO("DynamoDB.generated.id", "uuid")
    Q_PROPERTY(QString id MEMBER id)
    Q_PROPERTY(int n MEMBER n)

public:
    QString id;
    int n = 0;
};

struct Stamped
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.table", "Stamped")
    Q_CLASSINFO("DynamoDB.partitionKey", "pk")
    Q_CLASSINFO("DynamoDB.counter", "n")
    Q_CLASSINFO("DynamoDB.writeStamp", "stamp")
    Q_PROPERTY(QString pk MEMBER pk)
    Q_PROPERTY(int n MEMBER n)
    Q_PROPERTY(QString text MEMBER text)
    Q_PROPERTY(QString stamp MEMBER stamp)

public:
    QString pk;
    int n = 0;
    QString text;
    QString stamp;
};

// Functions of several requests, or of several statements in one, that report whether an earlier
// attempt may have succeeded.
class tst_DoubtfulWrites : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void nestedUpdate_data();
    void nestedUpdate();
    void readAfterUpdate();
    void generatedId_data();
    void generatedId();
    void updateByKey_data();
    void updateByKey();
    void increment();
    void transaction_data();
    void transaction();
    void statements_data();
    void statements();

private:
    std::unique_ptr<FakeServer> m_server;
    std::unique_ptr<QDynamoDBClient> m_client;
};

static Reaction lost()
{
    return Reaction::json(200, "{}").closed(Stage::Request);
}

void tst_DoubtfulWrites::init()
{
    m_client.reset();
    m_server = std::make_unique<FakeServer>();
    m_client = std::make_unique<QDynamoDBClient>();
    configureTestClient(m_client.get(), m_server->url());
}

void tst_DoubtfulWrites::nestedUpdate_data()
{
    QTest::addColumn<bool>("loses");
    QTest::newRow("lost response") << true;
    QTest::newRow("no loss") << false;
}

// The stored item lacks the nested map, so that the update is made again for it.
void tst_DoubtfulWrites::nestedUpdate()
{
    QFETCH(const bool, loses);
    if (loses)
        m_server->enqueue(lost());
    m_server->enqueue(Reaction::json(400,
                                     R"({"__type":"ConditionalCheckFailedException",)"
                                     R"("message":"x","Item":{"pk":{"S":"a"}}})"));
    m_server->enqueue(Reaction::error(400, "AccessDeniedException"));
    const QDynamoDBTable<Outer> table(m_client.get());
    Outer outer;
    outer.pk = u"a"_s;
    outer.inner.a = 1;
    const QDynamoDBError error = await(table.update(outer)).error();
    QCOMPARE(error.code(), Code::AccessDenied);
    QCOMPARE(error.mayHaveSucceeded(), loses);
    QCOMPARE(m_server->copies(), loses ? 3 : 2);
}

// With exactlyOnce, the result is read after the update.
void tst_DoubtfulWrites::readAfterUpdate()
{
    const QDynamoDBTable<Outer> table(m_client.get());
    Outer outer;
    outer.pk = u"a"_s;
    QDynamoDBCallOptions options;
    options.exactlyOnce = true;
    const auto target = [this](int index) {
        return m_server->requests()[index].header("x-amz-target").mid(18);
    };
    m_server->enqueue(Reaction::json(200, "{}"));
    m_server->enqueue(Reaction::json(200,
                                     R"({"Item":{"pk":{"S":"a"},)"
                                     R"("inner":{"M":{"a":{"N":"7"}}}}})"));
    AWAIT(updated, table.update(outer, QDynamoDBCondition(), options));
    QCOMPARE(updated.inner.a, 7);
    QCOMPARE(target(0), "TransactWriteItems"_ba);
    QCOMPARE(target(1), "GetItem"_ba);
    QVERIFY(m_server->requests()[1].body.contains("\"ConsistentRead\":true"));

    m_server->enqueue(Reaction::json(200, "{}"));
    m_server->enqueue(Reaction::error(400, "AccessDeniedException", "no"));
    const QDynamoDBError error = await(table.update(outer, QDynamoDBCondition(), options)).error();
    QCOMPARE(error.code(), Code::AccessDenied);
    QVERIFY(error.mayHaveSucceeded());
    QCOMPARE(error.message(), u"The item was written, but reading it afterwards failed: no"_s);
}

// Returns a string in a request's JSON, such as the one at Item/id/S.
static QString textIn(const FakeRequest &request, const QStringList &path)
{
    QJsonValue value = QJsonDocument::fromJson(request.body).object();
    for (const QString &name : path)
        value = value[name];
    return value.toString();
}

void tst_DoubtfulWrites::generatedId_data()
{
    QTest::addColumn<bool>("isGenerated");
    QTest::newRow("generated") << true;
    QTest::newRow("of the application") << false;
}

// A generated id is a stamp; an id of the application may be that of another client, too.
void tst_DoubtfulWrites::generatedId()
{
    QFETCH(const bool, isGenerated);
    m_server->setHandler([](const FakeRequest &request) {
        return Reaction::json(400,
                              R"({"__type":"ConditionalCheckFailedException",)"
                              R"("message":"x","Item":{"id":{"S":")"
                                      + textIn(request, { u"Item"_s, u"id"_s, u"S"_s }).toUtf8()
                                      + R"("}}})");
    });
    m_server->enqueue(lost());
    const QDynamoDBTable<Numbered> table(m_client.get());
    Numbered object;
    if (!isGenerated)
        object.id = u"chosen"_s;
    const auto outcome = await(table.insert(object));
    QCOMPARE(m_server->copies(), 2);
    if (isGenerated) {
        QVERIFY2(outcome, qPrintable(QDebug::toString(outcome.error())));
        QCOMPARE(outcome->id, textIn(m_server->requests()[1], { u"Item"_s, u"id"_s, u"S"_s }));
    } else {
        QCOMPARE(outcome.error().code(), Code::ConditionalCheckFailed);
        QVERIFY(outcome.error().mayHaveSucceeded());
    }
}

void tst_DoubtfulWrites::updateByKey_data()
{
    QTest::addColumn<bool>("counts");
    QTest::newRow("text") << false;
    QTest::newRow("counter") << true;
}

// An update by key has a stamp, unless it only counts.
void tst_DoubtfulWrites::updateByKey()
{
    QFETCH(const bool, counts);
    m_server->setHandler([](const FakeRequest &request) {
        const QJsonObject values = QJsonDocument::fromJson(request.body)
                                           .object()["ExpressionAttributeValues"_L1]
                                           .toObject();
        QString stamp = u"none"_s; // the value that looks like a UUID
        for (const QJsonValue value : values) {
            if (value["S"_L1].toString().size() == 36)
                stamp = value["S"_L1].toString();
        }
        return Reaction::json(400,
                              R"({"__type":"ConditionalCheckFailedException",)"
                              R"("message":"x","Item":{"pk":{"S":"a"},"text":{"S":"new"},)"
                              R"("stamp":{"S":")"
                                      + stamp.toUtf8() + R"("}}})");
    });
    m_server->enqueue(lost());
    const QDynamoDBTable<Stamped> table(m_client.get());
    const auto update = counts ? QDynamoDB::add(u"n"_s, 1) : QDynamoDB::set(u"text"_s, u"new"_s);
    const auto outcome = await(
            table.update({ u"a"_s }, update, QDynamoDB::attribute(u"text"_s) == u"old"_s));
    QCOMPARE(outcome.error().code(), counts ? Code::ConditionalCheckFailed : Code::NoError);
    QCOMPARE(outcome.error().mayHaveSucceeded(), counts);
    if (!counts)
        QCOMPARE(outcome->text, u"new"_s);
}

void tst_DoubtfulWrites::increment()
{
    m_server->enqueue(lost());
    m_server->enqueue(Reaction::json(200, "{}"));
    m_server->enqueue(Reaction::json(200, R"({"Item":{"pk":{"S":"a"},"n":{"N":"5"}}})"));
    QDynamoDBCallOptions options;
    options.exactlyOnce = true;
    const QDynamoDBTable<Stamped> table(m_client.get());
    AWAIT(number, table.increment({ u"a"_s }, u"n"_s, 1, {}, options));
    QCOMPARE(number, QDynamoDBNumber(5));
    QCOMPARE(m_server->requests()[1].body, m_server->requests()[0].body);
    QCOMPARE(m_server->copies(), 3);
}

void tst_DoubtfulWrites::transaction_data()
{
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<bool>("mayHaveSucceeded");
    QTest::newRow("condition") << "ConditionalCheckFailed"_ba << false;
    QTest::newRow("conflict") << "TransactionConflict"_ba << true;
}

// The service would have reported the success of the first attempt, unless it did not look at it.
void tst_DoubtfulWrites::transaction()
{
    QFETCH(const QByteArray, reason);
    QFETCH(const bool, mayHaveSucceeded);
    m_server->enqueue(lost());
    m_server->enqueue(Reaction::json(400,
                                     R"({"__type":"TransactionCanceledException",)"
                                     R"("CancellationReasons":[{"Code":")"
                                             + reason + R"("}]})"));
    QDynamoDBWriteTransaction transaction;
    transaction.put(u"Outer"_s, { { u"pk"_s, u"a"_s } });
    const QDynamoDBError error = await(transaction.commit(m_client.get())).error();
    QCOMPARE(error.code(), Code::TransactionCanceled);
    QCOMPARE(error.mayHaveSucceeded(), mayHaveSucceeded);
    QCOMPARE(m_server->requests()[1].body, m_server->requests()[0].body);
}

void tst_DoubtfulWrites::statements_data()
{
    nestedUpdate_data();
}

void tst_DoubtfulWrites::statements()
{
    QFETCH(const bool, loses);
    if (loses)
        m_server->enqueue(lost());
    m_server->enqueue(Reaction::json(200,
                                     R"({"Responses":[{"Error":{"Code":"DuplicateItem",)"
                                     R"("Message":"x"}},{}]})"));
    auto future = QDynamoDB::batchExecute(m_client.get(),
                                          { { u"INSERT INTO Outer VALUE {'pk': 'a'}"_s, {} },
                                            { u"INSERT INTO Outer VALUE {'pk': 'b'}"_s, {} } });
    future.waitForFinished();
    const auto outcomes = future.results();
    QCOMPARE(outcomes.size(), 2);
    QCOMPARE(outcomes[0].error().code(), Code::DuplicateItem);
    QCOMPARE(outcomes[0].error().mayHaveSucceeded(), loses);
    QVERIFY(outcomes[1]);
}

QTEST_GUILESS_MAIN(tst_DoubtfulWrites)

#include "tst_doubtfulwrites.moc"
