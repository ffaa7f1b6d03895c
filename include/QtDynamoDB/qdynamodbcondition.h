// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBCONDITION_H
#define QDYNAMODBCONDITION_H

#include <QtDynamoDB/qdynamodbattribute.h>
#include <QtDynamoDB/qdynamodbexpected.h>

// Which items a query or scan returns, or what must hold for a write to go through.
class Q_DYNAMODB_EXPORT QDynamoDBCondition final : public QtDynamoDBPrivate::ExpressionPart
{
public:
    QDynamoDBCondition() noexcept = default; // empty: holds for every item
    void swap(QDynamoDBCondition &other) noexcept { m_node.swap(other.m_node); }

    // Whether it holds for the item, as the service would see it.
    [[nodiscard]] bool matches(const QDynamoDBItem &item) const;

    // { Views: { ">": 10 }, Tags: { contains: "qt" } }
    [[nodiscard]] static QDynamoDBExpected<QDynamoDBCondition> fromVariant(const QVariant &variant);

    friend Q_DYNAMODB_EXPORT QDynamoDBCondition operator&&(const QDynamoDBCondition &a,
                                                           const QDynamoDBCondition &b);
    friend Q_DYNAMODB_EXPORT QDynamoDBCondition operator||(const QDynamoDBCondition &a,
                                                           const QDynamoDBCondition &b);
    friend Q_DYNAMODB_EXPORT QDynamoDBCondition operator!(const QDynamoDBCondition &condition);

private:
    friend class QtDynamoDBPrivate::ExpressionAccess;
    using ExpressionPart::ExpressionPart;
};

Q_DECLARE_SHARED(QDynamoDBCondition)

#endif
