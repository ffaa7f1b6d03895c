// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "localservertest/localservertest.h"
#include "losingproxy/losingproxy.h"
#include "transports/eachtransport.h"
#include "waiting/longtimeouts.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbpager.h>
#include <QtDynamoDB/qdynamodbscanmodel.h>
#include <QtDynamoDB/qdynamodbtable.h>

#include <QtCore/quuid.h>
#include <QtTest/qsignalspy.h>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;

struct Lock
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "pk")
    Q_CLASSINFO("DynamoDB.writeStamp", "stamp")
    Q_PROPERTY(QString pk MEMBER pk)
    Q_PROPERTY(QString owner MEMBER owner)
    Q_PROPERTY(QString stamp MEMBER stamp)

public:
    QString pk;
    QString owner;
    QString stamp;
};

struct Document
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "pk")
    Q_CLASSINFO("DynamoDB.version", "version")
    Q_CLASSINFO("DynamoDB.writeStamp", "stamp")
    Q_PROPERTY(QString pk MEMBER pk)
    Q_PROPERTY(QString text MEMBER text)
    Q_PROPERTY(int version MEMBER version)
    Q_PROPERTY(QUuid stamp MEMBER stamp)

public:
    QString pk;
    QString text;
    int version = 0;
    QUuid stamp;
};

namespace {

// The number of writes of each kind, which scripts/prove-writes sets.
int count()
{
    const int wanted = qEnvironmentVariableIntValue("QTDYNAMODB_PROVE_WRITES");
    return wanted > 0 ? wanted : 300;
}

QDynamoDBItem keyOf(const QString &pk)
{
    return { { u"pk"_s, pk } };
}

UpdateItemRequest adding(const QString &tableName, const QString &pk)
{
    UpdateItemRequest request;
    request.tableName = tableName;
    request.key = keyOf(pk);
    request.updateExpression = u"ADD n :one"_s;
    request.expressionAttributeValues = { { u":one"_s, 1 } };
    return request;
}

// The outcomes of the calls of a test.
struct Outcomes
{
    template<typename T>
    void add(const QDynamoDBExpected<T> &outcome)
    {
        ++calls;
        if (outcome)
            ++succeeded;
        else if (outcome.error().mayHaveSucceeded())
            ++doubtful;
        else
            ++refused;
    }
    // Prints the figures of a proof.
    void print(const char *kind, const LosingProxy &proxy, const QByteArray &more = {}) const
    {
        qInfo("%s, %s: %d calls: %d succeeded, %d doubtful, %d refused; %lld responses and %lld "
              "requests lost%s",
              kind, isDirect() ? "direct" : "QNetworkAccessManager", calls, succeeded, doubtful,
              refused, static_cast<long long>(proxy.lostResponses()),
              static_cast<long long>(proxy.exchanges(Loss::Request)
                                     + proxy.exchanges(Loss::Status503)),
              more.isEmpty() ? "" : QByteArray(", " + more).constData());
    }

    int calls = 0;
    int succeeded = 0;
    int doubtful = 0;
    int refused = 0;
};

} // namespace

// Writes over a proxy that loses requests and responses at random, checked against the table.
class tst_Integration_Writes : public EachTransportLocalServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void insertsWithStamp();
    void updatesWithVersionAndStamp();
    void twoClientsRace();
    void countersExactlyOnce();
    void onceInShapeOfPlainCall();
    void onceWithTable();
    void insertsWithoutEither();
    void countersWithoutEither();
    void editsOfModel_data();
    void editsOfModel();

private:
    // Makes a client of the proxy.
    void connectTo(const LosingProxy &proxy, QDynamoDBClient *client) const
    {
        configure(client);
        client->setEndpoint(proxy.url());
        client->setTransport(currentTransport());
        client->setMaxRetries(10);
    }
    // Returns the stored item, read without the proxy.
    QDynamoDBItem stored(const QString &tableName, const QString &pk)
    {
        GetItemRequest request;
        request.tableName = tableName;
        request.key = keyOf(pk);
        request.consistentRead = true;
        const auto result = QDynamoDB::waitForResult(m_client.getItem(request));
        return result ? result->item : QDynamoDBItem();
    }
    QMap<QString, QDynamoDBItem> allStored(const QString &tableName)
    {
        QMap<QString, QDynamoDBItem> all;
        ScanRequest request;
        request.tableName = tableName;
        request.consistentRead = true;
        QFuture<QDynamoDBItem> items = scanAll(&m_client, request);
        items.waitForFinished();
        for (const QDynamoDBItem &item : items.results())
            all.insert(item[u"pk"].toString(), item);
        return all;
    }
};

// No insert takes its own item for that of another client.
void tst_Integration_Writes::insertsWithStamp()
{
    TEST_TABLE(made, TestTable::Keys::Partition);
    LosingProxy proxy(m_server.endpoint(), 1);
    proxy.setProbability(0.3);
    QDynamoDBClient client;
    connectTo(proxy, &client);
    const QDynamoDBTable<Lock> locks(&client, made.name());
    Outcomes outcomes;
    constexpr int width = 16;
    for (int i = 0; i < count(); i += width) {
        QList<QFuture<Lock>> futures;
        for (int j = i; j < std::min(i + width, count()); ++j) {
            Lock lock;
            lock.pk = QString::number(j);
            lock.owner = u"me"_s;
            futures.append(locks.insert(lock));
        }
        for (qsizetype j = 0; j < futures.size(); ++j) {
            const auto outcome = QDynamoDB::waitForResult(futures[j]);
            outcomes.add(outcome);
            const QString pk = QString::number(i + j);
            if (outcome) {
                QCOMPARE(stored(made.name(), pk)[u"stamp"].toString(), outcome->stamp);
            } else {
                QVERIFY2(outcome.error().code() != Code::ConditionalCheckFailed,
                         qPrintable(QDebug::toString(outcome.error())));
                QVERIFY(outcome.error().mayHaveSucceeded() || stored(made.name(), pk).isNull());
            }
        }
    }
    outcomes.print("inserts with a stamp", proxy);
    QVERIFY(proxy.lostResponses() > count() / 20);
    QVERIFY(outcomes.succeeded > count() * 8 / 10);
}

void tst_Integration_Writes::updatesWithVersionAndStamp()
{
    TEST_TABLE(made, TestTable::Keys::Partition);
    LosingProxy proxy(m_server.endpoint(), 2);
    QDynamoDBClient client;
    connectTo(proxy, &client);
    const QDynamoDBTable<Document> documents(&client, made.name());
    constexpr int width = 15;
    QList<Document> all(width);
    for (int i = 0; i < width; ++i) {
        all[i].pk = QString::number(i);
        AWAIT(inserted, documents.insert(all[i]));
        all[i] = inserted;
    }
    proxy.setProbability(0.3);
    Outcomes outcomes;
    while (outcomes.calls < count()) {
        QList<QFuture<Document>> futures;
        for (Document &document : all) {
            document.text = u"text %1"_s.arg(outcomes.calls + futures.size());
            futures.append(documents.update(document));
        }
        for (int i = 0; i < width; ++i) {
            const auto outcome = QDynamoDB::waitForResult(futures[i]);
            outcomes.add(outcome);
            const QDynamoDBItem item = stored(made.name(), all[i].pk);
            if (outcome) {
                QCOMPARE(outcome->version, all[i].version + 1); // no other client writes
                QCOMPARE(outcome->text, all[i].text);
                QCOMPARE(item[u"version"].toInteger(), outcome->version);
                all[i] = *outcome;
                continue;
            }
            QVERIFY2(outcome.error().code() != Code::ConditionalCheckFailed,
                     qPrintable(QDebug::toString(outcome.error())));
            const bool isWritten = item[u"version"].toInteger() != all[i].version;
            QVERIFY(!isWritten || outcome.error().mayHaveSucceeded());
            all[i].version = int(item[u"version"].toInteger());
        }
    }
    outcomes.print("updates with a version and a stamp", proxy);
    QVERIFY(proxy.lostResponses() > count() / 20);
    QVERIFY(outcomes.succeeded > count() * 8 / 10);
}

// Each lock has exactly one owner, who knows it.
void tst_Integration_Writes::twoClientsRace()
{
    TEST_TABLE(made, TestTable::Keys::Partition);
    LosingProxy proxy(m_server.endpoint(), 3);
    proxy.setProbability(0.12); // few enough for the budget of retries
    QDynamoDBClient clients[2];
    QList<QDynamoDBTable<Lock>> tables;
    for (QDynamoDBClient &client : clients) {
        connectTo(proxy, &client);
        tables.append(QDynamoDBTable<Lock>(&client, made.name()));
    }
    Outcomes outcomes;
    int undecided = 0; // races that no client knows to have won
    constexpr int width = 8;
    for (int i = 0; i < count(); i += width) {
        QList<QFuture<Lock>> futures;
        for (int j = i; j < i + width; ++j) {
            for (int who = 0; who < 2; ++who) {
                Lock lock;
                lock.pk = QString::number(j);
                lock.owner = QString::number(who);
                futures.append(tables[(j + who) % 2].insert(lock)); // each is first half the time
            }
        }
        for (int j = 0; j < width; ++j) {
            int winners = 0;
            bool isDoubtful = false;
            for (int who = 0; who < 2; ++who) {
                const auto outcome = QDynamoDB::waitForResult(futures[2 * j + who]);
                outcomes.add(outcome);
                const QString current = stored(made.name(), QString::number(i + j))[u"owner"]
                                                .toString();
                const bool isOwner = current == QString::number(who);
                if (outcome) {
                    ++winners;
                    QVERIFY(isOwner); // no false success
                } else if (outcome.error().mayHaveSucceeded()) {
                    isDoubtful = true;
                    // An owner may not know it, but is not told that another was faster.
                    QVERIFY(!isOwner || outcome.error().code() != Code::ConditionalCheckFailed);
                } else {
                    QVERIFY(!isOwner);
                }
            }
            QVERIFY(winners == 1 || (winners == 0 && isDoubtful));
            undecided += winners == 0;
        }
    }
    outcomes.print("races of two clients", proxy,
                   QByteArray::number(undecided) + " without a known winner");
    QVERIFY(proxy.lostResponses() > count() / 20);
    QVERIFY(undecided < count() / 10);
}

void tst_Integration_Writes::countersExactlyOnce()
{
    TEST_TABLE(made, TestTable::Keys::Partition);
    LosingProxy proxy(m_server.endpoint(), 4);
    proxy.setProbability(0.15); // few enough for the budget of retries
    QDynamoDBClient client;
    connectTo(proxy, &client);
    client.setMaxRetries(20);
    QDynamoDBCallOptions options;
    options.exactlyOnce = true;
    options.retryConflicts = true;
    constexpr int width = 8;
    QList<qint64> counters(width);
    Outcomes outcomes;
    while (outcomes.calls < count()) {
        QList<QFuture<UpdateItemResult>> futures;
        for (int i = 0; i < width; ++i)
            futures.append(client.updateItem(adding(made.name(), QString::number(i)), options));
        for (int i = 0; i < width; ++i) {
            const auto outcome = QDynamoDB::waitForResult(futures[i]);
            outcomes.add(outcome);
            const qint64 now = stored(made.name(), QString::number(i))[u"n"].toInteger();
            if (outcome)
                QCOMPARE(now, counters[i] + 1);
            else if (outcome.error().mayHaveSucceeded())
                QVERIFY(now == counters[i] || now == counters[i] + 1);
            else
                QCOMPARE(now, counters[i]);
            counters[i] = now;
        }
    }
    outcomes.print("counters with exactlyOnce", proxy);
    QVERIFY(proxy.lostResponses() > count() / 20);
    QVERIFY(outcomes.succeeded > count() * 99 / 100);
}

// Results and errors of DynamoDB Local with exactlyOnce.
void tst_Integration_Writes::onceInShapeOfPlainCall()
{
    TEST_TABLE(made, TestTable::Keys::Partition);
    QDynamoDBCallOptions options;
    options.exactlyOnce = true;
    options.returnConsumedCapacity = ReturnConsumedCapacity::Total;
    PutItemRequest put;
    put.tableName = made.name();
    put.item = { { u"pk"_s, u"a"_s }, { u"n"_s, 1 } };
    put.conditionExpression = u"attribute_not_exists(pk)"_s;
    put.returnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure::AllOld;
    AWAIT(written, m_client.putItem(put, options));
    QVERIFY(written.consumedCapacity);
    QCOMPARE(written.consumedCapacity->tableName, made.name());
    QVERIFY(written.consumedCapacity->capacityUnits.value_or(0) >= 2);
    AWAIT_ERROR(exists, m_client.putItem(put, options), Code::ConditionalCheckFailed);
    QCOMPARE(exists.item(), put.item);
    QCOMPARE(exists.operation(), u"PutItem"_s);
    QVERIFY(!exists.mayHaveSucceeded());

    UpdateItemRequest invalid = adding(made.name(), u"a"_s);
    invalid.expressionAttributeValues[u":one"_s] = u"text"_s;
    const QDynamoDBError plain = await(m_client.updateItem(invalid)).error();
    const QDynamoDBError once = await(m_client.updateItem(invalid, options)).error();
    QCOMPARE(once.code(), plain.code());

    DeleteItemRequest deletion;
    deletion.tableName = made.name();
    deletion.key = keyOf(u"a"_s);
    AWAIT_DONE(m_client.deleteItem(deletion, options));
    QVERIFY(stored(made.name(), u"a"_s).isNull());
    deletion.tableName = uniqueName();
    AWAIT_ERROR(missing, m_client.deleteItem(deletion, options), Code::ResourceNotFound);
    QCOMPARE(missing.operation(), u"DeleteItem"_s);
}

// All writes of a table object, over the proxy.
void tst_Integration_Writes::onceWithTable()
{
    TEST_TABLE(made, TestTable::Keys::Partition);
    LosingProxy proxy(m_server.endpoint(), 5);
    proxy.setProbability(0.15);
    QDynamoDBClient client;
    connectTo(proxy, &client);
    client.setMaxRetries(20);
    const QDynamoDBTable<Document> documents(&client, made.name());
    QDynamoDBCallOptions options;
    options.exactlyOnce = true;
    for (int i = 0; i < 10; ++i) {
        Document document;
        document.pk = QString::number(i);
        AWAIT(inserted, documents.insert(document, options));
        QCOMPARE(inserted.version, 1);
        AWAIT_ERROR(exists, documents.insert(document, options), Code::ConditionalCheckFailed);
        QVERIFY(!exists.mayHaveSucceeded());
        document = inserted;
        document.text = u"second"_s;
        AWAIT(updated, documents.update(document, QDynamoDBCondition(), options));
        QCOMPARE(updated.version, 2);
        QCOMPARE(updated.text, u"second"_s);
        document = updated;
        document.text = u"third"_s;
        AWAIT(changed, documents.update(document, updated, options));
        QCOMPARE(changed.version, 3);
        AWAIT(put, documents.put(changed, {}, options));
        QCOMPARE(put.version, 4);
        AWAIT_DONE(documents.remove(put, {}, options));
        QVERIFY(stored(made.name(), document.pk).isNull());
    }
}

// Each error that does not report a doubt is certain: the item was not written.
void tst_Integration_Writes::insertsWithoutEither()
{
    TEST_TABLE(made, TestTable::Keys::Partition);
    LosingProxy proxy(m_server.endpoint(), 6);
    QDynamoDBClient client;
    connectTo(proxy, &client);
    client.setMaxRetries(2);
    Outcomes outcomes;
    int falseConflicts = 0;
    constexpr int width = 16;
    const auto putting = [&made](int i, const QString &owner) {
        PutItemRequest put;
        put.tableName = made.name();
        put.item = { { u"pk"_s, QString::number(i) }, { u"owner"_s, owner } };
        put.conditionExpression = u"attribute_not_exists(pk)"_s;
        return put;
    };
    for (int i = 0; i < count(); i += width) {
        for (int j = i; j < i + width; j += 4) // another client has some of the locks
            AWAIT_DONE(m_client.putItem(putting(j, u"other"_s)));
        proxy.setProbability(0.3);
        QList<QFuture<PutItemResult>> futures;
        for (int j = i; j < i + width; ++j)
            futures.append(client.putItem(putting(j, u"me"_s)));
        for (int j = 0; j < width; ++j) {
            const auto outcome = QDynamoDB::waitForResult(futures[j]);
            outcomes.add(outcome);
            const bool isWritten = stored(made.name(), QString::number(i + j))[u"owner"].toString()
                    == u"me"_s;
            if (outcome)
                QVERIFY(isWritten);
            else
                QVERIFY(!isWritten || outcome.error().mayHaveSucceeded());
            falseConflicts += isWritten && outcome.error().code() == Code::ConditionalCheckFailed;
        }
    }
    outcomes.print("inserts without either", proxy,
                   QByteArray::number(falseConflicts) + " own items called conflicts");
    QVERIFY(falseConflicts > 0); // the fault that stamps are for
    QVERIFY(outcomes.refused > count() / 20);
}

void tst_Integration_Writes::countersWithoutEither()
{
    TEST_TABLE(made, TestTable::Keys::Partition);
    LosingProxy proxy(m_server.endpoint(), 7);
    proxy.setProbability(0.3);
    QDynamoDBClient client;
    connectTo(proxy, &client);
    client.setMaxRetries(1);
    constexpr int width = 8;
    QList<qint64> counters(width);
    Outcomes outcomes;
    int countedTwice = 0;
    while (outcomes.calls < count()) {
        QList<QFuture<UpdateItemResult>> futures;
        for (int i = 0; i < width; ++i) {
            UpdateItemRequest request = adding(made.name(), QString::number(i));
            if (outcomes.calls % 5 == 0) // refused by the service
                request.expressionAttributeValues[u":one"_s] = u"text"_s;
            futures.append(client.updateItem(request));
        }
        for (int i = 0; i < width; ++i) {
            const auto outcome = QDynamoDB::waitForResult(futures[i]);
            outcomes.add(outcome);
            const qint64 now = stored(made.name(), QString::number(i))[u"n"].toInteger();
            if (outcome)
                QVERIFY(now > counters[i]);
            else
                QVERIFY(now == counters[i] || outcome.error().mayHaveSucceeded());
            countedTwice += outcome && now > counters[i] + 1;
            counters[i] = now;
        }
    }
    outcomes.print("counters without either", proxy,
                   QByteArray::number(countedTwice) + " counted twice");
    QVERIFY(countedTwice > 0); // the fault that exactlyOnce is for
}

void tst_Integration_Writes::editsOfModel_data()
{
    QTest::addColumn<bool>("once");
    QTest::newRow("plain") << false;
    QTest::newRow("exactlyOnce") << true;
}

// After each write, the rows are those of the table.
void tst_Integration_Writes::editsOfModel()
{
    QFETCH(const bool, once);
    TEST_TABLE(made, TestTable::Keys::Partition);
    LosingProxy proxy(m_server.endpoint(), 8);
    QDynamoDBClient client;
    connectTo(proxy, &client);
    constexpr int rows = 20;
    for (int i = 0; i < rows; ++i)
        AWAIT_DONE(client.putItem(made.name(), { { u"pk"_s, QString::number(i) }, { u"n"_s, 0 } }));
    QDynamoDBScanModel model;
    model.setClient(&client);
    model.setTableName(made.name());
    model.setEditable(true);
    QDynamoDBCallOptions options;
    options.exactlyOnce = once;
    model.setWriteOptions(options);
    QCOMPARE(model.writeOptions().exactlyOnce, once);
    QTRY_COMPARE(model.count(), rows);
    QSignalSpy failed(&model, &QDynamoDBItemModel::errorOccurred);
    proxy.setProbability(0.15);
    Outcomes outcomes;
    for (int next = rows; outcomes.calls < count(); ++next) {
        failed.clear();
        int writes = 0;
        for (int row = 0; row < rows - 2; ++row, ++writes)
            QVERIFY(model.setAttribute(row, u"n"_s, outcomes.calls + writes + 1));
        QVERIFY(model.append(QDynamoDBItem { { u"pk"_s, QString::number(next) }, { u"n"_s, 0 } }));
        QVERIFY(model.remove(rows - 1));
        writes += 2;
        QTRY_COMPARE(model.pendingWrites(), 0);
        outcomes.calls += writes;
        outcomes.doubtful += int(failed.size());
        outcomes.succeeded += writes - int(failed.size());
        for (const QList<QVariant> &failure : failed)
            QVERIFY(failure[0].value<QDynamoDBError>().mayHaveSucceeded());

        const QMap<QString, QDynamoDBItem> truth = allStored(made.name());
        // Items that one of both lacks, or that differ. A failed write makes one of these at most.
        int differences = 0;
        QMap<QString, QDynamoDBItem> missing = truth;
        for (int row = 0; row < model.count(); ++row) {
            const QDynamoDBItem item = model.item(row);
            differences += missing.take(item[u"pk"].toString()) != item;
        }
        differences += int(missing.size());
        QVERIFY2(differences <= failed.size(), qPrintable(QString::number(differences)));
        if (!failed.isEmpty() || model.count() != rows) {
            // A write failed, whose item could not be read either: begin again.
            proxy.setProbability(0);
            for (auto it = truth.begin(); it != truth.end(); ++it)
                AWAIT_DONE(m_client.deleteItem(made.name(), keyOf(it.key())));
            for (int i = 0; i < rows; ++i)
                AWAIT_DONE(
                        m_client.putItem(made.name(),
                                         { { u"pk"_s, QString::number(++next) }, { u"n"_s, 0 } }));
            model.reload();
            QTRY_COMPARE(model.status(), QDynamoDBItemModel::Status::Ready);
            QTRY_COMPARE(model.count(), rows);
            proxy.setProbability(0.15);
        }
    }
    outcomes.print(once ? "edits of a model with exactlyOnce" : "edits of a model", proxy);
    QVERIFY(proxy.lostResponses() > count() / 20);
    QVERIFY(outcomes.doubtful < count() / 20);
}

QTEST_GUILESS_MAIN(tst_Integration_Writes)

#include "tst_integration_writes.moc"
