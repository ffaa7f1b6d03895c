// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "transport/proxies_p.h"

#include "transport/httpsyntax_p.h"

#include <QtCore/qurl.h>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;

static bool isSet(const std::optional<QNetworkProxy> &proxy)
{
    return proxy && proxy->type() != QNetworkProxy::DefaultProxy;
}

QNetworkProxy proxyFor(const QUrl &url, const std::optional<QNetworkProxy> &proxy)
{
    return isSet(proxy) ? *proxy
                        : QNetworkProxyFactory::proxyForQuery(QNetworkProxyQuery(url)).value(0);
}

bool isProxy(const QNetworkProxy &proxy)
{
    return proxy.type() != QNetworkProxy::NoProxy && proxy.type() != QNetworkProxy::DefaultProxy;
}

QString authenticationText(const QNetworkProxy &proxy)
{
    const QString text = proxy.user().isEmpty()
            ? u"The proxy %1:%2 requires a user name and a password; set them in QNetworkProxy."_s
            : u"The proxy %1:%2 refused the user name or the password of its QNetworkProxy."_s;
    return text.arg(bracketed(proxy.hostName())).arg(proxy.port());
}

TunnelingProxyFactory::TunnelingProxyFactory(const std::optional<QNetworkProxy> &proxy)
    : m_proxy(proxy)
{
}

QList<QNetworkProxy> TunnelingProxyFactory::queryProxy(const QNetworkProxyQuery &query)
{
    QNetworkProxyQuery asked = query;
    // An application's factory may look at the scheme.
    if (asked.protocolTag().startsWith(preconnectPrefix)) {
        QUrl url = asked.url();
        url.setScheme(url.scheme().sliced(preconnectPrefix.size()));
        asked = QNetworkProxyQuery(url);
    }
    QList<QNetworkProxy> proxies = isSet(m_proxy) ? QList { *m_proxy } : proxyForQuery(asked);
    for (QNetworkProxy &proxy : proxies) {
        const bool isHttp = proxy.type() == QNetworkProxy::HttpProxy
                || proxy.type() == QNetworkProxy::HttpCachingProxy;
        if (!isHttp || proxy.user().isEmpty())
            continue;
        proxy.setType(QNetworkProxy::HttpProxy);
        proxy.setCapabilities(QNetworkProxy::TunnelingCapability
                              | QNetworkProxy::HostNameLookupCapability);
    }
    return proxies;
}

} // namespace QtDynamoDBPrivate
