// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef INSTALLFAKECLOCK_H
#define INSTALLFAKECLOCK_H

#include "client/qdynamodbabstractclient_p.h"
#include "fakeclock/fakeclock.h"

// Before its first call, gives the client a clock that stands still and random numbers that are
// always the same. The clock belongs to the client.
inline FakeClock *installFakeClock(QDynamoDBAbstractClient *client, double random = 0.5)
{
    auto *engine = QDynamoDBAbstractClientPrivate::get(client)->engine;
    auto clock = std::make_unique<FakeClock>(engine);
    FakeClock *const result = clock.get();
    const auto install = [&clock, engine, random] {
        engine->setClock(std::move(clock));
        engine->setRandom([random] { return random; });
    };
    QMetaObject::invokeMethod(engine, install, Qt::BlockingQueuedConnection);
    return result;
}

#endif
