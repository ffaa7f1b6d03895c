// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "localservertest/localservertest.h"

#include <QtDynamoDB/qdynamodbapi.h>

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsonobject.h>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;

// The library rejects the key schemas of tables and indexes that DynamoDB Local rejects, and no others.
class tst_Integration_KeySchemas : public LocalServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void createTable_data();
    void createTable();
    void updateTable_data();
    void updateTable();
};

// Elements such as "a:H b:R" for the attribute "a" of the partition key and "b" of the sort key.
static QList<KeySchemaElement> keySchema(const QString &text)
{
    QList<KeySchemaElement> schema;
    for (const QString &element : text.split(u' ', Qt::SkipEmptyParts))
        schema.append({ element.first(1), element.endsWith(u'H') ? KeyType::Hash : KeyType::Range });
    return schema;
}

static QList<AttributeDefinition> definitions(const QStringList &schemas)
{
    QMap<QString, AttributeDefinition> all;
    for (const QString &schema : schemas) {
        for (const KeySchemaElement &element : keySchema(schema))
            all.insert(element.attributeName, { element.attributeName, ScalarAttributeType::S });
    }
    return all.values();
}

static QJsonObject keysAsJson(const QString &name, const QString &schema)
{
    QJsonArray elements;
    for (const KeySchemaElement &element : keySchema(schema))
        elements.append(QJsonObject { { u"AttributeName"_s, element.attributeName },
                                      { u"KeyType"_s, element.keyType.toString() } });
    QJsonObject keys { { u"KeySchema"_s, elements } };
    if (!name.isNull()) {
        keys.insert(u"IndexName"_s, name);
        keys.insert(u"Projection"_s, QJsonObject { { u"ProjectionType"_s, u"ALL"_s } });
    }
    return keys;
}

static QJsonArray definitionsAsJson(const QStringList &schemas)
{
    QJsonArray array;
    for (const AttributeDefinition &definition : definitions(schemas)) {
        array.append(QJsonObject { { u"AttributeName"_s, definition.attributeName },
                                   { u"AttributeType"_s, u"S"_s } });
    }
    return array;
}

template<typename Index>
static Index index(const QString &schema)
{
    Index index;
    index.indexName = u"made"_s;
    index.keySchema = keySchema(schema);
    index.projection = IndexProjection { ProjectionType::All, {} };
    return index;
}

void tst_Integration_KeySchemas::createTable_data()
{
    QTest::addColumn<QString>("table");
    QTest::addColumn<QString>("global");
    QTest::addColumn<QString>("local");
    const auto row = [](const QString &table, const QString &global, const QString &local) {
        QTest::newRow(qPrintable(table + u" | "_s + global + u" | "_s + local))
                << table << global << local;
    };
    for (const QString &table :
         { u"a:H"_s, u"a:H b:R"_s, u"a:H b:H"_s, u"a:H b:R c:R"_s, u"a:R"_s, u"a:H a:R"_s }) {
        row(table, {}, {});
    }
    for (const QString &global :
         { u"a:H"_s, u"i:H"_s, u"a:H i:R"_s, u"i:H a:H b:R"_s, u"a:H b:H c:H d:H"_s,
           u"a:H b:H c:H d:H e:R f:R g:R h:R"_s, u"a:H b:H c:H d:H e:H"_s, u"a:H b:R c:R d:R e:R"_s,
           u"a:H b:R c:R d:R e:R f:R"_s, u"a:R b:H"_s, u"a:H b:R c:H"_s, u"a:R"_s, u"a:H b:H a:R"_s,
           u"a:H a:H"_s, u"a:H b:R b:R"_s }) {
        row(u"i:H"_s, global, {});
    }
    for (const QString &local :
         { u"a:H c:R"_s, u"a:H b:R"_s, u"a:H c:R d:R"_s, u"b:H c:R"_s, u"a:H c:H"_s, u"a:R c:H"_s })
        row(u"a:H b:R"_s, {}, local);
}

void tst_Integration_KeySchemas::createTable()
{
    QFETCH(const QString, table);
    QFETCH(const QString, global);
    QFETCH(const QString, local);
    CreateTableRequest request;
    request.tableName = uniqueName();
    request.billingMode = BillingMode::PayPerRequest;
    request.keySchema = keySchema(table);
    request.attributeDefinitions = definitions({ table, global, local });
    QJsonObject raw = keysAsJson({}, table);
    raw.insert(u"TableName"_s, request.tableName);
    raw.insert(u"BillingMode"_s, u"PAY_PER_REQUEST"_s);
    raw.insert(u"AttributeDefinitions"_s, definitionsAsJson({ table, global, local }));
    if (!global.isEmpty()) {
        request.globalSecondaryIndexes = { index<GlobalSecondaryIndex>(global) };
        raw.insert(u"GlobalSecondaryIndexes"_s, QJsonArray { keysAsJson(u"made"_s, global) });
    }
    if (!local.isEmpty()) {
        request.localSecondaryIndexes = { index<LocalSecondaryIndex>(local) };
        raw.insert(u"LocalSecondaryIndexes"_s, QJsonArray { keysAsJson(u"made"_s, local) });
    }
    const auto theirs = await(m_client.execute(u"CreateTable"_s, raw));
    if (theirs)
        AWAIT_DONE(m_client.deleteTable(request.tableName));
    const auto ours = await(m_client.createTable(request));
    if (ours)
        AWAIT_DONE(m_client.deleteTable(request.tableName));
    QVERIFY2(bool(theirs) == bool(ours),
             qPrintable(theirs.error().message() + u" / "_s + ours.error().message()));
    QCOMPARE(ours.error().code(), theirs ? Code::NoError : Code::InvalidParameterValue);
}

void tst_Integration_KeySchemas::updateTable_data()
{
    QTest::addColumn<QString>("keys");
    for (const QString &keys :
         { u"a:H b:H c:R d:R"_s, u"a:H"_s, u"a:R"_s, u"a:H b:H c:H d:H e:H"_s, u"a:H b:R c:H"_s })
        QTest::newRow(qPrintable(keys)) << keys;
}

// A new index of an existing table.
void tst_Integration_KeySchemas::updateTable()
{
    QFETCH(const QString, keys);
    TEST_TABLE(table, TestTable::Keys::Partition);
    CreateGlobalSecondaryIndexAction create = index<CreateGlobalSecondaryIndexAction>(keys);
    GlobalSecondaryIndexUpdate update;
    update.create = create;
    UpdateTableRequest request;
    request.tableName = table.name();
    request.attributeDefinitions = definitions({ keys });
    request.globalSecondaryIndexUpdates = { update };
    const QJsonObject raw {
        { u"TableName"_s, table.name() },
        { u"AttributeDefinitions"_s, definitionsAsJson({ keys }) },
        { u"GlobalSecondaryIndexUpdates"_s,
          QJsonArray { QJsonObject { { u"Create"_s, keysAsJson(u"made"_s, keys) } } } },
    };
    const auto ours = await(m_client.updateTable(request));
    const bool isRefused = ours.error().code() == Code::InvalidParameterValue;
    if (isRefused) {
        const auto theirs = await(m_client.execute(u"UpdateTable"_s, raw));
        QCOMPARE(theirs.error().code(), Code::Validation);
    } else {
        QVERIFY2(ours, qPrintable(ours.error().message()));
        QVERIFY(waitUntilActive(table.name()));
    }
}

QTEST_GUILESS_MAIN(tst_Integration_KeySchemas)
#include "tst_integration_keyschemas.moc"
