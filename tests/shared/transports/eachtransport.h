// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef EACHTRANSPORT_H
#define EACHTRANSPORT_H

#include <QtDynamoDB/qdynamodbabstractclient.h>

#include <QtTest/qtest.h>

// Runs the test functions of a program once for each transport: call addTransports() in
// initTestCase_data(). The functions below return the transport of the current run.
using ClientTransport = QDynamoDBAbstractClient::Transport;

inline void addTransports()
{
    QTest::addColumn<ClientTransport>("transport");
    QTest::newRow("QNetworkAccessManager") << ClientTransport::NetworkAccessManager;
    QTest::newRow("direct") << ClientTransport::Direct;
}

[[nodiscard]] inline ClientTransport currentTransport()
{
    QFETCH_GLOBAL(const ClientTransport, transport);
    return transport;
}

[[nodiscard]] inline bool isDirect()
{
    return currentTransport() == ClientTransport::Direct;
}

#endif
