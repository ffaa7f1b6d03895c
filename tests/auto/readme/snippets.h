// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SNIPPETS_H
#define SNIPPETS_H

#include <QtDynamoDB/QDynamoDBClient>

// Where README.md's snippets could stand in an application. Only its compiling counts.
class Snippets : public QObject
{
    Q_OBJECT

public:
    void requests(QDynamoDBClient &client);
    void items();
    void byName(QDynamoDBClient &client);
    void futures(QDynamoDBClient &client);
    void errors(QDynamoDBClient &client);
    void localServer();

private:
    void show(const QList<QDynamoDBItem> &items);
};

#endif
