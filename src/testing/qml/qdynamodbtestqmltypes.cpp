// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "qdynamodbtestqmltypes_p.h"

bool QDynamoDBLocalServerQml::waitForStarted()
{
    return qobject_cast<QDynamoDBLocalServer *>(parent())->waitForStarted();
}

QDynamoDBFakeExpectation QDynamoDBFakeExpectationQml::withKey(const QVariantMap &key)
{
    return m_expectation.withKey(QDynamoDBItem::fromVariantMap(key));
}

QDynamoDBFakeExpectation QDynamoDBFakeExpectationQml::withItem(const QVariantMap &item)
{
    return m_expectation.withItem(QDynamoDBItem::fromVariantMap(item));
}

QDynamoDBFakeExpectation QDynamoDBFakeExpectationQml::replyItem(const QVariantMap &item)
{
    return m_expectation.reply(QDynamoDBItem::fromVariantMap(item));
}

QDynamoDBFakeExpectation QDynamoDBFakeExpectationQml::replyItems(const QVariantList &items)
{
    QList<QDynamoDBItem> list;
    for (const QVariant &item : items)
        list.append(QDynamoDBItem::fromVariantMap(item.toMap()));
    return m_expectation.replyItems(list);
}

QDynamoDBFakeExpectation QDynamoDBFakeExpectationQml::fail(int code, const QString &message)
{
    return m_expectation.fail(QDynamoDBError::Code(code), message);
}

QDynamoDBFakeExpectation QDynamoDBFakeExpectationQml::stall(int milliseconds)
{
    return m_expectation.stall(std::chrono::milliseconds(milliseconds));
}
