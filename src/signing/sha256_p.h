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

// OpenSSL's where the library was built with it: it uses what the processor has for SHA-256, which
// Qt's own does not before 6.8. Kept between hashes, so used in one thread alone.
class Q_DYNAMODB_AUTOTEST_EXPORT Sha256
{
public:
    static constexpr qsizetype blockSize = 64;
    using Digest = std::array<char, 32>;

    Sha256();
    ~Sha256();
    Q_DISABLE_COPY_MOVE(Sha256)

    // Of the parts one after the other.
    [[nodiscard]] Digest hash(std::initializer_list<QByteArrayView> parts);

private:
    struct Context;
    const std::unique_ptr<Context> m_context;
};

// HMAC-SHA256 under one key after the other. Leaves no key behind in memory.
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
