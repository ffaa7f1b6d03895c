// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef LOCALQUERY_P_H
#define LOCALQUERY_P_H

#include "store/local/keyselection_p.h"

#include <QtDynamoDB/qdynamodbapi_query.h>

namespace QtDynamoDBPrivate {

// Read one page of the mirrored items of a table or of a declared index, with the order, the paging
// and the refusals of the service. A page ends at the limit, or after items of 1 MB. Items with
// equal keys of an index are ordered by the keys of the table. Errors have the code Validation; a
// failing database throws StoreFailure. Don't check whether the items are mirrored.
[[nodiscard]] Q_DYNAMODB_STORE_AUTOTEST_EXPORT QDynamoDBExpected<QDynamoDB::QueryResult> localQuery(
        StoreReader &reader, const StoredTable &table, const QList<StoredIndex> &indexes,
        const QDynamoDB::QueryRequest &request);
[[nodiscard]] Q_DYNAMODB_STORE_AUTOTEST_EXPORT QDynamoDBExpected<QDynamoDB::ScanResult> localScan(
        StoreReader &reader, const StoredTable &table, const QList<StoredIndex> &indexes,
        const QDynamoDB::ScanRequest &request);

} // namespace QtDynamoDBPrivate

#endif
