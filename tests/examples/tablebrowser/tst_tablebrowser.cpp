// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "browser.h"
#include "connectionbar.h"
#include "createtabledialog.h"
#include "demoserver.h"
#include "itemeditor.h"
#include "transfer.h"
#include "waiting/longtimeouts.h"

#include "faketable/faketable.h"

#include <QtDynamoDB/QDynamoDBClient>
#include <QtGui/QDesktopServices>

#include <QtCore/QScopeGuard>
#include <QtCore/QSettings>
#include <QtCore/QStandardPaths>
#include <QtCore/QTemporaryDir>
#include <QtCore/QTimer>
#include <QtGui/QClipboard>
#include <QtGui/QPalette>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QMenuBar>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStyle>
#include <QtWidgets/QTableView>
#include <QtWidgets/QToolButton>

#include <cmath>

using namespace Qt::StringLiterals;

// The widgets example with its demonstration data, operated with mouse and keyboard.
class tst_TableBrowser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void tables();
    void profiles();
    void signIn();
    void columns();
    void empty();
    void query_data();
    void query();
    void invalidKey();
    void filter();
    void sort();
    void editInline();
    void conflict();
    void editItem();
    void nestedValue();
    void nestedConflict();
    void copy();
    void createAndDeleteTable();
    void newAndRemovedItem();
    void exportAndImport();
    void importKeepsDigits();
    void invalidImport();
    void cancelledImport();
    void scanWithProgressAndCancel();
    void failedScan();
    void closedWhileLoading();
    void serverStopped();
    void contrasts_data();
    void contrasts();

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
    [[nodiscard]] bool isShown(const char *name) const { return child<QWidget>(name)->isVisible(); }
    void choose(const QString &table) const;
    void importFile(const QString &file);
    // Runs the action once a dialog of this type is open.
    template<typename Dialog, typename Action>
    void inDialog(Action action);

    DemoServer m_server;
    std::unique_ptr<Browser> m_browser;
    QTableView *m_view = nullptr;
    QDynamoDBClient m_other; // changes the same tables
};

void tst_TableBrowser::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true); // separate settings
    QApplication::setApplicationName(u"tst_tablebrowser"_s);
    QApplication::setOrganizationName(u"QtDynamoDB"_s);
    QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    QSettings().clear();
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

void tst_TableBrowser::choose(const QString &table) const
{
    auto *list = child<QListWidget>("tables");
    const QListWidgetItem *item = list->findItems(table, Qt::MatchExactly).value(0);
    QVERIFY(item);
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualItemRect(item).center());
}

void tst_TableBrowser::importFile(const QString &file)
{
    inDialog<QFileDialog>([file](QFileDialog *dialog) {
        dialog->findChild<QLineEdit *>(u"fileNameEdit"_s)->setText(file);
        dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Open)->click();
    });
    trigger(u"Import Items…"_s);
}

template<typename Dialog, typename Action>
void tst_TableBrowser::inDialog(Action action)
{
    auto *timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, [timer, action] {
        auto *dialog = qobject_cast<Dialog *>(QApplication::activeModalWidget());
        if (!dialog || !dialog->isActiveWindow()) // shortcuts work only in the active window
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

    choose(u"Reading"_s);
    QTRY_COMPARE(shown()->rowCount(), 1000);
    QVERIFY(column(u"Celsius"_s) >= 0);
    QVERIFY(m_browser->windowTitle().startsWith("Reading"_L1));
}

// Receives the URLs that would open in a browser.
class Pages : public QObject
{
    Q_OBJECT

public Q_SLOTS:
    void open(const QUrl &page) { opened.append(page); }

public:
    QList<QUrl> opened;
};

void tst_TableBrowser::signIn()
{
    Pages pages;
    QDesktopServices::setUrlHandler(u"https"_s, &pages, "open");
    const auto restore = qScopeGuard([] { QDesktopServices::unsetUrlHandler(u"https"_s); });
    const QUrl page(u"https://sso.example/device?user_code=ABCD-EFGH"_s);
    Q_EMIT m_browser->findChild<QDynamoDBClient *>()->authorizationRequired(page, u"ABCD-EFGH"_s);
    QCOMPARE(pages.opened, QList<QUrl>({ page }));
    const auto labels = m_browser->findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
        return label->isVisible() && label->text().contains("ABCD-EFGH"_L1);
    }));
}

void tst_TableBrowser::profiles()
{
    QTemporaryDir folder;
    const auto write = [&](const char *variable, const QString &name, const QByteArray &text) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        qputenv(variable, file.fileName().toLocal8Bit());
    };
    write("AWS_SHARED_CREDENTIALS_FILE", u"credentials"_s,
          "[default]\naws_access_key_id = x\n[ work ]\naws_secret_access_key = [s3cr3t]\n");
    write("AWS_CONFIG_FILE", u"config"_s,
          "[default]\n[profile  home]\nregion=eu-central-1\n# [profile no]\n[sso-session s]\n");
    const auto offered = [](const ConnectionBar &bar) {
        const auto *profiles = bar.findChild<QComboBox *>(u"profile"_s);
        QStringList names;
        for (int i = 0; i < profiles->count(); ++i)
            names.append(profiles->itemText(i));
        return names;
    };
    {
        const ConnectionBar bar;
        QTRY_COMPARE(offered(bar), (QStringList { u"default"_s, u"home"_s, u"work"_s }));
        QCOMPARE(bar.findChild<QComboBox *>(u"profile"_s)->currentText(), QString());
    }
    write("AWS_CONFIG_FILE", u"config"_s, "[default\n");
    const ConnectionBar bar;
    QSignalSpy failed(&bar, &ConnectionBar::profilesFailed);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.first().first().value<QDynamoDBError>().code(),
             QDynamoDBError::Code::ConfigParserError);
    QCOMPARE(offered(bar), QStringList());
    qunsetenv("AWS_SHARED_CREDENTIALS_FILE");
    qunsetenv("AWS_CONFIG_FILE");
}

void tst_TableBrowser::columns()
{
    const auto font = [&](const QString &attribute) {
        return shown()->headerData(column(attribute), Qt::Horizontal, Qt::FontRole).value<QFont>();
    };
    QVERIFY(font(u"ForumName"_s).bold());
    QVERIFY(font(u"Subject"_s).bold());
    QVERIFY(!font(u"Replies"_s).bold());
    const auto alignment = shown()->index(0, column(u"Replies"_s)).data(Qt::TextAlignmentRole);
    QVERIFY(alignment.toInt() & Qt::AlignRight);
    const auto width = [&](const QString &attribute) {
        return m_view->columnWidth(column(attribute));
    };
    QTRY_VERIFY(width(u"Subject"_s) > width(u"Replies"_s)); // as wide as the content
}

void tst_TableBrowser::empty()
{
    QVERIFY(!isShown("empty"));
    type("partition", u"KDE"_s);
    run();
    QTRY_VERIFY(isShown("empty"));
    QTRY_VERIFY(child<QLabel>("empty")->text().contains("No item"_L1));

    FakeTable nothing; // responds to ListTables with {}
    m_browser->connectTo(nothing.server().url().toString(), {}, {});
    QTRY_VERIFY(child<QLabel>("empty")->text().contains("no tables"_L1));
    QVERIFY(isShown("empty"));
    QVERIFY(!child<QWidget>("run")->isEnabled());
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
    QTest::newRow("no conditions") << u"KDE"_s << u"="_s << QString() << 0;
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

void tst_TableBrowser::invalidKey()
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
    QVERIFY(problem->isVisible()); // a sort key alone is no valid query
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
    QCOMPARE(cell(1, u"Replies"_s), u"12"_s); // sorted as numbers
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
    QTRY_COMPARE(cell(0, u"Replies"_s), u"40"_s); // the current value
    m_other.updateItem(u"Thread"_s, key, u"SET Replies = :r"_s, { { u":r"_s, 21 } })
            .waitForFinished();
}

void tst_TableBrowser::editItem()
{
    const QDynamoDBItem original { { u"pk"_s, u"a"_s },
                                   { u"kept"_s, 1 },
                                   { u"changed"_s, QDynamoDBItem { { u"x"_s, 1 } } },
                                   { u"gone"_s, true } };
    ItemEditor editor(ItemEditor::Kind::Existing, original, { u"pk"_s });
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

// A double click on a value opens the nested editor.
void tst_TableBrowser::nestedValue()
{
    const QModelIndex cellOf = shown()->index(4, column(u"LastPost"_s));
    QCOMPARE(cell(4, u"Subject"_s), u"Futures that chain"_s);
    m_view->setCurrentIndex(cellOf);
    const QPoint position = m_view->visualRect(cellOf).center();
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, position);
    QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, position);
    auto *text = m_view->viewport()->findChild<QPlainTextEdit *>();
    QVERIFY(text);
    QVERIFY(text->toPlainText().contains("\"Dan\""_L1));
    text->setPlainText(text->toPlainText().replace("\"Dan\""_L1, "\"Fay\""_L1));
    QTest::keyClick(text, Qt::Key_Return, Qt::ControlModifier); // closes the nested editor only
    QTRY_VERIFY(cell(4, u"LastPost"_s).contains("Fay"_L1));
    QCOMPARE(cell(4, u"Replies"_s), u"21"_s);
    QCOMPARE(banner(), QString());
}

void tst_TableBrowser::nestedConflict()
{
    const QDynamoDBItem key { { u"ForumName"_s, u"DynamoDB"_s },
                              { u"Subject"_s, u"Query or Scan?"_s } };
    const auto setTags = [&](const QStringList &tags) {
        m_other.updateItem(u"Thread"_s, key, u"SET Tags = :t"_s,
                           { { u":t"_s, QDynamoDBValue::stringSet(tags) } })
                .waitForFinished();
    };
    QCOMPARE(cell(1, u"Subject"_s), u"Query or Scan?"_s);
    inDialog<ItemEditor>([&](ItemEditor *editor) {
        setTags({ u"theirs"_s });
        auto *text = editor->findChild<QPlainTextEdit *>();
        text->setPlainText(text->toPlainText().replace("\"scan\""_L1, "\"mine\""_L1));
        editor->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save)->click();
    });
    m_view->setCurrentIndex(shown()->index(1, 0));
    trigger(u"Edit Item…"_s);
    QTRY_VERIFY(banner().contains("ConditionalCheckFailed"_L1));
    QTRY_VERIFY(cell(1, u"Tags"_s).contains("theirs"_L1));
    setTags({ u"query"_s, u"scan"_s });
}

void tst_TableBrowser::copy()
{
    m_view->selectRow(0);
    trigger(u"Copy as JSON"_s);
    const QString text = QGuiApplication::clipboard()->text();
    QVERIFY2(text.startsWith(u'{') && text.contains("\"Subject\":{\"S\":"_L1), qPrintable(text));
    m_view->selectAll();
    trigger(u"Copy as JSON"_s);
    QCOMPARE(QGuiApplication::clipboard()->text().count("ForumName"_L1), 7);
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

// Exports to a file, and imports from it into another table.
void tst_TableBrowser::exportAndImport()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"items.json"_s);
    choose(u"Reading"_s);
    QTRY_COMPARE(shown()->rowCount(), 1000);
    inDialog<QFileDialog>([file](QFileDialog *dialog) {
        dialog->findChild<QLineEdit *>(u"fileNameEdit"_s)->setText(file);
        dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save)->click();
    });
    trigger(u"Export Items…"_s);
    QTRY_VERIFY(QFile::exists(file));
    QTRY_VERIFY(!isShown("progress"));
    QCOMPARE(banner(), QString());

    m_other.createTable(u"Copy"_s, { u"Sensor"_s, QDynamoDB::ScalarAttributeType::S },
                        { u"Hour"_s, QDynamoDB::ScalarAttributeType::N })
            .waitForFinished();
    trigger(u"Refresh List"_s);
    QTRY_COMPARE(child<QListWidget>("tables")->count(), 3);
    choose(u"Copy"_s);
    QTRY_VERIFY(child<QLabel>("empty")->text().contains("no items"_L1));
    importFile(file);
    QVERIFY(isShown("progress"));
    QTRY_COMPARE_WITH_TIMEOUT(shown()->rowCount(), 1000, 60000);
    QVERIFY(!isShown("progress"));
    QVERIFY(!isShown("empty"));
    QCOMPARE(banner(), QString());
    const auto original = m_other.scan(u"Reading"_s).result();
    const auto copy = m_other.scan(u"Copy"_s).result();
    QCOMPARE(copy.items, original.items);
    m_other.deleteTable(u"Copy"_s).waitForFinished();
}

void tst_TableBrowser::importKeepsDigits()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"plain.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"([{"ForumName":"Digits","Subject":"many","n":12345678901234567890123.5}])");
    file.close();
    importFile(file.fileName());
    QTRY_COMPARE(shown()->rowCount(), 8);
    const QDynamoDBItem key { { u"ForumName"_s, u"Digits"_s }, { u"Subject"_s, u"many"_s } };
    QCOMPARE(m_other.getItem(u"Thread"_s, key).result().item[u"n"].toNumber().toString(),
             u"12345678901234567890123.5"_s);
    m_other.deleteItem(u"Thread"_s, key).waitForFinished();
}

void tst_TableBrowser::invalidImport()
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
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(finished[0][0].toLongLong(), 0);
        QVERIFY2(!finished[0][1].toString().isEmpty(), text);
    }
}

void tst_TableBrowser::cancelledImport()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"many.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("[");
    for (int n = 0; n < 1000; ++n)
        file.write((n > 0 ? ",{\"pk\":\"p\",\"sk\":" : "{\"pk\":\"p\",\"sk\":")
                   + QByteArray::number(n) + "}");
    file.write("]");
    file.close();
    FakeTable table;
    table.enqueue(u"ListTables"_s, Reaction::json(200, R"({"TableNames":["Table"]})"));
    m_browser->connectTo(table.server().url().toString(), {}, {}, u"Table"_s);
    QTRY_VERIFY(child<QLabel>("empty")->text().contains("no items"_L1));
    for (int i = 0; i < 40; ++i)
        table.enqueue(u"BatchWriteItem"_s, Reaction::json(200, "{}").held());
    importFile(file.fileName());
    QTRY_COMPARE(table.server().held(), 8); // the maximum of concurrent calls
    table.server().release(8);
    QTRY_COMPARE(child<QLabel>("rows")->text(), u"200 items"_s);
    QVERIFY(child<QProgressBar>("progress")->value() > 0);
    QTest::mouseClick(child<QToolButton>("cancel"), Qt::LeftButton);
    QVERIFY(banner().contains("cancelled"_L1));
    table.server().release();
    QTRY_VERIFY(!isShown("progress"));
    QVERIFY(table.count(u"BatchWriteItem"_s) <= 16);
}

void tst_TableBrowser::scanWithProgressAndCancel()
{
    FakeTable table;
    table.setItems(FakeTable::items(0, 4000));
    table.enqueue(u"ListTables"_s, Reaction::json(200, R"({"TableNames":["Table"]})"));
    m_browser->connectTo(table.server().url().toString(), {}, {}, u"Table"_s);
    QTRY_COMPARE(shown()->rowCount(), 1000);
    QTRY_VERIFY(!isShown("progress"));
    QTRY_VERIFY(isShown("fetchAll"));
    QCOMPARE(child<QLabel>("rows")->text(), u"1,000 items, and more"_s);

    table.enqueue(u"Scan"_s, Reaction::json(200, "{}").held());
    QTest::mouseClick(child<QToolButton>("fetchAll"), Qt::LeftButton);
    QTRY_COMPARE(table.server().held(), 1);
    QVERIFY(isShown("progress"));
    const auto *progress = child<QProgressBar>("progress");
    QCOMPARE(progress->value() * 4,
             progress->maximum()); // in relation to the item count of the table
    QVERIFY(isShown("cancel"));
    QTest::mouseClick(child<QToolButton>("cancel"), Qt::LeftButton);
    QVERIFY(!isShown("progress"));
    QCOMPARE(shown()->rowCount(), 1000); // existing rows are kept
    QCOMPARE(banner(), QString());

    QTest::mouseClick(child<QToolButton>("fetchAll"), Qt::LeftButton);
    QTRY_COMPARE(shown()->rowCount(), 4000);
    QTRY_VERIFY(!isShown("fetchAll"));
    QVERIFY(child<QLabel>("capacity")->text().contains(u'2')); // 4 pages of 0.5 units
}

void tst_TableBrowser::failedScan()
{
    FakeTable table;
    table.setItems(FakeTable::items(0, 10));
    table.enqueue(u"ListTables"_s, Reaction::json(200, R"({"TableNames":["Table"]})"));
    table.enqueue(u"Scan"_s, Reaction::error(400, "AccessDeniedException", "not <yours>"));
    m_browser->connectTo(table.server().url().toString(), {}, {}, u"Table"_s);
    QTRY_VERIFY(banner().contains("AccessDenied"_L1));
    QVERIFY(banner().contains(
            "&lt;yours&gt;"_L1)); // messages of the service are shown as plain text
    QVERIFY(!isShown("empty"));
    QTest::keyClick(m_browser.get(), Qt::Key_F5);
    QTRY_COMPARE(shown()->rowCount(), 10);
    QCOMPARE(banner(), QString());
}

void tst_TableBrowser::closedWhileLoading()
{
    FakeTable table;
    for (const char16_t *operation : { u"ListTables", u"DescribeTable", u"Scan" }) {
        const QString name = QString::fromUtf16(operation);
        if (name != u"ListTables")
            table.enqueue(u"ListTables"_s, Reaction::json(200, R"({"TableNames":["Table"]})"));
        table.enqueue(name, Reaction::json(200, "{}").held());
        auto browser = std::make_unique<Browser>();
        browser->connectTo(table.server().url().toString(), {}, {}, u"Table"_s);
        browser->show();
        QTRY_VERIFY2(table.server().held() > 0, qPrintable(name));
        browser.reset();
        table.server().release();
        QCoreApplication::processEvents();
    }
}

void tst_TableBrowser::serverStopped()
{
    m_browser->connectTo(u"http://127.0.0.1:1"_s, {}, {});
    QCOMPARE(child<QLabel>("empty")->text(), u"Loading …"_s);
    QTRY_VERIFY_WITH_TIMEOUT(banner().contains("Request"_L1), 20000);
    QVERIFY(!isShown("empty")); // it is unknown whether tables exist
    QCOMPARE(shown()->rowCount(), 0);
    m_browser->connectTo(m_server.endpoint().toString(), {}, {}, u"Thread"_s);
    QTRY_COMPARE(shown()->rowCount(), 7);
    QCOMPARE(banner(), QString());
}

static QPalette darkPalette()
{
    QPalette palette(QColor(45, 45, 48), QColor(45, 45, 48)); // the other colors follow from these
    palette.setColor(QPalette::Base, QColor(30, 30, 32));
    palette.setColor(QPalette::AlternateBase, QColor(38, 38, 41));
    palette.setColor(QPalette::ToolTipBase, QColor(30, 30, 32));
    palette.setColor(QPalette::Highlight, QColor(38, 96, 160));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    return palette;
}

// Returns the highest contrast to the background, as WCAG defines it.
static double contrast(const QImage &image)
{
    QHash<QRgb, int> colors;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            ++colors[image.pixel(x, y)];
    }
    const auto luminance = [](QRgb color) {
        const auto part = [](int value) {
            const double share = value / 255.0;
            return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
        };
        return 0.2126 * part(qRed(color)) + 0.7152 * part(qGreen(color))
                + 0.0722 * part(qBlue(color));
    };
    QRgb background = 0;
    int most = 0;
    for (auto color = colors.cbegin(); color != colors.cend(); ++color) {
        if (color.value() > most) {
            most = color.value();
            background = color.key();
        }
    }
    double best = 1;
    for (auto color = colors.cbegin(); color != colors.cend(); ++color) {
        const double a = luminance(color.key()) + 0.05;
        const double b = luminance(background) + 0.05;
        best = std::max(best, std::max(a, b) / std::min(a, b));
    }
    return best;
}

// Returns the texts of a window with too little contrast.
static QStringList faintTexts(QWidget *window)
{
    QStringList faint;
    const QImage all = window->grab().toImage();
    for (const QWidget *part : window->findChildren<QWidget *>()) {
        const auto *label = qobject_cast<const QLabel *>(part);
        const auto *button = qobject_cast<const QAbstractButton *>(part);
        const auto *edit = qobject_cast<const QLineEdit *>(part);
        const auto *view = qobject_cast<const QAbstractItemView *>(part);
        const bool hasText = (label && !label->text().isEmpty())
                || (button && !button->text().isEmpty())
                || (edit && !(edit->text().isEmpty() && edit->placeholderText().isEmpty()))
                || qobject_cast<const QComboBox *>(part)
                || (view && view->model() && view->model()->rowCount() > 0)
                || qobject_cast<const QPlainTextEdit *>(part);
        if (!hasText || !part->isVisible() || !part->isEnabled())
            continue;
        const bool isPlaceholder = (edit && edit->text().isEmpty())
                || part->objectName() == "empty"_L1;
        const double enough = isPlaceholder ? 3 : 4.5;
        const QRect place(part->mapTo(window, QPoint()), part->size());
        const double is = contrast(all.copy(place.intersected(all.rect())));
        if (is < enough) {
            faint.append(u"%1 %2 %3"_s.arg(QLatin1StringView(part->metaObject()->className()),
                                           part->objectName(), QString::number(is)));
        }
    }
    return faint;
}

void tst_TableBrowser::contrasts_data()
{
    QTest::addColumn<QPalette>("palette");
    QTest::newRow("light") << QApplication::style()->standardPalette();
    QTest::newRow("dark") << darkPalette();
}

void tst_TableBrowser::contrasts()
{
    QFETCH(const QPalette, palette);
    const auto restored = qScopeGuard(
            [before = QApplication::palette()] { QApplication::setPalette(before); });
    QApplication::setPalette(palette);
    QCOMPARE(faintTexts(m_browser.get()).join(u"; "_s), QString());

    m_browser->showProblem(u"Throttling"_s, u"too many requests"_s);
    type("sort", u"without a partition"_s);
    run();
    QVERIFY(isShown("problem"));
    m_view->selectAll();
    QCOMPARE(faintTexts(m_browser.get()).join(u"; "_s), QString());

    type("sort", {});
    QTest::keyClick(child<QLineEdit>("sort"), Qt::Key_Delete);
    type("partition", u"nobody's"_s);
    run();
    QTRY_VERIFY(isShown("empty"));
    QTRY_VERIFY(child<QLabel>("empty")->text().contains("matches"_L1));
    QCOMPARE(faintTexts(m_browser.get()).join(u"; "_s), QString());

    ItemEditor editor(ItemEditor::Kind::New, {}, { u"pk"_s });
    editor.show();
    QVERIFY(!editor.findChild<QLabel *>(u"itemProblem"_s)->text().isEmpty());
    QCOMPARE(faintTexts(&editor).join(u"; "_s), QString());
    CreateTableDialog dialog;
    dialog.show();
    QCOMPARE(faintTexts(&dialog).join(u"; "_s), QString());
}

QTEST_MAIN(tst_TableBrowser)
#include "tst_tablebrowser.moc"
