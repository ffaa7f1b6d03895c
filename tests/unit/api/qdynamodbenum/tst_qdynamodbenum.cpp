// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/qdynamodbenum.h>

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace QDynamoDB;

class tst_QDynamoDBEnum : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void null();
    void known();
    void unknown();
    void comparison();
    void inSwitch();
    void texts_data();
    void texts();
    void stableNumbers();
    void metaObject();
    void debug();
};

void tst_QDynamoDBEnum::null()
{
    const QDynamoDBEnum<TableStatus> status;
    QVERIFY(status.isNull());
    QVERIFY(status.toString().isNull());
    QCOMPARE(status.value(), TableStatus::Unknown);
    QVERIFY(status != TableStatus::Unknown);
    QVERIFY(QDynamoDBEnum<TableStatus>::fromString({}).isNull());
}

void tst_QDynamoDBEnum::known()
{
    const QDynamoDBEnum<TableStatus> status = TableStatus::Active;
    QVERIFY(!status.isNull());
    QCOMPARE(status.toString(), u"ACTIVE"_s);
    QCOMPARE(QDynamoDBEnum<TableStatus>::fromString(u"ACTIVE"_s), status);
}

void tst_QDynamoDBEnum::unknown()
{
    const auto status = QDynamoDBEnum<TableStatus>::fromString(u"HIBERNATING"_s);
    QVERIFY(!status.isNull());
    QCOMPARE(status.value(), TableStatus::Unknown);
    QVERIFY(status == TableStatus::Unknown);
    QCOMPARE(status.toString(), u"HIBERNATING"_s);
    // Texts are case-sensitive.
    QCOMPARE(QDynamoDBEnum<TableStatus>::fromString(u"active"_s).toString(), u"active"_s);
    QVERIFY(QDynamoDBEnum<TableStatus>::fromString(u"active"_s) == TableStatus::Unknown);
}

void tst_QDynamoDBEnum::comparison()
{
    using Status = QDynamoDBEnum<TableStatus>;
    const Status active = TableStatus::Active;
    QVERIFY(active == TableStatus::Active);
    QVERIFY(TableStatus::Active == active);
    QVERIFY(active != TableStatus::Creating);
    QVERIFY(TableStatus::Creating != active);
    QVERIFY(active == Status(TableStatus::Active));
    QVERIFY(active != Status());
    QVERIFY(Status() == Status());
    QVERIFY(Status::fromString(u"A"_s) == Status::fromString(u"A"_s));
    QVERIFY(Status::fromString(u"A"_s) != Status::fromString(u"B"_s));
}

void tst_QDynamoDBEnum::inSwitch()
{
    const QDynamoDBEnum<KeyType> type = KeyType::Range;
    switch (type) {
    case KeyType::Range:
        return;
    case KeyType::Hash:
    case KeyType::Unknown:
        break;
    }
    QFAIL("wrong branch");
}

void tst_QDynamoDBEnum::texts_data()
{
    QTest::addColumn<QString>("actual");
    QTest::addColumn<QString>("expected");

    const auto add = [](auto value, const QString &text) {
        QTest::addRow("%s", qPrintable(text)) << QDynamoDBEnum(value).toString() << text;
    };
    add(ReturnValue::UpdatedNew, u"UPDATED_NEW"_s);
    add(SSEType::Aes256, u"AES256"_s);
    add(ExportFormat::DynamoDBJson, u"DYNAMODB_JSON"_s);
    add(ComparisonOperator::Null, u"NULL"_s);
    add(ScalarAttributeType::B, u"B"_s);
    add(BatchStatementErrorCode::ConditionalCheckFailed, u"ConditionalCheckFailed"_s);
    add(ShardIteratorType::TrimHorizon, u"TRIM_HORIZON"_s);
    add(OutputType::ConditionCheckFailure, u"CONDITION_CHECK_FAILURE"_s);
}

void tst_QDynamoDBEnum::texts()
{
    QFETCH(QString, actual);
    QFETCH(QString, expected);
    QCOMPARE(actual, expected);
}

// Compiled programs and QML files depend on these numbers.
void tst_QDynamoDBEnum::stableNumbers()
{
    QCOMPARE(int(TableStatus::Unknown), 0);
    QCOMPARE(int(TableStatus::Active), 1);
    QCOMPARE(int(TableStatus::Updating), 8);
    QCOMPARE(int(ReturnValue::AllNew), 1);
}

void tst_QDynamoDBEnum::metaObject()
{
    const QMetaEnum status = QMetaEnum::fromType<TableStatus>();
    QCOMPARE(status.valueToKey(int(TableStatus::Active)), "Active");
    QCOMPARE(QByteArray(status.scope()), QByteArray("QDynamoDB"));
}

void tst_QDynamoDBEnum::debug()
{
    QString text;
    QDebug(&text) << QDynamoDBEnum(TableStatus::Active) << QDynamoDBEnum<KeyType>();
    QCOMPARE(text.trimmed(), u"TableStatus(\"ACTIVE\") KeyType()"_s);
}

QTEST_APPLESS_MAIN(tst_QDynamoDBEnum)
#include "tst_qdynamodbenum.moc"
