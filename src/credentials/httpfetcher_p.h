// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef HTTPFETCHER_P_H
#define HTTPFETCHER_P_H

#include "credentials/fetchcontext_p.h"
#include "signing/secretobject_p.h"
#include "transport/transport_p.h"

#include <QtDynamoDB/qdynamodberror.h>

#include <memory>

namespace QtDynamoDBPrivate {

class DirectTransport;

struct HttpAnswer
{
    QDynamoDBError error; // why there is none: neither status nor body then
    int status = 0;
    QByteArray errorType; // the header x-amzn-errortype
    QByteArray date; // the header of that name
    QByteArray body; // without the secrets; overwritten when the callback has returned
    HiddenSecrets secrets = {}; // of the body
};

// Whether another attempt may help: no response came, or the service throttles or fails.
[[nodiscard]] bool isTransient(const HttpAnswer &answer);
// The same; a successful response that holds no JSON object is transient as well.
[[nodiscard]] bool isTransientOrNoObject(const HttpAnswer &answer);

struct HttpPolicy
{
    enum class Route { Usual, Direct }; // Direct: never by a proxy

    std::chrono::milliseconds timeout { 5000 }; // of an attempt
    int retries = 2; // of what is worth one
    std::chrono::milliseconds pause { 200 }; // before the first retry; doubles
    Route route = Route::Usual;
    std::function<bool(const HttpAnswer &)> isWorthRetry = &isTransient;
};

// One request after the other to the services that give credentials. Redirects are not followed,
// and large answers not taken. The requests go by the direct transport, whose buffers are wiped,
// whatever transport the client uses.
class HttpFetcher final : public QObject, private TransportJob
{
    Q_OBJECT

public:
    static constexpr qint64 maximumBodySize = 1 << 20;

    using MakeRequest = std::function<TransportRequest()>; // called for each attempt
    using Then = std::function<void(const HttpAnswer &)>;

    // The context has a configuration.
    HttpFetcher(const FetchContext &context, QObject *parent);
    ~HttpFetcher() override;

    // Not while another one is under way.
    void send(const MakeRequest &makeRequest, const HttpPolicy &policy, const Then &then);
    // Ends what is under way, without calling back, and wipes what it holds.
    void stop();

private:
    void begin();
    [[nodiscard]] QDynamoDBError setUpTransport();
    void ended(HttpAnswer &&answer);

    TransportRequest takeRequest() override;
    void finished(TransportReply &&reply) override;

    const FetchContext m_context;
    std::unique_ptr<DirectTransport> m_transport;
    MakeRequest m_makeRequest;
    HttpPolicy m_policy;
    Then m_then;
    TransportRequest m_request; // until the transport takes it
    QByteArray m_body; // of the request; may hold tokens
    QString m_host;
    int m_attempt = 0;
    quint64 m_deadline = 0; // which of them counts
};

} // namespace QtDynamoDBPrivate

#endif
