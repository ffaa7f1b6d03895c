// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef PROXIES_P_H
#define PROXIES_P_H

#include <QtNetwork/qnetworkproxy.h>

#include <optional>

QT_BEGIN_NAMESPACE
class QUrl;
QT_END_NAMESPACE

namespace QtDynamoDBPrivate {

// Returns the proxy for a request to the URL: the given one or, if absent, the application's.
[[nodiscard]] QNetworkProxy proxyFor(const QUrl &url, const std::optional<QNetworkProxy> &proxy);
[[nodiscard]] bool isProxy(const QNetworkProxy &proxy);

// Returns the error text for a proxy that requires or refused a user name and a password.
[[nodiscard]] QString authenticationText(const QNetworkProxy &proxy);

// The scheme of the URL for which QNetworkAccessManager only opens a connection begins with it.
inline constexpr QLatin1StringView preconnectPrefix { "preconnect-" };

// The proxies of a QNetworkAccessManager. A proxy with a user name tunnels plain http as well
// (CONNECT): a forwarded request would be sent twice, because the proxy asks for the password in
// its response to the first copy.
class TunnelingProxyFactory final : public QNetworkProxyFactory
{
public:
    explicit TunnelingProxyFactory(const std::optional<QNetworkProxy> &proxy);

    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override;

private:
    const std::optional<QNetworkProxy> m_proxy;
};

} // namespace QtDynamoDBPrivate

#endif
