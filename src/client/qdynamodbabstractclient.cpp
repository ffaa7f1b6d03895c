// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "client/qdynamodbabstractclient_p.h"

#include "config/configuration_p.h"
#include "credentials/fetch_p.h"
#include "pipeline/clientlogging_p.h"
#include "transport/networklogging_p.h"
#include "client/clientsignals_p.h"
#include "client/jsoncall_p.h"
#include "client/startcall_p.h"
#include "client/warmup/warmuptask_p.h"

#include <QtDynamoDB/qdynamodbabstractclient.h>
#include <QtDynamoDB/qdynamodbstatistics.h>

#include <QtCore/qmetaobject.h>

using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;

namespace {

// Sets a number from an environment variable. Ignores invalid numbers and those below the minimum.
template<typename T>
void setFromEnvironment(T &setting, const char *variable, int least)
{
    const auto value = Configuration().number({ variable }, {}, least);
    if (!value)
        qCWarning(lcClient, "The variable %s is ignored: it must be a number of at least %d",
                  variable, least);
    else if (*value)
        setting = **value;
}

} // namespace

QDynamoDBAbstractClientPrivate::QDynamoDBAbstractClientPrivate(Service clientService,
                                                               QDynamoDBAbstractClient *client)
    : service(clientService)
    , observers(std::make_shared<Observers>())
    , engine(new Engine(clientService, std::make_unique<ClientSignals>(client), observers))
    , thread(std::make_unique<EventThread>(engine))
    , handle(std::make_shared<ClientHandle>(engine, thread.get()))
{
    auto settings = std::make_shared<Settings>();
    setFromEnvironment(settings->maxConnections, "DYNAMODB_MAX_CLIENTS", 1);
    setFromEnvironment(settings->maxRetries, "DYNAMODB_MAX_RETRIES", 0);
    handle->setSettings(std::move(settings));

    thread->setObjectName("QtDynamoDB"_L1);
    engine->setThread(thread.get());
    engine->moveToThread(thread.get());
    // Qt's logging rules are gone when static objects are destroyed: a category that is made then
    // has all levels enabled.
    for (const auto category : { lcClient, lcNetwork, lcRetry, lcSigning, lcBodies, lcCredentials })
        (void)category();
    // After a failure, each call tries again and reports it.
    if (const QDynamoDBError error = thread->ensure(); error.isError())
        qCDebug(lcClient) << "no I/O thread:" << error;
}

QDynamoDBAbstractClientPrivate::~QDynamoDBAbstractClientPrivate()
{
    handle->close();
    thread->end();
    if (QThread::currentThread() == thread.get()) {
        // A handler or a continuation deletes its client: the thread can't wait for itself.
        engine->leave();
        EventThread::dispose(std::move(thread));
    } else {
        thread.reset(); // waits: until its end, the thread uses the other members
    }
}

void QDynamoDBAbstractClientPrivate::submit(std::unique_ptr<Call> call) const
{
    call->setSettings(settings());
    engine->submit(std::move(call));
}

/*!
    \class QDynamoDBAbstractClient
    \inmodule QtDynamoDB
    \brief The base class of the clients of DynamoDB and DynamoDB Streams.

    Operations may be called from any thread. They return a QFuture at once. Signing, sending,
    waiting, retrying and decoding are done in the client's I/O thread. So a busy caller does not
    delay calls, and \c{QFuture::result()} may be called in any thread, including the GUI thread.
    Only continuations without a context run in the client's I/O thread; they must be quick and must
    not wait for another call.

    The future of a failed call throws the QDynamoDBException of the error's code; see
    qdynamodbexceptions.h. Cancelling the future aborts the call and its request.

    Properties belong to the thread of the client. A call uses the settings at the time when it was
    started. Destroying the client ends its calls with \l {QDynamoDBError::Code}{ClientDestroyed}.
    Handlers and continuations may destroy the client, too.

    Client and application (QCoreApplication) may be created and destroyed in any order. A call that
    is started before the application exists waits for it, and fails with \c Timeout after ten
    seconds. The end of the application ends all calls with \c ClientDestroyed; later calls fail
    with \c ClientDestroyed as well until there is another application.

    A call fails with \c Request if the process has too few file descriptors or threads for it.
    Later calls succeed once there are enough.

    \since 0.1
*/

/*!
    \enum QDynamoDBAbstractClient::RetryMode

    The policy for retries. In both modes, the delay before a retry is random; its limit doubles
    with each retry, up to 20 s. Retries are paid from a budget that successful calls refill, so
    that an outage does not cause a storm of retries.

    \value Standard  Retries after throttling, server errors and lost connections.
    \value Adaptive  Like Standard. After the first throttling, the client also limits its requests
                     per second. Intended for clients that use a single table.
*/

/*!
    \enum QDynamoDBAbstractClient::AccountIdEndpointMode

    Whether calls use a host of the account, such as
    \c 123456789012.ddb.eu-central-1.amazonaws.com. The account is that of the table's ARN, if the
    table is named by ARN, and otherwise that of the credentials.

    \value Preferred  If the account is known and the region has such hosts.
    \value Disabled   Never.
    \value Required   Always; otherwise calls fail.
*/

/*!
    \enum QDynamoDBAbstractClient::Transport

    The transport of requests. Both transports use HTTP/1.1 with persistent connections, support
    proxies, and send one copy of the request for each attempt.

    \value NetworkAccessManager  QNetworkAccessManager objects, which behave as in the rest of the
                                 application.
    \value Direct                Sockets of the client. Each request needs less CPU time, and
                                 requests of more than 16 KiB are not delayed. HTTP proxies are used with
                                 CONNECT only.
*/

/*!
    Constructs a client for \a service with the given \a parent, and starts its I/O thread.
*/
QDynamoDBAbstractClient::QDynamoDBAbstractClient(Service service, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<QDynamoDBAbstractClientPrivate>(service, this))
{
}

/*!
    Ends all calls with the error \c ClientDestroyed, and the I/O thread. The futures of the calls
    finish. The client emits no signal for them, since receivers such as the owner of the client may
    be partly destroyed.
*/
QDynamoDBAbstractClient::~QDynamoDBAbstractClient() = default;

/*!
    Calls the operation named \a operation, such as \c GetItem, with \a parameters in DynamoDB JSON.
    The result is the response in DynamoDB JSON. So operations and members that this version does
    not support can be used; only the name of the operation is checked before the request is sent.

    Numbers are strings in DynamoDB JSON and keep all digits. The \a options apply to this call.

    Every 2xx status is a success. The result is an empty object if the status is 204 or 205, or if
    the response has no body and the operation, such as \c TagResource, has no result or is not
    known to this version. For another operation, a missing body is an error of the code
    \l {QDynamoDBError::Code}{InvalidResponse}: an empty result would say that there is no item.
*/
QFuture<QJsonObject> QDynamoDBAbstractClient::execute(const QString &operation,
                                                      const QJsonObject &parameters,
                                                      const QDynamoDBCallOptions &options)
{
    return startCall<QJsonObject>(this,
                                  std::make_unique<JsonCall>(d->service, operation, parameters,
                                                             options));
}

/*!
    Prepares the client for its first calls: finds the settings and credentials, and opens
    \a connections to the host, at most \l maxConnections with those in use. Idle connections count. The first call
    afterwards takes one round trip instead of three (TCP, TLS 1.3 and the request), with either
    transport.

    The future finishes when the connections are open. With QNetworkAccessManager and Qt 6.4, it
    finishes when the first of every six connections is open, since Qt doesn't report the others;
    they open at the same time.

    The future fails without a retry, with the code
    \list
    \li \l {QDynamoDBError::Code}{InvalidParameterValue} if \a connections is less than 1,
    \li \c NoCredentials, \c NoProfile or that of another error of settings or credentials,
    \li \c SecureConnection if TLS fails, \c ProxyAuthentication if the proxy refuses its user,
    \li \c Request if there is no host or it can't be reached,
    \li \c Timeout after \l callTimeout, or \l attemptTimeout without a connection,
    \li \c ClientDestroyed if the client or the application ends.
    \endlist

    Later calls are not affected by a failure: they try again. No request is sent, so nothing is
    measured, and finished() and errorOccurred() are not emitted; credentialsRequired() is.
    Cancelling the future closes the connections that are being opened.

    The connections close after \l idleConnectionTimeout without a call, so call this function
    shortly before the first call, for example while the user interface loads. Warming up has no
    effect on connections if that time is 0. Connections that were opened with another endpoint,
    proxy, TLS configuration or transport are not used after a change of these. Streams have a host
    of their own: warm up their QDynamoDBStreamsClient. This function is thread-safe.

    \since 0.1
    \sa idleConnectionTimeout, maxConnections
*/
QFuture<void> QDynamoDBAbstractClient::warmUp(int connections)
{
    const auto task = std::make_shared<WarmUpTask>(this, connections);
    QFuture<void> future = task->future();
    task->run();
    return future;
}

/*!
    Calls \a handler in the client's I/O thread with a measurement of each attempt that has ended.
    The handler must be quick and thread-safe, and it may destroy the client. Returns an ID for
    removeMeasurementHandler(). This function is thread-safe.

    \sa measured()
*/
int QDynamoDBAbstractClient::addMeasurementHandler(const MeasurementHandler &handler)
{
    return d->engine->measurementHandlers().add(handler);
}

/*!
    Removes the handler with the ID \a handler. When this function returns, the handler does not run
    any longer, unless the handler itself called this function. This function is thread-safe.
*/
void QDynamoDBAbstractClient::removeMeasurementHandler(int handler)
{
    d->engine->measurementHandlers().remove(handler);
}

/*!
    \property QDynamoDBAbstractClient::statistics
    \brief the statistics of the client.

    The object is created by the first call of this function and counts from then on. Call it from
    the client's thread only.
*/
QDynamoDBStatistics *QDynamoDBAbstractClient::statistics()
{
    if (!d->statistics)
        d->statistics = new QDynamoDBStatistics(d->engine, this);
    return d->statistics;
}

/*!
    \fn void QDynamoDBAbstractClient::finished(const QDynamoDBOutcome &outcome)

    Emitted once for each call that has ended, with a result or an error, or because it was
    cancelled: see \a outcome. Calls that the client's destructor ends are not reported.
*/

/*!
    \fn void QDynamoDBAbstractClient::errorOccurred(const QDynamoDBError &error)

    Emitted when a call has failed with \a error, after all retries.
*/

/*!
    \fn void QDynamoDBAbstractClient::retrying(const QDynamoDBError &error, std::chrono::milliseconds delay)

    Emitted when an attempt has failed with \a error and the next one follows after \a delay.
*/

/*!
    \fn void QDynamoDBAbstractClient::measured(const QDynamoDBMeasurement &measurement)

    Emitted when an attempt that was sent has ended, with its \a measurement. Attempts are measured only while this signal is
    connected, a handler is added or the statistics exist.

    \sa addMeasurementHandler(), statistics
*/

/*!
    \fn void QDynamoDBAbstractClient::credentialsRequired(const QDynamoDBError &error)

    Emitted when calls fail because no credentials were found; \a error lists the sources. Let the
    user choose a profile or sign in.
*/

/*!
    \fn void QDynamoDBAbstractClient::authorizationRequired(const QUrl &url, const QString &code)

    Emitted when the profile requires a sign-in with IAM Identity Center (SSO). Open \a url in a
    browser, for example with QDesktopServices::openUrl(), and show \a code; the page shows the same
    code. The calls continue once the user has confirmed it. If nothing is connected to this signal,
    no sign-in begins, and calls fail with \c ExpiredToken.
*/

/*!
    \fn void QDynamoDBAbstractClient::mfaRequired(const QString &mfaSerial)

    Emitted when the role of the profile requires the code of the MFA device \a mfaSerial. Ask the
    user for the code and call provideMfaCode(). If nothing is connected to this signal, calls fail
    with \c AccessDenied.
*/

/*!
    Responds to mfaRequired() with the \a code that the user entered. With an empty code, the
    waiting calls fail.
*/
void QDynamoDBAbstractClient::provideMfaCode(const QString &code)
{
    Engine *engine = d->engine;
    (void)engine->post([engine, code] { engine->user().provideMfaCode(code); });
}

/*!
    \reimp
*/
void QDynamoDBAbstractClient::connectNotify(const QMetaMethod &signal)
{
    Q_UNUSED(signal)
    const auto listened = [this](auto member) {
        return isSignalConnected(QMetaMethod::fromSignal(member));
    };
    Observers &observers = *d->observers;
    observers.finished = listened(&QDynamoDBAbstractClient::finished);
    observers.errorOccurred = listened(&QDynamoDBAbstractClient::errorOccurred);
    observers.retrying = listened(&QDynamoDBAbstractClient::retrying);
    observers.measured = listened(&QDynamoDBAbstractClient::measured);
    observers.credentialsRequired = listened(&QDynamoDBAbstractClient::credentialsRequired);
    observers.authorizationRequired = listened(&QDynamoDBAbstractClient::authorizationRequired);
    observers.mfaRequired = listened(&QDynamoDBAbstractClient::mfaRequired);
}

/*!
    \reimp
*/
void QDynamoDBAbstractClient::disconnectNotify(const QMetaMethod &signal)
{
    // Deferred to the event loop, since Qt may hold the lock that isSignalConnected() needs.
    QMetaObject::invokeMethod(
            this, [this, signal] { connectNotify(signal); }, Qt::QueuedConnection);
}
