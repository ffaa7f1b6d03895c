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

// Returns the value of a DPoP header (RFC 9449) for a POST to the URL. It proves that the sender
// has the private key (P-256, in PEM). Fails if the library was built without OpenSSL.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBExpected<QByteArray> makeDpop(
        const QByteArray &privateKeyPem, const QUrl &url, const QDateTime &now);

} // namespace QtDynamoDBPrivate

#endif
