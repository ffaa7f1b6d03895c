// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBLOCALSERVER_H
#define QDYNAMODBLOCALSERVER_H

#include <QtDynamoDB/qdynamodbtestexports.h>

#include <QtCore/qobject.h>
#include <QtCore/qurl.h>

#include <chrono>
#include <memory>

class QDynamoDBAbstractClient;
class QDynamoDBLocalServerPrivate;

// A process of Amazon's DynamoDB Local, for tests and demonstrations. It ends with this object.
class Q_DYNAMODB_TEST_EXPORT QDynamoDBLocalServer : public QObject
{
    Q_OBJECT
    Q_PROPERTY(QString javaProgram READ javaProgram WRITE setJavaProgram NOTIFY javaProgramChanged
                       FINAL)
    Q_PROPERTY(QString installationFolder READ installationFolder WRITE setInstallationFolder NOTIFY
                       installationFolderChanged FINAL)
    Q_PROPERTY(QString dataFolder READ dataFolder WRITE setDataFolder NOTIFY dataFolderChanged FINAL)
    Q_PROPERTY(int port READ port WRITE setPort NOTIFY portChanged FINAL)
    Q_PROPERTY(QUrl runningServer READ runningServer WRITE setRunningServer NOTIFY
                       runningServerChanged FINAL)
    Q_PROPERTY(Status status READ status NOTIFY statusChanged FINAL)
    Q_PROPERTY(QUrl endpoint READ endpoint NOTIFY statusChanged FINAL)
    Q_PROPERTY(QString errorString READ errorString NOTIFY statusChanged FINAL)

public:
    enum class Status {
        Stopped,
        Starting,
        Running,
        Error, // see errorString()
    };
    Q_ENUM(Status)

    explicit QDynamoDBLocalServer(QObject *parent = nullptr);
    ~QDynamoDBLocalServer() override;
    Q_DISABLE_COPY_MOVE(QDynamoDBLocalServer)

    [[nodiscard]] QString javaProgram() const;
    void setJavaProgram(const QString &program);
    [[nodiscard]] QString installationFolder() const;
    void setInstallationFolder(const QString &folder);
    [[nodiscard]] QString dataFolder() const;
    void setDataFolder(const QString &folder);
    [[nodiscard]] int port() const;
    void setPort(int port);
    [[nodiscard]] QUrl runningServer() const;
    void setRunningServer(const QUrl &endpoint);

    [[nodiscard]] Status status() const;
    [[nodiscard]] QUrl endpoint() const;
    [[nodiscard]] QString errorString() const;

    Q_INVOKABLE void start();
    [[nodiscard]] bool waitForStarted(std::chrono::milliseconds timeout = std::chrono::minutes(2));
    Q_INVOKABLE void stop();

    Q_INVOKABLE void configure(QDynamoDBAbstractClient *client) const;

Q_SIGNALS:
    void javaProgramChanged();
    void installationFolderChanged();
    void dataFolderChanged();
    void portChanged();
    void runningServerChanged();
    void statusChanged(QDynamoDBLocalServer::Status status);

private:
    const std::unique_ptr<QDynamoDBLocalServerPrivate> d;
};

#endif
