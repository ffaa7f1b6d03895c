// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CRC32_P_H
#define CRC32_P_H

#include "qdynamodbglobal_p.h"

#include <QtCore/qbytearrayview.h>

namespace QtDynamoDBPrivate {

// The checksum of zip and Ethernet, which the service sends of each body in x-amz-crc32.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT quint32 crc32(QByteArrayView data) noexcept;

} // namespace QtDynamoDBPrivate

#endif
