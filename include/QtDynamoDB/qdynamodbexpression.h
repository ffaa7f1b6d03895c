// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBEXPRESSION_H
#define QDYNAMODBEXPRESSION_H

#include <QtDynamoDB/qdynamodbcondition.h>
#include <QtDynamoDB/qdynamodbkeycondition.h>
#include <QtDynamoDB/qdynamodbprojection.h>
#include <QtDynamoDB/qdynamodbupdate.h>

#include <QtCore/qmap.h>
#include <QtCore/qvariant.h>

namespace QtDynamoDBPrivate {

// Pointers to the members of a request for expressions, names and values; null if it has none.
struct ExpressionMembers
{
    QString *keyCondition = nullptr;
    QString *filter = nullptr; // or condition, or search condition
    QString *update = nullptr;
    QString *projection = nullptr;
    QMap<QString, QString> *names = nullptr;
    QDynamoDBItem *values = nullptr;
};

#define Q_DYNAMODB_DETECT(Trait, member) \
    template<typename Request, typename = void> \
    struct Trait : std::false_type \
    { \
    }; \
    template<typename Request> \
    struct Trait<Request, std::void_t<decltype(std::declval<Request &>().member)>> \
        : std::true_type \
    { \
    }
Q_DYNAMODB_DETECT(HasKeyCondition, keyConditionExpression);
Q_DYNAMODB_DETECT(HasFilter, filterExpression);
Q_DYNAMODB_DETECT(HasCondition, conditionExpression);
Q_DYNAMODB_DETECT(HasSearchCondition, searchConditionExpression);
Q_DYNAMODB_DETECT(HasUpdate, updateExpression);
Q_DYNAMODB_DETECT(HasProjection, projectionExpression);
Q_DYNAMODB_DETECT(HasValues, expressionAttributeValues);
#undef Q_DYNAMODB_DETECT

template<typename Request>
ExpressionMembers expressionMembers(Request &request)
{
    ExpressionMembers members;
    members.names = &request.expressionAttributeNames;
    if constexpr (HasKeyCondition<Request>::value)
        members.keyCondition = &request.keyConditionExpression;
    if constexpr (HasFilter<Request>::value)
        members.filter = &request.filterExpression;
    if constexpr (HasCondition<Request>::value)
        members.filter = &request.conditionExpression;
    if constexpr (HasSearchCondition<Request>::value)
        members.filter = &request.searchConditionExpression;
    if constexpr (HasUpdate<Request>::value)
        members.update = &request.updateExpression;
    if constexpr (HasProjection<Request>::value)
        members.projection = &request.projectionExpression;
    if constexpr (HasValues<Request>::value)
        members.values = &request.expressionAttributeValues;
    return members;
}

template<typename Request, typename Expression>
constexpr bool takes()
{
    if constexpr (std::is_same_v<Expression, QDynamoDBKeyCondition>)
        return HasKeyCondition<Request>::value;
    else if constexpr (std::is_same_v<Expression, QDynamoDBCondition>)
        return HasFilter<Request>::value || HasCondition<Request>::value
                || HasSearchCondition<Request>::value;
    else if constexpr (std::is_same_v<Expression, QDynamoDBUpdate>)
        return HasUpdate<Request>::value;
    else if constexpr (std::is_same_v<Expression, QDynamoDBProjection>)
        return HasProjection<Request>::value;
    else
        return false;
}

class ExpressionWriterPrivate;
// A writer of expressions with placeholders. finish() changes the request if all are valid.
class Q_DYNAMODB_EXPORT ExpressionWriter
{
public:
    explicit ExpressionWriter(const ExpressionMembers &members);
    ~ExpressionWriter();
    Q_DISABLE_COPY_MOVE(ExpressionWriter)

    void write(const QDynamoDBKeyCondition &condition);
    void write(const QDynamoDBCondition &condition);
    void write(const QDynamoDBUpdate &update);
    void write(const QDynamoDBProjection &projection);
    [[nodiscard]] QDynamoDBError finish();

private:
    const std::unique_ptr<ExpressionWriterPrivate> d;
};

} // namespace QtDynamoDBPrivate

namespace QDynamoDB {

// Sets the expressions of a request, and their names and values, in the members for their types.
template<typename Request, typename... Expressions>
[[nodiscard]] QDynamoDBError apply(Request *request, const Expressions &...expressions)
{
    static_assert((QtDynamoDBPrivate::takes<Request, Expressions>() && ...),
                  "The request has no member for an expression of this type");
    QtDynamoDBPrivate::ExpressionWriter writer(QtDynamoDBPrivate::expressionMembers(*request));
    (writer.write(expressions), ...);
    return writer.finish();
}

// Returns the members of a request for { keyCondition, filter, condition, update, projection }, for
// QML.
[[nodiscard]] Q_DYNAMODB_EXPORT QDynamoDBExpected<QVariantMap> expressionFromVariant(
        const QVariantMap &expressions);

} // namespace QDynamoDB

#endif
