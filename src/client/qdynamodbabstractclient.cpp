// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "client/qdynamodbabstractclient_p.h"

#include "config/configuration_p.h"
#include "pipeline/clientlogging_p.h"
#include "client/clientsignals_p.h"
#include "client/jsoncall_p.h"
#include "client/startcall_p.h"

#include <QtDynamoDB/qdynamodbabstractclient.h>
#include <QtDynamoDB/qdynamodbstatistics.h>

#include <QtCore/qmetaobject.h>

#include <algorithm>

using namespace QtDynamoDBPrivate;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// A number of the environment, where it is one and not below the least.
template<typename T>
void setFromEnvironment(T &setting, const char *variable, int least)
{
    const auto value = Configuration().number({ variable }, {}, least);
    if (!value)
        qCWarning(lcClient, "%s is not a number of at least %d, and is ignored", variable, least);
    else if (*value)
        setting = **value;
}

// What the environment says on its own: the files are not for this thread.
Configuration environment()
{
    return Configuration().environmentAlone();
}

// The public enumerations have the enumerators of those on the floors below.
static_assert(int(QDynamoDBAbstractClient::AccountIdEndpointMode::Preferred)
                      == int(AccountIdMode::Preferred)
              && int(QDynamoDBAbstractClient::AccountIdEndpointMode::Disabled)
                      == int(AccountIdMode::Disabled)
              && int(QDynamoDBAbstractClient::AccountIdEndpointMode::Required)
                      == int(AccountIdMode::Required));
static_assert(int(QDynamoDBAbstractClient::Transport::NetworkAccessManager)
                      == int(TransportKind::NetworkAccessManager)
              && int(QDynamoDBAbstractClient::Transport::Direct) == int(TransportKind::Direct));
static_assert(int(QDynamoDBAbstractClient::RetryMode::Standard) == int(RetryMode::Standard)
              && int(QDynamoDBAbstractClient::RetryMode::Adaptive) == int(RetryMode::Adaptive));

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
    \brief What the clients of DynamoDB and of DynamoDB Streams have in common.

    Operations can be called from any thread. They return at once with a QFuture, and everything
    else happens in a thread of the client's own: signing, sending, waiting, retrying, decoding. So
    a caller that is busy delays nothing, and one that waits for \c{QFuture::result()} gets it, in
    the GUI's thread as well. Only a continuation that was attached without a context runs in the
    client's thread; it must be quick, and must not wait for another call.

    A failed call's future throws a QDynamoDBException, or rather the class among
    qdynamodbexceptions.h that belongs to the error's code. Cancelling the future aborts the call on
    the wire.

    Properties belong to the thread the client lives in. A call keeps the settings that were in
    force when it was made. Destroying the client ends its calls with \l {QDynamoDBError::Code}
    {ClientDestroyed}. Handlers and continuations may destroy it as well.

    Client and application (QCoreApplication) may begin and end in any order. A call that is made
    before the application exists begins when it does, and fails with \c Timeout after ten seconds
    without one. The application's end ends all calls with \c ClientDestroyed, and so do later calls
    end until there is another application.

    A call fails with \c Request if the process has too few file descriptors or threads for it;
    later calls succeed as soon as there are enough.
*/

/*!
    \enum QDynamoDBAbstractClient::RetryMode

    How failed attempts are repeated. Both modes wait a random time that doubles with each retry (up
    to 20 s) and spend from a budget that successful calls fill up again, so that an outage does not
    turn into a storm of retries.

    \value Standard  Retries throttling, errors of the server, and lost connections.
    \value Adaptive  Like Standard; after the first throttling the client also limits how many
                     requests it sends in a second. Meant for a client that works on one table.
*/

/*!
    \enum QDynamoDBAbstractClient::AccountIdEndpointMode

    Whether calls go to a host of the account's own, such as
    \c 123456789012.ddb.eu-central-1.amazonaws.com. Tables that are named by ARN are looked for in
    the ARN's account, others in that of the credentials.

    \value Preferred  Where the account is known, and the region has such hosts.
    \value Disabled   Never.
    \value Required   Always; calls fail where that can't be.
*/

/*!
    \enum QDynamoDBAbstractClient::Transport

    What carries requests to the service. Both speak HTTP/1.1 over connections that they keep open,
    know proxies, and put one copy of a request on the wire for each attempt.

    \value NetworkAccessManager  Qt's QNetworkAccessManager; what works for the rest of an
                                 application works for this.
    \value Direct                Sockets of the client's own: less work for each request, and
                                 without the pauses that large requests make otherwise. Reaches
                                 servers through HTTP proxies by CONNECT only.
*/

/*!
    Makes a client for \a service, with the given \a parent, and starts its thread.
*/
QDynamoDBAbstractClient::QDynamoDBAbstractClient(Service service, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<QDynamoDBAbstractClientPrivate>(service, this))
{
}

/*!
    Ends all calls that are under way with the error \c ClientDestroyed, and the thread. The futures
    tell of it. The client's signals don't any more: whoever listens to them, the client's owner
    above all, may be half destroyed by now.
*/
QDynamoDBAbstractClient::~QDynamoDBAbstractClient() = default;

/*!
    \property QDynamoDBAbstractClient::region
    \brief the AWS region, such as \c eu-central-1.

    Unless it is set, it is taken from \c AWS_REGION, \c AWS_DEFAULT_REGION or the profile; the
    profile's is looked up by the first call and not shown here. The region \c local means a
    DynamoDB Local at port 8000 of this machine.
*/
QString QDynamoDBAbstractClient::region() const
{
    const QString region = d->settings()->region;
    return region.isEmpty() ? environment().region().valueOr({}) : region;
}

void QDynamoDBAbstractClient::setRegion(const QString &region)
{
    if (d->set(&Settings::region, region))
        Q_EMIT regionChanged();
}

/*!
    \property QDynamoDBAbstractClient::endpoint
    \brief the URL of the service, if it is not the region's own.

    Unless it is set, it is taken from \c DYNAMODB_ENDPOINT, \c AWS_ENDPOINT_URL_DYNAMODB,
    \c AWS_ENDPOINT_URL or the profile (the section that its \c services names, then
    \c endpoint_url), and otherwise made from the region. For the streams it is
    \c AWS_ENDPOINT_URL_DYNAMODB_STREAMS instead of the first two. With
    \c AWS_IGNORE_CONFIGURED_ENDPOINT_URLS all of these are ignored. Plain http is accepted for this
    machine only, unless plainHttpAllowed is set. Calls with an endpoint that can't be used fail
   with \c InvalidEndpoint; it does not go together with useFips and useDualStack.
*/
QUrl QDynamoDBAbstractClient::endpoint() const
{
    return d->settings()->endpoint;
}

void QDynamoDBAbstractClient::setEndpoint(const QUrl &endpoint)
{
    if (d->set(&Settings::endpoint, endpoint))
        Q_EMIT endpointChanged();
}

/*!
    \property QDynamoDBAbstractClient::plainHttpAllowed
    \brief whether an endpoint on another machine may be spoken to without encryption.

    False by default: data and session tokens would be readable on the way.
*/
bool QDynamoDBAbstractClient::isPlainHttpAllowed() const
{
    return d->settings()->plainHttpAllowed;
}

void QDynamoDBAbstractClient::setPlainHttpAllowed(bool allowed)
{
    if (d->set(&Settings::plainHttpAllowed, allowed))
        Q_EMIT plainHttpAllowedChanged();
}

/*!
    \property QDynamoDBAbstractClient::useFips
    \brief whether calls go to hosts whose cryptography is validated by FIPS 140.

    Unless it is set, it is taken from \c AWS_USE_FIPS_ENDPOINT or the profile's
    \c use_fips_endpoint, and otherwise false; the profile's is looked up by the first call and not
    shown here. Resetting it brings that back. Where there is no such host, calls fail with
    \c InvalidParameterCombination.
*/
bool QDynamoDBAbstractClient::useFips() const
{
    return resolveUseFips(*d->settings(), environment()).valueOr(false);
}

void QDynamoDBAbstractClient::setUseFips(bool use)
{
    if (d->change(&Settings::useFips, use, [this] { return useFips(); }))
        Q_EMIT useFipsChanged();
}

void QDynamoDBAbstractClient::resetUseFips()
{
    if (d->change(&Settings::useFips, std::nullopt, [this] { return useFips(); }))
        Q_EMIT useFipsChanged();
}

/*!
    \property QDynamoDBAbstractClient::useDualStack
    \brief whether calls go to hosts that have addresses of IPv6 beside those of IPv4.

    Unless it is set, it is taken from \c AWS_USE_DUALSTACK_ENDPOINT or the profile's
    \c use_dualstack_endpoint, and otherwise false; the profile's is looked up by the first call and
    not shown here. Resetting it brings that back. Where there is no such host, calls fail with
    \c InvalidParameterCombination.
*/
bool QDynamoDBAbstractClient::useDualStack() const
{
    return resolveUseDualStack(*d->settings(), environment()).valueOr(false);
}

void QDynamoDBAbstractClient::setUseDualStack(bool use)
{
    if (d->change(&Settings::useDualStack, use, [this] { return useDualStack(); }))
        Q_EMIT useDualStackChanged();
}

void QDynamoDBAbstractClient::resetUseDualStack()
{
    if (d->change(&Settings::useDualStack, std::nullopt, [this] { return useDualStack(); }))
        Q_EMIT useDualStackChanged();
}

/*!
    \property QDynamoDBAbstractClient::accountIdEndpointMode
    \brief whether calls go to a host of the account's own.

    Unless it is set, it is taken from \c AWS_ACCOUNT_ID_ENDPOINT_MODE or the profile's
    \c account_id_endpoint_mode, and otherwise Preferred; the profile's is looked up by the first
    call and not shown here. Resetting it brings that back. The account is that of the credentials
    (QDynamoDBCredentials::accountId()), or of the table's ARN. Calls fail with \c MissingParameter
    where it is required and not known. Means nothing with an endpoint of one's own, and to the
    streams.
*/
QDynamoDBAbstractClient::AccountIdEndpointMode QDynamoDBAbstractClient::accountIdEndpointMode() const
{
    const auto mode = resolveAccountIdMode(*d->settings(), environment());
    return AccountIdEndpointMode(int(mode.valueOr(AccountIdMode::Preferred)));
}

void QDynamoDBAbstractClient::setAccountIdEndpointMode(AccountIdEndpointMode mode)
{
    if (d->change(&Settings::accountIdEndpointMode, AccountIdMode(mode),
                  [this] { return accountIdEndpointMode(); }))
        Q_EMIT accountIdEndpointModeChanged();
}

void QDynamoDBAbstractClient::resetAccountIdEndpointMode()
{
    if (d->change(&Settings::accountIdEndpointMode, std::nullopt,
                  [this] { return accountIdEndpointMode(); }))
        Q_EMIT accountIdEndpointModeChanged();
}

/*!
    \property QDynamoDBAbstractClient::profile
    \brief the profile of the shared AWS files that credentials, region and other settings are taken
    from.

    Unless it is set, the one that \c AWS_PROFILE names, otherwise \c default. Once it is set,
    credentials of the environment are not considered.
*/
QString QDynamoDBAbstractClient::profile() const
{
    return profileName({}, d->settings()->profile);
}

void QDynamoDBAbstractClient::setProfile(const QString &profile)
{
    if (d->set(&Settings::profile, profile))
        Q_EMIT profileChanged();
}

/*!
    \property QDynamoDBAbstractClient::credentials
    \brief what requests are signed with.

    Empty by default: they are found as the AWS tools find them. Credentials that are set here come
    before a provider.

    \sa setCredentialsProvider()
*/
QDynamoDBCredentials QDynamoDBAbstractClient::credentials() const
{
    return d->settings()->credentials;
}

void QDynamoDBAbstractClient::setCredentials(const QDynamoDBCredentials &credentials)
{
    if (d->set(&Settings::credentials, credentials))
        Q_EMIT credentialsChanged();
}

/*!
    Has requests signed with what \a provider gives. Null brings the default chain back.
*/
void QDynamoDBAbstractClient::setCredentialsProvider(
        std::shared_ptr<QDynamoDBCredentialsProvider> provider)
{
    d->set(&Settings::provider, std::move(provider));
}

/*!
    \property QDynamoDBAbstractClient::transport
    \brief what carries requests to the service; NetworkAccessManager by default.

    \value NetworkAccessManager a pool of QNetworkAccessManager objects.
    \value Direct sockets of the client's own.

    \section1 Bytes on unused connections

    A server or a middlebox may send bytes while a connection is unused: a second response, or one
    with status 408 before it closes the connection. Direct checks an unused connection immediately
    before it sends a request on it, and closes the connection if bytes have arrived.
    QNetworkAccessManager does not look at unused connections. It takes the bytes for the response to
    the next request, and every later response of that connection comes to the wrong request, over
    https as well as http.

    Neither transport sees bytes that arrive after the check of the connection and before the server
    has read the request: they are taken for the response. With Direct this is the time that the
    request takes to reach the server; with NetworkAccessManager it is the whole time for which the
    connection is unused.

    With NetworkAccessManager the client therefore suspects the response of a connection that was
    used before, if
    \list
    \li its request id is that of an earlier response,
    \li its \c Date is more than 2 s earlier than the request, by the service's clock,
    \li the items of GetItem, BatchGetItem, TransactGetItems, UpdateItem or DeleteItem have another
        key than the request (unless the server has sent such an item on a new connection),
    \li or it comes sooner than half the shortest time that the server has taken to accept a
        connection or to answer on a new one. This is not checked for servers on the same computer
        and those that take less than 1 ms.
    \endlist
    All unused connections are closed then. The outcome of the request is unknown: it is retried, or
    the call fails with QDynamoDBError::Code::Request. A response with status 408 counts as a lost
    connection over both transports.

    \b{What remains}: a response that passes all of these checks is not found. This can be one of
    another Query, Scan, PutItem or PartiQL statement that a server less than 1 ms away sends a second
    time with a new request id, less than 2 s before the next request. Use Direct where that matters.
    With an \l idleConnectionTimeout of 0 no connection is used again over either transport, and no
    response can belong to an earlier request.

    \section1 Malformed responses

    Both transports accept and refuse the same responses, with the same error code, and retry the
    same. A malformed response fails with \l {QDynamoDBError::Code}{InvalidResponse} and is not
    retried; so does an interim response other than 100. An answer that is not HTTP counts as a lost
    connection.

    The exception are responses for whose rest QNetworkAccessManager of Qt 6.4 waits without a sign:
    a head without an end, and a malformed or endless line before a chunk. Direct refuses these as
    invalid at once or after 64 KiB. With NetworkAccessManager the attempt's timeout ends the attempt
    with \c Timeout, and the manager is not used again, but its thread and memory are in use until
    the server stops sending.

    \sa idleConnectionTimeout, attemptTimeout
*/
QDynamoDBAbstractClient::Transport QDynamoDBAbstractClient::transport() const
{
    return Transport(d->settings()->transport);
}

void QDynamoDBAbstractClient::setTransport(Transport transport)
{
    if (d->set(&Settings::transport, TransportKind(transport)))
        Q_EMIT transportChanged();
}

/*!
    \property QDynamoDBAbstractClient::maxConnections
    \brief how many requests may be in flight at once; others wait in a queue.

    100 by default, or \c DYNAMODB_MAX_CLIENTS; at least 1.
*/
int QDynamoDBAbstractClient::maxConnections() const
{
    return d->settings()->maxConnections;
}

void QDynamoDBAbstractClient::setMaxConnections(int connections)
{
    if (d->set(&Settings::maxConnections, std::max(connections, 1)))
        Q_EMIT maxConnectionsChanged();
}

/*!
    \property QDynamoDBAbstractClient::maxRetries
    \brief how often a failed attempt is repeated at the most.

    3 by default, or \c DYNAMODB_MAX_RETRIES, or one less than \c AWS_MAX_ATTEMPTS or the profile's
    \c max_attempts, which is looked up by the first call and not shown here. 0 turns retries off.
*/
int QDynamoDBAbstractClient::maxRetries() const
{
    return resolveMaxRetries(*d->settings(), environment()).valueOr(3);
}

void QDynamoDBAbstractClient::setMaxRetries(int retries)
{
    if (d->change(&Settings::maxRetries, std::max(retries, 0), [this] { return maxRetries(); }))
        Q_EMIT maxRetriesChanged();
}

/*!
    \property QDynamoDBAbstractClient::retryMode
    \brief how failed attempts are repeated.

    Unless it is set, it is taken from \c AWS_RETRY_MODE or the profile's \c retry_mode, and
    otherwise Standard; the profile's is looked up by the first call and not shown here.
*/
QDynamoDBAbstractClient::RetryMode QDynamoDBAbstractClient::retryMode() const
{
    const auto mode = resolveRetryMode(*d->settings(), environment());
    return RetryMode(mode.valueOr(QtDynamoDBPrivate::RetryMode::Standard));
}

void QDynamoDBAbstractClient::setRetryMode(RetryMode mode)
{
    if (d->change(&Settings::retryMode, QtDynamoDBPrivate::RetryMode(mode),
                  [this] { return retryMode(); }))
        Q_EMIT retryModeChanged();
}

/*!
    \property QDynamoDBAbstractClient::attemptTimeout
    \brief how long one attempt may take, from its getting a connection to the end of the answer.

    20 s by default; 0 means no limit. An attempt that takes longer is aborted and retried, over a
    new connection: after sleep or a change of networks, idle connections may be dead without a
    sign, so that they are dropped then. This is the most that a call loses by them.
*/
std::chrono::milliseconds QDynamoDBAbstractClient::attemptTimeout() const
{
    return d->settings()->attemptTimeout;
}

void QDynamoDBAbstractClient::setAttemptTimeout(std::chrono::milliseconds timeout)
{
    if (d->set(&Settings::attemptTimeout, std::max(timeout, 0ms)))
        Q_EMIT attemptTimeoutChanged();
}

/*!
    \property QDynamoDBAbstractClient::callTimeout
    \brief how long a call may take in all: the queue, credentials, every attempt and the pauses.

    60 s by default; 0 means no limit. A call that takes longer fails with \c Timeout. One whose
   next attempt would begin too late fails at once with what went wrong before.
*/
std::chrono::milliseconds QDynamoDBAbstractClient::callTimeout() const
{
    return d->settings()->callTimeout;
}

void QDynamoDBAbstractClient::setCallTimeout(std::chrono::milliseconds timeout)
{
    if (d->set(&Settings::callTimeout, std::max(timeout, 0ms)))
        Q_EMIT callTimeoutChanged();
}

/*!
    \property QDynamoDBAbstractClient::idleConnectionTimeout
    \brief how long an unused connection may be used again.

    20 s by default; 0 means that each connection serves one request. A connection that was unused
    for longer is closed, and the next call opens a new one.

    The shorter the time, the fewer connections are used that a server, a load balancer or a NAT
    gateway has given up meanwhile. A server may send a response (408) before it closes an unused
    connection; see \l QDynamoDBAbstractClient::transport for what that means. Bytes that arrive on
    a connection between its check and the request are not seen by either transport. A new connection costs two round trips with TLS 1.3, and
    2 to 3 ms of CPU time over either transport (measured with Qt 6.4.2 and OpenSSL 3.0, on
    loopback): at one call every 20 s that is less than 0.02 % of a core.

    \since 0.1
    \sa transport, maxConnections
*/
std::chrono::milliseconds QDynamoDBAbstractClient::idleConnectionTimeout() const
{
    return d->settings()->idleConnectionTimeout;
}

void QDynamoDBAbstractClient::setIdleConnectionTimeout(std::chrono::milliseconds timeout)
{
    if (d->set(&Settings::idleConnectionTimeout, std::max(timeout, 0ms)))
        Q_EMIT idleConnectionTimeoutChanged();
}

/*!
    \property QDynamoDBAbstractClient::maxEmptyPages
    \brief the number of pages without an element that may follow one another.

    Operations with pages (Query, Scan, ExecuteStatement and the lists) may return an empty page that
    is not the last one. Whatever reads page after page through this client, such as QDynamoDBPager,
    QDynamoDBItemReader, QDynamoDBStreamReader and the models, fails with \c InvalidResponse when
    more empty pages follow one another. A page of a query or scan whose items were all left out by
    the filter counts as a hundredth of a page. A position that repeats is an error at once.

    10,000 by default; 0 means no limit.
*/
int QDynamoDBAbstractClient::maxEmptyPages() const
{
    return d->settings()->maxEmptyPages;
}

void QDynamoDBAbstractClient::setMaxEmptyPages(int pages)
{
    if (d->set(&Settings::maxEmptyPages, std::max(pages, 0)))
        Q_EMIT maxEmptyPagesChanged();
}

/*!
    The proxy that was set, or QNetworkProxy::DefaultProxy: the application's or the system's.
*/
QNetworkProxy QDynamoDBAbstractClient::proxy() const
{
    return d->settings()->proxy.value_or(QNetworkProxy(QNetworkProxy::DefaultProxy));
}

/*!
    Sends requests through \a proxy; one of the type QNetworkProxy::DefaultProxy brings the
    application's or the system's back.

    HTTP proxies and SOCKS5 proxies may require a user name and a password, by whatever method Qt
    knows. If the proxy refuses them, or requires some and none are set, a call fails with
    \c ProxyAuthentication after one attempt, and the password is sent once: too many wrong ones get
    an account locked. Through an HTTP proxy with a user name, plain http is tunnelled (\c CONNECT),
    as https always is; the proxy has to permit that for the endpoint's port.
*/
void QDynamoDBAbstractClient::setProxy(const QNetworkProxy &proxy)
{
    const bool own = proxy.type() != QNetworkProxy::DefaultProxy;
    d->set(&Settings::proxy, own ? std::optional(proxy) : std::nullopt);
}

/*!
    How TLS connections are made: what was set, or Qt's default configuration. Without one that was
    set, certificate authorities are those of the file that \c AWS_CA_BUNDLE or the profile's
    \c ca_bundle names, in PEM format, which is not shown here. Calls fail with \c SecureConnection
   if that file can't be read or holds none. All of that is true for the services that give
    credentials, too.
*/
QSslConfiguration QDynamoDBAbstractClient::sslConfiguration() const
{
    return d->settings()->sslConfiguration.value_or(QSslConfiguration::defaultConfiguration());
}

/*!
    Makes TLS connections by \a configuration, for example with a company's own certificate
    authority. Servers are always verified.
*/
void QDynamoDBAbstractClient::setSslConfiguration(const QSslConfiguration &configuration)
{
    d->set(&Settings::sslConfiguration, std::optional(configuration));
}

/*!
    Calls the operation named \a operation, \c GetItem for example, with \a parameters as the service's API
    has them, attribute values with their types. The answer comes as the service wrote it. So
    operations and members can be used that this version does not know yet; nothing is checked
    before it is sent but the operation's name.

    Numbers are text in this form and lose nothing. What this one call does differently from others
    is in \a options.

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
    Calls \a handler with a measurement of each attempt that has ended, in the client's I/O thread:
    it must be quick, and thread-safe. It may destroy the client. May be called from any thread;
    returns a number that removeMeasurementHandler() takes.

    \sa measured()
*/
int QDynamoDBAbstractClient::addMeasurementHandler(const MeasurementHandler &handler)
{
    return d->engine->measurementHandlers().add(handler);
}

/*!
    Removes the \a handler. It does not run any more when this function returns, unless it is the
    handler itself that calls it. This function is thread-safe.
*/
void QDynamoDBAbstractClient::removeMeasurementHandler(int handler)
{
    d->engine->measurementHandlers().remove(handler);
}

/*!
    \property QDynamoDBAbstractClient::statistics
    \brief a running summary of what the client does.

    It is made when it is first asked for, and counts from then on. Only the client's own thread may
    ask.
*/
QDynamoDBStatistics *QDynamoDBAbstractClient::statistics()
{
    if (!d->statistics)
        d->statistics = new QDynamoDBStatistics(d->engine, this);
    return d->statistics;
}

/*!
    \fn void QDynamoDBAbstractClient::finished(const QDynamoDBOutcome &outcome)

    A call has ended, with a result, an error, or by being cancelled. Comes exactly once for every
    call, whoever made it, in the client's thread; only calls that the client's own end cuts off are
    not reported.
*/

/*!
    \fn void QDynamoDBAbstractClient::errorOccurred(const QDynamoDBError &error)

    A call has failed for good.
*/

/*!
    \fn void QDynamoDBAbstractClient::retrying(const QDynamoDBError &error,
   std::chrono::milliseconds delay)

    An attempt has failed with \a error, and another one follows after \a delay.
*/

/*!
    \fn void QDynamoDBAbstractClient::measured(const QDynamoDBMeasurement &measurement)

    An attempt that went out has ended. Nothing is measured while nobody listens.

    \sa addMeasurementHandler(), statistics
*/

/*!
    \fn void QDynamoDBAbstractClient::credentialsRequired(const QDynamoDBError &error)

    Calls fail because there are no credentials: \a error says what was tried. Time to let the user
    choose a profile or sign in.
*/

/*!
    \fn void QDynamoDBAbstractClient::authorizationRequired(const QUrl &url, const QString &code)

    The profile wants a sign-in by IAM Identity Center (SSO). Open the page at \a url in a browser,
    for example with QDesktopServices::openUrl(), and show the \a code, which must be the one on the
    page. The calls go on once the user has confirmed it there. Without anything connected to this
    signal no sign-in begins, and calls fail with \c ExpiredToken.
*/

/*!
    \fn void QDynamoDBAbstractClient::mfaRequired(const QString &mfaSerial)

    The role of the profile wants the code that the device with this \a mfaSerial shows. Ask the
    user, and call provideMfaCode(). Without anything connected to this signal calls fail with
    \c AccessDenied.
*/

/*!
    Responds to mfaRequired() with the \a code that the user typed, or with an empty one if there is
    none: then the calls that wait fail.
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
    // From the event loop: Qt may hold the lock that isSignalConnected() takes.
    QMetaObject::invokeMethod(
            this, [this, signal] { connectNotify(signal); }, Qt::QueuedConnection);
}
