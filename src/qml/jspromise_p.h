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

// A Promise for QML. It belongs to the engine that it runs in and to nobody else: it is kept
// whatever becomes of the component that waits for it and of the client, and it goes with the
// engine.
class JsPromise : public QObject
{
    Q_OBJECT

public:
    // Promises what the future will bring.
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
