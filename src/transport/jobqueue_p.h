// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef JOBQUEUE_P_H
#define JOBQUEUE_P_H

#include "transport/networklogging_p.h"
#include "transport/transport_p.h"

#include <QtCore/qhash.h>

#include <functional>
#include <list>
#include <optional>
#include <utility>

namespace QtDynamoDBPrivate {

// A job of a transport. Transports derive the state of a job from it.
struct JobEntry
{
    TransportJob *job = nullptr;
    bool isInFlight = false;
};

// The jobs of a transport: some are in flight, the others wait in a queue. The queue starts jobs
// from the event loop, as long as fewer are in flight than the limit.
//
// Entries keep their address in memory until they are removed.
template<typename Entry>
class JobQueue
{
public:
    // start() is called for each entry that goes into flight. It takes the request.
    JobQueue(Transport *transport, std::function<void(Entry *)> start)
        : m_transport(transport)
        , m_start(std::move(start))
    {
    }
    Q_DISABLE_COPY_MOVE(JobQueue)

    void setLimit(int inFlight)
    {
        m_limit = inFlight;
        scheduleStart();
    }
    void add(TransportJob *job)
    {
        Q_ASSERT(job && !m_jobs.contains(job));
        m_queued.emplace_back().job = job;
        m_jobs.insert(job, std::prev(m_queued.end()));
        scheduleStart();
    }
    // Returns the job's entry, or null if the job is over.
    [[nodiscard]] Entry *find(TransportJob *job) const
    {
        const auto found = m_jobs.constFind(job);
        return found == m_jobs.constEnd() ? nullptr : &**found;
    }
    // Takes the request of an entry that starts. Returns nothing if the job is aborted meanwhile;
    // the entry is gone then.
    [[nodiscard]] std::optional<TransportRequest> takeRequest(Entry *entry)
    {
        m_asked = entry;
        std::optional<TransportRequest> request = entry->job->takeRequest();
        if (!std::exchange(m_asked, nullptr))
            request.reset();
        return request;
    }
    // Whether the entry's job is in takeRequest().
    [[nodiscard]] bool isAsked(const Entry *entry) const { return entry == m_asked; }
    // Destroys the entry without calling the job.
    void remove(Entry *entry)
    {
        if (m_asked == entry)
            m_asked = nullptr;
        (entry->isInFlight ? m_inFlight : m_queued).erase(m_jobs.take(entry->job));
        scheduleStart();
    }
    // Destroys the entry and ends its job. Call it last: the job may do anything except destroying
    // the transport.
    void finish(Entry *entry, TransportReply &&reply)
    {
        qCDebug(lcNetwork) << "finished with status" << reply.status << "failure"
                           << int(reply.failure) << "and" << reply.body.size() << "bytes";
        TransportJob *job = entry->job;
        remove(entry);
        job->finished(std::move(reply));
    }

    [[nodiscard]] int inFlight() const { return int(m_inFlight.size()); }
    [[nodiscard]] int queued() const { return int(m_queued.size()); }
    [[nodiscard]] std::list<Entry> &entriesInFlight() { return m_inFlight; }

private:
    void scheduleStart()
    {
        if (m_isStartScheduled || m_queued.empty() || inFlight() >= m_limit)
            return;
        m_isStartScheduled = true;
        QMetaObject::invokeMethod(
                m_transport, [this] { startQueued(); }, Qt::QueuedConnection);
    }
    void startQueued()
    {
        m_isStartScheduled = false;
        while (!m_queued.empty() && inFlight() < m_limit) {
            m_inFlight.splice(m_inFlight.end(), m_queued, m_queued.begin());
            m_inFlight.back().isInFlight = true;
            m_start(&m_inFlight.back());
        }
    }

    Transport *const m_transport; // owns the queue
    const std::function<void(Entry *)> m_start;
    int m_limit = 1;
    std::list<Entry> m_queued;
    std::list<Entry> m_inFlight;
    QHash<TransportJob *, typename std::list<Entry>::iterator> m_jobs;
    Entry *m_asked = nullptr; // its job is in takeRequest()
    bool m_isStartScheduled = false;
};

} // namespace QtDynamoDBPrivate

#endif
