// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "localservertest/localservertest.h"
#include "writeclasses.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbtable.h>

#include <QtCore/qdiriterator.h>
#include <QtCore/qfile.h>
#include <QtCore/qregularexpression.h>
#include <QtCore/quuid.h>

using namespace Qt::StringLiterals;

// Contains the code of docs/writes.md verbatim and runs it.
class tst_Writes : public LocalServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void blocksAreHere();
    void readsAgain();
    void stamps();
    void exactlyOnce();
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

void tst_Writes::blocksAreHere()
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
    QCOMPARE(count, 5);
}

// clang-format off
static void putAndFindOut(QDynamoDBClient &client, const QDynamoDB::PutItemRequest &request)
{
    const auto written = QDynamoDB::waitForResult(client.putItem(request));
    if (!written && written.error().mayHaveSucceeded()) {
        QDynamoDB::GetItemRequest get;
        get.tableName = request.tableName;
        get.key = { { u"Id"_s, request.item[u"Id"] } };
        get.consistentRead = true; // an eventually consistent read may miss the write
        const QDynamoDBItem stored = client.getItem(get).result().item;
        qInfo() << (stored == request.item ? "the item has this content" : "the item has another content");
    }
}

void tst_Writes::stamps()
{
    TEST_TABLE(made, [] {
        auto request = QDynamoDBMapper::of<Lock>().createTableRequest();
        request.tableName = uniqueName();
        return request;
    }());
    QDynamoDBClient &client = m_client;
    const QString tableName = made.name();

    const QDynamoDBTable<Lock> locks(&client, tableName);
    const auto taken = QDynamoDB::waitForResult(locks.insert({ u"printer"_s, u"me"_s, {} }));
    if (taken)
        qInfo() << "the lock is mine";
    else if (taken.error().code() == QDynamoDBError::Code::ConditionalCheckFailed)
        qInfo() << "the lock belongs to" << locks.fromItem(taken.error().item())->owner;

    QVERIFY(taken);
    QCOMPARE(taken->stamp.size(), 36);

    QDynamoDB::UpdateItemRequest rename;
    rename.tableName = tableName;
    rename.key = { { u"name"_s, u"printer"_s } };
    rename.updateExpression = u"SET #owner = :new, stamp = :stamp"_s;
    rename.conditionExpression = u"#owner = :old"_s;
    rename.expressionAttributeNames = { { u"#owner"_s, u"owner"_s } };
    rename.expressionAttributeValues = { { u":old"_s, u"me"_s }, { u":new"_s, u"you"_s },
                                         { u":stamp"_s, QUuid::createUuid() } };
    QDynamoDBCallOptions options;
    options.writeStamp = u"stamp"_s;
    client.updateItem(rename, options).waitForFinished();

    AWAIT(lock, locks.get(u"printer"_s));
    QCOMPARE(lock->owner, u"you"_s);
    QVERIFY(lock->stamp != taken->stamp);
}

void tst_Writes::exactlyOnce()
{
    TEST_TABLE(made, [] {
        auto request = QDynamoDBMapper::of<Lock>().createTableRequest();
        request.tableName = uniqueName();
        return request;
    }());
    QDynamoDBClient &client = m_client;
    const QString tableName = made.name();

    QDynamoDB::UpdateItemRequest count;
    count.tableName = tableName;
    count.key = { { u"name"_s, u"visits"_s } };
    count.updateExpression = u"ADD n :one"_s;
    count.expressionAttributeValues = { { u":one"_s, 1 } };
    QDynamoDBCallOptions once;
    once.exactlyOnce = true;
    once.retryConflicts = true; // with other transactions on the same item
    client.updateItem(count, once).waitForFinished();

    AWAIT(stored, client.getItem(tableName, count.key));
    QCOMPARE(stored.item[u"n"].toInteger(), 1);
}
// clang-format on

void tst_Writes::readsAgain()
{
    QDynamoDB::CreateTableRequest create;
    create.tableName = uniqueName();
    create.attributeDefinitions = { { u"Id"_s, QDynamoDB::ScalarAttributeType::S } };
    create.keySchema = { { u"Id"_s, QDynamoDB::KeyType::Hash } };
    create.billingMode = QDynamoDB::BillingMode::PayPerRequest;
    TEST_TABLE(made, create);
    QDynamoDB::PutItemRequest request;
    request.tableName = made.name();
    request.item = { { u"Id"_s, u"a"_s } };
    putAndFindOut(m_client, request);
    AWAIT(stored, m_client.getItem(made.name(), request.item));
    QCOMPARE(stored.item, request.item);
}

QTEST_GUILESS_MAIN(tst_Writes)
#include "tst_writes.moc"
