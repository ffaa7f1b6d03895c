// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef IMPORTPROGRESS_P_H
#define IMPORTPROGRESS_P_H

#include "transfer/recordsource_p.h"

#include <QtCore/qjsonobject.h>

namespace QtDynamoDBPrivate {

// A record that failed, with its place in the file.
struct FailedRecord
{
    int file = 0; // index
    FilePosition begin;
    FilePosition end;
    QDynamoDBError error;
};

// What an import has done so far.
struct ImportProgress
{
    SourcePosition position; // all records before it are written or have failed
    qint64 written = 0;
    QList<FailedRecord> failed; // in the order of the file
    qint64 bytesRead = 0;
    qint64 bytesTotal = 0;
    QDynamoDBTransfer::Format format = QDynamoDBTransfer::Format::Automatic; // until it is known
    QList<DataFile> files;
    bool hasManifest = false;
    QByteArray header; // of CSV
};

[[nodiscard]] QJsonObject toJson(const ImportProgress &progress);
[[nodiscard]] QDynamoDBExpected<ImportProgress> importProgressFromJson(const QJsonObject &json);

// Copies the records that failed to a file in the same format. Returns the error of a file.
[[nodiscard]] QDynamoDBError saveFailedRecords(const ImportProgress &progress,
                                               QDynamoDBTransfer::Compression compression,
                                               const QString &fileName);

} // namespace QtDynamoDBPrivate

#endif
