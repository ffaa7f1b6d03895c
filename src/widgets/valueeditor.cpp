// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "widgets/valueeditor_p.h"

#include <QtCore/qscopedvaluerollback.h>
#include <QtGui/qaccessible.h>
#include <QtGui/qevent.h>
#include <QtGui/qfontdatabase.h>
#include <QtGui/qtextdocument.h>
#include <QtWidgets/qapplication.h>
#include <QtWidgets/qboxlayout.h>
#include <QtWidgets/qcombobox.h>
#include <QtWidgets/qlabel.h>
#include <QtWidgets/qlineedit.h>
#include <QtWidgets/qmenu.h>
#include <QtWidgets/qplaintextedit.h>
#include <QtWidgets/qstyle.h>
#include <QtWidgets/qstyleoption.h>
#include <QtWidgets/qstylepainter.h>
#include <QtWidgets/qtoolbutton.h>

#include <algorithm>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxLineLength = 1000; // of a line edit; longer texts are in a text edit
constexpr int maxTextLength = 1 << 30; // the service checks its own limits

bool fitsLine(QStringView text)
{
    return text.size() <= maxLineLength && std::none_of(text.begin(), text.end(), [](QChar c) {
               return c < u' ' || c == QChar::LineSeparator || c == QChar::ParagraphSeparator;
           });
}

} // namespace

ValueEditor::ValueEditor(const QString &attribute, BinaryFormat format,
                         QDynamoDBItemDelegate::TypeChange typeChange, QWidget *parent)
    : QWidget(parent)
    , m_attribute(attribute)
    , m_format(format)
    , m_type(new QToolButton(this))
    , m_menu(new QMenu(this))
    , m_problem(new QLabel(this))
{
    setAutoFillBackground(true);
    setAttribute(Qt::WA_InputMethodEnabled);
    m_type->setObjectName("type"_L1);
    m_type->setPopupMode(QToolButton::InstantPopup);
    m_type->setMenu(m_menu);
    m_type->setFocusPolicy(Qt::NoFocus); // Tab edits the next cell
    m_type->setVisible(typeChange == QDynamoDBItemDelegate::TypeChange::Allowed);
    m_type->setToolTip(tr("Type (Alt+Down)"));
    for (const ValueKind kind :
         { ValueKind::Text, ValueKind::Number, ValueKind::Bool, ValueKind::Binary, ValueKind::Json,
           ValueKind::Null, ValueKind::Absent }) {
        const QString name = kind == ValueKind::Absent ? tr("Remove Attribute")
                                                       : CellText::nameOf(kind);
        m_menu->addAction(name, this, [this, kind] { changeKind(kind); })->setData(int(kind));
    }
    m_problem->setObjectName("problem"_L1);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->setAutoFillBackground(true);
    QPalette colors = m_problem->palette();
    colors.setColor(QPalette::Window, QColor(0x8c, 0x1d, 0x18));
    colors.setColor(QPalette::WindowText, Qt::white);
    m_problem->setPalette(colors);
    m_problem->setBackgroundRole(QPalette::Window); // instead of the roles of the view
    m_problem->setForegroundRole(QPalette::WindowText);
    m_problem->setMargin(3);
    m_problem->hide();

    auto *row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_type, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    column->addLayout(row, 1);
    column->addWidget(m_problem);
    setValue(QDynamoDBValue::Type::Undefined);
}

void ValueEditor::setValue(const QDynamoDBValue &value)
{
    m_original = value;
    const ValueKind kind = CellText::kindOf(value);
    setKind(kind, CellText::edited(value, kind, m_format));
    m_initial = input();
    showProblem({});
}

QDynamoDBExpected<QDynamoDBValue> ValueEditor::value() const
{
    return isModified() ? CellText::read(text(), m_kind, m_format) : m_original;
}

bool ValueEditor::isModified() const
{
    return m_kind != m_initial.kind || text() != m_initial.text;
}

ValueEditor::Input ValueEditor::input() const
{
    return { m_kind, text() };
}

void ValueEditor::setInput(const Input &input)
{
    setKind(input.kind, input.text);
}

void ValueEditor::showProblem(const QString &problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_field->setAccessibleDescription(problem);
    if (!problem.isEmpty()) {
        QAccessibleEvent event(m_problem, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
    }
    placeOver(m_cell);
}

ValueEditor::Field ValueEditor::fieldFor(ValueKind kind, const QString &text)
{
    switch (kind) {
    case ValueKind::Bool:
        return Field::Choice;
    case ValueKind::Json:
        return Field::Text;
    default:
        return fitsLine(text) ? Field::Line : Field::Text;
    }
}

void ValueEditor::setKind(ValueKind kind, const QString &text)
{
    const QScopedValueRollback filling(m_isFilling, true);
    m_kind = kind;
    const Field field = fieldFor(kind, text);
    if (!m_field || field != m_fieldKind)
        makeField(field);
    setText(text);
    updateTexts();
    placeOver(m_cell);
}

void ValueEditor::makeField(Field field)
{
    const bool hadFocus = m_field && m_field->hasFocus();
    QWidget *const before = m_field;
    m_line = nullptr;
    m_text = nullptr;
    m_choice = nullptr;
    m_fieldKind = field;
    switch (field) {
    case Field::Line:
        m_line = new QLineEdit(this);
        m_line->setMaxLength(maxTextLength);
        m_line->setFrame(false);
        connect(m_line, &QLineEdit::textChanged, this, &ValueEditor::onEdited);
        m_field = m_line;
        break;
    case Field::Text:
        m_text = new QPlainTextEdit(this);
        m_text->setFrameShape(QFrame::NoFrame);
        m_text->setTabChangesFocus(true);
        m_text->setUndoRedoEnabled(true);
        connect(m_text, &QPlainTextEdit::textChanged, this, &ValueEditor::onEdited);
        m_field = m_text;
        break;
    case Field::Choice:
        m_choice = new QComboBox(this);
        m_choice->addItem(tr("true"));
        m_choice->addItem(tr("false"));
        connect(m_choice, &QComboBox::currentIndexChanged, this, &ValueEditor::onEdited);
        m_field = m_choice;
        break;
    }
    m_field->setObjectName("value"_L1);
    m_field->installEventFilter(this);
    auto *row = static_cast<QBoxLayout *>(layout()->itemAt(0)->layout());
    row->insertWidget(0, m_field, 1);
    m_field->setVisible(true);
    setFocusProxy(m_field);
    if (hadFocus)
        m_field->setFocus();
    if (before) {
        before->removeEventFilter(this);
        before->hide();
        before->deleteLater();
    }
}

// Called by the menu. Keeps the input as far as it can be converted to the new type.
void ValueEditor::changeKind(ValueKind kind)
{
    if (kind == m_kind)
        return;
    QString input = text();
    if (kind == m_initial.kind) {
        input = m_initial.text;
    } else if (kind == ValueKind::Null || kind == ValueKind::Absent) {
        input.clear();
    } else if (kind == ValueKind::Json) {
        if (const auto now = value(); now && !now->isUndefined())
            input = CellText::edited(*now, kind, m_format);
        else if (!now)
            input = CellText::edited(QDynamoDBValue(input), kind, m_format);
    } else if (m_kind == ValueKind::Json) {
        const auto now = value();
        if (now && CellText::kindOf(*now) == kind)
            input = CellText::edited(*now, kind, m_format);
    }
    setKind(kind, input);
    showProblem({});
    m_field->setFocus();
    if (m_line)
        m_line->selectAll();
}

void ValueEditor::onEdited()
{
    if (m_isFilling)
        return;
    m_hasEnded = false; // the view has written the value, but not closed the editor
    if ((m_kind == ValueKind::Null || m_kind == ValueKind::Absent) && !text().isEmpty()) {
        m_kind = ValueKind::Text;
        updateTexts();
    }
    if (m_line && !fitsLine(m_line->text())) { // text with line breaks was pasted or inserted
        const int cursor = m_line->cursorPosition();
        setKind(m_kind, m_line->text());
        if (m_text) {
            QTextCursor place = m_text->textCursor();
            place.setPosition(std::min(cursor, m_text->document()->characterCount() - 1));
            m_text->setTextCursor(place);
        }
    }
    if (!m_problem->text().isEmpty()) { // shown until the input is valid
        const auto now = value();
        showProblem(now ? QString() : now.error().message());
    }
}

void ValueEditor::submit(Hint hint)
{
    const auto now = value();
    if (now)
        Q_EMIT submitted(hint);
    else
        showProblem(now.error().message());
}

// Called when another widget gets the focus. Invalid input is not submitted.
void ValueEditor::onFocusLost()
{
    if (!m_hasEnded && isVisible())
        submit(QAbstractItemDelegate::NoHint);
}

bool ValueEditor::isOwnKey(const QKeyEvent *event) const
{
    const auto modifiers = event->modifiers() & ~Qt::KeypadModifier;
    switch (event->key()) {
    case Qt::Key_Escape:
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return true;
    case Qt::Key_F4:
        return modifiers == Qt::NoModifier && m_type->isVisibleTo(this);
    case Qt::Key_Down:
        return modifiers == Qt::AltModifier && m_type->isVisibleTo(this);
    default:
        return false;
    }
}

bool ValueEditor::handleKey(const QKeyEvent *event)
{
    const auto modifiers = event->modifiers() & ~Qt::KeypadModifier;
    if (!isOwnKey(event))
        return false;
    switch (event->key()) {
    case Qt::Key_Escape:
        Q_EMIT cancelled();
        return true;
    case Qt::Key_Tab:
        submit(QAbstractItemDelegate::EditNextItem);
        return true;
    case Qt::Key_Backtab:
        submit(QAbstractItemDelegate::EditPreviousItem);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_text && modifiers != Qt::ControlModifier)
            return false; // inserts a line break
        if (m_line && m_kind != ValueKind::Number
            && (modifiers == Qt::ShiftModifier || modifiers == Qt::AltModifier)) {
            m_line->insert(u"\n"_s); // onEdited() replaces the line edit by a text edit
            return true;
        }
        submit(QAbstractItemDelegate::SubmitModelCache);
        return true;
    default:
        m_type->showMenu();
        return true;
    }
}

bool ValueEditor::eventFilter(QObject *object, QEvent *event)
{
    switch (event->type()) {
    case QEvent::ShortcutOverride: // before the key triggers a shortcut of the window
        if (isOwnKey(static_cast<QKeyEvent *>(event))) {
            event->accept();
            return true;
        }
        break;
    case QEvent::KeyPress:
        if (handleKey(static_cast<QKeyEvent *>(event)))
            return true;
        break;
    case QEvent::FocusOut: {
        const auto reason = static_cast<QFocusEvent *>(event)->reason();
        const QWidget *now = QApplication::focusWidget();
        const bool isInside = now && (now == this || isAncestorOf(now));
        if (reason != Qt::PopupFocusReason && reason != Qt::ActiveWindowFocusReason
            && reason != Qt::MenuBarFocusReason && !isInside)
            onFocusLost();
        break;
    }
    default:
        break;
    }
    return QWidget::eventFilter(object, event);
}

void ValueEditor::paintEvent(QPaintEvent *)
{
    QStylePainter painter(this);
    painter.fillRect(rect(), palette().base());
    painter.setPen(palette().color(QPalette::Highlight));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void ValueEditor::updateTexts()
{
    const QString kind = CellText::nameOf(m_kind);
    m_type->setText(kind);
    m_type->setAccessibleName(tr("Type of %1: %2").arg(m_attribute, kind));
    m_field->setAccessibleName(tr("%1, %2").arg(m_attribute, kind));
    setAccessibleName(m_field->accessibleName());
    for (QAction *action : m_menu->actions()) {
        action->setCheckable(true);
        action->setChecked(action->data().toInt() == int(m_kind));
    }
    QString hint;
    switch (m_kind) {
    case ValueKind::Absent:
        hint = tr("no attribute");
        break;
    case ValueKind::Null:
        hint = tr("null");
        break;
    case ValueKind::Text:
        hint = tr("empty text");
        break;
    case ValueKind::Number:
        hint = tr("up to 38 digits");
        break;
    case ValueKind::Binary:
        hint = m_format == BinaryFormat::Base64 ? tr("base64") : tr("hexadecimal");
        m_type->setText(m_format == BinaryFormat::Base64 ? tr("Base64") : tr("Hex"));
        break;
    case ValueKind::Json:
        hint = u"{\"S\": \"\"}"_s;
        break;
    case ValueKind::Bool:
        break;
    }
    if (m_line)
        m_line->setPlaceholderText(hint);
    if (m_text) {
        m_text->setPlaceholderText(hint);
        m_text->setFont(m_kind == ValueKind::Text
                                ? font()
                                : QFontDatabase::systemFont(QFontDatabase::FixedFont));
        m_text->setToolTip(tr("Ctrl+Return saves, Esc cancels"));
    }
}

QString ValueEditor::text() const
{
    if (m_line)
        return m_line->text();
    if (m_choice)
        return m_choice->currentIndex() == 0 ? u"true"_s : u"false"_s;
    // toPlainText() would replace no-break spaces by ordinary spaces.
    QString raw = m_text->document()->toRawText();
    return raw.replace(QChar::ParagraphSeparator, u'\n');
}

void ValueEditor::setText(const QString &text)
{
    if (m_line) {
        m_line->setText(text);
        m_line->setCursorPosition(0);
    } else if (m_choice) {
        m_choice->setCurrentIndex(text == "true"_L1 ? 0 : 1);
    } else {
        m_text->setPlainText(text);
    }
}

void ValueEditor::placeOver(const QRect &cell)
{
    m_cell = cell;
    if (cell.isNull() || !parentWidget())
        return;
    constexpr QSize lineSize(260, 0);
    constexpr QSize textSize(420, 200);
    const QRect bounds = parentWidget()->rect();
    QSize size = cell.size().expandedTo(m_fieldKind == Field::Text ? textSize : lineSize);
    size.setHeight(std::max(size.height(), m_field->sizeHint().height() + 2));
    if (m_fieldKind == Field::Text)
        size.setHeight(std::max(textSize.height(), cell.height()));
    size = size.boundedTo(bounds.size());
    if (!m_problem->text().isEmpty())
        size.rheight() += m_problem->heightForWidth(size.width() - 2);
    QRect place(cell.topLeft(), size);
    place.moveRight(std::min(place.right(), std::max(bounds.right(), cell.right())));
    place.moveBottom(std::min(place.bottom(), std::max(bounds.bottom(), cell.bottom())));
    place.moveLeft(std::max(place.left(), std::min(bounds.left(), cell.left())));
    place.moveTop(std::max(place.top(), std::min(bounds.top(), cell.top())));
    setGeometry(place);
}

} // namespace QtDynamoDBPrivate
