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

// The proxy that a request to the URL goes through: the one that is set or else the application's.
[[nodiscard]] QNetworkProxy proxyFor(const QUrl &url, const std::optional<QNetworkProxy> &proxy);
[[nodiscard]] bool isProxy(const QNetworkProxy &proxy);

// What to do about a proxy that refused to be used, for the developer.
[[nodiscard]] QString authenticationText(const QNetworkProxy &proxy);

// The proxies of a QNetworkAccessManager. One with a user name tunnels plain http as well
// (CONNECT): a request that it has to forward would go out twice, as the proxy asks for the
// password only in its response to the first copy.
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
