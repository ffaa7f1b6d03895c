// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef FORMATDETECTION_P_H
#define FORMATDETECTION_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbexpected.h>
#include <QtDynamoDB/qdynamodbtransfer.h>

#include <QtCore/qbytearrayview.h>
#include <QtCore/qstringlist.h>

namespace QtDynamoDBPrivate {

// The kinds of files that a name or a content can mean.
struct DetectedFormat
{
    enum class Manifest { None, Files, Summary }; // of an export to S3

    QDynamoDBTransfer::Format format = QDynamoDBTransfer::Format::Automatic; // unknown
    Manifest manifest = Manifest::None;
};
// The sample is the beginning of the text. The name decides only about texts that are not JSON.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT DetectedFormat detectFormat(const QString &fileName,
                                                                     QByteArrayView sample);
// By the name alone, such as x.csv.gz; Automatic if the name means none.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBTransfer::Format formatOfName(
        const QString &fileName);

// The data files of an export to S3, and the number of items in each (-1: unknown).
struct DataFile
{
    QString name;
    qint64 items = -1;
};
// The files are expected in the folder "data" beside the manifest, as in the bucket.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBExpected<QList<DataFile>> readManifest(
        const QString &fileName, DetectedFormat::Manifest kind);

} // namespace QtDynamoDBPrivate

#endif
