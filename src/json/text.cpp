// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "json/text_p.h"

#include <QtCore/qalgorithms.h>
#include <QtCore/qchar.h>
#include <QtCore/qendian.h>

namespace QtDynamoDBPrivate {

namespace {

// Sets the highest bit of each byte that is a backslash or not ASCII. Only the lowest set bit is
// reliable: the subtraction may borrow from higher bytes and set their bits, too.
quint64 specials(quint64 bytes) noexcept
{
    constexpr quint64 ones = 0x0101010101010101;
    const quint64 backslash = bytes ^ (ones * '\\');
    return (((backslash - ones) & ~backslash) | bytes) & (ones * 0x80);
}

// Decodes the character that begins at in, whose first byte is above 0x7f. Returns its end.
const uchar *decodeCharacter(const uchar *in, char16_t *&out) noexcept
{
    const auto tail = [in](int index) { return char32_t(in[index] & 0x3f); };
    if (in[0] < 0xe0) {
        *out++ = char16_t((in[0] & 0x1f) << 6 | tail(1));
        return in + 2;
    }
    if (in[0] < 0xf0) {
        *out++ = char16_t((in[0] & 0x0f) << 12 | tail(1) << 6 | tail(2));
        return in + 3;
    }
    const char32_t c = char32_t(in[0] & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3);
    *out++ = QChar::highSurrogate(c);
    *out++ = QChar::lowSurrogate(c);
    return in + 4;
}

// Returns the UTF-16 unit of the escape \uXXXX at in, or -1 if there is no such escape.
int decodeHex(const uchar *in, const uchar *end) noexcept
{
    if (end - in < 6 || in[0] != '\\' || in[1] != 'u')
        return -1;
    int unit = 0;
    for (int i = 2; i < 6; ++i) {
        const int lower = in[i] | 0x20;
        const int digit = in[i] >= '0' && in[i] <= '9' ? in[i] - '0'
                : lower >= 'a' && lower <= 'f'         ? lower - 'a' + 10
                                                       : -1;
        if (digit < 0)
            return -1;
        unit = unit << 4 | digit;
    }
    return unit;
}

// Decodes the escape at in, which points to a backslash. Returns its end, or null if it is invalid.
const uchar *decodeEscape(const uchar *in, const uchar *end, char16_t *&out) noexcept
{
    if (end - in < 2)
        return nullptr;
    switch (in[1]) {
    case '"':
    case '\\':
    case '/':
        *out++ = in[1];
        return in + 2;
    case 'b':
        *out++ = u'\b';
        return in + 2;
    case 'f':
        *out++ = u'\f';
        return in + 2;
    case 'n':
        *out++ = u'\n';
        return in + 2;
    case 'r':
        *out++ = u'\r';
        return in + 2;
    case 't':
        *out++ = u'\t';
        return in + 2;
    default:
        break;
    }
    const int unit = decodeHex(in, end);
    if (unit < 0)
        return nullptr;
    *out++ = char16_t(unit);
    return in + 6;
}

} // namespace

char16_t *decodeText(QByteArrayView text, char16_t *out) noexcept
{
    const auto *in = reinterpret_cast<const uchar *>(text.data());
    const uchar *const end = in + text.size();
    while (in < end) {
        const quint64 special = specials(qFromLittleEndian<quint64>(in));
        for (int i = 0; i < 8; ++i)
            out[i] = in[i];
        const int plain = special ? int(qCountTrailingZeroBits(special)) / 8 : 8;
        in += plain;
        out += plain;
        if (!special)
            continue;
        while (in < end && *in >= 0x80)
            in = decodeCharacter(in, out);
        if (in < end && *in == '\\') {
            in = decodeEscape(in, end, out);
            if (!in)
                return nullptr;
        }
    }
    return out - (in - end);
}

} // namespace QtDynamoDBPrivate
