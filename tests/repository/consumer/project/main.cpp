// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QDynamoDBClient>
#include <QDynamoDBException>
#include <QDynamoDBExceptions>

#include <QtCore/QCoreApplication>
#include <QtCore/QDebug>

// A call to a port without a server. It must fail soon, with an exception of the right type, which is
// thrown in the library and caught here.
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
                      qWarning() << "A result without a server:" << result.item;
                      QCoreApplication::exit(1);
                  })
            .onFailed(&application,
                      [](const QDynamoDB::RequestException &failure) {
                          qInfo() << "Failed as expected:" << failure.error();
                          QCoreApplication::exit(0);
                      })
            .onFailed(&application, [](const QDynamoDBException &failure) {
                qWarning() << "Failed with another exception:" << failure.error();
                QCoreApplication::exit(2);
            });
    return application.exec();
}
