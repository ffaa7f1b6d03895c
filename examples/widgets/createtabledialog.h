// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CREATETABLEDIALOG_H
#define CREATETABLEDIALOG_H

#include <QtDynamoDB/QDynamoDBTableOperations>

#include <QtWidgets/QDialog>

QT_BEGIN_NAMESPACE
class QCheckBox;
class QComboBox;
class QDialogButtonBox;
class QLineEdit;
QT_END_NAMESPACE

// A dialog for the name and the keys of a new table, whose billing mode is PAY_PER_REQUEST.
class CreateTableDialog : public QDialog
{
    Q_OBJECT

public:
    explicit CreateTableDialog(QWidget *parent = nullptr);

    [[nodiscard]] QDynamoDB::CreateTableRequest request() const;

private:
    void validate();

    QLineEdit *m_name;
    QLineEdit *m_partitionKey;
    QComboBox *m_partitionType;
    QLineEdit *m_sortKey;
    QComboBox *m_sortType;
    QCheckBox *m_stream;
    QDialogButtonBox *m_buttons;
};

#endif
