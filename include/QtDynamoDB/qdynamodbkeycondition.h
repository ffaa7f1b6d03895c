// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBKEYCONDITION_H
#define QDYNAMODBKEYCONDITION_H

#include <QtDynamoDB/qdynamodbattribute.h>
#include <QtDynamoDB/qdynamodbexpected.h>

class QDynamoDBKeyCondition;

// An attribute that is part of the key of a table or index.
class Q_DYNAMODB_EXPORT QDynamoDBKey final : public QtDynamoDBPrivate::ExpressionPart
{
public:
    explicit QDynamoDBKey(const QString &name); // whatever is in the name

    [[nodiscard]] QDynamoDBKeyCondition between(const QDynamoDBValue &lower,
                                                const QDynamoDBValue &upper) const;
    [[nodiscard]] QDynamoDBKeyCondition beginsWith(const QDynamoDBValue &start) const;

    friend Q_DYNAMODB_EXPORT QDynamoDBKeyCondition operator==(const QDynamoDBKey &key,
                                                              const QDynamoDBValue &value);
    friend Q_DYNAMODB_EXPORT QDynamoDBKeyCondition operator<(const QDynamoDBKey &key,
                                                             const QDynamoDBValue &value);
    friend Q_DYNAMODB_EXPORT QDynamoDBKeyCondition operator<=(const QDynamoDBKey &key,
                                                              const QDynamoDBValue &value);
    friend Q_DYNAMODB_EXPORT QDynamoDBKeyCondition operator>(const QDynamoDBKey &key,
                                                             const QDynamoDBValue &value);
    friend Q_DYNAMODB_EXPORT QDynamoDBKeyCondition operator>=(const QDynamoDBKey &key,
                                                              const QDynamoDBValue &value);
};

// Which part of a table or index a query reads: one partition, or a range of its sort keys.
class Q_DYNAMODB_EXPORT QDynamoDBKeyCondition final : public QtDynamoDBPrivate::ExpressionPart
{
public:
    QDynamoDBKeyCondition() noexcept = default; // empty: a query needs one that is not

    // { ForumName: "Qt", Subject: { beginsWith: "H" } }
    [[nodiscard]] static QDynamoDBExpected<QDynamoDBKeyCondition> fromVariant(
            const QVariant &variant);

    friend Q_DYNAMODB_EXPORT QDynamoDBKeyCondition operator&&(const QDynamoDBKeyCondition &a,
                                                              const QDynamoDBKeyCondition &b);

private:
    friend class QtDynamoDBPrivate::ExpressionAccess;
    using ExpressionPart::ExpressionPart;
};

namespace QDynamoDB {

[[nodiscard]] inline QDynamoDBKey key(const QString &name)
{
    return QDynamoDBKey(name);
}

} // namespace QDynamoDB

#endif
