// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef STARTCALL_P_H
#define STARTCALL_P_H

#include "client/call_p.h"
#include "client/engine_p.h"
#include "client/qdynamodbabstractclient_p.h"

#include <QtCore/qpromise.h>

namespace QtDynamoDBPrivate {

// What every call with a promise has in common, whatever its request is.
template<typename Result>
class PromisedCall : public Call
{
public:
    explicit PromisedCall(std::shared_ptr<const Settings> settings)
        : Call(std::move(settings))
    {
        m_promise.start();
    }

    [[nodiscard]] QFuture<Result> promised() { return m_promise.future(); }

protected:
    [[nodiscard]] bool isCanceled() const override { return m_promise.isCanceled(); }
    [[nodiscard]] QFuture<void> future() override { return QFuture<void>(m_promise.future()); }
    [[nodiscard]] QVariant result() const override { return QVariant::fromValue(m_result); }
    void succeed() override
    {
        m_promise.addResult(std::move(m_result));
        m_promise.finish();
    }
    void fail(const QDynamoDBException &exception) override
    {
        m_promise.setException(exception);
        m_promise.finish();
    }
    void cancel() override
    {
        m_promise.future().cancel();
        m_promise.finish();
    }

    Result m_result;

private:
    QPromise<Result> m_promise;
};

// A call of an operation that the model knows, by its tables.
template<typename Result, typename Request>
class ModelledCall final : public PromisedCall<Result>
{
public:
    ModelledCall(std::shared_ptr<const Settings> settings, const Operation &operation,
                 const Request &request)
        : PromisedCall<Result>(std::move(settings))
        , m_operation(operation)
        , m_request(request)
    {
    }

protected:
    [[nodiscard]] const Operation &operation() const override { return m_operation; }
    [[nodiscard]] QString tableName() const override
    {
        return requestTableName(m_operation, &m_request);
    }
    QDynamoDBExpected<QByteArray> writeBody() override
    {
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
                                                   const Request &request)
{
    auto call = std::make_unique<QtDynamoDBPrivate::ModelledCall<Result, Request>>(d->settings(),
                                                                                   operation,
                                                                                   request);
    QFuture<Result> future = call->promised();
    d->engine->submit(std::move(call));
    return future;
}

#endif
