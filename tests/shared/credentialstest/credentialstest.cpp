// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "credentialstest.h"

#include <QtCore/qcryptographichash.h>
#include <QtCore/qdatetime.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qurlquery.h>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

void CredentialsTest::init()
{
    m_home = std::make_unique<FakeHome>();
    m_server = std::make_unique<FakeServer>();
}

Environment CredentialsTest::environment(const Variables &variables) const
{
    const QString url = m_server->url().toString();
    Variables all { { u"AWS_ENDPOINT_URL_STS"_s, url },
                    { u"AWS_ENDPOINT_URL_SSO"_s, url },
                    { u"AWS_ENDPOINT_URL_SSO_OIDC"_s, url },
                    { u"AWS_ENDPOINT_URL_SIGNIN"_s, url },
                    { u"AWS_ENDPOINT_URL_COGNITO_IDENTITY"_s, url },
                    { u"AWS_EC2_METADATA_SERVICE_ENDPOINT"_s, url } };
    all.insert(variables);
    return m_home->environment(all);
}

CredentialsTest::Result CredentialsTest::fetchFromConfig(const QByteArray &config,
                                                         const QString &profile,
                                                         const FetchContext &context,
                                                         const Variables &variables)
{
    m_home->write(u".aws/config"_s, config);
    return fetchCredentials(sharedFilesProvider(environment(variables), profile), context);
}

QStringList CredentialsTest::targets() const
{
    QStringList result;
    const auto requests = m_server->requests();
    for (const FakeRequest &request : requests)
        result += QString::fromLatin1(request.method + ' ' + request.target);
    return result;
}

QString CredentialsTest::formValue(const QString &name, int request) const
{
    const QUrlQuery form(QString::fromLatin1(m_server->requests().at(request).body));
    return form.queryItemValue(name, QUrl::FullyDecoded);
}

QByteArray isoIn(int seconds)
{
    return QDateTime::currentDateTimeUtc().addSecs(seconds).toString(Qt::ISODate).toLatin1();
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QJsonObject objectOf(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

QByteArray assumedRole(const QByteArray &action, const QByteArray &expiration)
{
    return "<" + action + "Response xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><" + action
            + "Result><AssumedRoleUser><AssumedRoleId>AROA:me</AssumedRoleId><Arn>arn:aws:sts::"
              "123456789012:assumed-role/reader/me</Arn></AssumedRoleUser><Credentials>"
              "<AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>r0le+s3cret&amp;</"
              "SecretAccessKey>"
              "<SessionToken>r0le/t0ken==</SessionToken><Expiration>"
            + (expiration.isEmpty() ? isoIn(3600) : expiration) + "</Expiration></Credentials></"
            + action + "Result></" + action + "Response>";
}

QByteArray stsError(const QByteArray &code, const QByteArray &message)
{
    return "<ErrorResponse><Error><Type>Sender</Type><Code>" + code + "</Code><Message>" + message
            + "</Message></Error><RequestId>1</RequestId></ErrorResponse>";
}

QByteArray localKeys(const QByteArray &expiration)
{
    return R"({"Code":"Success","AccessKeyId":"ASIALOCAL","SecretAccessKey":"local-s3cret-key",)"
           R"("Token":"local-t0ken-long","AccountId":"123456789012","Expiration":")"
            + expiration + "\"}";
}

// The AWS CLI names a cached token after the hash of its session.
static QString hashed(const QByteArray &text, QCryptographicHash::Algorithm algorithm)
{
    return QString::fromLatin1(QCryptographicHash::hash(text, algorithm).toHex()) + ".json"_L1;
}

const QByteArray ssoConfig = "[profile x]\nsso_session=corp\nsso_account_id=123456789012\n"
                             "sso_role_name=my role\n[sso-session corp]\n"
                             "sso_start_url=https://corp.awsapps.com/start\n"
                             "sso_region=eu-central-1\n";

const QJsonObject ssoRegistration { { u"clientId"_s, u"client"_s },
                                    { u"clientSecret"_s, u"cli3nt-s3cret"_s },
                                    { u"refreshToken"_s, u"r3fresh-t0ken"_s },
                                    { u"registrationExpiresAt"_s, u"2099-01-01T00:00:00Z"_s },
                                    { u"somethingElse"_s, 1 } };

QString ssoTokenFile(const QByteArray &session)
{
    return ".aws/sso/cache/"_L1 + hashed(session, QCryptographicHash::Sha1);
}

void writeSsoToken(const FakeHome &home, int secondsLeft, const QJsonObject &more)
{
    QJsonObject token { { u"startUrl"_s, u"https://corp.awsapps.com/start"_s },
                        { u"region"_s, u"eu-central-1"_s },
                        { u"accessToken"_s, u"acc3ss-t0ken"_s },
                        { u"expiresAt"_s, QString::fromLatin1(isoIn(secondsLeft)) } };
    for (auto i = more.begin(); i != more.end(); ++i)
        token.insert(i.key(), i.value());
    home.write(ssoTokenFile(), compact(token));
}

QByteArray ssoRoleCredentials()
{
    return R"({"roleCredentials":{"accessKeyId":"ASIASSO","secretAccessKey":"sso-s3cret-key",)"
           R"("sessionToken":"sso-t0ken-long","expiration":)"
            + QByteArray::number(QDateTime::currentMSecsSinceEpoch() + 3600000) + "}}";
}

const QByteArray dpopKey =
        "-----BEGIN EC PRIVATE "
        "KEY-----\nMHcCAQEEIE0Z41u0h27S+Izqo2eiRN6fxftIH+qpr3njlXHwZkQMoAoGCCqGSM49\n"
        "AwEHoUQDQgAEFZlyYnmSakWymOOfIYCQadnSdKcSiMVur3V92t2X494+T5KfNRkK\n"
        "C+DTO9ZLOeDNyHQvSSG5/c5wRwZrbVOOIA==\n-----END EC PRIVATE KEY-----\n";

const QString loginSession = u"arn:aws:iam::123456789012:user/me"_s;

QString loginTokenFile(const QString &session)
{
    return ".aws/login/cache/"_L1 + hashed(session.toUtf8(), QCryptographicHash::Sha256);
}

void writeLoginToken(const FakeHome &home, int secondsLeft)
{
    const QJsonObject access { { u"accessKeyId"_s, u"ASIALOGIN"_s },
                               { u"secretAccessKey"_s, u"login-s3cret-key"_s },
                               { u"sessionToken"_s, u"login-t0ken-long"_s },
                               { u"accountId"_s, u"123456789012"_s },
                               { u"expiresAt"_s, QString::fromLatin1(isoIn(secondsLeft)) } };
    home.write(loginTokenFile(),
               compact({ { u"accessToken"_s, access },
                         { u"clientId"_s, u"arn:aws:signin:::devtools/same-device"_s },
                         { u"refreshToken"_s, u"login-r3fresh"_s },
                         { u"idToken"_s, u"login-id-t0ken"_s },
                         { u"tokenType"_s, u"aws_sigv4"_s },
                         { u"dpopKey"_s, QString::fromLatin1(dpopKey) } }));
}
