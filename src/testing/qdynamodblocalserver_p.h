// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBLOCALSERVER_P_H
#define QDYNAMODBLOCALSERVER_P_H

#include <QtDynamoDB/qdynamodblocalserver.h>

#include <QtCore/qprocess.h>
#include <QtCore/qtemporarydir.h>
#include <QtCore/qtimer.h>
#include <QtNetwork/qtcpsocket.h>

class QDynamoDBLocalServerPrivate : public QObject
{
    Q_OBJECT

public:
    using Status = QDynamoDBLocalServer::Status;

    explicit QDynamoDBLocalServerPrivate(QDynamoDBLocalServer *q);
    ~QDynamoDBLocalServerPrivate() override;

    void start();
    void end(Status status, const QString &error = {});

    QString javaProgram;
    QString installationFolder;
    QString dataFolder;
    int port = 0;
    QUrl runningServer;

    Status status = Status::Stopped;
    QUrl endpoint;
    QString errorString;

private:
    void launch();
    void reserve();
    void ask();
    void read();
    void unanswered();
    void processEnded();
    void setStatus(Status newStatus);
    [[nodiscard]] bool isOurs() const { return m_process.state() != QProcess::NotRunning; }
    [[nodiscard]] QString outputFile() const;
    [[nodiscard]] QString output() const;

    QDynamoDBLocalServer *const q;
    QString m_java;
    QString m_jar;
    QTcpSocket m_reservation; // bound to the port and not listening: nobody else is given it
    QProcess m_process;
    std::unique_ptr<QTemporaryDir> m_scratch;
    QUrl m_address; // where the answer is to come from
    QTcpSocket m_question;
    QTimer m_pause;
    int m_launches = 0;
};

#endif
