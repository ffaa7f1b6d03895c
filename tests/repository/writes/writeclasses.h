// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef WRITECLASSES_H
#define WRITECLASSES_H

#include <QtCore/qobjectdefs.h>
#include <QtCore/qstring.h>

// The class of docs/writes.md.

// clang-format off
struct Lock
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "name")
    Q_CLASSINFO("DynamoDB.writeStamp", "stamp") // a new UUID with each put, insert and update
    Q_PROPERTY(QString name MEMBER name)
    Q_PROPERTY(QString owner MEMBER owner)
    Q_PROPERTY(QString stamp MEMBER stamp)

public:
    QString name;
    QString owner;
    QString stamp;
};
// clang-format on

#endif
