// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/qdynamodbitemdelegate.h>

#include "widgets/qdynamodbitemdelegate_p.h"

#include <QtDynamoDB/qdynamodbitemmodel.h>

#include <QtCore/qmetaobject.h>
#include <QtCore/qpointer.h>
#include <QtCore/qtimer.h>
#include <QtGui/qevent.h>
#include <QtWidgets/qabstractitemview.h>
#include <QtWidgets/qapplication.h>
#include <QtWidgets/qtooltip.h>

#include <algorithm>

using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;

namespace {

// A property of editors of QStyledItemDelegate: the value that the editor got from the model
constexpr char shownProperty[] = "_q_dynamodb_shown";

// The value of the cell; std::nullopt if the model has no DynamoDB values.
std::optional<QDynamoDBValue> valueOf(const QModelIndex &index)
{
    const QVariant value = index.data(QDynamoDBItemModel::ValueRole);
    if (value.metaType() != QMetaType::fromType<QDynamoDBValue>())
        return std::nullopt;
    return value.value<QDynamoDBValue>();
}

QVariant userProperty(const QWidget *editor)
{
    const QMetaProperty property = editor->metaObject()->userProperty();
    return property.isValid() ? property.read(editor) : QVariant();
}

QString attributeOf(const QModelIndex &index)
{
    return index.model()->headerData(index.column(), Qt::Horizontal).toString();
}

template<typename T>
std::optional<T> roleOf(const QModelIndex &index, int role)
{
    const QVariant value = index.data(role);
    return value.isValid() && value.canConvert<T>() ? std::optional<T>(value.value<T>())
                                                    : std::nullopt;
}

} // namespace

/*!
    \class QDynamoDBItemDelegate
    \inmodule QtDynamoDBWidgets
    \brief A delegate that shows and edits DynamoDB values of all types in the cells of a view.

    \code
    QDynamoDBScanModel model;
    model.setEditable(true);
    view->setModel(&model);
    view->setItemDelegate(new QDynamoDBItemDelegate(view));
    \endcode

    The delegate works with a QDynamoDBItemModel, also behind proxy models, and with other models
    that return a QDynamoDBValue for the role QDynamoDBItemModel::ValueRole. For all other models,
    it works as a QStyledItemDelegate. The class is in the library \c QtDynamoDB::Widgets (CMake
    component \c Widgets), which is built if Qt Widgets is found.

    \section1 Showing

    A cell shows its value as one line of plain text, without markup; line breaks are shown as
    arrows. Absent attributes, \c null, empty texts and empty binary are shown as a word in italics
    and in the color of placeholders. Binary and sets begin with a word for their type. Only the
    part of a value that fits into the cell is converted to text: drawing a value of 400 KB costs
    the same as drawing a short one. The tool tip shows the beginning of a value that does not fit.

    \section1 Editing

    While a view has the delegate, QDynamoDBItemModel::editors of its model is Editors::AllTypes:
    all cells except those of key attributes can be edited. The delegate finds its views when the
    event loop runs or when they draw. It resets the property when no view has the delegate any
    more.

    \table
    \header \li Type \li Editor
    \row \li String \li a line edit, or a text edit if the text is long or contains line breaks.
        Shift+Return inserts a line break and changes to the text edit. Strings with characters that
        a text edit would replace, such as carriage returns, are edited as JSON.
    \row \li Number \li a line edit with the exact digits. Input with more than 38 digits or out of
        range is refused.
    \row \li Bool \li a combo box with \c true and \c false
    \row \li Binary \li base64 or hexadecimal digits: \l binaryFormat
    \row \li List, Map and sets \li DynamoDB JSON, such as \c {{"SS": ["a", "b"]}}
    \row \li \c null, absent attribute \li an empty line edit with a placeholder. Text that is typed
        there makes the value a string.
    \endtable

    The editor has a menu that changes the type, sets \c null, or removes the attribute, unless
    \l typeChange is TypeChange::Refused. The entry for DynamoDB JSON allows all types.

    Return writes the value; in a text edit, Ctrl+Return does. Escape discards the input. Tab and
    Shift+Tab write the value and edit the next or previous cell. Alt+Down and F4 open the menu of
    types. The value is also written when the editor loses the focus. An editor that is closed
    without a change writes nothing.

    Invalid input is not written: the editor shows the reason and stays open. If the view closes the
    editor nevertheless, because another cell becomes the current one, inputRefused() is emitted,
    and the editor is opened again with the same input. Escape discards it.

    With QDataWidgetMapper::setItemDelegate(), the delegate fills the mapped widgets as
    QStyledItemDelegate does, and writes only the values that the user has changed.

    \since 0.1
    \sa QDynamoDBItemModel::editors
*/

/*!
    \enum QDynamoDBItemDelegate::BinaryFormat

    The format in which binary is shown and edited.

    \value Base64       base64 with the standard alphabet and padding
    \value Hexadecimal  two hexadecimal digits for each byte, separated by spaces; spaces may be
                        omitted in the input
*/

/*!
    \enum QDynamoDBItemDelegate::TypeChange

    Whether the user can change the type of an attribute.

    \value Allowed  Editors have a menu to choose a type or \c null, or to remove the attribute.
    \value Refused  Editors have no such menu. Typing into a cell of a \c null or absent attribute
                    still makes it a string.
*/

/*!
    \fn void QDynamoDBItemDelegate::inputRefused(const QModelIndex &index, const QString &reason)

    The input in the editor of \a index was not written. The editor shows the \a reason, a
    translated plain text.
*/

/*!
    Creates a delegate with the given \a parent.
*/
QDynamoDBItemDelegate::QDynamoDBItemDelegate(QObject *parent)
    : QStyledItemDelegate(parent)
    , d(std::make_unique<QDynamoDBItemDelegatePrivate>(this))
{
}

/*!
    Destroys the delegate and resets QDynamoDBItemModel::editors of its models.
*/
QDynamoDBItemDelegate::~QDynamoDBItemDelegate() = default;

/*!
    \property QDynamoDBItemDelegate::binaryFormat
    \brief the format in which binary is shown and edited; BinaryFormat::Base64 by default.

    Update the views after a change. Open editors keep their format.
*/
QDynamoDBItemDelegate::BinaryFormat QDynamoDBItemDelegate::binaryFormat() const
{
    return d->binaryFormat;
}

void QDynamoDBItemDelegate::setBinaryFormat(BinaryFormat format)
{
    if (std::exchange(d->binaryFormat, format) != format)
        Q_EMIT binaryFormatChanged();
}

/*!
    \property QDynamoDBItemDelegate::typeChange
    \brief whether the user can change the type of an attribute; TypeChange::Allowed by default.
*/
QDynamoDBItemDelegate::TypeChange QDynamoDBItemDelegate::typeChange() const
{
    return d->typeChange;
}

void QDynamoDBItemDelegate::setTypeChange(TypeChange change)
{
    if (std::exchange(d->typeChange, change) != change)
        Q_EMIT typeChangeChanged();
}

/*! \reimp */
void QDynamoDBItemDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                                  const QModelIndex &index) const
{
    d->models.add(option.widget, index.model());
    QStyledItemDelegate::paint(painter, option, index);
}

/*! \reimp */
QSize QDynamoDBItemDelegate::sizeHint(const QStyleOptionViewItem &option,
                                      const QModelIndex &index) const
{
    d->models.add(option.widget, index.model());
    return QStyledItemDelegate::sizeHint(option, index);
}

// The base class would request a text of the whole value from the model.
void QDynamoDBItemDelegate::initStyleOption(QStyleOptionViewItem *option,
                                            const QModelIndex &index) const
{
    const std::optional<QDynamoDBValue> value = valueOf(index);
    if (!value) {
        QStyledItemDelegate::initStyleOption(option, index);
        return;
    }
    option->index = index;
    option->styleObject = nullptr;
    if (const auto font = roleOf<QFont>(index, Qt::FontRole)) {
        option->font = font->resolve(option->font);
        option->fontMetrics = QFontMetrics(option->font);
    }
    if (const auto alignment = roleOf<int>(index, Qt::TextAlignmentRole))
        option->displayAlignment = Qt::Alignment(*alignment);
    if (const auto brush = roleOf<QBrush>(index, Qt::ForegroundRole))
        option->palette.setBrush(QPalette::Text, *brush);
    if (const auto brush = roleOf<QBrush>(index, Qt::BackgroundRole))
        option->backgroundBrush = *brush;
    if (CellText::isMark(*value)) {
        option->font.setItalic(true);
        option->fontMetrics = QFontMetrics(option->font);
        option->palette.setBrush(QPalette::Text, option->palette.brush(QPalette::PlaceholderText));
    }
    // No character is narrower than two pixels. Without a rectangle, a size hint is requested.
    constexpr int widest = 2000;
    const int width = option->rect.width() > 0 ? std::min(option->rect.width(), widest)
                                               : widest / 4;
    option->text = CellText::shown(*value, d->binaryFormat, width / 2 + 1);
    option->features |= QStyleOptionViewItem::HasDisplay;
    option->features &= ~QStyleOptionViewItem::WrapText;
}

/*! \reimp */
QWidget *QDynamoDBItemDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                                             const QModelIndex &index) const
{
    if (!valueOf(index))
        return QStyledItemDelegate::createEditor(parent, option, index);
    auto *editor = new ValueEditor(attributeOf(index), d->binaryFormat, d->typeChange, parent);
    auto *self = const_cast<QDynamoDBItemDelegate *>(this);
    connect(editor, &ValueEditor::submitted, self, [self, editor](EndEditHint hint) {
        Q_EMIT self->commitData(editor);
        if (editor->hasEnded())
            Q_EMIT self->closeEditor(editor, hint);
    });
    connect(editor, &ValueEditor::cancelled, self, [self, editor] {
        editor->end();
        Q_EMIT self->closeEditor(editor, RevertModelCache);
    });
    return editor;
}

/*! \reimp */
void QDynamoDBItemDelegate::setEditorData(QWidget *widget, const QModelIndex &index) const
{
    auto *editor = qobject_cast<ValueEditor *>(widget);
    if (!editor) {
        QStyledItemDelegate::setEditorData(widget, index);
        widget->setProperty(shownProperty, userProperty(widget));
        return;
    }
    if (editor->isModified()) // the model has changed meanwhile; the input stays
        return;
    if (const std::optional<QDynamoDBValue> value = valueOf(index))
        editor->setValue(*value);
    if (d->draft && d->draft->index == index) {
        const auto draft = *std::exchange(d->draft, std::nullopt);
        editor->setInput(draft.input);
        editor->showProblem(draft.problem);
    }
}

/*! \reimp */
void QDynamoDBItemDelegate::setModelData(QWidget *widget, QAbstractItemModel *model,
                                         const QModelIndex &index) const
{
    auto *editor = qobject_cast<ValueEditor *>(widget);
    if (!editor) {
        const QVariant shown = widget->property(shownProperty);
        if (!shown.isValid() || shown != userProperty(widget))
            QStyledItemDelegate::setModelData(widget, model, index);
        return;
    }
    const QDynamoDBExpected<QDynamoDBValue> value = editor->value();
    if (!value) {
        d->refuse(editor, index, value.error().message());
        return;
    }
    if (editor->isModified()
        && !model->setData(index, QVariant::fromValue(*value), QDynamoDBItemModel::ValueRole)) {
        const QDynamoDBItemModel *items = itemModelBehind(model);
        const QString reason = items ? items->error().message() : QString();
        d->refuse(editor, index, reason.isEmpty() ? tr("The model refuses the value.") : reason);
        return;
    }
    editor->end();
}

/*! \reimp */
void QDynamoDBItemDelegate::updateEditorGeometry(QWidget *editor,
                                                 const QStyleOptionViewItem &option,
                                                 const QModelIndex &index) const
{
    if (auto *valueEditor = qobject_cast<ValueEditor *>(editor))
        valueEditor->placeOver(option.rect);
    else
        QStyledItemDelegate::updateEditorGeometry(editor, option, index);
}

/*! \reimp */
bool QDynamoDBItemDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view,
                                      const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const std::optional<QDynamoDBValue> value = valueOf(index);
    if (!value || !event || !view || event->type() != QEvent::ToolTip)
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    constexpr qsizetype maxCharacters = 1000;
    QString text;
    if (sizeHint(option, index).width() > option.rect.width())
        text = CellText::shown(*value, d->binaryFormat, maxCharacters).toHtmlEscaped();
    // Rich text is wrapped. The value is escaped, so that it is not interpreted as markup.
    QToolTip::showText(event->globalPos(), text.isEmpty() ? text : u"<p>"_s + text + u"</p>", view,
                       option.rect);
    return true;
}

// A ValueEditor handles keys and focus itself.
bool QDynamoDBItemDelegate::eventFilter(QObject *object, QEvent *event)
{
    if (qobject_cast<ValueEditor *>(object))
        return QObject::eventFilter(object, event);
    return QStyledItemDelegate::eventFilter(object, event);
}

// A view connects to the signal just before it has the delegate.
void QDynamoDBItemDelegate::connectNotify(const QMetaMethod &signal)
{
    if (signal == QMetaMethod::fromSignal(&QAbstractItemDelegate::commitData)) {
        d->models.addAllViews(); // Qt does not report which view has the delegate
        d->refreshLater();
    }
}

void QDynamoDBItemDelegate::disconnectNotify(const QMetaMethod &signal)
{
    if (signal == QMetaMethod::fromSignal(&QAbstractItemDelegate::commitData))
        d->refreshLater();
}

void QDynamoDBItemDelegatePrivate::refreshLater()
{
    QMetaObject::invokeMethod(
            q, [this] { models.refresh(); }, Qt::QueuedConnection);
}

void QDynamoDBItemDelegatePrivate::refuse(ValueEditor *editor, const QModelIndex &index,
                                          const QString &reason)
{
    editor->showProblem(reason);
    draft = Draft { index, editor->input(), reason };
    QAbstractItemView *view = nullptr;
    for (QWidget *parent = editor->parentWidget(); parent && !view; parent = parent->parentWidget())
        view = qobject_cast<QAbstractItemView *>(parent);
    Q_EMIT q->inputRefused(index, reason);
    QTimer::singleShot(0, q, [this, editor = QPointer<ValueEditor>(editor), view = QPointer(view)] {
        if (editor && editor->isVisible() && !editor->hasEnded())
            draft.reset(); // the editor is still open
        else if (view)
            reopen(view);
    });
}

void QDynamoDBItemDelegatePrivate::reopen(QAbstractItemView *view)
{
    if (!draft || !draft->index.isValid() || !view->isVisible()
        || !draft->index.flags().testFlag(Qt::ItemIsEditable))
        return;
    const QModelIndex index = draft->index;
    view->setCurrentIndex(index);
    view->edit(index);
}
