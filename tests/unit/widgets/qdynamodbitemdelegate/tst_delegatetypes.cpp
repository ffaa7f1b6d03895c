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

// Changing the type of a value, and values that the editor or the model rejects.
class tst_DelegateTypes : public DelegateTest
{
    Q_OBJECT

private Q_SLOTS:
    void typeMenu_data();
    void typeMenu();
    void noTypeMenu();
    void lineBreaks();
    void invalidInput_data();
    void invalidInput();
    void invalidInputAbandoned();
    void rejectedByModel();
};

void tst_DelegateTypes::typeMenu_data()
{
    QTest::addColumn<QString>("attribute");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("input"); // null: no input
    QTest::addColumn<QDynamoDBValue>("expected");

    QTest::newRow("text to null") << u"words"_s << u"Null"_s << QString()
                                  << QDynamoDBValue(nullptr);
    QTest::newRow("text removed") << u"words"_s << u"Remove Attribute"_s << QString()
                                  << QDynamoDBValue(Type::Undefined);
    QTest::newRow("map removed") << u"map"_s << u"Remove Attribute"_s << QString()
                                 << QDynamoDBValue(Type::Undefined);
    QTest::newRow("long text to null")
            << u"tooLong"_s << u"Null"_s << QString() << QDynamoDBValue(nullptr);
    QTest::newRow("null to empty text")
            << u"nothing"_s << u"Text"_s << QString() << QDynamoDBValue(QString());
    QTest::newRow("absent to empty text")
            << u"absent"_s << u"Text"_s << QString() << QDynamoDBValue(QString());
    QTest::newRow("absent to null")
            << u"absent"_s << u"Null"_s << QString() << QDynamoDBValue(nullptr);
    QTest::newRow("absent to number")
            << u"absent"_s << u"Number"_s << u"17"_s << QDynamoDBValue(17);
    QTest::newRow("absent to false")
            << u"absent"_s << u"True or false"_s << u"false"_s << QDynamoDBValue(false);
    QTest::newRow("text to number")
            << u"looksLikeNumber"_s << u"Number"_s << QString() << QDynamoDBValue(7);
    QTest::newRow("number to text")
            << u"small"_s << u"Text"_s << QString() << QDynamoDBValue(u"7"_s);
    QTest::newRow("number to true")
            << u"small"_s << u"True or false"_s << u"true"_s << QDynamoDBValue(true);
    QTest::newRow("text to JSON") << u"words"_s << u"Typed JSON"_s << QString()
                                  << QDynamoDBValue(u"a few words"_s);
    QTest::newRow("absent to set") << u"absent"_s << u"Typed JSON"_s << u"{\"NS\": [\"1\"]}"_s
                                   << QDynamoDBValue::numberSet({ 1 });
    QTest::newRow("absent to binary")
            << u"absent"_s << u"Binary"_s << u"eA=="_s << QDynamoDBValue(QByteArray("x"));
}

void tst_DelegateTypes::typeMenu()
{
    QFETCH(const QString, attribute);
    QFETCH(const QString, type);
    QFETCH(const QString, input);
    QFETCH(const QDynamoDBValue, expected);

    QVERIFY(open<QWidget>(attribute));
    chooseType(type);
    QVERIFY(field<QWidget>()->hasFocus());
    if (auto *line = field<QLineEdit>(); line && !input.isNull())
        line->setText(input);
    else if (auto *choice = field<QComboBox>())
        choice->setCurrentText(input);
    else if (auto *text = field<QPlainTextEdit>(); text && !input.isNull())
        text->setPlainText(input);
    const QDynamoDBValue before = value(attribute);
    QTest::keyClick(field<QWidget>(), Qt::Key_Return, Qt::ControlModifier);
    QVERIFY2(problem().isEmpty(), qPrintable(problem()));
    QVERIFY(!field<QWidget>());
    QCOMPARE(value(attribute), expected);
    QTRY_COMPARE(m_model->pendingWrites(), 0);
    QCOMPARE(m_table->count(u"UpdateItem"_s), before == expected ? 0 : 1);
}

void tst_DelegateTypes::noTypeMenu()
{
    QSignalSpy changed(m_delegate, &QDynamoDBItemDelegate::typeChangeChanged);
    QCOMPARE(m_delegate->typeChange(), QDynamoDBItemDelegate::TypeChange::Allowed);
    m_delegate->setTypeChange(QDynamoDBItemDelegate::TypeChange::Refused);
    QCOMPARE(changed.size(), 1);
    QVERIFY(open<QLineEdit>(u"words"_s));
    QVERIFY(!m_view->viewport()->findChild<QToolButton *>(u"type"_s)->isVisible());
}

// Typing or pasting a line break opens the multi-line editor with the text.
void tst_DelegateTypes::lineBreaks()
{
    auto *line = open<QLineEdit>(u"words"_s);
    QVERIFY(line);
    line->setText(u"one"_s);
    line->setCursorPosition(3);
    QTest::keyClick(line, Qt::Key_Return, Qt::ShiftModifier);
    auto *text = field<QPlainTextEdit>();
    QVERIFY(text);
    QVERIFY(text->hasFocus());
    QTest::keyClicks(text, u"two"_s);
    QTest::keyClick(text, Qt::Key_Return);
    QTest::keyClicks(text, u"three"_s);
    QTest::keyClick(text, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(value(u"words"_s), QDynamoDBValue(u"one\ntwo\nthree"_s));
}

void tst_DelegateTypes::invalidInput_data()
{
    QTest::addColumn<QString>("attribute");
    QTest::addColumn<QString>("input");
    QTest::addColumn<QString>("why");

    QTest::newRow("not a number") << u"small"_s << u"seven"_s << u"not a decimal number"_s;
    QTest::newRow("empty number") << u"small"_s << QString() << u"not a decimal number"_s;
    QTest::newRow("39 digits") << u"small"_s << QString(39, u'1') << u"38"_s;
    QTest::newRow("out of range") << u"small"_s << u"1e126"_s << u"number"_s;
    QTest::newRow("invalid base64") << u"binary"_s << u"AAAAA"_s << u"base64"_s;
    QTest::newRow("base64 with bits left") << u"binary"_s << u"AAF="_s << u"base64"_s;
    QTest::newRow("invalid base64 of another length") << u"binary"_s << u"<>"_s << u"base64"_s;
    QTest::newRow("invalid JSON") << u"map"_s << u"{\"M\": "_s << u"JSON"_s;
    QTest::newRow("plain JSON") << u"list"_s << u"[1]"_s << u"JSON"_s;
    QTest::newRow("empty JSON") << u"list"_s << QString() << u"JSON"_s;
    QTest::newRow("invalid number in a set") << u"numbers"_s << u"{\"NS\": [\"x\"]}"_s << u"JSON"_s;
}

void tst_DelegateTypes::invalidInput()
{
    QFETCH(const QString, attribute);
    QFETCH(const QString, input);
    QFETCH(const QString, why);

    auto *widget = open<QWidget>(attribute);
    auto *line = qobject_cast<QLineEdit *>(widget);
    auto *text = qobject_cast<QPlainTextEdit *>(widget);
    QVERIFY(line || text);
    const auto now = [&] { return line ? line->text() : text->toPlainText(); };
    line ? line->setText(input) : text->setPlainText(input);
    for (const auto &[key, modifier] : { std::pair { Qt::Key_Return, Qt::ControlModifier },
                                         std::pair { Qt::Key_Tab, Qt::NoModifier },
                                         std::pair { Qt::Key_Backtab, Qt::NoModifier } }) {
        QTest::keyClick(widget, key, modifier);
        QVERIFY2(problem().contains(why), qPrintable(problem()));
        QCOMPARE(widget->accessibleDescription(), problem());
        QCOMPARE(field<QWidget>(), widget);
        QCOMPARE(now(), input);
    }
    m_view->setFocus(); // the editor stays open
    QCOMPARE(field<QWidget>(), widget);
    QCOMPARE(now(), input);
    QTest::keyClick(widget, Qt::Key_Escape);
    QVERIFY(!field<QWidget>());
    verifyUntouched();
}

// Another cell becomes current although the value is invalid.
void tst_DelegateTypes::invalidInputAbandoned()
{
    QSignalSpy refusals(m_delegate, &QDynamoDBItemDelegate::inputRefused);
    auto *line = open<QLineEdit>(u"small"_s);
    QVERIFY(line);
    line->setText(u"12x"_s);
    m_view->setCurrentIndex(cell(u"words"_s));
    QCOMPARE(refusals.size(), 1);
    QCOMPARE(refusals[0][0].toModelIndex(), cell(u"small"_s));
    QVERIFY(refusals[0][1].toString().contains("number"_L1));
    QTRY_VERIFY(field<QLineEdit>() && field<QLineEdit>()->text() == "12x"_L1);
    QCOMPARE(m_view->currentIndex(), cell(u"small"_s));
    QVERIFY(problem().contains("number"_L1));
    verifyUntouched();

    field<QLineEdit>()->setText(u"12"_s);
    QVERIFY(problem().isEmpty());
    m_view->setCurrentIndex(cell(u"words"_s));
    QCOMPARE(value(u"small"_s), QDynamoDBValue(12));
    QVERIFY(!field<QWidget>());

    // After the change is discarded, it is not restored.
    open<QLineEdit>(u"small"_s)->setText(u"y"_s);
    QTest::keyClick(field<QLineEdit>(), Qt::Key_Return);
    QTest::keyClick(field<QLineEdit>(), Qt::Key_Escape);
    QCOMPARE(open<QLineEdit>(u"small"_s)->text(), u"12"_s);
    QVERIFY(problem().isEmpty());
}

void tst_DelegateTypes::rejectedByModel()
{
    auto *line = open<QLineEdit>(u"words"_s);
    QVERIFY(line);
    m_model->setEditable(false); // while the editor is open
    line->setText(u"other"_s);
    QTest::keyClick(line, Qt::Key_Return);
    QVERIFY2(problem().contains("read-only"_L1), qPrintable(problem()));
    QCOMPARE(field<QLineEdit>(), line);
    QCOMPARE(line->text(), u"other"_s);
    QTest::keyClick(line, Qt::Key_Escape);
    QCOMPARE(m_model->item(0), m_item);
}

QTEST_MAIN(tst_DelegateTypes)
#include "tst_delegatetypes.moc"
