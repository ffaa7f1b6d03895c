// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QUERYBAR_H
#define QUERYBAR_H

#include <QtDynamoDB/qdynamodbapi_schema.h>

#include <QtCore/QVariant>
#include <QtWidgets/QWidget>

#include <optional>

QT_BEGIN_NAMESPACE
class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
QT_END_NAMESPACE

// The parameters of a query or scan, with expressions of DynamoDB.
struct ItemQuery
{
    QString indexName;
    QString keyCondition; // empty for a scan
    QString filter;
    QVariantMap names;
    QVariantMap values;
    bool descending = false;
};

// A form for a query, or for a scan if no partition key value is given.
class QueryBar : public QWidget
{
    Q_OBJECT

public:
    explicit QueryBar(QWidget *parent = nullptr);

    void setTable(const QDynamoDB::TableDescription &table);
    // Returns the query, or nothing if the input is invalid. The bar then shows the problem.
    [[nodiscard]] std::optional<ItemQuery> query();

Q_SIGNALS:
    void runRequested();

private:
    struct Keys
    {
        QStringList partition;
        QStringList sort; // empty without a sort key
    };

    void addKeys(const QString &indexName, const QList<QDynamoDB::KeySchemaElement> &schema);
    void indexChanged();
    void sortConditionChanged();
    [[nodiscard]] QVariant keyValue(const QString &attribute, QLineEdit *edit);
    void addKeyCondition(ItemQuery *query, const Keys &keys);
    void addSortCondition(ItemQuery *query, const QString &attribute, QLineEdit *edit,
                          const QString &comparison);
    void showProblem(const QString &problem);

    QList<QDynamoDB::AttributeDefinition> m_attributes;
    QList<Keys> m_keys; // of the table, then of each index
    QComboBox *m_index;
    QLabel *m_partitionLabel;
    QList<QLineEdit *> m_partition; // one for each attribute that a key may have
    QLabel *m_sortLabel;
    QComboBox *m_sortOperator;
    QList<QLineEdit *> m_sort;
    QLineEdit *m_sortTo;
    QCheckBox *m_descending;
    QLineEdit *m_filterAttribute;
    QComboBox *m_filterOperator;
    QLineEdit *m_filterValue;
    QLabel *m_problem;
    bool m_hasProblem = false;
};

#endif
