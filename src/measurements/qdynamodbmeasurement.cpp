// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/qdynamodbmeasurement.h>

#include <numeric>

/*!
    \class QDynamoDBMeasurement
    \inmodule QtDynamoDB
    \brief One attempt of a call, as the client measured it.

    \sa QDynamoDBAbstractClient::measured(), QDynamoDBAbstractClient::addMeasurementHandler()
*/

/*!
    The capacity units that the attempt consumed, of all tables together; 0 where that was not asked
    for.
*/
double QDynamoDBMeasurement::consumedCapacity() const
{
    return std::accumulate(consumedCapacityByTable.cbegin(), consumedCapacityByTable.cend(), 0.0);
}
