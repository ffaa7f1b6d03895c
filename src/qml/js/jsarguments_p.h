// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef JSARGUMENTS_P_H
#define JSARGUMENTS_P_H

#include "qml/js/jspromise_p.h"
#include "qml/js/qmloptions_p.h"

#include <QtDynamoDB/qdynamodbcondition.h>
#include <QtDynamoDB/qdynamodbprojection.h>
#include <QtDynamoDB/qdynamodbstatement.h>
#include <QtDynamoDB/qdynamodbupdate.h>

#include <optional>

namespace QtDynamoDBPrivate {

// A reader of the arguments of a method. After a failure, the functions return empty values, and
// rejected() returns a Promise with the first error.
class JsArguments
{
public:
    // The object must be known to an engine, as the ones that QML creates or receives are.
    JsArguments(const QObject *object, const QString &method);

    // Without an engine, a method has no effect.
    [[nodiscard]] QJSEngine *engine() const { return m_engine; }
    [[nodiscard]] bool failed() const { return m_error.isError(); }
    [[nodiscard]] QDynamoDBError error() const { return m_error; }
    [[nodiscard]] QJSValue rejected() const { return JsPromise::rejected(m_engine, m_error); }
    // Throws the error into the JavaScript code that called.
    [[nodiscard]] bool throwIfFailed() const;
    void fail(const QDynamoDBError &error);
    // The text says how the method is called.
    void fail(const QString &usage);

    // Any value; invalid if it is undefined.
    [[nodiscard]] QVariant value(const QJSValue &argument, const QString &name);
    [[nodiscard]] QString text(const QJSValue &argument, const QString &name);
    // An object, empty if the argument is undefined or null.
    [[nodiscard]] QVariantMap object(const QJSValue &argument, const QString &name);
    // The members of a request, of which an expression must not have undefined members.
    [[nodiscard]] QVariantMap request(const QJSValue &argument);
    [[nodiscard]] QVariantList list(const QJSValue &argument, const QString &name);
    [[nodiscard]] QDynamoDBItem item(const QJSValue &argument, const QString &name);
    [[nodiscard]] QList<QDynamoDBItem> items(const QJSValue &argument, const QString &name);
    [[nodiscard]] QDynamoDBStatement statement(const QVariant &argument, const QString &name);
    [[nodiscard]] QList<QDynamoDBStatement> statements(const QJSValue &argument,
                                                       const QString &name);
    template<typename Expression>
    [[nodiscard]] Expression expression(const QJSValue &argument, const QString &name)
    {
        const QVariant variant = expressionValue(argument, name);
        if (failed() || !variant.isValid())
            return {};
        const QDynamoDBExpected<Expression> expression = Expression::fromVariant(variant);
        if (!expression)
            fail(named(name, expression.error()));
        else if (expression->isEmpty())
            fail(named(name, u"is empty; omit it, or pass undefined"));
        return expression.valueOr({});
    }
    [[nodiscard]] QDynamoDBCallOptions callOptions(const QJSValue &argument);
    [[nodiscard]] QDynamoDBBatchOptions batchOptions(const QJSValue &argument);
    [[nodiscard]] QDynamoDBWaitOptions waitOptions(const QJSValue &argument);

private:
    [[nodiscard]] QVariant expressionValue(const QJSValue &argument, const QString &name);
    [[nodiscard]] QDynamoDBError named(const QString &name, QStringView problem) const;
    [[nodiscard]] QDynamoDBError named(const QString &name, const QDynamoDBError &error) const;
    [[nodiscard]] QDynamoDBItem itemIn(const QVariant &variant, const QString &name);
    template<typename Options>
    [[nodiscard]] Options taken(const QDynamoDBExpected<Options> &options);

    QJSEngine *const m_engine;
    const QString m_method;
    QDynamoDBError m_error;
};

} // namespace QtDynamoDBPrivate

#endif
