// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CALL_P_H
#define CALL_P_H

#include "api/operation_p.h"
#include "api/promise_p.h"
#include "credentials/credentialscache_p.h"
#include "pipeline/cancelwatch_p.h"
#include "eventloop/clock_p.h"
#include "pipeline/resolvedsettings_p.h"
#include "pipeline/retrypolicy_p.h"
#include "endpoint/endpoint_p.h"
#include "transport/transport_p.h"

#include <QtDynamoDB/qdynamodbcalloptions.h>
#include <QtDynamoDB/qdynamodbexception.h>
#include <QtDynamoDB/qdynamodbmeasurement.h>

#include <memory>
#include <optional>

namespace QtDynamoDBPrivate {

class Engine;

// One call from start to end, over all its attempts. Made in the caller's thread, then it lives in
// the I/O thread. Subclasses know the request and the result.
class Q_DYNAMODB_AUTOTEST_EXPORT Call : public TransportJob
{
public:
    Call(std::shared_ptr<const Settings> settings, const QDynamoDBCallOptions &options,
         std::unique_ptr<Promise> promise)
        : m_settings(std::move(settings))
        , m_options(options)
        , m_promise(std::move(promise))
    {
    }
    ~Call() override;
    Q_DISABLE_COPY_MOVE(Call)

    // Fails in the caller's thread, in place of what follows.
    void refuse(const QDynamoDBError &error);

    // The engine takes it in, then begins it.
    void adopt(Engine *engine);
    void start();
    // Ends it before its time, wherever it stands. Nothing happens once it is over.
    void stop(QDynamoDBError::Code code, const QString &message);
    // Over: the promise may be kept. Runs the caller's continuations.
    void deliver();

    // The engine's list of calls keeps its place here.
    std::size_t index = 0;

    TransportRequest takeRequest() override;
    void finished(TransportReply &&reply) override;

protected:
    [[nodiscard]] virtual const Operation &operation() const = 0;
    [[nodiscard]] virtual QString tableName() const = 0;
    [[nodiscard]] virtual QString indexName() const = 0;
    [[nodiscard]] virtual QString resource() const = 0; // that the endpoint depends on
    // Of the result, by table.
    [[nodiscard]] virtual QMap<QString, double> consumedCapacity() const = 0;
    virtual QDynamoDBExpected<QByteArray> writeBody() = 0; // checks the request, too
    virtual QDynamoDBError readBody(QByteArray &body) = 0;
    // Whether the result that was read can't be one of this request.
    [[nodiscard]] virtual bool resultContradicts() const = 0;
    [[nodiscard]] virtual void *result() = 0; // of the type that was promised
    [[nodiscard]] virtual QVariant resultVariant() const = 0;

    [[nodiscard]] const QDynamoDBCallOptions &options() const { return m_options; }

private:
    QDynamoDBError prepare();
    void beginAttempt();
    void fetchCredentials();
    void useCredentials(const QDynamoDBExpected<QDynamoDBCredentials> &credentials);
    void send();
    void attemptTimedOut();
    QDynamoDBError evaluate(TransportReply &reply);
    QDynamoDBError suspect(const TransportReply &reply, const QString &reason);
    void attemptEnded(QDynamoDBError error, const TransportReply &reply);
    bool refreshCredentials(const QDynamoDBError &error);
    std::optional<Clock::Duration> planRetry(const QDynamoDBError &error,
                                             const TransportReply &reply);
    void measure(const QDynamoDBError &error, const TransportReply &reply,
                 Clock::Duration retryDelay);
    [[nodiscard]] bool clockExplains() const;
    void logWire(const char *what, const QByteArray &body) const;
    void describe(QDynamoDBError &error) const;
    void complete(const QDynamoDBError &error);
    void release();

    enum class Stage { New, Gated, Waiting, Credentials, Queued, OnWire, Over };

    // What the call's options say, or else the client's settings.
    [[nodiscard]] std::chrono::milliseconds attemptTimeout() const
    {
        return m_options.attemptTimeout.value_or(m_settings->attemptTimeout);
    }
    [[nodiscard]] std::chrono::milliseconds callTimeout() const
    {
        return m_options.callTimeout.value_or(m_settings->callTimeout);
    }
    [[nodiscard]] int maxRetries() const
    {
        return m_options.maxRetries.value_or(m_resolved->maxRetries);
    }

    const std::shared_ptr<const Settings> m_settings;
    const QDynamoDBCallOptions m_options;
    const std::unique_ptr<Promise> m_promise;
    std::shared_ptr<const ResolvedSettings> m_resolved; // since the call began
    Engine *m_engine = nullptr;
    std::unique_ptr<CancelWatch> m_watch; // of the future
    Stage m_stage = Stage::New;

    QByteArray m_body;
    QByteArray m_invocationId;
    std::optional<Endpoint> m_endpoint;
    std::shared_ptr<CredentialsCache> m_credentialsCache;
    CredentialsCache::Ticket m_ticket = 0;
    QDynamoDBCredentials m_credentials;
    bool m_credentialsRefreshed = false;

    int m_attempts = 0; // that went out
    int m_lastRetryCost = 0;
    std::chrono::milliseconds m_skewUsed { 0 };
    Clock::Duration m_started { 0 };
    Clock::Duration m_queued { 0 }; // when the attempt went to the transport
    Clock::Duration m_sent { 0 }; // when it got a connection
    QDateTime m_sentUtc; // the same
    Clock::Duration m_over { 0 }; // when it had ended
    Clock::Duration m_decoding { 0 };
    Clock::Alarm m_callAlarm = 0;
    Clock::Alarm m_attemptAlarm = 0;
    Clock::Alarm m_retryAlarm = 0;
    QDynamoDBError m_error; // the end, or that of the last attempt
};

} // namespace QtDynamoDBPrivate

#endif
