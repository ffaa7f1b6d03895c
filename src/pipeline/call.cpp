// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "pipeline/call_p.h"

#include "json/errorreader_p.h"
#include "pipeline/calloptions_p.h"
#include "pipeline/clientlogging_p.h"
#include "pipeline/writes/writestate_p.h"
#include "signing/redaction_p.h"
#include "transport/crc32_p.h"
#include "transport/httpsyntax_p.h"
#include "transport/networklogging_p.h"
#include "values/qdynamodberror_p.h"
#include "values/uuid_p.h"

#include <QtDynamoDB/qdynamodbexceptions.h>
#include <QtDynamoDB/qdynamodboutcome.h>

#include <algorithm>
#include <limits>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Code = QDynamoDBError::Code;

namespace {

constexpr Clock::Duration noRetry(-1); // in a measurement

QString inMilliseconds(Clock::Duration duration)
{
    return QString::number(std::chrono::duration_cast<std::chrono::milliseconds>(duration).count())
            + " ms"_L1;
}

QByteArrayView requestId(const TransportReply &reply)
{
    for (const char *name : { "x-amzn-requestid", "x-amzn-request-id", "x-amz-request-id" }) {
        const QByteArrayView id = reply.header(name);
        if (!id.isEmpty())
            return id;
    }
    return {};
}

// Reuses the memory of the text if it is not shared.
void setLatin1(QString &text, QByteArrayView latin1)
{
    text.resize(latin1.size());
    std::transform(latin1.begin(), latin1.end(), text.begin(),
                   [](char c) { return QChar(QLatin1Char(c)); });
}

// Most strings of a measurement are those of the previous one. Comparing pointers is cheaper than
// counting references.
void share(QString &to, const QString &from)
{
    if (!to.isSharedWith(from))
        to = from;
}

// Returns the delay before the next attempt that the service asks for.
std::optional<std::chrono::milliseconds> retryHint(const TransportReply &reply)
{
    const std::optional<quint64> value = httpNumber(reply.header("x-amz-retry-after"));
    if (!value)
        return std::nullopt;
    constexpr quint64 day = 24 * 60 * 60 * 1000; // far above the longest delay
    return std::chrono::milliseconds(std::min(*value, day));
}

// Whether the body does not have the checksum of the response. A malformed checksum is ignored.
bool isDamaged(const TransportReply &reply)
{
    const std::optional<quint64> checksum = httpNumber(reply.header("x-amz-crc32"));
    return checksum && *checksum <= std::numeric_limits<quint32>::max()
            && *checksum != crc32(reply.body);
}

} // namespace

Call::Call(const QDynamoDBCallOptions &options, std::unique_ptr<Promise> promise)
    : m_options(options)
    , m_promise(std::move(promise))
{
}

Call::~Call()
{
    if (m_context)
        cancelPending();
}

QDynamoDBError Call::transportError(const TransportReply &reply)
{
    using Failure = TransportReply::Failure;
    // Qt's text contains the server's reason phrase, which may have any length.
    constexpr qsizetype longestText = 1000;
    const QString text = reply.failureText.left(longestText);
    switch (reply.failure) {
    case Failure::Tls:
        return QDynamoDBError(Code::SecureConnection, text);
    case Failure::ProxyAuthentication:
        return QDynamoDBError(Code::ProxyAuthentication, text);
    case Failure::Protocol:
        return QDynamoDBError(Code::InvalidResponse, text);
    default:
        return QDynamoDBError(Code::Request, text);
    }
}

void Call::refuse(const QDynamoDBError &error)
{
    m_stage = Stage::Over;
    m_error = error;
    addDetails(m_error);
    m_promise->start();
    m_promise->setException(*QDynamoDB::makeException(m_error));
    m_promise->finish();
}

void Call::adopt(CallContext *context)
{
    m_context = context;
    m_started = clock().monotonic();
}

void Call::start()
{
    if (m_promise->isCanceled()) {
        stop(Code::Cancelled, u"The call was cancelled before it began."_s);
        return;
    }
    m_watch = m_context->cancelWatches.take();
    m_watch->begin(m_promise->future(),
                   [this] { stop(Code::Cancelled, u"The call was cancelled."_s); });
    m_promise->start();

    if (const QDynamoDBError error = prepare(); error.isError()) {
        complete(error);
        return;
    }
    if (callTimeout() > 0ms) {
        m_callAlarm = clock().wakeAt(m_started + callTimeout(), [this] {
            m_callAlarm = 0;
            QString text = "The call took longer than its callTimeout of "_L1
                    + inMilliseconds(callTimeout()) + u'.';
            if (m_error.isError())
                text += " The last attempt failed with: "_L1 + m_error.message();
            stop(Code::Timeout, text);
        });
    }
    beginAttempt();
}

QDynamoDBError Call::prepare()
{
    if (QDynamoDBError error = validateOptions(m_options); error.isError())
        return error;
    if (const WriteKind kind = writeKind(); kind != WriteKind::None)
        m_write = std::make_unique<WriteState>(kind, m_options);
    QDynamoDBExpected<QByteArray> body = writeBody();
    if (!body)
        return body.error();
    m_body = m_write && m_write->isTransaction() ? m_write->transactionBody(*body)
                                                 : *std::move(body);
    QDynamoDBExpected<CallResources> resources = m_context->owner->resolve(m_settings);
    if (!resources)
        return resources.error();
    m_resources = *std::move(resources);
    m_invocationId = makeUuid();
    return {};
}

void Call::beginAttempt()
{
    if (m_resources.settings->retryMode == RetryMode::Adaptive) {
        const Clock::Duration now = clock().monotonic();
        const Clock::Duration wait = m_context->limiter.acquire(now);
        if (wait > Clock::Duration::zero()) {
            m_stage = Stage::Gated;
            m_retryAlarm = clock().wakeAt(now + wait, [this] {
                m_retryAlarm = 0;
                fetchCredentials();
            });
            return;
        }
    }
    fetchCredentials();
}

void Call::fetchCredentials()
{
    m_stage = Stage::Credentials;
    const QDynamoDBCredentials current = m_resources.credentials->current();
    if (!current.isEmpty()) {
        useCredentials(current);
        return;
    }
    m_ticket = m_resources.credentials->get([this](const auto &credentials) {
        m_ticket = 0;
        useCredentials(credentials);
    });
}

void Call::useCredentials(const QDynamoDBExpected<QDynamoDBCredentials> &credentials)
{
    if (m_stage != Stage::Credentials)
        return;
    if (!credentials) {
        complete(credentials.error());
        return;
    }
    m_credentials = *credentials;
    QDynamoDBExpected<Endpoint> endpoint = m_context->owner->endpoint(m_resources.settings,
                                                                      wireOperation(),
                                                                      m_credentials.accountId(),
                                                                      resource());
    if (!endpoint) {
        complete(endpoint.error());
        return;
    }
    m_endpoint = *std::move(endpoint);
    send();
}

void Call::send()
{
    m_stage = Stage::Queued;
    m_queued = clock().monotonic();
    m_resources.transport->send(this);
}

TransportRequest Call::takeRequest()
{
    if (isTooLate({})) {
        stopTooLate();
        return {};
    }
    if (m_write)
        m_write->begin(clock().sinceBoot());
    m_stage = Stage::OnWire;
    m_sent = clock().monotonic();
    m_sentUtc = clock().utcNow();
    m_decoding = Clock::Duration::zero();
    ++m_attempts;
    if (attemptTimeout() > 0ms)
        m_attemptAlarm = clock().wakeAt(m_sent + attemptTimeout(), [this] { attemptTimedOut(); });

    TransportRequest request;
    request.url = m_endpoint->url;
    request.body = m_body;
    const char *target = wireOperation().target;
    request.headers.reserve(12); // with those that the signer adds
    const auto add = [&request](const QByteArray &name, QByteArray value) {
        request.headers.append({ name, std::move(value) });
    };
    add("content-type"_ba, "application/x-amz-json-1.0"_ba);
    add("x-amz-target"_ba, QByteArray::fromRawData(target, qsizetype(qstrlen(target))));
    add("accept-encoding"_ba, "identity"_ba);
    add("user-agent"_ba, m_context->userAgent);
    add("amz-sdk-invocation-id"_ba, m_invocationId);
    add("amz-sdk-request"_ba,
        "attempt=" + QByteArray::number(m_attempts)
                + "; max=" + QByteArray::number(maxRetries() + 1));
    m_skewUsed = m_resources.settings->correctsClock ? m_context->skew.offset() : 0ms;
    m_context->signer.sign(request, m_credentials, m_endpoint->signingRegion,
                           m_endpoint->signingService, m_sentUtc.addMSecs(m_skewUsed.count()));
    qCDebug(lcSigning) << operation().name << "signed for" << m_endpoint->signingService << "in"
                       << m_endpoint->signingRegion << "with a clock correction of"
                       << m_skewUsed.count() << "ms";
    logBody("request", m_body);
    for (const auto &[name, value] : m_options.headers)
        request.headers.append({ name.toLower(), value });
    return request;
}

void Call::attemptTimedOut()
{
    m_attemptAlarm = 0;
    m_attemptOver = clock().monotonic();
    if (m_resources.transport->timeOut(this) && m_write)
        m_write->failedUnknown();
    attemptEnded(QDynamoDBError(Code::Timeout,
                                "No complete response arrived within the attemptTimeout of "_L1
                                        + inMilliseconds(attemptTimeout()) + u'.'),
                 {});
}

void Call::finished(TransportReply &&reply)
{
    clock().cancel(std::exchange(m_attemptAlarm, 0));
    const Clock::Duration arrived = clock().monotonic();
    logBody("response", reply.body);
    QDynamoDBError error = evaluate(reply);
    m_attemptOver = clock().monotonic();
    m_decoding = m_attemptOver - arrived;
    if (m_write && error.isError())
        error = failedWrite(reply, error);
    attemptEnded(std::move(error), reply);
}

// Returns the error for a response that belongs to another request. Other idle connections may have
// received such bytes as well, so they are dropped.
QDynamoDBError Call::suspect(TransportReply &reply, const QString &reason)
{
    reply.failure = TransportReply::Failure::ConnectionLost;
    m_resources.transport->dropIdle();
    qCInfo(lcNetwork) << operation().name << "got a response with status" << reply.status
                      << "that belongs to another request:" << reason;
    return QDynamoDBError(Code::Request,
                          "The response belongs to another request ("_L1 + reason
                                  + "). The outcome of this request is not known."_L1);
}

QDynamoDBError Call::evaluate(TransportReply &reply)
{
    if (reply.failure != TransportReply::Failure::None)
        return transportError(reply);
    if (reply.status == 408) {
        return QDynamoDBError(Code::Request,
                              u"The server closed the connection because it had waited too long "
                              "for a request (status 408)."_s);
    }
    const Clock::Duration arrived = clock().monotonic();
    ResponseCheck *check = nullptr;
    if (m_settings->transport == TransportKind::NetworkAccessManager) {
        check = &m_context->responseChecks.of(m_endpoint->host, m_endpoint->port);
        const QString reason = check->suspicion(reply, requestId(reply), m_sent, arrived);
        if (!reason.isEmpty())
            return suspect(reply, reason);
    }
    m_context->skew.learn(reply.header("date"), reply.header("age"), arrived - m_sent,
                          clock().utcNow());

    // The checksum of an error is not verified: the error is reported in any case.
    if (reply.status < 200 || reply.status > 299) {
        QDynamoDBError error = readServiceError(reply.status, reply.header("x-amzn-errortype"),
                                                reply.body);
        QString &message = QDynamoDBErrorPrivate::get(error).message;
        message = withoutSecrets(message, m_credentials);
        return error;
    }
    if (isDamaged(reply)) {
        QDynamoDBError error(Code::ChecksumMismatch,
                             u"The response does not match its checksum (x-amz-crc32), so it was "
                             "damaged on the way."_s);
        QDynamoDBErrorPrivate::get(error).httpStatus = reply.status;
        return error;
    }
    // These statuses mean that there is no content, so a missing body is not an error.
    if ((reply.status == 204 || reply.status == 205) && reply.body.isEmpty())
        reply.body = "{}"_ba;
    QDynamoDBError error = readResponse(reply.body);
    if (error.isError()) {
        QDynamoDBErrorPrivate::get(error).httpStatus = reply.status;
    } else if (check && resultContradicts()) {
        if (const QString reason = check->suspicionOfKey(reply); !reason.isEmpty())
            return suspect(reply, reason);
    }
    return error;
}

void Call::attemptEnded(QDynamoDBError error, const TransportReply &reply)
{
    m_stage = Stage::Waiting;
    const bool failed = error.isError();
    if (failed) {
        addDetails(error);
        QDynamoDBErrorPrivate::get(error).requestId = QString::fromLatin1(requestId(reply));
        m_error = error;
    }
    if (m_resources.settings->retryMode == RetryMode::Adaptive) {
        m_context->limiter.attemptEnded(error.isThrottling() ? AdaptiveLimiter::Outcome::Throttled
                                                             : AdaptiveLimiter::Outcome::Other,
                                        clock().monotonic());
    }
    if (!failed) {
        m_context->retryTokens.refund(m_lastRetryCost);
        measure(error, reply, noRetry);
        complete(error);
        return;
    }
    if (refreshCredentials(error)) {
        measure(error, reply, Clock::Duration::zero());
        return;
    }
    const std::optional<Clock::Duration> delay = planRetry(error, reply);
    measure(error, reply, delay.value_or(noRetry));
    if (!delay) {
        complete(error);
        return;
    }
    qCDebug(lcRetry) << "retrying in" << inMilliseconds(*delay) << "after" << error;
    decodeError(error);
    m_context->reports.reportRetry(error, *delay);
    m_retryAlarm = clock().wakeAt(clock().monotonic() + *delay, [this] {
        m_retryAlarm = 0;
        beginAttempt();
    });
}

// Whether the service refused the last attempt because of its time, and the clock has been
// corrected since.
bool Call::isClockRefused() const
{
    return m_resources.settings->correctsClock && m_context->skew.explains(m_skewUsed);
}

// Fetches new credentials if the service refused those of the last attempt as expired; once in a
// call.
bool Call::refreshCredentials(const QDynamoDBError &error)
{
    const bool expired = error.code() == Code::ExpiredToken || error.code() == Code::RequestExpired;
    if (!expired || m_credentialsRefreshed || m_attempts > maxRetries() || isClockRefused())
        return false;
    m_credentialsRefreshed = true;
    m_stage = Stage::Credentials;
    const auto useReloaded = [this, error](const auto &credentials) {
        m_ticket = 0;
        // If the provider has no others, the service's error explains the failure best.
        if (credentials && *credentials == m_credentials)
            complete(error);
        else
            useCredentials(credentials);
    };
    m_ticket = m_resources.credentials->reload(m_credentials, useReloaded);
    return true;
}

// Returns the delay before the next attempt, or nothing if the call is not retried.
std::optional<Clock::Duration> Call::planRetry(const QDynamoDBError &error,
                                               const TransportReply &reply)
{
    RetryClass kind = retryClass(error);
    if (kind == RetryClass::None && reply.status >= 400 && isClockRefused())
        kind = RetryClass::Transient; // the retry is signed with the service's time
    if (kind == RetryClass::None && isRetriedByOptions(error))
        kind = RetryClass::Transient;
    if (kind == RetryClass::None || m_attempts > maxRetries())
        return std::nullopt;
    const Clock::Duration delay = retryDelay(kind, m_attempts - 1, m_context->random(),
                                             retryHint(reply));
    // An attempt after the deadline is useless; the present error tells more than a timeout.
    const Clock::Duration resumed = clock().monotonic() + delay;
    if (m_callAlarm && resumed >= m_started + callTimeout())
        return std::nullopt;
    if (isTooLate(delay))
        return std::nullopt;
    const int cost = m_context->retryTokens.take(kind);
    if (cost == 0) {
        qCInfo(lcRetry) << "no retry, because too many recent attempts failed:" << error;
        return std::nullopt;
    }
    m_lastRetryCost = cost;
    return delay;
}

void Call::measure(const QDynamoDBError &error, const TransportReply &reply,
                   Clock::Duration retryDelay)
{
    ClientReports &reports = m_context->reports;
    if (!reports.wantsMeasurements())
        return;
    const Clock::Duration queued = m_sent - m_queued;
    QDynamoDBMeasurement &measurement = reports.nextMeasurement();
    measurement.timestamp = m_sentUtc.addMSecs(
            -std::chrono::duration_cast<std::chrono::milliseconds>(queued).count());
    measurement.duration = m_attemptOver - m_queued;
    if (const QLatin1StringView name(operation().name); measurement.operation != name)
        measurement.operation = name;
    share(measurement.tableName, tableName());
    share(measurement.indexName, indexName());
    share(measurement.correlationId, m_options.correlationId);
    share(measurement.traceParent, m_options.traceParent);
    share(measurement.traceState, m_options.traceState);
    share(measurement.serverAddress, m_endpoint->host);
    measurement.serverPort = m_endpoint->port;
    share(measurement.region, m_endpoint->region);
    measurement.attempt = m_attempts;
    measurement.httpStatus = reply.status;
    measurement.errorCode = error.code();
    setLatin1(measurement.requestId, requestId(reply));
    measurement.bytesSent = m_body.size();
    measurement.bytesReceived = reply.body.size();
    measurement.queued = queued;
    measurement.connecting = reply.connecting;
    measurement.waiting = reply.waiting;
    measurement.receiving = reply.receiving;
    measurement.decoding = m_decoding;
    measurement.retryDelay = retryDelay;
    measurement.consumedCapacityByTable = error.isError() ? QMap<QString, double>()
                                                          : consumedCapacity();
    reports.reportMeasurement(clock().monotonic());
}

void Call::logBody(const char *kind, const QByteArray &body) const
{
    if (lcNetwork().isDebugEnabled()) {
        qCDebug(lcNetwork).noquote() << operation().name << "attempt" << m_attempts << kind
                                     << body.size() << "bytes" << jsonShape(body);
    }
    if (lcBodies().isDebugEnabled()) {
        // A service may quote the credentials of a request.
        qCDebug(lcBodies).noquote() << operation().name << "attempt" << m_attempts << kind
                                    << withoutSecrets(QString::fromUtf8(body), m_credentials);
    }
}

void Call::addDetails(QDynamoDBError &error) const
{
    QDynamoDBErrorPrivate &d = QDynamoDBErrorPrivate::get(error);
    d.operation = QString::fromLatin1(operation().name);
    d.tableName = tableName();
    d.attempts = m_attempts;
    d.mayHaveSucceeded = m_write && m_write->isDoubtful();
}

void Call::stop(Code code, const QString &message)
{
    if (m_stage == Stage::Over)
        return;
    bool mayHaveBeenSent = false;
    if (m_stage == Stage::OnWire && code == Code::Timeout)
        mayHaveBeenSent = m_resources.transport->timeOut(this);
    else if (m_stage == Stage::Queued || m_stage == Stage::OnWire)
        mayHaveBeenSent = m_resources.transport->abort(this);
    else if (m_stage == Stage::Gated)
        m_context->limiter.giveBack();
    if (m_write && mayHaveBeenSent)
        m_write->failedUnknown();
    const QDynamoDBError error(code, message);
    if (m_stage == Stage::OnWire) {
        m_attemptOver = clock().monotonic();
        measure(error, {}, noRetry);
    }
    complete(error);
}

void Call::complete(const QDynamoDBError &error)
{
    m_stage = Stage::Over;
    cancelPending();
    m_error = error;
    if (m_error.isError()) {
        decodeError(m_error);
        addDetails(m_error);
    }
    m_context->owner->ended(this);
}

void Call::cancelPending()
{
    clock().cancel(std::exchange(m_callAlarm, 0));
    clock().cancel(std::exchange(m_attemptAlarm, 0));
    clock().cancel(std::exchange(m_retryAlarm, 0));
    if (m_ticket)
        m_resources.credentials->cancel(std::exchange(m_ticket, 0));
}

void Call::deliver()
{
    if (m_error.isError()) {
        qCDebug(lcClient) << operation().name << tableName() << "failed:" << m_error;
    } else {
        qCDebug(lcClient) << operation().name << tableName() << "succeeded after" << m_attempts
                          << "attempts";
    }
    // First, so that finishing the promise posts no events to the watch.
    m_context->cancelWatches.giveBack(std::move(m_watch));
    ClientReports &reports = m_context->reports;
    if (reports.wantsOutcomes()) {
        QDynamoDBOutcome outcome;
        outcome.operation = QString::fromLatin1(operation().name);
        outcome.tableName = tableName();
        outcome.correlationId = m_options.correlationId;
        outcome.error = m_error;
        if (!m_error.isError())
            outcome.result = resultVariant();
        outcome.attempts = m_attempts;
        outcome.duration = clock().monotonic() - m_started;
        reports.reportFinished(outcome);
    }
    if (!m_error.isError()) {
        if (m_write && m_write->isDoubtful())
            m_promise->setDoubtful();
        m_promise->move(result());
        m_promise->finish();
        return;
    }
    reports.reportError(m_error);
    if (m_error.code() == Code::Cancelled) {
        m_promise->cancel();
    } else {
        m_promise->setException(*QDynamoDB::makeException(m_error));
        m_promise->finish();
    }
}

} // namespace QtDynamoDBPrivate
