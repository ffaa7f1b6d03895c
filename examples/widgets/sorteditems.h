// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SORTEDITEMS_H
#define SORTEDITEMS_H

#include <QtCore/QSortFilterProxyModel>

// A proxy model that sorts items by any column and shows the headers of key attributes in bold.
class SortedItems : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit SortedItems(QObject *parent = nullptr);

    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
};

#endif
