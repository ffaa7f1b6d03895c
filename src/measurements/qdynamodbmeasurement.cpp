// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/qdynamodbmeasurement.h>

#include <numeric>

/*!
    \class QDynamoDBMeasurement
    \inmodule QtDynamoDB
    \brief The measured values of one attempt of a call.

    A client measures each attempt that was sent, if something is connected to
    QDynamoDBAbstractClient::measured(), if it has a measurement handler, or if its statistics are in
    use. Measurements are values; they can be copied to other threads.

    \since 0.1
    \sa QDynamoDBAbstractClient::measured(), QDynamoDBAbstractClient::addMeasurementHandler(),
        QDynamoDBOutcome
*/

/*!
    \property QDynamoDBMeasurement::timestamp
    \brief the time, in UTC, at which the attempt was handed to the transport.
*/

/*!
    \property QDynamoDBMeasurement::operation
    \brief the name of the operation, for example \c PutItem.
*/

/*!
    \property QDynamoDBMeasurement::tableName
    \brief the table that the request named; empty if it named none, or several.
*/

/*!
    \property QDynamoDBMeasurement::indexName
    \brief the index that the request named, or an empty string.
*/

/*!
    \property QDynamoDBMeasurement::correlationId
    \brief QDynamoDBCallOptions::correlationId of the call.
*/

/*!
    \variable QDynamoDBMeasurement::traceParent
    \brief QDynamoDBCallOptions::traceParent of the call.
*/

/*!
    \variable QDynamoDBMeasurement::traceState
    \brief QDynamoDBCallOptions::traceState of the call.
*/

/*!
    \variable QDynamoDBMeasurement::serverAddress
    \brief the host name of the endpoint.
*/

/*!
    \variable QDynamoDBMeasurement::serverPort
    \brief the port of the endpoint.
*/

/*!
    \variable QDynamoDBMeasurement::region
    \brief the region of the endpoint.
*/

/*!
    \property QDynamoDBMeasurement::attempt
    \brief the number of the attempt within the call, from 1.
*/

/*!
    \property QDynamoDBMeasurement::httpStatus
    \brief the HTTP status of the response; 0 without a response.
*/

/*!
    \property QDynamoDBMeasurement::errorCode
    \brief the code of the error that the attempt failed with, or QDynamoDBError::NoError.
*/

/*!
    \property QDynamoDBMeasurement::requestId
    \brief the id that the service gave to the request; empty without a response.
*/

/*!
    \property QDynamoDBMeasurement::bytesSent
    \brief the size of the request's body in bytes.
*/

/*!
    \property QDynamoDBMeasurement::bytesReceived
    \brief the size of the response's body in bytes.
*/

/*!
    \variable QDynamoDBMeasurement::duration
    \brief the duration of the attempt, with the time in the transport's queue.
*/

/*!
    \variable QDynamoDBMeasurement::queued
    \brief the time for which the attempt waited until it was among the
    QDynamoDBAbstractClient::maxConnections requests in flight.
*/

/*!
    \variable QDynamoDBMeasurement::connecting
    \brief the time that opening a connection took; 0 if an open connection was used.
*/

/*!
    \variable QDynamoDBMeasurement::waiting
    \brief the time from the last byte sent to the first byte received.
*/

/*!
    \variable QDynamoDBMeasurement::receiving
    \brief the time from the first byte received to the last.
*/

/*!
    \variable QDynamoDBMeasurement::decoding
    \brief the time that decoding the response took.
*/

/*!
    \variable QDynamoDBMeasurement::retryDelay
    \brief the delay before the next attempt; negative if the attempt was the last.
*/

/*!
    \variable QDynamoDBMeasurement::consumedCapacityByTable
    \brief the capacity units that the attempt consumed, by table.

    Empty unless the request or QDynamoDBCallOptions::returnConsumedCapacity asked for them.
*/

/*!
    \property QDynamoDBMeasurement::consumedCapacity
    \brief the capacity units that the attempt consumed, summed over all tables.

    0 unless the request or QDynamoDBCallOptions::returnConsumedCapacity asked for them.
*/
double QDynamoDBMeasurement::consumedCapacity() const
{
    return std::accumulate(consumedCapacityByTable.cbegin(), consumedCapacityByTable.cend(), 0.0);
}
