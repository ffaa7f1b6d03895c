// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "browser.h"

#include "connectionbar.h"
#include "createtabledialog.h"
#include "itemeditor.h"
#include "querybar.h"
#include "tablelist.h"
#include "transfer.h"

#include <QtDynamoDB/QDynamoDBException>
#include <QtDynamoDB/QDynamoDBOutcome>

#include <QtCore/QMetaEnum>
#include <QtCore/QSettings>
#include <QtCore/QTimer>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenuBar>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStatusBar>
#include <QtWidgets/QTableView>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;
using Model = QDynamoDBItemModel;

Browser::Browser(QWidget *parent)
    : QMainWindow(parent)
    , m_model(&m_scan)
    , m_connection(new ConnectionBar(this))
    , m_tables(new TableList(&m_client, this))
{
    setWindowTitle(tr("DynamoDB Browser"));
    addToolBar(m_connection);

    auto *splitter = new QSplitter(this);
    splitter->addWidget(m_tables);
    splitter->addWidget(createItemPane());
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({ 180, 820 });
    splitter->setChildrenCollapsible(false);
    setCentralWidget(splitter);
    createActions();
    createStatusBar();

    m_sorted.setSortRole(Model::SortRole);
    m_sorted.setDynamicSortFilter(true);
    for (Model *model : std::initializer_list<Model *> { &m_query, &m_scan })
        connectModel(model);
    m_view->setModel(&m_sorted);

    connect(m_connection, &ConnectionBar::connectRequested, this, &Browser::reconnect);
    connect(m_tables, &TableList::tableSelected, this, &Browser::showTable);
    connect(m_tables, &TableList::failed, this, &Browser::showError);
    connect(m_queryBar, &QueryBar::asked, this, &Browser::ask);
    connect(&m_client, &QDynamoDBClient::finished, this, [this](const QDynamoDBOutcome &outcome) {
        using Milliseconds = std::chrono::duration<double, std::milli>;
        m_latency->setText(tr("%1: %2 ms")
                                   .arg(outcome.operation)
                                   .arg(Milliseconds(outcome.duration).count(), 0, 'f', 1));
    });
    connect(&m_client, &QDynamoDBClient::retrying, this,
            [this](const QDynamoDBError &error, std::chrono::milliseconds delay) {
                statusBar()->showMessage(tr("%1 failed, next attempt in %2 ms")
                                                 .arg(error.operation())
                                                 .arg(delay.count()),
                                         3000);
            });

    resize(1080, 680);
    restoreGeometry(QSettings().value(u"geometry"_s).toByteArray());
    updateState();
}

Browser::~Browser()
{
    QSettings().setValue(u"geometry"_s, saveGeometry());
}

void Browser::connectTo(const QString &endpoint, const QString &region, const QString &profile,
                        const QString &table)
{
    m_connection->setEndpoint(endpoint);
    m_connection->setRegion(region);
    m_connection->setProfile(profile);
    m_tables->select(table);
    reconnect();
}

QWidget *Browser::createItemPane()
{
    auto *pane = new QWidget(this);
    m_queryBar = new QueryBar(pane);
    m_view = new QTableView(pane);
    m_view->setObjectName("items"_L1);
    m_view->setSortingEnabled(true);
    m_view->sortByColumn(-1, Qt::AscendingOrder); // as they come
    m_view->setAlternatingRowColors(true);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->verticalHeader()->setDefaultSectionSize(m_view->fontMetrics().height() + 8);
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->horizontalHeader()->setSectionsMovable(true);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);

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
    itemMenu->addSeparator();
    QAction *reload = itemMenu->addAction(tr("&Reload"), QKeySequence::Refresh, this, &Browser::ask);
    QAction *all = itemMenu->addAction(tr("Fetch &All"), this, [this] { m_model->fetchAll(); });
    itemMenu->addAction(tr("&Cancel"), QKeySequence::Cancel, this, &Browser::cancel);

    m_tableActions = { remove, importAction, exportAction, create, reload, all };
    m_view->addActions({ create, m_editAction, m_removeAction });
    m_removeAction->setShortcutContext(Qt::WidgetShortcut); // not while a cell is edited
    connect(m_view, &QTableView::doubleClicked, this, [this](const QModelIndex &index) {
        if (!(index.flags() & Qt::ItemIsEditable))
            editItem(index);
    });
}

void Browser::createStatusBar()
{
    m_rows = new QLabel(this);
    m_rows->setObjectName("rows"_L1);
    m_capacity = new QLabel(this);
    m_capacity->setObjectName("capacity"_L1);
    m_capacity->setToolTip(tr("Capacity that the items shown have consumed"));
    m_latency = new QLabel(this);
    m_latency->setObjectName("latency"_L1);
    m_latency->setToolTip(tr("How long the last call took"));
    m_progress = new QProgressBar(this);
    m_progress->setObjectName("progress"_L1);
    m_progress->setMaximumWidth(220);
    m_progress->setMaximum(1000);
    m_cancel = new QToolButton(this);
    m_cancel->setObjectName("cancel"_L1);
    m_cancel->setText(tr("Cancel"));
    connect(m_cancel, &QToolButton::clicked, this, &Browser::cancel);
    statusBar()->addWidget(m_rows);
    statusBar()->addPermanentWidget(m_progress);
    statusBar()->addPermanentWidget(m_cancel);
    statusBar()->addPermanentWidget(m_capacity);
    statusBar()->addPermanentWidget(m_latency);
}

void Browser::connectModel(Model *model)
{
    model->setEditable(true);
    model->setClient(&m_client);
    connect(model, &Model::errorOccurred, this, &Browser::showError);
    const auto update = [this, model] {
        if (model == m_model)
            updateState();
    };
    connect(model, &Model::statusChanged, this, update);
    connect(model, &Model::countChanged, this, update);
    connect(model, &Model::hasMoreChanged, this, update);
    connect(model, &Model::progressChanged, this, update);
    connect(model, &Model::consumedCapacityChanged, this, update);
    connect(model, &Model::columnsInserted, this, &Browser::fitColumns);
}

void Browser::reconnect()
{
    hideProblem();
    m_tables->clear();
    showTable({});
    m_connection->configure(&m_client);
    m_tables->reload();
}

void Browser::showTable(const QString &table)
{
    m_table = {};
    m_query.setTableName({});
    m_scan.setTableName({});
    m_queryBar->setTable({});
    updateState();
    if (table.isEmpty())
        return;
    m_client.describeTable(table)
            .then(this,
                  [this, table](const DescribeTableResult &result) {
                      if (table != m_tables->currentTable())
                          return;
                      hideProblem();
                      m_table = result.table.value_or(TableDescription());
                      m_queryBar->setTable(m_table);
                      ask();
                  })
            .onFailed(this,
                      [this](const QDynamoDBException &failure) { showError(failure.error()); });
}

void Browser::ask()
{
    const std::optional<Question> question = m_queryBar->question();
    if (!question || m_table.tableName.isEmpty())
        return;
    hideProblem();
    Model *model = &m_scan;
    if (!question->keyCondition.isEmpty()) {
        model = &m_query;
        m_query.setKeyCondition(question->keyCondition);
        m_query.setDescending(question->descending);
    }
    model->setTableName(m_table.tableName);
    model->setIndexName(question->indexName);
    model->setFilter(question->filter);
    model->setNames(question->names);
    model->setValues(question->values);
    model->reload();
    showModel(model);
}

void Browser::showModel(Model *model)
{
    m_model = model;
    m_view->sortByColumn(-1, Qt::AscendingOrder);
    m_sorted.setSourceModel(model);
    fitColumns();
    updateState();
}

void Browser::updateState()
{
    const bool hasTable = !m_table.tableName.isEmpty();
    for (QAction *action : std::as_const(m_tableActions))
        action->setEnabled(hasTable);
    m_editAction->setEnabled(hasTable);
    m_removeAction->setEnabled(hasTable);

    if (!hasTable)
        m_rows->setText(tr("No table selected"));
    else
        m_rows->setText(m_model->hasMore() ? tr("%L1 items, and more").arg(m_model->count())
                                           : tr("%L1 items").arg(m_model->count()));
    m_capacity->setText(hasTable ? tr("%L1 units").arg(m_model->consumedCapacity()) : QString());
    const bool isBusy = m_transfer || (hasTable && m_model->isLoading());
    m_progress->setVisible(isBusy);
    m_cancel->setVisible(isBusy);
    if (!m_transfer)
        m_progress->setValue(int(m_model->progress() * m_progress->maximum()));
}

void Browser::showError(const QDynamoDBError &error)
{
    const auto codes = QMetaEnum::fromType<QDynamoDBError::Code>();
    showProblem(QString::fromLatin1(codes.valueToKey(int(error.code()))), error.message());
    updateState();
}

void Browser::showProblem(const QString &what, const QString &why)
{
    m_problemText->setText(u"<b>%1</b>&nbsp; %2"_s.arg(what.toHtmlEscaped(), why.toHtmlEscaped()));
    m_problem->show();
}

void Browser::hideProblem()
{
    m_problem->hide();
}

void Browser::createTable()
{
    CreateTableDialog dialog(this);
    if (dialog.exec() != QDialog::Accepted)
        return;
    const CreateTableRequest request = dialog.request();
    m_client.createTable(request)
            .then(this,
                  [this, name = request.tableName](const CreateTableResult &) {
                      waitForTable(name);
                  })
            .onFailed(this,
                      [this](const QDynamoDBException &failure) { showError(failure.error()); });
}

void Browser::waitForTable(const QString &table)
{
    m_client.describeTable(table)
            .then(this,
                  [this, table](const DescribeTableResult &result) {
                      if (result.table && result.table->tableStatus == TableStatus::Active) {
                          m_tables->reload();
                          m_tables->select(table);
                          return;
                      }
                      QTimer::singleShot(std::chrono::seconds(1), this,
                                         [this, table] { waitForTable(table); });
                  })
            .onFailed(this,
                      [this](const QDynamoDBException &failure) { showError(failure.error()); });
}

void Browser::deleteTable()
{
    const QString table = m_table.tableName;
    const auto answer = QMessageBox::warning(
            this, tr("Delete Table"),
            tr("Delete the table %1 with all its items? This can't be undone.").arg(table),
            QMessageBox::Yes | QMessageBox::Cancel, QMessageBox::Cancel);
    if (answer != QMessageBox::Yes)
        return;
    m_client.deleteTable(table)
            .then(this, [this](const DeleteTableResult &) { m_tables->reload(); })
            .onFailed(this,
                      [this](const QDynamoDBException &failure) { showError(failure.error()); });
}

void Browser::newItem()
{
    ItemEditor editor({}, m_model->keyAttributes(), this);
    if (editor.exec() == QDialog::Accepted)
        m_model->append(editor.item());
}

void Browser::editItem(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    const QDynamoDBItem item = m_model->item(m_sorted.mapToSource(index).row());
    ItemEditor editor(item, m_model->keyAttributes(), this);
    if (editor.exec() != QDialog::Accepted)
        return;
    UpdateItemRequest changes = editor.changes();
    if (changes.updateExpression.isEmpty())
        return;
    changes.tableName = m_table.tableName;
    saveChanges(changes);
}

void Browser::saveChanges(const UpdateItemRequest &changes)
{
    m_client.updateItem(changes)
            .then(this, [this](const UpdateItemResult &) { m_model->reload(); })
            .onFailed(this, [this](const QDynamoDBException &failure) {
                if (failure.error().code() == QDynamoDBError::Code::ConditionalCheckFailed) {
                    showProblem(u"ConditionalCheckFailed"_s,
                                tr("Somebody else has changed this item meanwhile. Nothing was "
                                   "saved; it is shown as it is now."));
                    m_model->reload();
                } else {
                    showError(failure.error());
                }
            });
}

void Browser::removeItems()
{
    const QModelIndexList selected = m_view->selectionModel()->selectedRows();
    if (selected.isEmpty())
        return;
    const auto answer = QMessageBox::question(this, tr("Delete Items"),
                                              tr("Delete %n item(s)?", nullptr,
                                                 int(selected.size())));
    if (answer != QMessageBox::Yes)
        return;
    for (const QModelIndex &index : selected)
        m_model->remove(m_sorted.mapToSource(index).row());
}

void Browser::exportItems()
{
    const QString file = QFileDialog::getSaveFileName(this, tr("Export Items"),
                                                      m_table.tableName + ".json"_L1,
                                                      tr("JSON files (*.json)"));
    if (file.isEmpty())
        return;
    auto *transfer = new Transfer(&m_client, m_table.tableName, this);
    startTransfer(transfer, tr("exported"));
    transfer->exportTo(file, m_table.itemCount.value_or(0));
}

void Browser::importItems()
{
    const QString file = QFileDialog::getOpenFileName(this, tr("Import Items"), QString(),
                                                      tr("JSON files (*.json)"));
    if (file.isEmpty())
        return;
    auto *transfer = new Transfer(&m_client, m_table.tableName, this);
    startTransfer(transfer, tr("imported"));
    transfer->importFrom(file);
}

void Browser::startTransfer(Transfer *transfer, const QString &what)
{
    cancel();
    m_transfer = transfer;
    connect(transfer, &Transfer::progressed, this, [this](qint64 items, qint64 of) {
        m_progress->setValue(of > 0 ? int(items * m_progress->maximum() / of) : 0);
        m_rows->setText(tr("%L1 of %L2 items").arg(items).arg(of));
    });
    connect(transfer, &Transfer::finished, this, [this, what](qint64 items, const QString &problem) {
        m_transfer = nullptr;
        updateState();
        if (problem.isEmpty())
            statusBar()->showMessage(tr("%L1 items %2").arg(items).arg(what), 10000);
        else
            showProblem(tr("After %L1 items").arg(items), problem);
        m_model->reload();
    });
    updateState();
}

void Browser::cancel()
{
    if (m_transfer)
        m_transfer->cancel();
    m_model->cancel();
}

// As wide as what is seen of them, within reason.
void Browser::fitColumns()
{
    QTimer::singleShot(0, m_view, [view = m_view] {
        view->resizeColumnsToContents();
        QHeaderView *header = view->horizontalHeader();
        for (int column = 0; column < header->count(); ++column)
            header->resizeSection(column, std::clamp(header->sectionSize(column) + 8, 70, 320));
    });
}
