// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef TABLELIST_H
#define TABLELIST_H

#include <QtDynamoDB/QDynamoDBError>

#include <QtWidgets/QWidget>

class QDynamoDBClient;
QT_BEGIN_NAMESPACE
class QLineEdit;
class QListWidget;
QT_END_NAMESPACE

// A list of the tables of an account and region.
class TableList : public QWidget
{
    Q_OBJECT

public:
    explicit TableList(QDynamoDBClient *client, QWidget *parent = nullptr);

    [[nodiscard]] QString currentTable() const;
    void select(const QString &table); // at once, or when the table is listed
    void clear();

public Q_SLOTS:
    void reload();

Q_SIGNALS:
    void tableSelected(const QString &table); // empty if none is selected
    void loaded(int tables);
    void failed(const QDynamoDBError &error);

private:
    void load(const QString &after, const QStringList &before);
    void show(const QStringList &tables);
    void filter(const QString &text);

    QDynamoDBClient *const m_client;
    QLineEdit *m_filter;
    QListWidget *m_list;
    QString m_selected;
    int m_request = 0; // number of the current request; results of older ones are ignored
};

#endif
