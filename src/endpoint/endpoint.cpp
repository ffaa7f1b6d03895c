// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "endpoint/endpoint_p.h"

#include "config/configuration_p.h"
#include "endpoint/endpointurl_p.h"
#include "endpoint/evaluator_p.h"

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

using Code = QDynamoDBError::Code;

namespace {

// The signing region for a custom endpoint on this host without a configured region.
constexpr QLatin1StringView fallbackRegion("us-east-1");

QDynamoDBError checkRegion(const QString &region)
{
    if (region.isEmpty()) {
        return { Code::MissingParameter,
                 u"No region is set: set the client's region, AWS_REGION, or region in the "
                 "profile"_s };
    }
    if (!isHostLabel(region)) {
        return { Code::InvalidParameterValue,
                 u"\"%1\" is not a region; a region consists of letters, digits and hyphens"_s.arg(
                         region.left(80)) };
    }
    return {};
}

QDynamoDBExpected<QUrl> checkCustomEndpoint(const EndpointParameters &parameters)
{
    auto url = checkEndpointUrl(parameters.customEndpoint);
    if (url && isReadableByOthers(*url) && !parameters.plainHttpAllowed) {
        return invalidEndpoint(*url,
                               u"is not encrypted; use https, or set plainHttpAllowed to true"_s);
    }
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
        const auto url = checkCustomEndpoint(parameters);
        if (!url)
            return url.error();
    }
    return checkRegion(regionOf(parameters));
}

QDynamoDBExpected<Endpoint> resolveEndpoint(const EndpointParameters &parameters)
{
    if (QDynamoDBError error = checkEndpointParameters(parameters); error.isError())
        return error;
    // DynamoDB Local serves the streams at the same URL, but their rules don't have the region
    // "local".
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
        endpoint.url = checkCustomEndpoint(parameters).value();
    } else {
        endpoint.url = QUrl(outcome->url, QUrl::StrictMode);
        endpoint.url.setPath(u"/"_s);
    }
    endpoint.host = endpoint.url.host();
    endpoint.port = endpoint.url.port(endpoint.url.scheme() == "http"_L1 ? 80 : 443);
    return endpoint;
}

QDynamoDBExpected<QUrl> configuredEndpoint(const Configuration &configuration, Service service)
{
    // The setting of one service is not used for another one, so that the streams have their own.
    if (service == Service::Streams) {
        return configuration.endpointUrl({ "AWS_ENDPOINT_URL_DYNAMODB_STREAMS" },
                                         "dynamodb_streams"_L1);
    }
    return configuration.endpointUrl({ "DYNAMODB_ENDPOINT", "AWS_ENDPOINT_URL_DYNAMODB" },
                                     "dynamodb"_L1);
}

} // namespace QtDynamoDBPrivate
