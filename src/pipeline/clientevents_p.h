// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CLIENTEVENTS_P_H
#define CLIENTEVENTS_P_H

#include <QtCore/qtconfigmacros.h>

#include <atomic>
#include <chrono>

class QDynamoDBError;
struct QDynamoDBMeasurement;
struct QDynamoDBOutcome;
QT_BEGIN_NAMESPACE
class QString;
class QUrl;
QT_END_NAMESPACE

namespace QtDynamoDBPrivate {

// The events that the engine reports to its client, from the I/O thread. The client implements this
// and emits a signal for each event.
class ClientEvents
{
public:
    virtual ~ClientEvents() = default;

    virtual void finished(const QDynamoDBOutcome &outcome) = 0;
    virtual void errorOccurred(const QDynamoDBError &error) = 0;
    virtual void retrying(const QDynamoDBError &error, std::chrono::milliseconds delay) = 0;
    virtual void measured(const QDynamoDBMeasurement &measurement) = 0;
    virtual void credentialsRequired(const QDynamoDBError &error) = 0;
    virtual void authorizationRequired(const QUrl &url, const QString &code) = 0;
    virtual void mfaRequired(const QString &mfaSerial) = 0;
};

// The signals of a client that are connected. Events of other signals are not reported. The client
// sets these in its thread, the I/O thread reads them.
struct Observers
{
    std::atomic<bool> finished { false };
    std::atomic<bool> errorOccurred { false };
    std::atomic<bool> retrying { false };
    std::atomic<bool> measured { false };
    std::atomic<bool> credentialsRequired { false };
    std::atomic<bool> authorizationRequired { false };
    std::atomic<bool> mfaRequired { false };
};

} // namespace QtDynamoDBPrivate

#endif
