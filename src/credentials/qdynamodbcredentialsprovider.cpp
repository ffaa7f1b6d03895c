// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/qdynamodbcredentialsprovider.h>

#include "credentials/providers/providers_p.h"

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

/*!
    \class QDynamoDBCredentialsProvider
    \inmodule QtDynamoDB
    \brief A source of credentials.

    A client gets its credentials from a provider: one of those that the functions here make, or one
    that the application writes. The client keeps what it was given, renews it five minutes before it
    expires, and however many calls wait asks only once. A provider therefore need not keep anything.

    To write one, implement name() and fetch(). The client calls them in its I/O thread, so they must
    not wait for anything. A provider that several clients share is called in several threads.

    \sa QDynamoDBAbstractClient::setCredentialsProvider()
*/

/*!
    \typealias QDynamoDBCredentialsProvider::Answer

    Takes the credentials or the error. May be called in any thread, also after the client is gone.
    Only the first call counts; destroying all copies without a call is an answer too, a failure.
*/

/*!
    \enum QDynamoDBCredentialsProvider::Freshness

    \value Any     Credentials that the provider may have kept.
    \value Reload  The service refused those given before as expired: kept ones won't do.
*/

/*!
    \fn QString QDynamoDBCredentialsProvider::name() const

    Returns what the provider is called in error texts and in QDynamoDBCredentials::source().
*/

/*!
    \fn void QDynamoDBCredentialsProvider::fetch(Freshness freshness, Answer answer)

    Finds credentials that are as fresh as \a freshness asks, and hands them or the reason why there
    are none to \a answer, at once or later. The code of the error is
   QDynamoDBError::Code::NoCredentials where the source is just not in use here. Its text must hold
   no secret.
*/

QDynamoDBCredentialsProvider::~QDynamoDBCredentialsProvider() = default;

namespace {

class ExplicitProvider final : public QDynamoDBCredentialsProvider
{
public:
    explicit ExplicitProvider(const QDynamoDBCredentials &credentials)
        : m_credentials(credentials)
    {
    }

    QString name() const override { return u"explicit"_s; }
    void fetch(Freshness, Answer answer) override { answer(m_credentials); }

private:
    const QDynamoDBCredentials m_credentials;
};

} // namespace

/*!
    Returns a provider that always gives \a credentials.
*/
std::shared_ptr<QDynamoDBCredentialsProvider> QDynamoDBCredentialsProvider::explicitCredentials(
        const QDynamoDBCredentials &credentials)
{
    return std::make_shared<ExplicitProvider>(credentials);
}

/*!
    Returns a provider that reads the variables \c AWS_ACCESS_KEY_ID, \c AWS_SECRET_ACCESS_KEY and,
    for temporary credentials, \c AWS_SESSION_TOKEN (or \c AWS_SECURITY_TOKEN, its older name, which
    goes first), \c AWS_CREDENTIAL_EXPIRATION (in ISO 8601) and \c AWS_ACCOUNT_ID each time it is
    asked.

    Fails with QDynamoDBError::Code::NoCredentials if neither key is set, and with
    QDynamoDBError::Code::MissingParameter if only one is.
*/
std::shared_ptr<QDynamoDBCredentialsProvider> QDynamoDBCredentialsProvider::environment()
{
    return environmentProvider({});
}

/*!
    Returns a provider that gives what \a profile says in the AWS tools' credentials and config
    files, which are read each time it is asked. The files are those that \c
    AWS_SHARED_CREDENTIALS_FILE and \c AWS_CONFIG_FILE name, else \c{~/.aws/credentials} and
    \c{~/.aws/config}. An empty \a profile means the one in \c AWS_PROFILE or \c
    AWS_DEFAULT_PROFILE, else \c default.

    A profile may have several sources. The first one counts, in the order of the AWS CLI:
    \list 1
    \li \c role_arn with \c source_profile or \c credential_source. The source profile's own keys,
        sign-in or program go before its role. A profile may name itself.
    \li \c role_arn with \c web_identity_token_file
    \li SSO: \c sso_account_id and \c sso_role_name, with \c sso_session, or with \c sso_start_url
        and \c sso_region
    \li keys of the credentials file: \c aws_access_key_id, \c aws_secret_access_key, \c
        aws_session_token (or \c aws_security_token), \c aws_account_id
    \li \c login_session
    \li \c credential_process
    \li keys of the config file
    \endlist

    Fails with QDynamoDBError::Code::NoProfile if there is no such profile, with
    QDynamoDBError::Code::NoCredentials if the profile has no source, or if no profile was chosen
    and there is no profile \c default, with QDynamoDBError::Code::ConfigNotFound if a file cannot be
    read, and with QDynamoDBError::Code::ConfigParserError, which says where, if a file is malformed
    or the profile contradicts itself, is incomplete or leads back to itself. A missing file counts
    as empty.

    \sa {https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html}{Shared config and
    credentials files}
*/
std::shared_ptr<QDynamoDBCredentialsProvider> QDynamoDBCredentialsProvider::sharedFiles(
        const QString &profile)
{
    return sharedFilesProvider({}, profile);
}

/*!
    Returns a provider that tries the environment's keys, the shared files, the container that the
    application runs in, and the metadata of the instance. A web identity that the environment names
    goes before all of a profile except its role. If \a profile is not empty, the environment's keys
    and web identity are not considered. A source that is set up
    but does not work ends the search, so that no other identity is used by accident.

    Fails with QDynamoDBError::Code::NoCredentials if no source is set up; the text lists them, and
    what each of them lacks. That takes no longer than a second.
*/
std::shared_ptr<QDynamoDBCredentialsProvider> QDynamoDBCredentialsProvider::defaultChain(
        const QString &profile)
{
    return defaultChainProvider({}, profile);
}

/*!
    \typealias QDynamoDBCredentialsProvider::TextAnswer

    Takes a code or a token; an empty text says that there is none. May be called in any thread.
    Only the first call counts, and destroying all copies without one is an empty text.
*/

/*!
    \class QDynamoDBCredentialsProvider::RoleOptions
    \inmodule QtDynamoDB
    \brief What assumeRole() needs to know.

    \c duration is from 900 s to what the role allows, an hour by default. If \c mfaSerial names a
    device, its code is asked for: with \c mfaCode, which is called in the I/O thread and must not
    wait, or else with QDynamoDBAbstractClient::mfaRequired().
*/

/*!
    Returns a provider of a role's temporary credentials, as \a options say. STS is asked for them
    with the credentials of \a source.

    Fails with QDynamoDBError::Code::AccessDenied if the role may not be assumed, or if nobody gives
    a code, and with the error of the \a source.

    \sa {https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html}{AssumeRole}
*/
std::shared_ptr<QDynamoDBCredentialsProvider> QDynamoDBCredentialsProvider::assumeRole(
        const RoleOptions &options, std::shared_ptr<QDynamoDBCredentialsProvider> source)
{
    return roleProvider({}, options, std::move(source));
}

/*!
    \class QDynamoDBCredentialsProvider::WebIdentityOptions
    \inmodule QtDynamoDB
    \brief What webIdentity() needs to know.

    The token is what \c tokenFile holds when it is asked for, or what \c token answers, which is
    called in the I/O thread and must not wait.
*/

/*!
    Returns a provider of a role's temporary credentials for who has a token of OpenID Connect, as
    \a options say.

    \sa
   {https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html}{AssumeRoleWithWebIdentity}
*/
std::shared_ptr<QDynamoDBCredentialsProvider> QDynamoDBCredentialsProvider::webIdentity(
        const WebIdentityOptions &options)
{
    return webIdentityProvider({}, options);
}

/*!
    \class QDynamoDBCredentialsProvider::SsoOptions
    \inmodule QtDynamoDB
    \brief What sso() needs to know.

    All but \c session and \c scopes are needed. Sign-ins that the AWS CLI did for the session of
    that name, or without one for that start URL, are shared with it.
*/

/*!
    Returns a provider of credentials by IAM Identity Center (SSO), as \a options say. It uses the
    sign-in that is kept in \c{~/.aws/sso/cache}, and renews it there. Where there is none, or it
    expired for good, the user is asked to sign in: QDynamoDBAbstractClient::authorizationRequired()
    has the page and the code. If nothing is connected to that signal the provider fails with
    QDynamoDBError::Code::ExpiredToken.

    \sa {https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/Welcome.html}{SSO OIDC}
*/
std::shared_ptr<QDynamoDBCredentialsProvider> QDynamoDBCredentialsProvider::sso(
        const SsoOptions &options)
{
    return ssoProvider({}, options);
}

/*!
    Returns a provider of what \c{aws login} left for \a session, the ARN that the profile has as \c
    login_session. It is renewed in its file, for which the library must have been built with
    OpenSSL. The file says in which region, otherwise \a region or the client's is taken.

    Fails with QDynamoDBError::Code::ExpiredToken if the user must log in again.
*/
std::shared_ptr<QDynamoDBCredentialsProvider> QDynamoDBCredentialsProvider::loginSession(
        const QString &session, const QString &region)
{
    return loginProvider({}, session, region);
}

/*!
    Returns a provider that starts \a program with \a arguments each time it is asked, without a
    shell, and reads the JSON object of Version 1 that it writes. \c Expiration may be missing or
    null. The program has a minute, and may
    write 64 KiB. What it writes to the standard error goes nowhere.

    \sa {https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html}{Process
    credentials}
*/
std::shared_ptr<QDynamoDBCredentialsProvider> QDynamoDBCredentialsProvider::process(
        const QString &program, const QStringList &arguments)
{
    return processProvider(program, arguments);
}

/*!
    Returns a provider that asks the agent of ECS or EKS, as \c
    AWS_CONTAINER_CREDENTIALS_RELATIVE_URI, \c AWS_CONTAINER_CREDENTIALS_FULL_URI, \c
    AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE and \c AWS_CONTAINER_AUTHORIZATION_TOKEN say.
*/
std::shared_ptr<QDynamoDBCredentialsProvider> QDynamoDBCredentialsProvider::container()
{
    return containerProvider({});
}

/*!
    Returns a provider of the credentials of an EC2 instance's role. While the instance's metadata
    can't be had it gives the last ones on, even beyond their end.

    A profile's role whose \c credential_source is \c Ec2InstanceMetadata has the same done for it.

    \c AWS_EC2_METADATA_DISABLED, \c AWS_EC2_METADATA_V1_DISABLED, \c
    AWS_EC2_METADATA_SERVICE_ENDPOINT, \c AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE (\c IPv4 or \c
    IPv6) and \c AWS_IMDS_USE_IPV6 are respected.

    Fails with QDynamoDBError::Code::NoCredentials where nothing answers, access is not allowed
    (status 403) or the instance has no role, and with QDynamoDBError::Code::InvalidParameterValue
    for another endpoint mode.
*/
std::shared_ptr<QDynamoDBCredentialsProvider> QDynamoDBCredentialsProvider::instanceMetadata()
{
    return instanceMetadataProvider({}, {});
}

/*!
    \typealias QDynamoDBCredentialsProvider::Logins

    The tokens of somebody who has signed in, by the name of who issued each of them:
    \c{accounts.google.com}, \c{cognito-idp.<region>.amazonaws.com/<pool>}.
*/

/*!
    \class QDynamoDBCredentialsProvider::CognitoOptions
    \inmodule QtDynamoDB
    \brief What cognitoIdentity() needs to know.

    \c logins, or what \c freshLogins answers, make the difference between a guest and somebody who
    has signed in. \c freshLogins is called in the I/O thread and must not wait.
*/

/*!
    Returns a provider of credentials by an identity pool of Cognito, as \a options say. No user of
    AWS is needed for that.

    \sa {https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/Welcome.html}{Cognito
    identity pools}
*/
std::shared_ptr<QDynamoDBCredentialsProvider> QDynamoDBCredentialsProvider::cognitoIdentity(
        const CognitoOptions &options)
{
    return cognitoProvider({}, options);
}
