// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/qdynamodbfakeserver.h>

#include "testing/fakescript_p.h"

#include <QtDynamoDB/qdynamodbabstractclient.h>

#include <QtCore/qjsondocument.h>
#include <QtCore/qmetaobject.h>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;
using Code = QDynamoDBError::Code;

namespace {

Reaction json(const QJsonObject &result)
{
    return Reaction::json(200, QJsonDocument(result).toJson(QJsonDocument::Compact));
}

int statusOf(Code code)
{
    switch (code) {
    case Code::InternalServerError:
    case Code::InternalFailure:
        return 500;
    case Code::ServiceUnavailable:
        return 503;
    case Code::InvalidEndpoint:
        return 421;
    default:
        return 400;
    }
}

// Whether an error of the service may have this code.
bool isSent(Code code)
{
    switch (code) {
    case Code::NoError:
    case Code::ConfigNotFound:
    case Code::ConfigParserError:
    case Code::NoCredentials:
    case Code::NoProfile:
    case Code::Request:
    case Code::Timeout:
    case Code::Cancelled:
    case Code::ClientDestroyed:
    case Code::SecureConnection:
    case Code::InvalidResponse:
    case Code::ChecksumMismatch:
    case Code::ProxyAuthentication:
        return false;
    default:
        return true;
    }
}

Reaction failure(Code code, const QString &message)
{
    const QDynamoDBError error(code, message);
    const QString type = "com.amazonaws.dynamodb.v20120810#"_L1 + error.type();
    const QJsonObject body { { u"__type"_s, type }, { u"message"_s, message } };
    return Reaction::json(statusOf(code), QJsonDocument(body).toJson(QJsonDocument::Compact));
}

} // namespace

class QDynamoDBFakeServerPrivate
{
public:
    FakeScript script;
    FakeServer server; // ends first, and with it the thread that uses the script
};

/*!
    \class QDynamoDBFakeExpectation
    \inmodule QtDynamoDBTest
    \brief A request that a QDynamoDBFakeServer expects, and what it does with it.

    QDynamoDBFakeServer::expect() makes one. The first functions say which requests are meant; the
    others, in the order they are called, what becomes of the first of them, the second, and so on.
    An expectation to which nothing is said replies an empty result, once.

    \code
    server.expect(u"GetItem"_s).onTable(u"Thread"_s).throttle(3).stall(500ms).reply(thread);
    \endcode

    Tell all of it before the first request comes.
*/

/*!
    \fn void QDynamoDBFakeExpectation::swap(QDynamoDBFakeExpectation &other)
    \brief Swaps this expectation with \a other, without copying either. Never fails.

    \since 0.1
*/

/*!
    Makes one that expects nothing.
*/
QDynamoDBFakeExpectation::QDynamoDBFakeExpectation()
    : d(std::make_shared<FakeExpectation>(QString(), std::make_shared<QMutex>()))
{
}

QDynamoDBFakeExpectation::QDynamoDBFakeExpectation(std::shared_ptr<FakeExpectation> data)
    : d(std::move(data))
{
}

/*!
    Only requests about the table called \a name.
*/
QDynamoDBFakeExpectation QDynamoDBFakeExpectation::onTable(const QString &name)
{
    return with({ { u"TableName"_s, name } });
}

/*!
    Only requests whose \c Key has the attributes of \a key.
*/
QDynamoDBFakeExpectation QDynamoDBFakeExpectation::withKey(const QDynamoDBItem &key)
{
    return with({ { u"Key"_s, itemToJson(key) } });
}

/*!
    Only requests whose \c Item has the attributes of \a item, whatever others it has.
*/
QDynamoDBFakeExpectation QDynamoDBFakeExpectation::withItem(const QDynamoDBItem &item)
{
    return with({ { u"Item"_s, itemToJson(item) } });
}

/*!
    Only requests that have these \a parameters, in the service's own JSON, whatever others they
    have. The same holds for the members of their members.
*/
QDynamoDBFakeExpectation QDynamoDBFakeExpectation::with(const QJsonObject &parameters)
{
    const QMutexLocker locker(d->mutex.get());
    d->conditions.append(
            { "with "_L1
                      + QString::fromUtf8(QJsonDocument(parameters).toJson(QJsonDocument::Compact)),
              [parameters](const QJsonObject &request) {
                  return difference(request, parameters);
              } });
    return *this;
}

/*!
    Only requests for whose parameters \a matches returns true; \a what tells people what it is that
    matches. It is called in the server's thread.
*/
QDynamoDBFakeExpectation QDynamoDBFakeExpectation::matching(
        const QString &what, const std::function<bool(const QJsonObject &)> &matches)
{
    const QMutexLocker locker(d->mutex.get());
    d->conditions.append({ what, [what, matches](const QJsonObject &request) {
                              return matches(request) ? QString() : u"it is not \"%1\""_s.arg(what);
                          } });
    return *this;
}

/*!
    Replies a result with nothing in it.
*/
QDynamoDBFakeExpectation QDynamoDBFakeExpectation::reply()
{
    return replyJson({});
}

/*!
    Replies with \a item: the item that was read or, for PutItem, UpdateItem and DeleteItem, the
    attributes that they return. An empty item is none. For the operations of replyItems() it is
    their only item. Other operations have no item in their result: problems() says so, and the
    call fails with an error that says the same.
*/
QDynamoDBFakeExpectation QDynamoDBFakeExpectation::reply(const QDynamoDBItem &item)
{
    const QMutexLocker locker(d->mutex.get());
    d->add(itemReply(d->operation, item));
    return *this;
}

/*!
    Replies with \a items as the operation does that is expected:

    \table
    \header \li Operation \li Result
    \row \li Query, Scan, ExecuteStatement \li the items, and more after \a lastEvaluatedKey unless
         that is empty
    \row \li BatchGetItem \li the items, each under the table of which the request has its key;
   empty ones were not found \row \li TransactGetItems, ExecuteTransaction, BatchExecuteStatement
   \li a response for each item, in order; empty ones were not found \row \li SearchVectors \li the
   items, without scores \endtable

    For other operations, with a \a lastEvaluatedKey for those that have none, or where the table of
    an item can't be told, problems() says so, and the call fails with an error that says the same.
*/
QDynamoDBFakeExpectation QDynamoDBFakeExpectation::replyItems(const QList<QDynamoDBItem> &items,
                                                              const QDynamoDBItem &lastEvaluatedKey)
{
    const QMutexLocker locker(d->mutex.get());
    d->add(itemsReply(d->operation, items, lastEvaluatedKey));
    return *this;
}

/*!
    Replies with \a result, in the service's own JSON: all that there is no shorter form for. If it
    has a member that the operation's result does not have, problems() says so, and the call fails
    with an error that says the same.
*/
QDynamoDBFakeExpectation QDynamoDBFakeExpectation::replyJson(const QJsonObject &result)
{
    const QMutexLocker locker(d->mutex.get());
    d->add(jsonReply(d->operation, result));
    return *this;
}

/*!
    Fails with the error \a code and \a message. For codes that the service does not send, such as
    \c Timeout, problems() says so; for those see stall() and closeEarly().
*/
QDynamoDBFakeExpectation QDynamoDBFakeExpectation::fail(Code code, const QString &message)
{
    const QMutexLocker locker(d->mutex.get());
    if (isSent(code)) {
        d->add(failure(code, message.isEmpty() ? u"The test said so."_s : message));
    } else {
        d->add(FakeReply {
                {},
                u"fail() was told the code %1, which the service does not send; see stall() and "
                "closeEarly()"_s.arg(
                        QLatin1StringView(QMetaEnum::fromType<Code>().valueToKey(int(code)))),
                {} });
    }
    return *this;
}

/*!
    Throttles so many \a times, as a table does whose capacity is used up.
*/
QDynamoDBFakeExpectation QDynamoDBFakeExpectation::throttle(int times)
{
    const QMutexLocker locker(d->mutex.get());
    d->add(failure(Code::ProvisionedThroughputExceeded, u"The test said so."_s), times);
    return *this;
}

/*!
    Reads the request and closes the connection without an answer.
*/
QDynamoDBFakeExpectation QDynamoDBFakeExpectation::closeEarly()
{
    const QMutexLocker locker(d->mutex.get());
    d->add(json({}).closed(Stage::Request));
    return *this;
}

/*!
    Lets \a duration pass before what is said next happens.
*/
QDynamoDBFakeExpectation QDynamoDBFakeExpectation::stall(std::chrono::milliseconds duration)
{
    const QMutexLocker locker(d->mutex.get());
    d->stall = duration;
    return *this;
}

/*!
    Has what was said last happen \a count times in all.
*/
QDynamoDBFakeExpectation QDynamoDBFakeExpectation::times(int count)
{
    const QMutexLocker locker(d->mutex.get());
    if (d->steps.isEmpty())
        d->add(json({}));
    d->steps.last().left = std::max(count, 0);
    return *this;
}

/*!
    Has what was said last happen as often as requests come; none has to.
*/
QDynamoDBFakeExpectation QDynamoDBFakeExpectation::anyTimes()
{
    const QMutexLocker locker(d->mutex.get());
    if (d->steps.isEmpty())
        d->add(json({}));
    d->steps.last().left = 0;
    d->steps.last().optional = true;
    return *this;
}

/*!
    \class QDynamoDBFakeServer
    \inmodule QtDynamoDBTest
    \brief A DynamoDB that does as a test tells it.

    It listens on a free port of 127.0.0.1 from its construction to its destruction, in a thread of
    its own, so that calls may be waited for in any way.

    \code
    QDynamoDBFakeServer server;
    server.expect(u"GetItem"_s).throttle(3).reply({ { u"Id"_s, 1 } });
    QDynamoDBClient client;
    server.configure(&client);
    // ... what is to be tested ...
    QCOMPARE(server.problems(), QString());
    \endcode

    A request is for the first expectation of its operation that it matches and that is not used up.
    One for which there is none fails with an error that is not retried, and that says what came and
    what was expected; problems() says the same.

    Where a real server will do, and nothing has to go wrong, QDynamoDBLocalServer is the better
   one: it knows what it is talking about.
*/

/*!
    Makes a server with the given \a parent, and starts it.
*/
QDynamoDBFakeServer::QDynamoDBFakeServer(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<QDynamoDBFakeServerPrivate>())
{
    qRegisterMetaType<QDynamoDBFakeRequest>();
    d->script.received = [this](const QDynamoDBFakeRequest &request) {
        QMetaObject::invokeMethod(
                this, [this, request] { Q_EMIT received(request); }, Qt::QueuedConnection);
    };
    d->server.setHandler([this](const FakeRequest &request) { return d->script.react(request); });
}

/*!
    Stops it: open connections are closed.
*/
QDynamoDBFakeServer::~QDynamoDBFakeServer() = default;

/*!
    \property QDynamoDBFakeServer::endpoint
    \brief its address for clients.
*/
QUrl QDynamoDBFakeServer::endpoint() const
{
    return d->server.url();
}

/*!
    Has \a client use this server: its endpoint, a region, and credentials of no value.
*/
void QDynamoDBFakeServer::configure(QDynamoDBAbstractClient *client) const
{
    client->setRegion(u"eu-central-1"_s);
    client->setEndpoint(endpoint());
    client->setCredentials(QDynamoDBCredentials(u"test"_s, u"test"_s));
}

/*!
    Expects a request of \a operation, by its name in the service's API: \c GetItem. What is said to
    the result tells which, and what happens.
*/
QDynamoDBFakeExpectation QDynamoDBFakeServer::expect(const QString &operation)
{
    return QDynamoDBFakeExpectation(d->script.expect(operation));
}

/*!
    \property QDynamoDBFakeServer::problems
    \brief what came and was not expected, and what was expected and did not come; empty if all is
    well.

    To be asked when the calls have ended: \c{QCOMPARE(server.problems(), QString())}.
*/
QString QDynamoDBFakeServer::problems() const
{
    return d->script.problems();
}

/*!
    All requests that came, in their order; each attempt of a call is one.
*/
QList<QDynamoDBFakeRequest> QDynamoDBFakeServer::requests() const
{
    return d->script.requests();
}

/*!
    Forgets what was expected and what came.
*/
void QDynamoDBFakeServer::clear()
{
    d->script.clear();
}

/*!
    \fn void QDynamoDBFakeServer::received(const QDynamoDBFakeRequest &request)

    This \a request came.
*/
