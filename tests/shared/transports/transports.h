// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef TRANSPORTS_H
#define TRANSPORTS_H

#include "transport/direct/directtransport_p.h"
#include "transport/qnam/qnamtransport_p.h"

#include <QtTest/qtest.h>

#include <memory>

// Tests that hold for every transport run for each of them: call addTransports() in
// initTestCase_data(), and get the present one from makeTransport().
enum class TransportKind { NetworkAccessManager, Direct };

inline void addTransports()
{
    QTest::addColumn<TransportKind>("transport");
    QTest::newRow("QNetworkAccessManager") << TransportKind::NetworkAccessManager;
    QTest::newRow("direct") << TransportKind::Direct;
}

// For the few things that differ.
[[nodiscard]] inline bool isDirect()
{
    QFETCH_GLOBAL(const TransportKind, transport);
    return transport == TransportKind::Direct;
}

[[nodiscard]] inline std::unique_ptr<QtDynamoDBPrivate::Transport> makeTransport(
        const QtDynamoDBPrivate::TransportOptions &options = {})
{
    if (isDirect())
        return std::make_unique<QtDynamoDBPrivate::DirectTransport>(options);
    return std::make_unique<QtDynamoDBPrivate::QnamTransport>(options);
}

#endif
