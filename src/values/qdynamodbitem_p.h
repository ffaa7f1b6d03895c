// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBITEM_P_H
#define QDYNAMODBITEM_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbitem.h>

namespace QtDynamoDBPrivate {

class ItemAccess
{
public:
    // Without attributes, but there: isNull() is false.
    static Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBItem emptyItem();

    // For readers, which see to it themselves that no name comes twice.
    static QList<QDynamoDBItem::Attribute> &attributes(QDynamoDBItem &item)
    {
        return item.m_attributes;
    }
};

} // namespace QtDynamoDBPrivate

#endif
