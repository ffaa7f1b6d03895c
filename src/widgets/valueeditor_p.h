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

// Edits one value in place: a field for its type, a menu of types, and what is wrong with the input.
// It returns the very value that it was given until the user changes something.
class ValueEditor : public QWidget
{
    Q_OBJECT

public:
    using Hint = QAbstractItemDelegate::EndEditHint;
    // What the user has entered, to go on with in another editor.
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
    // Lies over the cell, larger where the field needs it, within the parent.
    void placeOver(const QRect &cell);
    // The view closes it: whatever happens to the focus from here on is no input.
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
    void choose(ValueKind kind);
    void edited();
    void submit(Hint hint);
    void leave();
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
    QLineEdit *m_line = nullptr; // one of these is the field
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
