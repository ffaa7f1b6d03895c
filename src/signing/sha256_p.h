// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef SHA256_P_H
#define SHA256_P_H

#include "qdynamodbglobal_p.h"

#include <QtCore/qbytearrayview.h>

#include <array>
#include <initializer_list>
#include <memory>

namespace QtDynamoDBPrivate {

// A SHA-256 context that is reused between hashes. It uses OpenSSL if the library was built with
// it: OpenSSL uses the processor's instructions for SHA-256, as Qt does from 6.8 on only. Not
// thread-safe.
class Q_DYNAMODB_AUTOTEST_EXPORT Sha256
{
public:
    static constexpr qsizetype blockSize = 64;
    using Digest = std::array<char, 32>;

    Sha256();
    ~Sha256();
    Q_DISABLE_COPY_MOVE(Sha256)

    // Returns the hash of the concatenated parts.
    [[nodiscard]] Digest hash(std::initializer_list<QByteArrayView> parts);

private:
    struct Context;
    const std::unique_ptr<Context> m_context;
};

// An HMAC-SHA256 context that is reused with different keys. It overwrites its keys.
class Q_DYNAMODB_AUTOTEST_EXPORT HmacSha256
{
public:
    explicit HmacSha256(Sha256 &sha256);
    ~HmacSha256();
    Q_DISABLE_COPY_MOVE(HmacSha256)

    void setKey(std::initializer_list<QByteArrayView> parts);
    [[nodiscard]] Sha256::Digest mac(QByteArrayView message);
    void clear();

private:
    using Block = std::array<char, Sha256::blockSize>;

    Sha256 &m_sha256;
    Block m_inner {};
    Block m_outer {};
};

} // namespace QtDynamoDBPrivate

#endif
