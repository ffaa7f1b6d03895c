// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "delegatetest.h"

#include "waiting/longtimeouts.h"

#include <QtWidgets/qmenu.h>
#include <QtWidgets/qtoolbutton.h>

using namespace Qt::StringLiterals;

void DelegateTest::init()
{
    CellsTest::init();
    m_view = std::make_unique<QTableView>();
    m_delegate = new QDynamoDBItemDelegate(m_view.get());
    m_view->setModel(m_model.get());
    m_view->setItemDelegate(m_delegate);
    m_view->resize(700, 400);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    m_view->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
    QTRY_COMPARE(m_model->editors(), QDynamoDBItemModel::Editors::AllTypes);
}

void DelegateTest::cleanup()
{
    m_view.reset();
    CellsTest::cleanup();
}

void DelegateTest::chooseType(const QString &name)
{
    const auto *button = m_view->viewport()->findChild<QToolButton *>(u"type"_s);
    QVERIFY(button);
    for (QAction *action : button->menu()->actions()) {
        if (action->text() == name) {
            action->trigger();
            return;
        }
    }
    QFAIL(qPrintable(name));
}
