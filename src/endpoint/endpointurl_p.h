// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef ENDPOINTURL_P_H
#define ENDPOINTURL_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbexpected.h>

#include <QtCore/qurl.h>

// Checks of a custom URL that replaces the endpoint of the rules.
namespace QtDynamoDBPrivate {

// Returns whether the host is 127.0.0.0/8, ::1, localhost, or a name that ends with .localhost.
[[nodiscard]] bool isThisHost(const QString &host);

// Returns whether requests to the URL can be read in the network: http to another host.
[[nodiscard]] bool isReadableByOthers(const QUrl &url);

// Returns the normalized URL, with the path "/" and without a default port. Fails with
// InvalidEndpoint if the URL can't be that of a service.
[[nodiscard]] QDynamoDBExpected<QUrl> checkEndpointUrl(QUrl url);

// Returns an error of code InvalidEndpoint, which contains the URL without user name and password.
[[nodiscard]] QDynamoDBError invalidEndpoint(const QUrl &url, const QString &problem);

} // namespace QtDynamoDBPrivate

#endif
