// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBQML_P_H
#define QDYNAMODBQML_P_H

#include <QtDynamoDB/qdynamodbabstractclient.h>
#include <QtDynamoDB/qdynamodbenums.h>
#include <QtDynamoDB/qdynamodbqmlexports.h>
#include <QtDynamoDB/qdynamodbvalue.h>

#include <QtCore/qobject.h>
#include <QtQml/qjsvalue.h>
#include <QtQml/qqml.h>

#include <optional>

// The singleton DynamoDB of the QML module: enums, and functions for values that have no JavaScript
// literals.
class Q_DYNAMODB_QML_EXPORT QDynamoDBQml : public QObject
{
    Q_OBJECT
    QML_NAMED_ELEMENT(DynamoDB)
    QML_SINGLETON
    QML_EXTENDED_NAMESPACE(QDynamoDB)
    // Several enums have enumerators with the same name.
    Q_CLASSINFO("RegisterEnumClassesUnscoped", "false")

public:
    // The codes of QDynamoDBError::Code
    enum class ErrorCode {
#include "qml/generated/errorcodes.hpp"
    };
    Q_ENUM(ErrorCode)

    explicit QDynamoDBQml(QObject *parent = nullptr);

    [[nodiscard]] Q_INVOKABLE QDynamoDBValue stringSet(const QJSValue &elements) const;
    [[nodiscard]] Q_INVOKABLE QDynamoDBValue numberSet(const QJSValue &elements) const;
    [[nodiscard]] Q_INVOKABLE QDynamoDBValue binarySet(const QJSValue &elements) const;
    [[nodiscard]] Q_INVOKABLE QDynamoDBNumber number(const QJSValue &digits) const;
    [[nodiscard]] Q_INVOKABLE QDynamoDBValue value(const QJSValue &value) const;
    [[nodiscard]] Q_INVOKABLE QVariant attribute(const QString &path) const;
    [[nodiscard]] Q_INVOKABLE QVariantMap expression(const QJSValue &pieces) const;
    [[nodiscard]] Q_INVOKABLE int compare(const QJSValue &a, const QJSValue &b) const;

    [[nodiscard]] Q_INVOKABLE QByteArray fromUtf8(const QString &text) const;
    [[nodiscard]] Q_INVOKABLE QString toUtf8(const QByteArray &binary) const;
    [[nodiscard]] Q_INVOKABLE QByteArray fromBase64(const QString &text) const;
    [[nodiscard]] Q_INVOKABLE QString toBase64(const QByteArray &binary) const;

    [[nodiscard]] Q_INVOKABLE QString errorName(int code) const;
    [[nodiscard]] Q_INVOKABLE QObject *methodsOf(QDynamoDBAbstractClient *client) const;

private:
    // Throws a TypeError into the JavaScript code that called.
    void fail(const QString &message) const;
    [[nodiscard]] std::optional<QVariant> read(const QJSValue &value) const;
    template<typename Convert>
    [[nodiscard]] auto convertAll(const QJSValue &elements, QLatin1StringView wanted,
                                  Convert convert) const;
};

#endif
