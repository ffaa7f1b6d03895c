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

// The response to a request for credentials, or the reason why there is none.
struct HttpResponse
{
    QDynamoDBError error; // if set, the other members are empty
    int status = 0;
    QByteArray errorType; // the header x-amzn-errortype
    QByteArray date; // the header date
    QByteArray body; // without secrets; overwritten after the callback returns
    HiddenSecrets secrets = {}; // the secrets that were in the body
};

// Returns whether a retry may succeed: there was no response, or the service throttled or failed.
[[nodiscard]] bool isTransient(const HttpResponse &response);
// The same, but a successful response without a JSON object is also transient.
[[nodiscard]] bool isTransientOrNoObject(const HttpResponse &response);

struct HttpPolicy
{
    enum class Route { Usual, Direct }; // Direct: without a proxy, whatever is configured

    std::chrono::milliseconds timeout { 5000 }; // of each attempt
    int retries = 2; // at most
    std::chrono::milliseconds pause { 200 }; // before the first retry; doubles for each further one
    Route route = Route::Usual;
    std::function<bool(const HttpResponse &)> shouldRetry = &isTransient;
};

// An HTTP client for the services that issue credentials, for one request at a time. Redirects are
// errors, and so are bodies over maximumBodySize. It always uses the direct transport, which
// overwrites its buffers, whatever transport the client uses.
class HttpFetcher final : public QObject, private TransportJob
{
    Q_OBJECT

public:
    static constexpr qint64 maximumBodySize = 1 << 20; // bytes

    using MakeRequest = std::function<TransportRequest()>; // called for each attempt
    using Then = std::function<void(const HttpResponse &)>;

    // The context must have a configuration.
    HttpFetcher(const FetchContext &context, QObject *parent);
    ~HttpFetcher() override;

    // Sends a request, with retries, and calls then() with the outcome: from the event loop, or
    // before send() returns if the TLS settings are invalid. One request at a time.
    void send(const MakeRequest &makeRequest, const HttpPolicy &policy, const Then &then);
    // Aborts the request without calling then(), and overwrites its secrets.
    void stop();

private:
    void startAttempt();
    [[nodiscard]] QDynamoDBError setUpTransport();
    void finishAttempt(HttpResponse &&response);

    TransportRequest takeRequest() override;
    void finished(TransportReply &&reply) override;

    const FetchContext m_context;
    std::unique_ptr<DirectTransport> m_transport;
    MakeRequest m_makeRequest;
    HttpPolicy m_policy;
    Then m_then;
    TransportRequest m_request; // until the transport takes it
    QByteArray m_body; // of the request; may contain tokens
    QString m_host;
    int m_attempt = 0;
    quint64 m_deadline = 0; // number of the current timer; older ones are ignored
};

} // namespace QtDynamoDBPrivate

#endif
