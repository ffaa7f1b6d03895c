// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "client/clientsignals_p.h"

#include <QtDynamoDB/qdynamodbabstractclient.h>

namespace QtDynamoDBPrivate {

template<typename... Parameters, typename... Arguments>
void ClientSignals::emitLater(void (QDynamoDBAbstractClient::*signal)(Parameters...),
                              const Arguments &...arguments)
{
    QMetaObject::invokeMethod(
            m_client,
            [client = m_client, signal, arguments...] { (client->*signal)(arguments...); },
            Qt::QueuedConnection);
}

void ClientSignals::finished(const QDynamoDBOutcome &outcome)
{
    emitLater(&QDynamoDBAbstractClient::finished, outcome);
}

void ClientSignals::errorOccurred(const QDynamoDBError &error)
{
    emitLater(&QDynamoDBAbstractClient::errorOccurred, error);
}

void ClientSignals::retrying(const QDynamoDBError &error, std::chrono::milliseconds delay)
{
    emitLater(&QDynamoDBAbstractClient::retrying, error, delay);
}

void ClientSignals::measured(const QDynamoDBMeasurement &measurement)
{
    emitLater(&QDynamoDBAbstractClient::measured, measurement);
}

void ClientSignals::credentialsRequired(const QDynamoDBError &error)
{
    emitLater(&QDynamoDBAbstractClient::credentialsRequired, error);
}

void ClientSignals::authorizationRequired(const QUrl &url, const QString &code)
{
    emitLater(&QDynamoDBAbstractClient::authorizationRequired, url, code);
}

void ClientSignals::mfaRequired(const QString &mfaSerial)
{
    emitLater(&QDynamoDBAbstractClient::mfaRequired, mfaSerial);
}

} // namespace QtDynamoDBPrivate
