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
#include <QtDynamoDB/generated/qdynamodberrorcodes.hpp>
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

    [[nodiscard]] bool isError() const noexcept
    {
        return code() != Code::NoError;
    }
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
