// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QUERYMODELTEST_H
#define QUERYMODELTEST_H

#include "faketable/faketable.h"

#include <QtDynamoDB/qdynamodbquerymodel.h>

#include <QtTest/qabstractitemmodeltester.h>
#include <QtTest/qtest.h>

#include <memory>

// A test of a query model over a fake table. A QAbstractItemModelTester checks the model.
class QueryModelTest : public QObject
{
    Q_OBJECT

protected:
    // Sets client, table and key condition.
    void setQuery();
    [[nodiscard]] QList<int> sortKeys() const;
    [[nodiscard]] static QList<int> numbers(int from, int to); // excluding `to`

    std::unique_ptr<FakeTable> m_table;
    std::unique_ptr<QDynamoDBClient> m_client;
    std::unique_ptr<QDynamoDBQueryModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;

protected Q_SLOTS:
    void init();
    void cleanup();
};

#endif
