// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "transport/crc32_p.h"

#include <QtCore/qendian.h>

#include <array>

namespace QtDynamoDBPrivate {
namespace {

// Table k has the effect of a byte on the remainder k bytes later, so that one step handles eight
// bytes.
using Tables = std::array<std::array<quint32, 256>, 8>;

constexpr Tables makeTables()
{
    Tables tables {};
    for (quint32 byte = 0; byte < 256; ++byte) {
        quint32 remainder = byte;
        for (int bit = 0; bit < 8; ++bit)
            remainder = (remainder >> 1) ^ ((remainder & 1) ? 0xedb88320u : 0u);
        tables[0][byte] = remainder;
    }
    for (std::size_t k = 1; k < tables.size(); ++k) {
        for (std::size_t byte = 0; byte < 256; ++byte) {
            const quint32 previous = tables[k - 1][byte];
            tables[k][byte] = (previous >> 8) ^ tables[0][previous & 0xff];
        }
    }
    return tables;
}

constexpr Tables tables = makeTables();

} // namespace

quint32 crc32(QByteArrayView data) noexcept
{
    quint32 remainder = ~0u;
    const char *next = data.data();
    qsizetype left = data.size();
    for (; left >= 8; left -= 8, next += 8) {
        const quint32 low = qFromLittleEndian<quint32>(next) ^ remainder;
        const quint32 high = qFromLittleEndian<quint32>(next + 4);
        remainder = tables[7][low & 0xff] ^ tables[6][(low >> 8) & 0xff]
                ^ tables[5][(low >> 16) & 0xff] ^ tables[4][low >> 24] ^ tables[3][high & 0xff]
                ^ tables[2][(high >> 8) & 0xff] ^ tables[1][(high >> 16) & 0xff]
                ^ tables[0][high >> 24];
    }
    for (; left > 0; --left, ++next)
        remainder = (remainder >> 8) ^ tables[0][(remainder ^ quint8(*next)) & 0xff];
    return ~remainder;
}

} // namespace QtDynamoDBPrivate
