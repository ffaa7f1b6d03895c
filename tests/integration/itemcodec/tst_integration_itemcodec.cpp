// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "bindingcodec.h"
#include "localservertest/localservertest.h"
#include "waiting/errorof.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbbatch.h>

#include <QtCore/qdiriterator.h>
#include <QtCore/qfile.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qrandom.h>
#include <QtCore/qregularexpression.h>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;
using Keys = TestTable::Keys;

namespace {

// Claims that the sort key is the only key attribute, and encodes the partition key.
class WrongCodec final : public CompressingCodec
{
public:
    QStringList keyAttributes(const QString &) const override { return { u"pk"_s }; }
};

UpdateItemRequest updating(const QString &table, int sk, const QString &expression,
                           const QDynamoDBItem &values)
{
    UpdateItemRequest request;
    request.tableName = table;
    request.key = key(sk);
    request.updateExpression = expression;
    if (expression.contains("#t"_L1))
        request.expressionAttributeNames = { { u"#t"_s, u"Text"_s } };
    request.expressionAttributeValues = values;
    return request;
}

QString contents(const QString &name)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s: %s", qPrintable(name), qPrintable(file.errorString()));
    QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n');
    for (QString &line : lines)
        line = line.trimmed();
    return lines.join(u'\n');
}

} // namespace

// Item codecs on DynamoDB Local. m_client has a codec; m_plain, which has none, sees what is stored.
class tst_Integration_ItemCodec : public LocalServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void blocksAreHere();
    void warmUp();

    void putAndGet();
    void randomValues();
    void keysAreNotEncoded();
    void updates();
    void returnedAttributes();
    void conditions();
    void queryAndScan();
    void projectionsWithoutKey();
    void legacyParameters();
    void batches();
    void transactions();
    void errorsContainItems();
    void exactlyOnceAndStamp();
    void partiQlAndExecute();

    void boundValues();
    void keysInOtherNotation();
    void undecodable();
    void wrongKeyAttributes();
    void codecIsChanged();

private:
    QDynamoDBItem stored(const QString &table, int sk);

    QDynamoDBClient m_plain;
};

void tst_Integration_ItemCodec::initTestCase()
{
    LocalServerTest::initTestCase();
    configure(&m_plain);
}

void tst_Integration_ItemCodec::init()
{
    m_client.setItemCodec(std::make_shared<BindingCodec>());
}

QDynamoDBItem tst_Integration_ItemCodec::stored(const QString &table, int sk)
{
    return m_plain.getItem(table, key(sk)).result().item;
}

void tst_Integration_ItemCodec::blocksAreHere()
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
    QCOMPARE(count, 3);
}

void tst_Integration_ItemCodec::warmUp()
{
    QDynamoDBClient client;
    configure(&client);
    QFuture<void> ready = client.warmUp(2); // as early as the application knows its settings
    // ... load the user interface ...
    const QDynamoDBError error = QDynamoDB::waitForResult(ready).error(); // optional
    QCOMPARE(error, QDynamoDBError());
    client.setItemCodec(std::make_shared<CompressingCodec>());
    AWAIT(tables, client.listTables());
    Q_UNUSED(tables)
}

void tst_Integration_ItemCodec::putAndGet()
{
    TEST_TABLE(table, Keys::PartitionAndSort);
    m_client.setItemCodec(std::make_shared<CompressingCodec>());
    AWAIT_DONE(m_client.putItem(table.name(), item(1)));
    const QDynamoDBItem raw = stored(table.name(), 1);
    QVERIFY(raw[u"Text"].isBinary());
    QVERIFY(raw[u"Text"].toBinary().size() < longText.size() / 4);
    QCOMPARE(raw[u"Plain"].toString(), u"as it is");
    AWAIT(got, m_client.getItem(table.name(), key(1)));
    QCOMPARE(got.item, item(1));
    AWAIT(missing, m_client.getItem(table.name(), key(2)));
    QVERIFY(missing.item.isNull());
}

void tst_Integration_ItemCodec::randomValues()
{
    TEST_TABLE(table, Keys::PartitionAndSort);
    QRandomGenerator random(7);
    std::function<QDynamoDBValue(int)> make = [&](int depth) -> QDynamoDBValue {
        switch (random.bounded(depth > 2 ? 4 : 6)) {
        case 0:
            return random.bounded(1000000);
        case 1:
            return QString::number(random.generate64());
        case 2:
            return QByteArray::number(random.generate());
        case 3:
            return random.bounded(2) == 0;
        case 4:
            return QDynamoDBValueList { make(depth + 1), make(depth + 1) };
        default:
            return QDynamoDBItem { { u"x"_s, make(depth + 1) }, { u"y"_s, make(depth + 1) } };
        }
    };
    for (int i = 0; i < 100; ++i) {
        const QDynamoDBItem written = item(i, make(0));
        AWAIT_DONE(m_client.putItem(table.name(), written));
        AWAIT(got, m_client.getItem(table.name(), key(i)));
        QCOMPARE(got.item, written);
    }
}

void tst_Integration_ItemCodec::keysAreNotEncoded()
{
    class All final : public CompressingCodec
    {
    public:
        bool encodes(const QString &, const QString &) const override { return true; }
    };
    TEST_TABLE(table, Keys::PartitionAndSort);
    m_client.setItemCodec(std::make_shared<All>());
    AWAIT_DONE(m_client.putItem(table.name(), item(1)));
    const QDynamoDBItem raw = stored(table.name(), 1);
    QVERIFY(raw[u"Text"].isBinary());
    QVERIFY(raw[u"Plain"].isBinary());
    AWAIT(got, m_client.getItem(table.name(), key(1)));
    QCOMPARE(got.item, item(1));
    AWAIT(found, m_client.query(table.name(), u"pk = :pk"_s, { { u":pk"_s, u"a"_s } }));
    QCOMPARE(found.items, { item(1) });
}

void tst_Integration_ItemCodec::updates()
{
    TEST_TABLE(table, Keys::PartitionAndSort);
    const QString name = table.name();
    AWAIT_DONE(m_client.updateItem(updating(name, 1, u"SET #t = :t, Plain = :p"_s,
                                            { { u":t"_s, u"one"_s }, { u":p"_s, 1 } })));
    QVERIFY(stored(name, 1)[u"Text"].isBinary());
    QCOMPARE(stored(name, 1)[u"Plain"].toInteger(), 1);
    AWAIT(first, m_client.getItem(name, key(1)));
    QCOMPARE(first.item[u"Text"].toString(), u"one");

    AWAIT_DONE(m_client.updateItem(
            updating(name, 1, u"SET #t = if_not_exists(#t, :t)"_s, { { u":t"_s, u"two"_s } })));
    AWAIT_DONE(m_client.updateItem(
            updating(name, 2, u"SET #t = if_not_exists(#t, :t)"_s, { { u":t"_s, u"two"_s } })));
    AWAIT(kept, m_client.getItem(name, key(1)));
    QCOMPARE(kept.item[u"Text"].toString(), u"one");
    AWAIT(set, m_client.getItem(name, key(2)));
    QCOMPARE(set.item[u"Text"].toString(), u"two");

    AWAIT_DONE(m_client.updateItem(
            updating(name, 1, u"ADD Plain :one REMOVE #t"_s, { { u":one"_s, 1 } })));
    QCOMPARE(stored(name, 1)[u"Plain"].toInteger(), 2);
    QVERIFY(!stored(name, 1).contains(u"Text"));
}

void tst_Integration_ItemCodec::returnedAttributes()
{
    TEST_TABLE(table, Keys::PartitionAndSort);
    PutItemRequest put;
    put.tableName = table.name();
    put.item = item(1, u"one"_s);
    put.returnValues = ReturnValue::AllOld;
    AWAIT(none, m_client.putItem(put));
    QVERIFY(none.attributes.isNull());
    put.item = item(1, u"two"_s);
    AWAIT(old, m_client.putItem(put));
    QCOMPARE(old.attributes, item(1, u"one"_s));

    UpdateItemRequest update = updating(table.name(), 1, u"SET #t = :t"_s,
                                        { { u":t"_s, u"three"_s } });
    const std::pair<ReturnValue, QString> expected[] = { { ReturnValue::AllOld, u"two"_s },
                                                         { ReturnValue::AllNew, u"three"_s },
                                                         { ReturnValue::UpdatedOld, u"three"_s },
                                                         { ReturnValue::UpdatedNew, u"three"_s } };
    for (const auto &[kind, text] : expected) {
        update.returnValues = kind;
        AWAIT(updated, m_client.updateItem(update));
        QCOMPARE(updated.attributes[u"Text"].toString(), text);
    }
    DeleteItemRequest remove;
    remove.tableName = table.name();
    remove.key = key(1);
    remove.returnValues = ReturnValue::AllOld;
    AWAIT(removed, m_client.deleteItem(remove));
    QCOMPARE(removed.attributes, item(1, u"three"_s));
}

void tst_Integration_ItemCodec::conditions()
{
    TEST_TABLE(table, Keys::PartitionAndSort);
    PutItemRequest put;
    put.tableName = table.name();
    put.item = item(1);
    put.conditionExpression = u"attribute_not_exists(#t) AND attribute_not_exists(Plain)"_s;
    put.expressionAttributeNames = { { u"#t"_s, u"Text"_s } };
    AWAIT_DONE(m_client.putItem(put));
    AWAIT_ERROR(exists, m_client.putItem(put), Code::ConditionalCheckFailed);
    put.conditionExpression = u"attribute_exists(#t) AND Plain = :p"_s;
    put.expressionAttributeValues = { { u":p"_s, u"as it is"_s } };
    AWAIT_DONE(m_client.putItem(put));
}

void tst_Integration_ItemCodec::queryAndScan()
{
    TEST_TABLE(table, Keys::PartitionAndSort);
    for (int i = 0; i < 3; ++i)
        AWAIT_DONE(m_client.putItem(table.name(), item(i)));
    AWAIT(queried, m_client.query(table.name(), u"pk = :pk"_s, { { u":pk"_s, u"a"_s } }));
    QCOMPARE(queried.items, QList({ item(0), item(1), item(2) }));
    AWAIT(scanned, m_client.scan(table.name()));
    QCOMPARE(scanned.items, queried.items);

    QueryRequest refused;
    refused.tableName = table.name();
    refused.keyConditionExpression = u"pk = :pk AND #t = :pk"_s;
    refused.expressionAttributeNames = { { u"#t"_s, u"Text"_s } };
    refused.expressionAttributeValues = { { u":pk"_s, u"a"_s } };
    AWAIT_ERROR(error, m_client.query(refused), Code::ItemCodec);
    QVERIFY(error.message().startsWith("KeyConditionExpression"_L1));
}

// The codec gets the key although the projection doesn't name it.
void tst_Integration_ItemCodec::projectionsWithoutKey()
{
    TEST_TABLE(table, Keys::PartitionAndSort);
    AWAIT_DONE(m_client.putItem(table.name(), item(1)));
    const QDynamoDBItem expected { { u"Text"_s, longText } };

    ScanRequest scan;
    scan.tableName = table.name();
    scan.projectionExpression = u"#t"_s;
    scan.expressionAttributeNames = { { u"#t"_s, u"Text"_s } };
    AWAIT(scanned, m_client.scan(scan));
    QCOMPARE(scanned.items, { expected });
    scan.projectionExpression = u"#t, sk"_s;
    AWAIT(withSortKey, m_client.scan(scan));
    QCOMPARE(withSortKey.items, { QDynamoDBItem({ { u"Text"_s, longText }, { u"sk"_s, 1 } }) });
    scan.projectionExpression = u"Plain"_s;
    scan.expressionAttributeNames.clear();
    AWAIT(plain, m_client.scan(scan));
    QCOMPARE(plain.items, { QDynamoDBItem({ { u"Plain"_s, u"as it is"_s } }) });

    GetItemRequest get;
    get.tableName = table.name();
    get.key = key(1);
    get.projectionExpression = u"#t"_s;
    get.expressionAttributeNames = { { u"#t"_s, u"Text"_s } };
    AWAIT(got, m_client.getItem(get));
    QCOMPARE(got.item, expected);

    BatchGetItemRequest batch;
    batch.requestItems[table.name()].keys = { key(1) };
    batch.requestItems[table.name()].projectionExpression = u"#t"_s;
    batch.requestItems[table.name()].expressionAttributeNames = { { u"#t"_s, u"Text"_s } };
    AWAIT(many, m_client.batchGetItem(batch));
    QCOMPARE(many.responses[table.name()], { expected });
}

void tst_Integration_ItemCodec::legacyParameters()
{
    TEST_TABLE(table, Keys::PartitionAndSort);
    AWAIT_DONE(m_client.putItem(table.name(), item(1)));
    ScanRequest scan;
    scan.tableName = table.name();
    scan.attributesToGet = { u"Text"_s };
    AWAIT(scanned, m_client.scan(scan));
    QCOMPARE(scanned.items, { QDynamoDBItem({ { u"Text"_s, longText } }) });

    UpdateItemRequest update;
    update.tableName = table.name();
    update.key = key(1);
    update.attributeUpdates[u"Text"_s].value = u"x"_s;
    AWAIT_ERROR(updated, m_client.updateItem(update), Code::ItemCodec);
    QVERIFY(updated.message().startsWith("AttributeUpdates"_L1));
    PutItemRequest put;
    put.tableName = table.name();
    put.item = item(1);
    put.expected[u"Text"_s].exists = false;
    AWAIT_ERROR(expected, m_client.putItem(put), Code::ItemCodec);
    QVERIFY(expected.message().startsWith("Expected"_L1));
}

void tst_Integration_ItemCodec::batches()
{
    TEST_TABLE(table, Keys::PartitionAndSort);
    QList<QDynamoDBItem> items;
    QList<QDynamoDBItem> keys;
    for (int i = 0; i < 30; ++i) {
        items.append(item(i));
        keys.append(key(i));
    }
    AWAIT_DONE(QDynamoDB::batchWrite(&m_client, table.name(), items));
    QVERIFY(stored(table.name(), 7)[u"Text"].isBinary());
    AWAIT(got, QDynamoDB::batchGet(&m_client, table.name(), keys));
    QCOMPARE(got.size(), 30);
    for (const QDynamoDBItem &one : got)
        QCOMPARE(one[u"Text"].toString(), longText);
}

void tst_Integration_ItemCodec::transactions()
{
    TEST_TABLE(table, Keys::PartitionAndSort);
    AWAIT_DONE(m_client.putItem(table.name(), item(2)));
    TransactWriteItemsRequest write;
    TransactionPut put;
    put.tableName = table.name();
    put.item = item(1, u"put"_s);
    TransactionUpdate update;
    update.tableName = table.name();
    update.key = key(2);
    update.updateExpression = u"SET #t = :t"_s;
    update.expressionAttributeNames = { { u"#t"_s, u"Text"_s } };
    update.expressionAttributeValues = { { u":t"_s, u"updated"_s } };
    write.transactItems.resize(2);
    write.transactItems[0].put = put;
    write.transactItems[1].update = update;
    AWAIT_DONE(m_client.transactWriteItems(write));
    QVERIFY(stored(table.name(), 1)[u"Text"].isBinary());
    QVERIFY(stored(table.name(), 2)[u"Text"].isBinary());

    TransactGetItemsRequest read;
    for (const int sk : { 2, 9, 1 }) {
        TransactionGet get;
        get.tableName = table.name();
        get.key = key(sk);
        get.projectionExpression = u"#t"_s;
        get.expressionAttributeNames = { { u"#t"_s, u"Text"_s } };
        read.transactItems.append({ get });
    }
    AWAIT(got, m_client.transactGetItems(read));
    QCOMPARE(got.responses[0].item[u"Text"].toString(), u"updated");
    QVERIFY(got.responses[1].item.isNull());
    QCOMPARE(got.responses[2].item[u"Text"].toString(), u"put");

    update.updateExpression = u"SET #t = list_append(#t, :t)"_s;
    write.transactItems[1].update = update;
    AWAIT_ERROR(error, m_client.transactWriteItems(write), Code::ItemCodec);
    QVERIFY(error.message().contains("\"Text\""_L1));
}

void tst_Integration_ItemCodec::errorsContainItems()
{
    TEST_TABLE(table, Keys::PartitionAndSort);
    AWAIT_DONE(m_client.putItem(table.name(), item(1)));
    PutItemRequest put;
    put.tableName = table.name();
    put.item = item(1, u"new"_s);
    put.conditionExpression = u"attribute_not_exists(pk)"_s;
    put.returnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure::AllOld;
    AWAIT_ERROR(single, m_client.putItem(put), Code::ConditionalCheckFailed);
    QCOMPARE(single.item(), item(1));

    TransactWriteItemsRequest write;
    TransactionPut other;
    other.tableName = table.name();
    other.item = item(2);
    TransactionPut action;
    action.tableName = table.name();
    action.item = put.item;
    action.conditionExpression = put.conditionExpression;
    action.returnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure::AllOld;
    write.transactItems.resize(2);
    write.transactItems[0].put = other;
    write.transactItems[1].put = action;
    AWAIT_ERROR(several, m_client.transactWriteItems(write), Code::TransactionCanceled);
    QCOMPARE(several.cancellationReasons().size(), 2);
    QCOMPARE(several.cancellationReasons()[1].item, item(1));

    // An item that can't be decoded doesn't hide the error.
    QDynamoDBItem broken = item(1);
    broken.insert(u"Text"_s, QByteArray("broken"));
    AWAIT_DONE(m_plain.putItem(table.name(), broken));
    AWAIT_ERROR(undecoded, m_client.putItem(put), Code::ConditionalCheckFailed);
    QVERIFY(undecoded.item().isNull());
    QVERIFY2(undecoded.message().contains("can't decode the attribute \"Text\""_L1),
             qPrintable(undecoded.message()));
}

void tst_Integration_ItemCodec::exactlyOnceAndStamp()
{
    TEST_TABLE(table, Keys::PartitionAndSort);
    QDynamoDBCallOptions options;
    options.exactlyOnce = true;
    PutItemRequest put;
    put.tableName = table.name();
    put.item = item(1);
    AWAIT_DONE(m_client.putItem(put, options));
    QVERIFY(stored(table.name(), 1)[u"Text"].isBinary());
    put.conditionExpression = u"attribute_not_exists(pk)"_s;
    put.returnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure::AllOld;
    AWAIT_ERROR(error, m_client.putItem(put, options), Code::ConditionalCheckFailed);
    QCOMPARE(error.item(), item(1));

    options.exactlyOnce = false;
    options.writeStamp = u"Text"_s; // compared in its encoded form
    AWAIT_ERROR(stamped, m_client.putItem(put, options), Code::ConditionalCheckFailed);
    QCOMPARE(stamped.item(), item(1));
}

void tst_Integration_ItemCodec::partiQlAndExecute()
{
    TEST_TABLE(table, Keys::PartitionAndSort);
    ExecuteStatementRequest statement;
    statement.statement = u"SELECT * FROM \"%1\""_s.arg(table.name());
    AWAIT_ERROR(single, m_client.executeStatement(statement), Code::ItemCodec);
    QVERIFY(single.message().contains("PartiQL"_L1));
    BatchExecuteStatementRequest batch;
    batch.statements.resize(1);
    batch.statements[0].statement = statement.statement;
    QCOMPARE(codeOf(m_client.batchExecuteStatement(batch)), Code::ItemCodec);
    ExecuteTransactionRequest transaction;
    transaction.transactStatements.resize(1);
    transaction.transactStatements[0].statement = statement.statement;
    QCOMPARE(codeOf(m_client.executeTransaction(transaction)), Code::ItemCodec);

    const QJsonObject tableName { { u"TableName"_s, table.name() } };
    QCOMPARE(codeOf(m_client.execute(u"Scan"_s, tableName)), Code::ItemCodec);
    QCOMPARE(codeOf(m_client.execute(u"OfTheFuture"_s, tableName)), Code::ItemCodec);
    AWAIT_DONE(m_client.execute(u"DescribeTable"_s, tableName));
}

// A value that was moved to another item is not decoded.
void tst_Integration_ItemCodec::boundValues()
{
    TEST_TABLE(table, Keys::PartitionAndSort);
    AWAIT_DONE(m_client.putItem(table.name(), item(1, u"secret one"_s)));
    AWAIT_DONE(m_client.putItem(table.name(), item(2, u"secret two"_s)));
    QDynamoDBItem moved = stored(table.name(), 1);
    moved.insert(u"sk"_s, 2);
    AWAIT_DONE(m_plain.putItem(table.name(), moved));
    AWAIT_ERROR(error, m_client.getItem(table.name(), key(2)), Code::ItemCodec);
    QVERIFY2(error.message().contains("the attribute \"Text\" of the table "_L1 + table.name()),
             qPrintable(error.message()));
    QVERIFY(!error.message().contains("secret"_L1));
    QVERIFY(!error.isRetryable());
    QCOMPARE(error.attempts(), 1);
    AWAIT_ERROR(inScan, m_client.scan(table.name()), Code::ItemCodec);
    AWAIT_DONE(m_client.getItem(table.name(), key(1)));
}

// The service returns the number 70.0 as 70.
void tst_Integration_ItemCodec::keysInOtherNotation()
{
    TEST_TABLE(table, Keys::PartitionAndSort);
    QDynamoDBItem written = item(1);
    written.insert(u"sk"_s, QDynamoDBNumber(u"70.0"_s));
    AWAIT_DONE(m_client.putItem(table.name(), written));
    AWAIT(got, m_client.getItem(table.name(), key(70)));
    QCOMPARE(got.item[u"Text"].toString(), longText);
    AWAIT(other,
          m_client.getItem(table.name(),
                           { { u"pk"_s, u"a"_s }, { u"sk"_s, QDynamoDBNumber(u"7E+1"_s) } }));
    QCOMPARE(other.item[u"Text"].toString(), longText);
    AWAIT(scanned, m_client.scan(table.name()));
    QCOMPARE(scanned.items.value(0)[u"Text"].toString(), longText);
}

void tst_Integration_ItemCodec::undecodable()
{
    TEST_TABLE(table, Keys::PartitionAndSort);
    AWAIT_DONE(m_plain.putItem(table.name(), item(1))); // not encoded
    AWAIT_ERROR(error, m_client.getItem(table.name(), key(1)), Code::ItemCodec);
    QVERIFY2(error.message().contains("can't decode the attribute \"Text\""_L1),
             qPrintable(error.message()));
}

void tst_Integration_ItemCodec::wrongKeyAttributes()
{
    TEST_TABLE(table, Keys::PartitionAndSort);
    AWAIT_DONE(m_client.putItem(table.name(), item(1)));
    m_client.setItemCodec(std::make_shared<WrongCodec>());
    AWAIT_ERROR(updated,
                m_client.updateItem(
                        updating(table.name(), 1, u"SET #t = :t"_s, { { u":t"_s, u"x"_s } })),
                Code::ItemCodec);
    QVERIFY2(updated.message().contains("keyAttributes()"_L1), qPrintable(updated.message()));
    QCOMPARE(updated.attempts(), 0);
    AWAIT_ERROR(got, m_client.getItem(table.name(), key(1)), Code::ItemCodec);
    QVERIFY2(got.message().contains("pk, sk"_L1), qPrintable(got.message()));
    QDynamoDBItem without = item(1);
    without.remove(u"pk");
    AWAIT_ERROR(put, m_client.putItem(table.name(), without), Code::ItemCodec);
    QVERIFY2(put.message().contains("has no attribute \"pk\""_L1), qPrintable(put.message()));
}

// A call uses the codec that is set when it is started.
void tst_Integration_ItemCodec::codecIsChanged()
{
    TEST_TABLE(table, Keys::PartitionAndSort);
    const auto put = m_client.putItem(table.name(), item(1));
    m_client.setItemCodec(nullptr);
    QVERIFY(!m_client.itemCodec());
    AWAIT_DONE(put);
    AWAIT(raw, m_client.getItem(table.name(), key(1)));
    QVERIFY(raw.item[u"Text"].isBinary());
}

QTEST_GUILESS_MAIN(tst_Integration_ItemCodec)
#include "tst_integration_itemcodec.moc"
