// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "qdynamodbtestqmltypes_p.h"

/*!
    \qmltype DynamoDBFakeServer
    \inqmlmodule QtDynamoDB.Test
    \instantiates QDynamoDBFakeServer
    \since 0.1
    \brief A scripted DynamoDB server for tests.

    The properties, methods and signals are those of QDynamoDBFakeServer. Items are plain objects,
    durations are in milliseconds, and error codes are those of \c DynamoDB.ErrorCode:

    \qml
    TestCase {
        DynamoDBFakeServer { id: server }
        DynamoDBClient { id: client }

        function test_get() {
            server.configure(client);
            server.expect("GetItem").throttle(1).stall(20).replyItem({ Id: 1 });
            // ...
            compare(server.problems, "");
        }
    }
    \endqml

    The method \c expect() returns a value of the type \c dynamoDBFakeExpectation.
*/

/*!
    \qmltype dynamoDBFakeExpectation
    \inqmlmodule QtDynamoDB.Test
    \since 0.1
    \brief A request that a DynamoDBFakeServer expects, and the server's reaction.

    The methods are those of QDynamoDBFakeExpectation, except \c matching(). Each one returns the
    expectation.
*/

/*!
    \qmlmethod dynamoDBFakeExpectation dynamoDBFakeExpectation::onTable(string name)

    Restricts the expectation to requests for the table \a name.
*/

/*!
    \qmlmethod dynamoDBFakeExpectation dynamoDBFakeExpectation::withKey(object key)

    Restricts the expectation to requests whose \c Key has the attributes of \a key.
*/

/*!
    \qmlmethod dynamoDBFakeExpectation dynamoDBFakeExpectation::withItem(object item)

    Restricts the expectation to requests whose \c Item has the attributes of \a item.
*/

/*!
    \qmlmethod dynamoDBFakeExpectation dynamoDBFakeExpectation::with(object parameters)

    Restricts the expectation to requests that contain \a parameters, in DynamoDB JSON.
*/

/*!
    \qmlmethod dynamoDBFakeExpectation dynamoDBFakeExpectation::reply()

    Replies with an empty result.
*/

/*!
    \qmlmethod dynamoDBFakeExpectation dynamoDBFakeExpectation::replyItem(object item)

    Replies with \a item, as QDynamoDBFakeExpectation::reply() does.
*/

/*!
    \qmlmethod dynamoDBFakeExpectation dynamoDBFakeExpectation::replyItems(list items)

    Replies with \a items, as QDynamoDBFakeExpectation::replyItems() does, without a continuation.
*/

/*!
    \qmlmethod dynamoDBFakeExpectation dynamoDBFakeExpectation::replyJson(object result)

    Replies with \a result, in DynamoDB JSON.
*/

/*!
    \qmlmethod dynamoDBFakeExpectation dynamoDBFakeExpectation::fail(int code, string message)

    Fails with an error that has \a code, one of \c DynamoDB.ErrorCode, and the optional \a message.
*/

/*!
    \qmlmethod dynamoDBFakeExpectation dynamoDBFakeExpectation::throttle(int times)

    Fails \a times requests with \c ProvisionedThroughputExceeded; the default is 1.
*/

/*!
    \qmlmethod dynamoDBFakeExpectation dynamoDBFakeExpectation::closeEarly()

    Reads the request and closes the connection without a response.
*/

/*!
    \qmlmethod dynamoDBFakeExpectation dynamoDBFakeExpectation::stall(int milliseconds)

    Delays the next reaction by \a milliseconds.
*/

/*!
    \qmlmethod dynamoDBFakeExpectation dynamoDBFakeExpectation::times(int count)

    Applies the last reaction to \a count requests in total.
*/

/*!
    \qmlmethod dynamoDBFakeExpectation dynamoDBFakeExpectation::anyTimes()

    Applies the last reaction to any number of requests, including none.
*/

/*!
    \qmltype dynamoDBFakeRequest
    \inqmlmodule QtDynamoDB.Test
    \since 0.1
    \brief A request that a DynamoDBFakeServer received.

    The properties are those of QDynamoDBFakeRequest: \c operation and \c parameters.
*/

/*!
    \qmltype DynamoDBLocalServer
    \inqmlmodule QtDynamoDB.Test
    \instantiates QDynamoDBLocalServer
    \since 0.1
    \brief A process of Amazon's DynamoDB Local, for tests and demonstrations.

    The properties, methods and signals are those of QDynamoDBLocalServer.
*/

/*!
    \qmlmethod bool DynamoDBLocalServer::waitForStarted()

    Runs an event loop until the server responds or has failed, for at most two minutes, and returns
    whether it responds.
*/

/*!
    \qmltype DynamoDBFixture
    \inqmlmodule QtDynamoDB.Test
    \instantiates QDynamoDBFixture
    \since 0.1
    \brief Tables and items for a test, which are deleted after it.

    The properties, methods and signals are those of QDynamoDBFixture. The methods block until they
    have finished.
*/

bool QDynamoDBLocalServerQml::waitForStarted()
{
    return qobject_cast<QDynamoDBLocalServer *>(parent())->waitForStarted();
}

QDynamoDBFakeExpectation QDynamoDBFakeExpectationQml::withKey(const QVariantMap &key)
{
    return m_expectation.withKey(QDynamoDBItem::fromVariantMap(key));
}

QDynamoDBFakeExpectation QDynamoDBFakeExpectationQml::withItem(const QVariantMap &item)
{
    return m_expectation.withItem(QDynamoDBItem::fromVariantMap(item));
}

QDynamoDBFakeExpectation QDynamoDBFakeExpectationQml::replyItem(const QVariantMap &item)
{
    return m_expectation.reply(QDynamoDBItem::fromVariantMap(item));
}

QDynamoDBFakeExpectation QDynamoDBFakeExpectationQml::replyItems(const QVariantList &items)
{
    QList<QDynamoDBItem> list;
    for (const QVariant &item : items)
        list.append(QDynamoDBItem::fromVariantMap(item.toMap()));
    return m_expectation.replyItems(list);
}

QDynamoDBFakeExpectation QDynamoDBFakeExpectationQml::fail(int code, const QString &message)
{
    return m_expectation.fail(QDynamoDBError::Code(code), message);
}

QDynamoDBFakeExpectation QDynamoDBFakeExpectationQml::stall(int milliseconds)
{
    return m_expectation.stall(std::chrono::milliseconds(milliseconds));
}

QDynamoDBFakeExpectation QDynamoDBFakeExpectationQml::onTable(const QString &name)
{
    return m_expectation.onTable(name);
}

QDynamoDBFakeExpectation QDynamoDBFakeExpectationQml::with(const QJsonObject &parameters)
{
    return m_expectation.with(parameters);
}

QDynamoDBFakeExpectation QDynamoDBFakeExpectationQml::reply()
{
    return m_expectation.reply();
}

QDynamoDBFakeExpectation QDynamoDBFakeExpectationQml::replyJson(const QJsonObject &result)
{
    return m_expectation.replyJson(result);
}

QDynamoDBFakeExpectation QDynamoDBFakeExpectationQml::throttle(int times)
{
    return m_expectation.throttle(times);
}

QDynamoDBFakeExpectation QDynamoDBFakeExpectationQml::closeEarly()
{
    return m_expectation.closeEarly();
}

QDynamoDBFakeExpectation QDynamoDBFakeExpectationQml::times(int count)
{
    return m_expectation.times(count);
}

QDynamoDBFakeExpectation QDynamoDBFakeExpectationQml::anyTimes()
{
    return m_expectation.anyTimes();
}
