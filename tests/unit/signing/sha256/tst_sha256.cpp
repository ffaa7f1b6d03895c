// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "signing/sha256_p.h"

#include <QtCore/qcryptographichash.h>
#include <QtCore/qmessageauthenticationcode.h>
#include <QtTest/qtest.h>

using namespace QtDynamoDBPrivate;

// SHA-256 and HMAC, compared with QCryptographicHash.
class tst_Sha256 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hash();
    void parts();
    void hmac();
    void cleared();
};

namespace {

QByteArray bytes(const Sha256::Digest &digest)
{
    return QByteArray(digest.data(), qsizetype(digest.size()));
}

QByteArray pattern(qsizetype size)
{
    QByteArray result(size, Qt::Uninitialized);
    for (qsizetype i = 0; i < size; ++i)
        result[i] = char(i * 37 + 11);
    return result;
}

QByteArray expectedMac(const QByteArray &message, const QByteArray &key)
{
    return QMessageAuthenticationCode::hash(message, key, QCryptographicHash::Sha256);
}

} // namespace

void tst_Sha256::hash()
{
    Sha256 sha256;
    QCOMPARE(bytes(sha256.hash({})).toHex(),
             "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    for (const qsizetype size : { 0, 1, 55, 56, 63, 64, 65, 119, 120, 1000, 1'000'000 }) {
        const QByteArray data = pattern(size);
        QCOMPARE(bytes(sha256.hash({ data })),
                 QCryptographicHash::hash(data, QCryptographicHash::Sha256));
    }
}

void tst_Sha256::parts()
{
    Sha256 sha256;
    const QByteArray data = pattern(300);
    for (qsizetype cut = 0; cut <= data.size(); cut += 20) {
        QCOMPARE(sha256.hash({ data.first(cut), data.mid(cut) }), sha256.hash({ data }));
        QCOMPARE(sha256.hash({ {}, data.first(cut), {}, data.mid(cut) }), sha256.hash({ data }));
    }
}

void tst_Sha256::hmac()
{
    Sha256 sha256;
    HmacSha256 hmac(sha256);
    for (const qsizetype keySize : { 0, 1, 20, 63, 64, 65, 131, 1000 }) {
        const QByteArray key = pattern(keySize);
        hmac.setKey({ key.first(keySize / 3), key.mid(keySize / 3) });
        for (const qsizetype size : { 0, 1, 64, 200 }) {
            const QByteArray message = pattern(size);
            QCOMPARE(bytes(hmac.mac(message)), expectedMac(message, key));
        }
    }
}

void tst_Sha256::cleared()
{
    Sha256 sha256;
    HmacSha256 hmac(sha256);
    hmac.setKey({ "secret" });
    hmac.clear();
    QVERIFY(bytes(hmac.mac("message")) != expectedMac("message", "secret"));
}

QTEST_APPLESS_MAIN(tst_Sha256)
#include "tst_sha256.moc"
