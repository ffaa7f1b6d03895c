// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "client/variantcall_p.h"
#include "api/resultcheck_p.h"
#include "client/startcall_p.h"
#include "endpoint/resource_p.h"
#include "pipeline/writes/writestate_p.h"

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;

namespace {

// A call of an operation of the model, with variants as request and result.
class VariantCall final : public Call
{
public:
    VariantCall(const Operation &operation, const QVariantMap &request);

protected:
    [[nodiscard]] const Operation &operation() const override { return m_operation; }
    [[nodiscard]] WriteKind writeKind() const override
    {
        return QtDynamoDBPrivate::writeKind(operation(), m_request.get());
    }
    [[nodiscard]] QString tableName() const override;
    [[nodiscard]] QString indexName() const override { return m_indexName; }
    [[nodiscard]] QString resource() const override
    {
        return requestResource(operation(), m_request.get());
    }
    [[nodiscard]] QMap<QString, double> consumedCapacity() const override;
    QDynamoDBExpected<QByteArray> writeBody() override;
    QDynamoDBError readBody(QByteArray &body) override;
    [[nodiscard]] bool resultContradicts() const override { return m_contradicts; }
    [[nodiscard]] void *result() override { return &m_result; }
    [[nodiscard]] QVariant resultVariant() const override { return m_result; }

private:
    const Operation &m_operation;
    const QString m_indexName;
    const Object m_request;
    const QDynamoDBError m_unfit; // why the variants do not fit the request
    bool m_contradicts = false;
    QVariantMap m_result;
};

VariantCall::VariantCall(const Operation &operation, const QVariantMap &request)
    : Call({}, std::make_unique<PromiseOf<QVariantMap>>())
    , m_operation(operation)
    , m_indexName(request[u"indexName"_s].toString())
    , m_request(operation.types->newRequest())
    , m_unfit(shapeFromVariant(*operation.input, request, m_request.get()))
{
}

QString VariantCall::tableName() const
{
    return requestTableName(operation(), m_request.get());
}

QMap<QString, double> VariantCall::consumedCapacity() const
{
    // A map, or a list with a map for each table.
    const QVariant consumed = m_result[u"consumedCapacity"_s];
    const QVariantList list = consumed.typeId() == QMetaType::QVariantList
            ? consumed.toList()
            : QVariantList { consumed };
    QMap<QString, double> units;
    for (const QVariant &capacity : list) {
        const QVariantMap map = capacity.toMap();
        if (!map.isEmpty())
            units[map[u"tableName"_s].toString()] += map[u"capacityUnits"_s].toDouble();
    }
    return units;
}

QDynamoDBExpected<QByteArray> VariantCall::writeBody()
{
    if (m_unfit.isError())
        return m_unfit;
    if (WriteState *write = writes()) {
        if (QDynamoDBError error = write->apply(m_operation, m_request.get()); error.isError())
            return error;
    }
    return prepareRequest(operation(), m_request.get());
}

QDynamoDBError VariantCall::readBody(QByteArray &body)
{
    const Object result = m_operation.types->newResult();
    QDynamoDBError error = readResult(m_operation, body, result.get());
    if (error.isError())
        return error;
    m_contradicts = contradicts(m_operation, m_request.get(), result.get());
    m_result = resultToVariant(m_operation, result.get());
    return {};
}

} // namespace

QFuture<QVariantMap> startVariantCall(QDynamoDBAbstractClient *client, QStringView operation,
                                      const QVariantMap &request)
{
    const Operation *known = findOperation(QDynamoDBAbstractClientPrivate::get(client)->service,
                                           operation);
    Q_ASSERT(known);
    return startCall<QVariantMap>(client, std::make_unique<VariantCall>(*known, request));
}

} // namespace QtDynamoDBPrivate
