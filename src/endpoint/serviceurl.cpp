// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "endpoint/serviceurl_p.h"

#include "endpoint/endpointurl_p.h"
#include "endpoint/evaluator_p.h"

using namespace Qt::StringLiterals;

// https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html

namespace QtDynamoDBPrivate {

using Code = QDynamoDBError::Code;

namespace {

struct ServiceInfo
{
    const RuleSet &rules;
    const char *variable;
    QLatin1StringView name; // in a services section of the config file
};

ServiceInfo infoOf(CredentialService service)
{
    switch (service) {
    case CredentialService::Sts:
        return { stsRules, "AWS_ENDPOINT_URL_STS", "sts"_L1 };
    case CredentialService::Sso:
        return { ssoRules, "AWS_ENDPOINT_URL_SSO", "sso"_L1 };
    case CredentialService::SsoOidc:
        return { ssoOidcRules, "AWS_ENDPOINT_URL_SSO_OIDC", "sso_oidc"_L1 };
    case CredentialService::Signin:
        return { signinRules, "AWS_ENDPOINT_URL_SIGNIN", "signin"_L1 };
    case CredentialService::CognitoIdentity:
        break;
    }
    return { cognitoIdentityRules, "AWS_ENDPOINT_URL_COGNITO_IDENTITY", "cognito_identity"_L1 };
}

QDynamoDBExpected<QUrl> customUrl(const ServiceInfo &info, const Configuration &configuration)
{
    auto configured = configuration.endpointUrl({ info.variable }, info.name);
    if (!configured || configured->isEmpty())
        return configured;
    auto url = checkEndpointUrl(*configured);
    if (url && isReadableByOthers(*url))
        return invalidEndpoint(*url, u"is not encrypted; use https to protect the secrets"_s);
    return url;
}

} // namespace

QString serviceRegion(const QString &chosen, const QString &clientRegion,
                      const Configuration &configuration)
{
    for (const QString &region : { chosen, clientRegion, configuration.region().valueOr({}) }) {
        if (!region.isEmpty() && region != "local"_L1) // only DynamoDB Local has that region
            return region;
    }
    return u"us-east-1"_s;
}

QDynamoDBExpected<QUrl> serviceUrl(CredentialService service, const QString &region,
                                   const Configuration &configuration)
{
    if (!isHostLabel(region)) {
        return QDynamoDBError(Code::InvalidParameterValue,
                              region.isEmpty() ? u"no region is set"_s
                                               : u"\"%1\" is not a region"_s.arg(region.left(80)));
    }
    const ServiceInfo info = infoOf(service);
    const auto custom = customUrl(info, configuration);
    if (!custom)
        return custom.error();
    const auto fips = configuration.useFips();
    if (!fips)
        return fips.error();
    const auto dualStack = configuration.useDualStack();
    if (!dualStack)
        return dualStack.error();
    RuleVariables variables { { "Region"_L1, region },
                              { "UseFIPS"_L1, fips->value_or(false) },
                              { "UseDualStack"_L1, dualStack->value_or(false) },
                              { "UseGlobalEndpoint"_L1, false } };
    if (!custom->isEmpty())
        variables.insert("Endpoint"_L1, custom->toString(QUrl::FullyEncoded));
    const auto outcome = evaluateRules(info.rules, std::move(variables));
    if (!outcome)
        return outcome.error();
    QUrl url(outcome->url, QUrl::StrictMode);
    url.setPath(u"/"_s);
    return url;
}

} // namespace QtDynamoDBPrivate
