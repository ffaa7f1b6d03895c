// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef INSTALLFAKECLOCK_H
#define INSTALLFAKECLOCK_H

#include "client/qdynamodbabstractclient_p.h"
#include "fakeclock/fakeclock.h"

// Replaces the clock of the client by a fake one, and its random numbers by a constant. Has to be
// called before the first call of the client, which owns the clock.
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
