// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QMLCREDENTIALS_P_H
#define QMLCREDENTIALS_P_H

#include <QtDynamoDB/qdynamodbcredentialsprovider.h>

#include <QtCore/qvariant.h>

namespace QtDynamoDBPrivate {

using CredentialsProviderPtr = std::shared_ptr<QDynamoDBCredentialsProvider>;

// Returns the provider that an object of QML describes, such as { sharedFiles: { profile: "dev" } };
// null, which means the default, if the variant is invalid or null.
[[nodiscard]] QDynamoDBExpected<CredentialsProviderPtr> credentialsProviderFrom(
        const QVariant &variant);

// Returns a provider that always fails with \c NoCredentials and the text of the error.
[[nodiscard]] CredentialsProviderPtr refusingProvider(const QDynamoDBError &error);

} // namespace QtDynamoDBPrivate

#endif
