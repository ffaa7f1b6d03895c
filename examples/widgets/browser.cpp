// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "browser.h"

#include "connectionbar.h"
#include "createtabledialog.h"
#include "itemeditor.h"
#include "querybar.h"
#include "tablelist.h"
#include "transfer.h"

#include <QtDynamoDB/QDynamoDBJson>
#include <QtDynamoDB/QDynamoDBOutcome>

#include <QtCore/QMetaEnum>
#include <QtCore/QSettings>
#include <QtCore/QTimer>
#include <QtGui/QClipboard>
#include <QtGui/QDesktopServices>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QInputDialog>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStatusBar>
#include <QtWidgets/QTableView>
#include <QtWidgets/QToolButton>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;
using Model = QDynamoDBItemModel;

namespace {

// Returns an item with the key attributes only, each an empty value of its type.
QDynamoDBItem emptyItem(const TableDescription &table)
{
    QDynamoDBItem item;
    for (const KeySchemaElement &key : table.keySchema) {
        QDynamoDBValue value = QString();
        for (const AttributeDefinition &definition : table.attributeDefinitions) {
            if (definition.attributeName != key.attributeName)
                continue;
            if (definition.attributeType == ScalarAttributeType::N)
                value = 0;
            else if (definition.attributeType == ScalarAttributeType::B)
                value = QByteArray("");
        }
        item.insert(key.attributeName, value);
    }
    return item;
}

} // namespace

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

    for (Model *model : std::initializer_list<Model *> { &m_query, &m_scan })
        connectModel(model);
    m_view->setModel(&m_sorted);

    connect(m_connection, &ConnectionBar::connectRequested, this, &Browser::reconnect);
    connect(m_connection, &ConnectionBar::profilesFailed, this, &Browser::showError);
    connect(m_tables, &TableList::tableSelected, this, &Browser::showTable);
    connect(m_tables, &TableList::failed, this, [this](const QDynamoDBError &error) {
        m_tableCount.reset();
        showError(error);
    });
    connect(m_tables, &TableList::loaded, this, [this](int tables) {
        m_isListing = false;
        m_tableCount = tables;
        updateState();
    });
    connect(&m_sorted, &QAbstractItemModel::rowsInserted, this, [this] {
        if (!std::exchange(m_columnsFit, true))
            fitColumns();
    });
    connect(m_queryBar, &QueryBar::runRequested, this, &Browser::runQuery);
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
    connect(&m_client, &QDynamoDBClient::authorizationRequired, this, &Browser::signIn);
    connect(&m_client, &QDynamoDBClient::mfaRequired, this, &Browser::askForMfaCode);

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
}

void Browser::reconnect()
{
    hideProblem();
    m_tables->clear();
    showTable({});
    m_connection->configure(&m_client);
    m_isListing = true;
    updateState();
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
    m_columnsFit = false;
    QDynamoDB::whenDone(
            m_client.describeTable(table), this,
            [this, table](const DescribeTableResult &result) {
                if (table != m_tables->currentTable())
                    return;
                hideProblem();
                m_table = result.table.value_or(TableDescription());
                m_queryBar->setTable(m_table);
                runQuery();
            },
            [this, table](const QDynamoDBError &error) {
                if (table == m_tables->currentTable())
                    showError(error);
            });
}

void Browser::runQuery()
{
    const std::optional<ItemQuery> query = m_queryBar->query();
    if (!query || m_table.tableName.isEmpty())
        return;
    hideProblem();
    Model *model = &m_scan;
    if (!query->keyCondition.isEmpty()) {
        model = &m_query;
        m_query.setKeyCondition(query->keyCondition);
        m_query.setDescending(query->descending);
    }
    model->setTableName(m_table.tableName);
    model->setIndexName(query->indexName);
    model->setFilter(query->filter);
    model->setNames(query->names);
    model->setValues(query->values);
    model->reload();
    showModel(model);
}

void Browser::showModel(Model *model)
{
    if (m_sorted.sourceModel() != model) {
        m_model = model;
        m_view->sortByColumn(-1, Qt::AscendingOrder);
        m_columnsFit = model->count() > 0;
        m_sorted.setSourceModel(model);
        if (m_columnsFit)
            fitColumns();
    }
    updateState();
}

void Browser::updateState()
{
    const bool hasTable = !m_table.tableName.isEmpty();
    for (QAction *action : std::as_const(m_tableActions))
        action->setEnabled(hasTable);
    m_editAction->setEnabled(hasTable);
    m_removeAction->setEnabled(hasTable);

    m_copyAction->setEnabled(hasTable);
    setWindowTitle(hasTable ? tr("%1 - DynamoDB Browser").arg(m_table.tableName)
                            : tr("DynamoDB Browser"));

    const bool isBusy = m_transfer || (hasTable && m_model->isLoading());
    if (!m_transfer) {
        if (!hasTable)
            m_rows->setText(tr("No table selected"));
        else
            m_rows->setText(m_model->hasMore() ? tr("%L1 items, and more").arg(m_model->count())
                                               : tr("%L1 items").arg(m_model->count()));
        showProgress(m_model->progress());
    }
    m_fetchAll->setVisible(hasTable && !isBusy && m_model->hasMore());
    m_capacity->setText(hasTable ? tr("%L1 units").arg(m_model->consumedCapacity()) : QString());
    m_progress->setVisible(isBusy);
    m_cancel->setVisible(isBusy);
    m_empty->setText(emptyText());
    m_empty->setVisible(!m_empty->text().isEmpty());
}

// 0 means that the progress is not known.
void Browser::showProgress(double progress)
{
    constexpr int steps = 1000;
    m_progress->setRange(0, progress > 0 ? steps : 0);
    m_progress->setValue(int(progress * steps));
}

QString Browser::emptyText() const
{
    if (m_table.tableName.isEmpty()) {
        if (m_isListing || !m_tables->currentTable().isEmpty())
            return tr("Loading …");
        if (!m_tableCount)
            return {};
        return *m_tableCount > 0 ? tr("Choose a table.")
                                 : tr("There are no tables. Ctrl+Shift+N creates one.");
    }
    if (m_model->count() > 0 || m_model->status() == Model::Status::Error)
        return {};
    if (m_model->isLoading())
        return tr("Reading …");
    const bool isAll = m_model == &m_scan && m_scan.filter().isEmpty();
    return isAll ? tr("The table has no items. Ctrl+N creates one, Ctrl+I imports a file.")
                 : tr("No item matches.");
}

void Browser::showError(const QDynamoDBError &error)
{
    const auto codes = QMetaEnum::fromType<QDynamoDBError::Code>();
    showProblem(QString::fromLatin1(codes.valueToKey(int(error.code()))), error.message());
}

// Pending calls continue after the user has confirmed the code on the page.
void Browser::signIn(const QUrl &page, const QString &code)
{
    showProblem(tr("Sign in"), tr("Confirm the code %1 at %2.").arg(code, page.toDisplayString()));
    QDesktopServices::openUrl(page);
}

void Browser::askForMfaCode(const QString &device)
{
    m_client.provideMfaCode(
            QInputDialog::getText(this, tr("Sign in"), tr("Code of the device %1:").arg(device)));
}

void Browser::showProblem(const QString &what, const QString &why)
{
    m_problemText->setText(u"<b>%1</b>&nbsp; %2"_s.arg(what.toHtmlEscaped(), why.toHtmlEscaped()));
    m_problem->show();
    m_isListing = false;
    updateState();
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
    QDynamoDB::whenDone(
            m_client.createTable(request), this,
            [this, name = request.tableName](const CreateTableResult &) {
                waitForTable(name, Until::Active);
            },
            [this](const QDynamoDBError &error) { showError(error); });
}

// Polls the table, because creation and deletion take several seconds in the real service.
void Browser::waitForTable(const QString &table, Until until)
{
    QDynamoDB::whenDone(
            m_client.describeTable(table), this,
            [this, table, until](const DescribeTableResult &result) {
                const bool isActive = result.table
                        && result.table->tableStatus == TableStatus::Active;
                if (until == Until::Active && isActive) {
                    m_tables->reload();
                    m_tables->select(table);
                    return;
                }
                statusBar()->showMessage(until == Until::Active
                                                 ? tr("%1 is being created …").arg(table)
                                                 : tr("%1 is being deleted …").arg(table),
                                         2000);
                QTimer::singleShot(std::chrono::seconds(1), this,
                                   [this, table, until] { waitForTable(table, until); });
            },
            [this, until](const QDynamoDBError &error) {
                if (until == Until::Gone && error.code() == QDynamoDBError::Code::ResourceNotFound)
                    m_tables->reload();
                else
                    showError(error);
            });
}

void Browser::deleteTable()
{
    const QString table = m_table.tableName;
    const auto answer = QMessageBox::warning(
            this, tr("Delete Table"),
            tr("Delete the table %1 with all its items? This cannot be undone.").arg(table),
            QMessageBox::Yes | QMessageBox::Cancel, QMessageBox::Cancel);
    if (answer != QMessageBox::Yes)
        return;
    QDynamoDB::whenDone(
            m_client.deleteTable(table), this,
            [this, table](const DeleteTableResult &) { waitForTable(table, Until::Gone); },
            [this](const QDynamoDBError &error) { showError(error); });
}

void Browser::newItem()
{
    ItemEditor editor(ItemEditor::Kind::New, emptyItem(m_table), m_model->keyAttributes(), this);
    if (editor.exec() == QDialog::Accepted)
        m_model->append(editor.item());
}

void Browser::editItem(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    const QDynamoDBItem item = m_model->item(m_sorted.mapToSource(index).row());
    ItemEditor editor(ItemEditor::Kind::Existing, item, m_model->keyAttributes(), this);
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
    QDynamoDB::whenDone(
            m_client.updateItem(changes), this,
            [this](const UpdateItemResult &) { m_model->reload(); },
            [this](const QDynamoDBError &error) {
                if (error.code() == QDynamoDBError::Code::ConditionalCheckFailed) {
                    m_model->reload();
                    showProblem(u"ConditionalCheckFailed"_s,
                                tr("Another client has changed this item meanwhile. Nothing was "
                                   "saved; the current item is shown."));
                } else {
                    showError(error);
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

// Copies the selected items in the format of the item editor.
void Browser::copyItems()
{
    QByteArrayList lines;
    for (const QModelIndex &index : m_view->selectionModel()->selectedRows()) {
        const int row = m_sorted.mapToSource(index).row();
        if (const auto json = QDynamoDBJson::fromItem(m_model->item(row)))
            lines.append(*json);
    }
    const QByteArray all = lines.join(",\n");
    if (!lines.isEmpty())
        QGuiApplication::clipboard()->setText(
                QString::fromUtf8(lines.size() == 1 ? all : "[\n" + all + "\n]"));
}

void Browser::exportItems()
{
    const QString file =
            QFileDialog::getSaveFileName(this, tr("Export Items"), m_table.tableName + ".json"_L1,
                                         tr("JSON and CSV files (*.json *.jsonl *.csv)"));
    if (file.isEmpty())
        return;
    auto *transfer = new Transfer(&m_client, m_table.tableName, this);
    startTransfer(transfer, tr("exported"));
    transfer->exportTo(file);
}

void Browser::importItems()
{
    const QString file = QFileDialog::getOpenFileName(this, tr("Import Items"), QString(),
                                                      tr("JSON and CSV files (*.json *.jsonl *.csv "
                                                         "*.gz)"));
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
    connect(transfer, &Transfer::progressed, this, [this](const QString &text, double progress) {
        showProgress(progress);
        m_rows->setText(text);
    });
    connect(transfer, &Transfer::finished, this, [this, what](qint64 items, const QString &problem) {
        m_transfer = nullptr;
        m_model->reload();
        updateState();
        if (problem.isEmpty())
            statusBar()->showMessage(tr("%L1 items %2").arg(items).arg(what), 10000);
        else
            showProblem(tr("After %L1 items").arg(items), problem);
    });
    m_progress->setRange(0, 0);
    updateState();
}

void Browser::cancel()
{
    if (m_transfer)
        m_transfer->cancel();
    m_model->cancel();
}

// Fits the columns to the visible cells, from 70 to 280 pixels.
void Browser::fitColumns()
{
    QTimer::singleShot(0, m_view, [view = m_view] {
        view->resizeColumnsToContents();
        QHeaderView *header = view->horizontalHeader();
        for (int column = 0; column < header->count(); ++column)
            header->resizeSection(column, std::clamp(header->sectionSize(column) + 8, 70, 280));
    });
}
