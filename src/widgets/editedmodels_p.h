// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef EDITEDMODELS_P_H
#define EDITEDMODELS_P_H

#include <QtCore/qlist.h>
#include <QtCore/qpointer.h>

class QDynamoDBItemModel;
QT_BEGIN_NAMESPACE
class QAbstractItemDelegate;
class QAbstractItemModel;
class QAbstractItemView;
QT_END_NAMESPACE

namespace QtDynamoDBPrivate {

// The model behind `model` and the proxy models before it, or null.
[[nodiscard]] QDynamoDBItemModel *itemModelBehind(const QAbstractItemModel *model);

// The models that views with one delegate show. While there is such a view, the cells of its model
// are editable whatever their type is: QDynamoDBItemModel::editors.
class EditedModels
{
public:
    explicit EditedModels(const QAbstractItemDelegate *delegate)
        : m_delegate(delegate)
    {
    }
    ~EditedModels();
    Q_DISABLE_COPY_MOVE(EditedModels)

    // The view, which may be null or of another type, has the delegate and shows the model.
    void add(const QObject *view, const QAbstractItemModel *model);
    // For a moment, as if each view had the delegate.
    void addAllViews();
    // Looks which views have the delegate now.
    void refresh();

private:
    struct Shown
    {
        QPointer<const QAbstractItemView> view;
        QPointer<QDynamoDBItemModel> model;
    };
    [[nodiscard]] bool isDelegateOf(const QAbstractItemView *view) const;

    const QAbstractItemDelegate *const m_delegate;
    QList<Shown> m_shown;
};

} // namespace QtDynamoDBPrivate

#endif
