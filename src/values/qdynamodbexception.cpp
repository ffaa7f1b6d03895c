// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/qdynamodbexception.h>

/*!
    \class QDynamoDBException
    \inmodule QtDynamoDB
    \brief The base class of the exceptions that the futures of failed calls throw.

    \code
    client.deleteItem(u"Thread"_s, key)
        .then(this, [this](const QDynamoDB::DeleteItemResult &) { refresh(); })
        .onFailed(this, [](const QDynamoDB::ResourceNotFoundException &) { })
        .onFailed(this, [](const QDynamoDBException &e) { qWarning() << e.error(); });
    \endcode

    Each QDynamoDBError::Code has a subclass in \c <QDynamoDBExceptions>, so that
    \c onFailed() and \c catch select by type. An exception is also a QDynamoDBError: a handler that
    takes \c {const QDynamoDBError &} is called for every code, as is one that takes
    \c {const QDynamoDBException &}.

    A handler that does not resolve the failure rethrows with \c {throw;}, which keeps the type of
    the exception, or throws another error by QDynamoDBError::raise().

    \since 0.1
    \sa QDynamoDBError, QDynamoDB::whenDone()
*/

/*! \fn std::unique_ptr<QDynamoDBException> QDynamoDB::makeException(const QDynamoDBError &error)
    \relates QDynamoDBException

    Returns an exception of the class for the code of \a error. Most applications call
    QDynamoDBError::raise() instead, which throws it.

    \since 0.1
*/

/*! Constructs an exception with the content of \a error. */
QDynamoDBException::QDynamoDBException(const QDynamoDBError &error)
    : QDynamoDBError(error)
    , m_what((error.type() + QLatin1StringView(": ") + error.message()).toUtf8())
{
}

QDynamoDBException::~QDynamoDBException() = default;

/*! \fn const QDynamoDBError &QDynamoDBException::error() const
    Returns this object as an error.
*/

/*!
    Returns the error's type and message in UTF-8. The text is owned by the exception and valid
    until it is destroyed.
*/
const char *QDynamoDBException::what() const noexcept
{
    return m_what.constData();
}

/*! \reimp */
void QDynamoDBException::raise() const
{
    throw *this;
}

/*! \reimp */
QDynamoDBException *QDynamoDBException::clone() const
{
    return new QDynamoDBException(*this);
}
