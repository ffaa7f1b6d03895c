// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "browser.h"
#include "demoserver.h"
#include "itemeditor.h"
#include "transfer.h"

#include <QtDynamoDB/QDynamoDBClient>

#include <QtCore/QStandardPaths>
#include <QtCore/QTemporaryDir>
#include <QtCore/QTimer>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QMenuBar>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTableView>

using namespace Qt::StringLiterals;

// The widgets example with its demonstration data, as a person would use it.
class tst_TableBrowser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void tables();
    void query_data();
    void query();
    void badKey();
    void filter();
    void sort();
    void editInline();
    void conflict();
    void editItem();
    void createAndDeleteTable();
    void newAndRemovedItem();
    void exportAndImport();
    void badImport();
    void serverAway();

private:
    template<typename Widget>
    Widget *child(const char *name) const
    {
        return m_browser->findChild<Widget *>(QLatin1StringView(name));
    }
    void type(const char *field, const QString &text) const;
    void run() const { QTest::mouseClick(child<QPushButton>("run"), Qt::LeftButton); }
    void trigger(const QString &menuEntry) const;
    [[nodiscard]] QAbstractItemModel *shown() const { return m_view->model(); }
    [[nodiscard]] int column(const QString &attribute) const;
    [[nodiscard]] QString cell(int row, const QString &attribute) const;
    [[nodiscard]] QString banner() const;
    // Once a dialog of the type is open.
    template<typename Dialog, typename Action>
    void inDialog(Action action);

    DemoServer m_server;
    std::unique_ptr<Browser> m_browser;
    QTableView *m_view = nullptr;
    QDynamoDBClient m_other; // somebody else
};

void tst_TableBrowser::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true); // settings of its own
    QApplication::setApplicationName(u"tst_tablebrowser"_s);
    QApplication::setOrganizationName(u"QtDynamoDB"_s);
    QSignalSpy ready(&m_server, &DemoServer::ready);
    connect(&m_server, &DemoServer::failed, [](const QString &problem) { qCritical() << problem; });
    m_server.start();
    QVERIFY(ready.wait(120000));
    m_other.setEndpoint(m_server.endpoint());
    m_other.setRegion(u"local"_s);
    m_other.setCredentials({ u"local"_s, u"local"_s });
}

void tst_TableBrowser::init()
{
    m_browser = std::make_unique<Browser>();
    m_browser->connectTo(m_server.endpoint().toString(), {}, {}, u"Thread"_s);
    m_browser->show();
    m_view = child<QTableView>("items");
    QTRY_COMPARE(shown()->rowCount(), 7);
}

void tst_TableBrowser::cleanup()
{
    m_browser.reset();
}

void tst_TableBrowser::type(const char *field, const QString &text) const
{
    auto *edit = child<QLineEdit>(field);
    QVERIFY2(edit && edit->isVisible(), field);
    edit->setFocus();
    edit->selectAll();
    QTest::keyClicks(edit, text);
}

void tst_TableBrowser::trigger(const QString &menuEntry) const
{
    for (QAction *menu : m_browser->menuBar()->actions()) {
        for (QAction *action : menu->menu()->actions()) {
            if (action->text().remove(u'&') == menuEntry) {
                QVERIFY(action->isEnabled());
                action->trigger();
                return;
            }
        }
    }
    QFAIL(qPrintable("no menu entry "_L1 + menuEntry));
}

int tst_TableBrowser::column(const QString &attribute) const
{
    for (int i = 0; i < shown()->columnCount(); ++i) {
        if (shown()->headerData(i, Qt::Horizontal).toString() == attribute)
            return i;
    }
    return -1;
}

QString tst_TableBrowser::cell(int row, const QString &attribute) const
{
    return shown()->index(row, column(attribute)).data().toString();
}

QString tst_TableBrowser::banner() const
{
    const auto *widget = child<QWidget>("banner");
    return widget->isVisible() ? child<QLabel>("bannerText")->text() : QString();
}

template<typename Dialog, typename Action>
void tst_TableBrowser::inDialog(Action action)
{
    auto *timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, [timer, action] {
        auto *dialog = qobject_cast<Dialog *>(QApplication::activeModalWidget());
        if (!dialog)
            return;
        timer->deleteLater();
        timer->stop();
        action(dialog);
    });
    timer->start(10);
}

void tst_TableBrowser::tables()
{
    auto *list = child<QListWidget>("tables");
    QCOMPARE(list->count(), 2);
    QCOMPARE(list->currentItem()->text(), u"Thread"_s);
    QVERIFY(column(u"Subject"_s) >= 0);
    QVERIFY(child<QLabel>("rows")->text().contains(u'7'));
    QTRY_VERIFY(child<QLabel>("latency")->text().contains("ms"_L1));
    QCOMPARE(banner(), QString());

    const QListWidgetItem *reading = list->findItems(u"Reading"_s, Qt::MatchExactly).first();
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualItemRect(reading).center());
    QTRY_COMPARE(shown()->rowCount(), 1000);
    QVERIFY(column(u"Celsius"_s) >= 0);
}

void tst_TableBrowser::query_data()
{
    QTest::addColumn<QString>("partition");
    QTest::addColumn<QString>("comparison");
    QTest::addColumn<QString>("sort");
    QTest::addColumn<int>("rows");

    QTest::newRow("partition") << u"Qt"_s << u"="_s << QString() << 4;
    QTest::newRow("equal") << u"Qt"_s << u"="_s << u"Futures that chain"_s << 1;
    QTest::newRow("begins with") << u"DynamoDB"_s << u"begins with"_s << u"Q"_s << 1;
    QTest::newRow("after") << u"Qt"_s << u">"_s << u"P"_s << 2;
    QTest::newRow("nothing") << u"KDE"_s << u"="_s << QString() << 0;
}

void tst_TableBrowser::query()
{
    QFETCH(const QString, partition);
    QFETCH(const QString, comparison);
    QFETCH(const QString, sort);
    QFETCH(const int, rows);

    type("partition", partition);
    child<QComboBox>("sortOperator")->setCurrentText(comparison);
    type("sort", sort);
    run();
    QTRY_COMPARE(shown()->rowCount(), rows);
    for (int row = 0; row < rows; ++row)
        QCOMPARE(cell(row, u"ForumName"_s), partition);
    QCOMPARE(banner(), QString());
}

void tst_TableBrowser::badKey()
{
    auto *list = child<QListWidget>("tables");
    list->setCurrentItem(list->findItems(u"Reading"_s, Qt::MatchExactly).first());
    QTRY_COMPARE(shown()->rowCount(), 1000);
    type("partition", u"S1"_s);
    type("sort", u"noon"_s);
    run();
    auto *problem = child<QLabel>("problem");
    QVERIFY(problem->isVisible());
    QVERIFY(problem->text().contains("Hour"_L1));
    type("sort", u"5"_s);
    run();
    QVERIFY(!problem->isVisible());
    QTRY_COMPARE(shown()->rowCount(), 1);

    type("partition", QString());
    child<QLineEdit>("partition")->clear();
    run();
    QVERIFY(problem->isVisible()); // a sort key alone asks for nothing
}

void tst_TableBrowser::filter()
{
    type("filterAttribute", u"Replies"_s);
    child<QComboBox>("filterOperator")->setCurrentText(u">"_s);
    type("filterValue", u"8"_s);
    QTest::keyClick(child<QLineEdit>("filterValue"), Qt::Key_Return);
    QTRY_COMPARE(shown()->rowCount(), 3);

    type("filterAttribute", u"Tags"_s);
    child<QComboBox>("filterOperator")->setCurrentText(u"contains"_s);
    type("filterValue", u"model"_s);
    run();
    QTRY_COMPARE(shown()->rowCount(), 2);
}

void tst_TableBrowser::sort()
{
    m_view->sortByColumn(column(u"Replies"_s), Qt::DescendingOrder);
    QCOMPARE(cell(0, u"Replies"_s), u"21"_s);
    QCOMPARE(cell(1, u"Replies"_s), u"12"_s); // by number, not by text
    QCOMPARE(cell(6, u"Replies"_s), u"2"_s);
}

void tst_TableBrowser::editInline()
{
    m_view->sortByColumn(column(u"Replies"_s), Qt::DescendingOrder);
    const QModelIndex index = shown()->index(0, column(u"Replies"_s));
    QVERIFY(index.flags() & Qt::ItemIsEditable);
    QVERIFY(!(shown()->index(0, column(u"Subject"_s)).flags() & Qt::ItemIsEditable));
    m_view->setCurrentIndex(index);
    m_view->edit(index);
    auto *editor = qobject_cast<QWidget *>(QApplication::focusWidget());
    QVERIFY(editor);
    auto *line = qobject_cast<QLineEdit *>(editor);
    if (!line)
        line = editor->findChild<QLineEdit *>();
    QVERIFY(line);
    line->selectAll();
    QTest::keyClicks(line, u"22"_s);
    QTest::keyClick(line, Qt::Key_Return);
    const QDynamoDBItem key { { u"ForumName"_s, u"Qt"_s },
                              { u"Subject"_s, u"Futures that chain"_s } };
    QTRY_COMPARE(m_other.getItem(u"Thread"_s, key).result().item[u"Replies"].toInteger(), 22);
    QCOMPARE(banner(), QString());
    m_other.updateItem(u"Thread"_s, key, u"SET Replies = :r"_s, { { u":r"_s, 21 } })
            .waitForFinished();
}

void tst_TableBrowser::conflict()
{
    const QDynamoDBItem key { { u"ForumName"_s, u"Qt"_s },
                              { u"Subject"_s, u"Futures that chain"_s } };
    m_view->sortByColumn(column(u"Replies"_s), Qt::DescendingOrder);
    QCOMPARE(cell(0, u"Replies"_s), u"21"_s);
    m_other.updateItem(u"Thread"_s, key, u"SET Replies = :r"_s, { { u":r"_s, 40 } })
            .waitForFinished();
    QVERIFY(shown()->setData(shown()->index(0, column(u"Replies"_s)), 30));
    QTRY_VERIFY(banner().contains("ConditionalCheckFailed"_L1));
    QTRY_COMPARE(cell(0, u"Replies"_s), u"40"_s); // as it is
    m_other.updateItem(u"Thread"_s, key, u"SET Replies = :r"_s, { { u":r"_s, 21 } })
            .waitForFinished();
}

void tst_TableBrowser::editItem()
{
    const QDynamoDBItem original { { u"pk"_s, u"a"_s },
                                   { u"kept"_s, 1 },
                                   { u"changed"_s, QDynamoDBItem { { u"x"_s, 1 } } },
                                   { u"gone"_s, true } };
    ItemEditor editor(original, { u"pk"_s });
    auto *text = editor.findChild<QPlainTextEdit *>();
    auto *save = editor.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save);
    QVERIFY(save->isEnabled());
    QCOMPARE(editor.item(), original);
    QVERIFY(editor.changes().updateExpression.isEmpty());

    text->setPlainText(u"{ \"pk\": { \"S\": \"b\" } }"_s);
    QVERIFY(!save->isEnabled());
    text->setPlainText(u"{ \"pk\": { \"S\": \"a\" }, \"n\": { \"N\": \"x\" } }"_s);
    QVERIFY(!save->isEnabled());
    text->setPlainText(u"nonsense"_s);
    QVERIFY(!save->isEnabled());

    text->setPlainText(u"{ \"pk\": { \"S\": \"a\" }, \"kept\": { \"N\": \"1\" },"
                       "\"changed\": { \"M\": { \"x\": { \"N\": \"2\" } } },"
                       "\"new\": { \"SS\": [ \"p\", \"q\" ] } }"_s);
    QVERIFY(save->isEnabled());
    const QDynamoDB::UpdateItemRequest changes = editor.changes();
    QCOMPARE(changes.key, (QDynamoDBItem { { u"pk"_s, u"a"_s } }));
    QCOMPARE(changes.expressionAttributeNames.values(),
             QStringList({ u"changed"_s, u"gone"_s, u"new"_s }));
    QVERIFY(changes.updateExpression.startsWith("SET "_L1));
    QVERIFY(changes.updateExpression.contains("REMOVE "_L1));
    QCOMPARE(changes.conditionExpression.count(" AND "_L1), 2);
}

void tst_TableBrowser::createAndDeleteTable()
{
    auto *list = child<QListWidget>("tables");
    inDialog<QDialog>([](QDialog *dialog) {
        auto *ok = dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok);
        QVERIFY(!ok->isEnabled());
        QTest::keyClicks(dialog->findChild<QLineEdit *>(u"name"_s), u"Notes"_s);
        QTest::keyClicks(dialog->findChild<QLineEdit *>(u"partitionKey"_s), u"id"_s);
        QVERIFY(ok->isEnabled());
        QTest::mouseClick(ok, Qt::LeftButton);
    });
    trigger(u"New Table…"_s);
    QTRY_COMPARE(list->count(), 3);
    QTRY_COMPARE(list->currentItem()->text(), u"Notes"_s);
    QTRY_COMPARE(shown()->rowCount(), 0);
    QTRY_VERIFY(child<QLabel>("rows")->text().contains(u'0'));

    inDialog<QMessageBox>([](QMessageBox *box) {
        QVERIFY(box->text().contains("Notes"_L1));
        QTest::mouseClick(box->button(QMessageBox::Yes), Qt::LeftButton);
    });
    trigger(u"Delete Table…"_s);
    QTRY_COMPARE(list->count(), 2);
}

void tst_TableBrowser::newAndRemovedItem()
{
    inDialog<ItemEditor>([](ItemEditor *editor) {
        editor->findChild<QPlainTextEdit *>()->setPlainText(
                u"{ \"ForumName\": { \"S\": \"Qt\" }, \"Subject\": { \"S\": \"New\" } }"_s);
        QTest::mouseClick(editor->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save),
                          Qt::LeftButton);
    });
    trigger(u"New Item…"_s);
    QTRY_COMPARE(shown()->rowCount(), 8);
    QCOMPARE(cell(7, u"Subject"_s), u"New"_s);

    m_view->selectRow(7);
    inDialog<QMessageBox>([](QMessageBox *box) {
        QTest::mouseClick(box->button(QMessageBox::Yes), Qt::LeftButton);
    });
    trigger(u"Delete Items"_s);
    QTRY_COMPARE(shown()->rowCount(), 7);
}

void tst_TableBrowser::exportAndImport()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"items.json"_s);
    auto *out = new Transfer(&m_other, u"Reading"_s);
    QSignalSpy exported(out, &Transfer::finished);
    QSignalSpy progress(out, &Transfer::progressed);
    out->exportTo(file, 1000);
    QVERIFY(exported.wait(30000));
    QCOMPARE(exported[0][0].toLongLong(), 1000);
    QCOMPARE(exported[0][1].toString(), QString());
    QVERIFY(progress.size() >= 1);

    m_other.createTable(u"Copy"_s, { u"Sensor"_s, QDynamoDB::ScalarAttributeType::S },
                        { u"Hour"_s, QDynamoDB::ScalarAttributeType::N })
            .waitForFinished();
    auto *in = new Transfer(&m_other, u"Copy"_s);
    QSignalSpy imported(in, &Transfer::finished);
    in->importFrom(file);
    QVERIFY(imported.wait(60000));
    QCOMPARE(imported[0][0].toLongLong(), 1000);
    QCOMPARE(imported[0][1].toString(), QString());
    const auto original = m_other.scan(u"Reading"_s).result();
    const auto copy = m_other.scan(u"Copy"_s).result();
    QCOMPARE(copy.items, original.items);
    m_other.deleteTable(u"Copy"_s).waitForFinished();
}

void tst_TableBrowser::badImport()
{
    const QTemporaryDir folder;
    for (const char *text : { "nonsense", "{}", "[1]", "[{\"a\":{\"N\":\"1\"}}, 5]" }) {
        QFile file(folder.filePath(u"bad.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();
        auto *in = new Transfer(&m_other, u"Thread"_s);
        QSignalSpy finished(in, &Transfer::finished);
        in->importFrom(file.fileName());
        QCOMPARE(finished.size(), 1);
        QCOMPARE(finished[0][0].toLongLong(), 0);
        QVERIFY2(!finished[0][1].toString().isEmpty(), text);
    }
}

void tst_TableBrowser::serverAway()
{
    m_browser->connectTo(u"http://127.0.0.1:1"_s, {}, {});
    QTRY_VERIFY_WITH_TIMEOUT(banner().contains("Request"_L1), 20000);
    QCOMPARE(shown()->rowCount(), 0);
    m_browser->connectTo(m_server.endpoint().toString(), {}, {}, u"Thread"_s);
    QTRY_COMPARE(shown()->rowCount(), 7);
    QCOMPARE(banner(), QString());
}

QTEST_MAIN(tst_TableBrowser)
#include "tst_tablebrowser.moc"
