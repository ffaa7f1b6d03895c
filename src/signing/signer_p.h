// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SIGNER_P_H
#define SIGNER_P_H

#include "signing/sha256_p.h"
#include "qdynamodbglobal_p.h"
#include "transport/transport_p.h"

#include <QtDynamoDB/qdynamodbcredentials.h>

#include <QtCore/qdatetime.h>

namespace QtDynamoDBPrivate {

// A signer of requests by AWS Signature Version 4, in the Authorization header. It reuses its
// buffers and the derived key. Not thread-safe.
class Q_DYNAMODB_AUTOTEST_EXPORT Signer
{
public:
    Signer();
    ~Signer();
    Q_DISABLE_COPY_MOVE(Signer)

    // Sets the headers x-amz-date, authorization and, for temporary credentials,
    // x-amz-security-token; replaces those of an earlier attempt. Signs the headers host,
    // content-type and x-amz-*.
    void sign(TransportRequest &request, const QDynamoDBCredentials &credentials,
              QByteArrayView region, QByteArrayView service, const QDateTime &utcNow);

    // Overwrites the derived key and releases the credentials.
    void forget();

    // Returns the number of keys derived so far, for tests.
    [[nodiscard]] int derivations() const noexcept { return m_derivations; }

private:
    void setTime(const QDateTime &utcNow);
    void setUrl(const QUrl &url);
    void setKey(const QDynamoDBCredentials &credentials, QByteArrayView region,
                QByteArrayView service);
    QByteArrayView date() const { return QByteArrayView(m_timestamp).first(8); }

    Sha256 m_sha256;
    HmacSha256 m_hmac { m_sha256 }; // with the derived key
    int m_derivations = 0;

    // The input of the derived key.
    QDynamoDBCredentials m_credentials;
    QByteArray m_scope; // date/region/service/aws4_request

    qint64 m_second = -1; // of m_timestamp
    QByteArray m_timestamp;
    QUrl m_url; // of m_host and m_pathAndQuery
    QByteArray m_host;
    QByteArray m_pathAndQuery; // the second and third line of the canonical request

    QByteArray m_text; // the canonical request, then the string to sign
    QByteArray m_signedHeaders;
};

} // namespace QtDynamoDBPrivate

#endif
