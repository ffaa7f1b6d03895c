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

QDynamoDBFakeExpectation QDynamoDBFakeExpectationQml::onTable(const QString &name)
{
    return m_expectation.onTable(name);
}

QDynamoDBFakeExpectation QDynamoDBFakeExpectationQml::with(const QJsonObject &parameters)
{
    return m_expectation.with(parameters);
}

QDynamoDBFakeExpectation QDynamoDBFakeExpectationQml::reply()
{
    return m_expectation.reply();
}

QDynamoDBFakeExpectation QDynamoDBFakeExpectationQml::replyJson(const QJsonObject &result)
{
    return m_expectation.replyJson(result);
}

QDynamoDBFakeExpectation QDynamoDBFakeExpectationQml::throttle(int times)
{
    return m_expectation.throttle(times);
}

QDynamoDBFakeExpectation QDynamoDBFakeExpectationQml::closeEarly()
{
    return m_expectation.closeEarly();
}

QDynamoDBFakeExpectation QDynamoDBFakeExpectationQml::times(int count)
{
    return m_expectation.times(count);
}

QDynamoDBFakeExpectation QDynamoDBFakeExpectationQml::anyTimes()
{
    return m_expectation.anyTimes();
}
