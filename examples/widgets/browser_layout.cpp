// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "browser.h"

#include "querybar.h"
#include "tablelist.h"

#include <QtDynamoDB/QDynamoDBItemDelegate>

#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenuBar>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QStatusBar>
#include <QtWidgets/QTableView>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

// Creates the widgets and actions of the window. Its behaviour is in browser.cpp.

QWidget *Browser::createItemPane()
{
    auto *pane = new QWidget(this);
    m_queryBar = new QueryBar(pane);
    m_view = new QTableView(pane);
    m_view->setObjectName("items"_L1);
    m_view->setSortingEnabled(true);
    m_view->sortByColumn(-1, Qt::AscendingOrder); // initially unsorted
    m_view->setItemDelegate(new QDynamoDBItemDelegate(m_view));
    m_view->setAlternatingRowColors(true);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->verticalHeader()->setDefaultSectionSize(m_view->fontMetrics().height() + 8);
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->horizontalHeader()->setSectionsMovable(true);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    // Other keys must not start editing: text that is typed by accident would be written.
    m_view->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);

    m_empty = new QLabel(m_view->viewport());
    m_empty->setObjectName("empty"_L1);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_empty->setAttribute(Qt::WA_TransparentForMouseEvents);
    auto *over = new QVBoxLayout(m_view->viewport());
    over->addWidget(m_empty);

    m_problem = new QWidget(pane);
    m_problem->setObjectName("banner"_L1);
    m_problem->setAttribute(Qt::WA_StyledBackground);
    m_problem->setStyleSheet(u"#banner { background: #8c1d18; border-radius: 4px; }"
                             "#banner QLabel { color: white; }"_s);
    m_problemText = new QLabel(m_problem);
    m_problemText->setObjectName("bannerText"_L1);
    m_problemText->setWordWrap(true);
    m_problemText->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *close = new QToolButton(m_problem);
    close->setText(u"✕"_s);
    close->setAutoRaise(true);
    close->setStyleSheet(u"color: white"_s);
    close->setToolTip(tr("Dismiss"));
    connect(close, &QToolButton::clicked, this, &Browser::hideProblem);
    auto *banner = new QHBoxLayout(m_problem);
    banner->setContentsMargins(10, 6, 6, 6);
    banner->addWidget(m_problemText, 1);
    banner->addWidget(close, 0, Qt::AlignTop);
    m_problem->hide();

    auto *layout = new QVBoxLayout(pane);
    layout->setContentsMargins(0, 6, 6, 0);
    layout->addWidget(m_queryBar);
    layout->addWidget(m_problem);
    layout->addWidget(m_view, 1);
    return pane;
}

void Browser::createActions()
{
    QMenu *tableMenu = menuBar()->addMenu(tr("&Table"));
    tableMenu->addAction(tr("&New Table…"), QKeySequence(tr("Ctrl+Shift+N")), this,
                         &Browser::createTable);
    QAction *remove = tableMenu->addAction(tr("&Delete Table…"), this, &Browser::deleteTable);
    tableMenu->addSeparator();
    QAction *importAction = tableMenu->addAction(tr("&Import Items…"), QKeySequence(tr("Ctrl+I")),
                                                 this, &Browser::importItems);
    QAction *exportAction = tableMenu->addAction(tr("&Export Items…"), QKeySequence(tr("Ctrl+E")),
                                                 this, &Browser::exportItems);
    tableMenu->addSeparator();
    tableMenu->addAction(tr("&Refresh List"), QKeySequence(tr("Ctrl+R")), m_tables,
                         &TableList::reload);
    tableMenu->addAction(tr("&Quit"), QKeySequence::Quit, this, &QWidget::close);

    QMenu *itemMenu = menuBar()->addMenu(tr("&Item"));
    QAction *create = itemMenu->addAction(tr("&New Item…"), QKeySequence::New, this,
                                          &Browser::newItem);
    m_editAction = itemMenu->addAction(tr("&Edit Item…"), QKeySequence(tr("Ctrl+Return")), this,
                                       [this] { editItem(m_view->currentIndex()); });
    m_removeAction = itemMenu->addAction(tr("&Delete Items"), QKeySequence::Delete, this,
                                         &Browser::removeItems);
    m_copyAction = itemMenu->addAction(tr("&Copy as JSON"), QKeySequence::Copy, this,
                                       &Browser::copyItems);
    itemMenu->addSeparator();
    QAction *reload = itemMenu->addAction(tr("&Reload"), QKeySequence::Refresh, this,
                                          &Browser::runQuery);
    QAction *all = itemMenu->addAction(tr("Fetch &All"), this, [this] { m_model->fetchAll(); });
    itemMenu->addAction(tr("&Cancel"), QKeySequence::Cancel, this, &Browser::cancel);

    m_tableActions = { remove, importAction, exportAction, create, reload, all };
    m_view->addActions({ create, m_editAction, m_removeAction, m_copyAction });
    // These shortcuts must not work while a cell or another field is edited.
    m_removeAction->setShortcutContext(Qt::WidgetShortcut);
    m_copyAction->setShortcutContext(Qt::WidgetShortcut);
    connect(m_view, &QTableView::doubleClicked, this, [this](const QModelIndex &index) {
        if (!(index.flags() & Qt::ItemIsEditable)) // a key attribute
            editItem(index);
    });
}

void Browser::createStatusBar()
{
    m_rows = new QLabel(this);
    m_rows->setObjectName("rows"_L1);
    m_fetchAll = new QToolButton(this);
    m_fetchAll->setObjectName("fetchAll"_L1);
    m_fetchAll->setText(tr("Fetch All"));
    m_fetchAll->setToolTip(tr("Fetch all remaining items; scrolling to the end fetches one page"));
    connect(m_fetchAll, &QToolButton::clicked, this, [this] { m_model->fetchAll(); });
    m_capacity = new QLabel(this);
    m_capacity->setObjectName("capacity"_L1);
    m_capacity->setToolTip(tr("Capacity consumed by fetching these items"));
    m_latency = new QLabel(this);
    m_latency->setObjectName("latency"_L1);
    m_latency->setToolTip(tr("Duration of the last call"));
    m_progress = new QProgressBar(this);
    m_progress->setObjectName("progress"_L1);
    m_progress->setMaximumWidth(220);
    m_cancel = new QToolButton(this);
    m_cancel->setObjectName("cancel"_L1);
    m_cancel->setText(tr("Cancel"));
    m_cancel->setToolTip(tr("Stop (Esc)"));
    connect(m_cancel, &QToolButton::clicked, this, &Browser::cancel);
    statusBar()->setContentsMargins(6, 0, 0, 0);
    statusBar()->addWidget(m_rows);
    statusBar()->addWidget(m_fetchAll);
    statusBar()->addPermanentWidget(m_progress);
    statusBar()->addPermanentWidget(m_cancel);
    statusBar()->addPermanentWidget(m_capacity);
    statusBar()->addPermanentWidget(m_latency);
}
