// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBCREDENTIALS_H
#define QDYNAMODBCREDENTIALS_H

#include <QtDynamoDB/qdynamodbexports.h>

#include <QtCore/qdatetime.h>
#include <QtCore/qmetatype.h>
#include <QtCore/qshareddata.h>
#include <QtCore/qstring.h>

class QDynamoDBCredentialsPrivate;

// The keys that sign requests. QDebug prints at most the last four characters of the access key.
// The memory of the secrets is overwritten when the last copy is destroyed.
class Q_DYNAMODB_EXPORT QDynamoDBCredentials final
{
    Q_GADGET

public:
    QDynamoDBCredentials() noexcept; // empty
    QDynamoDBCredentials(const QString &accessKeyId, const QString &secretAccessKey,
                         const QString &sessionToken = {});
    QDynamoDBCredentials(const QDynamoDBCredentials &other) noexcept;
    QDynamoDBCredentials(QDynamoDBCredentials &&other) noexcept;
    QDynamoDBCredentials &operator=(const QDynamoDBCredentials &other) noexcept;
    QDynamoDBCredentials &operator=(QDynamoDBCredentials &&other) noexcept;
    ~QDynamoDBCredentials();
    void swap(QDynamoDBCredentials &other) noexcept { d.swap(other.d); }

    [[nodiscard]] bool isEmpty() const noexcept;
    [[nodiscard]] QString accessKeyId() const;
    [[nodiscard]] QString secretAccessKey() const;
    [[nodiscard]] QString sessionToken() const; // empty unless the credentials are temporary
    [[nodiscard]] QDateTime expiration() const; // null: unknown or never
    void setExpiration(const QDateTime &expiration);
    [[nodiscard]] QString accountId() const; // empty: unknown
    void setAccountId(const QString &accountId);
    [[nodiscard]] QString source() const; // the name of the provider
    void setSource(const QString &source);

    friend bool operator==(const QDynamoDBCredentials &a, const QDynamoDBCredentials &b) noexcept
    {
        return equals(a, b);
    }
    friend bool operator!=(const QDynamoDBCredentials &a, const QDynamoDBCredentials &b) noexcept
    {
        return !equals(a, b);
    }
    friend Q_DYNAMODB_EXPORT QDebug operator<<(QDebug debug, const QDynamoDBCredentials &value);

private:
    friend class QDynamoDBCredentialsPrivate;
    static bool equals(const QDynamoDBCredentials &a, const QDynamoDBCredentials &b) noexcept;

    QExplicitlySharedDataPointer<QDynamoDBCredentialsPrivate> d;
};

Q_DECLARE_SHARED(QDynamoDBCredentials)

#endif
