// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef ITEMEDITOR_H
#define ITEMEDITOR_H

#include <QtDynamoDB/QDynamoDBItem>
#include <QtDynamoDB/QDynamoDBItemOperations>

#include <QtWidgets/QDialog>

QT_BEGIN_NAMESPACE
class QDialogButtonBox;
class QLabel;
class QPlainTextEdit;
QT_END_NAMESPACE

// A dialog that edits a whole item as DynamoDB JSON, which represents all types exactly.
class ItemEditor : public QDialog
{
    Q_OBJECT

public:
    enum class Kind { New, Existing }; // the key of an existing item cannot be changed

    ItemEditor(Kind kind, const QDynamoDBItem &original, const QStringList &keyAttributes,
               QWidget *parent = nullptr);

    [[nodiscard]] QDynamoDBItem item() const { return m_item; }
    // Returns a request that changes the original into item(), on the condition that the changed
    // attributes still have their original values. Without changes, its update expression is empty.
    [[nodiscard]] QDynamoDB::UpdateItemRequest changes() const;

private:
    void validate();

    const Kind m_kind;
    const QDynamoDBItem m_original;
    const QStringList m_keyAttributes;
    QDynamoDBItem m_item;
    QPlainTextEdit *m_text;
    QLabel *m_problem;
    QDialogButtonBox *m_buttons;
};

#endif
