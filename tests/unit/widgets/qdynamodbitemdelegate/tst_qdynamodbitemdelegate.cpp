// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "delegatetest.h"
#include "waiting/longtimeouts.h"

#include <QtCore/qsortfilterproxymodel.h>
#include <QtCore/qtimer.h>
#include <QtGui/qaccessible.h>
#include <QtGui/qstandarditemmodel.h>
#include <QtTest/qsignalspy.h>
#include <QtWidgets/qapplication.h>
#include <QtWidgets/qcheckbox.h>
#include <QtWidgets/qcombobox.h>
#include <QtWidgets/qdatawidgetmapper.h>
#include <QtWidgets/qlabel.h>
#include <QtWidgets/qlineedit.h>
#include <QtWidgets/qlistview.h>
#include <QtWidgets/qmenu.h>
#include <QtWidgets/qplaintextedit.h>
#include <QtWidgets/qspinbox.h>
#include <QtWidgets/qtableview.h>
#include <QtWidgets/qtoolbutton.h>
#include <QtWidgets/qtreeview.h>

#include <memory>

using namespace Qt::StringLiterals;
using Status = QDynamoDBItemModel::Status;
using Editors = QDynamoDBItemModel::Editors;
using Type = QDynamoDBValue::Type;

Q_DECLARE_METATYPE(Qt::Key)

// Editing values with QDynamoDBItemDelegate.
class tst_QDynamoDBItemDelegate : public DelegateTest
{
    Q_OBJECT

private Q_SLOTS:
    void editorsOfTheModel();
    void editorsBehindProxies();
    void untouched_data();
    void untouched();
    void editorsOnTheirOwn();
    void edits_data();
    void edits();
    void binaryFormats();
    void keys();
    void readOnly();
    void changedMeanwhile();
    void otherModels();
    void mapper();
    void accessible();
};

// The model allows editing all types while a view of it has the delegate.
void tst_QDynamoDBItemDelegate::editorsOfTheModel()
{
    QVERIFY(cell(u"absent"_s).flags().testFlag(Qt::ItemIsEditable));
    QVERIFY(!cell(u"sk"_s).flags().testFlag(Qt::ItemIsEditable));

    auto *other = new QDynamoDBItemDelegate(m_view.get());
    m_view->setItemDelegate(other);
    QCoreApplication::processEvents();
    QCOMPARE(m_model->editors(), Editors::AllTypes);
    m_view->setItemDelegate(new QStyledItemDelegate(m_view.get()));
    QTRY_COMPARE(m_model->editors(), Editors::Default);
    QVERIFY(!cell(u"absent"_s).flags().testFlag(Qt::ItemIsEditable));

    const int column = m_model->columnOf(u"absent"_s);
    m_view->setItemDelegateForColumn(column, other);
    QTRY_COMPARE(m_model->editors(), Editors::AllTypes);
    delete other;
    QCOMPARE(m_model->editors(), Editors::Default);

    // A view that is shown later.
    QTableView plain;
    plain.setModel(m_model.get());
    QTableView own;
    own.setModel(m_model.get());
    own.setItemDelegate(new QDynamoDBItemDelegate(&plain));
    own.edit(cell(u"absent"_s));
    QVERIFY(own.viewport()->findChild<QLineEdit *>(u"value"_s));
    own.setModel(nullptr);
    own.setItemDelegate(nullptr);
    QTRY_COMPARE(m_model->editors(), Editors::Default);

    // With several views, until the last one is destroyed.
    auto tree = std::make_unique<QTreeView>();
    tree->setModel(m_model.get());
    tree->setItemDelegate(m_delegate);
    m_view->setItemDelegate(m_delegate);
    QTRY_COMPARE(m_model->editors(), Editors::AllTypes);
    QCoreApplication::processEvents();
    tree.reset();
    QCoreApplication::processEvents();
    QCOMPARE(m_model->editors(), Editors::AllTypes);
    m_view.reset();
    QTRY_COMPARE(m_model->editors(), Editors::Default);

    // A setting of the application is kept.
    m_model->setEditors(Editors::AllTypes);
    {
        QTableView view;
        view.setModel(m_model.get());
        view.setItemDelegate(new QDynamoDBItemDelegate(&view));
        QCoreApplication::processEvents();
    }
    QCOMPARE(m_model->editors(), Editors::AllTypes);
}

void tst_QDynamoDBItemDelegate::editorsBehindProxies()
{
    m_view.reset();
    QTRY_COMPARE(m_model->editors(), Editors::Default);
    QSortFilterProxyModel sorted;
    QTableView view;
    view.setModel(&sorted);
    view.setItemDelegate(new QDynamoDBItemDelegate(&view));
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    QCoreApplication::processEvents();
    sorted.setSourceModel(m_model.get()); // after the delegate
    QTRY_COMPARE(m_model->editors(), Editors::AllTypes);

    const QModelIndex number = sorted.mapFromSource(cell(u"small"_s));
    view.setCurrentIndex(number);
    view.edit(number);
    auto *line = view.viewport()->findChild<QLineEdit *>(u"value"_s);
    QVERIFY(line);
    line->setText(u"8"_s);
    QTest::keyClick(line, Qt::Key_Return);
    QCOMPARE(value(u"small"_s), QDynamoDBValue(8));
    view.setModel(nullptr);
    view.setItemDelegate(nullptr);
    QTRY_COMPARE(m_model->editors(), Editors::Default);
}

void tst_QDynamoDBItemDelegate::untouched_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : { "table", "tree", "list" })
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void tst_QDynamoDBItemDelegate::untouched()
{
    QFETCH(const QString, kind);

    std::unique_ptr<QAbstractItemView> view;
    if (kind == u"table"_s)
        view = std::make_unique<QTableView>();
    else if (kind == u"tree"_s)
        view = std::make_unique<QTreeView>();
    else
        view = std::make_unique<QListView>();
    view->setModel(m_model.get());
    view->setItemDelegate(new QDynamoDBItemDelegate(view.get()));
    view->show();
    QVERIFY(QTest::qWaitForWindowExposed(view.get()));
    view->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(view.get()));

    int edited = 0;
    for (const CellSample &sample : cellSamples()) {
        for (const int end : { int(Qt::Key_Return), int(Qt::Key_Tab), 0, 1 }) {
            const QModelIndex index = cell(sample.name);
            if (auto *list = qobject_cast<QListView *>(view.get()))
                list->setModelColumn(index.column());
            view->setCurrentIndex(index);
            view->edit(index);
            QPointer<QWidget> editor = QApplication::focusWidget();
            QVERIFY2(editor && view->viewport()->isAncestorOf(editor), qPrintable(sample.name));
            ++edited;
            if (end > 1)
                QTest::keyClick(editor, Qt::Key(end),
                                end == Qt::Key_Return ? Qt::ControlModifier : Qt::NoModifier);
            else if (end == 0)
                view->setCurrentIndex(m_model->index(0, 0));
            else
                view->setFocus();
            if (end == Qt::Key_Tab) // which opens the next editor
                QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
            QTRY_VERIFY2(!editor || !editor->isVisible(), qPrintable(sample.name));
            verifyUntouched();
        }
    }
    QCOMPARE(edited, cellSamples().size() * 4);
    QCOMPARE(m_table->count(u"UpdateItem"_s), 0);
}

// The functions of the delegate, called as other views call them.
void tst_QDynamoDBItemDelegate::editorsOnTheirOwn()
{
    QWidget parent;
    for (const CellSample &sample : cellSamples()) {
        const QModelIndex index = cell(sample.name);
        const std::unique_ptr<QWidget> editor(m_delegate->createEditor(&parent, {}, index));
        m_delegate->setEditorData(editor.get(), index);
        m_delegate->setModelData(editor.get(), m_model.get(), index);
        verifyUntouched();
    }
}

void tst_QDynamoDBItemDelegate::edits_data()
{
    QTest::addColumn<QString>("attribute");
    QTest::addColumn<QString>("input");
    QTest::addColumn<QDynamoDBValue>("expected");

    const QString digits = u"12345678901234567890123456789012345678"_s;
    QTest::newRow("text") << u"words"_s << u"<b>other</b>"_s << QDynamoDBValue(u"<b>other</b>"_s);
    QTest::newRow("text emptied") << u"words"_s << QString() << QDynamoDBValue(QString());
    QTest::newRow("text like a number") << u"words"_s << u"5"_s << QDynamoDBValue(u"5"_s);
    QTest::newRow("long text") << u"words"_s << QString(100000, u'y')
                               << QDynamoDBValue(QString(100000, u'y'));
    QTest::newRow("text too long for a line")
            << u"tooLong"_s << QString(40001, u'x') << QDynamoDBValue(QString(40001, u'x'));
    QTest::newRow("lines") << u"lines"_s << u"a\n\u00a0b\u2028c\n"_s
                           << QDynamoDBValue(u"a\n\u00a0b\u2028c\n"_s);
    QTest::newRow("Windows lines")
            << u"windowsLines"_s << u"{\"S\": \"x\\r\\ny\"}"_s << QDynamoDBValue(u"x\r\ny"_s);
    QTest::newRow("number") << u"small"_s << u" -0.5 "_s << QDynamoDBValue(-0.5);
    QTest::newRow("all digits") << u"exact"_s << digits << QDynamoDBValue(QDynamoDBNumber(digits));
    QTest::newRow("bool") << u"yes"_s << u"false"_s << QDynamoDBValue(false);
    QTest::newRow("binary") << u"binary"_s << u"AAEC /w=="_s
                            << QDynamoDBValue(QByteArray("\0\1\2\xff", 4));
    QTest::newRow("binary emptied") << u"binary"_s << QString() << QDynamoDBValue(QByteArray(""));
    QTest::newRow("null to text") << u"nothing"_s << u"x"_s << QDynamoDBValue(u"x"_s);
    QTest::newRow("absent to text") << u"absent"_s << u"x"_s << QDynamoDBValue(u"x"_s);
    QTest::newRow("list") << u"list"_s << u"{\"L\": [{\"N\": \"0.10\"}]}"_s
                          << QDynamoDBValue(QDynamoDBValueList { 0.1 });
    QTest::newRow("map") << u"map"_s << u"{\"M\": {\"a\": {\"NULL\": true}}}"_s
                         << QDynamoDBValue(QDynamoDBItem { { u"a"_s, nullptr } });
    QTest::newRow("set") << u"strings"_s << u"{\"SS\": [\"c\", \"d\"]}"_s
                         << QDynamoDBValue::stringSet({ u"d"_s, u"c"_s });
    QTest::newRow("another type as JSON")
            << u"numbers"_s << u"{\"S\": \"n\"}"_s << QDynamoDBValue(u"n"_s);
}

void tst_QDynamoDBItemDelegate::edits()
{
    QFETCH(const QString, attribute);
    QFETCH(const QString, input);
    QFETCH(const QDynamoDBValue, expected);

    auto *widget = open<QWidget>(attribute);
    QVERIFY(widget);
    if (auto *line = qobject_cast<QLineEdit *>(widget))
        line->setText(input);
    else if (auto *choice = qobject_cast<QComboBox *>(widget))
        choice->setCurrentText(input);
    else if (auto *text = qobject_cast<QPlainTextEdit *>(widget))
        text->setPlainText(input);
    QTest::keyClick(field<QWidget>(), Qt::Key_Return, Qt::ControlModifier);
    QVERIFY2(problem().isEmpty(), qPrintable(problem()));
    QVERIFY(!field<QWidget>());
    QVERIFY(m_view->hasFocus());
    QCOMPARE(value(attribute), expected);
    QTRY_COMPARE(m_model->pendingWrites(), 0);
    QCOMPARE(m_table->count(u"UpdateItem"_s), 1);
    QVERIFY(m_errors->isEmpty());
}

void tst_QDynamoDBItemDelegate::binaryFormats()
{
    QSignalSpy changed(m_delegate, &QDynamoDBItemDelegate::binaryFormatChanged);
    QCOMPARE(m_delegate->binaryFormat(), QDynamoDBItemDelegate::BinaryFormat::Base64);
    m_delegate->setBinaryFormat(QDynamoDBItemDelegate::BinaryFormat::Hexadecimal);
    m_delegate->setBinaryFormat(QDynamoDBItemDelegate::BinaryFormat::Hexadecimal);
    QCOMPARE(changed.size(), 1);
    auto *line = open<QLineEdit>(u"binary"_s);
    QVERIFY(line);
    QCOMPARE(line->text(), u"ff 00 7a"_s);
    line->setText(u"ff0"_s);
    QTest::keyClick(line, Qt::Key_Return);
    QVERIFY(problem().contains("hexadecimal"_L1));
    line->setText(u"FF01"_s);
    QVERIFY(problem().isEmpty());
    QTest::keyClick(line, Qt::Key_Return);
    QCOMPARE(value(u"binary"_s), QDynamoDBValue(QByteArray("\xff\x01")));
}

// Editing with the keyboard alone: F2, the menu, the next cell, and back.
void tst_QDynamoDBItemDelegate::keys()
{
    m_view->setCurrentIndex(cell(u"words"_s));
    m_view->setFocus();
    QTest::keyClick(m_view.get(), Qt::Key_F2);
    QVERIFY(field<QLineEdit>());
    for (const auto &[key, modifier] : { std::pair { Qt::Key_Down, Qt::AltModifier },
                                         std::pair { Qt::Key_F4, Qt::NoModifier } }) {
        auto *menu = m_view->viewport()->findChild<QToolButton *>(u"type"_s)->menu();
        bool wasOpen = false;
        QTimer::singleShot(0, menu, [&] {
            wasOpen = menu->isVisible();
            QTest::keyClick(menu, Qt::Key_Escape);
        });
        QTest::keyClick(field<QLineEdit>(), key, modifier);
        QVERIFY(wasOpen);
        QVERIFY(field<QLineEdit>()); // the menu has the focus meanwhile
    }
    auto *menu = m_view->viewport()->findChild<QToolButton *>(u"type"_s)->menu();
    QTimer::singleShot(0, menu, [&] {
        QTest::keyClick(menu, Qt::Key_Down); // Text
        QTest::keyClick(menu, Qt::Key_Down); // Number
        QTest::keyClick(menu, Qt::Key_Return);
    });
    QTest::keyClick(field<QLineEdit>(), Qt::Key_F4);
    field<QLineEdit>()->setText(u"3"_s);
    QTest::keyClick(field<QLineEdit>(), Qt::Key_Tab);
    QCOMPARE(value(u"words"_s), QDynamoDBValue(3));
    QCOMPARE(m_view->currentIndex(), cell(u"noBreakSpace"_s));
    QTRY_VERIFY(field<QLineEdit>());
    QTest::keyClick(field<QLineEdit>(), Qt::Key_Backtab);
    QCOMPARE(m_view->currentIndex(), cell(u"words"_s));
    QTest::keyClick(field<QLineEdit>(), Qt::Key_Escape);
    QVERIFY(!field<QWidget>());
}

void tst_QDynamoDBItemDelegate::readOnly()
{
    m_model->setEditable(false);
    for (const CellSample &sample : cellSamples())
        QVERIFY(!cell(sample.name).flags().testFlag(Qt::ItemIsEditable));
}

// The typed text is kept while the model changes.
void tst_QDynamoDBItemDelegate::changedMeanwhile()
{
    auto *line = open<QLineEdit>(u"words"_s);
    QVERIFY(m_model->setAttribute(0, u"words"_s, u"theirs"_s));
    QCOMPARE(line->text(), u"theirs"_s);
    line->setText(u"mine"_s);
    QVERIFY(m_model->setAttribute(0, u"words"_s, u"theirs again"_s));
    QCOMPARE(line->text(), u"mine"_s);
    QTest::keyClick(line, Qt::Key_Return);
    QCOMPARE(value(u"words"_s), QDynamoDBValue(u"mine"_s));
}

void tst_QDynamoDBItemDelegate::otherModels()
{
    QStandardItemModel model(1, 2);
    model.setData(model.index(0, 0), u"text"_s);
    model.setData(model.index(0, 1), true);
    QTableView view;
    view.setModel(&model);
    view.setItemDelegate(new QDynamoDBItemDelegate(&view));
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    view.edit(model.index(0, 0));
    auto *line = view.viewport()->findChild<QLineEdit *>();
    QVERIFY(line);
    line->setText(u"new"_s);
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_COMPARE(model.index(0, 0).data().toString(), u"new"_s);
    view.setItemDelegate(nullptr);
}

// Widgets that can't hold a value don't write before the user changes them.
void tst_QDynamoDBItemDelegate::mapper()
{
    QSpinBox spin;
    QDoubleSpinBox real;
    QCheckBox check;
    QLineEdit line;
    for (const CellSample &sample : cellSamples()) {
        for (QWidget *widget : std::initializer_list<QWidget *> { &spin, &real, &check, &line }) {
            QDataWidgetMapper form;
            form.setModel(m_model.get());
            form.setItemDelegate(m_delegate);
            form.setSubmitPolicy(QDataWidgetMapper::ManualSubmit);
            form.addMapping(widget, m_model->columnOf(sample.name));
            form.toFirst();
            QVERIFY(form.submit());
            verifyUntouched();
            form.setItemDelegate(new QStyledItemDelegate(&form));
        }
    }
    QDataWidgetMapper form;
    form.setModel(m_model.get());
    form.setItemDelegate(m_delegate);
    form.setSubmitPolicy(QDataWidgetMapper::ManualSubmit);
    form.addMapping(&spin, m_model->columnOf(u"small"_s));
    form.toFirst();
    spin.setValue(9);
    QVERIFY(form.submit());
    QCOMPARE(value(u"small"_s), QDynamoDBValue(9));
}

void tst_QDynamoDBItemDelegate::accessible()
{
    for (const CellSample &sample : cellSamples()) {
        auto *widget = open<QWidget>(sample.name);
        QVERIFY(widget);
        QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
        QVERIFY(interface);
        // On Unix, Qt reports the text of a combo box as its name.
        const QString name = qobject_cast<QComboBox *>(widget) ? widget->accessibleName()
                                                               : interface->text(QAccessible::Name);
        QVERIFY2(name.startsWith(sample.name), qPrintable(sample.name + ": "_L1 + name));
        auto *type = m_view->viewport()->findChild<QToolButton *>(u"type"_s);
        QVERIFY(type->accessibleName().contains(sample.name));
        QTest::keyClick(widget, Qt::Key_Escape);
        QTRY_VERIFY(!m_view->viewport()->findChild<QToolButton *>(u"type"_s));
    }
}

QTEST_MAIN(tst_QDynamoDBItemDelegate)
#include "tst_qdynamodbitemdelegate.moc"
