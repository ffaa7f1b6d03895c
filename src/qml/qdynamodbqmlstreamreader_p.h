// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBQMLSTREAMREADER_P_H
#define QDYNAMODBQMLSTREAMREADER_P_H

#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbqmlexports.h>
#include <QtDynamoDB/qdynamodbstreamreader.h>

#include <QtCore/qpointer.h>
#include <QtCore/qvariant.h>
#include <QtQml/qqml.h>
#include <QtQml/qqmlparserstatus.h>

// A QDynamoDBStreamReader in QML, which can be declared: its client is a property, and it runs while
// its property running is set.
class Q_DYNAMODB_QML_EXPORT QDynamoDBQmlStreamReader : public QObject, public QQmlParserStatus
{
    Q_OBJECT
    QML_NAMED_ELEMENT(DynamoDBStreamReader)
    Q_INTERFACES(QQmlParserStatus)
    Q_PROPERTY(QDynamoDBClient *client READ client WRITE setClient NOTIFY clientChanged FINAL)
    Q_PROPERTY(QString tableName READ tableName WRITE setTableName NOTIFY tableNameChanged FINAL)
    Q_PROPERTY(Start startFrom READ startFrom WRITE setStartFrom NOTIFY startFromChanged FINAL)
    Q_PROPERTY(int pollIntervalMs READ pollIntervalMs WRITE setPollIntervalMs NOTIFY
                       pollIntervalMsChanged FINAL)
    Q_PROPERTY(bool running READ isRunning WRITE setRunning NOTIFY runningChanged FINAL)
    Q_PROPERTY(Status status READ status NOTIFY statusChanged FINAL)
    Q_PROPERTY(QDynamoDBError error READ error NOTIFY errorChanged FINAL)

public:
    enum class Start { Latest, Oldest };
    Q_ENUM(Start)
    enum class Status { Stopped, Starting, Following, Waiting, Ended, Error };
    Q_ENUM(Status)

    explicit QDynamoDBQmlStreamReader(QObject *parent = nullptr);
    ~QDynamoDBQmlStreamReader() override;

    [[nodiscard]] QDynamoDBClient *client() const { return m_client; }
    void setClient(QDynamoDBClient *client);
    [[nodiscard]] QString tableName() const { return m_tableName; }
    void setTableName(const QString &tableName);
    [[nodiscard]] Start startFrom() const { return m_startFrom; }
    void setStartFrom(Start start);
    [[nodiscard]] int pollIntervalMs() const { return m_pollIntervalMs; }
    void setPollIntervalMs(int milliseconds);
    [[nodiscard]] bool isRunning() const { return m_running; }
    void setRunning(bool running);
    [[nodiscard]] Status status() const;
    [[nodiscard]] QDynamoDBError error() const;

    [[nodiscard]] Q_INVOKABLE QJsonObject checkpoint() const;
    Q_INVOKABLE void setCheckpoint(const QJsonObject &checkpoint);

    void classBegin() override { m_complete = false; }
    void componentComplete() override;

public Q_SLOTS:
    void start() { setRunning(true); }
    void stop() { setRunning(false); }

Q_SIGNALS:
    void inserted(const QVariantMap &record);
    void modified(const QVariantMap &record);
    void removed(const QVariantMap &record);
    void recordsLost(const QString &shardId);
    void errorOccurred(const QDynamoDBError &error);

    void clientChanged();
    void tableNameChanged();
    void startFromChanged();
    void pollIntervalMsChanged();
    void runningChanged();
    void statusChanged();
    void errorChanged();

private:
    void make();
    void apply();

    QPointer<QDynamoDBClient> m_client;
    std::unique_ptr<QDynamoDBStreamReader> m_reader; // null without a client
    QString m_tableName;
    Start m_startFrom = Start::Latest;
    int m_pollIntervalMs = 500;
    bool m_running = true;
    bool m_complete = true;
};

#endif
