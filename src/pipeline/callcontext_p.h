// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CALLCONTEXT_P_H
#define CALLCONTEXT_P_H

#include "credentials/credentialscache_p.h"
#include "endpoint/endpoint_p.h"
#include "eventloop/clock_p.h"
#include "pipeline/adaptivelimiter_p.h"
#include "pipeline/cancelwatch_p.h"
#include "pipeline/clientreports_p.h"
#include "pipeline/resolvedsettings_p.h"
#include "pipeline/responsecheck_p.h"
#include "pipeline/retrypolicy_p.h"
#include "signing/clockskew_p.h"
#include "signing/signer_p.h"
#include "transport/transport_p.h"

#include <QtCore/qrandom.h>

#include <functional>
#include <memory>

namespace QtDynamoDBPrivate {

class Call;
struct Operation;

// The parts of a client that belong to the settings of a call.
struct CallResources
{
    std::shared_ptr<const ResolvedSettings> settings;
    std::shared_ptr<CredentialsCache> credentials;
    Transport *transport; // outlives the call
};

// The interface that a call has to its owner, which is the client's engine or a test.
class CallOwner
{
public:
    // Reads the environment and files if the settings are new or the files have changed.
    [[nodiscard]] virtual QDynamoDBExpected<CallResources> resolve(
            const std::shared_ptr<const Settings> &settings) = 0;
    // Returns the host for a call on that resource. The account's id may be empty.
    [[nodiscard]] virtual QDynamoDBExpected<Endpoint> endpoint(
            const std::shared_ptr<const ResolvedSettings> &settings, const Operation &operation,
            const QString &accountId, const QString &resource) = 0;
    // The call is over. The owner calls Call::deliver() from the event loop, so that the
    // continuations of the future find no half-done state, and destroys the call.
    virtual void ended(Call *call) = 0;

protected:
    ~CallOwner() = default;
};

// The parts of a client that all of its calls share. Belongs to the I/O thread.
struct CallContext
{
    CallContext(CallOwner *callOwner, std::unique_ptr<Clock> &&systemClock,
                std::unique_ptr<ClientEvents> events, std::shared_ptr<const Observers> observers)
        : owner(callOwner)
        , clock(std::move(systemClock))
        , reports(std::move(events), std::move(observers))
    {
    }

    CallOwner *const owner;
    std::unique_ptr<Clock> clock;
    std::function<double()> random = [] { return QRandomGenerator::global()->generateDouble(); };
    QByteArray userAgent;
    ClientReports reports;
    Signer signer;
    ClockSkew skew;
    ResponseChecks responseChecks;
    RetryTokens retryTokens;
    AdaptiveLimiter limiter;
    CancelWatches cancelWatches;
};

} // namespace QtDynamoDBPrivate

#endif
