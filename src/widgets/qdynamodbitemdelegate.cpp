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

constexpr char shownProperty[] = "_q_dynamodb_shown"; // of an editor that is not ours

// The value of the cell, or nothing where the model has other ones.
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
    \brief Shows and edits DynamoDB values of all types in the cells of a view.

    \code
    QDynamoDBScanModel model;
    model.setEditable(true);
    view->setModel(&model);
    view->setItemDelegate(new QDynamoDBItemDelegate(view));
    \endcode

    The delegate works with a QDynamoDBItemModel, also behind proxy models, and with other models
    that have a QDynamoDBValue in the role QDynamoDBItemModel::ValueRole. For all others it is a
    QStyledItemDelegate. The class is in the library \c QtDynamoDB::Widgets (CMake component
    \c Widgets), which is built where Qt Widgets is found.

    \section1 Showing

    A cell shows its value as one line of plain text: nothing in it is markup, and line breaks are
    shown as arrows. An absent attribute, \c null, an empty text and empty binary are marked by
    words in italics and in the color of placeholders. Binary and sets begin with what they are.
    Only as much of a value is converted to text as fits into the cell; drawing a value of 400 KB
    costs the same as drawing a short one. The tool tip has the beginning of a value that was cut.

    \section1 Editing

    While a view has the delegate, its model's QDynamoDBItemModel::editors is Editors::AllTypes:
    every cell but those of the key is editable. The delegate finds its views once the event loop
    runs or when they draw. It sets the property back when no view has it any more.

    \table
    \header \li Type \li Editor
    \row \li String \li a line, or several lines for texts that are long or have line breaks;
        Shift+Return makes several lines of one. Strings with characters that a text document
        replaces, such as carriage returns, are edited as JSON.
    \row \li Number \li its exact digits. Input with more than 38 digits or out of range is refused.
    \row \li Bool \li a choice of two
    \row \li Binary \li base64 or hexadecimal digits: \l binaryFormat
    \row \li List, Map and sets \li DynamoDB JSON, such as \c {{"SS": ["a", "b"]}}
    \row \li \c null, no attribute \li an empty line that says so. It stays as it is until something
        is typed, which becomes a text.
    \endtable

    A menu in the editor changes the type, sets \c null, or removes the attribute, unless
    \l typeChange is TypeChange::Refused. All types can be chosen, also those of DynamoDB JSON.

    Keys: Return writes, Ctrl+Return where there are several lines; Escape gives up; Tab and
    Shift+Tab write and go to the next cell and the one before; Alt+Down and F4 open the menu of
    types. Leaving the editor writes as well. An editor that is closed without a change writes
    nothing.

    Input that can't be a value of its type is not written: the editor says why and stays open.
    Where the view closes the editor nevertheless, because another cell becomes the current one, the
    editor comes back with what was typed, and inputRefused() is emitted. Escape gives it up.

    With QDataWidgetMapper::setItemDelegate(), the delegate fills the mapped widgets as
    QStyledItemDelegate does, and writes only those that the user has changed.

    \since 0.1
    \sa QDynamoDBItemModel::editors
*/

/*!
    \enum QDynamoDBItemDelegate::BinaryFormat

    How binary is shown and edited.

    \value Base64       as base64, standard alphabet, with padding
    \value Hexadecimal  as two hexadecimal digits for each byte, with spaces between them; input may
                        be without spaces
*/

/*!
    \enum QDynamoDBItemDelegate::TypeChange

    Whether editors let the user change the type of an attribute.

    \value Allowed  They have a menu of types, of \c null, and to remove the attribute.
    \value Refused  They have none. Typing into a cell that is \c null or has no attribute still
                    makes a text of it.
*/

/*! \fn void QDynamoDBItemDelegate::inputRefused(const QModelIndex &index, const QString &reason)
    What was entered into the editor of \a index is not written, for the \a reason that the editor
    shows. It is translated, plain text.
*/

/*! Makes a delegate with the given \a parent. */
QDynamoDBItemDelegate::QDynamoDBItemDelegate(QObject *parent)
    : QStyledItemDelegate(parent)
    , d(std::make_unique<QDynamoDBItemDelegatePrivate>(this))
{
}

/*! Destroys the delegate. The QDynamoDBItemModel::editors of its models are set back. */
QDynamoDBItemDelegate::~QDynamoDBItemDelegate() = default;

/*!
    \property QDynamoDBItemDelegate::binaryFormat
    \brief how binary is shown and edited; BinaryFormat::Base64 by default.

    Views have to be updated after a change. Open editors keep their format.
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
    \brief whether editors let the user change the type; TypeChange::Allowed by default.
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

// The base class would have the model make a text of the whole value.
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
    // No character is narrower than two pixels; a hint of the size is bounded by the same width.
    constexpr int widest = 2000;
    const int width = option->rect.width() > 0 ? std::min(option->rect.width(), widest)
                                               : widest / 4;
    option->text = CellText::shown(*value, d->binaryFormat, width / 2 + 1);
    option->features |= QStyleOptionViewItem::HasDisplay;
    option->features &= ~QStyleOptionViewItem::WrapText; // one line, to its last character
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
    if (editor->isModified()) // the model has changed meanwhile; what was typed stays
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
        const QString why = items ? items->error().message() : QString();
        d->refuse(editor, index, why.isEmpty() ? tr("The model refuses the value.") : why);
        return;
    }
    editor->end();
}

/*! \reimp */
void QDynamoDBItemDelegate::updateEditorGeometry(QWidget *editor,
                                                 const QStyleOptionViewItem &option,
                                                 const QModelIndex &index) const
{
    if (auto *ours = qobject_cast<ValueEditor *>(editor))
        ours->placeOver(option.rect);
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
    constexpr qsizetype most = 1000;
    QString text;
    if (sizeHint(option, index).width() > option.rect.width())
        text = CellText::shown(*value, d->binaryFormat, most).toHtmlEscaped();
    // As rich text, so that it is wrapped, and escaped, so that the value is none.
    QToolTip::showText(event->globalPos(), text.isEmpty() ? text : u"<p>"_s + text + u"</p>", view,
                       option.rect);
    return true;
}

// Editors of ours handle their keys and the focus themselves.
bool QDynamoDBItemDelegate::eventFilter(QObject *object, QEvent *event)
{
    if (qobject_cast<ValueEditor *>(object))
        return QObject::eventFilter(object, event);
    return QStyledItemDelegate::eventFilter(object, event);
}

// A view connects to the signal when the delegate is set, a moment before it has the delegate.
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
            draft.reset(); // it is still open
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
