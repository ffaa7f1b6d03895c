// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef BASE64_P_H
#define BASE64_P_H

#include <QtCore/qbytearray.h>

#include <optional>

// Base64 directly into and out of buffers. QByteArray's functions would need a copy in each
// direction.
namespace QtDynamoDBPrivate {

// Returns the size of the Base64 text of so many bytes.
[[nodiscard]] constexpr qsizetype base64Size(qsizetype size) noexcept
{
    return (size + 2) / 3 * 4;
}
// Writes base64Size() bytes and returns their end.
char *encodeBase64(QByteArrayView binary, char *out) noexcept;
// Returns nothing unless the text is valid Base64 with padding and without white space.
[[nodiscard]] std::optional<QByteArray> decodeBase64(QByteArrayView text);

} // namespace QtDynamoDBPrivate

#endif
