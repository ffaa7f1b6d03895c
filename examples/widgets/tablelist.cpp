// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "tablelist.h"

#include <QtDynamoDB/QDynamoDBClient>
#include <QtDynamoDB/QDynamoDBTableOperations>

#include <QtCore/QSignalBlocker>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

TableList::TableList(QDynamoDBClient *client, QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_filter(new QLineEdit(this))
    , m_list(new QListWidget(this))
{
    m_filter->setPlaceholderText(tr("Find a table"));
    m_filter->setClearButtonEnabled(true);
    m_list->setObjectName("tables"_L1);
    m_list->setAlternatingRowColors(true);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 0, 0);
    layout->addWidget(m_filter);
    layout->addWidget(m_list);

    connect(m_filter, &QLineEdit::textChanged, this, &TableList::filter);
    connect(m_list, &QListWidget::currentTextChanged, this, &TableList::tableSelected);
}

QString TableList::currentTable() const
{
    return m_list->currentItem() ? m_list->currentItem()->text() : QString();
}

void TableList::select(const QString &table)
{
    m_selected = table;
    const QList<QListWidgetItem *> found = m_list->findItems(table, Qt::MatchExactly);
    if (!found.isEmpty())
        m_list->setCurrentItem(found.first());
}

void TableList::clear()
{
    ++m_request;
    m_list->clear();
}

void TableList::reload()
{
    if (const QString current = currentTable(); !current.isEmpty())
        m_selected = current;
    ++m_request;
    load({}, {});
}

// Loads one page of names and then the next, until the list is complete.
void TableList::load(const QString &after, const QStringList &before)
{
    QDynamoDB::ListTablesRequest request;
    request.exclusiveStartTableName = after;
    QDynamoDB::whenDone(
            m_client->listTables(request), this,
            [this, before, number = m_request](const QDynamoDB::ListTablesResult &page) {
                if (number != m_request)
                    return;
                const QStringList tables = before + page.tableNames;
                if (page.lastEvaluatedTableName.isEmpty())
                    show(tables);
                else
                    load(page.lastEvaluatedTableName, tables);
            },
            [this, number = m_request](const QDynamoDBError &error) {
                if (number != m_request)
                    return;
                show({});
                Q_EMIT failed(error);
            });
}

void TableList::show(const QStringList &tables)
{
    const QString before = currentTable();
    {
        const QSignalBlocker blocker(m_list);
        m_list->clear();
        m_list->addItems(tables);
        const qsizetype wanted = tables.indexOf(m_selected);
        m_list->setCurrentRow(wanted >= 0 ? int(wanted) : tables.isEmpty() ? -1 : 0);
    }
    filter(m_filter->text());
    if (currentTable() != before)
        Q_EMIT tableSelected(currentTable());
    Q_EMIT loaded(int(tables.size()));
}

void TableList::filter(const QString &text)
{
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem *item = m_list->item(row);
        item->setHidden(!item->text().contains(text, Qt::CaseInsensitive));
    }
}
