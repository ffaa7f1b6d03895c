// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef BROWSER_H
#define BROWSER_H

#include <QtDynamoDB/qdynamodbapi_schema.h>
#include <QtDynamoDB/QDynamoDBError>
#include <QtDynamoDB/QDynamoDBQueryModel>
#include <QtDynamoDB/QDynamoDBScanModel>

#include "sorteditems.h"

#include <QtCore/QPointer>
#include <QtWidgets/QMainWindow>

#include <optional>

class ConnectionBar;
class QueryBar;
class TableList;
class Transfer;
QT_BEGIN_NAMESPACE
class QLabel;
class QProgressBar;
class QTableView;
class QToolButton;
QT_END_NAMESPACE

// The main window: connection settings, tables, and the items of one table.
class Browser : public QMainWindow
{
    Q_OBJECT

public:
    explicit Browser(QWidget *parent = nullptr);
    ~Browser() override;

    void connectTo(const QString &endpoint, const QString &region, const QString &profile,
                   const QString &table = {});
    void showProblem(const QString &what, const QString &why);

private:
    void createActions();
    void createStatusBar();
    [[nodiscard]] QWidget *createItemPane();
    void connectModel(QDynamoDBItemModel *model);

    void reconnect();
    void showTable(const QString &table);
    void runQuery();
    void showModel(QDynamoDBItemModel *model);
    void updateState();
    void showProgress(double progress);
    [[nodiscard]] QString emptyText() const; // the text that replaces an empty item view
    void showError(const QDynamoDBError &error);
    void signIn(const QUrl &page, const QString &code);
    void askForMfaCode(const QString &device);
    void hideProblem();

    void createTable();
    void deleteTable();
    enum class Until { Active, Gone };
    void waitForTable(const QString &table, Until until);
    void newItem();
    void editItem(const QModelIndex &index);
    void saveChanges(const QDynamoDB::UpdateItemRequest &changes);
    void removeItems();
    void copyItems();
    void exportItems();
    void importItems();
    void startTransfer(Transfer *transfer, const QString &what);
    void cancel();
    void fitColumns();

    QDynamoDBClient m_client { this };
    QDynamoDBQueryModel m_query;
    QDynamoDBScanModel m_scan;
    SortedItems m_sorted;
    QDynamoDBItemModel *m_model; // the visible one of m_query and m_scan
    QDynamoDB::TableDescription m_table;
    QPointer<Transfer> m_transfer;

    ConnectionBar *m_connection;
    TableList *m_tables;
    QueryBar *m_queryBar;
    QTableView *m_view;
    QLabel *m_empty;
    QWidget *m_problem;
    QLabel *m_problemText;
    QLabel *m_rows;
    QToolButton *m_fetchAll;
    QLabel *m_capacity;
    QLabel *m_latency;
    QProgressBar *m_progress;
    QToolButton *m_cancel;
    QList<QAction *> m_tableActions; // enabled while a table is shown
    QAction *m_editAction = nullptr;
    QAction *m_removeAction = nullptr;
    QAction *m_copyAction = nullptr;
    bool m_isListing = true; // while the list of tables is loaded
    std::optional<int> m_tableCount; // empty if the tables could not be listed
    bool m_columnsFit = false;
};

#endif
