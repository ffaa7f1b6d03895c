// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef QDYNAMODBTRANSFER_H
#define QDYNAMODBTRANSFER_H

#include <QtDynamoDB/qdynamodberror.h>
#include <QtDynamoDB/qdynamodbitem.h>

#include <QtCore/qchar.h>
#include <QtCore/qlist.h>
#include <QtCore/qmetatype.h>
#include <QtCore/qstring.h>

// The file formats of QDynamoDBImporter and QDynamoDBExporter.
namespace QDynamoDBTransfer {
Q_NAMESPACE_EXPORT(Q_DYNAMODB_EXPORT)

enum class Format {
    Automatic, // by the content and the name of the file
    Csv,
    JsonArray, // [{"Views":7}]
    JsonLines, // {"Views":7}, one item a line
    DynamoDBJson, // [{"Views":{"N":"7"}}]
    DynamoDBJsonLines, // {"Item":{"Views":{"N":"7"}}}, one item a line, as exports to S3
    ScanOutput, // {"Items":[{"Views":{"N":"7"}}]}, as "aws dynamodb scan" prints it
};
Q_ENUM_NS(Format)

enum class Compression {
    Automatic, // import: by the content; export: by the name of the file
    None,
    Gzip,
};
Q_ENUM_NS(Compression)

// How the cells of a CSV column become values.
enum class CellType {
    Automatic, // each cell by its quotes and its content
    Skip, // the column is ignored
    String,
    Number,
    Bool,
    Binary, // Base64
    List, // JSON or DynamoDB JSON, as the following four
    Map,
    StringSet,
    NumberSet,
    BinarySet,
    DynamoDBJson, // a value with its type, such as {"N":"7"}
};
Q_ENUM_NS(CellType)

} // namespace QDynamoDBTransfer

struct Q_DYNAMODB_EXPORT QDynamoDBCsvColumn
{
    QString name; // of the attribute
    QDynamoDBTransfer::CellType type = QDynamoDBTransfer::CellType::Automatic;

    friend bool operator==(const QDynamoDBCsvColumn &a, const QDynamoDBCsvColumn &b) noexcept
    {
        return a.name == b.name && a.type == b.type;
    }
    friend bool operator!=(const QDynamoDBCsvColumn &a, const QDynamoDBCsvColumn &b) noexcept
    {
        return !(a == b);
    }
};

struct Q_DYNAMODB_EXPORT QDynamoDBCsvOptions
{
    enum class Header {
        Present, // the first record contains the names of the columns
        Absent, // `columns` names them
    };

    QChar separator; // null: detected by imports, a comma in exports
    QString nullText = QStringLiteral("\\N"); // an unquoted cell with this text is Null
    Header header = Header::Present;
    QList<QDynamoDBCsvColumn> columns; // import: declared types; export: all columns, in order
};

// A record of the file that could not be imported, and the reason.
struct Q_DYNAMODB_EXPORT QDynamoDBImportFailure
{
    QString fileName; // of the data file, if a manifest was imported
    qint64 line = 0; // the first line of the record; the file begins with line 1
    QDynamoDBError error;
};

// The beginning of a file, as an import would read it.
struct Q_DYNAMODB_EXPORT QDynamoDBImportPreview
{
    QDynamoDBTransfer::Format format = QDynamoDBTransfer::Format::Automatic;
    QDynamoDBTransfer::Compression compression = QDynamoDBTransfer::Compression::None;
    QChar separator; // of CSV
    QList<QDynamoDBCsvColumn> columns; // of CSV, with declared or inferred types
    QList<QDynamoDBItem> items;
    QList<QDynamoDBImportFailure> failures;
};

Q_DECLARE_TYPEINFO(QDynamoDBCsvColumn, Q_RELOCATABLE_TYPE);
Q_DECLARE_TYPEINFO(QDynamoDBCsvOptions, Q_RELOCATABLE_TYPE);
Q_DECLARE_TYPEINFO(QDynamoDBImportFailure, Q_RELOCATABLE_TYPE);
Q_DECLARE_TYPEINFO(QDynamoDBImportPreview, Q_RELOCATABLE_TYPE);

#endif
