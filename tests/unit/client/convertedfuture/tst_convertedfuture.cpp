// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "testclient/testclient.h"

#include <QtDynamoDB/qdynamodbapi_items.h>
#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbconvertedfuture.h>

#include <QtNetwork/qtcpserver.h>
#include <QtTest/qtest.h>

#include <memory>

using namespace Qt::StringLiterals;
using QtDynamoDBPrivate::converted;

// Futures that are derived from those of a client.
class tst_ConvertedFuture : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cancelled();
    void clientDestroyed();

private:
    [[nodiscard]] QFuture<int> startCall(QDynamoDBClient &client, std::weak_ptr<int> &captured);

    QTcpServer m_server; // accepts no connection: calls stay in flight
};

QFuture<int> tst_ConvertedFuture::startCall(QDynamoDBClient &client, std::weak_ptr<int> &captured)
{
    if (!m_server.isListening() && !m_server.listen(QHostAddress::LocalHost))
        qFatal("No port is free.");
    configureTestClient(&client, QUrl(u"http://127.0.0.1:%1"_s.arg(m_server.serverPort())));
    QDynamoDB::GetItemRequest request;
    request.tableName = u"Things"_s;
    request.key = { { u"pk"_s, u"a"_s } };
    const auto owner = std::make_shared<int>(1);
    captured = owner;
    return converted(&client, client.getItem(request),
                     [owner](const QDynamoDB::GetItemResult &) { return *owner; });
}

// Cancelling the derived future cancels the call.
void tst_ConvertedFuture::cancelled()
{
    QDynamoDBClient client;
    QList<QDynamoDBError::Code> codes;
    connect(&client, &QDynamoDBClient::errorOccurred, this,
            [&codes](const QDynamoDBError &error) { codes.append(error.code()); });
    std::weak_ptr<int> captured;
    QFuture<int> derived = startCall(client, captured);
    derived.cancel();
    QTRY_COMPARE(codes, QList({ QDynamoDBError::Code::Cancelled }));
    derived = {};
    QTRY_VERIFY(captured.expired());
}

// A client that is destroyed while calls are in flight leaves nothing behind.
void tst_ConvertedFuture::clientDestroyed()
{
    for (int i = 0; i < 20; ++i) {
        std::weak_ptr<int> captured;
        {
            QDynamoDBClient client;
            const QFuture<int> derived = startCall(client, captured);
            QVERIFY(!derived.isFinished());
        }
        QVERIFY(captured.expired());
    }
}

QTEST_GUILESS_MAIN(tst_ConvertedFuture)
#include "tst_convertedfuture.moc"
