// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#include "store/storedatabase_p.h"

namespace QtDynamoDBPrivate {

StoreReader::~StoreReader() = default;

bool covers(const StoredMirror &mirror, const ItemPlace &place)
{
    return mirror.table == place.table
            && mirror.partition.value_or(place.partition) == place.partition
            && (!mirror.lower || place.sort >= *mirror.lower)
            && (!mirror.upper || place.sort <= *mirror.upper);
}

} // namespace QtDynamoDBPrivate
