// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef ENGINE_P_H
#define ENGINE_P_H

#include "eventloop/eventthread_p.h"
#include "pipeline/call_p.h"
#include "pipeline/callcontext_p.h"
#include "pipeline/clientuser_p.h"

#include <QtCore/qbasictimer.h>
#include <QtCore/qmutex.h>
#include <QtCore/qobject.h>

#include <array>
#include <memory>
#include <vector>

namespace QtDynamoDBPrivate {

// The part of a client that lives in its I/O thread: its calls, and the objects that they share.
class Q_DYNAMODB_AUTOTEST_EXPORT Engine : public QObject, public EventThreadWork, private CallOwner
{
    Q_OBJECT

public:
    Engine(Service service, std::unique_ptr<ClientEvents> events,
           std::shared_ptr<const Observers> observers);
    ~Engine() override;

    // The thread that the engine lives in. Set it once, before the first call.
    void setThread(EventThread *thread) { m_thread = thread; }

    // These functions are thread-safe.
    void submit(std::unique_ptr<Call> call);
    // Runs the function in the I/O thread. It is destroyed without being run if the client or the
    // application ends first. Fails if there is no I/O thread.
    [[nodiscard]] QDynamoDBError post(std::function<void()> function);
    [[nodiscard]] MeasurementHandlers &measurementHandlers()
    {
        return m_context.reports.measurementHandlers();
    }

    // The other functions belong to the I/O thread.
    void suspend(Reason reason) override;
    void finish() override; // deletes the engine
    // The client is being destroyed in the I/O thread, by a handler or a continuation. Its calls
    // end with the event loop.
    void leave();
    // For tests, before the first call.
    void setClock(std::unique_ptr<Clock> clock) { m_context.clock = std::move(clock); }
    void setRandom(std::function<double()> random) { m_context.random = std::move(random); }
    void setTransport(std::unique_ptr<Transport> transport); // instead of the default one

    [[nodiscard]] QDynamoDBExpected<CallResources> resolve(
            const std::shared_ptr<const Settings> &settings) override;
    [[nodiscard]] QDynamoDBExpected<Endpoint> endpoint(
            const std::shared_ptr<const ResolvedSettings> &settings, const Operation &operation,
            const QString &accountId, const QString &resource) override;
    [[nodiscard]] Clock &clock() { return *m_context.clock; }
    [[nodiscard]] double random() { return m_context.random(); } // in [0, 1)
    [[nodiscard]] ClockSkew &skew() { return m_context.skew; }
    [[nodiscard]] ClientUser &user() { return m_user; }
    [[nodiscard]] bool isMeasuring() const { return m_context.reports.wantsMeasurements(); }
    // Collects statistics from now on. Emits sampled() once a second if they changed.
    void collectStatistics();
    [[nodiscard]] qsizetype callsUnderWay() const { return qsizetype(m_calls.size()); }
    // The number of requests that the transports have taken and not completed.
    [[nodiscard]] int requestsInFlight() const;

Q_SIGNALS:
    // The client or the application is about to end; calls and tasks must end.
    void ending();
    void sampled(const QtDynamoDBPrivate::StatisticsSample &sample);

protected:
    bool event(QEvent *event) override;
    void timerEvent(QTimerEvent *event) override;

private:
    struct Resolved;

    void ended(Call *call) override;

    void wake();
    void work();
    void adopt(std::unique_ptr<Call> call);
    void deliver();
    void endAll(QDynamoDBError::Code code, const QString &message);
    void releaseResources();
    [[nodiscard]] QDynamoDBError updateResolved(const std::shared_ptr<const Settings> &settings);
    void setUpTransport(const Settings &settings, const ResolvedSettings &resolved);
    std::shared_ptr<CredentialsCache> credentialsFor(const std::shared_ptr<const Settings> &settings,
                                                     bool filesChanged);
    void sampleStatistics();

    const Service m_service;
    EventThread *m_thread = nullptr;

    QMutex m_mutex; // guards m_inbox and m_woken
    std::vector<std::unique_ptr<Call>> m_inbox;
    bool m_woken = false;

    CallContext m_context;
    ClientUser m_user;
    std::array<std::unique_ptr<Transport>, 2> m_transports; // by TransportKind; null until used
    std::unique_ptr<Resolved> m_resolved;

    std::vector<std::unique_ptr<Call>> m_accepted; // not begun, from m_nextAccepted on
    std::size_t m_nextAccepted = 0;
    std::vector<std::unique_ptr<Call>> m_calls;
    std::vector<std::unique_ptr<Call>> m_ended; // not delivered
    QBasicTimer m_workTimer;

    StatisticsSample m_lastSample;
    Clock::Alarm m_statisticsAlarm = 0;
};

} // namespace QtDynamoDBPrivate

#endif
