// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SSOFETCH_P_H
#define SSOFETCH_P_H

#include "credentials/fetch_p.h"

#include <QtCore/qjsonobject.h>

namespace QtDynamoDBPrivate {

// Credentials of a role by IAM Identity Center: with the token that a sign-in left in a file of the
// AWS tools, which is renewed; or by way of a new sign-in.
class SsoFetch final : public Fetch
{
    Q_OBJECT

public:
    using Options = QDynamoDBCredentialsProvider::SsoOptions;

    SsoFetch(const FetchContext &context, Answer answer, const Environment &environment,
             const Options &options);

    void start();

private:
    // provider_sso.cpp
    void haveFile(const QDynamoDBExpected<SecretObject> &token);
    void useToken();
    void haveRoleCredentials(const HttpAnswer &answer);

    // ssofetch_signin.cpp
    [[nodiscard]] bool canRenew() const;
    [[nodiscard]] bool isRegistered() const;
    // Whether the registration of the file can serve a sign-in with a device code.
    [[nodiscard]] bool canReuseRegistration() const;
    void renew();
    void renewalFailed(const QString &reason);
    void haveFileAfterFailure(const QDynamoDBExpected<SecretObject> &token, const QString &reason);
    void signIn(const QString &reason);
    void registerClient();
    void authorizeDevice();
    void haveDevice(const SecretObject &device);
    void poll();
    void haveToken(const SecretObject &token);
    void askOidc(const QString &path, const QJsonObject &body,
                 const std::function<void(const HttpAnswer &)> &then);

    [[nodiscard]] QDateTime time(QLatin1StringView member) const;
    [[nodiscard]] QString text(QLatin1StringView member) const { return m_token.text(member); }

    const Options m_options;
    QUrl m_oidc;
    QString m_file;
    SecretObject m_token; // what the file holds, and the device code of a sign-in under way
    bool m_signedIn = false; // just now
    bool m_isReused = false; // the registration, which an earlier sign-in left
    QString m_refusedClient; // the id of a registration that the service refused

    std::chrono::seconds m_interval { 5 };
    QDateTime m_deadline; // of the sign-in
};

} // namespace QtDynamoDBPrivate

#endif
