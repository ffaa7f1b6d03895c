// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef VALUEEDITOR_P_H
#define VALUEEDITOR_P_H

#include "widgets/celltext_p.h"

#include <QtWidgets/qabstractitemdelegate.h>
#include <QtWidgets/qwidget.h>

QT_BEGIN_NAMESPACE
class QComboBox;
class QKeyEvent;
class QLabel;
class QLineEdit;
class QMenu;
class QPlainTextEdit;
class QToolButton;
QT_END_NAMESPACE

namespace QtDynamoDBPrivate {

// An editor for one value in a cell: a field for the type of the value, a menu of types, and a
// label for an error of the input. It returns the given value unchanged until the user changes
// something.
class ValueEditor : public QWidget
{
    Q_OBJECT

public:
    using Hint = QAbstractItemDelegate::EndEditHint;
    // The user's input, which another editor can continue with
    struct Input
    {
        ValueKind kind = ValueKind::Absent;
        QString text;
    };

    ValueEditor(const QString &attribute, BinaryFormat format,
                QDynamoDBItemDelegate::TypeChange typeChange, QWidget *parent);

    void setValue(const QDynamoDBValue &value);
    [[nodiscard]] QDynamoDBExpected<QDynamoDBValue> value() const;
    [[nodiscard]] bool isModified() const;
    [[nodiscard]] Input input() const;
    void setInput(const Input &input);
    void showProblem(const QString &problem);
    // Covers the cell, or more if the field needs it, within the parent.
    void placeOver(const QRect &cell);
    // The view closes the editor: changes of the focus no longer submit the input.
    void end() { m_hasEnded = true; }
    [[nodiscard]] bool hasEnded() const { return m_hasEnded; }

Q_SIGNALS:
    void submitted(Hint hint);
    void cancelled();

protected:
    bool eventFilter(QObject *object, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    enum class Field { Line, Text, Choice };

    [[nodiscard]] static Field fieldFor(ValueKind kind, const QString &text);
    void setKind(ValueKind kind, const QString &text);
    void makeField(Field field);
    void changeKind(ValueKind kind);
    void onEdited();
    void submit(Hint hint);
    void onFocusLost();
    [[nodiscard]] bool handleKey(const QKeyEvent *event);
    [[nodiscard]] bool isOwnKey(const QKeyEvent *event) const;
    void updateTexts();
    [[nodiscard]] QString text() const;
    void setText(const QString &text);

    const QString m_attribute;
    const BinaryFormat m_format;
    QDynamoDBValue m_original = QDynamoDBValue::Type::Undefined;
    Input m_initial;
    ValueKind m_kind = ValueKind::Absent;
    Field m_fieldKind = Field::Line;
    QWidget *m_field = nullptr;
    // One of these is the field, the others are null.
    QLineEdit *m_line = nullptr;
    QPlainTextEdit *m_text = nullptr;
    QComboBox *m_choice = nullptr;
    QToolButton *m_type;
    QMenu *m_menu;
    QLabel *m_problem;
    QRect m_cell;
    bool m_isFilling = false;
    bool m_hasEnded = false;
};

} // namespace QtDynamoDBPrivate

#endif
