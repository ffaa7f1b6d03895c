// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "localservertest/localservertest.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbtransaction.h>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;
using Keys = TestTable::Keys;

using Fill = void (*)(QDynamoDBWriteTransaction *);

class tst_QDynamoDBTransaction : public LocalServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void everyAction();
    void cancelled();
    void token();
    void hundred();
    void tooLarge();
    void errors_data();
    void errors();
    void read();
    void readErrors();
};

static QDynamoDBItem pk(const QString &name)
{
    return { { u"pk"_s, name } };
}

void tst_QDynamoDBTransaction::everyAction()
{
    TEST_TABLE(table, Keys::Partition);
    for (const char16_t *name : { u"a", u"b", u"c" })
        AWAIT_DONE(m_client.putItem(table.name(), pk(QString::fromUtf16(name))));
    QDynamoDBWriteTransaction transaction;
    transaction
            .put(table.name(), { { u"pk"_s, u"d"_s }, { u"n"_s, 1 } },
                 attribute(u"pk"_s).notExists())
            .update(table.name(), pk(u"a"_s), set(u"n"_s, 2), attribute(u"pk"_s).exists())
            .remove(table.name(), pk(u"b"_s))
            .check(table.name(), pk(u"c"_s), attribute(u"pk"_s).exists());
    QCOMPARE(transaction.size(), 4);
    QCOMPARE(transaction.error(), QDynamoDBError());
    AWAIT_DONE(transaction.commit(&m_client));

    AWAIT(items,
          QDynamoDBReadTransaction()
                  .get(table.name(), pk(u"d"_s), projection(u"n"_s))
                  .get(table.name(), pk(u"a"_s))
                  .get(table.name(), pk(u"b"_s))
                  .commit(&m_client));
    const QList<QDynamoDBItem> expected = { { { u"n"_s, 1 } },
                                            { { u"pk"_s, u"a"_s }, { u"n"_s, 2 } },
                                            {} };
    QCOMPARE(items, expected);
    QVERIFY(items[2].isNull());
}

void tst_QDynamoDBTransaction::cancelled()
{
    TEST_TABLE(table, Keys::Partition);
    AWAIT_DONE(m_client.putItem(table.name(), { { u"pk"_s, u"a"_s }, { u"n"_s, 1 } }));
    QDynamoDBWriteTransaction transaction;
    transaction.put(table.name(), pk(u"b"_s))
            .update(table.name(), pk(u"a"_s), add(u"n"_s, 1), attribute(u"n"_s) > 5)
            .check(table.name(), pk(u"c"_s), attribute(u"pk"_s).exists());
    AWAIT_ERROR(error, transaction.commit(&m_client), Code::TransactionCanceled);
    QVERIFY2(error.message().contains(
                     u"action 2, update in %1: ConditionalCheckFailed"_s.arg(table.name())),
             qPrintable(error.message()));
    QVERIFY(error.message().contains(u"action 3, check in "_s));
    QVERIFY(!error.message().contains(u"action 1"_s));
    const auto reasons = error.cancellationReasons();
    QCOMPARE(reasons.size(), 3);
    QCOMPARE(reasons[0].code, Code::NoError);
    QCOMPARE(reasons[1].item, QDynamoDBItem({ { u"pk"_s, u"a"_s }, { u"n"_s, 1 } }));
    AWAIT(none, m_client.getItem(table.name(), pk(u"b"_s)));
    QVERIFY(none.item.isNull());
}

void tst_QDynamoDBTransaction::token()
{
    TEST_TABLE(table, Keys::Partition);
    QDynamoDBWriteTransaction transaction;
    transaction.update(table.name(), pk(u"a"_s), add(u"n"_s, 1));
    transaction.setClientRequestToken(u"once"_s);
    AWAIT_DONE(transaction.commit(&m_client));
    AWAIT_DONE(transaction.commit(&m_client));
    AWAIT(result, m_client.getItem(table.name(), pk(u"a"_s)));
    QCOMPARE(result.item[u"n"].toInteger(), 1);
}

void tst_QDynamoDBTransaction::hundred()
{
    TEST_TABLE(table, Keys::Partition);
    QDynamoDBWriteTransaction transaction;
    for (int i = 0; i < 100; ++i)
        transaction.put(table.name(), pk(QString::number(i)));
    AWAIT_DONE(transaction.commit(&m_client));
    transaction.put(table.name(), pk(u"100"_s));
    AWAIT_ERROR(error, transaction.commit(&m_client), Code::InvalidParameterValue);
    QVERIFY(error.message().contains(u"has 101 actions"_s));
}

void tst_QDynamoDBTransaction::tooLarge()
{
    QDynamoDBWriteTransaction transaction;
    const QString text(400000, u'x');
    for (int i = 0; i < 10; ++i)
        transaction.put(u"Table"_s, { { u"pk"_s, i }, { u"text"_s, text } });
    QCOMPARE(transaction.error(), QDynamoDBError());
    transaction.put(u"Table"_s, { { u"pk"_s, 10 }, { u"text"_s, text } });
    QVERIFY(transaction.error().message().contains(u"it must have at most 4 MB"_s));
}

void tst_QDynamoDBTransaction::errors_data()
{
    QTest::addColumn<Fill>("fill");
    QTest::addColumn<QString>("says");

    const auto row = [](const char *name, Fill fill, const char16_t *says) {
        QTest::newRow(name) << fill << QString::fromUtf16(says);
    };
    using T = QDynamoDBWriteTransaction;
    row(
            "nothing", [](T *) {}, u"has no action");
    row(
            "twice", [](T *t) { t->remove(u"Tab"_s, pk(u"a"_s)).remove(u"Tab"_s, pk(u"a"_s)); },
            u"Actions 1 and 2 of the transaction, delete and delete in Tab");
    row(
            "put and check",
            [](T *t) {
                t->put(u"Tab"_s, { { u"pk"_s, u"a"_s }, { u"n"_s, 1 } })
                        .check(u"Tab"_s, pk(u"a"_s), attribute(u"n"_s).exists());
            },
            u"put and check in Tab");
    row(
            "two puts of a table whose key shows",
            [](T *t) {
                t->put(u"Tab"_s, { { u"pk"_s, u"a"_s }, { u"n"_s, 1 } })
                        .put(u"Tab"_s, { { u"pk"_s, u"a"_s }, { u"n"_s, 2 } })
                        .remove(u"Tab"_s, pk(u"b"_s));
            },
            u"put and put in Tab");
    row(
            "empty update", [](T *t) { t->update(u"Tab"_s, pk(u"a"_s), {}); },
            u"must change an attribute");
    row(
            "empty check", [](T *t) { t->check(u"Tab"_s, pk(u"a"_s), {}); }, u"has no condition");
    row(
            "bad expression", [](T *t) { t->put(u"Tab"_s, pk(u"a"_s), attribute(u"n"_s) < true); },
            u"n < true");
    row(
            "first one counts",
            [](T *t) {
                t->put(u"Tab"_s, pk(u"a"_s), attribute(u"."_s).exists()).update(u"Tab"_s, {}, {});
            },
            u"not an attribute's path");
}

void tst_QDynamoDBTransaction::errors()
{
    QFETCH(Fill, fill);
    QFETCH(QString, says);

    QDynamoDBWriteTransaction transaction;
    fill(&transaction);
    AWAIT_ERROR(error, transaction.commit(&m_client), Code::InvalidParameterValue);
    QVERIFY2(error.message().contains(says), qPrintable(error.message()));
    QCOMPARE(transaction.error(), error);
}

void tst_QDynamoDBTransaction::read()
{
    TEST_TABLE(table, Keys::PartitionAndSort);
    QDynamoDBReadTransaction transaction;
    for (int i = 0; i < 20; ++i) {
        AWAIT_DONE(m_client.putItem(table.name(), { { u"pk"_s, u"a"_s }, { u"sk"_s, i } }));
        transaction.get(table.name(), { { u"pk"_s, u"a"_s }, { u"sk"_s, 19 - i } });
    }
    AWAIT(items, transaction.commit(&m_client));
    QCOMPARE(items.size(), 20);
    for (int i = 0; i < 20; ++i)
        QCOMPARE(items[i][u"sk"].toInteger(), 19 - i);
}

void tst_QDynamoDBTransaction::readErrors()
{
    QDynamoDBReadTransaction twice;
    twice.get(u"Tab"_s, pk(u"a"_s)).get(u"Tab"_s, pk(u"a"_s));
    AWAIT_ERROR(error, twice.commit(&m_client), Code::InvalidParameterValue);
    QVERIFY(error.message().contains(u"for the same item"_s));
    QDynamoDBReadTransaction path;
    path.get(u"Tab"_s, pk(u"a"_s), projection(u"a..b"_s));
    QVERIFY(path.error().message().contains(u"not an attribute's path"_s));
    QVERIFY(QDynamoDBReadTransaction().error().isError());
}

QTEST_GUILESS_MAIN(tst_QDynamoDBTransaction)
#include "tst_qdynamodbtransaction.moc"
