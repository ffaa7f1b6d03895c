// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SCENARIOS_H
#define SCENARIOS_H

#include "hostileserver.h"

#include <QtDynamoDB/qdynamodberror.h>

#include <optional>

// How a call ends.
struct Outcome
{
    QDynamoDBError::Code code = QDynamoDBError::Code::NoError;
    bool isRetried = false;
    bool hasItem = true; // for NoError: the result contains the requested item
};

// The reaction of the server to a GetItem, and the outcome of the call.
struct Scenario
{
    const char *name;
    HostileScript script;
    Outcome outcome; // with both transports
    // With QNetworkAccessManager, where it waits without reporting an error.
    std::optional<Outcome> networkAccessManager = std::nullopt;
    bool isEarly = false; // the response is sent before the request is complete
};

[[nodiscard]] const QList<Scenario> &framingScenarios();
[[nodiscard]] const QList<Scenario> &headScenarios();
[[nodiscard]] const QList<Scenario> &phaseScenarios();
[[nodiscard]] const QList<Scenario> &contentScenarios();

#endif
