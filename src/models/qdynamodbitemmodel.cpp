// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/qdynamodbitemmodel.h>

#include "models/qdynamodbitemmodel_p.h"

#include <algorithm>

using namespace QtDynamoDBPrivate;

/*!
    \class QDynamoDBItemModel
    \inmodule QtDynamoDB
    \brief The items that a question to a table brings, for views of widgets and of QML.

    What is asked is up to the two classes that derive from it, QDynamoDBQueryModel and
    QDynamoDBScanModel. Everything else is the same for both and told here.

    \section1 The question

    The question is made of properties. Whenever one of them changes, the rows go and a new answer
   is asked for, once the event loop runs again: changing several properties makes one request. An
    answer to an older question that is still under way is aborted and never shown. Between
    classBegin() and componentComplete(), nothing is asked.

    \section1 Rows, columns and roles

    A row is an item; QDynamoDBItemModel::item() has it as a whole. Each attribute is a column, for
    tables, and a role, for QML. Which attributes these are, and in which order, says the property
    \l attributes. Where it is empty, the \l projection says it, and where that is empty, too, the
    model finds out: the table's and the index's keys come first, then what the first page has, by
    name. Attributes that only later pages have become columns at the end.

    In a column, the roles are these:

    \table
    \header \li Role \li Content
    \row \li Qt::EditRole \li as QDynamoDBValue::toVariant(), with one exception: numbers other than
        integers up to 9007199254740991 in magnitude are text with all their digits, since a spin
        box or a JavaScript number would round them
    \row \li Qt::DisplayRole \li the same where it is a text, number or \c bool, nothing where there
        is no such attribute, and otherwise a text: lists, maps, sets and \c null as plain JSON,
        binary as base64
    \row \li ValueRole \li the QDynamoDBValue
    \row \li SortRole \li a text by which QSortFilterProxyModel orders values exactly: \c null,
        \c bool, numbers by all their digits, strings, binary, then sets, lists and maps; absent
        values are last. The strings follow the proxy's case sensitivity and locale. Pass it to
        QSortFilterProxyModel::setSortRole().
    \row \li Qt::TextAlignmentRole \li numbers to the right
    \endtable

    Independent of the column, each attribute is a role of its own with the attribute's name, and
    \c item (ItemRole) is a map of all of them. These hold the native values of QML. As a JavaScript
    number is a \c double, numbers that would lose digits come as QDynamoDBNumber. An attribute that
    an item does not have is undefined.

    Some names have a meaning of their own in views and delegates: \c index, \c model,
    \c modelData, \c hasModelChildren, \c row and \c column in all of them, \c selected, \c current
    and \c editing in \c TableView, \c treeView, \c isTreeNode, \c expanded, \c hasChildren and
    \c depth in \c TreeView; \c display, \c edit and \c item are roles of the model. The role of an
    attribute with one of these names has an underscore at the end, \c index_ for example, or as
    many as make the name differ from those of all attributes. In \c item, every attribute has its
    own name.

    Views of QML look up the names of roles once, when the first row appears (before Qt 6.5 not even
    at a reset of the model). Roles for attributes that no item of the first page has are therefore
    unknown to them, unless \l attributes names them; \c item has every attribute at all times. The
    number of an attribute's role never changes while the model lives.

    \section1 Pages

    The first page is fetched by itself, further ones when a view asks by fetchMore(), which views
   do when they come to the end, one after the other. A page that the filter left empty is followed
   by the next one until there are rows or the end. fetchAll() fetches all there is, up to \l
   maxRows, and cancel() stops that.

    A \c ListView with \c {reuseItems: true} does not ask for further pages when it takes the delegate
    of the last row from its pool (seen with Qt 6.4): leave \c reuseItems out, or call fetchAll().

    reload() asks the same question again. Rows whose key comes again stay, so that selections and
    the position of a view do; only what was removed, added or changed is told to views.

    The rows of a page are made in the client's thread, so that the model's thread does little more
    than take them over: less than a millisecond for a page of 1 MB.

    Beside the pages, a model asks for the description of its table, once, to know the key and the
    number of items. Where it may not, it shows items all the same but can't change them.

    \section1 Changing items

    A model is read-only unless \l editable is set. Then setData() changes an attribute by
    UpdateItem, on the condition that the table still has the value that was shown. The new value is
    shown at once. If the write fails, errorOccurred() tells why and the old value is back, or,
   where somebody else was faster (\c ConditionalCheckFailed), what the table has now; the error's
    QDynamoDBError::item() has it, too. Several changes of one cell are written one after the other.

    setData() and setAttribute() read text for an attribute that holds a number or a \c bool as
    such, and refuse it if it is none. They take a list for an attribute that holds a set as a set.
    To change the type, pass a QDynamoDBValue. An invalid QVariant removes the attribute. The
    attributes of the table's key can't be changed.

    Opening an editor and closing it changes nothing. For this, setData() ignores what an editor
    returns that the user has not changed, and returns \c true: the text that the cell shows or that
    Qt converts its value to, an empty text where there is no attribute or where it is null, a
    string that a line edit has cut to 32,767 characters or in which a text edit has replaced line
    breaks and no-break spaces, and a number or time that the property of the editor has rounded. To
    write such a value, pass it as a QDynamoDBValue, or call setAttribute(). Qt's default editors
    can't hold binary, sets, lists, maps, null, absent attributes, and strings that are longer or
    have control characters. In a view, such cells are therefore editable only if \l editors is
    Editors::AllTypes, which QDynamoDBItemDelegate sees to. QDataWidgetMapper and delegates of QML
    don't ask: don't map attributes to spin boxes and check boxes that can't hold their values, or
    use QDynamoDBItemDelegate, which writes nothing that the user has not changed.

    append() and insert() write an item by PutItem unless there is one with its key, remove()
   removes one by DeleteItem. Their rows come and go when that has succeeded.

    These functions return false, with an error, if nothing could be sent. Writes that were sent go
   on when the model is destroyed.

    \section1 Live models

    With \l live, the model reads the stream of its table beside the pages, by a
    QDynamoDBStreamReader: rows come, go, change and move as items are written by whomever, within a
    second or two, and never by a reset. The conditions of the question are applied to each change
    here, so an item that comes to meet them appears and one that ceases to do so goes. In a query,
    items appear at their place in the order of the sort key. What lies beyond the pages that were
    fetched so far waits for its page; in a scan it appears at the end.

    The table needs a stream with new images (\c NEW_IMAGE or \c NEW_AND_OLD_IMAGES). Where there is
    none, errorOccurred() says so with the code \c Validation, \l following is false, and the model
    does all the rest. Nothing that happens between the first page and the first look at
    the stream is missed: pages wait until the place in the stream is found.

    Each live model is a reader of the stream, of which the service recommends two a shard at the
    most. A \l projection into nested values shows the whole attribute after a change.

    A model belongs to one thread, like all models. Its client may live in another one, unless the
    model is live.

    \sa QDynamoDBClient
*/

/*!
    \enum QDynamoDBItemModel::Status

    What a model is at.

    \value Null     The question is not complete: the client or the name of the table is missing,
                    or the key condition of a query.
    \value Loading  An answer is under way, or about to be asked for.
    \value Ready    What was asked for is there.
    \value Error    Reading failed, and error() says why. fetchMore() tries again where it stopped,
                    reload() from the beginning.
*/

/*!
    \enum QDynamoDBItemModel::Editors

    What the editors of the model's views can hold.

    \value Default   Qt's default editors: bool, numbers, and strings of up to 32,767 characters
                     without line breaks and other control characters.
    \value AllTypes  Values of all types, and their absence: the views have a
                     QDynamoDBItemDelegate, or a delegate that edits the ValueRole.

    \since 0.1
*/

/*!
    \enum QDynamoDBItemModel::Role

    The roles that a model has beside those of Qt.

    \value ItemRole            all attributes of the row, a QVariantMap
    \value ValueRole           the column's attribute as QDynamoDBValue
    \value SortRole            a text by which QSortFilterProxyModel orders the column's attribute
    \value FirstAttributeRole  from here on, each attribute has a role: roleOf()
*/

/*! \fn void QDynamoDBItemModel::errorOccurred(const QDynamoDBError &error)
    Reading or writing failed, or was refused, with \a error.
*/

QDynamoDBItemModel::QDynamoDBItemModel(std::unique_ptr<QDynamoDBItemModelPrivate> dd,
                                       QObject *parent)
    : QAbstractTableModel(parent)
    , d(std::move(dd))
{
    d->init(this);
}

/*! Destroys the model. Pages under way are aborted, writes are not. */
QDynamoDBItemModel::~QDynamoDBItemModel() = default;

/*!
    \property QDynamoDBItemModel::client
    \brief whom to ask.

    The model does not own the client. When the client is destroyed, the property becomes null. A
    change of the client's endpoint, region or profile is a change of the question.
*/
QDynamoDBClient *QDynamoDBItemModel::client() const
{
    return d->client;
}

void QDynamoDBItemModel::setClient(QDynamoDBClient *client)
{
    d->setClient(client);
}

/*!
    \property QDynamoDBItemModel::tableName
    \brief the name or the ARN of the table to read.
*/
QString QDynamoDBItemModel::tableName() const
{
    return d->tableName;
}

void QDynamoDBItemModel::setTableName(const QString &name)
{
    if (d->tableName == name)
        return;
    d->tableName = name;
    d->table.forget();
    d->tableChanged();
    Q_EMIT tableNameChanged();
}

/*!
    \property QDynamoDBItemModel::indexName
    \brief the name of the index to read; empty for the table itself.

    An item of an index has the attributes that are projected into it, and no others.
*/
QString QDynamoDBItemModel::indexName() const
{
    return d->indexName;
}

void QDynamoDBItemModel::setIndexName(const QString &name)
{
    if (d->indexName == name)
        return;
    d->indexName = name;
    d->tableChanged();
    Q_EMIT indexNameChanged();
}

/*!
    \property QDynamoDBItemModel::filter
    \brief which of the items that were read are wanted: the FilterExpression, such as
        \c {Replies > :few}.
*/
QString QDynamoDBItemModel::filter() const
{
    return d->filter.text;
}

void QDynamoDBItemModel::setFilter(const QString &expression)
{
    if (d->setCondition(d->filter, expression, {}))
        Q_EMIT filterChanged();
}

/*!
    Returns what setFilterExpression() has set, or an empty condition.
*/
QDynamoDBCondition QDynamoDBItemModel::filterExpression() const
{
    return d->filter.piece;
}

/*!
    Filters by \a condition instead of \l filter, which is empty then. Names and values find their
    places by themselves. What the service would refuse is an error of reading.
*/
void QDynamoDBItemModel::setFilterExpression(const QDynamoDBCondition &condition)
{
    if (d->setCondition(d->filter, {}, condition))
        Q_EMIT filterChanged();
}

/*!
    \property QDynamoDBItemModel::projection
    \brief which attributes are wanted: the ProjectionExpression, such as
        \c {ForumName, Subject, #views}. Empty for all.

    Rows are only found again by reload(), and changed, if the attributes of the table's key are
    among them.
*/
QString QDynamoDBItemModel::projection() const
{
    return d->projection;
}

void QDynamoDBItemModel::setProjection(const QString &expression)
{
    if (d->projection == expression)
        return;
    d->projection = expression;
    d->tableChanged();
    Q_EMIT projectionChanged();
}

/*!
    \property QDynamoDBItemModel::names
    \brief the attribute names that placeholders in expressions stand for, such as \c {#views} for
        \c Views.
*/
QVariantMap QDynamoDBItemModel::names() const
{
    return d->names;
}

void QDynamoDBItemModel::setNames(const QVariantMap &names)
{
    if (d->projection.contains(u'#') && d->names != names)
        d->columnsAreOutdated = true;
    if (d->setQuestion(d->names, names))
        Q_EMIT namesChanged();
}

/*!
    \property QDynamoDBItemModel::values
    \brief the values that placeholders in expressions stand for, such as \c 10 for \c {:few}.

    They are native values, as QDynamoDBValue::fromVariant() understands them, without a tag for the
    type.
*/
QVariantMap QDynamoDBItemModel::values() const
{
    return d->values;
}

void QDynamoDBItemModel::setValues(const QVariantMap &values)
{
    if (d->setQuestion(d->values, values))
        Q_EMIT valuesChanged();
}

/*!
    \property QDynamoDBItemModel::consistentRead
    \brief whether the answer reflects all writes that have succeeded before; false by default.

    It costs twice the capacity, and global secondary indexes don't have it.
*/
bool QDynamoDBItemModel::isConsistentRead() const
{
    return d->consistentRead;
}

void QDynamoDBItemModel::setConsistentRead(bool consistent)
{
    if (d->setQuestion(d->consistentRead, consistent))
        Q_EMIT consistentReadChanged();
}

/*!
    \property QDynamoDBItemModel::pageSize
    \brief how many items are read for one page, before the filter: the Limit of Query and Scan.

    0 by default: as many as fit into a megabyte. A change counts from the next page on.
*/
int QDynamoDBItemModel::pageSize() const
{
    return d->pageSize;
}

void QDynamoDBItemModel::setPageSize(int items)
{
    if (d->pageSize == std::max(items, 0))
        return;
    d->pageSize = std::max(items, 0);
    Q_EMIT pageSizeChanged();
}

/*!
    \property QDynamoDBItemModel::maxRows
    \brief how many rows the model fetches at the most; 0, the default, means no limit.

    Lowering it removes the rows beyond; raising it lets more be fetched. A model that had that many
    rows fetches what follows when it loses some, by remove() or because it is \l live.
*/
int QDynamoDBItemModel::maxRows() const
{
    return d->maxRows;
}

void QDynamoDBItemModel::setMaxRows(int rows)
{
    if (d->maxRows == std::max(rows, 0))
        return;
    d->setMaxRows(std::max(rows, 0));
    Q_EMIT maxRowsChanged();
}

/*!
    \property QDynamoDBItemModel::prefetch
    \brief whether the next page is asked for before it is wanted; false by default.

    It is kept until fetchMore() wants it and is then there at once.
*/
bool QDynamoDBItemModel::isPrefetch() const
{
    return d->prefetch;
}

void QDynamoDBItemModel::setPrefetch(bool prefetch)
{
    if (d->prefetch == prefetch)
        return;
    d->prefetch = prefetch;
    d->reader.setPrefetch(prefetch);
    Q_EMIT prefetchChanged();
}

/*!
    \property QDynamoDBItemModel::live
    \brief whether the rows follow the table's stream; false by default.

    See \l {Live models}.
*/
bool QDynamoDBItemModel::isLive() const
{
    return d->live;
}

void QDynamoDBItemModel::setLive(bool live)
{
    if (d->live == live)
        return;
    d->setLive(live);
    Q_EMIT liveChanged();
}

/*!
    \property QDynamoDBItemModel::following
    \brief whether what is shown follows the stream at this moment.

    False while the stream is looked for, after an error, and where \l live is not set.
*/
bool QDynamoDBItemModel::isFollowing() const
{
    return d->isFollowing();
}

/*!
    \property QDynamoDBItemModel::attributes
    \brief the attributes that are columns and roles, in their order; empty, the default, for those
        that are found.

    It does not change what is asked for: \l projection does.
*/
QStringList QDynamoDBItemModel::attributes() const
{
    return d->attributes;
}

void QDynamoDBItemModel::setAttributes(const QStringList &attributes)
{
    if (d->attributes == attributes)
        return;
    d->attributes = attributes;
    d->attributesChanged();
    Q_EMIT attributesChanged();
}

/*!
    \property QDynamoDBItemModel::editable
    \brief whether items can be changed, put and removed through the model; false by default.
*/
bool QDynamoDBItemModel::isEditable() const
{
    return d->editable;
}

void QDynamoDBItemModel::setEditable(bool editable)
{
    if (d->editable == editable)
        return;
    d->editable = editable;
    Q_EMIT editableChanged();
}

/*!
    \property QDynamoDBItemModel::editors
    \brief what the editors of the model's views can hold; Editors::Default by default.

    It decides which cells of an \l editable model have the flag Qt::ItemIsEditable. It does not
    restrict setData(). A QDynamoDBItemDelegate sets the property to Editors::AllTypes while a view
    of the model has the delegate.

    \since 0.1
    \sa {Changing items}
*/
QDynamoDBItemModel::Editors QDynamoDBItemModel::editors() const
{
    return d->editors;
}

void QDynamoDBItemModel::setEditors(Editors editors)
{
    if (d->editors == editors)
        return;
    d->editors = editors;
    Q_EMIT editorsChanged();
}

/*!
    \property QDynamoDBItemModel::status
    \brief what the model is at.
*/
QDynamoDBItemModel::Status QDynamoDBItemModel::status() const
{
    return d->status();
}

/*!
    \property QDynamoDBItemModel::loading
    \brief whether the \l status is Loading. A prefetched page does not count until it is wanted.
*/

/*!
    \property QDynamoDBItemModel::count
    \brief the number of rows.
*/

/*!
    \property QDynamoDBItemModel::hasMore
    \brief whether there are, as far as known, more items than rows, and \l maxRows lets them in.

    Only the answer to one more request tells whether there really are.
*/
bool QDynamoDBItemModel::hasMore() const
{
    return d->hasMore();
}

/*!
    \property QDynamoDBItemModel::progress
    \brief how much of the whole result has been read, from 0 to 1.

    It is 1 once everything has been read, up to \l maxRows, and never before.

    For a scan, it is the number of items that have been read, in proportion to the number of items
    of the table or index. The service updates that number every six hours or so. When more items
    have been read than that, the progress approaches 0.99. With \l maxRows, the number of rows in
    proportion to \l maxRows counts as well. It is 0 up to the end where nothing is known: for a
    query without \l maxRows, without permission for DescribeTable, and for a table that was empty
    when it was counted. Show an indeterminate progress then. A new request begins at 0; from there
    on, the progress of a scan never decreases.
*/
double QDynamoDBItemModel::progress() const
{
    return d->progress();
}

/*!
    \property QDynamoDBItemModel::pendingWrites
    \brief how many changes, new items and removals are under way.
*/
int QDynamoDBItemModel::pendingWrites() const
{
    return d->writer.pending();
}

/*!
    \property QDynamoDBItemModel::error
    \brief what went wrong last, reading or writing.

    It is cleared when reading begins anew.
*/
QDynamoDBError QDynamoDBItemModel::error() const
{
    return d->error;
}

/*!
    \property QDynamoDBItemModel::consumedCapacity
    \brief the capacity units that reading and writing have consumed since the question was asked.
*/
double QDynamoDBItemModel::consumedCapacity() const
{
    return d->capacity;
}

/*!
    \property QDynamoDBItemModel::keyAttributes
    \brief the attributes that are the table's key: the partition key and, if there is one, the sort
        key. Empty until they are known.
*/
QStringList QDynamoDBItemModel::keyAttributes() const
{
    return d->rows.keyAttributes();
}

/*!
    To be called before properties are set that belong together: nothing is asked until
    componentComplete(). QML does it by itself.
*/
void QDynamoDBItemModel::classBegin()
{
    d->isBuilding = true;
    d->publish();
}

/*! Asks, if the question is complete. \sa classBegin() */
void QDynamoDBItemModel::componentComplete()
{
    if (!d->isBuilding)
        return;
    d->isBuilding = false;
    if (d->scheduled.has_value())
        d->schedule();
    d->publish();
}

/*!
    Fetches all pages that are left, up to \l maxRows. cancel() stops it.
*/
void QDynamoDBItemModel::fetchAll()
{
    d->want(PageReader::Demand::All);
}

/*!
    Asks the same question again, for as many rows as there are. Rows with the same key keep their
    place, as far as the order of the answer allows; views are told of nothing but what is
    different. If it fails, the rows that have not come again yet stay, and fetchMore() goes on
    with them.
*/
void QDynamoDBItemModel::reload()
{
    d->scheduleStart(QDynamoDBItemModelPrivate::Start::Again);
}

/*!
    Stops reading. The rows that are there stay, and fetchMore() goes on. Writes are not affected.
*/
void QDynamoDBItemModel::cancel()
{
    d->cancel();
}
