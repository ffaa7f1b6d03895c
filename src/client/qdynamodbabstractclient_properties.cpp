// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

// The properties of QDynamoDBAbstractClient.

#include "client/qdynamodbabstractclient_p.h"

#include "config/configuration_p.h"
#include "pipeline/resolvedsettings_p.h"

#include <QtDynamoDB/qdynamodbabstractclient.h>

#include <algorithm>

using namespace QtDynamoDBPrivate;
using namespace std::chrono_literals;

namespace {

// The settings of the environment without the shared files, which only the I/O thread reads.
Configuration environment()
{
    return Configuration().environmentAlone();
}

// The public enumerations must have the values of the private ones.
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

/*!
    \property QDynamoDBAbstractClient::region
    \brief the AWS region, such as \c eu-central-1.

    By default it is taken from \c AWS_REGION, \c AWS_DEFAULT_REGION or the profile. The first call
    reads the profile; this property does not return the region of the profile. The region \c local
    stands for DynamoDB Local at port 8000 of this computer.
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
    \brief the URL of the service, if it is not that of the region.

    By default it is taken from \c DYNAMODB_ENDPOINT, \c AWS_ENDPOINT_URL_DYNAMODB,
    \c AWS_ENDPOINT_URL or the profile (first from the section that its \c services names, then from
    its \c endpoint_url), and otherwise derived from the region. DynamoDB Streams uses
    \c AWS_ENDPOINT_URL_DYNAMODB_STREAMS instead of the first two. If
    \c AWS_IGNORE_CONFIGURED_ENDPOINT_URLS is set, all of these are ignored.

    Plain http is accepted for this computer only, unless plainHttpAllowed is set. Calls with an
    invalid endpoint fail with \c InvalidEndpoint. An endpoint cannot be combined with useFips and
    useDualStack.
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
    \brief whether an endpoint on another computer may be used without encryption.

    \c false by default, since others can read unencrypted data and session tokens.
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
    \brief whether calls use hosts with cryptography that is validated by FIPS 140.

    By default it is taken from \c AWS_USE_FIPS_ENDPOINT or \c use_fips_endpoint in the profile, and
    otherwise \c false. The first call reads the profile; this property does not return its value.
    Resetting the property restores the default. If there is no such host, calls fail with
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
    \brief whether calls use hosts that have both IPv4 and IPv6 addresses.

    By default it is taken from \c AWS_USE_DUALSTACK_ENDPOINT or \c use_dualstack_endpoint in the
    profile, and otherwise \c false. The first call reads the profile; this property does not return
    its value. Resetting the property restores the default. If there is no such host, calls fail
    with \c InvalidParameterCombination.
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
    \brief whether calls use a host of the account.

    By default it is taken from \c AWS_ACCOUNT_ID_ENDPOINT_MODE or \c account_id_endpoint_mode in
    the profile, and otherwise Preferred. The first call reads the profile; this property does not
    return its value. Resetting the property restores the default. The account is that of the
    table's ARN or of the credentials (QDynamoDBCredentials::accountId()). If it is required but
    unknown, calls fail with \c MissingParameter. The mode has no effect if an endpoint is set, and
    for DynamoDB Streams.
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
    \brief the profile of the shared AWS files that contains credentials, region and other settings.

    By default it is the one that \c AWS_PROFILE names, and otherwise \c default. If the property is
    set, credentials in the environment are ignored.
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
    \brief the credentials that sign requests.

    Empty by default: the client uses the credentials provider. Credentials that are set here take
    precedence over the provider.

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
    Signs requests with the credentials of \a provider. Null restores the default, which looks for
    credentials in the same places as the AWS CLI.
*/
void QDynamoDBAbstractClient::setCredentialsProvider(
        std::shared_ptr<QDynamoDBCredentialsProvider> provider)
{
    d->set(&Settings::provider, std::move(provider));
}

/*!
    \property QDynamoDBAbstractClient::transport
    \brief the transport of requests; NetworkAccessManager by default.

    \section1 Bytes on unused connections

    A server or a middlebox may send bytes while a connection is unused: a second response, or one
    with status 408 before it closes the connection. Direct checks an unused connection immediately
    before it sends a request on it, and closes the connection if bytes have arrived.
    QNetworkAccessManager does not look at unused connections. It takes the bytes for the response
    to the next request, and every later response of that connection comes to the wrong request,
    over https as well as http.

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
    another Query, Scan, PutItem or PartiQL statement that a server less than 1 ms away sends a
    second time with a new request id, less than 2 s before the next request. Use Direct where that
    matters. With an \l idleConnectionTimeout of 0, no connection is used again over either
    transport, and no response can belong to an earlier request.

    \section1 Malformed responses

    Both transports accept and refuse the same responses, with the same error code, and retry the
    same. A malformed response fails with \l {QDynamoDBError::Code}{InvalidResponse} and is not
    retried; so does an interim response other than 100. A response that is not HTTP counts as a
    lost connection.

    Two kinds of responses are an exception, since QNetworkAccessManager of Qt 6.4 waits for their
    end without reporting it: a head without an end, and a malformed or endless line before a chunk.
    Direct refuses these as invalid at once or after 64 KiB. With NetworkAccessManager, the
    attempt's timeout ends the attempt with \c Timeout, and the manager is not used again, but its
    thread and memory are in use until the server stops sending.

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
    \brief the maximum number of requests in flight; further requests wait in a queue.

    By default it is taken from \c DYNAMODB_MAX_CLIENTS, and otherwise 100. The minimum is 1.
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
    \brief the maximum number of retries of a call.

    By default it is taken from \c DYNAMODB_MAX_RETRIES, from \c AWS_MAX_ATTEMPTS or \c max_attempts
    in the profile (each minus 1), and otherwise 3. The first call reads the profile; this property
    does not return its value. 0 disables retries.
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
    \brief the policy for retries.

    By default it is taken from \c AWS_RETRY_MODE or \c retry_mode in the profile, and otherwise
    Standard. The first call reads the profile; this property does not return its value.
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
    \brief the maximum duration of an attempt, from the assignment of a connection to the end of the
    response.

    20 s by default; 0 means no limit. An attempt that takes longer is aborted and retried over a
    new connection, and all idle connections are closed: after a sleep or a change of networks, they
    may be dead without notice. So a dead connection delays a call by at most this time.
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
    \brief the maximum duration of a call, including the queue, credentials, all attempts and
    delays.

    60 s by default; 0 means no limit. A call that takes longer fails with \c Timeout. If the next
    attempt would begin after the limit, the call fails at once with the error of the last attempt.
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
    \brief the time for which an unused connection is kept open.

    20 s by default; 0 means that each connection serves one request. A connection that was unused
    for longer is closed, and the next call opens a new one.

    The shorter the time, the fewer connections are used that a server, a load balancer or a NAT
    gateway has closed in the meantime. A server may send a response (408) before it closes an
    unused connection; see \l QDynamoDBAbstractClient::transport for the consequences. Neither
    transport notices bytes that arrive on a connection between its check and the request.

    A new connection takes two round trips with TLS 1.3, and 2 to 3 ms of CPU time over either
    transport (measured with Qt 6.4.2 and OpenSSL 3.0, on loopback): at one call every 20 s, this is
    less than 0.02 % of a core.

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
    \brief the maximum number of consecutive pages without an element.

    Operations with pages (Query, Scan, ExecuteStatement and the lists) may return an empty page
    that is not the last one. If the number of consecutive empty pages exceeds this limit,
    QDynamoDBPager, QDynamoDBItemReader, QDynamoDBStreamReader and the models fail with
    \c InvalidResponse. A page of a query or scan whose items are all excluded by the filter counts
    as a hundredth of a page. A repeated position is an error at once.

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
    Returns the proxy that was set, or one of type QNetworkProxy::DefaultProxy, which stands for the
    proxy of the application or the system.
*/
QNetworkProxy QDynamoDBAbstractClient::proxy() const
{
    return d->settings()->proxy.value_or(QNetworkProxy(QNetworkProxy::DefaultProxy));
}

/*!
    Sends requests through \a proxy. A proxy of type QNetworkProxy::DefaultProxy restores the proxy
    of the application or the system.

    HTTP and SOCKS5 proxies may require a user name and a password, with any method that Qt
    supports. If the proxy refuses them, or requires some and none are set, a call fails with
    \c ProxyAuthentication after one attempt. The password is sent only once, since repeated wrong
    passwords may lock an account. Through an HTTP proxy with a user name, plain http is tunnelled
    (\c CONNECT), as https always is; the proxy must permit this for the port of the endpoint.
*/
void QDynamoDBAbstractClient::setProxy(const QNetworkProxy &proxy)
{
    const bool own = proxy.type() != QNetworkProxy::DefaultProxy;
    d->set(&Settings::proxy, own ? std::optional(proxy) : std::nullopt);
}

/*!
    Returns the TLS configuration that was set, or Qt's default configuration. If none was set, the
    certificate authorities are those of the PEM file that \c AWS_CA_BUNDLE or \c ca_bundle in the
    profile names; this function does not return them. Calls fail with \c SecureConnection if the
    file cannot be read or contains no certificate. The same applies to the services that provide
    credentials.
*/
QSslConfiguration QDynamoDBAbstractClient::sslConfiguration() const
{
    return d->settings()->sslConfiguration.value_or(QSslConfiguration::defaultConfiguration());
}

/*!
    Uses \a configuration for TLS connections, for example with the certificate authority of a
    company. Servers are always verified.
*/
void QDynamoDBAbstractClient::setSslConfiguration(const QSslConfiguration &configuration)
{
    d->set(&Settings::sslConfiguration, std::optional(configuration));
}

/*!
    Returns the codec that was set with setItemCodec(), or null.
*/
std::shared_ptr<const QDynamoDBItemCodec> QDynamoDBAbstractClient::itemCodec() const
{
    return d->settings()->itemCodec;
}

/*!
    Transforms attributes with \a codec before they are written and after they are read. Null, the
    default, sends items as they are, at no cost. A call uses the codec that was set when the call
    was started. Stream readers use the codec of their client; set that of a QDynamoDBStreamsClient
    of your own as well.

    \since 0.1
*/
void QDynamoDBAbstractClient::setItemCodec(std::shared_ptr<const QDynamoDBItemCodec> codec)
{
    d->set(&Settings::itemCodec, std::move(codec));
}
