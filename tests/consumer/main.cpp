// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/QDynamoDBClient>

#include <QtCore/QCoreApplication>
#include <QtCore/QDebug>

using namespace Qt::StringLiterals;

// Uses a bit of everything, from the installed headers and library; nobody listens where it calls.
int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    return 0;
}
