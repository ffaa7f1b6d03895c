// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "credentials/providers/dpop_p.h"

#include "values/uuid_p.h"

#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>

#include <memory>

#ifdef Q_DYNAMODB_WITH_OPENSSL
#include <openssl/bn.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#endif

using namespace Qt::StringLiterals;

// https://www.rfc-editor.org/rfc/rfc9449

namespace QtDynamoDBPrivate {

using Code = QDynamoDBError::Code;

#ifdef Q_DYNAMODB_WITH_OPENSSL

namespace {

template<auto release>
struct Release
{
    template<typename T>
    void operator()(T *object) const
    {
        release(object);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY_free>>;

constexpr int numberSize = 32; // bytes of a coordinate, and of each half of a signature

QByteArray base64Url(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QByteArray base64Url(const QJsonObject &object)
{
    return base64Url(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

Key readKey(const QByteArray &pem)
{
    const std::unique_ptr<BIO, Release<BIO_free>> bio(BIO_new_mem_buf(pem.data(), int(pem.size())));
    // "aws login" writes keys without a password. For another key, OpenSSL would prompt at the
    // terminal.
    const auto noPassword = [](char *, int, int, void *) { return -1; };
    return Key(PEM_read_bio_PrivateKey(bio.get(), nullptr, noPassword, nullptr));
}

// Returns the two coordinates of the public key; empty if it is not on the curve P-256.
QByteArray publicPoint(EVP_PKEY *key)
{
    // The SubjectPublicKeyInfo of a P-256 key up to its uncompressed point (RFC 5480).
    static const QByteArray head = QByteArray::fromHex(
            "3059301306072a8648ce3d020106082a8648ce3d03010703420004");
    unsigned char *der = nullptr;
    const int size = i2d_PUBKEY(key, &der);
    if (size <= 0)
        return {};
    const QByteArray info(reinterpret_cast<const char *>(der), size);
    OPENSSL_free(der);
    if (size != head.size() + qsizetype(2) * numberSize || !info.startsWith(head))
        return {};
    return info.sliced(head.size());
}

// Returns an ES256 signature: its two numbers, concatenated. Empty after an error.
QByteArray signature(EVP_PKEY *key, const QByteArray &message)
{
    const std::unique_ptr<EVP_MD_CTX, Release<EVP_MD_CTX_free>> context(EVP_MD_CTX_new());
    const auto *bytes = reinterpret_cast<const unsigned char *>(message.data());
    size_t size = 0;
    if (!context || EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key) != 1
        || EVP_DigestSign(context.get(), nullptr, &size, bytes, size_t(message.size())) != 1)
        return {};
    QByteArray der(qsizetype(size), Qt::Uninitialized);
    auto *out = reinterpret_cast<unsigned char *>(der.data());
    if (EVP_DigestSign(context.get(), out, &size, bytes, size_t(message.size())) != 1)
        return {};
    const unsigned char *in = out;
    const std::unique_ptr<ECDSA_SIG, Release<ECDSA_SIG_free>> pair(
            d2i_ECDSA_SIG(nullptr, &in, long(size)));
    if (!pair)
        return {};
    QByteArray result(qsizetype(2) * numberSize, Qt::Uninitialized);
    auto *numbers = reinterpret_cast<unsigned char *>(result.data());
    if (BN_bn2binpad(ECDSA_SIG_get0_r(pair.get()), numbers, numberSize) != numberSize
        || BN_bn2binpad(ECDSA_SIG_get0_s(pair.get()), numbers + numberSize, numberSize)
                != numberSize)
        return {};
    return result;
}

} // namespace

QDynamoDBExpected<QByteArray> makeDpop(const QByteArray &privateKeyPem, const QUrl &url,
                                       const QDateTime &now)
{
    const Key key = readKey(privateKeyPem);
    const QByteArray point = key ? publicPoint(key.get()) : QByteArray();
    if (point.isEmpty()) {
        return QDynamoDBError(Code::InvalidParameterValue,
                              u"the dpopKey of the login file is not a P-256 private key in PEM"_s);
    }
    const QJsonObject jwk {
        { u"kty"_s, u"EC"_s },
        { u"crv"_s, u"P-256"_s },
        { u"x"_s, QString::fromLatin1(base64Url(point.first(numberSize))) },
        { u"y"_s, QString::fromLatin1(base64Url(point.last(numberSize))) },
    };
    const QJsonObject header {
        { u"typ"_s, u"dpop+jwt"_s },
        { u"alg"_s, u"ES256"_s },
        { u"jwk"_s, jwk },
    };
    const QJsonObject payload {
        { u"htm"_s, u"POST"_s },
        { u"htu"_s, url.toString(QUrl::FullyEncoded) },
        { u"iat"_s, now.toSecsSinceEpoch() },
        { u"jti"_s, QLatin1StringView(makeUuid()) },
    };
    const QByteArray message = base64Url(header) + '.' + base64Url(payload);
    const QByteArray signed_ = signature(key.get(), message);
    if (signed_.isEmpty())
        return QDynamoDBError(Code::InternalFailure,
                              u"OpenSSL could not sign with the dpopKey of the login file"_s);
    return QByteArray(message + '.' + base64Url(signed_));
}

#else

QDynamoDBExpected<QByteArray> makeDpop(const QByteArray &, const QUrl &, const QDateTime &)
{
    return QDynamoDBError(Code::InvalidParameterCombination,
                          u"the login has expired, and QtDynamoDB was built without OpenSSL, which "
                          "is required to renew it; run \"aws login\""_s);
}

#endif

} // namespace QtDynamoDBPrivate
