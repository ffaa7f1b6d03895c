// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "mapping/table/generatedid_p.h"
#include "values/valuetext_p.h"

#include <QtCore/qdatetime.h>
#include <QtCore/qrandom.h>

namespace QtDynamoDBPrivate {

TimeOrderedBits TimeOrderedIds::next(qint64 now)
{
    QRandomGenerator *random = QRandomGenerator::system();
    const QMutexLocker locker(&m_mutex);
    if (now > m_last.milliseconds) {
        // The highest bit is left for the additions below.
        m_last = { now, quint16(random->generate() & 0x7fff), random->generate64() };
        return m_last;
    }
    m_last = greaterThan(m_last, random->generate());
    return m_last;
}

TimeOrderedBits greaterThan(TimeOrderedBits bits, quint32 random)
{
    // A UUID has not the lowest six bits, so they don't count as a difference.
    const quint64 step = (quint64(random) + 1) << 6;
    bits.low += step;
    if (bits.low < step && ++bits.high == 0)
        ++bits.milliseconds;
    return bits;
}

QUuid uuidV7(const TimeOrderedBits &bits)
{
    constexpr quint64 variant = Q_UINT64_C(0x8000000000000000);
    // The 74 bits are the 16 of `high` and the upper 58 of `low`: 12 and 62.
    const auto randomA = quint16(bits.high >> 4);
    const quint64 randomB = variant | (quint64(bits.high & 0xf) << 58) | (bits.low >> 6);
    const auto byte = [randomB](int index) { return uchar(randomB >> (8 * (7 - index))); };
    return QUuid(uint(bits.milliseconds >> 16), ushort(bits.milliseconds), ushort(0x7000 | randomA),
                 byte(0), byte(1), byte(2), byte(3), byte(4), byte(5), byte(6), byte(7));
}

QString ulid(const TimeOrderedBits &bits)
{
    static constexpr char16_t digits[] = u"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    const auto append = [](QString *text, quint64 number, int digitCount) {
        for (int i = digitCount - 1; i >= 0; --i)
            text->append(QChar(digits[(number >> (5 * i)) & 0x1f]));
    };
    QString text;
    append(&text, quint64(bits.milliseconds), 10);
    // 80 bits are 16 digits: eight of the 40 upper bits, eight of the 40 lower bits.
    append(&text, (quint64(bits.high) << 24) | (bits.low >> 40), 8);
    append(&text, bits.low & Q_UINT64_C(0xffffffffff), 8);
    return text;
}

QDynamoDBValue newId(MappedProperty::GeneratedId kind)
{
    static TimeOrderedIds ids;
    if (kind == MappedProperty::GeneratedId::Uuid)
        return textOf(QUuid::createUuid());
    const TimeOrderedBits bits = ids.next(QDateTime::currentMSecsSinceEpoch());
    return kind == MappedProperty::GeneratedId::Ulid ? QDynamoDBValue(ulid(bits))
                                                     : QDynamoDBValue(textOf(uuidV7(bits)));
}

} // namespace QtDynamoDBPrivate
