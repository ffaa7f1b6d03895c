// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/qdynamodbmapper.h>

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;

#define PROPERTIES \
    Q_PROPERTY(QString id MEMBER id) \
    Q_PROPERTY(QString a MEMBER a) \
    Q_PROPERTY(QString b MEMBER b) \
    Q_PROPERTY(QString c MEMBER c) \
    Q_PROPERTY(int x MEMBER x) \
    Q_PROPERTY(QByteArray y MEMBER y) \
\
public: \
    QString id; \
    QString a; \
    QString b; \
    QString c; \
    int x = 0; \
    QByteArray y;

struct Several
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.index.Many.sortKey", "x, y")
    Q_CLASSINFO("DynamoDB.index.Many.partitionKey", "a,b , c")
    Q_CLASSINFO("DynamoDB.index.Hash.partitionKey", "a, b")
    Q_CLASSINFO("DynamoDB.index.Short", "a, x")
    Q_CLASSINFO("DynamoDB.localIndex.Local", "y")
    Q_CLASSINFO("DynamoDB.partitionKey", "id")
    Q_CLASSINFO("DynamoDB.sortKey", "x")
    Q_CLASSINFO("DynamoDB.name.b", "B b")
    PROPERTIES
};

struct Derived : Several // replaces entries of its base class
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.index.Many.sortKey", "y")
    Q_CLASSINFO("DynamoDB.index.Short", "b")
};

struct FivePartition
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "id")
    Q_CLASSINFO("DynamoDB.index.I.partitionKey", "a, b, c, x, y")
    PROPERTIES
};

struct FiveSort
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "id")
    Q_CLASSINFO("DynamoDB.index.I.partitionKey", "id")
    Q_CLASSINFO("DynamoDB.index.I.sortKey", "a, b, c, x, y")
    PROPERTIES
};

struct NoPartition
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "id")
    Q_CLASSINFO("DynamoDB.index.I.sortKey", "a")
    PROPERTIES
};

struct Twice
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "id")
    Q_CLASSINFO("DynamoDB.index.I.partitionKey", "a")
    Q_CLASSINFO("DynamoDB.index.I.sortKey", "b, a")
    PROPERTIES
};

struct ThreeInShort
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "id")
    Q_CLASSINFO("DynamoDB.index.I", "a, b, c")
    PROPERTIES
};

struct TwoInLocal
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "id")
    Q_CLASSINFO("DynamoDB.localIndex.I", "a, b")
    PROPERTIES
};

struct LocalWithoutTable
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.localIndex.I", "a")
    PROPERTIES
};

struct LocalOverPartition
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "id")
    Q_CLASSINFO("DynamoDB.localIndex.I", "id")
    PROPERTIES
};

struct UnknownProperty
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "id")
    Q_CLASSINFO("DynamoDB.index.I.partitionKey", "a")
    Q_CLASSINFO("DynamoDB.index.I.sortKey", "b, z")
    PROPERTIES
};

// Indexes with one or several attributes in a key.
class tst_MappedIndexes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void createTableRequest();
    void derived();
    void invalidClasses_data();
    void invalidClasses();
};

static QString text(const QList<QDynamoDB::KeySchemaElement> &schema)
{
    QStringList parts;
    for (const auto &element : schema)
        parts.append(element.attributeName + u':' + element.keyType.toString());
    return parts.join(u' ');
}

static QString text(const QDynamoDB::CreateTableRequest &request)
{
    QString text = ::text(request.keySchema);
    for (const auto &index : request.globalSecondaryIndexes)
        text += u" | "_s + index.indexName + u' ' + ::text(index.keySchema);
    for (const auto &index : request.localSecondaryIndexes)
        text += u" | local "_s + index.indexName + u' ' + ::text(index.keySchema);
    return text;
}

void tst_MappedIndexes::createTableRequest()
{
    const auto mapper = QDynamoDBMapper::of<Several>();
    QCOMPARE(mapper.error(), QDynamoDBError());
    const auto request = mapper.createTableRequest();
    QCOMPARE(text(request),
             u"id:HASH x:RANGE"
             " | Many a:HASH B b:HASH c:HASH x:RANGE y:RANGE"
             " | Hash a:HASH B b:HASH | Short a:HASH x:RANGE"
             " | local Local id:HASH y:RANGE"_s);
    QStringList types;
    for (const auto &definition : request.attributeDefinitions)
        types.append(definition.attributeName + u':' + definition.attributeType.toString());
    QCOMPARE(types.join(u' '), u"id:S a:S B b:S c:S x:N y:B"_s);
}

void tst_MappedIndexes::derived()
{
    const auto mapper = QDynamoDBMapper::of<Derived>();
    QCOMPARE(mapper.error(), QDynamoDBError());
    QCOMPARE(text(mapper.createTableRequest()),
             u"id:HASH x:RANGE | Many a:HASH B b:HASH c:HASH y:RANGE"
             " | Hash a:HASH B b:HASH | Short B b:HASH | local Local id:HASH y:RANGE"_s);
}

void tst_MappedIndexes::invalidClasses_data()
{
    QTest::addColumn<const QMetaObject *>("metaObject");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const QMetaObject &metaObject, const QString &says) {
        QTest::newRow(name) << &metaObject << says;
    };
    row("five of the partition key", FivePartition::staticMetaObject,
        u"DynamoDB.index.I has 5 attributes in its partition key; at most 4 are allowed"_s);
    row("five of the sort key", FiveSort::staticMetaObject,
        u"DynamoDB.index.I has 5 attributes in its sort key; at most 4 are allowed"_s);
    row("no partition key", NoPartition::staticMetaObject,
        u"DynamoDB.index.I has no partition key; name it with DynamoDB.index.I.partitionKey"_s);
    row("twice", Twice::staticMetaObject, u"DynamoDB.index.I has \"a\" in its key twice"_s);
    row("three in the short form", ThreeInShort::staticMetaObject,
        u"DynamoDB.index.I names 3 properties; it may name a partition key and a sort key"_s);
    row("two in a local index", TwoInLocal::staticMetaObject,
        u"DynamoDB.localIndex.I names 2 properties; a local index has one key"_s);
    row("local index without table key", LocalWithoutTable::staticMetaObject,
        u"DynamoDB.localIndex.I needs the partition key of the table, and there is none"_s);
    row("local index over the partition key", LocalOverPartition::staticMetaObject,
        u"DynamoDB.localIndex.I has \"id\" in its key twice"_s);
    row("unknown property", UnknownProperty::staticMetaObject,
        u"DynamoDB.index.I.sortKey names \"z\", which is no stored property"_s);
}

void tst_MappedIndexes::invalidClasses()
{
    QFETCH(const QMetaObject *, metaObject);
    QFETCH(QString, says);
    const QDynamoDBError error = QDynamoDBMapper(*metaObject).error();
    QCOMPARE(error.code(), Code::InvalidParameterValue);
    QVERIFY2(error.message().contains(says), qPrintable(error.message()));
}

QTEST_APPLESS_MAIN(tst_MappedIndexes)
#include "tst_mappedindexes.moc"
