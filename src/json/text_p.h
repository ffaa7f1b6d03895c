// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef TEXT_P_H
#define TEXT_P_H

#include <QtCore/qbytearrayview.h>

namespace QtDynamoDBPrivate {

// The number of bytes and units that decodeText() may read and write beyond the ends.
inline constexpr qsizetype decodingPadding = 16;

// Decodes the content between the quotes of a JSON string to UTF-16. Returns the end of the result,
// or null for an invalid escape. The text must be valid UTF-8; the result has at most as many units
// as the text has bytes. An escaped lone surrogate is kept: DynamoDB stores such strings.
[[nodiscard]] char16_t *decodeText(QByteArrayView text, char16_t *out) noexcept;

} // namespace QtDynamoDBPrivate

#endif
