// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "models/tableinfo_p.h"

#include "client/tabledescription_p.h"

namespace QtDynamoDBPrivate {

using namespace QDynamoDB;

void TableInfo::request(QDynamoDBClient *client, const QString &tableName,
                        const std::function<void()> &callback)
{
    if (isKnown() || isPending())
        return;
    QFuture<TableDescriptionPtr> description = TableCache::of(client).fetch(client, tableName,
                                                                            TableCache::recent);
    m_watch = watch(description,
                    [this, callback](const QDynamoDBExpected<TableDescriptionPtr> &outcome) {
                        m_watch.reset();
                        m_error = outcome.error();
                        if (outcome)
                            m_description = *outcome;
                        callback();
                    });
    m_keyAttributes = description.then([](const TableDescriptionPtr &table) {
        return QtDynamoDBPrivate::keyAttributes(*table);
    });
}

void TableInfo::forget()
{
    m_watch.reset();
    m_keyAttributes = {};
    m_description.reset();
    m_error = {};
}

QStringList TableInfo::keyAttributes() const
{
    return m_description ? QtDynamoDBPrivate::keyAttributes(*m_description) : QStringList();
}

QStringList TableInfo::keyAttributes(const QString &indexName) const
{
    return m_description ? QtDynamoDBPrivate::keyAttributes(*m_description, indexName)
                         : QStringList();
}

std::optional<QStringList> TableInfo::projectedAttributes(const QString &indexName) const
{
    return m_description ? QtDynamoDBPrivate::projectedAttributes(*m_description, indexName)
                         : std::nullopt;
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
    return m_description ? sizeOf(*m_description, indexName).items : std::nullopt;
}

} // namespace QtDynamoDBPrivate
