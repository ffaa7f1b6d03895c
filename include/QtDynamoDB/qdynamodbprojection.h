// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBPROJECTION_H
#define QDYNAMODBPROJECTION_H

#include <QtDynamoDB/qdynamodbattribute.h>
#include <QtDynamoDB/qdynamodbexpected.h>

#include <QtCore/qstringlist.h>

// The attributes that a read returns.
class Q_DYNAMODB_EXPORT QDynamoDBProjection final : public QtDynamoDBPrivate::ExpressionPart
{
public:
    QDynamoDBProjection() noexcept = default; // empty: all attributes
    QDynamoDBProjection(std::initializer_list<QDynamoDBAttribute> attributes);
    explicit QDynamoDBProjection(const QStringList &paths);
    void swap(QDynamoDBProjection &other) noexcept { m_node.swap(other.m_node); }

    QDynamoDBProjection &append(const QDynamoDBAttribute &attribute);

    // [ "Subject", "Author.Name" ]
    [[nodiscard]] static QDynamoDBExpected<QDynamoDBProjection> fromVariant(const QVariant &variant);
};

Q_DECLARE_SHARED(QDynamoDBProjection)

namespace QDynamoDB {

template<typename... Attributes>
[[nodiscard]] QDynamoDBProjection projection(const Attributes &...attributes)
{
    return QDynamoDBProjection({ QDynamoDBAttribute(attributes)... });
}

} // namespace QDynamoDB

#endif
