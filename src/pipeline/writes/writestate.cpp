// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "pipeline/writes/writestate_p.h"

#include "api/generated/operations_p.h"
#include "api/generated/shapes_p.h"
#include "api/operation_p.h"
#include "api/operationtypes_p.h"
#include "expressions/assignedvalue_p.h"
#include "values/qdynamodberror_p.h"
#include "values/uuid_p.h"

#include <QtDynamoDB/qdynamodbapi_items.h>
#include <QtDynamoDB/qdynamodbapi_transactions.h>

#include <QtCore/qjsondocument.h>

#include <algorithm>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;
using namespace QDynamoDB;
using Code = QDynamoDBError::Code;

namespace {

// Whether the service evaluated the actions of a transaction and refused one. It looks up the client
// request token first, so no earlier attempt with the same token was executed.
bool wasEvaluated(const QDynamoDBError &error)
{
    if (error.code() != Code::TransactionCanceled)
        return false;
    const auto reasons = error.cancellationReasons();
    return std::any_of(reasons.begin(), reasons.end(), [](const auto &reason) {
        return reason.code == Code::ConditionalCheckFailed || reason.code == Code::DuplicateItem
                || reason.code == Code::Validation
                || reason.code == Code::ItemCollectionSizeLimitExceeded;
    });
}

QDynamoDBError refusal(const QString &text)
{
    return QDynamoDBError(Code::InvalidParameterCombination, "QDynamoDBCallOptions: "_L1 + text);
}

// A stamp must be a value that only one write can have made.
bool canBeStamp(const QDynamoDBValue &value)
{
    switch (value.type()) {
    case QDynamoDBValue::Type::String:
        return !value.toString().isEmpty();
    case QDynamoDBValue::Type::Binary:
        return !value.toBinary().isEmpty();
    case QDynamoDBValue::Type::Number:
        return true;
    default:
        return false;
    }
}

QDynamoDBValue writtenValue(const QString &attribute, const PutItemRequest &request)
{
    return request.item.value(attribute);
}

QDynamoDBValue writtenValue(const QString &attribute, const UpdateItemRequest &request)
{
    return assignedValue(attribute, request.updateExpression, request.expressionAttributeNames,
                         request.expressionAttributeValues);
}

template<typename Request>
const char *legacyParameter(const Request &request)
{
    if (!request.expected.isEmpty())
        return "Expected";
    if (!request.conditionalOperator.isNull())
        return "ConditionalOperator";
    if constexpr (requires { request.attributeUpdates; }) {
        if (!request.attributeUpdates.isEmpty())
            return "AttributeUpdates";
    }
    return nullptr;
}

} // namespace

bool isOutcomeUnknown(const TransportReply &reply)
{
    if (reply.failure != TransportReply::Failure::None)
        return reply.mayHaveBeenSent;
    return reply.status < 400 || reply.status > 499;
}

bool isConflict(const QDynamoDBError &error)
{
    if (error.code() == Code::TransactionConflict || error.code() == Code::ReplicatedWriteConflict)
        return true;
    if (error.code() != Code::TransactionCanceled)
        return false;
    bool isConflict = false;
    const auto reasons = error.cancellationReasons();
    for (const QDynamoDBError::CancellationReason &reason : reasons) {
        if (reason.code == Code::TransactionConflict)
            isConflict = true;
        else if (reason.code != Code::NoError)
            return false;
    }
    return isConflict;
}

WriteState::WriteState(WriteKind kind, const QDynamoDBCallOptions &options)
    : m_exactlyOnce(options.exactlyOnce)
    , m_stampName(options.writeStamp)
    , m_isIdempotent(kind == WriteKind::Idempotent)
{
}

QDynamoDBError WriteState::apply(const Operation &operation, void *request)
{
    const QByteArrayView name(operation.name);
    if (name == "PutItem")
        return applyTo("Put", static_cast<PutItemRequest *>(request));
    if (name == "UpdateItem")
        return applyTo("Update", static_cast<UpdateItemRequest *>(request));
    if (name == "DeleteItem")
        return applyTo("Delete", static_cast<DeleteItemRequest *>(request));
    return unsupported(name);
}

QDynamoDBError WriteState::unsupported(QByteArrayView operation) const
{
    if (!m_stampName.isEmpty()) {
        return refusal(u"writeStamp is set, but %1 has no stamp; it is possible for PutItem and "
                       "UpdateItem."_s.arg(QLatin1StringView(operation)));
    }
    if (m_exactlyOnce && !m_isIdempotent) {
        return refusal(u"exactlyOnce is set, but %1 can't be executed exactly once; it is possible "
                       "for PutItem, UpdateItem and DeleteItem. Use one of these, or "
                       "TransactWriteItems with a client request token."_s.arg(
                               QLatin1StringView(operation)));
    }
    return {};
}

QDynamoDBError WriteState::apply(const Operation *known, QByteArrayView name,
                                 QJsonObject *parameters)
{
    if (!m_exactlyOnce && m_stampName.isEmpty())
        return {};
    if (name == "TransactWriteItems" || name == "ExecuteTransaction") {
        if (m_exactlyOnce && !m_isIdempotent) {
            parameters->insert("ClientRequestToken"_L1, QString::fromLatin1(makeUuid()));
            m_isIdempotent = true;
        }
        return unsupported(name);
    }
    if (!known || (name != "PutItem" && name != "UpdateItem" && name != "DeleteItem"))
        return unsupported(name);
    // The options are applied to a struct, and then to the parameters.
    Operation reversed = *known;
    reversed.output = known->input;
    const Object request = known->types->newRequest();
    QByteArray json = QJsonDocument(*parameters).toJson(QJsonDocument::Compact);
    if (QDynamoDBError error = readResult(reversed, json, request.get()); error.isError()) {
        return QDynamoDBError(Code::Serialization,
                              "The parameters don't fit the operation: "_L1 + error.message());
    }
    if (QDynamoDBError error = apply(*known, request.get()); error.isError())
        return error;
    if (m_isTransaction) {
        for (const QLatin1StringView member :
             { "ReturnValues"_L1, "ReturnConsumedCapacity"_L1, "ReturnItemCollectionMetrics"_L1 })
            parameters->remove(member);
    }
    const QString onFailure = u"ReturnValuesOnConditionCheckFailure"_s;
    if (!m_stamp.isUndefined() && !parameters->contains(onFailure))
        parameters->insert(onFailure, u"ALL_OLD"_s);
    return {};
}

template<typename Request>
QDynamoDBError WriteState::applyTo(const char *action, Request *request)
{
    if (!m_stampName.isEmpty()) {
        if (QDynamoDBError error = findStamp(request); error.isError())
            return error;
    }
    return m_exactlyOnce ? becomeTransaction(action, request) : QDynamoDBError();
}

template<typename Request>
QDynamoDBError WriteState::findStamp(Request *request)
{
    if constexpr (std::is_same_v<Request, DeleteItemRequest>) {
        return unsupported("DeleteItem");
    } else {
        if (const char *legacy = legacyParameter(*request)) {
            return refusal(u"writeStamp can't be combined with %1; use expressions."_s.arg(
                    QLatin1StringView(legacy)));
        }
        const auto &returned = request->returnValues;
        m_returnsNewItem = returned == ReturnValue::AllNew;
        if (!returned.isNull() && returned != ReturnValue::None && !m_returnsNewItem) {
            return refusal(
                    u"writeStamp can't be combined with the ReturnValues %1, since these are "
                    "unknown if the write is recognised; NONE and ALL_NEW are allowed."_s.arg(
                            returned.toString()));
        }
        QDynamoDBValue stamp = writtenValue(m_stampName, *request);
        if (!canBeStamp(stamp)) {
            return refusal(
                    u"writeStamp is \"%1\", but the request does not set this attribute to a "
                    "string, number or binary value that is not empty. Set it in the item "
                    "of PutItem, or as in \"SET %1 = :stamp\" in the update expression."_s.arg(
                            m_stampName));
        }
        m_stamp = std::move(stamp);
        auto &onFailure = request->returnValuesOnConditionCheckFailure;
        if (onFailure.isNull() && !request->conditionExpression.isNull())
            onFailure = ReturnValuesOnConditionCheckFailure::AllOld;
        return {};
    }
}

template<typename Request>
QDynamoDBError WriteState::becomeTransaction(const char *action, Request *request)
{
    const auto impossible = [](const QString &what) {
        return refusal(u"exactlyOnce can't be combined with %1: the call is sent as a transaction, "
                       "which does not support it."_s.arg(what));
    };
    if (const char *legacy = legacyParameter(*request))
        return impossible(QString::fromLatin1(legacy));
    if (!request->returnValues.isNull() && request->returnValues != ReturnValue::None)
        return impossible("the ReturnValues "_L1 + request->returnValues.toString());
    if constexpr (std::is_same_v<Request, UpdateItemRequest>) {
        if (request->updateExpression.isNull())
            return impossible(u"an UpdateItem without UpdateExpression"_s);
    }
    request->returnValues = {};
    TransactWriteItemsRequest outer;
    outer.returnConsumedCapacity = std::exchange(request->returnConsumedCapacity, {});
    outer.returnItemCollectionMetrics = std::exchange(request->returnItemCollectionMetrics, {});
    m_beforeAction = "{\"ClientRequestToken\":\"" + makeUuid() + '"';
    if (!outer.returnConsumedCapacity.isNull()) {
        m_beforeAction += ",\"ReturnConsumedCapacity\":\""
                + outer.returnConsumedCapacity.toString().toUtf8() + '"';
    }
    if (!outer.returnItemCollectionMetrics.isNull()) {
        m_beforeAction += ",\"ReturnItemCollectionMetrics\":\""
                + outer.returnItemCollectionMetrics.toString().toUtf8() + '"';
    }
    m_beforeAction += QByteArray(",\"TransactItems\":[{\"") + action + "\":";
    m_isTransaction = m_isIdempotent = true;
    return {};
}

QByteArray WriteState::transactionBody(const QByteArray &plainBody) const
{
    return m_beforeAction + plainBody + "}]}";
}

QDynamoDBExpected<QByteArray> WriteState::plainResult(const QByteArray &body)
{
    TransactWriteItemsResult outer;
    QByteArray json = body;
    json.reserve(json.size() + bodyPadding);
    if (QDynamoDBError error = readResult(Operations::transactWriteItems, json, &outer);
        error.isError())
        return error;
    PutItemResult result; // those of UpdateItem and DeleteItem have the same members
    if (!outer.consumedCapacity.isEmpty())
        result.consumedCapacity = outer.consumedCapacity.constFirst();
    for (const QList<ItemCollectionMetrics> &metrics : std::as_const(outer.itemCollectionMetrics)) {
        if (!metrics.isEmpty())
            result.itemCollectionMetrics = metrics.constFirst();
    }
    return writeShape(ShapeOf<PutItemResult>::shape, &result);
}

void WriteState::begin(Duration now)
{
    if (!m_begun)
        m_begun = now;
}

bool WriteState::isTooLate(Duration now) const
{
    const bool matters = m_isTransaction || (m_isIdempotent && m_isDoubtful);
    return matters && m_begun && now - *m_begun >= tokenLifetime;
}

void WriteState::failedCertainly(const QDynamoDBError &error)
{
    if (m_isIdempotent && wasEvaluated(error))
        m_isDoubtful = false;
}

bool WriteState::isOwn(const QDynamoDBError &error) const
{
    // Without doubt about an earlier attempt, an equal stamp is one that the application used twice.
    return m_isDoubtful && !m_stamp.isUndefined() && error.code() == Code::ConditionalCheckFailed
            && error.item().value(m_stampName) == m_stamp;
}

QDynamoDBExpected<QByteArray> WriteState::ownResult(const QDynamoDBError &error) const
{
    PutItemResult result; // those of UpdateItem and DeleteItem have the same members
    if (m_returnsNewItem)
        result.attributes = error.item();
    return writeShape(ShapeOf<PutItemResult>::shape, &result);
}

QDynamoDBError WriteState::plainError(const QDynamoDBError &error) const
{
    if (!m_isTransaction || error.code() != Code::TransactionCanceled
        || error.cancellationReasons().size() != 1)
        return error;
    const QDynamoDBError::CancellationReason reason = error.cancellationReasons().constFirst();
    if (reason.code == Code::NoError || reason.code == Code::Unknown)
        return error;
    QDynamoDBError plain = error;
    QDynamoDBErrorPrivate &d = QDynamoDBErrorPrivate::get(plain);
    d.code = reason.code;
    d.type.clear(); // that of the code
    d.message = reason.message.isEmpty() ? error.message() : reason.message;
    d.item = reason.item;
    d.cancellationReasons.clear();
    return plain;
}

} // namespace QtDynamoDBPrivate
