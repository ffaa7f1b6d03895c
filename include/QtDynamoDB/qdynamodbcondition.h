// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBCONDITION_H
#define QDYNAMODBCONDITION_H

#include <QtDynamoDB/qdynamodbattribute.h>
#include <QtDynamoDB/qdynamodbexpected.h>

// A condition on an item: the filter of a query or scan, or the condition of a write.
class Q_DYNAMODB_EXPORT QDynamoDBCondition final : public QtDynamoDBPrivate::ExpressionPart
{
public:
    QDynamoDBCondition() noexcept = default; // empty: holds for all items
    void swap(QDynamoDBCondition &other) noexcept { m_node.swap(other.m_node); }

    // Evaluates the condition by the rules of the service.
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
