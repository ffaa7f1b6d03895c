// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/qdynamodblocalserver.h>

#include <QtCore/qcoreapplication.h>

#include <cstdio>

// Starts a server, prints its URL, and waits to be killed.
int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QDynamoDBLocalServer server;
    server.start();
    if (!server.waitForStarted()) {
        std::fputs(qPrintable(server.errorString()), stderr);
        return 1;
    }
    std::puts(qPrintable(server.endpoint().toString()));
    std::fflush(stdout);
    return application.exec();
}
