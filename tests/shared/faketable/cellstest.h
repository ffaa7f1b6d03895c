// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CELLSTEST_H
#define CELLSTEST_H

#include "cellsamples.h"
#include "faketable.h"

#include <QtDynamoDB/qdynamodbscanmodel.h>

#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

#include <memory>

// A test with an editable model of a fake table. The table has one item, with an attribute for each of
// cellSamples().
class CellsTest : public QObject
{
    Q_OBJECT

protected:
    [[nodiscard]] QModelIndex cell(const QString &attribute) const;
    // Checks that the item is unchanged, without errors and without writes in flight.
    void verifyUntouched() const;

    QDynamoDBItem m_item;
    std::unique_ptr<FakeTable> m_table;
    std::unique_ptr<QDynamoDBClient> m_client;
    std::unique_ptr<QDynamoDBScanModel> m_model;
    std::unique_ptr<QSignalSpy> m_errors;

protected Q_SLOTS: // tests that override them call them
    void init();
    void cleanup();
};

#endif
