// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CLIENTEVENTS_P_H
#define CLIENTEVENTS_P_H

#include <QtCore/qtconfigmacros.h>

#include <chrono>

class QDynamoDBError;
class QDynamoDBOutcome;
struct QDynamoDBMeasurement;
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

} // namespace QtDynamoDBPrivate

#endif
