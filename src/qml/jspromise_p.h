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
// neither the component that waits for it nor the client has to exist until then.
class JsPromise : public QObject
{
    Q_OBJECT

public:
    // Returns a Promise that is settled when the future is finished.
    [[nodiscard]] static QJSValue follow(QJSEngine *engine, const QFuture<QVariantMap> &future);
    [[nodiscard]] static QJSValue rejected(QJSEngine *engine, const QDynamoDBError &error);

private:
    explicit JsPromise(QJSEngine *engine);
    void settle(const QDynamoDBExpected<QVariantMap> &outcome);
    void reject(const QDynamoDBError &error);

    QJSEngine *const m_engine;
    QJSValue m_promise;
    QJSValue m_resolve;
    QJSValue m_reject;
};

} // namespace QtDynamoDBPrivate

#endif
