// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "bindingcodec.h"
#include "client/variants/variantcall_p.h"
#include "localservertest/localservertest.h"
#include "losingproxy/losingproxy.h"
#include "waiting/longtimeouts.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbquerymodel.h>
#include <QtDynamoDB/qdynamodbstreamreader.h>
#include <QtDynamoDB/qdynamodbtable.h>

#include <QtCore/qrandom.h>

using namespace QDynamoDB;
using Keys = TestTable::Keys;

// Adds random bytes, as an encryption does.
class RandomCodec final : public BindingCodec
{
public:
    QDynamoDBExpected<QDynamoDBValue> encode(const Place &place,
                                             const QDynamoDBValue &value) const override
    {
        auto content = BindingCodec::encode(place, value);
        if (!content)
            return content;
        const quint64 number = QRandomGenerator::global()->generate64();
        const QByteArray random(reinterpret_cast<const char *>(&number), sizeof number);
        return QDynamoDBValue(content->toBinary() + random);
    }
    QDynamoDBExpected<QDynamoDBValue> decode(const Place &place,
                                             const QDynamoDBValue &value) const override
    {
        return BindingCodec::decode(place,
                                    QDynamoDBValue(value.toBinary().chopped(sizeof(quint64))));
    }
};

// An object with an encoded attribute.
struct Note
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "pk")
    Q_CLASSINFO("DynamoDB.sortKey", "sk")
    Q_CLASSINFO("DynamoDB.name.text", "Text")
    Q_PROPERTY(QString pk MEMBER pk)
    Q_PROPERTY(int sk MEMBER sk)
    Q_PROPERTY(QString text MEMBER text)

public:
    QString pk;
    int sk = 0;
    QString text;
};

// What is built on the calls of a client with an item codec, on DynamoDB Local.
class tst_Integration_ItemCodecUsers : public LocalServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void variants();
    void streams();
    void tableOfObjects();
    void model();
    void stampOnBadNetwork();

private:
    // Returns the item as it is stored.
    QDynamoDBItem stored(const QString &table, int sk)
    {
        return m_plain.getItem(table, key(sk)).result().item;
    }

    QDynamoDBClient m_plain;
};

void tst_Integration_ItemCodecUsers::initTestCase()
{
    LocalServerTest::initTestCase();
    configure(&m_plain);
    m_client.setItemCodec(std::make_shared<BindingCodec>());
}

// The calls of QML.
void tst_Integration_ItemCodecUsers::variants()
{
    using QtDynamoDBPrivate::startVariantCall;
    TEST_TABLE(table, Keys::PartitionAndSort);
    const QVariantMap putItem { { u"tableName"_s, table.name() },
                                { u"item"_s, item(1).toVariantMap() } };
    AWAIT_DONE(startVariantCall(&m_client, u"PutItem", putItem));
    QVERIFY(stored(table.name(), 1)[u"Text"].isBinary());
    const QVariantMap getItem { { u"tableName"_s, table.name() },
                                { u"key"_s, key(1).toVariantMap() } };
    AWAIT(got, startVariantCall(&m_client, u"GetItem", getItem));
    QCOMPARE(got[u"item"_s].toMap()[u"Text"_s].toString(), longText);
}

void tst_Integration_ItemCodecUsers::streams()
{
    CreateTableRequest request = TestTable::request(Keys::PartitionAndSort);
    request.streamSpecification = StreamSpecification { true, StreamViewType::NewAndOldImages };
    TEST_TABLE(table, request);
    QDynamoDBStreamReader reader(&m_client);
    reader.setTableName(table.name());
    reader.setStartFrom(QDynamoDBStreamReader::Start::Oldest);
    QStringList seen;
    connect(&reader, &QDynamoDBStreamReader::inserted, this, [&](const Record &record) {
        seen.append(u'+' + record.dynamodb->newImage[u"Text"].toString());
    });
    connect(&reader, &QDynamoDBStreamReader::modified, this, [&](const Record &record) {
        seen.append(record.dynamodb->oldImage[u"Text"].toString() + u'/'
                    + record.dynamodb->newImage[u"Text"].toString());
    });
    AWAIT_DONE(m_client.putItem(table.name(), item(1, u"one"_s)));
    AWAIT_DONE(m_client.putItem(table.name(), item(1, u"two"_s)));
    reader.start();
    QTRY_COMPARE(seen, QStringList({ u"+one"_s, u"one/two"_s }));
    reader.stop();
}

void tst_Integration_ItemCodecUsers::tableOfObjects()
{
    TEST_TABLE(table, Keys::PartitionAndSort);
    QDynamoDBTable<Note> notes(&m_client, table.name());
    QVERIFY2(!notes.error().isError(), qPrintable(notes.error().message()));
    AWAIT_DONE(notes.insert({ u"a"_s, 1, u"first"_s }));
    QVERIFY(stored(table.name(), 1)[u"Text"].isBinary());
    AWAIT_DONE(notes.put({ u"a"_s, 2, u"second"_s }));
    AWAIT(all, notes.query(QDynamoDB::key(u"pk"_s) == u"a"_s));
    QCOMPARE(all.size(), 2);
    QCOMPARE(all[0].text, u"first");
    QCOMPARE(all[1].text, u"second");
}

void tst_Integration_ItemCodecUsers::model()
{
    TEST_TABLE(table, Keys::PartitionAndSort);
    AWAIT_DONE(m_client.putItem(table.name(), item(1)));
    QDynamoDBQueryModel model;
    model.setEditable(true);
    model.setClient(&m_client);
    model.setTableName(table.name());
    model.setKeyCondition(u"pk = :pk"_s);
    model.setValues({ { u":pk"_s, u"a"_s } });
    model.reload();
    QTRY_COMPARE(model.rowCount(), 1);
    QCOMPARE(model.item(0)[u"Text"].toString(), longText);

    // An edit is an update under the condition that the attribute is unchanged.
    QDynamoDBError refused;
    connect(&model, &QDynamoDBQueryModel::errorOccurred, this,
            [&refused](const QDynamoDBError &error) { refused = error; });
    for (int column = 0; column < model.columnCount(); ++column) {
        if (model.headerData(column, Qt::Horizontal).toString() == "Text"_L1)
            QVERIFY(model.setData(model.index(0, column), u"new"_s));
    }
    QTRY_COMPARE(refused.code(), Code::ItemCodec);
    QTRY_COMPARE(model.item(0)[u"Text"].toString(), longText);
}

// A retried write is recognised by the encoded value of its stamp, and its result is decoded.
void tst_Integration_ItemCodecUsers::stampOnBadNetwork()
{
    TEST_TABLE(table, Keys::PartitionAndSort);
    LosingProxy proxy(m_server.endpoint(), 5);
    proxy.setProbability(0.3);
    QDynamoDBClient client;
    configure(&client);
    client.setEndpoint(proxy.url());
    client.setMaxRetries(10);
    client.setItemCodec(std::make_shared<RandomCodec>());
    QDynamoDBCallOptions options;
    options.writeStamp = u"Text"_s;
    QList<QFuture<UpdateItemResult>> futures;
    constexpr int count = 100;
    for (int i = 0; i < count; ++i) {
        UpdateItemRequest update;
        update.tableName = table.name();
        update.key = key(i);
        update.updateExpression = u"SET #t = :t"_s;
        update.conditionExpression = u"attribute_not_exists(pk)"_s;
        update.expressionAttributeNames = { { u"#t"_s, u"Text"_s } };
        update.expressionAttributeValues = { { u":t"_s, u"stamp %1"_s.arg(i) } };
        update.returnValues = ReturnValue::AllNew;
        futures.append(client.updateItem(update, options));
    }
    int succeeded = 0;
    for (int i = 0; i < count; ++i) {
        const auto outcome = await(futures[i]);
        const QDynamoDBError error = outcome.error();
        QVERIFY2(error.code() != Code::ConditionalCheckFailed, qPrintable(error.message()));
        if (!outcome)
            continue;
        ++succeeded;
        QCOMPARE(outcome->attributes[u"Text"].toString(), u"stamp %1"_s.arg(i));
    }
    QVERIFY(proxy.lostResponses() > count / 20);
    QVERIFY(succeeded > count / 2);
}

QTEST_GUILESS_MAIN(tst_Integration_ItemCodecUsers)
#include "tst_integration_itemcodecusers.moc"
