// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "pipeline/engine_p.h"

#include "api/operation_p.h"
#include "config/configuration_p.h"
#include "eventloop/systemclock_p.h"
#include "transport/direct/directtransport_p.h"
#include "transport/qnam/qnamtransport_p.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qcoreevent.h>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;

namespace {

const QEvent::Type wakeEvent = QEvent::Type(QEvent::registerEventType());

// The number of calls that begin before the event loop handles sockets again.
constexpr std::size_t startsAtOnce = 128;

// The shortest time between two checks whether the files have changed.
constexpr std::chrono::seconds filesCheckInterval { 1 };

} // namespace

// The settings of the latest call, and the objects that belong to them.
struct Engine::Resolved
{
    std::shared_ptr<const Settings> settings;
    Configuration configuration;
    Clock::Duration checked {}; // the last check of the files
    std::shared_ptr<const ResolvedSettings> values; // null if the settings can't be resolved
    std::shared_ptr<CredentialsCache> credentials;

    // The endpoints of calls that name no ARN, by Operation::isSearch.
    struct
    {
        QString accountId;
        std::optional<Endpoint> endpoint;
    } endpoints[2];
};

Engine::Engine(Service service, std::unique_ptr<ClientEvents> events,
               std::shared_ptr<const Observers> observers)
    : m_service(service)
    // As a child, the clock moves to the I/O thread with the engine.
    , m_context(this, std::make_unique<SystemClock>(this), std::move(events), observers)
    , m_user(m_context.reports.events(), observers)
{
    m_context.userAgent = "QtDynamoDB/" Q_DYNAMODB_VERSION " Qt/" + QByteArray(qVersion());
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
    call->adopt(&m_context);
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
    // A continuation may run a nested event loop, which calls this function again.
    std::vector<std::unique_ptr<Call>> ended;
    ended.swap(m_ended);
    for (std::unique_ptr<Call> &call : ended) {
        call->deliver();
        call.reset();
    }
}

void Engine::endAll(QDynamoDBError::Code code, const QString &message)
{
    // Continuations may start further calls; these end as well.
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
            m_calls.back()->stop(code, message);
        deliver();
    }
}

// Closes the connections and drops the credentials.
void Engine::releaseResources()
{
    m_transports = {};
    m_resolved.reset();
    m_user.forget();
    m_context.signer.forget();
}

void Engine::suspend(Reason reason)
{
    if (reason == Reason::NoApplication) {
        endAll(QDynamoDBError::Code::Timeout,
               u"No QCoreApplication was created within %1 ms. Create one: calls made before it "
               "begin as soon as it exists."_s.arg(EventThread::patience.count()));
    } else {
        endAll(QDynamoDBError::Code::ClientDestroyed,
               u"The application (QCoreApplication) ended before the call did."_s);
    }
    releaseResources();
}

void Engine::leave()
{
    m_user.leave();
    m_context.reports.endEvents();
    measurementHandlers().clear(); // the client may be destroyed by one of them
    Q_EMIT ending();
}

void Engine::finish()
{
    endAll(QDynamoDBError::Code::ClientDestroyed,
           u"The client was destroyed while the call was in flight."_s);
    clock().cancel(std::exchange(m_statisticsAlarm, 0));
    releaseResources();
    m_user.leave();
    m_context.reports.endEvents();
    delete this;
}

void Engine::setTransport(std::unique_ptr<Transport> transport)
{
    m_transports.front() = std::move(transport);
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
    auto cache = std::make_shared<CredentialsCache>(provider, [this] { return clock().utcNow(); });
    connect(cache.get(), &CredentialsCache::failed, this,
            [this](const QDynamoDBError &error) { m_user.reportCredentialsRequired(error); });
    return cache;
}

QDynamoDBExpected<CallResources> Engine::resolve(const std::shared_ptr<const Settings> &settings)
{
    if (QDynamoDBError error = updateResolved(settings); error.isError())
        return error;
    return CallResources { m_resolved->values, m_resolved->credentials,
                           m_transports[std::size_t(settings->transport)].get() };
}

// Makes m_resolved the one of these settings.
QDynamoDBError Engine::updateResolved(const std::shared_ptr<const Settings> &settings)
{
    const Clock::Duration now = clock().monotonic();
    // After an error, files and environment are read again, because they may have been corrected.
    const bool known = m_resolved && m_resolved->settings == settings && m_resolved->values;
    if (known && now - m_resolved->checked < filesCheckInterval)
        return {};
    const bool filesChanged = m_resolved
            && !(m_resolved->values && m_resolved->configuration.isCurrent());
    if (known && !filesChanged) {
        m_resolved->checked = now;
        return {};
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
    context.configuration = values && values->ignoresFiles
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
    if (values)
        return {};
    // A missing profile is found before the credentials cache, which would report it, is used.
    if (values.error().code() == QDynamoDBError::Code::NoProfile)
        m_user.reportCredentialsRequired(values.error());
    return values.error();
}

QDynamoDBExpected<Endpoint> Engine::endpoint(const std::shared_ptr<const ResolvedSettings> &settings,
                                             const Operation &operation, const QString &accountId,
                                             const QString &resource)
{
    const bool namesArn = resource.startsWith("arn:"_L1);
    const bool isCacheable = !namesArn && m_resolved && m_resolved->values == settings;
    auto *cached = isCacheable ? &m_resolved->endpoints[operation.isSearch ? 1 : 0] : nullptr;
    if (cached && cached->endpoint && cached->accountId == accountId)
        return *cached->endpoint;
    EndpointParameters parameters = settings->endpoint;
    parameters.vectorSearch = operation.isSearch;
    parameters.accountId = accountId;
    if (namesArn)
        parameters.resource = resource;
    auto endpoint = resolveEndpoint(parameters);
    if (cached && endpoint)
        *cached = { accountId, *endpoint };
    return endpoint;
}

void Engine::collectStatistics()
{
    if (m_context.reports.collectStatistics(clock().monotonic()))
        sampleStatistics();
}

int Engine::requestsInFlight() const
{
    int count = 0;
    for (const std::unique_ptr<Transport> &transport : m_transports)
        count += transport ? transport->inFlight() : 0;
    return count;
}

void Engine::sampleStatistics()
{
    const Clock::Duration now = clock().monotonic();
    StatisticsSample sample = m_context.reports.sampleStatistics(now);
    sample.inFlight = requestsInFlight();
    sample.queued = int(m_calls.size()) - sample.inFlight;
    if (sample != m_lastSample) {
        m_lastSample = sample;
        Q_EMIT sampled(sample);
    }
    m_statisticsAlarm = clock().wakeAt(now + std::chrono::seconds(1),
                                       [this] { sampleStatistics(); });
}

} // namespace QtDynamoDBPrivate
