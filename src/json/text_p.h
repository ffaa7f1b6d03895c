// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef TEXT_P_H
#define TEXT_P_H

#include <QtCore/qbytearrayview.h>

namespace QtDynamoDBPrivate {

// How far beyond their ends decodeText() may read and write.
inline constexpr qsizetype decodingPadding = 16;

// Makes UTF-16 of what stands between the quotes of a JSON string and returns where that ends, or
// null for an escape that is none. The text is known to be valid UTF-8, and takes at most as many
// units as bytes.
[[nodiscard]] char16_t *decodeText(QByteArrayView text, char16_t *out) noexcept;

} // namespace QtDynamoDBPrivate

#endif
