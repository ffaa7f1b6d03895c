// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "createtabledialog.h"

#include <QtCore/QRegularExpression>
#include <QtGui/QRegularExpressionValidator>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;

namespace {

QLineEdit *edit(QWidget *parent, const char *name, const QString &placeholder)
{
    auto *result = new QLineEdit(parent);
    result->setObjectName(QLatin1StringView(name));
    result->setPlaceholderText(placeholder);
    return result;
}

QComboBox *types(QWidget *parent)
{
    auto *box = new QComboBox(parent);
    box->addItem(CreateTableDialog::tr("String"), u"S"_s);
    box->addItem(CreateTableDialog::tr("Number"), u"N"_s);
    box->addItem(CreateTableDialog::tr("Binary"), u"B"_s);
    return box;
}

} // namespace

CreateTableDialog::CreateTableDialog(QWidget *parent)
    : QDialog(parent)
    , m_name(edit(this, "name", tr("3 to 255 letters, digits, _ . -")))
    , m_partitionKey(edit(this, "partitionKey", tr("for example id")))
    , m_partitionType(types(this))
    , m_sortKey(edit(this, "sortKey", tr("none")))
    , m_sortType(types(this))
    , m_stream(new QCheckBox(tr("Enable a stream of changes"), this))
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this))
{
    setWindowTitle(tr("New Table"));
    static const QRegularExpression allowed(u"[a-zA-Z0-9_.-]{0,255}"_s);
    m_name->setValidator(new QRegularExpressionValidator(allowed, m_name));
    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("Create"));

    auto *form = new QFormLayout(this);
    const auto row = [form](const QString &label, QLineEdit *key, QComboBox *type) {
        auto *box = new QHBoxLayout;
        box->addWidget(key, 1);
        box->addWidget(type);
        form->addRow(label, box);
    };
    form->addRow(tr("&Name"), m_name);
    row(tr("Partition key"), m_partitionKey, m_partitionType);
    row(tr("Sort key"), m_sortKey, m_sortType);
    form->addRow(QString(), m_stream);
    form->addRow(m_buttons);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    for (QLineEdit *field : { m_name, m_partitionKey, m_sortKey })
        connect(field, &QLineEdit::textChanged, this, &CreateTableDialog::validate);
    validate();
}

CreateTableRequest CreateTableDialog::request() const
{
    CreateTableRequest request;
    request.tableName = m_name->text();
    request.billingMode = BillingMode::PayPerRequest;
    const auto add = [&request](const QLineEdit *key, const QComboBox *type, KeyType keyType) {
        if (key->text().isEmpty())
            return;
        const auto attributeType = QDynamoDBEnum<ScalarAttributeType>::fromString(
                type->currentData().toString());
        request.attributeDefinitions.append({ key->text(), attributeType });
        request.keySchema.append({ key->text(), keyType });
    };
    add(m_partitionKey, m_partitionType, KeyType::Hash);
    add(m_sortKey, m_sortType, KeyType::Range);
    if (m_stream->isChecked())
        request.streamSpecification = StreamSpecification { true, StreamViewType::NewAndOldImages };
    return request;
}

void CreateTableDialog::validate()
{
    const bool isComplete = m_name->text().size() >= 3 && !m_partitionKey->text().isEmpty()
            && m_partitionKey->text() != m_sortKey->text();
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(isComplete);
}
