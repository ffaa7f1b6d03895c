// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "expressions/evaluation/keyencoding_p.h"
#include "expressions/evaluation/decimaldigits_p.h"
#include "values/qdynamodbvalue_p.h"

#include <QtCore/qstringconverter.h>

#include <algorithm>

namespace QtDynamoDBPrivate {

namespace {

using Type = QDynamoDBValue::Type;

// A number begins with its sign and the magnitude, followed by pairs of digits, each of which is a
// byte from 1 to 100, and a zero. The bytes after the sign of negative numbers are complements.
constexpr uchar negative = 0x40;
constexpr uchar zero = 0x80;
constexpr uchar positive = 0xc0;

[[nodiscard]] QByteArray encodedNumber(const QDynamoDBNumber &number)
{
    const DecimalDigits decimal(number);
    if (decimal.count == 0)
        return QByteArray(1, char(zero));
    QByteArray bytes;
    bytes.reserve(decimal.count / 2 + 4);
    bytes += char(decimal.isNegative ? negative : positive);
    bytes += char(decimal.magnitude - NumberAccess::minMagnitude);
    for (int i = 0; i < decimal.count; i += 2) {
        const int next = i + 1 < decimal.count ? decimal.digits[size_t(i + 1)] : 0;
        bytes += char(decimal.digits[size_t(i)] * 10 + next + 1);
    }
    bytes += '\0';
    if (decimal.isNegative) {
        for (qsizetype i = 1; i < bytes.size(); ++i)
            bytes[i] = char(~uchar(bytes[i]));
    }
    return bytes;
}

[[nodiscard]] QDynamoDBValue decodedNumber(const QByteArray &bytes)
{
    if (bytes.size() == 1 && uchar(bytes[0]) == zero)
        return QDynamoDBNumber();
    const bool isNegative = bytes.startsWith(char(negative));
    if (bytes.size() < 4 || (!isNegative && uchar(bytes[0]) != positive))
        return Type::Undefined;
    const auto at = [&](qsizetype i) {
        return isNegative ? uchar(~uchar(bytes[i])) : uchar(bytes[i]);
    };
    QByteArray text(isNegative ? "-" : "");
    for (qsizetype i = 2; i < bytes.size() - 1; ++i) {
        if (at(i) < 1 || at(i) > 100)
            return Type::Undefined;
        text += char('0' + (at(i) - 1) / 10);
        text += char('0' + (at(i) - 1) % 10);
    }
    const auto digits = int(bytes.size() - 3) * 2;
    const int magnitude = at(1) + NumberAccess::minMagnitude;
    text += 'E' + QByteArray::number(magnitude - digits + 1);
    const QDynamoDBNumber number = NumberAccess::parse(text);
    // Other texts of the same number have other bytes.
    return number.isValid() && encodedNumber(number) == bytes ? QDynamoDBValue(number)
                                                              : QDynamoDBValue(Type::Undefined);
}

} // namespace

QByteArray encodedKey(const QDynamoDBValue &value)
{
    switch (value.type()) {
    case Type::String:
        return ValueAccess::string(value).toUtf8();
    case Type::Binary:
        return ValueAccess::binary(value);
    case Type::Number:
        if (ValueAccess::number(value).isValid())
            return encodedNumber(ValueAccess::number(value));
        return {};
    default:
        return {};
    }
}

QDynamoDBValue decodedKey(const QByteArray &bytes, Type type)
{
    switch (type) {
    case Type::String: {
        QStringDecoder decoder(QStringDecoder::Utf8);
        const QString text = decoder(bytes);
        return decoder.hasError() ? QDynamoDBValue(Type::Undefined) : QDynamoDBValue(text);
    }
    case Type::Binary:
        return bytes;
    case Type::Number:
        return decodedNumber(bytes);
    default:
        return Type::Undefined;
    }
}

QByteArray joinedKeys(const QByteArrayList &parts)
{
    // A part ends with 0 1, and a zero inside it is 0 255. A part that another one begins with
    // therefore sorts first.
    QByteArray joined;
    for (const QByteArray &part : parts) {
        for (const char byte : part) {
            joined += byte;
            if (byte == '\0')
                joined += '\xff';
        }
        joined += QByteArrayView("\0\1", 2);
    }
    return joined;
}

std::optional<QByteArray> afterPrefix(const QByteArray &prefix)
{
    QByteArray after = prefix;
    while (after.endsWith('\xff'))
        after.chop(1);
    if (after.isEmpty())
        return {};
    after.back() = char(uchar(after.back()) + 1);
    return after;
}

} // namespace QtDynamoDBPrivate
