// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "client/qdynamodbstatistics_p.h"

#include "pipeline/engine_p.h"

#include <QtCore/qmetaobject.h>

using namespace QtDynamoDBPrivate;

namespace {

double inMilliseconds(std::chrono::nanoseconds duration)
{
    return std::chrono::duration<double, std::milli>(duration).count();
}

} // namespace

/*!
    \class QDynamoDBStatistics
    \inmodule QtDynamoDB
    \brief The statistics of a client's attempts, updated once a second.

    The first call of QDynamoDBAbstractClient::statistics() creates the object. It counts from then
    on and is destroyed with the client. QML can bind to its properties:

    \code
    Text { text: db.statistics.requestsPerSecond.toFixed(0) + " requests/s, p99 "
                 + db.statistics.p99Ms.toFixed(1) + " ms" }
    \endcode

    Attempts are counted: a call with two retries counts three times.

    \since 0.1
*/

QDynamoDBStatistics::QDynamoDBStatistics(Engine *engine, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<QDynamoDBStatisticsPrivate>())
{
    connect(engine, &Engine::sampled, this, [this](const StatisticsSample &sample) {
        d->sample = sample;
        Q_EMIT updated();
    });
    (void)engine->post([engine] { engine->collectStatistics(); });
}

QDynamoDBStatistics::~QDynamoDBStatistics() = default;

/*!
    \property QDynamoDBStatistics::inFlight
    \brief the number of requests in flight.
*/
int QDynamoDBStatistics::inFlight() const
{
    return d->sample.inFlight;
}

/*!
    \property QDynamoDBStatistics::queued
    \brief the number of calls that wait for a connection, credentials or their next attempt.
*/
int QDynamoDBStatistics::queued() const
{
    return d->sample.queued;
}

/*!
    \property QDynamoDBStatistics::requests
    \brief the number of attempts that have ended since the object was created.
*/
qint64 QDynamoDBStatistics::requests() const
{
    return d->sample.requests;
}

/*!
    \property QDynamoDBStatistics::requestsPerSecond
    \brief the average number of attempts per second during the last ten seconds.
*/
double QDynamoDBStatistics::requestsPerSecond() const
{
    return d->sample.requestsPerSecond;
}

/*!
    Returns the median duration of the attempts of the last ten seconds, including the time in the
    queue, with an error of at most 2 %; 0 if there was no attempt. The property \c p50Ms has the
    same in milliseconds.
*/
std::chrono::nanoseconds QDynamoDBStatistics::p50() const
{
    return d->sample.p50;
}

/*!
    Returns the 99th percentile of the duration, like p50(). The property \c p99Ms has the same in
    milliseconds.
*/
std::chrono::nanoseconds QDynamoDBStatistics::p99() const
{
    return d->sample.p99;
}

/*!
    Returns the number of failed attempts since the object was created, by error code. The keys of
    the property are the names of the codes.
*/
QMap<QDynamoDBError::Code, qint64> QDynamoDBStatistics::errors() const
{
    return d->sample.errors;
}

/*!
    Returns the consumed capacity units since the object was created, by table. Only calls with
    returnConsumedCapacity in their request or options are counted.
*/
QMap<QString, double> QDynamoDBStatistics::consumedCapacity() const
{
    return d->sample.consumedCapacity;
}

/*!
    \fn void QDynamoDBStatistics::updated()

    Emitted when a property has changed, at most once a second.
*/

/*!
    \property QDynamoDBStatistics::p50Ms
    \brief the median duration p50(), in milliseconds.
*/
double QDynamoDBStatistics::p50Milliseconds() const
{
    return inMilliseconds(d->sample.p50);
}

/*!
    \property QDynamoDBStatistics::p99Ms
    \brief the 99th percentile p99() of the duration, in milliseconds.
*/
double QDynamoDBStatistics::p99Milliseconds() const
{
    return inMilliseconds(d->sample.p99);
}

QVariantMap QDynamoDBStatistics::errorsByName() const
{
    const QMetaEnum codes = QMetaEnum::fromType<QDynamoDBError::Code>();
    QVariantMap map;
    for (auto it = d->sample.errors.cbegin(); it != d->sample.errors.cend(); ++it)
        map.insert(QString::fromLatin1(codes.valueToKey(int(it.key()))), it.value());
    return map;
}

QVariantMap QDynamoDBStatistics::consumedCapacityByName() const
{
    QVariantMap map;
    for (auto it = d->sample.consumedCapacity.cbegin(); it != d->sample.consumedCapacity.cend();
         ++it)
        map.insert(it.key(), it.value());
    return map;
}
