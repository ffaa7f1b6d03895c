// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SORTEDITEMS_H
#define SORTEDITEMS_H

#include <QtCore/QSortFilterProxyModel>

// Items as the table shows them: sorted by any column, the keys' heads bold.
class SortedItems : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit SortedItems(QObject *parent = nullptr);

    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
};

#endif
