// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef JSONCALL_P_H
#define JSONCALL_P_H

#include "pipeline/call_p.h"

#include <QtCore/qjsonobject.h>

namespace QtDynamoDBPrivate {

// A call with request and result in DynamoDB JSON, also of operations that the model lacks.
class JsonCall final : public Call
{
public:
    JsonCall(Service service, const QString &action, const QJsonObject &parameters,
             const QDynamoDBCallOptions &options);

protected:
    [[nodiscard]] const Operation &operation() const override { return m_operation; }
    [[nodiscard]] WriteKind writeKind() const override;
    [[nodiscard]] QString tableName() const override;
    [[nodiscard]] QString indexName() const override;
    [[nodiscard]] QString resource() const override;
    [[nodiscard]] QMap<QString, double> consumedCapacity() const override;
    QDynamoDBExpected<QByteArray> writeBody() override;
    QDynamoDBError readBody(QByteArray &body) override;
    [[nodiscard]] bool resultContradicts() const override;
    [[nodiscard]] void *result() override { return &m_result; }
    [[nodiscard]] QVariant resultVariant() const override { return m_result; }

private:
    const QByteArray m_name;
    const QByteArray m_target;
    QJsonObject m_parameters;
    QJsonObject m_result;
    const Operation m_operation;
};

} // namespace QtDynamoDBPrivate

#endif
