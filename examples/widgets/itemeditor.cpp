// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "itemeditor.h"

#include <QtDynamoDB/QDynamoDBJson>

#include <QtCore/QJsonDocument>
#include <QtGui/QFontDatabase>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {

QString toText(const QDynamoDBItem &item)
{
    // DynamoDB JSON represents numbers as text, so QJsonDocument does not round them.
    const auto json = QDynamoDBJson::fromItem(item);
    return json ? QString::fromUtf8(QJsonDocument::fromJson(*json).toJson()).trimmed() : QString();
}

} // namespace

ItemEditor::ItemEditor(Kind kind, const QDynamoDBItem &original, const QStringList &keyAttributes,
                       QWidget *parent)
    : QDialog(parent)
    , m_kind(kind)
    , m_original(original)
    , m_keyAttributes(keyAttributes)
    , m_text(new QPlainTextEdit(this))
    , m_problem(new QLabel(this))
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this))
{
    setWindowTitle(kind == Kind::New ? tr("New Item") : tr("Edit Item"));
    resize(560, 520);
    auto *hint = new QLabel(tr("Each value has its type: S string, N number, B binary in Base64, "
                               "BOOL, NULL, L list, M map, SS, NS and BS sets."),
                            this);
    hint->setWordWrap(true);
    m_text->setObjectName("json"_L1);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setPlainText(toText(original));
    m_problem->setObjectName("itemProblem"_L1);
    m_problem->setWordWrap(true);
    m_buttons->button(QDialogButtonBox::Save)->setShortcut(QKeySequence(tr("Ctrl+Return")));
    m_buttons->button(QDialogButtonBox::Save)->setToolTip(tr("Ctrl+Return"));

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(hint);
    layout->addWidget(m_text);
    layout->addWidget(m_problem);
    layout->addWidget(m_buttons);
    connect(m_text, &QPlainTextEdit::textChanged, this, &ItemEditor::validate);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    validate();
}

void ItemEditor::validate()
{
    QString problem;
    const auto item = QDynamoDBJson::toItem(m_text->toPlainText().toUtf8());
    if (item) {
        m_item = *item;
        for (const QString &key : m_keyAttributes) {
            if (!m_item.contains(key))
                problem = tr("The key attribute %1 is missing.").arg(key);
            else if (m_kind == Kind::Existing && m_item[key] != m_original[key])
                problem = tr("The key attribute %1 cannot be changed; create a new item instead.")
                                  .arg(key);
        }
    } else {
        problem = item.error().message();
    }
    m_problem->setText(problem);
    m_buttons->button(QDialogButtonBox::Save)->setEnabled(problem.isEmpty());
}

QDynamoDB::UpdateItemRequest ItemEditor::changes() const
{
    QDynamoDB::UpdateItemRequest request;
    for (const QString &key : m_keyAttributes)
        request.key.insert(key, m_original[key]);

    QStringList sets;
    QStringList removes;
    QStringList conditions;
    QStringList names = m_original.names();
    for (const QString &name : m_item.names()) {
        if (!names.contains(name))
            names.append(name);
    }
    for (const QString &name : std::as_const(names)) {
        const QDynamoDBValue &before = m_original[name];
        const QDynamoDBValue &after = m_item[name];
        if (before == after)
            continue;
        const QString number = QString::number(conditions.size());
        const QString placeholder = "#a"_L1 + number;
        request.expressionAttributeNames.insert(placeholder, name);
        if (after.isUndefined()) {
            removes.append(placeholder);
        } else {
            sets.append(placeholder + " = :new"_L1 + number);
            request.expressionAttributeValues.insert(QString(":new"_L1 + number), after);
        }
        if (before.isUndefined()) {
            conditions.append("attribute_not_exists("_L1 + placeholder + u')');
        } else {
            conditions.append(placeholder + " = :old"_L1 + number);
            request.expressionAttributeValues.insert(QString(":old"_L1 + number), before);
        }
    }
    QStringList clauses;
    if (!sets.isEmpty())
        clauses.append("SET "_L1 + sets.join(u", "));
    if (!removes.isEmpty())
        clauses.append("REMOVE "_L1 + removes.join(u", "));
    request.updateExpression = clauses.join(u' ');
    request.conditionExpression = conditions.join(u" AND ");
    return request;
}
