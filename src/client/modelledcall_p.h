// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef MODELLEDCALL_P_H
#define MODELLEDCALL_P_H

#include "api/itemcodec/requestcodec_p.h"
#include "api/operationtypes_p.h"
#include "pipeline/call_p.h"

namespace QtDynamoDBPrivate {

// A call of an operation of the model, with request and result structs.
class ModelledCall final : public Call
{
public:
    // Copies the request. Without a promise, makes one of the operation's type of result.
    ModelledCall(const Operation &operation, const void *request,
                 const QDynamoDBCallOptions &options, std::unique_ptr<Promise> promise = nullptr);

protected:
    [[nodiscard]] const Operation &operation() const override { return m_operation; }
    [[nodiscard]] WriteKind writeKind() const override;
    [[nodiscard]] QString tableName() const override;
    [[nodiscard]] QString indexName() const override;
    [[nodiscard]] QString resource() const override;
    [[nodiscard]] QMap<QString, double> consumedCapacity() const override;
    QDynamoDBExpected<QByteArray> writeBody() override;
    QDynamoDBError readBody(QByteArray &body) override;
    void decodeError(QDynamoDBError &error) const override;
    [[nodiscard]] bool resultContradicts() const override;
    [[nodiscard]] void *result() override { return m_result.get(); }
    [[nodiscard]] QVariant resultVariant() const override;

private:
    const Operation &m_operation;
    const Object m_request;
    Object m_result;
    std::unique_ptr<RequestCodec> m_codec; // null without an item codec
};

} // namespace QtDynamoDBPrivate

#endif
