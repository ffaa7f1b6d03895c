// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "querymodeltest.h"

#include <numeric>

using namespace Qt::StringLiterals;

void QueryModelTest::init()
{
    m_table = std::make_unique<FakeTable>();
    m_client = std::make_unique<QDynamoDBClient>();
    m_table->configure(m_client.get());
    m_model = std::make_unique<QDynamoDBQueryModel>();
    m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_tester->setUseFetchMore(false);
}

void QueryModelTest::cleanup()
{
    m_tester.reset();
    m_model.reset();
    m_client.reset();
    m_table.reset();
}

void QueryModelTest::setQuery()
{
    m_model->setClient(m_client.get());
    m_model->setTableName(u"Table"_s);
    m_model->setKeyCondition(u"pk = :pk"_s);
    m_model->setValues({ { u":pk"_s, u"p"_s } });
}

QList<int> QueryModelTest::sortKeys() const
{
    QList<int> result;
    for (int row = 0; row < m_model->rowCount(); ++row)
        result.append(int(m_model->item(row)[u"sk"].toInteger(-1)));
    return result;
}

QList<int> QueryModelTest::numbers(int from, int to)
{
    QList<int> result(to - from);
    std::iota(result.begin(), result.end(), from);
    return result;
}
