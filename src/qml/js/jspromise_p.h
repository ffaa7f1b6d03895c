// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef JSPROMISE_P_H
#define JSPROMISE_P_H

#include <QtDynamoDB/qdynamodbfuture.h>

#include <QtCore/qobject.h>
#include <QtCore/qvariant.h>
#include <QtQml/qjsengine.h>
#include <QtQml/qjsvalue.h>

namespace QtDynamoDBPrivate {

// A JavaScript Promise for the result of a future. Owned by the engine until it is settled, so that
// neither the component that waits for it nor the client has to exist until then. The Promise has
// a method cancel(), which cancels the future.
class JsPromise : public QObject
{
    Q_OBJECT

public:
    // Returns a Promise that is settled when the future is finished. The function converts the
    // result to a QVariant; without a function, the result is passed as it is.
    template<typename T, typename Convert>
    [[nodiscard]] static QJSValue follow(QJSEngine *engine, const QFuture<T> &future,
                                         Convert convert)
    {
        auto *promise = new JsPromise(engine, QFuture<void>(future));
        QDynamoDB::whenDone(future, promise,
                            [promise, convert](const QDynamoDBExpected<T> &outcome) {
                                if (outcome)
                                    promise->resolve(convert(*outcome));
                                else
                                    promise->fail(outcome.error());
                            });
        return promise->take();
    }
    [[nodiscard]] static QJSValue follow(QJSEngine *engine, const QFuture<QVariantMap> &future)
    {
        return follow(engine, future, [](const QVariantMap &map) { return QVariant(map); });
    }
    // Resolves to undefined.
    [[nodiscard]] static QJSValue follow(QJSEngine *engine, const QFuture<void> &future);
    // Resolves to an array of all results of the future.
    template<typename T, typename Convert>
    [[nodiscard]] static QJSValue followAll(QJSEngine *engine, const QFuture<T> &future,
                                            Convert convert)
    {
        auto *promise = new JsPromise(engine, QFuture<void>(future));
        QDynamoDB::whenDone(future, promise,
                            [promise, convert](const QDynamoDBExpected<QList<T>> &outcome) {
                                if (!outcome) {
                                    promise->fail(outcome.error());
                                    return;
                                }
                                QVariantList list;
                                list.reserve(outcome->size());
                                for (const T &result : *outcome)
                                    list.append(convert(result));
                                promise->resolve(list);
                            });
        return promise->take();
    }
    [[nodiscard]] static QJSValue rejected(QJSEngine *engine, const QDynamoDBError &error);

    Q_INVOKABLE void cancel() { m_future.cancel(); }

private:
    JsPromise(QJSEngine *engine, const QFuture<void> &future);
    [[nodiscard]] QJSValue take(); // the caller owns the Promise
    void resolve(const QVariant &result);
    void fail(const QDynamoDBError &error);

    QJSEngine *const m_engine;
    QFuture<void> m_future;
    QJSValue m_promise;
    QJSValue m_resolve;
    QJSValue m_reject;
};

} // namespace QtDynamoDBPrivate

#endif
