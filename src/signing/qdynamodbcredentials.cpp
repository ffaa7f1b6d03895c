// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "signing/qdynamodbcredentials_p.h"

#include <QtCore/qdebug.h>

using namespace Qt::StringLiterals;
using namespace QtDynamoDBPrivate;

/*!
    \class QDynamoDBCredentials
    \inmodule QtDynamoDB
    \brief The keys that sign requests, with their expiration, account and source.

    Credentials consist of an access key id and a secret access key. Temporary credentials also have
    a session token and an expiration time. Credentials are implicitly shared: copies are cheap, and
    each may be used in another thread.

    The secret access key and the session token are stored in one buffer each, which is overwritten
    when the last copy is destroyed. secretAccessKey() and sessionToken() return new strings, which
    the caller is responsible for. The library never prints more of the credentials than the last
    four characters of the access key id.

    The functions of this class are reentrant.

    \since 0.1
    \sa QDynamoDBCredentialsProvider,
    {https://docs.aws.amazon.com/IAM/latest/UserGuide/security-creds.html}{AWS security credentials}
*/

/*! \fn bool QDynamoDBCredentials::operator==(const QDynamoDBCredentials &a, const QDynamoDBCredentials &b)
    \fn bool QDynamoDBCredentials::operator!=(const QDynamoDBCredentials &a, const QDynamoDBCredentials &b)

    Returns whether all parts of \a a and \a b are equal or not: keys, token, expiration, account
    and source.
*/

/*! \fn QDebug QDynamoDBCredentials::operator<<(QDebug debug, const QDynamoDBCredentials &value)

    Prints the source, the expiration and the last four characters of the access key id of \a value
    to \a debug, and no secrets.
*/

/*!
    \fn void QDynamoDBCredentials::swap(QDynamoDBCredentials &other)
    \brief Swaps this object with \a other, without copying either. Never fails.

    \since 0.1
*/

namespace {

// A copy of a text in UTF-8 that is overwritten on destruction.
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
    Constructs credentials of \a accessKeyId and \a secretAccessKey, and \a sessionToken if they are
    temporary.
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
    Returns whether the access key id or the secret access key is missing. Empty credentials can't
    sign requests.
*/
bool QDynamoDBCredentials::isEmpty() const noexcept
{
    return !d || d->accessKeyId.isEmpty() || d->secretAccessKey.isEmpty();
}

/*!
    Returns the access key id. It is not a secret, but the library does not print all of it.
*/
QString QDynamoDBCredentials::accessKeyId() const
{
    return d ? QString::fromUtf8(d->accessKeyId) : QString();
}

/*!
    Returns a new copy of the secret access key. The copy is not overwritten when it is destroyed,
    so don't store it.
*/
QString QDynamoDBCredentials::secretAccessKey() const
{
    return d ? QString::fromUtf8(d->secretAccessKey.view()) : QString();
}

/*!
    Returns a new copy of the session token, which is empty unless the credentials are temporary.
    The copy is not overwritten when it is destroyed, so don't store it.
*/
QString QDynamoDBCredentials::sessionToken() const
{
    return d ? QString::fromUtf8(d->sessionToken.view()) : QString();
}

/*!
    Returns the time after which the service rejects these credentials, or a null QDateTime if it is
    unknown or there is none.
*/
QDateTime QDynamoDBCredentials::expiration() const
{
    return d ? d->expiration : QDateTime();
}

/*!
    Sets the expiration time to \a expiration. The client renews credentials five minutes before
    that time. With a null time, it uses them until the service rejects them.
*/
void QDynamoDBCredentials::setExpiration(const QDateTime &expiration)
{
    QDynamoDBCredentialsPrivate::detached(*this)->expiration = expiration;
}

/*!
    Returns the 12-digit id of the account that the credentials belong to, or an empty text if it is
    unknown. It is part of the host name of account-based endpoints.
*/
QString QDynamoDBCredentials::accountId() const
{
    return d ? d->accountId : QString();
}

/*!
    Sets the id of the account to \a accountId.
*/
void QDynamoDBCredentials::setAccountId(const QString &accountId)
{
    QDynamoDBCredentialsPrivate::detached(*this)->accountId = accountId;
}

/*!
    Returns the name of the provider of the credentials, for logs.
*/
QString QDynamoDBCredentials::source() const
{
    return d ? d->source : QString();
}

/*!
    Sets the name of the provider to \a source. It is printed and must not contain secrets.
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
        // Real ids are longer. Four characters could be all of an invented one.
        const QString id = value.accessKeyId();
        debug << "****" << (id.size() > 8 ? id.right(4) : QString());
    }
    if (const QString source = value.source(); !source.isEmpty())
        debug << ", source \"" << source << '"';
    if (const QDateTime expiration = value.expiration(); expiration.isValid())
        debug << ", expires " << expiration.toUTC().toString(Qt::ISODate);
    return debug << ')';
}
