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

// The person in front of the screen, as far as somebody listens.
class User
{
public:
    virtual ~User() = default;

    [[nodiscard]] virtual bool canAuthorize() const = 0;
    virtual void authorize(const QUrl &url, const QString &code) = 0;
    [[nodiscard]] virtual bool canAnswerMfa() const = 0;
    // An empty answer is none.
    virtual void askMfa(const QString &serialNumber,
                        const std::function<void(const QString &)> &answer) = 0;
};

// What whoever asks a source for credentials lends to it, for use in the thread of the asking.
struct FetchContext
{
    using Callback = std::function<void()>;

    QObject *owner = nullptr; // whatever is under way ends with it
    std::function<QDateTime()> utcNow = &QDateTime::currentDateTimeUtc;
    // Calls back after that time, if the object is still there.
    std::function<void(std::chrono::milliseconds, QObject *, const Callback &)> after =
            [](std::chrono::milliseconds time, QObject *object, const Callback &callback) {
                QTimer::singleShot(time, object, callback);
            };
    std::optional<QNetworkProxy> proxy; // as in TransportOptions
    std::optional<QSslConfiguration> sslConfiguration; // absent: what is configured
    QString region; // the client's; may be empty
    // What services of AWS are set up with; absent: the source's own environment with its profile.
    std::optional<Configuration> configuration;
    User *user = nullptr;
};

} // namespace QtDynamoDBPrivate

#endif
