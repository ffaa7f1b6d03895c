// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBQML_P_H
#define QDYNAMODBQML_P_H

#include <QtDynamoDB/qdynamodbenums.h>
#include <QtDynamoDB/qdynamodbqmlexports.h>
#include <QtDynamoDB/qdynamodbvalue.h>

#include <QtCore/qobject.h>
#include <QtQml/qjsvalue.h>
#include <QtQml/qqml.h>

#include <optional>

// The singleton DynamoDB: enums, and values that JavaScript has no literals for.
class Q_DYNAMODB_QML_EXPORT QDynamoDBQml : public QObject
{
    Q_OBJECT
    QML_NAMED_ELEMENT(DynamoDB)
    QML_SINGLETON
    QML_EXTENDED_NAMESPACE(QDynamoDB)
    // The same enumerators occur in several of them.
    Q_CLASSINFO("RegisterEnumClassesUnscoped", "false")

public:
    // QDynamoDBError::Code.
    enum class ErrorCode {
        // [generated: error codes]
        NoError = 0,
        Unknown = 1,
        BackupInUse = 2,
        BackupNotFound = 3,
        ConditionalCheckFailed = 4,
        ContinuousBackupsUnavailable = 5,
        DuplicateItem = 6,
        ExportConflict = 7,
        ExportNotFound = 8,
        GlobalTableAlreadyExists = 9,
        GlobalTableNotFound = 10,
        IdempotentParameterMismatch = 11,
        ImportConflict = 12,
        ImportNotFound = 13,
        IndexNotFound = 14,
        InternalServerError = 15,
        InvalidEndpoint = 16,
        InvalidExportTime = 17,
        InvalidRestoreTime = 18,
        ItemCollectionSizeLimitExceeded = 19,
        LimitExceeded = 20,
        PointInTimeRecoveryUnavailable = 21,
        PolicyNotFound = 22,
        ProvisionedThroughputExceeded = 23,
        ReplicaAlreadyExists = 24,
        ReplicaNotFound = 25,
        ReplicatedWriteConflict = 26,
        RequestLimitExceeded = 27,
        ResourceInUse = 28,
        ResourceNotFound = 29,
        TableAlreadyExists = 30,
        TableInUse = 31,
        TableNotFound = 32,
        Throttling = 33,
        TransactionCanceled = 34,
        TransactionConflict = 35,
        TransactionInProgress = 36,
        ExpiredIterator = 37,
        TrimmedDataAccess = 38,
        Validation = 39,
        Serialization = 40,
        AccessDenied = 41,
        UnrecognizedClient = 42,
        InvalidSignature = 43,
        ExpiredToken = 44,
        MissingAuthenticationToken = 45,
        IncompleteSignature = 46,
        UnknownOperation = 47,
        ConfigNotFound = 48,
        ConfigParserError = 49,
        InternalFailure = 50,
        InvalidAction = 51,
        InvalidParameterCombination = 52,
        InvalidParameterValue = 53,
        InvalidQueryParameter = 54,
        MalformedQueryString = 55,
        MissingParameter = 56,
        NoCredentials = 57,
        NoProfile = 58,
        OptInRequired = 59,
        Request = 60,
        RequestExpired = 61,
        ServiceUnavailable = 62,
        ThroughputExceeded = 63,
        Timeout = 64,
        Cancelled = 65,
        ClientDestroyed = 66,
        SecureConnection = 67,
        InvalidResponse = 68,
        ChecksumMismatch = 69,
        ProxyAuthentication = 70,
        // [end generated]
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

private:
    // Into the caller's JavaScript, as a TypeError.
    void fail(const QString &message) const;
    [[nodiscard]] std::optional<QVariant> read(const QJSValue &value) const;
    template<typename Convert>
    [[nodiscard]] auto convertAll(const QJSValue &elements, QLatin1StringView wanted,
                                  Convert convert) const;
};

#endif
