// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/QDynamoDBClient>
#include <QtDynamoDB/QDynamoDBException>
#include <QtDynamoDB/qdynamodbexceptions.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QDebug>

// A call to where nobody listens: it must end, soon, as an exception of the right type, which was
// thrown in the library and is caught here.
int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);

    QDynamoDBClient client;
    client.setRegion(QStringLiteral("eu-central-1"));
    client.setEndpoint(QUrl(QStringLiteral("http://127.0.0.1:1")));
    client.setCredentials({ QStringLiteral("key"), QStringLiteral("s3cr3t-key") });
    client.setMaxRetries(0);

    const QDynamoDBItem key = { { QStringLiteral("id"), 42 } };
    client.getItem(QStringLiteral("Table"), key)
            .then(&application,
                  [](const QDynamoDB::GetItemResult &result) {
                      qWarning() << "An item out of nowhere:" << result.item;
                      QCoreApplication::exit(1);
                  })
            .onFailed(&application,
                      [](const QDynamoDB::RequestException &failure) {
                          qInfo() << "Failed as it should:" << failure.error();
                          QCoreApplication::exit(0);
                      })
            .onFailed(&application, [](const QDynamoDBException &failure) {
                qWarning() << "Failed in another way:" << failure.error();
                QCoreApplication::exit(2);
            });
    return application.exec();
}
