// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "waiting/errorof.h"
#include "testclient/testclient.h"
#include "api/generated/paginators_p.h"
#include "api/generated/shapes_p.h"
#include "faketable/faketable.h"
#include "waiting/longtimeouts.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbexceptions.h>
#include <QtDynamoDB/qdynamodbpager.h>
#include <QtDynamoDB/qdynamodbstreamsclient.h>

#include <QtCore/qfuturewatcher.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtTest/qsignalspy.h>

#include <atomic>
#include <optional>

using namespace QDynamoDB;
using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;

namespace {

void configure(QDynamoDBAbstractClient *client, const QUrl &url)
{
    configureTestClient(client, url);
    client->setMaxRetries(0);
}

QList<int> numbersOf(const QList<QDynamoDBItem> &items)
{
    QList<int> numbers;
    for (const QDynamoDBItem &item : items)
        numbers.append(int(item[u"sk"].toInteger(-1)));
    return numbers;
}

QList<int> numbers(int from, int to)
{
    QList<int> result;
    for (int n = from; n < to; ++n)
        result.append(n);
    return result;
}

// Returns one of three pages of two elements each, for any operation.
Reaction threePages(const Paginator &paginator, const FakeRequest &request)
{
    const QJsonObject body = QJsonDocument::fromJson(request.body).object();
    const auto member = [](const Shape &shape, const char *wire) {
        return std::find_if(shape.members.begin(), shape.members.end(),
                            [wire](const Member &m) { return qstrcmp(m.wire, wire) == 0; });
    };
    const bool isKey = member(*paginator.operation->input, paginator.inputToken)->type->kind
            == Kind::Item;
    const auto toToken = [isKey](const QString &text) {
        return isKey ? QJsonValue(QJsonObject { { "pk"_L1, QJsonObject { { "S"_L1, text } } } })
                     : QJsonValue(text);
    };
    const QJsonValue token = body[QLatin1StringView(paginator.inputToken)];
    const int page = token.isUndefined() ? 0 : token == toToken(u"1"_s) ? 1 : 2;
    const Kind kind = member(*paginator.operation->output, paginator.results)->type->element->kind;
    QJsonArray elements;
    for (int i = 0; i < 2; ++i) {
        const QString text = QString::number(2 * page + i);
        if (kind == Kind::String)
            elements.append(text);
        else if (kind == Kind::Item)
            elements.append(QJsonObject { { "pk"_L1, QJsonObject { { "S"_L1, text } } } });
        else
            elements.append(QJsonObject());
    }
    QJsonObject result { { QLatin1StringView(paginator.results), elements } };
    if (page < 2)
        result.insert(QLatin1StringView(paginator.outputToken), toToken(QString::number(page + 1)));
    return Reaction::json(200, QJsonDocument(result).toJson());
}

template<typename Request>
Request requestOf()
{
    Request request;
    if constexpr (requires { request.tableName; })
        request.tableName = u"Table"_s;
    if constexpr (requires { request.keyConditionExpression; })
        request.keyConditionExpression = u"pk = :p"_s;
    if constexpr (requires { request.statement; })
        request.statement = u"SELECT * FROM \"Table\""_s;
    if constexpr (requires { request.resourceArn; })
        request.resourceArn = u"arn:aws:dynamodb:us-east-1:123456789012:table/Table"_s;
    return request;
}

template<typename Request>
void everyPageOf(const Paginator &paginator)
{
    FakeServer server;
    server.setHandler([&paginator](const FakeRequest &r) { return threePages(paginator, r); });
    typename QDynamoDBPager<Request>::Client client;
    configure(&client, server.url());

    QDynamoDBPager byPage(&client, requestOf<Request>());
    int pages = 0;
    for (; byPage.hasMore() && pages < 10; ++pages) {
        const auto page = byPage.next().result();
        QVERIFY(QJsonDocument(byPage.checkpoint()).toJson().size() > 0);
    }
    QCOMPARE(pages, 3);
    QCOMPARE(server.requests().size(), 3);
    QCOMPARE(codeOf(byPage.next()), Code::Validation);

    QDynamoDBPager inOne(&client, requestOf<Request>());
    QCOMPARE(inOne.all().results().size(), 6);
    QVERIFY(!inOne.hasMore());
    QCOMPARE(server.requests().size(), 6);
}

// A held response with the item 3 and the key of the next page.
Reaction heldPage()
{
    return Reaction::json(200,
                          R"({"Items":[{"pk":{"S":"p"},"sk":{"N":"3"}}],)"
                          R"("LastEvaluatedKey":{"pk":{"S":"p"},"sk":{"N":"3"}}})")
            .held();
}

QueryRequest query(int limit)
{
    QueryRequest request;
    request.tableName = u"Table"_s;
    request.keyConditionExpression = u"pk = :p"_s;
    request.expressionAttributeValues = { { u":p"_s, u"p"_s } };
    request.limit = limit;
    return request;
}

} // namespace

// Pages of a fake server.
class tst_QDynamoDBPager : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void everyOperation_data();
    void everyOperation();
    void pages();
    void emptyPage();
    void pageAfterError();
    void concurrentPages();
    void cancelPage();
    void repeatedToken_data();
    void repeatedToken();
    void emptyPages_data();
    void emptyPages();
    void allArrivesPageByPage();
    void allSuspended();
    void allCancelled();
    void allContinuesAfterError();
    void checkpoint();
    void invalidCheckpoint_data();
    void invalidCheckpoint();
    void clientDestroyed();
    void clientDestroyedWhileSuspended();
    void freeFunctions();

private:
    std::optional<FakeTable> m_table;
    std::optional<QDynamoDBClient> m_client;
};

void tst_QDynamoDBPager::init()
{
    m_client.reset();
    m_table.emplace();
    m_table->setItems(FakeTable::items(0, 10));
    m_client.emplace();
    m_table->configure(&*m_client);
}

using PagesTest = void (*)(const Paginator &);

void tst_QDynamoDBPager::everyOperation_data()
{
    QTest::addColumn<PagesTest>("test");
    QTest::addColumn<const Paginator *>("paginator");
#define ADD_ROW(Name) \
    for (const Paginator &paginator : allPaginators()) { \
        if (qstrcmp(paginator.operation->name, #Name) == 0) \
            QTest::newRow(#Name) << PagesTest(&everyPageOf<Name##Request>) << &paginator; \
    }
    Q_DYNAMODB_FOR_EACH_PAGINATOR(ADD_ROW)
#undef ADD_ROW
}

void tst_QDynamoDBPager::everyOperation()
{
    QFETCH(const PagesTest, test);
    QFETCH(const Paginator *const, paginator);
    test(*paginator);
}

void tst_QDynamoDBPager::pages()
{
    QDynamoDBPager pages(&*m_client, query(4));
    QList<qsizetype> sizes;
    QList<int> seen;
    while (pages.hasMore()) {
        const QueryResult page = pages.next().result();
        sizes.append(page.items.size());
        seen += numbersOf(page.items);
    }
    QCOMPARE(sizes, (QList<qsizetype> { 4, 4, 2 }));
    QCOMPARE(seen, numbers(0, 10));
    QVERIFY(!m_table->bodies(u"Query"_s).first().contains("ExclusiveStartKey"_L1));
}

void tst_QDynamoDBPager::emptyPage()
{
    m_table->setFilter([](const QDynamoDBItem &item) { return item[u"sk"].toInteger() >= 8; });
    QDynamoDBPager pages(&*m_client, query(4));
    QVERIFY(pages.next().result().items.isEmpty());
    QVERIFY(pages.hasMore());
    QCOMPARE(numbersOf(pages.all().results()), numbers(8, 10));
}

void tst_QDynamoDBPager::pageAfterError()
{
    QDynamoDBPager pages(&*m_client, query(4));
    QCOMPARE(numbersOf(pages.next().result().items), numbers(0, 4));
    m_table->enqueue(u"Query"_s, Reaction::error(400, "ProvisionedThroughputExceededException"));
    const QJsonObject before = pages.checkpoint();
    QCOMPARE(codeOf(pages.next()), Code::ProvisionedThroughputExceeded);
    QCOMPARE(pages.checkpoint(), before);
    QCOMPARE(numbersOf(pages.next().result().items), numbers(4, 8));
}

void tst_QDynamoDBPager::concurrentPages()
{
    m_table->enqueue(u"Query"_s, Reaction::json(200, R"({"Items":[]})").held());
    QDynamoDBPager pages(&*m_client, query(4));
    const QFuture<QueryResult> first = pages.next();
    QCOMPARE(codeOf(pages.next()), Code::Validation);
    QCOMPARE(pages.setCheckpoint({}).code(), Code::Validation);
    QTRY_COMPARE(m_table->server().held(), 1);
    m_table->server().release();
    QCOMPARE(codeOf(first), Code::NoError);
    QCOMPARE(m_table->count(u"Query"_s), 1);
}

void tst_QDynamoDBPager::cancelPage()
{
    m_table->enqueue(u"Query"_s, Reaction::json(200, R"({"Items":[]})").held());
    QDynamoDBPager pages(&*m_client, query(4));
    QFuture<QueryResult> cancelled = pages.next();
    QTRY_COMPARE(m_table->server().held(), 1);
    cancelled.cancel();
    QCOMPARE(numbersOf(pages.next().result().items),
             numbers(0, 4)); // the page whose request was aborted
    QCOMPARE(codeOf(cancelled), Code::Cancelled);
    QTRY_COMPARE(m_table->server().held(), 0); // the request was aborted
}

void tst_QDynamoDBPager::repeatedToken_data()
{
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("length");

    QTest::newRow("at once") << 0 << 1;
    QTest::newRow("after some") << 5 << 1;
    QTest::newRow("a circle of two") << 0 << 2;
    QTest::newRow("a circle of seven, later") << 3 << 7;
}

// Tokens 0, 1, 2 ... that repeat from `first` on.
void tst_QDynamoDBPager::repeatedToken()
{
    QFETCH(const int, first);
    QFETCH(const int, length);

    FakeServer server;
    server.setHandler([first, length](const FakeRequest &request) {
        const QJsonValue token = QJsonDocument::fromJson(request.body)
                                         .object()["ExclusiveStartTableName"_L1];
        int next = token.isUndefined() ? 0 : token.toString().mid(6).toInt() + 1;
        if (next == first + length)
            next = first;
        return Reaction::json(200,
                              "{\"TableNames\":[],\"LastEvaluatedTableName\":\"token-"
                                      + QByteArray::number(next) + "\"}");
    });
    configure(&*m_client, server.url());
    QDynamoDBPager pages(&*m_client, ListTablesRequest());
    QCOMPARE(codeOf(pages.all()), Code::InvalidResponse);
    QVERIFY(server.requests().size() >= first + length);
    QVERIFY(server.requests().size() <= 3 * (first + length) + 2);
}

void tst_QDynamoDBPager::emptyPages_data()
{
    QTest::addColumn<QString>("operation");
    QTest::addColumn<int>("scanned");
    QTest::addColumn<int>("pages"); // requested
    QTest::newRow("ListTables") << u"ListTables"_s << 0 << 51;
    QTest::newRow("Scan") << u"Scan"_s << 0 << 51;
    QTest::newRow("Scan, filtered") << u"Scan"_s << 7 << 5100;
    QTest::newRow("Query") << u"Query"_s << 0 << 51;
    QTest::newRow("ExecuteStatement") << u"ExecuteStatement"_s << 0 << 51;
}

// Endless empty pages, each with a different position, end at the limit of the client.
void tst_QDynamoDBPager::emptyPages()
{
    QFETCH(const QString, operation);
    QFETCH(const int, scanned);
    QFETCH(const int, pages);
    FakeServer server;
    std::atomic<int> count = 0;
    server.setHandler([&count, scanned](const FakeRequest &request) {
        const QByteArray n = QByteArray::number(++count);
        if (request.header("x-amz-target").endsWith("ListTables")) {
            return Reaction::json(200,
                                  R"({"TableNames":[],"LastEvaluatedTableName":"t)" + n + "\"}");
        }
        if (request.header("x-amz-target").endsWith("ExecuteStatement"))
            return Reaction::json(200, R"({"Items":[],"NextToken":"t)" + n + "\"}");
        return Reaction::json(200,
                              R"({"Items":[],"Count":0,"ScannedCount":)"
                                      + QByteArray::number(scanned)
                                      + R"(,"LastEvaluatedKey":{"pk":{"S":")" + n + "\"}}}");
    });
    configure(&*m_client, server.url());
    m_client->setTransport(QDynamoDBClient::Transport::Direct);
    QCOMPARE(m_client->maxEmptyPages(), 10000);
    m_client->setMaxEmptyPages(50);
    QueryRequest keyed = requestOf<QueryRequest>();
    keyed.expressionAttributeValues = { { u":p"_s, u"p"_s } };
    Code code = Code::NoError;
    if (operation == u"ListTables"_s)
        code = codeOf(QDynamoDBPager(&*m_client, requestOf<ListTablesRequest>()).all());
    else if (operation == u"Scan"_s)
        code = codeOf(scanAll(&*m_client, requestOf<ScanRequest>()));
    else if (operation == u"Query"_s)
        code = codeOf(queryAll(&*m_client, keyed));
    else
        code = codeOf(QDynamoDBPager(&*m_client, requestOf<ExecuteStatementRequest>()).all());
    QCOMPARE(code, Code::InvalidResponse);
    QCOMPARE(count.load(), pages);
}

void tst_QDynamoDBPager::allArrivesPageByPage()
{
    QDynamoDBPager pages(&*m_client, query(4));
    const QFuture<QDynamoDBItem> all = pages.all();
    QFutureWatcher<QDynamoDBItem> watcher;
    QSignalSpy readySpy(&watcher, &QFutureWatcherBase::resultReadyAt);
    QSignalSpy finishedSpy(&watcher, &QFutureWatcherBase::finished);
    watcher.setFuture(all);
    QTRY_COMPARE(finishedSpy.size(), 1);
    QCOMPARE(readySpy.size(), 10);
    QCOMPARE(numbersOf(all.results()), numbers(0, 10));
    QCOMPARE(m_table->count(u"Query"_s), 3);
}

void tst_QDynamoDBPager::allSuspended()
{
    m_table->enqueue(u"Query"_s, heldPage());
    QDynamoDBPager pages(&*m_client, query(4));
    QFuture<QDynamoDBItem> all = pages.all();
    QTRY_COMPARE(m_table->server().held(), 1);
    all.suspend();
    m_table->server().release();
    QTRY_COMPARE(all.resultCount(), 1); // the page in flight arrives
    // A later call has finished, so no further page was requested.
    QCOMPARE(codeOf(m_client->listTables()), Code::NoError);
    QCOMPARE(m_table->count(u"Query"_s), 1);
    QVERIFY(!all.isFinished());
    all.resume();
    QCOMPARE(numbersOf(all.results()), QList<int>({ 3 }) + numbers(4, 10));
}

void tst_QDynamoDBPager::allCancelled()
{
    QDynamoDBPager pages(&*m_client, query(4));
    QCOMPARE(numbersOf(pages.next().result().items), numbers(0, 4));
    m_table->enqueue(u"Query"_s, Reaction::json(200, R"({"Items":[]})").held());
    QFuture<QDynamoDBItem> all = pages.all();
    QTRY_COMPARE(m_table->server().held(), 1);
    all.cancel();
    QCOMPARE(codeOf(all), Code::Cancelled);
    QTRY_COMPARE(m_table->server().held(), 0);
    QCOMPARE(numbersOf(pages.all().results()), numbers(4, 10));
}

void tst_QDynamoDBPager::allContinuesAfterError()
{
    m_client->setMaxRetries(3);
    QDynamoDBPager pages(&*m_client, query(4));
    // The client retries a throttled page but not a rejected one.
    m_table->enqueue(u"Query"_s, Reaction::error(400, "ThrottlingException"));
    QCOMPARE(numbersOf(pages.next().result().items), numbers(0, 4));
    QCOMPARE(m_table->count(u"Query"_s), 2);
    m_table->enqueue(u"Query"_s, Reaction::error(400, "AccessDeniedException"));
    QCOMPARE(codeOf(pages.all()), Code::AccessDenied);
    QCOMPARE(numbersOf(pages.all().results()), numbers(4, 10));
}

void tst_QDynamoDBPager::checkpoint()
{
    QByteArray saved;
    {
        QDynamoDBPager pages(&*m_client, query(4));
        QCOMPARE(pages.checkpoint(), QJsonObject());
        QCOMPARE(pages.next().result().items.size(), 4);
        saved = QJsonDocument(pages.checkpoint()).toJson();
    }
    QDynamoDBPager pages(&*m_client, query(3));
    QVERIFY(!pages.setCheckpoint(QJsonDocument::fromJson(saved).object()).isError());
    QCOMPARE(numbersOf(pages.next().result().items), numbers(4, 7));
    QCOMPARE(numbersOf(pages.all().results()), numbers(7, 10));
    QDynamoDBPager over(&*m_client, query(3));
    QVERIFY(!over.setCheckpoint(pages.checkpoint()).isError());
    QVERIFY(!over.hasMore());
    QVERIFY(!over.setCheckpoint({}).isError()); // starts over
    QVERIFY(over.hasMore());
}

void tst_QDynamoDBPager::invalidCheckpoint_data()
{
    QTest::addColumn<QByteArray>("checkpoint");

    QTest::newRow("missing value") << QByteArray(R"({"after":{"X":"1"}})");
    QTest::newRow("not an object") << QByteArray(R"({"after":"1"})");
    QTest::newRow("null") << QByteArray(R"({"after":null})");
    QTest::newRow("neither token nor key") << QByteArray(R"({"after":{"N":"1"}})");
    QTest::newRow("contradictory end") << QByteArray(R"({"after":{"S":"1"},"finished":true})");
}

void tst_QDynamoDBPager::invalidCheckpoint()
{
    QFETCH(const QByteArray, checkpoint);
    QDynamoDBPager pages(&*m_client, query(4));
    QCOMPARE(pages.setCheckpoint(QJsonDocument::fromJson(checkpoint).object()).code(),
             Code::Validation);
    QCOMPARE(numbersOf(pages.next().result().items), numbers(0, 4));
}

void tst_QDynamoDBPager::clientDestroyed()
{
    m_table->enqueue(u"Query"_s, Reaction::json(200, "{}").held());
    QDynamoDBPager pages(&*m_client, query(4));
    const QFuture<QueryResult> page = pages.next();
    QTRY_COMPARE(m_table->server().held(), 1);
    m_client.reset();
    QVERIFY(page.isFinished());
    QCOMPARE(codeOf(page), Code::ClientDestroyed);

    // Before the first request.
    m_client.emplace();
    m_table->configure(&*m_client);
    const QFuture<QDynamoDBItem> all = queryAll(&*m_client, query(4));
    m_client.reset();
    QVERIFY(all.isFinished());
    QVERIFY(codeOf(all) == Code::ClientDestroyed || all.resultCount() > 0);
}

void tst_QDynamoDBPager::clientDestroyedWhileSuspended()
{
    m_table->enqueue(u"Query"_s, heldPage());
    QFuture<QDynamoDBItem> all = queryAll(&*m_client, query(4));
    QTRY_COMPARE(m_table->server().held(), 1);
    all.suspend();
    m_table->server().release();
    QTRY_COMPARE(all.resultCount(), 1);
    m_client.reset();
    QVERIFY(all.isFinished());
    QCOMPARE(codeOf(all), Code::ClientDestroyed);
}

void tst_QDynamoDBPager::freeFunctions()
{
    QCOMPARE(numbersOf(queryAll(&*m_client, query(3)).results()), numbers(0, 10));
    ScanRequest scan;
    scan.tableName = u"Table"_s;
    scan.limit = 3;
    QCOMPARE(numbersOf(scanAll(&*m_client, scan).results()), numbers(0, 10));
}

QTEST_MAIN(tst_QDynamoDBPager)
#include "tst_qdynamodbpager.moc"
