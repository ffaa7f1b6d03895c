// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef FETCHCONTEXT_P_H
#define FETCHCONTEXT_P_H

#include "config/configuration_p.h"
#include "qdynamodbglobal_p.h"

#include <QtCore/qdatetime.h>
#include <QtCore/qstring.h>
#include <QtCore/qtimer.h>
#include <QtCore/qurl.h>
#include <QtNetwork/qnetworkproxy.h>
#include <QtNetwork/qsslconfiguration.h>

#include <chrono>
#include <functional>
#include <optional>

namespace QtDynamoDBPrivate {

// The way to ask the application's user for a sign-in or an MFA code.
class User
{
public:
    virtual ~User() = default;

    // Whether the application handles authorize().
    [[nodiscard]] virtual bool canAuthorize() const = 0;
    // Requests that the user opens the page and confirms the code there.
    virtual void authorize(const QUrl &url, const QString &code) = 0;
    // Whether the application handles askMfa().
    [[nodiscard]] virtual bool canAnswerMfa() const = 0;
    // Requests the code of an MFA device. An empty code means that there is none.
    virtual void askMfa(const QString &mfaSerial,
                        const std::function<void(const QString &)> &callback) = 0;
};

// What the caller of a source provides for a fetch. It is used in the caller's thread only.
struct FetchContext
{
    using Callback = std::function<void()>;

    QObject *owner = nullptr; // parent of the fetch, which ends with it
    std::function<QDateTime()> utcNow = &QDateTime::currentDateTimeUtc;
    // Calls the callback after that time, unless the object was destroyed.
    std::function<void(std::chrono::milliseconds, QObject *, const Callback &)> after =
            [](std::chrono::milliseconds time, QObject *object, const Callback &callback) {
                QTimer::singleShot(time, object, callback);
            };
    std::optional<QNetworkProxy> proxy; // as in TransportOptions
    std::optional<QSslConfiguration> sslConfiguration; // absent: from the configuration (CA bundle)
    QString region; // of the client; may be empty
    // The settings for requests to AWS services; absent: those of the source's environment.
    std::optional<Configuration> configuration;
    User *user = nullptr; // null: the user cannot be asked
};

} // namespace QtDynamoDBPrivate

#endif
