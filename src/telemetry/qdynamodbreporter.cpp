// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "telemetry/qdynamodbreporter_p.h"

#include <QtDynamoDB/qdynamodbabstractclient.h>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace QtDynamoDBPrivate;

/*!
    \class QDynamoDBReporter
    \inmodule QtDynamoDB
    \since 0.1
    \brief The base class of reporters, which send the measurements of clients to a server.

    A reporter collects the measurements of the attached clients and sends them in batches from a
    thread of its own, so that no call waits for it. Measurements are dropped while \l maxPending of
    them wait to be sent, and when a batch could not be sent in three attempts. Dropped measurements
    are counted by droppedCount() and reported by dropped().

    The functions of a reporter must be called in the thread of the reporter, which must also be the
    thread of its clients. A reporter may be destroyed before or after its clients.

    \sa QDynamoDBInfluxReporter, QDynamoDBOtlpReporter, QDynamoDBMeasurement
*/

/*!
    \internal

    Constructs the base class of a reporter with its private data \a dd and the given \a parent.
*/
QDynamoDBReporter::QDynamoDBReporter(std::unique_ptr<QDynamoDBReporterPrivate> dd, QObject *parent)
    : QObject(parent)
    , d(std::move(dd))
{
    const auto reportDropped = [this](qint64 count, const QString &reason) {
        QMetaObject::invokeMethod(
                this, [this, count, reason] { Q_EMIT dropped(count, reason); },
                Qt::QueuedConnection);
    };
    d->sender = std::make_shared<ReportSender>(reportDropped);
    d->thread = std::make_unique<EventThread>(d->sender.get());
    d->thread->setObjectName(u"QtDynamoDB report"_s);
    d->sender->moveToThread(d->thread.get());
    d->sender->setThread(d->thread.get());
    (void)d->thread->ensure(); // a failure is retried with the first measurement
}

/*!
    Destroys the reporter. Before, it sends the remaining measurements for at most two seconds, and
    drops those that are left.
*/
QDynamoDBReporter::~QDynamoDBReporter()
{
    for (const auto &attached : std::as_const(d->attached)) {
        if (attached.client)
            attached.client->removeMeasurementHandler(attached.handler);
    }
    (void)d->sender->flush(ReportSender::shutdownTimeout);
    d->thread->end();
    d->sender->setThread(nullptr);
    d->thread.reset();
}

/*!
    \property QDynamoDBReporter::batchSize
    \brief the maximum number of measurements in a batch.

    A batch of this size is sent before the \l interval has passed. Values below 1 are set to 1. The
    default is 1000.
*/
int QDynamoDBReporter::batchSize() const
{
    return d->batchSize;
}

void QDynamoDBReporter::setBatchSize(int measurements)
{
    const int bounded = std::max(measurements, 1);
    if (std::exchange(d->batchSize, bounded) == bounded)
        return;
    d->apply();
    Q_EMIT batchSizeChanged();
}

/*!
    \property QDynamoDBReporter::maxPending
    \brief the maximum number of measurements that wait to be sent.

    Further measurements are dropped. Values below 1 are set to 1. The default is 20000.

    \sa dropped()
*/
int QDynamoDBReporter::maxPending() const
{
    return d->maxPending;
}

void QDynamoDBReporter::setMaxPending(int measurements)
{
    const int bounded = std::max(measurements, 1);
    if (std::exchange(d->maxPending, bounded) == bounded)
        return;
    d->apply();
    Q_EMIT maxPendingChanged();
}

/*!
    \property QDynamoDBReporter::interval
    \brief how long a batch waits for further measurements.

    The time starts with the first measurement of the batch. Negative values are set to 0. The
    default is one second.
*/
std::chrono::milliseconds QDynamoDBReporter::interval() const
{
    return d->interval;
}

void QDynamoDBReporter::setInterval(std::chrono::milliseconds interval)
{
    const auto bounded = std::max(interval, 0ms);
    if (std::exchange(d->interval, bounded) == bounded)
        return;
    d->apply();
    Q_EMIT intervalChanged();
}

/*!
    Returns the number of measurements that were sent since the construction of the reporter.
*/
qint64 QDynamoDBReporter::sentCount() const
{
    return d->sender->sent();
}

/*!
    Returns the number of measurements that were dropped since the construction of the reporter.

    \sa dropped()
*/
qint64 QDynamoDBReporter::droppedCount() const
{
    return d->sender->droppedCount();
}

/*!
    Starts to report the measurements of \a client. Attaching the same client again has no effect.

    \sa detach()
*/
void QDynamoDBReporter::attach(QDynamoDBAbstractClient *client)
{
    detach(client);
    const int handler = client->addMeasurementHandler(
            [sender = d->sender](const QDynamoDBMeasurement &measurement) {
                sender->add(measurement);
            });
    d->attached.append({ client, handler });
}

/*!
    Stops reporting the measurements of \a client. Those that were taken before are still sent.

    \sa attach()
*/
void QDynamoDBReporter::detach(QDynamoDBAbstractClient *client)
{
    d->attached.removeIf([client](const auto &attached) {
        if (attached.client == client && client)
            client->removeMeasurementHandler(attached.handler);
        return !attached.client || attached.client == client;
    });
}

/*!
    Sends all measurements without waiting for the \l interval, and blocks until they were sent or
    dropped, for at most \a timeout. Returns whether none is left.
*/
bool QDynamoDBReporter::flush(std::chrono::milliseconds timeout)
{
    return d->sender->flush(timeout);
}

/*!
    \fn void QDynamoDBReporter::dropped(qint64 count, const QString &reason)

    This signal is emitted after \a count measurements were dropped, because too many were waiting
    or because a batch could not be sent. The text \a reason is meant for logs.

    \sa maxPending, droppedCount()
*/
