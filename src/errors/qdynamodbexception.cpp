// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include <QtDynamoDB/qdynamodbexception.h>

/*!
    \class QDynamoDBException
    \inmodule QtDynamoDB
    \brief What a future throws if its call failed.

    \code
    client.deleteItem(u"Thread"_s, key)
        .then(this, [this](const QDynamoDB::DeleteItemResult &) { refresh(); })
        .onFailed(this, [](const QDynamoDB::ResourceNotFoundException &) { })
        .onFailed(this, [](const QDynamoDBException &e) { qWarning() << e.error(); });
    \endcode

    There is a subclass for each code, so that onFailed() and \c catch choose by type.

    \sa QDynamoDBError
*/

/*! Makes an exception that carries \a error. */
QDynamoDBException::QDynamoDBException(const QDynamoDBError &error)
    : m_error(error)
    , m_what((error.type() + QLatin1StringView(": ") + error.message()).toUtf8())
{
}

QDynamoDBException::~QDynamoDBException() = default;

/*! \fn const QDynamoDBError &QDynamoDBException::error() const
    Returns the error.
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
