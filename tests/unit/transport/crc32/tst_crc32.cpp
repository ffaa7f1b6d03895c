// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "transport/crc32_p.h"

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using QtDynamoDBPrivate::crc32;

namespace {

// The definition of CRC-32, one bit at a time.
quint32 reference(QByteArrayView data)
{
    quint32 remainder = 0xffffffff;
    for (const char byte : data) {
        remainder ^= quint8(byte);
        for (int bit = 0; bit < 8; ++bit)
            remainder = (remainder & 1) ? (remainder >> 1) ^ 0xedb88320 : remainder >> 1;
    }
    return remainder ^ 0xffffffff;
}

QByteArray mixedBytes(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    quint32 state = 1;
    for (char &byte : bytes) {
        state = state * 1664525 + 1013904223;
        byte = char(state >> 24);
    }
    return bytes;
}

} // namespace

class tst_Crc32 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void known_data();
    void known();
    void lengthsAndAlignments();
    void longData();
};

void tst_Crc32::known_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<quint32>("expected");
    QTest::newRow("null") << QByteArray() << 0u;
    QTest::newRow("empty") << ""_ba << 0u;
    QTest::newRow("check") << "123456789"_ba << 0xcbf43926u;
    QTest::newRow("a") << "a"_ba << 0xe8b7be43u;
    QTest::newRow("abc") << "abc"_ba << 0x352441c2u;
    QTest::newRow("zero") << QByteArray(1, '\0') << 0xd202ef8du;
    QTest::newRow("zeros") << QByteArray(32, '\0') << 0x190a55adu;
    QTest::newRow("ones") << QByteArray(32, '\xff') << 0xff6cab0bu;
    QTest::newRow("fox") << "The quick brown fox jumps over the lazy dog"_ba << 0x414fa339u;
    QTest::newRow("{}") << "{}"_ba << 2745614147u; // sent by the service
}

void tst_Crc32::known()
{
    QFETCH(QByteArray, data);
    QFETCH(quint32, expected);
    QCOMPARE(crc32(data), expected);
    QCOMPARE(reference(data), expected);
}

void tst_Crc32::lengthsAndAlignments()
{
    const QByteArray bytes = mixedBytes(96);
    for (qsizetype begin = 0; begin < 16; ++begin) {
        for (qsizetype length = 0; length <= 80; ++length) {
            const QByteArrayView part = QByteArrayView(bytes).sliced(begin, length);
            if (crc32(part) != reference(part))
                QFAIL(qPrintable(u"%1 bytes from %2"_s.arg(length).arg(begin)));
        }
    }
}

void tst_Crc32::longData()
{
    const QByteArray bytes = mixedBytes(1024 * 1024 + 3);
    QCOMPARE(crc32(bytes), reference(bytes));
    QByteArray damaged = bytes;
    damaged[500000] = char(damaged[500000] ^ 1);
    QVERIFY(crc32(damaged) != crc32(bytes));
}

QTEST_APPLESS_MAIN(tst_Crc32)

#include "tst_crc32.moc"
