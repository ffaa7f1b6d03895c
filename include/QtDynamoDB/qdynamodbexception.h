// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBEXCEPTION_H
#define QDYNAMODBEXCEPTION_H

#include <QtDynamoDB/qdynamodberror.h>

#include <QtCore/qexception.h>

// What a failed future throws. A subclass for each code, in qdynamodbexceptions.h, lets onFailed()
// choose by type.
class Q_DYNAMODB_EXPORT QDynamoDBException : public QException
{
public:
    explicit QDynamoDBException(const QDynamoDBError &error);
    ~QDynamoDBException() override;

    [[nodiscard]] const QDynamoDBError &error() const noexcept { return m_error; }
    [[nodiscard]] QDynamoDBError::Code code() const noexcept { return m_error.code(); }
    const char *what() const noexcept override;

    void raise() const override;
    QDynamoDBException *clone() const override;

private:
    QDynamoDBError m_error;
    QByteArray m_what;
};

#endif
