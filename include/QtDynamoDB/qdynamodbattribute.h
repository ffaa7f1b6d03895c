// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBATTRIBUTE_H
#define QDYNAMODBATTRIBUTE_H

#include <QtDynamoDB/qdynamodbexports.h>
#include <QtDynamoDB/qdynamodbvalue.h>

#include <QtCore/qlist.h>
#include <QtCore/qstring.h>

#include <initializer_list>
#include <memory>
#include <type_traits>
#include <utility>

class QDynamoDBAttribute;
class QDynamoDBCondition;
class QDynamoDBUpdateOperand;
class QDynamoDBUpdateValue;

namespace QtDynamoDBPrivate {

class ExpressionAccess;
struct ExpressionNode;
using ExpressionNodePtr = std::shared_ptr<const ExpressionNode>;

// The base class of all expressions and their operands. The types of the subclasses determine how
// they can be combined.
class Q_DYNAMODB_EXPORT ExpressionPart
{
public:
    [[nodiscard]] bool isEmpty() const noexcept { return !m_node; }
    [[nodiscard]] QString toString() const; // with the names and values themselves, for logs

    friend Q_DYNAMODB_EXPORT QDebug operator<<(QDebug debug, const ExpressionPart &part);

protected:
    ExpressionPart() noexcept = default;
    explicit ExpressionPart(ExpressionNodePtr node) noexcept
        : m_node(std::move(node))
    {
    }

    ExpressionNodePtr m_node;

private:
    friend class ExpressionAccess;
};

} // namespace QtDynamoDBPrivate

// An operand of a condition: an attribute, the size of an attribute, or a value.
class Q_DYNAMODB_EXPORT QDynamoDBOperand : public QtDynamoDBPrivate::ExpressionPart
{
public:
    template<typename T, std::enable_if_t<std::is_convertible_v<T, QDynamoDBValue>, bool> = true>
    QDynamoDBOperand(T &&value)
        : ExpressionPart(fromValue(std::forward<T>(value)))
    {
    }
    void swap(QDynamoDBOperand &other) noexcept { m_node.swap(other.m_node); }

    [[nodiscard]] QDynamoDBCondition between(const QDynamoDBOperand &lower,
                                             const QDynamoDBOperand &upper) const;
    [[nodiscard]] QDynamoDBCondition in(std::initializer_list<QDynamoDBOperand> operands) const;
    [[nodiscard]] QDynamoDBCondition in(const QList<QDynamoDBOperand> &operands) const;
    [[nodiscard]] QDynamoDBCondition in(const QDynamoDBValueList &values) const;

    friend Q_DYNAMODB_EXPORT QDynamoDBCondition operator==(const QDynamoDBOperand &a,
                                                           const QDynamoDBOperand &b);
    friend Q_DYNAMODB_EXPORT QDynamoDBCondition operator!=(const QDynamoDBOperand &a,
                                                           const QDynamoDBOperand &b);
    friend Q_DYNAMODB_EXPORT QDynamoDBCondition operator<(const QDynamoDBOperand &a,
                                                          const QDynamoDBOperand &b);
    friend Q_DYNAMODB_EXPORT QDynamoDBCondition operator<=(const QDynamoDBOperand &a,
                                                           const QDynamoDBOperand &b);
    friend Q_DYNAMODB_EXPORT QDynamoDBCondition operator>(const QDynamoDBOperand &a,
                                                          const QDynamoDBOperand &b);
    friend Q_DYNAMODB_EXPORT QDynamoDBCondition operator>=(const QDynamoDBOperand &a,
                                                           const QDynamoDBOperand &b);

private:
    friend class QDynamoDBAttribute;
    friend class QtDynamoDBPrivate::ExpressionAccess;
    using ExpressionPart::ExpressionPart;
    static QtDynamoDBPrivate::ExpressionNodePtr fromValue(const QDynamoDBValue &value);
};

Q_DECLARE_SHARED(QDynamoDBOperand)
// The path of an attribute, or of a value inside a list or map.
class Q_DYNAMODB_EXPORT QDynamoDBAttribute final : public QDynamoDBOperand
{
public:
    QDynamoDBAttribute(const QString &path); // "Author.Names[0]"; backquotes quote a name with dots
    [[nodiscard]] static QDynamoDBAttribute named(const QString &name); // the name is not parsed
    void swap(QDynamoDBAttribute &other) noexcept { m_node.swap(other.m_node); }

    [[nodiscard]] QDynamoDBAttribute operator[](const QString &name) const;
    [[nodiscard]] QDynamoDBAttribute operator[](int index) const;

    [[nodiscard]] QDynamoDBOperand size() const;

    [[nodiscard]] QDynamoDBCondition exists() const;
    [[nodiscard]] QDynamoDBCondition notExists() const;
    [[nodiscard]] QDynamoDBCondition hasType(QDynamoDBValue::Type type) const;
    [[nodiscard]] QDynamoDBCondition beginsWith(const QDynamoDBOperand &start) const;
    [[nodiscard]] QDynamoDBCondition contains(const QDynamoDBOperand &part) const;

    // For QDynamoDBUpdate::set().
    friend Q_DYNAMODB_EXPORT QDynamoDBUpdateValue operator+(const QDynamoDBUpdateOperand &a,
                                                            const QDynamoDBUpdateOperand &b);
    friend Q_DYNAMODB_EXPORT QDynamoDBUpdateValue operator-(const QDynamoDBUpdateOperand &a,
                                                            const QDynamoDBUpdateOperand &b);

private:
    friend class QtDynamoDBPrivate::ExpressionAccess;
    explicit QDynamoDBAttribute(QtDynamoDBPrivate::ExpressionNodePtr node) noexcept
        : QDynamoDBOperand(std::move(node))
    {
    }
};

Q_DECLARE_SHARED(QDynamoDBAttribute)

namespace QDynamoDB {

[[nodiscard]] inline QDynamoDBAttribute attribute(const QString &path)
{
    return QDynamoDBAttribute(path);
}

} // namespace QDynamoDB

#endif
