// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "cellstest.h"

#include "waiting/longtimeouts.h"

using namespace Qt::StringLiterals;

void CellsTest::init()
{
    m_item = FakeTable::item(1);
    QStringList attributes { u"pk"_s, u"sk"_s };
    for (const CellSample &sample : cellSamples()) {
        attributes.append(sample.name);
        if (!sample.value.isUndefined())
            m_item.insert(sample.name, sample.value);
    }
    m_table = std::make_unique<FakeTable>();
    m_client = std::make_unique<QDynamoDBClient>();
    m_table->configure(m_client.get());
    m_table->setItems({ m_item });
    m_model = std::make_unique<QDynamoDBScanModel>();
    m_model->setAttributes(attributes);
    m_model->setEditable(true);
    m_model->setClient(m_client.get());
    m_model->setTableName(u"Table"_s);
    m_errors = std::make_unique<QSignalSpy>(m_model.get(), &QDynamoDBItemModel::errorOccurred);
    QTRY_COMPARE(m_model->status(), QDynamoDBItemModel::Status::Ready);
    QCOMPARE(m_model->item(0), m_item);
}

void CellsTest::cleanup()
{
    m_errors.reset();
    m_model.reset();
    m_client.reset();
    m_table.reset();
}

QModelIndex CellsTest::cell(const QString &attribute) const
{
    return m_model->index(0, m_model->columnOf(attribute));
}

void CellsTest::verifyUntouched() const
{
    QCOMPARE(m_model->pendingWrites(), 0);
    QCOMPARE(m_model->item(0), m_item);
    QVERIFY2(m_errors->isEmpty(), qPrintable(m_model->error().message()));
}
