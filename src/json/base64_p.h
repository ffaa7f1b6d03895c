// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef BASE64_P_H
#define BASE64_P_H

#include <QtCore/qbytearray.h>

#include <optional>

// Base64 straight into and out of buffers; QByteArray's needs a copy each way.
namespace QtDynamoDBPrivate {

[[nodiscard]] constexpr qsizetype base64Size(qsizetype size) noexcept
{
    return (size + 2) / 3 * 4;
}
// Writes base64Size() bytes and returns their end.
char *encodeBase64(QByteArrayView binary, char *out) noexcept;
// Nothing for what is not base64, with its padding and nothing else.
[[nodiscard]] std::optional<QByteArray> decodeBase64(QByteArrayView text);

} // namespace QtDynamoDBPrivate

#endif
