// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/qdynamodbcredentialsprovider.h>

#include "credentials/providers/providers_p.h"

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

/*!
    \class QDynamoDBCredentialsProvider
    \inmodule QtDynamoDB
    \since 0.1
    \brief A source of credentials.

    A client gets its credentials from a provider. The static functions of this class return the
    built-in providers; an application can also implement its own.

    The client caches the credentials, fetches new ones five minutes before they expire, and runs at
    most one fetch at a time, however many calls wait for it. A provider therefore needs no cache.

    To implement a provider, override name() and fetch(). The client calls them in its I/O thread,
    so they must not block. A provider that is shared by several clients is called in several
    threads, possibly at the same time.

    \sa QDynamoDBAbstractClient::setCredentialsProvider()
*/

/*!
    \typealias QDynamoDBCredentialsProvider::Callback

    A callback that receives the credentials or the error of fetch(). It may be called in any
    thread, also after the client was destroyed. Only the first call has an effect. If all copies
    are destroyed without a call, the fetch fails with QDynamoDBError::Code::NoCredentials.
*/

/*!
    \enum QDynamoDBCredentialsProvider::Freshness

    This enum describes which credentials fetch() may return.

    \value Any     The provider may return cached credentials.
    \value Reload  The service refused the previous credentials as expired. The provider must not
                   return them again.
*/

/*!
    \fn QDynamoDBCredentialsProvider::QDynamoDBCredentialsProvider()

    Constructs a provider.
*/

/*!
    \fn QString QDynamoDBCredentialsProvider::name() const

    Returns the name of the provider. It appears in error texts and in
    QDynamoDBCredentials::source(), unless the credentials have a source already.
*/

/*!
    \fn void QDynamoDBCredentialsProvider::fetch(Freshness freshness, Callback callback)

    Fetches credentials as \a freshness requires, and passes them, or an error, to \a callback: before
    this function returns or later, in any thread. It must not block.

    Fail with QDynamoDBError::Code::NoCredentials only if the source is not configured. The text of
    an error must not contain a secret.
*/

/*!
    Destroys the provider. A fetch that is running may still call its callback.
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
    void fetch(Freshness, Callback callback) override { callback(m_credentials); }

private:
    const QDynamoDBCredentials m_credentials;
};

} // namespace

/*!
    Returns a provider that always returns \a credentials.

    The client fails with QDynamoDBError::Code::NoCredentials if a key in them is empty, and with
    QDynamoDBError::Code::ExpiredToken once they have expired.
*/
std::shared_ptr<QDynamoDBCredentialsProvider> QDynamoDBCredentialsProvider::explicitCredentials(
        const QDynamoDBCredentials &credentials)
{
    return std::make_shared<ExplicitProvider>(credentials);
}

/*!
    Returns a provider that reads environment variables for each fetch:

    \list
    \li \c AWS_ACCESS_KEY_ID and \c AWS_SECRET_ACCESS_KEY
    \li \c AWS_SESSION_TOKEN, for temporary credentials. The older name \c AWS_SECURITY_TOKEN
        takes precedence.
    \li \c AWS_CREDENTIAL_EXPIRATION, a time in ISO 8601; optional
    \li \c AWS_ACCOUNT_ID; optional
    \endlist

    Fails with QDynamoDBError::Code::NoCredentials if neither key is set, with
    QDynamoDBError::Code::MissingParameter if only one is, and with
    QDynamoDBError::Code::InvalidParameterValue if the expiration is not a time.
*/
std::shared_ptr<QDynamoDBCredentialsProvider> QDynamoDBCredentialsProvider::environment()
{
    return environmentProvider({});
}

/*!
    Returns a provider that returns the credentials of \a profile in the credentials file and the
    config file of the AWS CLI. Both files are read for each fetch. Their paths are in
    \c AWS_SHARED_CREDENTIALS_FILE and \c AWS_CONFIG_FILE, by default \c{~/.aws/credentials} and
    \c{~/.aws/config}. A missing file counts as empty. An empty \a profile means the one in
    \c AWS_PROFILE or \c AWS_DEFAULT_PROFILE, by default \c default.

    If a profile describes several sources, the first one in the order of the AWS CLI is used:

    \list 1
    \li \c role_arn with \c source_profile or \c credential_source. If the source profile has keys
        as well as a role, its role is ignored. A profile with keys may be its own source profile.
    \li \c role_arn with \c web_identity_token_file
    \li SSO: \c sso_account_id and \c sso_role_name, with \c sso_session, or with \c sso_start_url
        and \c sso_region
    \li keys in the credentials file: \c aws_access_key_id, \c aws_secret_access_key,
        \c aws_session_token (or \c aws_security_token), \c aws_account_id
    \li \c login_session
    \li \c credential_process
    \li keys in the config file
    \endlist

    Fails with one of these codes, or with the error of the source:

    \list
    \li QDynamoDBError::Code::NoProfile if the profile does not exist
    \li QDynamoDBError::Code::NoCredentials if the profile describes no source, or if no profile was
        selected and \c default does not exist
    \li QDynamoDBError::Code::ConfigNotFound if a file exists but cannot be read
    \li QDynamoDBError::Code::ConfigParserError if a file is malformed, or if the profile is
        contradictory or incomplete, or its source profiles form a cycle. The text contains the
        place.
    \endlist

    \sa {https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html}{Shared config and
    credentials files}
*/
std::shared_ptr<QDynamoDBCredentialsProvider> QDynamoDBCredentialsProvider::sharedFiles(
        const QString &profile)
{
    return sharedFilesProvider({}, profile);
}

/*!
    Returns a provider that tries these sources in the order of the AWS CLI, until one is
    configured:

    \list 1
    \li environment()
    \li sharedFiles(). The variables for webIdentity() (\c AWS_WEB_IDENTITY_TOKEN_FILE,
        \c AWS_ROLE_ARN, \c AWS_ROLE_SESSION_NAME) precede all sources of the profile except its
        role.
    \li container()
    \li instanceMetadata()
    \endlist

    If \a profile is not empty, the keys and the web identity of the environment are ignored.

    A source that is configured but does not work ends the search with its error, so that no other
    identity is used by accident. Fails with QDynamoDBError::Code::NoCredentials if no source is
    configured; the text lists the sources and what each of them lacks. Unless a container is
    configured, that takes at most about a second.
*/
std::shared_ptr<QDynamoDBCredentialsProvider> QDynamoDBCredentialsProvider::defaultChain(
        const QString &profile)
{
    return defaultChainProvider({}, profile);
}

/*!
    \typealias QDynamoDBCredentialsProvider::TextCallback

    A callback that receives a code or a token. An empty text means that there is none. It may be
    called in any thread. Only the first call has an effect. If all copies are destroyed without a
    call, the text is empty.
*/

/*!
    \class QDynamoDBCredentialsProvider::RoleOptions
    \inmodule QtDynamoDB
    \since 0.1
    \brief The options of assumeRole().
*/

/*!
    \variable QDynamoDBCredentialsProvider::RoleOptions::roleArn

    The ARN of the role. Required.
*/

/*!
    \variable QDynamoDBCredentialsProvider::RoleOptions::sessionName

    The name of the session, which appears in CloudTrail. If it is empty (the default), a name with
    the current time is generated.
*/

/*!
    \variable QDynamoDBCredentialsProvider::RoleOptions::externalId

    The external ID that the role's trust policy requires. Empty by default.
*/

/*!
    \variable QDynamoDBCredentialsProvider::RoleOptions::duration

    The lifetime of the credentials, from 900 s to the maximum of the role. The default is 3600 s.
*/

/*!
    \variable QDynamoDBCredentialsProvider::RoleOptions::mfaSerial

    The serial number or ARN of the MFA device whose code the role requires. Empty by default: no
    code is sent.
*/

/*!
    \variable QDynamoDBCredentialsProvider::RoleOptions::mfaCode

    A function that requests the code of the device \c mfaSerial, and passes it to \c callback. It is
    called in the I/O thread and must not block. If it is not set (the default), the client emits
    QDynamoDBAbstractClient::mfaRequired().
*/

/*!
    \variable QDynamoDBCredentialsProvider::RoleOptions::region

    The region whose STS endpoint is used. If it is empty (the default), the client's region is
    used, or us-east-1.
*/

/*!
    Returns a provider of the temporary credentials of a role, as \a options describe. It requests
    them from STS with the credentials of \a source.

    Fails with QDynamoDBError::Code::AccessDenied if the role must not be assumed or no MFA code is
    given, with QDynamoDBError::Code::MissingAuthenticationToken if \a source has no credentials,
    and otherwise with the error of \a source or of STS.

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
    \since 0.1
    \brief The options of webIdentity().
*/

/*!
    \variable QDynamoDBCredentialsProvider::WebIdentityOptions::roleArn

    The ARN of the role. Required.
*/

/*!
    \variable QDynamoDBCredentialsProvider::WebIdentityOptions::sessionName

    The name of the session, which appears in CloudTrail. If it is empty (the default), a name with
    the current time is generated.
*/

/*!
    \variable QDynamoDBCredentialsProvider::WebIdentityOptions::duration

    The lifetime of the credentials, from 900 s to the maximum of the role. The default is 3600 s.
*/

/*!
    \variable QDynamoDBCredentialsProvider::WebIdentityOptions::tokenFile

    The path of the file that contains the token. It is read for each fetch. Ignored if \c token is
    set.
*/

/*!
    \variable QDynamoDBCredentialsProvider::WebIdentityOptions::token

    A function that passes the token to \c callback. It is called in the I/O thread for each fetch,
    and must not block. Not set by default.
*/

/*!
    \variable QDynamoDBCredentialsProvider::WebIdentityOptions::region

    The region whose STS endpoint is used. If it is empty (the default), the client's region is
    used, or us-east-1.
*/

/*!
    Returns a provider of the temporary credentials of a role, for a user or workload with an OpenID
    Connect token, as \a options describe.

    Fails with QDynamoDBError::Code::MissingParameter without a role, with
    QDynamoDBError::Code::ConfigNotFound if the token file is missing or empty, with
    QDynamoDBError::Code::AccessDenied if the application gives no token, and otherwise with the
    error of STS.

    \sa {https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html}{AssumeRoleWithWebIdentity}
*/
std::shared_ptr<QDynamoDBCredentialsProvider> QDynamoDBCredentialsProvider::webIdentity(
        const WebIdentityOptions &options)
{
    return webIdentityProvider({}, options);
}

/*!
    \class QDynamoDBCredentialsProvider::SsoOptions
    \inmodule QtDynamoDB
    \since 0.1
    \brief The options of sso().

    All members except \c session and \c scopes are required. A sign-in is shared with the AWS CLI
    by the name of the session or, without a session, by the start URL.
*/

/*!
    \variable QDynamoDBCredentialsProvider::SsoOptions::session

    The name of the \c sso-session section in the config file. If it is empty (the default), the
    start URL identifies the sign-in, which then cannot be renewed.
*/

/*!
    \variable QDynamoDBCredentialsProvider::SsoOptions::startUrl

    The URL of the AWS access portal. Required.
*/

/*!
    \variable QDynamoDBCredentialsProvider::SsoOptions::region

    The region of IAM Identity Center, not of DynamoDB. Required.
*/

/*!
    \variable QDynamoDBCredentialsProvider::SsoOptions::accountId

    The ID of the account (12 digits) whose role is used. Required.
*/

/*!
    \variable QDynamoDBCredentialsProvider::SsoOptions::roleName

    The name of the role, which is that of a permission set. Required.
*/

/*!
    \variable QDynamoDBCredentialsProvider::SsoOptions::scopes

    The OAuth scopes that a sign-in requests, if \c session is set. Empty by default, which means
    \c{sso:account:access}.
*/

/*!
    Returns a provider of the credentials of a role in IAM Identity Center (SSO), as \a options
    describe. It uses the sign-in that is stored in \c{~/.aws/sso/cache}, and renews it there.

    If there is no sign-in, or it can no longer be renewed, the client emits
    QDynamoDBAbstractClient::authorizationRequired() with a URL and a code, and the provider waits
    until the user has signed in there. If nothing is connected to that signal, or the code expires
    first, it fails with QDynamoDBError::Code::ExpiredToken.

    \sa {https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/Welcome.html}{SSO OIDC}
*/
std::shared_ptr<QDynamoDBCredentialsProvider> QDynamoDBCredentialsProvider::sso(
        const SsoOptions &options)
{
    return ssoProvider({}, options);
}

/*!
    Returns a provider of the credentials that \c{aws login} stored for \a session, the ARN in the
    setting \c login_session of a profile. The files are in \c AWS_LOGIN_CACHE_DIRECTORY, by default
    \c{~/.aws/login/cache}.

    The provider renews the credentials, and writes them to the same file. That requires that the
    library was built with OpenSSL. The request goes to the region in the file, otherwise to
    \a region, otherwise to that of the client.

    Fails with QDynamoDBError::Code::ExpiredToken if the user must log in again.
*/
std::shared_ptr<QDynamoDBCredentialsProvider> QDynamoDBCredentialsProvider::loginSession(
        const QString &session, const QString &region)
{
    return loginProvider({}, session, region);
}

/*!
    Returns a provider that starts \a program with \a arguments for each fetch, without a shell, and
    reads the JSON object that it writes to its standard output, in the format that the AWS CLI
    calls Version 1. \c Expiration may be missing or null. The standard error of the program is
    discarded.

    Fails with QDynamoDBError::Code::ConfigNotFound if the program cannot be started, with
    QDynamoDBError::Code::Timeout if it runs for more than a minute, and with
    QDynamoDBError::Code::InvalidResponse if it fails, writes more than 64 KiB or writes anything
    else.

    \sa {https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html}{Process
    credentials}
*/
std::shared_ptr<QDynamoDBCredentialsProvider> QDynamoDBCredentialsProvider::process(
        const QString &program, const QStringList &arguments)
{
    return processProvider(program, arguments);
}

/*!
    Returns a provider that requests the credentials from the agent of ECS or EKS. These variables
    are read for each fetch:

    \list
    \li \c AWS_CONTAINER_CREDENTIALS_RELATIVE_URI, a path on 169.254.170.2, or
        \c AWS_CONTAINER_CREDENTIALS_FULL_URI, a URL with https, or with http for a loopback
        address or an agent's
    \li \c AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE, a path, or
        \c AWS_CONTAINER_AUTHORIZATION_TOKEN; optional
    \endlist

    Fails with QDynamoDBError::Code::NoCredentials if neither URI is set, with
    QDynamoDBError::Code::InvalidParameterValue if it is invalid, and with
    QDynamoDBError::Code::ConfigNotFound if the token file is missing or empty.
*/
std::shared_ptr<QDynamoDBCredentialsProvider> QDynamoDBCredentialsProvider::container()
{
    return containerProvider({});
}

/*!
    Returns a provider of the credentials of an EC2 instance's role, from the instance metadata
    service.

    While the service is not available, or returns expired credentials, the provider returns the
    last ones with a later expiration, because DynamoDB may still accept them.

    \c AWS_EC2_METADATA_DISABLED, \c AWS_EC2_METADATA_V1_DISABLED,
    \c AWS_EC2_METADATA_SERVICE_ENDPOINT, \c AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE (\c IPv4 or
    \c IPv6) and \c AWS_IMDS_USE_IPV6 are respected.

    Fails with QDynamoDBError::Code::NoCredentials if there is no response, access is forbidden
    (status 403) or the instance has no role, and with QDynamoDBError::Code::InvalidParameterValue
    if the endpoint mode is invalid.
*/
std::shared_ptr<QDynamoDBCredentialsProvider> QDynamoDBCredentialsProvider::instanceMetadata()
{
    return instanceMetadataProvider({}, {});
}

/*!
    \typealias QDynamoDBCredentialsProvider::Logins

    The tokens of a signed-in user by the name of their issuer, such as \c{accounts.google.com} or
    \c{cognito-idp.<region>.amazonaws.com/<pool>}.
*/

/*!
    \class QDynamoDBCredentialsProvider::CognitoOptions
    \inmodule QtDynamoDB
    \since 0.1
    \brief The options of cognitoIdentity().
*/

/*!
    \variable QDynamoDBCredentialsProvider::CognitoOptions::identityPoolId

    The ID of the identity pool, \c{<region>:<uuid>}. Required.
*/

/*!
    \variable QDynamoDBCredentialsProvider::CognitoOptions::identityId

    The ID of an identity in the pool. If it is empty (the default), the first fetch requests one
    from Cognito.
*/

/*!
    \variable QDynamoDBCredentialsProvider::CognitoOptions::accountId

    The ID of the account that owns the pool. Empty by default.
*/

/*!
    \variable QDynamoDBCredentialsProvider::CognitoOptions::logins

    The tokens of a signed-in user. If they are empty (the default), the identity is that of a
    guest. Ignored if \c freshLogins is set.
*/

/*!
    \variable QDynamoDBCredentialsProvider::CognitoOptions::freshLogins

    A function that passes current tokens to \c callback. It is called in the I/O thread for each
    fetch, and must not block. Not set by default.
*/

/*!
    \variable QDynamoDBCredentialsProvider::CognitoOptions::customRoleArn

    The role to use if the tokens allow several. Empty by default.
*/

/*!
    Returns a provider of the credentials of a Cognito identity pool, as \a options describe. They
    are for the users of an application, who need no AWS account.

    Fails with QDynamoDBError::Code::AccessDenied if \c freshLogins gives no tokens, and otherwise
    with the error of Cognito.

    \sa {https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/Welcome.html}{Cognito
    identity pools}
*/
std::shared_ptr<QDynamoDBCredentialsProvider> QDynamoDBCredentialsProvider::cognitoIdentity(
        const CognitoOptions &options)
{
    return cognitoProvider({}, options);
}
