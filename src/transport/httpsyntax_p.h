// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef HTTPSYNTAX_P_H
#define HTTPSYNTAX_P_H

#include "qdynamodbglobal_p.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qdatetime.h>
#include <QtCore/qurl.h>

#include <array>
#include <optional>
#include <string_view>

// The syntax of HTTP messages (RFC 9110, RFC 9112) as far as the library reads and writes it.
namespace QtDynamoDBPrivate {

// The characters of a token (RFC 9110, 5.6.2), such as a header's name.
inline constexpr auto httpTokenCharacters = [] {
    std::array<bool, 256> table {};
    for (int c = '!'; c < 0x7f; ++c)
        table[std::size_t(c)] = true;
    for (const char c : std::string_view("()<>@,;:\\\"/[]?={}"))
        table[uchar(c)] = false;
    return table;
}();

[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT bool isHttpToken(QByteArrayView text) noexcept;
// Whether a header may have this value: no control characters except tabs.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT bool isHttpHeaderValue(QByteArrayView value) noexcept;
// Whether the text would end a header early, so that the rest of it becomes another header.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT bool hasLineBreak(QByteArrayView text) noexcept;

// Returns a number that consists of decimal digits alone. A larger number than the type can hold
// becomes the largest one.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT std::optional<quint64> httpNumber(
        QByteArrayView text) noexcept;
// Returns the value of Content-Length, at most 18 digits. If it has several values, in headers of
// the same name or in a list, all must be the same.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT std::optional<qint64> httpLength(
        QByteArrayView value) noexcept;
// Returns the time of a Date header, which has one form: "Sun, 06 Nov 1994 08:49:37 GMT". Returns
// an invalid time for any other text.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDateTime fromHttpDate(QByteArrayView text);

// Whether a response with this status ends after its head (RFC 9112, 6.3; for 205, RFC 9110,
// 15.3.6).
[[nodiscard]] constexpr bool hasNoContent(int status) noexcept
{
    return status == 204 || status == 205 || status == 304;
}

// Returns the host as URLs and headers contain it: an IPv6 address in brackets.
[[nodiscard]] QString bracketed(const QString &host);
// Returns the Host header that QNetworkAccessManager sends: with a port if the URL names one, also
// the scheme's default port. The header is signed, so every transport must send the same one.
[[nodiscard]] QByteArray hostHeader(const QUrl &url);

} // namespace QtDynamoDBPrivate

#endif
