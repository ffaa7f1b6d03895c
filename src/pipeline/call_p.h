// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CALL_P_H
#define CALL_P_H

#include "api/operation_p.h"
#include "api/promise_p.h"
#include "api/writekind_p.h"
#include "pipeline/callcontext_p.h"

#include <QtDynamoDB/qdynamodbcalloptions.h>
#include <QtDynamoDB/qdynamodbexception.h>
#include <QtDynamoDB/qdynamodbmeasurement.h>

#include <memory>
#include <optional>

namespace QtDynamoDBPrivate {

class WriteState;

// A call from start to end, over all its attempts. It is created in the caller's thread and belongs
// to the I/O thread from adopt() on. Subclasses know the types of request and result.
class Q_DYNAMODB_AUTOTEST_EXPORT Call : public TransportJob
{
public:
    Call(const QDynamoDBCallOptions &options, std::unique_ptr<Promise> promise);
    ~Call() override;
    Q_DISABLE_COPY_MOVE(Call)

    [[nodiscard]] Promise &promise() const { return *m_promise; }

    // Sets the client's settings for this call. Call it before anything else.
    void setSettings(std::shared_ptr<const Settings> settings) { m_settings = std::move(settings); }
    // Returns the error for a reply without a complete response.
    [[nodiscard]] static QDynamoDBError transportError(const TransportReply &reply);
    // Fails in the caller's thread. Neither adopt() nor start() follows.
    void refuse(const QDynamoDBError &error);

    // The context must outlive the call.
    void adopt(CallContext *context);
    void start();
    // Ends the call early, in any state. Does nothing if it is over.
    void stop(QDynamoDBError::Code code, const QString &message);
    // Reports the outcome and finishes the future, which runs the caller's continuations. The owner
    // calls this after CallOwner::ended().
    void deliver();

    std::size_t index = 0; // in the owner's list of calls

    TransportRequest takeRequest() override;
    void finished(TransportReply &&reply) override;

protected:
    [[nodiscard]] virtual const Operation &operation() const = 0;
    [[nodiscard]] virtual WriteKind writeKind() const = 0; // of the request
    [[nodiscard]] virtual QString tableName() const = 0;
    [[nodiscard]] virtual QString indexName() const = 0;
    [[nodiscard]] virtual QString resource() const = 0; // the endpoint depends on it
    // Returns the units that the result contains, by table.
    [[nodiscard]] virtual QMap<QString, double> consumedCapacity() const = 0;
    virtual QDynamoDBExpected<QByteArray> writeBody() = 0; // also validates the request
    virtual QDynamoDBError readBody(QByteArray &body) = 0;
    // Decodes the items of a service error with the client's item codec.
    virtual void decodeError(QDynamoDBError &error) const { Q_UNUSED(error) }
    // Whether the result that was read can't belong to this request.
    [[nodiscard]] virtual bool resultContradicts() const = 0;
    [[nodiscard]] virtual void *result() = 0; // of the promise's type
    [[nodiscard]] virtual QVariant resultVariant() const = 0;

    [[nodiscard]] const QDynamoDBCallOptions &options() const { return m_options; }
    // Null if the call only reads. writeBody() applies it to the request.
    [[nodiscard]] WriteState *writes() const { return m_write.get(); }
    [[nodiscard]] const QDynamoDBItemCodec *itemCodec() const
    {
        return m_settings->itemCodec.get();
    }

private:
    enum class Stage {
        New,
        Gated, // by the adaptive retry mode
        Waiting, // for the next attempt
        Credentials,
        Queued,
        OnWire,
        Over,
    };

    QDynamoDBError prepare();
    void beginAttempt();
    void fetchCredentials();
    void useCredentials(const QDynamoDBExpected<QDynamoDBCredentials> &credentials);
    void send();
    void attemptTimedOut();
    QDynamoDBError evaluate(TransportReply &reply);
    QDynamoDBError failedWrite(const TransportReply &reply, const QDynamoDBError &error);
    [[nodiscard]] const Operation &wireOperation() const;
    [[nodiscard]] bool isTooLate(Clock::Duration delay) const;
    void stopTooLate();
    [[nodiscard]] bool isRetriedByOptions(const QDynamoDBError &error) const;
    QDynamoDBError readResponse(QByteArray &body);
    QDynamoDBError suspect(TransportReply &reply, const QString &reason);
    void attemptEnded(QDynamoDBError error, const TransportReply &reply);
    bool refreshCredentials(const QDynamoDBError &error);
    std::optional<Clock::Duration> planRetry(const QDynamoDBError &error,
                                             const TransportReply &reply);
    void measure(const QDynamoDBError &error, const TransportReply &reply,
                 Clock::Duration retryDelay);
    [[nodiscard]] bool isClockRefused() const;
    void logBody(const char *kind, const QByteArray &body) const;
    void addDetails(QDynamoDBError &error) const;
    void complete(const QDynamoDBError &error);
    void cancelPending();

    [[nodiscard]] Clock &clock() const { return *m_context->clock; }
    // The options of the call or, where they are absent, the client's settings.
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
        return m_options.maxRetries.value_or(m_resources.settings->maxRetries);
    }

    const QDynamoDBCallOptions m_options;
    const std::unique_ptr<Promise> m_promise;
    std::shared_ptr<const Settings> m_settings;
    CallContext *m_context = nullptr; // set by adopt()
    CallResources m_resources {}; // set by prepare()
    std::unique_ptr<CancelWatch> m_watch; // of the future
    Stage m_stage = Stage::New;

    QByteArray m_body;
    QByteArray m_invocationId;
    std::optional<Endpoint> m_endpoint;
    CredentialsCache::Ticket m_ticket = 0;
    QDynamoDBCredentials m_credentials;
    bool m_credentialsRefreshed = false;

    std::unique_ptr<WriteState> m_write; // null if the call only reads; set by prepare()
    int m_attempts = 0; // that were sent
    int m_lastRetryCost = 0;
    std::chrono::milliseconds m_skewUsed { 0 }; // of the last signature
    Clock::Duration m_started { 0 };
    Clock::Duration m_queued { 0 }; // when the attempt was handed to the transport
    Clock::Duration m_sent { 0 }; // when the attempt got a connection
    QDateTime m_sentUtc; // the same time
    Clock::Duration m_attemptOver { 0 };
    Clock::Duration m_decoding { 0 };
    Clock::Alarm m_callAlarm = 0;
    Clock::Alarm m_attemptAlarm = 0;
    Clock::Alarm m_retryAlarm = 0;
    QDynamoDBError m_error; // of the call or, until it is over, of the last attempt
};

} // namespace QtDynamoDBPrivate

#endif
