// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef OBJECTCLASSES_H
#define OBJECTCLASSES_H

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

#endif
