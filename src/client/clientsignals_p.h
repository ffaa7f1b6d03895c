// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CLIENTSIGNALS_P_H
#define CLIENTSIGNALS_P_H

#include "pipeline/clientevents_p.h"

class QDynamoDBAbstractClient;

namespace QtDynamoDBPrivate {

// Emits each event of the engine as a signal of the client, in the client's thread. Must be
// destroyed before the client.
class ClientSignals final : public ClientEvents
{
public:
    explicit ClientSignals(QDynamoDBAbstractClient *client)
        : m_client(client)
    {
    }

    void finished(const QDynamoDBOutcome &outcome) override;
    void errorOccurred(const QDynamoDBError &error) override;
    void retrying(const QDynamoDBError &error, std::chrono::milliseconds delay) override;
    void measured(const QDynamoDBMeasurement &measurement) override;
    void credentialsRequired(const QDynamoDBError &error) override;
    void authorizationRequired(const QUrl &url, const QString &code) override;
    void mfaRequired(const QString &mfaSerial) override;

private:
    template<typename... Parameters, typename... Arguments>
    void emitLater(void (QDynamoDBAbstractClient::*signal)(Parameters...),
                   const Arguments &...arguments);

    QDynamoDBAbstractClient *const m_client;
};

} // namespace QtDynamoDBPrivate

#endif
