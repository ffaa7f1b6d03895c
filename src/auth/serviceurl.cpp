// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "auth/serviceurl_p.h"

#include <QtNetwork/qhostaddress.h>

#include <algorithm>

using namespace Qt::StringLiterals;

// https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html

namespace QtDynamoDBPrivate {

using Code = QDynamoDBError::Code;

namespace {

struct Partition
{
    QLatin1StringView regionPrefix;
    QLatin1StringView dnsSuffix;
    QLatin1StringView signinSuffix; // signing in has hosts of its own
};

// The last one is that of all other regions.
constexpr Partition partitions[] = {
    { QLatin1StringView("cn-"), QLatin1StringView("amazonaws.com.cn"),
      QLatin1StringView("amazonaws.cn") },
    { QLatin1StringView("us-gov-"), QLatin1StringView("amazonaws.com"),
      QLatin1StringView("amazonaws-us-gov.com") },
    { QLatin1StringView("us-iso-"), QLatin1StringView("c2s.ic.gov"),
      QLatin1StringView("c2shome.ic.gov") },
    { QLatin1StringView("us-isob-"), QLatin1StringView("sc2s.sgov.gov"),
      QLatin1StringView("sc2shome.sgov.gov") },
    { QLatin1StringView("us-isof-"), QLatin1StringView("csp.hci.ic.gov"),
      QLatin1StringView("csphome.hci.ic.gov") },
    { QLatin1StringView("eu-isoe-"), QLatin1StringView("cloud.adc-e.uk"),
      QLatin1StringView("csphome.adc-e.uk") },
    { QLatin1StringView("eusc-"), QLatin1StringView("amazonaws.eu"),
      QLatin1StringView("amazonaws-eusc.eu") },
    { QLatin1StringView(""), QLatin1StringView("amazonaws.com"),
      QLatin1StringView("aws.amazon.com") },
};

const char *variableOf(CredentialService service)
{
    switch (service) {
    case CredentialService::Sts:
        return "AWS_ENDPOINT_URL_STS";
    case CredentialService::Sso:
        return "AWS_ENDPOINT_URL_SSO";
    case CredentialService::SsoOidc:
        return "AWS_ENDPOINT_URL_SSO_OIDC";
    case CredentialService::Signin:
        return "AWS_ENDPOINT_URL_SIGNIN";
    case CredentialService::CognitoIdentity:
        break;
    }
    return "AWS_ENDPOINT_URL_COGNITO_IDENTITY";
}

QString hostOf(CredentialService service, const QString &region)
{
    const Partition &partition = *std::find_if(std::begin(partitions), std::end(partitions),
                                               [&region](const auto &one) {
                                                   return region.startsWith(one.regionPrefix);
                                               });
    const QString place = region + u'.' + partition.dnsSuffix;
    switch (service) {
    case CredentialService::Sts:
        return "sts."_L1 + place;
    case CredentialService::Sso:
        return "portal.sso."_L1 + place;
    case CredentialService::SsoOidc:
        return "oidc."_L1 + place;
    case CredentialService::Signin:
        return region + ".signin."_L1 + partition.signinSuffix;
    case CredentialService::CognitoIdentity:
        break;
    }
    return "cognito-identity."_L1 + place;
}

// What may be one part of a host's name.
bool isRegion(const QString &text)
{
    const auto allowed = [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'-';
    };
    return !text.isEmpty() && text.size() <= 63 && text.front() != u'-' && text.back() != u'-'
            && std::all_of(text.begin(), text.end(), allowed);
}

QDynamoDBExpected<QUrl> customUrl(const QString &text, const char *variable)
{
    QUrl url(text, QUrl::StrictMode);
    const bool plain = url.scheme() == "http"_L1;
    const auto refused = [variable](QLatin1StringView problem) {
        return QDynamoDBError(Code::InvalidEndpoint, QLatin1StringView(variable) + u' ' + problem);
    };
    if (!url.isValid() || url.host().isEmpty() || (!plain && url.scheme() != "https"_L1))
        return refused("is no URL that begins with https://"_L1);
    if (!url.userInfo().isEmpty() || url.hasQuery() || url.hasFragment())
        return refused("must not have a user name, a query or a fragment"_L1);
    if (!url.path().isEmpty() && url.path() != "/"_L1)
        return refused("must not have a path"_L1);
    if (plain && !isLoopback(url.host()))
        return refused("is not encrypted, which is only for this machine"_L1);
    url.setPath(u"/"_s);
    return url;
}

} // namespace

bool isLoopback(const QString &host)
{
    return host.compare("localhost"_L1, Qt::CaseInsensitive) == 0
            || QHostAddress(host).isLoopback();
}

QString serviceRegion(const QString &chosen, const QString &asker, const Environment &environment)
{
    for (const QString &region : { chosen, asker, environment.value("AWS_REGION"),
                                   environment.value("AWS_DEFAULT_REGION") }) {
        if (!region.isEmpty() && region != "local"_L1) // which is DynamoDB Local's alone
            return region;
    }
    return u"us-east-1"_s;
}

QDynamoDBExpected<QUrl> serviceUrl(CredentialService service, const QString &region,
                                   const Environment &environment)
{
    if (!isRegion(region)) {
        return QDynamoDBError(Code::InvalidParameterValue,
                              region.isEmpty() ? u"no region is set"_s
                                               : u"\"%1\" is no region"_s.arg(region.left(80)));
    }
    const QString ignored = environment.value("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS");
    if (ignored.compare("true"_L1, Qt::CaseInsensitive) != 0) {
        const char *variable = variableOf(service);
        if (const QString text = environment.value(variable); !text.isEmpty())
            return customUrl(text, variable);
    }
    QUrl url;
    url.setScheme(u"https"_s);
    url.setHost(hostOf(service, region));
    url.setPath(u"/"_s);
    return url;
}

} // namespace QtDynamoDBPrivate
