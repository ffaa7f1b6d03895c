// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "pipeline/resolvedsettings_p.h"

#include "config/cabundle_p.h"
#include "config/configuration_p.h"
#include "pipeline/clientlogging_p.h"

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

using Code = QDynamoDBError::Code;

namespace {

// A collector of values that stops at the first error.
class Collector
{
public:
    template<typename T, typename Lookup>
    void collect(T &target, Lookup lookup)
    {
        if (m_error.isError())
            return;
        QDynamoDBExpected<T> value = lookup();
        if (value)
            target = *std::move(value);
        else
            m_error = value.error();
    }
    [[nodiscard]] QDynamoDBError error() const { return m_error; }

private:
    QDynamoDBError m_error;
};

// Returns the application's value, or else the configured one, or else the fallback.
template<typename T, typename Lookup>
QDynamoDBExpected<T> resolveOne(const std::optional<T> &own, T fallback, Lookup lookup)
{
    if (own)
        return *own;
    const auto configured = lookup();
    if (!configured)
        return configured.error();
    return *configured ? T(**configured) : fallback;
}

QDynamoDBExpected<std::optional<QSslConfiguration>> resolveTls(const Settings &settings,
                                                               const Configuration &configuration)
{
    if (settings.sslConfiguration)
        return settings.sslConfiguration;
    return configuredTls(configuration);
}

QDynamoDBExpected<ResolvedSettings> resolve(Service service, const Settings &settings,
                                            const Configuration &configuration)
{
    ResolvedSettings result;
    EndpointParameters &endpoint = result.endpoint;
    endpoint.service = service;
    endpoint.region = settings.region;
    endpoint.customEndpoint = settings.endpoint;
    endpoint.plainHttpAllowed = settings.plainHttpAllowed;
    Collector collector;
    if (endpoint.region.isEmpty())
        collector.collect(endpoint.region, [&] { return configuration.region(); });
    if (endpoint.customEndpoint.isEmpty()) {
        collector.collect(endpoint.customEndpoint,
                          [&] { return configuredEndpoint(configuration, service); });
    }
    collector.collect(endpoint.useFips, [&] { return resolveUseFips(settings, configuration); });
    collector.collect(endpoint.useDualStack,
                      [&] { return resolveUseDualStack(settings, configuration); });
    collector.collect(endpoint.accountIdMode,
                      [&] { return resolveAccountIdMode(settings, configuration); });
    collector.collect(result.maxRetries, [&] { return resolveMaxRetries(settings, configuration); });
    collector.collect(result.retryMode, [&] { return resolveRetryMode(settings, configuration); });
    if (endpoint.customEndpoint.scheme() != "http"_L1) {
        collector.collect(result.sslConfiguration,
                          [&] { return resolveTls(settings, configuration); });
    }
    std::optional<bool> fixedClock;
    collector.collect(fixedClock,
                      [&] { return configuration.flag({ "AWS_DISABLE_CLOCK_SKEW_CORRECTION" }); });
    result.correctsClock = !fixedClock.value_or(false);
    if (collector.error().isError())
        return collector.error();
    // A missing region is an error of the endpoint, which is resolved after the credentials:
    // without any configuration, the missing credentials are the more helpful error.
    if (QDynamoDBError error = checkEndpointParameters(endpoint);
        error.isError() && error.code() != Code::MissingParameter)
        return error;
    return result;
}

bool isOfFiles(Code code)
{
    return code == Code::ConfigNotFound || code == Code::ConfigParserError
            || code == Code::NoProfile;
}

} // namespace

QDynamoDBExpected<ResolvedSettings> resolveSettings(Service service, const Settings &settings,
                                                    const Configuration &configuration)
{
    auto result = resolve(service, settings, configuration);
    const bool hasPlace = !settings.region.isEmpty() || !settings.endpoint.isEmpty();
    const bool hasCredentials = !settings.credentials.isEmpty() || settings.provider;
    if (result || !isOfFiles(result.error().code()) || !hasPlace || !hasCredentials)
        return result;
    auto withoutFiles = resolve(service, settings, configuration.environmentAlone());
    if (!withoutFiles)
        return result;
    withoutFiles.value().ignoresFiles = true;
    qCWarning(lcClient).noquote() << "The AWS configuration files are ignored:"
                                  << result.error().message();
    return withoutFiles;
}

QDynamoDBExpected<bool> resolveUseFips(const Settings &settings, const Configuration &configuration)
{
    return resolveOne(settings.useFips, false, [&] { return configuration.useFips(); });
}

QDynamoDBExpected<bool> resolveUseDualStack(const Settings &settings,
                                            const Configuration &configuration)
{
    return resolveOne(settings.useDualStack, false, [&] { return configuration.useDualStack(); });
}

QDynamoDBExpected<AccountIdMode> resolveAccountIdMode(const Settings &settings,
                                                      const Configuration &configuration)
{
    return resolveOne(settings.accountIdEndpointMode, AccountIdMode::Preferred, [&] {
        return configuration.choice({ "AWS_ACCOUNT_ID_ENDPOINT_MODE" }, u"account_id_endpoint_mode",
                                    { "preferred"_L1, "disabled"_L1, "required"_L1 });
    });
}

QDynamoDBExpected<int> resolveMaxRetries(const Settings &settings,
                                         const Configuration &configuration)
{
    constexpr int defaultAttempts = 4;
    if (settings.maxRetries)
        return *settings.maxRetries;
    const auto attempts = resolveOne(std::optional<int>(), defaultAttempts, [&] {
        return configuration.number({ "AWS_MAX_ATTEMPTS" }, u"max_attempts", 1);
    });
    return attempts ? QDynamoDBExpected<int>(*attempts - 1) : attempts;
}

QDynamoDBExpected<RetryMode> resolveRetryMode(const Settings &settings,
                                              const Configuration &configuration)
{
    static_assert(int(RetryMode::Standard) == 0 && int(RetryMode::Adaptive) == 1);
    return resolveOne(settings.retryMode, RetryMode::Standard,
                      [&]() -> QDynamoDBExpected<std::optional<int>> {
                          auto index = configuration.choice({ "AWS_RETRY_MODE" }, u"retry_mode",
                                                            { "standard"_L1, "adaptive"_L1,
                                                              "legacy"_L1 });
                          // "legacy", the oldest mode, is treated as "standard".
                          if (index && *index == 2)
                              return std::optional<int>(0);
                          return index;
                      });
}

} // namespace QtDynamoDBPrivate
