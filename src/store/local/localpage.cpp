// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "store/local/localpage_p.h"
#include "expressions/conditionmatcher_p.h"
#include "expressions/evaluation/itemsize_p.h"
#include "expressions/evaluation/updateevaluator_p.h"
#include "expressions/expressiontext_p.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

using QDynamoDB::Select;

namespace {

constexpr qint64 maxPageBytes = 1024 * 1024;

[[nodiscard]] QDynamoDBError refusal(const QString &text)
{
    return QDynamoDBError(QDynamoDBError::Code::Validation, text);
}

// Returns the first path in the expression whose attribute satisfies the predicate, or null.
template<typename Predicate>
[[nodiscard]] const ExpressionNode *findPath(const ExpressionNode &node, Predicate predicate)
{
    if (node.kind == NodeKind::Path)
        return predicate(node.path[0].name) ? &node : nullptr;
    for (const ExpressionNodePtr &child : node.children) {
        if (const ExpressionNode *path = findPath(*child, predicate))
            return path;
    }
    return nullptr;
}

} // namespace

QDynamoDBError LocalPage::prepare(const StoredTable &table, const QList<StoredIndex> &indexes,
                                  const PageOptions &options)
{
    m_options = options;
    const StoredKeys tableKeys = StoredKeys::of(table);
    m_keys = tableKeys;
    if (!options.indexName.isEmpty()) {
        const auto index = std::find_if(indexes.begin(), indexes.end(), [&](const auto &one) {
            return one.name == options.indexName;
        });
        if (index == indexes.end()) {
            return refusal(u"The store knows no index \"%1\" of the table \"%2\"; declare it with "
                           "the mirror."_s.arg(options.indexName, table.name));
        }
        m_index = &*index;
        m_keys = index->keys;
    }
    m_allKeys = m_keys.names();
    for (const QString &name : tableKeys.names()) {
        if (!m_allKeys.contains(name))
            m_allKeys.append(name);
    }

    if (options.hasLegacyParameters) {
        return refusal(u"A store does not evaluate AttributesToGet, KeyConditions, QueryFilter, "
                       "ScanFilter and ConditionalOperator; use expressions."_s);
    }
    if (options.limit && *options.limit < 1)
        return refusal(u"Limit is %1; it must be at least 1."_s.arg(*options.limit));
    const auto expressions = RequestExpressions::parse(options.expressions, m_allKeys);
    if (!expressions)
        return expressions.error();
    m_expressions = *expressions;
    for (const QString &problem :
         { selectProblem(), coverageProblem(), setStart(table, options.startKey) }) {
        if (!problem.isEmpty())
            return refusal(problem);
    }
    return {};
}

QString LocalPage::selectProblem() const
{
    if (m_options.select.isNull())
        return {};
    const bool projects = m_expressions.projection != nullptr;
    const auto is = [this](Select select) { return m_options.select == select; };
    if (is(Select::SpecificAttributes)) {
        return projects ? QString()
                        : u"Select is SPECIFIC_ATTRIBUTES; a ProjectionExpression is needed."_s;
    }
    if (projects)
        return u"A ProjectionExpression is allowed with Select SPECIFIC_ATTRIBUTES only."_s;
    if (is(Select::AllProjectedAttributes)) {
        return m_index ? QString()
                       : u"Select ALL_PROJECTED_ATTRIBUTES is allowed for an index only."_s;
    }
    if (is(Select::AllAttributes)) {
        return m_index && m_index->isGlobal && !m_index->projectsAll
                ? u"Select ALL_ATTRIBUTES is not allowed, because the global index \"%1\" does not "
                  "project all attributes."_s.arg(m_index->name)
                : QString();
    }
    return is(Select::Count) ? QString() : u"The value of Select is unknown."_s;
}

QString LocalPage::coverageProblem() const
{
    if (m_options.isQuery && m_expressions.filter) {
        const QStringList names = m_keys.names();
        const ExpressionNode *key = findPath(*m_expressions.filter, [&](const QString &name) {
            return names.contains(name);
        });
        if (key) {
            return u"The filter tests %1, which is a key attribute; use the key condition."_s.arg(
                    readableText(*key));
        }
    }
    if (!m_index || m_index->projectsAll)
        return {};
    const auto isMissing = [this](const QString &name) {
        return !m_allKeys.contains(name) && !m_index->projected.contains(name);
    };
    const ExpressionNode *missing = nullptr;
    if (m_expressions.filter && (m_options.isQuery || m_index->isGlobal))
        missing = findPath(*m_expressions.filter, isMissing);
    // Of a local index, the service fetches other attributes from the table.
    if (!missing && m_expressions.projection && m_index->isGlobal)
        missing = findPath(*m_expressions.projection, isMissing);
    return missing
            ? u"The index \"%1\" does not project %2."_s.arg(m_index->name, readableText(*missing))
            : QString();
}

QString LocalPage::setStart(const StoredTable &table, const QDynamoDBItem &key)
{
    if (key.isNull())
        return {};
    const auto partition = encodedKeys(key, m_keys.partition);
    const auto sort = encodedKeys(key, m_keys.sort);
    const auto place = placeOf(key, table);
    if (!partition || !sort || !place || key.size() != m_allKeys.size()) {
        return u"The exclusive start key is not valid; it must have the key attributes (%1) and no "
               "others."_s.arg(m_allKeys.join(u", "_s));
    }
    m_start = Start { *partition, *sort, *place };
    return {};
}

// Returns the part of the item that the index contains.
QDynamoDBItem LocalPage::indexed(const QDynamoDBItem &item) const
{
    QDynamoDBItem part;
    for (const QDynamoDBItem::Attribute &attribute : item) {
        if (m_allKeys.contains(attribute.name) || m_index->projected.contains(attribute.name))
            part.insert(attribute.name, attribute.value);
    }
    return part;
}

bool LocalPage::add(const QDynamoDBItem &item)
{
    ++m_scanned;
    m_bytes += itemSize(item);
    // A local index has access to the whole items.
    const bool isWhole = !m_index || m_index->projectsAll || !m_index->isGlobal;
    const QDynamoDBItem &visible = isWhole ? item : indexed(item);
    if (!m_expressions.filter || matches(*m_expressions.filter, visible)) {
        ++m_count;
        if (m_options.select.isNull() || m_options.select != Select::Count) {
            const bool returnsWhole = !m_index || m_index->projectsAll || m_expressions.projection
                    || m_options.select == Select::AllAttributes;
            m_items.append(projectedItem(m_expressions.projection,
                                         returnsWhole ? visible : indexed(item)));
        }
    }
    if ((!m_options.limit || m_scanned < *m_options.limit) && m_bytes <= maxPageBytes)
        return true;
    for (const QString &name : std::as_const(m_allKeys))
        m_lastKey.insert(name, item.value(name));
    return false;
}

} // namespace QtDynamoDBPrivate
