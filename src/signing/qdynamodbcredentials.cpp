// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "signing/qdynamodbcredentials_p.h"

#include <QtCore/qdebug.h>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

/*!
    \class QDynamoDBCredentials
    \inmodule QtDynamoDB
    \brief The keys that sign requests to DynamoDB, with what is known about them.

    Credentials are an access key, the secret that belongs to it and, where they are temporary, a
    session token and the time when they expire. They are implicitly shared, so copies are cheap and
    may be used in any thread.

    The secret and the token are kept in one buffer each, which is overwritten when the last copy
    goes. secretAccessKey() and sessionToken() make a new string each time, which is then the
    caller's to look after. Nothing that the library prints holds more than the last four characters
    of the access key.

    \sa QDynamoDBCredentialsProvider,
    {https://docs.aws.amazon.com/IAM/latest/UserGuide/security-creds.html}{AWS security credentials}
*/

/*!
    \fn void QDynamoDBCredentials::swap(QDynamoDBCredentials &other)
    \brief Swaps this object with \a other, without copying either. Never fails.

    \since 0.1
*/

namespace {

// One copy in UTF-8 that is cleared at once.
class Utf8
{
public:
    explicit Utf8(const QString &text)
        : m_bytes(text.toUtf8())
    {
    }
    ~Utf8() { wipe(m_bytes); }
    Q_DISABLE_COPY_MOVE(Utf8)
    operator QByteArrayView() const { return m_bytes; }

private:
    QByteArray m_bytes;
};

} // namespace

QDynamoDBCredentialsPrivate::QDynamoDBCredentialsPrivate(QByteArrayView id, QByteArrayView secret,
                                                         QByteArrayView token)
    : accessKeyId(id.toByteArray())
    , secretAccessKey(secret)
    , sessionToken(token)
{
}

QDynamoDBCredentials QDynamoDBCredentialsPrivate::create(QByteArrayView id, QByteArrayView secret,
                                                         QByteArrayView token)
{
    QDynamoDBCredentials credentials;
    credentials.d.reset(new QDynamoDBCredentialsPrivate(id, secret, token));
    return credentials;
}

QDynamoDBCredentialsPrivate *QDynamoDBCredentialsPrivate::detached(QDynamoDBCredentials &credentials)
{
    if (credentials.d)
        credentials.d.detach();
    else
        credentials.d.reset(new QDynamoDBCredentialsPrivate);
    return credentials.d.data();
}

/*!
    Constructs empty credentials.
*/
QDynamoDBCredentials::QDynamoDBCredentials() noexcept = default;

/*!
    Constructs credentials from \a accessKeyId and \a secretAccessKey; temporary ones have a \a
    sessionToken too.
*/
QDynamoDBCredentials::QDynamoDBCredentials(const QString &accessKeyId,
                                           const QString &secretAccessKey,
                                           const QString &sessionToken)
    : d(new QDynamoDBCredentialsPrivate(accessKeyId.toUtf8(), Utf8(secretAccessKey),
                                        Utf8(sessionToken)))
{
}

QDynamoDBCredentials::QDynamoDBCredentials(const QDynamoDBCredentials &other) noexcept = default;
QDynamoDBCredentials::QDynamoDBCredentials(QDynamoDBCredentials &&other) noexcept = default;
QDynamoDBCredentials &QDynamoDBCredentials::operator=(const QDynamoDBCredentials &other) noexcept =
        default;
QDynamoDBCredentials &QDynamoDBCredentials::operator=(QDynamoDBCredentials &&other) noexcept =
        default;
QDynamoDBCredentials::~QDynamoDBCredentials() = default;

/*!
    Returns \c true if the access key or its secret is missing: nothing can be signed then.
*/
bool QDynamoDBCredentials::isEmpty() const noexcept
{
    return !d || d->accessKeyId.isEmpty() || d->secretAccessKey.isEmpty();
}

/*!
    Returns the access key, which is no secret but is not shown in full either.
*/
QString QDynamoDBCredentials::accessKeyId() const
{
    return d ? QString::fromUtf8(d->accessKeyId) : QString();
}

/*!
    Returns a new copy of the secret. Keep it no longer than needed.
*/
QString QDynamoDBCredentials::secretAccessKey() const
{
    return d ? QString::fromUtf8(d->secretAccessKey.view()) : QString();
}

/*!
    Returns a new copy of the token of temporary credentials, empty for lasting ones.
*/
QString QDynamoDBCredentials::sessionToken() const
{
    return d ? QString::fromUtf8(d->sessionToken.view()) : QString();
}

/*!
    Returns the time after which the service refuses these credentials, null if there is none.
*/
QDateTime QDynamoDBCredentials::expiration() const
{
    return d ? d->expiration : QDateTime();
}

/*!
    Sets the time of expiry to \a expiration. The client renews credentials five minutes earlier;
    those with a null time are used until the service refuses them.
*/
void QDynamoDBCredentials::setExpiration(const QDateTime &expiration)
{
    QDynamoDBCredentialsPrivate::detached(*this)->expiration = expiration;
}

/*!
    Returns the twelve digits of the account that the credentials belong to, empty if not known.
*/
QString QDynamoDBCredentials::accountId() const
{
    return d ? d->accountId : QString();
}

/*!
    Sets the account to \a accountId.
*/
void QDynamoDBCredentials::setAccountId(const QString &accountId)
{
    QDynamoDBCredentialsPrivate::detached(*this)->accountId = accountId;
}

/*!
    Returns the name of the provider that the credentials came from, for people to read.
*/
QString QDynamoDBCredentials::source() const
{
    return d ? d->source : QString();
}

/*!
    Sets the name of where they came from to \a source, which must not be secret: it is printed.
*/
void QDynamoDBCredentials::setSource(const QString &source)
{
    QDynamoDBCredentialsPrivate::detached(*this)->source = source;
}

bool QDynamoDBCredentials::equals(const QDynamoDBCredentials &a,
                                  const QDynamoDBCredentials &b) noexcept
{
    if (a.d == b.d)
        return true;
    static const QDynamoDBCredentialsPrivate none;
    const auto &x = a.d ? *a.d : none;
    const auto &y = b.d ? *b.d : none;
    return x.accessKeyId == y.accessKeyId && x.secretAccessKey.view() == y.secretAccessKey.view()
            && x.sessionToken.view() == y.sessionToken.view() && x.expiration == y.expiration
            && x.accountId == y.accountId && x.source == y.source;
}

QDebug operator<<(QDebug debug, const QDynamoDBCredentials &value)
{
    const QDebugStateSaver saver(debug);
    debug.nospace().noquote() << "QDynamoDBCredentials(";
    if (value.isEmpty()) {
        debug << "none";
    } else {
        // A key this short is somebody's own invention, of which four characters could be all.
        const QString id = value.accessKeyId();
        debug << "****" << (id.size() > 8 ? id.right(4) : QString());
    }
    if (const QString source = value.source(); !source.isEmpty())
        debug << ", source \"" << source << '"';
    if (const QDateTime expiration = value.expiration(); expiration.isValid())
        debug << ", expires " << expiration.toUTC().toString(Qt::ISODate);
    return debug << ')';
}
