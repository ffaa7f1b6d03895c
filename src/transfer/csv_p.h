// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef CSV_P_H
#define CSV_P_H

#include "qdynamodbglobal_p.h"

#include <QtDynamoDB/qdynamodbexpected.h>
#include <QtDynamoDB/qdynamodbtransfer.h>

#include <QtCore/qbytearray.h>
#include <QtCore/qmap.h>

#include <vector>

namespace QtDynamoDBPrivate {

// A cell of a CSV record.
struct CsvCell
{
    QByteArray text; // UTF-8, without the quotes
    bool isQuoted = false;
};
using CsvCells = std::vector<CsvCell>;

// Splits a record into its cells. Returns an empty text or the problem.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QString readCells(QByteArrayView record, char separator,
                                                           CsvCells &cells);
// The separator of a text that begins with a CSV record: the one that the record has most often
// outside of quotes, of comma, semicolon, tab and vertical bar.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT char separatorOf(QByteArrayView text);

// Returns the value of a cell, Undefined if the cell means an absent attribute.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBExpected<QDynamoDBValue> cellValue(
        const CsvCell &cell, QDynamoDBTransfer::CellType type, const QByteArray &nullText);
// Returns the item of a record.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBExpected<QDynamoDBItem> csvItem(
        const CsvCells &cells, const QList<QDynamoDBCsvColumn> &columns, const QByteArray &nullText);

// Infers the types of columns from records. If all names in the header are quoted, the quotes of the
// file tell strings from other values, and all types are Automatic.
class Q_DYNAMODB_AUTOTEST_EXPORT CsvInference
{
public:
    CsvInference(const CsvCells &header, const QByteArray &nullText);

    void add(const CsvCells &record);
    [[nodiscard]] QDynamoDBTransfer::CellType type(qsizetype column) const;

private:
    struct Column
    {
        bool isPresent = false; // a cell has a value
        bool isNumber = true;
        bool isBool = true;
        bool isTyped = true; // DynamoDB JSON
    };

    std::vector<Column> m_columns;
    QByteArray m_nullText;
    bool m_areQuotesMeant = true;
};

// Appends the CSV text of a value. A string is always quoted, and a number, true, false and nullText
// never are; every other value is quoted DynamoDB JSON. CellType::Automatic reads each value back.
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT QDynamoDBError appendCell(QByteArray &csv,
                                                                   const QDynamoDBValue &value,
                                                                   const QByteArray &nullText);
Q_DYNAMODB_AUTOTEST_EXPORT void appendQuoted(QByteArray &csv, QByteArrayView text);

} // namespace QtDynamoDBPrivate

#endif
