// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef EXTRACLASSES_H
#define EXTRACLASSES_H

#include "mistakes.h"

struct Address
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.name.street", "streetName")
    Q_CLASSINFO("DynamoDB.flatten.place", "place_")
    Q_CLASSINFO("DynamoDB.default.kind", "home")
    Q_PROPERTY(QString street MEMBER street)
    Q_PROPERTY(QString kind MEMBER kind)
    Q_PROPERTY(Place place MEMBER place)

public:
    QString street;
    QString kind;
    Place place;

    friend bool operator==(const Address &a, const Address &b)
    {
        return a.street == b.street && a.kind == b.kind && a.place == b.place;
    }
};

struct Person
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "address.place.city")
    Q_CLASSINFO("DynamoDB.sortKey", "name")
    Q_CLASSINFO("DynamoDB.index.ByStreet", "address.street, address.place.latitude")
    Q_CLASSINFO("DynamoDB.name.address.place.latitude", "lat")
    Q_CLASSINFO("DynamoDB.flatten.address", "home_")
    Q_PROPERTY(QString name MEMBER name)
    Q_PROPERTY(Address address MEMBER address)
    Q_PROPERTY(Address other MEMBER other)

public:
    QString name;
    Address address;
    Address other; // a map
};

class PersonObject : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("DynamoDB.partitionKey", "name")
    Q_CLASSINFO("DynamoDB.flatten.place", "")
    Q_CLASSINFO("DynamoDB.validator", "whatIsWrong")
    Q_PROPERTY(QString name MEMBER name)
    Q_PROPERTY(Place place MEMBER place)

public:
    Q_INVOKABLE QString whatIsWrong() const
    {
        return place.latitude > 90 ? QStringLiteral("the latitude is above 90") : QString();
    }

    QString name;
    Place place;
};

struct Defaults
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "id")
    Q_CLASSINFO("DynamoDB.timeToLive", "expires")
    Q_CLASSINFO("DynamoDB.default.schema", "1")
    Q_CLASSINFO("DynamoDB.default.state", "old")
    Q_CLASSINFO("DynamoDB.default.empty", "")
    Q_CLASSINFO("DynamoDB.default.isOpen", "true")
    Q_CLASSINFO("DynamoDB.default.day", "2026-01-31")
    Q_CLASSINFO("DynamoDB.default.maybe", "0.25")
    Q_CLASSINFO("DynamoDB.default.expires", "60")
    Q_PROPERTY(QString id MEMBER id)
    Q_PROPERTY(int schema MEMBER schema)
    Q_PROPERTY(QString state MEMBER state)
    Q_PROPERTY(QString empty MEMBER empty)
    Q_PROPERTY(bool isOpen MEMBER isOpen)
    Q_PROPERTY(QDate day MEMBER day)
    Q_PROPERTY(std::optional<double> maybe MEMBER maybe)
    Q_PROPERTY(QDateTime expires MEMBER expires)

public:
    QString id;
    int schema = 2; // of new objects
    QString state;
    QString empty = QStringLiteral("full");
    bool isOpen = false;
    QDate day;
    std::optional<double> maybe;
    QDateTime expires;
};

#endif
