// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "credentials/httpfetcher_p.h"

#include "config/cabundle_p.h"
#include "credentials/credentialsreader_p.h"
#include "values/generated/errorcodes_p.h"
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

HttpAnswer failed(const QDynamoDBError &error)
{
    HttpAnswer answer;
    answer.error = error;
    return answer;
}

} // namespace

bool isTransient(const HttpAnswer &answer)
{
    if (answer.error.isError())
        return answer.error.code() == Code::Request || answer.error.code() == Code::Timeout;
    if (answer.status == 408 || answer.status == 429 || answer.status >= 500)
        return true;
    // Some services throttle with the status 400.
    return answer.status >= 400
            && errorCodeInfo(readServiceError(answer.status, answer.errorType, answer.body).code())
                       .retryClass
            == RetryClass::Throttling;
}

bool isTransientOrNoObject(const HttpAnswer &answer)
{
    return isTransient(answer)
            || (!answer.error.isError() && answer.status == 200 && !parseObject(answer.body));
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
    begin();
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

void HttpFetcher::begin()
{
    ++m_attempt;
    m_request = m_makeRequest();
    wipe(m_body);
    m_body = m_request.body;
    m_host = m_request.url.host();
    if (const QDynamoDBError error = setUpTransport(); error.isError()) {
        ended(failed(error));
        return;
    }
    m_transport->send(this);
    m_context.after(m_policy.timeout, this, [this, deadline = ++m_deadline] {
        if (deadline != m_deadline)
            return;
        m_transport->timeOut(this);
        ended(failed(QDynamoDBError(Code::Timeout,
                                    u"%1 did not answer within %2 ms"_s.arg(m_host).arg(
                                            m_policy.timeout.count()))));
    });
}

TransportRequest HttpFetcher::takeRequest()
{
    return std::exchange(m_request, {});
}

void HttpFetcher::finished(TransportReply &&reply)
{
    HttpAnswer answer;
    if (reply.failure != Failure::None) {
        answer.error = QDynamoDBError(codeOf(reply.failure),
                                      m_host + ": "_L1 + reply.failureText.left(200));
    } else if (reply.status >= 300 && reply.status < 400) {
        answer.error = QDynamoDBError(
                Code::InvalidResponse,
                u"%1 sends to another place (status %2), where secrets must not follow"_s
                        .arg(m_host)
                        .arg(reply.status));
    } else {
        answer.status = reply.status;
        answer.errorType = reply.header("x-amzn-errortype").toByteArray();
        answer.date = reply.header("date").toByteArray();
        answer.body = std::move(reply.body);
        answer.secrets = QByteArrayView(answer.body).trimmed().startsWith('<')
                ? hideXmlSecrets(answer.body)
                : hideSecrets(answer.body);
    }
    wipe(reply.body);
    ended(std::move(answer));
}

void HttpFetcher::ended(HttpAnswer &&answer)
{
    ++m_deadline;
    if (m_attempt <= m_policy.retries && m_policy.isWorthRetry(answer)) {
        wipe(answer.body);
        m_context.after(m_policy.pause * (1 << (m_attempt - 1)), this,
                        [this, deadline = m_deadline] {
                            if (deadline == m_deadline)
                                begin();
                        });
        return;
    }
    m_makeRequest = {};
    wipe(m_body);
    const Then then = std::exchange(m_then, {});
    then(answer); // it may be the end of this, though not at once
    wipe(answer.body);
}

} // namespace QtDynamoDBPrivate
