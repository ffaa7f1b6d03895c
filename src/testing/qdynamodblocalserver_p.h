// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBLOCALSERVER_P_H
#define QDYNAMODBLOCALSERVER_P_H

#include <QtDynamoDB/qdynamodblocalserver.h>

#include <QtCore/qprocess.h>
#include <QtCore/qtemporarydir.h>
#include <QtCore/qtimer.h>
#include <QtNetwork/qtcpsocket.h>

// The server's process and the probes that find out when it responds.
class QDynamoDBLocalServerPrivate : public QObject
{
    Q_OBJECT

public:
    using Status = QDynamoDBLocalServer::Status;

    explicit QDynamoDBLocalServerPrivate(QDynamoDBLocalServer *q);
    ~QDynamoDBLocalServerPrivate() override;

    void start();
    void finish(Status newStatus, const QString &error = {});

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
    void probe();
    void readProbe();
    void handleProbeError();
    void handleExit();
    void setStatus(Status newStatus);
    [[nodiscard]] bool hasProcess() const { return m_process.state() != QProcess::NotRunning; }
    [[nodiscard]] QString outputFile() const;
    [[nodiscard]] QString output() const;

    QDynamoDBLocalServer *const q;
    QString m_java;
    QString m_jar;
    QTcpSocket m_portReservation; // bound but not listening, so that no other program gets the port
    QProcess m_process;
    std::unique_ptr<QTemporaryDir> m_scratch; // for temporary files and output
    QUrl m_address; // of the server that is being started or probed
    QTcpSocket m_probe;
    QTimer m_probeTimer;
    int m_launches = 0; // since start(); more than one if a port was taken
};

#endif
