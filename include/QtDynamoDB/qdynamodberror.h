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
    Q_PROPERTY(bool mayHaveSucceeded READ mayHaveSucceeded CONSTANT FINAL)

public:
    enum class Code {
#include <QtDynamoDB/generated/qdynamodberrorcodes.hpp>
    };
    Q_ENUM(Code)

    // The reason why one action of a transaction failed.
    struct CancellationReason
    {
        Code code = Code::NoError; // NoError if this action did not fail
        QString type; // the service's name of the reason
        QString message;
        QDynamoDBItem item; // null unless the action requested it
    };
    // A limit that a throttled call exceeded.
    struct ThrottlingReason
    {
        QString reason; // the service's name of the limit
        QString resource; // the ARN of the table or index
    };

    QDynamoDBError() noexcept; // NoError
    QDynamoDBError(Code code, const QString &message);
    QDynamoDBError(const QDynamoDBError &other) noexcept;
    QDynamoDBError(QDynamoDBError &&other) noexcept;
    QDynamoDBError &operator=(const QDynamoDBError &other) noexcept;
    QDynamoDBError &operator=(QDynamoDBError &&other) noexcept;
    ~QDynamoDBError();
    void swap(QDynamoDBError &other) noexcept
    {
        d.swap(other.d);
    }

    [[nodiscard]] bool isError() const noexcept
    {
        return code() != Code::NoError;
    }
    [[nodiscard]] Code code() const noexcept;
    [[nodiscard]] QString type() const; // the service's name of the error, or that of the code
    [[nodiscard]] QString message() const;
    [[nodiscard]] QString operation() const;
    [[nodiscard]] QString tableName() const;
    [[nodiscard]] int httpStatus() const noexcept; // 0 if no response was received
    [[nodiscard]] QString requestId() const;
    [[nodiscard]] int attempts() const noexcept; // the first one included; 0 if nothing was sent
    [[nodiscard]] bool isRetryable() const noexcept; // the same call may succeed later
    [[nodiscard]] bool isThrottling() const noexcept;
    [[nodiscard]] bool mayHaveSucceeded() const noexcept; // the service may have done the write
    [[nodiscard]] QList<CancellationReason> cancellationReasons() const;
    [[nodiscard]] QList<ThrottlingReason> throttlingReasons() const;
    [[nodiscard]] QDynamoDBItem item() const; // failed the condition; null unless requested

    void raise() const; // throws the exception of the code; does nothing without an error

    friend bool operator==(const QDynamoDBError &a, const QDynamoDBError &b) noexcept
    {
        return equals(a, b);
    }
    friend bool operator!=(const QDynamoDBError &a, const QDynamoDBError &b) noexcept
    {
        return !equals(a, b);
    }
    friend Q_DYNAMODB_EXPORT QDebug operator<<(QDebug debug, const QDynamoDBError &error);

private:
    friend class QDynamoDBErrorPrivate;
    static bool equals(const QDynamoDBError &a, const QDynamoDBError &b) noexcept;

    QExplicitlySharedDataPointer<QDynamoDBErrorPrivate> d; // null: NoError
};

Q_DECLARE_SHARED(QDynamoDBError)
Q_DECLARE_TYPEINFO(QDynamoDBError::CancellationReason, Q_RELOCATABLE_TYPE);
Q_DECLARE_TYPEINFO(QDynamoDBError::ThrottlingReason, Q_RELOCATABLE_TYPE);

#endif
