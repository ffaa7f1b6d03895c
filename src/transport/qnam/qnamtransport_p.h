// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QNAMTRANSPORT_P_H
#define QNAMTRANSPORT_P_H

#include "transport/jobqueue_p.h"
#include "transport/qnam/origindistances_p.h"
#include "transport/qnam/qnamhead_p.h"
#include "transport/qnam/qnammanagerpool_p.h"
#include "transport/transport_p.h"

#include <QtNetwork/qnetworkreply.h>
#include <QtNetwork/qnetworkrequest.h>

namespace QtDynamoDBPrivate {

class OneShotDevice;

// A transport over a pool of QNetworkAccessManagers, for HTTP/1.1.
//
// One attempt sends one copy of a request. Redirects are not followed, responses are neither
// decompressed nor cached, and servers get no passwords.
//
// QNetworkAccessManager doesn't read idle connections, and takes bytes that arrived on one for the
// response to the next request. Such a response arrives sooner than the server can respond. This
// transport refuses it, if the server is far enough away; TransportReply::reused marks the others.
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
    bool abort(TransportJob *job) override;
    bool timeOut(TransportJob *job) override;
    void dropIdle() override { m_pool.retireAll(); }

    [[nodiscard]] int inFlight() const override { return m_jobs.inFlight(); }
    [[nodiscard]] int queued() const override { return m_jobs.queued(); }
    [[nodiscard]] int managers() const { return m_pool.managers(); }

private:
    using TimePoint = std::chrono::steady_clock::time_point;

    struct Entry : JobEntry
    {
        QnamManagerPool::Manager *manager = nullptr; // in flight
        QNetworkReply *reply = nullptr;
        OneShotDevice *body = nullptr; // a child of the reply
        std::optional<QnamHead> head;
        bool isWarmUp = false; // TransportRequest::warmUp is set
        bool reused = false; // TransportReply::reused, valid with the head
        QString tlsText;
        QByteArrayList headers; // values owned by this request alone, such as a session token
        TimePoint connecting;
        TimePoint sent;
        TimePoint headArrived;

        // Whether a connection is open. Before that, nothing can have been sent.
        [[nodiscard]] bool isConnected() const;
    };

    void start(Entry *entry);
    void connectAhead(Entry *entry, const QUrl &url);
    [[nodiscard]] QString missingForConnection(const QnamManagerPool::Manager &manager);
    void watch(Entry *entry);
    void onHead(Entry *entry);
    void onBody(Entry *entry);
    [[nodiscard]] bool arrivedTooSoon(const Entry &entry);
    bool checkSize(Entry *entry, qint64 size);
    void refuse(Entry *entry, TransportReply::Failure failure, const QString &text);
    void onFinished(Entry *entry);
    void finish(Entry *entry, TransportReply &&reply, QnamManagerPool::Connection connection);
    void dropReply(Entry *entry);
    [[nodiscard]] TransportReply replyOf(const Entry &entry) const;

    TransportOptions m_options;
    QNetworkRequest m_request; // the settings that all requests share
    QnamManagerPool m_pool;
    JobQueue<Entry> m_jobs { this, [this](Entry *entry) { start(entry); } };
    OriginDistances m_distances;
    TimePoint m_descriptorsChecked; // the last check that found enough of them
};

} // namespace QtDynamoDBPrivate

#endif
