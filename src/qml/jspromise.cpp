// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "qml/jspromise_p.h"
#include "qml/jsvalues_p.h"

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

JsPromise::JsPromise(QJSEngine *engine)
    : QObject(engine)
    , m_engine(engine)
{
    const QJSValue parts = engine->evaluate(
            u"(() => { let parts = []; parts[0] = new Promise((resolve, reject) => "
            "{ parts[1] = resolve; parts[2] = reject; }); return parts; })()"_s);
    m_promise = parts.property(0);
    m_resolve = parts.property(1);
    m_reject = parts.property(2);
}

QJSValue JsPromise::follow(QJSEngine *engine, const QFuture<QVariantMap> &future)
{
    auto *promise = new JsPromise(engine);
    QDynamoDB::whenDone(future, promise, &JsPromise::settle);
    return std::exchange(promise->m_promise, QJSValue()); // the caller owns the Promise
}

QJSValue JsPromise::rejected(QJSEngine *engine, const QDynamoDBError &error)
{
    JsPromise promise(engine);
    promise.reject(error);
    return promise.m_promise;
}

void JsPromise::reject(const QDynamoDBError &error)
{
    m_reject.call({ toJs(*m_engine, error) });
}

void JsPromise::settle(const QDynamoDBExpected<QVariantMap> &outcome)
{
    deleteLater();
    if (outcome)
        m_resolve.call({ toJs(*m_engine, *outcome) });
    else
        reject(outcome.error());
}

} // namespace QtDynamoDBPrivate
