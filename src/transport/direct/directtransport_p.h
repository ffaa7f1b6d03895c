// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef DIRECTTRANSPORT_P_H
#define DIRECTTRANSPORT_P_H

#include "transport/direct/directconnection_p.h"
#include "transport/direct/directorigin_p.h"
#include "transport/jobqueue_p.h"
#include "transport/transport_p.h"
#include "transport/wipe_p.h"

#include <QtCore/qbasictimer.h>

#include <memory>
#include <vector>

namespace QtDynamoDBPrivate {

// The state of a job.
struct DirectEntry : JobEntry
{
    DirectEntry() = default;
    ~DirectEntry() { wipe(request); }
    Q_DISABLE_COPY_MOVE(DirectEntry)

    std::shared_ptr<DirectOrigin> origin; // null until the job's request is known
    DirectConnection *connection = nullptr; // null until the request is sent
    quint32 warmUp = 0; // TransportRequest::warmUp
    QByteArray method;
    QByteArray request; // the bytes to send, without a long body; empty once sent
    QByteArray body; // a long body; empty once sent
};

// A transport over sockets of its own, for HTTP/1.1. Each connection carries one request at a time.
//
// One attempt sends one copy of a request. Requests don't wait for a certain connection: the first
// one that is free takes the request that has waited longest.
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
    bool abort(TransportJob *job) override;
    bool timeOut(TransportJob *job) override;
    void dropIdle() override;

    [[nodiscard]] int inFlight() const override { return m_jobs.inFlight(); }
    [[nodiscard]] int queued() const override { return m_jobs.queued(); }
    [[nodiscard]] int connections() const { return m_connections; } // in any state

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    using Origin = std::shared_ptr<DirectOrigin>;

    void opened(DirectConnection *connection) override;
    void exchanged(DirectConnection *connection, TransportReply &&reply) override;
    void closed(DirectConnection *connection, TransportReply &&reply) override;

    void start(DirectEntry *entry);
    [[nodiscard]] Origin originFor(const QUrl &url);
    bool write(DirectEntry *entry, const TransportRequest &request);
    void dispatch(DirectEntry *entry);
    void waitForConnection(DirectEntry *entry);
    bool useWarm(DirectEntry *entry);
    bool exchange(DirectEntry *entry, DirectConnection *connection);
    void openConnections(Origin origin);
    void release(DirectConnection *connection);
    void forget(DirectConnection *connection);
    void drop(DirectConnection *connection);
    void dropIdle(DirectOrigin *origin);
    void dropSurplus(DirectOrigin *origin);
    bool makeRoom();

    TransportOptions m_options;
    JobQueue<DirectEntry> m_jobs { this, [this](DirectEntry *entry) { start(entry); } };

    std::vector<Origin> m_origins; // with the present options
    int m_connections = 0;
    QBasicTimer m_idleTimer;

    QUrl m_url; // of the last request
    Origin m_urlOrigin; // of that URL, as are the others
    QByteArray m_target;
    QByteArray m_host;
};

} // namespace QtDynamoDBPrivate

#endif
