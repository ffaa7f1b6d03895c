// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "client/variants/variantcall_p.h"
#include "client/startcall_p.h"
#include "client/variants/variantexpressions_p.h"

#include <QtCore/qjsonobject.h>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;

namespace {

// A promise of a map, which takes the result struct of an operation.
class VariantPromise final : public Promise
{
public:
    explicit VariantPromise(const Operation &operation)
        : Promise(m_interface)
        , m_operation(operation)
    {
    }

    bool move(void *result) override
    {
        return m_interface.reportAndMoveResult(resultToVariant(m_operation, result));
    }
    void setException(const QException &exception) override
    {
        m_interface.reportException(exception);
    }
    void finish() override { m_interface.reportFinished(); }

private:
    const Operation &m_operation;
    QFutureInterface<QVariantMap> m_interface { QFutureInterfaceBase::Running };
};

// A call that fails because its map does not fit the request. It is reported like any other call.
class UnfitCall final : public Call
{
public:
    UnfitCall(const Operation &operation, const QString &tableName,
              const QDynamoDBCallOptions &options, const QDynamoDBError &error)
        : Call(options, std::make_unique<PromiseOf<QVariantMap>>())
        , m_operation(operation)
        , m_tableName(tableName)
        , m_error(error)
    {
    }

protected:
    [[nodiscard]] const Operation &operation() const override { return m_operation; }
    [[nodiscard]] WriteKind writeKind() const override
    {
        return WriteKind::None;
    } // nothing is sent
    [[nodiscard]] QString tableName() const override { return m_tableName; }
    [[nodiscard]] QString indexName() const override { return {}; }
    [[nodiscard]] QString resource() const override { return {}; }
    [[nodiscard]] QMap<QString, double> consumedCapacity() const override { return {}; }
    QDynamoDBExpected<QByteArray> writeBody() override { return m_error; }
    QDynamoDBError readBody(QByteArray &) override { return m_error; }
    [[nodiscard]] bool resultContradicts() const override { return false; }
    [[nodiscard]] void *result() override { return nullptr; }
    [[nodiscard]] QVariant resultVariant() const override { return {}; }

private:
    const Operation &m_operation;
    const QString m_tableName;
    const QDynamoDBError m_error;
};

const Operation *findInAllServices(QStringView name)
{
    const Operation *operation = findOperation(Service::DynamoDB, name);
    return operation ? operation : findOperation(Service::Streams, name);
}

} // namespace

QDynamoDBError requestFromVariant(const Operation &operation, const QVariantMap &map, void *request)
{
    const QDynamoDBExpected<QVariantMap> texts = expressionsToText(*operation.input, map);
    return texts ? shapeFromVariant(*operation.input, *texts, request) : texts.error();
}

QDynamoDBError requestFromVariant(QStringView operation, const QVariantMap &map, void *request)
{
    return requestFromVariant(*findInAllServices(operation), map, request);
}

QVariantMap scriptResult(QStringView operation, const void *result)
{
    return resultToVariant(*findInAllServices(operation), result);
}

QVariant scriptOutcome(QStringView operation, const QVariant &result)
{
    const Operation *known = findInAllServices(operation);
    if (known && result.metaType() == known->types->resultType)
        return resultToVariant(*known, result.constData());
    if (result.typeId() == QMetaType::QJsonObject) // of execute()
        return result.toJsonObject().toVariantMap();
    return result;
}

QFuture<QVariantMap> startVariantCall(QDynamoDBAbstractClient *client, QStringView operation,
                                      const QVariantMap &request,
                                      const QDynamoDBCallOptions &options)
{
    const Operation *known = findOperation(QDynamoDBAbstractClientPrivate::get(client)->service,
                                           operation);
    Q_ASSERT(known);
    const Object typed = known->types->newRequest();
    const QDynamoDBError unfit = requestFromVariant(*known, request, typed.get());
    if (unfit.isError()) {
        return startCall<QVariantMap>(client,
                                      std::make_unique<UnfitCall>(*known,
                                                                  requestTableName(*known,
                                                                                   typed.get()),
                                                                  options, unfit));
    }
    return startCall<QVariantMap>(client,
                                  std::make_unique<ModelledCall>(*known, typed.get(), options,
                                                                 std::make_unique<VariantPromise>(
                                                                         *known)));
}

} // namespace QtDynamoDBPrivate
