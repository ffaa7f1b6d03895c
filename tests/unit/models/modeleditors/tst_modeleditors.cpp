// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "faketable/cellstest.h"
#include "waiting/longtimeouts.h"

#include <QtQml/qqmlcomponent.h>
#include <QtQml/qqmlcontext.h>
#include <QtQml/qqmlengine.h>
#include <QtQuick/qquickitem.h>
#include <QtTest/qsignalspy.h>
#include <QtWidgets/qcheckbox.h>
#include <QtWidgets/qcombobox.h>
#include <QtWidgets/qdatawidgetmapper.h>
#include <QtWidgets/qdatetimeedit.h>
#include <QtWidgets/qlineedit.h>
#include <QtWidgets/qlistview.h>
#include <QtWidgets/qplaintextedit.h>
#include <QtWidgets/qspinbox.h>
#include <QtWidgets/qtableview.h>
#include <QtWidgets/qtreeview.h>

#include <memory>

using namespace Qt::StringLiterals;
using Status = QDynamoDBItemModel::Status;
using Editors = QDynamoDBItemModel::Editors;

namespace {

void sampleRows()
{
    QTest::addColumn<CellSample>("sample");
    for (const CellSample &sample : cellSamples())
        QTest::newRow(qPrintable(sample.name)) << sample;
}

} // namespace

// The editors of Qt's views, of forms and of QML don't change an editable model until the user changes a
// value.
class tst_ModelEditors : public CellsTest
{
    Q_OBJECT

private Q_SLOTS:
    void flags_data() { sampleRows(); }
    void flags();
    void sameValue_data() { sampleRows(); }
    void sameValue();
    void deliberateChanges();
    void views_data();
    void views();
    void mapper_data();
    void mapper();
    void mappedProperties_data();
    void mappedProperties();
    void qml_data();
    void qml();
};

void tst_ModelEditors::flags()
{
    QFETCH(const CellSample, sample);

    QCOMPARE(cell(sample.name).flags().testFlag(Qt::ItemIsEditable), sample.fitsDefaultEditor);
    QVERIFY(!cell(u"sk"_s).flags().testFlag(Qt::ItemIsEditable));

    QSignalSpy changed(m_model.get(), &QDynamoDBItemModel::editorsChanged);
    m_model->setEditors(Editors::AllTypes);
    m_model->setEditors(Editors::AllTypes);
    QCOMPARE(m_model->editors(), Editors::AllTypes);
    QCOMPARE(changed.size(), 1);
    QVERIFY(cell(sample.name).flags().testFlag(Qt::ItemIsEditable));
    QVERIFY(!cell(u"sk"_s).flags().testFlag(Qt::ItemIsEditable));
    m_model->setEditable(false);
    QVERIFY(!cell(sample.name).flags().testFlag(Qt::ItemIsEditable));
}

// Setting the unchanged value in any role and any type that views use has no effect.
void tst_ModelEditors::sameValue()
{
    QFETCH(const CellSample, sample);

    const QModelIndex index = cell(sample.name);
    const int attributeRole = m_model->roleOf(sample.name);
    const QVariantList inputs {
        index.data(Qt::EditRole),
        index.data(Qt::DisplayRole),
        index.data(QDynamoDBItemModel::ValueRole),
        index.data(attributeRole),
        index.data(Qt::EditRole).toString(),
        index.data(Qt::DisplayRole).toString(),
        QVariant::fromValue(sample.value),
        sample.value.toVariant(),
    };
    for (const QVariant &input : inputs) {
        for (const int role :
             { int(Qt::EditRole), int(QDynamoDBItemModel::ValueRole), attributeRole }) {
            QVERIFY2(m_model->setData(index, input, role), input.typeName());
            verifyUntouched();
        }
    }
}

// Values that resemble an unchanged value can be set deliberately.
void tst_ModelEditors::deliberateChanges()
{
    const auto value = [this](const char *attribute) {
        return m_model->item(0).value(QString::fromLatin1(attribute));
    };
    const QDynamoDBValue empty = QString();
    QVERIFY(m_model->setData(cell(u"absent"_s), QVariant::fromValue(empty)));
    QCOMPARE(value("absent"), empty);
    QVERIFY(m_model->setAttribute(0, u"nothing"_s, QString()));
    QCOMPARE(value("nothing"), empty);
    const QDynamoDBValue cut = QString(32767, u'x');
    QVERIFY(m_model->setData(cell(u"tooLong"_s), QVariant::fromValue(cut)));
    QCOMPARE(value("tooLong"), cut);
    QVERIFY(m_model->setData(cell(u"lines"_s), u"a\r\nb"_s));
    QCOMPARE(value("lines"), QDynamoDBValue(u"a\r\nb"_s));
    QVERIFY(m_model->setAttribute(0, u"windowsLines"_s, u"a\nb"_s));
    QCOMPARE(value("windowsLines"), QDynamoDBValue(u"a\nb"_s));
    QVERIFY(m_model->setData(cell(u"words"_s), QVariant()));
    QVERIFY(value("words").isUndefined());
    QVERIFY(m_model->setData(cell(u"small"_s), u"8"_s));
    QCOMPARE(value("small"), QDynamoDBValue(8));
    QVERIFY(m_model->setData(cell(u"yes"_s), 1)); // a number in place of a bool
    QCOMPARE(value("yes"), QDynamoDBValue(1));
    QTRY_COMPARE(m_model->pendingWrites(), 0);
    QCOMPARE(m_table->count(u"UpdateItem"_s), 8);
}

void tst_ModelEditors::views_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<Editors>("editors");
    for (const Editors editors : { Editors::Default, Editors::AllTypes }) {
        for (const char *kind : { "table", "tree", "list" })
            QTest::addRow("%s, %d", kind, int(editors)) << QString::fromLatin1(kind) << editors;
    }
}

// Each editor is opened and closed with Return, by another editor, and by the loss of the focus. No value
// is lost even if all types are editable without a suitable delegate.
void tst_ModelEditors::views()
{
    QFETCH(const QString, kind);
    QFETCH(const Editors, editors);

    m_model->setEditors(editors);
    std::unique_ptr<QAbstractItemView> view;
    if (kind == u"table"_s)
        view = std::make_unique<QTableView>();
    else if (kind == u"tree"_s)
        view = std::make_unique<QTreeView>();
    else
        view = std::make_unique<QListView>();
    view->setModel(m_model.get());
    view->show();
    QVERIFY(QTest::qWaitForWindowExposed(view.get()));

    enum End { Return, OtherCell, Hidden };
    int edited = 0;
    for (const CellSample &sample : cellSamples()) {
        for (const End end : { Return, OtherCell, Hidden }) {
            const QModelIndex index = cell(sample.name);
            if (!index.flags().testFlag(Qt::ItemIsEditable))
                continue;
            if (auto *list = qobject_cast<QListView *>(view.get()))
                list->setModelColumn(index.column());
            view->setCurrentIndex(index);
            view->edit(index);
            QPointer<QWidget> editor = QApplication::focusWidget();
            if (editor == view.get())
                editor = view->indexWidget(index);
            QVERIFY2(editor, qPrintable(sample.name));
            ++edited;
            if (end == Return)
                QTest::keyClick(editor, Qt::Key_Return);
            else if (end == OtherCell)
                view->setCurrentIndex(m_model->index(0, 0));
            else
                view->setFocus();
            QTRY_VERIFY2(!editor || !editor->isVisible(), qPrintable(sample.name));
            verifyUntouched();
        }
    }
    QVERIFY(edited > 40);
    QCOMPARE(m_table->count(u"UpdateItem"_s), 0);
}

void tst_ModelEditors::mapper_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : { "QLineEdit", "QPlainTextEdit", "QComboBox" })
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

// Maps every attribute, editable or not, and submits.
void tst_ModelEditors::mapper()
{
    QFETCH(const QString, kind);

    for (const CellSample &sample : cellSamples()) {
        std::unique_ptr<QWidget> widget;
        if (kind == u"QLineEdit"_s) {
            widget = std::make_unique<QLineEdit>();
        } else if (kind == u"QPlainTextEdit"_s) {
            widget = std::make_unique<QPlainTextEdit>();
        } else {
            auto box = std::make_unique<QComboBox>();
            box->setEditable(true);
            widget = std::move(box);
        }
        QDataWidgetMapper form;
        form.setModel(m_model.get());
        form.setSubmitPolicy(QDataWidgetMapper::ManualSubmit);
        form.addMapping(widget.get(), m_model->columnOf(sample.name));
        form.toFirst();
        QVERIFY2(form.submit() && m_errors->isEmpty() && m_model->item(0) == m_item,
                 qPrintable(sample.name));
    }
    QCOMPARE(m_table->count(u"UpdateItem"_s), 0);
}

void tst_ModelEditors::mappedProperties_data()
{
    QTest::addColumn<QString>("attribute");
    QTest::addColumn<QString>("kind");
    QTest::newRow("time") << u"utcTime"_s << u"QDateTimeEdit"_s;
    QTest::newRow("time with microseconds") << u"exactTime"_s << u"QDateTimeEdit"_s;
    QTest::newRow("day") << u"day"_s << u"QDateEdit"_s;
    QTest::newRow("number") << u"small"_s << u"QSpinBox"_s;
    QTest::newRow("many digits") << u"exact"_s << u"QDoubleSpinBox"_s;
    QTest::newRow("true") << u"yes"_s << u"QCheckBox"_s;
    QTest::newRow("false") << u"no"_s << u"QCheckBox"_s;
}

// Properties of another type that can hold the value.
void tst_ModelEditors::mappedProperties()
{
    QFETCH(const QString, attribute);
    QFETCH(const QString, kind);

    std::unique_ptr<QWidget> widget;
    if (kind == u"QDateTimeEdit"_s) {
        widget = std::make_unique<QDateTimeEdit>();
    } else if (kind == u"QDateEdit"_s) {
        widget = std::make_unique<QDateEdit>();
    } else if (kind == u"QSpinBox"_s) {
        widget = std::make_unique<QSpinBox>();
    } else if (kind == u"QCheckBox"_s) {
        widget = std::make_unique<QCheckBox>();
    } else {
        auto box = std::make_unique<QDoubleSpinBox>();
        box->setDecimals(30);
        box->setRange(-1e20, 1e20);
        widget = std::move(box);
    }
    QDataWidgetMapper form;
    form.setModel(m_model.get());
    form.setSubmitPolicy(QDataWidgetMapper::ManualSubmit);
    form.addMapping(widget.get(), m_model->columnOf(attribute));
    form.toFirst();
    QVERIFY(form.submit());
    verifyUntouched();
}

void tst_ModelEditors::qml_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("role"); // empty: the role of the attribute
    for (const char *type : { "TextInput", "TextEdit", "TextField", "TextArea" }) {
        QTest::addRow("%s, attribute", type) << QString::fromLatin1(type) << QString();
        if (QLatin1StringView(type).endsWith("Field"_L1))
            QTest::addRow("%s, edit", type) << QString::fromLatin1(type) << u"edit"_s;
    }
}

// A QML field that writes whenever editing is finished.
void tst_ModelEditors::qml()
{
    QFETCH(const QString, type);
    QFETCH(const QString, role);

    QQmlEngine engine;
    engine.rootContext()->setContextProperty(u"items"_s, m_model.get());
    for (const CellSample &sample : cellSamples()) {
        if (!role.isEmpty()) // which is a role of the first column
            m_model->setAttributes({ sample.name });
        const QString text = u"import QtQuick\n"
                             "import QtQuick.Controls\n"
                             "Item { Repeater { model: items; delegate: %1 {\n"
                             "    objectName: \"field\"\n"
                             "    text: model.%2\n"
                             "    function commit() { model.%2 = text }\n"
                             "} } }"_s.arg(type, role.isEmpty() ? sample.name : role);
        QQmlComponent component(&engine);
        component.setData(text.toUtf8(), QUrl());
        const std::unique_ptr<QObject> root(component.create());
        QVERIFY2(root, qPrintable(component.errorString()));
        auto *item = qobject_cast<QQuickItem *>(root.get());
        QObject *field = nullptr;
        for (QQuickItem *child : item->childItems()) {
            if (child->objectName() == "field"_L1)
                field = child;
        }
        QVERIFY(field);
        QVERIFY(QMetaObject::invokeMethod(field, "commit"));
        QVERIFY2(m_errors->isEmpty() && m_model->item(0) == m_item,
                 qPrintable(sample.name + ": "_L1 + field->property("text").toString()));
    }
    QCOMPARE(m_table->count(u"UpdateItem"_s), 0);
}

QTEST_MAIN(tst_ModelEditors)
#include "tst_modeleditors.moc"
