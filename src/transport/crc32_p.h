// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CRC32_P_H
#define CRC32_P_H

#include "qdynamodbglobal_p.h"

#include <QtCore/qbytearrayview.h>

namespace QtDynamoDBPrivate {

// Returns the CRC-32 of zip and Ethernet. The service sends that of each body in x-amz-crc32.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT quint32 crc32(QByteArrayView data) noexcept;

} // namespace QtDynamoDBPrivate

#endif
