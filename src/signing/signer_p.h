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

// Signature Version 4, in the Authorization header. Keeps its buffers and the derived key between
// requests, so it is used in one thread alone.
class Q_DYNAMODB_AUTOTEST_EXPORT Signer
{
public:
    Signer();
    ~Signer();
    Q_DISABLE_COPY_MOVE(Signer)

    // Adds x-amz-date, x-amz-security-token where there is one, and authorization, in place of those
    // that an earlier attempt left. Signed are host, content-type and whatever begins with x-amz-.
    void sign(TransportRequest &request, const QDynamoDBCredentials &credentials,
              QByteArrayView region, QByteArrayView service, const QDateTime &utcNow);

    // Overwrites the derived key and drops the credentials that it belongs to.
    void forget();

    // How often a key had to be derived.
    [[nodiscard]] int derivations() const noexcept { return m_derivations; }

private:
    void setTime(const QDateTime &utcNow);
    void setUrl(const QUrl &url);
    void setKey(const QDynamoDBCredentials &credentials, QByteArrayView region,
                QByteArrayView service);
    QByteArrayView date() const { return QByteArrayView(m_timestamp).first(8); }

    Sha256 m_sha256;
    HmacSha256 m_hmac { m_sha256 }; // has the derived key
    int m_derivations = 0;

    // What the key was derived from.
    QDynamoDBCredentials m_credentials;
    QByteArray m_scope; // date/region/service/aws4_request

    qint64 m_second = -1;
    QByteArray m_timestamp;
    QUrl m_url;
    QByteArray m_host;
    QByteArray m_pathAndQuery; // the second and third line of the canonical request

    QByteArray m_text; // scratch
    QByteArray m_signedHeaders;
};

} // namespace QtDynamoDBPrivate

#endif
