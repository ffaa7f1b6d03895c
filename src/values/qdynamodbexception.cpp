// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/qdynamodbexception.h>

/*!
    \class QDynamoDBException
    \inmodule QtDynamoDB
    \brief The exception that the future of a failed call throws.

    \code
    client.deleteItem(u"Thread"_s, key)
        .then(this, [this](const QDynamoDB::DeleteItemResult &) { refresh(); })
        .onFailed(this, [](const QDynamoDB::ResourceNotFoundException &) { })
        .onFailed(this, [](const QDynamoDBException &e) { qWarning() << e.error(); });
    \endcode

    There is a subclass for each code, so that onFailed() and \c catch choose by type. An exception
    is also a QDynamoDBError: a handler that takes \c {const QDynamoDBError &} is called for every
    code, as one that takes \c {const QDynamoDBException &} is.

    A handler that wants the chain to fail all the same rethrows with \c {throw;}, which keeps the
    exception's type, or throws another error by QDynamoDBError::raise().

    \since 0.1
    \sa QDynamoDBError, QDynamoDB::whenDone()
*/

/*! Makes an exception that carries \a error. */
QDynamoDBException::QDynamoDBException(const QDynamoDBError &error)
    : QDynamoDBError(error)
    , m_what((error.type() + QLatin1StringView(": ") + error.message()).toUtf8())
{
}

QDynamoDBException::~QDynamoDBException() = default;

/*! \fn const QDynamoDBError &QDynamoDBException::error() const
    Returns the error, which is this object.
*/

/*! Returns the error's type and message in UTF-8. */
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
