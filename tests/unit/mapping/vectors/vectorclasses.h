// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef VECTORCLASSES_H
#define VECTORCLASSES_H

#include <QtDynamoDB/qdynamodbmapper.h>

#include <QtCore/qset.h>
#include <QtCore/qvariant.h>

#include <vector>

struct Document
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.table", "Document")
    Q_CLASSINFO("DynamoDB.partitionKey", "id")
    Q_CLASSINFO("DynamoDB.name.embedding", "Embedding")
    Q_CLASSINFO("DynamoDB.vectorIndex.ByMeaning", "embedding, 3, cosine")
    Q_CLASSINFO("DynamoDB.vectorIndex.ByMeaning.partitionKey", "language")
    Q_CLASSINFO("DynamoDB.vectorIndex.ByMeaning.filters", "kind, year")
    Q_PROPERTY(QString id MEMBER id)
    Q_PROPERTY(QString language MEMBER language)
    Q_PROPERTY(QString kind MEMBER kind)
    Q_PROPERTY(int year MEMBER year)
    Q_PROPERTY(QList<float> embedding MEMBER embedding)

public:
    QString id;
    QString language;
    QString kind;
    int year = 0;
    QList<float> embedding;
};

struct TwoIndexes
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "id")
    Q_CLASSINFO("DynamoDB.vectorIndex.Near", "place, 2, euclidean")
    Q_CLASSINFO("DynamoDB.vectorIndex.Alike", "taste, 4, dotProduct")
    Q_PROPERTY(QString id MEMBER id)
    Q_PROPERTY(std::vector<double> place MEMBER place)
    Q_PROPERTY(std::vector<float> taste MEMBER taste)

public:
    QString id;
    std::vector<double> place;
    std::vector<float> taste;
};

struct Numbers
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "id")
    Q_PROPERTY(QString id MEMBER id)
    Q_PROPERTY(QList<float> floats MEMBER floats)
    Q_PROPERTY(QList<double> doubles MEMBER doubles)
    Q_PROPERTY(std::vector<float> floatVector MEMBER floatVector)
    Q_PROPERTY(std::vector<double> doubleVector MEMBER doubleVector)

public:
    QString id;
    QList<float> floats;
    QList<double> doubles;
    std::vector<float> floatVector;
    std::vector<double> doubleVector;
};

// Classes with mistakes in their class info.

struct ShortEntry
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.vectorIndex.ByText", "vector, 3")
    Q_PROPERTY(QList<float> vector MEMBER vector)

public:
    QList<float> vector;
};

struct UnknownVector
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.vectorIndex.ByText", "vektor, 3, cosine")
    Q_PROPERTY(QList<float> vector MEMBER vector)

public:
    QList<float> vector;
};

struct NoDimensions
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.vectorIndex.ByText", "vector, many, cosine")
    Q_PROPERTY(QList<float> vector MEMBER vector)

public:
    QList<float> vector;
};

struct UnknownDistance
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.vectorIndex.ByText", "vector, 3, manhattan")
    Q_PROPERTY(QList<float> vector MEMBER vector)

public:
    QList<float> vector;
};

struct TextVector
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.vectorIndex.ByText", "vector, 3, cosine")
    Q_PROPERTY(QStringList vector MEMBER vector)

public:
    QStringList vector;
};

struct SetVector
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.vectorIndex.ByText", "vector, 3, cosine")
    Q_PROPERTY(QSet<int> vector MEMBER vector)

public:
    QSet<int> vector;
};

struct VariantVector
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.vectorIndex.ByText", "vector, 3, cosine")
    Q_PROPERTY(QVariantList vector MEMBER vector)

public:
    QVariantList vector;
};

struct OnlyPartition
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.vectorIndex.ByText.partitionKey", "kind")
    Q_PROPERTY(QString kind MEMBER kind)

public:
    QString kind;
};

struct UnknownFilter
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.vectorIndex.ByText", "vector, 3, cosine")
    Q_CLASSINFO("DynamoDB.vectorIndex.ByText.filters", "kind, sort")
    Q_PROPERTY(QList<float> vector MEMBER vector)
    Q_PROPERTY(QString kind MEMBER kind)

public:
    QList<float> vector;
    QString kind;
};

struct ListFilter
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.vectorIndex.ByText", "vector, 3, cosine")
    Q_CLASSINFO("DynamoDB.vectorIndex.ByText.filters", "kinds")
    Q_PROPERTY(QList<float> vector MEMBER vector)
    Q_PROPERTY(QStringList kinds MEMBER kinds)

public:
    QList<float> vector;
    QStringList kinds;
};

struct VectorAsFilter
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.vectorIndex.ByText", "vector, 3, cosine")
    Q_CLASSINFO("DynamoDB.vectorIndex.ByText.filters", "vector")
    Q_PROPERTY(QList<float> vector MEMBER vector)

public:
    QList<float> vector;
};

struct PartitionAndFilter
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.vectorIndex.ByText", "vector, 3, cosine")
    Q_CLASSINFO("DynamoDB.vectorIndex.ByText.partitionKey", "kind")
    Q_CLASSINFO("DynamoDB.vectorIndex.ByText.filters", "kind")
    Q_PROPERTY(QList<float> vector MEMBER vector)
    Q_PROPERTY(QString kind MEMBER kind)

public:
    QList<float> vector;
    QString kind;
};

struct OtherDimensions
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.vectorIndex.A", "vector, 3, cosine")
    Q_CLASSINFO("DynamoDB.vectorIndex.B", "vector, 4, cosine")
    Q_PROPERTY(QList<float> vector MEMBER vector)

public:
    QList<float> vector;
};

struct SameName
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.index.ByText", "kind")
    Q_CLASSINFO("DynamoDB.vectorIndex.ByText", "vector, 3, cosine")
    Q_PROPERTY(QList<float> vector MEMBER vector)
    Q_PROPERTY(QString kind MEMBER kind)

public:
    QList<float> vector;
    QString kind;
};

#endif
