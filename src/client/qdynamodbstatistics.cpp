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
    \brief What a client is doing, summed up once a second.

    It is there from the first call of QDynamoDBAbstractClient::statistics() on, counts from then
   on, and lives as long as the client. Its properties can be bound to in QML:

    \code
    Text { text: db.statistics.requestsPerSecond.toFixed(0) + " requests/s, p99 "
                 + db.statistics.p99Ms.toFixed(1) + " ms" }
    \endcode

    What is counted are attempts: a call that is retried twice counts three times.
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
    \brief the requests on the wire.
*/
int QDynamoDBStatistics::inFlight() const
{
    return d->sample.inFlight;
}

/*!
    \property QDynamoDBStatistics::queued
    \brief the calls that wait: for a connection, for credentials, or for their next attempt.
*/
int QDynamoDBStatistics::queued() const
{
    return d->sample.queued;
}

/*!
    \property QDynamoDBStatistics::requests
    \brief the attempts that have ended since the beginning.
*/
qint64 QDynamoDBStatistics::requests() const
{
    return d->sample.requests;
}

/*!
    \property QDynamoDBStatistics::requestsPerSecond
    \brief the attempts of the last ten seconds, divided by these.
*/
double QDynamoDBStatistics::requestsPerSecond() const
{
    return d->sample.requestsPerSecond;
}

/*!
    The time that half of the attempts of the last ten seconds took at the most, with the time in
    the queue, to 2 %. As the property \c p50Ms, in milliseconds. 0 where there were none.
*/
std::chrono::nanoseconds QDynamoDBStatistics::p50() const
{
    return d->sample.p50;
}

/*!
    Likewise, of 99 in a hundred attempts.
*/
std::chrono::nanoseconds QDynamoDBStatistics::p99() const
{
    return d->sample.p99;
}

/*!
    The number of attempts that failed since the beginning, by their error. The property has the
    codes' names as its keys.
*/
QMap<QDynamoDBError::Code, qint64> QDynamoDBStatistics::errors() const
{
    return d->sample.errors;
}

/*!
    The capacity units consumed since the beginning, by table, of calls that asked for it with
    returnConsumedCapacity in their request or options.
*/
QMap<QString, double> QDynamoDBStatistics::consumedCapacity() const
{
    return d->sample.consumedCapacity;
}

/*!
    \fn void QDynamoDBStatistics::updated()

    Something has changed. Comes once a second at the most.
*/

double QDynamoDBStatistics::p50Milliseconds() const
{
    return inMilliseconds(d->sample.p50);
}

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
