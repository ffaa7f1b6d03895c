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

constexpr auto tableTimeout = 2min; // for a table of the real service to become active or deleted
constexpr auto pollInterval = 250ms;
constexpr qint64 maximumFileSize = qint64(1) << 30; // bytes

QDynamoDBExpected<QByteArray> contents(const QString &fileName)
{
    const auto failed = [&fileName](const QString &problem) {
        return QDynamoDBError(Code::ConfigNotFound, fileName + ": "_L1 + problem);
    };
    // Checked first, because opening a FIFO blocks until there is a writer.
    if (const QFileInfo info(fileName); info.exists() && !info.isFile())
        return failed(u"this is not a regular file"_s);
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly))
        return failed(file.errorString());
    QByteArray content = file.read(maximumFileSize + 1);
    if (content.size() > maximumFileSize)
        return failed(u"the file is larger than 1 GiB"_s);
    if (file.error() != QFileDevice::NoError)
        return failed(file.errorString());
    return content;
}

QDynamoDBError invalid(const QString &fileName, const QString &text)
{
    return QDynamoDBError(Code::ConfigParserError, fileName + ": "_L1 + text);
}

// Reads a file that contains an array of objects or a single object.
QDynamoDBExpected<QJsonArray> readObjects(const QString &fileName)
{
    const QDynamoDBExpected<QByteArray> json = contents(fileName);
    if (!json)
        return json.error();
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(*json, &error);
    if (document.isNull())
        return invalid(fileName, u"%1 at offset %2"_s.arg(error.errorString()).arg(error.offset));
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
            return invalid(fileName, u"item %1 is not an object"_s.arg(items.size() + 1));
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
                           u"item %1 is not valid DynamoDB JSON: %2"_s.arg(items.size() + 1)
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
    bool hasClient()
    {
        return client || failed(u"The fixture has no client; set its property client."_s);
    }
    // Blocks until all calls have finished, and returns whether all succeeded.
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
    bool waitFor(const QString &table, const QString &state, Condition condition)
    {
        for (const QDeadlineTimer deadline(tableTimeout); !deadline.hasExpired();) {
            const QFuture<QDynamoDB::DescribeTableResult> future = client->describeTable(table);
            if (condition(QDynamoDB::waitForResult(future)))
                return true;
            QThread::msleep((pollInterval).count());
        }
        return failed(u"%1: the table is not %2 after %3 s."_s.arg(table, state)
                              .arg(std::chrono::seconds(tableTimeout).count()));
    }

    QDynamoDBFixture *const q;
    QPointer<QDynamoDBClient> client;
    QStringList tables;
    QString errorString;
};

/*!
    \class QDynamoDBFixture
    \inmodule QtDynamoDBTest
    \since 0.1
    \brief Tables and items for a test, which are deleted after it.

    \code
    QDynamoDBFixture fixture(&client); QVERIFY2(fixture.createTables(u":/tables.json"_s),
    qPrintable(fixture.errorString())); QVERIFY2(fixture.loadItems(u"Thread"_s,
    u":/threads.json"_s), qPrintable(fixture.errorString()));
    \endcode

    The functions block until they have finished, and return whether they succeeded; errorString()
    describes the last error. The destructor deletes the tables that the fixture created, and no
    others.

    Call the functions in the thread of the fixture.
*/

/*!
    \enum QDynamoDBFixture::Format

    This enum describes the format of items in a file.

    \value Plain    Plain JSON. Numbers keep all digits. There are no sets and no binary values.
    \value Service  DynamoDB JSON, which represents all types.
*/

/*!
    Constructs a fixture with the given \a parent. Set the \l client before calling other functions.
*/
QDynamoDBFixture::QDynamoDBFixture(QObject *parent)
    : QDynamoDBFixture(nullptr, parent)
{
}

/*!
    Constructs a fixture that uses \a client, which must outlive it, with the given \a parent.
*/
QDynamoDBFixture::QDynamoDBFixture(QDynamoDBClient *client, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<QDynamoDBFixturePrivate>(this))
{
    d->client = client;
}

/*!
    Deletes the tables that the fixture created, and logs a warning if that fails.
*/
QDynamoDBFixture::~QDynamoDBFixture()
{
    const QSignalBlocker blocker(this);
    if (!d->tables.isEmpty() && d->client && !dropTables())
        qWarning("%s", qPrintable(d->errorString));
}

/*!
    \property QDynamoDBFixture::client
    \brief the client that is used for all requests; null by default.
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
    \brief the names of the tables that the fixture created and has not deleted yet.
*/
QStringList QDynamoDBFixture::tableNames() const
{
    return d->tables;
}

/*!
    \property QDynamoDBFixture::errorString
    \brief the description of the last error; empty if there was none.
*/
QString QDynamoDBFixture::errorString() const
{
    return d->errorString;
}

/*!
    Creates the tables in \a file, and waits until they are active, for at most two minutes each.
    Returns whether that succeeded.

    The file contains the parameters of CreateTable as a JSON object, as the AWS CLI accepts them,
    or an array of such objects. A table without \c BillingMode and \c ProvisionedThroughput is
    created with the billing mode \c PAY_PER_REQUEST.
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
        return d->waitFor(request["TableName"_L1].toString(), u"active"_s, [](const auto &outcome) {
            return outcome && outcome->table
                    && outcome->table->tableStatus == QDynamoDB::TableStatus::Active;
        });
    });
}

/*!
    Puts the items in \a file into the table \a tableName, and returns whether that succeeded. The
    file contains an array of objects, or one object, in \a format, and has at most 1 GiB.
*/
bool QDynamoDBFixture::loadItems(const QString &tableName, const QString &file, Format format)
{
    const auto items = format == Format::Plain ? readPlainItems(file) : readServiceItems(file);
    if (!items)
        return d->failed(items.error().message());
    return putItems(tableName, *items);
}

/*!
    Puts \a items into the table \a tableName, and returns whether that succeeded.
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
    Deletes the tables that the fixture created, and waits until they are deleted, for at most two
    minutes each. Returns whether that succeeded.
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
        return d->waitFor(table, u"deleted"_s, [](const auto &outcome) {
            return outcome.error().code() == Code::ResourceNotFound;
        });
    });
}
