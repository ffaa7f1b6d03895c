// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/qdynamodbitemmodel.h>

#include "models/qdynamodbitemmodel_p.h"

#include "models/rows/cellvalue_p.h"
#include "values/scriptvalue_p.h"

#include <algorithm>

using namespace QtDynamoDBPrivate;

namespace {

QVariant cell(const QDynamoDBValue &value, int role)
{
    switch (role) {
    case Qt::DisplayRole:
        return displayValue(value);
    case Qt::EditRole:
        return editValue(value);
    case Qt::TextAlignmentRole:
        return value.isNumber() ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case QDynamoDBItemModel::ValueRole:
        return QVariant::fromValue(value);
    case QDynamoDBItemModel::SortRole:
        return sortKey(value);
    default:
        return {};
    }
}

} // namespace

QDynamoDBItemModel::QDynamoDBItemModel(ReadOperation operation, QObject *parent)
    : QAbstractTableModel(parent)
    , d(std::make_unique<QDynamoDBItemModelPrivate>(this, operation))
{
}

/*!
    Destroys the model. Requests for pages are aborted; writes continue.
*/
QDynamoDBItemModel::~QDynamoDBItemModel() = default;

/*!
    \property QDynamoDBItemModel::client
    \brief the client that sends the requests.

    The model does not own the client. When the client is destroyed, the property becomes null. A
    change of the client's endpoint, region or profile counts as a change of the query parameters.
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
    \brief the name or the ARN of the table.
*/
QString QDynamoDBItemModel::tableName() const
{
    return d->parameters.tableName;
}

void QDynamoDBItemModel::setTableName(const QString &name)
{
    if (d->parameters.tableName == name)
        return;
    d->parameters.tableName = name;
    d->reading.tableChanged();
    Q_EMIT tableNameChanged();
}

/*!
    \property QDynamoDBItemModel::indexName
    \brief the name of the index to read; empty, the default, for the table itself.

    An item of an index has only the attributes that are projected into the index.
*/
QString QDynamoDBItemModel::indexName() const
{
    return d->parameters.indexName;
}

void QDynamoDBItemModel::setIndexName(const QString &name)
{
    if (d->parameters.indexName == name)
        return;
    d->parameters.indexName = name;
    d->reading.columnsChanged();
    Q_EMIT indexNameChanged();
}

/*!
    \property QDynamoDBItemModel::filter
    \brief the FilterExpression of the request, such as \c {Replies > :few}; empty by default.

    The service reads all items that the query selects and returns those that meet the filter.
*/
QString QDynamoDBItemModel::filter() const
{
    return d->parameters.filter.text;
}

void QDynamoDBItemModel::setFilter(const QString &expression)
{
    if (d->setParameter(&QueryParameters::filter, { expression, {} }))
        Q_EMIT filterChanged();
}

/*!
    Returns the condition that setTypedFilter() has set, or an empty condition.
*/
QDynamoDBCondition QDynamoDBItemModel::typedFilter() const
{
    return d->parameters.filter.expression;
}

/*!
    Filters by \a condition instead of the text \l filter, which becomes empty. The condition needs
    no placeholders in \l names and \l values. An invalid condition fails the request:
    errorOccurred() reports it.
*/
void QDynamoDBItemModel::setTypedFilter(const QDynamoDBCondition &condition)
{
    if (d->setParameter(&QueryParameters::filter, { {}, condition }))
        Q_EMIT filterChanged();
}

/*!
    \property QDynamoDBItemModel::projection
    \brief the ProjectionExpression of the request, such as \c {ForumName, Subject, #views}; empty,
        the default, for all attributes.

    reload() recognises rows, and rows can be changed, only if the projection contains the key
    attributes of the table.
*/
QString QDynamoDBItemModel::projection() const
{
    return d->parameters.projection;
}

void QDynamoDBItemModel::setProjection(const QString &expression)
{
    if (d->parameters.projection == expression)
        return;
    d->parameters.projection = expression;
    d->reading.columnsChanged();
    Q_EMIT projectionChanged();
}

/*!
    \property QDynamoDBItemModel::names
    \brief the attribute names that placeholders in the expressions stand for, such as \c Views for
        \c {#views}.
*/
QVariantMap QDynamoDBItemModel::names() const
{
    return d->parameters.names;
}

void QDynamoDBItemModel::setNames(const QVariantMap &names)
{
    if (d->parameters.names == names)
        return;
    d->parameters.names = names;
    if (d->parameters.projection.contains(u'#'))
        d->reading.columnsChanged();
    else
        d->reading.parametersChanged();
    Q_EMIT namesChanged();
}

/*!
    \property QDynamoDBItemModel::values
    \brief the values that placeholders in the expressions stand for, such as \c 10 for \c {:few}.

    The values are native ones, as QDynamoDBValue::fromVariant() reads them, without type tags.
*/
QVariantMap QDynamoDBItemModel::values() const
{
    return d->parameters.values;
}

void QDynamoDBItemModel::setValues(const QVariantMap &values)
{
    if (d->setParameter(&QueryParameters::values, values))
        Q_EMIT valuesChanged();
}

/*!
    \property QDynamoDBItemModel::consistentRead
    \brief whether the result reflects all writes that have succeeded before the request; false by
        default.

    A consistent read consumes twice the capacity. Global secondary indexes don't support it.
*/
bool QDynamoDBItemModel::consistentRead() const
{
    return d->parameters.consistentRead;
}

void QDynamoDBItemModel::setConsistentRead(bool consistent)
{
    if (d->setParameter(&QueryParameters::consistentRead, consistent))
        Q_EMIT consistentReadChanged();
}

/*!
    \property QDynamoDBItemModel::pageSize
    \brief the maximum number of items that the service reads for one page, before it filters them:
        the Limit of Query and Scan.

    0, the default, means as many as fit into 1 MB. Negative values are set to 0. A change applies
    from the next page on.
*/
int QDynamoDBItemModel::pageSize() const
{
    return d->reading.pageSize();
}

void QDynamoDBItemModel::setPageSize(int items)
{
    if (d->reading.pageSize() == std::max(items, 0))
        return;
    d->reading.setPageSize(std::max(items, 0));
    Q_EMIT pageSizeChanged();
}

/*!
    \property QDynamoDBItemModel::maxRows
    \brief the maximum number of rows; 0, the default, means no limit. Negative values are set to 0.

    When the number is lowered, rows beyond it are removed; when it is raised, more can be fetched.
    A model with that many rows fetches more items when it loses rows by remove() or because it is
    \l live.
*/
int QDynamoDBItemModel::maxRows() const
{
    return d->reading.maxRows();
}

void QDynamoDBItemModel::setMaxRows(int rows)
{
    if (d->reading.maxRows() == std::max(rows, 0))
        return;
    d->reading.setMaxRows(std::max(rows, 0));
    Q_EMIT maxRowsChanged();
}

/*!
    \property QDynamoDBItemModel::prefetch
    \brief whether the next page is fetched before fetchMore() requests it; false by default.

    fetchMore() shows the prefetched page at once.
*/
bool QDynamoDBItemModel::prefetch() const
{
    return d->reading.isPrefetch();
}

void QDynamoDBItemModel::setPrefetch(bool prefetch)
{
    if (d->reading.isPrefetch() == prefetch)
        return;
    d->reading.setPrefetch(prefetch);
    Q_EMIT prefetchChanged();
}

/*!
    \property QDynamoDBItemModel::live
    \brief whether the rows follow the stream of the table; false by default.

    \sa {Live models}
*/
bool QDynamoDBItemModel::isLive() const
{
    return d->feed.isLive();
}

void QDynamoDBItemModel::setLive(bool live)
{
    if (d->feed.isLive() == live)
        return;
    d->feed.setLive(live);
    Q_EMIT liveChanged();
}

/*!
    \property QDynamoDBItemModel::following
    \brief whether the rows follow the stream at present.

    It is false while the position in the stream is being found, after an error, and if \l live is
    not set.
*/
bool QDynamoDBItemModel::isFollowing() const
{
    return d->feed.isFollowing();
}

/*!
    \property QDynamoDBItemModel::attributes
    \brief the attributes that are columns and roles, in this order; empty, the default, for the
        attributes that are found in the items.

    The property does not change the request; \l projection does.
*/
QStringList QDynamoDBItemModel::attributes() const
{
    return d->rows.fixedColumns();
}

void QDynamoDBItemModel::setAttributes(const QStringList &attributes)
{
    if (d->rows.fixedColumns() == attributes)
        return;
    d->setFixedColumns(attributes);
    Q_EMIT attributesChanged();
}

/*!
    \property QDynamoDBItemModel::editable
    \brief whether the model can change, add and remove items; false by default.

    \sa {Changing items}
*/
bool QDynamoDBItemModel::isEditable() const
{
    return d->editing.isEditable();
}

void QDynamoDBItemModel::setEditable(bool editable)
{
    if (d->editing.isEditable() == editable)
        return;
    d->editing.setEditable(editable);
    Q_EMIT editableChanged();
}

/*!
    \property QDynamoDBItemModel::editors
    \brief the values that the editors of the model's views can hold; Editors::Default by default.

    Cells of an \l editable model have the flag Qt::ItemIsEditable if the editors can hold their
    values. setData() does not depend on this property. A QDynamoDBItemDelegate sets the property to
    Editors::AllTypes while a view of the model has the delegate.

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
    \brief the state of the model.
*/
QDynamoDBItemModel::Status QDynamoDBItemModel::status() const
{
    return d->reading.status();
}

/*!
    \property QDynamoDBItemModel::loading
    \brief whether the \l status is Loading. Prefetching does not count.
*/

/*!
    \property QDynamoDBItemModel::count
    \brief the number of rows.
*/

/*!
    \property QDynamoDBItemModel::hasMore
    \brief whether there may be more items to fetch, and \l maxRows allows more rows.

    The service may return an empty last page: true does not mean that there is another item.
*/
bool QDynamoDBItemModel::hasMore() const
{
    return d->reading.hasMore();
}

/*!
    \property QDynamoDBItemModel::progress
    \brief the share of the whole result that has been read, from 0 to 1.

    It is 1 if and only if everything has been read, up to \l maxRows rows.

    For a scan, it is the number of items that were read, divided by the number of items of the
    table or index. The service updates that number every six hours or so. When more items were read
    than that, the progress approaches 0.99. With \l maxRows, the number of rows divided by
    \l maxRows counts if it is larger.

    If the size of the result is not known, the progress is 0 until the end: for a query without
    \l maxRows, without permission for DescribeTable, and for a table that was empty when its items
    were counted. Show an indeterminate progress bar then.

    A new request begins at 0. From there on, the progress of a scan never decreases.
*/
double QDynamoDBItemModel::progress() const
{
    return d->reading.progress();
}

/*!
    \property QDynamoDBItemModel::pendingWrites
    \brief the number of changed, new and removed items that have not been written yet.
*/
int QDynamoDBItemModel::pendingWrites() const
{
    return d->editing.pendingWrites();
}

/*!
    \property QDynamoDBItemModel::error
    \brief the last error of reading or writing.

    It is cleared when reading begins again.
*/
QDynamoDBError QDynamoDBItemModel::error() const
{
    return d->error;
}

/*!
    \property QDynamoDBItemModel::consumedCapacity
    \brief the capacity units that reading and writing have consumed since the first page was
        requested.
*/
double QDynamoDBItemModel::consumedCapacity() const
{
    return d->reading.capacity();
}

/*!
    \property QDynamoDBItemModel::keyAttributes
    \brief the key attributes of the table: the partition key and, if there is one, the sort key.
        Empty until they are known.
*/
QStringList QDynamoDBItemModel::keyAttributes() const
{
    return d->rows.keyAttributes();
}

/*!
    Suspends the model until componentComplete(): several properties can be set without a request in
    between. The QML engine calls this function.
*/
void QDynamoDBItemModel::classBegin()
{
    d->reading.setSuspended(true);
}

/*!
    Ends what classBegin() has begun, and requests the first page if the query parameters are
    complete.
*/
void QDynamoDBItemModel::componentComplete()
{
    d->reading.setSuspended(false);
}

/*!
    Fetches all remaining pages, up to \l maxRows rows. cancel() stops it.
*/
void QDynamoDBItemModel::fetchAll()
{
    d->reading.want(PageReader::Demand::All);
}

/*!
    Sends the request again, for as many rows as there are, and merges the result with the rows.
    Rows with the same key keep their places, as far as the order of the result allows. Views are
    notified of differences only. If the request fails, the remaining rows stay, and fetchMore()
    continues.
*/
void QDynamoDBItemModel::reload()
{
    d->reading.restart(ItemReading::Start::Reload);
}

/*!
    Stops reading. The rows stay, and fetchMore() continues. Writes are not affected.
*/
void QDynamoDBItemModel::cancel()
{
    d->reading.cancel();
}

int QDynamoDBItemModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : d->rows.items().size();
}

int QDynamoDBItemModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : d->rows.columns().count();
}

QVariant QDynamoDBItemModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const QDynamoDBItem &item = d->rows.items()[index.row()];
    if (const QString *attribute = d->rows.columns().nameOfRole(role))
        return scriptValue(item[*attribute]);
    if (role == ItemRole)
        return scriptMap(item);
    if (role >= ItemSource::firstStateRole && role <= ItemSource::lastStateRole)
        return d->state(item, role);
    return cell(item[d->rows.columns().names()[index.column()]], role);
}

QVariant QDynamoDBItemModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const bool isColumn = orientation == Qt::Horizontal && section >= 0 && section < columnCount();
    if (isColumn && (role == Qt::DisplayRole || role == Qt::EditRole))
        return d->rows.columns().names()[section];
    return QAbstractTableModel::headerData(section, orientation, role);
}

QHash<int, QByteArray> QDynamoDBItemModel::roleNames() const
{
    QHash<int, QByteArray> roles { { Qt::DisplayRole, QByteArrayLiteral("display") },
                                   { Qt::EditRole, QByteArrayLiteral("edit") },
                                   { ItemRole, QByteArrayLiteral("item") } };
    const QHash<int, QByteArray> states = d->stateRoles();
    roles.insert(states);
    roles.insert(d->rows.columns().roleNames({ states.cbegin(), states.cend() }));
    return roles;
}

Qt::ItemFlags QDynamoDBItemModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (!d->editing.isEditable() || !index.isValid())
        return flags;
    const QString &attribute = d->rows.columns().names()[index.column()];
    const QDynamoDBItem &item = d->rows.items()[index.row()];
    const bool isKey = d->rows.keyAttributes().contains(attribute);
    if (!isKey && d->rows.items().identity(index.row()) != 0
        && (d->editors == Editors::AllTypes || fitsDefaultEditor(item[attribute]))) {
        flags |= Qt::ItemIsEditable;
    }
    return flags;
}

bool QDynamoDBItemModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return false;
    const QString *attribute = d->rows.columns().nameOfRole(role);
    if (!attribute && (role == Qt::EditRole || role == ValueRole))
        attribute = &d->rows.columns().names()[index.column()];
    if (!attribute)
        return false;
    // Editors write when they are closed, also values that they can't hold and have altered.
    if (d->editing.isEditable() && isAsShown(d->rows.items()[index.row()][*attribute], value))
        return true;
    return d->editing.setAttribute(index.row(), QString(*attribute), value);
}

bool QDynamoDBItemModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && status() == Status::Ready && hasMore();
}

void QDynamoDBItemModel::fetchMore(const QModelIndex &parent)
{
    if (!parent.isValid() && hasMore())
        d->reading.want(PageReader::Demand::Page);
}

/*!
    Returns the item of \a row, or a null item if there is no such row.
*/
QDynamoDBItem QDynamoDBItemModel::item(int row) const
{
    const ItemRows &items = d->rows.items();
    return row >= 0 && row < items.size() ? items[row] : QDynamoDBItem();
}

/*!
    Returns the item of \a row as a map of native values; empty if there is no such row.
*/
QVariantMap QDynamoDBItemModel::get(int row) const
{
    return scriptMap(item(row));
}

/*!
    Returns the attribute that \a column shows, or an empty string if there is no such column.
*/
QString QDynamoDBItemModel::attributeOf(int column) const
{
    return d->rows.columns().names().value(column);
}

/*!
    Returns the column of \a attribute, or -1 if there is none.
*/
int QDynamoDBItemModel::columnOf(const QString &attribute) const
{
    return d->rows.columns().indexOf(attribute);
}

/*!
    Returns the role of \a attribute, or -1 if the attribute has never been a column.
*/
int QDynamoDBItemModel::roleOf(const QString &attribute) const
{
    return d->rows.columns().roleOf(attribute);
}

/*!
    Returns the row of the item with \a key, or -1 if there is none. Other attributes in \a key are
    ignored.
*/
int QDynamoDBItemModel::rowOf(const QDynamoDBItem &key) const
{
    return d->rows.items().find(key);
}

/*!
    Changes \a attribute of the item of \a row to \a value, as setData() does, but writes each value
    that differs from the current one. Returns whether a write was sent or is not needed.

    \sa {Changing items}
*/
bool QDynamoDBItemModel::setAttribute(int row, const QString &attribute, const QVariant &value)
{
    return d->editing.setAttribute(row, attribute, value);
}

/*!
    Writes a new \a item and shows it after the last row. Returns whether the write was sent.

    \sa insert(), {Changing items}
*/
bool QDynamoDBItemModel::append(const QDynamoDBItem &item)
{
    return d->editing.put(-1, item);
}

/*!
    \overload

    The values of \a item are converted by QDynamoDBValue::fromVariant().
*/
bool QDynamoDBItemModel::append(const QVariantMap &item)
{
    return append(QDynamoDBItem::fromVariantMap(item));
}

/*!
    Writes a new \a item and shows it before \a row, or after the last row if there is no such row.
    Returns whether the write was sent.

    \sa append(), {Changing items}
*/
bool QDynamoDBItemModel::insert(int row, const QDynamoDBItem &item)
{
    return d->editing.put(row, item);
}

/*!
    \overload

    The values of \a item are converted by QDynamoDBValue::fromVariant().
*/
bool QDynamoDBItemModel::insert(int row, const QVariantMap &item)
{
    return insert(row, QDynamoDBItem::fromVariantMap(item));
}

/*!
    Deletes the item of \a row. The row is removed when the item was deleted. Returns whether the
    write was sent.

    \sa {Changing items}
*/
bool QDynamoDBItemModel::remove(int row)
{
    return d->editing.remove(row);
}
