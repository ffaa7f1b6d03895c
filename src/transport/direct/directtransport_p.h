// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef DIRECTTRANSPORT_P_H
#define DIRECTTRANSPORT_P_H

#include "transport/direct/directconnection_p.h"
#include "transport/direct/directorigin_p.h"
#include "transport/transport_p.h"
#include "transport/wipe_p.h"

#include <QtCore/qbasictimer.h>
#include <QtCore/qhash.h>

#include <list>
#include <memory>
#include <vector>

namespace QtDynamoDBPrivate {

// A job on its way.
struct DirectEntry
{
    DirectEntry() = default;
    ~DirectEntry() { wipe(request); }
    Q_DISABLE_COPY_MOVE(DirectEntry)

    TransportJob *job = nullptr;
    std::shared_ptr<DirectOrigin> origin; // null while queued
    DirectConnection *connection = nullptr; // null until there is one
    QByteArray method;
    QByteArray request; // all of it, as it goes out; until it went
    QByteArray body; // but for this, where it is long
};

// HTTP/1.1 by sockets of its own, one request at a time on each: the least work there is between a
// job and the wire.
//
// One attempt puts one copy of a request on the wire. Requests wait for a connection, not for a
// certain one: the first that is ready takes the longest waiting.
class Q_DYNAMODB_AUTOTEST_EXPORT DirectTransport final : public Transport,
                                                         private DirectConnectionOwner
{
    Q_OBJECT

public:
    explicit DirectTransport(QObject *parent = nullptr);
    explicit DirectTransport(const TransportOptions &options, QObject *parent = nullptr);
    ~DirectTransport() override;

    void setOptions(const TransportOptions &options) override;
    [[nodiscard]] const TransportOptions &options() const override { return m_options; }

    void send(TransportJob *job) override;
    void abort(TransportJob *job) override;
    void timeOut(TransportJob *job) override;
    void dropIdle() override;

    [[nodiscard]] int inFlight() const override { return int(m_running.size()); }
    [[nodiscard]] int queued() const override { return int(m_queue.size()); }
    [[nodiscard]] int connections() const { return m_connections; } // whatever they do

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    // Entries move from list to list and stay where they are in memory.
    using Entries = std::list<DirectEntry>;
    using Origin = std::shared_ptr<DirectOrigin>;

    void opened(DirectConnection *connection) override;
    void answered(DirectConnection *connection, TransportReply &&reply) override;
    void closed(DirectConnection *connection, TransportReply &&reply) override;

    void scheduleStart();
    void startQueued();
    void start(DirectEntry *entry);
    [[nodiscard]] Origin originFor(const QUrl &url);
    bool write(DirectEntry *entry, const TransportRequest &request);
    void dispatch(DirectEntry *entry);
    bool exchange(DirectEntry *entry, DirectConnection *connection);
    void openConnections(Origin origin);
    void release(DirectConnection *connection);
    void finish(DirectEntry *entry, TransportReply &&reply);
    void forget(DirectConnection *connection);
    void drop(DirectConnection *connection);
    void dropIdle(DirectOrigin *origin);
    void dropSurplus(DirectOrigin *origin);
    bool makeRoom();

    TransportOptions m_options;
    Entries m_queue;
    Entries m_running;
    QHash<TransportJob *, Entries::iterator> m_jobs;
    DirectEntry *m_asking = nullptr; // whose job is in takeRequest()
    bool m_startScheduled = false;

    std::vector<Origin> m_origins; // under the present options
    int m_connections = 0;
    QBasicTimer m_idleTimer;

    QUrl m_url; // the last one, and what a request to it begins with
    Origin m_urlOrigin;
    QByteArray m_target;
    QByteArray m_host;
};

} // namespace QtDynamoDBPrivate

#endif
