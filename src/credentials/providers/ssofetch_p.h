// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SSOFETCH_P_H
#define SSOFETCH_P_H

#include "credentials/fetch_p.h"

#include <QtCore/qjsonobject.h>

namespace QtDynamoDBPrivate {

// A fetch of a role's credentials from IAM Identity Center. It uses the token in the file that the
// AWS CLI shares, renews the token there, and starts a new sign-in if that is not possible.
class SsoFetch final : public Fetch
{
    Q_OBJECT

public:
    using Options = QDynamoDBCredentialsProvider::SsoOptions;

    SsoFetch(const FetchContext &context, Callback callback, const Environment &environment,
             const Options &options);

    void start();

private:
    // Defined in sso.cpp:
    void handleFile(const QDynamoDBExpected<SecretObject> &token);
    void useToken();
    void handleRoleCredentials(const HttpResponse &response);

    // Defined in ssofetch_signin.cpp:
    [[nodiscard]] bool canRenew() const;
    [[nodiscard]] bool isRegistered() const;
    // Whether the client registration in the file can be used for a sign-in with a device code.
    [[nodiscard]] bool canReuseRegistration() const;
    void renew();
    void renewalFailed(const QString &reason);
    void handleFileAfterFailure(const QDynamoDBExpected<SecretObject> &token, const QString &reason);
    void signIn(const QString &reason);
    void registerClient();
    void authorizeDevice();
    void handleDevice(const SecretObject &device);
    void poll();
    void handleToken(const SecretObject &token);
    void callOidc(const QString &path, const QJsonObject &body,
                  const std::function<void(const HttpResponse &)> &then);

    [[nodiscard]] QDateTime time(QLatin1StringView member) const;
    [[nodiscard]] QString text(QLatin1StringView member) const { return m_token.text(member); }

    const Options m_options;
    QUrl m_oidc;
    QString m_file;
    SecretObject m_token; // the content of the file, and the device code of a pending sign-in
    bool m_signedIn = false; // during this fetch
    bool m_isReused = false; // whether the client registration is that of an earlier sign-in
    QString m_refusedClient; // the client ID of a registration that the service refused

    std::chrono::seconds m_interval { 5 }; // between two polls
    QDateTime m_deadline; // for the user to complete the sign-in
};

} // namespace QtDynamoDBPrivate

#endif
