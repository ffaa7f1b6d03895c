// SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
// SPDX-License-Identifier: BSD-3-Clause

#ifndef RECORDSOURCE_P_H
#define RECORDSOURCE_P_H

#include "transfer/csv_p.h"
#include "transfer/formatdetection_p.h"
#include "transfer/inputfile_p.h"
#include "transfer/recordsplitter_p.h"

#include <QtCore/qmap.h>

#include <memory>

namespace QtDynamoDBPrivate {

// A position between two records of one of the files of an import.
struct SourcePosition
{
    int file = 0; // index; above 0 only with a manifest
    FilePosition position;
};

// The records of a file, or of all data files of a manifest, and their items. Not thread-safe, but
// may be moved to another thread.
class Q_DYNAMODB_AUTOTEST_EXPORT RecordSource
{
public:
    struct Settings
    {
        QString fileName;
        QDynamoDBTransfer::Format format = QDynamoDBTransfer::Format::Automatic;
        QDynamoDBTransfer::Compression compression = QDynamoDBTransfer::Compression::Automatic;
        QDynamoDBCsvOptions csv;
        // The types of the table's key attributes: CSV columns with these names have them.
        QMap<QString, QDynamoDBTransfer::CellType> keyTypes;
    };

    explicit RecordSource(Settings settings);

    // Detects the format, infers the columns, and begins at the position.
    [[nodiscard]] QDynamoDBError open(const SourcePosition &begin = {});
    // Appends the records of the next piece. Returns false at the end and after an error, which
    // affects the rest of the source.
    [[nodiscard]] bool read(Records &records);
    [[nodiscard]] const QDynamoDBError &error() const { return m_error; }
    // Returns the item of a record, or why the record has none.
    [[nodiscard]] QDynamoDBExpected<QDynamoDBItem> item(const Record &record);

    [[nodiscard]] QDynamoDBTransfer::Format format() const { return m_settings.format; }
    [[nodiscard]] bool isGzip() const { return m_isGzip; }
    [[nodiscard]] char separator() const { return m_separator; }
    [[nodiscard]] const QList<QDynamoDBCsvColumn> &columns() const { return m_columns; }
    [[nodiscard]] QByteArray headerText() const { return m_header; } // of CSV
    [[nodiscard]] int file() const { return m_file; } // index of the file that is being read
    [[nodiscard]] const QList<DataFile> &files() const { return m_files; }
    [[nodiscard]] bool hasManifest() const { return m_hasManifest; }
    [[nodiscard]] qint64 bytesRead() const; // of the files themselves
    [[nodiscard]] qint64 bytesTotal() const { return m_bytesTotal; }

private:
    [[nodiscard]] QDynamoDBError detect();
    [[nodiscard]] QDynamoDBError inferColumns();
    [[nodiscard]] QDynamoDBError nameColumns(const CsvCells &first);
    [[nodiscard]] QDynamoDBError openFile(const FilePosition &begin);
    [[nodiscard]] bool endFile();

    Settings m_settings;
    QDynamoDBError m_error;
    QList<DataFile> m_files;
    bool m_hasManifest = false;
    bool m_isGzip = false;
    qint64 m_bytesTotal = 0;
    char m_separator = ',';
    QByteArray m_nullText;
    QByteArray m_header;
    QList<QDynamoDBCsvColumn> m_columns;
    CsvCells m_cells; // reused

    int m_file = 0;
    qint64 m_bytesBefore = 0; // of the files before the current one
    std::unique_ptr<InputFile> m_input;
    std::unique_ptr<RecordSplitter> m_splitter;
    bool m_isHeaderDue = false;
    bool m_isWholeFile = false; // the current file is read from its beginning
    qint64 m_recordsOfFile = 0;
};

// The text of items of these formats, before, between and after the records of a file.
struct RecordFrame
{
    QByteArray before;
    QByteArray between;
    QByteArray after;
};
[[nodiscard]] Q_DYNAMODB_AUTOTEST_EXPORT RecordFrame frameOf(QDynamoDBTransfer::Format format);

} // namespace QtDynamoDBPrivate

#endif
