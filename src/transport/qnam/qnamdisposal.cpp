// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "transport/qnam/qnamdisposal_p.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qdeadlinetimer.h>
#include <QtCore/qmutex.h>
#include <QtCore/qthread.h>
#include <QtCore/qwaitcondition.h>
#include <QtNetwork/qnetworkaccessmanager.h>

#include <thread>

namespace QtDynamoDBPrivate {

namespace {

struct Disposals
{
    QMutex mutex;
    QWaitCondition changed;
    int pending = 0;
    int begun = 0;
};

// Never destroyed: a thread may outlive the application object.
Disposals &allDisposals()
{
    static auto *const all = new Disposals;
    return *all;
}

void waitForDisposals()
{
    Disposals &all = allDisposals();
    const QDeadlineTimer deadline(500);
    QMutexLocker locker(&all.mutex);
    while (all.pending > 0 && all.changed.wait(&all.mutex, deadline)) {}
}

void begin()
{
    static const bool once = [] {
        qAddPostRoutine(waitForDisposals);
        return true;
    }();
    Q_UNUSED(once);
    Disposals &all = allDisposals();
    const QMutexLocker locker(&all.mutex);
    ++all.pending;
    ++all.begun;
}

// Disposes of a manager in its destructor, so use deleteLater(): deferred deletions are delivered
// even if the thread ends.
class Disposal final : public QObject
{
public:
    explicit Disposal(std::unique_ptr<QNetworkAccessManager> manager)
        : m_manager(std::move(manager))
    {
    }
    ~Disposal() override { disposeElsewhere(std::move(m_manager)); }
    Q_DISABLE_COPY_MOVE(Disposal)

private:
    std::unique_ptr<QNetworkAccessManager> m_manager;
};

void end()
{
    Disposals &all = allDisposals();
    const QMutexLocker locker(&all.mutex);
    --all.pending;
    all.changed.wakeAll();
}

} // namespace

void disposeElsewhere(std::unique_ptr<QNetworkAccessManager> manager)
{
    begin();
    manager->moveToThread(nullptr); // then any thread may move the object to itself
    std::thread([network = manager.release()] {
        network->moveToThread(QThread::currentThread());
        delete network;
        end();
    }).detach();
}

void disposeElsewhereLater(std::unique_ptr<QNetworkAccessManager> manager)
{
    (new Disposal(std::move(manager)))->deleteLater();
}

int disposals()
{
    const QMutexLocker locker(&allDisposals().mutex);
    return allDisposals().begun;
}

} // namespace QtDynamoDBPrivate
