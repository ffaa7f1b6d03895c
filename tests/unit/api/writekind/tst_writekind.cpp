// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "api/operation_p.h"
#include "api/operationtypes_p.h"
#include "api/writekind_p.h"

#include <QtDynamoDB/qdynamodbapi_statements.h>
#include <QtDynamoDB/qdynamodbapi_transactions.h>

#include <QtCore/qjsonarray.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace QDynamoDB;
using namespace QtDynamoDBPrivate;

// Which calls write, and which of them the service executes once.
class tst_WriteKind : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void operations();
    void statements_data();
    void statements();
    void json_data();
    void json();
};

// A new operation of the model must be looked at: it is listed here if it only reads.
void tst_WriteKind::operations()
{
    const QStringList reads = {
        u"BatchGetItem"_s,
        u"DescribeBackup"_s,
        u"DescribeBulkOperation"_s,
        u"DescribeContinuousBackups"_s,
        u"DescribeContributorInsights"_s,
        u"DescribeEndpoints"_s,
        u"DescribeExport"_s,
        u"DescribeGlobalTable"_s,
        u"DescribeGlobalTableSettings"_s,
        u"DescribeImport"_s,
        u"DescribeKinesisStreamingDestination"_s,
        u"DescribeLimits"_s,
        u"DescribeTable"_s,
        u"DescribeTableReplicaAutoScaling"_s,
        u"DescribeTimeToLive"_s,
        u"GetItem"_s,
        u"GetResourcePolicy"_s,
        u"ListBackups"_s,
        u"ListBulkOperations"_s,
        u"ListContributorInsights"_s,
        u"ListExports"_s,
        u"ListGlobalTables"_s,
        u"ListImports"_s,
        u"ListTables"_s,
        u"ListTagsOfResource"_s,
        u"Query"_s,
        u"Scan"_s,
        u"SearchVectors"_s,
        u"TransactGetItems"_s,
    };
    for (const Operation *operation : allOperations()) {
        const QString name = QString::fromLatin1(operation->name);
        const Object request = operation->types->newRequest();
        // A call without statements does nothing, so it is not looked at here.
        if (name.contains("Statement"_L1) || name == u"ExecuteTransaction"_s)
            continue;
        const WriteKind expected = reads.contains(name) || operation->service == Service::Streams
                ? WriteKind::None
                : name == u"TransactWriteItems"_s ? WriteKind::Idempotent
                                                  : WriteKind::Plain;
        QVERIFY2(writeKind(*operation, request.get()) == expected, operation->name);
    }
}

void tst_WriteKind::statements_data()
{
    QTest::addColumn<QStringList>("statements");
    QTest::addColumn<bool>("reads");
    const QString select = u"SELECT * FROM \"Thread\""_s;
    const QString insert = u"INSERT INTO \"Thread\" VALUE {'Id': 1}"_s;
    QTest::newRow("select") << QStringList { select } << true;
    QTest::newRow("lower case, spaces") << QStringList { u" \n select\tId FROM T"_s } << true;
    QTest::newRow("insert") << QStringList { insert } << false;
    QTest::newRow("exists") << QStringList { u"EXISTS("_s + select + u')' } << false;
    QTest::newRow("selection") << QStringList { u"SELECTION"_s } << false;
    QTest::newRow("both") << QStringList { select, insert } << false;
}

void tst_WriteKind::statements()
{
    QFETCH(const QStringList, statements);
    QFETCH(const bool, reads);
    ExecuteStatementRequest one;
    one.statement = statements.constLast();
    BatchExecuteStatementRequest batch;
    ExecuteTransactionRequest transaction;
    QJsonArray list;
    for (const QString &statement : statements) {
        batch.statements.emplaceBack().statement = statement;
        transaction.transactStatements.emplaceBack().statement = statement;
        list.append(QJsonObject { { u"Statement"_s, statement } });
    }
    const auto kindOf = [](QStringView name, const void *request) {
        return writeKind(*findOperation(Service::DynamoDB, name), request);
    };
    const WriteKind plain = reads ? WriteKind::None : WriteKind::Plain;
    const WriteKind idempotent = reads ? WriteKind::None : WriteKind::Idempotent;
    QCOMPARE(kindOf(u"ExecuteStatement", &one), plain);
    QCOMPARE(kindOf(u"BatchExecuteStatement", &batch), plain);
    QCOMPARE(kindOf(u"ExecuteTransaction", &transaction), idempotent);

    const QString token = u"ClientRequestToken"_s;
    QCOMPARE(writeKind("ExecuteStatement", { { u"Statement"_s, statements.constLast() } }), plain);
    QCOMPARE(writeKind("BatchExecuteStatement", { { u"Statements"_s, list } }), plain);
    QCOMPARE(writeKind("ExecuteTransaction", { { u"TransactStatements"_s, list } }), plain);
    QCOMPARE(writeKind("ExecuteTransaction",
                       { { u"TransactStatements"_s, list }, { token, u"x"_s } }),
             idempotent);
}

void tst_WriteKind::json_data()
{
    QTest::addColumn<QByteArray>("operation");
    QTest::addColumn<bool>("writes");
    QTest::newRow("put") << "PutItem"_ba << true;
    QTest::newRow("get") << "GetItem"_ba << false;
    QTest::newRow("unknown") << "FrobnicateItem"_ba << true;
    QTest::newRow("unknown list") << "ListFrobnications"_ba << false;
    QTest::newRow("unknown batch") << "BatchFrobnicate"_ba << true;
    QTest::newRow("unknown batch of reads") << "BatchGetFrobnications"_ba << false;
    QTest::newRow("transaction without token") << "TransactWriteItems"_ba << true;
}

void tst_WriteKind::json()
{
    QFETCH(const QByteArray, operation);
    QFETCH(const bool, writes);
    QCOMPARE(writeKind(operation, QJsonObject()), writes ? WriteKind::Plain : WriteKind::None);
    if (operation == "TransactWriteItems") {
        QCOMPARE(writeKind(operation, { { u"ClientRequestToken"_s, u"x"_s } }),
                 WriteKind::Idempotent);
    }
}

QTEST_APPLESS_MAIN(tst_WriteKind)

#include "tst_writekind.moc"
