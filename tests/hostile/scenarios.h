// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SCENARIOS_H
#define SCENARIOS_H

#include "hostileserver.h"

#include <QtDynamoDB/qdynamodberror.h>

#include <optional>

// What becomes of a call.
struct Outcome
{
    QDynamoDBError::Code code = QDynamoDBError::Code::NoError;
    bool isRetried = false;
    bool hasItem = true; // NoError: the call gets its own item, not none
};

// A server's answer to a GetItem, and what becomes of the call.
struct Scenario
{
    const char *name;
    HostileScript script;
    Outcome outcome; // over every transport
    // Over QNetworkAccessManager, where Qt waits and gives no sign.
    std::optional<Outcome> networkAccessManager = std::nullopt;
    bool isEarly = false; // the answer comes before the request is complete
};

[[nodiscard]] const QList<Scenario> &framingScenarios();
[[nodiscard]] const QList<Scenario> &headScenarios();
[[nodiscard]] const QList<Scenario> &phaseScenarios();
[[nodiscard]] const QList<Scenario> &contentScenarios();

#endif
