// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBEXCEPTION_H
#define QDYNAMODBEXCEPTION_H

#include <QtDynamoDB/qdynamodberror.h>

#include <QtCore/qexception.h>

#include <memory>

// The base class of the exceptions that a failed future throws. It is also the error itself, so
// that a handler may take either type. qdynamodbexceptions.h declares a subclass for each error
// code, so that onFailed() selects by type.
class Q_DYNAMODB_EXPORT QDynamoDBException : public QException, public QDynamoDBError
{
public:
    explicit QDynamoDBException(const QDynamoDBError &error);
    ~QDynamoDBException() override;

    [[nodiscard]] const QDynamoDBError &error() const noexcept { return *this; }
    const char *what() const noexcept override;

    void raise() const override;
    QDynamoDBException *clone() const override;

private:
    QByteArray m_what;
};

namespace QDynamoDB {

// Returns the exception of the error's code; its class is in qdynamodbexceptions.h.
[[nodiscard]] Q_DYNAMODB_EXPORT std::unique_ptr<QDynamoDBException> makeException(
        const QDynamoDBError &error);

} // namespace QDynamoDB

#endif
