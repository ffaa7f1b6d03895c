// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/QDynamoDBItemDelegate>

#include <QtCore/QSortFilterProxyModel>
#include <QtWidgets/QTableView>

#include <memory>

std::unique_ptr<QTableView> makeView(QSortFilterProxyModel &sorted);

std::unique_ptr<QTableView> makeView(QSortFilterProxyModel &sorted)
{
    auto *view = new QTableView;
    view->setModel(&sorted);
    view->setItemDelegate(new QDynamoDBItemDelegate(view));
    return std::unique_ptr<QTableView>(view);
}
