// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBERROR_H
#define QDYNAMODBERROR_H

#include <QtDynamoDB/qdynamodbexports.h>
#include <QtDynamoDB/qdynamodbitem.h>

#include <QtCore/qlist.h>
#include <QtCore/qmetatype.h>
#include <QtCore/qshareddata.h>
#include <QtCore/qstring.h>

class QDynamoDBErrorPrivate;

class Q_DYNAMODB_EXPORT QDynamoDBError
{
    Q_GADGET
    Q_PROPERTY(Code code READ code CONSTANT FINAL)
    Q_PROPERTY(QString type READ type CONSTANT FINAL)
    Q_PROPERTY(QString message READ message CONSTANT FINAL)
    Q_PROPERTY(QString operation READ operation CONSTANT FINAL)
    Q_PROPERTY(QString tableName READ tableName CONSTANT FINAL)
    Q_PROPERTY(int httpStatus READ httpStatus CONSTANT FINAL)
    Q_PROPERTY(QString requestId READ requestId CONSTANT FINAL)
    Q_PROPERTY(int attempts READ attempts CONSTANT FINAL)
    Q_PROPERTY(bool retryable READ isRetryable CONSTANT FINAL)

public:
    enum class Code {
        // [generated: error codes]
        NoError = 0,
        Unknown = 1, // a code of the service that this version does not know; type() has it
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
        ConfigNotFound = 48, // a configuration file that was asked for is not there
        ConfigParserError = 49, // a configuration file does not read
        InternalFailure = 50,
        InvalidAction = 51,
        InvalidParameterCombination = 52,
        InvalidParameterValue = 53,
        InvalidQueryParameter = 54,
        MalformedQueryString = 55,
        MissingParameter = 56,
        NoCredentials = 57, // no provider had credentials
        NoProfile = 58, // no configuration file has the profile
        OptInRequired = 59,
        Request = 60, // no answer came: network or name lookup
        RequestExpired = 61,
        ServiceUnavailable = 62,
        ThroughputExceeded = 63,
        Timeout = 64, // a deadline passed
        Cancelled = 65, // the call was cancelled through its future
        ClientDestroyed = 66, // the client was destroyed before the call ended
        SecureConnection = 67, // TLS failed
        InvalidResponse = 68, // the answer is not what the service may send
        ChecksumMismatch = 69, // the answer arrived damaged
        ProxyAuthentication = 70, // the proxy refused the user name and password, or needs some
        // [end generated]
    };
    Q_ENUM(Code)

    // Why one action of a transaction did not go through.
    struct CancellationReason
    {
        Code code = Code::NoError; // NoError where that action was fine
        QString type; // as the service wrote it
        QString message;
        QDynamoDBItem item; // null unless it was asked for
    };
    struct ThrottlingReason
    {
        QString reason;
        QString resource;
    };

    QDynamoDBError() noexcept; // NoError
    QDynamoDBError(Code code, const QString &message);
    QDynamoDBError(const QDynamoDBError &other) noexcept;
    QDynamoDBError(QDynamoDBError &&other) noexcept;
    QDynamoDBError &operator=(const QDynamoDBError &other) noexcept;
    QDynamoDBError &operator=(QDynamoDBError &&other) noexcept;
    ~QDynamoDBError();

    [[nodiscard]] bool isError() const noexcept { return code() != Code::NoError; }
    [[nodiscard]] Code code() const noexcept;
    [[nodiscard]] QString type() const; // the service's own name for it, or that of the code
    [[nodiscard]] QString message() const;
    [[nodiscard]] QString operation() const;
    [[nodiscard]] QString tableName() const;
    [[nodiscard]] int httpStatus() const noexcept; // 0 where no answer came
    [[nodiscard]] QString requestId() const;
    [[nodiscard]] int attempts() const noexcept; // that were made before giving up
    [[nodiscard]] bool isRetryable() const noexcept; // the same call may succeed later
    [[nodiscard]] bool isThrottling() const noexcept;
    [[nodiscard]] QList<CancellationReason> cancellationReasons() const;
    [[nodiscard]] QList<ThrottlingReason> throttlingReasons() const;
    [[nodiscard]] QDynamoDBItem item() const; // that failed the condition, if it was asked for

    void raise() const; // throws the exception of the code; does nothing without an error

    friend bool operator==(const QDynamoDBError &a, const QDynamoDBError &b)
    {
        return equals(a, b);
    }
    friend bool operator!=(const QDynamoDBError &a, const QDynamoDBError &b)
    {
        return !equals(a, b);
    }
    friend Q_DYNAMODB_EXPORT QDebug operator<<(QDebug debug, const QDynamoDBError &error);

private:
    friend class QDynamoDBErrorPrivate;
    static bool equals(const QDynamoDBError &a, const QDynamoDBError &b);

    QExplicitlySharedDataPointer<QDynamoDBErrorPrivate> d; // null: NoError
};

Q_DECLARE_TYPEINFO(QDynamoDBError, Q_RELOCATABLE_TYPE);

#endif
