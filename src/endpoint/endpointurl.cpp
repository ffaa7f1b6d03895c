// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "endpoint/endpointurl_p.h"

#include <QtNetwork/qhostaddress.h>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

using Code = QDynamoDBError::Code;

bool isThisHost(const QString &host)
{
    return host.compare("localhost"_L1, Qt::CaseInsensitive) == 0
            || host.endsWith(".localhost"_L1, Qt::CaseInsensitive)
            || QHostAddress(host).isLoopback();
}

bool isReadableByOthers(const QUrl &url)
{
    return url.scheme() == "http"_L1 && !isThisHost(url.host());
}

QDynamoDBExpected<QUrl> checkEndpointUrl(QUrl url)
{
    const bool plain = url.scheme() == "http"_L1;
    if (!url.isValid())
        return QDynamoDBError(Code::InvalidEndpoint, u"The endpoint is not a valid URL"_s);
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
    if (url.port() == (plain ? 80 : 443))
        url.setPort(-1);
    url.setPath(u"/"_s);
    return url;
}

QDynamoDBError invalidEndpoint(const QUrl &url, const QString &problem)
{
    // A text without a host may be anything, even a secret pasted by mistake. It is not shown.
    const QUrl shown = url.host().isEmpty()
            ? QUrl()
            : url.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
    return { Code::InvalidEndpoint,
             u"The endpoint %1%2"_s.arg(shown.isEmpty() ? QString() : shown.toString() + u' ',
                                        problem) };
}

} // namespace QtDynamoDBPrivate
