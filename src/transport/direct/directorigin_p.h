// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef DIRECTORIGIN_P_H
#define DIRECTORIGIN_P_H

#include <QtCore/qbytearray.h>
#include <QtCore/qurl.h>
#include <QtNetwork/qnetworkproxy.h>
#include <QtNetwork/qsslconfiguration.h>

#include <list>
#include <optional>
#include <vector>

namespace QtDynamoDBPrivate {

class DirectConnection;
struct DirectEntry;

// A server, with the options to reach it and the connections to it. A change of the proxy or of TLS
// makes a new origin; the old one ends with its last request.
struct DirectOrigin
{
    QUrl url; // scheme, host and port
    std::optional<QSslConfiguration> tls; // absent: plain HTTP
    QByteArray sessionTicket; // from the last TLS connection, for the next one
    std::optional<QNetworkProxy> proxy; // absent: the application's or the system's
    bool retired = false; // its connections are not reused

    std::vector<DirectConnection *> idle; // the one used last at the end
    std::vector<DirectConnection *> opening;
    std::list<DirectEntry *> waiting; // for a connection
};

} // namespace QtDynamoDBPrivate

#endif
