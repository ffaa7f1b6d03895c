// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "localservertest/localservertest.h"
#include "vectorclasses.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbfakeserver.h>
#include <QtDynamoDB/qdynamodbtable.h>

#include <QtCore/qjsonarray.h>
#include <QtCore/qrandom.h>

#include <cmath>
#include <cstring>
#include <limits>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;
using Item = QDynamoDBItem;

Q_DECLARE_METATYPE(const QMetaObject *)

// Vector indexes of classes. DynamoDB Local 3.3.0 has no SearchVectors, so the requests and responses of
// searches are tested on the fake server, and the stored numbers on DynamoDB Local.
class tst_Vectors : public LocalServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void mistakes_data();
    void mistakes();
    void createTable();
    void search();
    void searchWithDoubles();
    void unfitMatch();
    void invalidSearch_data();
    void invalidSearch();
    void invalidVectors_data();
    void invalidVectors();
    void emptyVector();
    void exactNumbers();
    void storedNumbers();
    void localServer();

private:
    QDynamoDBFakeServer m_fake;
};

void tst_Vectors::mistakes_data()
{
    QTest::addColumn<const QMetaObject *>("metaObject");
    QTest::addColumn<QString>("text");

    const auto row = [](const QMetaObject *metaObject, const char *name, const char *text) {
        QTest::newRow(name) << metaObject << QString::fromLatin1(text);
    };
    row(&ShortEntry::staticMetaObject, "ShortEntry",
        "DynamoDB.vectorIndex.ByText is \"vector, 3\"; it must be a property, the number of "
        "dimensions, and the distance function");
    row(&UnknownVector::staticMetaObject, "UnknownVector",
        "DynamoDB.vectorIndex.ByText names \"vektor\", which is no stored property");
    row(&NoDimensions::staticMetaObject, "NoDimensions",
        "DynamoDB.vectorIndex.ByText: the number of dimensions is \"many\"; it must be 1 or more");
    row(&UnknownDistance::staticMetaObject, "UnknownDistance",
        "DynamoDB.vectorIndex.ByText: the distance function is \"manhattan\"; it must be cosine, "
        "dotProduct or euclidean");
    row(&TextVector::staticMetaObject, "TextVector",
        "DynamoDB.vectorIndex.ByText: the vector vector must be a list of numbers, such as "
        "QList<float>");
    row(&SetVector::staticMetaObject, "SetVector",
        "DynamoDB.vectorIndex.ByText: the vector vector must be a list of numbers");
    row(&VariantVector::staticMetaObject, "VariantVector",
        "DynamoDB.vectorIndex.ByText: the vector vector must be a list of numbers");
    row(&OnlyPartition::staticMetaObject, "OnlyPartition",
        "DynamoDB.vectorIndex.ByText is missing: it names the property");
    row(&UnknownFilter::staticMetaObject, "UnknownFilter",
        "names \"sort\", which is no stored property");
    row(&ListFilter::staticMetaObject, "ListFilter", "kinds can't be a key: it is stored as type L");
    row(&VectorAsFilter::staticMetaObject, "VectorAsFilter",
        "vector can't be a key: it is stored as type L");
    row(&PartitionAndFilter::staticMetaObject, "PartitionAndFilter",
        "DynamoDB.vectorIndex.ByText: kind is the partition key and a filter; it must be one of "
        "them");
    row(&OtherDimensions::staticMetaObject, "OtherDimensions",
        "DynamoDB.vectorIndex.A has 3 dimensions and DynamoDB.vectorIndex.B has 4; the indexes of "
        "a vector must have the same number");
    row(&SameName::staticMetaObject, "SameName", "two indexes are called \"ByText\"");
}

void tst_Vectors::mistakes()
{
    QFETCH(const QMetaObject *, metaObject);
    QFETCH(const QString, text);
    const QDynamoDBError error = QDynamoDBMapper(*metaObject).error();
    QCOMPARE(error.code(), Code::InvalidParameterValue);
    QVERIFY2(error.message().contains(text), qPrintable(error.message()));
}

void tst_Vectors::createTable()
{
    QDynamoDBClient client;
    m_fake.configure(&client);
    m_fake.clear();
    m_fake.expect(u"CreateTable"_s).reply();
    AWAIT_DONE(QDynamoDBTable<Document>(&client).createTable());
    QCOMPARE(m_fake.problems(), QString());
    const QJsonObject sent = m_fake.requests().constLast().parameters;
    const QJsonArray schema {
        QJsonObject { { u"AttributeName"_s, u"language"_s },
                      { u"SearchSchemaElementType"_s, u"HASH"_s } },
        QJsonObject { { u"AttributeName"_s, u"kind"_s },
                      { u"SearchSchemaElementType"_s, u"INLINE_FILTER"_s } },
        QJsonObject { { u"AttributeName"_s, u"year"_s },
                      { u"SearchSchemaElementType"_s, u"INLINE_FILTER"_s } },
    };
    const QJsonObject index {
        { u"IndexName"_s, u"ByMeaning"_s },
        { u"VectorAttribute"_s, QJsonObject { { u"AttributeName"_s, u"Embedding"_s } } },
        { u"Projection"_s, QJsonObject { { u"ProjectionType"_s, u"ALL"_s } } },
        { u"Dimensions"_s, 3 },
        { u"DistanceFunction"_s, u"COSINE"_s },
        { u"SearchSchema"_s, schema },
    };
    QCOMPARE(sent[u"VectorIndexes"_s].toArray(), QJsonArray { index });
    const auto definition = [](const QString &name, const QString &type) {
        return QJsonObject { { u"AttributeName"_s, name }, { u"AttributeType"_s, type } };
    };
    QCOMPARE(sent[u"AttributeDefinitions"_s].toArray(),
             (QJsonArray { definition(u"id"_s, u"S"_s), definition(u"language"_s, u"S"_s),
                           definition(u"kind"_s, u"S"_s), definition(u"year"_s, u"N"_s) }));
}

static QJsonObject number(const QString &text)
{
    return { { u"N"_s, text } };
}

static QJsonObject found(const QString &id, const QJsonObject &year, double score)
{
    const QJsonObject item { { u"id"_s, QJsonObject { { u"S"_s, id } } }, { u"year"_s, year } };
    return { { u"Item"_s, item }, { u"Score"_s, score } };
}

void tst_Vectors::search()
{
    QDynamoDBClient client;
    m_fake.configure(&client);
    m_fake.clear();
    m_fake.expect(u"SearchVectors"_s)
            .replyJson({ { u"SearchResults"_s,
                           QJsonArray { found(u"a"_s, number(u"2025"_s), 0.125),
                                        found(u"b"_s, number(u"2026"_s), 0.5) } } });
    const QDynamoDBTable<Document> documents(&client);
    QDynamoDBSearchOptions options;
    options.condition = attribute(u"language"_s) == u"en"_s && attribute(u"year"_s) == 2025;
    AWAIT(matches, documents.search({ 0.1f, -2, 1e-7f }, 5, options));
    QCOMPARE(m_fake.problems(), QString());
    QCOMPARE(matches.size(), 2);
    QCOMPARE(matches[0].object.id, u"a"_s);
    QCOMPARE(matches[0].object.year, 2025);
    QCOMPARE(matches[0].score, 0.125);
    QCOMPARE(matches[1].score, 0.5);

    const QJsonObject sent = m_fake.requests().constLast().parameters;
    QCOMPARE(sent[u"TableName"_s].toString(), u"Document"_s);
    QCOMPARE(sent[u"IndexName"_s].toString(), u"ByMeaning"_s);
    QCOMPARE(sent[u"TopK"_s].toInt(), 5);
    // The shortest texts that are read as the same float.
    QCOMPARE(sent[u"SearchVector"_s].toArray(),
             (QJsonArray { number(u"0.1"_s), number(u"-2"_s), number(u"0.0000001"_s) }));
    QCOMPARE(sent[u"SearchConditionExpression"_s].toString(), u"#n0 = :v0 AND #n1 = :v1"_s);
}

void tst_Vectors::searchWithDoubles()
{
    QDynamoDBClient client;
    m_fake.configure(&client);
    m_fake.clear();
    m_fake.expect(u"SearchVectors"_s).replyJson({ { u"SearchResults"_s, QJsonArray() } });
    QDynamoDBSearchOptions options;
    options.indexName = u"Near"_s;
    const QDynamoDBTable<TwoIndexes> places(&client, u"Place"_s);
    AWAIT(matches, places.search(std::vector<double> { 0.1, 60 }, 1, options));
    QVERIFY(matches.isEmpty());
    QCOMPARE(m_fake.requests().constLast().parameters[u"SearchVector"_s].toArray(),
             (QJsonArray { number(u"0.1"_s), number(u"60"_s) }));
}

void tst_Vectors::unfitMatch()
{
    QDynamoDBClient client;
    m_fake.configure(&client);
    m_fake.clear();
    m_fake.expect(u"SearchVectors"_s)
            .replyJson({ { u"SearchResults"_s,
                           QJsonArray { found(u"a"_s, QJsonObject { { u"S"_s, u"?"_s } }, 0.1),
                                        found(u"b"_s, number(u"1"_s), 0.2) } } });
    AWAIT(matches, QDynamoDBTable<Document>(&client).search({ 1, 2, 3 }, 2));
    QCOMPARE(matches.size(), 1);
    QCOMPARE(matches[0].object.id, u"b"_s);
    QCOMPARE(matches.unfit.size(), 1);
    QCOMPARE(matches.unfit[0].key, (Item { { u"id"_s, u"a"_s } }));
}

void tst_Vectors::invalidSearch_data()
{
    QTest::addColumn<QList<float>>("vector");
    QTest::addColumn<QString>("index");
    QTest::addColumn<QString>("text");
    QTest::newRow("index is not named")
            << QList<float> { 1, 2 } << QString()
            << u"TwoIndexes has several vector indexes; name one of them: "_s;
    QTest::newRow("unknown index") << QList<float> { 1, 2 } << u"Far"_s
                                   << u"TwoIndexes has no vector index \"Far\"; it has "_s;
    QTest::newRow("dimensions") << QList<float> {
        1, 2, 3
    } << u"Near"_s << u"The vector has 3 numbers; those of the index Near of TwoIndexes have 2."_s;
}

// Found before a request is sent.
void tst_Vectors::invalidSearch()
{
    QFETCH(const QList<float>, vector);
    QFETCH(const QString, index);
    QFETCH(const QString, text);
    QDynamoDBSearchOptions options;
    options.indexName = index;
    const QDynamoDBTable<TwoIndexes> places(&m_client, u"Place"_s);
    AWAIT_ERROR(error, places.search(vector, 1, options), Code::InvalidParameterValue);
    QVERIFY2(error.message().startsWith(text), qPrintable(error.message()));
    const QDynamoDBTable<Numbers> numbers(&m_client, u"Numbers"_s);
    AWAIT_ERROR(none, numbers.search(vector, 1), Code::InvalidParameterValue);
    QVERIFY2(none.message().startsWith(u"Numbers has no vector index; declare it"_s),
             qPrintable(none.message()));
}

void tst_Vectors::invalidVectors_data()
{
    QTest::addColumn<QList<float>>("vector");
    QTest::addColumn<QString>("text");
    QTest::newRow("dimensions") << QList<float> {
        1, 2
    } << u"Document.Embedding has 2 numbers; the vectors of the index ByMeaning have 3."_s;
    QTest::newRow("infinity") << QList<float> { 1, 2, std::numeric_limits<float>::infinity() }
                              << u"Document.Embedding[2]: the float inf can't be stored"_s;
}

void tst_Vectors::invalidVectors()
{
    QFETCH(const QList<float>, vector);
    QFETCH(const QString, text);
    Document document;
    document.id = u"x"_s;
    document.language = u"en"_s;
    document.embedding = vector;
    const QDynamoDBTable<Document> documents(&m_client);
    AWAIT_ERROR(put, documents.put(document), Code::InvalidParameterValue);
    QVERIFY2(put.message().startsWith(text), qPrintable(put.message()));
    AWAIT_ERROR(batch, documents.batchPut({ document }), Code::InvalidParameterValue);
}

// An item without a vector is not in the index.
void tst_Vectors::emptyVector()
{
    const auto mapper = QDynamoDBMapper::of<Document>();
    Document document;
    document.id = u"x"_s;
    const auto item = mapper.toItem(&document);
    QVERIFY2(item, qPrintable(item.error().message()));
    QVERIFY(!item->contains(u"Embedding"_s));
    Document read;
    QCOMPARE(mapper.fromItem(*item, &read), QDynamoDBError());
    QVERIFY(read.embedding.isEmpty());
}

template<typename T, typename Bits>
static QList<T> randomNumbers(QRandomGenerator *random, int count)
{
    QList<T> numbers;
    while (numbers.size() < count) {
        const Bits bits = sizeof(Bits) == 4 ? Bits(random->generate()) : Bits(random->generate64());
        T number;
        std::memcpy(&number, &bits, sizeof number);
        if (std::isfinite(number)
            && (number == 0 || (std::abs(number) > T(1e-30) && std::abs(number) < T(1e30))))
            numbers.append(number);
    }
    return numbers;
}

static Numbers randomNumbers()
{
    QRandomGenerator random(20261201);
    Numbers numbers;
    numbers.id = u"n"_s;
    numbers.floats = randomNumbers<float, quint32>(&random, 2000);
    numbers.doubles = randomNumbers<double, quint64>(&random, 2000);
    numbers.floats += { 0.1f, 16777216.0f, 1.17549435e-38f, 3.4028235e38f, -0.3f };
    numbers.doubles += { 0.1, 9007199254740993.0, 1e-130, 1.7976931348623157e100, -0.3 };
    const QList<float> floats = randomNumbers<float, quint32>(&random, 100);
    const QList<double> doubles = randomNumbers<double, quint64>(&random, 100);
    numbers.floatVector.assign(floats.begin(), floats.end());
    numbers.doubleVector.assign(doubles.begin(), doubles.end());
    return numbers;
}

void tst_Vectors::exactNumbers()
{
    const auto mapper = QDynamoDBMapper::of<Numbers>();
    const Numbers numbers = randomNumbers();
    const auto item = mapper.toItem(&numbers);
    QVERIFY2(item, qPrintable(item.error().message()));
    const QDynamoDBValue &floats = item->value(u"floats"_s);
    QCOMPARE(floats.toList().at(2000).toNumber().toString(), u"0.1"_s);
    Numbers read;
    QCOMPARE(mapper.fromItem(*item, &read), QDynamoDBError());
    QCOMPARE(read.floats, numbers.floats);
    QCOMPARE(read.doubles, numbers.doubles);
    QVERIFY(read.floatVector == numbers.floatVector);
    QVERIFY(read.doubleVector == numbers.doubleVector);
}

void tst_Vectors::storedNumbers()
{
    CreateTableRequest request = QDynamoDBMapper::of<Numbers>().createTableRequest();
    request.tableName = uniqueName();
    TEST_TABLE(table, request);
    const QDynamoDBTable<Numbers> stored(&m_client, table.name());
    const Numbers numbers = randomNumbers();
    AWAIT_DONE(stored.put(numbers));
    AWAIT(read, stored.get(u"n"_s));
    QCOMPARE(read->floats, numbers.floats);
    QCOMPARE(read->doubles, numbers.doubles);
    QVERIFY(read->floatVector == numbers.floatVector);
    QVERIFY(read->doubleVector == numbers.doubleVector);
}

// If this fails because DynamoDB Local has vector indexes, run the other tests against it.
void tst_Vectors::localServer()
{
    const QDynamoDBTable<Document> documents(&m_client, uniqueName());
    // It ignores VectorIndexes and misses a key for the other attribute definitions.
    AWAIT_ERROR(create, documents.createTable(), Code::Validation);
    AWAIT_ERROR(search, documents.search({ 1, 2, 3 }, 2), Code::UnknownOperation);
}

QTEST_GUILESS_MAIN(tst_Vectors)
#include "tst_vectors.moc"
