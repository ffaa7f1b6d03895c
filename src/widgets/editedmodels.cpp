// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "widgets/editedmodels_p.h"

#include <QtDynamoDB/qdynamodbitemmodel.h>

#include <QtCore/qabstractproxymodel.h>
#include <QtCore/qhash.h>
#include <QtWidgets/qabstractitemview.h>
#include <QtWidgets/qapplication.h>

#include <algorithm>

namespace QtDynamoDBPrivate {

using Editors = QDynamoDBItemModel::Editors;

namespace {

// For each model, the number of views that have set its editors. A model whose application has set
// Editors::AllTypes itself is not counted. Used in the GUI thread only.
QHash<QDynamoDBItemModel *, int> &counts()
{
    static QHash<QDynamoDBItemModel *, int> hash;
    return hash;
}

void acquire(QDynamoDBItemModel *model)
{
    if (const auto found = counts().find(model); found != counts().end()) {
        ++*found;
    } else if (model->editors() == Editors::Default) {
        counts().insert(model, 1);
        QObject::connect(model, &QObject::destroyed, [model] { counts().remove(model); });
        model->setEditors(Editors::AllTypes);
    }
}

void release(QDynamoDBItemModel *model)
{
    const auto found = model ? counts().find(model) : counts().end();
    if (found == counts().end() || --*found > 0)
        return;
    counts().erase(found);
    model->setEditors(Editors::Default);
}

} // namespace

QDynamoDBItemModel *itemModelBehind(const QAbstractItemModel *model)
{
    while (const auto *proxy = qobject_cast<const QAbstractProxyModel *>(model))
        model = proxy->sourceModel();
    return const_cast<QDynamoDBItemModel *>(qobject_cast<const QDynamoDBItemModel *>(model));
}

EditedModels::~EditedModels()
{
    for (const Shown &shown : std::as_const(m_shown))
        release(shown.model);
}

void EditedModels::add(const QObject *object, const QAbstractItemModel *model)
{
    const auto *view = qobject_cast<const QAbstractItemView *>(object);
    QDynamoDBItemModel *items = view ? itemModelBehind(model) : nullptr;
    if (!items)
        return;
    const auto found = std::find_if(m_shown.begin(), m_shown.end(),
                                    [view](const Shown &shown) { return shown.view == view; });
    if (found == m_shown.end()) {
        m_shown.append({ view, items });
    } else if (found->model != items) {
        release(found->model);
        found->model = items;
    } else {
        return;
    }
    acquire(items);
}

void EditedModels::addAllViews()
{
    for (const QWidget *widget : QApplication::allWidgets()) {
        if (const auto *view = qobject_cast<const QAbstractItemView *>(widget))
            add(view, view->model());
    }
}

void EditedModels::refresh()
{
    m_shown.removeIf([this](const Shown &shown) {
        if (shown.view && isDelegateOf(shown.view))
            return false;
        release(shown.model);
        return true;
    });
    for (const QWidget *widget : QApplication::allWidgets()) {
        const auto *view = qobject_cast<const QAbstractItemView *>(widget);
        if (view && isDelegateOf(view))
            add(view, view->model());
    }
}

bool EditedModels::isDelegateOf(const QAbstractItemView *view) const
{
    if (view->itemDelegate() == m_delegate)
        return true;
    const int columns = view->model() ? view->model()->columnCount(view->rootIndex()) : 0;
    for (int column = 0; column < columns; ++column) {
        if (view->itemDelegateForColumn(column) == m_delegate)
            return true;
    }
    return false;
}

} // namespace QtDynamoDBPrivate
