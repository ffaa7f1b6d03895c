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

// The source model behind any number of proxy models; null if it is not a QDynamoDBItemModel.
[[nodiscard]] QDynamoDBItemModel *itemModelBehind(const QAbstractItemModel *model);

// The models of the views that have a certain delegate. While such a view exists, it sets
// QDynamoDBItemModel::editors of its model, so that cells of all types can be edited.
class EditedModels
{
public:
    explicit EditedModels(const QAbstractItemDelegate *delegate)
        : m_delegate(delegate)
    {
    }
    ~EditedModels();
    Q_DISABLE_COPY_MOVE(EditedModels)

    // Adds the model of a view that has the delegate. Does nothing if `view` is not a view.
    void add(const QObject *view, const QAbstractItemModel *model);
    // Adds the models of all views, until refresh().
    void addAllViews();
    // Finds the views that have the delegate now.
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
