// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/qdynamodbcredentialsprovider.h>

#include "auth/providers_p.h"

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
   for temporary credentials, \c AWS_SESSION_TOKEN, \c AWS_CREDENTIAL_EXPIRATION (in ISO 8601) and
    \c AWS_ACCOUNT_ID each time it is asked.
*/
std::shared_ptr<QDynamoDBCredentialsProvider> QDynamoDBCredentialsProvider::environment()
{
    return environmentProvider({});
}

/*!
    Returns a provider that reads the keys of \a profile in the AWS tools' credentials and config
   files, each time it is asked. The files are those that \c AWS_SHARED_CREDENTIALS_FILE and \c
   AWS_CONFIG_FILE name, else \c{~/.aws/credentials} and \c{~/.aws/config}. An empty \a profile
   means the one in \c AWS_PROFILE or \c AWS_DEFAULT_PROFILE, else \c default.

    Fails with QDynamoDBError::Code::NoProfile if there is no such profile, with
    QDynamoDBError::Code::ConfigNotFound if a variable names a file that is not there, and with
    QDynamoDBError::Code::ConfigParserError, which says where, if a file is malformed.

    \sa {https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html}{Shared config and
   credentials files}
*/
std::shared_ptr<QDynamoDBCredentialsProvider> QDynamoDBCredentialsProvider::sharedFiles(
        const QString &profile)
{
    return sharedFilesProvider({}, profile);
}

/*!
    Returns a provider that tries the environment, then the shared files. If \a profile is not
   empty, the environment's keys are not considered. A source that is set up but does not work ends
   the search, so that no other identity is used by accident.

    Fails with QDynamoDBError::Code::NoCredentials if no source is set up; the text lists them, and
   what each of them lacks.
*/
std::shared_ptr<QDynamoDBCredentialsProvider> QDynamoDBCredentialsProvider::defaultChain(
        const QString &profile)
{
    return defaultChainProvider({}, profile);
}
