// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBUPDATE_H
#define QDYNAMODBUPDATE_H

#include <QtDynamoDB/qdynamodbattribute.h>
#include <QtDynamoDB/qdynamodbexpected.h>

// An operand of an update: a value, an attribute, or ifNotExists().
class Q_DYNAMODB_EXPORT QDynamoDBUpdateOperand final : public QtDynamoDBPrivate::ExpressionPart
{
public:
    template<typename T, std::enable_if_t<std::is_convertible_v<T, QDynamoDBValue>, bool> = true>
    QDynamoDBUpdateOperand(T &&value)
        : ExpressionPart(fromValue(std::forward<T>(value)))
    {
    }
    QDynamoDBUpdateOperand(const QDynamoDBAttribute &attribute);
    void swap(QDynamoDBUpdateOperand &other) noexcept { m_node.swap(other.m_node); }

    friend Q_DYNAMODB_EXPORT QDynamoDBUpdateValue operator+(const QDynamoDBUpdateOperand &a,
                                                            const QDynamoDBUpdateOperand &b);
    friend Q_DYNAMODB_EXPORT QDynamoDBUpdateValue operator-(const QDynamoDBUpdateOperand &a,
                                                            const QDynamoDBUpdateOperand &b);

private:
    friend class QtDynamoDBPrivate::ExpressionAccess;
    using ExpressionPart::ExpressionPart;
    static QtDynamoDBPrivate::ExpressionNodePtr fromValue(const QDynamoDBValue &value);
};

Q_DECLARE_SHARED(QDynamoDBUpdateOperand)
// The new value of an attribute: an operand, the sum or difference of two, or listAppend().
class Q_DYNAMODB_EXPORT QDynamoDBUpdateValue final : public QtDynamoDBPrivate::ExpressionPart
{
public:
    template<typename T,
             std::enable_if_t<std::is_convertible_v<T, QDynamoDBUpdateOperand>, bool> = true>
    QDynamoDBUpdateValue(T &&operand)
        : QDynamoDBUpdateValue(Operand { std::forward<T>(operand) })
    {
    }
    void swap(QDynamoDBUpdateValue &other) noexcept { m_node.swap(other.m_node); }

private:
    friend class QtDynamoDBPrivate::ExpressionAccess;
    struct Operand
    {
        QDynamoDBUpdateOperand operand;
    };
    QDynamoDBUpdateValue(const Operand &operand);
    using ExpressionPart::ExpressionPart;
};

Q_DECLARE_SHARED(QDynamoDBUpdateValue)
// The changes of an UpdateItem operation.
class Q_DYNAMODB_EXPORT QDynamoDBUpdate final : public QtDynamoDBPrivate::ExpressionPart
{
public:
    QDynamoDBUpdate() noexcept = default; // empty: creates the item if it does not exist
    void swap(QDynamoDBUpdate &other) noexcept { m_node.swap(other.m_node); }

    QDynamoDBUpdate &set(const QDynamoDBAttribute &attribute, const QDynamoDBUpdateValue &value);
    QDynamoDBUpdate &remove(const QDynamoDBAttribute &attribute);
    QDynamoDBUpdate &add(const QDynamoDBAttribute &attribute, const QDynamoDBValue &value);
    QDynamoDBUpdate &deleteElements(const QDynamoDBAttribute &attribute, const QDynamoDBValue &set);
    QDynamoDBUpdate &append(const QDynamoDBUpdate &update);

    // { set: { Subject: "Hi" }, add: { Views: 1 }, remove: [ "Draft" ], delete: { ... } }
    [[nodiscard]] static QDynamoDBExpected<QDynamoDBUpdate> fromVariant(const QVariant &variant);

private:
    friend class QtDynamoDBPrivate::ExpressionAccess;
    using ExpressionPart::ExpressionPart;
    void append(QtDynamoDBPrivate::ExpressionNodePtr clause);
};

Q_DECLARE_SHARED(QDynamoDBUpdate)

namespace QDynamoDB {

[[nodiscard]] inline QDynamoDBUpdate set(const QDynamoDBAttribute &attribute,
                                         const QDynamoDBUpdateValue &value)
{
    return QDynamoDBUpdate().set(attribute, value);
}
[[nodiscard]] inline QDynamoDBUpdate remove(const QDynamoDBAttribute &attribute)
{
    return QDynamoDBUpdate().remove(attribute);
}
[[nodiscard]] inline QDynamoDBUpdate add(const QDynamoDBAttribute &attribute,
                                         const QDynamoDBValue &value)
{
    return QDynamoDBUpdate().add(attribute, value);
}
[[nodiscard]] inline QDynamoDBUpdate deleteElements(const QDynamoDBAttribute &attribute,
                                                    const QDynamoDBValue &set)
{
    return QDynamoDBUpdate().deleteElements(attribute, set);
}

[[nodiscard]] Q_DYNAMODB_EXPORT QDynamoDBUpdateOperand
ifNotExists(const QDynamoDBAttribute &attribute, const QDynamoDBUpdateOperand &otherwise);
[[nodiscard]] Q_DYNAMODB_EXPORT QDynamoDBUpdateValue listAppend(const QDynamoDBUpdateOperand &list,
                                                                const QDynamoDBUpdateOperand &more);

} // namespace QDynamoDB

#endif
