// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtCore/QCoreApplication>
#include <QtCore/QDebug>
#include <QtQml/QQmlComponent>
#include <QtQml/QQmlEngine>

#include <memory>

// The installed QML module, found by its import path. The program does not link the libraries.
int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QQmlEngine engine;
    engine.addImportPath(QString::fromLocal8Bit(argv[argc - 1]));
    QObject::connect(&engine, &QQmlEngine::exit, &application, &QCoreApplication::exit,
                     Qt::QueuedConnection);

    QQmlComponent component(&engine);
    component.setData(R"(
        import QtQml
        import QtDynamoDB 1.0

        DynamoDBClient {
            id: db
            property DynamoDBItemModel items: DynamoDBScanModel {
                client: db
                tableName: "Table"
                filter: ({ Views: { ">": 10 } })
            }
            region: "eu-central-1"
            endpoint: "http://127.0.0.1:1"
            accessKeyId: "key"
            secretAccessKey: "s3cr3t-key"
            maxRetries: 0
            Component.onCompleted: getItem({ tableName: "Table", key: { id: 42 } }).then(
                result => { console.warn("A result without a server"); Qt.exit(1) },
                error => {
                    console.info("Failed as expected:", error)
                    const asks = items.status !== DynamoDBScanModel.Null
                    Qt.exit(error.code === DynamoDB.ErrorCode.Request && asks ? 0 : 2)
                })
        }
    )",
                      QUrl(QStringLiteral("consumer.qml")));
    const std::unique_ptr<QObject> client(component.create());
    if (!client) {
        qWarning() << component.errorString();
        return 3;
    }
    return application.exec();
}
