// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "testclient/testclient.h"
#include "api/generated/waiters_p.h"
#include "fakeclock/installfakeclock.h"
#include "fakeserver/fakeserver.h"
#include "waiting/longtimeouts.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbexceptions.h>
#include <QtDynamoDB/qdynamodbwaiters.h>

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>

#include <optional>

using namespace QDynamoDB;
using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Code = QDynamoDBError::Code;

namespace {

// A waiter and its function.
struct Wait
{
    const Waiter &waiter;
    QFuture<void> (*start)(QDynamoDBClient *client, const QDynamoDBWaitOptions &options);
};

const QString arn = u"arn:aws:dynamodb:us-east-1:123456789012:table/Table/export/0123456789"_s;

const Wait waits[] = {
    { Waiters::bulkOperationCompleted,
      [](QDynamoDBClient *client, const QDynamoDBWaitOptions &options) {
          return QFuture<void>(waitUntilBulkOperationCompleted(client, arn, options));
      } },
    { Waiters::contributorInsightsEnabled,
      [](QDynamoDBClient *client, const QDynamoDBWaitOptions &options) {
          return QFuture<void>(
                  waitUntilContributorInsightsEnabled(client, { u"Table"_s, {} }, options));
      } },
    { Waiters::exportCompleted,
      [](QDynamoDBClient *client, const QDynamoDBWaitOptions &options) {
          return QFuture<void>(waitUntilExportCompleted(client, arn, options));
      } },
    { Waiters::importCompleted,
      [](QDynamoDBClient *client, const QDynamoDBWaitOptions &options) {
          return QFuture<void>(waitUntilImportCompleted(client, arn, options));
      } },
    { Waiters::kinesisStreamingDestinationActive,
      [](QDynamoDBClient *client, const QDynamoDBWaitOptions &options) {
          return QFuture<void>(
                  waitUntilKinesisStreamingDestinationActive(client, u"Table"_s, options));
      } },
    { Waiters::tableExists,
      [](QDynamoDBClient *client, const QDynamoDBWaitOptions &options) {
          return QFuture<void>(waitUntilTableExists(client, u"Table"_s, options));
      } },
    { Waiters::tableNotExists,
      [](QDynamoDBClient *client, const QDynamoDBWaitOptions &options) {
          return QFuture<void>(waitUntilTableNotExists(client, u"Table"_s, options));
      } },
};

// Returns a response with these texts at the path.
Reaction answerWith(const QByteArray &path, const QStringList &texts)
{
    const QList<QByteArray> names = path.split('.');
    const QLatin1StringView last(names.constLast());
    const auto json = [](const QJsonObject &object) {
        return Reaction::json(200, QJsonDocument(object).toJson());
    };
    if (names.size() == 1)
        return json({ { last, texts.first() } });
    if (!path.contains("[]")) {
        const QJsonObject inner { { last, texts.first() }, { "FailureMessage"_L1, u"No room"_s } };
        return json({ { QLatin1StringView(names[0]), inner } });
    }
    QJsonArray list;
    for (const QString &text : texts)
        list.append(QJsonObject { { last, text } });
    return json({ { QLatin1StringView(names[0].chopped(2)), list } });
}

Reaction answerFor(const Acceptor &acceptor)
{
    QStringList expected;
    for (const char *text : acceptor.expected) {
        if (text)
            expected.append(QString::fromLatin1(text));
    }
    switch (acceptor.matcher) {
    case Acceptor::Error:
        return Reaction::error(400, expected.first().toLatin1());
    case Acceptor::AnyOf:
        return answerWith(acceptor.path, { u"SOMETHING_ELSE"_s, expected.first() });
    default:
        return answerWith(acceptor.path, expected);
    }
}

// Returns a response that no acceptor matches.
Reaction answerForNone(const Waiter &waiter)
{
    for (const Acceptor &acceptor : waiter.acceptors) {
        if (acceptor.matcher != Acceptor::Error)
            return answerWith(acceptor.path, { u"SOMETHING_ELSE"_s });
    }
    return answerWith("Table.TableStatus", { u"DELETING"_s });
}

const Acceptor &successOf(const Waiter &waiter)
{
    return *std::find_if(waiter.acceptors.begin(), waiter.acceptors.end(),
                         [](const Acceptor &a) { return a.state == Acceptor::Success; });
}

} // namespace

// Waiters on a fake server, with a fake clock.
class tst_QDynamoDBWaiters : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void acceptors_data();
    void acceptors();
    void pauses();
    void jitter();
    void notFoundAtOnce();
    void allOfNone();
    void partlyFailed();
    void errors_data();
    void errors();
    void timeout();
    void timeoutZeroNeverEnds();
    void cancelInPause();
    void cancelOnTheWire();
    void clientDestroyed();
    void request();

private:
    void useRandom(double random);

    std::optional<FakeServer> m_server;
    std::optional<QDynamoDBClient> m_client;
    FakeClock *m_clock = nullptr;
};

void tst_QDynamoDBWaiters::init()
{
    useRandom(0);
}

void tst_QDynamoDBWaiters::useRandom(double random)
{
    m_client.reset();
    m_server.emplace();
    m_client.emplace();
    configureTestClient(&*m_client, m_server->url());
    m_client->setMaxRetries(0);
    m_client->setAttemptTimeout(0ms); // leaves the alarms of the waiter alone on the clock
    m_client->setCallTimeout(0ms);
    m_clock = installFakeClock(&*m_client, random);
}

void tst_QDynamoDBWaiters::acceptors_data()
{
    QTest::addColumn<const Wait *>("wait");
    QTest::addColumn<const Acceptor *>("acceptor");

    for (const Wait &wait : waits) {
        for (const Acceptor &acceptor : wait.waiter.acceptors) {
            QTest::addRow("%s %s %s", wait.waiter.name, acceptor.expected[0],
                          acceptor.state == Acceptor::Success           ? "succeeds"
                                  : acceptor.state == Acceptor::Failure ? "fails"
                                                                        : "goes on")
                    << &wait << &acceptor;
        }
    }
}

// The first response matches no acceptor, the next one matches this acceptor.
void tst_QDynamoDBWaiters::acceptors()
{
    QFETCH(const Wait *, wait);
    QFETCH(const Acceptor *, acceptor);

    m_server->enqueue(answerForNone(wait->waiter));
    m_server->enqueue(answerFor(*acceptor));
    QFuture<void> future = wait->start(&*m_client, {});
    QVERIFY(m_clock->waitForAlarmIn(1s));
    QCOMPARE(m_server->requests().size(), 1);
    QVERIFY(!future.isFinished());
    m_clock->advance(1s);
    if (acceptor->state == Acceptor::Retry) {
        QVERIFY(m_clock->waitForAlarmIn(2s));
        m_server->enqueue(answerFor(successOf(wait->waiter)));
        m_clock->advance(2s);
    }
    QString state;
    QDynamoDBError error;
    try {
        future.waitForFinished();
    } catch (const QDynamoDBWaitException &failure) {
        state = failure.status();
        error = failure.error();
    }
    QCOMPARE(m_server->requests().size(), acceptor->state == Acceptor::Retry ? 3 : 2);
    QCOMPARE(m_clock->alarms(), 0);
    if (acceptor->state != Acceptor::Failure) {
        QVERIFY(!error.isError());
        return;
    }
    QVERIFY2(state.contains(QLatin1StringView(acceptor->expected[0])), qPrintable(state));
    QCOMPARE(error.type(), u"WaiterFailed"_s);
    QCOMPARE(error.operation(), QString::fromLatin1(wait->waiter.operation->name));
    QVERIFY(error.message().contains(QLatin1StringView(wait->waiter.name)));
    QVERIFY(error.message().contains(state));
    QVERIFY(!error.isRetryable());
}

void tst_QDynamoDBWaiters::pauses()
{
    m_server->setDefault(answerWith("Table.TableStatus", { u"CREATING"_s }));
    QDynamoDBWaitOptions options;
    options.timeout = 0ms;
    QFuture<DescribeTableResult> future = waitUntilTableExists(&*m_client, u"Table"_s, options);
    int looks = 0;
    for (const auto pause : { 1s, 2s, 4s, 8s, 16s, 32s, 64s, 120s, 120s }) {
        QVERIFY(m_clock->waitForAlarmIn(pause));
        QCOMPARE(m_server->requests().size(), ++looks);
        m_clock->advance(pause - 1ms);
        QCOMPARE(m_clock->alarms(), 1);
        m_clock->advance(1ms);
    }
    QVERIFY(m_clock->waitForAlarmIn(120s));
    m_server->setDefault(answerWith("Table.TableStatus", { u"ACTIVE"_s }));
    m_clock->advance(120s);
    QCOMPARE(future.result().table->tableStatus, TableStatus::Active);
}

void tst_QDynamoDBWaiters::jitter()
{
    useRandom(0.5);
    m_server->setDefault(answerWith("Table.TableStatus", { u"CREATING"_s }));
    QDynamoDBWaitOptions options;
    options.firstDelay = 400ms;
    QFuture<DescribeTableResult> future = waitUntilTableExists(&*m_client, u"Table"_s, options);
    for (const auto pause : { 300ms, 600ms, 1200ms }) {
        QVERIFY(m_clock->waitForAlarmIn(pause));
        m_clock->advance(pause);
    }
    future.cancel();
    QTRY_COMPARE(m_clock->alarms(), 0);
}

void tst_QDynamoDBWaiters::notFoundAtOnce()
{
    m_server->enqueue(Reaction::error(400, "ResourceNotFoundException"));
    const DescribeTableResult result = waitUntilTableNotExists(&*m_client, u"Table"_s).result();
    QVERIFY(!result.table);
}

// An empty list of streams matches no acceptor.
void tst_QDynamoDBWaiters::allOfNone()
{
    m_server->enqueue(Reaction::json(200, R"({"KinesisDataStreamDestinations":[]})"));
    QFuture<void> future(waitUntilKinesisStreamingDestinationActive(&*m_client, u"Table"_s));
    QVERIFY(m_clock->waitForAlarmIn(1s));
    QVERIFY(!future.isFinished());
}

void tst_QDynamoDBWaiters::partlyFailed()
{
    m_server->enqueue(answerWith("KinesisDataStreamDestinations[].DestinationStatus",
                                 { u"DISABLED"_s, u"ENABLING"_s }));
    m_server->enqueue(answerWith("KinesisDataStreamDestinations[].DestinationStatus",
                                 { u"DISABLED"_s, u"ENABLE_FAILED"_s }));
    const auto future = waitUntilKinesisStreamingDestinationActive(&*m_client, u"Table"_s);
    QVERIFY(m_clock->waitForAlarmIn(1s));
    m_clock->advance(1s);
    QVERIFY_THROWS_EXCEPTION(QDynamoDBWaitException, QFuture<void>(future).waitForFinished());
}

void tst_QDynamoDBWaiters::errors_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<Code>("code"); // NoError: the waiter continues

    QTest::newRow("forbidden") << 400 << QByteArray("AccessDeniedException") << Code::AccessDenied;
    QTest::newRow("throttled") << 400 << QByteArray("ThrottlingException") << Code::NoError;
    QTest::newRow("out of order") << 500 << QByteArray("InternalServerError") << Code::NoError;
    QTest::newRow("no export") << 400 << QByteArray("ExportNotFoundException")
                               << Code::ExportNotFound;
}

void tst_QDynamoDBWaiters::errors()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, type);
    QFETCH(const Code, code);

    m_server->enqueue(Reaction::error(status, type));
    QFuture<DescribeExportResult> future = waitUntilExportCompleted(&*m_client, arn);
    if (code == Code::NoError) {
        QVERIFY(m_clock->waitForAlarmIn(1s));
        m_server->enqueue(answerWith("ExportDescription.ExportStatus", { u"COMPLETED"_s }));
        m_clock->advance(1s);
        QCOMPARE(future.result().exportDescription->exportStatus, ExportStatus::Completed);
        return;
    }
    try {
        future.waitForFinished();
        QFAIL("no exception");
    } catch (const QDynamoDBException &failure) {
        QCOMPARE(failure.code(), code);
    }
}

void tst_QDynamoDBWaiters::timeout()
{
    m_server->setDefault(answerWith("Table.TableStatus", { u"CREATING"_s }));
    QDynamoDBWaitOptions options;
    options.timeout = 10s;
    const QFuture<DescribeTableResult> future = waitUntilTableExists(&*m_client, u"Table"_s,
                                                                     options);
    for (const auto pause : { 1s, 2s, 4s, 3s }) { // the last request is sent at the deadline
        QVERIFY(m_clock->waitForAlarmIn(pause));
        m_clock->advance(pause);
    }
    try {
        QFuture<void>(future).waitForFinished();
        QFAIL("no exception");
    } catch (const TimeoutException &failure) {
        QVERIFY2(failure.error().message().contains(u"CREATING"), failure.what());
        QVERIFY2(failure.error().message().contains(u"10 s"), failure.what());
        QCOMPARE(failure.error().attempts(), 5);
        QCOMPARE(failure.error().tableName(), u"Table"_s);
    }
    QCOMPARE(m_server->requests().size(), 5);
}

void tst_QDynamoDBWaiters::timeoutZeroNeverEnds()
{
    m_server->setDefault(answerWith("Table.TableStatus", { u"CREATING"_s }));
    QDynamoDBWaitOptions options;
    options.timeout = 0ms;
    options.firstDelay = 120s;
    QFuture<DescribeTableResult> future = waitUntilTableExists(&*m_client, u"Table"_s, options);
    for (int i = 0; i < 50; ++i) {
        QVERIFY(m_clock->waitForAlarmIn(120s));
        m_clock->advance(120s);
    }
    QVERIFY(!future.isFinished());
}

void tst_QDynamoDBWaiters::cancelInPause()
{
    m_server->setDefault(answerWith("Table.TableStatus", { u"CREATING"_s }));
    QFuture<DescribeTableResult> future = waitUntilTableExists(&*m_client, u"Table"_s);
    QVERIFY(m_clock->waitForAlarmIn(1s));
    future.cancel();
    QTRY_COMPARE(m_clock->alarms(), 0);
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(m_server->requests().size(), 1);
}

void tst_QDynamoDBWaiters::cancelOnTheWire()
{
    m_server->enqueue(Reaction::json(200, "{}").held());
    QFuture<DescribeTableResult> future = waitUntilTableExists(&*m_client, u"Table"_s);
    QTRY_COMPARE(m_server->held(), 1);
    future.cancel();
    QTRY_VERIFY(future.isFinished());
    QTRY_COMPARE(m_server->openConnections(), 0);
    QCOMPARE(m_clock->alarms(), 0);
}

void tst_QDynamoDBWaiters::clientDestroyed()
{
    m_server->setDefault(answerWith("Table.TableStatus", { u"CREATING"_s }));
    const QFuture<DescribeTableResult> inPause = waitUntilTableExists(&*m_client, u"Table"_s);
    QVERIFY(m_clock->waitForAlarmIn(1s));
    m_server->enqueue(Reaction::json(200, "{}").held());
    const QFuture<DescribeTableResult> onTheWire = waitUntilTableExists(&*m_client, u"Table"_s);
    QTRY_COMPARE(m_server->held(), 1);
    m_client.reset();
    for (const QFuture<DescribeTableResult> &future : { inPause, onTheWire }) {
        QVERIFY(future.isFinished());
        QVERIFY_THROWS_EXCEPTION(ClientDestroyedException, QFuture<void>(future).waitForFinished());
    }
}

void tst_QDynamoDBWaiters::request()
{
    for (const Wait &wait : waits) {
        m_server->enqueue(answerFor(successOf(wait.waiter)));
        wait.start(&*m_client, {}).waitForFinished();
        QCOMPARE(m_server->requests().last().header("x-amz-target"),
                 QByteArray(wait.waiter.operation->target));
    }
}

QTEST_MAIN(tst_QDynamoDBWaiters)
#include "tst_qdynamodbwaiters.moc"
