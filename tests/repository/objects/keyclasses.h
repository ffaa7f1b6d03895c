// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef KEYCLASSES_H
#define KEYCLASSES_H

#include <QtCore/qobject.h>
#include <QtCore/qstring.h>

// The classes of the sections about keys in docs/objects.md.

struct Shop
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "id")
    Q_CLASSINFO("DynamoDB.index.ByPlace.partitionKey", "country, region")
    Q_CLASSINFO("DynamoDB.index.ByPlace.sortKey", "city, street")
    Q_PROPERTY(QString id MEMBER id)
    Q_PROPERTY(QString country MEMBER country)
    Q_PROPERTY(QString region MEMBER region)
    Q_PROPERTY(QString city MEMBER city)
    Q_PROPERTY(QString street MEMBER street)

public:
    QString id;
    QString country;
    QString region;
    QString city;
    QString street;
};

struct User
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "pk")
    Q_CLASSINFO("DynamoDB.sortKey", "sk")
    Q_CLASSINFO("DynamoDB.keyTemplate.pk", "USER#{name}")
    Q_CLASSINFO("DynamoDB.keyTemplate.sk", "PROFILE")
    Q_CLASSINFO("DynamoDB.type", "User")
    Q_PROPERTY(QString name MEMBER name)
    Q_PROPERTY(QString city MEMBER city)

public:
    QString name;
    QString city;
};

struct Invoice
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "pk")
    Q_CLASSINFO("DynamoDB.sortKey", "sk")
    Q_CLASSINFO("DynamoDB.keyTemplate.pk", "USER#{user}")
    Q_CLASSINFO("DynamoDB.keyTemplate.sk", "INVOICE#{number:6}") // 000042
    Q_CLASSINFO("DynamoDB.type", "Invoice")
    Q_PROPERTY(QString user MEMBER user STORED false)
    Q_PROPERTY(int number MEMBER number)

public:
    QString user;
    int number = 0;
};

#endif
