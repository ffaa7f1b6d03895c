// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "qml/qdynamodbqmlabstractclient_p.h"
#include "qml/js/jsarguments_p.h"
#include "qml/js/jsvalues_p.h"
#include "qml/js/qmlcredentials_p.h"
#include "qml/js/qmltext_p.h"

#include <QtCore/qfile.h>
#include <QtNetwork/qnetworkproxy.h>
#include <QtNetwork/qsslcertificate.h>
#include <QtNetwork/qsslconfiguration.h>
#include <QtQml/qqmlinfo.h>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

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

QDynamoDBQmlAbstractClient::QDynamoDBQmlAbstractClient(QObject *client)
    : QObject(client)
    , m_client(static_cast<QDynamoDBAbstractClient *>(client))
{
    connect(m_client, &QDynamoDBAbstractClient::credentialsChanged, this,
            &QDynamoDBQmlAbstractClient::keysChanged);
    connect(m_client, &QDynamoDBAbstractClient::attemptTimeoutChanged, this,
            &QDynamoDBQmlAbstractClient::attemptTimeoutMsChanged);
    connect(m_client, &QDynamoDBAbstractClient::callTimeoutChanged, this,
            &QDynamoDBQmlAbstractClient::callTimeoutMsChanged);
    connect(m_client, &QDynamoDBAbstractClient::idleConnectionTimeoutChanged, this,
            &QDynamoDBQmlAbstractClient::idleConnectionTimeoutMsChanged);
}

QString QDynamoDBQmlAbstractClient::accessKeyId() const
{
    return m_client->credentials().accessKeyId();
}

void QDynamoDBQmlAbstractClient::setAccessKeyId(const QString &id)
{
    m_client->setCredentials(QDynamoDBCredentials(id, secretAccessKey(), sessionToken()));
}

QString QDynamoDBQmlAbstractClient::secretAccessKey() const
{
    return m_client->credentials().secretAccessKey();
}

void QDynamoDBQmlAbstractClient::setSecretAccessKey(const QString &secret)
{
    m_client->setCredentials(QDynamoDBCredentials(accessKeyId(), secret, sessionToken()));
}

QString QDynamoDBQmlAbstractClient::sessionToken() const
{
    return m_client->credentials().sessionToken();
}

void QDynamoDBQmlAbstractClient::setSessionToken(const QString &token)
{
    m_client->setCredentials(QDynamoDBCredentials(accessKeyId(), secretAccessKey(), token));
}

int QDynamoDBQmlAbstractClient::attemptTimeoutMs() const
{
    return int(m_client->attemptTimeout().count());
}

void QDynamoDBQmlAbstractClient::setAttemptTimeoutMs(int milliseconds)
{
    m_client->setAttemptTimeout(std::chrono::milliseconds(milliseconds));
}

int QDynamoDBQmlAbstractClient::callTimeoutMs() const
{
    return int(m_client->callTimeout().count());
}

void QDynamoDBQmlAbstractClient::setCallTimeoutMs(int milliseconds)
{
    m_client->setCallTimeout(std::chrono::milliseconds(milliseconds));
}

int QDynamoDBQmlAbstractClient::idleConnectionTimeoutMs() const
{
    return int(m_client->idleConnectionTimeout().count());
}

void QDynamoDBQmlAbstractClient::setIdleConnectionTimeoutMs(int milliseconds)
{
    m_client->setIdleConnectionTimeout(std::chrono::milliseconds(milliseconds));
}

/*!
    \qmlproperty var DynamoDBClient::credentialsProvider

    The source of the credentials: an object with one member, which has the name of a function of
    QDynamoDBCredentialsProvider and its options as an object. Undefined, the default, means the sources
    of the AWS CLI.

    \qml
    credentialsProvider: ({ cognitoIdentity: { identityPoolId: "eu-central-1:…" } })
    \endqml

    \table
    \header \li Member \li Options
    \row \li \c environment, \c container, \c instanceMetadata \li none: \c {{}}
    \row \li \c sharedFiles, \c defaultChain \li \c profile
    \row \li \c assumeRole \li \c roleArn, \c sessionName, \c externalId, \c durationSeconds,
        \c mfaSerial, \c region, and \c source, which is again such an object
    \row \li \c webIdentity \li \c roleArn, \c sessionName, \c durationSeconds, \c tokenFile,
        \c region
    \row \li \c sso \li \c session, \c startUrl, \c region, \c accountId, \c roleName, \c scopes
    \row \li \c loginSession \li \c session, \c region
    \row \li \c process \li \c program, \c arguments
    \row \li \c cognitoIdentity \li \c identityPoolId, \c identityId, \c accountId, \c logins (an
        object of tokens), \c customRoleArn
    \endtable

    An invalid object is reported as a warning and by errorOccurred(), and calls fail with
    \c NoCredentials: no other identity is used in its place.

    \since 0.1
*/
void QDynamoDBQmlAbstractClient::setCredentialsProvider(const QJSValue &provider)
{
    m_provider = provider;
    const auto variant = fromJs(qjsEngine(m_client), provider, u"credentialsProvider"_s);
    const auto made = variant ? credentialsProviderFrom(*variant)
                              : QDynamoDBExpected<CredentialsProviderPtr>(variant.error());
    if (made)
        m_client->setCredentialsProvider(*made);
    else
        m_client->setCredentialsProvider(refusingProvider(made.error()));
    if (!made)
        report(made.error());
    Q_EMIT credentialsProviderChanged();
}

/*!
    \qmlproperty url DynamoDBClient::proxy

    The proxy: \c {http://user:password@host:port} or \c {socks5://host:port}, without a proxy
    \c {direct:}, or empty, the default, for the proxy of the application or the system. See
    QDynamoDBAbstractClient::setProxy(). Other URLs are not applied; a warning and errorOccurred() report
    them.

    \since 0.1
*/
void QDynamoDBQmlAbstractClient::setProxy(const QUrl &url)
{
    if (m_proxy == url)
        return;
    QNetworkProxy proxy(QNetworkProxy::DefaultProxy);
    if (url.scheme() == "direct"_L1) {
        proxy.setType(QNetworkProxy::NoProxy);
    } else if (!url.isEmpty()) {
        const bool isSocks = url.scheme() == "socks5"_L1;
        if ((!isSocks && url.scheme() != "http"_L1) || url.host().isEmpty()) {
            report(QDynamoDBError(
                    QDynamoDBError::Code::InvalidParameterValue,
                    u"proxy is \"%1\"; it must be http://<host>:<port>, socks5://<host>:<port>, "
                    "direct: or empty."_s.arg(url.toDisplayString(QUrl::RemoveUserInfo))));
            return;
        }
        constexpr int httpPort = 8080;
        constexpr int socksPort = 1080;
        proxy = QNetworkProxy(isSocks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy,
                              url.host(), quint16(url.port(isSocks ? socksPort : httpPort)),
                              url.userName(QUrl::FullyDecoded), url.password(QUrl::FullyDecoded));
    }
    m_client->setProxy(proxy);
    m_proxy = url;
    Q_EMIT proxyChanged();
}

/*!
    \qmlproperty url DynamoDBClient::caBundle

    A PEM file with the certificate authorities that TLS connections trust, as a \c file or \c qrc URL.
    If it is empty, the default, the client uses \c AWS_CA_BUNDLE, \c ca_bundle of the profile, or the
    authorities of the system. A file that can't be read or contains no certificate is reported as a
    warning and by errorOccurred(), and calls fail with \c SecureConnection. See
    QDynamoDBAbstractClient::setSslConfiguration().

    Once set, the property can be changed, but no longer reset to the default.

    \since 0.1
*/
void QDynamoDBQmlAbstractClient::setCaBundle(const QUrl &url)
{
    if (m_caBundle == url)
        return;
    m_caBundle = url;
    QFile file(url.scheme() == "qrc"_L1 ? u':' + url.path() : url.toLocalFile());
    QList<QSslCertificate> authorities;
    if (file.open(QIODevice::ReadOnly))
        authorities = QSslCertificate::fromData(file.readAll());
    if (authorities.isEmpty()) {
        report(QDynamoDBError(QDynamoDBError::Code::SecureConnection,
                              u"caBundle: the file \"%1\" can't be read or contains no certificate."_s
                                      .arg(url.toDisplayString())));
    }
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setCaCertificates(authorities);
    m_client->setSslConfiguration(configuration);
    Q_EMIT caBundleChanged();
}

// Reports an error of a property, which has no Promise.
void QDynamoDBQmlAbstractClient::report(const QDynamoDBError &error)
{
    qmlWarning(m_client) << qmlText(error);
    Q_EMIT m_client->errorOccurred(error);
}

/*!
    \qmlmethod Promise DynamoDBClient::execute(string operation, object parameters, object options)

    Calls the operation named \a operation with \a parameters in DynamoDB JSON, also one that this
    version does not support. The Promise resolves to the response in DynamoDB JSON:

    \qml
    db.execute("GetItem", { TableName: "Thread", Key: { Id: { N: "5" } } })
        .then(response => console.log(response.Item.Subject.S))
    \endqml

    The \a options are call options, see \l {DynamoDBClient}{Call options}.

    \since 0.1
    \sa QDynamoDBAbstractClient::execute()
*/
QJSValue QDynamoDBQmlAbstractClient::execute(const QString &operation, const QJSValue &parameters,
                                             const QJSValue &options)
{
    JsArguments in(m_client, u"execute"_s);
    if (!in.engine())
        return {};
    const auto json = jsonFrom(in.object(parameters, u"parameters"_s), u"parameters"_s);
    if (!json)
        in.fail(json.error());
    const QDynamoDBCallOptions callOptions = in.callOptions(options);
    if (in.failed())
        return in.rejected();
    return JsPromise::follow(in.engine(), m_client->execute(operation, *json, callOptions),
                             [](const QJsonObject &response) { return QVariant(response); });
}

/*!
    \qmlmethod DynamoDBPager DynamoDBClient::pager(string operation, object request, object options)

    Returns a pager for the pages of \a operation, such as \c "Query", with \a request. The \a options
    are call options.

    \since 0.1
*/
QDynamoDBQmlPager *QDynamoDBQmlAbstractClient::pager(const QString &operation,
                                                     const QJSValue &request,
                                                     const QJSValue &options)
{
    JsArguments in(m_client, u"pager"_s);
    const QVariantMap members = in.request(request);
    const QDynamoDBCallOptions callOptions = in.callOptions(options);
    if (in.failed())
        return new QDynamoDBQmlPager(in.error());
    return new QDynamoDBQmlPager(m_client,
                                 std::make_unique<VariantPager>(m_client, operation, members,
                                                                callOptions));
}

/*!
    \qmlmethod Promise DynamoDBClient::warmUp(int connections)

    Finds the settings and credentials, and opens one connection, or as many as \a connections, so
    that the next calls don't have to wait for that. The \c Promise is resolved once this is done, and
    rejected with the error otherwise. Later calls are not affected by an error. See
    QDynamoDBAbstractClient::warmUp().

    \since 0.1
*/
QJSValue QDynamoDBQmlAbstractClient::warmUp(int connections)
{
    QJSEngine *engine = qjsEngine(m_client);
    return engine ? JsPromise::follow(engine, m_client->warmUp(connections)) : QJSValue();
}
