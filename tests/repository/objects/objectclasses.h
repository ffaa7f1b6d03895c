// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OBJECTCLASSES_H
#define OBJECTCLASSES_H

#include <QtCore/qlist.h>
#include <QtCore/qobject.h>
#include <QtCore/qstring.h>

// The classes of docs/objects.md.

struct Thread
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.table", "Thread")
    Q_CLASSINFO("DynamoDB.partitionKey", "forum")
    Q_CLASSINFO("DynamoDB.sortKey", "subject")
    Q_CLASSINFO("DynamoDB.index.ByAuthor", "author, views")
    Q_PROPERTY(QString forum MEMBER forum)
    Q_PROPERTY(QString subject MEMBER subject)
    Q_PROPERTY(QString author MEMBER author)
    Q_PROPERTY(QString text MEMBER text)
    Q_PROPERTY(int views MEMBER views)

public:
    QString forum;
    QString subject;
    QString author;
    QString text;
    int views = 0;
};

struct Address
{
    Q_GADGET
    Q_PROPERTY(QString city MEMBER city)
    Q_PROPERTY(QString street MEMBER street)

public:
    QString city;
    QString street;

    friend bool operator==(const Address &a, const Address &b)
    {
        return a.city == b.city && a.street == b.street;
    }
};

struct Order
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "id")
    Q_CLASSINFO("DynamoDB.version", "version")
    Q_CLASSINFO("DynamoDB.index.ByCity", "address.city, id")
    Q_CLASSINFO("DynamoDB.generated.id", "uuidV7")
    Q_CLASSINFO("DynamoDB.writeIfAbsent", "channel")
    Q_CLASSINFO("DynamoDB.counter", "views")
    Q_CLASSINFO("DynamoDB.default.schema", "1")
    Q_CLASSINFO("DynamoDB.flatten.address", "address_")
    Q_CLASSINFO("DynamoDB.validator", "whatIsWrong")
    Q_PROPERTY(QString id MEMBER id)
    Q_PROPERTY(QString state MEMBER state)
    Q_PROPERTY(QString channel MEMBER channel)
    Q_PROPERTY(Address address MEMBER address)
    Q_PROPERTY(int quantity MEMBER quantity)
    Q_PROPERTY(int views MEMBER views)
    Q_PROPERTY(int schema MEMBER schema)
    Q_PROPERTY(int version MEMBER version)

public:
    Q_INVOKABLE QString whatIsWrong() const
    {
        return quantity < 1 ? QStringLiteral("the quantity is less than 1") : QString();
    }

    QString id;
    QString state;
    QString channel;
    Address address;
    int quantity = 1;
    int views = 0;
    int schema = 2; // items without the attribute have schema 1
    int version = 0;
};

struct Document
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.table", "Document")
    Q_CLASSINFO("DynamoDB.partitionKey", "id")
    Q_CLASSINFO("DynamoDB.vectorIndex.ByMeaning", "embedding, 4, cosine")
    Q_CLASSINFO("DynamoDB.vectorIndex.ByMeaning.partitionKey", "language")
    Q_PROPERTY(QString id MEMBER id)
    Q_PROPERTY(QString language MEMBER language)
    Q_PROPERTY(QList<float> embedding MEMBER embedding)

public:
    QString id;
    QString language;
    QList<float> embedding;
};

#endif
