// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef DPOP_P_H
#define DPOP_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbexpected.h>

#include <QtCore/qbytearray.h>
#include <QtCore/qdatetime.h>
#include <QtCore/qurl.h>

namespace QtDynamoDBPrivate {

// A DPoP header for a POST to the URL: proof that whoever sends it has the private key (P-256, in
// PEM). Made with OpenSSL; without it there is an error only.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBExpected<QByteArray> makeDpop(
        const QByteArray &privateKeyPem, const QUrl &url, const QDateTime &now);

} // namespace QtDynamoDBPrivate

#endif
