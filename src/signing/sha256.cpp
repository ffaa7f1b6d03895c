// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "signing/sha256_p.h"
#include "signing/secret_p.h"

#include <algorithm>

#ifdef Q_DYNAMODB_WITH_OPENSSL
#include <openssl/evp.h>
#else
#include <QtCore/qcryptographichash.h>
#endif

// https://www.rfc-editor.org/rfc/rfc2104

namespace QtDynamoDBPrivate {

#ifdef Q_DYNAMODB_WITH_OPENSSL

struct Sha256::Context
{
    Context() { Q_CHECK_PTR(context); }
    ~Context() { EVP_MD_CTX_free(context); }
    Q_DISABLE_COPY_MOVE(Context)

    void begin() { EVP_DigestInit_ex(context, algorithm(), nullptr); }
    void add(QByteArrayView part) { EVP_DigestUpdate(context, part.data(), size_t(part.size())); }
    Digest end()
    {
        Digest digest;
        EVP_DigestFinal_ex(context, reinterpret_cast<unsigned char *>(digest.data()), nullptr);
        return digest;
    }

    static const EVP_MD *algorithm()
    {
#if OPENSSL_VERSION_MAJOR >= 3
        // With EVP_sha256(), each hash would look up the implementation again.
        static const EVP_MD *fetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);
        if (fetched)
            return fetched;
#endif
        return EVP_sha256();
    }

    EVP_MD_CTX *const context = EVP_MD_CTX_new();
};

#else

struct Sha256::Context
{
    void begin() { hash.reset(); }
    void add(QByteArrayView part) { hash.addData(part); }
    Digest end()
    {
        Digest digest;
        const QByteArrayView result = hash.resultView();
        std::copy(result.begin(), result.end(), digest.begin());
        return digest;
    }

    QCryptographicHash hash { QCryptographicHash::Sha256 };
};

#endif

Sha256::Sha256()
    : m_context(std::make_unique<Context>())
{
}

Sha256::~Sha256() = default;

Sha256::Digest Sha256::hash(std::initializer_list<QByteArrayView> parts)
{
    m_context->begin();
    for (const QByteArrayView part : parts)
        m_context->add(part);
    return m_context->end();
}

HmacSha256::HmacSha256(Sha256 &sha256)
    : m_sha256(sha256)
{
}

HmacSha256::~HmacSha256()
{
    clear();
}

void HmacSha256::setKey(std::initializer_list<QByteArrayView> parts)
{
    Block key {}; // a short key is padded with zeros
    qsizetype size = 0;
    for (const QByteArrayView part : parts)
        size += part.size();
    if (size > Sha256::blockSize) {
        Sha256::Digest digest = m_sha256.hash(parts);
        std::copy(digest.begin(), digest.end(), key.begin());
        wipe(digest.data(), digest.size());
    } else {
        auto out = key.begin();
        for (const QByteArrayView part : parts)
            out = std::copy(part.begin(), part.end(), out);
    }
    for (std::size_t i = 0; i < key.size(); ++i) {
        m_inner[i] = char(key[i] ^ 0x36);
        m_outer[i] = char(key[i] ^ 0x5c);
    }
    wipe(key.data(), key.size());
}

Sha256::Digest HmacSha256::mac(QByteArrayView message)
{
    const Sha256::Digest inner = m_sha256.hash({ m_inner, message });
    return m_sha256.hash({ m_outer, inner });
}

void HmacSha256::clear()
{
    wipe(m_inner.data(), m_inner.size());
    wipe(m_outer.data(), m_outer.size());
}

} // namespace QtDynamoDBPrivate
