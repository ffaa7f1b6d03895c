// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "qml/js/jspromise_p.h"
#include "qml/js/jsvalues_p.h"

#include <QtDynamoDB/qdynamodbwaiters.h>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

namespace {

// Returns a Promise and the functions that settle it. The handle is a JsPromise, or undefined.
const auto maker = uR"(handle => {
    let resolve, reject;
    const promise = new Promise((yes, no) => { resolve = yes; reject = no; });
    const cancel = () => { if (handle) handle.cancel(); };
    Object.defineProperty(promise, "cancel", { value: cancel });
    return [promise, value => { handle = undefined; resolve(value); },
            error => { handle = undefined; reject(error); }];
})"_s;

constexpr auto makerProperty = "_qtdynamodb_promise";

QJSValue makePromise(QJSEngine *engine, const QJSValue &handle)
{
    // The engine keeps the function.
    auto function = engine->property(makerProperty).value<QJSValue>();
    if (!function.isCallable()) {
        function = engine->evaluate(maker);
        engine->setProperty(makerProperty, QVariant::fromValue(function));
    }
    return function.call({ handle });
}

// Returns the status that ended a wait, or an empty text.
QString statusIn(QFuture<void> future)
{
    try {
        future.waitForFinished(); // it is finished already
    } catch (const QDynamoDBWaitException &exception) {
        return exception.status();
    } catch (const QException &) {
    }
    return {};
}

} // namespace

JsPromise::JsPromise(QJSEngine *engine, const QFuture<void> &future)
    : QObject(engine)
    , m_engine(engine)
    , m_future(future)
{
    const QJSValue parts = makePromise(engine, engine->newQObject(this));
    m_promise = parts.property(0);
    m_resolve = parts.property(1);
    m_reject = parts.property(2);
}

QJSValue JsPromise::take()
{
    return std::exchange(m_promise, QJSValue());
}

QJSValue JsPromise::rejected(QJSEngine *engine, const QDynamoDBError &error)
{
    const QJSValue parts = makePromise(engine, {});
    parts.property(2).call({ toJs(*engine, error) });
    return parts.property(0);
}

QJSValue JsPromise::follow(QJSEngine *engine, const QFuture<void> &future)
{
    auto *promise = new JsPromise(engine, future);
    QDynamoDB::whenDone(future, promise, [promise](const QDynamoDBExpected<void> &outcome) {
        if (outcome)
            promise->resolve({});
        else
            promise->fail(outcome.error());
    });
    return promise->take();
}

void JsPromise::resolve(const QVariant &result)
{
    deleteLater();
    m_resolve.call({ m_engine->toScriptValue(result) });
}

void JsPromise::fail(const QDynamoDBError &error)
{
    deleteLater();
    QJSValue object = toJs(*m_engine, error);
    if (const QString status = statusIn(m_future); !status.isEmpty())
        object.setProperty(u"status"_s, status);
    m_reject.call({ object });
}

} // namespace QtDynamoDBPrivate
