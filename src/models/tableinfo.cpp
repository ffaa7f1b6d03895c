// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "models/tableinfo_p.h"

#include <algorithm>

namespace QtDynamoDBPrivate {

using namespace QDynamoDB;

namespace {

QStringList attributesOf(const QList<KeySchemaElement> &schema)
{
    QStringList names;
    for (const KeySchemaElement &element : schema)
        names.append(element.attributeName);
    return names;
}

// Calls back with the description of the index, whichever kind it is.
template<typename Visitor>
void visitIndex(const TableDescription &table, const QString &name, Visitor visitor)
{
    const auto visit = [&](const auto &indexes) {
        const auto found = std::find_if(indexes.begin(), indexes.end(),
                                        [&](const auto &index) { return index.indexName == name; });
        if (found != indexes.end())
            visitor(*found);
    };
    visit(table.globalSecondaryIndexes);
    visit(table.localSecondaryIndexes);
}

} // namespace

void TableInfo::request(QDynamoDBClient *client, const QString &tableName,
                        const std::function<void()> &callback)
{
    if (isKnown() || isPending())
        return;
    QFuture<DescribeTableResult> call = client->describeTable(tableName);
    m_call = QFuture<void>(call);
    m_keyAttributes = call.then([](const DescribeTableResult &result) {
        return result.table ? attributesOf(result.table->keySchema) : QStringList();
    });
    m_watch = watch(call, [this, callback](const QDynamoDBExpected<DescribeTableResult> &outcome) {
        m_watch.reset();
        m_error = outcome.error();
        if (outcome)
            m_description = outcome->table;
        callback();
    });
}

void TableInfo::forget()
{
    m_watch.reset();
    m_call.cancel();
    m_call = {};
    m_keyAttributes = {};
    m_description.reset();
    m_error = {};
}

QStringList TableInfo::keyAttributes() const
{
    return m_description ? attributesOf(m_description->keySchema) : QStringList();
}

QStringList TableInfo::keyAttributes(const QString &indexName) const
{
    QStringList names;
    if (m_description) {
        visitIndex(*m_description, indexName,
                   [&](const auto &index) { names = attributesOf(index.keySchema); });
    }
    return names;
}

std::optional<QStringList> TableInfo::projectedAttributes(const QString &indexName) const
{
    std::optional<QStringList> names;
    if (m_description) {
        visitIndex(*m_description, indexName, [&](const auto &index) {
            const Projection projection = index.projection.value_or(Projection());
            if (projection.projectionType != ProjectionType::All)
                names = keyAttributes() + attributesOf(index.keySchema)
                        + projection.nonKeyAttributes;
        });
    }
    return names;
}

bool TableInfo::hasStream() const
{
    return m_description && m_description->streamSpecification
            && m_description->streamSpecification->streamEnabled.value_or(false);
}

bool TableInfo::streamHasImages() const
{
    const auto stream = m_description ? m_description->streamSpecification : std::nullopt;
    return stream
            && (stream->streamViewType == StreamViewType::NewImage
                || stream->streamViewType == StreamViewType::NewAndOldImages);
}

std::optional<qint64> TableInfo::itemCount(const QString &indexName) const
{
    if (!m_description || indexName.isEmpty())
        return m_description ? m_description->itemCount : std::nullopt;
    std::optional<qint64> count;
    visitIndex(*m_description, indexName, [&](const auto &index) { count = index.itemCount; });
    return count;
}

} // namespace QtDynamoDBPrivate
