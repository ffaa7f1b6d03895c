// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "qml/promise_p.h"
#include "qml/jsvalues_p.h"

using namespace Qt::StringLiterals;

QDynamoDBPromise::QDynamoDBPromise(QJSEngine *engine)
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

QJSValue QDynamoDBPromise::follow(QJSEngine *engine, const QFuture<QVariantMap> &future)
{
    auto *promise = new QDynamoDBPromise(engine);
    QDynamoDB::whenDone(future, promise, &QDynamoDBPromise::settle);
    return std::exchange(promise->m_promise, QJSValue()); // whoever asked for it keeps it alive
}

QJSValue QDynamoDBPromise::rejected(QJSEngine *engine, const QDynamoDBError &error)
{
    QDynamoDBPromise promise(engine);
    promise.reject(error);
    return promise.m_promise;
}

void QDynamoDBPromise::reject(const QDynamoDBError &error)
{
    m_reject.call({ QtDynamoDBPrivate::toJs(*m_engine, error) });
}

void QDynamoDBPromise::settle(const QDynamoDBExpected<QVariantMap> &outcome)
{
    deleteLater();
    if (outcome)
        m_resolve.call({ QtDynamoDBPrivate::toJs(*m_engine, *outcome) });
    else
        reject(outcome.error());
}
