// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "endpoint/endpoint_p.h"

#include "auth/configuration_p.h"

#include <QtNetwork/qhostaddress.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

using Code = QDynamoDBError::Code;

namespace {

struct Partition
{
    QLatin1StringView regionPrefix;
    QLatin1StringView dnsSuffix;
};

// Regions that begin otherwise, also those not yet known, belong to the commercial partition; the
// government's shares its suffix.
constexpr QLatin1StringView commercialSuffix("amazonaws.com");
constexpr Partition partitions[] = {
    { QLatin1StringView("cn-"), QLatin1StringView("amazonaws.com.cn") },
    { QLatin1StringView("us-iso-"), QLatin1StringView("c2s.ic.gov") },
    { QLatin1StringView("us-isob-"), QLatin1StringView("sc2s.sgov.gov") },
    { QLatin1StringView("eu-isoe-"), QLatin1StringView("cloud.adc-e.uk") },
    { QLatin1StringView("us-isof-"), QLatin1StringView("csp.hci.ic.gov") },
    { QLatin1StringView("eusc-"), QLatin1StringView("amazonaws.eu") },
};

constexpr QLatin1StringView localRegion("local");
constexpr QLatin1StringView fallbackRegion("us-east-1");

QLatin1StringView dnsSuffix(QStringView region)
{
    for (const Partition &partition : partitions) {
        if (region.startsWith(partition.regionPrefix))
            return partition.dnsSuffix;
    }
    return commercialSuffix;
}

bool isHostLabel(QStringView text)
{
    const auto allowed = [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9')
                || c == u'-';
    };
    return !text.isEmpty() && text.size() <= 63 && text.front() != u'-' && text.back() != u'-'
            && std::all_of(text.begin(), text.end(), allowed);
}

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

QUrl serviceUrl(const EndpointParameters &parameters)
{
    QLatin1StringView service("dynamodb");
    if (parameters.service == Service::Streams)
        service = QLatin1StringView("streams.dynamodb");
    else if (parameters.vectorSearch)
        service = QLatin1StringView("search-dynamodb");
    QUrl url;
    url.setScheme(u"https"_s);
    url.setHost(service + u'.' + parameters.region + u'.' + dnsSuffix(parameters.region));
    url.setPath(u"/"_s);
    return url;
}

} // namespace

QDynamoDBExpected<Endpoint> resolveEndpoint(const EndpointParameters &parameters)
{
    Endpoint endpoint;
    endpoint.signingService = "dynamodb"_ba;
    QString region = parameters.region;

    if (!parameters.customEndpoint.isEmpty()) {
        const auto url = checkCustomEndpoint(parameters.customEndpoint, parameters);
        if (!url)
            return url.error();
        endpoint.url = *url;
        // A server on this host, made for tests, asks for no particular region.
        if (region.isEmpty() && isThisHost(endpoint.url.host()))
            region = fallbackRegion;
    }
    if (QDynamoDBError error = checkRegion(region); error.isError())
        return error;

    if (endpoint.url.isEmpty() && region == localRegion) {
        endpoint.url = QUrl(u"http://localhost:8000/"_s);
        region = fallbackRegion;
    } else if (endpoint.url.isEmpty()) {
        endpoint.url = serviceUrl(parameters);
    }
    endpoint.signingRegion = region.toLatin1();
    return endpoint;
}

QDynamoDBExpected<QString> configuredRegion(const Configuration &configuration)
{
    return configuration.setting({ "AWS_REGION", "AWS_DEFAULT_REGION" }, u"region");
}

QDynamoDBExpected<QUrl> configuredEndpoint(const Configuration &configuration, Service service)
{
    const auto ignored = configuration.setting({ "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS" },
                                               u"ignore_configured_endpoint_urls");
    if (!ignored)
        return ignored.error();
    if (ignored->compare("true"_L1, Qt::CaseInsensitive) == 0)
        return QUrl();

    // A variable with a service's name is that service's alone, so the streams have theirs.
    constexpr auto setting = u"endpoint_url";
    const auto text = service == Service::Streams
            ? configuration.setting({ "AWS_ENDPOINT_URL_DYNAMODB_STREAMS", "AWS_ENDPOINT_URL" },
                                    setting)
            : configuration.setting({ "DYNAMODB_ENDPOINT", "AWS_ENDPOINT_URL_DYNAMODB",
                                      "AWS_ENDPOINT_URL" },
                                    setting);
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
