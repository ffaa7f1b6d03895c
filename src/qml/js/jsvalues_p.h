// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef JSVALUES_P_H
#define JSVALUES_P_H

#include <QtDynamoDB/qdynamodberror.h>
#include <QtDynamoDB/qdynamodbexpected.h>

#include <QtCore/qjsonobject.h>
#include <QtCore/qvariant.h>
#include <QtQml/qjsengine.h>
#include <QtQml/qjsvalue.h>

// Conversions between JavaScript values and QVariants.
namespace QtDynamoDBPrivate {

// Converts a value of the engine to a QVariant for QDynamoDBValue::fromVariant() and for requests.
// Undefined members of objects are omitted: in JavaScript, they are the same as absent ones. Fails
// for values without a counterpart in DynamoDB and for numbers that may be rounded; the error
// contains the path of the value.
QDynamoDBExpected<QVariant> fromJs(QJSEngine *engine, const QJSValue &value,
                                   const QString &path = {});
// Does the same for a request. Undefined members of expressions are errors: without them, a
// condition would be met by more items.
QDynamoDBExpected<QVariant> requestFromJs(QJSEngine *engine, const QJSValue &value);
// Does the same for a condition, update or projection.
QDynamoDBExpected<QVariant> expressionFromJs(QJSEngine *engine, const QJSValue &value,
                                             const QString &path);
// Does the same for an object of conditions, updates and projections.
QDynamoDBExpected<QVariant> expressionsFromJs(QJSEngine *engine, const QJSValue &value);

// Creates a JavaScript Error with the properties of QDynamoDBError.
QJSValue toJs(QJSEngine &engine, const QDynamoDBError &error);

// Converts a map from fromJs() to JSON. Fails for values that JSON lacks.
QDynamoDBExpected<QJsonObject> jsonFrom(const QVariantMap &map, const QString &path);

// Returns null for an item that is null.
QVariant scriptItem(const QDynamoDBItem &item);
QVariant scriptItems(const QList<QDynamoDBItem> &items);
QVariantList toVariantList(const QList<QDynamoDBError::CancellationReason> &reasons);
QVariantList toVariantList(const QList<QDynamoDBError::ThrottlingReason> &reasons);

} // namespace QtDynamoDBPrivate

#endif
