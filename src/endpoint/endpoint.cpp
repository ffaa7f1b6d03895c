// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "endpoint/endpoint_p.h"

#include "auth/configuration_p.h"
#include "endpoint/evaluator_p.h"

#include <QtNetwork/qhostaddress.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

using Code = QDynamoDBError::Code;

namespace {

// Signed for where nobody asks for one in particular.
constexpr QLatin1StringView fallbackRegion("us-east-1");

bool isThisHost(const QString &host)
{
    return host == "localhost"_L1 || host.endsWith(".localhost"_L1)
            || QHostAddress(host).isLoopback();
}

QDynamoDBError checkRegion(const QString &region)
{
    if (region.isEmpty()) {
        return { Code::MissingParameter,
                 u"No region is set: set the client's region, AWS_REGION, or region in the "
                 "profile"_s };
    }
    if (!isHostLabel(region)) {
        return { Code::InvalidParameterValue,
                 u"\"%1\" is no region: they consist of letters, digits and hyphens"_s.arg(
                         region.left(80)) };
    }
    return {};
}

// The URL without its credentials, which an error may name.
QDynamoDBError invalidEndpoint(const QUrl &url, const QString &problem)
{
    const QUrl shown = url.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
    return { Code::InvalidEndpoint, u"The endpoint %1 %2"_s.arg(shown.toString(), problem) };
}

QDynamoDBExpected<QUrl> checkCustomEndpoint(QUrl url, const EndpointParameters &parameters)
{
    const bool plain = url.scheme() == "http"_L1;
    if (!url.isValid())
        return QDynamoDBError(Code::InvalidEndpoint, u"The endpoint is no valid URL"_s);
    if (!plain && url.scheme() != "https"_L1)
        return invalidEndpoint(url, u"must begin with https:// or http://"_s);
    if (url.host().isEmpty())
        return invalidEndpoint(url, u"has no host"_s);
    if (!url.userInfo().isEmpty())
        return invalidEndpoint(url, u"must not have a user name or password"_s);
    if (url.hasQuery() || url.hasFragment())
        return invalidEndpoint(url, u"must not have a query or a fragment"_s);
    if (!url.path().isEmpty() && url.path() != "/"_L1)
        return invalidEndpoint(url, u"must not have a path"_s);
    if (plain && !parameters.plainHttpAllowed && !isThisHost(url.host())) {
        return invalidEndpoint(url,
                               u"is not encrypted: use https, or set plainHttpAllowed if that is "
                               "meant"_s);
    }
    // So that every signer and every transport agree on the Host header.
    if (url.port() == (plain ? 80 : 443))
        url.setPort(-1);
    url.setPath(u"/"_s);
    return url;
}

QString regionOf(const EndpointParameters &parameters)
{
    const bool needsNone = parameters.region.isEmpty()
            && isThisHost(parameters.customEndpoint.host());
    return needsNone ? QString(fallbackRegion) : parameters.region;
}

QString ruleText(AccountIdMode mode)
{
    switch (mode) {
    case AccountIdMode::Preferred:
        return u"preferred"_s;
    case AccountIdMode::Disabled:
        return u"disabled"_s;
    case AccountIdMode::Required:
        return u"required"_s;
    }
    Q_UNREACHABLE();
    return {};
}

RuleVariables ruleVariables(const EndpointParameters &parameters)
{
    RuleVariables variables { { "Region"_L1, regionOf(parameters) },
                              { "UseFIPS"_L1, parameters.useFips },
                              { "UseDualStack"_L1, parameters.useDualStack },
                              { "AccountIdEndpointMode"_L1, ruleText(parameters.accountIdMode) } };
    if (!parameters.customEndpoint.isEmpty())
        variables.insert("Endpoint"_L1, parameters.customEndpoint.toString(QUrl::FullyEncoded));
    if (parameters.vectorSearch)
        variables.insert("IsSearchOperation"_L1, true);
    if (!parameters.accountId.isEmpty())
        variables.insert("AccountId"_L1, parameters.accountId);
    if (!parameters.resource.isEmpty())
        variables.insert("ResourceArn"_L1, parameters.resource);
    return variables;
}

} // namespace

QDynamoDBError checkEndpointParameters(const EndpointParameters &parameters)
{
    if (!parameters.customEndpoint.isEmpty()) {
        const auto url = checkCustomEndpoint(parameters.customEndpoint, parameters);
        if (!url)
            return url.error();
    }
    return checkRegion(regionOf(parameters));
}

QDynamoDBExpected<Endpoint> resolveEndpoint(const EndpointParameters &parameters)
{
    if (QDynamoDBError error = checkEndpointParameters(parameters); error.isError())
        return error;
    // DynamoDB Local serves the streams at the same place, but their rules know no such region.
    const bool isLocal = parameters.region == "local"_L1 && parameters.customEndpoint.isEmpty();
    const bool hasOwnRules = parameters.service == Service::Streams && !isLocal;
    const auto outcome = evaluateRules(hasOwnRules ? streamsRules : dynamodbRules,
                                       ruleVariables(parameters));
    if (!outcome)
        return outcome.error();
    Endpoint endpoint;
    endpoint.signingService = "dynamodb"_ba;
    endpoint.region = outcome->signingRegion;
    if (endpoint.region.isEmpty())
        endpoint.region = regionOf(parameters);
    endpoint.signingRegion = endpoint.region.toLatin1();
    if (!parameters.customEndpoint.isEmpty()) {
        endpoint.url = checkCustomEndpoint(parameters.customEndpoint, parameters).value();
    } else {
        endpoint.url = QUrl(outcome->url, QUrl::StrictMode);
        endpoint.url.setPath(u"/"_s);
    }
    endpoint.host = endpoint.url.host();
    endpoint.port = endpoint.url.port(endpoint.url.scheme() == "http"_L1 ? 80 : 443);
    return endpoint;
}

QDynamoDBExpected<QString> configuredRegion(const Configuration &configuration)
{
    return configuration.setting({ "AWS_REGION", "AWS_DEFAULT_REGION" }, u"region");
}

QDynamoDBExpected<QUrl> configuredEndpoint(const Configuration &configuration, Service service)
{
    const auto ignored = configuration.flag({ "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS" },
                                            u"ignore_configured_endpoint_urls");
    if (!ignored)
        return ignored.error();
    if (ignored->value_or(false))
        return QUrl();

    // A setting with a service's name is that service's alone, so the streams have theirs.
    const bool isStreams = service == Service::Streams;
    auto text = isStreams
            ? configuration.setting({ "AWS_ENDPOINT_URL_DYNAMODB_STREAMS", "AWS_ENDPOINT_URL" })
            : configuration.setting(
                    { "DYNAMODB_ENDPOINT", "AWS_ENDPOINT_URL_DYNAMODB", "AWS_ENDPOINT_URL" });
    if (text && text->isEmpty()) {
        text = configuration.sectionSetting(u"services",
                                            isStreams ? u"dynamodb_streams.endpoint_url"
                                                      : u"dynamodb.endpoint_url");
    }
    if (text && text->isEmpty())
        text = configuration.setting({}, u"endpoint_url");
    if (!text)
        return text.error();
    if (text->isEmpty())
        return QUrl();
    QUrl url(*text, QUrl::StrictMode);
    // QUrl's own error repeats the text, which may hold a password.
    if (!url.isValid())
        return QDynamoDBError(Code::InvalidEndpoint, u"The configured endpoint is no valid URL"_s);
    return url;
}

} // namespace QtDynamoDBPrivate
