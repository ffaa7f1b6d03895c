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

#endif
