// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "pipeline/calloptions_p.h"

#include <algorithm>

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;

namespace {

bool isLowerHex(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
    });
}

bool isZero(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c == u'0'; });
}

// Level 1 and 2 of W3C's Trace Context; of later versions only the beginning is known.
bool isTraceParent(QStringView text)
{
    constexpr qsizetype length = 55;
    if (text.size() < length || text[2] != u'-' || text[35] != u'-' || text[52] != u'-')
        return false;
    const QStringView version = text.first(2);
    const QStringView trace = text.sliced(3, 32);
    const QStringView parent = text.sliced(36, 16);
    const bool rightLength = text.size() == length || (version != "00"_L1 && text[length] == u'-');
    return isLowerHex(version) && version != "ff"_L1 && isLowerHex(trace) && !isZero(trace)
            && isLowerHex(parent) && !isZero(parent) && isLowerHex(text.sliced(53, 2))
            && rightLength;
}

bool isHeaderName(QByteArrayView name)
{
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
                || QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
    });
}

bool isHeaderValue(QByteArrayView value)
{
    return std::all_of(value.begin(), value.end(),
                       [](char c) { return c == '\t' || (uchar(c) >= 0x20 && uchar(c) != 0x7f); });
}

// Those that the client itself sends, signs, or leaves to HTTP.
bool isReserved(const QByteArray &lowerName)
{
    static const QByteArrayList names = {
        "accept-encoding"_ba,
        "authorization"_ba,
        "connection"_ba,
        "content-encoding"_ba,
        "content-length"_ba,
        "content-type"_ba,
        "expect"_ba,
        "host"_ba,
        "keep-alive"_ba,
        "proxy-authorization"_ba,
        "te"_ba,
        "trailer"_ba,
        "transfer-encoding"_ba,
        "upgrade"_ba,
        "user-agent"_ba,
    };
    return lowerName.startsWith("x-amz-") || lowerName.startsWith("amz-sdk-")
            || names.contains(lowerName);
}

QDynamoDBError invalid(const QString &text)
{
    return QDynamoDBError(Code::InvalidParameterValue, "The call's options: "_L1 + text);
}

} // namespace

QDynamoDBError validateOptions(const QDynamoDBCallOptions &options)
{
    if (options.maxRetries && *options.maxRetries < 0)
        return invalid(u"maxRetries is negative."_s);
    if (options.attemptTimeout && options.attemptTimeout->count() < 0)
        return invalid(u"attemptTimeout is negative."_s);
    if (options.callTimeout && options.callTimeout->count() < 0)
        return invalid(u"callTimeout is negative."_s);
    if (!options.traceParent.isEmpty() && !isTraceParent(options.traceParent)) {
        return invalid(u"traceParent is none of W3C's: it looks like "
                       "00-<32 digits>-<16 digits>-<2 digits>, in lower-case hexadecimal."_s);
    }
    for (const auto &[name, value] : options.headers) {
        const QString shown = QString::fromLatin1(name);
        if (!isHeaderName(name))
            return invalid(u"\"%1\" is no name of an HTTP header."_s.arg(shown));
        if (isReserved(name.toLower()))
            return invalid(u"the header \"%1\" is the client's own."_s.arg(shown));
        if (!isHeaderValue(value)) // which may be a secret, so it is not shown
            return invalid(u"the header \"%1\" has a value that no header can have."_s.arg(shown));
    }
    return {};
}

} // namespace QtDynamoDBPrivate
