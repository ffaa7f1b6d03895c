// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef MIRROREDREADS_P_H
#define MIRROREDREADS_P_H

#include "store/storedatabase_p.h"

#include <QtDynamoDB/qdynamodbapi_query.h>
#include <QtDynamoDB/qdynamodbexpected.h>

#include <QtCore/qhash.h>

namespace QtDynamoDBPrivate {

// What a reader has to know of the tables and mirrors of an identity.
struct StoreCatalog
{
    QString identity;
    QHash<QString, StoredTable> tables; // by name
    QList<StoredMirror> mirrors;
};

// Reads of mirrored items. Fail with Code::NotMirrored outside of the mirrors; a failing database
// throws StoreFailure.
[[nodiscard]] QDynamoDBExpected<QDynamoDBItem> mirroredItem(StoreReader &reader,
                                                            const StoreCatalog &catalog,
                                                            const QString &tableName,
                                                            const QDynamoDBItem &key);
[[nodiscard]] QDynamoDBExpected<QDynamoDB::QueryResult> mirroredQuery(
        StoreReader &reader, const StoreCatalog &catalog, const QDynamoDB::QueryRequest &request);
[[nodiscard]] QDynamoDBExpected<QDynamoDB::ScanResult> mirroredScan(
        StoreReader &reader, const StoreCatalog &catalog, const QDynamoDB::ScanRequest &request);

} // namespace QtDynamoDBPrivate

#endif
