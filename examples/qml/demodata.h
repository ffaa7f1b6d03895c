// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef DEMODATA_H
#define DEMODATA_H

#include <QtDynamoDB/QDynamoDBItem>
#include <QtDynamoDB/QDynamoDBTableOperations>

#include <QtCore/QDateTime>
#include <QtCore/QMap>

// The data of the demo: the tables of the DynamoDB developer guide, with sample items.
class DemoData
{
public:
    [[nodiscard]] static QList<QDynamoDB::CreateTableRequest> tables();
    [[nodiscard]] QMap<QString, QList<QDynamoDBItem>> items() const; // by table name

private:
    [[nodiscard]] QString before(int minutes) const;

    const QDateTime m_now = QDateTime::currentDateTimeUtc();
};

#endif
