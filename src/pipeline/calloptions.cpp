// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "pipeline/calloptions_p.h"

#include "measurements/traceparent_p.h"
#include "transport/httpsyntax_p.h"

namespace QtDynamoDBPrivate {

using namespace Qt::StringLiterals;
using Code = QDynamoDBError::Code;

namespace {

// Whether the client or the transport sets this header itself.
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
    return QDynamoDBError(Code::InvalidParameterValue, "QDynamoDBCallOptions: "_L1 + text);
}

} // namespace

QDynamoDBError validateOptions(const QDynamoDBCallOptions &options)
{
    if (options.maxRetries && *options.maxRetries < 0)
        return invalid(u"maxRetries is %1; it must be at least 0."_s.arg(*options.maxRetries));
    if (options.attemptTimeout && options.attemptTimeout->count() < 0)
        return invalid(u"attemptTimeout is %1 ms; it must be at least 0."_s.arg(
                options.attemptTimeout->count()));
    if (options.callTimeout && options.callTimeout->count() < 0)
        return invalid(u"callTimeout is %1 ms; it must be at least 0."_s.arg(
                options.callTimeout->count()));
    if (!options.traceParent.isEmpty() && !TraceParent::parse(options.traceParent)) {
        return invalid(u"traceParent is not valid; it must have the form "
                       "00-<32 digits>-<16 digits>-<2 digits> in lower-case hexadecimal, with ids "
                       "other than zero."_s);
    }
    for (const auto &[name, value] : options.headers) {
        const QString shown = QString::fromLatin1(name);
        if (!isHttpToken(name))
            return invalid(u"\"%1\" is not a valid name of an HTTP header."_s.arg(shown));
        if (isReserved(name.toLower()))
            return invalid(u"the header \"%1\" is set by the client; remove it."_s.arg(shown));
        // The value may be a secret, so it is not shown.
        if (!isHttpHeaderValue(value))
            return invalid(u"the value of the header \"%1\" has control characters."_s.arg(shown));
    }
    return {};
}

} // namespace QtDynamoDBPrivate
