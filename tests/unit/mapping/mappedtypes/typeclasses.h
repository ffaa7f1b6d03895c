// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef TYPECLASSES_H
#define TYPECLASSES_H

#include <QtCore/qobject.h>
#include <QtCore/qvariant.h>

#define PROPERTIES \
    Q_PROPERTY(QString user MEMBER user) \
    Q_PROPERTY(int number MEMBER number) \
    Q_PROPERTY(QString text MEMBER text) \
    Q_PROPERTY(qint64 count MEMBER count) \
    Q_PROPERTY(QByteArray bytes MEMBER bytes) \
    Q_PROPERTY(QVariant variant MEMBER variant) \
    Q_PROPERTY(QString hidden MEMBER hidden STORED false) \
\
public: \
    QString user; \
    int number = 0; \
    QString text; \
    qint64 count = 0; \
    QByteArray bytes; \
    QVariant variant; \
    QString hidden;

// Classes with mistakes that are found when they are mapped.

struct NotAKey
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "pk")
    Q_CLASSINFO("DynamoDB.sortKey", "sk")
    Q_CLASSINFO("DynamoDB.keyTemplate.pk", "USER#{user}")
    Q_CLASSINFO("DynamoDB.keyTemplate.sk", "ORDER#{number:6}")
    Q_CLASSINFO("DynamoDB.keyTemplate.other", "X")
    PROPERTIES
};

struct AlsoAProperty
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "pk")
    Q_CLASSINFO("DynamoDB.sortKey", "sk")
    Q_CLASSINFO("DynamoDB.keyTemplate.pk", "USER#{user}")
    Q_CLASSINFO("DynamoDB.keyTemplate.sk", "ORDER#{number:6}")
    Q_CLASSINFO("DynamoDB.index.ByText", "text")
    Q_CLASSINFO("DynamoDB.keyTemplate.text", "X")
    PROPERTIES
};

struct UnknownProperty
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "pk")
    Q_CLASSINFO("DynamoDB.sortKey", "sk")
    Q_CLASSINFO("DynamoDB.keyTemplate.pk", "USER#{name}")
    Q_CLASSINFO("DynamoDB.keyTemplate.sk", "X")
    PROPERTIES
};

struct NoSeparator
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "pk")
    Q_CLASSINFO("DynamoDB.sortKey", "sk")
    Q_CLASSINFO("DynamoDB.keyTemplate.pk", "{user}{number}")
    Q_CLASSINFO("DynamoDB.keyTemplate.sk", "X")
    PROPERTIES
};

struct TwiceInOne
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "pk")
    Q_CLASSINFO("DynamoDB.sortKey", "sk")
    Q_CLASSINFO("DynamoDB.keyTemplate.pk", "{user}#{user}")
    Q_CLASSINFO("DynamoDB.keyTemplate.sk", "X")
    PROPERTIES
};

struct OpenBrace
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "pk")
    Q_CLASSINFO("DynamoDB.sortKey", "sk")
    Q_CLASSINFO("DynamoDB.keyTemplate.pk", "USER#{user")
    Q_CLASSINFO("DynamoDB.keyTemplate.sk", "X")
    PROPERTIES
};

struct ClosingBrace
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "pk")
    Q_CLASSINFO("DynamoDB.sortKey", "sk")
    Q_CLASSINFO("DynamoDB.keyTemplate.pk", "USER#user}")
    Q_CLASSINFO("DynamoDB.keyTemplate.sk", "X")
    PROPERTIES
};

struct EmptyPlaceholder
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "pk")
    Q_CLASSINFO("DynamoDB.sortKey", "sk")
    Q_CLASSINFO("DynamoDB.keyTemplate.pk", "USER#{}")
    Q_CLASSINFO("DynamoDB.keyTemplate.sk", "X")
    PROPERTIES
};

struct BadWidth
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "pk")
    Q_CLASSINFO("DynamoDB.sortKey", "sk")
    Q_CLASSINFO("DynamoDB.keyTemplate.pk", "USER#{number:x}")
    Q_CLASSINFO("DynamoDB.keyTemplate.sk", "X")
    PROPERTIES
};

struct WidthOfText
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "pk")
    Q_CLASSINFO("DynamoDB.sortKey", "sk")
    Q_CLASSINFO("DynamoDB.keyTemplate.pk", "USER#{user:5}")
    Q_CLASSINFO("DynamoDB.keyTemplate.sk", "X")
    PROPERTIES
};

struct EmptyTemplate
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "pk")
    Q_CLASSINFO("DynamoDB.sortKey", "sk")
    Q_CLASSINFO("DynamoDB.keyTemplate.pk", "")
    Q_CLASSINFO("DynamoDB.keyTemplate.sk", "X")
    PROPERTIES
};

struct BytesInTemplate
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "pk")
    Q_CLASSINFO("DynamoDB.sortKey", "sk")
    Q_CLASSINFO("DynamoDB.keyTemplate.pk", "{bytes}")
    Q_CLASSINFO("DynamoDB.keyTemplate.sk", "X")
    PROPERTIES
};

struct UnknownType
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "pk")
    Q_CLASSINFO("DynamoDB.sortKey", "sk")
    Q_CLASSINFO("DynamoDB.keyTemplate.pk", "{variant}")
    Q_CLASSINFO("DynamoDB.keyTemplate.sk", "X")
    PROPERTIES
};

struct VersionInTemplate
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "pk")
    Q_CLASSINFO("DynamoDB.sortKey", "sk")
    Q_CLASSINFO("DynamoDB.keyTemplate.pk", "USER#{user}")
    Q_CLASSINFO("DynamoDB.keyTemplate.sk", "ORDER#{number:6}")
    Q_CLASSINFO("DynamoDB.version", "count")
    Q_CLASSINFO("DynamoDB.index.I", "ipk")
    Q_CLASSINFO("DynamoDB.keyTemplate.ipk", "{count}")
    PROPERTIES
};

struct NoKeyNamed
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "pk")
    PROPERTIES
};

struct VersionIsTemplate
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "pk")
    Q_CLASSINFO("DynamoDB.sortKey", "sk")
    Q_CLASSINFO("DynamoDB.keyTemplate.pk", "USER#{user}")
    Q_CLASSINFO("DynamoDB.keyTemplate.sk", "ORDER#{number:6}")
    Q_CLASSINFO("DynamoDB.version", "pk")
    PROPERTIES
};

struct OnlyInIndex
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "pk")
    Q_CLASSINFO("DynamoDB.sortKey", "sk")
    Q_CLASSINFO("DynamoDB.keyTemplate.pk", "USER#{user}")
    Q_CLASSINFO("DynamoDB.keyTemplate.sk", "ORDER#{number:6}")
    Q_CLASSINFO("DynamoDB.index.I", "ipk")
    Q_CLASSINFO("DynamoDB.keyTemplate.ipk", "{hidden}")
    PROPERTIES
};

struct EmptyType
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "pk")
    Q_CLASSINFO("DynamoDB.sortKey", "sk")
    Q_CLASSINFO("DynamoDB.keyTemplate.pk", "USER#{user}")
    Q_CLASSINFO("DynamoDB.keyTemplate.sk", "ORDER#{number:6}")
    Q_CLASSINFO("DynamoDB.type", "")
    PROPERTIES
};

struct TypeIsProperty
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "pk")
    Q_CLASSINFO("DynamoDB.sortKey", "sk")
    Q_CLASSINFO("DynamoDB.keyTemplate.pk", "USER#{user}")
    Q_CLASSINFO("DynamoDB.keyTemplate.sk", "ORDER#{number:6}")
    Q_CLASSINFO("DynamoDB.type", "A")
    Q_CLASSINFO("DynamoDB.typeAttribute", "text")
    PROPERTIES
};

struct TypeIsTemplate
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "pk")
    Q_CLASSINFO("DynamoDB.sortKey", "sk")
    Q_CLASSINFO("DynamoDB.keyTemplate.pk", "USER#{user}")
    Q_CLASSINFO("DynamoDB.keyTemplate.sk", "ORDER#{number:6}")
    Q_CLASSINFO("DynamoDB.type", "A")
    Q_CLASSINFO("DynamoDB.typeAttribute", "pk")
    PROPERTIES
};

struct TypeInKey
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "text")
    Q_CLASSINFO("DynamoDB.sortKey", "type")
    Q_CLASSINFO("DynamoDB.type", "A")
    PROPERTIES
};

struct OnlyAttribute
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.partitionKey", "pk")
    Q_CLASSINFO("DynamoDB.sortKey", "sk")
    Q_CLASSINFO("DynamoDB.keyTemplate.pk", "USER#{user}")
    Q_CLASSINFO("DynamoDB.keyTemplate.sk", "ORDER#{number:6}")
    Q_CLASSINFO("DynamoDB.typeAttribute", "kind")
    PROPERTIES
};

#endif
