// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef TESTCLIENT_H
#define TESTCLIENT_H

#include <QtDynamoDB/qdynamodbabstractclient.h>

#include <QtCore/qurl.h>

// Sets a Region, credentials and the endpoint, so that nothing is taken from the settings of the
// computer on which the test runs.
inline void configureTestClient(QDynamoDBAbstractClient *client, const QUrl &endpoint)
{
    client->setRegion(QStringLiteral("us-east-1"));
    client->setCredentials({ QStringLiteral("AKIDEXAMPLE"), QStringLiteral("s3cr3t-key") });
    client->setEndpoint(endpoint);
}

#endif
