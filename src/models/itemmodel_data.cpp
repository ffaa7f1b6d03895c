// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "models/cellvalue_p.h"
#include "models/qdynamodbitemmodel_p.h"
#include "values/scriptvalue_p.h"

using namespace QtDynamoDBPrivate;
using Role = QDynamoDBItemModel::Role;

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
    case Role::ValueRole:
        return QVariant::fromValue(value);
    case Role::SortRole:
        return sortKey(value);
    default:
        return {};
    }
}

} // namespace

int QDynamoDBItemModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : d->rows.size();
}

int QDynamoDBItemModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : d->columns.count();
}

QVariant QDynamoDBItemModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const QDynamoDBItem &item = d->rows[index.row()];
    if (const QString *attribute = d->columns.nameOfRole(role))
        return scriptValue(item[*attribute]);
    if (role == ItemRole)
        return scriptMap(item);
    return cell(item[d->columns.names()[index.column()]], role);
}

QVariant QDynamoDBItemModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const bool isColumn = orientation == Qt::Horizontal && section >= 0 && section < columnCount();
    if (isColumn && (role == Qt::DisplayRole || role == Qt::EditRole))
        return d->columns.names()[section];
    return QAbstractTableModel::headerData(section, orientation, role);
}

QHash<int, QByteArray> QDynamoDBItemModel::roleNames() const
{
    QHash<int, QByteArray> roles { { Qt::DisplayRole, QByteArrayLiteral("display") },
                                   { Qt::EditRole, QByteArrayLiteral("edit") },
                                   { ItemRole, QByteArrayLiteral("item") } };
    roles.insert(d->columns.roleNames());
    return roles;
}

Qt::ItemFlags QDynamoDBItemModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (!d->editable || !index.isValid())
        return flags;
    const QString &attribute = d->columns.names()[index.column()];
    const QDynamoDBItem &item = d->rows[index.row()];
    const bool isKey = d->rows.keyAttributes().contains(attribute);
    if (!isKey && d->rows.identity(index.row()) != 0
        && (d->editors == Editors::AllTypes || fitsDefaultEditor(item[attribute]))) {
        flags |= Qt::ItemIsEditable;
    }
    return flags;
}

bool QDynamoDBItemModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return false;
    const QString *attribute = d->columns.nameOfRole(role);
    if (!attribute && (role == Qt::EditRole || role == ValueRole))
        attribute = &d->columns.names()[index.column()];
    if (!attribute)
        return false;
    // Editors write when they are closed, and have altered what they can't hold.
    if (d->editable && isAsShown(d->rows[index.row()][*attribute], value))
        return true;
    return d->setAttribute(index.row(), QString(*attribute), value);
}

bool QDynamoDBItemModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && d->status() == Status::Ready && d->hasMore();
}

void QDynamoDBItemModel::fetchMore(const QModelIndex &parent)
{
    if (!parent.isValid() && d->hasMore())
        d->want(PageReader::Demand::Page);
}

QDynamoDBItem QDynamoDBItemModel::item(int row) const
{
    return row >= 0 && row < d->rows.size() ? d->rows[row] : QDynamoDBItem();
}

QVariantMap QDynamoDBItemModel::get(int row) const
{
    return scriptMap(item(row));
}

QString QDynamoDBItemModel::attributeOf(int column) const
{
    return d->columns.names().value(column);
}

int QDynamoDBItemModel::columnOf(const QString &attribute) const
{
    return d->columns.indexOf(attribute);
}

int QDynamoDBItemModel::roleOf(const QString &attribute) const
{
    return d->columns.roleOf(attribute);
}

int QDynamoDBItemModel::rowOf(const QDynamoDBItem &key) const
{
    return d->rows.find(key);
}

bool QDynamoDBItemModel::setAttribute(int row, const QString &attribute, const QVariant &value)
{
    return d->setAttribute(row, attribute, value);
}

bool QDynamoDBItemModel::append(const QDynamoDBItem &item)
{
    return d->put(-1, item);
}

bool QDynamoDBItemModel::append(const QVariantMap &item)
{
    return append(QDynamoDBItem::fromVariantMap(item));
}

bool QDynamoDBItemModel::insert(int row, const QDynamoDBItem &item)
{
    return d->put(row, item);
}

bool QDynamoDBItemModel::insert(int row, const QVariantMap &item)
{
    return insert(row, QDynamoDBItem::fromVariantMap(item));
}

bool QDynamoDBItemModel::remove(int row)
{
    return d->remove(row);
}
