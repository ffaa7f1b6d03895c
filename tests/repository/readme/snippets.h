// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SNIPPETS_H
#define SNIPPETS_H

#include <QtDynamoDB/QDynamoDBClient>
#include <QtDynamoDB/QDynamoDBStatement>
#include <QtDynamoDB/QDynamoDBTable>

#include <QtCore/QDateTime>
#include <QtCore/QSet>
#include <QtCore/QUrl>

struct Thread
{
    Q_GADGET
    Q_CLASSINFO("DynamoDB.table", "Thread")
    Q_CLASSINFO("DynamoDB.partitionKey", "forum")
    Q_CLASSINFO("DynamoDB.sortKey", "subject")
    Q_CLASSINFO("DynamoDB.index.ByAuthor", "author, posted")
    Q_CLASSINFO("DynamoDB.version", "version")
    Q_CLASSINFO("DynamoDB.created", "posted")
    Q_PROPERTY(QString forum MEMBER forum)
    Q_PROPERTY(QString subject MEMBER subject)
    Q_PROPERTY(QString author MEMBER author)
    Q_PROPERTY(int views MEMBER views)
    Q_PROPERTY(QSet<QString> tags MEMBER tags)
    Q_PROPERTY(QDateTime posted MEMBER posted)
    Q_PROPERTY(int version MEMBER version)

public:
    QString forum;
    QString subject;
    QString author;
    int views = 0;
    QSet<QString> tags;
    QDateTime posted;
    int version = 0;
};

// Where README.md's snippets could stand in an application. Only its compiling counts.
class Snippets : public QObject
{
    Q_OBJECT

public:
    void requests(QDynamoDBClient &client);
    void items();
    void expressions();
    void objects(QDynamoDBClient &client);
    void transactions(QDynamoDBClient &client);
    void batches(QDynamoDBClient &client, const QList<QDynamoDBItem> &threads);
    void byName(QDynamoDBClient &client);
    void done(QDynamoDBClient &client, const QDynamoDBItem &thread);
    void outcomes(QDynamoDBClient &client, const QDynamoDBItem &key);
    void chains(QDynamoDBClient &client, const QDynamoDBItem &key);
    void futures(QDynamoDBClient &client);
    void errors(QDynamoDBClient &client);
    void endpoints();
    void models(QDynamoDBClient &client);
    void options(QDynamoDBClient &client);
    void reporters(QDynamoDBClient &client);
    void credentials(QDynamoDBClient &client);
    void localServer();
    void streams(QDynamoDBClient &client, const QJsonObject &saved);
    void pages(QDynamoDBClient &client, const QDynamoDB::QueryRequest &query,
               const QDynamoDB::ScanRequest &scan);
    void waiters(QDynamoDBClient &client);
    void statements(QDynamoDBClient &client, const QList<QDynamoDBStatement> &statements);

private:
    void showThreads(const QList<Thread> &threads);
    void show(const QList<QDynamoDBItem> &items);
    void showCode(const QString &code);
    void openInBrowser(const QUrl &url);
    QString askForCode(const QString &device);
    void chooseProfile(const QString &reason);
    void offerProfiles(const QStringList &names);
};

#endif
