// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "commands.h"
#include "measuring.h"

#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbquerymodel.h>

#include <QtCore/qeventloop.h>
#include <QtCore/qsemaphore.h>
#include <QtCore/qthread.h>
#include <QtCore/qurl.h>
#include <QtNetwork/qtcpserver.h>
#include <QtNetwork/qtcpsocket.h>

using namespace Qt::StringLiterals;
using Measuring::Microseconds;

namespace {

// A server in a thread of its own that responds to Query with a page and to DescribeTable.
class PageServer : public QThread
{
public:
    explicit PageServer(const QByteArray &page)
        : m_page(page)
    {
        start();
        m_ready.acquire();
    }
    ~PageServer() override
    {
        quit();
        wait();
    }

    [[nodiscard]] QUrl url() const
    {
        return QUrl("http://127.0.0.1:"_L1 + QString::number(m_port));
    }

protected:
    void run() override
    {
        QTcpServer server;
        server.listen(QHostAddress::LocalHost);
        m_port = server.serverPort();
        QObject::connect(&server, &QTcpServer::newConnection, &server, [&] {
            QTcpSocket *socket = server.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, &server,
                             [this, socket] { answer(socket); });
        });
        m_ready.release();
        exec();
    }

private:
    // Requests are small and arrive one after another.
    void answer(QTcpSocket *socket) const
    {
        const QByteArray request = socket->peek(socket->bytesAvailable());
        const qsizetype head = request.indexOf("\r\n\r\n");
        const qsizetype length = request.toLower().indexOf("content-length: ");
        if (head < 0 || length < 0)
            return;
        const qsizetype end = request.indexOf('\r', length);
        if (request.size() < head + 4 + request.mid(length + 16, end - length - 16).toLongLong())
            return;
        socket->readAll();
        const QByteArray body = request.contains(".Query") ? m_page
                                                           : R"({"Table":{"TableName":"Thread",
            "KeySchema":[{"AttributeName":"ForumName","KeyType":"HASH"},
                         {"AttributeName":"Subject","KeyType":"RANGE"}]}})"_ba;
        socket->write("HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(body.size())
                      + "\r\n\r\n" + body);
    }

    const QByteArray m_page;
    quint16 m_port = 0;
    QSemaphore m_ready;
};

} // namespace

QJsonObject models(const QCommandLineParser &options)
{
    const QByteArray page = Measuring::fileContents(options.positionalArguments().value(1));
    const PageServer server(page);
    QDynamoDBClient client;
    setUp(client, server.url());
    client.setTransport(QDynamoDBAbstractClient::Transport::Direct);

    const int repeat = int(Measuring::number(options, u"repeat"_s));
    std::vector<double> times;
    int rows = 0;
    int columns = 0;
    for (int i = -1; i < repeat; ++i) { // the first run warms up
        QDynamoDBQueryModel model;
        QEventLoop loop;
        QObject::connect(&model, &QDynamoDBItemModel::statusChanged, &loop, [&] {
            if (model.status() == QDynamoDBItemModel::Status::Error)
                qFatal("%s", qPrintable(model.error().message()));
            if (model.status() == QDynamoDBItemModel::Status::Ready)
                QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection);
        });
        const Microseconds before = Measuring::threadTime();
        model.setClient(&client);
        model.setTableName(u"Thread"_s);
        model.setKeyCondition(u"ForumName = :f"_s);
        model.setValues({ { u":f"_s, u"Qt"_s } });
        loop.exec();
        if (i >= 0)
            times.push_back((Measuring::threadTime() - before).count() / 1000);
        rows = model.rowCount();
        columns = model.columnCount();
    }
    return {
        { u"gui_thread_ms"_s, Measuring::percentile(times, 0.5) },
        { u"rows"_s, rows },
        { u"columns"_s, columns },
    };
}
