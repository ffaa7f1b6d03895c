// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QDynamoDBClient>
#include <QDynamoDBException>
#include <QDynamoDBExceptions>

#include <QtCore/QCoreApplication>
#include <QtCore/QDebug>

using namespace Qt::StringLiterals;

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);

    QDynamoDBClient client; // region, credentials and endpoint are found as the AWS CLI finds them

    client.getItem(u"Thread"_s, { { u"ForumName"_s, u"Qt"_s }, { u"Subject"_s, u"Hello"_s } })
            .then(&app,
                  [](const QDynamoDB::GetItemResult &result) {
                      qInfo() << result.item[u"Replies"].toInteger() << "replies";
                      QCoreApplication::quit();
                  })
            .onFailed(&app,
                      [](const QDynamoDB::ResourceNotFoundException &) {
                          qWarning() << "There is no table of that name";
                          QCoreApplication::exit(1);
                      })
            .onFailed(&app, [](const QDynamoDBException &failure) {
                qWarning() << failure.error();
                QCoreApplication::exit(1);
            });

    return app.exec();
}
