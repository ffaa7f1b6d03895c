// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "qml/qdynamodbqmlclient_p.h"
#include "client/variants/variantcall_p.h"
#include "qml/js/jsarguments_p.h"

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

/*!
    \qmltype DynamoDBClient
    \inqmlmodule QtDynamoDB
    \instantiates QDynamoDBClient
    \brief A client for DynamoDB in QML.

    The properties are those of QDynamoDBClient. Properties whose C++ types have no counterpart in
    QML are replaced by properties of native types. Each operation of the service is a method that
    takes an object with the members of the request, optionally an object with
    \l {DynamoDBClient}{call options}, and returns a \c Promise of the result:

    \qml
    DynamoDBClient {
        id: db
        region: "eu-central-1"
    }
    Button {
        text: "Save"
        onClicked: db.putItem({
            tableName: "Thread",
            item: { ForumName: "Qt", Subject: subject.text, Replies: 0 },
            conditionExpression: { Subject: { exists: false } }
        }).then(() => page.close(), error => {
            if (error.code === DynamoDB.ErrorCode.ConditionalCheckFailed)
                subject.taken = true
            else
                banner.show(error)
        })
    }
    \endqml

    The members have the same names as in C++: \c tableName, \c keyConditionExpression. Members that
    are \c undefined are ignored.

    \section1 Expressions

    The members \c keyConditionExpression, \c filterExpression, \c conditionExpression,
    \c searchConditionExpression, \c updateExpression and \c projectionExpression, also those of the
    actions of a transaction, are texts with placeholders, or objects in the forms that fromVariant() of
    QDynamoDBKeyCondition, QDynamoDBCondition, QDynamoDBUpdate and QDynamoDBProjection reads. Objects
    need no placeholders, and a request may have both. DynamoDB.attribute() refers to an attribute, and
    DynamoDB.value() marks an object as a value:

    \qml
    db.updateItem({
        tableName: "Thread", key: { Id: id },
        updateExpression: { set: { Views: { $plus: [DynamoDB.attribute("Views"), 1] } } },
        conditionExpression: { Locked: { exists: false } }
    })
    \endqml

    An expression without tests, and a member of an expression that is \c undefined, reject the
    Promise: without them, more items would meet the condition.

    \section1 Call options

    The second argument of an operation replaces settings of the client for this call, like
    QDynamoDBCallOptions:

    \table
    \header \li Member \li Meaning
    \row \li \c correlationId, \c traceParent, \c traceState \li texts for measurements and outcomes
    \row \li \c attemptTimeoutMs, \c callTimeoutMs \li milliseconds; 0 means no limit
    \row \li \c maxRetries \li the number of retries
    \row \li \c headers \li an object of additional HTTP headers
    \row \li \c returnConsumedCapacity \li \c "INDEXES", \c "TOTAL", \c "NONE", or an enumerator of
        \c DynamoDB.ReturnConsumedCapacity
    \row \li \c exactlyOnce \li whether putItem(), updateItem() or deleteItem() is executed once or not at
        all
    \row \li \c retryConflicts \li whether conflicts with transactions are retried
    \row \li \c writeStamp \li the name of an attribute by which a retried write recognises itself
    \endtable

    A member that is not known, or is of another type, rejects the Promise with
    \c InvalidParameterValue and its name.

    \section1 Cancelling calls

    The Promises that this type returns have a method \c cancel(), which aborts the call. The Promise
    is then rejected with \c Cancelled, unless it is settled already. Promises that \c then() returns
    lack the method; keep the first one:

    \qml
    const call = db.query(request)
    call.then(show, error => {})
    closeButton.clicked.connect(() => call.cancel())
    \endqml

    \section1 Values

    Attributes are native values:

    \table
    \header \li JavaScript \li DynamoDB
    \row \li \c null \li Null
    \row \li boolean \li Bool
    \row \li number \li Number; \c NaN and infinities are refused
    \row \li string \li String
    \row \li \c Date \li String, ISO 8601 in UTC with milliseconds
    \row \li \c ArrayBuffer, typed arrays and \c DataView \li Binary
    \row \li array \li List
    \row \li object \li Map, without the members that are \c undefined
    \row \li DynamoDB.number() \li Number with up to 38 digits
    \row \li DynamoDB.stringSet(), numberSet(), binarySet() \li the set
    \row \li DynamoDB.value() \li the value
    \endtable

    Other values, such as a \c Set, a \c Map or a function, reject the Promise, and no request is
    sent. The same applies to an integer beyond 9007199254740991 in magnitude with more than 15
    digits: JavaScript may have rounded it. Pass such a number as DynamoDB.number() with a string of
    its digits. \c Number, \c String and \c Boolean objects are converted to their values. No name
    of a member in an attribute has a special meaning. Members of the request with an enumerated
    type take the text of the service or the enumerator: \c {"PAY_PER_REQUEST"} or
    \c DynamoDB.BillingMode.PayPerRequest.

    Results are plain objects with the same names and the same native values; enumerated values are
    texts. A number that a JavaScript number can't hold exactly is a value as DynamoDB.number()
    returns it. It is converted to a string with all its digits by \c {String(value)}, template
    strings, properties of type \c string and \c {JSON.stringify()}. Arithmetic with it is that of
    JavaScript, which rounds; DynamoDB.compare() compares it exactly. Binary is an \c ArrayBuffer. A
    set has the properties \c type and \c elements; \c {JSON.stringify()} writes it as an array.

    Lists and maps of the result are always present: a query without results has an empty array
    \c items. Other members that the service did not send are undefined, such as \c item if there is
    no item, and \c lastEvaluatedKey after the last page.

    A Promise is rejected with an \c Error that has the properties \c code (of type
    \c DynamoDB.ErrorCode), \c type, \c message, \c operation, \c tableName, \c httpStatus,
    \c requestId, \c attempts, \c retryable, \c throttling, \c mayHaveSucceeded (the service may have
    done the write although the call failed), \c cancellationReasons (an array of
    \c {{code, type, message, item}}), \c throttlingReasons, and \c item if the service sent one.

    \section1 Signals

    The handlers of the signals \c finished, \c errorOccurred, \c retrying and \c measured have
    arguments with the properties of the C++ types. \c result of an outcome is an object like that of a
    Promise. Durations are numbers of milliseconds whose names end in \c Ms, such as \c durationMs. The
    second argument of \c retrying is converted to a number of milliseconds where a number is needed.

    \section1 Clients of C++

    A client that C++ created and passed to QML has the properties and signals of QDynamoDBClient.
    DynamoDB.methodsOf() returns an object with its methods.

    \section1 Lifetime

    Each Promise is settled, even if the calling component is destroyed before. If the client is
    destroyed, it is rejected with \c ClientDestroyed. If the engine is destroyed, it is not
    settled.
*/

QDynamoDBQmlClient::QDynamoDBQmlClient(QObject *client)
    : QDynamoDBQmlAbstractClient(client)
    , m_client(static_cast<QDynamoDBClient *>(client))
{
}

// Starts an operation of either client.
static QJSValue startOperation(QDynamoDBAbstractClient *client, QStringView operation,
                               const QJSValue &request, const QJSValue &options)
{
    JsArguments in(client, operation.toString());
    if (!in.engine()) // called from C++ on a client that was not created by an engine
        return {};
    const QVariantMap members = in.request(request);
    const QDynamoDBCallOptions callOptions = in.callOptions(options);
    if (in.failed())
        return in.rejected();
    return JsPromise::follow(in.engine(), startVariantCall(client, operation, members, callOptions));
}

QJSValue QDynamoDBQmlClient::start(QStringView operation, const QJSValue &request,
                                   const QJSValue &options)
{
    return startOperation(m_client, operation, request, options);
}

/*!
    \qmltype DynamoDBStreamsClient
    \inqmlmodule QtDynamoDB
    \instantiates QDynamoDBStreamsClient
    \brief A client for DynamoDB Streams in QML.

    The operations \c listStreams(), \c describeStream(), \c getShardIterator() and \c getRecords()
    are methods like those of DynamoDBClient, with the same properties, call options and errors. Use
    DynamoDBStreamReader to follow the changes of a table.

    \since 0.1
*/

QDynamoDBQmlStreamsClient::QDynamoDBQmlStreamsClient(QObject *client)
    : QDynamoDBQmlAbstractClient(client)
    , m_client(static_cast<QDynamoDBStreamsClient *>(client))
{
}

QJSValue QDynamoDBQmlStreamsClient::start(QStringView operation, const QJSValue &request,
                                          const QJSValue &options)
{
    return startOperation(m_client, operation, request, options);
}
