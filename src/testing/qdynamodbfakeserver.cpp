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

constexpr QLatin1StringView testError("The test requested this error.");

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

// Whether DynamoDB may send an error with this code. The client itself reports the others.
bool isServiceError(Code code)
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
    FakeServer server; // last: its thread, which uses the script, must end first
};

/*!
    \class QDynamoDBFakeRequest
    \inmodule QtDynamoDBTest
    \since 0.1
    \brief A request that a QDynamoDBFakeServer received.
*/

/*!
    \property QDynamoDBFakeRequest::operation
    \brief the name of the operation in the API of DynamoDB, such as \c GetItem.

    It is empty if the request was not one to DynamoDB.
*/

/*!
    \property QDynamoDBFakeRequest::parameters
    \brief the parameters, in DynamoDB JSON.
*/

/*!
    \class QDynamoDBFakeExpectation
    \inmodule QtDynamoDBTest
    \since 0.1
    \brief A request that a QDynamoDBFakeServer expects, and the server's reaction.

    QDynamoDBFakeServer::expect() creates expectations. Conditions (onTable(), withKey(),
    withItem(), with(), matching()) restrict the requests. Reactions apply in the order of the
    calls: the first one to the first matching request, the second one to the second, and so on. An
    expectation without a reaction replies with an empty result, once.

    \code
    server.expect(u"GetItem"_s).onTable(u"Thread"_s).throttle(3).stall(500ms).reply(thread);
    \endcode

    Complete an expectation before the first request is sent. Copies of an expectation share its
    state. The functions are thread-safe.
*/

/*!
    \fn void QDynamoDBFakeExpectation::swap(QDynamoDBFakeExpectation &other)

    Swaps this expectation with \a other. This is fast and never fails.
*/

/*!
    Constructs an expectation that belongs to no server and has no effect.
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
    Restricts the expectation to requests whose \c TableName is \a name. Returns this expectation.
*/
QDynamoDBFakeExpectation QDynamoDBFakeExpectation::onTable(const QString &name)
{
    return with({ { u"TableName"_s, name } });
}

/*!
    Restricts the expectation to requests whose \c Key has the attributes of \a key. Returns this
    expectation.
*/
QDynamoDBFakeExpectation QDynamoDBFakeExpectation::withKey(const QDynamoDBItem &key)
{
    return with({ { u"Key"_s, itemToJson(key) } });
}

/*!
    Restricts the expectation to requests whose \c Item has the attributes of \a item. Other
    attributes are ignored. Returns this expectation.
*/
QDynamoDBFakeExpectation QDynamoDBFakeExpectation::withItem(const QDynamoDBItem &item)
{
    return with({ { u"Item"_s, itemToJson(item) } });
}

/*!
    Restricts the expectation to requests that contain \a parameters, in DynamoDB JSON. Other
    members are ignored, also in nested objects. Returns this expectation.
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
    Restricts the expectation to requests for whose parameters \a matches returns true. It is called
    in the server's thread. The text \a what describes the condition in problems(). Returns this
    expectation.
*/
QDynamoDBFakeExpectation QDynamoDBFakeExpectation::matching(
        const QString &what, const std::function<bool(const QJsonObject &)> &matches)
{
    const QMutexLocker locker(d->mutex.get());
    d->conditions.append({ what, [what, matches](const QJsonObject &request) {
                              return matches(request) ? QString()
                                                      : u"\"%1\" is not met"_s.arg(what);
                          } });
    return *this;
}

/*!
    Replies with an empty result. Returns this expectation.
*/
QDynamoDBFakeExpectation QDynamoDBFakeExpectation::reply()
{
    return replyJson({});
}

/*!
    Replies with \a item. For GetItem it is the item that was read; for PutItem, UpdateItem and
    DeleteItem it is the returned attributes; for the operations of replyItems() it is the only
    item. An empty \a item means that the result contains none. Returns this expectation.

    Other operations have no item in their result. QDynamoDBFakeServer::problems() then reports
    that, and the call fails with the same text.
*/
QDynamoDBFakeExpectation QDynamoDBFakeExpectation::reply(const QDynamoDBItem &item)
{
    const QMutexLocker locker(d->mutex.get());
    d->add(itemReply(d->operation, item));
    return *this;
}

/*!
    Replies with \a items, in the form of the expected operation. Returns this expectation.

    \table
    \header \li Operation \li Result
    \row \li Query, Scan, ExecuteStatement
         \li the items, with a continuation at \a lastEvaluatedKey unless that is empty
    \row \li BatchGetItem
         \li the items, each under the table for which the request contains its key; empty items are
             omitted, like missing ones
    \row \li TransactGetItems, ExecuteTransaction, BatchExecuteStatement
         \li one response per item, in order; an empty item means that it does not exist
    \row \li SearchVectors
         \li the items, without scores
    \endtable

    QDynamoDBFakeServer::problems() reports other operations, a \a lastEvaluatedKey for an operation
    without one, and items whose table cannot be determined. The call then fails with the same text.
*/
QDynamoDBFakeExpectation QDynamoDBFakeExpectation::replyItems(const QList<QDynamoDBItem> &items,
                                                              const QDynamoDBItem &lastEvaluatedKey)
{
    const QMutexLocker locker(d->mutex.get());
    d->add(itemsReply(d->operation, items, lastEvaluatedKey));
    return *this;
}

/*!
    Replies with \a result, in DynamoDB JSON. Use it for results that the other functions do not
    support. If \a result has a member that the operation's result does not have,
    QDynamoDBFakeServer::problems() reports that, and the call fails with the same text. Returns
    this expectation.
*/
QDynamoDBFakeExpectation QDynamoDBFakeExpectation::replyJson(const QJsonObject &result)
{
    const QMutexLocker locker(d->mutex.get());
    d->add(jsonReply(d->operation, result));
    return *this;
}

/*!
    Fails with an error of DynamoDB that has \a code and \a message. An empty message is replaced by
    a general one. Returns this expectation.

    QDynamoDBFakeServer::problems() reports codes that DynamoDB does not send, such as \c Timeout.
    Use stall() or closeEarly() to provoke those.
*/
QDynamoDBFakeExpectation QDynamoDBFakeExpectation::fail(Code code, const QString &message)
{
    const QMutexLocker locker(d->mutex.get());
    if (isServiceError(code)) {
        d->add(failure(code, message.isEmpty() ? QString(testError) : message));
    } else {
        d->add(FakeReply { {},
                           u"fail() has the code %1, which DynamoDB does not send; use stall() or "
                           u"closeEarly() "
                           "to provoke client errors"_s.arg(QLatin1StringView(
                                   QMetaEnum::fromType<Code>().valueToKey(int(code)))),
                           {} });
    }
    return *this;
}

/*!
    Fails \a times requests with \c ProvisionedThroughputExceeded. Returns this expectation.
*/
QDynamoDBFakeExpectation QDynamoDBFakeExpectation::throttle(int times)
{
    const QMutexLocker locker(d->mutex.get());
    d->add(failure(Code::ProvisionedThroughputExceeded, testError), times);
    return *this;
}

/*!
    Reads the request and closes the connection without a response. Returns this expectation.
*/
QDynamoDBFakeExpectation QDynamoDBFakeExpectation::closeEarly()
{
    const QMutexLocker locker(d->mutex.get());
    d->add(json({}).closed(Stage::Request));
    return *this;
}

/*!
    Delays the next reaction by \a duration. Returns this expectation.
*/
QDynamoDBFakeExpectation QDynamoDBFakeExpectation::stall(std::chrono::milliseconds duration)
{
    const QMutexLocker locker(d->mutex.get());
    d->stall = duration;
    return *this;
}

/*!
    Applies the last reaction to \a count requests in total. Negative values mean 0. Returns this
    expectation.
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
    Applies the last reaction to any number of requests, including none. Returns this expectation.
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
    \since 0.1
    \brief A scripted DynamoDB server for tests.

    The server listens on a free port of 127.0.0.1 during its lifetime. It runs in a thread of its
    own, so a test may block while it waits for a call.

    \code
    QDynamoDBFakeServer server;
    server.expect(u"GetItem"_s).throttle(3).reply({ { u"Id"_s, 1 } });
    QDynamoDBClient client;
    server.configure(&client);
    // ... the code under test ...
    QCOMPARE(server.problems(), QString());
    \endcode

    A request is handled by the first expectation of its operation whose conditions it meets and
    that has reactions left. Any other request fails with an error that clients do not retry. The
    error text and problems() describe the request and the expectations.

    Use QDynamoDBLocalServer instead for tests that need no faults: it checks expressions, keys and
    types as DynamoDB does.

    The functions configure(), expect(), clear(), requests() and problems() may be called in any
    thread, except that configure() must be called in the thread of the client.
*/

/*!
    Constructs a server with the given \a parent, and starts it.
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
    Stops the server and closes its connections.
*/
QDynamoDBFakeServer::~QDynamoDBFakeServer() = default;

/*!
    \property QDynamoDBFakeServer::endpoint
    \brief the URL of the server, for QDynamoDBAbstractClient::setEndpoint().
*/
QUrl QDynamoDBFakeServer::endpoint() const
{
    return d->server.url();
}

/*!
    Sets the endpoint of \a client to this server, its region to \c eu-central-1, and its
    credentials to meaningless ones.
*/
void QDynamoDBFakeServer::configure(QDynamoDBAbstractClient *client) const
{
    client->setRegion(u"eu-central-1"_s);
    client->setEndpoint(endpoint());
    client->setCredentials(QDynamoDBCredentials(u"test"_s, u"test"_s));
}

/*!
    Adds an expectation of requests for \a operation, the name in the API of DynamoDB, such as
    \c GetItem. Add conditions and reactions to the returned expectation.
*/
QDynamoDBFakeExpectation QDynamoDBFakeServer::expect(const QString &operation)
{
    return QDynamoDBFakeExpectation(d->script.expect(operation));
}

/*!
    \property QDynamoDBFakeServer::problems
    \brief a description of unexpected requests, missing requests and invalid expectations.

    It is empty if there are none. Check it after the calls have finished:
    \c{QCOMPARE(server.problems(), QString())}.
*/
QString QDynamoDBFakeServer::problems() const
{
    return d->script.problems();
}

/*!
    Returns all requests that were received, in order. Each attempt of a call is a request.
*/
QList<QDynamoDBFakeRequest> QDynamoDBFakeServer::requests() const
{
    return d->script.requests();
}

/*!
    Removes all expectations and recorded requests.
*/
void QDynamoDBFakeServer::clear()
{
    d->script.clear();
}

/*!
    \fn void QDynamoDBFakeServer::received(const QDynamoDBFakeRequest &request)

    This signal is emitted after \a request was received, in the thread of the server object.
*/
