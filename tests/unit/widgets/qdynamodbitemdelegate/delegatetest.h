// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef DELEGATETEST_H
#define DELEGATETEST_H

#include "faketable/cellstest.h"

#include <QtDynamoDB/qdynamodbitemdelegate.h>

#include <QtWidgets/qlabel.h>
#include <QtWidgets/qtableview.h>

// A test of the delegate in a table view.
class DelegateTest : public CellsTest
{
    Q_OBJECT

protected:
    [[nodiscard]] QDynamoDBValue value(const QString &attribute) const
    {
        return m_model->item(0).value(attribute);
    }
    // Returns the field of the open editor.
    template<typename Field>
    [[nodiscard]] Field *field() const
    {
        for (Field *found : m_view->viewport()->findChildren<Field *>(QStringLiteral("value"))) {
            if (found->isVisible())
                return found;
        }
        return nullptr;
    }
    // Opens the editor of an attribute and returns its field.
    template<typename Field>
    [[nodiscard]] Field *open(const QString &attribute)
    {
        m_view->setCurrentIndex(cell(attribute));
        m_view->edit(cell(attribute));
        return field<Field>();
    }
    // Returns the error that the open editor shows.
    [[nodiscard]] QString problem() const
    {
        for (const QLabel *label :
             m_view->viewport()->findChildren<QLabel *>(QStringLiteral("problem"))) {
            if (label->isVisible())
                return label->text();
        }
        return {};
    }
    // Chooses a type in the menu of the open editor.
    void chooseType(const QString &name);

    std::unique_ptr<QTableView> m_view;
    QDynamoDBItemDelegate *m_delegate = nullptr;

protected Q_SLOTS:
    void init();
    void cleanup();
};

#endif
