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
    \brief Calls DynamoDB from QML.

    The properties are those of QDynamoDBClient; what is no native type there has properties of its
    own here. Each operation of the service is a method that
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

    The members have the names that they have in C++: \c tableName, \c keyConditionExpression.
    Members that are \c undefined count as absent. Attributes are native values:

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
    \row \li DynamoDB.stringSet(), numberSet(), binarySet() \li the sets
    \row \li DynamoDB.value() \li what is in it
    \endtable

    Anything else, such as a \c Set, a \c Map or a function, is refused and nothing is sent. So is an
    integer beyond 9007199254740991 in magnitude with more than 15 digits: JavaScript may have rounded
    it. Pass such a number as DynamoDB.number() with a string of its digits. \c Number, \c String and
    \c Boolean objects count as what is in them. The names of members mean nothing to the library:
    whatever is in an object of the user is stored as it is. Members
    of the request that hold one of the service's enumerated values take its text or the enumerator:
    \c {"PAY_PER_REQUEST"} or \c DynamoDB.BillingMode.PayPerRequest.

    Results are plain objects by the same names and with the same native values; enumerated values
    are their text. A number that a JavaScript number does not hold exactly comes as the big-number
    value that DynamoDB.number() makes. It becomes a string with all its digits wherever a string is
    needed: in \c {String(value)}, template strings, properties of type \c string and
    \c {JSON.stringify()}. Arithmetic with it is that of JavaScript, which rounds; DynamoDB.compare()
    compares it exactly. Binary is an \c ArrayBuffer. A set has the properties \c type and
    \c elements, and is an array to \c {JSON.stringify()}.

    Lists and maps of the result are always present: a query without hits has an empty array
    \c items. Other members that the service did not send are undefined, such as \c item where there
    is no item, and \c lastEvaluatedKey after the last page.

    A Promise is rejected with an \c Error that has the
    properties \c code (one of \c DynamoDB.ErrorCode), \c type, \c message, \c operation,
    \c tableName, \c httpStatus, \c requestId, \c attempts, \c retryable, \c throttling,
    \c cancellationReasons (an array of \c {{code, type, message, item}}), \c throttlingReasons, and
    \c item where the service sent one.

    Each Promise is settled, also if the component that asked is gone by then, or the client: then
    it is rejected with \c ClientDestroyed. Only with the engine it ends silently.
*/

/*!
    \qmlproperty string DynamoDBClient::accessKeyId
    \qmlproperty string DynamoDBClient::secretAccessKey
    \qmlproperty string DynamoDBClient::sessionToken

    The credentials. Without them (the default) the sources that the AWS CLI knows are asked.
*/

/*!
    \qmlproperty int DynamoDBClient::attemptTimeoutMs
    How long one attempt may take, in milliseconds. See QDynamoDBAbstractClient::attemptTimeout.
*/

/*!
    \qmlproperty int DynamoDBClient::callTimeoutMs
    How long a call may take over all its attempts, in milliseconds. See
    QDynamoDBAbstractClient::callTimeout.
*/

/*!
    \qmlproperty int DynamoDBClient::idleConnectionTimeoutMs
    How long an unused connection may be used again, in milliseconds. See
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

QJSValue QDynamoDBQmlClient::start(QStringView operation, const QJSValue &request)
{
    QJSEngine *engine = qjsEngine(m_client);
    if (!engine) // called from C++, on a client that no engine knows
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
