// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef ENGINE_P_H
#define ENGINE_P_H

#include "credentials/credentialscache_p.h"
#include "signing/signer_p.h"
#include "pipeline/adaptivelimiter_p.h"
#include "pipeline/call_p.h"
#include "pipeline/clientuser_p.h"
#include "eventloop/clock_p.h"
#include "signing/clockskew_p.h"
#include "eventloop/eventthread_p.h"
#include "measurements/measurementhandlers_p.h"
#include "pipeline/observers_p.h"
#include "pipeline/resolvedsettings_p.h"
#include "pipeline/responsecheck_p.h"
#include "pipeline/retrypolicy_p.h"
#include "measurements/statisticscollector_p.h"
#include "transport/transport_p.h"

#include <QtDynamoDB/qdynamodboutcome.h>

#include <QtCore/qbasictimer.h>
#include <QtCore/qhash.h>
#include <QtCore/qmutex.h>
#include <QtCore/qobject.h>
#include <QtCore/qrandom.h>

#include <array>
#include <memory>
#include <vector>

namespace QtDynamoDBPrivate {

// A client's I/O thread from the inside: the calls under way, and what they share.
class Q_DYNAMODB_AUTOTEST_EXPORT Engine : public QObject, public EventThreadWork
{
    Q_OBJECT

public:
    Engine(Service service, std::unique_ptr<ClientEvents> events,
           std::shared_ptr<const Observers> observers);
    ~Engine() override;

    // The thread that the engine lives in; set once, before the first call.
    void setThread(EventThread *thread) { m_thread = thread; }

    // These functions are thread-safe.
    void submit(std::unique_ptr<Call> call);
    // Runs the function in the I/O thread. It is destroyed without being run if the client or the
    // application ends first. Fails if there is no I/O thread.
    [[nodiscard]] QDynamoDBError post(std::function<void()> function);
    [[nodiscard]] MeasurementHandlers &measurementHandlers() { return m_measurementHandlers; }

    // The rest belongs to the I/O thread.
    void suspend(Reason reason) override;
    void finish() override; // deletes the engine
    // The client is being destroyed in the I/O thread, by a handler or a continuation. The calls end
    // when the event loop does.
    void leave();
    // Before the first call; tests put theirs in.
    void setClock(std::unique_ptr<Clock> clock);
    void setRandom(std::function<double()> random) { m_random = std::move(random); }
    void setTransport(std::unique_ptr<Transport> transport); // the default one

    [[nodiscard]] Clock &clock() { return *m_clock; }
    [[nodiscard]] double random() { return m_random(); }
    // The one that a call with these settings goes by.
    [[nodiscard]] Transport &transport(const Settings &settings)
    {
        return *m_transports[std::size_t(settings.transport)];
    }
    [[nodiscard]] Signer &signer() { return m_signer; }
    [[nodiscard]] ClockSkew &skew() { return m_skew; }
    // Of the responses of that host.
    [[nodiscard]] ResponseCheck &responseCheck(const Endpoint &endpoint);
    [[nodiscard]] RetryTokens &retryTokens() { return m_retryTokens; }
    [[nodiscard]] AdaptiveLimiter &limiter() { return m_limiter; }
    [[nodiscard]] CancelWatches &cancelWatches() { return m_cancelWatches; }
    [[nodiscard]] ClientUser &user() { return m_user; }
    [[nodiscard]] const Observers &observers() const { return *m_observers; }
    [[nodiscard]] bool isMeasuring() const
    {
        return m_observers->measured || m_measurementHandlers.any() || m_statistics;
    }
    // From now on; sampled() tells what came together, once a second if it changed.
    void collectStatistics();
    [[nodiscard]] QByteArray userAgent() const { return m_userAgent; }
    // A random UUID; nobody has to be unable to guess it.
    [[nodiscard]] QByteArray makeInvocationId();
    [[nodiscard]] qsizetype callsUnderWay() const { return qsizetype(m_calls.size()); }

    // Looks at environment and files for settings that are new, and when the files have changed.
    [[nodiscard]] QDynamoDBExpected<std::shared_ptr<const ResolvedSettings>> resolve(
            const std::shared_ptr<const Settings> &settings);
    // Of the settings that were resolved last.
    [[nodiscard]] std::shared_ptr<CredentialsCache> credentials() const;
    // For a call on that resource; may be kept for other calls.
    [[nodiscard]] QDynamoDBExpected<Endpoint> endpoint(
            const std::shared_ptr<const ResolvedSettings> &settings, const Operation &operation,
            const QString &accountId, const QString &resource);
    static QDynamoDBExpected<QByteArray> writeBody(const Operation &operation, void *request);

    // The call is over and will be delivered from the event loop, where whatever its continuations
    // do finds nothing half done.
    void ended(Call *call);
    void tellFinished(const QDynamoDBOutcome &outcome);
    void tellError(const QDynamoDBError &error);
    void tellRetrying(const QDynamoDBError &error, std::chrono::nanoseconds delay);
    // To be filled in whole, and told. It still has what the one before had.
    [[nodiscard]] QDynamoDBMeasurement &nextMeasurement() { return m_measurement; }
    void tellMeasured();

Q_SIGNALS:
    // Calls and tasks end: the client or the application is about to.
    void ending();
    void sampled(const QtDynamoDBPrivate::StatisticsSample &sample);

protected:
    bool event(QEvent *event) override;
    void timerEvent(QTimerEvent *event) override;

private:
    struct Resolved;

    void wake();
    void work();
    void endAll(QDynamoDBError::Code code, const QString &text);
    void disband();
    void adopt(std::unique_ptr<Call> call);
    void deliver();
    void setUpTransport(const Settings &settings, const ResolvedSettings &resolved);
    std::shared_ptr<CredentialsCache> credentialsFor(const std::shared_ptr<const Settings> &settings,
                                                     bool filesChanged);
    void sampleStatistics();

    const Service m_service;
    EventThread *m_thread = nullptr;
    std::unique_ptr<ClientEvents> m_events; // null after leave()
    const std::shared_ptr<const Observers> m_observers;
    ClientUser m_user;
    const QByteArray m_userAgent;

    QMutex m_mutex; // for these two
    std::vector<std::unique_ptr<Call>> m_inbox;
    bool m_woken = false;

    std::unique_ptr<Clock> m_clock;
    std::function<double()> m_random;
    QRandomGenerator64 m_invocationIds;
    std::array<std::unique_ptr<Transport>, 2> m_transports; // by kind, made when needed
    std::unique_ptr<Resolved> m_resolved;
    Signer m_signer;
    ClockSkew m_skew;
    QHash<QString, ResponseCheck> m_responseChecks; // by host and port
    RetryTokens m_retryTokens;
    AdaptiveLimiter m_limiter;
    CancelWatches m_cancelWatches;

    std::vector<std::unique_ptr<Call>> m_accepted; // not begun yet
    std::size_t m_nextAccepted = 0;
    std::vector<std::unique_ptr<Call>> m_calls;
    std::vector<std::unique_ptr<Call>> m_ended;
    QBasicTimer m_workTimer;

    MeasurementHandlers m_measurementHandlers;
    std::optional<StatisticsCollector> m_statistics;
    QDynamoDBMeasurement m_measurement;
    StatisticsSample m_lastSample;
    Clock::Alarm m_statisticsAlarm = 0;
};

} // namespace QtDynamoDBPrivate

#endif
