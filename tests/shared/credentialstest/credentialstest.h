// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CREDENTIALSTEST_H
#define CREDENTIALSTEST_H

#include "fakehome/fakehome.h"
#include "fakeserver/fakeserver.h"
#include "fetchcredentials.h"

#include <QtCore/qjsonobject.h>

#include <memory>

// A test of credentials providers. Each test function has a home directory of its own, and a fake
// server in place of the AWS services and of the instance metadata.
class CredentialsTest : public QObject
{
    Q_OBJECT

protected:
    using Result = QDynamoDBExpected<QDynamoDBCredentials>;

    // The endpoints of all services are the fake server unless `variables` says otherwise.
    [[nodiscard]] QtDynamoDBPrivate::Environment environment(const Variables &variables = {}) const;
    // Writes the AWS configuration file and fetches the credentials of one of its profiles.
    Result fetchFromConfig(const QByteArray &config, const QString &profile = QStringLiteral("x"),
                           const QtDynamoDBPrivate::FetchContext &context = {},
                           const Variables &variables = {});
    // The requests that the server has received, each as "GET /target".
    [[nodiscard]] QStringList targets() const;
    // The decoded value of a form field in the body of the request with this index.
    [[nodiscard]] QString formValue(const QString &name, int request = 0) const;

    std::unique_ptr<FakeHome> m_home;
    std::unique_ptr<FakeServer> m_server;

protected Q_SLOTS:
    void init();
};

// Times and JSON.
[[nodiscard]] QByteArray isoIn(int seconds); // from now, in ISO 8601
[[nodiscard]] QByteArray compact(const QJsonObject &object);
[[nodiscard]] QJsonObject objectOf(const QByteArray &json);

// Responses of STS.
[[nodiscard]] QByteArray assumedRole(const QByteArray &action = "AssumeRole",
                                     const QByteArray &expiration = {}); // default: in an hour
[[nodiscard]] QByteArray stsError(const QByteArray &code, const QByteArray &message = "no");

// The response of a container's agent, and of the instance metadata.
[[nodiscard]] QByteArray localKeys(const QByteArray &expiration = isoIn(3600));

// SSO: profile "x" with session "corp", the cached token of that session, and the response of the
// SSO portal.
extern const QByteArray ssoConfig;
extern const QJsonObject ssoRegistration; // and a refresh token
[[nodiscard]] QString ssoTokenFile(const QByteArray &session = "corp"); // relative to the home
void writeSsoToken(const FakeHome &home, int secondsLeft, const QJsonObject &more = {});
[[nodiscard]] QByteArray ssoRoleCredentials();

// The cached token of "aws login".
extern const QByteArray dpopKey; // for tests alone
extern const QString loginSession;
[[nodiscard]] QString loginTokenFile(const QString &session = loginSession);
void writeLoginToken(const FakeHome &home, int secondsLeft);

#endif
