// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef JSVALUES_P_H
#define JSVALUES_P_H

#include <QtDynamoDB/qdynamodberror.h>
#include <QtDynamoDB/qdynamodbexpected.h>

#include <QtCore/qvariant.h>
#include <QtQml/qjsengine.h>
#include <QtQml/qjsvalue.h>

// JavaScript's values and ours.
namespace QtDynamoDBPrivate {

// The value as QDynamoDBValue::fromVariant() and requests take it; it belongs to the engine. Members
// of objects that are undefined are left out, since in JavaScript that means the same as not being
// there. The error names the path to what has no counterpart, and to a number that may be rounded.
QDynamoDBExpected<QVariant> fromJs(QJSEngine *engine, const QJSValue &value);

QJSValue toJs(QJSEngine &engine, const QVariantMap &map);
// An Error with the properties of QDynamoDBError.
QJSValue toJs(QJSEngine &engine, const QDynamoDBError &error);

QVariantList toVariantList(const QList<QDynamoDBError::CancellationReason> &reasons);
QVariantList toVariantList(const QList<QDynamoDBError::ThrottlingReason> &reasons);

} // namespace QtDynamoDBPrivate

#endif
