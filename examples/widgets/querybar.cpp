// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "querybar.h"

#include <QtDynamoDB/QDynamoDBJson>
#include <QtDynamoDB/QDynamoDBNumber>
#include <QtDynamoDB/QDynamoDBValue>

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

#include <algorithm>

using namespace QDynamoDB;
using namespace Qt::StringLiterals;

namespace {

// Operators of expressions. Names of functions are followed by parentheses.
constexpr const char *beginsWith = "begins_with";
constexpr const char *between = "BETWEEN";
constexpr const char *exists = "attribute_exists";
constexpr const char *missing = "attribute_not_exists";

QComboBox *operators(QWidget *parent, const QList<std::pair<QString, const char *>> &list)
{
    auto *box = new QComboBox(parent);
    for (const auto &[text, expression] : list)
        box->addItem(text, QString::fromLatin1(expression));
    return box;
}

QLineEdit *field(QWidget *parent, const QString &name, const QString &placeholder)
{
    auto *edit = new QLineEdit(parent);
    edit->setObjectName(name);
    edit->setPlaceholderText(placeholder);
    edit->setClearButtonEnabled(true);
    return edit;
}

// The fields of a key: as many as an index may have partition key attributes, or sort key attributes.
QList<QLineEdit *> fields(QWidget *parent, const QString &name, const QString &placeholder)
{
    constexpr int maxAttributes = 4;
    QList<QLineEdit *> edits { field(parent, name, placeholder) };
    for (int i = 2; i <= maxAttributes; ++i)
        edits.append(field(parent, name + QString::number(i), {}));
    return edits;
}

bool isEmpty(const QLineEdit *edit)
{
    return edit->text().isEmpty();
}

// Interprets the text as JSON (a number, true, false, null or "text"), otherwise as a string.
QVariant typed(const QString &text)
{
    const auto value = QDynamoDBJson::plainToValue(text.toUtf8());
    return QVariant::fromValue(value ? *value : QDynamoDBValue(text));
}

} // namespace

QueryBar::QueryBar(QWidget *parent)
    : QWidget(parent)
    , m_index(new QComboBox(this))
    , m_partitionLabel(new QLabel(this))
    , m_partition(fields(this, u"partition"_s, tr("any: scan the table")))
    , m_sortLabel(new QLabel(this))
    , m_sortOperator(operators(this,
                               { { u"="_s, "=" },
                                 { u"<"_s, "<" },
                                 { u"≤"_s, "<=" },
                                 { u">"_s, ">" },
                                 { u"≥"_s, ">=" },
                                 { tr("begins with"), beginsWith },
                                 { tr("between"), between } }))
    , m_sort(fields(this, u"sort"_s, tr("any")))
    , m_sortTo(field(this, u"sortTo"_s, tr("and")))
    , m_descending(new QCheckBox(tr("&Descending"), this))
    , m_filterAttribute(field(this, u"filterAttribute"_s, tr("attribute")))
    , m_filterOperator(operators(this,
                                 { { u"="_s, "=" },
                                   { u"≠"_s, "<>" },
                                   { u"<"_s, "<" },
                                   { u"≤"_s, "<=" },
                                   { u">"_s, ">" },
                                   { u"≥"_s, ">=" },
                                   { tr("contains"), "contains" },
                                   { tr("begins with"), beginsWith },
                                   { tr("exists"), exists },
                                   { tr("is missing"), missing } }))
    , m_filterValue(field(this, u"filterValue"_s, tr("value; 42 is a number, \"42\" a string")))
    , m_problem(new QLabel(this))
{
    m_index->setObjectName("index"_L1);
    m_sortOperator->setObjectName("sortOperator"_L1);
    m_filterOperator->setObjectName("filterOperator"_L1);
    m_problem->setObjectName("problem"_L1);
    m_problem->setWordWrap(true);
    m_problem->hide();
    auto *run = new QPushButton(tr("&Run"), this);
    run->setObjectName("run"_L1);
    run->setDefault(true);
    run->setToolTip(tr("Query with a partition key value, scan without (F5)"));

    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(6, 0, 0, 0);
    const auto label = [this](const QString &text, QWidget *buddy) {
        auto *result = new QLabel(text, this);
        result->setBuddy(buddy);
        return result;
    };
    for (QLabel *keyLabel : { m_partitionLabel, m_sortLabel })
        keyLabel->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_partitionLabel->setBuddy(m_partition.constFirst());
    m_sortLabel->setBuddy(m_sort.constFirst());
    m_sortOperator->setToolTip(tr("For the last attribute of the sort key that has a value"));
    auto *partitionValues = new QHBoxLayout;
    for (QLineEdit *edit : std::as_const(m_partition))
        partitionValues->addWidget(edit);
    auto *sortRange = new QHBoxLayout;
    for (QLineEdit *edit : std::as_const(m_sort))
        sortRange->addWidget(edit);
    sortRange->addWidget(m_sortTo);
    grid->addWidget(label(tr("&Index"), m_index), 0, 0);
    grid->addWidget(m_index, 0, 1);
    grid->addWidget(m_partitionLabel, 0, 2);
    grid->addLayout(partitionValues, 0, 3);
    grid->addWidget(m_sortLabel, 0, 4);
    grid->addWidget(m_sortOperator, 0, 5);
    grid->addLayout(sortRange, 0, 6);
    grid->addWidget(m_descending, 0, 7);
    grid->addWidget(label(tr("&Filter"), m_filterAttribute), 1, 0);
    grid->addWidget(m_filterAttribute, 1, 1);
    grid->addWidget(m_filterOperator, 1, 2);
    grid->addWidget(m_filterValue, 1, 3, 1, 4);
    grid->addWidget(run, 1, 7);
    grid->addWidget(m_problem, 2, 0, 1, 8);
    grid->setColumnStretch(3, 1);
    grid->setColumnStretch(6, 1);

    const QList<QLineEdit *> edits = m_partition + m_sort
            + QList { m_sortTo, m_filterAttribute, m_filterValue };
    for (QLineEdit *edit : edits)
        connect(edit, &QLineEdit::returnPressed, this, &QueryBar::runRequested);
    connect(run, &QPushButton::clicked, this, &QueryBar::runRequested);
    connect(m_index, &QComboBox::currentIndexChanged, this, &QueryBar::indexChanged);
    connect(m_sortOperator, &QComboBox::currentIndexChanged, this, &QueryBar::sortConditionChanged);
    sortConditionChanged();
    setEnabled(false);
}

void QueryBar::setTable(const TableDescription &table)
{
    for (QLineEdit *edit :
         m_partition + m_sort + QList { m_sortTo, m_filterAttribute, m_filterValue })
        edit->clear();
    showProblem({});
    m_attributes = table.attributeDefinitions;
    m_keys.clear();
    m_index->clear();
    addKeys({}, table.keySchema);
    for (const auto &index : table.globalSecondaryIndexes)
        addKeys(index.indexName, index.keySchema);
    for (const auto &index : table.localSecondaryIndexes)
        addKeys(index.indexName, index.keySchema);
    indexChanged();
    setEnabled(!table.keySchema.isEmpty());
}

void QueryBar::addKeys(const QString &indexName, const QList<KeySchemaElement> &schema)
{
    Keys keys;
    for (const KeySchemaElement &element : schema)
        (element.keyType == KeyType::Hash ? keys.partition : keys.sort).append(element.attributeName);
    m_keys.append(keys);
    m_index->addItem(indexName.isEmpty() ? tr("the table") : indexName, indexName);
}

void QueryBar::indexChanged()
{
    const Keys keys = m_keys.value(m_index->currentIndex());
    m_partitionLabel->setText(keys.partition.join(u", "_s));
    m_sortLabel->setText(keys.sort.join(u", "_s));
    for (QWidget *widget :
         std::initializer_list<QWidget *> { m_sortLabel, m_sortOperator, m_descending })
        widget->setVisible(!keys.sort.isEmpty());
    for (const auto &[edits, names] :
         { std::pair(m_partition, keys.partition), std::pair(m_sort, keys.sort) }) {
        for (qsizetype i = 0; i < edits.size(); ++i) {
            edits[i]->setVisible(i < names.size());
            edits[i]->setToolTip(names.value(i));
        }
    }
    m_partition.constFirst()->show();
    sortConditionChanged();
}

void QueryBar::sortConditionChanged()
{
    m_sortTo->setVisible(m_sort.constFirst()->isVisibleTo(this)
                         && m_sortOperator->currentData() == QLatin1StringView(between));
}

// Converts the text to the type of the key attribute, or shows a problem.
QVariant QueryBar::keyValue(const QString &attribute, QLineEdit *edit)
{
    const auto isIt = [&](const AttributeDefinition &definition) {
        return definition.attributeName == attribute;
    };
    const auto found = std::find_if(m_attributes.cbegin(), m_attributes.cend(), isIt);
    const QString text = edit->text();
    if (found == m_attributes.cend() || found->attributeType == ScalarAttributeType::S)
        return text;
    if (found->attributeType == ScalarAttributeType::N) {
        const auto number = QDynamoDBJson::plainToValue(text.trimmed().toUtf8());
        if (number && number->isNumber())
            return QVariant::fromValue(*number);
        showProblem(tr("%1 must be a number, but \"%2\" is not one.").arg(attribute, text));
    } else {
        const auto bytes = QByteArray::fromBase64Encoding(text.toLatin1(),
                                                          QByteArray::AbortOnBase64DecodingErrors);
        if (bytes)
            return *bytes;
        showProblem(tr("%1 must be binary data in Base64.").arg(attribute));
    }
    edit->setFocus();
    return {};
}

// Adds the values of the key to the query, or shows why they are no key condition: all attributes of
// the partition key are needed, and those of the sort key before the last one with a value.
void QueryBar::addKeyCondition(ItemQuery *query, const Keys &keys)
{
    const QList<QLineEdit *> partition = m_partition.mid(0, keys.partition.size());
    const QList<QLineEdit *> sort = m_sort.mid(0, keys.sort.size());
    const qsizetype missing = std::count_if(partition.begin(), partition.end(), isEmpty);
    const auto last = std::find_if_not(sort.rbegin(), sort.rend(), isEmpty);
    const qsizetype used = sort.rend() - last;
    const QString where = keys.partition.join(u", "_s);
    if (missing == partition.size() && used == 0)
        return;
    if (missing > 0) {
        showProblem(
                tr("A condition on %1 requires a value of %2, because a query reads one partition.")
                        .arg(used > 0 ? keys.sort[used - 1] : where, where));
        return;
    }
    QStringList parts;
    for (qsizetype i = 0; i < partition.size(); ++i) {
        parts.append(u"#partition%1 = :partition%1"_s.arg(i));
        query->names.insert(u"#partition%1"_s.arg(i), keys.partition[i]);
        query->values.insert(u":partition%1"_s.arg(i), keyValue(keys.partition[i], partition[i]));
    }
    query->keyCondition = parts.join(u" AND "_s);
    for (qsizetype i = 0; i < used; ++i) {
        if (isEmpty(sort[i])) {
            showProblem(tr("A condition on %1 requires a value of %2, which is before it in the "
                           "sort key.")
                                .arg(keys.sort[used - 1], keys.sort[i]));
            return;
        }
        addSortCondition(query, keys.sort[i], sort[i],
                         i + 1 < used ? u"="_s : m_sortOperator->currentData().toString());
    }
}

void QueryBar::addSortCondition(ItemQuery *query, const QString &attribute, QLineEdit *edit,
                                const QString &comparison)
{
    const QString name = u"#sort%1"_s.arg(query->names.size());
    const QString value = u":sort%1"_s.arg(query->names.size());
    query->names.insert(name, attribute);
    query->values.insert(value, keyValue(attribute, edit));
    if (comparison == QLatin1StringView(beginsWith)) {
        query->keyCondition += u" AND begins_with(%1, %2)"_s.arg(name, value);
    } else if (comparison == QLatin1StringView(between)) {
        query->keyCondition += u" AND %1 BETWEEN %2 AND :to"_s.arg(name, value);
        query->values.insert(u":to"_s, keyValue(attribute, m_sortTo));
    } else {
        query->keyCondition += u" AND %1 %2 %3"_s.arg(name, comparison, value);
    }
}

std::optional<ItemQuery> QueryBar::query()
{
    showProblem({});
    const Keys keys = m_keys.value(m_index->currentIndex());
    ItemQuery query;
    query.indexName = m_index->currentData().toString();
    query.descending = m_descending->isChecked() && m_descending->isVisibleTo(this);
    addKeyCondition(&query, keys);
    if (!m_filterAttribute->text().isEmpty()) {
        const QString comparison = m_filterOperator->currentData().toString();
        query.names.insert(u"#filter"_s, m_filterAttribute->text());
        const bool isUnary = comparison == QLatin1StringView(exists)
                || comparison == QLatin1StringView(missing);
        const bool isFunction = comparison[0].isLetter();
        if (isUnary) {
            query.filter = comparison + "(#filter)"_L1;
        } else {
            query.values.insert(u":filter"_s, typed(m_filterValue->text()));
            query.filter = isFunction ? QString(comparison + "(#filter, :filter)"_L1)
                                      : QString("#filter "_L1 + comparison + " :filter"_L1);
        }
    }
    return m_hasProblem ? std::nullopt : std::optional(query);
}

void QueryBar::showProblem(const QString &problem)
{
    m_hasProblem = !problem.isEmpty();
    m_problem->setText(problem);
    m_problem->setVisible(m_hasProblem);
}
