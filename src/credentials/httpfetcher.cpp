// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "credentials/httpfetcher_p.h"

#include "config/cabundle_p.h"
#include "credentials/credentialsreader_p.h"
#include "values/errorcodes_p.h"
#include "json/errorreader_p.h"
#include "transport/direct/directtransport_p.h"

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

using Code = QDynamoDBError::Code;
using Failure = TransportReply::Failure;

namespace {

Code codeOf(Failure failure)
{
    switch (failure) {
    case Failure::None:
        return Code::NoError;
    case Failure::Tls:
        return Code::SecureConnection;
    case Failure::ProxyAuthentication:
        return Code::ProxyAuthentication;
    case Failure::Protocol:
        return Code::InvalidResponse;
    default:
        return Code::Request;
    }
}

HttpResponse failed(const QDynamoDBError &error)
{
    HttpResponse response;
    response.error = error;
    return response;
}

} // namespace

bool isTransient(const HttpResponse &response)
{
    if (response.error.isError())
        return response.error.code() == Code::Request || response.error.code() == Code::Timeout;
    if (response.status == 408 || response.status == 429 || response.status >= 500)
        return true;
    // Some services report throttling with status 400.
    return response.status >= 400
            && errorCodeInfo(
                       readServiceError(response.status, response.errorType, response.body).code())
                       .retryClass
            == RetryClass::Throttling;
}

bool isTransientOrNoObject(const HttpResponse &response)
{
    return isTransient(response)
            || (!response.error.isError() && response.status == 200 && !parseObject(response.body));
}

HttpFetcher::HttpFetcher(const FetchContext &context, QObject *parent)
    : QObject(parent)
    , m_context(context)
{
}

HttpFetcher::~HttpFetcher()
{
    stop();
}

void HttpFetcher::stop()
{
    if (m_transport)
        m_transport->abort(this);
    ++m_deadline;
    m_makeRequest = {};
    m_then = {};
    for (HttpHeader &header : m_request.headers)
        wipe(header.value);
    m_request.body.clear();
    wipe(m_body);
}

void HttpFetcher::send(const MakeRequest &makeRequest, const HttpPolicy &policy, const Then &then)
{
    Q_ASSERT(!m_then);
    m_makeRequest = makeRequest;
    m_policy = policy;
    m_then = then;
    m_attempt = 0;
    startAttempt();
}

QDynamoDBError HttpFetcher::setUpTransport()
{
    TransportOptions options;
    options.maxConnections = 1;
    options.maxBodySize = maximumBodySize;
    options.proxy = m_context.proxy;
    if (m_policy.route == HttpPolicy::Route::Direct)
        options.proxy = QNetworkProxy(QNetworkProxy::NoProxy);
    options.sslConfiguration = m_context.sslConfiguration;
    if (!options.sslConfiguration && m_request.url.scheme() == "https"_L1) {
        const auto configured = configuredTls(*m_context.configuration);
        if (!configured)
            return configured.error();
        options.sslConfiguration = *configured;
    }
    if (m_transport)
        m_transport->setOptions(options);
    else
        m_transport = std::make_unique<DirectTransport>(options);
    return {};
}

void HttpFetcher::startAttempt()
{
    ++m_attempt;
    m_request = m_makeRequest();
    wipe(m_body);
    m_body = m_request.body;
    m_host = m_request.url.host();
    if (const QDynamoDBError error = setUpTransport(); error.isError()) {
        finishAttempt(failed(error));
        return;
    }
    m_transport->send(this);
    m_context.after(m_policy.timeout, this, [this, deadline = ++m_deadline] {
        if (deadline != m_deadline)
            return;
        m_transport->timeOut(this);
        finishAttempt(failed(QDynamoDBError(Code::Timeout,
                                            u"%1 did not respond within %2 ms"_s.arg(m_host).arg(
                                                    m_policy.timeout.count()))));
    });
}

TransportRequest HttpFetcher::takeRequest()
{
    return std::exchange(m_request, {});
}

void HttpFetcher::finished(TransportReply &&reply)
{
    HttpResponse response;
    if (reply.failure != Failure::None) {
        response.error = QDynamoDBError(codeOf(reply.failure),
                                        m_host + ": "_L1 + reply.failureText.left(200));
    } else if (reply.status >= 300 && reply.status < 400) {
        response.error = QDynamoDBError(
                Code::InvalidResponse,
                u"%1 responded with a redirect (status %2), which is not followed because the "
                "request may contain secrets"_s.arg(m_host)
                        .arg(reply.status));
    } else {
        response.status = reply.status;
        response.errorType = reply.header("x-amzn-errortype").toByteArray();
        response.date = reply.header("date").toByteArray();
        response.body = std::move(reply.body);
        response.secrets = QByteArrayView(response.body).trimmed().startsWith('<')
                ? hideXmlSecrets(response.body)
                : hideSecrets(response.body);
    }
    wipe(reply.body);
    finishAttempt(std::move(response));
}

void HttpFetcher::finishAttempt(HttpResponse &&response)
{
    ++m_deadline;
    if (m_attempt <= m_policy.retries && m_policy.shouldRetry(response)) {
        wipe(response.body);
        m_context.after(m_policy.pause * (1 << (m_attempt - 1)), this,
                        [this, deadline = m_deadline] {
                            if (deadline == m_deadline)
                                startAttempt();
                        });
        return;
    }
    m_makeRequest = {};
    wipe(m_body);
    const Then then = std::exchange(m_then, {});
    then(response); // it may delete this later, but not before it returns
    wipe(response.body);
}

} // namespace QtDynamoDBPrivate
