// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef DYNAMODBLOCAL_H
#define DYNAMODBLOCAL_H

#include <QtCore/qprocess.h>
#include <QtCore/qurl.h>

// Amazon's DynamoDB Local, in memory, on a free port: there from start() on, gone with this object,
// or with the process, however that ends. Give each test executable one, and each of its functions
// tables of its own. Any region and any access key of letters and digits will do; each such pair
// sees tables of its own.
class DynamoDBLocal
{
public:
    DynamoDBLocal() = default;
    ~DynamoDBLocal();
    Q_DISABLE_COPY_MOVE(DynamoDBLocal)

    // Blocks until the server answers. Where it fails, errorString() says what to do.
    [[nodiscard]] bool start();
    void stop();

    [[nodiscard]] QUrl endpoint() const { return m_endpoint; }
    [[nodiscard]] QString errorString() const { return m_error; }

private:
    QProcess m_script;
    QUrl m_endpoint;
    QString m_error;
};

#endif
