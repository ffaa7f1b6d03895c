// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "sorteditems.h"

#include <QtDynamoDB/QDynamoDBItemModel>

#include <QtGui/QFont>

SortedItems::SortedItems(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    setSortRole(QDynamoDBItemModel::SortRole);
    setDynamicSortFilter(true);
}

QVariant SortedItems::headerData(int section, Qt::Orientation orientation, int role) const
{
    const auto *items = qobject_cast<QDynamoDBItemModel *>(sourceModel());
    if (items && orientation == Qt::Horizontal) {
        const bool isKey = items->keyAttributes().contains(items->attributeOf(section));
        if (role == Qt::FontRole && isKey) {
            QFont font;
            font.setBold(true);
            return font;
        }
        if (role == Qt::ToolTipRole && isKey)
            return tr("A key attribute, which cannot be changed");
        if (role == Qt::TextAlignmentRole)
            return int(Qt::AlignLeft | Qt::AlignVCenter);
    }
    return QSortFilterProxyModel::headerData(section, orientation, role);
}
