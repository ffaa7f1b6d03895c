// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "waiting/await.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbfakeserver.h>
#include <QtDynamoDB/qdynamodbtable.h>

#include <QtCore/qjsonarray.h>
#include <QtTest/qtest.h>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Code = QDynamoDBError::Code;
using Item = QDynamoDBItem;

struct Note
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.table", "Note")
    Q_CLASSINFO("DynamoDB.partitionKey", "user")
    Q_CLASSINFO("DynamoDB.sortKey", "number")
    Q_CLASSINFO("DynamoDB.index.ByTitle", "title")
    Q_CLASSINFO("DynamoDB.version", "version")
    Q_CLASSINFO("DynamoDB.updated", "changed")
    Q_CLASSINFO("DynamoDB.counter", "views")
    Q_PROPERTY(QString user MEMBER user)
    Q_PROPERTY(int number MEMBER number)
    Q_PROPERTY(QString title MEMBER title)
    Q_PROPERTY(int views MEMBER views)
    Q_PROPERTY(int version MEMBER version)
    Q_PROPERTY(QDateTime changed MEMBER changed)

public:
    QString user;
    int number = 0;
    QString title;
    int views = 0;
    int version = 0;
    QDateTime changed;
};

// The requests that QDynamoDBTable sends for its options, and reads that end early.
class tst_TableRequests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void query_data();
    void query();
    void limits_data();
    void limits();
    void repeatedPosition();
    void cancelledRead();
    void updates_data();
    void updates();

private:
    std::unique_ptr<QDynamoDBFakeServer> m_server;
    std::unique_ptr<QDynamoDBClient> m_client;
};

void tst_TableRequests::init()
{
    m_client = std::make_unique<QDynamoDBClient>();
    m_server = std::make_unique<QDynamoDBFakeServer>();
    m_server->configure(m_client.get());
}

static Item note(int number)
{
    return { { u"user"_s, u"ann"_s }, { u"number"_s, number }, { u"title"_s, u"t"_s } };
}

static Item position(int number)
{
    return { { u"user"_s, u"ann"_s }, { u"number"_s, number } };
}

void tst_TableRequests::query_data()
{
    QTest::addColumn<QDynamoDBQueryOptions>("options");
    QTest::addColumn<QJsonObject>("expected");
    const auto row = [](const char *name, const QJsonObject &expected, auto set) {
        QDynamoDBQueryOptions options;
        set(options);
        QTest::newRow(name) << options << expected;
    };
    row("defaults", {}, [](auto &) {});
    row("consistent", { { u"ConsistentRead"_s, true } }, [](auto &o) { o.consistentRead = true; });
    row("descending", { { u"ScanIndexForward"_s, false } }, [](auto &o) { o.descending = true; });
    row("page size", { { u"Limit"_s, 7 } }, [](auto &o) { o.pageSize = 7; });
    row("limit", { { u"Limit"_s, 5 } }, [](auto &o) { o.limit = 5; });
    row("both", { { u"Limit"_s, 5 } }, [](auto &o) {
        o.limit = 5;
        o.pageSize = 7;
    });
    row("index", { { u"IndexName"_s, u"ByTitle"_s }, { u"Select"_s, u"ALL_ATTRIBUTES"_s } },
        [](auto &o) { o.indexName = u"ByTitle"_s; });
}

void tst_TableRequests::query()
{
    QFETCH(const QDynamoDBQueryOptions, options);
    QFETCH(const QJsonObject, expected);
    m_server->expect(u"Query"_s).replyItems({});
    const QDynamoDBTable<Note> notes(m_client.get());
    const QString name = options.indexName.isNull() ? u"user"_s : u"title"_s;
    AWAIT_DONE(notes.query(key(name) == u"x"_s, options));
    QJsonObject sent = m_server->requests().constFirst().parameters;
    for (const auto &member : { u"TableName"_s, u"KeyConditionExpression"_s,
                                u"ExpressionAttributeNames"_s, u"ExpressionAttributeValues"_s }) {
        QVERIFY2(sent.contains(member), qPrintable(member));
        sent.remove(member);
    }
    QCOMPARE(sent, expected);
}

void tst_TableRequests::limits_data()
{
    QTest::addColumn<bool>("isFiltered");
    QTest::addColumn<QList<int>>("expected"); // Limit of each request; -1: none
    QTest::newRow("no filter") << false << QList<int> { 5, 3, 1 };
    // The number of items that the filter lets through is unknown.
    QTest::newRow("filter") << true << QList<int> { -1, -1, -1 };
}

// Each page has two items.
void tst_TableRequests::limits()
{
    QFETCH(const bool, isFiltered);
    QFETCH(const QList<int>, expected);
    m_server->expect(u"Query"_s)
            .replyItems({ note(1), note(2) }, position(2))
            .replyItems({ note(3), note(4) }, position(4))
            .replyItems(isFiltered ? QList { note(5), note(6) } : QList { note(5) }, position(6));
    const QDynamoDBTable<Note> notes(m_client.get());
    QDynamoDBQueryOptions options;
    options.limit = 5;
    if (isFiltered)
        options.filter = attribute(u"title"_s) == u"t"_s;
    AWAIT(found, notes.query(key(u"user"_s) == u"ann"_s, options));
    QCOMPARE(m_server->problems(), QString());
    QCOMPARE(found.size(), 5);
    QCOMPARE(found.lastEvaluatedKey, position(isFiltered ? 5 : 6));
    QList<int> limits;
    for (const QDynamoDBFakeRequest &request : m_server->requests())
        limits.append(request.parameters[u"Limit"_s].toInt(-1));
    QCOMPARE(limits, expected);
}

// A service that repeats a position would be asked forever.
void tst_TableRequests::repeatedPosition()
{
    m_server->expect(u"Scan"_s).replyItems({ note(1) }, position(1)).anyTimes();
    const QDynamoDBTable<Note> notes(m_client.get());
    const auto outcome = await(notes.scan());
    QVERIFY(!outcome);
    QVERIFY(m_server->requests().size() < 10);
}

void tst_TableRequests::cancelledRead()
{
    m_server->expect(u"Scan"_s).replyItems({ note(1) }, position(1)).stall(1h).replyItems({});
    const QDynamoDBTable<Note> notes(m_client.get());
    auto future = notes.scan();
    QTRY_COMPARE_WITH_TIMEOUT(m_server->requests().size(), 2, 60000);
    future.cancel();
    AWAIT_ERROR(error, QFuture<QDynamoDBTable<Note>::Objects>(future), Code::Cancelled);
}

void tst_TableRequests::updates_data()
{
    QTest::addColumn<QDynamoDBUpdate>("update");
    QTest::addColumn<QString>("expected");
    QTest::newRow("counter") << add(u"views"_s, 2) << u"ADD #n0 :v0"_s;
    QTest::newRow("other") << remove(u"title"_s)
                           << u"SET #n0 = if_not_exists(#n0, :v0) + :v1, #n1 = :v2 REMOVE #n2"_s;
    QTest::newRow("version by hand") << set(u"version"_s, 3) << u"SET #n0 = :v0, #n1 = :v1"_s;
}

void tst_TableRequests::updates()
{
    QFETCH(const QDynamoDBUpdate, update);
    QFETCH(const QString, expected);
    const QJsonObject attributes { { u"user"_s, QJsonObject { { u"S"_s, u"ann"_s } } } };
    m_server->expect(u"UpdateItem"_s).replyJson({ { u"Attributes"_s, attributes } });
    const QDynamoDBTable<Note> notes(m_client.get());
    AWAIT_DONE(notes.update({ u"ann"_s, 1 }, update));
    const QJsonObject sent = m_server->requests().constFirst().parameters;
    QCOMPARE(sent[u"UpdateExpression"_s].toString(), expected);
    QCOMPARE(sent[u"ReturnValues"_s].toString(), u"ALL_NEW"_s);
    QVERIFY(!sent.contains(u"ConditionExpression"_s));
}

QTEST_GUILESS_MAIN(tst_TableRequests)
#include "tst_tablerequests.moc"
