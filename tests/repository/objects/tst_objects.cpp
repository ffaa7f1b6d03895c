// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "keyclasses.h"
#include "localservertest/localservertest.h"
#include "objectclasses.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbfakeserver.h>
#include <QtDynamoDB/qdynamodbfuture.h>
#include <QtDynamoDB/qdynamodbtable.h>
#include <QtDynamoDB/qdynamodbvarianttable.h>

#include <QtCore/qdiriterator.h>
#include <QtCore/qfile.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qregularexpression.h>

using namespace Qt::StringLiterals;
using QDynamoDB::attribute;
using QDynamoDB::key;

// Contains the code of docs/objects.md verbatim and runs it.
class tst_Objects : public LocalServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void blocksAreHere();
    void readOptions();
    void partialObjects();
    void indexKeys();
    void severalClasses();
    void orders();
    void vectors();
};

static QString contents(const QString &name)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s: %s", qPrintable(name), qPrintable(file.errorString()));
    QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n');
    for (QString &line : lines)
        line = line.trimmed();
    return lines.join(u'\n');
}

void tst_Objects::blocksAreHere()
{
    static const QRegularExpression fence(u"^```cpp\\n(.*?)\\n```$"_s,
                                          QRegularExpression::MultilineOption
                                                  | QRegularExpression::DotMatchesEverythingOption);
    QString sources;
    QDirIterator files(QStringLiteral(SOURCE_FOLDER), { u"*.cpp"_s, u"*.h"_s }, QDir::Files);
    while (files.hasNext())
        sources += contents(files.next());
    const QString document = contents(QStringLiteral(DOCUMENT));
    int count = 0;
    for (auto match = fence.globalMatch(document); match.hasNext(); ++count) {
        const QString block = match.next().captured(1);
        QVERIFY2(sources.contains(block), qPrintable("Not compiled:\n"_L1 + block));
    }
    QVERIFY(count >= 3);
}

// A table of the class, deleted with the TestTable.
template<typename T>
[[nodiscard]] static QDynamoDB::CreateTableRequest tableOf()
{
    QDynamoDB::CreateTableRequest request = QDynamoDBMapper::of<T>().createTableRequest();
    request.tableName = LocalServerTest::uniqueName();
    return request;
}

void tst_Objects::readOptions()
{
    TEST_TABLE(made, tableOf<Thread>());
    const QDynamoDBTable<Thread> table(&m_client, made.name());
    for (int i = 0; i < 20; ++i)
        AWAIT_DONE(table.put({ u"Qt"_s, u"Subject %1"_s.arg(i), u"Ann"_s,
                               i > 5 ? u"a signal"_s : u"a slot"_s, i }));

    QDynamoDBQueryOptions latest;
    latest.descending = true;
    latest.limit = 10;
    latest.filter = attribute(u"text"_s).contains(u"signal"_s);
    const auto threads = table.query(key(u"author"_s) == u"Ann"_s, latest).result();
    latest.startKey = threads.lastEvaluatedKey; // for the next ten; null if there are no more

    QCOMPARE(threads.size(), 10);
    QCOMPARE(threads[0].views, 19);
    QCOMPARE(table.query(key(u"author"_s) == u"Ann"_s, latest).result().size(), 4);
}

void tst_Objects::partialObjects()
{
    TEST_TABLE(made, tableOf<Thread>());
    const QDynamoDBTable<Thread> table(&m_client, made.name());
    AWAIT_DONE(table.put({ u"Qt"_s, u"Hello"_s, u"Ann"_s, u"Text"_s, 1 }));

    const auto partial = table.getPartial({ u"Qt"_s, u"Hello"_s }, { u"views"_s }).result();
    qInfo() << (*partial)->views;
    Thread edited = partial->incompleteObject();
    edited.views = 100;
    table.update(edited, *partial).waitForFinished(); // author and text are kept

    AWAIT(stored, table.get(u"Qt"_s, u"Hello"_s));
    QCOMPARE(stored->text, u"Text"_s);
    QCOMPARE(stored->views, 100);
}

void tst_Objects::indexKeys()
{
    TEST_TABLE(made, tableOf<Shop>());
    const QDynamoDBTable<Shop> table(&m_client, made.name());
    AWAIT_DONE(table.put({ u"1"_s, u"DE"_s, u"BE"_s, u"Berlin"_s, u"Ackerstr."_s }));
    AWAIT_DONE(table.put({ u"2"_s, u"DE"_s, u"BE"_s, u"Berlin"_s, u"Burgstr."_s }));

    const auto shops = table.query(key(u"country"_s) == u"DE"_s && key(u"region"_s) == u"BE"_s
                                   && key(u"city"_s) == u"Berlin"_s
                                   && key(u"street"_s).beginsWith(u"A"_s))
                               .result(); // in the order of city and street

    QCOMPARE(shops.size(), 1);
    QCOMPARE(shops[0].id, u"1"_s);
}

void tst_Objects::orders()
{
    TEST_TABLE(made, tableOf<Order>());
    QDynamoDBTable<Order> orders(&m_client, made.name());

    Order order;
    order.state = u"paid"_s;
    order.address = { u"Oslo"_s, u"Main Street"_s };
    const QString id = orders.insert(order).result().id;
    const auto inOslo = orders.query(key(u"address_city"_s) == u"Oslo"_s).result();

    QCOMPARE(inOslo.size(), 1);
    QCOMPARE(inOslo[0].id, id);

    const Order shipped = orders.update({ id }, QDynamoDB::set(u"state"_s, u"shipped"_s),
                                        attribute(u"state"_s) == u"paid"_s)
                                  .result();
    const QDynamoDBNumber views = orders.increment({ id }, u"views"_s).result();

    QCOMPARE(shipped.state, u"shipped"_s);
    QCOMPARE(shipped.version, 2);
    QCOMPARE(views, QDynamoDBNumber(1));

    orders.setValidator([](const Order &each) {
        return each.address.city.isEmpty() ? u"the city is missing"_s : QString();
    });
    order.quantity = 0;
    const auto outcome = QDynamoDB::waitForResult(orders.put(order));
    qInfo() << outcome.error().message(); // "Order: the quantity is less than 1"

    QCOMPARE(outcome.error().message(), u"Order: the quantity is less than 1"_s);
    order.quantity = 1;
    order.address.city.clear();
    AWAIT_ERROR(city, orders.put(order), QDynamoDBError::Code::InvalidParameterValue);
    QCOMPARE(city.message(), u"Order: the city is missing"_s);
}

void tst_Objects::vectors()
{
    QDynamoDBFakeServer server;
    QDynamoDBClient client;
    server.configure(&client);
    const QJsonObject item { { u"id"_s, QJsonObject { { u"S"_s, u"a"_s } } } };
    server.expect(u"SearchVectors"_s)
            .replyJson({ { u"SearchResults"_s,
                           QJsonArray {
                                   QJsonObject { { u"Item"_s, item }, { u"Score"_s, 0.25 } } } } });

    const QDynamoDBTable<Document> documents(&client);
    QDynamoDBSearchOptions english;
    english.condition = attribute(u"language"_s) == u"en"_s;
    const auto matches = documents.search({ 0.1f, 0.7f, -0.2f, 0.4f }, 10, english).result();
    for (const auto &match : matches)
        qInfo() << match.object.id << match.score;

    QCOMPARE(server.problems(), QString());
    QCOMPARE(matches.size(), 1);
    QCOMPARE(matches[0].score, 0.25);
}

void tst_Objects::severalClasses()
{
    TEST_TABLE(made, tableOf<User>());
    QDynamoDBClient &client = m_client;
    const QString tableName = made.name();
    QStringList shown;
    const auto showUser = [&](const User &user) { shown.append(user.city); };
    const auto showInvoice = [&](const Invoice &invoice) {
        shown.append(invoice.user + QString::number(invoice.number));
    };

    const QDynamoDBVariantTable<User, Invoice> shop(&client, tableName);
    shop.table<User>().put({ u"ann"_s, u"Berlin"_s }).waitForFinished();
    shop.table<Invoice>().put({ u"ann"_s, 42 }).waitForFinished();
    const auto objects = shop.query(key(u"pk"_s) == u"USER#ann"_s).result();
    for (const auto &object : objects)
        std::visit(QDynamoDBVisitor { [&](const User &user) { showUser(user); },
                                      [&](const Invoice &invoice) { showInvoice(invoice); } },
                   object);

    QCOMPARE(shown, QStringList({ u"ann42"_s, u"Berlin"_s }));
}

QTEST_GUILESS_MAIN(tst_Objects)
#include "tst_objects.moc"
