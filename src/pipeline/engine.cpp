// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "pipeline/engine_p.h"

#include "api/operation_p.h"
#include "config/configuration_p.h"
#include "eventloop/systemclock_p.h"
#include "endpoint/endpoint_p.h"
#include "transport/direct/directtransport_p.h"
#include "transport/qnam/qnamtransport_p.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qcoreevent.h>
#include <QtCore/qrandom.h>
#include <QtCore/quuid.h>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;

namespace {

const QEvent::Type wakeEvent = QEvent::Type(QEvent::registerEventType());

// So many calls begin in one go; then the sockets get their turn.
constexpr std::size_t startsAtOnce = 128;

// How often the files are looked at while calls are made.
constexpr std::chrono::seconds filesCheckInterval { 1 };

// Seeded with 128 bits. To fill all of its state, as securelySeeded() does, takes longer than the
// rest of making a client: processors are slow at true random numbers.
QRandomGenerator64 seededGenerator()
{
    quint32 seed[4];
    QRandomGenerator::system()->fillRange(seed);
    return QRandomGenerator64(seed);
}

} // namespace

// The settings of the latest calls, and what belongs to them.
struct Engine::Resolved
{
    std::shared_ptr<const Settings> settings;
    Configuration configuration;
    Clock::Duration checked {}; // the files
    std::shared_ptr<const ResolvedSettings> values; // null: they came to an error
    std::shared_ptr<CredentialsCache> credentials;

    // Where calls go that name no ARN: the others, the one search.
    struct
    {
        QString accountId;
        std::optional<Endpoint> endpoint;
    } endpoints[2];
};

Engine::Engine(Service service, std::unique_ptr<ClientEvents> events,
               std::shared_ptr<const Observers> observers)
    : m_service(service)
    , m_events(std::move(events))
    , m_observers(std::move(observers))
    , m_user(m_events.get(), m_observers)
    , m_userAgent("QtDynamoDB/" Q_DYNAMODB_VERSION " Qt/" + QByteArray(qVersion()))
    , m_clock(new SystemClock(this)) // a child goes along to the other thread
    , m_random([] { return QRandomGenerator::global()->generateDouble(); })
    , m_invocationIds(seededGenerator())
{
}

Engine::~Engine() = default;

void Engine::submit(std::unique_ptr<Call> call)
{
    if (m_thread) {
        if (const QDynamoDBError error = m_thread->ensure(); error.isError()) {
            call->refuse(error);
            return;
        }
    }
    {
        QMutexLocker locker(&m_mutex);
        m_inbox.push_back(std::move(call));
        if (!std::exchange(m_woken, true))
            QCoreApplication::postEvent(this, new QEvent(wakeEvent));
    }
    if (m_thread)
        m_thread->poke();
}

QDynamoDBError Engine::post(std::function<void()> function)
{
    if (m_thread) {
        if (QDynamoDBError error = m_thread->ensure(); error.isError())
            return error;
    }
    QMetaObject::invokeMethod(this, std::move(function), Qt::QueuedConnection);
    if (m_thread)
        m_thread->poke();
    return {};
}

void Engine::wake()
{
    if (!m_workTimer.isActive())
        m_workTimer.start(0, this);
}

bool Engine::event(QEvent *event)
{
    if (event->type() != wakeEvent)
        return QObject::event(event);
    work();
    return true;
}

void Engine::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_workTimer.timerId()) {
        QObject::timerEvent(event);
        return;
    }
    m_workTimer.stop();
    work();
}

void Engine::work()
{
    {
        QMutexLocker locker(&m_mutex);
        m_woken = false;
        if (m_accepted.empty())
            m_accepted.swap(m_inbox);
    }
    deliver();
    for (std::size_t count = 0; count < startsAtOnce && m_nextAccepted < m_accepted.size();
         ++count) {
        adopt(std::move(m_accepted[m_nextAccepted++]));
        m_calls.back()->start();
    }
    if (m_nextAccepted < m_accepted.size()) {
        wake();
        return;
    }
    m_accepted.clear();
    m_nextAccepted = 0;
    QMutexLocker locker(&m_mutex);
    if (!m_inbox.empty())
        wake();
}

void Engine::adopt(std::unique_ptr<Call> call)
{
    call->index = m_calls.size();
    call->adopt(this);
    m_calls.push_back(std::move(call));
}

void Engine::ended(Call *call)
{
    const std::size_t index = call->index;
    m_ended.push_back(std::move(m_calls[index]));
    if (index + 1 != m_calls.size()) {
        m_calls[index] = std::move(m_calls.back());
        m_calls[index]->index = index;
    }
    m_calls.pop_back();
    if (m_ended.size() == 1)
        QCoreApplication::postEvent(this, new QEvent(wakeEvent));
}

void Engine::deliver()
{
    // A continuation may run an event loop of its own and come back here.
    std::vector<std::unique_ptr<Call>> ended;
    ended.swap(m_ended);
    for (std::unique_ptr<Call> &call : ended) {
        call->deliver();
        call.reset();
    }
}

void Engine::endAll(QDynamoDBError::Code code, const QString &text)
{
    // Continuations that run meanwhile may begin calls; those end as well.
    for (;;) {
        Q_EMIT ending();
        QCoreApplication::removePostedEvents(this, QEvent::MetaCall); // tasks that have not begun
        {
            QMutexLocker locker(&m_mutex);
            for (std::unique_ptr<Call> &call : m_inbox)
                m_accepted.push_back(std::move(call));
            m_inbox.clear();
        }
        for (std::size_t i = m_nextAccepted; i < m_accepted.size(); ++i)
            adopt(std::move(m_accepted[i]));
        m_accepted.clear();
        m_nextAccepted = 0;
        if (m_calls.empty() && m_ended.empty())
            break;
        while (!m_calls.empty())
            m_calls.back()->stop(code, text);
        deliver();
    }
}

// Closes the connections and forgets the credentials.
void Engine::disband()
{
    m_transports = {};
    m_resolved.reset();
    m_user.forget();
    m_signer.forget();
}

void Engine::suspend(Reason reason)
{
    if (reason == Reason::NoApplication) {
        endAll(QDynamoDBError::Code::Timeout,
               u"No QCoreApplication was created within %1 ms. A call that is made before begins "
               "as soon as the application exists."_s.arg(EventThread::patience.count()));
    } else {
        endAll(QDynamoDBError::Code::ClientDestroyed,
               u"The application (QCoreApplication) has ended, and with it the call."_s);
    }
    disband();
}

void Engine::leave()
{
    m_user.leave();
    m_events.reset();
    m_measurementHandlers.clear(); // one of them may be what destroys the client
    Q_EMIT ending();
}

void Engine::finish()
{
    endAll(QDynamoDBError::Code::ClientDestroyed,
           u"The client was destroyed while the call was in flight."_s);
    m_clock->cancel(std::exchange(m_statisticsAlarm, 0));
    disband();
    m_user.leave();
    m_events.reset();
    delete this;
}

void Engine::setClock(std::unique_ptr<Clock> clock)
{
    m_clock = std::move(clock);
}

void Engine::setTransport(std::unique_ptr<Transport> transport)
{
    m_transports.front() = std::move(transport);
}

QByteArray Engine::makeInvocationId()
{
    // Version 4, variant 1.
    const quint64 high = (m_invocationIds.generate() & ~quint64(0xf000)) | 0x4000;
    const quint64 low = (m_invocationIds.generate() >> 2) | (quint64(1) << 63);
    QByteArray id(36, Qt::Uninitialized);
    char *out = id.data();
    for (int digit = 0; digit < 32; ++digit) {
        if (digit == 8 || digit == 12 || digit == 16 || digit == 20)
            *out++ = '-';
        const quint64 half = digit < 16 ? high : low;
        *out++ = "0123456789abcdef"[(half >> (60 - 4 * (digit % 16))) & 0xf];
    }
    return id;
}

void Engine::setUpTransport(const Settings &settings, const ResolvedSettings &resolved)
{
    TransportOptions options;
    options.maxConnections = settings.maxConnections;
    options.proxy = settings.proxy;
    options.idleTimeout = settings.idleConnectionTimeout;
    options.sslConfiguration = resolved.sslConfiguration;
    std::unique_ptr<Transport> &transport = m_transports[std::size_t(settings.transport)];
    if (transport)
        transport->setOptions(options);
    else if (settings.transport == TransportKind::Direct)
        transport = std::make_unique<DirectTransport>(options);
    else
        transport = std::make_unique<QnamTransport>(options);
}

std::shared_ptr<CredentialsCache> Engine::credentialsFor(
        const std::shared_ptr<const Settings> &settings, bool filesChanged)
{
    const bool fromFiles = settings->credentials.isEmpty() && !settings->provider;
    const Settings *previous = m_resolved ? m_resolved->settings.get() : nullptr;
    if (previous && previous->credentials == settings->credentials
        && previous->provider == settings->provider && previous->profile == settings->profile
        && !(fromFiles && filesChanged)) {
        return m_resolved->credentials;
    }
    auto provider = settings->provider;
    if (!settings->credentials.isEmpty())
        provider = QDynamoDBCredentialsProvider::explicitCredentials(settings->credentials);
    else if (!provider)
        provider = QDynamoDBCredentialsProvider::defaultChain(settings->profile);
    auto cache = std::make_shared<CredentialsCache>(provider, [this] { return m_clock->utcNow(); });
    connect(cache.get(), &CredentialsCache::failed, this,
            [this](const QDynamoDBError &error) { m_user.tellCredentialsRequired(error); });
    return cache;
}

QDynamoDBExpected<std::shared_ptr<const ResolvedSettings>> Engine::resolve(
        const std::shared_ptr<const Settings> &settings)
{
    const Clock::Duration now = m_clock->monotonic();
    // An error is looked into again: files and environment may have been put right meanwhile.
    const bool known = m_resolved && m_resolved->settings == settings && m_resolved->values;
    if (known && now - m_resolved->checked < filesCheckInterval)
        return m_resolved->values;
    const bool filesChanged = m_resolved
            && !(m_resolved->values && m_resolved->configuration.isCurrent());
    if (known && !filesChanged) {
        m_resolved->checked = now;
        return m_resolved->values;
    }

    auto resolved = std::make_unique<Resolved>();
    resolved->settings = settings;
    resolved->configuration = Configuration({}, settings->profile);
    resolved->checked = now;
    resolved->credentials = credentialsFor(settings, filesChanged);
    const auto values = resolveSettings(m_service, *settings, resolved->configuration);
    FetchContext context;
    context.proxy = settings->proxy;
    const bool knowsTls = values && values->sslConfiguration;
    context.sslConfiguration = knowsTls ? values->sslConfiguration : settings->sslConfiguration;
    context.configuration = values && values->filesLeftOut
            ? resolved->configuration.environmentAlone()
            : resolved->configuration;
    context.region = values ? values->endpoint.region : settings->region;
    context.user = &m_user;
    resolved->credentials->setContext(context);
    if (values) {
        resolved->values = std::make_shared<ResolvedSettings>(*values);
        setUpTransport(*settings, *values);
    }
    m_resolved = std::move(resolved);
    if (!values) {
        // The profile is missed before anybody asks for its credentials.
        if (values.error().code() == QDynamoDBError::Code::NoProfile)
            m_user.tellCredentialsRequired(values.error());
        return values.error();
    }
    return m_resolved->values;
}

std::shared_ptr<CredentialsCache> Engine::credentials() const
{
    return m_resolved->credentials;
}

QDynamoDBExpected<Endpoint> Engine::endpoint(const std::shared_ptr<const ResolvedSettings> &settings,
                                             const Operation &operation, const QString &accountId,
                                             const QString &resource)
{
    const bool namesArn = resource.startsWith("arn:"_L1);
    const bool keeps = !namesArn && m_resolved && m_resolved->values == settings;
    auto *kept = keeps ? &m_resolved->endpoints[operation.isSearch ? 1 : 0] : nullptr;
    if (kept && kept->endpoint && kept->accountId == accountId)
        return *kept->endpoint;
    EndpointParameters parameters = settings->endpoint;
    parameters.vectorSearch = operation.isSearch;
    parameters.accountId = accountId;
    if (namesArn)
        parameters.resource = resource;
    auto endpoint = resolveEndpoint(parameters);
    if (kept && endpoint)
        *kept = { accountId, *endpoint };
    return endpoint;
}

ResponseCheck &Engine::responseCheck(const Endpoint &endpoint)
{
    // A client has one host, or a few: one for an account, one for searches.
    constexpr qsizetype mostHosts = 64;
    const QString host = endpoint.host + u':' + QString::number(endpoint.port);
    const auto known = m_responseChecks.find(host);
    if (known != m_responseChecks.end())
        return *known;
    if (m_responseChecks.size() >= mostHosts)
        m_responseChecks.clear();
    return m_responseChecks[host];
}

QDynamoDBExpected<QByteArray> Engine::writeBody(const Operation &operation, void *request)
{
    fillIdempotencyTokens(operation, request,
                          [] { return QUuid::createUuid().toString(QUuid::WithoutBraces); });
    if (QDynamoDBError error = validateRequest(operation, request); error.isError())
        return error;
    return writeRequest(operation, request);
}

void Engine::tellFinished(const QDynamoDBOutcome &outcome)
{
    if (m_events)
        m_events->finished(outcome);
}

void Engine::tellError(const QDynamoDBError &error)
{
    if (m_events)
        m_events->errorOccurred(error);
}

void Engine::tellRetrying(const QDynamoDBError &error, std::chrono::nanoseconds delay)
{
    if (m_events)
        m_events->retrying(error, std::chrono::ceil<std::chrono::milliseconds>(delay));
}

void Engine::tellMeasured()
{
    if (m_statistics)
        m_statistics->add(m_measurement, m_clock->monotonic());
    if (m_measurementHandlers.any())
        m_measurementHandlers.call(m_measurement);
    if (m_events && m_observers->measured)
        m_events->measured(m_measurement);
}

void Engine::collectStatistics()
{
    if (!m_events || m_statistics)
        return;
    m_statistics.emplace(m_clock->monotonic());
    sampleStatistics();
}

void Engine::sampleStatistics()
{
    const Clock::Duration now = m_clock->monotonic();
    StatisticsSample sample = m_statistics->sample(now);
    sample.inFlight = 0;
    for (const std::unique_ptr<Transport> &transport : m_transports)
        sample.inFlight += transport ? transport->inFlight() : 0;
    sample.queued = int(m_calls.size()) - sample.inFlight;
    if (sample != m_lastSample) {
        m_lastSample = sample;
        Q_EMIT sampled(sample);
    }
    m_statisticsAlarm = m_clock->wakeAt(now + std::chrono::seconds(1),
                                        [this] { sampleStatistics(); });
}

} // namespace QtDynamoDBPrivate
