// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBQMLBATCHWRITER_P_H
#define QDYNAMODBQMLBATCHWRITER_P_H

#include <QtDynamoDB/qdynamodbbatchwriter.h>
#include <QtDynamoDB/qdynamodbqmlexports.h>

#include <QtCore/qvariant.h>
#include <QtQml/qjsvalue.h>
#include <QtQml/qqml.h>

namespace QtDynamoDBPrivate {
// Returns { writtenCount, complete, unwritten: [{ tableName, put or remove, error }] }.
[[nodiscard]] QVariantMap scriptSummary(const QDynamoDBBatchWriteSummary &summary);
} // namespace QtDynamoDBPrivate

struct QDynamoDBBatchWriterForeign
{
    Q_GADGET
    QML_FOREIGN(QDynamoDBBatchWriter)
    QML_ANONYMOUS
};

// A QDynamoDBBatchWriter in QML.
class Q_DYNAMODB_QML_EXPORT QDynamoDBQmlBatchWriter : public QDynamoDBBatchWriter
{
    Q_OBJECT
    QML_NAMED_ELEMENT(DynamoDBBatchWriter)
    QML_UNCREATABLE("Use batchWriter() of a client")

public:
    using QDynamoDBBatchWriter::QDynamoDBBatchWriter;

    Q_INVOKABLE int put(const QString &tableName, const QJSValue &item);
    Q_INVOKABLE int remove(const QString &tableName, const QJSValue &key);
    [[nodiscard]] Q_INVOKABLE int room() const { return int(QDynamoDBBatchWriter::room()); }
    [[nodiscard]] Q_INVOKABLE int pending() const { return int(QDynamoDBBatchWriter::pending()); }
    Q_INVOKABLE QJSValue flush();
};

#endif
