// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "json/base64_p.h"

#include <array>

namespace QtDynamoDBPrivate {

namespace {

constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr quint8 invalid = 0xff;

constexpr std::array<quint8, 256> digits = [] {
    std::array<quint8, 256> table {};
    table.fill(invalid);
    for (quint8 i = 0; i < 64; ++i)
        table[quint8(alphabet[i])] = i;
    return table;
}();

quint32 digit(char c) noexcept
{
    return digits[quint8(c)];
}

} // namespace

char *encodeBase64(QByteArrayView binary, char *out) noexcept
{
    const auto *in = reinterpret_cast<const quint8 *>(binary.data());
    qsizetype left = binary.size();
    for (; left >= 3; left -= 3, in += 3) {
        const quint32 bits = quint32(in[0]) << 16 | quint32(in[1]) << 8 | in[2];
        *out++ = alphabet[bits >> 18];
        *out++ = alphabet[(bits >> 12) & 63];
        *out++ = alphabet[(bits >> 6) & 63];
        *out++ = alphabet[bits & 63];
    }
    if (left > 0) {
        const quint32 bits = quint32(in[0]) << 16 | (left > 1 ? quint32(in[1]) << 8 : 0);
        *out++ = alphabet[bits >> 18];
        *out++ = alphabet[(bits >> 12) & 63];
        *out++ = left > 1 ? alphabet[(bits >> 6) & 63] : '=';
        *out++ = '=';
    }
    return out;
}

std::optional<QByteArray> decodeBase64(QByteArrayView text)
{
    if (text.isEmpty())
        return QByteArray("", 0);
    if (text.size() % 4 != 0)
        return std::nullopt;
    const int padding = text.back() != '=' ? 0 : text[text.size() - 2] != '=' ? 1 : 2;
    QByteArray binary(text.size() / 4 * 3 - padding, Qt::Uninitialized);
    char *out = binary.data();
    const char *in = text.data();
    const char *const end = in + text.size() - (padding > 0 ? 4 : 0);
    quint32 seen = 0; // all values of digits, by bitwise or: an invalid character sets high bits
    for (; in != end; in += 4) {
        const quint32 a = digit(in[0]), b = digit(in[1]), c = digit(in[2]), d = digit(in[3]);
        seen |= a | b | c | d;
        const quint32 bits = a << 18 | b << 12 | c << 6 | d;
        *out++ = char(bits >> 16);
        *out++ = char(bits >> 8);
        *out++ = char(bits);
    }
    if (padding > 0) {
        const quint32 a = digit(in[0]), b = digit(in[1]), c = padding == 1 ? digit(in[2]) : 0;
        seen |= a | b | c;
        const quint32 bits = a << 18 | b << 12 | c << 6;
        *out++ = char(bits >> 16);
        if (padding == 1)
            *out++ = char(bits >> 8);
    }
    if (seen & 0xc0)
        return std::nullopt;
    return binary;
}

} // namespace QtDynamoDBPrivate
