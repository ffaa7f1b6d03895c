// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "models/rows/modelrows_p.h"

#include <QtDynamoDB/qdynamodbitemmodel.h>

#include <algorithm>

namespace QtDynamoDBPrivate {

ModelRows::ModelRows(QDynamoDBItemModel *model)
    : m_model(model)
    , m_columns(QDynamoDBItemModel::FirstAttributeRole)
{
}

QModelIndex ModelRows::index(int row) const
{
    return m_model->index(row, 0);
}

void ModelRows::setKeyAttributes(const QStringList &names)
{
    if (keyAttributes() == names)
        return;
    m_items.setKeyAttributes(names);
    Q_EMIT m_model->keyAttributesChanged();
}

void ModelRows::showFixedColumns()
{
    m_model->beginResetModel();
    m_columns.reset(m_fixedColumns);
    m_model->endResetModel();
}

void ModelRows::addColumns(const QStringList &names)
{
    QStringList missing = m_columns.missing(names);
    std::sort(missing.begin(), missing.end());
    if (m_columns.count() == 0)
        missing = m_columns.missing(m_leadingColumns) + missing;
    missing.removeDuplicates();
    if (missing.isEmpty())
        return;
    if (m_items.isEmpty()) {
        // Views look up the names of roles at a reset only.
        m_model->beginResetModel();
        m_columns.append(missing);
        m_model->endResetModel();
    } else {
        const int first = m_columns.count();
        m_model->beginInsertColumns({}, first, first + int(missing.size()) - 1);
        m_columns.append(missing);
        m_model->endInsertColumns();
    }
}

void ModelRows::clear()
{
    m_model->beginResetModel();
    m_numbering.withdrawAll();
    m_items.clear();
    m_ahead.clear();
    m_model->endResetModel();
}

void ModelRows::reset(const QStringList &projected)
{
    m_model->beginResetModel();
    m_numbering.withdrawAll();
    m_items.clear();
    m_ahead.clear();
    setKeyAttributes({});
    m_columns.reset(m_fixedColumns.isEmpty() ? projected : m_fixedColumns);
    m_model->endResetModel();
}

void ModelRows::insert(int row, QList<ItemRow> &&newRows)
{
    if (newRows.isEmpty())
        return;
    m_model->beginInsertRows({}, row, row + int(newRows.size()) - 1);
    m_numbering.withdrawAll();
    m_items.insert(row, std::move(newRows));
    m_model->endInsertRows();
}

void ModelRows::insert(int row, const QDynamoDBItem &item)
{
    insert(row, makeRows({ item }, keyAttributes()));
}

void ModelRows::update(int row, const QDynamoDBItem &item)
{
    ItemRow newRow { item, m_items.identityOf(item) };
    update(row, &newRow, 1);
}

void ModelRows::update(int row, ItemRow *newRows, int count)
{
    const Ticket ticket = m_numbering.issue();
    int firstChanged = row;
    const auto announceUpTo = [&](int end) {
        if (firstChanged < end && m_columns.count() > 0) {
            Q_EMIT m_model->dataChanged(m_model->index(firstChanged, 0),
                                        m_model->index(end - 1, m_columns.count() - 1));
        }
    };
    for (const int end = row + count; row < end; ++row) {
        if (m_items.replace(row, *newRows++) == ItemRows::Replaced::ByTheSame) {
            announceUpTo(row);
            if (!ticket.isValid())
                return;
            firstChanged = row + 1;
        }
    }
    announceUpTo(row);
}

void ModelRows::move(int row, int before)
{
    m_model->beginMoveRows({}, row, row, {}, before);
    m_numbering.withdrawAll();
    m_items.move(row, before);
    m_model->endMoveRows();
}

void ModelRows::remove(int first, int count)
{
    if (count <= 0)
        return;
    m_model->beginRemoveRows({}, first, first + count - 1);
    m_numbering.withdrawAll();
    m_items.remove(first, count);
    m_model->endRemoveRows();
}

void ModelRows::announce(int row, const QList<int> &roles)
{
    if (m_columns.count() > 0) {
        Q_EMIT m_model->dataChanged(m_model->index(row, 0),
                                    m_model->index(row, m_columns.count() - 1), roles);
    }
}

void ModelRows::setAhead(const QDynamoDBItem &item)
{
    m_ahead.insert(m_items.identityOf(item));
}

} // namespace QtDynamoDBPrivate
