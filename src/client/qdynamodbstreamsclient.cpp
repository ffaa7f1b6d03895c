// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "api/operation_p.h"

#include <QtDynamoDB/qdynamodbstreamsclient.h>

/*!
    \class QDynamoDBStreamsClient
    \inmodule QtDynamoDB
    \brief The changes of tables, as DynamoDB Streams keeps them for a day.

    \sa QDynamoDBClient
*/

/*!
    Makes a client with the given \a parent.
*/
QDynamoDBStreamsClient::QDynamoDBStreamsClient(QObject *parent)
    : QDynamoDBAbstractClient(QtDynamoDBPrivate::Service::Streams, parent)
{
}

QDynamoDBStreamsClient::~QDynamoDBStreamsClient() = default;
