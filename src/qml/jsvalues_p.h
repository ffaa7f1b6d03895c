// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef JSVALUES_P_H
#define JSVALUES_P_H

#include <QtDynamoDB/qdynamodberror.h>
#include <QtDynamoDB/qdynamodbexpected.h>

#include <QtCore/qvariant.h>
#include <QtQml/qjsengine.h>
#include <QtQml/qjsvalue.h>

// Conversions between JavaScript values and QVariants.
namespace QtDynamoDBPrivate {

// Converts a value of the engine to a QVariant for QDynamoDBValue::fromVariant() and for requests.
// Undefined members of objects are omitted: in JavaScript, they are the same as absent ones. Fails
// for values without a counterpart in DynamoDB and for numbers that may be rounded; the error
// contains the path of the value.
QDynamoDBExpected<QVariant> fromJs(QJSEngine *engine, const QJSValue &value);

QJSValue toJs(QJSEngine &engine, const QVariantMap &map);
// Creates a JavaScript Error with the properties of QDynamoDBError.
QJSValue toJs(QJSEngine &engine, const QDynamoDBError &error);

QVariantList toVariantList(const QList<QDynamoDBError::CancellationReason> &reasons);
QVariantList toVariantList(const QList<QDynamoDBError::ThrottlingReason> &reasons);

} // namespace QtDynamoDBPrivate

#endif
