// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef HOSTHEADER_P_H
#define HOSTHEADER_P_H

#include <QtCore/qbytearray.h>
#include <QtCore/qurl.h>

namespace QtDynamoDBPrivate {

// The Host header as QNetworkAccessManager sends it: with a port whenever the URL names one, also
// the scheme's own. It is signed, so every transport must send the same.
inline QByteArray hostHeader(const QUrl &url)
{
    QByteArray host = url.host(QUrl::FullyEncoded).toLatin1();
    if (host.contains(':'))
        host = '[' + host + ']';
    if (url.port() != -1)
        host += ':' + QByteArray::number(url.port());
    return host;
}

} // namespace QtDynamoDBPrivate

#endif
