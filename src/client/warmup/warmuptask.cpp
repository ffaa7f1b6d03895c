// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "client/warmup/warmuptask_p.h"

#include "client/warmup/voidpromise_p.h"

#include <algorithm>
#include <atomic>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Code = QDynamoDBError::Code;

namespace {

// The operation for the choice of the host. It is never sent.
constexpr Operation warmUpOperation {
    .name = "WarmUp",
    .target = "",
    .input = nullptr,
    .output = nullptr,
    .service = Service::DynamoDB,
    .isSearch = false,
    .types = nullptr,
};

quint32 nextNumber()
{
    static std::atomic<quint32> last { 0 };
    quint32 number = 0;
    while (number == 0) // after an overflow
        number = ++last;
    return number;
}

} // namespace

// The transport's job that opens one connection.
class WarmUpTask::Connection final : public TransportJob
{
public:
    Connection(WarmUpTask *task, const QUrl &url, quint32 number)
        : m_task(task)
        , m_url(url)
        , m_number(number)
    {
    }

    [[nodiscard]] bool isOver() const { return m_isOver; }

    TransportRequest takeRequest() override
    {
        TransportRequest request;
        request.url = m_url;
        request.warmUp = m_number;
        return request;
    }
    void finished(TransportReply &&reply) override
    {
        m_isOver = true;
        m_task->connected(reply);
    }

private:
    WarmUpTask *const m_task; // owns the job
    const QUrl m_url;
    const quint32 m_number;
    bool m_isOver = false;
};

WarmUpTask::WarmUpTask(QDynamoDBAbstractClient *client, int connections)
    : ClientTask(client, std::make_unique<VoidPromise>())
    , m_settings(QDynamoDBAbstractClientPrivate::get(client)->settings())
    , m_connections(connections)
{
}

WarmUpTask::~WarmUpTask() = default;

void WarmUpTask::step()
{
    if (m_connections < 1) {
        fail(QDynamoDBError(Code::InvalidParameterValue,
                            u"The number of connections for warmUp() is %1; it must be at least 1."_s
                                    .arg(m_connections)));
        return;
    }
    QDynamoDBExpected<CallResources> resources = engine().resolve(m_settings);
    if (!resources) {
        fail(resources.error());
        return;
    }
    m_resources = *std::move(resources);
    if (m_settings->callTimeout > 0ms) {
        setAlarm(m_settings->callTimeout,
                 [this] { timedOut("callTimeout", m_settings->callTimeout); });
    }
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

void WarmUpTask::useCredentials(const QDynamoDBExpected<QDynamoDBCredentials> &credentials)
{
    const auto self = shared_from_this(); // fail() may release the last other reference
    if (isOver())
        return;
    if (!credentials) {
        fail(credentials.error());
        return;
    }
    // The host may depend on the account.
    const QDynamoDBExpected<Endpoint> endpoint = engine().endpoint(m_resources.settings,
                                                                   warmUpOperation,
                                                                   credentials->accountId(), {});
    if (!endpoint) {
        fail(endpoint.error());
        return;
    }
    if (m_settings->attemptTimeout > 0ms) {
        setAlarm(m_settings->attemptTimeout,
                 [this] { timedOut("attemptTimeout", m_settings->attemptTimeout); });
    }
    // Requests in flight have a connection each, which later calls use.
    const int unused = m_settings->maxConnections - m_resources.transport->inFlight();
    const int count = std::min(m_connections, unused);
    if (count < 1) {
        finish();
        return;
    }
    const quint32 number = nextNumber();
    for (int i = 0; i < count; ++i) {
        m_opening.push_back(std::make_unique<Connection>(this, endpoint->url, number));
        m_resources.transport->send(m_opening.back().get());
    }
}

void WarmUpTask::connected(const TransportReply &reply)
{
    const auto self = shared_from_this();
    if (isOver())
        return;
    if (reply.failure != TransportReply::Failure::None)
        fail(Call::transportError(reply));
    else if (++m_opened == m_opening.size())
        finish();
}

void WarmUpTask::timedOut(const char *option, std::chrono::milliseconds limit)
{
    fail(QDynamoDBError(Code::Timeout,
                        u"The connections for warmUp() were not open within the %1 of %2 ms."_s
                                .arg(QLatin1StringView(option))
                                .arg(limit.count())));
}

void WarmUpTask::ending()
{
    if (m_ticket)
        m_resources.credentials->cancel(std::exchange(m_ticket, 0));
    for (const auto &connection : m_opening) {
        if (!connection->isOver())
            m_resources.transport->abort(connection.get());
    }
}

} // namespace QtDynamoDBPrivate
