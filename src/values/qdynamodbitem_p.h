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
    // Returns an item without attributes that is not null.
    static Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBItem emptyItem();

    // Returns the attributes for direct appending. The caller must not append a name twice.
    static QList<QDynamoDBItem::Attribute> &attributes(QDynamoDBItem &item)
    {
        return item.m_attributes;
    }
};

} // namespace QtDynamoDBPrivate

#endif
