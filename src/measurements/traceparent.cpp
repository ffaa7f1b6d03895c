// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "measurements/traceparent_p.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace QtDynamoDBPrivate {

static bool isLowerHex(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
    });
}

static bool isZero(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c == u'0'; });
}

std::optional<TraceParent> TraceParent::parse(QStringView text)
{
    // "00-<32 digits>-<16 digits>-<2 digits>"
    constexpr qsizetype length = 55;
    if (text.size() < length || text[2] != u'-' || text[35] != u'-' || text[52] != u'-')
        return std::nullopt;
    const QStringView version = text.first(2);
    const QStringView flags = text.sliced(53, 2);
    TraceParent result { text.sliced(3, 32), text.sliced(36, 16) };
    if (!isLowerHex(version) || !isLowerHex(result.traceId) || !isLowerHex(result.parentId)
        || !isLowerHex(flags))
        return std::nullopt;
    if (version == "ff"_L1 || isZero(result.traceId) || isZero(result.parentId))
        return std::nullopt;
    if (text.size() > length && (version == "00"_L1 || text[length] != u'-'))
        return std::nullopt;
    result.isSampled = flags.toInt(nullptr, 16) & 1;
    return result;
}

} // namespace QtDynamoDBPrivate
