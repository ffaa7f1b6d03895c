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

// A server under one set of options: how it is reached, and the connections to it. Whoever changes
// proxy or TLS gets a new one; the old one goes with its last request.
struct DirectOrigin
{
    QUrl url; // scheme, host and port
    std::optional<QSslConfiguration> tls; // without one: plain
    QByteArray sessionTicket; // what the last TLS connection left for the next one
    std::optional<QNetworkProxy> proxy; // without one: the application's, or the system's
    bool retired = false; // its connections aren't kept

    std::vector<DirectConnection *> idle; // the last used one at the end
    std::vector<DirectConnection *> opening;
    std::list<DirectEntry *> waiting; // for a connection
};

} // namespace QtDynamoDBPrivate

#endif
