// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "store/storedatabase_p.h"

namespace QtDynamoDBPrivate {

StoreReader::~StoreReader() = default;

} // namespace QtDynamoDBPrivate
