// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CABUNDLE_P_H
#define CABUNDLE_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbexpected.h>

#include <QtNetwork/qsslconfiguration.h>

#include <optional>

namespace QtDynamoDBPrivate {

class Configuration;

// Returns Qt's default TLS configuration with the certificate authorities of the file that
// AWS_CA_BUNDLE or the profile's ca_bundle names, or nothing if neither is set. Fails with
// SecureConnection if the file can't be read or contains no certificate.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBExpected<std::optional<QSslConfiguration>>
configuredTls(const Configuration &configuration);

} // namespace QtDynamoDBPrivate

#endif
