// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef STARTCALL_P_H
#define STARTCALL_P_H

#include "client/call_p.h"
#include "client/engine_p.h"
#include "client/qdynamodbabstractclient_p.h"
#include "endpoint/resource_p.h"

#include <QtCore/qfutureinterface.h>

namespace QtDynamoDBPrivate {

// Of a result's consumedCapacity: one struct that may be absent, or a list of them.
template<typename Consumed>
QMap<QString, double> unitsByTable(const Consumed &consumed)
{
    QMap<QString, double> units;
    const auto add = [&units](const auto &capacity) {
        if constexpr (requires { capacity.capacityUnits; }) // vectors are counted in bytes
            units[capacity.tableName] += capacity.capacityUnits.value_or(0);
    };
    if constexpr (requires { consumed.has_value(); }) {
        if (consumed)
            add(*consumed);
    } else {
        for (const auto &capacity : consumed)
            add(capacity);
    }
    return units;
}

// What every call with a promise has in common, whatever its request is. No QPromise: on its end it
// takes a future whose result was taken for one that was never kept, and runs its continuation again.
template<typename Result>
class PromisedCall : public Call
{
public:
    explicit PromisedCall(std::shared_ptr<const Settings> settings,
                          const QDynamoDBCallOptions &options = {})
        : Call(std::move(settings), options)
    {
        m_promise.reportStarted();
    }

    [[nodiscard]] QFuture<Result> promised() { return m_promise.future(); }

protected:
    [[nodiscard]] bool isCanceled() const override { return m_promise.isCanceled(); }
    [[nodiscard]] QFuture<void> future() override { return QFuture<void>(m_promise.future()); }
    [[nodiscard]] QVariant result() const override { return QVariant::fromValue(m_result); }
    void succeed() override
    {
        m_promise.reportAndMoveResult(std::move(m_result));
        m_promise.reportFinished();
    }
    void fail(const QDynamoDBException &exception) override
    {
        m_promise.reportException(exception);
        m_promise.reportFinished();
    }
    void cancel() override
    {
        m_promise.cancel();
        m_promise.reportFinished();
    }

    Result m_result;

private:
    QFutureInterface<Result> m_promise;
};

// A call of an operation that the model knows, by its tables.
template<typename Result, typename Request>
class ModelledCall final : public PromisedCall<Result>
{
public:
    ModelledCall(std::shared_ptr<const Settings> settings, const Operation &operation,
                 const Request &request, const QDynamoDBCallOptions &options)
        : PromisedCall<Result>(std::move(settings), options)
        , m_operation(operation)
        , m_request(request)
    {
    }

protected:
    [[nodiscard]] const Operation &operation() const override { return m_operation; }
    [[nodiscard]] QString tableName() const override
    {
        if constexpr (requires { QString(m_request.tableName); })
            return m_request.tableName;
        else
            return requestTableName(m_operation, &m_request);
    }
    [[nodiscard]] QString indexName() const override
    {
        if constexpr (requires { m_request.indexName; })
            return m_request.indexName;
        else
            return {};
    }
    [[nodiscard]] QString resource() const override
    {
        return requestResource(m_operation, &m_request);
    }
    [[nodiscard]] QMap<QString, double> consumedCapacity() const override
    {
        if constexpr (requires { this->m_result.consumedCapacity; })
            return unitsByTable(this->m_result.consumedCapacity);
        else
            return {};
    }
    QDynamoDBExpected<QByteArray> writeBody() override
    {
        if constexpr (requires { m_request.returnConsumedCapacity; }) {
            if (m_request.returnConsumedCapacity.isNull())
                m_request.returnConsumedCapacity = this->options().returnConsumedCapacity;
        }
        return Engine::writeBody(m_operation, &m_request);
    }
    QDynamoDBError readBody(QByteArray &body) override
    {
        return readResult(m_operation, body, &this->m_result);
    }

private:
    const Operation &m_operation;
    Request m_request;
};

} // namespace QtDynamoDBPrivate

template<typename Result, typename Request>
QFuture<Result> QDynamoDBAbstractClient::startCall(const QtDynamoDBPrivate::Operation &operation,
                                                   const Request &request,
                                                   const QDynamoDBCallOptions &options)
{
    auto call = std::make_unique<QtDynamoDBPrivate::ModelledCall<Result, Request>>(d->settings(),
                                                                                   operation,
                                                                                   request,
                                                                                   options);
    QFuture<Result> future = call->promised();
    d->engine->submit(std::move(call));
    return future;
}

#endif
