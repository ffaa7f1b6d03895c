// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "values/uuid_p.h"

#include <QtCore/qrandom.h>

namespace QtDynamoDBPrivate {

// Seeds the generator with 128 bits. securelySeeded() fills all of its state instead, which takes
// longer than making a client.
static QRandomGenerator64 seededGenerator()
{
    quint32 seed[4];
    QRandomGenerator::system()->fillRange(seed);
    return QRandomGenerator64(seed);
}

QByteArray makeUuid()
{
    thread_local QRandomGenerator64 generator = seededGenerator();
    // Version 4, variant 1.
    const quint64 high = (generator.generate() & ~quint64(0xf000)) | 0x4000;
    const quint64 low = (generator.generate() >> 2) | (quint64(1) << 63);
    QByteArray id(36, Qt::Uninitialized);
    char *out = id.data();
    for (int digit = 0; digit < 32; ++digit) {
        if (digit == 8 || digit == 12 || digit == 16 || digit == 20)
            *out++ = '-';
        const quint64 half = digit < 16 ? high : low;
        *out++ = "0123456789abcdef"[(half >> (60 - 4 * (digit % 16))) & 0xf];
    }
    return id;
}

} // namespace QtDynamoDBPrivate
