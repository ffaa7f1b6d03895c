// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef ENDPOINTURL_P_H
#define ENDPOINTURL_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbexpected.h>

#include <QtCore/qurl.h>

// The URL that somebody set for a service, in place of the one that the rules come to.
namespace QtDynamoDBPrivate {

// 127.0.0.0/8, ::1, localhost and the names below it.
[[nodiscard]] bool isThisHost(const QString &host);

// Whether others can read what is sent there.
[[nodiscard]] bool isReadableByOthers(const QUrl &url);

// In the form that all signers and transports agree on; the path is /. InvalidEndpoint for what no
// service can be at.
[[nodiscard]] QDynamoDBExpected<QUrl> checkEndpointUrl(QUrl url);

// The error, which shows no password that the URL has.
[[nodiscard]] QDynamoDBError invalidEndpoint(const QUrl &url, const QString &problem);

} // namespace QtDynamoDBPrivate

#endif
