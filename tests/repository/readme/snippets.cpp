// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "snippets.h"

#include <QtDynamoDB/QDynamoDBCredentialsProvider>
#include <QtDynamoDB/QDynamoDBBatchWriter>
#include <QtDynamoDB/QDynamoDBException>
#include <QtDynamoDB/QDynamoDBItemReader>
#include <QtDynamoDB/QDynamoDBPager>
#include <QtDynamoDB/QDynamoDBProfiles>
#include <QtDynamoDB/QDynamoDBStreamReader>
#include <QtDynamoDB/QDynamoDBQueryModel>
#include <QtDynamoDB/qdynamodbapi.h>
#include <QtDynamoDB/qdynamodbexceptions.h>
#include <QtDynamoDB/qdynamodbexpression.h>
#include <QtDynamoDB/qdynamodbinfluxreporter.h>
#include <QtDynamoDB/qdynamodbotlpreporter.h>
#include <QtDynamoDB/qdynamodbtransaction.h>
#include <QtDynamoDB/qdynamodbwaiters.h>

#include <QtCore/QDateTime>
#include <QtCore/QDebug>
#include <QtCore/QJsonObject>
#include <QtCore/QSortFilterProxyModel>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

void Snippets::requests(QDynamoDBClient &client)
{
    QDynamoDB::QueryRequest query;
    query.tableName = u"Thread"_s;
    query.keyConditionExpression = u"ForumName = :forum"_s;
    query.filterExpression = u"Replies > :replies"_s;
    query.expressionAttributeValues = { { u":forum"_s, u"Qt"_s }, { u":replies"_s, 10 } };
    query.scanIndexForward = false;

    const QDynamoDB::QueryResult page = client.query(query).result(); // waits, from any thread
    for (const QDynamoDBItem &thread : page.items)
        qInfo() << thread[u"Subject"].toString();
}

void Snippets::items()
{
    QDynamoDBItem item = {
        { u"Subject"_s, u"Hello"_s },
        { u"Replies"_s, 3 },
        { u"Price"_s, QDynamoDBNumber(u"0.1234567890123456789012345678901234567") }, // every digit
        { u"Tags"_s, QDynamoDBValue::stringSet({ u"qt"_s, u"aws"_s }) },
        { u"Posted"_s, QDateTime::currentDateTimeUtc() }, // a string in ISO 8601
        { u"Picture"_s, QByteArray("\x89PNG") },
        { u"Author"_s, QDynamoDBItem { { u"Name"_s, u"Ann"_s }, { u"Active"_s, true } } },
    };
    item[u"Replies"_s] = 4;

    const qint64 replies = item[u"Replies"].toInteger(); // a fallback where it is no such number
    const QString name = item[u"Author"][u"Name"].toString();
    const QVariantMap map = item.toVariantMap();

    qDebug() << replies << name << map;
}

void Snippets::expressions()
{
    using QDynamoDB::attribute, QDynamoDB::key, QDynamoDB::projection;

    QDynamoDB::QueryRequest query;
    query.tableName = u"Thread"_s;
    QDynamoDBError error = QDynamoDB::apply(&query,
                                            key(u"ForumName"_s) == u"Qt"_s
                                                    && key(u"Subject"_s).beginsWith(u"How"_s),
                                            attribute(u"Views"_s) > 10
                                                    && attribute(u"Tags"_s).contains(u"qt"_s),
                                            projection(u"Subject"_s, u"Author.Name"_s,
                                                       u"`a name with dots.`[2]"_s));

    QDynamoDB::UpdateItemRequest update;
    update.tableName = u"Thread"_s;
    update.key = { { u"ForumName"_s, u"Qt"_s }, { u"Subject"_s, u"Hello"_s } };
    error = QDynamoDB::apply(&update,
                             QDynamoDB::set(u"Views"_s, attribute(u"Views"_s) + 1)
                                     .set(u"First"_s, QDynamoDB::ifNotExists(u"First"_s, u"Ann"_s))
                                     .remove(u"Draft"_s),
                             !attribute(u"Locked"_s).exists());
}

void Snippets::objects(QDynamoDBClient &client)
{
    QDynamoDBTable<Thread> threads(&client);
    Thread thread;
    thread.forum = u"Qt"_s;
    thread.subject = u"Hello"_s;
    threads.put(thread)
            .then(this,
                  [=](const Thread &stored) {
                      Thread viewed = stored;
                      viewed.views += 1;
                      return threads.update(viewed, stored); // only what changed
                  })
            .unwrap();

    using QDynamoDB::attribute, QDynamoDB::key;
    const QList<Thread> popular =
            threads.query(key(u"forum"_s) == u"Qt"_s, attribute(u"views"_s) > 1000).result();
    showThreads(popular);
}

void Snippets::batches(QDynamoDBClient &client, const QList<QDynamoDBItem> &threads)
{
    QDynamoDB::batchWrite(&client, u"Thread"_s, threads)
            .then(this, [](const QDynamoDBBatchWriteSummary &summary) {
                qInfo() << summary.writtenCount << "written";
                for (const QDynamoDBUnwrittenItem &item : summary.unwritten)
                    qWarning() << item.error;
            });

    const QList<QDynamoDBItem> keys = { { { u"ForumName"_s, u"Qt"_s },
                                          { u"Subject"_s, u"Hello"_s } } };
    const QList<QDynamoDBItem> found = QDynamoDB::batchGet(&client, u"Thread"_s, keys).result();

    QDynamoDBBatchWriter writer(&client); // to be fed bit by bit
    if (writer.put(u"Thread"_s, threads.first()) == QDynamoDBBatchWriter::Room::Full)
        qInfo() << "better wait for ready()";
    writer.remove(u"Thread"_s, keys.first());
    const QDynamoDBBatchWriteSummary summary = writer.flush().result();

    qDebug() << found << summary.writtenCount;
}

void Snippets::transactions(QDynamoDBClient &client)
{
    using namespace QDynamoDB;
    const QDynamoDBItem from = { { u"Id"_s, 1 } };
    const QDynamoDBItem to = { { u"Id"_s, 2 } };

    QDynamoDBWriteTransaction transfer;
    transfer.update(u"Account"_s, from, set(u"Balance"_s, attribute(u"Balance"_s) - 10),
                    attribute(u"Balance"_s) >= 10)
            .update(u"Account"_s, to, add(u"Balance"_s, 10));
    transfer.commit(&client).then([](const TransactWriteItemsResult &) { qInfo("done"); });
}

void Snippets::byName(QDynamoDBClient &client)
{
    const QJsonObject limits = client.execute(u"DescribeLimits"_s, {}).result();
    qDebug() << limits;
}

void Snippets::done(QDynamoDBClient &client, const QDynamoDBItem &thread)
{
    QDynamoDB::whenDone(
            client.scan(u"Thread"_s), this,
            [this](const QDynamoDB::ScanResult &page) { show(page.items); },
            [](const QDynamoDBError &error) { qWarning() << error; },
            [] { qInfo() << "cancelled"; }); // optional, as is the one before

    QDynamoDB::whenDone(client.putItem(u"Thread"_s, thread), this,
                        [](const QDynamoDBExpected<QDynamoDB::PutItemResult> &outcome) {
                            if (!outcome)
                                qWarning() << outcome.error();
                        });
}

void Snippets::outcomes(QDynamoDBClient &client, const QDynamoDBItem &key)
{
    const auto found = QDynamoDB::waitForResult(client.getItem(u"Thread"_s, key));
    if (found)
        qInfo() << found->item;
    else
        qWarning() << found.error();
}

void Snippets::chains(QDynamoDBClient &client, const QDynamoDBItem &key)
{
    client.getItem(u"Thread"_s, key)
            .then([&client](const QDynamoDB::GetItemResult &result) {
                QDynamoDB::QueryRequest query;
                query.tableName = u"Reply"_s;
                QDynamoDB::apply(&query,
                                 QDynamoDB::key(u"Author"_s) == result.item[u"LastAuthor"])
                        .raise(); // nothing, if there is no error
                return client.query(query);
            })
            .unwrap()
            .onFailed([](const QDynamoDBError &error) {
                qWarning() << error;
                return QDynamoDB::QueryResult();
            });
}

void Snippets::futures(QDynamoDBClient &client)
{
    QFuture<QDynamoDB::ScanResult> scan = client.scan(u"Thread"_s);
    scan.then(this, [this](const QDynamoDB::ScanResult &page) {
            show(page.items);
        }).onCanceled(this, [this] {
              show({});
          }).onFailed(this, [](const QDynamoDBException &failure) {
        qWarning() << failure.error();
    });
    scan.cancel(); // aborts the request
}

void Snippets::errors(QDynamoDBClient &client)
{
    QDynamoDB::PutItemRequest request;
    request.tableName = u"Thread"_s;
    request.item = { { u"ForumName"_s, u"Qt"_s }, { u"Subject"_s, u"Hello"_s } };
    request.conditionExpression = u"attribute_not_exists(Subject)"_s;
    try {
        client.putItem(request).waitForFinished();
    } catch (const QDynamoDB::ConditionalCheckFailedException &failure) {
        qInfo() << "Somebody was faster:" << failure.error().message();
    } catch (const QDynamoDBException &failure) {
        qWarning() << failure.error();
    }
}

void Snippets::models(QDynamoDBClient &client)
{
    QDynamoDBQueryModel model;
    model.setClient(&client);
    model.setTableName(u"Thread"_s);
    model.setKeyCondition(u"ForumName = :forum"_s);
    model.setValues({ { u":forum"_s, u"Qt"_s } });
    model.setDescending(true);
    model.setEditable(true); // setData() updates, append() and remove() put and delete

    QSortFilterProxyModel sorted; // by any column
    sorted.setSourceModel(&model);
    sorted.setSortRole(QDynamoDBItemModel::SortRole);
}

void Snippets::endpoints()
{
    QDynamoDBClient client;
    client.setRegion(u"us-gov-west-1"_s);
    client.setUseFips(true);
    client.setUseDualStack(true);
    client.setAccountIdEndpointMode(QDynamoDBClient::AccountIdEndpointMode::Disabled);
}

void Snippets::options(QDynamoDBClient &client)
{
    QDynamoDB::ScanRequest request;
    QDynamoDBCallOptions options;
    options.correlationId = u"order 66"_s; // goes along into outcomes, measurements and reports
    options.callTimeout = 2s;
    options.returnConsumedCapacity = QDynamoDB::ReturnConsumedCapacity::Total;
    const auto page = client.scan(request, options);
}

void Snippets::reporters(QDynamoDBClient &client)
{
    QDynamoDBInfluxReporter influx; // InfluxDB 1.x and 2.x by http, or udp://
    influx.setUrl(QUrl(u"http://127.0.0.1:8086"_s));
    influx.attach(&client);

    QDynamoDBOtlpReporter collector; // OpenTelemetry: spans and a histogram, by OTLP over HTTP
    collector.setUrl(QUrl(u"http://127.0.0.1:4318"_s));
    collector.attach(&client);
}

void Snippets::credentials(QDynamoDBClient &client)
{
    QDynamoDBCredentialsProvider::CognitoOptions guest;
    guest.identityPoolId = u"eu-central-1:8c3fa4d1-0000-4000-8000-1d9a3b5c7e9f"_s;
    client.setCredentialsProvider(QDynamoDBCredentialsProvider::cognitoIdentity(guest));

    connect(&client, &QDynamoDBClient::authorizationRequired, this,
            [this](const QUrl &url, const QString &code) {
                showCode(code); // calls go on once it is confirmed on the page
                openInBrowser(url); // QDesktopServices::openUrl()
            });
    connect(&client, &QDynamoDBClient::mfaRequired, this, [this, &client](const QString &device) {
        client.provideMfaCode(askForCode(device)); // empty: given up
    });
    connect(&client, &QDynamoDBClient::credentialsRequired, this,
            [this](const QDynamoDBError &error) { chooseProfile(error.message()); });

    auto *profiles = new QDynamoDBProfiles(this);
    connect(profiles, &QDynamoDBProfiles::namesChanged, this,
            [this, profiles] { offerProfiles(profiles->names()); });
}

void Snippets::showCode(const QString &code)
{
    qDebug() << code;
}

void Snippets::openInBrowser(const QUrl &url)
{
    qDebug() << url;
}

QString Snippets::askForCode(const QString &device)
{
    return device;
}

void Snippets::offerProfiles(const QStringList &names)
{
    qDebug() << names;
}

void Snippets::chooseProfile(const QString &reason)
{
    qDebug() << reason;
}

void Snippets::localServer()
{
    QDynamoDBClient client;
    client.setEndpoint(QUrl(u"http://127.0.0.1:8000"_s));
    client.setRegion(u"local"_s);
    client.setCredentials({ u"local"_s, u"local"_s });
}

void Snippets::show(const QList<QDynamoDBItem> &items)
{
    qDebug() << items;
}

void Snippets::streams(QDynamoDBClient &client, const QJsonObject &saved)
{
    QDynamoDBStreamReader reader(&client);
    reader.setTableName(u"Thread"_s);
    QObject::connect(&reader, &QDynamoDBStreamReader::modified, [](const QDynamoDB::Record &record) {
        qInfo() << record.dynamodb->oldImage << "became" << record.dynamodb->newImage;
    });
    if (const QDynamoDBError error = reader.setCheckpoint(saved); error.isError())
        qWarning() << error; // reads from now on
    reader.start();
}

void Snippets::showThreads(const QList<Thread> &threads)
{
    qDebug() << threads.size();
}

void Snippets::pages(QDynamoDBClient &client, const QDynamoDB::QueryRequest &query,
                     const QDynamoDB::ScanRequest &scan)
{
    QDynamoDBPager pages(&client, query);
    while (pages.hasMore())
        show(pages.next().result().items);

    // resultReadyAt() as they arrive
    QFuture<QDynamoDBItem> all = QDynamoDB::queryAll(&client, query);
    all.waitForFinished();

    QDynamoDBItemReader reader(&client, scan);
    QObject::connect(&reader, &QDynamoDBItemReader::readyRead, this,
                     [&reader, this] { show(reader.readAll()); });
    reader.start();
    const QJsonObject saved = reader.checkpoint(); // setCheckpoint() goes on from here, another day
    qDebug() << saved;
}

void Snippets::waiters(QDynamoDBClient &client)
{
    QDynamoDB::waitUntilTableExists(&client, u"Thread"_s)
            .then(this, [](const QDynamoDB::DescribeTableResult &) { qInfo("It is there"); });
}

void Snippets::statements(QDynamoDBClient &client, const QList<QDynamoDBStatement> &statements)
{
    const QDynamoDBStatement select(u"SELECT * FROM Thread WHERE ForumName = ?"_s, { u"Qt"_s });
    const QList<QDynamoDBItem> threads = QDynamoDB::executeStatementAll(&client, select)
                                                 .results(); // of all pages

    const QList<QDynamoDBExpected<QDynamoDBItem>> outcomes =
            QDynamoDB::batchExecute(&client, statements).results(); // each an item or its own error

    qDebug() << threads.size() << outcomes.size();
}
