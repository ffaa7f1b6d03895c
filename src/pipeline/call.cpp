// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "pipeline/call_p.h"

#include "pipeline/calloptions_p.h"
#include "pipeline/clientlogging_p.h"
#include "transport/crc32_p.h"
#include "pipeline/engine_p.h"
#include "signing/redaction_p.h"
#include "values/qdynamodberror_p.h"
#include "json/errorreader_p.h"
#include "transport/networklogging_p.h"

#include <QtDynamoDB/qdynamodbexceptions.h>

#include <algorithm>
#include <limits>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Code = QDynamoDBError::Code;

namespace {

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

QDynamoDBError transportError(const TransportReply &reply)
{
    using Failure = TransportReply::Failure;
    // Qt quotes the server's reason phrase, of any length.
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

// In the memory that the text has, where nobody else has it.
void setLatin1(QString &text, QByteArrayView latin1)
{
    text.resize(latin1.size());
    std::transform(latin1.begin(), latin1.end(), text.begin(),
                   [](char c) { return QChar(QLatin1Char(c)); });
}

// Most of a measurement is as in the one before: that saves counting its references.
void share(QString &to, const QString &from)
{
    if (!to.isSharedWith(from))
        to = from;
}

// The number in a header: digits only. One that is too large becomes the largest.
std::optional<quint64> decimal(QByteArrayView text)
{
    constexpr quint64 largest = std::numeric_limits<quint64>::max();
    if (text.isEmpty())
        return std::nullopt;
    quint64 number = 0;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return std::nullopt;
        const quint64 digit = quint64(c - '0');
        number = number > (largest - digit) / 10 ? largest : number * 10 + digit;
    }
    return number;
}

// The service's own wish for the time until the next attempt, in milliseconds.
std::optional<std::chrono::milliseconds> retryHint(const TransportReply &reply)
{
    const std::optional<quint64> value = decimal(reply.header("x-amz-retry-after"));
    if (!value)
        return std::nullopt;
    constexpr quint64 day = 24 * 60 * 60 * 1000; // far above the longest delay
    return std::chrono::milliseconds(std::min(*value, day));
}

// Whether the body was damaged on the way. A checksum that is no number proves nothing.
bool isDamaged(const TransportReply &reply)
{
    const std::optional<quint64> checksum = decimal(reply.header("x-amz-crc32"));
    return checksum && *checksum <= std::numeric_limits<quint32>::max()
            && *checksum != crc32(reply.body);
}

} // namespace

Call::~Call()
{
    release();
}

void Call::refuse(const QDynamoDBError &error)
{
    m_stage = Stage::Over;
    m_error = error;
    describe(m_error);
    m_promise->start();
    m_promise->setException(*QDynamoDB::makeException(m_error));
    m_promise->finish();
}

void Call::adopt(Engine *engine)
{
    m_engine = engine;
    m_started = engine->clock().monotonic();
}

void Call::start()
{
    if (m_promise->isCanceled()) {
        stop(Code::Cancelled, u"The call was cancelled before it began."_s);
        return;
    }
    m_watch = m_engine->cancelWatches().take();
    m_watch->begin(m_promise->future(),
                   [this] { stop(Code::Cancelled, u"The call was cancelled."_s); });
    m_promise->start();

    if (const QDynamoDBError error = prepare(); error.isError()) {
        complete(error);
        return;
    }
    if (callTimeout() > 0ms) {
        m_callAlarm = m_engine->clock().wakeAt(m_started + callTimeout(), [this] {
            m_callAlarm = 0;
            QString text = "The call took longer than its deadline of "_L1
                    + inMilliseconds(callTimeout()) + u'.';
            if (m_error.isError())
                text += " Its last attempt: "_L1 + m_error.message();
            stop(Code::Timeout, text);
        });
    }
    beginAttempt();
}

QDynamoDBError Call::prepare()
{
    if (QDynamoDBError error = validateOptions(m_options); error.isError())
        return error;
    QDynamoDBExpected<QByteArray> body = writeBody();
    if (!body)
        return body.error();
    m_body = *std::move(body);
    auto resolved = m_engine->resolve(m_settings);
    if (!resolved)
        return resolved.error();
    m_resolved = *std::move(resolved);
    m_credentialsCache = m_engine->credentials();
    m_invocationId = m_engine->makeInvocationId();
    return {};
}

void Call::beginAttempt()
{
    if (m_resolved->retryMode == RetryMode::Adaptive) {
        Clock &clock = m_engine->clock();
        const Clock::Duration now = clock.monotonic();
        const Clock::Duration wait = m_engine->limiter().acquire(now);
        if (wait > Clock::Duration::zero()) {
            m_stage = Stage::Gated;
            m_retryAlarm = clock.wakeAt(now + wait, [this] {
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
    const QDynamoDBCredentials atHand = m_credentialsCache->current();
    if (!atHand.isEmpty()) {
        useCredentials(atHand);
        return;
    }
    m_ticket = m_credentialsCache->get([this](const auto &credentials) {
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
    QDynamoDBExpected<Endpoint> endpoint = m_engine->endpoint(m_resolved, operation(),
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
    m_queued = m_engine->clock().monotonic();
    m_engine->transport(*m_settings).send(this);
}

TransportRequest Call::takeRequest()
{
    Clock &clock = m_engine->clock();
    m_stage = Stage::OnWire;
    m_sent = clock.monotonic();
    m_sentUtc = clock.utcNow();
    m_decoding = Clock::Duration::zero();
    ++m_attempts;
    if (attemptTimeout() > 0ms) {
        m_attemptAlarm = clock.wakeAt(m_sent + attemptTimeout(), [this] { attemptTimedOut(); });
    }

    TransportRequest request;
    request.url = m_endpoint->url;
    request.body = m_body;
    const char *target = operation().target;
    request.headers.reserve(12); // the signer adds some
    const auto add = [&request](const QByteArray &name, QByteArray value) {
        request.headers.append({ name, std::move(value) });
    };
    add("content-type"_ba, "application/x-amz-json-1.0"_ba);
    add("x-amz-target"_ba, QByteArray::fromRawData(target, qsizetype(qstrlen(target))));
    add("accept-encoding"_ba, "identity"_ba);
    add("user-agent"_ba, m_engine->userAgent());
    add("amz-sdk-invocation-id"_ba, m_invocationId);
    add("amz-sdk-request"_ba,
        "attempt=" + QByteArray::number(m_attempts)
                + "; max=" + QByteArray::number(maxRetries() + 1));
    m_skewUsed = m_resolved->correctsClock ? m_engine->skew().offset() : 0ms;
    m_engine->signer().sign(request, m_credentials, m_endpoint->signingRegion,
                            m_endpoint->signingService, m_sentUtc.addMSecs(m_skewUsed.count()));
    qCDebug(lcSigning) << operation().name << "signed for" << m_endpoint->signingService << "in"
                       << m_endpoint->signingRegion << "with the clock corrected by"
                       << m_skewUsed.count() << "ms";
    logWire("request", m_body);
    for (const auto &[name, value] : m_options.headers)
        request.headers.append({ name.toLower(), value });
    return request;
}

void Call::attemptTimedOut()
{
    m_attemptAlarm = 0;
    m_over = m_engine->clock().monotonic();
    m_engine->transport(*m_settings).timeOut(this);
    attemptEnded(QDynamoDBError(Code::Timeout,
                                "No complete answer came within "_L1
                                        + inMilliseconds(attemptTimeout()) + u'.'),
                 {});
}

void Call::finished(TransportReply &&reply)
{
    Clock &clock = m_engine->clock();
    clock.cancel(std::exchange(m_attemptAlarm, 0));
    const Clock::Duration arrived = clock.monotonic();
    logWire("answer", reply.body);
    QDynamoDBError error = evaluate(reply);
    m_over = clock.monotonic();
    m_decoding = m_over - arrived;
    attemptEnded(std::move(error), reply);
}

// A response that belongs to another request. Other unused connections may have such bytes as well.
QDynamoDBError Call::suspect(const TransportReply &reply, const QString &reason)
{
    m_engine->transport(*m_settings).dropIdle();
    qCInfo(lcNetwork) << operation().name << "got a response with status" << reply.status
                      << "that belongs to another request:" << reason;
    return QDynamoDBError(Code::Request,
                          "The connection brought a response that belongs to another request ("_L1
                                  + reason + "). The outcome of this request is not known."_L1);
}

QDynamoDBError Call::evaluate(TransportReply &reply)
{
    if (reply.failure != TransportReply::Failure::None)
        return transportError(reply);
    if (reply.status == 408) {
        return QDynamoDBError(Code::Request,
                              u"The server ended the connection: it had waited for a request too "
                              "long (status 408)."_s);
    }
    Clock &clock = m_engine->clock();
    const Clock::Duration arrived = clock.monotonic();
    ResponseCheck *check = nullptr;
    if (m_settings->transport == TransportKind::NetworkAccessManager) {
        check = &m_engine->responseCheck(*m_endpoint);
        const QString reason = check->suspicion(reply, requestId(reply), m_sent, arrived);
        if (!reason.isEmpty())
            return suspect(reply, reason);
    }
    m_engine->skew().learn(reply.header("date"), reply.header("age"), arrived - m_sent,
                           clock.utcNow());

    // An error is reported whatever its checksum: the status is not part of the body.
    if (reply.status < 200 || reply.status > 299) {
        QDynamoDBError error = readServiceError(reply.status, reply.header("x-amzn-errortype"),
                                                reply.body);
        QString &message = QDynamoDBErrorPrivate::get(error).message;
        message = withoutSecrets(message, m_credentials);
        return error;
    }
    if (isDamaged(reply)) {
        QDynamoDBError error(Code::ChecksumMismatch,
                             u"The answer does not match its checksum: it was damaged on the way."_s);
        QDynamoDBErrorPrivate::get(error).httpStatus = reply.status;
        return error;
    }
    // By these statuses the server says that there is no content, so none is missing.
    if ((reply.status == 204 || reply.status == 205) && reply.body.isEmpty())
        reply.body = "{}"_ba;
    QDynamoDBError error = readBody(reply.body);
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
        describe(error);
        QDynamoDBErrorPrivate::get(error).requestId = QString::fromLatin1(requestId(reply));
        m_error = error;
    }
    if (m_resolved->retryMode == RetryMode::Adaptive) {
        m_engine->limiter().answered(error.isThrottling() ? AdaptiveLimiter::Answer::Throttled
                                                          : AdaptiveLimiter::Answer::Other,
                                     m_engine->clock().monotonic());
    }
    if (!failed) {
        m_engine->retryTokens().refund(m_lastRetryCost);
        measure(error, reply, Clock::Duration(-1));
        complete(error);
        return;
    }
    if (refreshCredentials(error)) {
        measure(error, reply, Clock::Duration::zero());
        return;
    }
    const std::optional<Clock::Duration> delay = planRetry(error, reply);
    measure(error, reply, delay.value_or(Clock::Duration(-1)));
    if (!delay) {
        complete(error);
        return;
    }
    qCDebug(lcRetry) << "retrying in" << inMilliseconds(*delay) << "after" << error;
    if (m_engine->observers().retrying)
        m_engine->tellRetrying(error, *delay);
    Clock &clock = m_engine->clock();
    m_retryAlarm = clock.wakeAt(clock.monotonic() + *delay, [this] {
        m_retryAlarm = 0;
        beginAttempt();
    });
}

// Whether the last attempt was refused because of the time it was signed with.
bool Call::clockExplains() const
{
    return m_resolved->correctsClock && m_engine->skew().explains(m_skewUsed);
}

// Once in a call, credentials that were refused as expired are fetched anew.
bool Call::refreshCredentials(const QDynamoDBError &error)
{
    const bool expired = error.code() == Code::ExpiredToken || error.code() == Code::RequestExpired;
    if (!expired || m_credentialsRefreshed || m_attempts > maxRetries() || clockExplains())
        return false;
    m_credentialsRefreshed = true;
    m_stage = Stage::Credentials;
    m_ticket = m_credentialsCache->reload(m_credentials, [this, error](const auto &credentials) {
        m_ticket = 0;
        // What can't be renewed leaves the service's own words as the better explanation.
        if (credentials && *credentials == m_credentials)
            complete(error);
        else
            useCredentials(credentials);
    });
    return true;
}

// Nothing, where the call is not tried again.
std::optional<Clock::Duration> Call::planRetry(const QDynamoDBError &error,
                                               const TransportReply &reply)
{
    RetryClass kind = retryClass(error);
    if (kind == RetryClass::None && reply.status >= 400 && clockExplains())
        kind = RetryClass::Transient; // signed anew with the service's time
    if (kind == RetryClass::None || m_attempts > maxRetries())
        return std::nullopt;
    const Clock::Duration delay = retryDelay(kind, m_attempts - 1, m_engine->random(),
                                             retryHint(reply));
    // Past the deadline nobody waits any more: what went wrong is worth more now.
    const Clock::Duration resumed = m_engine->clock().monotonic() + delay;
    if (m_callAlarm && resumed >= m_started + callTimeout())
        return std::nullopt;
    const int cost = m_engine->retryTokens().take(kind);
    if (cost == 0) {
        qCInfo(lcRetry) << "no retry: too many of late failed." << error;
        return std::nullopt;
    }
    m_lastRetryCost = cost;
    return delay;
}

void Call::measure(const QDynamoDBError &error, const TransportReply &reply, Clock::Duration delay)
{
    if (!m_engine->isMeasuring())
        return;
    const Clock::Duration queued = m_sent - m_queued;
    QDynamoDBMeasurement &measurement = m_engine->nextMeasurement();
    measurement.timestamp = m_sentUtc.addMSecs(
            -std::chrono::duration_cast<std::chrono::milliseconds>(queued).count());
    measurement.duration = m_over - m_queued;
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
    measurement.retryDelay = delay;
    measurement.consumedCapacityByTable = error.isError() ? QMap<QString, double>()
                                                          : consumedCapacity();
    m_engine->tellMeasured();
}

// Sizes and shapes; the bodies themselves are another category's.
void Call::logWire(const char *what, const QByteArray &body) const
{
    if (lcNetwork().isDebugEnabled()) {
        qCDebug(lcNetwork).noquote() << operation().name << "attempt" << m_attempts << what
                                     << body.size() << "bytes" << jsonShape(body);
    }
    if (lcBodies().isDebugEnabled()) {
        // Users' data is shown; that a service quotes what the request was signed with is not.
        qCDebug(lcBodies).noquote() << operation().name << "attempt" << m_attempts << what
                                    << withoutSecrets(QString::fromUtf8(body), m_credentials);
    }
}

void Call::describe(QDynamoDBError &error) const
{
    QDynamoDBErrorPrivate &d = QDynamoDBErrorPrivate::get(error);
    d.operation = QString::fromLatin1(operation().name);
    d.tableName = tableName();
    d.attempts = m_attempts;
}

void Call::stop(Code code, const QString &message)
{
    if (m_stage == Stage::Over)
        return;
    if (m_stage == Stage::OnWire && code == Code::Timeout)
        m_engine->transport(*m_settings).timeOut(this);
    else if (m_stage == Stage::Queued || m_stage == Stage::OnWire)
        m_engine->transport(*m_settings).abort(this);
    else if (m_stage == Stage::Gated)
        m_engine->limiter().giveBack();
    const bool wasOnWire = m_stage == Stage::OnWire;
    const QDynamoDBError error(code, message);
    if (wasOnWire) {
        m_over = m_engine->clock().monotonic();
        measure(error, {}, Clock::Duration(-1));
    }
    complete(error);
}

void Call::complete(const QDynamoDBError &error)
{
    m_stage = Stage::Over;
    release();
    m_error = error;
    if (m_error.isError())
        describe(m_error);
    m_engine->ended(this);
}

void Call::release()
{
    if (!m_engine)
        return;
    Clock &clock = m_engine->clock();
    clock.cancel(std::exchange(m_callAlarm, 0));
    clock.cancel(std::exchange(m_attemptAlarm, 0));
    clock.cancel(std::exchange(m_retryAlarm, 0));
    if (m_ticket)
        m_credentialsCache->cancel(std::exchange(m_ticket, 0));
}

void Call::deliver()
{
    if (m_error.isError()) {
        qCDebug(lcClient) << operation().name << tableName() << "failed:" << m_error;
    } else {
        qCDebug(lcClient) << operation().name << tableName() << "succeeded after" << m_attempts
                          << "attempts";
    }
    m_engine->cancelWatches().giveBack(std::move(m_watch)); // so that the end posts it no events
    const Observers &observers = m_engine->observers();
    if (observers.finished) {
        QDynamoDBOutcome outcome;
        outcome.operation = QString::fromLatin1(operation().name);
        outcome.tableName = tableName();
        outcome.correlationId = m_options.correlationId;
        outcome.error = m_error;
        if (!m_error.isError())
            outcome.result = resultVariant();
        outcome.attempts = m_attempts;
        outcome.duration = m_engine->clock().monotonic() - m_started;
        m_engine->tellFinished(outcome);
    }
    if (!m_error.isError()) {
        m_promise->move(result());
        m_promise->finish();
        return;
    }
    if (observers.errorOccurred)
        m_engine->tellError(m_error);
    if (m_error.code() == Code::Cancelled) {
        m_promise->cancel();
    } else {
        m_promise->setException(*QDynamoDB::makeException(m_error));
        m_promise->finish();
    }
}

} // namespace QtDynamoDBPrivate
