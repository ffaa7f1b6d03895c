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
    \brief What all reporters of measurements have in common.

    Measurements of the attached clients are put down where they arise, and sent in batches from a
    thread of the reporter's own, so that no call ever waits for one. Only so many are kept: those
    that come while the place is full are dropped, and so is a batch that can't be sent in three
    tries. Both are counted and told.

    Attaching and the properties belong to the thread the reporter lives in, which must be that of
    its clients. Reporters may be destroyed before or after them.

    \sa QDynamoDBInfluxReporter, QDynamoDBOtlpReporter
*/

QDynamoDBReporter::QDynamoDBReporter(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<QDynamoDBReporterPrivate>())
{
    const auto tell = [this](qint64 count, const QString &reason) {
        QMetaObject::invokeMethod(
                this, [this, count, reason] { Q_EMIT dropped(count, reason); },
                Qt::QueuedConnection);
    };
    d->sender = std::make_shared<ReportSender>(tell);
    d->thread = std::make_unique<EventThread>(d->sender.get());
    d->thread->setObjectName(u"QtDynamoDB report"_s);
    d->sender->moveToThread(d->thread.get());
    d->sender->setThread(d->thread.get());
    (void)d->thread->ensure(); // where it fails, the first measurement tries again
}

/*!
    Sends what is there, for two seconds at the most.
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
    \brief how many measurements are sent together at the most; 1000 by default.

    So many are sent without waiting for the interval to pass.
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
    \property QDynamoDBReporter::capacity
    \brief how many measurements may wait to be sent; 20000 by default.
*/
int QDynamoDBReporter::capacity() const
{
    return d->capacity;
}

void QDynamoDBReporter::setCapacity(int measurements)
{
    const int bounded = std::max(measurements, 1);
    if (std::exchange(d->capacity, bounded) == bounded)
        return;
    d->apply();
    Q_EMIT capacityChanged();
}

/*!
    \property QDynamoDBReporter::interval
    \brief how long a measurement waits for others at the most; one second by default.
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
    Returns how many measurements were sent since the reporter was made.
*/
qint64 QDynamoDBReporter::sentCount() const
{
    return d->sender->sent();
}

/*!
    Returns how many measurements were dropped since the reporter was made.

    \sa dropped()
*/
qint64 QDynamoDBReporter::droppedCount() const
{
    return d->sender->droppedCount();
}

/*!
    Reports the measurements of \a client from now on, once, however often it is attached.
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
    Reports those of \a client no more.
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
    Sends what is there, and returns whether all of it was sent or dropped within \a timeout.
*/
bool QDynamoDBReporter::flush(std::chrono::milliseconds timeout)
{
    return d->sender->flush(timeout);
}

/*!
    \fn void QDynamoDBReporter::dropped(qint64 count, const QString &reason)

    So many measurements were dropped, because they were too many or could not be sent.
*/
