// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef MISTAKES_H
#define MISTAKES_H

#include <QtDynamoDB/qdynamodbmapper.h>

#include <QtCore/qdatetime.h>
#include <QtCore/quuid.h>

// Classes with mistakes in their class info.

struct Place
{
    Q_GADGET
    Q_PROPERTY(QString city MEMBER city)
    Q_PROPERTY(double latitude MEMBER latitude)

public:
    QString city;
    double latitude = 0;

    friend bool operator==(const Place &a, const Place &b)
    {
        return a.city == b.city && a.latitude == b.latitude;
    }
};

struct Mistaken
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.tabel", "Mistaken")
    Q_PROPERTY(int number MEMBER number)

public:
    int number = 0;

    friend bool operator==(const Mistaken &a, const Mistaken &b) { return a.number == b.number; }
};

struct FlattenNothing
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.flatten.adress", "")
    Q_PROPERTY(int number MEMBER number)

public:
    int number = 0;
};

struct FlattenNumber
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.flatten.number", "")
    Q_PROPERTY(int number MEMBER number)

public:
    int number = 0;
};

struct FlattenOptional
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.flatten.place", "")
    Q_PROPERTY(std::optional<Place> place MEMBER place)

public:
    std::optional<Place> place;
};

struct FlattenCollision
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.flatten.place", "")
    Q_PROPERTY(Place place MEMBER place)
    Q_PROPERTY(QString city MEMBER city)

public:
    Place place;
    QString city;
};

struct FlattenMistaken
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.flatten.inner", "")
    Q_PROPERTY(Mistaken inner MEMBER inner)

public:
    Mistaken inner;
};

struct DefaultOfNothing
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.default.state", "1")
    Q_PROPERTY(int number MEMBER number)

public:
    int number = 0;
};

struct DefaultWord
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.default.number", "one")
    Q_PROPERTY(int number MEMBER number)

public:
    int number = 0;
};

struct DefaultFraction
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.default.number", "1.5")
    Q_PROPERTY(int number MEMBER number)

public:
    int number = 0;
};

struct DefaultTooLarge
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.default.number", "256")
    Q_PROPERTY(quint8 number MEMBER number)

public:
    quint8 number = 0;
};

struct DefaultBool
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.default.open", "yes")
    Q_PROPERTY(bool open MEMBER open)

public:
    bool open = false;
};

struct DefaultDate
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.default.day", "tomorrow")
    Q_PROPERTY(QDate day MEMBER day)

public:
    QDate day;
};

struct DefaultList
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.default.list", "1")
    Q_PROPERTY(QList<int> list MEMBER list)

public:
    QList<int> list;
};

struct DefaultKey
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "id")
    Q_CLASSINFO("DynamoDB.default.id", "x")
    Q_PROPERTY(QString id MEMBER id)

public:
    QString id;
};

struct ValidatorMissing
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.validator", "check")
    Q_PROPERTY(int number MEMBER number)

public:
    int number = 0;
};

struct GeneratedKind
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.generated.id", "uuid7")
    Q_PROPERTY(QString id MEMBER id)

public:
    QString id;
};

struct GeneratedNumber
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.generated.id", "uuid")
    Q_PROPERTY(int id MEMBER id)

public:
    int id = 0;
};

struct GeneratedUlid
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.generated.id", "ulid")
    Q_PROPERTY(QUuid id MEMBER id)

public:
    QUuid id;
};

struct GeneratedNothing
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.generated.key", "ulid")
    Q_PROPERTY(QString id MEMBER id)

public:
    QString id;
};

struct CounterText
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.counter", "number, text")
    Q_PROPERTY(int number MEMBER number)
    Q_PROPERTY(QString text MEMBER text)

public:
    int number = 0;
    QString text;
};

struct CounterVersion
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.counter", "number")
    Q_CLASSINFO("DynamoDB.version", "number")
    Q_PROPERTY(int number MEMBER number)

public:
    int number = 0;
};

struct CounterKey
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.counter", "number")
    Q_CLASSINFO("DynamoDB.partitionKey", "number")
    Q_PROPERTY(int number MEMBER number)

public:
    int number = 0;
};

struct CounterNothing
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.counter", "views")
    Q_PROPERTY(int number MEMBER number)

public:
    int number = 0;
};

struct OnceVersion
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.writeIfAbsent", "number")
    Q_CLASSINFO("DynamoDB.version", "number")
    Q_PROPERTY(int number MEMBER number)

public:
    int number = 0;
};

struct OnceNothing
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.writeIfAbsent", "number, origin")
    Q_PROPERTY(int number MEMBER number)

public:
    int number = 0;
};

struct ValidatorNotInvokable
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.validator", "check")
    Q_PROPERTY(int number MEMBER number)

public:
    QString check() const { return {}; }

    int number = 0;
};

struct ValidatorNotConst
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.validator", "check")
    Q_PROPERTY(int number MEMBER number)

public:
    Q_INVOKABLE QString check() { return {}; }

    int number = 0;
};

struct ValidatorOfBool
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.validator", "check")
    Q_PROPERTY(int number MEMBER number)

public:
    Q_INVOKABLE bool check() const { return true; }

    int number = 0;
};

#endif
