// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "qml/qdynamodbqmlclient_p.h"
#include "client/variantcall_p.h"
#include "qml/jsvalues_p.h"
#include "qml/jspromise_p.h"

#include <QtQml/qjsengine.h>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

/*!
    \qmltype DynamoDBClient
    \inqmlmodule QtDynamoDB
    \instantiates QDynamoDBClient
    \brief A client for DynamoDB in QML.

    The properties are those of QDynamoDBClient. Properties whose C++ types have no counterpart in
    QML are replaced by properties of native types. Each operation of the service is a method that
    takes an object with the members of the request and returns a \c Promise of the result:

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
            conditionExpression: "attribute_not_exists(Subject)"
        }).then(() => page.close(), error => {
            if (error.code === DynamoDB.ErrorCode.ConditionalCheckFailed)
                subject.taken = true
            else
                banner.show(error)
        })
    }
    \endqml

    The members have the same names as in C++: \c tableName, \c keyConditionExpression. Members that
    are \c undefined are ignored. Attributes are native values:

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

    Each Promise is settled, even if the calling component is destroyed before. If the client is
    destroyed, it is rejected with \c ClientDestroyed. If the engine is destroyed, it is not
    settled.
*/

/*!
    \qmlproperty string DynamoDBClient::accessKeyId
    \qmlproperty string DynamoDBClient::secretAccessKey
    \qmlproperty string DynamoDBClient::sessionToken

    The credentials. If they are empty, the default, the client uses the same sources of credentials
    as the AWS CLI.
*/

/*!
    \qmlproperty int DynamoDBClient::attemptTimeoutMs

    The maximum duration of an attempt, in milliseconds. See
    QDynamoDBAbstractClient::attemptTimeout.
*/

/*!
    \qmlproperty int DynamoDBClient::callTimeoutMs

    The maximum duration of a call with all its attempts, in milliseconds. See
    QDynamoDBAbstractClient::callTimeout.
*/

/*!
    \qmlproperty int DynamoDBClient::idleConnectionTimeoutMs

    The time after which an idle connection is not used again, in milliseconds. See
    QDynamoDBAbstractClient::idleConnectionTimeout.
*/

QDynamoDBQmlClient::QDynamoDBQmlClient(QObject *client)
    : QObject(client)
    , m_client(static_cast<QDynamoDBClient *>(client))
{
    connect(m_client, &QDynamoDBClient::credentialsChanged, this, &QDynamoDBQmlClient::keysChanged);
    connect(m_client, &QDynamoDBClient::attemptTimeoutChanged, this,
            &QDynamoDBQmlClient::attemptTimeoutMsChanged);
    connect(m_client, &QDynamoDBClient::callTimeoutChanged, this,
            &QDynamoDBQmlClient::callTimeoutMsChanged);
    connect(m_client, &QDynamoDBClient::idleConnectionTimeoutChanged, this,
            &QDynamoDBQmlClient::idleConnectionTimeoutMsChanged);
}

QString QDynamoDBQmlClient::accessKeyId() const
{
    return m_client->credentials().accessKeyId();
}

void QDynamoDBQmlClient::setAccessKeyId(const QString &id)
{
    m_client->setCredentials(QDynamoDBCredentials(id, secretAccessKey(), sessionToken()));
}

QString QDynamoDBQmlClient::secretAccessKey() const
{
    return m_client->credentials().secretAccessKey();
}

void QDynamoDBQmlClient::setSecretAccessKey(const QString &secret)
{
    m_client->setCredentials(QDynamoDBCredentials(accessKeyId(), secret, sessionToken()));
}

QString QDynamoDBQmlClient::sessionToken() const
{
    return m_client->credentials().sessionToken();
}

void QDynamoDBQmlClient::setSessionToken(const QString &token)
{
    m_client->setCredentials(QDynamoDBCredentials(accessKeyId(), secretAccessKey(), token));
}

int QDynamoDBQmlClient::attemptTimeoutMs() const
{
    return int(m_client->attemptTimeout().count());
}

void QDynamoDBQmlClient::setAttemptTimeoutMs(int milliseconds)
{
    m_client->setAttemptTimeout(std::chrono::milliseconds(milliseconds));
}

int QDynamoDBQmlClient::callTimeoutMs() const
{
    return int(m_client->callTimeout().count());
}

void QDynamoDBQmlClient::setCallTimeoutMs(int milliseconds)
{
    m_client->setCallTimeout(std::chrono::milliseconds(milliseconds));
}

int QDynamoDBQmlClient::idleConnectionTimeoutMs() const
{
    return int(m_client->idleConnectionTimeout().count());
}

void QDynamoDBQmlClient::setIdleConnectionTimeoutMs(int milliseconds)
{
    m_client->setIdleConnectionTimeout(std::chrono::milliseconds(milliseconds));
}

/*!
    \qmlmethod Promise DynamoDBClient::warmUp(int connections)

    Finds the settings and credentials, and opens one connection, or as many as \a connections, so
    that the next calls don't have to wait for that. Returns a \c Promise that is resolved with an
    empty object once this is done, and rejected with the error otherwise. Later calls are not affected
    by an error. See QDynamoDBAbstractClient::warmUp().
*/
QJSValue QDynamoDBQmlClient::warmUp(int connections)
{
    QJSEngine *engine = qjsEngine(m_client);
    if (!engine)
        return {};
    return JsPromise::follow(engine,
                             m_client->warmUp(connections).then([] { return QVariantMap(); }));
}

QJSValue QDynamoDBQmlClient::start(QStringView operation, const QJSValue &request)
{
    QJSEngine *engine = qjsEngine(m_client);
    if (!engine) // called from C++ on a client that was not created by an engine
        return {};
    const auto variant = fromJs(engine, request);
    if (!variant)
        return JsPromise::rejected(engine, variant.error());
    if (variant->isValid() && variant->typeId() != QMetaType::QVariantMap) {
        return JsPromise::rejected(
                engine,
                QDynamoDBError(QDynamoDBError::Code::InvalidParameterValue,
                               operation + u" takes an object with the members of the request"_s));
    }
    return JsPromise::follow(engine, startVariantCall(m_client, operation, variant->toMap()));
}
