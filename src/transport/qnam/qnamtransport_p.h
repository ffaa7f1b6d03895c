// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QNAMTRANSPORT_P_H
#define QNAMTRANSPORT_P_H

#include "transport/qnam/origindistances_p.h"
#include "transport/qnam/qnamhead_p.h"
#include "transport/qnam/qnammanagerpool_p.h"
#include "transport/transport_p.h"

#include <QtCore/qhash.h>
#include <QtNetwork/qnetworkreply.h>
#include <QtNetwork/qnetworkrequest.h>

#include <list>

namespace QtDynamoDBPrivate {

class OneShotDevice;

// HTTP/1.1 by a pool of QNetworkAccessManagers.
//
// One attempt puts one copy of a request on the wire. Nothing is followed, decompressed, cached or
// authenticated.
//
// QNetworkAccessManager doesn't look at unused connections, and takes bytes that arrived on one for
// the response to the next request. Such responses come sooner than the server can answer: that is
// noticed here, where the server is far enough away. The rest is for the users of
// TransportReply::reused.
class Q_DYNAMODB_AUTOTEST_EXPORT QnamTransport final : public Transport
{
    Q_OBJECT

public:
    explicit QnamTransport(QObject *parent = nullptr);
    explicit QnamTransport(const TransportOptions &options, QObject *parent = nullptr);
    ~QnamTransport() override;

    void setOptions(const TransportOptions &options) override;
    [[nodiscard]] const TransportOptions &options() const override { return m_options; }

    void send(TransportJob *job) override;
    void abort(TransportJob *job) override;
    void timeOut(TransportJob *job) override;
    void dropIdle() override { m_pool.retireAll(); }

    [[nodiscard]] int inFlight() const override { return int(m_running.size()); }
    [[nodiscard]] int queued() const override { return int(m_queue.size()); }
    [[nodiscard]] int managers() const { return m_pool.managers(); }

private:
    using TimePoint = std::chrono::steady_clock::time_point;

    struct Entry
    {
        TransportJob *job = nullptr;
        QnamManagerPool::Manager *manager = nullptr;
        QNetworkReply *reply = nullptr;
        OneShotDevice *body = nullptr; // the reply's child
        std::optional<QnamHead> head;
        bool reused = false; // as TransportReply::reused, once there is a head
        QString tlsText;
        QByteArrayList headers; // values owned by this request alone, such as a session token
        TimePoint connecting;
        TimePoint sent;
        TimePoint answered;

        // Its body is asked for when the connection stands; before that nothing can have been sent.
        [[nodiscard]] bool isConnected() const;
    };
    // Entries move from list to list and stay where they are in memory.
    using Entries = std::list<Entry>;

    void startQueued();
    void start(Entry *entry);
    [[nodiscard]] QString missingForConnection(const QnamManagerPool::Manager &manager);
    void watch(Entry *entry);
    void onHead(Entry *entry);
    void onBody(Entry *entry);
    [[nodiscard]] bool cameTooSoon(const Entry &entry);
    bool checkSize(Entry *entry, qint64 size);
    void refuse(Entry *entry, TransportReply::Failure failure, const QString &text);
    void onFinished(Entry *entry);
    void finish(Entry *entry, TransportReply &&result, QnamManagerPool::Connection connection);
    void dropReply(Entry *entry);
    void scheduleStart();
    [[nodiscard]] TransportReply resultOf(const Entry &entry) const;
    TransportOptions m_options;
    QNetworkRequest m_request; // what all have in common
    QnamManagerPool m_pool;
    Entries m_queue;
    Entries m_running;
    QHash<TransportJob *, Entries::iterator> m_jobs;
    Entry *m_asking = nullptr; // whose job is in takeRequest()
    OriginDistances m_distances;
    TimePoint m_descriptorsChecked; // that enough were free
    bool m_startScheduled = false;
};

} // namespace QtDynamoDBPrivate

#endif
