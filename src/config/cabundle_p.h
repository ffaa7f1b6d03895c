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

// Qt's configuration of TLS with the certificate authorities of AWS_CA_BUNDLE or ca_bundle; absent
// if there is none. SecureConnection if that file can't be read, or holds none.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBExpected<std::optional<QSslConfiguration>>
configuredTls(const Configuration &configuration);

} // namespace QtDynamoDBPrivate

#endif
