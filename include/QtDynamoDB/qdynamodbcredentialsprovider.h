// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBCREDENTIALSPROVIDER_H
#define QDYNAMODBCREDENTIALSPROVIDER_H

#include <QtDynamoDB/qdynamodbcredentials.h>
#include <QtDynamoDB/qdynamodbexpected.h>

#include <functional>
#include <memory>

// A source of credentials. A client asks in its I/O thread, one question at a time, and never
// waits: answer at once or later, from any thread, once.
class Q_DYNAMODB_EXPORT QDynamoDBCredentialsProvider
{
public:
    using Answer = std::function<void(const QDynamoDBExpected<QDynamoDBCredentials> &)>;

    // Reload: the credentials given before were refused as expired.
    enum class Freshness { Any, Reload };

    QDynamoDBCredentialsProvider() = default;
    virtual ~QDynamoDBCredentialsProvider();
    Q_DISABLE_COPY_MOVE(QDynamoDBCredentialsProvider)

    [[nodiscard]] virtual QString name() const = 0; // as it stands in error texts
    virtual void fetch(Freshness freshness, Answer answer) = 0;

    // Ready-made sources. A profile's name that is empty means the one that the environment names.
    [[nodiscard]] static std::shared_ptr<QDynamoDBCredentialsProvider> explicitCredentials(
            const QDynamoDBCredentials &credentials);
    [[nodiscard]] static std::shared_ptr<QDynamoDBCredentialsProvider> environment();
    [[nodiscard]] static std::shared_ptr<QDynamoDBCredentialsProvider> sharedFiles(
            const QString &profile = {});
    // The sources in the order in which the AWS tools try them.
    [[nodiscard]] static std::shared_ptr<QDynamoDBCredentialsProvider> defaultChain(
            const QString &profile = {});
};

#endif
