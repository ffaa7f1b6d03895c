// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBITEMDELEGATE_P_H
#define QDYNAMODBITEMDELEGATE_P_H

#include "widgets/editedmodels_p.h"
#include "widgets/valueeditor_p.h"

#include <QtCore/qabstractitemmodel.h>

#include <optional>

class QDynamoDBItemDelegatePrivate
{
public:
    using ValueEditor = QtDynamoDBPrivate::ValueEditor;

    explicit QDynamoDBItemDelegatePrivate(QDynamoDBItemDelegate *delegate)
        : q(delegate)
        , models(delegate)
    {
    }

    void refuse(ValueEditor *editor, const QModelIndex &index, const QString &reason);
    void reopen(QAbstractItemView *view);
    void refreshLater();

    QDynamoDBItemDelegate *const q;
    QtDynamoDBPrivate::BinaryFormat binaryFormat = QtDynamoDBPrivate::BinaryFormat::Base64;
    QDynamoDBItemDelegate::TypeChange typeChange = QDynamoDBItemDelegate::TypeChange::Allowed;
    QtDynamoDBPrivate::EditedModels models;
    // An input that was refused when the view closed its editor
    struct Draft
    {
        QPersistentModelIndex index;
        ValueEditor::Input input;
        QString problem;
    };
    std::optional<Draft> draft;
};

#endif
