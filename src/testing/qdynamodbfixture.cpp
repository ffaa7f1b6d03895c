// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/qdynamodbfixture.h>

#include <QtDynamoDB/qdynamodbapi_tables.h>
#include <QtDynamoDB/qdynamodbclient.h>
#include <QtDynamoDB/qdynamodbjson.h>

#include <QtCore/qdeadlinetimer.h>
#include <QtCore/qfile.h>
#include <QtCore/qfileinfo.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qpointer.h>
#include <QtCore/qthread.h>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace QtDynamoDBPrivate;
using Code = QDynamoDBError::Code;

namespace {

constexpr auto patience = 2min; // until a table of the real service is there, or gone
constexpr auto pauseBetweenQuestions = 250ms;

constexpr qint64 largestFile = qint64(1) << 30;

QDynamoDBExpected<QByteArray> contents(const QString &fileName)
{
    const auto failed = [&fileName](const QString &problem) {
        return QDynamoDBError(Code::ConfigNotFound, fileName + ": "_L1 + problem);
    };
    // Opening a FIFO would wait for a writer.
    if (const QFileInfo info(fileName); info.exists() && !info.isFile())
        return failed(u"It is a folder, a FIFO, a socket or a device where a file must be"_s);
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly))
        return failed(file.errorString());
    QByteArray content = file.read(largestFile + 1);
    if (content.size() > largestFile)
        return failed(u"It is larger than the 1 GiB that a fixture may have"_s);
    if (file.error() != QFileDevice::NoError)
        return failed(file.errorString());
    return content;
}

QDynamoDBError invalid(const QString &fileName, const QString &text)
{
    return QDynamoDBError(Code::ConfigParserError, fileName + ": "_L1 + text);
}

// An array, or one object that stands for an array of it.
QDynamoDBExpected<QJsonArray> readObjects(const QString &fileName)
{
    const QDynamoDBExpected<QByteArray> json = contents(fileName);
    if (!json)
        return json.error();
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(*json, &error);
    if (document.isNull())
        return invalid(fileName, u"%1 at %2"_s.arg(error.errorString()).arg(error.offset));
    return document.isArray() ? document.array() : QJsonArray { document.object() };
}

QDynamoDBExpected<QList<QDynamoDBItem>> readPlainItems(const QString &fileName)
{
    const QDynamoDBExpected<QByteArray> json = contents(fileName);
    if (!json)
        return json.error();
    const QDynamoDBExpected<QDynamoDBValue> value = QDynamoDBJson::plainToValue(*json);
    if (!value)
        return invalid(fileName, value.error().message());
    QList<QDynamoDBItem> items;
    for (const QDynamoDBValue &object : value->isMap() ? QList { *value } : value->toList()) {
        if (!object.isMap())
            return invalid(fileName, u"item %1 is no object"_s.arg(items.size() + 1));
        items.append(object.toMap());
    }
    return items;
}

QDynamoDBExpected<QList<QDynamoDBItem>> readServiceItems(const QString &fileName)
{
    const QDynamoDBExpected<QJsonArray> objects = readObjects(fileName);
    if (!objects)
        return objects.error();
    QList<QDynamoDBItem> items;
    for (const QJsonValueConstRef object : *objects) {
        QDynamoDBExpected<QDynamoDBItem> item = QDynamoDBJson::toItem(
                QJsonDocument(object.toObject()).toJson(QJsonDocument::Compact));
        if (!item || !object.isObject()) {
            return invalid(fileName,
                           u"item %1 is none in the service's JSON: %2"_s.arg(items.size() + 1)
                                   .arg(item.error().message()));
        }
        items.append(*std::move(item));
    }
    return items;
}

} // namespace

class QDynamoDBFixturePrivate
{
public:
    explicit QDynamoDBFixturePrivate(QDynamoDBFixture *fixture)
        : q(fixture)
    {
    }

    bool failed(const QString &text)
    {
        errorString = text;
        Q_EMIT q->errorStringChanged();
        return false;
    }
    bool hasClient() { return client || failed(u"The fixture has no client."_s); }
    // Whether all of them succeeded; blocking is what a test wants here.
    template<typename T>
    bool all(const QList<QFuture<T>> &futures, const QString &what)
    {
        QDynamoDBError first;
        for (const QFuture<T> &future : futures) {
            const auto outcome = QDynamoDB::waitForResult(future);
            if (!outcome && !first.isError())
                first = outcome.error();
        }
        return !first.isError() || failed(what + ": "_L1 + first.message());
    }
    template<typename Condition>
    bool waitFor(const QString &table, Condition condition)
    {
        for (const QDeadlineTimer deadline(patience); !deadline.hasExpired();) {
            const QFuture<QDynamoDB::DescribeTableResult> future = client->describeTable(table);
            if (condition(QDynamoDB::waitForResult(future)))
                return true;
            QThread::msleep((pauseBetweenQuestions).count());
        }
        return failed(u"%1: it did not become what it should within %2 s."_s.arg(table).arg(
                std::chrono::seconds(patience).count()));
    }

    QDynamoDBFixture *const q;
    QPointer<QDynamoDBClient> client;
    QStringList tables;
    QString errorString;
};

/*!
    \class QDynamoDBFixture
    \inmodule QtDynamoDBTest
    \brief Creates the tables that a test needs, fills them, and drops them afterwards.

    \code
    QDynamoDBFixture fixture(&client);
    QVERIFY2(fixture.createTables(u":/tables.json"_s), qPrintable(fixture.errorString()));
    QVERIFY2(fixture.loadItems(u"Thread"_s, u":/threads.json"_s),
   qPrintable(fixture.errorString())); \endcode

    Each function returns when all is done, and whether it was; errorString() says what was not. The
    fixture drops what it created, and nothing else, when it is destroyed.
*/

/*!
    \enum QDynamoDBFixture::Format

    \value Plain  Plain JSON. Numbers keep their digits; there are neither sets nor binary data.
    \value Service  The service's own JSON, which has all types.
*/

/*!
    Makes a fixture with the given \a parent; it needs a client.
*/
QDynamoDBFixture::QDynamoDBFixture(QObject *parent)
    : QDynamoDBFixture(nullptr, parent)
{
}

/*!
    Makes a fixture that works with \a client, which must outlive it, and has the given \a parent.
*/
QDynamoDBFixture::QDynamoDBFixture(QDynamoDBClient *client, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<QDynamoDBFixturePrivate>(this))
{
    d->client = client;
}

/*!
    Drops the tables.
*/
QDynamoDBFixture::~QDynamoDBFixture()
{
    const QSignalBlocker blocker(this);
    if (!d->tables.isEmpty() && d->client && !dropTables())
        qWarning("%s", qPrintable(d->errorString));
}

/*!
    \property QDynamoDBFixture::client
    \brief what the tables are created with.
*/
QDynamoDBClient *QDynamoDBFixture::client() const
{
    return d->client;
}

void QDynamoDBFixture::setClient(QDynamoDBClient *client)
{
    if (d->client == client)
        return;
    d->client = client;
    Q_EMIT clientChanged();
}

/*!
    \property QDynamoDBFixture::tableNames
    \brief the names of the tables that it created and has not dropped.
*/
QStringList QDynamoDBFixture::tableNames() const
{
    return d->tables;
}

/*!
    \property QDynamoDBFixture::errorString
    \brief what went wrong last; empty if nothing did.
*/
QString QDynamoDBFixture::errorString() const
{
    return d->errorString;
}

/*!
    Creates the tables of \a file and waits until they are active. The file has the parameters of
    CreateTable, as the AWS CLI takes them too, or an array of such. A table without
    \c BillingMode and \c ProvisionedThroughput is one of requests paid singly.
*/
bool QDynamoDBFixture::createTables(const QString &file)
{
    if (!d->hasClient())
        return false;
    const QDynamoDBExpected<QJsonArray> requests = readObjects(file);
    if (!requests)
        return d->failed(requests.error().message());
    for (const QJsonValueConstRef value : *requests) {
        QJsonObject request = value.toObject();
        if (!request.contains("BillingMode"_L1) && !request.contains("ProvisionedThroughput"_L1))
            request.insert("BillingMode"_L1, u"PAY_PER_REQUEST"_s);
        const QString name = request["TableName"_L1].toString();
        if (!d->all(QList { d->client->execute(u"CreateTable"_s, request) }, file + ", "_L1 + name))
            return false;
        d->tables.append(name);
        Q_EMIT tableNamesChanged();
    }
    return std::all_of(requests->begin(), requests->end(), [this](const QJsonValue &request) {
        return d->waitFor(request["TableName"_L1].toString(), [](const auto &outcome) {
            return outcome && outcome->table
                    && outcome->table->tableStatus == QDynamoDB::TableStatus::Active;
        });
    });
}

/*!
    Puts the items of \a file, an array of objects in \a format, into the table called \a tableName.
*/
bool QDynamoDBFixture::loadItems(const QString &tableName, const QString &file, Format format)
{
    const auto items = format == Format::Plain ? readPlainItems(file) : readServiceItems(file);
    if (!items)
        return d->failed(items.error().message());
    return putItems(tableName, *items);
}

/*!
    Puts \a items into the table called \a tableName.
*/
bool QDynamoDBFixture::putItems(const QString &tableName, const QList<QDynamoDBItem> &items)
{
    if (!d->hasClient())
        return false;
    QList<QFuture<QDynamoDB::PutItemResult>> futures;
    futures.reserve(items.size());
    for (const QDynamoDBItem &item : items)
        futures.append(d->client->putItem(tableName, item));
    return d->all(futures, tableName);
}

/*!
    Drops the tables that it created, and waits until they are gone.
*/
bool QDynamoDBFixture::dropTables()
{
    if (!d->hasClient())
        return false;
    const QStringList tables = std::exchange(d->tables, {});
    Q_EMIT tableNamesChanged();
    bool dropped = true;
    for (const QString &table : tables)
        dropped &= d->all(QList { d->client->deleteTable(table) }, table);
    if (!dropped)
        return false;
    return std::all_of(tables.begin(), tables.end(), [this](const QString &table) {
        return d->waitFor(table, [](const auto &outcome) {
            return outcome.error().code() == Code::ResourceNotFound;
        });
    });
}
