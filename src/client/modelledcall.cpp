// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "client/modelledcall_p.h"

#include "api/generated/shapes_p.h"
#include "api/resultcheck_p.h"
#include "endpoint/resource_p.h"
#include "pipeline/writes/writestate_p.h"

#include <QtDynamoDB/qdynamodbapi_common.h>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;

namespace {

// The members that measurements contain. Looked up again only if the previous call was one of
// another operation.
struct MeasuredMembers
{
    const Operation *operation = nullptr;
    const Member *tableName = nullptr;
    const Member *indexName = nullptr;
    const Member *consumedCapacity = nullptr;
};

const MeasuredMembers &measuredMembers(const Operation &operation)
{
    thread_local MeasuredMembers members;
    if (members.operation != &operation) {
        members = { &operation, operation.input->find("TableName"_L1),
                    operation.input->find("IndexName"_L1),
                    operation.output->find("ConsumedCapacity"_L1) };
    }
    return members;
}

} // namespace

ModelledCall::ModelledCall(const Operation &operation, const void *request,
                           const QDynamoDBCallOptions &options, std::unique_ptr<Promise> promise)
    : Call(options, promise ? std::move(promise) : operation.types->newPromise())
    , m_operation(operation)
    , m_request(operation.types->copyRequest(request))
    , m_result(operation.types->newResult())
{
}

WriteKind ModelledCall::writeKind() const
{
    return QtDynamoDBPrivate::writeKind(m_operation, m_request.get());
}

QString ModelledCall::tableName() const
{
    const Member *member = measuredMembers(m_operation).tableName;
    return member ? *static_cast<const QString *>(member->in(m_request.get()))
                  : requestTableName(m_operation, m_request.get());
}

QString ModelledCall::indexName() const
{
    const Member *member = measuredMembers(m_operation).indexName;
    return member ? *static_cast<const QString *>(member->in(m_request.get())) : QString();
}

QString ModelledCall::resource() const
{
    return requestResource(m_operation, m_request.get());
}

// The member is an optional struct or a list of structs.
QMap<QString, double> ModelledCall::consumedCapacity() const
{
    QMap<QString, double> units;
    const Member *member = measuredMembers(m_operation).consumedCapacity;
    if (!member)
        return units;
    const auto add = [&units](const TypeInfo &type, const void *value) {
        if (type.shape != &ShapeOf<QDynamoDB::ConsumedCapacity>::shape)
            return; // the capacity of vector searches is counted in bytes
        const auto &capacity = *static_cast<const QDynamoDB::ConsumedCapacity *>(value);
        units[capacity.tableName] += capacity.capacityUnits.value_or(0);
    };
    const TypeInfo &type = *member->type;
    const void *consumed = present(type, member->in(m_result.get()));
    if (!consumed)
        return units;
    if (type.kind == Kind::List) {
        for (qsizetype i = 0; i < type.list->size(consumed); ++i)
            add(*type.element, type.list->at(consumed, i));
    } else {
        add(type, consumed);
    }
    return units;
}

QDynamoDBExpected<QByteArray> ModelledCall::writeBody()
{
    const auto &level = options().returnConsumedCapacity;
    if (!level.isNull()) {
        if (const Member *member = m_operation.input->find("ReturnConsumedCapacity"_L1)) {
            auto &own = *static_cast<std::remove_cvref_t<decltype(level)> *>(
                    member->in(m_request.get()));
            if (own.isNull())
                own = level;
        }
    }
    if (const QDynamoDBItemCodec *codec = itemCodec()) {
        m_codec = std::make_unique<RequestCodec>(*codec, m_operation);
        if (QDynamoDBError error = m_codec->encode(m_request.get()); error.isError())
            return error;
    }
    if (WriteState *write = writes()) {
        if (QDynamoDBError error = write->apply(m_operation, m_request.get()); error.isError())
            return error;
    }
    return prepareRequest(m_operation, m_request.get());
}

QDynamoDBError ModelledCall::readBody(QByteArray &body)
{
    QDynamoDBError error = readResult(m_operation, body, m_result.get());
    if (m_codec && !error.isError())
        error = m_codec->decode(m_request.get(), m_result.get());
    return error;
}

void ModelledCall::decodeError(QDynamoDBError &error) const
{
    if (m_codec)
        m_codec->decode(m_request.get(), error);
}

bool ModelledCall::resultContradicts() const
{
    return contradicts(m_operation, m_request.get(), m_result.get());
}

QVariant ModelledCall::resultVariant() const
{
    return QVariant(m_operation.types->resultType, m_result.get());
}

} // namespace QtDynamoDBPrivate
