// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "localservertest/localservertest.h"

#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbscanmodel.h>
#include <QtDynamoDB/qdynamodbstore.h>

#include <QtCore/qtemporarydir.h>
#include <QtTest/qabstractitemmodeltester.h>

using namespace Qt::StringLiterals;
using Store = QDynamoDBStore;

// A model that is attached to a store: its rows come from the disk, and follow the store.
class tst_Integration_StoreModel : public LocalServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void worksOffline();
    void edits();
    void followsSyncs();
    void outlivesItsStore();

private:
    [[nodiscard]] static QDynamoDBItem note(const QString &id, const QString &text)
    {
        return { { u"pk"_s, id }, { u"text"_s, text } };
    }
    void cutOff(QDynamoDBClient &client) const
    {
        configure(&client);
        client.setEndpoint(QUrl(u"http://127.0.0.1:1"_s)); // no server listens there
    }
    static void prepare(Store &store, const QString &tableName)
    {
        store.setIdentity(u"me"_s);
        store.setLedgerTable(u"ledger-"_s + tableName);
        QDynamoDBMirror mirror;
        mirror.tableName = tableName;
        mirror.partitionKeyName = u"pk"_s;
        static_cast<void>(store.addMirror(mirror));
    }
    // Returns "id=text" of each row, sorted.
    [[nodiscard]] static QStringList rows(const QDynamoDBItemModel &model)
    {
        QStringList all;
        for (int row = 0; row < model.rowCount(); ++row) {
            const QDynamoDBItem item = model.item(row);
            all.append(
                    QString(item.value(u"pk").toString() + u'=' + item.value(u"text").toString()));
        }
        all.sort();
        return all;
    }
    [[nodiscard]] static QVariant state(const QDynamoDBItemModel &model, int row,
                                        const QByteArray &role)
    {
        return model.data(model.index(row, 0), model.roleNames().key(role));
    }
};

void tst_Integration_StoreModel::worksOffline()
{
    const QTemporaryDir folder;
    QDynamoDBClient cut;
    cutOff(cut);
    Store store(&cut, folder.filePath(u"notes.db"_s));
    prepare(store, u"Note"_s);
    AWAIT_DONE(store.put(u"Note"_s, note(u"a"_s, u"one"_s)).accepted());

    QDynamoDBScanModel model;
    const QAbstractItemModelTester tester(&model);
    store.attach(&model);
    model.setTableName(u"Note"_s);
    QTRY_COMPARE(rows(model), QStringList { u"a=one"_s });
    QVERIFY(state(model, 0, "syncState").toInt() != int(Store::SyncState::Synced));
    QCOMPARE(state(model, 0, "fromCache"), QVariant(true));
    QVERIFY(!state(model, 0, "asOf").toDateTime().isValid());

    // Writes of others to the same store.
    AWAIT_DONE(store.put(u"Note"_s, note(u"a"_s, u"two"_s)).accepted());
    QTRY_COMPARE(rows(model), QStringList { u"a=two"_s });
    AWAIT_DONE(store.put(u"Note"_s, note(u"b"_s, u"new"_s)).accepted());
    QTRY_COMPARE(rows(model), QStringList({ u"a=two"_s, u"b=new"_s }));
    AWAIT_DONE(store.remove(u"Note"_s, { { u"pk"_s, u"b"_s } }).accepted());
    QTRY_COMPARE(rows(model), QStringList { u"a=two"_s });
}

// Edits of a model are writes of the store, also without network.
void tst_Integration_StoreModel::edits()
{
    const QTemporaryDir folder;
    QDynamoDBClient cut;
    cutOff(cut);
    Store store(&cut, folder.filePath(u"notes.db"_s));
    prepare(store, u"Note"_s);
    AWAIT_DONE(store.put(u"Note"_s, note(u"a"_s, u"one"_s)).accepted());
    QDynamoDBScanModel model;
    const QAbstractItemModelTester tester(&model);
    store.attach(&model);
    model.setTableName(u"Note"_s);
    model.setEditable(true);
    QTRY_COMPARE(rows(model), QStringList { u"a=one"_s });

    QVERIFY(model.setData(model.index(0, 0), u"two"_s, model.roleNames().key("text")));
    QTRY_COMPARE(store.pendingWrites(), 2);
    const QDynamoDBItem key { { u"pk"_s, u"a"_s } };
    AWAIT(edited, store.get(u"Note"_s, key));
    QCOMPARE(edited, note(u"a"_s, u"two"_s));
    QCOMPARE(rows(model), QStringList { u"a=two"_s });

    QVERIFY(model.remove(0));
    QTRY_COMPARE(store.pendingWrites(), 3);
    AWAIT(removed, store.get(u"Note"_s, key));
    QVERIFY(removed.isNull());
    QCOMPARE(model.rowCount(), 0);
}

void tst_Integration_StoreModel::followsSyncs()
{
    TEST_TABLE(table, TestTable::Keys::Partition);
    AWAIT_DONE(m_client.putItem(table.name(), note(u"a"_s, u"one"_s)));
    const QTemporaryDir folder;
    Store store(&m_client, folder.filePath(u"notes.db"_s));
    prepare(store, table.name());
    QDynamoDBScanModel model;
    const QAbstractItemModelTester tester(&model);
    store.attach(&model);
    model.setTableName(table.name());
    QTRY_COMPARE(rows(model), QStringList { u"a=one"_s });
    QTRY_COMPARE(state(model, 0, "syncState"), QVariant(int(Store::SyncState::Synced)));
    QTRY_COMPARE(state(model, 0, "fromCache"), QVariant(false));
    QVERIFY(state(model, 0, "asOf").toDateTime().isValid());

    AWAIT_DONE(m_client.putItem(table.name(), note(u"a"_s, u"two"_s)));
    AWAIT_DONE(m_client.putItem(table.name(), note(u"b"_s, u"new"_s)));
    AWAIT_DONE(store.sync());
    QTRY_COMPARE(rows(model), QStringList({ u"a=two"_s, u"b=new"_s }));
    AWAIT_DONE(store.close());
}

void tst_Integration_StoreModel::outlivesItsStore()
{
    QDynamoDBScanModel model;
    const QAbstractItemModelTester tester(&model);
    {
        const QTemporaryDir folder;
        QDynamoDBClient cut;
        cutOff(cut);
        Store store(&cut, folder.filePath(u"notes.db"_s));
        prepare(store, u"Note"_s);
        AWAIT_DONE(store.put(u"Note"_s, note(u"a"_s, u"one"_s)).accepted());
        store.attach(&model);
        model.setTableName(u"Note"_s);
        QTRY_COMPARE(rows(model), QStringList { u"a=one"_s });
    }
    model.reload();
    QCoreApplication::processEvents();
}

QTEST_MAIN(tst_Integration_StoreModel)
#include "tst_integration_storemodel.moc"
