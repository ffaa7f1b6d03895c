// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "bindingcodec.h"
#include "client/variantcall_p.h"
#include "localservertest/localservertest.h"
#include "waiting/longtimeouts.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbquerymodel.h>
#include <QtDynamoDB/qdynamodbstreamreader.h>
#include <QtDynamoDB/qdynamodbtable.h>

using namespace QDynamoDB;
using Keys = TestTable::Keys;

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

QTEST_GUILESS_MAIN(tst_Integration_ItemCodecUsers)
#include "tst_integration_itemcodecusers.moc"
