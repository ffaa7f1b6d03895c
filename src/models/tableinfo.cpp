// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "models/tableinfo_p.h"

#include "client/tabledescription_p.h"

namespace QtDynamoDBPrivate {

void TableInfo::fetch(ItemSource *source, const QString &tableName,
                      const std::function<void()> &callback)
{
    if (isKnown() || isPending())
        return;
    QFuture<TableDescriptionPtr> call = source->describeTable(tableName);
    m_watch = watch(call, [this, callback](const QDynamoDBExpected<TableDescriptionPtr> &outcome) {
        m_watch.reset();
        m_call = {};
        m_error = outcome.error();
        if (outcome)
            m_description = *outcome;
        callback();
    });
    m_call = call;
    m_keyAttributes = call.then([](const TableDescriptionPtr &table) {
        return QtDynamoDBPrivate::keyAttributes(*table);
    });
}

void TableInfo::forget()
{
    m_watch.reset();
    m_call = {};
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

KeySchema TableInfo::keySchema(const QString &indexName) const
{
    if (m_description)
        return QtDynamoDBPrivate::keySchema(*m_description, indexName);
    // Futures that have failed have no result.
    return m_call.isFinished() && m_call.resultCount() > 0
            ? QtDynamoDBPrivate::keySchema(*m_call.result(), indexName)
            : KeySchema();
}

std::optional<QStringList> TableInfo::projectedAttributes(const QString &indexName) const
{
    return m_description ? QtDynamoDBPrivate::projectedAttributes(*m_description, indexName)
                         : std::nullopt;
}

std::optional<qint64> TableInfo::itemCount(const QString &indexName) const
{
    return m_description ? sizeOf(*m_description, indexName).items : std::nullopt;
}

} // namespace QtDynamoDBPrivate
