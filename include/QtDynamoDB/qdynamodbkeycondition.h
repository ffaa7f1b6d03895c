// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBKEYCONDITION_H
#define QDYNAMODBKEYCONDITION_H

#include <QtDynamoDB/qdynamodbattribute.h>
#include <QtDynamoDB/qdynamodbexpected.h>

class QDynamoDBKeyCondition;

// An attribute of the key of a table or index, as an operand of a key condition.
class Q_DYNAMODB_EXPORT QDynamoDBKeyAttribute final : public QtDynamoDBPrivate::ExpressionPart
{
public:
    explicit QDynamoDBKeyAttribute(const QString &name); // the name is not parsed
    void swap(QDynamoDBKeyAttribute &other) noexcept { m_node.swap(other.m_node); }

    [[nodiscard]] QDynamoDBKeyCondition between(const QDynamoDBValue &lower,
                                                const QDynamoDBValue &upper) const;
    [[nodiscard]] QDynamoDBKeyCondition beginsWith(const QDynamoDBValue &start) const;

    friend Q_DYNAMODB_EXPORT QDynamoDBKeyCondition operator==(const QDynamoDBKeyAttribute &key,
                                                              const QDynamoDBValue &value);
    friend Q_DYNAMODB_EXPORT QDynamoDBKeyCondition operator<(const QDynamoDBKeyAttribute &key,
                                                             const QDynamoDBValue &value);
    friend Q_DYNAMODB_EXPORT QDynamoDBKeyCondition operator<=(const QDynamoDBKeyAttribute &key,
                                                              const QDynamoDBValue &value);
    friend Q_DYNAMODB_EXPORT QDynamoDBKeyCondition operator>(const QDynamoDBKeyAttribute &key,
                                                             const QDynamoDBValue &value);
    friend Q_DYNAMODB_EXPORT QDynamoDBKeyCondition operator>=(const QDynamoDBKeyAttribute &key,
                                                              const QDynamoDBValue &value);
};

Q_DECLARE_SHARED(QDynamoDBKeyAttribute)

// A condition on the key, which selects the items that a query reads.
class Q_DYNAMODB_EXPORT QDynamoDBKeyCondition final : public QtDynamoDBPrivate::ExpressionPart
{
public:
    QDynamoDBKeyCondition() noexcept = default; // empty: a query with it fails
    void swap(QDynamoDBKeyCondition &other) noexcept { m_node.swap(other.m_node); }

    // { ForumName: "Qt", Subject: { beginsWith: "H" } }
    [[nodiscard]] static QDynamoDBExpected<QDynamoDBKeyCondition> fromVariant(
            const QVariant &variant);

    friend Q_DYNAMODB_EXPORT QDynamoDBKeyCondition operator&&(const QDynamoDBKeyCondition &a,
                                                              const QDynamoDBKeyCondition &b);

private:
    friend class QtDynamoDBPrivate::ExpressionAccess;
    using ExpressionPart::ExpressionPart;
};

Q_DECLARE_SHARED(QDynamoDBKeyCondition)

namespace QDynamoDB {

[[nodiscard]] inline QDynamoDBKeyAttribute key(const QString &name)
{
    return QDynamoDBKeyAttribute(name);
}

} // namespace QDynamoDB

#endif
