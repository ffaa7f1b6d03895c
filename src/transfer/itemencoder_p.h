// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef ITEMENCODER_P_H
#define ITEMENCODER_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodberror.h>
#include <QtDynamoDB/qdynamodbtransfer.h>

#include <QtCore/qbytearray.h>

namespace QtDynamoDBPrivate {

// A writer of items in one of the formats, without what stands between them.
class Q_DYNAMODB_AUTOTEST_EXPORT ItemEncoder
{
public:
    // The columns of the options are those of CSV. The format must not be Automatic.
    ItemEncoder(QDynamoDBTransfer::Format format, const QDynamoDBCsvOptions &csv);

    // Appends the text of the item. Fails for values that DynamoDB would reject.
    [[nodiscard]] QDynamoDBError append(QByteArray &out, const QDynamoDBItem &item) const;
    // The header of CSV, with all names in quotes; empty for other formats and without header.
    [[nodiscard]] QDynamoDBError appendHeader(QByteArray &out) const;

private:
    [[nodiscard]] QDynamoDBError appendRecord(QByteArray &out, const QDynamoDBItem &item) const;

    QDynamoDBTransfer::Format m_format;
    QList<QDynamoDBCsvColumn> m_columns;
    QByteArray m_nullText;
    char m_separator;
    bool m_hasHeader;
};

// Whether plain JSON changes the type of a value of the item: of a set, a binary, or an Unknown.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT bool changesInPlainJson(const QDynamoDBItem &item);

} // namespace QtDynamoDBPrivate

#endif
